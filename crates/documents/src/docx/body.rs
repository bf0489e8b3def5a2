//! The text: blocks of the body, then each appendix in a section of its own.

use super::element::{Element, element, value};
use super::first_page::{self, rule_twips};
use super::paragraph::{Face, Paragraph};
use super::{parts, table};
use crate::layout::{self, size};
use crate::manuscript::{Appendix, Block, Manuscript};

/// Rule under the line that ties an appendix to its document.
const ATTACHED_RULE: u32 = rule_twips(4000);

/// Writes the whole text.
pub(super) fn write(manuscript: &Manuscript) -> Element {
    let mut out = first_page::opening(manuscript);
    out.extend(blocks(&manuscript.body, layout::TEXT_WIDTH_MM));
    // Gap above the recipients and the signature.
    out.push(Paragraph::of("Head").keep_next().exact(240).build());
    out.push(first_page::closing(manuscript));
    let mut section = section(false);
    for part in &manuscript.appendices {
        out.push(Paragraph::thin().ends(section).build());
        out.extend(appendix(manuscript, part));
        section = self::section(part.landscape);
    }
    if manuscript.appendices.is_empty() {
        out.push(Paragraph::thin().build());
    }
    element("w:body").children(out).child(section)
}

fn appendix(manuscript: &Manuscript, part: &Appendix) -> Vec<Element> {
    let width =
        if part.landscape { layout::TEXT_WIDTH_LANDSCAPE_MM } else { layout::TEXT_WIDTH_MM };
    let centred = || Paragraph::of("Head").keep_next().align("center");
    let face = Face::of(size::APPENDIX);
    let mut out = vec![
        Paragraph::of("AppendixHeading").plain(&manuscript.appendix_name(part)).build(),
        centred().text(&part.title.to_uppercase(), face.bold()).build(),
        centred().text(&manuscript.attached_line(), face.italic()).build(),
        Paragraph::rule(layout::twips(width), ATTACHED_RULE, 160).build(),
    ];
    out.extend(blocks(&part.body, width));
    out
}

fn blocks(body: &[Block], width_mm: u16) -> Vec<Element> {
    let last = body.len().saturating_sub(1);
    let each = body.iter().enumerate();
    each.flat_map(|(index, part)| block(part, width_mm, index == last)).collect()
}

fn block(part: &Block, width_mm: u16, last: bool) -> Vec<Element> {
    match part {
        Block::Heading { level, number, text } => {
            let style = match level {
                1 => "Heading1",
                2 => "Heading2",
                _ => "Heading3",
            };
            vec![Paragraph::of(style).plain(&format!("{number} {text}")).build()]
        }
        Block::Paragraph(runs) => {
            let paragraph = Paragraph::of("BodyText").running(runs);
            // The signature never stands alone on a page.
            vec![if last { paragraph.keep_next() } else { paragraph }.build()]
        }
        Block::Grounds(lines) => grounds(lines),
        Block::List(lines) => {
            let dash =
                element("w:numPr").child(value("w:ilvl", 0)).child(value("w:numId", parts::DASHES));
            let line = || Paragraph::of("ListDash").property(dash.clone());
            lines.iter().map(|runs| line().running(runs).build()).collect()
        }
        Block::Table(part) => table::write(part, layout::twips(width_mm)),
        Block::Note(text) => vec![Paragraph::of("Note").plain(text).build()],
        Block::PageBreak => {
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
        Paragraph::of("Grounds").plain(&format!("{line}{sign}")).build()
    })
    .collect()
}

/// A4, upright or landscape, page numbers from 1 and none on the section's first page.
fn section(landscape: bool) -> Element {
    let header = |kind, id| element("w:headerReference").with("w:type", kind).with("r:id", id);
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
        .with("w:footer", layout::twips(layout::HEADER_MM))
        .with("w:gutter", 0);
    element("w:sectPr")
        .child(header("default", parts::HEADER))
        .child(header("first", parts::FIRST_HEADER))
        .child(value("w:type", "nextPage"))
        .child(if landscape { size.with("w:orient", "landscape") } else { size })
        .child(margins)
        .child(element("w:pgNumType").with("w:start", 1))
        .child(element("w:titlePg"))
}
