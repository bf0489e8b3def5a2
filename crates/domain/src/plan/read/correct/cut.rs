//! An item cut in two where its words begin something of their own, before its words are read.
//!
//! The first part keeps its anchor; the second is named by its own number, or counts on: "III.2/2".

use super::{
    super::{
        ItemKind, LineRange, LineUse, ReadItem,
        lines::Source,
        marks::{self, Mark, Style},
    },
    Emendation, Field,
};

/// Corrections that cut nothing.
#[derive(Debug, Default)]
pub(in super::super) struct Uncut {
    /// Their item is not in the text any more.
    pub(in super::super) without_place: Vec<Emendation>,
    /// Their words do not stand inside the item, or in two places of it.
    pub(in super::super) unreadable: Vec<Emendation>,
}

/// Cuts the items; an item that arose by a cut may be cut again.
pub(in super::super) fn apply(
    source: &Source,
    items: &mut Vec<ReadItem>,
    usage: &mut [LineUse],
    corrections: &[Emendation],
) -> Uncut {
    let mut uncut = Uncut::default();
    let cuts = corrections.iter().filter(|correction| {
        correction.field == Field::Split && !correction.value.trim().is_empty()
    });
    let mut waiting: Vec<&Emendation> = cuts.collect();
    loop {
        let before = waiting.len();
        waiting.retain(|correction| {
            let Some(at) = items.iter().position(|item| item.anchor == correction.anchor) else {
                return true;
            };
            let done = place_of(&items[at], &correction.value)
                .map(|place| cut(source, items, usage, at, place));
            if done.is_none() {
                uncut.unreadable.push((*correction).clone());
            }
            false
        });
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    uncut.without_place.extend(waiting.into_iter().cloned());
    uncut
}

/// Where in the words of an item its second part begins: at the only place inside that begins so.
fn place_of(item: &ReadItem, typed: &str) -> Option<usize> {
    if item.kind == ItemKind::Row {
        return None;
    }
    let words = item.words().replace('\n', " ");
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let inside = |place: usize| place > 0 && words[..place].ends_with(char::is_whitespace);
    let mut places = words.match_indices(&typed).map(|(place, _)| place).filter(|at| inside(*at));
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

fn cut(source: &Source, items: &mut Vec<ReadItem>, usage: &mut [LineUse], at: usize, place: usize) {
    let words = items[at].words();
    let (left, right) = words.split_at(place);
    let before = letters(&items[at].mark) + letters(left);
    let own: Vec<usize> =
        (0..usage.len()).filter(|line| usage[*line] == LineUse::Item(at)).collect();
    let mut second = second_part(items, at, right.trim());
    // How many letters stand above a line says in which the second part begins.
    let mut above = 0;
    let mut kept = items[at].lines.first;
    let mut begins = None;
    for line in &own {
        let text = &source.lines[*line];
        let whole_line = above >= before;
        above += letters(&text.text);
        if begins.is_none() && (whole_line || above > before) {
            begins = Some(text.number);
        }
        if !whole_line {
            kept = text.number;
        }
    }
    second.lines.first = begins.unwrap_or(items[at].lines.last);
    keep_first_part(&mut items[at], left.trim_end(), kept);
    insert(items, usage, at, second);
    for line in own {
        if source.lines[line].number > kept {
            usage[line] = LineUse::Item(at + 1);
        }
    }
}

/// The words from the cut on as an item beside the first.
fn second_part(items: &[ReadItem], at: usize, words: &str) -> ReadItem {
    let item = &items[at];
    let counted = |mark: &Mark| !matches!(mark.style, Style::Label | Style::Time);
    let mark =
        marks::candidates(words).into_iter().find(|mark| counted(mark) && !mark.is_slipped());
    let words = mark.as_ref().map_or(words, |mark| &words[mark.rest..]);
    let heads = items.iter().any(|below| below.parent == Some(at));
    let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
    let heading = (heads || !rest.is_empty()) && item.kind != ItemKind::Paragraph;
    let (title, text) = if heading { (first, rest) } else { ("", words) };
    ReadItem {
        anchor: anchor(items, at, mark.as_ref()),
        kind: mark.as_ref().map_or(item.kind, |mark| mark.style.kind()),
        mark: mark.map(|mark| mark.printed).unwrap_or_default(),
        title: title.to_owned(),
        text: text.to_owned(),
        lines: LineRange { first: item.lines.first, last: item.lines.last },
        label: None,
        cells: Vec::new(),
        ..item.clone()
    }
}

fn anchor(items: &[ReadItem], at: usize, mark: Option<&Mark>) -> String {
    let free = |anchor: &String| items.iter().all(|item| item.anchor != *anchor);
    let numbered = mark.filter(|mark| !mark.is_list()).map(|mark| match items[at].parent {
        Some(parent) => format!("{}.{}", items[parent].anchor, mark.name),
        None => mark.name.clone(),
    });
    let own = &items[at].anchor;
    let base = own.rsplit_once('/').map_or(own.as_str(), |(base, _)| base);
    let counted = (2..).map(|nth| format!("{base}/{nth}"));
    numbered.into_iter().chain(counted).find(free).unwrap_or_default()
}

fn keep_first_part(item: &mut ReadItem, words: &str, last_line: usize) {
    let title = item.title.len().min(words.len());
    let text = words.get(title..).unwrap_or("").trim_start().to_owned();
    item.title.truncate(title);
    item.text = text;
    item.lines.last = last_line;
}

/// Puts the second part behind the first; what hung under the first hangs under it.
fn insert(items: &mut Vec<ReadItem>, usage: &mut [LineUse], at: usize, second: ReadItem) {
    items.insert(at + 1, second);
    for (index, item) in items.iter_mut().enumerate() {
        item.parent = item.parent.map(|parent| match parent {
            parent if parent == at && index > at + 1 => at + 1,
            parent if parent > at => parent + 1,
            parent => parent,
        });
    }
    for usage in usage {
        if let LineUse::Item(index) = usage
            && *index > at
        {
            *index += 1;
        }
    }
}

/// Letters alone: joining of broken lines adds and takes spaces.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
