//! The manuscript as the template reads it: printed strings and lengths, no decisions left.

use serde_json::{Map, Value, json};

use crate::decree::{self, Element, SizeSet, page};
use crate::manuscript::{
    Address, Appendix, Block, Circulation, Closed, Corner, Kind, Manuscript, Picture, Run,
    Signature, closed,
};
use crate::table::{Alignment, Row, Slot, TableBlock};
use crate::unbroken::{BEFORE_NUMBER, UNITS};
use crate::{layout, meaning, measure};

/// Everything the template asks for, and the pictures it names by their order.
pub(super) fn value(manuscript: &Manuscript) -> (Value, Vec<Picture>) {
    let mut pictures = Vec::new();
    let head = &manuscript.head;
    let date = head.date.earliest();
    let main = manuscript.has_main();
    let body = if main { blocks(&manuscript.body, &mut pictures) } else { Vec::new() };
    let appendices: Vec<Value> = manuscript
        .printed_appendices()
        .map(|part| appendix(manuscript, part, &mut pictures))
        .collect();
    let value = json!({
        "title": manuscript.title(),
        "author": head.issuer_line(),
        "language": manuscript.language.tag(),
        "date": { "year": date.year(), "month": date.month(), "day": date.day() },
        "sample": manuscript.sample.then_some(layout::SAMPLE_MARK),
        "layout": measures(manuscript.sizes()),
        "look": looks(manuscript.sizes()),
        "main": main,
        "head": {
            "nation": decree::NATION,
            "motto": decree::MOTTO,
            "motto_rule": millimetres(measure::motto_rule(manuscript.sizes())),
            "superior": head.superior,
            "issuer": head.issuer,
            "issuer_rule": millimetres(measure::issuer_rule(&head.issuer, manuscript.sizes())),
            "number": format!("{} {}", decree::NUMBER, head.number_and_symbol()),
            "place_date": head.place_and_date(),
        },
        "kind": manuscript.kind.title(),
        "letter": (manuscript.kind == Kind::Letter)
            .then(|| format!("{} {}", decree::ABOUT, manuscript.abstract_text)),
        "abstract": manuscript.abstract_text,
        "abstract_width":
            millimetres(measure::abstract_width(&manuscript.abstract_text, manuscript.sizes())),
        "abstract_rule":
            millimetres(measure::abstract_rule(&manuscript.abstract_text, manuscript.sizes())),
        "addressee": decree::ADDRESSEE,
        "addressees": manuscript.addressees,
        "body": body,
        "recipients_title": decree::RECIPIENTS,
        "recipients": manuscript.recipient_lines(),
        "signature": signature(&manuscript.signature),
        "second": manuscript.furniture.second_signature.as_ref().map(signature),
        "appendices": appendices,
        "marks": marks(manuscript, &mut pictures),
    });
    (value, pictures)
}

/// Lengths of the layout: millimetres unless the name says otherwise.
fn measures(sizes: SizeSet) -> Value {
    let number = page::NUMBER_PT;
    let number = if sizes == SizeSet::Larger { number.end() } else { number.start() };
    json!({
        "left": layout::LEFT_MM, "right": layout::RIGHT_MM,
        "top": layout::TOP_MM, "bottom": layout::BOTTOM_MM,
        "header": layout::HEADER_MM, "text": layout::TEXT_WIDTH_MM,
        "head": [layout::HEAD_LEFT_MM, layout::HEAD_RIGHT_MM],
        "head_side": layout::HEAD_SIDE_MM,
        "recipients": layout::RECIPIENTS_MM, "signature": layout::SIGNATURE_MM,
        "beside": layout::RECIPIENTS_BESIDE,
        "room": layout::SIGNATURE_HEIGHT_MM, "addressees": layout::ADDRESSEES_MM,
        "first_line": millimetres(u32::from(layout::FIRST_LINE_HUNDREDTHS)),
        "gap_pt": layout::PARAGRAPH_GAP_PT,
        "line": f64::from(layout::LINE_PERCENT) / 100.0,
        "about_gap_pt": page::LETTER_ABSTRACT_GAP_PT,
        "draft_gap_pt": layout::DRAFT_GAP_PT,
        "attached_rule": layout::ATTACHED_RULE_MM,
        "number_pt": number, "corner_pt": page::CORNER_PT,
        "table_pt": layout::size::TABLE, "mark_pt": layout::size::SAMPLE_MARK,
        "before_number": BEFORE_NUMBER.join("|"), "units": UNITS.join("|"),
        "senses": meaning::pattern(),
    })
}

/// Size, weight and slant of each element, as the decree demands them.
fn looks(sizes: SizeSet) -> Value {
    let names = [
        ("nation", Element::Nation),
        ("motto", Element::Motto),
        ("superior", Element::Superior),
        ("issuer", Element::Issuer),
        ("number", Element::Number),
        ("place_date", Element::PlaceDate),
        ("title", Element::Title),
        ("abstract", Element::Abstract),
        ("about", Element::LetterAbstract),
        ("ground", Element::Ground),
        ("body", Element::Body),
        ("part", Element::Part),
        ("section", Element::Section),
        ("article", Element::Article),
        ("roman", Element::Roman),
        ("authority", Element::Authority),
        ("other_position", Element::OtherPosition),
        ("signer", Element::Signer),
        ("addressee", Element::Addressee),
        ("recipients", Element::Recipients),
        ("recipient", Element::Recipient),
        ("appendix", Element::AppendixName),
        ("appendix_title", Element::AppendixTitle),
        ("attached", Element::Attached),
        ("urgency", Element::Urgency),
        ("circulation", Element::Circulation),
        ("address", Element::Address),
    ];
    let look = |element: Element| {
        let demand = element.demand();
        json!({
            "size": sizes.points(element),
            "weight": if demand.bold == Some(true) { "bold" } else { "regular" },
            "style": if demand.italic == Some(true) { "italic" } else { "normal" },
        })
    };
    let each = names.into_iter().map(|(name, element)| (name.to_owned(), look(element)));
    Value::Object(each.collect::<Map<String, Value>>())
}

fn marks(manuscript: &Manuscript, pictures: &mut Vec<Picture>) -> Value {
    let furniture = &manuscript.furniture;
    let main = manuscript.has_main();
    let hand = furniture.autograph.as_ref().filter(|_| main).map(|hand| {
        picture(hand, (layout::SIGNATURE_MM, layout::SIGNATURE_HEIGHT_MM - 2), pictures)
    });
    json!({
        "draft": (furniture.is_draft && main).then_some(layout::DRAFT_MARK),
        "urgency": furniture.urgency.filter(|_| main).map(|mark| {
            let (width, height) = mark.frame_mm();
            json!({ "text": mark.words(), "width": width, "height": height })
        }),
        "circulation": furniture.circulation.filter(|_| main).map(Circulation::words),
        "corner": furniture.corner.as_ref().map(Corner::line),
        "address": furniture.address.as_ref().filter(|_| main).map(Address::line),
        "other_position": furniture.other_position,
        "autograph": hand,
    })
}

fn signature(signature: &Signature) -> Value {
    json!({ "above": signature.above().collect::<Vec<_>>(), "name": signature.name })
}

fn appendix(manuscript: &Manuscript, part: &Appendix, pictures: &mut Vec<Picture>) -> Value {
    let mut outline = Outline::under_a_name();
    let leaves: Vec<Value> = part
        .leaves()
        .into_iter()
        .map(|leaf| {
            let body = appendix_blocks(leaf.body, &mut outline, pictures);
            json!({ "landscape": leaf.landscape, "body": body })
        })
        .collect();
    json!({
        "above": manuscript.above_appendix(),
        "name": manuscript.appendix_name(part),
        "title": part.title.to_uppercase(),
        "attached": manuscript.attached_line(),
        "leaves": leaves,
    })
}

/// How deep each heading stands for those who listen to the file: the first is 1 and none is left out
/// (ISO 14289-1, 7.4.2), whatever numbers the text begins with.
#[derive(Default)]
struct Outline {
    /// Ranks of the headings that the next one may stand under.
    open: Vec<u8>,
}

impl Outline {
    /// Under the name of an appendix.
    fn under_a_name() -> Self {
        Self { open: vec![0] }
    }

    /// The depth of a heading; none for other blocks.
    fn depth(&mut self, block: &Block) -> Option<usize> {
        let rank = match block {
            Block::Division { rank, .. } => 1 + *rank as u8,
            Block::Article { text, .. } if text.is_empty() => 5,
            Block::Heading { level, .. } => 5 + level,
            _ => return None,
        };
        while self.open.last().is_some_and(|open| *open >= rank) {
            self.open.pop();
        }
        self.open.push(rank);
        Some(self.open.len())
    }
}

fn millimetres(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

fn picture(part: &Picture, room: (u16, u16), pictures: &mut Vec<Picture>) -> Value {
    let (width, height) = part.fitted(room.0, room.1);
    pictures.push(part.clone());
    json!({
        "type": "picture", "order": pictures.len() - 1,
        "width": millimetres(width), "height": millimetres(height),
        "alt": part.alternative, "caption": part.caption,
    })
}

fn blocks(body: &[Block], pictures: &mut Vec<Picture>) -> Vec<Value> {
    let mut outline = Outline::default();
    body.iter().map(|part| block(part, &mut outline, pictures)).collect()
}

fn appendix_blocks(
    body: &[Block],
    outline: &mut Outline,
    pictures: &mut Vec<Picture>,
) -> Vec<Value> {
    let each = closed(body).into_iter();
    each.map(|part| match part {
        Closed::Block(part) => block(part, outline, pictures),
        Closed::Table(whole, ends) => table(&whole, ends.then_some(decree::END_MARK)),
    })
    .collect()
}

fn block(block: &Block, outline: &mut Outline, pictures: &mut Vec<Picture>) -> Value {
    let depth = outline.depth(block);
    if let Some(line) = block.runs() {
        let is_title = matches!(block, Block::Article { text, .. } if text.is_empty());
        let letters: usize = line.iter().map(|run| run.text.chars().count()).sum();
        return json!({
            "type": if is_title { "article" } else { "paragraph" },
            "runs": runs(&line), "letters": letters, "depth": depth,
        });
    }
    match block {
        Block::Heading { level, number, text } => {
            let text = format!("{number} {text}");
            json!({ "type": "heading", "level": level, "depth": depth, "text": text })
        }
        Block::Division { rank, number, title } => json!({
            "type": "division", "depth": depth,
            "line": rank.line(*number), "title": title.to_uppercase(),
            "look": if rank.element() == Element::Part { "part" } else { "section" },
        }),
        Block::Centred(text) => json!({ "type": "centred", "text": text }),
        Block::Grounds(lines) => json!({ "type": "grounds", "lines": lines }),
        Block::List(lines) => {
            let lines: Vec<Value> = lines.iter().map(|line| runs(line)).collect();
            json!({ "type": "list", "lines": lines })
        }
        Block::Table(block) => table(block, None),
        Block::Picture(part) => {
            picture(part, (layout::TEXT_WIDTH_MM, layout::PICTURE_HEIGHT_MM), pictures)
        }
        Block::Note(text) => json!({ "type": "note", "text": text }),
        _ => json!({ "type": "pagebreak" }),
    }
}

fn runs(line: &[Run]) -> Value {
    line.iter()
        .map(|run| json!({ "text": run.text, "bold": run.bold, "italic": run.italic }))
        .collect()
}

fn table(table: &TableBlock, end: Option<&str>) -> Value {
    let has_tail = end.is_some() || !table.notes.is_empty();
    let groups = table.groups(has_tail);
    let is_tied = has_tail && groups.last() == Some(&0);
    let grid = table.header_grid();
    let starts = grid.iter().flat_map(|slots| slots.iter().enumerate());
    let header: Vec<Value> = starts
        .filter_map(|(x, slot)| {
            let Slot::Start(cell) = slot else { return None };
            let (colspan, rowspan) = (cell.colspan, cell.rowspan);
            Some(json!({ "x": x, "text": cell.text, "colspan": colspan, "rowspan": rowspan }))
        })
        .collect();
    let mut keeps: Vec<u32> = groups.iter().copied().take(table.rows.len()).collect();
    if let Some(last) = keeps.iter_mut().rev().find(|keep| **keep > 0).filter(|_| is_tied) {
        *last -= 1;
    }
    json!({
        "type": "table",
        "caption": table.caption,
        "unit": table.unit_label,
        "widths": table.widths_mm,
        "points": table.points(),
        "header": header,
        "header_rows": table.header.len(),
        "repeat": table.repeat_header,
        "rows": table.rows.iter().zip(keeps).map(|(line, keep)| row(table, line, keep)).collect::<Vec<_>>(),
        "notes": table.notes,
        "end": end,
        "tied": is_tied,
    })
}

fn row(table: &TableBlock, row: &Row, keep: u32) -> Value {
    let mut column = 0;
    let mut cells = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let align = match table.alignment(column) {
            _ if cell.columns() > 1 => "left",
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "right",
        };
        cells.push(json!({
            "x": column, "text": cell.printed(), "colspan": cell.columns(), "align": align,
        }));
        column += usize::from(cell.columns());
    }
    json!({ "cells": cells, "keep": keep, "bold": row.is_bold(), "whole": row.stays_whole() })
}
