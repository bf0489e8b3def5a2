//! The manuscript as the template reads it: printed strings and lengths, no decisions left.

use serde_json::{Value, json};

use crate::manuscript::{Block, Kind, Manuscript, Run};
use crate::table::{Alignment, Row, TableBlock};
use crate::{layout, measure};

/// Everything the template asks for.
pub(super) fn value(manuscript: &Manuscript) -> Value {
    let head = &manuscript.head;
    let date = head.date.earliest();
    json!({
        "title": manuscript.title(),
        "author": head.issuer_line(),
        "language": manuscript.language.tag(),
        "date": { "year": date.year(), "month": date.month(), "day": date.day() },
        "sample": manuscript.sample.then_some(layout::SAMPLE_MARK),
        "nation": layout::NATION,
        "motto": layout::MOTTO,
        "motto_rule": millimetres(measure::motto_rule()),
        "superior": head.superior,
        "issuer": head.issuer,
        "issuer_rule": millimetres(measure::issuer_rule(head)),
        "number": format!("Số: {}", head.number_and_symbol()),
        "place_date": head.place_and_date(),
        "kind": manuscript.kind.title(),
        "letter": manuscript.kind == Kind::Letter,
        "abstract": manuscript.abstract_text,
        "abstract_rule": millimetres(measure::abstract_rule(&manuscript.abstract_text)),
        "addressees": manuscript.addressees,
        "body": blocks(&manuscript.body),
        "recipients": crate::manuscript::recipient_lines(&manuscript.recipients),
        "authority": manuscript.signature.authority,
        "position": manuscript.signature.position,
        "name": manuscript.signature.name,
        "appendices": manuscript.appendices.iter().map(|appendix| json!({
            "name": manuscript.appendix_name(appendix),
            "title": appendix.title,
            "attached": manuscript.attached_line(),
            "landscape": appendix.landscape,
            "body": blocks(&appendix.body),
        })).collect::<Vec<_>>(),
    })
}

fn millimetres(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

fn blocks(body: &[Block]) -> Vec<Value> {
    body.iter().map(block).collect()
}

fn block(block: &Block) -> Value {
    match block {
        Block::Heading { level, number, text } => {
            json!({ "type": "heading", "level": level, "text": format!("{number} {text}") })
        }
        Block::Paragraph(line) => json!({ "type": "paragraph", "runs": runs(line) }),
        Block::Grounds(lines) => json!({ "type": "grounds", "lines": lines }),
        Block::List(lines) => {
            let lines: Vec<Value> = lines.iter().map(|line| runs(line)).collect();
            json!({ "type": "list", "lines": lines })
        }
        Block::Table(block) => table(block),
        Block::Note(text) => json!({ "type": "note", "text": text }),
        Block::PageBreak => json!({ "type": "pagebreak" }),
    }
}

fn runs(line: &[Run]) -> Value {
    line.iter()
        .map(|run| json!({ "text": run.text, "bold": run.bold, "italic": run.italic }))
        .collect()
}

fn table(table: &TableBlock) -> Value {
    let header: Vec<Value> = table
        .header
        .iter()
        .flatten()
        .map(|cell| json!({ "text": cell.text, "colspan": cell.colspan, "rowspan": cell.rowspan }))
        .collect();
    json!({
        "type": "table",
        "caption": table.caption,
        "unit": table.unit_label,
        "widths": table.widths_mm,
        "points": table.points(),
        "header": header,
        "repeat": table.repeat_header,
        "rows": table.rows.iter().map(|line| row(table, line)).collect::<Vec<_>>(),
        "notes": table.notes,
    })
}

fn row(table: &TableBlock, row: &Row) -> Value {
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
            "text": cell.printed(), "colspan": cell.columns(), "align": align,
            "bold": row.is_bold(), "whole": row.stays_whole(),
        }));
        column += usize::from(cell.columns());
    }
    Value::Array(cells)
}
