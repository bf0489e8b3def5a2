//! Plain text: UTF-8 with or without a mark, UTF-16 with one.

/// The text of bytes; `None` where they are no text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        _ => std::str::from_utf8(bytes).ok()?.to_owned(),
    };
    // A picture or a program may happen to be UTF-8; a text has no zero.
    (!text.contains('\0')).then_some(text)
}

/// Whether bytes look like words in letters of one byte each, as before Unicode: mostly plain letters and
/// spaces, some high bytes among them, no control signs.
pub(super) fn is_old_letters(bytes: &[u8]) -> bool {
    let signs = bytes.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    let plain =
        bytes.iter().filter(|byte| byte.is_ascii_alphabetic() || byte.is_ascii_whitespace());
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    signs.count() == 0 && high > 0 && plain.count() > bytes.len() / 2
}

fn utf_16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| join(*pair)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}
