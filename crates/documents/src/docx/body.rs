//! The text: blocks of the body, then each appendix in a section of its own.

use super::element::{Element, element, value};
use super::first_page;
use super::paragraph::{Face, Paragraph};
use super::{parts, picture, table};
use crate::decree::{self, SizeSet};
use crate::layout;
use crate::manuscript::{Appendix, Block, Manuscript};

/// Letters of a last paragraph that surely fills two lines.
const TWO_LINES: usize = 200;

/// Writes the whole text.
pub(super) fn write(manuscript: &Manuscript) -> Element {
    let mut out = Vec::new();
    let mut open = manuscript.has_main().then(|| section(false, true, manuscript));
    if manuscript.has_main() {
        out.extend(first_page::opening(manuscript));
        let bound = bound(&manuscript.body);
        out.extend(blocks(&manuscript.body, layout::TEXT_WIDTH_MM, manuscript.sizes(), bound));
        // Gap above the recipients and the signature.
        out.push(Paragraph::of("Head").keep_next().exact(240).build());
        out.extend(first_page::closing(manuscript));
    }
    let mut is_first = !manuscript.has_main();
    for part in manuscript.printed_appendices() {
        if let Some(section) = open.take() {
            out.push(Paragraph::thin().ends(section).build());
        }
        out.extend(appendix(manuscript, part));
        open = Some(section(part.landscape, is_first, manuscript));
        is_first = false;
    }
    if manuscript.printed_appendices().next().is_none() {
        out.push(Paragraph::thin().build());
    }
    let last = open.unwrap_or_else(|| section(false, true, manuscript));
    let mut body = element("w:body").children(out).child(last);
    // One picture may stand twice.
    body.number_each("wp:docPr", "id", &mut 1);
    body
}

fn appendix(manuscript: &Manuscript, part: &Appendix) -> Vec<Element> {
    let width =
        if part.landscape { layout::TEXT_WIDTH_LANDSCAPE_MM } else { layout::TEXT_WIDTH_MM };
    let centred = || Paragraph::of("Head").keep_next().align("center");
    let face = |element| Face::element(element, manuscript.sizes());
    let title = part.title.to_uppercase();
    let rule = layout::twips(layout::ATTACHED_RULE_MM);
    let mut out = vec![
        Paragraph::of("AppendixHeading").plain(&manuscript.appendix_name(part)).build(),
        centred().text(&title, face(decree::Element::AppendixTitle)).build(),
        centred().text(&manuscript.attached_line(), face(decree::Element::Attached)).build(),
        Paragraph::rule(layout::twips(width), rule, 160).build(),
    ];
    out.extend(blocks(&part.body, width, manuscript.sizes(), 0));
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
    each.flat_map(|(index, part)| block(part, width_mm, sizes, index >= free)).collect()
}

fn block(part: &Block, width_mm: u16, sizes: SizeSet, bound: bool) -> Vec<Element> {
    let keep = |line: Paragraph| if bound { line.keep_next() } else { line };
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
            let dash =
                element("w:numPr").child(value("w:ilvl", 0)).child(value("w:numId", parts::DASHES));
            let line = |at: usize| {
                let line = Paragraph::of("ListDash");
                let line = if at + 2 >= lines.len() { keep(line) } else { line };
                line.property(dash.clone())
            };
            let each = lines.iter().enumerate();
            each.map(|(at, runs)| line(at).running(runs).build()).collect()
        }
        Block::Table(part) => table::write(part, layout::twips(width_mm)),
        Block::Picture(part) => picture::block(part, width_mm),
        Block::Note(text) => vec![Paragraph::of("Note").whole(text).build()],
        _ => {
            let page = element("w:br").with("w:type", "page");
            vec![Paragraph::of("Head").run(element("w:r").child(page)).build()]
        }
    }
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

/// A4, upright or landscape, page numbers from 1 and none on the section's first page.
fn section(landscape: bool, is_first: bool, manuscript: &Manuscript) -> Element {
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
        .child(element("w:pgNumType").with("w:start", 1))
        .child(element("w:titlePg"))
}
