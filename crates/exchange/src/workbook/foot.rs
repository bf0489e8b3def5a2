//! What stands under a table: notes to its rows, where the form comes from, places of signatures.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    looks::Looks,
    shape::Shape,
    sheet::{LINE_POINTS, lines_needed, put, width_mm},
};

/// Notes to rows, where the form comes from, and the places of signatures; returns their height.
pub(super) fn foot(
    sheet: &mut Worksheet,
    shape: &Shape<'_>,
    looks: &Looks,
    (from, last): (u32, u16),
) -> Result<f64, XlsxError> {
    let mut height = 0.0;
    let mark = format!("{}/#", shape.form.code);
    let notes = notes(shape);
    let mut at = from;
    for note in notes {
        sheet.write_string(at, 0, &mark)?;
        sheet.merge_range(at, 1, at, last, &note, &looks.plain)?;
        let lines = lines_needed(&note, width_mm(shape));
        sheet.set_row_height(at, LINE_POINTS * f64::from(lines))?;
        height += LINE_POINTS * f64::from(lines);
        at += 1;
    }
    at += 1;
    height += LINE_POINTS;
    let half = last.div_ceil(2).max(2);
    for ((left, right), look) in
        SIGNATURES.into_iter().zip([&looks.center, &looks.center_bold, &looks.center])
    {
        sheet.write_string(at, 0, &mark)?;
        put(sheet, (at, 1), (at, half), left, look)?;
        put(sheet, (at, half + 1), (at, last.max(half + 1)), right, look)?;
        height += LINE_POINTS;
        at += 1;
    }
    Ok(height)
}

const SIGNATURES: [(&str, &str); 3] = [
    ("", "…………, ngày …… tháng …… năm ………"),
    ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
    ("(Ký, ghi rõ họ tên)", "(Ký, đóng dấu, ghi rõ họ tên)"),
];

fn notes(shape: &Shape<'_>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    if !shape.is_outline {
        let hinted = shape.rows.iter().filter(|row| !row.hint.is_empty());
        notes =
            hinted.map(|row| format!("{}: {}", named(row.number, &row.label), row.hint)).collect();
    }
    if shape.form.confidence.needs_checking() {
        notes.push(format!("Nguồn mẫu: {}.", shape.form.source));
    }
    if let Some(first) = notes.first_mut() {
        first.insert_str(0, "Ghi chú. ");
    }
    notes
}

/// The lines under a table, as they were written.
pub(super) fn foot_lines(shape: &Shape<'_>) -> Vec<String> {
    let signatures = SIGNATURES.iter().flat_map(|(left, right)| [*left, *right]);
    notes(shape).into_iter().chain(signatures.map(ToOwned::to_owned)).collect()
}

fn named(number: &str, label: &str) -> String {
    if number.is_empty() { label.to_owned() } else { format!("Dòng {number}") }
}
