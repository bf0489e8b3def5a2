//! Plain text, UTF-8 or UTF-16 with a mark: words only, a line is a paragraph.

use super::{
    LINES_MAX, LintError,
    sheet::{Line, Origin, Section, Sheet},
};

/// Bytes of a text: four thousand pages.
const TEXT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Reads a text.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, LintError> {
    let text = decode(bytes).ok_or(LintError::UnknownKind)?;
    if text.len() > TEXT_BYTES_MAX || text.lines().nth(LINES_MAX).is_some() {
        return Err(LintError::Unsafe);
    }
    let lines = text.lines().enumerate().map(|(at, line)| Line::of_text(line.trim_end(), at + 1));
    Ok(Sheet {
        origin: Origin::Text,
        sections: vec![Section::default()],
        lines: lines.collect(),
        ..Sheet::default()
    })
}

fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        _ => std::str::from_utf8(bytes).ok()?.to_owned(),
    };
    // A picture or a program may happen to be UTF-8; a text has no zero.
    (!text.contains('\0')).then_some(text)
}

fn wide(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| join(*pair)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}
