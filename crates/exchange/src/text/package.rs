//! The parts of a DOCX file, opened with limits, and its XML read without entities.

use std::io::{Cursor, Read};

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart},
};
use zip::{ZipArchive, result::ZipError};

use super::{TextError, plain};
use crate::xml;
pub(super) use crate::xml::attribute;

const PARTS_MAX: usize = 2000;
const PART_SIZE_BYTES_MAX: u64 = 50 * 1024 * 1024;
/// Text packs about ten to one; far more is made to burst.
const RATIO_MAX: u64 = 200;
/// Below this size a ratio says nothing.
const RATIO_FROM_BYTES: u64 = 1024 * 1024;

/// An opened file.
pub(super) struct Package<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Package<'a> {
    /// Opens a file by its table of parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, TextError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TextError::BrokenDocx)?;
        if archive.len() > PARTS_MAX {
            return Err(TextError::UnsafeDocx);
        }
        Ok(Self(archive))
    }

    /// The text of a part; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, TextError> {
        let part = match self.0.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(TextError::BrokenDocx),
        };
        // What the table of parts says of sizes may be a lie: what is read counts.
        let by_ratio = part.compressed_size().saturating_mul(RATIO_MAX).max(RATIO_FROM_BYTES);
        let most = by_ratio.min(PART_SIZE_BYTES_MAX);
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| TextError::BrokenDocx)?;
        if bytes.len() as u64 > most {
            return Err(TextError::UnsafeDocx);
        }
        plain::decode(&bytes).map(Some).ok_or(TextError::BrokenDocx)
    }
}

/// A reader of one part.
pub(super) fn reader(xml: &str) -> Reader<&[u8]> {
    Reader::from_str(xml)
}

/// A number attribute `w:val`.
pub(super) fn value<T: std::str::FromStr>(tag: &BytesStart<'_>) -> Option<T> {
    attribute(tag, "val")?.trim().parse().ok()
}

/// Whether a switch like `<w:vanish/>` is on.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !attribute(tag, "val").is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off"))
}

/// The character of a reference.
pub(super) fn reference(reference: &BytesRef<'_>) -> Result<char, TextError> {
    xml::character(reference).ok_or(TextError::UnsafeDocx)
}
