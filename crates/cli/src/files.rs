//! Files named on the command line: workbooks themselves, in folders, in ZIPs; read one at a time.
//!
//! What is not opened is handed on with its reason: nothing is passed over in silence.

use std::{
    collections::VecDeque,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use exchange::workbook::{
    BUNDLE_SIZE_BYTES_MAX, BookError, Bundle, FILE_SIZE_BYTES_MAX, Skip, is_left_by_system, skip,
};

use crate::told::unread;

/// Workbooks with their names, as they are asked for.
pub(crate) struct Workbooks {
    paths: VecDeque<(PathBuf, Option<Skip>)>,
    /// The ZIP that is being unpacked, with its name.
    bundle: Option<(String, Bundle)>,
}

/// Finds the files; a path that does not exist is told before anything is read.
pub(crate) fn workbooks(paths: &[PathBuf]) -> anyhow::Result<Workbooks> {
    let mut found = VecDeque::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            collect(path, &mut found)?;
            if found.len() == before {
                found.push_back((path.clone(), Some(Skip::Empty)));
            }
        } else if path.is_file() {
            // Named one by one: its content says what it is.
            found.push_back((path.clone(), None));
        } else {
            return Err(unread(path)(ErrorKind::NotFound.into()));
        }
    }
    Ok(Workbooks { paths: found, bundle: None })
}

/// Files below a folder, in order of their names; links are not followed.
fn collect(folder: &Path, found: &mut VecDeque<(PathBuf, Option<Skip>)>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder).map_err(unread(folder))?;
    let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(unread(folder))?;
    entries.sort_by_key(std::fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().map_err(unread(&path))?;
        let name = path.to_string_lossy().into_owned();
        let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        if kind.is_dir() {
            collect(&path, found)?;
        } else if !is_left_by_system(&name) {
            let reason = if kind.is_file() { skip(&name) } else { Some(Skip::Other) };
            let reason = reason.filter(|reason| !(is_zip && *reason == Skip::Bundle));
            found.push_back((path, reason));
        }
    }
    Ok(())
}

impl Iterator for Workbooks {
    type Item = (String, Result<Vec<u8>, BookError>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((zip, bundle)) = &mut self.bundle {
                match bundle.next() {
                    Some((name, bytes)) if name.is_empty() => return Some((zip.clone(), bytes)),
                    Some((name, bytes)) => return Some((format!("{zip}/{name}"), bytes)),
                    None => self.bundle = None,
                }
            }
            let (path, reason) = self.paths.pop_front()?;
            let name = path.display().to_string();
            if let Some(reason) = reason {
                return Some((name, Err(BookError::Skipped(reason))));
            }
            match read(&path).and_then(Bundle::open) {
                Ok(Ok(bundle)) => self.bundle = Some((name, bundle)),
                Ok(Err(bytes)) => return Some((name, Ok(bytes))),
                Err(error) => return Some((name, Err(error))),
            }
        }
    }
}

/// The bytes of a file that is not larger than what may be opened.
fn read(path: &Path) -> Result<Vec<u8>, BookError> {
    let size = std::fs::metadata(path).map_err(|_| BookError::Broken)?.len();
    let most = FILE_SIZE_BYTES_MAX.max(BUNDLE_SIZE_BYTES_MAX) as u64;
    if size > most {
        return Err(BookError::TooLarge);
    }
    std::fs::read(path).map_err(|_| BookError::Broken)
}
