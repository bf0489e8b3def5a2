//! What was shown of a table is written as accepted versions of the round before.

use std::collections::BTreeMap;

use domain::{
    cell::CellStatus, deed::Deed, fold::clean, form::Form, org_unit::listed, sentence::is_sentence,
    submission::State,
};
use store::{
    audit::Subject,
    db::{Store, Tx},
    played::{self, Played},
    round::RoundRow,
    submission::RoundSubmission,
    value::{Place, WholeVersion},
};

use super::{UnitFigures, compared, require, text};
use crate::{Acting, Error, submission::sealed};

/// Units that a refusal names; the rest are counted.
const NAMED: usize = 5;

/// Writes what was shown as the accepted version of the round before; says how many units.
///
/// # Errors
/// When the officer is not of the receiving office, the catalog names no round before, what is known
/// changed since the table was shown, or an accepted report is written over without a reason.
pub async fn load(
    store: &Store,
    acting: &Acting,
    round: &RoundRow,
    form: &Form,
    (words, mark): (&str, &str),
    reason: &str,
) -> Result<usize, Error> {
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    require(acting)?;
    let given = text::read(form, table, words)?;
    let mut tx = store.begin().await?;
    let read = compared(&mut tx, acting, round, (form, table), given).await?;
    let Some(previous) = round.previous_id else {
        return Err(Error::refused(
            "CON-021",
            "Đợt này không có đợt trước trong danh mục nên không có chỗ ghi số năm trước.",
            "Khai đợt trước (previous) trong danh mục rồi nạp lại danh mục.",
        ));
    };
    if read.mark() != mark {
        return Err(Error::refused(
            "CON-022",
            "Số năm trước đã đổi sau khi xem trước, hoặc bảng chưa được xem trước; chưa có gì được ghi.",
            "Xem trước lại bảng này, đối chiếu số đang có rồi bấm Ghi.",
        ));
    }
    let reason = clean(reason);
    let rewritten = read.rewritten();
    if !is_sentence(&reason) && !rewritten.is_empty() {
        return Err(Error::refused(
            "CON-024",
            format!(
                "Bảng này thay số trong báo cáo đã chấp nhận của {}, mà chưa ghi lý do thành câu.",
                listed(&rewritten, NAMED)
            ),
            "Ghi một câu lý do (văn bản, đính chính nào), rồi bấm Ghi; bản cũ vẫn giữ trong các bản đã gửi.",
        ));
    }
    let cells = store::value::cell_numbers_of(&mut tx, &form.code).await?;
    let owed = store::submission::of_round(&mut tx, previous).await?;
    let loading = Loading { previous, form, cells, owed, reason: &reason };
    let mut written = 0;
    for unit in read.units.iter().filter(|unit| !unit.lines.is_empty()) {
        loading.save(&mut tx, acting, unit).await?;
        written += 1;
    }
    let detail = format!("units={written} cells={}", read.taken());
    let entry = acting
        .audit(Deed::RoundLoadLastYear, Subject::RoundForm(&round.code, &form.code))
        .with(&detail);
    tx.finish(entry).await?;
    Ok(written)
}

/// A table on its way into the reports of the round before.
struct Loading<'a> {
    previous: i64,
    form: &'a Form,
    /// Numbers of the form's cells.
    cells: BTreeMap<Place, i64>,
    owed: Vec<RoundSubmission>,
    reason: &'a str,
}

impl Loading<'_> {
    /// A version of a unit's earlier report with these figures in it.
    async fn save(&self, tx: &mut Tx, acting: &Acting, unit: &UnitFigures) -> Result<(), Error> {
        let owed = self.owed.iter().find(|row| row.unit == unit.unit).ok_or(Error::NotFound)?;
        let known =
            store::submission::load(tx, &acting.scope, owed.id).await?.ok_or(Error::NotFound)?;
        let mut cells = match known.accepted_version_id {
            Some(version) => store::value::whole_version(tx, version).await?,
            None => WholeVersion::default(),
        };
        for line in &unit.lines {
            let Some(cell) = self.cells.get(&line.place) else { continue };
            cells.cells.retain(|(known, ..)| known != cell);
            let status =
                if line.amount.is_some() { CellStatus::Actual } else { CellStatus::NotArising };
            cells.cells.push((*cell, line.amount, status));
        }
        let (number, by) = (known.submission.versions + 1, acting.by());
        let version = store::value::save_version(tx, owed.id, number, None, by, &cells).await?;
        if let Some(before) = known.accepted_version_id {
            store::value::carry(tx, before, version).await?;
        }
        if crate::part::share::is_shared(&known) {
            store::value::save_parts_used(tx, version, self.previous, unit.unit).await?;
            store::value::share::split(tx, version, self.reason).await?;
            if let Some(before) = known.accepted_version_id {
                store::value::share::carry_reasons(tx, before, version).await?;
            }
        }
        let played = Played {
            late: known.submission.late,
            versions: number,
            version,
            signer: Some(acting.officer.id),
            filed_at: Some(acting.now),
            accepted_at: Some(acting.now),
            ..Played::new(State::Accepted)
        };
        played::save(tx, owed.id, &played).await?;
        let deed = Deed::SubmissionLoadLastYear;
        let said = match self.reason {
            "" => self.form.code.clone(),
            reason => format!("{}: {reason}", self.form.code),
        };
        store::submission::record_event(tx, owed.id, by, deed, &said, number).await?;
        let detail = format!("version={number} {}", sealed(tx, version).await?);
        store::audit::record(tx, acting.audit(deed, Subject::Submission(owed.id)).with(&detail))
            .await?;
        Ok(())
    }
}
