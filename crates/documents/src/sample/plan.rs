//! A plan, the submission that proposes it, a notice, and one document with every mark a page can bear.

use super::{by_director, committee, day, department, for_committee, lines};
use crate::decree::SizeSet;
use crate::manuscript::{
    Address, Appendix, Block, Circulation, Drafter, Kind, Manuscript, Medium, Picture, Rank, Run,
    Urgency,
};
use crate::table::{Alignment, Cell, HeaderCell, Row, TableBlock};

/// A chart of three bars.
const CHART: &[u8] = include_bytes!("chart.png");

/// The committee's plan of a year.
pub fn plan() -> Manuscript {
    let about = "Thực hiện công tác bình đẳng giới và hoạt động vì sự tiến bộ của phụ nữ năm 2027";
    let mut plan = committee(Kind::Plan, about, 5, day(2027, 1, 5));
    plan.furniture.medium = Medium::Electronic;
    plan.body = vec![
        Block::Grounds(lines([
            "Căn cứ Luật Bình đẳng giới",
            "Căn cứ Nghị quyết số 28/NQ-CP ngày 03/3/2021 của Chính phủ ban hành Chiến lược quốc gia \
             về bình đẳng giới giai đoạn 2021 - 2030",
        ])),
        Block::paragraph(
            "Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện công tác bình đẳng giới và hoạt động \
             vì sự tiến bộ của phụ nữ năm 2027 như sau:",
        ),
        Block::heading(1, "I.", "MỤC ĐÍCH, YÊU CẦU"),
        Block::heading(2, "1.", "Mục đích"),
        Block::paragraph(
            "Phát huy kết quả đã đạt được, thu hẹp khoảng cách giới trong các lĩnh vực của đời sống \
             chính trị, kinh tế, xã hội trên địa bàn tỉnh (nội dung minh họa).",
        ),
        Block::heading(2, "2.", "Yêu cầu"),
        Block::point(1, "Bám sát chỉ tiêu được giao, phân công rõ cơ quan chủ trì và thời hạn;"),
        Block::point(2, "Lồng ghép vào kế hoạch công tác năm của từng cơ quan, địa phương;"),
        Block::point(3, "Bố trí kinh phí trong dự toán được giao;"),
        Block::point(4, "Kiểm tra, đôn đốc thường xuyên;"),
        Block::point(5, "Báo cáo đúng hạn, đúng biểu mẫu."),
        Block::heading(1, "II.", "NHIỆM VỤ, GIẢI PHÁP"),
        Block::clause(
            1,
            "Truyền thông nâng cao nhận thức cho cán bộ, công chức, viên chức và người dân, ưu tiên \
             vùng đồng bào dân tộc thiểu số và miền núi; phấn đấu 1.234 lượt người tham gia.",
        ),
        Block::clause(
            2,
            "Tập huấn kỹ năng lãnh đạo, quản lý cho nữ trong diện quy hoạch; phân công cụ thể tại \
             Phụ lục I, mẫu theo dõi tại Phụ lục II kèm theo.",
        ),
        Block::heading(1, "III.", "TỔ CHỨC THỰC HIỆN"),
        Block::clause(1, "Sở Nội vụ chủ trì, theo dõi, tổng hợp, báo cáo Ủy ban nhân dân tỉnh."),
        Block::clause(
            2,
            "Các sở, ban, ngành, Ủy ban nhân dân các xã, phường xây dựng kế hoạch và tổ chức thực \
             hiện; báo cáo trước ngày 05/12/2027.",
        ),
    ];
    plan.recipients = lines([
        "Bộ Nội vụ",
        "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
        "Các sở, ban, ngành cấp tỉnh",
        "UBND các xã, phường",
        "Lưu: VT, KGVX",
    ]);
    plan.signature = for_committee();
    plan.appendices = vec![
        Appendix {
            number: 1,
            title: "Phân công thực hiện".into(),
            landscape: false,
            body: vec![Block::Table(duties())],
        },
        Appendix {
            number: 2,
            title: "Mẫu theo dõi nhiệm vụ".into(),
            landscape: true,
            body: vec![
                Block::paragraph("Cơ quan chủ trì cập nhật mẫu này trước ngày 25 hằng tháng."),
                Block::Table(duties()),
            ],
        },
    ];
    plan
}

/// A submission to the committee.
pub fn proposal() -> Manuscript {
    let about = "Đề nghị ban hành Kế hoạch thực hiện công tác bình đẳng giới năm 2027";
    let mut proposal = department(Kind::Proposal, about, 231, day(2026, 12, 1));
    proposal.addressees = lines(["Ủy ban nhân dân tỉnh Nghệ An"]);
    proposal.body = vec![
        Block::paragraph(
            "Thực hiện chức năng quản lý nhà nước về bình đẳng giới, Sở Nội vụ trình Ủy ban nhân \
             dân tỉnh xem xét, ban hành Kế hoạch thực hiện công tác bình đẳng giới năm 2027 như sau:",
        ),
        Block::heading(1, "I.", "SỰ CẦN THIẾT"),
        Block::paragraph(
            "Năm 2027 là năm thứ bảy thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn \
             2021 - 2030; một số chỉ tiêu cần giải pháp riêng (nội dung minh họa).",
        ),
        Block::heading(1, "II.", "QUÁ TRÌNH XÂY DỰNG"),
        Block::paragraph(
            "Sở Nội vụ đã lấy ý kiến 20 sở, ban, ngành; 18 cơ quan thống nhất, 02 cơ quan có ý kiến \
             bổ sung và đã được tiếp thu.",
        ),
        Block::heading(1, "III.", "ĐỀ NGHỊ"),
        Block::paragraph(
            "Sở Nội vụ kính trình Ủy ban nhân dân tỉnh xem xét, quyết định (dự thảo Kế hoạch kèm \
             theo).",
        ),
    ];
    proposal.recipients = lines(["Như trên", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT, BĐG"]);
    proposal.signature = by_director();
    proposal
}

/// A notice of a department.
pub fn notice() -> Manuscript {
    let about = "Lịch tập huấn sử dụng hệ thống báo cáo bình đẳng giới";
    let mut notice = department(Kind::Notice, about, 48, day(2026, 3, 9));
    notice.body = vec![
        Block::paragraph(
            "Sở Nội vụ thông báo lịch tập huấn sử dụng hệ thống báo cáo bình đẳng giới cho cán bộ \
             nhập liệu và người ký của các xã, phường như sau:",
        ),
        Block::clause(1, "Thời gian: 08 giờ 00 ngày 20/3/2026, trong 01 ngày."),
        Block::clause(2, "Địa điểm: Hội trường Sở Nội vụ (địa điểm minh họa)."),
        Block::clause(3, "Thành phần: mỗi xã, phường 02 người, gồm cán bộ nhập liệu và người ký."),
        Block::paragraph(
            "Đề nghị Ủy ban nhân dân các xã, phường cử người tham gia đúng thành phần và gửi danh \
             sách về Sở Nội vụ trước ngày 16/3/2026.",
        ),
    ];
    notice.recipients = lines(["UBND các xã, phường", "Lưu: VT, BĐG"]);
    notice.signature = by_director();
    notice
}

/// A report in the smaller sizes with every mark and every piece that a body may hold.
pub fn full() -> Manuscript {
    let about = "Minh họa đủ các thành phần thể thức của văn bản hành chính";
    let mut report = department(Kind::Report, about, 7, day(2026, 2, 28));
    report.addressees = lines(["Ủy ban nhân dân tỉnh Nghệ An", "Bộ Nội vụ"]);
    report.furniture.sizes = SizeSet::Smaller;
    report.furniture.urgency = Some(Urgency::VeryUrgent);
    report.furniture.circulation = Some(Circulation::Internal);
    report.furniture.drafter = Some(Drafter { initials: "PL".into(), copies: 300 });
    report.furniture.address = Some(Address {
        place: "số 1 đường Minh Họa, tỉnh Nghệ An".into(),
        telephone: "0238.000.0000".into(),
        email: "mau@vidu.vn".into(),
        website: "vidu.vn".into(),
    });
    report.furniture.other_position = Some("Phó Trưởng ban Thường trực".into());
    report.body = divisions();
    report.body.extend(chart());
    report.body.push(Block::paragraph(
        "Trên đây là báo cáo minh họa, gồm các thành phần thể thức mà một văn bản hành chính có \
         thể có; nội dung và số liệu không phải của cơ quan nào.",
    ));
    report.recipients = lines(["Như trên", "Lưu: VT, BĐG"]);
    report.signature = by_director();
    report
}

fn divisions() -> Vec<Block> {
    let division =
        |rank, number, title: &str| Block::Division { rank, number, title: title.into() };
    let titled =
        |number, title: &str| Block::Article { number, title: title.into(), text: Vec::new() };
    let mut body = vec![
        division(Rank::Part, 1, "Quy định chung"),
        division(Rank::Chapter, 1, "Phạm vi và đối tượng"),
        division(Rank::Section, 1, "Phạm vi"),
        titled(1, "Phạm vi báo cáo"),
        Block::clause(1, "Báo cáo nêu kết quả theo điểm a khoản 2 Điều 5 của kế hoạch minh họa."),
        Block::clause(2, "Báo cáo gồm các nội dung sau:"),
    ];
    let points = ["Chỉ đạo", "Truyền thông", "Tập huấn", "Kiểm tra", "Kinh phí", "Kiến nghị"];
    body.extend((1..).zip(points).map(|(number, text)| {
        let sign = if number == 6 { '.' } else { ';' };
        Block::point(number, format!("{text}{sign}"))
    }));
    body.extend([
        division(Rank::Section, 2, "Đối tượng"),
        Block::Article {
            number: 2,
            title: String::new(),
            text: vec![Run::plain(
                "Các sở, ban, ngành, Ủy ban nhân dân các xã, phường báo cáo theo mẫu; mỗi đơn vị \
                 chịu trách nhiệm về số liệu của mình.",
            )],
        },
        titled(3, "Kết quả"),
    ]);
    body
}

fn chart() -> Option<Block> {
    let words = "Biểu đồ cột: tỷ lệ nữ tham gia cấp ủy tăng qua ba năm minh họa.";
    let picture = Picture::try_new(CHART, words, 90)?;
    Some(Block::Picture(picture.captioned("Hình 1. Tỷ lệ nữ tham gia cấp ủy (minh họa)")))
}

fn duties() -> TableBlock {
    let mut table = TableBlock::new(&[
        (12, Alignment::Center),
        (75, Alignment::Left),
        (45, Alignment::Left),
        (33, Alignment::Center),
    ]);
    table.header =
        vec![["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"].map(HeaderCell::new).to_vec()];
    let rows = [
        ("Truyền thông về bình đẳng giới", "Sở Nội vụ", "Quý II"),
        ("Tập huấn kỹ năng lãnh đạo cho nữ trong diện quy hoạch", "Sở Nội vụ", "Quý III"),
        ("Tháng hành động vì bình đẳng giới", "Sở Nội vụ", "Tháng 11"),
    ];
    table.rows = (1..)
        .zip(rows)
        .map(|(order, (task, body, due)): (u32, _)| {
            Row::normal(vec![
                Cell::text(order.to_string()),
                Cell::text(task),
                Cell::text(body),
                Cell::text(due),
            ])
        })
        .collect();
    table
}
