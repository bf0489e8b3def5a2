//! The walk through the body: paragraphs into lines, tables into cells, boxes into lines of their own.

use super::{
    numbering::Numbering,
    run::Gathered,
    styles::{Setting, Styles},
    text_below,
};
use crate::decree::Place;
use crate::lint::{
    LINES_MAX,
    sheet::{Drawn, Line, Look, PageNumber, Side, Span, Wide, folded},
    xml::Node,
};

/// Rows up to which a table may be head or signature rather than data.
const LAYOUT_ROWS_MAX: usize = 14;
/// Text of a table that is looked through for the words of head and signature.
const LAYOUT_TEXT_MAX: usize = 6000;
/// Deepest boxes inside boxes.
const BOXES_MAX: usize = 4;

/// Lines among which the head stands.
const HEAD_MAX: usize = 40;
/// Length from which a rule of the head is the motto's: 40 mm.
const MOTTO_RULE_LEAST: i32 = 2268;
/// Padding of a cell at one side where nothing is said: 1.9 mm.
const WORD_PADDING: i32 = 108;

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    side: Side,
    in_table: bool,
    row: usize,
    boxes: usize,
    /// In a cell with borders of its own.
    framed: bool,
    /// Width of the column in twips.
    width: Option<i32>,
}

/// The walk, with what it has found so far.
pub(super) struct Walk<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    lines: Vec<Line>,
    order: usize,
    /// Rows of tables of data so far.
    table_rows: usize,
    width: Option<i32>,
    /// A paragraph whose end mark is struck out goes on in the next.
    begun: Option<Vec<Span>>,
    pub(super) sections: Vec<&'a Node>,
    /// Tables whose width is fixed.
    pub(super) tables: Vec<Wide>,
    /// Page numbers that were met: only headers and footers have them.
    pub(super) numbers: Vec<PageNumber>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, width: Option<i32>) -> Self {
        Self {
            styles,
            numbering,
            lines: Vec::new(),
            order: 0,
            table_rows: 0,
            width,
            begun: None,
            sections: Vec::new(),
            tables: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Walks a body, a header or a footer.
    pub(super) fn body(&mut self, node: &'a Node) {
        self.blocks(node, Context { width: self.width, ..Context::default() });
    }

    /// The lines, and rules that hang on no words.
    pub(super) fn finish(self) -> (Vec<Line>, Vec<Drawn>) {
        (self.lines, Vec::new())
    }

    fn blocks(&mut self, node: &'a Node, context: Context) {
        for child in &node.children {
            match &*child.name {
                "p" => self.paragraph(child, context),
                "tbl" => self.table(child, context),
                "sectPr" => self.sections.push(child),
                "del" | "moveFrom" | "Fallback" => {}
                _ => self.blocks(child, context),
            }
        }
    }

    fn paragraph(&mut self, node: &'a Node, context: Context) {
        // One more than is allowed tells that there were too many.
        if self.lines.len() > LINES_MAX {
            return;
        }
        let properties = node.child("pPr");
        let style = properties.and_then(|part| part.child("pStyle")).and_then(Node::value);
        let (base, styled) = self.styles.paragraph(style);
        let own = properties.map(Setting::read).unwrap_or_default();
        let mut gathered = Gathered::default();
        gathered.through(node, &base, self.styles);
        if let Some(look) = &gathered.page_field {
            let setting = own.over(&styled);
            let framed = properties.and_then(|part| part.child("framePr"));
            self.numbers.push(page_number(look, &setting, gathered.tabs, framed));
        }
        let struck = properties
            .and_then(|part| part.child("rPr"))
            .is_some_and(|part| part.child("del").is_some());
        if struck {
            self.begun.get_or_insert_default().append(&mut gathered.spans);
            return;
        }
        if let Some(mut before) = self.begun.take() {
            before.append(&mut gathered.spans);
            gathered.spans = before;
        }
        let setting = self.mark(&mut gathered.spans, &own, &styled, &base);
        self.order += 1;
        let mut rules = borders(&setting, context.width, !gathered.spans.is_empty());
        rules.append(&mut gathered.found.rules);
        let mut line = Line {
            spans: std::mem::take(&mut gathered.spans),
            side: context.side,
            in_table: context.in_table,
            table_row: context.row,
            in_box: context.boxes > 0,
            order: self.order,
            section: self.sections.len(),
            place: setting.place,
            first_line: setting.first_line,
            before: setting.before,
            after: setting.after,
            line_percent: setting.line.unwrap_or(Some(100)),
            rules,
            rows: 1,
            ..Line::default()
        };
        line.settle();
        line.framed = framed(&line, &setting, context);
        self.push(line);
        for inside in gathered.found.boxes {
            if context.boxes < BOXES_MAX {
                let width = None;
                self.blocks(inside, Context { boxes: context.boxes + 1, width, ..context });
            }
        }
        if let Some(section) = properties.and_then(|part| part.child("sectPr")) {
            self.sections.push(section);
        }
    }

    /// Puts the automatic number before the words; its indents stand below the paragraph's own.
    fn mark(
        &mut self,
        spans: &mut Vec<Span>,
        own: &Setting,
        styled: &Setting,
        base: &Look,
    ) -> Setting {
        let list = own.list.as_ref().or(styled.list.as_ref()).filter(|list| *list != "0");
        let level = own.level.or(styled.level).unwrap_or(0);
        let is_blank = spans.iter().all(|span| span.text.trim().is_empty());
        let mark = list.filter(|_| !is_blank).and_then(|list| self.numbering.next(list, level));
        let Some(mark) = mark else { return own.over(styled) };
        if !mark.text.is_empty() {
            let look = spans.first().map_or_else(|| base.clone(), |span| span.look.clone());
            spans.insert(0, Span { text: format!("{} ", mark.text), look });
        }
        let listed = Setting { left: mark.left, first_line: mark.first_line, ..Setting::default() };
        own.over(&listed).over(styled)
    }

    /// Keeps a line; one with head cells parted by tabs becomes two.
    fn push(&mut self, line: Line) {
        let may_part = line.side == Side::Whole && !line.in_table && self.lines.len() < HEAD_MAX;
        if !may_part {
            return self.lines.push(line);
        }
        let lead = line.text.len() - line.text.trim_start().len();
        let words = line.text.trim();
        let is_below = self.is_below_parted();
        if let Some(at) = words.find('\t').filter(|at| is_head(&folded(&words[*at..]))) {
            self.part(&line, lead + at);
        } else if is_below && words.is_empty() && !line.rules.is_empty() {
            self.rules(&line);
        } else if is_below && line.text.starts_with('\t') && !words.contains('\t') {
            // A further line of the left half, brought to its middle by a tab.
            let place = Some(Place::Centre);
            self.lines.push(Line { side: Side::Left, place, by_tab: true, ..line });
        } else {
            self.lines.push(line);
        }
    }

    /// Whether the last line with words is half of a line that tabs part.
    fn is_below_parted(&self) -> bool {
        let mut last = self.lines.iter().rev().filter(|line| !line.is_empty());
        last.next().is_some_and(|line| line.by_tab)
    }

    /// The halves of a line before and behind a tab; tabs bring each to its middle.
    fn part(&mut self, line: &Line, cut: usize) {
        let mut at = 0;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for span in &line.spans {
            let (start, end) = (at, at + span.text.len());
            at = end;
            let (left, right) = if end <= cut {
                (span.text.as_str(), "")
            } else if start > cut {
                ("", span.text.as_str())
            } else {
                (&span.text[..cut - start], &span.text[cut - start..])
            };
            for (half, text) in [(&mut before, left), (&mut after, right)] {
                let text = text.replace('\t', "");
                if !text.is_empty() {
                    half.push(Span { text, look: span.look.clone() });
                }
            }
        }
        for (side, spans) in [(Side::Left, before), (Side::Right, after)] {
            let (place, rules) = (Some(Place::Centre), line.rules.clone());
            let mut half = Line { side, spans, place, rules, by_tab: true, ..line.clone() };
            half.settle();
            if !half.is_empty() {
                self.lines.push(half);
            }
        }
    }

    /// Rules between lines that tabs part: the short one is the issuer's, the long one the motto's.
    fn rules(&mut self, line: &Line) {
        for rule in &line.rules {
            let is_long = rule.length.is_none_or(|length| length >= MOTTO_RULE_LEAST);
            let side = if is_long { Side::Right } else { Side::Left };
            self.lines.push(Line { side, rules: vec![*rule], ..line.clone() });
        }
    }

    fn table(&mut self, node: &'a Node, context: Context) {
        let rows: Vec<&Node> = rows(node);
        let is_layout =
            rows.len() <= LAYOUT_ROWS_MAX && (has_head_words(node) || !has_borders(node));
        if let Some(twips) = fixed_width(node, &rows).filter(|_| !context.in_table) {
            let (line, section) = (self.lines.len(), self.sections.len());
            self.tables.push(Wide { line, section, twips });
        }
        for row in rows {
            let struck = row.child("trPr").is_some_and(|part| part.child("del").is_some());
            if struck {
                continue;
            }
            if !is_layout && !context.in_table {
                self.table_rows += 1;
            }
            let cells = cells(row);
            let last = cells.len().saturating_sub(1);
            for (at, cell) in cells.iter().enumerate() {
                let side = match (is_layout, at) {
                    (true, _) if last == 0 => context.side,
                    (true, 0) => Side::Left,
                    (true, _) => Side::Right,
                    (false, _) => Side::Whole,
                };
                let width = cell.child("tcPr").and_then(|part| part.child("tcW"));
                let padding = padding(node, cell);
                let inside = Context {
                    side,
                    in_table: context.in_table || !is_layout,
                    row: if context.in_table { context.row } else { self.table_rows },
                    boxes: context.boxes,
                    framed: context.framed || is_framed(cell),
                    width: width
                        .and_then(|width| width.number("w"))
                        .map(|width| width - padding)
                        .filter(|w| *w > 0),
                };
                self.blocks(cell, inside);
            }
        }
    }
}

/// Padding of a cell, left and right together: its own, else its table's, else Word's.
fn padding(table: &Node, cell: &Node) -> i32 {
    let of = |node: &Node, part: &str, margins: &str, sides: [&str; 2]| {
        let margins = node.child(part)?.child(margins)?;
        sides.iter().find_map(|side| margins.child(side)?.number("w"))
    };
    let side = |sides: [&str; 2]| {
        of(cell, "tcPr", "tcMar", sides)
            .or_else(|| of(table, "tblPr", "tblCellMar", sides))
            .unwrap_or(WORD_PADDING)
    };
    side(["left", "start"]) + side(["right", "end"])
}

/// Width of a table that says it once and for all: in its properties, or by cells that do not give way.
fn fixed_width(table: &Node, rows: &[&Node]) -> Option<i32> {
    let properties = table.child("tblPr");
    let part = |name: &str| properties.and_then(|part| part.child(name));
    let in_twips = |node: &Node| match node.attribute("type") {
        None | Some("dxa") => node.number("w").filter(|twips| *twips > 0),
        _ => None,
    };
    let is_fixed = part("tblLayout").and_then(|node| node.attribute("type")) == Some("fixed");
    let own = part("tblW").and_then(in_twips);
    if !is_fixed {
        return own;
    }
    let cell =
        |cell: &Node| cell.child("tcPr").and_then(|part| part.child("tcW")).and_then(in_twips);
    let row = |row: &&Node| cells(row).into_iter().map(cell).sum::<Option<i32>>();
    rows.iter().filter_map(row).max().or(own)
}

/// Whether a cell has borders of its own on all sides.
fn is_framed(cell: &Node) -> bool {
    let borders = cell.child("tcPr").and_then(|part| part.child("tcBorders"));
    borders.is_some_and(|borders| {
        let is_on = |side: &&str| {
            borders.child(side).is_some_and(|n| !matches!(n.value(), None | Some("none" | "nil")))
        };
        ["top", "bottom"].iter().all(|side| is_on(&side))
    })
}

/// Whether a frame is drawn around a line; of a box and a table the file does not surely say it.
fn framed(line: &Line, setting: &Setting, context: Context) -> Option<bool> {
    let sides = [setting.border_top, setting.border_bottom, setting.border_sides];
    let own = sides.iter().all(|side| *side == Some(true)) || line.any(|look| look.framed);
    if own || context.framed {
        return Some(true);
    }
    (context.boxes == 0 && !context.in_table).then_some(false)
}

/// Rows of a table, through content controls.
fn rows(node: &Node) -> Vec<&Node> {
    through(node, "tr")
}

fn cells(node: &Node) -> Vec<&Node> {
    through(node, "tc")
}

fn through<'a>(node: &'a Node, name: &str) -> Vec<&'a Node> {
    let mut found = Vec::new();
    for child in &node.children {
        match &*child.name {
            known if known == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" => found.extend(through(child, name)),
            _ => {}
        }
    }
    found
}

/// Words of the right half of a head.
fn is_head(words: &str) -> bool {
    words.contains("cong hoa xa hoi") || words.contains("doc lap") || words.contains(", ngay")
}

fn has_head_words(node: &Node) -> bool {
    let mut text = String::new();
    text_below(node, LAYOUT_TEXT_MAX, &mut text);
    let words = folded(&text);
    words.contains("cong hoa xa hoi chu nghia") || words.contains("noi nhan")
}

fn has_borders(node: &Node) -> bool {
    let properties = node.child("tblPr");
    if let Some(borders) = properties.and_then(|part| part.child("tblBorders")) {
        return borders.children.iter().any(|side| !matches!(side.value(), Some("none" | "nil")));
    }
    let style = properties.and_then(|part| part.child("tblStyle")).and_then(Node::value);
    let in_cells = node.first_below("tcBorders").is_some_and(|borders| {
        borders.children.iter().any(|side| !matches!(side.value(), Some("none" | "nil")))
    });
    in_cells || style.is_some_and(|style| style != "TableNormal")
}

/// Rules that are borders of a paragraph; all four sides are a frame and no rule.
fn borders(setting: &Setting, width: Option<i32>, has_words: bool) -> Vec<Drawn> {
    let (top, bottom) = (setting.border_top == Some(true), setting.border_bottom == Some(true));
    if !(top || bottom) || (top && bottom && has_words) {
        return Vec::new();
    }
    let sides = setting.left.unwrap_or(0) + setting.right.unwrap_or(0);
    let length = width.map(|width| width - sides).filter(|length| *length > 0);
    vec![Drawn { length, dashed: setting.dashed == Some(true) }]
}

fn page_number(look: &Look, setting: &Setting, tabs: usize, framed: Option<&Node>) -> PageNumber {
    let in_middle = framed.and_then(|frame| frame.attribute("xAlign")) == Some("center");
    let place = if in_middle || tabs == 1 { Some(Place::Centre) } else { setting.place };
    PageNumber {
        in_footer: false,
        place: place.or(Some(Place::Left)),
        half_points: look.half_points,
        italic: look.italic == Some(true),
    }
}

/// Number printed by a header or footer.
pub(super) fn number_of(part: &Node, styles: &Styles) -> Option<PageNumber> {
    let mut walk = Walk::new(styles, Numbering::default(), None);
    walk.body(part);
    walk.numbers.into_iter().next()
}
