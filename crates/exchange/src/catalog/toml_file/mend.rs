//! The tree of a file while it is mended: what cannot be read is stood in for, a misspelt key becomes the
//! one that is meant.
//!
//! What stands in lies behind the end of the text, so that everybody can tell it from what was written.

use std::{borrow::Cow, ops::Range};

use domain::near::nearest;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// What may stand in for a value, tried one after the other until its type fits.
const STAND_INS: [&str; 6] = ["\"\"", "1", "false", "2000-01-01", "[]", "{}"];

/// A tree, and what was put into it.
pub(super) struct Mended<'a> {
    pub(super) tree: Spanned<DeTable<'a>>,
    /// Where the text ends.
    end: usize,
    /// The stand-ins: which of [`STAND_INS`] each is by now.
    tried: Vec<usize>,
}

impl<'a> Mended<'a> {
    pub(super) const fn new(tree: Spanned<DeTable<'a>>, end: usize) -> Self {
        Self { tree, end, tried: Vec::new() }
    }

    /// A new stand-in of the first kind.
    fn stand_in(&mut self) -> Option<Spanned<DeValue<'a>>> {
        self.tried.push(0);
        let at = self.end + self.tried.len();
        Some(Spanned::new(at..at, literal(0)?))
    }

    /// Puts the next kind where a stand-in did not fit.
    pub(super) fn try_next(&mut self, span: &Range<usize>) -> Option<()> {
        let tried = self.tried.get_mut(span.start.checked_sub(self.end + 1)?)?;
        *tried += 1;
        let next = literal(*tried)?;
        *find(self.tree.get_mut(), &|value| value.span() == *span)?.get_mut() = next;
        Some(())
    }

    /// Gives a table the field that it misses.
    pub(super) fn fill(&mut self, span: &Range<usize>, field: &str) -> Option<()> {
        let value = self.stand_in()?;
        let key = Spanned::new(value.span(), Cow::Owned(field.to_owned()));
        let is_it = |value: &Spanned<DeValue<'_>>| {
            value.span() == *span && matches!(value.get_ref(), DeValue::Table(_))
        };
        let found = find(self.tree.get_mut(), &is_it);
        let is_root = found.is_none();
        if let Some(DeValue::Table(table)) = found.map(Spanned::get_mut) {
            table.insert(key, value);
        } else if is_root {
            self.tree.get_mut().insert(key, value);
        }
        Some(())
    }

    /// Puts a stand-in where a value is at fault; its key, empty inside a list.
    pub(super) fn replace(&mut self, span: &Range<usize>) -> Option<String> {
        let stand_in = self.stand_in()?;
        let key = key_of(self.tree.get_ref(), span).unwrap_or_default();
        *find(self.tree.get_mut(), &|value| value.span() == *span)? = stand_in;
        Some(key)
    }

    /// Where the word, number or day stands on which an error lies. A day is stood in for; the rest keeps what
    /// the parser made of it.
    pub(super) fn scalar(&mut self, span: &Range<usize>) -> Option<Range<usize>> {
        let found = find(self.tree.get_mut(), &|value| is_scalar_around(value, span))?;
        let (own, is_day) = (found.span(), matches!(found.get_ref(), DeValue::Datetime(_)));
        if is_day {
            self.replace(&own)?;
        }
        Some(own)
    }

    /// The unknown key at a place becomes the known one that is near and not there, or goes; what it became.
    pub(super) fn rename_or_remove<'k>(
        &mut self,
        span: &Range<usize>,
        known: &[&'k str],
    ) -> Option<Option<&'k str>> {
        let table = holder(self.tree.get_mut(), span)?;
        let key = table.keys().find(|key| key.span() == *span)?.clone();
        let value = table.remove(&key)?;
        let open = known.iter().copied().filter(|name| table.get(*name).is_none());
        let meant = nearest(key.get_ref(), open);
        if let Some(meant) = meant {
            table.insert(Spanned::new(span.clone(), Cow::Owned(meant.to_owned())), value);
        }
        Some(meant)
    }
}

fn literal<'a>(kind: usize) -> Option<DeValue<'a>> {
    DeValue::parse(STAND_INS.get(kind)?).ok().map(Spanned::into_inner)
}

fn is_scalar_around(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    let own = value.span();
    let is_scalar = !matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
    // The parser marks a point behind the last sign, too.
    is_scalar && own.start < own.end && own.start <= span.start && span.end <= own.end
}

/// The first value, the outermost before what it holds.
fn find<'t, 'a>(
    table: &'t mut DeTable<'a>,
    is_it: &dyn Fn(&Spanned<DeValue<'_>>) -> bool,
) -> Option<&'t mut Spanned<DeValue<'a>>> {
    table.iter_mut().find_map(|(_, value)| find_in(value, is_it))
}

fn find_in<'t, 'a>(
    value: &'t mut Spanned<DeValue<'a>>,
    is_it: &dyn Fn(&Spanned<DeValue<'_>>) -> bool,
) -> Option<&'t mut Spanned<DeValue<'a>>> {
    if is_it(value) {
        return Some(value);
    }
    match value.get_mut() {
        DeValue::Table(table) => find(table, is_it),
        DeValue::Array(array) => array.iter_mut().find_map(|item| find_in(item, is_it)),
        _ => None,
    }
}

/// The table that holds the key at a place.
fn holder<'t, 'a>(table: &'t mut DeTable<'a>, span: &Range<usize>) -> Option<&'t mut DeTable<'a>> {
    if table.keys().any(|key| key.span() == *span) {
        return Some(table);
    }
    table.iter_mut().find_map(|(_, value)| holder_in(value, span))
}

fn holder_in<'t, 'a>(
    value: &'t mut Spanned<DeValue<'a>>,
    span: &Range<usize>,
) -> Option<&'t mut DeTable<'a>> {
    match value.get_mut() {
        DeValue::Table(table) => holder(table, span),
        DeValue::Array(array) => array.iter_mut().find_map(|item| holder_in(item, span)),
        _ => None,
    }
}

/// The key of the value at a place; the innermost that holds it in a list.
fn key_of(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let is_it = value.span() == *span || is_listed(value, span);
        if is_it { Some(key.get_ref().to_string()) } else { inside(value, span) }
    })
}

fn is_listed(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    matches!(value.get_ref(), DeValue::Array(array) if array.iter().any(|item| item.span() == *span))
}

fn inside(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<String> {
    match value.get_ref() {
        DeValue::Table(table) => key_of(table, span),
        DeValue::Array(array) => array.iter().find_map(|item| inside(item, span)),
        _ => None,
    }
}
