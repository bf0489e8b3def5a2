//! `/templates`: the fixed sentences of documents, edited beside what they print.

use actions::{
    composition::{self, Source},
    report::Offices,
    template::{InForce, KEEPERS},
};
use askama::Template as _;
use axum::{
    Json,
    extract::{Path, State},
    response::{Html, IntoResponse, Response},
};
use documents::lint::Finding;
use domain::template::{self, Fault, KINDS, Kind, Values};
use serde::Serialize;
use store::{round::RoundRow, template::VersionRow};

use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    submission::clock,
    view::{
        act::{Act, Link},
        frame::Nav,
        mark::Notice,
        template::{
            PlaceLine, TemplateLine, TemplatePage, TemplatesPage, VersionLine, changed, shipped,
        },
    },
};

/// What a text prints, and what is wrong with it.
#[derive(Debug, Default, Serialize)]
pub struct Drawn {
    paper: String,
    faults: Vec<String>,
    advice: Vec<String>,
    #[serde(skip)]
    values: Values,
}

fn require(signed: &Signed) -> Result<(), PageError> {
    if signed.acting.officer.is_any(&KEEPERS) { Ok(()) } else { Err(PageError::NotFound) }
}

fn who(version: &VersionRow) -> String {
    format!("{}, {}", version.officer, clock(&version.at))
}

/// `GET /templates`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    require(&signed)?;
    let newest = store::template::newest(&mut state.store.reader()).await?;
    let lines: Vec<TemplateLine> = KINDS
        .iter()
        .map(|kind| {
            let version = newest.get(kind.code);
            let is_changed = version.is_some_and(|version| version.text.is_some());
            TemplateLine {
                link: Link::new(kind.title, format!("/templates/{}", kind.code)),
                state: if is_changed { changed() } else { shipped() },
                who: version.map_or(String::new(), who),
            }
        })
        .collect();
    let count = newest.values().filter(|version| version.text.is_some()).count();
    let page = TemplatesPage {
        crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Mẫu văn bản", "")],
        lead: match count {
            0 => format!("{} mẫu", lines.len()),
            _ => format!("{} mẫu, {count} mẫu đã sửa", lines.len()),
        },
        lines,
        frame: signed.frame(&state, "Mẫu văn bản", Nav::Document),
    };
    Ok(Html(page.render()?))
}

/// `GET /templates/{code}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
) -> Result<Html<String>, PageError> {
    let kind = actions::template::kind(&code)?;
    let saved = actions::template::text(&mut state.store.reader(), kind).await?;
    Ok(Html(page(&state, &signed, kind, saved, "").await?.render()?))
}

async fn page(
    state: &AppState,
    signed: &Signed,
    kind: &'static Kind,
    saved: InForce,
    round: &str,
) -> Result<TemplatePage, PageError> {
    require(signed)?;
    let mut reader = state.store.reader();
    let rounds = store::round::list(&mut reader).await?;
    let versions = store::template::versions(&mut reader, kind.code).await?;
    let chosen = chosen(&rounds, round, signed).ok_or(PageError::NotFound)?;
    let drawn = drawn(state, signed, (kind, &saved.text), chosen).await?;
    let action = format!("/templates/{}/restore", kind.code);
    let frame = signed.frame(state, kind.title, Nav::Document);
    let is_changed = versions.first().is_some_and(|version| version.text.is_some());
    let restore = Act::new("Dùng lại mẫu gốc", action, &frame.csrf);
    Ok(TemplatePage {
        crumbs: vec![
            Link::new("Văn bản", "/documents"),
            Link::new("Mẫu văn bản", "/templates"),
            Link::new(kind.title, ""),
        ],
        title: kind.title.into(),
        state: if is_changed { changed() } else { shipped() },
        code: kind.code.into(),
        number: saved.number,
        rows: (saved.text.lines().count() + 3).clamp(14, 40),
        notices: Vec::new(),
        rounds: rounds
            .iter()
            .map(|round| (round.code.clone(), round.title.clone(), round.id == chosen.id))
            .collect(),
        faults: drawn.faults,
        advice: drawn.advice,
        paper: drawn.paper,
        places: kind
            .places()
            .map(|place| PlaceLine {
                name: format!("{{{{{}}}}}", place.name),
                meaning: place.meaning.into(),
                value: drawn.values.told(place),
            })
            .collect(),
        history: versions.iter().map(version_line).collect(),
        restore: is_changed.then(|| restore.with("number", &saved.number.to_string())),
        text: saved.text,
        frame,
    })
}

fn version_line(version: &VersionRow) -> VersionLine {
    VersionLine {
        name: format!("Bản {}", version.number),
        who: who(version),
        text: version.text.clone().unwrap_or_default(),
    }
}

/// The round that was asked for, else the one that is due next.
fn chosen<'r>(rounds: &'r [RoundRow], asked: &str, signed: &Signed) -> Option<&'r RoundRow> {
    let today = signed.acting.today();
    let open = || rounds.iter().filter(|round| round.due >= today).min_by_key(|round| round.due);
    rounds.iter().find(|round| round.code == asked).or_else(open).or(rounds.first())
}

fn advice(finding: &Finding) -> String {
    format!("{}: {} {}", finding.place, finding.problem, finding.fix)
}

async fn drawn(
    state: &AppState,
    signed: &Signed,
    (kind, text): (&Kind, &str),
    round: &RoundRow,
) -> Result<Drawn, PageError> {
    let template = match template::read(kind, text) {
        Ok(template) => template,
        Err(faults) => {
            let faults = faults.iter().map(Fault::words).collect();
            return Ok(Drawn { faults, ..Drawn::default() });
        }
    };
    let source = Source {
        catalog: &state.catalog,
        totals: &state.totals,
        offices: Offices { province: state.province, lead: state.lead },
        sample: state.sample,
    };
    let mut reader = state.store.reader();
    let known = (kind.code, &template);
    let (manuscript, values) =
        composition::preview(&mut reader, &signed.acting, source, known, round).await?;
    let mut found = actions::template::advice(text);
    found.extend(actions::template::subject_advice(kind, text));
    let sheet = manuscript.clone();
    let printed = tokio::task::spawn_blocking(move || actions::template::printed_advice(&sheet));
    let printed = printed.await??;
    // What the text itself was told for is not told again for the page.
    let is_new = |one: &Finding| !found.iter().any(|known| known.problem == one.problem);
    let printed: Vec<Finding> = printed.into_iter().filter(is_new).collect();
    let advice = found.iter().chain(&printed).map(advice).collect();
    Ok(Drawn { paper: documents::html::write(&manuscript), faults: Vec::new(), advice, values })
}

/// `POST /templates/{code}/preview`: for the script.
pub async fn preview(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Posted { signed, form: fields }: Posted,
) -> Result<Json<Drawn>, PageError> {
    require(&signed)?;
    let kind = actions::template::kind(&code)?;
    let rounds = store::round::list(&mut state.store.reader()).await?;
    let round = chosen(&rounds, fields.get("round"), &signed).ok_or(PageError::NotFound)?;
    Ok(Json(drawn(&state, &signed, (kind, fields.get("text")), round).await?))
}

/// `POST /templates/{code}`: looks at a text or keeps it; a text with faults comes back as it was typed.
pub async fn save(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    require(&signed)?;
    let kind = actions::template::kind(&code)?;
    let number = fields.get("number").parse().map_err(|_| PageError::unreadable())?;
    let text = fields.get("text").replace("\r\n", "\n");
    let is_whole = template::read(kind, &text).is_ok();
    if fields.get("do") == "save" && is_whole {
        actions::template::save(&state.store, &signed.acting, (&code, number), &text).await?;
        return Ok(done(&format!("/templates/{code}"), Done::Template));
    }
    let typed = InForce { number, text, is_shipped: false };
    let mut page = page(&state, &signed, kind, typed, fields.get("round")).await?;
    if !is_whole {
        let asked = fields.get("do") == "save";
        let text = if asked {
            "Sửa các chỗ nêu bên cạnh rồi lưu lại; mẫu đang dùng chưa thay đổi. (TPL-001)"
        } else {
            "Sửa các chỗ nêu bên cạnh rồi xem lại. (TPL-001)"
        };
        let title = if asked { "Chưa lưu mẫu." } else { "Chưa xem trước được." };
        page.notices.push(Notice::new(crate::view::mark::Tone::Bad, title, text));
    }
    Ok(Html(page.render()?).into_response())
}

/// `POST /templates/{code}/restore`.
pub async fn restore(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let number = fields.get("number").parse().map_err(|_| PageError::unreadable())?;
    actions::template::restore(&state.store, &signed.acting, &code, number).await?;
    Ok(done(&format!("/templates/{code}"), Done::TemplateShipped))
}
