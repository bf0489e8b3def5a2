//! Marks beside the text: how urgent it is (E27) and how far it goes (E28), each in a frame.

use crate::lint::{anatomy::Anatomy, report::Report};

const URGENCY: [&str; 3] = ["hoa toc", "thuong khan", "khan"];
const CIRCULATION: [&str; 2] = ["luu hanh noi bo", "xem xong tra lai"];

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let annex = anatomy.annexes.first().map_or(usize::MAX, |annex| annex.name);
    for (at, line) in anatomy.sheet.lines.iter().enumerate().take(annex) {
        if line.framed != Some(false) || !line.is_capitals() {
            continue;
        }
        let words = line.folded.as_str();
        if URGENCY.contains(&words) {
            report.line("E27-frame", at, "Dấu chỉ mức độ khẩn không có khung.");
        } else if CIRCULATION.contains(&words) {
            report.line("E28-frame", at, "Chỉ dẫn phạm vi lưu hành không có khung.");
        }
    }
}
