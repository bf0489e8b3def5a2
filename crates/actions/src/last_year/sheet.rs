//! The table as an Excel file under the form's own headers: written for download, read back.

use std::{collections::BTreeSet, sync::Arc};

use domain::{cell::CellStatus, form::Form};
use exchange::workbook::{BookError, Outcome, ReadCell, Roll, RollLine, RollUnit, write_roll};
use store::{db::Store, round::RoundRow};

use super::{Given, GivenCell, Said, earlier, places};
use crate::{
    Acting, Error,
    part::is_asked,
    workbook::{beside, book_cell, key, open, refused},
};

/// The table to fill: a line for each unit of the round, a column for each cell it may be asked, with
/// what is known of the year before.
///
/// # Errors
/// When the form is no table, or the data cannot be read.
pub async fn sheet(
    store: &Store,
    acting: &Acting,
    round: &RoundRow,
    form: &Form,
) -> Result<Vec<u8>, Error> {
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let key = key(store).await?;
    let mut reader = store.reader();
    let rows = store::submission::list_received(
        &mut reader,
        &acting.scope,
        &round.code,
        acting.officer.unit,
    )
    .await?;
    let places = places(table);
    let earlier = earlier(&mut reader, acting, round).await?;
    let mut units = Vec::with_capacity(rows.len());
    for row in rows {
        let unit = row.asked_unit();
        let asked: BTreeSet<_> = places
            .iter()
            .filter(|(row, column)| is_asked(table, row, column, unit))
            .cloned()
            .collect();
        let known = earlier.cells(&mut reader, row.submission.unit, &form.code).await?;
        let cells = known.iter().map(|(place, cell)| (place.clone(), book_cell(cell))).collect();
        units.push(RollUnit { key: row.unit_key, name: row.unit_name, asked, cells });
    }
    let is_sample = store::setting::get(&mut reader, "sample").await?.is_some();
    let mark = if is_sample { "DỮ LIỆU MINH HỌA. " } else { "" };
    let into = match &earlier.title {
        Some(title) => format!("Ghi vào đợt “{title}”."),
        None => format!("Đợt “{}” chưa có đợt trước trong danh mục.", round.title),
    };
    let how = "Chỉ nhập ô nền vàng nhạt: số kiểu Việt Nam, kps là không phát sinh, để trống là chưa có, ô x không thuộc đơn vị; tiền ghi theo triệu đồng.";
    let (form, round, title) =
        (form.clone(), round.code.clone(), format!("{mark}Số liệu năm trước"));
    beside(move || {
        let roll =
            Roll { form: &form, round, title, notes: vec![into, how.to_owned()], places, units };
        write_roll(&roll, &key).map_err(|error| Error::Document(error.to_string()))
    })
    .await
}

/// Lines of a filled file, and what of it has no place in the table.
///
/// # Errors
/// When the file is no workbook, or another form's or round's.
pub(super) async fn read(
    store: &Store,
    round: &RoundRow,
    form: &Form,
    bytes: Vec<u8>,
) -> Result<(Vec<Given>, Vec<String>), Error> {
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let key = key(store).await?;
    let (places, form, round) = (places(table), form.clone(), round.code.clone());
    let bytes = Arc::new(bytes);
    let reading = beside(move || {
        let opened = open(&bytes, &key)?;
        match opened.roll(&form, &round, &places) {
            Err(BookError::NothingKnown) => Err(Error::refused(
                "CON-023",
                "Tệp này không phải bảng số năm trước tải từ hệ thống.",
                "Tải bảng mẫu của biểu này, chép số sang rồi nạp lại; chưa có gì được ghi.",
            )),
            other => other.map_err(|error| refused(&error)),
        }
    })
    .await?;
    let left = reading.left_out.into_iter().map(|left| {
        let at = format!("{}, {}", left.origin.sheet, left.origin.address);
        format!("{at}, “{}”: {} ({})", left.shown, left.reason, left.code)
    });
    Ok((reading.lines.into_iter().map(given).collect(), left.collect()))
}

fn given(line: RollLine) -> Given {
    let at = format!("{}, {}", line.origin.sheet, line.origin.address);
    let cells = line.cells.into_iter().map(cell).collect();
    Given { line: at, key: line.key, name: line.name, cells }
}

fn cell(cell: ReadCell) -> GivenCell {
    let said = match cell.outcome {
        Outcome::Given { status: CellStatus::NotArising, .. } => Said::NotArising,
        Outcome::Given { raw, status: CellStatus::Estimate } => Said::Strange {
            shown: format!("~{raw}"),
            why: "số ước không làm số năm trước; ghi số thực.".to_owned(),
        },
        Outcome::Given { raw, .. } => Said::Figure(raw),
        Outcome::Refused { shown, code, reason } => {
            Said::Strange { shown, why: format!("{reason} ({code})") }
        }
        Outcome::Empty => Said::Strange { shown: String::new(), why: String::new() },
    };
    let origin = format!("{}, {}", cell.origin.sheet, cell.origin.address);
    GivenCell { place: (cell.row, cell.column), origin, said }
}
