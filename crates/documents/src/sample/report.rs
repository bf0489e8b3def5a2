//! Reports of a department and of the committee, with tables and appendices.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::date::IssueDate;
use crate::letterhead;
use crate::manuscript::{Appendix, Block, Manuscript, Run, Signature};
use crate::table::{Alignment, Cell, HeaderCell, Row, TableBlock};

/// A department's yearly report with two appendices; `rows` long in the first.
pub fn department_report(rows: u32) -> Manuscript {
    let mut report = letterhead::department_report(
        "Kết quả thực hiện công tác bình đẳng giới và hoạt động vì sự tiến bộ của phụ nữ năm 2024",
        IssueDate::InMonth { year: 2024, month: 12 },
    );
    report.sample = true;
    report.addressees = vec!["Ủy ban nhân dân tỉnh Nghệ An".into()];
    report.body = body("Sở Lao động - Thương binh và Xã hội", true);
    report.recipients = vec![
        "Như trên".into(),
        "Giám đốc, các Phó Giám đốc Sở".into(),
        "Các phòng, đơn vị thuộc Sở".into(),
        "Lưu: VT, BĐG".into(),
    ];
    report.signature = Signature {
        authority: vec!["KT. GIÁM ĐỐC".into()],
        position: "PHÓ GIÁM ĐỐC".into(),
        name: Some("Nguyễn Văn Mẫu".into()),
    };
    report.appendices = vec![
        Appendix {
            number: 1,
            title: "Lãnh đạo chủ chốt là nữ theo đơn vị".into(),
            landscape: false,
            body: vec![Block::Table(leaders(rows))],
        },
        Appendix {
            number: 2,
            title: "Số liệu theo lĩnh vực, chia theo giới tính và nhóm tuổi".into(),
            landscape: true,
            body: vec![Block::Table(fields())],
        },
    ];
    report
}

/// A report of the people's committee, numbered, dated and signed for the chairman.
pub fn people_committee_report() -> Manuscript {
    let mut report = letterhead::people_committee_report(
        "Kết quả thực hiện công tác bình đẳng giới năm 2024",
        IssueDate::On(Date::new(2025, 1, 5).unwrap_or(Date::ZERO)),
    );
    report.sample = true;
    report.head.number = Some(5);
    report.addressees = vec!["Bộ Lao động - Thương binh và Xã hội".into()];
    report.body = body("Ủy ban nhân dân tỉnh", false);
    report.recipients = vec!["Như trên".into(), "Lưu: VT, KGVX".into()];
    report.signature = Signature {
        authority: vec!["TM. ỦY BAN NHÂN DÂN".into(), "KT. CHỦ TỊCH".into()],
        position: "PHÓ CHỦ TỊCH".into(),
        name: None,
    };
    report
}

fn body(issuer: &str, has_appendices: bool) -> Vec<Block> {
    let (receiver, details) = if has_appendices {
        ("Ủy ban nhân dân tỉnh", " (số liệu chi tiết tại Phụ lục I, Phụ lục II kèm theo)")
    } else {
        ("Bộ Lao động - Thương binh và Xã hội", "")
    };
    vec![
        Block::Grounds(vec!["Căn cứ Luật Bình đẳng giới".into()]),
        Block::paragraph(format!(
            "Thực hiện Kế hoạch số 05/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh về công tác \
             bình đẳng giới năm 2024, {issuer} báo cáo kết quả như sau:"
        )),
        Block::heading(1, "I.", "TÌNH HÌNH THỰC HIỆN"),
        Block::heading(2, "1.", "Công tác chỉ đạo, điều hành"),
        Block::Paragraph(vec![
            Run::plain("Trong năm, "),
            Run::figure("21/21"),
            Run::plain(" huyện, thành phố, thị xã đã ban hành kế hoạch; tổng số "),
            Run::figure("1.234"),
            Run::plain(" lượt cán bộ được tập huấn, tăng "),
            Run::bold("12,5%"),
            Run::plain(" so với năm trước (số liệu minh họa)."),
        ]),
        Block::heading(3, "a)", "Ban hành văn bản"),
        Block::list([
            "Đã trình ban hành Kế hoạch số 05/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh và hướng \
             dẫn các đơn vị thực hiện;",
            "Đã kiện toàn Ban Vì sự tiến bộ của phụ nữ ở các cấp, phân công nhiệm vụ cho từng thành \
             viên và gắn với kiểm tra hằng quý.",
        ]),
        Block::heading(1, "II.", "KẾT QUẢ THEO LĨNH VỰC"),
        Block::Table(short_table()),
        Block::Note("Ghi chú: số liệu do đơn vị cung cấp đến ngày 30/11/2024.".into()),
        Block::heading(1, "III.", "ĐỀ XUẤT, KIẾN NGHỊ"),
        Block::paragraph(format!(
            "Đề nghị {receiver} tiếp tục bố trí kinh phí cho hoạt động tập huấn và truyền thông ở \
             xã miền núi{details}."
        )),
    ]
}

fn short_table() -> TableBlock {
    let mut table = TableBlock::new(&[
        (12, Alignment::Center),
        (70, Alignment::Left),
        (28, Alignment::Right),
        (28, Alignment::Right),
        (27, Alignment::Right),
    ]);
    table.caption = Some("Bảng 1. Lượt người tham gia tập huấn".into());
    table.unit_label = Some("Đơn vị tính: lượt người".into());
    table.header = vec![
        vec![
            HeaderCell::spanning("STT", 1, 2),
            HeaderCell::spanning("Nội dung", 1, 2),
            HeaderCell::spanning("Tổng số", 1, 2),
            HeaderCell::spanning("Chia ra", 2, 1),
        ],
        vec![HeaderCell::new("Nữ"), HeaderCell::new("Nam")],
    ];
    table.rows = vec![
        Row::section("A. Cấp tỉnh", 5),
        line("1", "Tập huấn kỹ năng lãnh đạo", [12345, 7000, 5345]),
        line("2", "Truyền thông phòng, chống bạo lực trên cơ sở giới", [800, 420, 380]),
        Row::total(vec![
            Cell::text("Cộng").over(2),
            Cell::figure(Decimal::from(13145)),
            Cell::figure(Decimal::from(7420)),
            Cell::figure(Decimal::from(5725)),
        ]),
    ];
    table.notes = vec!["Nguồn: số liệu minh họa.".into()];
    table
}

fn line(order: &str, name: &str, figures: [i64; 3]) -> Row {
    let mut cells = vec![Cell::text(order), Cell::text(name)];
    cells.extend(figures.map(|figure| Cell::figure(Decimal::from(figure))));
    Row::normal(cells)
}

fn leaders(rows: u32) -> TableBlock {
    let mut table = TableBlock::new(&[
        (12, Alignment::Center),
        (83, Alignment::Left),
        (35, Alignment::Right),
        (35, Alignment::Right),
    ]);
    table.header = vec![vec![
        HeaderCell::new("STT"),
        HeaderCell::new("Đơn vị"),
        HeaderCell::new("Số lãnh đạo nữ"),
        HeaderCell::new("Tỷ lệ (%)"),
    ]];
    table.rows = (1..=rows)
        .map(|order| {
            Row::normal(vec![
                Cell::text(order.to_string()),
                Cell::text(format!("Đơn vị minh họa số {order:03}")),
                Cell::figure(Decimal::from(order % 17)),
                Cell::figure_to(Decimal::new(i64::from(order * 37 % 1000), 1), 1),
            ])
        })
        .collect();
    table
}

fn fields() -> TableBlock {
    let mut columns = vec![(12, Alignment::Center), (70, Alignment::Left)];
    columns.extend([(24, Alignment::Right); 7]);
    let mut table = TableBlock::new(&columns);
    table.unit_label = Some("Đơn vị tính: người".into());
    table.header = vec![
        vec![
            HeaderCell::spanning("STT", 1, 2),
            HeaderCell::spanning("Lĩnh vực", 1, 2),
            HeaderCell::spanning("Tổng số", 1, 2),
            HeaderCell::spanning("Nữ", 3, 1),
            HeaderCell::spanning("Nam", 3, 1),
        ],
        ["Dưới 16", "16-59", "Từ 60", "Dưới 16", "16-59", "Từ 60"].map(HeaderCell::new).to_vec(),
    ];
    table.rows = (1..=9_i64)
        .map(|order| {
            let name = format!("Lĩnh vực minh họa {order}");
            let mut cells = vec![Cell::text(order.to_string()), Cell::text(name)];
            cells.push(Cell::figure(Decimal::from(order * 6000 + 15)));
            cells.extend((0..6).map(|age| Cell::figure(Decimal::from(order * 1000 + age))));
            Row::normal(cells)
        })
        .collect();
    table
}
