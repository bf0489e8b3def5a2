//! Where a change stands in the files of a catalog.

use domain::amendment::Subject;

use super::{Source, UNITS, regimes};

/// File and line of what a change is about; the line is missing where the new files no longer have it.
pub fn place(source: &Source, subject: &Subject) -> (String, Option<usize>) {
    match subject {
        Subject::Form(code, part) => {
            let file = format!("forms/{code}.toml");
            let line = part.as_ref().and_then(|part| coded(source, &file, part));
            (file, line)
        }
        Subject::Unit(key) => {
            let start = format!("{key},");
            (UNITS.to_owned(), line(source, UNITS, |line| line.starts_with(&start)))
        }
        Subject::Round(code) | Subject::Regime(code) => {
            (regimes::FILE.to_owned(), coded(source, regimes::FILE, code))
        }
        Subject::Indicator(code) => {
            let files = source.inside("indicators/", ".toml");
            let mut found = files.map(|file| (file, coded(source, file, code)));
            let found = found.find(|(_, line)| line.is_some());
            found.map_or(("indicators/".to_owned(), None), |(file, line)| (file.to_owned(), line))
        }
        Subject::Item(anchor) => {
            let sought = format!("anchor = \"{anchor}\"");
            let found = line(source, "plan.toml", |line| line.contains(&sought));
            ("plan.toml".to_owned(), found)
        }
        Subject::Header => ("catalog.toml".to_owned(), None),
        Subject::Folder(name) => ((*name).to_owned(), None),
    }
}

/// The line that gives something its code.
fn coded(source: &Source, file: &str, code: &str) -> Option<usize> {
    let sought = format!("code = \"{code}\"");
    line(source, file, |line| line.contains(&sought))
}

fn line(source: &Source, file: &str, is_it: impl Fn(&str) -> bool) -> Option<usize> {
    let text = std::str::from_utf8(source.files.get(file)?).ok()?;
    text.lines().position(is_it).map(|at| at + 1)
}
