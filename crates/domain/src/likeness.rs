//! Who wrote the same and who nearly the same: for gathering the words of many units under a heading, for
//! telling what is new since the last period, and for tables that were copied and changed in a few cells.

use std::{
    cell::OnceCell,
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::{amount::Amount, fold::fold};

/// Figures below this, in their unit, are the same by chance.
pub const TELLING_LEAST: i64 = 10;
/// So many telling figures in the same places are no chance.
pub const TELLING_SAME_MIN: usize = 12;
/// So many of them are other than each other: a table full of one figure tells nothing.
const TELLING_KINDS_MIN: usize = 8;
/// For each telling figure that differs, so many are the same.
const SAME_FOR_ONE: usize = 4;

/// Part of all pairs of neighbouring words that two texts share where they are nearly the same.
const NEAR_PERCENT: usize = 60;

/// Shorter texts turn on each word: they are the same or they are not.
const NEAR_WORDS_MIN: usize = 8;

/// Kinds of places whose bare name stands in sentences too.
const KINDS: [&str; 7] =
    ["huyen ", "thanh pho ", "thi xa ", "thi tran ", "xa ", "phuong ", "uy ban nhan dan "];

/// How two texts compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// But for the unit's own name.
    Same,
    Near,
    Other,
}

/// A text as it is compared: without accents, signs and its unit's own name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    text: String,
    /// How many words it has.
    words: usize,
    /// Prints of its pairs of neighbouring words, each once, in order; taken once they are asked for.
    pairs: OnceCell<Vec<u64>>,
}

impl Wording {
    /// The wording of what a unit wrote.
    pub fn of(text: &str, unit: &str) -> Self {
        let unit = fold(unit);
        let bare = KINDS.iter().find_map(|kind| unit.strip_prefix(kind)).unwrap_or(&unit);
        let mut text = fold(text);
        // The bare name stands in the whole one.
        if !bare.is_empty() && text.contains(bare) {
            let whole = format!(" {text} ");
            let whole = whole.replace(&format!(" {unit} "), " ");
            whole.replace(&format!(" {bare} "), " ").trim().clone_into(&mut text);
        }
        let words = text.split_whitespace().count();
        Self { text, words, pairs: OnceCell::new() }
    }

    fn pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| {
            let prints: Vec<u64> = self.text.split_whitespace().map(print).collect();
            let mut pairs: Vec<u64> = prints.windows(2).map(joined).collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        })
    }

    /// How it compares with another; nothing is like an empty text.
    pub fn likeness(&self, other: &Self) -> Likeness {
        if self.words == 0 || other.words == 0 {
            return Likeness::Other;
        }
        if self.text == other.text {
            return Likeness::Same;
        }
        if self.words.min(other.words) < NEAR_WORDS_MIN {
            return Likeness::Other;
        }
        let (own, others) = (self.pairs(), other.pairs());
        let shared = shared(own, others);
        let all = own.len() + others.len() - shared;
        if shared * 100 >= all * NEAR_PERCENT { Likeness::Near } else { Likeness::Other }
    }
}

/// How many prints stand in both, each in order.
fn shared(mut some: &[u64], mut others: &[u64]) -> usize {
    let mut count = 0;
    while let ([one, rest @ ..], [other, further @ ..]) = (some, others) {
        count += usize::from(one == other);
        (some, others) = match one.cmp(other) {
            Ordering::Less => (rest, others),
            Ordering::Equal => (rest, further),
            Ordering::Greater => (some, further),
        };
    }
    count
}

fn print(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The print of neighbours: which of them comes first makes a difference.
fn joined(neighbours: &[u64]) -> u64 {
    neighbours.iter().fold(0, |print, word| print.rotate_left(23) ^ word)
}

/// What is to be looked at in words that were taken over from the period before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// They are last period's, figures and all.
    Whole,
    /// They are last period's with few changes, and say numbers that this period's cells do not hold.
    Contradicted,
}

/// Holds the words of a heading, as read, against those of the period before. Words whose figures come from
/// the tables follow them and may stay; short ones say the same every year.
pub fn copied(
    (now, before): (&Wording, &Wording),
    has_references: bool,
    has_doubts: impl FnOnce() -> bool,
) -> Option<Copied> {
    if now.words < NEAR_WORDS_MIN {
        return None;
    }
    let likeness = now.likeness(before);
    if likeness == Likeness::Other {
        return None;
    }
    if has_doubts() {
        return Some(Copied::Contradicted);
    }
    (likeness == Likeness::Same && !has_references).then_some(Copied::Whole)
}

/// Two tables of which one was perhaps copied and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearTable {
    /// Figures that differ, and all that either table holds.
    pub differs: usize,
    pub all: usize,
}

/// Whether a table of typed figures is another with few of them changed. Zeros are figures like none; small
/// figures and those that fill a table alike say nothing.
pub fn near_table<P: Ord>(
    own: &BTreeMap<P, Amount>,
    other: &BTreeMap<P, Amount>,
) -> Option<NearTable> {
    let filled = |table: &BTreeMap<P, Amount>, place: &P| {
        table.get(place).copied().filter(|amount| *amount != Amount::ZERO)
    };
    let least = Amount::try_from_units(TELLING_LEAST).ok()?;
    let is_telling = |amount: Option<Amount>| amount.is_some_and(|amount| amount >= least);
    let places: BTreeSet<&P> = own.keys().chain(other.keys()).collect();
    let (mut all, mut differs, mut telling) = (0, 0, 0);
    let mut same = Vec::new();
    for place in places {
        let pair = (filled(own, place), filled(other, place));
        if pair == (None, None) {
            continue;
        }
        all += 1;
        match pair {
            (Some(one), Some(two)) if one == two => same.extend((one >= least).then_some(one)),
            (one, two) => {
                differs += 1;
                telling += usize::from(is_telling(one) || is_telling(two));
            }
        }
    }
    let kinds: BTreeSet<Amount> = same.iter().copied().collect();
    let is_near = differs > 0
        && same.len() >= TELLING_SAME_MIN
        && kinds.len() >= TELLING_KINDS_MIN
        && telling * SAME_FOR_ONE <= same.len();
    is_near.then_some(NearTable { differs, all })
}

/// Tables of one form by whose they are, held so that those nearly like one are found without laying it beside
/// each of hundreds.
#[derive(Debug, Clone)]
pub struct Shelf<W, P> {
    tables: BTreeMap<W, BTreeMap<P, Amount>>,
    /// Whose table has a telling figure in a place.
    holders: BTreeMap<(P, Amount), Vec<W>>,
}

impl<W, P> Default for Shelf<W, P> {
    fn default() -> Self {
        Self { tables: BTreeMap::new(), holders: BTreeMap::new() }
    }
}

impl<W: Ord + Copy, P: Ord + Copy> Shelf<W, P> {
    /// Holds somebody's table, in place of the one that was theirs before.
    pub fn put(&mut self, whose: W, table: BTreeMap<P, Amount>) {
        let earlier = self.tables.remove(&whose).unwrap_or_default();
        for figure in telling(&earlier) {
            if let Some(holders) = self.holders.get_mut(&figure) {
                holders.retain(|holder| *holder != whose);
            }
        }
        for figure in telling(&table) {
            self.holders.entry(figure).or_default().push(whose);
        }
        self.tables.insert(whose, table);
    }

    /// Whose tables are nearly somebody's, in the order of whose they are.
    pub fn near(&self, whose: W, table: &BTreeMap<P, Amount>) -> Vec<(W, NearTable)> {
        let mut shared: BTreeMap<W, usize> = BTreeMap::new();
        for figure in telling(table) {
            for holder in self.holders.get(&figure).into_iter().flatten() {
                *shared.entry(*holder).or_default() += 1;
            }
        }
        let likely = shared
            .into_iter()
            .filter(|(holder, same)| *holder != whose && *same >= TELLING_SAME_MIN);
        let near = likely.filter_map(|(holder, _)| {
            Some((holder, near_table(table, self.tables.get(&holder)?)?))
        });
        near.collect()
    }
}

/// Figures of a table that are not the same by chance, with their places.
fn telling<P: Copy>(table: &BTreeMap<P, Amount>) -> impl Iterator<Item = (P, Amount)> {
    let least = Amount::try_from_units(TELLING_LEAST).unwrap_or(Amount::ZERO);
    let figures = table.iter().map(|(place, amount)| (*place, *amount));
    figures.filter(move |(_, amount)| *amount >= least)
}
