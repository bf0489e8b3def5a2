//! Whose file a workbook is, written hidden in each sheet and sealed with the installation's key.
//!
//! ASCII only: such lines pass through every program, font and normalisation unchanged.

use std::collections::BTreeSet;

use super::{
    BookError,
    grid::{Content, Sheet, Spot},
};

/// First word of a stamp; the number is the version of its form.
const MARK: &str = "SV1";
/// Name of the sheet that describes the whole file.
pub(super) const SHEET: &str = "_sanhvai";
/// Digits of a seal.
const DIGITS: usize = 32;
/// A stamp stands near the top, even after rows were put above it.
const SOUGHT_ROWS: u32 = 40;

/// The key that seals workbooks of one installation.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

/// The unit and round a file was made for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Owner {
    /// Key of the unit.
    pub unit: String,
    /// Code of the round.
    pub round: String,
}

/// A stamp with its place, where a sheet has one.
pub(super) type Spotted = Option<(Spot, Stamp)>;

/// A sheet's own words of what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Code of the form; empty for sheets without entry.
    pub form: String,
    pub version: u32,
    pub owner: Owner,
}

impl Key {
    /// From the secret of the data folder.
    pub fn from_secret(secret: &[u8]) -> Self {
        Self(blake3::derive_key("sanhvai 2024 seal of workbooks", secret))
    }

    /// The seal under a text.
    pub(super) fn seal(&self, text: &str) -> String {
        let mut hex = blake3::keyed_hash(&self.0, text.as_bytes()).to_hex().to_string();
        hex.truncate(DIGITS);
        hex
    }

    fn holds(&self, text: &str, seal: &str) -> bool {
        let right = self.seal(text);
        let wrong = right.bytes().zip(seal.bytes()).fold(0, |wrong, (a, b)| wrong | (a ^ b));
        right.len() == seal.len() && wrong == 0
    }
}

impl Stamp {
    fn words(&self) -> String {
        let Self { form, version, owner } = self;
        format!("{MARK}|{form}|{version}|{}|{}", owner.unit, owner.round)
    }

    /// The sealed line.
    pub(super) fn line(&self, key: &Key) -> String {
        let words = self.words();
        let seal = key.seal(&words);
        format!("{words}|{seal}")
    }
}

/// The stamp of a sheet with its place; a line whose seal is not ours is refused.
pub(super) fn find(sheet: &Sheet, key: &Key) -> Result<Spotted, BookError> {
    for (place, content) in sheet.cells.range(..(SOUGHT_ROWS, 0)) {
        let Content::Text(text) = content else { continue };
        if !text.starts_with(MARK) || !text.contains('|') {
            continue;
        }
        return match parse(text.trim(), key) {
            Some(stamp) => Ok(Some((*place, stamp))),
            None => Err(BookError::SealBroken(sheet.name.clone())),
        };
    }
    Ok(None)
}

fn parse(line: &str, key: &Key) -> Option<Stamp> {
    let (words, seal) = line.rsplit_once('|')?;
    if !key.holds(words, seal) {
        return None;
    }
    let mut fields = words.split('|').skip(1);
    let form = fields.next()?.to_owned();
    let version = fields.next()?.parse().ok()?;
    let owner = Owner { unit: fields.next()?.to_owned(), round: fields.next()?.to_owned() };
    Some(Stamp { form, version, owner })
}

/// Checks the description of the whole file, where it is still there.
pub(super) fn check(sheet: &Sheet, key: &Key) -> Result<(), BookError> {
    let lines: Vec<&str> =
        sheet.cells.values().map(Content::text).filter(|line| !line.is_empty()).collect();
    let Some((last, words)) = lines.split_last() else { return Ok(()) };
    let seal = last.strip_prefix("seal=").unwrap_or_default();
    if key.holds(&words.join("\n"), seal) {
        Ok(())
    } else {
        Err(BookError::SealBroken(sheet.name.clone()))
    }
}

/// The forms that the file was made with, as its description says; empty where that is gone.
pub(super) fn forms(sheets: &[Sheet]) -> BTreeSet<&str> {
    let described = sheets.iter().filter(|sheet| sheet.name == SHEET);
    let lines = described.flat_map(|sheet| sheet.cells.values()).map(Content::text);
    let forms = lines.filter_map(|line| line.strip_prefix("form=")?.split_once('@'));
    forms.map(|(form, _)| form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp() -> Stamp {
        let owner = Owner { unit: "h-419".into(), round: "R-STR-2024".into() };
        Stamp { form: "T2".into(), version: 1, owner }
    }

    fn sheet(line: String) -> Sheet {
        Sheet {
            name: "T2".into(),
            cells: [((3, 0), Content::Text(line))].into(),
            ..Sheet::default()
        }
    }

    #[test]
    fn a_stamp_is_found_and_a_changed_one_refused() {
        let key = Key::from_secret(b"secret");
        let line = stamp().line(&key);
        assert_eq!(find(&sheet(line.clone()), &key), Ok(Some(((3, 0), stamp()))));
        let other = line.replace("h-419", "h-420");
        assert_eq!(find(&sheet(other), &key), Err(BookError::SealBroken("T2".into())));
        let foreign = Key::from_secret(b"another installation");
        assert!(find(&sheet(line), &foreign).is_err());
    }
}
