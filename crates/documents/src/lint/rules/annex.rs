//! Appendices: Roman numbers, a mention in the body, page numbers of their own, title and attachment.

use super::face;
use crate::decree::{self, Element};
use crate::lint::{
    anatomy::Anatomy,
    report::Report,
    sheet::{Origin, folded},
};

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    mentions(anatomy, report);
    let count = anatomy.annexes.len();
    if count == 0 {
        return;
    }
    let mentioned = anatomy.body.iter().any(|at| {
        let words = &anatomy.line(*at).folded;
        words.contains("phu luc") || words.contains("kem theo")
    });
    if !mentioned && !anatomy.is_annex_alone {
        report.line("A-01", anatomy.annexes[0].name, "Nội dung không nhắc đến phụ lục.");
    }
    for annex in &anatomy.annexes {
        face::judge(anatomy, annex.name, Element::AppendixName, report);
        for title in &annex.title {
            face::judge(anatomy, *title, Element::AppendixTitle, report);
        }
        if count > 1 && !is_roman(anatomy.text(annex.name)) {
            report.line("A-01-roman", annex.name, "Số thứ tự phụ lục không phải chữ số La Mã.");
        }
        match annex.attached {
            Some(at) => face::judge(anatomy, at, Element::Attached, report),
            None => report.line("E26", annex.name, "Thiếu dòng “(Kèm theo …)”."),
        }
        pages(anatomy, annex.name, report);
        end(anatomy, annex.name, annex.end, report);
    }
}

/// "Phụ lục 01" in the body: the plan's old habit.
fn mentions(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    for at in anatomy.body.iter().copied() {
        let words = &anatomy.line(at).folded;
        let found = words.match_indices("phu luc ").any(|(place, name)| {
            words[place + name.len()..].starts_with(|c: char| c.is_ascii_digit())
        });
        if found {
            report.line("A-01-roman", at, "Phụ lục được gọi bằng chữ số Ả Rập.");
        }
    }
}

fn is_roman(text: &str) -> bool {
    let words = text.split_whitespace().nth(2).unwrap_or_default().trim_end_matches([':', '.']);
    !words.is_empty() && words.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
}

/// Page numbers begin again with the appendix.
fn pages(anatomy: &Anatomy<'_>, name: usize, report: &mut Report<'_>) {
    let line = anatomy.line(name);
    let section = match anatomy.sheet.origin {
        Origin::Text => return,
        Origin::Docx => anatomy.sheet.sections.get(line.section),
        Origin::Pdf => {
            let page = line.page.unwrap_or(0);
            anatomy.sheet.sections.iter().find(|section| section.page == page)
        }
    };
    let restarts = match anatomy.sheet.origin {
        Origin::Docx => {
            (line.section > 0 || anatomy.is_annex_alone)
                && section.is_some_and(|s| s.start == Some(1))
        }
        _ => section.is_some(),
    };
    let is_numbered = anatomy.sheet.sections.iter().any(|section| section.number.is_some());
    if !restarts && is_numbered {
        report.line("A-02", name, "Số trang của phụ lục không bắt đầu lại từ 1.");
    }
}

fn end(anatomy: &Anatomy<'_>, from: usize, to: usize, report: &mut Report<'_>) {
    let mut words = (from..to).rev().filter(|at| !anatomy.line(*at).is_empty());
    // A table may close an appendix; the mark then stands below it, or in its last cell.
    let marked = words.any(|at| {
        let text = folded(&anatomy.line(at).text).replace(' ', "");
        text.ends_with(decree::END_MARK)
    });
    if !marked {
        report.line("E18", from, "Cuối phụ lục thiếu “./.”.");
    }
}
