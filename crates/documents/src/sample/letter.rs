//! Công văn: one that urges, one that corrects an error of form, one of an advisory body.

use super::{by_director, day, department, lines, start};
use crate::date::IssueDate;
use crate::letterhead;
use crate::manuscript::{Block, Kind, Manuscript, Signature};

/// A letter that urges units, to two groups of addressees.
pub fn department_letter() -> Manuscript {
    let mut letter = letterhead::department_letter(
        "đôn đốc gửi báo cáo công tác bình đẳng giới năm 2024",
        IssueDate::InMonth { year: 2024, month: 12 },
    );
    letter.sample = true;
    letter.addressees = lines([
        "Các sở, ban, ngành cấp tỉnh (danh sách kèm theo)",
        "Ủy ban nhân dân các huyện, thành phố, thị xã (danh sách kèm theo)",
    ]);
    letter.body = vec![
        Block::paragraph(
            "Đến hết ngày 05/12/2024, Sở Lao động - Thương binh và Xã hội chưa nhận được báo cáo \
             của 03 đơn vị có tên trong danh sách.",
        ),
        Block::paragraph("Đề nghị các đơn vị gửi báo cáo trước ngày 12/12/2024."),
    ];
    letter.recipients = lines(["Như trên", "UBND tỉnh (để báo cáo)", "Lưu: VT, BĐG"]);
    letter.signature = Signature {
        authority: Vec::new(),
        position: "GIÁM ĐỐC".into(),
        name: Some("Trần Thị Mẫu".into()),
    };
    letter
}

/// A letter that corrects a figure of an issued report (Điều 18).
pub fn correction() -> Manuscript {
    let about = "đính chính Báo cáo kết quả công tác bình đẳng giới năm 2025";
    let mut letter = department(Kind::Letter, about, 112, day(2026, 1, 9));
    letter.addressees = lines(["Ủy ban nhân dân tỉnh Nghệ An"]);
    letter.body = vec![
        Block::paragraph(
            "Ngày 05/01/2026, Sở Nội vụ ban hành Báo cáo số 02/BC-SNV ngày 05/01/2026 của Sở Nội vụ \
             về kết quả công tác bình đẳng giới năm 2025. Do sơ suất khi trình bày, Sở Nội vụ đính \
             chính như sau:",
        ),
        Block::clause(1, "Tại dòng 3 Bảng 1 trang 4: đã in “1.243 lượt”, sửa thành “1.234 lượt”."),
        Block::clause(2, "Tại tiêu đề Phụ lục II: đã in “năm 2024”, sửa thành “năm 2025”."),
        Block::paragraph(
            "Các nội dung khác của Báo cáo giữ nguyên. Đề nghị các cơ quan, đơn vị đã nhận Báo cáo \
             sử dụng nội dung đã đính chính.",
        ),
    ];
    letter.recipients = lines(["Như trên", "Các cơ quan, đơn vị đã nhận Báo cáo", "Lưu: VT, BĐG"]);
    letter.signature = by_director();
    letter
}

/// A letter of the province's Ban Vì sự tiến bộ của phụ nữ, under the organ's seal.
pub fn board_letter() -> Manuscript {
    let head = (
        vec!["UBND TỈNH NGHỆ AN".into()],
        lines(["BAN VÌ SỰ TIẾN BỘ", "CỦA PHỤ NỮ"]),
        "Ban Vì sự tiến bộ của phụ nữ tỉnh Nghệ An",
        "BVSTBPN",
        "BĐG",
    );
    let about = "phối hợp tổ chức Tháng hành động vì bình đẳng giới";
    let mut letter = start(Kind::Letter, head, about, (7, day(2026, 10, 20)));
    letter.addressees = lines(["Các thành viên Ban Vì sự tiến bộ của phụ nữ tỉnh"]);
    letter.body = vec![Block::paragraph(
        "Ban Vì sự tiến bộ của phụ nữ tỉnh Nghệ An đề nghị các thành viên chỉ đạo cơ quan mình tổ \
         chức Tháng hành động từ ngày 15/11/2026 đến ngày 15/12/2026.",
    )];
    letter.recipients = lines(["Như trên", "UBND tỉnh (để báo cáo)", "Lưu: VT, BVSTBPN"]);
    letter.signature = Signature {
        authority: lines(["TM. BAN", "KT. TRƯỞNG BAN"]),
        position: "PHÓ TRƯỞNG BAN".into(),
        name: Some("Họ và tên".into()),
    };
    letter.furniture.other_position = Some("Giám đốc Sở Nội vụ".into());
    letter
}
