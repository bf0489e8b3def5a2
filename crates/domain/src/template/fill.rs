//! Puts words into the places of a template.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Part, Place, Shape, Template,
    read::{Piece, Row},
};

/// One entry of a list: column and words.
pub type Entry = BTreeMap<&'static str, String>;

/// What stands in the places of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    words: BTreeMap<&'static str, String>,
    lists: BTreeMap<&'static str, Vec<Entry>>,
    pieces: BTreeSet<&'static str>,
}

/// A filled line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Text(String),
    /// The caller puts the piece of this name here.
    Piece(&'static str),
}

/// A template with its places filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled(BTreeMap<Part, Vec<Line>>);

impl Values {
    /// Sets the words of a place.
    pub fn word(&mut self, name: &'static str, words: impl Into<String>) {
        self.words.insert(name, words.into());
    }

    /// Sets the entries of a list; `number` counts them from 1.
    pub fn list(&mut self, name: &'static str, entries: Vec<Entry>) {
        self.lists.insert(name, entries);
    }

    /// Says that there is a piece of this name.
    pub fn piece(&mut self, name: &'static str) {
        self.pieces.insert(name);
    }

    /// Takes over what another knows.
    pub fn extend(&mut self, other: Self) {
        self.words.extend(other.words);
        self.lists.extend(other.lists);
        self.pieces.extend(other.pieces);
    }

    /// What a place holds, as a list of places tells it.
    pub fn told(&self, place: &Place) -> String {
        match place.shape {
            Shape::Word => self.words.get(place.name).cloned().unwrap_or_default(),
            Shape::Each => {
                let entries = self.lists.get(place.list()).map_or(&[][..], Vec::as_slice);
                let column = |(at, entry): (usize, &Entry)| column(place, at, entry);
                let first = entries.iter().enumerate().map(column).next().unwrap_or_default();
                if entries.len() > 1 {
                    format!("{first} (và {} dòng nữa)", entries.len() - 1)
                } else {
                    first
                }
            }
            Shape::Piece if self.pieces.contains(place.name) => "(phần lập từ số liệu)".into(),
            Shape::Piece => String::new(),
        }
    }

    fn holds(&self, place: &Place) -> bool {
        match place.shape {
            Shape::Word => self.words.get(place.name).is_some_and(|words| !words.is_empty()),
            Shape::Each => self.lists.get(place.list()).is_some_and(|list| !list.is_empty()),
            Shape::Piece => self.pieces.contains(place.name),
        }
    }
}

impl Template {
    /// Puts words into the places; what nobody set stays empty.
    pub fn fill(&self, values: &Values) -> Filled {
        let filled = |rows: &Vec<Row>| {
            let printed =
                rows.iter().filter(|row| row.only_with.is_none_or(|place| values.holds(place)));
            printed.flat_map(|row| lines(row, values)).collect()
        };
        Filled(self.parts.iter().map(|(part, rows)| (*part, filled(rows))).collect())
    }
}

fn lines(row: &Row, values: &Values) -> Vec<Line> {
    let places = row.pieces.iter().filter_map(|piece| match piece {
        Piece::Place(place) => Some(*place),
        Piece::Text(_) => None,
    });
    let deciding = places.clone().find(|place| place.shape == Shape::Piece);
    if let Some(place) = deciding {
        return if values.holds(place) { vec![Line::Piece(place.name)] } else { Vec::new() };
    }
    let Some(list) = places.clone().find(|place| place.shape == Shape::Each).map(Place::list)
    else {
        return vec![Line::Text(text(row, values, None))];
    };
    let entries = values.lists.get(list).map_or(&[][..], Vec::as_slice);
    entries.iter().enumerate().map(|entry| Line::Text(text(row, values, Some(entry)))).collect()
}

fn text(row: &Row, values: &Values, entry: Option<(usize, &Entry)>) -> String {
    let mut line = String::new();
    for piece in &row.pieces {
        match piece {
            Piece::Text(text) => line.push_str(text),
            Piece::Place(place) => match (place.shape, entry) {
                (Shape::Each, Some((at, entry))) => line.push_str(&column(place, at, entry)),
                _ => line.push_str(values.words.get(place.name).map_or("", String::as_str)),
            },
        }
    }
    // A word that was typed over two lines must not begin a paragraph of its own.
    line.replace(['\n', '\r', '\t'], " ").trim().to_owned()
}

fn column(place: &Place, at: usize, entry: &Entry) -> String {
    let name = place.name.split_once('.').map_or(place.name, |(_, column)| column);
    if name == "number" {
        (at + 1).to_string()
    } else {
        entry.get(name).cloned().unwrap_or_default()
    }
}

impl Filled {
    /// The lines of a part without empty ones; pieces are left out.
    pub fn lines(&self, part: Part) -> Vec<String> {
        let texts = self.body_of(part).iter().filter_map(|line| match line {
            Line::Text(text) if !text.is_empty() => Some(text.clone()),
            Line::Text(_) | Line::Piece(_) => None,
        });
        texts.collect()
    }

    /// A part as one text; paragraphs stand apart by an empty line.
    pub fn text(&self, part: Part) -> String {
        self.lines(part).join("\n\n")
    }

    /// The lines of the body, with the places of pieces.
    pub fn body(&self) -> &[Line] {
        self.body_of(Part::Body)
    }

    fn body_of(&self, part: Part) -> &[Line] {
        self.0.get(&part).map_or(&[], Vec::as_slice)
    }
}
