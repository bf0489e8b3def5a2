//! What is wrong with a catalog folder: every fault with file, line, reason and hint, all at once.
//!
//! Codes: CAT-0xx the file as such, CAT-1xx units, CAT-2xx plan and legal basis,
//! CAT-3xx regimes, rounds and calendars, CAT-4xx forms, CAT-5xx indicators, CAT-6xx templates, CAT-7xx
//! changes of what is in use (`domain::amendment`).

use std::{collections::BTreeMap, fmt};

/// The files of a catalog folder, by path relative to the folder, with `/`.
#[derive(Debug, Clone, Default)]
pub struct Source {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Source {
    /// The paths of the files inside a folder that end in an extension, sorted.
    pub fn inside<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a str> {
        self.files
            .keys()
            .map(String::as_str)
            .filter(move |path| path.starts_with(folder) && path.ends_with(ending))
    }

    /// The text of a file; a missing file or one that is not UTF-8 is a fault.
    pub fn text(&self, file: &str, faults: &mut Faults) -> Option<&str> {
        let Some(bytes) = self.files.get(file) else {
            faults.at(file, None, "CAT-001", "thiếu tệp này", "Thêm tệp vào thư mục danh mục.");
            return None;
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.trim_start_matches('\u{feff}')),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.split(|byte| *byte == b'\n').count();
                faults.at(
                    file,
                    line,
                    "CAT-002",
                    "tệp không phải văn bản UTF-8",
                    "Lưu lại tệp với bảng mã UTF-8.",
                );
                None
            }
        }
    }
}

/// One thing wrong with the catalog, in the administrator's words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub file: String,
    /// First line is 1; `None` where the fault is of the file or of the whole catalog.
    pub line: Option<usize>,
    pub code: &'static str,
    pub reason: String,
    pub hint: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        write!(out, ": [{}] {}. {}", self.code, self.reason, self.hint)
    }
}

/// Collects faults while reading goes on.
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// Records a fault.
    pub fn at(
        &mut self,
        file: &str,
        line: impl Into<Option<usize>>,
        code: &'static str,
        reason: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.list.push(Fault {
            file: file.to_owned(),
            line: line.into(),
            code,
            reason: reason.into(),
            hint: hint.into(),
        });
    }

    /// Adds the faults that were collected apart.
    pub(super) fn take_in(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Leaves out faults of a code that only follow from others.
    pub(super) fn forget(&mut self, code: &str) {
        self.list.retain(|fault| fault.code != code);
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All faults, by file and line, each once.
    pub fn into_sorted(mut self) -> Vec<Fault> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}
