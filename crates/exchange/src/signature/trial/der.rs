//! Pieces of ASN.1 put together, shortest lengths only.

/// A piece of a tag and parts.
pub(super) fn piece(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut piece = vec![tag];
    let digits = content.len().to_be_bytes();
    let digits = digits.iter().copied().skip_while(|byte| *byte == 0).collect::<Vec<_>>();
    match (digits.as_slice(), content.len()) {
        ([], _) => piece.push(0),
        ([one], 0..0x80) => piece.push(*one),
        (digits, _) => {
            piece.push(0x80 | digits.len().to_le_bytes()[0]);
            piece.extend(digits);
        }
    }
    piece.extend(content);
    piece
}

/// A sequence of parts.
pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    piece(0x30, parts)
}

/// A set of parts, in the order that DER asks for.
pub(super) fn set(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    piece(0x31, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// A number of bytes that is not negative.
pub(super) fn integer(bytes: &[u8]) -> Vec<u8> {
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let digits = bytes.get(first..).unwrap_or_default();
    let needs_zero = digits.first().is_none_or(|byte| *byte >= 0x80);
    piece(0x02, &[if needs_zero { &[0] } else { &[] }, digits])
}
