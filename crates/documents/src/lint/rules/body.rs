//! The body: paragraphs, headings, grounds, the end mark.

use super::{
    face,
    levels::{Levels, Opening, opening},
    printed,
};
use crate::decree::{self, Element, page};
use crate::lint::{
    anatomy::Anatomy,
    report::Report,
    sheet::{Line, Origin, Side, millimetres},
};

/// Letters from which a paragraph is running text and no label.
const RUNNING_LETTERS: usize = 90;
/// Letters from which an underlined paragraph is no label.
const UNDERLINED_LETTERS: usize = 40;
/// Half a millimetre in twips.
const SLACK_TWIPS: i32 = 29;

/// First lines of a PDF that are surely indented: 5 to 20 mm.
const INDENTED_TWIPS: std::ops::RangeInclusive<i32> = 283..=1134;
/// Lines of a PDF that one ground may take.
const PARAGRAPH_LINES: usize = 12;

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let mut levels = Levels::default();
    let mut in_grounds = true;
    let mut grounds: Vec<usize> = Vec::new();
    for at in anatomy.body.iter().copied() {
        let line = anatomy.line(at);
        if line.side != Side::Whole && anatomy.sheet.origin == Origin::Docx {
            continue;
        }
        let opening = opening(line.text.trim());
        if in_grounds && opening == Opening::Plain && is_ground(anatomy, at) {
            grounds.push(at);
            face::judge(anatomy, at, Element::Ground, report);
            spacing(anatomy, at, report);
            continue;
        }
        in_grounds = in_grounds && grounds.is_empty() && opening == Opening::Plain;
        look(anatomy, at, opening, report);
        underlined(anatomy, at, report);
        if begins_paragraph(anatomy, line, opening) {
            levels.judge(at, opening, report);
        }
    }
    printed::judge(anatomy, report);
    ends_of_grounds(anatomy, &grounds, report);
    end_mark(anatomy, report);
}

/// Running text is not underlined (E11): underlining marks single words at most.
fn underlined(anatomy: &Anatomy<'_>, at: usize, report: &mut Report<'_>) {
    let line = anatomy.line(at);
    let is_long = line.text.chars().count() >= UNDERLINED_LETTERS;
    if is_long && line.every(|look| Some(look.underlined == Some(true))) == Some(true) {
        report.mend("E11-face", at, "Đoạn văn gạch chân toàn bộ.", "Bỏ gạch chân.");
    }
}

/// Whether a line that opens with a number begins a paragraph. A PDF knows lines only: one at the
/// margin may as well go on from the line before, so a number counts where the line is indented, or
/// where its full stop and a capital behind it tell.
fn begins_paragraph(anatomy: &Anatomy<'_>, line: &Line, opening: Opening) -> bool {
    if anatomy.sheet.origin != Origin::Pdf {
        return true;
    }
    let indent = line.first_line.unwrap_or(0);
    let is_indented = INDENTED_TWIPS.contains(&indent);
    let (first, rest) = line.text.trim().split_once(' ').unwrap_or_default();
    let is_titled = first.ends_with('.') && rest.starts_with(char::is_uppercase);
    match opening {
        Opening::Decimal => is_indented || is_titled,
        // "(1)", "b." in the middle of a sentence look the same at a line's beginning.
        _ => is_indented,
    }
}

/// Whether a paragraph that begins "Căn cứ" is a ground (E10): those of a letter, and one that goes on
/// to say who does what, are running text.
fn is_ground(anatomy: &Anatomy<'_>, at: usize) -> bool {
    if !anatomy.line(at).folded.starts_with("can cu ") {
        return false;
    }
    let words = paragraph_words(anatomy, at);
    if words.ends_with(';') {
        return true;
    }
    !anatomy.is_letter() && !words.ends_with(':') && !says_who_does(&words)
}

/// The folded words of a paragraph; of a PDF the lines up to one with an end.
fn paragraph_words(anatomy: &Anatomy<'_>, at: usize) -> String {
    let has_end = |words: &str| words.ends_with([';', '.', ':']);
    let mut words = anatomy.line(at).folded.clone();
    if anatomy.sheet.origin == Origin::Pdf {
        for next in anatomy.body.iter().skip_while(|line| **line <= at).take(PARAGRAPH_LINES) {
            if has_end(&words) {
                break;
            }
            words = format!("{words} {}", anatomy.line(*next).folded);
        }
    }
    words
}

/// "…, Sở Nội vụ đề nghị …": a body and its act behind a comma.
fn says_who_does(words: &str) -> bool {
    const BODIES: [&str; 14] = [
        "so ",
        "ubnd ",
        "uy ban ",
        "ban ",
        "phong ",
        "van phong ",
        "chi cuc ",
        "cuc ",
        "hoi ",
        "hoi dong ",
        "hdnd ",
        "bo ",
        "truong ",
        "doan ",
    ];
    const ACTS: [&str; 13] = [
        " de nghi ",
        " ban hanh ",
        " bao cao ",
        " thong bao ",
        " yeu cau ",
        " trinh ",
        " xay dung ",
        " huong dan ",
        " tra loi ",
        " dinh chinh ",
        " don doc ",
        " trien khai ",
        " to chuc ",
    ];
    words.match_indices(", ").any(|(place, comma)| {
        let rest = &words[place + comma.len()..];
        let is_body = BODIES.iter().any(|body| rest.starts_with(body));
        let clause = rest.split([',', ';']).next().unwrap_or(rest);
        is_body && ACTS.iter().any(|act| clause.contains(act))
    })
}

fn look(anatomy: &Anatomy<'_>, at: usize, opening: Opening, report: &mut Report<'_>) {
    let line = anatomy.line(at);
    let element = match opening {
        Opening::Part => Some(Element::Part),
        Opening::Section => Some(Element::Section),
        Opening::Article(_) => Some(Element::Article),
        Opening::Roman(_) if is_heading(line) => Some(Element::Roman),
        _ => None,
    };
    match element {
        // An article may have no title; its words then run on in ordinary letters.
        Some(Element::Article) if !is_heading(line) => spacing(anatomy, at, report),
        Some(element) => face::judge(anatomy, at, element, report),
        None => {
            clause_title(anatomy, at, opening, report);
            // A bold clause is a title, however long.
            let is_title =
                matches!(opening, Opening::Clause(_)) && line.every(|look| look.bold) == Some(true);
            if is_running(anatomy.sheet.origin, line) && !is_title {
                in_capitals(anatomy, at, report);
                face::size(anatomy, at, Element::Body.demand(), report);
                if opening != Opening::Dash {
                    paragraph(anatomy, at, report);
                }
            }
        }
    }
}

fn is_heading(line: &Line) -> bool {
    line.text.chars().count() < 160 && !line.text.trim_end().ends_with([';', '.'])
}

/// Running text: in a PDF only what fills more than one line is surely that.
pub(super) fn is_running(origin: Origin, line: &Line) -> bool {
    match origin {
        Origin::Docx => line.text.chars().count() >= RUNNING_LETTERS && !line.in_box,
        Origin::Pdf => line.rows > 1 && line.every(|look| look.italic) != Some(true),
        Origin::Text => false,
    }
}

/// A clause of a few words without an end is a title, and titles are bold.
fn clause_title(anatomy: &Anatomy<'_>, at: usize, opening: Opening, report: &mut Report<'_>) {
    let line = anatomy.line(at);
    let is_title = matches!(opening, Opening::Clause(_))
        && line.text.chars().count() < RUNNING_LETTERS
        && !line.text.trim_end().ends_with(['.', ';', ':', ',', '/', ')'])
        && (anatomy.sheet.origin == Origin::Docx || line.rows == 1);
    let plain = (anatomy.sheet.origin == Origin::Docx).then_some(false);
    if is_title && line.every(|look| look.bold.or(plain)) == Some(false) {
        report.line("E15-title", at, "Tiêu đề khoản không đậm.");
    }
}

/// Running text is in small letters (E11); what is bold or in the middle is a title.
fn in_capitals(anatomy: &Anatomy<'_>, at: usize, report: &mut Report<'_>) {
    let line = anatomy.line(at);
    let is_title = line.place == Some(decree::Place::Centre) || line.any(|look| look.bold);
    if line.is_capitals() && !is_title {
        report.mend("E11-face", at, "Đoạn văn in hoa toàn bộ.", "Viết chữ thường, hoa đầu câu.");
    }
}

/// Spaces before the first word in place of an indent.
fn pushed(at: usize, line: &Line, report: &mut Report<'_>) {
    let spaces = line.text.chars().take_while(|c| matches!(c, ' ' | '\u{A0}')).count();
    if spaces > 1 {
        let problem = format!("Chữ đầu dòng lùi bằng {spaces} dấu cách.");
        let fix = "Xóa dấu cách đầu dòng, đặt thụt dòng đầu 1,27 cm.";
        report.mend("E11-indent", at, problem, fix);
    }
}

fn paragraph(anatomy: &Anatomy<'_>, at: usize, report: &mut Report<'_>) {
    if anatomy.sheet.origin != Origin::Docx {
        return;
    }
    let line = anatomy.line(at);
    pushed(at, line, report);
    let rule = Element::Body.demand().place_rule;
    if line.place != Some(decree::Place::Both) {
        report.mend(rule, at, "Đoạn văn không canh đều hai bên.", "Canh đều hai bên (Ctrl+J).");
    }
    let first = line.first_line.unwrap_or(0);
    let wanted = page::FIRST_LINE_HUNDREDTHS.map(|mm| i32::from(mm) * 1440 / 2540);
    if first >= 0 && !wanted.iter().any(|twips| (twips - first).abs() <= SLACK_TWIPS) {
        let problem =
            format!("Chữ đầu dòng lùi {} mm, quy định 10 hoặc 12,7 mm.", millimetres(first));
        report.line("E11-indent", at, problem);
    }
    let gap = line.before.unwrap_or(0) + line.after.unwrap_or(0);
    if gap < i32::from(page::PARAGRAPH_GAP_PT) * 20 {
        let problem = format!("Khoảng cách đoạn {} pt, quy định ít nhất 6 pt.", gap / 20);
        report.line("E11-gap", at, problem);
    }
    spacing(anatomy, at, report);
}

/// How far the lines of a paragraph stand apart, as a DOCX says; `printed` judges those of a PDF.
fn spacing(anatomy: &Anatomy<'_>, at: usize, report: &mut Report<'_>) {
    if anatomy.sheet.origin != Origin::Docx {
        return;
    }
    let line = anatomy.line(at);
    let (least, most) =
        (u32::from(*page::LINE_PERCENT.start()), u32::from(*page::LINE_PERCENT.end()));
    if let Some(percent) = line.line_percent.filter(|found| *found < least || *found > most) {
        let problem =
            format!("Giãn dòng {},{:02} lần, quy định 1 đến 1,5.", percent / 100, percent % 100);
        report.line("E11-spacing", at, problem);
    }
}

fn ends_of_grounds(anatomy: &Anatomy<'_>, grounds: &[usize], report: &mut Report<'_>) {
    let Some(last) = grounds.last() else { return };
    for at in grounds {
        let text = anatomy.text(*at);
        if at == last && text.ends_with([':', ',']) {
            continue;
        }
        let sign = if at == last { '.' } else { ';' };
        // "Theo đề nghị của …" is the last ground where it follows.
        let follows = at == last && text.ends_with(';');
        if !text.ends_with(sign) && !follows {
            report.line("E10-end", *at, format!("Cuối căn cứ thiếu dấu “{sign}”."));
        }
    }
}

fn end_mark(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let Some(last) = anatomy.body.last().copied() else { return };
    let marked = |at: usize| anatomy.text(at).replace(' ', "").ends_with(decree::END_MARK);
    // Marks of urgency and the like may stand below the body.
    if !anatomy.body.iter().rev().take(3).any(|at| marked(*at)) {
        report.line("E18", last, "Cuối nội dung thiếu “./.”.");
    }
    let mut ends = anatomy.body.iter().rev().copied().filter(|at| marked(*at));
    ends.next();
    let inside = anatomy.body.iter().copied().filter(|at| {
        let words = anatomy.text(*at).replace(' ', "");
        words.strip_suffix(decree::END_MARK).unwrap_or(&words).contains(decree::END_MARK)
    });
    for early in ends.chain(inside) {
        let fix = "Bỏ “./.” ở chỗ này, chỉ ghi ở cuối nội dung.";
        report.mend("E18", early, "Dấu “./.” đứng giữa nội dung.", fix);
    }
}
