//! The text: blocks of the body, then each appendix in a section of its own.

use super::element::{Element, element, value};
use super::first_page;
use super::paragraph::{Face, Paragraph};
use super::table::{self, Tail};
use super::{parts, picture};
use crate::decree::{self, SizeSet};
use crate::layout;
use crate::manuscript::{Appendix, Block, Closed, Manuscript, closed, is_end_mark};
use crate::meaning;

/// Letters of a last paragraph that surely fills two lines.
const TWO_LINES: usize = 200;

/// Writes the whole text.
pub(super) fn write(manuscript: &Manuscript) -> Element {
    let mut out = Vec::new();
    let mut open = manuscript.has_main().then(|| section(false, Begins::File, manuscript));
    if manuscript.has_main() {
        out.extend(first_page::opening(manuscript));
        let bound = bound(&manuscript.body);
        out.extend(blocks(&manuscript.body, layout::TEXT_WIDTH_MM, manuscript.sizes(), bound));
        // Gap above the recipients and the signature.
        out.push(Paragraph::of("Head").keep_next().exact(240).build());
        out.extend(first_page::closing(manuscript));
    }
    let mut begins = if manuscript.has_main() { Begins::Appendix } else { Begins::File };
    for part in manuscript.printed_appendices() {
        for (at, leaf) in part.leaves().into_iter().enumerate() {
            if let Some(section) = open.take() {
                out.push(Paragraph::thin().ends(section).build());
            }
            let width = width_mm(leaf.landscape);
            if at == 0 {
                out.extend(appendix_head(manuscript, part, width));
            }
            out.extend(appendix_blocks(leaf.body, width, manuscript.sizes()));
            let kind = if at == 0 { begins } else { Begins::Nothing };
            open = Some(section(leaf.landscape, kind, manuscript));
        }
        begins = Begins::Appendix;
    }
    if manuscript.printed_appendices().next().is_none() {
        out.push(Paragraph::thin().build());
    }
    let last = open.unwrap_or_else(|| section(false, Begins::File, manuscript));
    let mut body = element("w:body").children(out).child(last);
    // One picture may stand twice.
    body.number_each("wp:docPr", "id", &mut 1);
    body
}

const fn width_mm(landscape: bool) -> u16 {
    if landscape { layout::TEXT_WIDTH_LANDSCAPE_MM } else { layout::TEXT_WIDTH_MM }
}

fn appendix_head(manuscript: &Manuscript, part: &Appendix, width: u16) -> Vec<Element> {
    let centred = || Paragraph::of("Head").keep_next().align("center");
    let face = |element| Face::element(element, manuscript.sizes());
    let title = part.title.to_uppercase();
    let rule = layout::twips(layout::ATTACHED_RULE_MM);
    let face_above = || face(decree::Element::Superior);
    let above = manuscript.above_appendix().iter();
    let mut out: Vec<Element> =
        above.map(|line| centred().text(line, face_above()).build()).collect();
    out.extend([
        Paragraph::of("AppendixHeading").plain(&manuscript.appendix_name(part)).build(),
        centred().text(&meaning::held(&title), face(decree::Element::AppendixTitle)).build(),
        centred()
            .text(&meaning::held(&manuscript.attached_line()), face(decree::Element::Attached))
            .build(),
        Paragraph::rule(layout::twips(width), rule, 160).build(),
    ]);
    out
}

/// How many of the last blocks stay with the signature: at least two lines of text (G-12).
fn bound(body: &[Block]) -> usize {
    let runs = body.last().and_then(Block::runs).unwrap_or_default();
    let letters: usize = runs.iter().map(|run| run.text.chars().count()).sum();
    if letters >= TWO_LINES { 1 } else { 2 }
}

/// The blocks; so many of the last stay on the page of what follows.
fn blocks(body: &[Block], width_mm: u16, sizes: SizeSet, bound: usize) -> Vec<Element> {
    let free = body.len().saturating_sub(bound);
    let each = body.iter().enumerate();
    each.flat_map(|(index, part)| match part {
        Block::Table(part) => {
            let is_followed = body.get(index + 1).is_some_and(is_tail);
            let tail = if is_followed { Tail::Kept } else { Tail::Nothing };
            table::write(part, layout::twips(width_mm), tail)
        }
        Block::Note(text) => {
            let line = Paragraph::of("Note").whole(text);
            let keeps = index >= free || body.get(index + 1).is_some_and(is_tail);
            vec![if keeps { line.keep_next().build() } else { line.build() }]
        }
        _ => {
            let has_note = matches!(body.get(index + 1), Some(Block::Note(_)));
            block(part, width_mm, sizes, index >= free || has_note)
        }
    })
    .collect()
}

/// The blocks of an appendix: a table closes with its notes and the end mark.
fn appendix_blocks(body: &[Block], width_mm: u16, sizes: SizeSet) -> Vec<Element> {
    let mut rest = closed(body).into_iter().peekable();
    let mut out = Vec::new();
    while let Some(part) = rest.next() {
        match part {
            Closed::Block(part) => {
                let has_tail = matches!(rest.peek(), Some(Closed::Block(next)) if is_tail(next));
                let bound = usize::from(has_tail);
                out.extend(blocks(std::slice::from_ref(part), width_mm, sizes, bound));
            }
            Closed::Table(whole, ends) => {
                let tail = if ends { Tail::End } else { Tail::Nothing };
                out.extend(table::write(&whole, layout::twips(width_mm), tail));
            }
        }
    }
    out
}

/// What does not stand on a page without the lines before it.
fn is_tail(block: &Block) -> bool {
    matches!(block, Block::Note(_)) || is_end_mark(block)
}

fn block(part: &Block, width_mm: u16, sizes: SizeSet, bound: bool) -> Vec<Element> {
    let keep = |line: Paragraph| if bound { line.keep_next() } else { line };
    if let Block::Item { level, text } = part {
        return vec![keep(item(*level)).running(text).build()];
    }
    if let Some(runs) = part.runs() {
        let is_title = matches!(part, Block::Article { text, .. } if text.is_empty());
        let style = if is_title { "Article" } else { "BodyText" };
        return vec![keep(Paragraph::of(style).running(&runs)).build()];
    }
    match part {
        Block::Heading { level, number, text } => {
            let style = match level {
                1 => "Heading1",
                2 => "Heading2",
                _ => "Heading3",
            };
            vec![Paragraph::of(style).whole(&format!("{number} {text}")).build()]
        }
        Block::Division { rank, number, title } => {
            let face = Face::element(rank.element(), sizes);
            let mut out = vec![Paragraph::of("Division").text(&rank.line(*number), face).build()];
            if !title.is_empty() {
                let line = Paragraph::of("DivisionTitle").text(&title.to_uppercase(), face);
                out.push(line.build());
            }
            out
        }
        Block::Centred(text) => {
            vec![Paragraph::of("Title").keep_next().gaps(120, 120).plain(text).build()]
        }
        Block::Grounds(lines) => grounds(lines),
        Block::List(lines) => {
            let line = |at: usize| if at + 2 >= lines.len() { keep(item(1)) } else { item(1) };
            let each = lines.iter().enumerate();
            each.map(|(at, runs)| line(at).running(runs).build()).collect()
        }
        Block::Picture(part) => picture::block(part, width_mm),
        _ => {
            let page = element("w:br").with("w:type", "page");
            vec![Paragraph::of("Head").run(element("w:r").child(page)).build()]
        }
    }
}

/// An empty line of a list, whose mark Word sets by its level.
fn item(level: u8) -> Paragraph {
    let level = level.clamp(1, parts::LIST_LEVELS) - 1;
    let mark = element("w:numPr").child(value("w:ilvl", level));
    Paragraph::of("ListDash").property(mark.child(value("w:numId", parts::DASHES)))
}

fn grounds(lines: &[String]) -> Vec<Element> {
    let last = lines.len().saturating_sub(1);
    let each = lines.iter().enumerate();
    each.map(|(index, line)| {
        let sign = if index == last { '.' } else { ';' };
        Paragraph::of("Grounds").whole(&format!("{line}{sign}")).build()
    })
    .collect()
}

/// What a section of the file begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    File,
    Appendix,
    /// The sheet turns inside an appendix: numbers run on.
    Nothing,
}

/// A4, upright or landscape; where something begins, pages count from 1 and the first bears no number.
fn section(landscape: bool, begins: Begins, manuscript: &Manuscript) -> Element {
    let is_first = begins == Begins::File;
    let starts = begins != Begins::Nothing;
    let header = |kind, id| element("w:headerReference").with("w:type", kind).with("r:id", id);
    let footer = |id| element("w:footerReference").with("w:type", "first").with("r:id", id);
    let has_foot = parts::has_foot(manuscript);
    let foot_mm = if has_foot && is_first { layout::BOTTOM_MM } else { layout::HEADER_MM };
    let (width, height) = if landscape {
        (layout::PAGE_HEIGHT_MM, layout::PAGE_WIDTH_MM)
    } else {
        (layout::PAGE_WIDTH_MM, layout::PAGE_HEIGHT_MM)
    };
    let size =
        element("w:pgSz").with("w:w", layout::twips(width)).with("w:h", layout::twips(height));
    let margins = element("w:pgMar")
        .with("w:top", layout::twips(layout::TOP_MM))
        .with("w:right", layout::twips(layout::RIGHT_MM))
        .with("w:bottom", layout::twips(layout::BOTTOM_MM))
        .with("w:left", layout::twips(layout::LEFT_MM))
        .with("w:header", layout::twips(layout::HEADER_MM))
        .with("w:footer", layout::twips(foot_mm))
        .with("w:gutter", 0);
    element("w:sectPr")
        .child(header("default", parts::HEADER))
        .child(header("first", if is_first { parts::FIRST_HEADER } else { parts::LATER_HEADER }))
        .children(has_foot.then(|| footer(if is_first { parts::FOOT } else { parts::NO_FOOT })))
        .child(value("w:type", "nextPage"))
        .child(if landscape { size.with("w:orient", "landscape") } else { size })
        .child(margins)
        .children(starts.then(|| element("w:pgNumType").with("w:start", 1)))
        .children(starts.then(|| element("w:titlePg")))
}
