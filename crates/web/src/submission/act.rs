//! The buttons of a submission: each posts, does one action, and comes back.

use actions::{draft, estimate, reopening, review, submission};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{plan::read::typed_date, submission::SubmissionId};
use jiff::civil::Date;

use super::anchor;
use crate::{
    done::Done, form::Fields, posted::Posted, problem::PageError, session::done, state::AppState,
};

/// `POST /submissions/{id}/{act}`.
pub async fn post(
    State(state): State<AppState>,
    Path((id, act)): Path<(i64, String)>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let (store, acting, number) = (&state.store, &signed.acting, SubmissionId(id));
    let reason = fields.get("reason");
    let what = match act.as_str() {
        "ready" => {
            submission::make_ready(store, &state.catalog, acting, number).await?;
            Done::Ready
        }
        "take-back" => {
            submission::take_back(store, acting, number).await?;
            Done::TakenBack
        }
        "submit" => {
            submission::submit(store, &state.catalog, acting, number).await?;
            Done::Submitted
        }
        "see-below" => {
            let shown = fields.get("shown").split(',').filter_map(|id| id.parse().ok());
            draft::see_below(store, acting, number, &shown.collect::<Vec<i64>>()).await?;
            Done::SeenBelow
        }
        "withdraw" => {
            submission::withdraw(store, acting, number).await?;
            Done::Withdrawn
        }
        "start-review" => {
            review::start(store, acting, number).await?;
            return Ok(done(&format!("/submissions/{id}/review"), Done::Reviewing));
        }
        "return" => {
            review::return_to(store, acting, number, reason).await?;
            Done::Returned
        }
        "accept" => {
            review::accept(store, acting, number).await?;
            Done::Accepted
        }
        "reopen" => {
            let until = day_asked(fields.get("until"))?;
            review::reopen(store, acting, number, until, reason).await?;
            Done::Reopened
        }
        "ask-reopening" => {
            reopening::ask(store, acting, number, reason).await?;
            Done::ReopeningAsked
        }
        "refuse-reopening" => {
            reopening::refuse(store, acting, number, reason).await?;
            Done::ReopeningRefused
        }
        "waive" => {
            submission::waive_second_officer(store, acting, number, reason).await?;
            Done::Saved
        }
        "remarks" => {
            let place = remarked(&fields);
            let said = (number, place);
            review::remark(store, &state.catalog, acting, said, fields.get("text")).await?;
            return Ok(done(&after_remark(&state, id, &fields), Done::Remarked));
        }
        "extension" => {
            let until = day_asked(fields.get("until"))?;
            review::ask_extension(store, acting, number, until, reason).await?;
            Done::ExtensionAsked
        }
        "grant-extension" => {
            let other = match fields.get("until") {
                "" => None,
                typed => Some(day_asked(typed)?),
            };
            review::grant_extension(store, acting, number, other).await?;
            Done::ExtensionGranted
        }
        "refuse-extension" => {
            review::refuse_extension(store, acting, number, reason).await?;
            Done::ExtensionRefused
        }
        "true-up" => {
            let cell = fields.get("cell").parse().map_err(|_| PageError::NotFound)?;
            let figure = fields.get("figure");
            estimate::true_up(store, &state.catalog, acting, (number, cell), figure).await?;
            Done::Saved
        }
        _ => return Err(PageError::NotFound),
    };
    Ok(done(&format!("/submissions/{id}"), what))
}

/// Form, row and column that a remark is put on: as chosen, else the part whose page it was written on.
fn remarked(fields: &Fields) -> (&str, &str, &str) {
    let mut chosen = fields.get("place").splitn(3, '|');
    match (chosen.next(), chosen.next(), chosen.next()) {
        (Some(form), Some(row), Some(column)) if !form.is_empty() => (form, row, column),
        _ => (fields.get("form"), fields.get("row"), fields.get("column")),
    }
}

/// Back to where the remark was written, at its place.
fn after_remark(state: &AppState, id: i64, fields: &Fields) -> String {
    let (form, row, _) = remarked(fields);
    let anchor = anchor(state, form, row);
    match fields.get("from") {
        "review" => format!("/submissions/{id}/review#{anchor}"),
        _ if form.is_empty() => format!("/submissions/{id}"),
        _ => format!("/submissions/{id}/parts/{form}#{anchor}"),
    }
}

/// The day until which time is asked for or given.
fn day_asked(typed: &str) -> Result<Date, PageError> {
    typed_date(typed).ok_or_else(|| {
        PageError::refused(
            "SUB-013",
            "Chưa đọc được ngày gia hạn hoặc mở lại.",
            "Chọn ngày trên lịch, hoặc ghi ngày/tháng/năm, ví dụ 20/12/2024.",
        )
    })
}
