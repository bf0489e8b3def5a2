//! The tree of a reading as blocks: levels of the decree instead of 5.1, A. or 1/; nothing else moves.

use documents::{
    decree::{END_MARK, POINT_LETTERS},
    layout::TEXT_WIDTH_MM,
    manuscript::{Appendix, Block, Rank, Run},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use domain::{
    plan::read::{ItemKind, ReadItem, Reading},
    roman::roman,
};

use super::Mending;

/// Letters under which a clause without an end is a title.
const TITLE_LETTERS: usize = 90;
/// Letters under which one sentence above points is their title.
const SENTENCE_LETTERS: usize = 160;

/// What the printed mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Part(Rank),
    Roman,
    /// `A.`, where Roman numbers may stand below.
    Letter,
    Article,
    Number,
    /// `5.1.` and how many components.
    Decimal(usize),
    Named,
    Point,
    Dash,
    /// Other signs before a line, and words that name a field.
    Words,
    Row,
    Annex,
}

fn mark_of(item: &ReadItem) -> Mark {
    let bare = item.mark.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    match item.kind {
        ItemKind::Part if bare.chars().count() == 1 => Mark::Letter,
        ItemKind::Part if bare.to_lowercase().starts_with("chương") => Mark::Part(Rank::Chapter),
        ItemKind::Part => Mark::Part(Rank::Part),
        ItemKind::Section if bare.to_lowercase().starts_with("mục") => Mark::Part(Rank::Section),
        ItemKind::Section => Mark::Roman,
        ItemKind::Clause if bare.starts_with("Điều") => Mark::Article,
        ItemKind::Clause if digits && bare.contains('.') => Mark::Decimal(bare.split('.').count()),
        ItemKind::Clause if digits => Mark::Number,
        ItemKind::Clause => Mark::Named,
        ItemKind::Point => Mark::Point,
        ItemKind::Dash if matches!(item.mark.as_str(), "-" | "–" | "—") => Mark::Dash,
        ItemKind::Dash | ItemKind::Paragraph => Mark::Words,
        ItemKind::Row => Mark::Row,
        ItemKind::Annex => Mark::Annex,
    }
}

/// The body and the appendices.
pub(super) fn blocks(reading: &Reading, mending: &mut Mending) -> (Vec<Block>, Vec<Appendix>) {
    let marks: Vec<Mark> = reading.items.iter().map(mark_of).collect();
    let mut setting = Setting {
        reading,
        has_letters_above: marks.contains(&Mark::Letter) && marks.contains(&Mark::Roman),
        annexes: marks.iter().filter(|mark| **mark == Mark::Annex).count(),
        marks,
        mending,
        counts: Counts::default(),
        body: Vec::new(),
        appendices: Vec::new(),
        table: Vec::new(),
    };
    let grounds = setting.grounds();
    for at in grounds..reading.items.len() {
        setting.item(at);
    }
    setting.end_piece();
    (setting.body, setting.appendices)
}

#[derive(Debug, Default)]
struct Counts {
    part: u32,
    section: u32,
    roman: u32,
    clause: u32,
    point: u32,
    article: u32,
}

struct Setting<'a> {
    reading: &'a Reading,
    marks: Vec<Mark>,
    /// Letters number what Roman numbers divide further.
    has_letters_above: bool,
    annexes: usize,
    mending: &'a mut Mending,
    counts: Counts,
    body: Vec<Block>,
    appendices: Vec<Appendix>,
    /// Rows of a table that is still being read.
    table: Vec<Vec<String>>,
}

impl Setting<'_> {
    fn out(&mut self) -> &mut Vec<Block> {
        self.appendices.last_mut().map_or(&mut self.body, |appendix| &mut appendix.body)
    }

    /// Grounds at the head of the text, and how many.
    fn grounds(&mut self) -> usize {
        let items = &self.reading.items;
        let is_ground = |item: &&ReadItem| {
            item.kind == ItemKind::Paragraph
                && item.parent.is_none()
                && item.text.starts_with("Căn cứ ")
                && item.text.ends_with([';', ',', '.'])
                && !item.text.contains('\n')
        };
        let count = items.iter().take_while(is_ground).count();
        let mut lines = Vec::with_capacity(count);
        for (at, item) in items.iter().take(count).enumerate() {
            let words = self.mending.text(&item.text, place(item));
            let sign = if at + 1 == count { '.' } else { ';' };
            let bare = words.trim_end_matches([';', ',', '.']);
            if !words.ends_with(sign) {
                let last = bare.rsplit(' ').next().unwrap_or(bare);
                let printed = &words[words.len() - (words.len() - bare.len()) - last.len()..];
                self.mending.tell(place(item), "E10-end", (printed, &format!("{last}{sign}")));
            }
            lines.push(bare.to_owned());
        }
        if !lines.is_empty() {
            self.body.push(Block::Grounds(lines));
        }
        count
    }

    fn item(&mut self, at: usize) {
        let item = &self.reading.items[at];
        let mark = self.level(at);
        if mark == Mark::Row {
            let cells: Vec<String> =
                item.cells.iter().map(|cell| self.mending.text(cell, place(item))).collect();
            self.table.push(cells);
            return;
        }
        self.end_table();
        match mark {
            Mark::Part(rank) => self.division(item, rank),
            Mark::Letter if self.has_letters_above => self.division(item, Rank::Part),
            Mark::Roman | Mark::Letter => self.roman(item),
            Mark::Article => self.article(item),
            Mark::Number => self.clause(at),
            Mark::Point => self.point(item),
            Mark::Dash => self.dash(item),
            Mark::Annex => self.annex(item),
            Mark::Named => self.named(item),
            Mark::Decimal(_) | Mark::Words | Mark::Row => self.words(item),
        }
    }

    /// The mark on the levels of the decree: 5.1 below 5 is a point, what is deeper a dash.
    fn level(&self, at: usize) -> Mark {
        let above = self.reading.items[at].parent.map(|parent| self.level(parent));
        match (self.marks[at], above) {
            (Mark::Decimal(_), Some(Mark::Number)) => Mark::Point,
            (Mark::Decimal(_) | Mark::Point, Some(Mark::Point | Mark::Dash)) => Mark::Dash,
            (Mark::Decimal(_), _) => Mark::Number,
            (mark, _) => mark,
        }
    }

    /// Says that a number is printed another way.
    fn relabel(&mut self, item: &ReadItem, after: &str) {
        if item.mark == after {
            return;
        }
        let bare = item.mark.trim_end_matches(['.', ')', '/', ':', '-', ' ']);
        let rule = match item.kind {
            ItemKind::Clause if bare.contains('.') => "E15-decimal",
            ItemKind::Point if bare.chars().count() == 1 && item.mark.ends_with(')') => "E16-order",
            ItemKind::Point => "E16-form",
            ItemKind::Annex => "A-01-roman",
            ItemKind::Dash => "dash-mixed",
            _ => "E17-order",
        };
        self.mending.tell(place(item), rule, (&item.mark, after));
    }

    /// Heading and paragraphs, mended.
    fn texts(&mut self, item: &ReadItem) -> (String, Vec<String>) {
        let title = self.mending.text(&item.title, place(item));
        let lines = item.text.lines().map(|line| self.mending.text(line, place(item)));
        (title, lines.filter(|line| !line.is_empty()).collect())
    }

    /// Heading and paragraphs of what always has a heading, in capitals.
    fn capitals(&mut self, item: &ReadItem, rule: &'static str) -> (String, Vec<String>) {
        let (mut title, mut lines) = self.texts(item);
        if title.is_empty() && !lines.is_empty() {
            title = lines.remove(0);
        }
        let upper = title.to_uppercase();
        if upper != title {
            self.mending.tell(place(item), rule, (&title, &upper));
        }
        (upper, lines)
    }

    fn paragraphs(&mut self, lines: Vec<String>) {
        self.out().extend(lines.into_iter().map(Block::paragraph));
    }

    fn division(&mut self, item: &ReadItem, rank: Rank) {
        let number = if rank == Rank::Section {
            self.counts.section += 1;
            self.counts.section
        } else {
            self.counts.part += 1;
            self.counts.section = 0;
            self.counts.part
        };
        self.counts.roman = 0;
        (self.counts.clause, self.counts.point) = (0, 0);
        self.relabel(item, &rank.line(number));
        let (title, lines) = self.capitals(item, "E12-face");
        self.out().push(Block::Division { rank, number, title });
        self.paragraphs(lines);
    }

    fn roman(&mut self, item: &ReadItem) {
        self.counts.roman += 1;
        (self.counts.clause, self.counts.point) = (0, 0);
        let mark = format!("{}.", roman(self.counts.roman));
        self.relabel(item, &mark);
        let (title, lines) = self.capitals(item, "E17-face");
        self.out().push(Block::heading(1, mark, title));
        self.paragraphs(lines);
    }

    fn article(&mut self, item: &ReadItem) {
        self.counts.article += 1;
        (self.counts.clause, self.counts.point) = (0, 0);
        let number = self.counts.article;
        self.relabel(item, &format!("Điều {number}."));
        let (title, mut lines) = self.texts(item);
        let first = if title.is_empty() && !lines.is_empty() {
            vec![Run::plain(lines.remove(0))]
        } else {
            Vec::new()
        };
        self.out().push(Block::Article { number, title, text: first });
        self.paragraphs(lines);
    }

    /// Whether points stand directly below.
    fn has_points(&self, at: usize) -> bool {
        let next = self.reading.items.get(at + 1);
        next.is_some_and(|next| next.parent == Some(at)) && self.level(at + 1) == Mark::Point
    }

    fn clause(&mut self, at: usize) {
        let item = &self.reading.items[at];
        self.counts.clause += 1;
        self.counts.point = 0;
        let number = self.counts.clause;
        let mark = format!("{number}.");
        self.relabel(item, &mark);
        let (mut title, mut lines) = self.texts(item);
        let is_short = |line: &String| {
            line.chars().count() < TITLE_LETTERS && !line.ends_with(['.', ';', ':', ',', '/', ')'])
        };
        if title.is_empty() && lines.len() == 1 {
            if is_short(&lines[0]) {
                title = lines.remove(0);
            } else if self.has_points(at) && is_sentence(&lines[0]) {
                title = self.untitled(item, &lines.remove(0));
            }
        }
        let head = if title.is_empty() {
            let first = if lines.is_empty() { String::new() } else { lines.remove(0) };
            Block::clause(number, first)
        } else {
            Block::heading(2, mark, title)
        };
        self.out().push(head);
        self.paragraphs(lines);
    }

    /// The title of points without the full stop that others of its kind do not have.
    fn untitled(&mut self, item: &ReadItem, line: &str) -> String {
        let title = line.trim_end_matches('.');
        let from = title.rmatch_indices(' ').nth(1).map_or(0, |(at, space)| at + space.len());
        if title != line {
            self.mending.tell(place(item), "E15-title", (&line[from..], &title[from..]));
        }
        title.to_owned()
    }

    fn point(&mut self, item: &ReadItem) {
        self.counts.point += 1;
        let number = self.counts.point;
        let order = usize::try_from(number).unwrap_or(usize::MAX);
        let letter = POINT_LETTERS.get(order - 1);
        self.relabel(item, &letter.map_or_else(|| format!("{number})"), |l| format!("{l})")));
        let (title, mut lines) = self.texts(item);
        let first = if title.is_empty() && !lines.is_empty() { lines.remove(0) } else { title };
        self.out().push(Block::point(number, first));
        self.paragraphs(lines);
    }

    fn dash(&mut self, item: &ReadItem) {
        self.relabel(item, "-");
        let (title, mut lines) = self.texts(item);
        let first = if title.is_empty() && !lines.is_empty() { lines.remove(0) } else { title };
        self.list(first);
        self.paragraphs(lines);
    }

    fn list(&mut self, line: String) {
        let runs = vec![Run::plain(line)];
        match self.out().last_mut() {
            Some(Block::List(lines)) => lines.push(runs),
            _ => self.out().push(Block::List(vec![runs])),
        }
    }

    /// "Hoạt động 1. Truyền thông": its own words stay its number.
    fn named(&mut self, item: &ReadItem) {
        (self.counts.clause, self.counts.point) = (0, 0);
        let (title, mut lines) = self.texts(item);
        let first = if title.is_empty() && !lines.is_empty() { lines.remove(0) } else { title };
        let line = Run::bold(format!("{} {first}", item.mark).trim().to_owned());
        self.out().push(Block::Paragraph(vec![line]));
        self.paragraphs(lines);
    }

    /// A paragraph, perhaps behind the name of a field or another sign.
    fn words(&mut self, item: &ReadItem) {
        let (title, lines) = self.texts(item);
        let mut all: Vec<String> =
            std::iter::once(title).chain(lines).filter(|line| !line.is_empty()).collect();
        if !item.mark.is_empty() {
            let first = if all.is_empty() { String::new() } else { all.remove(0) };
            let first = format!("{} {first}", item.mark).trim_end().to_owned();
            match first.strip_prefix("- ") {
                Some(dashed) => self.list(dashed.to_owned()),
                None => self.out().push(Block::paragraph(first)),
            }
        }
        self.paragraphs(all);
    }

    fn annex(&mut self, item: &ReadItem) {
        self.end_piece();
        self.counts = Counts::default();
        let order = u32::try_from(self.appendices.len() + 1).unwrap_or(u32::MAX);
        let name = if self.annexes > 1 {
            format!("Phụ lục {}", roman(order))
        } else {
            "Phụ lục".to_owned()
        };
        self.relabel(item, &name);
        let (title, mut lines) = self.capitals(item, "E25-face");
        if lines.first().is_some_and(|line| line.contains("èm theo")) {
            let printed = lines.remove(0);
            self.mending.tell(place(item), "E26", (&printed, "(Kèm theo Kế hoạch số …)"));
        }
        self.appendices.push(Appendix { number: order, title, landscape: false, body: Vec::new() });
        self.paragraphs(lines);
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let width = TEXT_WIDTH_MM / u16::try_from(columns).unwrap_or(1).max(1);
        let mut table = TableBlock::new(&vec![(width.max(8), Alignment::Left); columns]);
        let mut rows = rows.into_iter().map(|mut row| {
            row.resize(columns, String::new());
            row
        });
        table.header = rows
            .next()
            .map(|row| row.into_iter().map(HeaderCell::new).collect())
            .into_iter()
            .collect();
        table.rows =
            rows.map(|row| Row::normal(row.into_iter().map(Cell::text).collect())).collect();
        self.out().push(Block::Table(table));
    }

    /// Closes the body or an appendix, and tells a missing end mark.
    fn end_piece(&mut self) {
        self.end_table();
        if !self.appendices.is_empty() {
            return;
        }
        let items = &self.reading.items;
        let end = items.iter().position(|item| item.kind == ItemKind::Annex).unwrap_or(items.len());
        let Some(item) = items[..end].last() else { return };
        let words = item.words();
        let last = words.rsplit([' ', '\n']).next().unwrap_or_default();
        if !last.ends_with(END_MARK) {
            let ended = format!("{}{END_MARK}", last.trim_end_matches(['.', ';']));
            self.mending.tell(place(item), "E18", (last, &ended));
        }
    }
}

/// One sentence of the length of a title.
fn is_sentence(line: &str) -> bool {
    line.chars().count() < SENTENCE_LETTERS
        && !line.contains(". ")
        && !line.ends_with([';', ':', ',', '/', ')'])
}

fn place(item: &ReadItem) -> (&str, usize) {
    (&item.anchor, item.lines.first)
}
