//! The sheet that says how to fill the others, and the hidden one that describes the file.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{
    Book,
    looks::Looks,
    seal::{self, Key},
    shape::Shape,
    sheet::{FIRST_COLUMN, LINE_POINTS, Placed, characters, lines_needed},
};

/// The two columns of the first page.
const NAME_MM: u32 = 42;
const TEXT_MM: u32 = 140;
/// What the figures of an office are that adds up others.
const WHOLE: &str = "Ô có dấu góc đỏ ghi số toàn huyện: đã gồm số các xã cộng lại (trỏ chuột vào ô để xem số xã). \
    Khi nạp lại, phần của huyện = số trong ô trừ số xã cộng lại. Trên trang báo cáo, ô nhập chỉ ghi phần của huyện.";

/// Writes the first page.
pub(super) fn fill(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    names: &[(String, String)],
    (looks, stamp): (&Looks, &str),
) -> Result<(), XlsxError> {
    sheet.set_name("Hướng dẫn")?;
    sheet.write_string(0, 0, stamp)?;
    sheet.set_row_hidden(0)?;
    // Together as wide as an upright page: the letters are printed in their size.
    sheet.set_column_width(0, characters(NAME_MM))?;
    sheet.set_column_width(1, characters(TEXT_MM))?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_screen_gridlines(false);
    let mut lines = vec![
        ("Đơn vị báo cáo".to_owned(), book.unit_name.clone()),
        ("Đơn vị nhận báo cáo".to_owned(), book.receiver_name.clone()),
        ("Báo cáo".to_owned(), book.round_title.clone()),
        ("Kỳ số liệu".to_owned(), book.window.clone()),
        ("Hạn nộp".to_owned(), book.due.clone()),
    ];
    let rules = [
        (
            "Ô được nhập",
            "Chỉ nhập vào ô nền vàng nhạt. Ô xám thuộc đơn vị hoặc cấp khác; ô x không áp dụng; ô cộng, tỷ lệ tự tính.",
        ),
        (
            "Ba cách ghi",
            "Có số: ghi số. Không phát sinh: ghi kps. Số ước: ghi dấu ~ trước số, ví dụ ~412. Chưa có số thì để trống.",
        ),
        (
            "Số",
            "Ghi 1.234,5 hoặc để Excel tự định dạng. Tiền ghi theo triệu đồng, ví dụ 12,5 là 12 triệu 500 nghìn đồng.",
        ),
        ("Số kỳ trước", "Chọn một ô để xem số kỳ trước của ô đó."),
        (
            "Dòng, cột",
            "Không xóa dòng, cột của biểu. Chèn thêm dòng ghi chú không làm hỏng tệp; nội dung ở dòng thêm không được lấy vào báo cáo.",
        ),
        (
            "Nạp lại",
            "Vào trang báo cáo của đơn vị, chọn Nạp tệp Excel, xem trước từng ô rồi đồng ý. Trước khi đồng ý, chưa có gì được ghi.",
        ),
        ("Tệp của ai", "Tệp này chỉ nạp được vào báo cáo của đơn vị và đợt ghi ở trên."),
    ];
    lines.extend(rules.map(|(name, text)| (name.to_owned(), text.to_owned())));
    if book.parts.iter().any(|part| !part.notes.is_empty()) {
        lines.push(("Số toàn huyện".to_owned(), WHOLE.to_owned()));
    }
    lines.extend(names.iter().map(|(name, title)| (format!("Trang {name}"), title.clone())));
    let mut last = 1;
    for (row, (name, text)) in (1_u32..).zip(&lines) {
        sheet.write_string_with_format(row, 0, name, &looks.bold)?;
        sheet.write_string_with_format(row, 1, text, &looks.plain)?;
        let lines = lines_needed(name, NAME_MM).max(lines_needed(text, TEXT_MM));
        sheet.set_row_height(row, LINE_POINTS * f64::from(lines))?;
        last = row;
    }
    sheet.set_print_area(1, 0, last, 1)?;
    sheet.protect();
    Ok(())
}

/// Adds the hidden description: owner, forms, and where every row and column stood.
pub(super) fn describe(
    workbook: &mut Workbook,
    book: &Book<'_>,
    placed: &[(String, Shape<'_>, Placed)],
    key: &Key,
) -> Result<(), XlsxError> {
    let mut lines = vec![
        "SANHVAI-WORKBOOK 1".to_owned(),
        format!("unit={}", book.owner.unit),
        format!("round={}", book.owner.round),
    ];
    if book.remembers {
        lines.push("has=base".to_owned());
    }
    for (at, (_, shape, placed)) in placed.iter().enumerate() {
        lines.push(format!("form={}@{}", shape.form.code, shape.form.version));
        let rows: Vec<String> = shape
            .rows
            .iter()
            .zip(&placed.rows)
            .map(|(row, at)| format!("{}:{}", row.code, at + 1))
            .collect();
        lines.push(format!("rows={}", rows.join(",")));
        let columns: Vec<String> = shape
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| format!("{}:{}", column.code, at + usize::from(FIRST_COLUMN) + 1))
            .collect();
        lines.push(format!("columns={}", columns.join(",")));
        if let Some(part) = book.parts.get(at).filter(|_| book.remembers) {
            lines.extend(super::base::lines(part, shape));
        }
    }
    let seal = key.seal(&lines.join("\n"));
    lines.push(format!("seal={seal}"));
    let sheet = workbook.add_worksheet();
    sheet.set_name(seal::SHEET)?;
    for (row, line) in (0_u32..).zip(&lines) {
        sheet.write_string(row, 0, line)?;
    }
    sheet.set_very_hidden(true);
    sheet.protect();
    Ok(())
}
