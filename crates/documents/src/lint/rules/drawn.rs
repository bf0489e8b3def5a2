//! Drawn rules under Tiêu ngữ (E2), the issuing body (E4) and the abstract (E8), and how long they are.

use crate::decree::{Element, page};
use crate::lint::{
    anatomy::{Anatomy, is_drawn},
    report::Report,
    sheet::{Drawn, Origin, Side},
};
use crate::measure::line_width;

/// What drawing by hand may miss, in percent of the line.
const SLACK_PERCENT: i64 = 15;
/// Widest cell of the issuing body: 76 mm.
const CELL_TWIPS: i64 = 4309;
/// Points of the short rules' share that drawing by hand may miss.
const SHARE_SLACK: i64 = 6;

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    if anatomy.sheet.origin == Origin::Text {
        return;
    }
    replaced(anatomy, report);
    let head_end = anatomy.title.unwrap_or(anatomy.head_end).max(anatomy.head_end);
    // A shape of a DOCX may be anchored anywhere in the head: two of them are the two that are wanted.
    let floating = anatomy.sheet.floating_rules.len();
    let is_loose = anatomy.sheet.origin == Origin::Docx && floating > 0;
    let total = if is_loose { rules(anatomy, 0, head_end, None).len() + floating } else { 0 };
    motto(anatomy, head_end, total, report);
    issuer(anatomy, head_end, total, report);
    about(anatomy, report);
}

/// Rules that hang on lines of a stretch, of one side where the file knows sides.
fn rules(anatomy: &Anatomy<'_>, from: usize, to: usize, side: Option<Side>) -> Vec<Drawn> {
    let lines = anatomy.sheet.lines.iter().take(to).skip(from);
    let lines = lines.filter(|line| side.is_none_or(|side| line.side == side || line.in_box));
    lines.flat_map(|line| line.rules.iter().copied()).collect()
}

/// Underlined words, or rows of signs, in place of a drawn rule.
fn replaced(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let drawn_by_hand = anatomy.about.last().map_or(anatomy.head_end, |at| at + 3);
    for (at, line) in anatomy.sheet.lines.iter().enumerate().take(drawn_by_hand) {
        if is_drawn(line) {
            report.line("rule-drawn", at, "Dãy ký tự thay cho đường kẻ.");
        }
    }
    let named = [anatomy.motto].into_iter().flatten().chain(anatomy.issuer.iter().copied());
    for at in named.chain(anatomy.about.iter().copied()) {
        if anatomy.line(at).any(|look| look.underlined) {
            report.line("rule-drawn", at, "Gạch chân chữ thay cho đường kẻ.");
        }
    }
}

fn motto(anatomy: &Anatomy<'_>, head_end: usize, total: usize, report: &mut Report<'_>) {
    let Some(at) = anatomy.motto else { return };
    let from = anatomy.nation.unwrap_or(at).min(at);
    let end = if anatomy.line(at).side == Side::Whole { at + 3 } else { head_end };
    let side = Some(anatomy.line(at).side);
    let found = rules(anatomy, from, end.min(anatomy.sheet.lines.len()), side);
    if found.is_empty() {
        if total < 2 {
            report.line("E2-rule", at, "Dưới Tiêu ngữ không có đường kẻ.");
        }
        return;
    }
    let width = width(anatomy, at, Element::Motto);
    let close = |drawn: &Drawn| {
        drawn
            .length
            .is_none_or(|length| (i64::from(length) - width).abs() * 100 <= width * SLACK_PERCENT)
    };
    if found.iter().all(|drawn| drawn.dashed) {
        report.line("E2-rule", at, "Đường kẻ dưới Tiêu ngữ không phải nét liền.");
    } else if !found.iter().any(close) {
        report.line("E2-rule", at, "Đường kẻ dưới Tiêu ngữ không dài bằng dòng chữ.");
    }
}

fn issuer(anatomy: &Anatomy<'_>, head_end: usize, total: usize, report: &mut Report<'_>) {
    let (Some(first), Some(at)) = (anatomy.issuer.first(), anatomy.issuer.last()) else { return };
    let side = anatomy.line(*at).side;
    let end = if side == Side::Whole { at + 3 } else { head_end };
    let from = anatomy.superior.first().unwrap_or(first);
    let found = rules(anatomy, *from, end.min(anatomy.sheet.lines.len()), Some(side));
    if found.is_empty() {
        if total < 2 {
            report.line("E4-rule", *at, "Dưới tên cơ quan ban hành không có đường kẻ.");
        }
        return;
    }
    let widths: Vec<i64> =
        anatomy.issuer.iter().map(|at| width(anatomy, *at, Element::Issuer)).collect();
    let mut shortest = widths.iter().copied().min().unwrap_or(0);
    let longest = widths.iter().copied().max().unwrap_or(0);
    if longest > CELL_TWIPS {
        // A name that is broken in its cell has a last line of any length.
        shortest = shortest.min(CELL_TWIPS / 4);
    }
    if found.iter().all(|drawn| drawn.dashed) {
        report.line("E4-rule", *at, "Đường kẻ dưới tên cơ quan không phải nét liền.");
    } else if !found.iter().any(|drawn| is_share(drawn, shortest, longest)) {
        let problem = "Đường kẻ dưới tên cơ quan không dài từ 1/3 đến 1/2 dòng chữ.";
        report.line("E4-rule", *at, problem);
    }
}

fn about(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let (Some(_), Some(first), Some(last)) =
        (anatomy.kind, anatomy.about.first(), anatomy.about.last())
    else {
        return;
    };
    let next = anatomy.addressee.or(anatomy.body.first().copied()).unwrap_or(last + 2);
    let found = rules(anatomy, *first, next.max(last + 1), None);
    if found.is_empty() {
        if anatomy.sheet.floating_rules.is_empty() {
            report.line("E8-rule", *last, "Dưới trích yếu không có đường kẻ.");
        }
        return;
    }
    let text = anatomy
        .sheet
        .sections
        .first()
        .and_then(|section| Some(i64::from(section.width? - section.left? - section.right?)));
    let text = text.unwrap_or(9356);
    let widths = anatomy.about.iter().map(|at| width(anatomy, *at, Element::Abstract).min(text));
    let widths: Vec<i64> = widths.collect();
    let longest = widths.iter().copied().max().unwrap_or(0);
    // A long abstract breaks where the writer wants: its line is at least half of the text.
    let shortest = widths.iter().copied().min().unwrap_or(0).min(text / 2);
    if found.iter().all(|drawn| drawn.dashed) {
        report.line("E8-rule", *last, "Đường kẻ dưới trích yếu không phải nét liền.");
    } else if !found.iter().any(|drawn| is_share(drawn, shortest, longest)) {
        let problem = "Đường kẻ dưới trích yếu không dài từ 1/3 đến 1/2 dòng chữ.";
        report.line("E8-rule", *last, problem);
    }
}

fn is_share(drawn: &Drawn, shortest: i64, longest: i64) -> bool {
    let Some(length) = drawn.length.map(i64::from) else { return true };
    let low = i64::from(*page::SHORT_RULE_PERCENT.start()) - SHARE_SLACK;
    let high = i64::from(*page::SHORT_RULE_PERCENT.end()) + SHARE_SLACK;
    length * 100 >= shortest * low && length * 100 <= longest * high
}

/// Width of a line's words in twips.
fn width(anatomy: &Anatomy<'_>, at: usize, element: Element) -> i64 {
    let line = anatomy.line(at);
    let points = line
        .half_points()
        .map_or(*element.demand().points.end(), |half| u16::try_from(half / 2).unwrap_or(14));
    let hundredths = line_width(line.text.trim(), points, true);
    i64::from(hundredths) * 1440 / 2540
}
