//! Marks beside the text: how urgent it is (E27) and how far it goes (E28), each in a frame; and "DỰ THẢO",
//! which the decree leaves to drafts (N-draft).

use super::blank::is_issued;
use crate::lint::{anatomy::Anatomy, report::Report};

const URGENCY: [&str; 3] = ["hoa toc", "thuong khan", "khan"];
const CIRCULATION: [&str; 2] = ["luu hanh noi bo", "xem xong tra lai"];
/// "DỰ THẢO", "DỰ THẢO LẦN 2", "DỰ THẢO (03/12/2024)".
const DRAFT: &str = "du thao";
/// Letters of the mark with which draft it is; a longer line is a title or a sentence.
const DRAFT_MAX: usize = 30;

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    draft(anatomy, report);
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

/// A number is given after the signature (Điều 15): what bears one is no draft.
fn draft(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    if !is_issued(anatomy) {
        return;
    }
    let body = anatomy.body.first().copied().unwrap_or(anatomy.head_end);
    for (at, line) in anatomy.sheet.lines.iter().enumerate().take(body) {
        let rest = line.folded.strip_prefix(DRAFT);
        let is_mark = rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if is_mark && line.is_capitals() && line.folded.chars().count() <= DRAFT_MAX {
            report.line("N-draft", at, "Văn bản đã có số mà còn mang chữ “DỰ THẢO”.");
        }
    }
}
