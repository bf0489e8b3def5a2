//! Running text of a PDF by where its letters stand (E11): a fault is told once, where most paragraphs show it.

use super::{
    body::is_running,
    levels::{Opening, opening},
};
use crate::decree::page;
use crate::lint::{
    anatomy::Anatomy,
    report::Report,
    sheet::{Line, Origin, millimetres},
};

/// What measuring line spacing on a page may miss, in percent of a single line.
const PERCENT_SLACK: u32 = 12;
/// Paragraphs that must show the same before it is told.
const SHOWN_MIN: usize = 3;
/// How far measures of one kind lie apart, in twips: a millimetre for indents, two points for gaps.
const INDENT_SLACK: i32 = 57;
const GAP_SLACK: i32 = 40;
/// Gaps above this are white lines or breaks, and no gap between paragraphs.
const GAP_MAX: i32 = 600;

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    if anatomy.sheet.origin != Origin::Pdf {
        return;
    }
    wide_lines(anatomy, report);
    indents(anatomy, report);
    gaps(anatomy, report);
}

/// Lines that stand too far apart.
fn wide_lines(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let known = anatomy.body.iter().filter_map(|at| Some((*at, anatomy.line(*at).line_percent?)));
    let known: Vec<(usize, u32)> = known.collect();
    let most = u32::from(*page::LINE_PERCENT.end()) + PERCENT_SLACK;
    let wide = || known.iter().filter(|(_, percent)| *percent > most);
    let Some((at, percent)) = wide().next().filter(|_| wide().count() * 2 > known.len()) else {
        return;
    };
    let problem = format!(
        "Giãn dòng khoảng {},{} lần, quy định 1 đến 1,5.",
        percent / 100,
        percent % 100 / 10
    );
    report.line("E11-spacing", *at, problem);
}

/// Whether a line is a paragraph of the body that is surely whole: it begins on this page with a sentence.
fn is_paragraph(line: &Line) -> bool {
    let text = line.text.trim();
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '“');
    is_running(Origin::Pdf, line)
        && line.every(|look| look.bold) != Some(true)
        && opening(text) != Opening::Dash
        && begins
}

/// The measure that most paragraphs share, with the first of them; none where they differ.
fn shared(found: &[(usize, i32)], all: usize, slack: i32) -> Option<(usize, i32)> {
    let near = |one: i32| found.iter().filter(move |(_, other)| (other - one).abs() <= slack);
    let (at, measure) = found.iter().max_by_key(|(_, one)| near(*one).count())?;
    let count = near(*measure).count();
    (count >= SHOWN_MIN && count * 2 > all).then(|| {
        let first = near(*measure).next().map_or(*at, |(first, _)| *first);
        (first, *measure)
    })
}

/// First lines that stand in by neither 10 nor 12,7 mm.
fn indents(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let wanted = page::FIRST_LINE_HUNDREDTHS.map(|mm| i32::from(mm) * 1440 / 2540);
    let lines = anatomy.body.iter().map(|at| (*at, anatomy.line(*at)));
    // The first line of a page may go on from the page before.
    let begun = lines.filter(|(_, line)| is_paragraph(line) && line.above.is_some());
    let all: Vec<(usize, i32)> =
        begun.filter_map(|(at, line)| Some((at, line.first_line?))).collect();
    let is_wrong = |(_, first): &&(usize, i32)| {
        wanted.iter().all(|wanted| (wanted - first).abs() > INDENT_SLACK)
    };
    let wrong: Vec<(usize, i32)> = all.iter().filter(is_wrong).copied().collect();
    let Some((at, first)) = shared(&wrong, all.len(), INDENT_SLACK) else { return };
    let problem = format!(
        "Chữ đầu dòng các đoạn lùi khoảng {} mm, quy định 10 hoặc 12,7 mm.",
        millimetres(first.max(0))
    );
    report.line("E11-indent", at, problem);
}

/// Gaps between paragraphs below 6 pt.
fn gaps(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let least = i32::from(page::PARAGRAPH_GAP_PT) * 20;
    let mut all = Vec::new();
    for pair in anatomy.body.windows(2) {
        let (before, line) = (anatomy.line(pair[0]), anatomy.line(pair[1]));
        let are_neighbours = pair[0] + 1 == pair[1] && before.page == line.page;
        if !(are_neighbours && is_paragraph(before) && is_paragraph(line)) {
            continue;
        }
        // Both are set alike: where they are not, nothing is sure.
        let pitches = before.pitch.zip(line.pitch).filter(|(one, other)| (one - other).abs() <= 6);
        if let Some((above, (pitch, _))) = line.above.zip(pitches) {
            all.push((pair[1], above - pitch));
        }
    }
    all.retain(|(_, gap)| *gap < GAP_MAX);
    let close: Vec<(usize, i32)> =
        all.iter().filter(|(_, gap)| *gap < least - GAP_SLACK).copied().collect();
    let Some((at, gap)) = shared(&close, all.len(), GAP_SLACK) else { return };
    let problem =
        format!("Các đoạn cách nhau khoảng {} pt, quy định ít nhất 6 pt.", gap.max(0) / 20);
    report.line("E11-gap", at, problem);
}
