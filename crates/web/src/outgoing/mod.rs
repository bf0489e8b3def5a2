//! `/documents/outgoing`: the register of outgoing documents; and the pages of one of them.

pub mod act;
pub mod book;
pub mod call;
pub mod show;

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{outgoing, period::day};
use jiff::civil::Date;
use serde::Deserialize;
use store::{db::Reader, outgoing::OutgoingRow};

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

/// Units whose figures were accepted after a report over them was made, by document.
pub(crate) async fn overtaken(
    reader: &mut Reader,
    state: &AppState,
    rows: &[OutgoingRow],
) -> Result<BTreeMap<i64, Vec<String>>, PageError> {
    let documents: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let over = (state.lead, [state.lead, state.province]);
    Ok(store::outgoing::overtaken(reader, (over.0, &over.1), &documents).await?)
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
    let rows = store::outgoing::list(&mut reader, scope, year, &asked.q).await?;
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
        issuers: issuers(&rows, &signed),
        from: format!("{year:04}-01-01"),
        to: last_day(year, signed.acting.today()),
        has_codes: !codes.is_empty(),
        lines,
        frame: signed.frame(&state, "Sổ văn bản đi", Nav::Document),
    };
    Ok(Html(page.render()?))
}

/// Bodies whose register can be printed: those that have numbered documents, the own one first.
fn issuers(rows: &[OutgoingRow], signed: &Signed) -> Vec<(String, String)> {
    let own = signed.acting.officer.unit;
    let mut known: Vec<(bool, String, String)> = Vec::new();
    for row in rows.iter().filter(|row| !row.number.is_empty()) {
        let code = format!("{}/{}", row.issuer.0, row.body.code());
        if !known.iter().any(|(_, other, _)| *other == code) {
            known.push((row.issuer != own, code, row.about.organ_name.clone()));
        }
    }
    known.sort();
    known.into_iter().map(|(_, code, name)| (code, name)).collect()
}

/// The last day that the register of a year can hold: today in the year that runs.
fn last_day(year: i16, today: Date) -> String {
    if today.year() == year { today.to_string() } else { format!("{year:04}-12-31") }
}

fn line(ordinal: usize, row: &OutgoingRow) -> RegisterLine {
    let about = &row.about;
    // Documents from before the register know only their whole number.
    let (number, notation) = row.number.split_once('/').unwrap_or((&row.number, ""));
    let late =
        (!about.late_reason.is_empty()).then(|| format!("Ghi lùi ngày: {}", about.late_reason));
    let void = (!row.cancelled.is_empty()).then(|| format!("Hủy: {}", row.cancelled));
    let drafter = (!about.drafter.is_empty()).then(|| format!("Soạn thảo: {}", about.drafter));
    let notes = [void, late, drafter, Some(about.note.clone()).filter(|note| !note.is_empty())];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let note = notes.join("; ");
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
        priority: if about.circulation.is_empty() {
            priority_words(about.priority).into()
        } else {
            format!("{}; {}", priority_words(about.priority), about.circulation)
        },
        due: about.due.map_or(String::new(), day),
        file_code: about.file_code.clone(),
        note,
        state: (row.state != outgoing::State::Issued).then(|| state_mark(row.state)),
        ..RegisterLine::default()
    }
}
