//! Reads a template's text: parts, lines, places; every fault with its line, all at once.

use std::collections::BTreeMap;

use super::{Kind, Part, Place, Shape};
use crate::{fold::fold, near::nearest};

/// Letters of a whole template.
pub const TEXT_MAX: usize = 20_000;

/// A stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Place(&'static Place),
}

/// One line of a part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// Printed only where this place holds something.
    pub(super) only_with: Option<&'static Place>,
    pub(super) pieces: Vec<Piece>,
}

/// A text that was read and holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub(super) parts: BTreeMap<Part, Vec<Row>>,
}

/// What is wrong in a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("không có phần “[{0}]” ở mẫu này")]
    UnknownPart(String),
    #[error("phần “[{0}]” có hai lần")]
    DoublePart(String),
    #[error("thiếu phần “[{0}]”, hoặc phần này để trống")]
    MissingPart(String),
    #[error("chữ đứng trước phần đầu tiên; mỗi phần bắt đầu bằng một dòng như “[Nội dung]”")]
    Outside,
    #[error("không có chỗ tên {{{{{name}}}}}{}", near.map_or(String::new(), |near| format!("; có phải {{{{{near}}}}}?")))]
    UnknownPlace { name: String, near: Option<&'static str> },
    #[error("dấu {{{{ không có dấu }}}} đóng, hoặc }}}} thừa")]
    Unclosed,
    #[error("{{{{{0}}}}} phải đứng riêng một dòng, trong phần “[Nội dung]”")]
    NotAlone(&'static str),
    #[error("một dòng chỉ dùng được một danh sách: {{{{{0}}}}} và {{{{{1}}}}} thuộc hai danh sách")]
    TwoLists(&'static str, &'static str),
    #[error("{{{{?{0}}}}} chỉ đặt được ở đầu dòng, và mỗi dòng một lần")]
    Condition(String),
    #[error("thiếu chỗ {{{{{0}}}}}: văn bản sẽ không có nội dung này")]
    MissingPlace(&'static str),
    #[error("mẫu dài quá {TEXT_MAX} chữ")]
    TooLong,
}

/// A fault with its line, counted from 1; of the whole text where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: Option<usize>,
    pub problem: Problem,
}

impl Fault {
    /// "dòng 3: không có chỗ tên {{roud.title}}".
    pub fn words(&self) -> String {
        match self.line {
            Some(line) => format!("dòng {line}: {}", self.problem),
            None => self.problem.to_string(),
        }
    }
}

/// Reads the text of a kind.
///
/// # Errors
/// With every fault, in the order of lines.
pub fn read(kind: &Kind, text: &str) -> Result<Template, Vec<Fault>> {
    let mut reader = Reader { kind, faults: Vec::new(), parts: BTreeMap::new() };
    if text.chars().count() > TEXT_MAX {
        return Err(vec![Fault { line: None, problem: Problem::TooLong }]);
    }
    let mut current: Option<Option<Part>> = None;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            current = Some(reader.begin(at + 1, name));
            continue;
        }
        match current {
            None if !line.is_empty() => reader.fault(at + 1, Problem::Outside),
            Some(Some(part)) => reader.line(at + 1, part, line),
            None | Some(None) => {}
        }
    }
    reader.finish()
}

struct Reader<'k> {
    kind: &'k Kind,
    faults: Vec<Fault>,
    parts: BTreeMap<Part, Vec<Row>>,
}

impl Reader<'_> {
    fn fault(&mut self, line: usize, problem: Problem) {
        self.faults.push(Fault { line: Some(line), problem });
    }

    fn begin(&mut self, line: usize, name: &str) -> Option<Part> {
        let wanted = fold(name);
        let known = self.kind.parts.iter().map(|(part, _)| *part);
        let Some(part) = known.into_iter().find(|part| fold(&part.label()) == wanted) else {
            self.fault(line, Problem::UnknownPart(name.to_owned()));
            return None;
        };
        if self.parts.insert(part, Vec::new()).is_some() {
            self.fault(line, Problem::DoublePart(part.label()));
        }
        Some(part)
    }

    fn line(&mut self, at: usize, part: Part, line: &str) {
        let row = self.row(at, line);
        let places = || row.pieces.iter().filter_map(place_of);
        let is_alone = row.pieces.len() == 1 && part == Part::Body;
        let piece = places().find(|place| place.shape == Shape::Piece && !is_alone);
        if let Some(piece) = piece {
            self.fault(at, Problem::NotAlone(piece.name));
        }
        let mut columns = places().filter(|place| place.shape == Shape::Each);
        if let Some(first) = columns.next()
            && let Some(other) = columns.find(|place| place.list() != first.list())
        {
            self.fault(at, Problem::TwoLists(first.name, other.name));
        }
        self.parts.entry(part).or_default().push(row);
    }

    fn row(&mut self, at: usize, line: &str) -> Row {
        let mut row = Row::default();
        let mut rest = line;
        while let Some((text, behind)) = rest.split_once("{{") {
            self.text(at, text, &mut row);
            let Some((name, after)) = behind.split_once("}}") else {
                self.fault(at, Problem::Unclosed);
                return row;
            };
            rest = after;
            let (name, is_condition) = match name.trim().strip_prefix('?') {
                Some(name) => (name.trim(), true),
                None => (name.trim(), false),
            };
            let Some(place) = self.kind.place(name) else {
                let near = nearest(name, self.kind.places().map(|place| place.name));
                self.fault(at, Problem::UnknownPlace { name: name.to_owned(), near });
                continue;
            };
            if !is_condition {
                row.pieces.push(Piece::Place(place));
            } else if row.only_with.is_some() || !row.pieces.is_empty() {
                self.fault(at, Problem::Condition(name.to_owned()));
            } else {
                row.only_with = Some(place);
            }
        }
        self.text(at, rest, &mut row);
        row
    }

    fn text(&mut self, at: usize, text: &str, row: &mut Row) {
        if text.contains("}}") {
            self.fault(at, Problem::Unclosed);
        }
        if !text.is_empty() {
            row.pieces.push(Piece::Text(text.to_owned()));
        }
    }

    fn finish(mut self) -> Result<Template, Vec<Fault>> {
        let is_there = |part: &Part| {
            let rows = self.parts.get(part);
            rows.is_some_and(|rows| rows.iter().any(|row| !row.pieces.is_empty()))
        };
        let parts = self.kind.parts.iter().filter(|(part, needed)| *needed && !is_there(part));
        let mut missing: Vec<Problem> =
            parts.map(|(part, _)| Problem::MissingPart(part.label())).collect();
        let named = |name: &str| {
            let rows = self.parts.values().flatten();
            rows.flat_map(|row| &row.pieces).filter_map(place_of).any(|place| place.name == name)
        };
        let places = self.kind.must.iter().filter(|name| !named(name));
        missing.extend(places.map(|name| Problem::MissingPlace(name)));
        self.faults.extend(missing.into_iter().map(|problem| Fault { line: None, problem }));
        if self.faults.is_empty() { Ok(Template { parts: self.parts }) } else { Err(self.faults) }
    }
}

const fn place_of(piece: &Piece) -> Option<&'static Place> {
    match piece {
        Piece::Place(place) => Some(place),
        Piece::Text(_) => None,
    }
}
