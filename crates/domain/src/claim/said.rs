//! What a form says of its cells: the words of its title, of its heads and of its rows. By them the words
//! around a number choose the form and the row that they speak of.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    columns::further,
    frame::is_idle_pair,
    sentence::{Sentence, pairs, syllables},
};
use crate::form::{Form, FormBody, RowKind};

/// Neighbouring syllables that every report is full of: they name no row and no form.
const IDLE: [&str; 11] = [
    "bình đẳng",
    "đẳng giới",
    "trong đó",
    "vì sự",
    "sự tiến",
    "tiến bộ",
    "bộ của",
    "của phụ",
    "hội đồng",
    "đồng nhân",
    "nhân dân",
];

/// A pair of syllables that one row bears alone.
#[derive(Debug, Clone, Copy)]
struct Naming {
    row: usize,
    /// Other rows bear it too, or the title does.
    is_shared: bool,
    /// It stands in brackets: an aside names the row only right behind the noun.
    is_aside: bool,
}

/// What a form says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Syllables of the title and the heads.
    own: BTreeSet<String>,
    title_pairs: BTreeSet<String>,
    head_pairs: BTreeSet<String>,
    rows: BTreeMap<String, Naming>,
    /// Syllables of each row.
    of_rows: Vec<Vec<String>>,
}

/// Words of a cell: those of its form's title, its heads, its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vocabulary<'s> {
    said: &'s Said,
    row: Option<usize>,
    /// Women and men are those of the cell: in its share.
    is_of_gender: bool,
}

impl Vocabulary<'_> {
    pub(super) fn has(&self, syllable: &str) -> bool {
        let of_row = || {
            let row = self.row.and_then(|row| self.said.of_rows.get(row));
            // "Riêng nữ lãnh đạo có 5 lớp" names its row so.
            row.is_some_and(|row| {
                row.iter().any(|own| own == syllable)
                    || matches!(syllable, "riêng" | "trong" | "các")
            })
        };
        self.said.own.contains(syllable)
            || self.is_of_gender && matches!(syllable, "nữ" | "nam")
            || of_row()
    }
}

impl Said {
    pub(super) fn of(form: &Form) -> Self {
        let FormBody::Table(table) = &form.body else { return Self::default() };
        let title = form.title.split_once(". ").map_or(form.title.as_str(), |(_, title)| title);
        let heads = || table.columns.iter().flat_map(|column| &column.headers);
        let mut own: BTreeSet<String> = syllables(title).into_iter().collect();
        let leaves = table.columns.iter().filter_map(|column| column.headers.last());
        own.extend(leaves.flat_map(|leaf| further(leaf)));
        let of_heads = heads().flat_map(|head| syllables(head));
        own.extend(of_heads.filter(|syllable| !matches!(syllable.as_str(), "nữ" | "nam")));
        let mut said = Self {
            own,
            title_pairs: pairs(title).into_iter().collect(),
            head_pairs: heads().flat_map(|head| pairs(head)).collect(),
            rows: BTreeMap::new(),
            of_rows: table.rows.iter().map(|row| syllables(&row.label)).collect(),
        };
        for (at, row) in table.rows.iter().enumerate() {
            if row.kind == RowKind::Section {
                continue;
            }
            let (label, aside) = bracketed(&row.label);
            for (words, is_aside) in [(&label, false), (&aside, true)] {
                for pair in pairs(words) {
                    said.name(pair, at, is_aside);
                }
            }
        }
        said
    }

    fn name(&mut self, pair: String, row: usize, is_aside: bool) {
        if IDLE.contains(&pair.as_str()) || is_idle_pair(&pair) {
            return;
        }
        let is_shared = self.title_pairs.contains(&pair) || self.head_pairs.contains(&pair);
        self.rows
            .entry(pair)
            .and_modify(|known| known.is_shared |= known.row != row)
            .or_insert(Naming { row, is_shared, is_aside });
    }

    /// Words of its cells.
    pub(super) const fn vocabulary(&self, row: Option<usize>) -> Vocabulary<'_> {
        Vocabulary { said: self, row, is_of_gender: false }
    }

    /// Words of a share's cell.
    pub(super) const fn vocabulary_of_share(&self, row: Option<usize>) -> Vocabulary<'_> {
        Vocabulary { said: self, row, is_of_gender: true }
    }

    /// Whether its title says two neighbouring syllables.
    pub(super) fn titles(&self, pair: &str) -> bool {
        self.title_pairs.contains(pair)
    }

    /// Whether its title or its heads say two neighbouring syllables.
    pub(super) fn heads(&self, pair: &str) -> bool {
        self.title_pairs.contains(pair) || self.head_pairs.contains(pair)
    }

    /// Whether its title, its heads or its rows say them.
    pub(super) fn says(&self, pair: &str) -> bool {
        !IDLE.contains(&pair)
            && (self.title_pairs.contains(pair)
                || self.head_pairs.contains(pair)
                || self.rows.contains_key(pair))
    }

    /// The row that words name, if they name one only: by two pairs of syllables that no other row bears, or
    /// by one right behind the noun.
    pub(super) fn row(&self, sentence: &Sentence, places: &[usize], next: usize) -> Option<usize> {
        let (mut found, mut count) = (None, 0);
        for at in places {
            let Some(naming) = self.rows.get(sentence.said(*at..at + 2)) else { continue };
            if naming.is_shared || naming.is_aside && *at != next {
                continue;
            }
            if found.is_some_and(|row| row != naming.row) {
                return None;
            }
            found = Some(naming.row);
            count += if *at == next { 2 } else { 1 };
        }
        found.filter(|_| count > 1)
    }

    /// The row of which words say most, by two pairs or more that no other row bears.
    pub(super) fn row_said(&self, sentence: &Sentence, places: &[usize]) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for at in places {
            let naming = self.rows.get(sentence.said(*at..at + 2));
            if let Some(naming) = naming.filter(|naming| !naming.is_shared) {
                *counts.entry(naming.row).or_default() += 1;
            }
        }
        let most = counts.values().max().copied().filter(|most| *most > 1)?;
        let mut rows = counts.into_iter().filter(|(_, count)| *count == most);
        rows.next().filter(|_| rows.next().is_none()).map(|(row, _)| row)
    }
}

/// A label without what it has in brackets, and that. Syllables on both sides of one are no neighbours.
fn bracketed(label: &str) -> (String, String) {
    let (mut plain, mut aside, mut depth) = (String::new(), String::new(), 0_u32);
    for sign in label.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => plain.push(other),
            other => aside.push(other),
        }
        if matches!(sign, '(' | ')') {
            plain.push(',');
            aside.push(',');
        }
    }
    (plain, aside)
}
