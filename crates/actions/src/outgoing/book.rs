//! "Sổ đăng ký văn bản đi": the register of one issuing body as a book to print and bind (Điều 16
//! khoản 2); the columns are those of the decree's form of the register (from memory: unverified).

use documents::{
    Manuscript,
    date::{IssueDate, short},
    letterhead,
    manuscript::{Appendix, Block, Kind},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use domain::{access::UnitId, outgoing::State, series::Body};
use jiff::civil::Date;
use store::{db::Reads, outgoing::OutgoingRow};

use crate::{Acting, Error, report::issuer};

/// Which book is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Book {
    pub issuer: UnitId,
    pub body: Body,
    pub from: Date,
    pub to: Date,
}

/// Width in millimetres, side and words of each column.
const COLUMNS: [(u16, Alignment, &str); 8] = [
    (40, Alignment::Left, "Số, ký hiệu văn bản"),
    (24, Alignment::Center, "Ngày, tháng văn bản"),
    (62, Alignment::Left, "Tên loại và trích yếu nội dung văn bản"),
    (36, Alignment::Left, "Người ký"),
    (40, Alignment::Left, "Nơi nhận văn bản"),
    (20, Alignment::Left, "Đơn vị, người nhận bản lưu"),
    (14, Alignment::Center, "Số lượng bản"),
    (24, Alignment::Left, "Ghi chú"),
];

/// Sets the numbered documents of a body and a period as a book.
///
/// # Errors
/// When the period turns back or spans two years, or the store fails.
pub async fn book(
    db: &mut impl Reads,
    acting: &Acting,
    (what, province): (Book, UnitId),
    sample: bool,
) -> Result<Manuscript, Error> {
    let Book { issuer: unit, body, from, to } = what;
    if to < from || from.year() != to.year() {
        return Err(Error::refused(
            "DOC-019",
            "Khoảng ngày của sổ bị ngược, hoặc kéo qua hai năm.",
            "Chọn từ ngày, đến ngày trong cùng một năm rồi lập lại: mỗi năm một sổ.",
        ));
    }
    let province = store::org_unit::by_id(db, province).await?.ok_or(Error::NotFound)?;
    let unit = store::org_unit::by_id(db, unit).await?.ok_or(Error::NotFound)?;
    let of = (unit.id, body);
    let rows = store::outgoing::numbered(db, &acting.scope, of, (from, to)).await?;
    let head = issuer::of_body((&unit, body), &province.name, "", IssueDate::On(to)).head;
    let period = format!("Năm {}, từ ngày {} đến ngày {}", from.year(), short(from), short(to));
    let mut book = letterhead::start(Kind::Register, head, period);
    book.sample = sample;
    let (number, title) = (1, documents::decree::REGISTER.to_owned());
    let mut body = vec![Block::Table(table(&rows))];
    if rows.is_empty() {
        body.insert(0, Block::paragraph("Trong thời gian này không có văn bản nào được cấp số."));
    }
    book.appendices = vec![Appendix { number, title, landscape: true, body }];
    Ok(book)
}

fn table(rows: &[OutgoingRow]) -> TableBlock {
    let shape: Vec<(u16, Alignment)> =
        COLUMNS.iter().map(|(width, side, _)| (*width, *side)).collect();
    let mut table = TableBlock::new(&shape);
    table.header = vec![
        COLUMNS.iter().map(|(.., words)| HeaderCell::new(*words)).collect(),
        (1..=COLUMNS.len()).map(|number| HeaderCell::new(format!("({number})"))).collect(),
    ];
    table.rows = rows.iter().map(|row| Row::normal(cells(row))).collect();
    table
}

fn cells(row: &OutgoingRow) -> Vec<Cell> {
    let about = &row.about;
    let (kept, places): (Vec<&str>, Vec<&str>) =
        about.recipients.lines().partition(|line| line.starts_with("Lưu"));
    let kept =
        kept.first().map_or("", |line| line.trim_start_matches("Lưu").trim_start_matches(':'));
    let signer = if about.position.is_empty() {
        about.signer.clone()
    } else {
        format!("{} ({})", about.signer, about.position)
    };
    [
        row.number.clone(),
        row.date.map_or(String::new(), short),
        if row.kind == Kind::Letter.name() {
            format!("{} về việc {}", row.kind, row.title)
        } else {
            format!("{}: {}", row.kind, row.title)
        },
        signer,
        places.join("; "),
        kept.trim().to_owned(),
        about.copies.to_string(),
        note(row),
    ]
    .map(Cell::text)
    .into()
}

/// What stands beside: marks, why it is late or void, what the clerk wrote.
fn note(row: &OutgoingRow) -> String {
    let about = &row.about;
    let urgency = super::marks::words(about.priority);
    let late =
        (!about.late_reason.is_empty()).then(|| format!("Ghi lùi ngày: {}", about.late_reason));
    let void = (row.state == State::Cancelled).then(|| format!("Đã hủy: {}", row.cancelled));
    let due = about.due.map(|due| format!("Trả lời trước ngày {}", short(due)));
    let parts = [
        urgency.to_owned(),
        about.circulation.clone(),
        late.unwrap_or_default(),
        void.unwrap_or_default(),
        due.unwrap_or_default(),
        about.file_code.clone(),
        about.note.clone(),
    ];
    let said = parts.iter().map(|part| part.trim_end_matches('.')).filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join("; ")
}
