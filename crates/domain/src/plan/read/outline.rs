//! Builds the numbered tree line by line: which mark begins an item, where it hangs, which line
//! only continues the one before.

use std::collections::{HashMap, HashSet};

use super::{
    ItemKind, LineRange, Problem, ReadItem, all_capitals, capital, duties,
    flat_table::FlatTable,
    lines::{Line, Source, join},
    marks::{self, Mark, Style},
    problems,
    wrapping::{Before, Wrapping},
};

/// The tree while it grows.
pub(super) struct Outline {
    pub(super) items: Vec<ReadItem>,
    /// Paragraphs of each item; the first may turn out to be its heading.
    pub(super) paragraphs: Vec<Vec<String>>,
    pub(super) open: Vec<Open>,
    wrapping: Wrapping,
    /// Lines that begin a paragraph addressed to a body.
    addressed: HashSet<usize>,
    /// Last number used under a parent in a style, and last in the whole text.
    last_under: HashMap<(Option<usize>, Style), u32>,
    last_anywhere: HashMap<Style, u32>,
    unnumbered: HashMap<(Option<usize>, &'static str), u32>,
    anchors: HashMap<String, u32>,
    pub(super) gaps: Vec<Problem>,
    pub(super) before: Option<Before>,
    pub(super) table: Option<FlatTable>,
    /// The first section, where its "I." became "1.".
    misread: Option<(usize, Mark)>,
    /// Rows that begin a page.
    pub(super) page_rows: HashSet<usize>,
}

/// An item that may still get children.
pub(super) struct Open {
    pub(super) item: usize,
    pub(super) rank: u16,
    pub(super) style: Option<Style>,
    pub(super) ordinal: Option<u32>,
}

impl Outline {
    pub(super) fn new(source: &Source) -> Self {
        Self {
            items: Vec::new(),
            paragraphs: Vec::new(),
            open: Vec::new(),
            wrapping: Wrapping::of(source),
            addressed: duties::addressed_lines(&source.lines),
            last_under: HashMap::new(),
            last_anywhere: HashMap::new(),
            unnumbered: HashMap::new(),
            anchors: HashMap::new(),
            gaps: Vec::new(),
            before: None,
            table: None,
            misread: marks::misread_section(&source.lines),
            page_rows: HashSet::new(),
        }
    }

    /// Ends all open items: what follows a signature block hangs under nothing before it.
    pub(super) fn close(&mut self) {
        self.end_table();
        self.open.clear();
        self.before = None;
        self.last_anywhere.clear();
        self.last_under.retain(|(parent, _), _| parent.is_some());
    }

    /// Takes one line and says to which item it belongs.
    pub(super) fn push(&mut self, line: &Line) -> Option<usize> {
        if !line.text.chars().any(char::is_alphanumeric) {
            // "%" is the cell of a column of units.
            let in_table = self.table.is_some() && line.text.contains('%');
            return if in_table { self.flat_row(line, None) } else { None };
        }
        let mut heading_lines = 0;
        let misread = self.misread.take_if(|(number, _)| *number == line.number);
        let mark = match misread {
            Some((_, mark)) => Some(mark),
            None if line.row => None,
            None => self.choose(line),
        };
        let item = if line.row {
            self.end_table();
            self.row(line)
        } else if let Some(row) = self.flat_row(line, mark.as_ref()) {
            row
        } else if let Some(mark) = mark {
            heading_lines = usize::from(mark.style != Style::Article && !mark.is_list());
            self.begin(&mark, line)
        } else if self.continues(line) {
            let so_far = self.before.as_ref().map_or(0, |before| before.heading_lines);
            heading_lines = if so_far > 0 { so_far + 1 } else { 0 };
            self.extend(line)
        } else {
            self.paragraph(line)
        };
        self.items[item].lines.last = line.number;
        self.before = Some(Before::new(item, line, heading_lines));
        Some(item)
    }

    /// The items with heading and text told apart, and the gaps in their numbering.
    pub(super) fn finish(mut self) -> (Vec<ReadItem>, Vec<Problem>) {
        self.end_table();
        let mut has_children = vec![false; self.items.len()];
        for item in &self.items {
            if let Some(parent) = item.parent {
                has_children[parent] = true;
            }
        }
        for (index, paragraphs) in self.paragraphs.into_iter().enumerate() {
            let item = &mut self.items[index];
            let heads = has_children[index] || paragraphs.len() > 1;
            let mut paragraphs = paragraphs.into_iter();
            if let Some(first) = paragraphs.next() {
                if is_heading(item.kind, &first, heads) && item.label.is_none() {
                    item.title = first;
                } else {
                    item.text = first;
                }
            }
            for next in paragraphs {
                if !item.text.is_empty() {
                    item.text.push('\n');
                }
                item.text.push_str(&next);
            }
        }
        (self.items, self.gaps)
    }

    /// The mark that fits here, if the line begins an item at all.
    fn choose(&self, line: &Line) -> Option<Mark> {
        let mut candidates = marks::candidates(&line.text);
        candidates.retain(|mark| self.believable(mark, line));
        let best = candidates.iter().position(|mark| self.expected(mark) == mark.ordinal);
        match best {
            Some(index) => Some(candidates.swap_remove(index)),
            None if candidates.is_empty() => None,
            None => {
                // "C." before any "B." is the Roman hundred to nobody.
                let sensible = candidates.iter().position(|mark| match mark.style {
                    Style::Roman => mark.ordinal.is_some_and(|ordinal| ordinal < 40),
                    _ => true,
                });
                sensible.map(|index| candidates.swap_remove(index))
            }
        }
    }

    /// In the middle of a wrapped sentence only the very next number is believed.
    fn believable(&self, mark: &Mark, line: &Line) -> bool {
        if mark.is_list() && self.before.as_ref().is_some_and(|before| before.name_goes_on(line)) {
            return false;
        }
        let rest = &line.text[mark.rest..];
        if mark.is_slipped() {
            let next = self.expected(mark) == mark.ordinal && mark.ordinal.is_some();
            let heading =
                line.length() < 120 && !self.open.is_empty() || mark.style == Style::Roman;
            return next && heading && !self.inside_sentence(line);
        }
        let figure = rest.starts_with(|c: char| c.is_ascii_digit());
        if figure && matches!(mark.style, Style::Number | Style::Decimal(_)) {
            return self.expected(mark) == mark.ordinal && !self.inside_sentence(line);
        }
        if !self.inside_sentence(line) {
            return true;
        }
        match mark.style {
            Style::Dash | Style::Plus => {
                capital(rest)
                    && !super::wrapping::COMPOUNDS.iter().any(|compound| rest.starts_with(compound))
            }
            Style::Bullet(_) | Style::Annex | Style::Part => true,
            Style::Label => !mark.printed.starts_with(char::is_lowercase),
            _ => self.expected(mark) == mark.ordinal && mark.ordinal.is_some() && capital(rest),
        }
    }

    fn inside_sentence(&self, line: &Line) -> bool {
        self.before.as_ref().is_some_and(|before| self.wrapping.inside_sentence(before, line))
    }

    fn continues(&self, line: &Line) -> bool {
        let preamble = self.open.is_empty();
        self.before.as_ref().is_some_and(|before| self.wrapping.continues(before, line, preamble))
    }

    fn extend(&mut self, line: &Line) -> usize {
        let item = self.before.as_ref().map_or(0, |before| before.item);
        match self.paragraphs[item].last_mut() {
            Some(paragraph) => join(paragraph, &line.text),
            None => self.paragraphs[item].push(line.text.clone()),
        }
        item
    }

    /// The number that would come next in the style of a mark.
    fn expected(&self, mark: &Mark) -> Option<u32> {
        let open = self.open.iter().rev().find(|open| open.style.as_ref() == Some(&mark.style));
        if let Style::Decimal(_) = mark.style {
            return self.expected_decimal(mark, open);
        }
        match open {
            Some(open) => open.ordinal.map(|ordinal| ordinal + 1),
            None => Some(1),
        }
    }

    fn expected_decimal(&self, mark: &Mark, open: Option<&Open>) -> Option<u32> {
        let (prefix, _) = mark.name.rsplit_once('.')?;
        let sibling = open.filter(|open| {
            let name =
                self.items[open.item].mark.trim_end_matches(['.', ')', ':', '/', ' ', '-', '–']);
            name.rsplit_once('.').is_some_and(|(same, _)| same == prefix)
        });
        match sibling {
            Some(open) => open.ordinal.map(|ordinal| ordinal + 1),
            None => Some(1),
        }
    }

    fn begin(&mut self, mark: &Mark, line: &Line) -> usize {
        let rank = self.make_room(&mark.style, mark.ordinal);
        self.note_gap(mark, line.number);
        let anchor = self.anchor_of(mark);
        let printed = &line.text[mark.rest..];
        let item = self.add(mark.style.kind(), anchor, mark.printed.clone(), line);
        if mark.style == Style::Label {
            self.items[item].label = Some(mark.name.clone());
        }
        if !printed.is_empty() {
            self.paragraphs[item].push(printed.to_owned());
        }
        let style = Some(mark.style.clone());
        self.open.push(Open { item, rank, style, ordinal: mark.ordinal });
        item
    }

    /// Closes what the new item does not hang under, and gives its rank.
    fn make_room(&mut self, style: &Style, ordinal: Option<u32>) -> u16 {
        let first = ordinal == Some(1);
        let same = self.open.iter().rposition(|open| open.style.as_ref() == Some(style));
        if let Some(index) = same {
            let rank = self.open[index].rank;
            self.open.truncate(index);
            return rank;
        }
        let mut rank = style.rank();
        let above = |style: &Style| self.open.iter().any(|open| open.style.as_ref() == Some(style));
        if *style == Style::Letter && first && above(&Style::Roman) {
            rank = 25;
        }
        if *style == Style::Point && first && above(&Style::Bracket) {
            rank = 76;
        }
        // "Điều 1. Phê duyệt Chương trình … với các nội dung sau:", then "I. MỤC TIÊU".
        if *style == Style::Roman && first && self.announces() {
            rank = Style::Article.rank() + 1;
        }
        if style.is_list() {
            return self.room_for_list(style);
        }
        if matches!(style, Style::Named(_)) {
            while self.open.last().is_some_and(|open| open.rank >= 70) {
                self.open.pop();
            }
            return self.open.last().map_or(40, |open| open.rank + 1);
        }
        while self.open.last().is_some_and(|open| open.rank >= rank) {
            self.open.pop();
        }
        rank
    }

    /// Whether the last open item is an article that ends with a colon.
    fn announces(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let words = self.paragraphs[open.item].last();
            open.style == Some(Style::Article) && words.is_some_and(|words| words.ends_with(':'))
        })
    }

    /// The sign met first stands above another met under it, whichever the two are:
    /// "* Mục tiêu 1" above "- Chỉ tiêu", "- Chỉ tiêu" above "+ Năm 2025".
    fn room_for_list(&mut self, style: &Style) -> u16 {
        // "- Thời gian: …" is one of the dashes beside it.
        let sign = |open: &Open| self.items[open.item].mark.chars().next();
        if self.open.last().is_some_and(|open| {
            open.style == Some(Style::Label) && sign(open).is_some_and(|sign| style.is_sign(sign))
        }) {
            self.open.pop();
        }
        match self.open.last() {
            Some(open) if open.style.as_ref().is_some_and(Style::is_list) => open.rank + 1,
            _ => {
                let rank = style.rank();
                while self.open.last().is_some_and(|open| open.rank >= rank) {
                    self.open.pop();
                }
                rank
            }
        }
    }

    fn note_gap(&mut self, mark: &Mark, line: usize) {
        let Some(ordinal) = mark.ordinal else { return };
        let parent = self.open.last().map(|open| open.item);
        let key = (parent, mark.style.clone());
        let last = self.last_under.get(&key).copied();
        let anywhere = self.last_anywhere.get(&mark.style).copied();
        let expected = last.map_or(1, |last| last + 1);
        let runs_on = anywhere.is_some_and(|last| last + 1 == ordinal);
        // Many offices write a, b, c, d, e without "đ".
        let without_d = mark.style == Style::Point && ordinal == 6 && expected == 5;
        let restarted = matches!(mark.style, Style::Decimal(_)) && ordinal == 1;
        if ordinal != expected && !runs_on && !without_d && !restarted {
            self.gaps.push(problems::numbering(line, &mark.printed, ordinal < expected));
        }
        self.last_under.insert(key, ordinal);
        self.last_anywhere.insert(mark.style.clone(), ordinal);
    }

    fn anchor_of(&mut self, mark: &Mark) -> String {
        let parent = self.open.last().map(|open| open.item);
        let name = match mark.style {
            Style::Dash | Style::Plus | Style::Bullet(_) => {
                let sign = if mark.style == Style::Plus { "+" } else { "-" };
                format!("{sign}{}", self.count(parent, sign))
            }
            _ => mark.name.clone(),
        };
        let base = match mark.style {
            Style::Decimal(_) => self.base_of_decimal(),
            _ => parent,
        };
        self.unique(base, &name)
    }

    /// "5.1" hangs under "5" but already says so itself.
    fn base_of_decimal(&self) -> Option<usize> {
        let counted = |open: &&Open| !matches!(open.style, Some(Style::Number | Style::Decimal(_)));
        self.open.iter().rev().find(counted).map(|open| open.item)
    }

    pub(super) fn unique(&mut self, base: Option<usize>, name: &str) -> String {
        let anchor = base
            .map_or_else(|| name.to_owned(), |base| format!("{}.{name}", self.items[base].anchor));
        let uses = self.anchors.entry(anchor.clone()).or_default();
        *uses += 1;
        if *uses > 1 { format!("{anchor}({uses})") } else { anchor }
    }

    pub(super) fn count(&mut self, parent: Option<usize>, sign: &'static str) -> u32 {
        let count = self.unnumbered.entry((parent, sign)).or_default();
        *count += 1;
        *count
    }

    /// A paragraph of its own, or one more of the item it stands under.
    fn paragraph(&mut self, line: &Line) -> usize {
        let heading = all_capitals(&line.text) && line.length() > 6;
        self.leave_for_closing(line);
        if self.addressed.contains(&line.number) && !self.open.is_empty() {
            return self.addressed(line);
        }
        let bare = |open: &Open| self.paragraphs[open.item].is_empty();
        while self.open.last().is_some_and(|open| {
            !bare(open)
                && (heading && open.rank >= 20
                    || open.rank >= 70 && self.running(open.item)
                    || open.style.is_none() && open.rank > 20)
        }) {
            self.open.pop();
        }
        let parent = self.open.last().map(|open| open.item);
        let last = self.items.len().checked_sub(1);
        let waits = parent.is_some_and(|parent| self.paragraphs[parent].is_empty());
        if let Some(parent) = parent.filter(|parent| (!heading || waits) && Some(*parent) == last) {
            self.paragraphs[parent].push(line.text.clone());
            return parent;
        }
        let sign = if heading { "§" } else { "¶" };
        let name = format!("{sign}{}", self.count(parent, sign));
        let anchor = self.unique(parent, &name);
        let kind = if heading { ItemKind::Section } else { ItemKind::Paragraph };
        let item = self.add(kind, anchor, String::new(), line);
        self.paragraphs[item].push(line.text.clone());
        // "QUYẾT ĐỊNH:" parts the grounds from the articles; nothing hangs under it.
        let formula = line.text.trim_end_matches([':', ' ']);
        if heading && !matches!(formula, "QUYẾT ĐỊNH" | "QUYẾT NGHỊ") {
            self.open.push(Open { item, rank: 20, style: None, ordinal: None });
        }
        item
    }

    /// Whether a point or dash is a sentence of its own and no heading.
    pub(super) fn running(&self, item: usize) -> bool {
        let first = self.paragraphs[item].first().map_or("", String::as_str);
        self.items[item].label.is_some()
            || first.ends_with(['.', ';', '/'])
            || first.chars().count() > 120
    }

    pub(super) fn add(
        &mut self,
        kind: ItemKind,
        anchor: String,
        mark: String,
        line: &Line,
    ) -> usize {
        let parent = self.open.last().map(|open| open.item);
        let depth = parent.map_or(0, |parent| self.items[parent].depth + 1);
        self.items.push(ReadItem {
            anchor,
            mark,
            kind,
            depth,
            parent,
            lines: LineRange { first: line.number, last: line.number },
            title: String::new(),
            text: String::new(),
            label: None,
            cells: Vec::new(),
            bodies: Vec::new(),
            dates: Vec::new(),
            citations: Vec::new(),
            annexes: Vec::new(),
        });
        self.paragraphs.push(Vec::new());
        self.items.len() - 1
    }
}

fn is_heading(kind: ItemKind, first: &str, heads: bool) -> bool {
    match kind {
        ItemKind::Part | ItemKind::Section | ItemKind::Annex => true,
        ItemKind::Clause | ItemKind::Point => heads || !first.ends_with(['.', ';', ',', '/']),
        ItemKind::Dash => heads,
        ItemKind::Paragraph | ItemKind::Row => false,
    }
}
