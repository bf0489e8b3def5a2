//! Documents that strain the layout: long names, long lists, empty and endless tables, sheets that turn.

use super::{by_director, committee, day, department, department_report, for_committee};
use crate::manuscript::{Appendix, Block, Kind, Manuscript, Run, Signature};
use crate::table::{Alignment, Cell, HeaderCell, Row, TableBlock};

/// Every one with the name of its file.
pub fn hard() -> Vec<(&'static str, Manuscript)> {
    vec![
        ("ten-dai", long_names()),
        ("noi-nhan-dai", many_recipients()),
        ("bieu-trong-noi-dung", table_in_the_body()),
        ("phu-luc-kho", strained_appendices()),
        ("danh-sach-nhieu-bac", list_of_levels()),
    ]
}

fn words(times: usize) -> String {
    "Nội dung minh họa của đơn vị được trình bày đầy đủ theo đề cương, có số liệu và nguyên nhân. "
        .repeat(times)
        .trim_end()
        .to_owned()
}

fn long_names() -> Manuscript {
    let about = "Đề nghị góp ý dự thảo Kế hoạch phối hợp liên ngành về phòng ngừa, ứng phó với bạo lực \
                 trên cơ sở giới giai đoạn 2026 - 2030 trên địa bàn tỉnh Nghệ An";
    let mut proposal = department(Kind::Proposal, about, 9, day(2027, 2, 3));
    proposal.head.superior =
        vec!["TRUNG TÂM CÔNG TÁC XÃ HỘI VÀ BẢO TRỢ NGƯỜI CAO TUỔI TỈNH".into()];
    proposal.head.issuer =
        vec!["BAN CHỈ ĐẠO PHÒNG NGỪA, ỨNG PHÓ VỚI BẠO LỰC TRÊN CƠ SỞ GIỚI VÙNG MIỀN NÚI".into()];
    proposal.addressees = vec![
        "Ủy ban nhân dân các xã, phường thuộc vùng đồng bào dân tộc thiểu số và miền núi của tỉnh"
            .into(),
        "Các tổ chức chính trị - xã hội, tổ chức xã hội nghề nghiệp có liên quan ở cấp tỉnh".into(),
    ];
    proposal.body = (0..9).map(|_| Block::paragraph(words(6))).collect();
    proposal.recipients = vec!["Như trên".into(), "Lưu: VT, BĐG".into()];
    proposal.signature = Signature {
        authority: vec!["TL. CHỦ TỊCH".into(), "KT. CHÁNH VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH".into()],
        position: "PHÓ CHÁNH VĂN PHÒNG PHỤ TRÁCH KHỐI VĂN HÓA - XÃ HỘI".into(),
        name: Some("Họ và tên".into()),
    };
    proposal
}

fn many_recipients() -> Manuscript {
    let about = "Triển khai Tháng hành động vì bình đẳng giới năm 2027";
    let mut plan = committee(Kind::Plan, about, 31, day(2027, 3, 9));
    plan.body = vec![Block::heading(1, "I.", "MỤC ĐÍCH, YÊU CẦU")];
    plan.body.extend((0..7).map(|_| Block::paragraph(words(5))));
    plan.recipients = (1..=99).map(|order| format!("Đơn vị nhận minh họa số {order}")).collect();
    plan.recipients.push("Lưu: VT, VX".into());
    plan.signature = for_committee();
    plan
}

/// A writer's own headings under those of the outline, lists of three levels, numbers in brackets.
fn list_of_levels() -> Manuscript {
    let about = "Kết quả công tác truyền thông về bình đẳng giới";
    let mut report = department(Kind::Report, about, 14, day(2027, 6, 5));
    report.addressees = vec!["Ủy ban nhân dân tỉnh Nghệ An".into()];
    let item = |level, text: &str| Block::Item { level, text: vec![Run::plain(text)] };
    report.body = vec![
        Block::heading(1, "I.", "KẾT QUẢ THỰC HIỆN"),
        Block::heading(2, "1.", "Truyền thông"),
        Block::heading(3, "a)", "Truyền thông trực tiếp"),
        Block::list(["Ở cấp tỉnh: tổ chức nói chuyện chuyên đề, hội thảo, trong đó:"]),
        item(2, "Sở chủ trì mở các lớp cho cán bộ làm công tác bình đẳng giới, gồm:"),
        item(3, "Lớp về lồng ghép giới trong xây dựng văn bản;"),
        item(3, "Lớp về số liệu tách theo giới;"),
        item(2, &words(1)),
        Block::list(["Ở cấp xã: sinh hoạt chuyên đề tại khối, xóm, bản."]),
        Block::heading(3, "b)", "Truyền thông trên mạng"),
        Block::paragraph("(1) Đăng tin, bài trên trang thông tin của các đơn vị."),
        Block::paragraph("(2) Phát sóng phóng sự trên đài phát thanh, truyền hình."),
        Block::heading(1, "II.", "ĐỀ XUẤT"),
        Block::paragraph("Đề nghị bố trí kinh phí cho tài liệu truyền thông."),
    ];
    report.recipients = vec!["Như trên".into(), "Lưu: VT, BĐG".into()];
    report.signature = by_director();
    report
}

fn table(rows: u32, name: &str) -> TableBlock {
    let mut table = TableBlock::new(&[
        (12, Alignment::Center),
        (93, Alignment::Left),
        (30, Alignment::Right),
        (30, Alignment::Right),
    ]);
    table.header = vec![["TT", "Nội dung", "Tổng số", "Nữ"].map(HeaderCell::new).to_vec()];
    table.rows = (1..=rows)
        .map(|row| {
            let mut cells = vec![Cell::text(row.to_string()), Cell::text(format!("{name} {row}"))];
            cells.extend([row * 120, row * 60].map(|figure| Cell::figure(figure.into())));
            Row::normal(cells)
        })
        .collect();
    table
}

fn table_in_the_body() -> Manuscript {
    let about = "Kết quả rà soát mạng lưới cộng tác viên bình đẳng giới";
    let mut report = department(Kind::Report, about, 12, day(2027, 4, 5));
    report.addressees = vec!["Ủy ban nhân dân tỉnh Nghệ An".into()];
    let mut long = table(60, "Xã minh họa số");
    long.notes = vec!["Nguồn: báo cáo của các đơn vị, số liệu minh họa.".into()];
    report.body = vec![
        Block::heading(1, "I.", "KẾT QUẢ RÀ SOÁT"),
        Block::paragraph(words(4)),
        Block::Table(long),
        Block::Note("Ghi chú: chưa gồm các thôn, bản mới sáp nhập.".into()),
        Block::heading(1, "II.", "ĐỀ XUẤT"),
        Block::paragraph("Đề nghị bố trí kinh phí cho mạng lưới cộng tác viên ở cơ sở."),
    ];
    report.recipients = vec!["Như trên".into(), "Lưu: VT, BĐG".into()];
    report.signature = by_director();
    report
}

/// An empty table, one of one row with many notes, a long one, and a heading before a sheet that turns.
fn strained_appendices() -> Manuscript {
    let mut report = department_report(3);
    report.body.push(Block::paragraph("Số liệu tại Phụ lục III, Phụ lục IV, Phụ lục V kèm theo."));
    let mut one = table(1, "Nội dung duy nhất");
    one.notes = (1..=8).map(|order| format!("Ghi chú {order}. {}", words(3))).collect();
    let mut long = table(29, "Nội dung dài vừa một trang");
    long.notes = vec!["Ghi chú: số liệu minh họa.".into()];
    let bodies = [
        (
            "Biểu không phát sinh",
            vec![Block::Table(table(0, "")), Block::Note("Không phát sinh.".into())],
        ),
        ("Biểu một dòng", vec![Block::Table(one)]),
        (
            "Nhiều biểu",
            vec![
                Block::paragraph(words(2)),
                Block::Table(long),
                Block::heading(2, "2.", "Biểu nằm ngang"),
                Block::Turn { landscape: true },
                Block::Table(table(40, "Dòng của biểu nằm ngang")),
            ],
        ),
    ];
    report.appendices.extend((3..).zip(bodies).map(|(number, (title, body))| Appendix {
        number,
        title: title.into(),
        landscape: false,
        body,
    }));
    report
}
