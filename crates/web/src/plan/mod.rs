//! `/plan`: the plan's tree with its tasks; `read` and `issued` are the plans that officers read and confirm.

mod corrections;
pub mod issued;
mod lists;
pub mod read;
pub mod reissue;
mod words;

use actions::plan::Corrected;
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    plan::{Item, Plan, Task, cited::year_of, read::Reading},
    regime::Duty,
};
use serde::Deserialize;
use store::issued_plan::IssuedPlanRow;

/// Largest posted body in bytes: the largest file that is read, and some fields.
pub const BODY_MAX: usize = exchange::text::FILE_SIZE_BYTES_MAX + 2 * 1024 * 1024;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
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

/// The plan of the catalog's year as an officer confirmed it last.
async fn confirmed(state: &AppState) -> Result<Option<(IssuedPlanRow, Reading)>, PageError> {
    let plan = &state.catalog.plan;
    let Some(year) = year_of(&plan.title, plan.date) else { return Ok(None) };
    let found = store::issued_plan::of_year(&mut state.store.reader(), year).await?;
    let Some(row) = found else { return Ok(None) };
    let (row, _, Corrected { reading, .. }) = issued::load(state, row.id).await?;
    Ok(Some((row, reading)))
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
    let is_shown = |task: &&Task| !mine || own(task);
    let known = confirmed(&state).await?;
    let mut lines = match &known {
        Some((_, reading)) if !mine => beside(&state, reading),
        _ => listed(&state, is_shown, mine),
    };
    let frame = signed.frame(&state, "Kế hoạch", Nav::Plan);
    if !frame.reads_reports() {
        // Boards are closed to who keeps the system: the names stay, as plain text.
        for link in lines.iter_mut().flat_map(|line| &mut line.links) {
            link.href.clear();
        }
    }
    let count: usize = plan.items.iter().map(|item| item.tasks.len()).sum();
    let items = known.as_ref().map_or(plan.items.len(), |(_, reading)| reading.items.len());
    let page = PlanPage {
        title: title(&state, known.as_ref()),
        lead: format!("{items} mục, {count} nhiệm vụ"),
        filters: vec![
            Choice::new("Cả kế hoạch", "/plan", !mine),
            Choice::new(format!("Việc của {}", unit.short_name), "/plan?unit=me", mine),
        ],
        facts: match &known {
            Some((_, reading)) => issued::facts(reading),
            None => facts(plan),
        },
        notices: vec![notice(known.as_ref(), plan)],
        lines,
        found: Vec::new(),
        downloads: vec![Link::new("Kế hoạch đã xác nhận", "/plan/issued")],
        read: actions::plan::may_read(&signed.acting)
            .is_ok()
            .then(|| Link::new("Đọc một kế hoạch đã ban hành", "/plan/read")),
        frame,
    };
    Ok(Html(page.render()?))
}

fn title(state: &AppState, known: Option<&(IssuedPlanRow, Reading)>) -> String {
    let plan = &state.catalog.plan;
    match known {
        Some((row, _)) => row.title.clone(),
        None if plan.title.is_empty() => state.catalog.title.clone(),
        None => plan.title.clone(),
    }
}

/// What is known of the plan's number and day, and from where.
fn notice(known: Option<&(IssuedPlanRow, Reading)>, plan: &Plan) -> Notice {
    if let Some((row, reading)) = known {
        let missing = [("số", reading.number.is_none()), ("ngày", reading.date.is_none())];
        let missing: Vec<&str> = missing
            .into_iter()
            .filter(|(_, is_missing)| *is_missing)
            .map(|(word, _)| word)
            .collect();
        let link = Link::new("Xem bản đã xác nhận", format!("/plan/issued/{}", row.id));
        if !missing.is_empty() {
            let text = format!("Bản đã xác nhận không ghi {}.", missing.join(", "));
            return Notice::new(Tone::Near, "Thiếu số, ngày.", text).linked(link);
        }
        let text = "Cây dưới đây là văn bản như đã đọc và sửa; dòng “Danh mục” là nhiệm vụ mà hệ thống theo dõi.";
        return Notice::new(Tone::Good, "Kế hoạch đã được xác nhận.", text).linked(link);
    }
    if plan.number.is_empty() {
        let text = "Chưa có bản nào được xác nhận; văn bản trong danh mục không ghi số và ngày ban hành. Đọc bản gốc \
                    rồi xác nhận thì mọi văn bản lập từ đây viện dẫn đúng số, ngày.";
        return Notice::new(Tone::Near, "Thiếu số, ngày.", text);
    }
    Notice::new(Tone::Part, "", "Theo danh mục; chưa có bản nào được đọc và xác nhận.")
}

fn facts(plan: &Plan) -> Vec<(String, String)> {
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let all = [
        fact("Số, ký hiệu", &plan.number),
        fact("Ngày", &plan.date.map_or(String::new(), domain::period::day)),
        fact("Cơ quan ban hành", &plan.issuer),
        fact("Chức vụ người ký", &plan.signer_title),
        fact("Nơi nhận", &plan.recipients.join("; ")),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The catalog's items with their tasks.
fn listed(state: &AppState, is_shown: impl Fn(&&Task) -> bool, mine: bool) -> Vec<PlanLine> {
    let mut lines = Vec::new();
    for item in &state.catalog.plan.items {
        let mut tasks = item.tasks.iter().filter(&is_shown).peekable();
        if mine && tasks.peek().is_none() {
            continue;
        }
        lines.push(heading(item));
        lines.extend(tasks.map(|task| line(state, item, task)));
    }
    lines
}

/// The plan as read, and below each item the tasks that the catalog has of it.
fn beside(state: &AppState, reading: &Reading) -> Vec<PlanLine> {
    let mark = || Mark::new(Tone::Quiet, Shape::Ring, "Danh mục");
    let of_catalog = |item: &Item, task: &Task| PlanLine {
        anchor: String::new(),
        state: Some(mark()),
        ..line(state, item, task)
    };
    let items = &state.catalog.plan.items;
    let mut lines = Vec::new();
    for read in &reading.items {
        lines.push(issued::tree_line(read));
        if let Some(item) = items.iter().find(|item| item.anchor == read.anchor) {
            lines.extend(item.tasks.iter().map(|task| of_catalog(item, task)));
        }
    }
    // What the catalog has and the text does not stands behind, never lost.
    for item in items.iter().filter(|item| reading.item(&item.anchor).is_none()) {
        if !item.tasks.is_empty() {
            lines.push(PlanLine { state: Some(mark()), ..heading(item) });
            lines.extend(item.tasks.iter().map(|task| of_catalog(item, task)));
        }
    }
    lines
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
