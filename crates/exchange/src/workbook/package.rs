//! The parts of a zipped workbook, opened with limits, and its XML read without entities of its own.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesRef, BytesStart};
use zip::{ZipArchive, result::ZipError};

use super::BookError;
use crate::xml;
pub(super) use crate::xml::attribute;

const PARTS_MAX: usize = 4_000;
const PART_SIZE_BYTES_MAX: u64 = 48 * 1024 * 1024;
const ALL_SIZE_BYTES_MAX: u64 = 96 * 1024 * 1024;
/// Sheets pack up to fifty to one; far more is made to burst.
const RATIO_MAX: u64 = 300;
/// Below this size a ratio says nothing.
const RATIO_FROM_BYTES: u64 = 2 * 1024 * 1024;

/// An opened file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a file by its table of parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, BookError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BookError::Broken)?;
        if archive.len() > PARTS_MAX {
            return Err(BookError::Unsafe);
        }
        Ok(Self { archive, left: ALL_SIZE_BYTES_MAX })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, BookError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(BookError::Broken),
        };
        // What the table of parts says of sizes may be a lie: what is read counts.
        let by_ratio = part.compressed_size().saturating_mul(RATIO_MAX).max(RATIO_FROM_BYTES);
        let most = by_ratio.min(PART_SIZE_BYTES_MAX).min(self.left);
        let mut bytes = Vec::with_capacity(usize::try_from(part.size().min(most)).unwrap_or(0));
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| BookError::Broken)?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(BookError::Unsafe);
        }
        self.left -= size;
        let text = String::from_utf8(bytes).map_err(|_| BookError::Broken)?;
        Ok(Some(text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text)))
    }
}

/// An attribute that is a number.
pub(super) fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(tag, name)?.trim().parse().ok()
}

/// The character of a reference.
pub(super) fn reference(reference: &BytesRef<'_>) -> Result<char, BookError> {
    xml::character(reference).ok_or(BookError::Unsafe)
}
