//! A decision by articles.
//!
//! The decree's own form of a quyết định was not at hand; the line "QUYẾT ĐỊNH:" above the articles follows practice.

use super::{committee, day, for_committee, lines};
use crate::manuscript::{Block, Kind, Manuscript};

/// The committee sets up a team of inspection.
pub fn decision() -> Manuscript {
    let about = "Thành lập đoàn kiểm tra công tác bình đẳng giới năm 2026";
    let mut decision = committee(Kind::Decision, about, 1204, day(2026, 9, 15));
    decision.body = vec![
        Block::Grounds(lines([
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Luật Bình đẳng giới",
            "Theo đề nghị của Giám đốc Sở Nội vụ",
        ])),
        Block::Centred("QUYẾT ĐỊNH:".into()),
        Block::article(
            1,
            "Thành lập đoàn kiểm tra công tác bình đẳng giới năm 2026 gồm các ông, bà có tên trong \
             danh sách kèm theo (nội dung minh họa).",
        ),
        Block::article(
            2,
            "Đoàn kiểm tra thực hiện nhiệm vụ theo kế hoạch kiểm tra và tự giải thể sau khi hoàn \
             thành nhiệm vụ.",
        ),
        Block::article(
            3,
            "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nội vụ, thủ trưởng các cơ quan liên \
             quan và các thành viên đoàn kiểm tra chịu trách nhiệm thi hành Quyết định này.",
        ),
    ];
    decision.recipients = lines(["Như Điều 3", "Lưu: VT, KGVX"]);
    decision.signature = for_committee();
    decision
}
