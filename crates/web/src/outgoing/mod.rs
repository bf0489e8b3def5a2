//! `/documents/outgoing`: the register of outgoing documents; and the pages of one of them.

pub mod act;
pub mod call;
pub mod show;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{outgoing, period::day};
use serde::Deserialize;
use store::outgoing::OutgoingRow;

use crate::{
    percent::percent_encode,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Mark, Shape, Tone},
        outgoing::{RegisterLine, RegisterPage},
    },
};

/// What is asked of the register.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    year: String,
    #[serde(default)]
    q: String,
}

/// Where a document stands, as a mark.
pub(crate) fn state_mark(state: outgoing::State) -> Mark {
    let (tone, shape) = match state {
        outgoing::State::Presented => (Tone::Part, Shape::Pen),
        outgoing::State::Signed => (Tone::Part, Shape::Ring),
        outgoing::State::Issued => (Tone::Good, Shape::Tick),
        outgoing::State::Cancelled => (Tone::Bad, Shape::Cross),
    };
    Mark::new(tone, shape, state.label())
}

/// "số 05/BC-SNV, 03/12/2024", "chưa cấp số".
pub(crate) fn number_words(row: &OutgoingRow) -> String {
    if row.number.is_empty() {
        return "chưa cấp số".to_owned();
    }
    row.date.map_or_else(
        || format!("số {}", row.number),
        |date| format!("số {}, {}", row.number, day(date)),
    )
}

/// How urgent a document is (dấu chỉ mức độ khẩn).
pub(crate) const fn priority_words(priority: i64) -> &'static str {
    match priority {
        1 => "Khẩn",
        2 => "Thượng khẩn",
        3 => "Hỏa tốc",
        _ => "Thường",
    }
}

/// `GET /documents/outgoing`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let scope = &signed.acting.scope;
    let year = asked.year.parse().unwrap_or(signed.acting.today().year());
    let mut years = store::outgoing::years(&mut reader, scope).await?;
    let shown = year.to_string();
    if !years.contains(&shown) {
        years.insert(0, shown.clone());
    }
    let rows = store::outgoing::list(&mut reader, scope, Some(year), &asked.q).await?;
    let codes = store::organ_code::list(&mut reader, signed.acting.today()).await?;
    let sent = store::dispatch::partners(&mut reader, scope).await?;
    let coded = |(at, row): (usize, &OutgoingRow)| {
        let organ = codes.iter().find(|code| code.unit == row.issuer);
        let to = sent.iter().filter(|(id, _)| *id == row.id).map(|(_, code)| code.as_str());
        RegisterLine {
            organ_code: organ.map_or(String::new(), |code| code.code.to_string()),
            sent_to: to.collect::<Vec<_>>().join(", "),
            ..line(at + 1, row)
        }
    };
    let lines: Vec<RegisterLine> = rows.iter().enumerate().map(coded).collect();
    let q = percent_encode(&asked.q);
    let tools = if signed.acting.officer.is_any(&actions::signer::KEEPERS) {
        vec![
            Link::new("Văn bản đến", "/documents/incoming"),
            Link::new("Người ký", "/signers"),
            Link::new("Dãy số văn bản", "/numbers"),
        ]
    } else {
        vec![Link::new("Văn bản đến", "/documents/incoming")]
    };
    let page = RegisterPage {
        crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Sổ văn bản đi", "")],
        title: format!("Sổ văn bản đi năm {year}"),
        lead: format!("{} văn bản", lines.len()),
        years: years
            .into_iter()
            .map(|known| {
                let to = format!("/documents/outgoing?year={known}&q={q}");
                Choice::new(known.clone(), to, known == shown)
            })
            .collect(),
        year: shown.clone(),
        words: asked.q.clone(),
        tools,
        has_codes: !codes.is_empty(),
        lines,
        frame: signed.frame(&state, "Sổ văn bản đi", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn line(ordinal: usize, row: &OutgoingRow) -> RegisterLine {
    let about = &row.about;
    // Documents from before the register know only their whole number.
    let (number, notation) = row.number.split_once('/').unwrap_or((&row.number, ""));
    let note = if row.cancelled.is_empty() {
        about.note.clone()
    } else {
        format!("Hủy: {}. {}", row.cancelled.trim_end_matches('.'), about.note).trim().to_owned()
    };
    RegisterLine {
        id: row.id,
        ordinal,
        number: number.to_owned(),
        notation: notation.to_owned(),
        date: row.date.map_or(String::new(), day),
        kind: row.kind.clone(),
        title: row.title.clone(),
        organ: about.organ_name.clone(),
        position: about.position.clone(),
        signer: about.signer.clone(),
        recipients: about.recipients.lines().map(ToOwned::to_owned).collect(),
        language: "Tiếng Việt".into(),
        pages: if about.pages == 0 { String::new() } else { about.pages.to_string() },
        copies: about.copies.to_string(),
        priority: priority_words(about.priority).into(),
        due: about.due.map_or(String::new(), day),
        file_code: about.file_code.clone(),
        note,
        state: (row.state != outgoing::State::Issued).then(|| state_mark(row.state)),
        ..RegisterLine::default()
    }
}
