//! Reads `units/*.csv`: the units, who stands above whom and when, and what became of them.

use csv::StringRecord;
use domain::{
    confidence::Confidence,
    org_unit::{Extent, OrgUnit, OrgUnitKey, OrgUnitKind, Parentage, Succession},
};
use jiff::civil::Date;

use super::{
    fault::{Faults, Source},
    words,
};

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
    pub(super) doubt: Doubt,
}

/// What of a row could not be read and is stood in for: rules that need it are silent, its fault is told.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Doubt {
    /// The kind of a unit, the extent of a succession.
    pub(super) word: bool,
    pub(super) dates: bool,
    /// The row has too many cells or too few: all but its first one may be another's.
    pub(super) cells: bool,
}

/// The three tables.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) units: Vec<Placed<OrgUnit>>,
    pub(super) parents: Vec<Placed<Parentage>>,
    pub(super) successions: Vec<Placed<Succession>>,
}

/// Reads the three tables; what of a row cannot be read is told and stood in for.
pub(super) fn read(source: &Source, faults: &mut Faults) -> Units {
    Units {
        units: rows(source, UNITS, &UNIT_HEADERS, faults, unit),
        parents: rows(source, PARENTS, &PARENT_HEADERS, faults, parentage),
        successions: rows(source, SUCCESSIONS, &SUCCESSION_HEADERS, faults, succession),
    }
}

/// Each line by itself: a quote that is not closed spoils its own line alone.
fn rows<T>(
    source: &Source,
    file: &'static str,
    headers: &[&str],
    faults: &mut Faults,
    read: fn(&mut Row<'_>) -> T,
) -> Vec<Placed<T>> {
    let Some(text) = source.text(file, faults) else { return Vec::new() };
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let first = lines.next().map_or("", |(_, line)| line);
    if !cells(first).is_some_and(|found| found.iter().eq(headers.iter().copied())) {
        let hint = format!("Dòng đầu phải là: {}", headers.join(","));
        faults.at(file, 1, "CAT-003", "sai tên cột", hint);
    }
    let mut found = Vec::new();
    for (index, text) in lines {
        let line = index + 1;
        let record = cells(text).unwrap_or_default();
        let doubt = Doubt { cells: record.len() != headers.len(), ..Doubt::default() };
        if text.matches('"').count() % 2 == 1 {
            let hint = "Đóng ngoặc kép trong cùng dòng; ngoặc kép trong chữ viết hai lần.";
            faults.at(file, line, "CAT-003", "ngoặc kép không đóng", hint);
        } else if doubt.cells {
            let reason = format!("dòng có {} ô, cần {}", record.len(), headers.len());
            faults.at(file, line, "CAT-003", reason, "Thêm hoặc bớt dấu phẩy.");
        }
        let mut row = Row { file, line, record: &record, doubt, faults };
        let value = read(&mut row);
        let mut doubt = row.doubt;
        doubt.word |= doubt.cells;
        doubt.dates |= doubt.cells;
        found.push(Placed { line, value, doubt });
    }
    found
}

fn cells(line: &str) -> Option<StringRecord> {
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(line.len().max(1))
        .from_reader(line.as_bytes());
    table.records().next()?.ok()
}

/// One line of a table while it is read.
struct Row<'a> {
    file: &'static str,
    line: usize,
    record: &'a StringRecord,
    doubt: Doubt,
    faults: &'a mut Faults,
}

impl Row<'_> {
    fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    fn key(&self, column: usize) -> OrgUnitKey {
        OrgUnitKey(self.text(column).to_owned())
    }

    /// Cells that stand in another's place are told as such, not by what they hold.
    fn fault(&mut self, code: &'static str, reason: String, hint: String) {
        if !self.doubt.cells {
            self.faults.at(self.file, self.line, code, reason, hint);
        }
    }

    fn date(&mut self, column: usize) -> Date {
        let read = self.text(column).parse();
        read.unwrap_or_else(|_| {
            let reason = format!("ngày không hợp lệ: `{}`", self.text(column));
            self.fault("CAT-005", reason, "Ghi dạng 2024-11-30.".to_owned());
            self.doubt.dates = true;
            Date::ZERO
        })
    }

    /// The last day; an empty cell is no end.
    fn end(&mut self, column: usize) -> Option<Date> {
        (!self.text(column).is_empty()).then(|| self.date(column))
    }

    fn word<W>(
        &mut self,
        column: usize,
        read: impl Fn(&str) -> Option<W>,
        words: &str,
    ) -> Option<W> {
        let word = read(self.text(column));
        if word.is_none() {
            let reason = format!("từ lạ `{}`", self.text(column));
            self.fault("CAT-006", reason, words::hint(self.text(column), words));
        }
        word
    }
}

fn unit(row: &mut Row<'_>) -> OrgUnit {
    let kind = row.word(2, OrgUnitKind::from_code, words::KINDS);
    row.doubt.word = kind.is_none();
    OrgUnit {
        key: row.key(0),
        code: row.text(1).to_owned(),
        kind: kind.unwrap_or(OrgUnitKind::Department),
        name: row.text(3).to_owned(),
        short_name: row.text(4).to_owned(),
        symbol: row.text(5).to_owned(),
        valid_from: row.date(6),
        valid_to: row.end(7),
        confidence: row.word(8, Confidence::from_code, words::CONFIDENCE).unwrap_or_default(),
        source: row.text(9).to_owned(),
    }
}

fn parentage(row: &mut Row<'_>) -> Parentage {
    Parentage {
        child: row.key(0),
        parent: row.key(1),
        valid_from: row.date(2),
        valid_to: row.end(3),
    }
}

fn succession(row: &mut Row<'_>) -> Succession {
    let whole = |word: &str| match word {
        "whole" => Some(true),
        "part" => Some(false),
        _ => None,
    };
    let is_whole = row.word(2, whole, words::EXTENTS);
    row.doubt.word = is_whole.is_none();
    Succession {
        from: row.key(0),
        to: row.key(1),
        extent: if is_whole == Some(false) {
            Extent::Part { share: share(row) }
        } else {
            Extent::Whole
        },
        date: row.date(4),
        legal_basis: row.text(5).to_owned(),
        note: row.text(6).to_owned(),
    }
}

/// Ten-thousandths of a part; an empty cell is none.
fn share(row: &mut Row<'_>) -> Option<u16> {
    let text = row.text(3).to_owned();
    let share = text.parse().ok().filter(|parts| *parts <= 10_000);
    if share.is_none() && !text.is_empty() {
        let hint = "Ghi phần vạn, từ 0 đến 10000, hoặc để trống.";
        row.fault("CAT-125", format!("phần chia không hợp lệ `{text}`"), hint.to_owned());
    }
    share
}
