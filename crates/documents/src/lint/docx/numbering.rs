//! Automatic numbers: what Word prints before a paragraph of a list.

use std::collections::HashMap;

use domain::roman::roman;

use crate::lint::xml::Node;

const LEVELS: usize = 9;
/// Letters of a pattern such as "%1.%2.".
const PATTERN_MAX: usize = 40;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    left: Option<i32>,
    first_line: Option<i32>,
}

/// The lists of a file and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Vec<Level>>,
    lists: HashMap<String, String>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

/// What a list puts before a paragraph.
#[derive(Debug, Default)]
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) left: Option<i32>,
    pub(super) first_line: Option<i32>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(root: Option<&Node>) -> Self {
        let mut numbering = Self::default();
        let Some(all) = root.and_then(|root| root.child("numbering")) else { return numbering };
        for node in all.all("abstractNum") {
            let Some(id) = node.attribute("abstractNumId") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for level in node.all("lvl") {
                let at = level.number("ilvl").and_then(|at| usize::try_from(at).ok());
                if let Some(slot) = at.and_then(|at| levels.get_mut(at)) {
                    *slot = Level::read(level);
                }
            }
            numbering.definitions.insert(id.to_owned(), levels);
        }
        for node in all.all("num") {
            let definition = node.child("abstractNumId").and_then(Node::value);
            if let (Some(id), Some(definition)) = (node.attribute("numId"), definition) {
                numbering.lists.insert(id.to_owned(), definition.to_owned());
            }
        }
        numbering
    }

    /// The mark of the next paragraph of a list, which counts on.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<Mark> {
        let definition = self.lists.get(list)?;
        let levels = self.definitions.get(definition)?;
        let current = levels.get(level)?;
        let counters = self.counters.entry(definition.clone()).or_default();
        let count = counters[level].map_or(current.start, |count| count.saturating_add(1));
        counters[level] = Some(count);
        counters[level + 1..].fill(None);
        let text = match current.format.as_str() {
            "bullet" => {
                // Symbol fonts keep their bullets in a private area.
                let plain = current.text.chars().find(|c| matches!(c, '-' | '–' | '+' | '*' | '•'));
                plain.unwrap_or('-').to_string()
            }
            "none" => String::new(),
            _ => printed(&current.text, levels, counters),
        };
        Some(Mark { text, left: current.left, first_line: current.first_line })
    }
}

impl Level {
    fn read(node: &Node) -> Self {
        let words =
            |name: &str| node.child(name).and_then(Node::value).unwrap_or_default().to_owned();
        let indent = node.child("pPr").and_then(|part| part.child("ind"));
        let hanging = indent.and_then(|ind| ind.number("hanging")).map(|twips| -twips);
        Self {
            start: words("start").parse().unwrap_or(1),
            format: words("numFmt"),
            text: words("lvlText").chars().take(PATTERN_MAX).collect(),
            left: indent.and_then(|ind| ind.number("left").or_else(|| ind.number("start"))),
            first_line: hanging.or_else(|| indent.and_then(|ind| ind.number("firstLine"))),
        }
    }
}

/// "%1.%2." with the counters put in.
fn printed(pattern: &str, levels: &[Level], counters: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(letter) = rest.next() {
        let digit = rest.peek().and_then(|c| c.to_digit(10)).filter(|d| letter == '%' && *d > 0);
        let Some(at) = digit.map(|digit| digit as usize - 1).filter(|at| *at < levels.len()) else {
            out.push(letter);
            continue;
        };
        rest.next();
        let count = counters[at].unwrap_or(levels[at].start);
        out.push_str(&counted(count, &levels[at].format));
    }
    out
}

fn counted(count: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperLetter" => letter(count).to_uppercase(),
        "lowerLetter" => letter(count),
        _ => count.to_string(),
    }
}

fn letter(count: u32) -> String {
    let at = count.saturating_sub(1) % 26;
    u8::try_from(at).map_or(String::new(), |at| char::from(b'a' + at).to_string())
}
