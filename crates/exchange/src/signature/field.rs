//! What a signing tool writes beside a signature: words and a date, in the encodings of PDF.

use jiff::{Timestamp, civil::DateTime, tz::Offset};
use unicode_normalization::UnicodeNormalization;

use super::syntax::Dictionary;

const LENGTH_MAX: usize = 500;

/// The words of a key; empty where there are none.
pub(super) fn words(entries: &Dictionary<'_>, key: &[u8]) -> String {
    let Some(text) = entries.text(key) else { return String::new() };
    let decoded = match text.bytes.as_slice() {
        [0xfe, 0xff, rest @ ..] => {
            let (pairs, _) = rest.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Some tools write UTF-8 without saying so; else letters of one byte.
        bytes => String::from_utf8(bytes.to_vec())
            .unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect()),
    };
    decoded.chars().filter(|c| !c.is_control()).take(LENGTH_MAX).nfc().collect()
}

/// The date `D:20261205143045+07'00'`; a missing zone is Vietnam's.
pub(super) fn date(entries: &Dictionary<'_>, key: &[u8]) -> Option<Timestamp> {
    let text = str::from_utf8(&entries.text(key)?.bytes).ok()?;
    let text = text.strip_prefix("D:").unwrap_or(text);
    let (local, zone) = text.split_at_checked(14)?;
    let local = DateTime::strptime("%Y%m%d%H%M%S", local).ok()?;
    let offset = offset(zone)?;
    offset.to_timestamp(local).ok()
}

fn offset(zone: &str) -> Option<Offset> {
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let sign = match zone.chars().next() {
        None => return Some(jiff::tz::offset(7)),
        Some('Z') => return Some(Offset::UTC),
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => return None,
    };
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}
