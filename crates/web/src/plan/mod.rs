//! `/plan`: the plan's tree with its tasks; `read` and `issued` are the plans that officers read and confirm.

pub mod issued;
pub mod read;
pub mod reissue;
mod words;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    plan::{Item, Task},
    regime::Duty,
};
use serde::Deserialize;

/// Largest posted body in bytes: the largest file that is read, and some fields.
pub const BODY_MAX: usize = exchange::text::FILE_SIZE_BYTES_MAX + 2 * 1024 * 1024;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Notice, Tone},
        plan::{BodyRole, PlanLine, PlanPage},
    },
};

/// Whose tasks are asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// "me": only items with a task of the own unit.
    #[serde(default)]
    unit: String,
}

/// `GET /plan`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let plan = &state.catalog.plan;
    let unit = store::org_unit::by_id(&mut state.store.reader(), signed.acting.officer.unit)
        .await?
        .ok_or(PageError::NotFound)?;
    let mine = asked.unit == "me";
    let own =
        |task: &Task| task.lead.iter().chain(&task.coordinating).any(|body| *body == unit.key);
    let mut lines = Vec::new();
    for item in &plan.items {
        if mine && !item.tasks.iter().any(own) {
            continue;
        }
        lines.push(heading(item));
        let tasks = item.tasks.iter().filter(|task| !mine || own(task));
        lines.extend(tasks.map(|task| line(&state, item, task)));
    }
    let mut notices = Vec::new();
    if plan.number.is_empty() {
        let text =
            "Văn bản có trong hệ thống không ghi số và ngày ban hành; cần bổ sung từ bản gốc.";
        notices.push(Notice::new(Tone::Near, "Thiếu số, ngày.", text));
    }
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let count: usize = plan.items.iter().map(|item| item.tasks.len()).sum();
    let page = PlanPage {
        title: if plan.title.is_empty() { state.catalog.title.clone() } else { plan.title.clone() },
        lead: format!("{} mục, {count} nhiệm vụ", plan.items.len()),
        filters: vec![
            Choice::new("Cả kế hoạch", "/plan", !mine),
            Choice::new(format!("Việc của {}", unit.short_name), "/plan?unit=me", mine),
        ],
        facts: [
            fact("Số, ký hiệu", &plan.number),
            fact("Ngày", &plan.date.map_or(String::new(), domain::period::day)),
            fact("Cơ quan ban hành", &plan.issuer),
            fact("Chức vụ người ký", &plan.signer_title),
            fact("Nơi nhận", &plan.recipients.join("; ")),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect(),
        notices,
        lines,
        found: Vec::new(),
        downloads: vec![Link::new("Kế hoạch đã xác nhận", "/plan/issued")],
        read: actions::plan::may_read(&signed.acting)
            .is_ok()
            .then(|| Link::new("Đọc một kế hoạch đã ban hành", "/plan/read")),
        frame: signed.frame(&state, "Kế hoạch", Nav::Plan),
    };
    Ok(Html(page.render()?))
}

fn depth(anchor: &str) -> u8 {
    u8::try_from(anchor.split('.').count()).unwrap_or(u8::MAX)
}

fn heading(item: &Item) -> PlanLine {
    PlanLine {
        anchor: item.anchor.clone(),
        depth: depth(&item.anchor),
        number: item.anchor.clone(),
        text: if item.title.is_empty() { item.text.clone() } else { item.title.clone() },
        detail: String::new(),
        running: false,
        bodies: Vec::new(),
        when: String::new(),
        state: None,
        links: Vec::new(),
    }
}

fn line(state: &AppState, item: &Item, task: &Task) -> PlanLine {
    let name = |key: &String| {
        let unit = state.catalog.units.iter().find(|u| u.key.0 == *key);
        unit.map_or_else(|| key.clone(), |u| u.name.clone())
    };
    let role = if task.duty == Duty::Requested { "đề nghị" } else { "chủ trì" };
    let leads = task.lead.iter().map(|key| BodyRole { name: name(key), role: role.into() });
    let others = task
        .coordinating
        .iter()
        .map(|key| BodyRole { name: name(key), role: "phối hợp".into() });
    let answers = state.catalog.regimes.iter().filter(|r| r.clause == item.anchor);
    PlanLine {
        anchor: item.anchor.clone(),
        depth: depth(&item.anchor).saturating_add(1),
        number: "-".into(),
        text: task.text.clone(),
        detail: String::new(),
        running: true,
        bodies: leads.chain(others).collect(),
        when: task.time.clone(),
        state: None,
        links: answers
            .filter_map(|regime| {
                let round = state.catalog.rounds.iter().rev().find(|r| r.regime == regime.code)?;
                Some(Link::new(regime.name.clone(), format!("/rounds/{}", round.code)))
            })
            .collect(),
    }
}
