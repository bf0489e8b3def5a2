//! Remarks that stand, where they sit: on cells, headings, tabs and parts, for the unit that must mend them.

use std::collections::BTreeMap;

use actions::{
    part::{self, Seen},
    version::Change,
};
use domain::{
    access::UnitId,
    catalog::Catalog,
    form::{FormBody, RowKind},
    submission::SubmissionId,
};
use store::submission::RemarkRow;

use super::{anchor, clock, place_label};
use crate::{
    problem::PageError,
    state::AppState,
    view::{
        act::Link,
        entry::{RemarkLine, RemarkPanel, Said},
        mark::{Mark, Shape, Tone},
        submission::PartLine,
    },
};

/// Places that the words beside the button name; the rest are counted.
const NAMED: usize = 3;

/// What was said of a report, in what may be seen of it.
pub(super) struct Remarked {
    all: Vec<RemarkRow>,
    submission: SubmissionId,
    unit: UnitId,
    /// Whether what stands is marked at its place.
    is_marked: bool,
}

impl Remarked {
    /// For who fills: what stands is marked while the report is not handed in.
    pub(super) async fn load(state: &AppState, seen: Seen<'_>) -> Result<Self, PageError> {
        let is_marked = !seen.0.submission.state.is_filed();
        Ok(Self { is_marked, ..Self::standing(state, seen).await? })
    }

    /// For who reviews: what stands is marked whatever state the report is in.
    pub(super) async fn standing(
        state: &AppState,
        (row, sight): Seen<'_>,
    ) -> Result<Self, PageError> {
        let (submission, unit) = (row.submission.id, row.submission.unit);
        let mut all = store::submission::remarks(&mut state.store.reader(), submission).await?;
        all.retain(|remark| {
            part::form(&state.catalog, &remark.form).is_none_or(|form| sight.sees(form))
        });
        Ok(Self { all, submission, unit, is_marked: true })
    }

    /// What nobody has settled, of others than the unit or of itself: its answers.
    fn unsettled(&self, is_own: bool) -> impl Iterator<Item = &RemarkRow> {
        let marked = self.all.iter().filter(|_| self.is_marked);
        marked.filter(move |said| !said.is_settled && (said.unit == self.unit) == is_own)
    }

    /// The list of one form or of all, and the box for another for those who may write one.
    pub(super) fn panel(&self, state: &AppState, form: &str, writes: bool) -> RemarkPanel {
        let id = self.submission.0;
        let here = |said: &&RemarkRow| form.is_empty() || said.form == form || said.form.is_empty();
        let line = |said: &RemarkRow| RemarkLine {
            by: said.officer.clone(),
            whence: clock(&said.at),
            place: (!said.form.is_empty()).then(|| {
                let label = place_label(state, &said.form, &said.row, &said.column);
                let anchor = anchor(state, &said.form, &said.row);
                Link::new(label, format!("/submissions/{id}/parts/{}#{anchor}", said.form))
            }),
            text: said.body.clone(),
            settled: said.is_settled.then(|| Mark::new(Tone::Good, Shape::Tick, "Đã giải quyết")),
            acts: Vec::new(),
        };
        RemarkPanel {
            lines: self.all.iter().filter(here).map(line).collect(),
            action: writes.then(|| format!("/submissions/{id}/remarks")),
            form: form.to_owned(),
            places: Vec::new(),
            on_review: false,
        }
    }

    /// How many stand on each part.
    pub(super) fn by_form(&self) -> BTreeMap<String, u32> {
        let mut counts = BTreeMap::new();
        for remark in self.unsettled(false).filter(|remark| !remark.form.is_empty()) {
            *counts.entry(remark.form.clone()).or_default() += 1;
        }
        counts
    }

    /// What was said of rows, cells and headings of a part.
    pub(super) fn on(&self, form: &str) -> Vec<Said> {
        let here =
            self.unsettled(false).filter(|remark| remark.form == form && !remark.row.is_empty());
        here.map(|remark| Said {
            row: remark.row.clone(),
            column: remark.column.clone(),
            by: format!("{}, {}", remark.officer, clock(&remark.at)),
            text: remark.body.clone(),
        })
        .collect()
    }

    /// Those whose place neither changed since it was signed nor was answered.
    fn untouched(&self, catalog: &Catalog, changes: &[Change]) -> Vec<&RemarkRow> {
        let is_answered = |remark: &RemarkRow| {
            let place = (&remark.form, &remark.row, &remark.column);
            let same = |answer: &&RemarkRow| (&answer.form, &answer.row, &answer.column) == place;
            self.unsettled(true).filter(same).any(|answer| answer.id > remark.id)
        };
        let is_left = |remark: &&RemarkRow| {
            !changes.iter().any(|change| reaches(catalog, remark, change)) && !is_answered(remark)
        };
        self.unsettled(false).filter(is_left).collect()
    }

    /// Marks parts with what was said of them.
    pub(super) fn mark(&self, catalog: &Catalog, changes: &[Change], parts: &mut [PartLine]) {
        let left = self.untouched(catalog, changes);
        for (code, count) in self.by_form() {
            let Some(line) = parts.iter_mut().find(|line| line.code == code) else { continue };
            let is_left = left.iter().any(|remark| remark.form == code);
            line.state = marked(&line.state, count, is_left);
        }
    }

    /// "Còn 2 ý kiến, chưa sửa ô hay mục ấy: Biểu T5, Người bị bạo lực", for who hands the report in again;
    /// nothing where each was met. It is said and stops nobody: a figure may be right.
    pub(super) fn left(&self, state: &AppState, changes: &[Change]) -> String {
        let left = self.untouched(&state.catalog, changes);
        if left.is_empty() {
            return String::new();
        }
        let named = left.iter().take(NAMED).map(|remark| match remark.form.as_str() {
            "" => "Cả báo cáo".to_owned(),
            form => place_label(state, form, &remark.row, &remark.column),
        });
        let named = named.collect::<Vec<_>>().join("; ");
        let more = left.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!("; {more} chỗ khác") };
        format!(
            "còn {} ý kiến mà chỗ ấy chưa sửa, chưa trả lời ({named}{more}). Nếu số đúng, trả lời ở phần Ý kiến trao đổi rồi hãy gửi",
            left.len()
        )
    }
}

/// Whether a change answers a remark: it is of the same place, or what the place is computed from.
fn reaches(catalog: &Catalog, remark: &RemarkRow, change: &Change) -> bool {
    if remark.form.is_empty() {
        return true;
    }
    if remark.form != change.form {
        return false;
    }
    let is_row = remark.row.is_empty() || remark.row == change.row;
    let is_cell = remark.column.is_empty() || remark.column == change.column;
    is_row && is_cell || is_computed(catalog, remark)
}

/// Whether nobody types at the place: a total, a computed column.
fn is_computed(catalog: &Catalog, remark: &RemarkRow) -> bool {
    let Some(FormBody::Table(table)) = part::form(catalog, &remark.form).map(|form| &form.body)
    else {
        return false;
    };
    let is_total = |row: &domain::form::Row| matches!(row.kind, RowKind::Total { .. });
    table.row(&remark.row).is_some_and(is_total)
        || table.column(&remark.column).is_some_and(|column| column.formula.is_some())
}

/// "1 ý kiến", beside what else is left of the part.
fn marked(mark: &Mark, count: u32, is_left: bool) -> Mark {
    let words = if is_left {
        format!("{count} ý kiến")
    } else {
        format!("{count} ý kiến, đã xử lý")
    };
    let is_good = mark.tone == Tone::Good;
    let label = if is_good && is_left { words } else { format!("{}, {words}", mark.label) };
    if is_good && is_left {
        return Mark::new(Tone::Near, Shape::Back, label).loud();
    }
    Mark { label, ..mark.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_told_with_what_is_left_of_the_part() {
        let good = Mark::new(Tone::Good, Shape::Tick, "Đủ, không lỗi");
        assert_eq!(marked(&good, 1, true).label, "1 ý kiến");
        assert_eq!(marked(&good, 1, true).tone, Tone::Near);
        assert_eq!(marked(&good, 1, false).label, "Đủ, không lỗi, 1 ý kiến, đã xử lý");
        let bad = Mark::new(Tone::Bad, Shape::Bang, "2 lỗi").loud();
        assert_eq!(marked(&bad, 3, true).label, "2 lỗi, 3 ý kiến");
        assert_eq!(marked(&bad, 3, true).tone, Tone::Bad);
    }
}
