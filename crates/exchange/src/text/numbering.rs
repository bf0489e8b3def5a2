//! Automatic numbers of a DOCX file: what Word prints before a paragraph although it is not in its text.

use std::collections::{HashMap, HashSet};

use domain::roman::roman;
use quick_xml::events::{BytesStart, Event};

use super::{
    TextError,
    package::{attribute, is_on, reader, value},
};

/// Levels of a Word list.
const LEVELS: usize = 9;

/// The list and level of a paragraph, as its properties or its style say.
#[derive(Debug, Clone, Default)]
pub(super) struct ListPlace {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// "%1.%2."
    text: String,
    /// All parts in digits (`isLgl`).
    legal: bool,
    restarts: bool,
}

impl Default for Level {
    fn default() -> Self {
        let format = "decimal".to_owned();
        Self { start: 1, format, text: String::new(), legal: false, restarts: true }
    }
}

/// `w:num`: a use of a definition, perhaps with its own starts.
#[derive(Debug, Clone, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    above: Option<String>,
    place: ListPlace,
}

/// Definitions and running counters of all lists.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, HashMap<usize, Level>>,
    /// Definitions that only point to a style.
    by_style: HashMap<String, String>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    default_style: Option<String>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(&mut self, xml: &str) -> Result<(), TextError> {
        let mut reader = reader(xml);
        let (mut definition, mut list, mut level) = (None::<String>, None::<String>, None::<usize>);
        loop {
            match reader.read_event().map_err(|_| TextError::BrokenDocx)? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "abstractNum" => definition = attribute(&tag, "abstractNumId"),
                    "num" => (definition, list) = (None, attribute(&tag, "numId")),
                    "lvl" | "lvlOverride" => {
                        level = attribute(&tag, "ilvl").and_then(|level| level.parse().ok());
                    }
                    _ => self.set(&tag, definition.as_deref(), list.as_deref(), level),
                },
                Event::DocType(_) => return Err(TextError::UnsafeDocx),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn set(
        &mut self,
        tag: &BytesStart<'_>,
        definition: Option<&str>,
        list: Option<&str>,
        level: Option<usize>,
    ) {
        let name = tag.local_name();
        let name = name.as_ref();
        let levels = match (definition, list) {
            (Some(definition), _) => {
                if name == "numStyleLink" {
                    let style = value(tag).unwrap_or_default();
                    self.by_style.insert(definition.to_owned(), style);
                }
                self.definitions.entry(definition.to_owned()).or_default()
            }
            (None, Some(list)) => {
                let list = self.lists.entry(list.to_owned()).or_default();
                match (name, level) {
                    ("abstractNumId", _) => list.definition = value(tag).unwrap_or_default(),
                    ("startOverride", Some(level)) => {
                        list.starts.insert(level, value(tag).unwrap_or(1));
                    }
                    _ => {}
                }
                &mut list.levels
            }
            (None, None) => return,
        };
        let Some(level) = level.filter(|level| *level < LEVELS) else { return };
        if !matches!(name, "start" | "numFmt" | "lvlText" | "isLgl" | "lvlRestart") {
            return;
        }
        let level = levels.entry(level).or_default();
        match name {
            "start" => level.start = value(tag).unwrap_or(1),
            "numFmt" => level.format = value(tag).unwrap_or_default(),
            "lvlText" => level.text = attribute(tag, "val").unwrap_or_default(),
            "isLgl" => level.legal = is_on(tag),
            _ => level.restarts = value::<u32>(tag) != Some(0),
        }
    }

    /// Reads what `styles.xml` says of lists.
    pub(super) fn read_styles(&mut self, xml: &str) -> Result<(), TextError> {
        let mut reader = reader(xml);
        let mut current = String::new();
        loop {
            match reader.read_event().map_err(|_| TextError::BrokenDocx)? {
                Event::Start(tag) | Event::Empty(tag) => {
                    if tag.local_name().as_ref() == "style" {
                        current = attribute(&tag, "styleId").unwrap_or_default();
                        let kind = attribute(&tag, "type").unwrap_or_default();
                        if kind == "paragraph"
                            && attribute(&tag, "default").is_some_and(|d| d == "1")
                        {
                            self.default_style = Some(current.clone());
                        }
                    }
                    let style = self.styles.entry(current.clone()).or_default();
                    match tag.local_name().as_ref() {
                        "basedOn" => style.above = attribute(&tag, "val"),
                        "numId" => style.place.list = attribute(&tag, "val"),
                        "ilvl" => style.place.level = value(&tag),
                        _ => {}
                    }
                }
                Event::DocType(_) => return Err(TextError::UnsafeDocx),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The number printed before the next paragraph, which counts on.
    pub(super) fn next(&mut self, own: &ListPlace, style: Option<&str>) -> Option<String> {
        let styled = self.of_style(style.or(self.default_style.as_deref()).map(str::to_owned));
        let list = own.list.clone().or(styled.list)?;
        let level = own.level.or(styled.level).unwrap_or(0).min(LEVELS - 1);
        if list == "0" {
            return None;
        }
        let definition = self.definition(&list)?;
        let levels: Vec<Level> = (0..LEVELS).map(|at| self.level(&list, &definition, at)).collect();
        let current = levels.get(level)?;
        let start = self.lists.get(&list).and_then(|list| list.starts.get(&level).copied());
        let first = self.begun.insert((list, level));
        let counters = self.counters.entry(definition).or_default();
        counters[level] = Some(match (start.filter(|_| first), counters[level]) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => current.start,
        });
        for (at, deeper) in levels.iter().enumerate().skip(level + 1) {
            if deeper.restarts {
                counters[at] = None;
            }
        }
        Some(printed(current, &levels, counters)).filter(|number| !number.is_empty())
    }

    fn of_style(&self, style: Option<String>) -> ListPlace {
        let mut place = ListPlace::default();
        let mut next = style;
        // A ring of styles is no reason to hang.
        for _ in 0..20 {
            let Some(style) = next.as_ref().and_then(|name| self.styles.get(name)) else { break };
            place.list = place.list.or_else(|| style.place.list.clone());
            place.level = place.level.or(style.place.level);
            next.clone_from(&style.above);
        }
        place
    }

    fn definition(&self, list: &str) -> Option<String> {
        let definition = &self.lists.get(list)?.definition;
        let linked = self.by_style.get(definition).and_then(|style| {
            let list = self.of_style(Some(style.clone())).list?;
            Some(self.lists.get(&list)?.definition.clone())
        });
        Some(linked.unwrap_or_else(|| definition.clone()))
    }

    fn level(&self, list: &str, definition: &str, at: usize) -> Level {
        let own = self.lists.get(list).and_then(|list| list.levels.get(&at));
        let shared = self.definitions.get(definition).and_then(|levels| levels.get(&at));
        own.or(shared).cloned().unwrap_or_default()
    }
}

/// "%1.%2." with the counters put in.
fn printed(current: &Level, levels: &[Level], counters: &[Option<u32>; LEVELS]) -> String {
    if current.format == "bullet" {
        // Symbol fonts keep their bullets in a private area; the outline only needs "a dash".
        let plain = current.text.chars().find(|c| matches!(c, '-' | '–' | '—' | '+' | '*' | '•'));
        return plain.unwrap_or('-').to_string();
    }
    if current.format == "none" {
        return current.text.replace('%', "");
    }
    let mut number = String::new();
    let mut rest = current.text.chars().peekable();
    while let Some(c) = rest.next() {
        let at = rest.peek().and_then(|c| c.to_digit(10)).filter(|d| c == '%' && *d > 0);
        let Some(level) = at.and_then(|d| usize::try_from(d - 1).ok()).and_then(|d| levels.get(d))
        else {
            number.push(c);
            continue;
        };
        rest.next();
        let place = at.map_or(0, |d| d as usize - 1);
        let count = counters[place].unwrap_or(level.start);
        let format = if current.legal { "decimal" } else { &level.format };
        number.push_str(&counted(count, format));
    }
    number.trim().to_owned()
}

fn counted(count: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperLetter" => letters(count),
        "lowerLetter" => letters(count).to_lowercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// A … Z, then AA, BB as Word counts.
fn letters(count: u32) -> String {
    let Some(before) = count.checked_sub(1) else { return String::new() };
    let letter = u8::try_from(before % 26).map_or('A', |at| char::from(b'A' + at));
    let times = usize::try_from(before / 26 + 1).unwrap_or(1).min(30);
    std::iter::repeat_n(letter, times).collect()
}
