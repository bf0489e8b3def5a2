//! The parts of a report as its page lists them: how much is filled, what is left, who wrote last.

use actions::part::{self, Part, Seen, is_asked};
use domain::{
    form::{Form, FormBody, RowKind, Severity, Table},
    submission::{Explanations, State as Stage, unexplained},
};
use store::{db::Reader, submission::SubmissionRow};

use super::clock;
use crate::{
    problem::PageError,
    state::AppState,
    view::{
        act::Link,
        mark::{Mark, Shape, Tone},
        submission::PartLine,
    },
};

/// The parts of a report; of one that was handed in, they stand until something that counts changes.
pub(super) async fn lines(
    state: &AppState,
    (row, sight): Seen<'_>,
) -> Result<Vec<PartLine>, PageError> {
    if !row.submission.state.is_filed() {
        return part_lines(state, (row, sight)).await;
    }
    let turn = store::turn::now(&mut state.store.reader()).await?;
    let (id, version) = (row.submission.id.0, row.submission.versions);
    let cell = state.parts.cell(format!("{id}/{version}/{sight:?}/{turn:?}"));
    Ok(cell.get_or_try_init(|| part_lines(state, (row, sight))).await?.clone())
}

/// Why a report cannot be handed in yet, and where; `None` where nothing stops it.
pub(super) fn stops(parts: &[PartLine]) -> Option<String> {
    let errors: usize = parts.iter().map(|part| part.errors).sum();
    if errors > 0 {
        return Some(format!("Còn {errors} lỗi phải sửa: {}", named(parts, |part| part.errors)));
    }
    let open: usize = parts.iter().map(|part| part.unexplained).sum();
    (open > 0).then(|| {
        format!("Còn {open} cảnh báo chưa giải trình: {}", named(parts, |part| part.unexplained))
    })
}

/// "Lời văn, Biểu T6": the parts that hold some.
fn named(parts: &[PartLine], count: impl Fn(&PartLine) -> usize) -> String {
    let some = parts.iter().filter(|part| count(part) > 0);
    some.map(|part| part.short.as_str()).collect::<Vec<_>>().join(", ")
}

/// How far a part is, before its findings are judged.
struct Filled {
    /// "42/48 ô"; empty where the unit is asked for nothing.
    words: String,
    is_empty: bool,
    /// Who wrote last, and when.
    last: String,
}

async fn part_lines(state: &AppState, (row, sight): Seen<'_>) -> Result<Vec<PartLine>, PageError> {
    let mut reader = state.store.reader();
    let mut lines = Vec::new();
    let loaded = part::load_all(&mut reader, &state.catalog, (row, sight)).await?;
    // Each part holds the sentences of all.
    let sentences = match loaded.first() {
        Some((_, part)) => part.explanations.clone(),
        None => part::sentences(&mut reader, row).await?,
    };
    let mut loaded = loaded.into_iter();
    for form in part::forms_of(&state.catalog, &row.regime) {
        if !sight.sees(form) {
            lines.push(withheld(form));
            continue;
        }
        let mut line = PartLine { code: form.code.clone(), ..withheld(form) };
        line.link.href = format!("/submissions/{}/parts/{}", row.submission.id.0, form.code);
        let (findings, filled, explanations): (_, _, Explanations) = match &form.body {
            FormBody::Table(table) => {
                let Some((_, loaded)) = loaded.next() else { continue };
                let filled = of_table(table, row, &loaded);
                (loaded.findings, filled, loaded.explanations)
            }
            FormBody::Narrative(_) => {
                let figures = loaded.as_slice().first();
                let figures = figures.map(|(_, part)| part.figures.clone()).unwrap_or_default();
                let beside = (form, &*figures);
                let found = part::of_words(&mut reader, &state.catalog, row, beside).await?;
                let unwritten = found.iter().filter(|f| f.code.ends_with("-00")).count();
                let filled = of_words(&mut reader, row, (form, unwritten)).await?;
                (found, filled, sentences.clone())
            }
        };
        line.errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        line.unexplained = unexplained(&findings, &explanations).len();
        line.state = if row.submission.state == Stage::NotStarted && !filled.words.is_empty() {
            Mark::new(Tone::Quiet, Shape::Empty, "Chưa nhập")
        } else {
            mark(&line, findings.len() - line.errors, &filled)
        };
        (line.filled, line.last) = (filled.words, filled.last);
        lines.push(line);
    }
    Ok(lines)
}

/// A part that may not be seen here.
fn withheld(form: &Form) -> PartLine {
    PartLine {
        code: form.code.clone(),
        short: match form.body {
            FormBody::Table(_) => format!("Biểu {}", form.code),
            FormBody::Narrative(_) => "Lời văn".to_owned(),
        },
        link: Link::new(form.title.clone(), ""),
        filled: String::new(),
        state: Mark::new(Tone::Quiet, Shape::Barred, "Hạn chế phổ biến"),
        last: String::new(),
        errors: 0,
        unexplained: 0,
    }
}

/// Cells with a figure, words or "không phát sinh", of those the unit is asked for.
fn of_table(table: &Table, row: &SubmissionRow, part: &Part) -> Filled {
    let unit = row.asked_unit();
    let elements = table.rows.iter().filter(|r| r.kind == RowKind::Element);
    let asked = elements.flat_map(|r| table.columns.iter().map(move |c| (&r.code, &c.code)));
    let (mut done, mut all) = (0, 0);
    for (element, column) in asked.filter(|(r, c)| is_asked(table, r, c, unit)) {
        all += 1;
        done += usize::from(part.is_answered(&(element.clone(), column.clone())));
    }
    let last = part.cells.values().max_by_key(|cell| cell.at.as_str());
    let last = last.map(|cell| (cell.officer.clone(), cell.at.clone()));
    let words = if all == 0 { String::new() } else { format!("{done}/{all} ô") };
    Filled { words, is_empty: done == 0, last: written(last) }
}

async fn of_words(
    reader: &mut Reader,
    row: &SubmissionRow,
    (form, unwritten): (&Form, usize),
) -> Result<Filled, PageError> {
    let FormBody::Narrative(headings) = &form.body else { return Err(PageError::NotFound) };
    let asked = headings.iter().filter(|h| h.required).count();
    let done = asked.saturating_sub(unwritten);
    let last = if row.submission.state.is_filed() {
        None
    } else {
        store::value::words_saved_by(reader, row.submission.id, &form.code).await?
    };
    Ok(Filled {
        words: format!("{done}/{asked} mục bắt buộc"),
        is_empty: false,
        last: written(last),
    })
}

/// "Cán bộ đầu mối, 03/12/2024 10:42"; of what was signed nobody is named here.
fn written(last: Option<(String, String)>) -> String {
    let last = last.filter(|(officer, _)| !officer.is_empty());
    last.map_or(String::new(), |(officer, at)| format!("{officer}, {}", clock(&at)))
}

fn mark(line: &PartLine, warnings: usize, filled: &Filled) -> Mark {
    match (line.errors, warnings) {
        (0, 0) if filled.words.is_empty() => {
            Mark::new(Tone::Quiet, Shape::Empty, "Không phải nhập")
        }
        (0, 0) if filled.is_empty => {
            Mark::new(Tone::Quiet, Shape::Empty, "Chưa nhập, không bắt buộc")
        }
        (0, 0) => Mark::new(Tone::Good, Shape::Tick, "Đủ, không lỗi"),
        (0, warnings) if line.unexplained == 0 => {
            Mark::new(Tone::Good, Shape::Tick, format!("{warnings} cảnh báo, đã giải trình"))
        }
        (0, warnings) if line.unexplained == warnings => {
            Mark::new(Tone::Near, Shape::Triangle, format!("{warnings} cảnh báo"))
        }
        (0, warnings) => {
            let words = format!("{warnings} cảnh báo, {} chưa giải trình", line.unexplained);
            Mark::new(Tone::Near, Shape::Triangle, words)
        }
        (errors, 0) => Mark::new(Tone::Bad, Shape::Bang, format!("{errors} lỗi")).loud(),
        (errors, warnings) => {
            Mark::new(Tone::Bad, Shape::Bang, format!("{errors} lỗi, {warnings} cảnh báo")).loud()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(short: &str, errors: usize, unexplained: usize) -> PartLine {
        PartLine {
            code: short.into(),
            short: short.into(),
            link: Link::new(short, ""),
            filled: String::new(),
            state: Mark::new(Tone::Quiet, Shape::Empty, ""),
            last: String::new(),
            errors,
            unexplained,
        }
    }

    #[test]
    fn what_stops_a_report_is_told_with_its_places() {
        let parts = [part("Lời văn", 0, 4), part("Biểu T3", 0, 0), part("Biểu T6", 0, 2)];
        let words = stops(&parts).unwrap();
        assert_eq!(words, "Còn 6 cảnh báo chưa giải trình: Lời văn, Biểu T6");
        let parts = [part("Lời văn", 0, 4), part("Biểu T3", 3, 0)];
        assert_eq!(stops(&parts).unwrap(), "Còn 3 lỗi phải sửa: Biểu T3");
        assert_eq!(stops(&[part("Biểu T3", 0, 0)]), None);
    }

    #[test]
    fn a_part_is_marked_by_what_is_left_of_it() {
        let of = |errors, warnings, unexplained, words: &str, is_empty| {
            let filled = Filled { words: words.into(), is_empty, last: String::new() };
            mark(&part("", errors, unexplained), warnings, &filled).label
        };
        assert_eq!(of(0, 0, 0, "", true), "Không phải nhập");
        assert_eq!(of(0, 0, 0, "0/8 ô", true), "Chưa nhập, không bắt buộc");
        assert_eq!(of(0, 0, 0, "8/8 ô", false), "Đủ, không lỗi");
        assert_eq!(of(0, 3, 0, "8/8 ô", false), "3 cảnh báo, đã giải trình");
        assert_eq!(of(0, 3, 1, "8/8 ô", false), "3 cảnh báo, 1 chưa giải trình");
        assert_eq!(of(2, 3, 1, "8/8 ô", false), "2 lỗi, 3 cảnh báo");
    }
}
