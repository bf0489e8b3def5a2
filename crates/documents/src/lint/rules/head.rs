//! The head: Quốc hiệu, Tiêu ngữ, bodies, number, place and date, title, abstract, addressees.

use super::{date, face};
use crate::decree::{self, Element, kind_of_symbol};
use crate::lint::{anatomy::Anatomy, report::Report, sheet::Origin};

/// Lines of both sides among which the second half of a broken line stands.
const BEHIND_LINES: usize = 4;

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let has_head = anatomy.nation.is_some() || anatomy.motto.is_some() || anatomy.number.is_some();
    // A text may be only the body of a document.
    if anatomy.sheet.origin != Origin::Text || has_head {
        nation(anatomy, report);
        bodies(anatomy, report);
        number(anatomy, report);
        date::judge(anatomy, report);
        sizes(anatomy, report);
    }
    title(anatomy, report);
    addressees(anatomy, report);
}

pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same letters with the tone of open syllables on either vowel.
fn same(found: &str, wanted: &str) -> bool {
    let newer = |text: &str| {
        let lower = words(text).to_lowercase();
        decree::wording::TONES.iter().fold(lower, |text, (newer, older)| text.replace(older, newer))
    };
    newer(found) == newer(wanted)
}

/// What is done about a line of the head that takes two.
const ON_ONE_LINE: &str =
    "Thu hẹp ô bên trái hoặc dùng bộ cỡ chữ 12, 13, 13, để dòng này nằm trọn một dòng.";
const BROKEN_MOTTO: &str = "Tiêu ngữ ngắt thành hai dòng.";

/// Whether a line and the next on its side are together what should stand on one (CHECK-1.3).
fn is_broken(anatomy: &Anatomy<'_>, at: usize, wanted: &str) -> bool {
    let line = anatomy.line(at);
    if line.text.trim().contains('\n') {
        return same(&line.text, wanted);
    }
    let mut behind = anatomy.sheet.lines.iter().skip(at + 1).take(BEHIND_LINES);
    let next = behind.find(|next| next.side == line.side && !next.is_empty());
    !same(&line.text, wanted)
        && next.is_some_and(|next| same(&format!("{} {}", line.text, next.text), wanted))
}

fn nation(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    match anatomy.nation {
        None => report.part("E1", "Đầu trang 1", "Không thấy Quốc hiệu."),
        Some(at) => {
            if is_broken(anatomy, at, decree::NATION) {
                report.mend("E1", at, "Quốc hiệu ngắt thành hai dòng.", ON_ONE_LINE);
            } else if !same(anatomy.text(at), decree::NATION) {
                report.line("E1", at, "Quốc hiệu ghi không đúng.");
            }
            face::judge(anatomy, at, Element::Nation, report);
        }
    }
    let Some(at) = anatomy.motto else {
        let lines = anatomy.sheet.lines.iter().take(anatomy.head_end + 1);
        let mut starts = lines.enumerate().filter(|(_, l)| l.folded.starts_with("doc lap"));
        return match starts.find(|(at, _)| is_broken(anatomy, *at, decree::MOTTO)) {
            Some((at, _)) => report.mend("E2", at, BROKEN_MOTTO, ON_ONE_LINE),
            None => report.part("E2", "Đầu trang 1", "Không thấy Tiêu ngữ."),
        };
    };
    if anatomy.text(at).contains('\n') && same(anatomy.text(at), decree::MOTTO) {
        report.mend("E2", at, BROKEN_MOTTO, ON_ONE_LINE);
    }
    let found = words(anatomy.text(at));
    let plain = found.replace(['–', '—', '‑'], "-");
    if !same(&plain.replace([' ', '-'], ""), &decree::MOTTO.replace([' ', '-'], "")) {
        report.line("E2", at, "Tiêu ngữ ghi không đúng.");
    } else if found.contains(['–', '—', '‑']) {
        report.line("E2-dash", at, "Tiêu ngữ dùng gạch ngang dài thay cho gạch nối.");
    } else if plain.matches(" - ").count() != 2 {
        report.line("E2-dash", at, "Gạch nối của Tiêu ngữ thiếu cách chữ hai bên.");
    } else if found.to_lowercase() == decree::MOTTO.to_lowercase() && found != decree::MOTTO {
        report.line("E2", at, "Tiêu ngữ: chỉ viết hoa chữ đầu mỗi cụm từ.");
    }
    face::judge(anatomy, at, Element::Motto, report);
}

fn bodies(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    if anatomy.issuer.is_empty() {
        return report.part("E4", "Đầu trang 1", "Không thấy tên cơ quan ban hành.");
    }
    for at in &anatomy.superior {
        face::judge(anatomy, *at, Element::Superior, report);
    }
    for at in &anatomy.issuer {
        face::judge(anatomy, *at, Element::Issuer, report);
    }
    unnamed(anatomy, report);
    // "UBND TỈNH …" in bold above the department's own name.
    let first = anatomy.issuer[0];
    let next = anatomy.issuer.get(1).map(|at| anatomy.line(*at).folded.as_str());
    let is_superior = anatomy.line(first).folded.starts_with("ubnd ");
    if is_superior && next.is_some_and(|next| OWN_NAMES.iter().any(|kind| next.starts_with(kind))) {
        face::judge(anatomy, first, Element::Superior, report);
    }
}

/// How names of offices of a people's committee begin.
const OWN_NAMES: [&str; 7] =
    ["so ", "ban ", "phong ", "chi cuc ", "trung tam ", "thanh tra ", "van phong "];

/// "UBND TỈNH" without the name of its province (E3); a name may go on in the next line.
fn unnamed(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    const BODIES: [&str; 4] = ["ubnd ", "uy ban nhan dan ", "hdnd ", "hoi dong nhan dan "];
    const LEVELS: [&str; 7] = ["tinh", "thanh pho", "huyen", "thi xa", "xa", "phuong", "thi tran"];
    let lines: Vec<usize> = anatomy.superior.iter().chain(&anatomy.issuer).copied().collect();
    for (order, at) in lines.iter().copied().enumerate() {
        let name = anatomy.line(at).folded.as_str();
        let level = BODIES.iter().find_map(|body| name.strip_prefix(body));
        let next = lines.get(order + 1).map(|next| anatomy.line(*next).folded.as_str());
        let goes_on = next.is_some_and(|next| !OWN_NAMES.iter().any(|own| next.starts_with(own)));
        if level.is_some_and(|level| LEVELS.contains(&level)) && !goes_on {
            let problem = format!("“{}” thiếu tên riêng của địa phương.", anatomy.text(at));
            report.line("E3", at, problem);
        }
    }
}

fn number(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let Some(at) = anatomy.number else {
        return report.part("E5", "Đầu trang 1", "Không thấy số, ký hiệu.");
    };
    face::judge(anatomy, at, Element::Number, report);
    let text = words(anatomy.text(at));
    let after = text.strip_prefix("Số").or_else(|| text.strip_prefix("SỐ")).unwrap_or(&text);
    let rest = if let Some(rest) = after.trim_start().strip_prefix(':') {
        rest.trim()
    } else {
        report.line("E5-colon", at, "Thiếu dấu hai chấm sau “Số”.");
        after.trim()
    };
    let colon = anatomy.text(at).split_once(':').filter(|(word, _)| word.trim().len() <= 4);
    // What a PDF shows between letters is measured.
    if let Some((word, number)) = colon.filter(|_| anatomy.sheet.origin != Origin::Pdf)
        && (word.ends_with(char::is_whitespace) || number.starts_with(|c: char| c.is_ascii_digit()))
    {
        let problem = "Dấu hai chấm không liền chữ “Số”, hoặc sau đó không có cách chữ.";
        report.mend("E5-colon", at, problem, format!("Ghi Số: {rest}."));
    }
    if !text.starts_with("Số") {
        report.line("E5", at, "Từ “Số” viết chữ thường, chữ S hoa.");
    }
    let Some((digits, symbol)) = rest.split_once('/') else {
        return report.line("E5", at, "Thiếu gạch chéo giữa số và ký hiệu.");
    };
    let is_filled = digits.chars().any(|c| c.is_ascii_digit());
    if is_filled {
        let digits = digits.trim();
        if digits.len() == 1 {
            let fix = format!("Ghi 0{digits}/{}.", symbol.trim());
            report.mend("E5-zero", at, format!("Số {digits} thiếu số 0 phía trước."), fix);
        } else if digits.len() > 2
            && let Some(bare) = digits.strip_prefix('0').filter(|bare| !bare.starts_with('0'))
        {
            let fix = format!("Ghi {bare}/{}.", symbol.trim());
            report.mend("E5-zero", at, format!("Số {digits} thừa số 0 phía trước."), fix);
        } else if digits.starts_with("00") || !digits.chars().all(|c| c.is_ascii_digit()) {
            report.line("E5", at, format!("Số “{digits}” không đúng dạng."));
        }
    }
    let has_space = symbol.contains(' ') || (is_filled && rest.contains(" /"));
    if has_space {
        report.line("E5-space", at, "Ký hiệu có khoảng trắng.");
    }
    let symbol: String = symbol.chars().filter(|c| !c.is_whitespace()).collect();
    symbol_parts(anatomy, at, &symbol, report);
}

fn symbol_parts(anatomy: &Anatomy<'_>, at: usize, symbol: &str, report: &mut Report<'_>) {
    let parts: Vec<&str> = symbol.split('-').collect();
    let good = |part: &&str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '&'))
    };
    if parts.len() < 2 || !parts.iter().all(good) {
        return report.line("E5", at, format!("Ký hiệu “{symbol}” không đúng dạng KH-UBND."));
    }
    let kind = parts[0];
    if kind == "CV" || (anatomy.is_letter() && parts.contains(&"CV")) {
        report.line("E5-letter", at, "Ký hiệu công văn không có chữ “CV”.");
    } else if let Some(wanted) = anatomy.kind {
        if kind != wanted.symbol {
            let known = kind_of_symbol(kind).map_or(String::new(), |k| format!(" ({})", k.title));
            let problem = format!("Ký hiệu {kind}{known} không khớp tên loại {}.", wanted.title);
            report.mend("E5-kind", at, problem, format!("Đổi {kind} thành {}.", wanted.symbol));
        }
    } else if anatomy.is_letter()
        && let Some(known) = kind_of_symbol(kind)
    {
        let problem = format!("Công văn mang ký hiệu tên loại {kind} ({}).", known.title);
        report.line("E5-letter", at, problem);
    }
    // A department's own paper bears its own abbreviation (Mục II.3).
    let issuer = anatomy.issuer.first().map_or("", |at| anatomy.line(*at).folded.as_str());
    if parts.contains(&"UBND")
        && ["so ", "phong ", "chi cuc "].iter().any(|own| issuer.starts_with(own))
    {
        let problem = "Ký hiệu ghi UBND nhưng cơ quan ban hành không phải Ủy ban nhân dân.";
        report.mend("E5", at, problem, "Ghi chữ viết tắt tên cơ quan ban hành, ví dụ BC-SNV.");
    }
    // "TTr" is the short name of the inspectorates.
    let is_small = |part: &&str| *part != "TTr" && part.chars().any(char::is_lowercase);
    let wrong_case = parts.iter().skip(1).any(|part| is_small(part));
    if wrong_case {
        report.line("E5", at, format!("Ký hiệu “{symbol}” phải in hoa."));
    }
}

/// D-05: the sizes of the head rise and fall together.
fn sizes(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let size = |at: Option<usize>| anatomy.line(at?).half_points();
    let found = (size(anatomy.nation), size(anatomy.motto), size(anatomy.date));
    let (Some(nation), Some(motto), Some(date)) = found else { return };
    let in_range =
        (24..=26).contains(&nation) && [motto, date].iter().all(|s| (26..=28).contains(s));
    let sets = [(26, 28, 28), (24, 26, 26)];
    if in_range && !sets.contains(&(nation, motto, date)) {
        let problem = format!(
            "Quốc hiệu {}, Tiêu ngữ {}, địa danh {}: không cùng một bộ cỡ chữ.",
            nation / 2,
            motto / 2,
            date / 2
        );
        report.line("D-05", anatomy.nation.unwrap_or_default(), problem);
    }
}

/// First lines of a title in a PDF that surely stand at the left, in twips: up to an indent.
const FLUSH_TWIPS: std::ops::RangeInclusive<i32> = -60..=740;

/// A PDF says what is centred; a short title at the left edge surely is not.
fn flush_title(anatomy: &Anatomy<'_>, at: usize, report: &mut Report<'_>) {
    let line = anatomy.line(at);
    let is_flush = line.first_line.is_some_and(|first| FLUSH_TWIPS.contains(&first));
    if anatomy.sheet.origin == Origin::Pdf && line.place.is_none() && is_flush {
        report.mend("E7-place", at, "Tên loại: không canh giữa.", "Đặt dòng này canh giữa.");
    }
}

fn title(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    if let Some(at) = anatomy.title {
        if anatomy.kind.is_none() {
            report.line("E7-letter", at, "Có dòng “CÔNG VĂN”.");
        } else {
            face::judge(anatomy, at, Element::Title, report);
            flush_title(anatomy, at, report);
            if anatomy.about.is_empty() {
                report.line("E8", at, "Không thấy trích yếu dưới tên loại.");
            }
        }
        let first = anatomy.about.first().copied();
        if let Some(about) = first.filter(|at| anatomy.line(*at).folded.starts_with("v/v")) {
            report.line("E8-about", about, "Trích yếu dưới tên loại bắt đầu bằng “V/v”.");
        }
        for about in &anatomy.about {
            face::judge(anatomy, *about, Element::Abstract, report);
        }
    } else if !anatomy.is_letter() && anatomy.sheet.origin != Origin::Text {
        report.part("E7", "Đầu trang 1", "Không thấy tên loại văn bản.");
    }
    if let Some(at) = anatomy.letter_about.filter(|_| anatomy.kind.is_some()) {
        return report.line(
            "E9-kind",
            at,
            "Văn bản có tên loại mà có dòng “V/v” dưới số, ký hiệu.",
        );
    }
    if let Some(at) = anatomy.letter_about {
        face::judge(anatomy, at, Element::LetterAbstract, report);
        if !anatomy.text(at).starts_with(decree::ABOUT) {
            report.line("E9", at, "Trích yếu công văn không ghi đúng “V/v”.");
        } else if !anatomy.text(at)[decree::ABOUT.len()..].starts_with(char::is_whitespace) {
            report.line("E9", at, "Sau “V/v” không phải một cách chữ.");
        }
        let gap = anatomy.line(at).before.unwrap_or(0)
            + at.checked_sub(1).and_then(|before| anatomy.line(before).after).unwrap_or(0);
        let least = i32::from(decree::page::LETTER_ABSTRACT_GAP_PT) * 20;
        let inside_cell = anatomy.number.is_some_and(|number| number < at);
        // What a PDF shows is the ink: its gap is known to a few points.
        let least = if anatomy.sheet.origin == Origin::Pdf { least / 2 } else { least };
        let is_known = anatomy.sheet.origin == Origin::Docx || anatomy.line(at).before.is_some();
        if is_known && inside_cell && gap < least {
            let about = if anatomy.sheet.origin == Origin::Pdf { "khoảng " } else { "" };
            report.line("E9-gap", at, format!("Cách dòng số, ký hiệu {about}{} pt.", gap / 20));
        }
    } else if anatomy.is_letter() {
        report.part("E9", "Đầu trang 1", "Công văn không có dòng “V/v …”.");
    }
}

/// Whether a document of its kind always names whom it is written to.
pub(super) fn needs_addressee(anatomy: &Anatomy<'_>) -> bool {
    anatomy.is_letter() || anatomy.kind.is_some_and(|kind| kind.symbol == "TTr")
}

/// A receiver's name begins with a capital (Phụ lục II, Mục IV).
fn begins_large(line: usize, name: &str, report: &mut Report<'_>) {
    if name.trim_start().starts_with(char::is_lowercase) {
        report.line("II-organ", line, "Đầu tên nơi gửi viết thường.");
    }
}

fn addressees(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let Some(at) = anatomy.addressee else {
        if needs_addressee(anatomy) {
            report.part("E22", "Dưới trích yếu", "Không thấy dòng “Kính gửi”.");
        }
        return;
    };
    if let Some(kind) = anatomy.kind.filter(|kind| !kind.has_addressee) {
        report.line("E22-kind", at, format!("{} có dòng “Kính gửi”.", kind.title));
    }
    face::judge(anatomy, at, Element::Addressee, report);
    for entry in &anatomy.addressees {
        face::judge(anatomy, entry.line, Element::Addressee, report);
    }
    let after = anatomy.text(at).strip_prefix(decree::ADDRESSEE);
    if !after.is_some_and(|rest| rest.starts_with(':')) {
        report.line("E22-form", at, "Thiếu dấu hai chấm ngay sau “Kính gửi”.");
    }
    if let Some((_, name)) = anatomy.text(at).split_once(':') {
        begins_large(at, name, report);
        if !name.contains('\n') && name.trim_end_matches([';', '.', ' ']).contains(';') {
            let fix = "Ghi “Kính gửi:” một dòng; mỗi nơi một dòng gạch đầu dòng bên dưới.";
            report.mend("E22-form", at, "Nhiều nơi gửi trên một dòng.", fix);
        }
    }
    let last = anatomy.addressees.len().saturating_sub(1);
    for (order, entry) in anatomy.addressees.iter().enumerate() {
        let sign = if order == last { '.' } else { ';' };
        if !entry.text.ends_with(sign) {
            report.line("E22-form", entry.line, format!("Cuối dòng thiếu dấu “{sign}”."));
        }
        if !entry.text.starts_with("- ") {
            report.line("E22-form", entry.line, "Đầu dòng không phải gạch nối và cách chữ.");
        }
        begins_large(entry.line, entry.text.trim_start_matches(['-', '–', '+']), report);
    }
}
