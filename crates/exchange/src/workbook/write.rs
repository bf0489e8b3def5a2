//! A report as a workbook: a page of guidance, a sheet for each form, a hidden description.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{
    Book, guide,
    looks::Looks,
    seal::{Key, Stamp},
    shape::Shape,
    sheet,
};

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("không ghi được tệp bảng tính: {0}")]
pub struct WriteError(#[from] XlsxError);

/// Writes the workbook; the same content gives the same bytes.
pub fn write(book: &Book<'_>, key: &Key) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // The clock is not asked: two writings of one report are the same bytes.
    let properties = DocProperties::new()
        .set_title(format!("{}, {}", book.round_title, book.unit_name))
        .set_author(&book.receiver_name)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2024, 1, 1)?);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    let stamp = |form: &str, version: u32| {
        Stamp { form: form.to_owned(), version, owner: book.owner.clone() }.line(key)
    };
    let shapes: Vec<(String, Shape<'_>)> =
        book.parts.iter().map(|part| Shape::of(part.form)).map(|s| (name(&s), s)).collect();
    let names: Vec<(String, String)> =
        shapes.iter().map(|(name, shape)| (name.clone(), shape.form.title.clone())).collect();
    guide::fill(workbook.add_worksheet(), book, &names, (&looks, &stamp("", 0)))?;
    let mut placed = Vec::new();
    for (part, (name, shape)) in book.parts.iter().zip(shapes) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        let stamp = stamp(&shape.form.code, shape.form.version);
        let at = sheet::fill(sheet, book, part, &shape, (&looks, &stamp))?;
        placed.push((name, shape, at));
    }
    guide::describe(&mut workbook, book, &placed, key)?;
    // People begin with the first form that has cells to fill.
    if let Some(first) = workbook.worksheets_mut().get_mut(1) {
        first.set_active(true);
    }
    Ok(workbook.save_to_buffer()?)
}

/// Name of a form's sheet.
fn name(shape: &Shape<'_>) -> String {
    if shape.is_outline {
        format!("Lời văn {}", shape.form.code)
    } else {
        format!("Biểu {}", shape.form.code)
    }
}
