//! `/plan/issued`: the plans that officers confirmed, each as its tree, its text and its JSON.

use actions::plan::Corrected;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{Html, IntoResponse, Response},
};
use domain::plan::read::{BodyRole as Role, Field, ReadItem, Reading};
use store::issued_plan::IssuedPlanRow;

use super::words;
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        frame::Nav,
        issued_plan::{IssuedPlanLine, IssuedPlansPage},
        mark::{Mark, Notice, Shape, Tone},
        plan::{BodyRole, PlanLine, PlanPage},
    },
};

/// `GET /plan/issued`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    let rows = store::issued_plan::list(&mut state.store.reader()).await?;
    let page = IssuedPlansPage {
        lead: match rows.len() {
            0 => "Chưa có kế hoạch nào được xác nhận.".to_owned(),
            count => format!("{count} kế hoạch, mới nhất ở trên"),
        },
        lines: rows.iter().map(|row| line(row, in_force(&rows, row))).collect(),
        read: may_read(&signed).then(|| Link::new("Đọc một kế hoạch đã ban hành", "/plan/read")),
        frame: signed.frame(&state, "Kế hoạch đã xác nhận", Nav::Plan),
    };
    Ok(Html(page.render()?))
}

fn may_read(signed: &Signed) -> bool {
    actions::plan::may_read(&signed.acting).is_ok()
}

/// Whether a plan is the one that documents cite: of its year, or of its title where it is of no single
/// year, the one confirmed last. `rows` are newest first.
fn in_force(rows: &[IssuedPlanRow], row: &IssuedPlanRow) -> bool {
    let rival = |other: &&IssuedPlanRow| match row.year {
        Some(year) => other.year == Some(year),
        None => other.year.is_none() && other.title == row.title,
    };
    rows.iter().find(rival).is_none_or(|newest| newest.id == row.id)
}

fn line(row: &IssuedPlanRow, is_in_force: bool) -> IssuedPlanLine {
    IssuedPlanLine {
        state: if is_in_force {
            Mark::new(Tone::Good, Shape::Tick, "Đang dùng")
        } else {
            Mark::new(Tone::Quiet, Shape::Ring, "Bản trước")
        },
        plan: Link::new(row.title.clone(), format!("/plan/issued/{}", row.id)),
        number: row.number.clone(),
        officer: row.officer.clone(),
        at: at(&row.at),
    }
}

/// "08:15 ngày 03/12/2024" of a stored instant.
fn at(stored: &str) -> String {
    match stored.parse() {
        Ok(instant) => {
            let (time, date) = domain::period::local_clock(instant);
            format!("{} ngày {date}", time.get(..5).unwrap_or(&time))
        }
        Err(_) => stored.to_owned(),
    }
}

pub(super) async fn load(
    state: &AppState,
    id: i64,
) -> Result<(IssuedPlanRow, String, Corrected), PageError> {
    let mut reader = state.store.reader();
    let (row, text) = store::issued_plan::get(&mut reader, id).await?.ok_or(PageError::NotFound)?;
    let corrections = store::issued_plan::corrections(&mut reader, id).await?;
    drop(reader);
    let read = tokio::task::spawn_blocking(move || {
        // Words kept by an earlier release that are no day now are left aside, the plan stays readable.
        let corrected = actions::plan::read_as_far_as(&text, &corrections);
        (text, corrected)
    });
    let (text, corrected) = read.await?;
    Ok((row, text, corrected?.0))
}

/// `GET /plan/issued/{id}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let (row, _, Corrected { reading, .. }) = load(&state, id).await?;
    let rows = store::issued_plan::list(&mut state.store.reader()).await?;
    let mut notices = missing(&reading);
    if !in_force(&rows, &row) {
        let text = "Văn bản lập từ nay viện dẫn bản được xác nhận sau.";
        let link = Link::new("Kế hoạch đã xác nhận", "/plan/issued");
        notices.insert(0, Notice::new(Tone::Near, "Bản này không còn dùng.", text).linked(link));
    }
    let page = PlanPage {
        title: if reading.title.is_empty() { row.title.clone() } else { reading.title.clone() },
        lead: format!("{} mục; {} xác nhận lúc {}", reading.items.len(), row.officer, at(&row.at)),
        filters: Vec::new(),
        facts: facts(&reading),
        notices,
        lines: reading.items.iter().map(tree_line).collect(),
        found: words::found(&reading),
        downloads: vec![
            Link::new("Lập lại theo thể thức", format!("/plan/issued/{id}/reissue")),
            Link::new("Tải văn bản", format!("/plan/issued/{id}/txt")),
            Link::new("Tải JSON", format!("/plan/issued/{id}/json")),
        ],
        read: may_read(&signed)
            .then(|| Link::new("Đối chiếu, sửa tiếp", format!("/plan/read?from={id}"))),
        frame: signed.frame(&state, "Kế hoạch đã xác nhận", Nav::Plan),
    };
    Ok(Html(page.render()?))
}

pub(super) fn facts(reading: &Reading) -> Vec<(String, String)> {
    Field::FACTS
        .into_iter()
        .filter(|field| !matches!(field, Field::Title | Field::Recipients))
        .map(|field| (field.label().to_owned(), reading.value_of("", field)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn missing(reading: &Reading) -> Vec<Notice> {
    let wanted = reading
        .problems
        .iter()
        .filter(|problem| matches!(problem.code, "number_missing" | "date_missing"));
    wanted.map(|problem| Notice::new(Tone::Near, &problem.what, problem.next.clone())).collect()
}

pub(super) fn tree_line(item: &ReadItem) -> PlanLine {
    let role = |role: Role| match role {
        Role::Lead => "chủ trì",
        other => other.label(),
    };
    let named = item.bodies.iter().filter(|body| body.role != Role::Mentioned);
    let running = item.title.is_empty();
    let (text, detail) =
        if running { (&item.text, String::new()) } else { (&item.title, item.text.clone()) };
    PlanLine {
        // An address on the page carries no space.
        anchor: item.anchor.replace(char::is_whitespace, "-"),
        depth: u8::try_from(item.depth + 1).unwrap_or(u8::MAX),
        number: item.mark.clone(),
        // The mark of a labelled item is its label as printed.
        text: text.clone(),
        detail,
        running,
        bodies: named
            .map(|body| BodyRole { name: body.name.clone(), role: role(body.role).into() })
            .collect(),
        when: item.dates.iter().map(words::when).collect::<Vec<_>>().join("; "),
        state: None,
        links: Vec::new(),
    }
}

/// `GET /plan/issued/{id}/{format}`: the text, or the reading as JSON.
pub async fn download(
    State(state): State<AppState>,
    _signed: Signed,
    Path((id, format)): Path<(i64, String)>,
) -> Result<Response, PageError> {
    if !matches!(format.as_str(), "txt" | "json") {
        return Err(PageError::NotFound);
    }
    let (_, text, Corrected { reading, .. }) = load(&state, id).await?;
    let (kind, body) = match format.as_str() {
        "json" => ("application/json", exchange::plan::json(&reading)),
        _ => ("text/plain; charset=utf-8", text),
    };
    let name = format!("attachment; filename=\"ke-hoach-{id}.{format}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], body)
        .into_response())
}
