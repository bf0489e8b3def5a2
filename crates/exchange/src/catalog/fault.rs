//! What is wrong with a catalog folder: every fault with file, line, reason and hint, all at once.
//!
//! Codes: CAT-0xx the file as such, CAT-1xx units, CAT-2xx plan and legal basis,
//! CAT-3xx regimes, rounds and calendars, CAT-4xx forms, CAT-5xx indicators, CAT-6xx templates, CAT-7xx
//! changes of what is in use (`domain::amendment`).
//!
//! One slip is one fault: what was not read is stood in for, so that the rest is still checked, and what
//! only follows from it is not told.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// The line of what a reader put in place of what it could not read: nothing more is told about it.
pub(super) const NOWHERE: usize = usize::MAX;

/// Codes of what one slip causes in many places: told once, with the other places.
const GATHERED: [&str; 8] =
    ["CAT-110", "CAT-112", "CAT-213", "CAT-302", "CAT-309", "CAT-405", "CAT-407", "CAT-503"];
/// Other places named beside the first.
const PLACES_MAX: usize = 5;

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
            faults.broken(file);
            faults.at(file, None, "CAT-001", "thiếu tệp này", "Thêm tệp vào thư mục danh mục.");
            return None;
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.trim_start_matches('\u{feff}')),
            Err(error) => {
                faults.broken(file);
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

impl Fault {
    /// Nothing of what this reader put there itself.
    fn on(
        file: &str,
        line: Option<usize>,
        (code, reason, hint): (&'static str, String, String),
    ) -> Option<Self> {
        let is_real = line != Some(NOWHERE);
        is_real.then(|| Self { file: file.to_owned(), line, code, reason, hint })
    }

    /// "regimes.toml:12".
    pub fn place(&self) -> String {
        self.line.map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: [{}] {}. {}", self.place(), self.code, self.reason, self.hint)
    }
}

/// Collects faults while reading goes on.
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
    /// What can be read and yet makes no sense.
    senseless: Vec<Fault>,
    /// Files of which a stretch could not be read.
    broken: BTreeSet<String>,
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
        let (reason, hint) = (reason.into(), hint.into());
        self.list.extend(Fault::on(file, line.into(), (code, reason, hint)));
    }

    /// Records what can be read and yet makes no sense.
    ///
    /// Asked before a catalog is loaded, not when a loaded one is read: what an older release let pass goes
    /// on being served.
    pub(super) fn senseless_at(
        &mut self,
        file: &str,
        line: usize,
        code: &'static str,
        reason: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (reason, hint) = (reason.into(), hint.into());
        self.senseless.extend(Fault::on(file, Some(line), (code, reason, hint)));
    }

    /// Leaves out faults that only follow from others.
    pub(super) fn forget(&mut self, follows: impl Fn(&Fault) -> bool) {
        self.list.retain(|fault| !follows(fault));
    }

    /// Sets right what was told with a code, when more is known.
    pub(super) fn amend(&mut self, code: &str, amend: impl Fn(&mut Fault)) {
        self.list.iter_mut().filter(|fault| fault.code == code).for_each(amend);
    }

    /// Notes that a stretch of a file could not be read: names may stand in it.
    pub(super) fn broken(&mut self, file: &str) {
        self.broken.insert(file.to_owned());
    }

    /// Whether a name that was not found may stand in what could not be read of the files below a path.
    pub(super) fn may_hide(&self, source: &Source, path: &str, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        self.broken.iter().filter(|file| file.starts_with(path)).any(|file| {
            let text = source.files.get(file).and_then(|bytes| std::str::from_utf8(bytes).ok());
            text.is_none_or(|text| text.contains(&quoted))
        })
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All faults, by file and line, each once; what makes no sense is left out.
    pub fn into_sorted(self) -> Vec<Fault> {
        gathered(self.list)
    }

    /// All faults, and what makes no sense.
    pub(super) fn into_all(mut self) -> Vec<Fault> {
        self.list.append(&mut self.senseless);
        gathered(self.list)
    }
}

/// By file and line; what one slip causes in many places is told at the first of them.
fn gathered(mut list: Vec<Fault>) -> Vec<Fault> {
    list.sort();
    list.dedup();
    let mut told: Vec<Fault> = Vec::new();
    let mut elsewhere: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for fault in list {
        let is_same = |other: &Fault| other.code == fault.code && other.reason == fault.reason;
        let is_gathered = GATHERED.contains(&fault.code);
        match told.iter().position(is_same).filter(|_| is_gathered) {
            Some(first) => elsewhere.entry(first).or_default().push(fault.place()),
            None => told.push(fault),
        }
    }
    for (first, places) in elsewhere {
        let named =
            domain::org_unit::listed(&places, PLACES_MAX).replace("đơn vị khác", "chỗ khác");
        if let Some(fault) = told.get_mut(first) {
            fault.reason = format!("{} (còn ở {named})", fault.reason);
        }
    }
    told
}
