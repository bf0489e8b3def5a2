//! Reads `units/*.csv`: the units, who stands above whom and when, and what became of them.

use csv::StringRecord;
use domain::{
    confidence::Confidence,
    org_unit::{Extent, OrgUnit, OrgUnitKey, OrgUnitKind, Parentage, Succession},
};
use jiff::civil::Date;

use super::fault::{Faults, Source};

/// The units themselves.
pub const UNITS: &str = "units/units.csv";
/// The dated tree.
pub(super) const PARENTS: &str = "units/parents.csv";
/// The edges to successors.
pub(super) const SUCCESSIONS: &str = "units/successions.csv";

const UNIT_HEADERS: [&str; 10] = [
    "key",
    "code",
    "kind",
    "name",
    "short_name",
    "symbol",
    "valid_from",
    "valid_to",
    "confidence",
    "source",
];
const PARENT_HEADERS: [&str; 4] = ["child", "parent", "valid_from", "valid_to"];
const SUCCESSION_HEADERS: [&str; 7] =
    ["from", "to", "extent", "share", "date", "legal_basis", "note"];

/// What a line of a table says, with the line.
#[derive(Debug)]
pub(super) struct Placed<T> {
    pub(super) line: usize,
    pub(super) value: T,
}

/// The three tables.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) units: Vec<Placed<OrgUnit>>,
    pub(super) parents: Vec<Placed<Parentage>>,
    pub(super) successions: Vec<Placed<Succession>>,
}

/// Reads the three tables; a row at fault is left out.
pub(super) fn read(source: &Source, faults: &mut Faults) -> Units {
    Units {
        units: rows(source, UNITS, &UNIT_HEADERS, faults, unit),
        parents: rows(source, PARENTS, &PARENT_HEADERS, faults, parentage),
        successions: rows(source, SUCCESSIONS, &SUCCESSION_HEADERS, faults, succession),
    }
}

fn rows<T>(
    source: &Source,
    file: &'static str,
    headers: &[&str],
    faults: &mut Faults,
    read: fn(&Row<'_>, &mut Faults) -> Option<T>,
) -> Vec<Placed<T>> {
    let Some(text) = source.text(file, faults) else { return Vec::new() };
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    if !table.headers().is_ok_and(|found| found.iter().eq(headers.iter().copied())) {
        let hint = format!("Dòng đầu phải là: {}", headers.join(","));
        faults.at(file, 1, "CAT-003", "sai tên cột", hint);
        return Vec::new();
    }
    let mut found = Vec::new();
    for record in table.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().and_then(|p| usize::try_from(p.line()).ok());
                let hint = "Sửa dòng này theo cú pháp CSV.";
                faults.at(file, line, "CAT-003", format!("sai cú pháp CSV: {error}"), hint);
                continue;
            }
        };
        let line = record.position().and_then(|p| usize::try_from(p.line()).ok()).unwrap_or(0);
        if record.len() != headers.len() {
            let reason = format!("dòng có {} ô, cần {}", record.len(), headers.len());
            faults.at(file, line, "CAT-003", reason, "Thêm hoặc bớt dấu phẩy.");
            continue;
        }
        let row = Row { file, line, record: &record };
        if let Some(value) = read(&row, faults) {
            found.push(Placed { line, value });
        }
    }
    found
}

/// One line of a table.
struct Row<'a> {
    file: &'static str,
    line: usize,
    record: &'a StringRecord,
}

impl Row<'_> {
    fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    fn key(&self, column: usize) -> OrgUnitKey {
        OrgUnitKey(self.text(column).to_owned())
    }

    fn date(&self, column: usize, faults: &mut Faults) -> Option<Date> {
        let text = self.text(column);
        let date = text.parse().ok();
        if date.is_none() {
            let reason = format!("ngày không hợp lệ: `{text}`");
            faults.at(self.file, self.line, "CAT-005", reason, "Ghi dạng 2024-11-30.");
        }
        date
    }

    /// The last day; an empty cell is no end, a wrong one no row.
    fn end(&self, column: usize, faults: &mut Faults) -> Option<Option<Date>> {
        if self.text(column).is_empty() { Some(None) } else { self.date(column, faults).map(Some) }
    }

    fn word<W>(
        &self,
        column: usize,
        read: impl Fn(&str) -> Option<W>,
        faults: &mut Faults,
    ) -> Option<W> {
        let word = read(self.text(column));
        if word.is_none() {
            let reason = format!("từ lạ `{}`", self.text(column));
            let hint = "Dùng một trong các từ được phép (xem các dòng khác của tệp).";
            faults.at(self.file, self.line, "CAT-006", reason, hint);
        }
        word
    }
}

fn unit(row: &Row<'_>, faults: &mut Faults) -> Option<OrgUnit> {
    // Each reads on its own, so that one row may show several faults.
    let kind = row.word(2, OrgUnitKind::from_code, faults);
    let valid_from = row.date(6, faults);
    let valid_to = row.end(7, faults);
    let confidence = row.word(8, Confidence::from_code, faults);
    Some(OrgUnit {
        key: row.key(0),
        code: row.text(1).to_owned(),
        kind: kind?,
        name: row.text(3).to_owned(),
        short_name: row.text(4).to_owned(),
        symbol: row.text(5).to_owned(),
        valid_from: valid_from?,
        valid_to: valid_to?,
        confidence: confidence?,
        source: row.text(9).to_owned(),
    })
}

fn parentage(row: &Row<'_>, faults: &mut Faults) -> Option<Parentage> {
    let valid_from = row.date(2, faults);
    let valid_to = row.end(3, faults);
    Some(Parentage {
        child: row.key(0),
        parent: row.key(1),
        valid_from: valid_from?,
        valid_to: valid_to?,
    })
}

fn succession(row: &Row<'_>, faults: &mut Faults) -> Option<Succession> {
    let share = row.text(3);
    let extent = row.word(
        2,
        |word| match (word, share) {
            ("whole", "") => Some(Extent::Whole),
            ("part", "") => Some(Extent::Part { share: None }),
            ("part", _) => share
                .parse()
                .ok()
                .filter(|parts| *parts <= 10_000)
                .map(|parts| Extent::Part { share: Some(parts) }),
            _ => None,
        },
        faults,
    );
    let date = row.date(4, faults);
    Some(Succession {
        from: row.key(0),
        to: row.key(1),
        extent: extent?,
        date: date?,
        legal_basis: row.text(5).to_owned(),
        note: row.text(6).to_owned(),
    })
}
