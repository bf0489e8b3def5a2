//! Appendices: Roman numbers, a mention in the body, page numbers of their own, title and attachment.

use std::collections::BTreeSet;

use super::face;
use crate::decree::{self, Element};
use crate::lint::{
    anatomy::Anatomy,
    cite,
    report::Report,
    sheet::{Origin, folded},
};

/// Words that point to every appendix at once.
const ALL: [&str; 3] = ["cac phu luc kem theo", "cac phu luc dinh kem", "toan bo phu luc"];
/// Kinds of documents that others come with: "ban hành kèm theo Quyết định số …".
const KINDS_IT_CAME_WITH: [&str; 8] = [
    "quyet dinh",
    "nghi quyet",
    "nghi dinh",
    "thong tu",
    "ke hoach so",
    "cong van so",
    "bao cao so",
    "to trinh so",
];

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    mentions(anatomy, report);
    let count = anatomy.annexes.len();
    if count == 0 {
        return;
    }
    if !anatomy.is_annex_alone {
        pointers(anatomy, report);
    }
    order(anatomy, report);
    for annex in &anatomy.annexes {
        face::judge(anatomy, annex.name, Element::AppendixName, report);
        for title in &annex.title {
            face::judge(anatomy, *title, Element::AppendixTitle, report);
        }
        if count > 1 && !is_roman(anatomy.text(annex.name)) {
            report.line("A-01-roman", annex.name, "Số thứ tự phụ lục không phải chữ số La Mã.");
        }
        match annex.attached {
            Some(at) => {
                face::judge(anatomy, at, Element::Attached, report);
                attached_rule(anatomy, at, report);
                attached_to(anatomy, at, report);
            }
            None => report.line("E26", annex.name, "Thiếu dòng “(Kèm theo …)”."),
        }
        pages(anatomy, annex.name, report);
        end(anatomy, annex.name, annex.end, report);
    }
}

/// Each appendix has the number behind the one before; one that goes on says so.
fn order(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let mut wanted = None;
    let mut had = BTreeSet::new();
    for annex in &anatomy.annexes {
        let goes_on = anatomy.line(annex.name).folded.contains("tiep theo");
        let number = number_of(anatomy.text(annex.name)).filter(|_| !goes_on);
        let Some(number) = number else { continue };
        let due = wanted.unwrap_or(number);
        wanted = Some(due + 1);
        let is_twice = !had.insert(number);
        if number != due {
            let [found, due] = [number, due].map(domain::roman::roman);
            let problem = if is_twice {
                format!("Hai phụ lục cùng số {found}.")
            } else {
                format!("Phụ lục {found} đứng ở chỗ của Phụ lục {due}.")
            };
            report.mend("A-01-order", annex.name, problem, format!("Ghi Phụ lục {due}."));
        }
    }
}

/// Lines that "(Kèm theo …)" may take, and lines behind and before it on which its rule may hang.
const ATTACHED_LINES: usize = 5;
const BEHIND_ATTACHED: usize = 2;
const BEFORE_ATTACHED: usize = 2;

/// "(Kèm theo …)" names this document and no other (E26); blank room says nothing.
fn attached_to(anatomy: &Anatomy<'_>, at: usize, report: &mut Report<'_>) {
    let symbol = |line: usize| cite::all(anatomy.text(line)).into_iter().next().map(|c| c.symbol);
    let (Some(own), Some(named)) = (anatomy.number.and_then(symbol), symbol(at)) else { return };
    if own != named {
        let problem = format!("Phụ lục ghi kèm theo văn bản số {named}, văn bản này số {own}.");
        report.mend("E26", at, problem, format!("Ghi số {own}."));
    }
}

/// A solid rule is drawn below "(Kèm theo …)".
fn attached_rule(anatomy: &Anatomy<'_>, at: usize, report: &mut Report<'_>) {
    if anatomy.sheet.origin == Origin::Text {
        return;
    }
    let lines = &anatomy.sheet.lines;
    let near = lines.iter().skip(at).take(ATTACHED_LINES);
    let open = near.take_while(|line| !line.text.trim_end().ends_with(')')).count();
    let end = at + open.min(ATTACHED_LINES - 1);
    let behind = lines.iter().skip(end + 1).take(BEHIND_ATTACHED).take_while(|l| l.is_empty());
    // A drawn shape may be anchored at the title above.
    let from = at.saturating_sub(BEFORE_ATTACHED);
    let mut ruled = lines.iter().take(end + 1).skip(from).chain(behind);
    if !ruled.any(|line| line.rules.iter().any(|drawn| !drawn.dashed)) {
        report.line("A-03-rule", at, "Dưới dòng “(Kèm theo …)” không có đường kẻ nét liền.");
    }
}

/// The body points to each appendix.
fn pointers(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let lines = anatomy.body.iter().map(|at| anatomy.line(*at).folded.as_str());
    let words = lines.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
    if let [only] = &anatomy.annexes[..] {
        if !words.contains("phu luc") && !attaches(&words) {
            report.line("A-01", only.name, "Nội dung không nhắc đến phụ lục.");
        }
        return;
    }
    if ALL.iter().any(|all| words.contains(all)) {
        return;
    }
    let named = named(&words);
    for (annex, order) in anatomy.annexes.iter().zip(1..) {
        let number = number_of(anatomy.text(annex.name)).unwrap_or(order);
        if !named.contains(&number) {
            let name = anatomy.text(annex.name);
            let problem = format!("Nội dung không nhắc đến {name}.");
            let fix = format!("Thêm vào nội dung câu dẫn, ví dụ: ({name} kèm theo).");
            report.mend("A-01", annex.name, problem, fix);
        }
    }
}

/// "(danh sách kèm theo)": something is attached, and it is not the document that came with another.
fn attaches(words: &str) -> bool {
    words.match_indices("kem theo").any(|(place, found)| {
        let rest = words[place + found.len()..].trim_start();
        let is_of_another = KINDS_IT_CAME_WITH.iter().any(|kind| rest.starts_with(kind));
        !is_of_another
    })
}

/// Numbers of the appendices that a text names: "Phụ lục I", "Phụ lục I, II và III", "Phụ lục I đến IV".
fn named(words: &str) -> BTreeSet<u32> {
    let mut named = BTreeSet::new();
    for (place, found) in words.match_indices("phu luc ") {
        let mut last = None;
        let mut is_range = false;
        for word in words[place + found.len()..].split_whitespace() {
            let bare = word.trim_matches(['(', ')', ',', '.', ';', ':', '/']);
            match (bare, numeral(bare)) {
                (_, Some(number)) => {
                    let from = last.filter(|_| is_range).unwrap_or(number);
                    named.extend(from.min(number)..=number);
                    (last, is_range) = (Some(number), false);
                }
                ("den" | "-" | "–", None) => is_range = true,
                ("va" | "phu" | "luc" | "cac" | "so", None) => {}
                (range, None) => {
                    let ends = range.split_once(['-', '–']);
                    let ends = ends.and_then(|(a, b)| Some((numeral(a)?, numeral(b)?)));
                    let Some((from, to)) = ends else { break };
                    named.extend(from..=to);
                }
            }
        }
    }
    named
}

/// `iv` or `04` as a number.
fn numeral(word: &str) -> Option<u32> {
    if !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) {
        return word.parse().ok().filter(|number| *number < 100);
    }
    let is_small = word.chars().all(char::is_lowercase);
    let number = domain::roman::value(&word.to_uppercase());
    number.filter(|number| is_small && *number <= 60)
}

/// The number of an appendix by its name.
fn number_of(name: &str) -> Option<u32> {
    let word = name.split_whitespace().nth(2)?.trim_end_matches([':', '.']);
    numeral(&word.to_lowercase())
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
