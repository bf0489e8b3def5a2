//! The ending: authority and name of the signer, "Nơi nhận" and its list.

use super::{face, head};
use crate::decree::{
    self, Element,
    wording::{HONOUR_MARKS, HONOURS},
};
use crate::lint::{
    anatomy::{Anatomy, Entry},
    report::Report,
    sheet::{Line, Origin, folded},
};

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    recipients(anatomy, report);
    authority(anatomy, report);
    signer(anatomy, report);
}

fn recipients(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let Some(at) = anatomy.recipients else {
        return report.part("E23", "Cuối văn bản", "Không thấy “Nơi nhận:”.");
    };
    if !anatomy.text(at).starts_with(decree::RECIPIENTS) {
        report.line("E23", at, "Không ghi đúng “Nơi nhận:”.");
    }
    if anatomy.text(at).trim_end_matches(':').len() <= decree::RECIPIENTS.len() {
        face::judge(anatomy, at, Element::Recipients, report);
    }
    let last = anatomy.receivers.len().saturating_sub(1);
    for (order, entry) in anatomy.receivers.iter().enumerate() {
        face::judge(anatomy, entry.line, Element::Recipient, report);
        let item = entry.text.strip_prefix("- ");
        if item.is_none() {
            report.line("E24-form", entry.line, "Đầu dòng không phải gạch nối và cách chữ.");
        } else if item.is_some_and(|item| item.trim_start().starts_with(['-', '–', '+'])) {
            report.line("E24-form", entry.line, "Đầu dòng có hai gạch nối.");
        }
        if order != last && !entry.text.ends_with(';') {
            report.line("E24-form", entry.line, "Cuối dòng thiếu dấu “;”.");
        }
    }
    kept(anatomy, at, report);
    let needs_first = anatomy.addressee.is_some()
        && (anatomy.is_letter() || anatomy.kind.is_some_and(|kind| kind.has_addressee));
    let first = anatomy.receivers.first().map(|entry| folded(&entry.text));
    if needs_first && !first.is_some_and(|text| text.contains("nhu tren")) {
        report.line("E24-first", at, "Dòng đầu của nơi nhận không phải “- Như trên;”.");
    }
    let says_above =
        |entry: &&Entry| folded(&entry.text).trim_start_matches(['-', ' ']).starts_with("nhu tren");
    let above = anatomy.receivers.iter().find(says_above);
    // Invitations and telegrams name in the text whom they are for.
    let is_called = anatomy.kind.is_some_and(|kind| matches!(kind.symbol, "GM" | "CĐ"));
    let is_free = anatomy.addressee.is_some() || is_called || head::needs_addressee(anatomy);
    if let Some(entry) = above.filter(|_| !is_free) {
        let problem = "Nơi nhận ghi “Như trên” nhưng văn bản không có dòng “Kính gửi”.";
        let fix = "Thêm dòng “Kính gửi: …” dưới trích yếu, hoặc thay “Như trên” bằng tên nơi nhận.";
        report.mend("E22", entry.line, problem, fix);
    }
}

/// The line "Lưu".
fn kept(anatomy: &Anatomy<'_>, title: usize, report: &mut Report<'_>) {
    let is_kept =
        |entry: &&Entry| folded(&entry.text).trim_start_matches(['-', ' ']).starts_with("luu");
    let mut entries = anatomy.receivers.iter().rev().filter(is_kept);
    let last = entries.next();
    if let Some(second) = entries.find(|entry| folded(&entry.text).contains("luu:")) {
        report.line("E24-keep", second.line, "Có hai dòng “Lưu”.");
    }
    let Some(entry) = last else {
        return report.line("E24-keep", title, "Không thấy dòng “- Lưu: VT, …”.");
    };
    let at = entry.line;
    let text = entry.text.trim_start_matches(['-', '–', ' ']);
    let after = text.strip_prefix("Lưu").unwrap_or(text).trim_start();
    let after = if let Some(rest) = after.strip_prefix(':') {
        rest.trim()
    } else {
        report.line("E24-keep-colon", at, "Thiếu dấu hai chấm sau “Lưu”.");
        after.trim()
    };
    let rest = after.strip_prefix("VT");
    match rest {
        None => report.line("E24-keep", at, "Sau “Lưu:” không phải “VT”."),
        Some(rest) if !rest.trim_end_matches('.').trim().is_empty() && !rest.starts_with(',') => {
            report.line("E24-keep-comma", at, "Sau “VT” không phải dấu phẩy.");
        }
        Some(_) => {}
    }
    // The typist's mark may stand behind the full stop: "… PL.(300)".
    let has_end = text.ends_with('.') || text.contains(". ");
    if !has_end {
        report.line("E24-keep-end", at, "Cuối dòng “Lưu” thiếu dấu chấm.");
    }
}

fn authority(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    if anatomy.authority.is_empty() {
        if anatomy.sheet.origin != Origin::Text || anatomy.recipients.is_some() {
            report.part("E19", "Cuối văn bản", "Không thấy quyền hạn, chức vụ của người ký.");
        }
        return;
    }
    let mut last_mark = None;
    for (order, at) in anatomy.authority.iter().copied().enumerate() {
        face::judge(anatomy, at, Element::Authority, report);
        let text = anatomy.text(at);
        let first = text.split_whitespace().next().unwrap_or_default();
        let letters: String = first.chars().filter(|c| c.is_alphabetic()).collect();
        // "KT.GIÁM ĐỐC", "TL/GIÁM ĐỐC": the mark ends at its sign.
        let head = first.split_once(['.', '/']).map_or("", |(head, _)| head);
        let bare = if is_authority_mark(head) { head.to_owned() } else { letters };
        let is_mark = is_authority_mark(&bare);
        if is_mark && first != format!("{bare}.") {
            let stuck = first.starts_with(&format!("{bare}.")) && first.len() > bare.len() + 1;
            let fix = format!("Ghi {bare}. {}", after_mark(text, &bare));
            let problem = if stuck {
                "Thiếu cách chữ sau dấu chấm."
            } else {
                "Viết tắt quyền hạn sai dạng."
            };
            report.mend("P-03", at, problem, fix.trim().to_owned() + ".");
        }
        if is_mark && bare != "Q" {
            last_mark = Some((order, bare));
        }
    }
    position(anatomy, last_mark, report);
    regime(anatomy, report);
}

fn is_authority_mark(word: &str) -> bool {
    matches!(word, "TM" | "KT" | "TL" | "TUQ" | "Q")
}

/// Below the marks stands the signer's position; a deputy's only below "KT." (Điều 13).
fn position(anatomy: &Anatomy<'_>, last: Option<(usize, String)>, report: &mut Report<'_>) {
    let first = last.as_ref().map_or(0, |(order, _)| order + 1);
    let Some(at) = anatomy.authority.get(first).copied() else {
        let at = anatomy.authority[first - 1];
        let problem = format!("Sau “{}” không có chức vụ.", anatomy.text(at));
        return report.line("P-03-deputy", at, problem);
    };
    let signs_for = last.is_some_and(|(_, mark)| matches!(mark.as_str(), "KT" | "TUQ"));
    // Who chairs an inspection is deputy of nobody; minutes name those who were there.
    let is_minutes = anatomy.kind.is_some_and(|kind| kind.symbol == "BB");
    if anatomy.line(at).folded.starts_with("pho ") && !signs_for && !is_minutes {
        let problem = format!("“{}” ký mà không có dòng “KT.”.", anatomy.text(at));
        report.line("P-03-for", at, problem);
    }
}

fn after_mark<'a>(text: &'a str, mark: &str) -> &'a str {
    text.trim_start_matches(|c: char| mark.contains(c) || matches!(c, '.' | '/' | ' '))
}

/// What a committee's chairman issues says so: above a decision in capitals, in a telegram by whom it is
/// sent ("Chủ tịch Ủy ban nhân dân tỉnh điện:").
fn is_of_chairman(line: &Line) -> bool {
    let is_head = line.is_capitals() || line.folded.ends_with(" dien:");
    is_head && line.folded.starts_with("chu tich uy ban nhan dan")
}

/// P-05: a committee signs collectively, an office under one head does not.
fn regime(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let issuer = anatomy.issuer.first().map(|at| anatomy.line(*at).folded.clone());
    let first = anatomy.authority[0];
    let mark = anatomy.line(first).folded.as_str();
    let Some(issuer) = issuer else { return };
    // A resolution of the council is certified by its chairman; what the chairman of a committee issues
    // in his own name says so above the text.
    let is_council = issuer.starts_with("hoi dong nhan dan");
    let is_certified = is_council && anatomy.kind.is_some_and(|kind| kind.symbol == "NQ");
    let is_chairmans = anatomy.sheet.lines.iter().any(is_of_chairman);
    let is_committee =
        (issuer.starts_with("uy ban nhan dan") && !is_chairmans) || (is_council && !is_certified);
    for at in anatomy.authority.iter().copied() {
        let words = anatomy.line(at).folded.as_str();
        let is_short = words.split(' ').any(|word| matches!(word, "ubnd" | "hdnd"));
        if words.starts_with("tm") && is_short {
            let fix = "Ghi đủ: TM. ỦY BAN NHÂN DÂN.";
            report.mend("P-05", at, "Dòng “TM.” ghi tắt tên cơ quan.", fix);
        }
    }
    let by_order = ["tl", "tuq"].iter().any(|start| mark.starts_with(start));
    if is_committee && !by_order && !mark.starts_with("tm") {
        report.line("P-05", first, "UBND ban hành nhưng không ký “TM. ỦY BAN NHÂN DÂN”.");
    }
    let one_head = ["so ", "chi cuc ", "cuc ", "phong ", "thanh tra ", "trung tam ", "truong "];
    if mark.starts_with("tm") && one_head.iter().any(|kind| issuer.starts_with(kind)) {
        report.line("P-05", first, "Cơ quan theo chế độ thủ trưởng ký “TM.”.");
    }
}

fn signer(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let Some(at) = anatomy.signer else { return };
    face::judge(anatomy, at, Element::Signer, report);
    let name = anatomy.text(at);
    if !name.contains(char::is_uppercase) {
        report.line("E21-face", at, "Họ và tên người ký: toàn chữ thường.");
    }
    let first = name.split_whitespace().next().unwrap_or_default();
    let bare = folded(first);
    let bare = bare.trim_end_matches(['.', ',']);
    let stuck = folded(name);
    // No family name is written like one of these marks, with or without its full stop.
    let is_honour = HONOUR_MARKS.contains(&bare)
        || HONOUR_MARKS.iter().any(|honour| stuck.starts_with(&format!("{honour}.")));
    if is_honour || HONOURS.iter().any(|words| stuck.starts_with(words)) {
        report.line("E21", at, "Trước họ tên có học hàm, học vị hoặc danh hiệu.");
    }
}
