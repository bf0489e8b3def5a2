//! Letters: face, colour, code points (D-03, D-09).

use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use crate::lint::{
    anatomy::Anatomy,
    fonts,
    report::Report,
    sheet::{Colour, Line, Origin, folded},
};

/// Signs that TCVN3 puts where Unicode has letters with tones.
const TCVN3: &str = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞãßáâä«åèæçé¬êíëìîïóñòô";
/// Signs of that list that Vietnamese in Unicode never has inside a word.
const TCVN3_ONLY: &str = "µ¸¶·¹¨»¾¼½©®ª«¬";

/// Letters a little narrower keep a word on its line; nobody sees it.
const SCALE_PERCENT: std::ops::RangeInclusive<u32> = 90..=110;

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    faces(anatomy, report);
    let mut legacy = None;
    for (at, line) in anatomy.sheet.lines.iter().enumerate() {
        codes(at, line, report);
        if let Some(problem) = hidden(&line.text, anatomy.sheet.origin) {
            report.line("D-09-hidden", at, problem);
        }
        if legacy.is_none() && is_tcvn3(&line.text) {
            legacy = Some(at);
        }
    }
    if let Some(at) = legacy {
        report.line("D-09-legacy", at, "Chữ gõ bằng bảng mã TCVN3 (ABC).");
    }
    if anatomy.sheet.has_macros {
        report.part("file-macro", "Tệp", "Tệp mang theo macro.");
    }
    if anatomy.sheet.linked {
        report.part("file-link", "Tệp", "Tệp nạp nội dung từ nơi khác khi mở.");
    }
    if anatomy.sheet.changes > 0 {
        let problem = format!("Còn {} chỗ sửa đổi chờ chấp nhận.", anatomy.sheet.changes);
        report.part("file-changes", "Tệp", problem);
    }
    if anatomy.sheet.comments > 0 {
        let problem = format!("Còn {} ghi chú bên lề.", anatomy.sheet.comments);
        report.part("file-comments", "Tệp", problem);
    }
    for font in &anatomy.sheet.loose_fonts {
        report.part("D-03-embedded", "Tệp PDF", format!("Phông {font} không nhúng trong tệp."));
    }
}

/// Judges the letters of a name or template: there no fixed or invisible sign has a reason.
pub(super) fn spell(at: usize, line: &Line, report: &mut Report<'_>) {
    codes(at, line, report);
    let fixed = |c: char| matches!(c, '\u{A0}' | '\u{202F}' | '\u{AD}' | '\u{2011}' | '\t');
    if let Some(problem) = hidden(&line.text, Origin::Text) {
        report.line("D-09-hidden", at, problem);
    } else if line.text.contains(fixed) {
        report.line("D-09-hidden", at, "Có khoảng trắng hoặc gạch nối không ngắt.");
    }
    if is_tcvn3(&line.text) {
        report.line("D-09-legacy", at, "Chữ gõ bằng bảng mã TCVN3 (ABC).");
    }
}

/// Normal form, and letters of the wide forms of East Asian fonts.
fn codes(at: usize, line: &Line, report: &mut Report<'_>) {
    if !is_nfc(&line.text) {
        report.line("D-09-nfc", at, "Chữ tổ hợp: dấu rời khỏi chữ cái.");
    }
    let wide = |c: char| matches!(c, '\u{3000}' | '\u{FF01}'..='\u{FF5E}');
    if let Some(letter) = line.text.chars().find(|c| wide(*c)) {
        report.line("D-09-wide", at, format!("Có ký tự dạng rộng “{letter}”."));
    }
}

/// One finding a face and a colour, at the first place, with how many lines follow.
fn faces(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let mut wrong: BTreeMap<(&'static str, String), (usize, usize)> = BTreeMap::new();
    for (at, line) in anatomy.sheet.lines.iter().enumerate() {
        for span in line.inked() {
            let mut note = |rule, problem: String| {
                let seen = wrong.entry((rule, problem)).or_insert((at, 0));
                seen.1 += 1;
            };
            if let Some(font) = &span.look.font {
                if fonts::is_legacy(font) {
                    note("D-09-legacy", format!("Phông {font} của bảng mã cũ"));
                } else if !fonts::is_allowed(font) {
                    note("D-03-font", format!("Phông {font}"));
                }
            }
            if let Some(percent) = span.look.scale.filter(|scale| !SCALE_PERCENT.contains(scale)) {
                note("D-03-scale", format!("Chữ có bề ngang {percent}%"));
            }
            if span.look.marked == Some(true) {
                note("file-marked", "Chữ tô nền".to_owned());
            }
            if let Some(colour) = span.look.colour.filter(|colour| !colour.is_black())
                && !is_mark(line, colour)
            {
                let Colour(red, green, blue) = colour;
                let grey = if red == green && green == blue { "xám" } else { "màu" };
                note("D-03-colour", format!("Chữ {grey} {red:02X}{green:02X}{blue:02X}"));
            }
        }
    }
    for ((rule, problem), (at, count)) in wrong {
        let more = if count > 1 { format!(", {count} chỗ") } else { String::new() };
        report.line(rule, at, format!("{problem}{more}."));
    }
}

/// Marks of urgency and secrecy are printed in red (E27).
fn is_mark(line: &Line, colour: Colour) -> bool {
    let words = folded(&line.text);
    let is_known = ["hoa toc", "thuong khan", "khan", "mat", "toi mat", "tuyet mat"];
    colour.is_red() && is_known.iter().any(|mark| words.trim() == *mark)
}

fn hidden(text: &str, origin: Origin) -> Option<&'static str> {
    let zero =
        |c: char| matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}' | '\u{200C}' | '\u{200D}');
    if text.contains(zero) {
        return Some("Có ký tự ẩn không có bề rộng.");
    }
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let between = before.is_ascii_digit() && letters.peek().is_some_and(char::is_ascii_digit);
        // A PDF shows spaces of any kind alike.
        if letter == '\u{A0}' && between && origin != Origin::Pdf {
            return Some("Có khoảng trắng không ngắt bên trong một con số.");
        }
        before = letter;
    }
    None
}

fn is_tcvn3(text: &str) -> bool {
    text.split_whitespace()
        .filter(|word| {
            let inner = word.trim_matches(|c: char| !c.is_alphabetic() && !TCVN3.contains(c));
            let own = inner.chars().filter(|c| TCVN3_ONLY.contains(*c)).count();
            own > 0 && inner.chars().any(|c| c.is_ascii_alphabetic()) && inner.chars().count() > 1
        })
        .count()
        >= 2
}
