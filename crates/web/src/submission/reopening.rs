//! Whether a signed report is outdated from below, and the request that it be opened again.

use domain::{
    org_unit::listed,
    submission::{Party, Right, State as Stage},
};
use store::{reopening::Reopening, submission::SubmissionRow};

use super::clock;
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Act,
        mark::{Notice, Tone},
    },
};

/// Names of units that the notice lists; the rest are counted.
const NAMED: usize = 6;

/// What stands on the page of a report about opening it again.
pub(super) struct Panel {
    pub(super) notices: Vec<Notice>,
    pub(super) acts: Vec<Act>,
}

/// The notices and acts for who looks.
pub(super) async fn of(
    state: &AppState,
    signed: &Signed,
    row: &SubmissionRow,
    party: &Party<'_>,
) -> Result<Panel, PageError> {
    let request = if row.submission.state == Stage::Accepted {
        store::reopening::newest(&mut state.store.reader(), row.submission.id).await?
    } else {
        None
    };
    let mut notices = Vec::new();
    notices.extend(stale(state, row).await?);
    notices.extend(request.as_ref().map(told));
    let acts = acts(signed, row, party, request.as_ref());
    Ok(Panel { notices, acts })
}

/// What a request says while it waits, and what came of one that was refused.
fn told(request: &Reopening) -> Notice {
    let Reopening { reason, by, answer, at, .. } = request;
    if request.waits() {
        let text = format!("{by}, {}: “{reason}”", clock(at));
        return Notice::new(Tone::Part, "Đề nghị mở lại đang chờ trả lời.", text);
    }
    let text = format!("Lý do của nơi nhận: “{answer}”");
    Notice::new(Tone::Near, "Đề nghị mở lại không được đồng ý.", text)
}

fn acts(
    signed: &Signed,
    row: &SubmissionRow,
    party: &Party<'_>,
    request: Option<&Reopening>,
) -> Vec<Act> {
    let base = format!("/submissions/{}", row.submission.id.0);
    let act = |label: &str, path: &str| Act::new(label, format!("{base}/{path}"), &signed.csrf);
    let waits = request.is_some_and(Reopening::waits);
    let mut acts = Vec::new();
    if party.may(Right::AskReopening) && !waits && row.submission.state == Stage::Accepted {
        acts.push(act("Đề nghị mở lại", "ask-reopening").asking("Lý do đề nghị mở lại"));
    }
    if party.may(Right::Review) && waits {
        acts.push(act("Không mở lại", "refuse-reopening").asking("Lý do không mở lại"));
    }
    acts
}

/// A district whose communes were corrected after it signed must sign again.
async fn stale(state: &AppState, row: &SubmissionRow) -> Result<Option<Notice>, PageError> {
    if !actions::part::share::is_shared(row) || !row.submission.state.is_filed() {
        return Ok(None);
    }
    let Some(version) = row.newest_version_id else { return Ok(None) };
    let mut reader = state.store.reader();
    let changed =
        store::stale::parts(&mut reader, version, row.round_id, row.submission.unit).await?;
    if changed.is_empty() {
        return Ok(None);
    }
    let named = listed(&changed, NAMED);
    let next = match row.submission.state {
        Stage::Accepted => "Đề nghị mở lại",
        Stage::Submitted => "Người ký rút về, hoặc nơi nhận trả lại",
        _ => "Đề nghị nơi nhận trả lại",
    };
    let text = format!(
        "Sau khi ký, {} đơn vị cấp dưới có bản mới được chấp nhận: {named}. {next}; số mới tự cộng vào, kiểm tra rồi ký lại.",
        changed.len()
    );
    Ok(Some(Notice::new(Tone::Near, "Tổng hợp đã cũ.", text)))
}
