//! The parts of a DOCX file, opened with limits of number, size and packing ratio.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use crate::lint::{
    LintError,
    xml::{self, Budget, Node},
};

const PARTS_MAX: usize = 2000;
const PART_SIZE_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Bytes of all parts that are opened.
const FILE_SIZE_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Text packs about ten to one; far more is made to burst.
const RATIO_MAX: u64 = 200;
/// Below this size a ratio says nothing.
const RATIO_FROM_BYTES: u64 = 1024 * 1024;

/// An opened file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    budget: Budget,
    bytes_left: u64,
}

impl<'a> Package<'a> {
    /// Opens a file by its table of parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, LintError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| LintError::Broken)?;
        if archive.len() > PARTS_MAX {
            return Err(LintError::Unsafe);
        }
        Ok(Self { archive, budget: Budget::new(), bytes_left: FILE_SIZE_BYTES_MAX })
    }

    /// Whether some part has such an ending.
    pub(super) fn has(&self, ending: &str) -> bool {
        let mut names = self.archive.file_names().flatten();
        names.any(|name| name.to_lowercase().ends_with(ending))
    }

    /// A part as a tree; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Node>, LintError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(LintError::Broken),
        };
        // What the table of parts says of sizes may be a lie: what is read counts.
        let by_ratio = part.compressed_size().saturating_mul(RATIO_MAX).max(RATIO_FROM_BYTES);
        let most = by_ratio.min(PART_SIZE_BYTES_MAX).min(self.bytes_left);
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| LintError::Broken)?;
        if bytes.len() as u64 > most {
            return Err(LintError::Unsafe);
        }
        self.bytes_left -= bytes.len() as u64;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let text = std::str::from_utf8(bytes).map_err(|_| LintError::Broken)?;
        xml::read(text, &mut self.budget).map(Some)
    }
}
