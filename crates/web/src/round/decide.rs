//! Decisions about a round: the desk closes and reopens it, a district sets the day of its communes.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    access::{Role, UnitId},
    plan::read::typed_date,
};
use store::round::RoundRow;

use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::Act,
        round::{Decision, decision_words},
    },
};

/// What the officer may decide about a round.
pub(super) fn acts(signed: &Signed, round: &RoundRow, office: UnitId) -> Vec<Act> {
    let officer = &signed.acting.officer;
    let act = |label: &str, what: &str| {
        Act::new(label, format!("/rounds/{}/decide/{what}", round.code), &signed.csrf)
    };
    if officer.unit != office {
        return Vec::new();
    }
    let closed = round.closes < signed.acting.today();
    match (officer.is(Role::Desk), closed) {
        (true, true) => {
            vec![act("Mở lại đợt", "reopen").asking_day("Nhận đến hết ngày").asking("Lý do mở lại")]
        }
        (true, false) if round.due < signed.acting.today() => {
            vec![act("Đóng đợt", "close").asking("Lý do đóng đợt")]
        }
        (false, false) if officer.is_any(&[Role::Reviewer, Role::Signer]) => {
            vec![
                act("Đặt ngày cho xã", "set-day")
                    .asking_day("Các xã gửi đến hết ngày")
                    .asking("Lý do, ghi chú cho các xã"),
            ]
        }
        _ => Vec::new(),
    }
}

/// What was decided so far, newest first.
pub(super) async fn lines(
    state: &AppState,
    round: &RoundRow,
    office: UnitId,
) -> Result<Vec<Decision>, PageError> {
    let events = store::round_event::list(&mut state.store.reader(), round.id, office).await?;
    let line = |event: &store::round_event::RoundEvent| Decision {
        at: crate::submission::clock(&event.at),
        by: format!("{}, {}", event.officer, event.unit),
        what: decision_words(event.decided, event.day),
        reason: event.reason.clone(),
    };
    Ok(events.iter().map(line).collect())
}

/// `POST /rounds/{code}/decide/{what}`.
pub async fn post(
    State(state): State<AppState>,
    Path((code, what)): Path<(String, String)>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let (store, acting, reason) = (&state.store, &signed.acting, fields.get("reason"));
    let until = || {
        typed_date(fields.get("until")).ok_or_else(|| {
            PageError::refused(
                "RND-006",
                "Chưa đọc được ngày.",
                "Chọn ngày trên lịch, hoặc ghi ngày/tháng/năm, ví dụ 20/12/2024.",
            )
        })
    };
    let told = match what.as_str() {
        "close" => {
            actions::round::close(store, acting, &code, reason).await?;
            Done::RoundClosed
        }
        "reopen" => {
            actions::round::reopen(store, acting, &code, (until()?, reason)).await?;
            Done::RoundReopened
        }
        "set-day" => {
            actions::round::set_day(store, acting, &code, (until()?, reason)).await?;
            Done::RoundDay
        }
        _ => return Err(PageError::NotFound),
    };
    Ok(done(&format!("/rounds/{code}"), told))
}
