//! The plan that a decision encloses: behind its signature, or where the page lost that or the heading.

use super::{
    super::{
        LineUse, Reading, all_capitals,
        lines::{Line, join},
        plain,
    },
    GROUND, WITH, is_head, issued_with, kind_of, title,
};

/// A plan that a decision encloses, where the page lost the signature between them.
pub(in super::super) fn encloses(lines: &[Line], at: usize, reading: &Reading) -> bool {
    // An annex of a plan is set the same way.
    if !matches!(reading.kind.as_str(), "Quyết định" | "Nghị quyết") {
        return false;
    }
    let Some((kind, _, taken)) = kind_of(lines, at) else { return false };
    let title = lines.iter().skip(at + taken).take(6);
    let mut title = title.take_while(|line| line.furniture || !GROUND.is_match(&line.text));
    kind != "Quyết định" && title.any(|line| WITH.is_match(&line.text))
}

/// A title in capitals with "(Ban hành kèm theo …)" below it, where the page lost "KẾ HOẠCH" above.
pub(in super::super) fn titles_enclosed(lines: &[Line], at: usize) -> bool {
    // An annex is set the same way.
    let annex = ["PHỤ LỤC", "BIỂU", "DANH MỤC", "MẪU", "BẢNG", "ĐỀ CƯƠNG"];
    let annex = annex.iter().any(|word| lines[at].text.starts_with(word));
    if annex || kind_of(lines, at).is_some() {
        return false;
    }
    let mut title = lines.iter().skip(at).filter(|line| !line.furniture).take(7);
    let mut length = 0;
    title
        .find(|line| {
            length += line.length();
            !all_capitals(&line.text)
        })
        .is_some_and(|line| {
            let decided = ["Quyết định", "Nghị quyết"].iter().any(|kind| line.text.contains(kind));
            length > 40 && decided && WITH.is_match(&line.text)
        })
}

/// Takes that title; the kind stays that of the decision.
fn enclosed_title(
    lines: &[Line],
    from: usize,
    reading: &mut Reading,
    usage: &mut [LineUse],
) -> Option<usize> {
    let begin = (from..lines.len()).find(|at| !lines[*at].furniture)?;
    if !titles_enclosed(lines, begin) {
        return None;
    }
    let mut title = String::new();
    let mut at = begin;
    while !WITH.is_match(&lines[at].text) {
        if !lines[at].furniture {
            join(&mut title, &lines[at].text);
            usage[at] = LineUse::Header;
        }
        at += 1;
    }
    reading.title = title;
    Some(issued_with(lines, at, reading, usage))
}

/// A document that follows a signature block: the plan that a decision issues.
pub(in super::super) fn attached(
    lines: &[Line],
    from: usize,
    reading: &mut Reading,
    usage: &mut [LineUse],
) -> Option<usize> {
    if let Some(next) = enclosed_title(lines, from, reading, usage) {
        return Some(next);
    }
    let kind_at = (from..lines.len().min(from + 12)).find(|at| kind_of(lines, *at).is_some())?;
    let head = (from..kind_at).all(|at| {
        let line = &lines[at];
        line.furniture
            || line.cells.iter().any(|cell| is_head(cell))
            || all_capitals(&line.text) && !plain(&line.text).starts_with("phụ lục")
    });
    if !head {
        return None;
    }
    for at in from..kind_at {
        if !lines[at].furniture {
            usage[at] = LineUse::Header;
        }
    }
    Some(title(lines, kind_at, reading, usage))
}
