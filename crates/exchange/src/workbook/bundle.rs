//! Many workbooks in one ZIP, unpacked one at a time and within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{BookError, FILE_SIZE_BYTES_MAX};

/// Largest ZIP that is opened, in bytes.
pub const BUNDLE_SIZE_BYTES_MAX: usize = 256 * 1024 * 1024;
/// A province has some five hundred reporting units.
const FILES_MAX: usize = 5_000;
/// All workbooks of a ZIP together.
const ALL_SIZE_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;

/// A ZIP of workbooks.
pub struct Bundle {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    next: usize,
    /// What may still be unpacked.
    left: u64,
}

/// Whether a file's name is one that office programs give to workbooks; their lock files are none.
pub fn is_workbook_name(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known =
        ["xlsx", "xlsm", "xls", "ods"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    known && !name.starts_with(['.', '~'])
}

impl Bundle {
    /// Opens bytes that are a ZIP and no workbook themselves; others are given back.
    pub fn open(bytes: Vec<u8>) -> Result<Result<Self, Vec<u8>>, BookError> {
        if !bytes.starts_with(b"PK") {
            return Ok(Err(bytes));
        }
        let is_workbook = match ZipArchive::new(Cursor::new(&bytes)) {
            Ok(parts) => {
                let has = |name: &str| parts.index_for_name(name).is_some();
                has("[Content_Types].xml") || has("mimetype")
            }
            // Whoever reads workbooks says what is wrong with it.
            Err(_) => true,
        };
        if is_workbook {
            return Ok(Err(bytes));
        }
        if bytes.len() > BUNDLE_SIZE_BYTES_MAX {
            return Err(BookError::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BookError::Broken)?;
        if archive.len() > FILES_MAX {
            return Err(BookError::Unsafe);
        }
        Ok(Ok(Self { archive, next: 0, left: ALL_SIZE_BYTES_MAX }))
    }
}

impl Iterator for Bundle {
    type Item = (String, Result<Vec<u8>, BookError>);

    fn next(&mut self) -> Option<Self::Item> {
        while self.next < self.archive.len() {
            let at = self.next;
            self.next += 1;
            let Ok(part) = self.archive.by_index(at) else {
                return Some((format!("#{}", at + 1), Err(BookError::Broken)));
            };
            let name = part.name().unwrap_or_default().to_string();
            if !part.is_file() || !is_workbook_name(&name) || name.starts_with("__MACOSX/") {
                continue;
            }
            let most = (FILE_SIZE_BYTES_MAX as u64).min(self.left);
            let mut bytes = Vec::new();
            // What the table of parts says of sizes may be a lie: what is read counts.
            let read = part.take(most + 1).read_to_end(&mut bytes);
            let size = bytes.len() as u64;
            self.left = self.left.saturating_sub(size);
            let outcome = match read {
                Err(_) => Err(BookError::Broken),
                Ok(_) if size > most => Err(BookError::TooLarge),
                Ok(_) => Ok(bytes),
            };
            return Some((name, outcome));
        }
        None
    }
}
