//! `/submissions`: what the own unit owes and has filed.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    access::UnitId,
    period::{day, days_left_words},
};
use serde::Deserialize;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::Mark,
        submission::{SubmissionLine, SubmissionsPage},
    },
};

/// Which of them are asked for.
#[derive(Debug, Deserialize)]
pub struct Filter {
    #[serde(default)]
    state: String,
    /// Another unit of the scope; the own where empty.
    unit: Option<i64>,
}

/// `GET /submissions`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Query(filter): Query<Filter>,
) -> Result<Html<String>, PageError> {
    let today = signed.acting.today();
    let unit = filter.unit.map_or(signed.acting.officer.unit, UnitId);
    let name = if unit == signed.acting.officer.unit {
        signed.row.unit_name.clone()
    } else {
        let known = store::org_unit::by_id(&mut state.store.reader(), unit).await?;
        known.ok_or(PageError::NotFound)?.name
    };
    let own = filter.unit.map_or(String::new(), |unit| format!("&unit={unit}"));
    let rows =
        store::submission::list_own(&mut state.store.reader(), &signed.acting.scope, unit).await?;
    let filed = filter.state == "filed";
    let (done, open): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| row.submission.state.is_filed());
    let shown = if filed { &done } else { &open };
    let lines = shown
        .iter()
        .map(|row| {
            let due = row.submission.effective_due();
            let overdue = row.submission.is_overdue(today);
            let late = i64::from(-domain::period::days_between(today, due));
            SubmissionLine {
                link: Link::new(
                    row.round_title.clone(),
                    format!("/submissions/{}", row.submission.id.0),
                ),
                unit: row.unit_name.clone(),
                due: format!("hết {}", day(due)),
                state: if overdue {
                    Mark::late(late)
                } else {
                    Mark::of_state(row.submission.state)
                },
                note: if filed {
                    row.filed_at.as_deref().map_or(String::new(), super::clock)
                } else {
                    days_left_words(today, due).to_lowercase()
                },
            }
        })
        .collect();
    let officer = &signed.acting.officer;
    let may_import = actions::workbook::reach(&mut state.store.reader(), officer).await?.is_some();
    let page = SubmissionsPage {
        title: "Báo cáo đơn vị phải nộp".into(),
        lead: name,
        may_import,
        filters: vec![
            Choice::new(
                format!("Còn phải làm {}", open.len()),
                format!("/submissions?state={own}"),
                !filed,
            ),
            Choice::new(
                format!("Đã gửi {}", done.len()),
                format!("/submissions?state=filed{own}"),
                filed,
            ),
        ],
        lines,
        frame: signed.frame(&state, "Nhập liệu", Nav::Entry),
    };
    Ok(Html(page.render()?))
}
