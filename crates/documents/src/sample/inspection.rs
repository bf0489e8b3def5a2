//! What an inspection leaves behind: minutes on the spot, and its conclusion.

use super::{by_director, day, department, lines};
use crate::manuscript::{Block, Kind, Manuscript, Signature};

/// Minutes that the inspected unit and the inspecting team sign side by side.
///
/// The decree's own form of a biên bản was not at hand: two signatures and the receivers below follow practice.
pub fn minutes() -> Manuscript {
    let about = "Kiểm tra công tác bình đẳng giới tại xã minh họa";
    let mut minutes = department(Kind::Minutes, about, 3, day(2026, 10, 6));
    minutes.body = vec![
        Block::paragraph(
            "Hôm nay, hồi 08 giờ 30 ngày 06/10/2026, tại trụ sở Ủy ban nhân dân xã minh họa, đoàn \
             kiểm tra lập biên bản kiểm tra công tác bình đẳng giới như sau:",
        ),
        Block::heading(1, "I.", "THÀNH PHẦN"),
        Block::clause(1, "Đoàn kiểm tra: Trưởng đoàn và 02 thành viên."),
        Block::clause(2, "Đơn vị được kiểm tra: Chủ tịch và công chức phụ trách."),
        Block::heading(1, "II.", "NỘI DUNG"),
        Block::clause(
            1,
            "Hồ sơ, kế hoạch, báo cáo của đơn vị đầy đủ; số liệu hai biểu khớp với sổ theo dõi.",
        ),
        Block::clause(2, "Còn 01 nội dung chậm thời hạn; đơn vị cam kết hoàn thành trong quý IV."),
        Block::paragraph(
            "Biên bản kết thúc hồi 10 giờ 30 cùng ngày, đã đọc cho mọi người cùng nghe, thống nhất \
             và lập thành 02 bản, mỗi bên giữ 01 bản.",
        ),
    ];
    minutes.recipients = lines(["Đơn vị được kiểm tra", "Lưu: VT, hồ sơ kiểm tra"]);
    minutes.signature = Signature {
        authority: Vec::new(),
        position: "TRƯỞNG ĐOÀN".into(),
        name: Some("Họ và tên".into()),
    };
    minutes.furniture.second_signature = Some(Signature {
        authority: Vec::new(),
        position: "ĐƠN VỊ ĐƯỢC KIỂM TRA".into(),
        name: Some("Họ và tên".into()),
    });
    minutes
}

/// The conclusion of that inspection, issued as a thông báo.
pub fn conclusion() -> Manuscript {
    let about = "Kết luận kiểm tra công tác bình đẳng giới tại xã minh họa";
    let mut conclusion = department(Kind::Conclusion, about, 61, day(2026, 10, 20));
    conclusion.body = vec![
        Block::paragraph(
            "Trên cơ sở biên bản kiểm tra ngày 06/10/2026 và giải trình của đơn vị, Giám đốc Sở Nội \
             vụ kết luận như sau:",
        ),
        Block::heading(1, "I.", "KẾT QUẢ"),
        Block::paragraph(
            "Đơn vị ban hành kế hoạch đúng hạn, bố trí người phụ trách, thực hiện 05/06 nội dung \
             được giao (nội dung minh họa).",
        ),
        Block::heading(1, "II.", "HẠN CHẾ VÀ NGUYÊN NHÂN"),
        Block::paragraph("Báo cáo 6 tháng gửi chậm 04 ngày, do thay đổi người phụ trách."),
        Block::heading(1, "III.", "YÊU CẦU"),
        Block::clause(1, "Hoàn thành nội dung còn lại trước ngày 30/11/2026."),
        Block::clause(
            2,
            "Báo cáo kết quả thực hiện kết luận về Sở Nội vụ trước ngày 05/12/2026 để theo dõi, \
             tổng hợp.",
        ),
    ];
    conclusion.recipients = lines(["UBND xã minh họa", "UBND tỉnh (để báo cáo)", "Lưu: VT, BĐG"]);
    conclusion.signature = by_director();
    conclusion
}
