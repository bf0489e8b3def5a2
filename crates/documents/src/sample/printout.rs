//! A page of the program as a file: a wide table over several pages, and a narrow one.

use rust_decimal::Decimal;

use super::{day, lines};
use crate::Manuscript;
use crate::date::IssueDate;
use crate::letterhead;
use crate::manuscript::{Appendix, Block, Kind};
use crate::table::{Alignment, Cell, HeaderCell, Row, TableBlock};

/// A board of units with so many rows.
pub fn printout(rows: u32) -> Manuscript {
    let on = IssueDate::On(day(2024, 12, 27));
    let head = letterhead::head(Vec::new(), lines(["SỞ NỘI VỤ"]), "Sở Nội vụ", "", "", on);
    let lead = "Tình hình nộp của 21 đơn vị, ngày 27/12/2024";
    let mut page = letterhead::start(Kind::Printout, head, lead);
    page.sample = true;
    let columns = [(70, Alignment::Left), (60, Alignment::Left), (60, Alignment::Right)];
    let mut board = TableBlock::new(&columns);
    board.header = vec![
        vec![HeaderCell::spanning("Đơn vị", 1, 2), HeaderCell::spanning("Báo cáo năm", 2, 1)],
        vec![HeaderCell::new("Trạng thái"), HeaderCell::new("Số ô đã có")],
    ];
    board.rows = vec![Row::section("UBND huyện, thành phố, thị xã", 3)];
    let row = |order: u32| {
        let unit = Cell::text(format!("Đơn vị mẫu {order}"));
        Row::normal(vec![
            unit,
            Cell::text("Đã chấp nhận"),
            Cell::figure(Decimal::from(order * 1234)),
        ])
    };
    board.rows.extend((1..=rows).map(row));
    let mut decided = TableBlock::new(&[(40, Alignment::Left), (120, Alignment::Left)]);
    decided.caption = Some("Diễn biến của đợt".into());
    decided.header = vec![["Lúc", "Lý do"].map(HeaderCell::new).to_vec()];
    decided.rows = vec![Row::normal(["03/12/2024", "Mưa lũ"].map(Cell::text).to_vec())];
    page.appendices = vec![Appendix {
        number: 1,
        title: "Chưa đơn vị nào chậm báo cáo".into(),
        landscape: true,
        body: vec![
            Block::Note("Lọc: Tất cả 21".into()),
            Block::Table(board),
            Block::Table(decided),
        ],
    }];
    page
}
