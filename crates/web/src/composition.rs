//! `/compositions`: documents written in a form beside what they print.

use actions::{
    composition::{self, BASIS, SUBJECT, Source, WRITERS, Written},
    outgoing::SignedBy,
    report::Offices,
};
use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    response::{Html, Response},
};
use domain::{
    access::Role,
    composition::{Basis, FORMS, Field, Form, Shape, Typed},
    series::Body,
    template,
};
use serde::Serialize;
use store::composition::CompositionRow;

use crate::{
    form::Fields,
    problem::PageError,
    report::{issue_date, rendered, signers},
    session::{Signed, done},
    state::AppState,
    submission::clock,
    view::{
        act::{Act, Link},
        composition::{
            Column, CompositionLine, CompositionPage, CompositionsPage, FieldBox, Input, Offer,
            open, presented,
        },
        frame::Nav,
        mark::{Notice, Tone},
    },
};

/// Empty lines that a table offers.
const SPARE: usize = 3;

fn source(state: &AppState) -> Source<'_> {
    Source {
        catalog: &state.catalog,
        totals: &state.totals,
        offices: Offices { province: state.province, lead: state.lead },
        sample: state.sample,
    }
}

fn title_of(code: &str) -> &'static str {
    template::kind(code).map_or("", |kind| kind.title)
}

const fn about(basis: Basis) -> (&'static str, &'static str) {
    match basis {
        Basis::Document => {
            ("Văn bản được đính chính", "Chưa phát hành văn bản nào ở hệ thống này.")
        }
        Basis::Round => ("Đợt báo cáo", "Chưa mở đợt báo cáo nào."),
        Basis::Submitted => ("Trình ban hành", ""),
        Basis::Unit => ("Đơn vị được kiểm tra", "Không có đơn vị cấp dưới."),
        Basis::Minutes => ("Biên bản", "Soạn biên bản kiểm tra trước."),
    }
}

/// `GET /compositions`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    if !signed.acting.officer.is_any(&WRITERS) {
        return Err(PageError::NotFound);
    }
    let mut reader = state.store.reader();
    let mut offers = Vec::with_capacity(FORMS.len());
    for form in FORMS {
        let (about, none) = about(form.basis);
        let known = source(&state);
        let choices = composition::choices(&mut reader, &signed.acting, known, form.basis).await?;
        offers.push(Offer {
            code: form.code.into(),
            title: title_of(form.code).into(),
            about: about.into(),
            choices,
            none: none.into(),
        });
    }
    let rows = store::composition::list(&mut reader, signed.acting.officer.unit).await?;
    let count = rows.iter().filter(|row| row.document.is_none()).count();
    let page = CompositionsPage {
        crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Soạn văn bản", "")],
        lead: format!("{count} văn bản đang soạn"),
        offers,
        lines: rows.iter().map(line).collect(),
        frame: signed.frame(&state, "Soạn văn bản", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn line(row: &CompositionRow) -> CompositionLine {
    CompositionLine {
        link: Link::new(row.title.clone(), format!("/compositions/{}", row.id)),
        kind: title_of(&row.kind).into(),
        state: if row.document.is_some() { presented() } else { open() },
        who: format!("{}, {}", row.officer, clock(&row.at)),
    }
}

/// `POST /compositions`: begins one.
pub async fn begin(
    State(state): State<AppState>,
    signed: Signed,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let what = (fields.get("kind"), fields.get(BASIS));
    let id = composition::begin(&state.store, &signed.acting, source(&state), what).await?;
    Ok(done(&format!("/compositions/{id}"), ""))
}

/// `GET /compositions/{id}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let (row, form, typed) = composition::load(&mut reader, &signed.acting, id).await?;
    let what = (form, &typed);
    let known = source(&state);
    let Written { manuscript, issuer, .. } =
        composition::written(&mut reader, &signed.acting, known, what).await?;
    let is_open = row.document.is_none();
    let today = signed.acting.today();
    // Minutes are signed by who was there, whoever signs for the office otherwise.
    let is_minutes = form.code == "minutes";
    let body = (issuer, Body::Organ);
    let known = if is_minutes { Vec::new() } else { signers(&mut reader, body, today).await? };
    let frame = signed.frame(&state, title_of(form.code), Nav::Document);
    let discard = Act::new("Bỏ văn bản này", format!("/compositions/{id}/discard"), &frame.csrf);
    let mut notices = Vec::new();
    if form.code == "correction" && is_open {
        let text = "Công văn đính chính chỉ sửa sai sót về thể thức, kỹ thuật trình bày. Sai về nội dung phải \
                    sửa đổi, thay thế bằng văn bản có hình thức tương đương (Điều 18 Nghị định 30/2020/NĐ-CP).";
        notices.push(Notice::new(Tone::Near, "", text));
    }
    let basis = typed.get(BASIS).and_then(|lines| lines.first());
    let is_proposed = |code: &String| {
        state.catalog.rounds.iter().any(|round| round.code == *code && round.window_proposed)
    };
    if is_open && form.code == "notice" && basis.is_some_and(is_proposed) {
        let text =
            "Kỳ số liệu của đợt này là đề xuất, cần cơ quan chủ trì xác nhận trước khi phát hành.";
        notices.push(Notice::new(Tone::Near, "", text));
    }
    if let Some(document) = row.document {
        let to = Link::new("Mở văn bản", format!("/documents/{document}"));
        notices.push(Notice::new(Tone::Good, "Đã trình ký.", "").linked(to));
    }
    let page = CompositionPage {
        crumbs: vec![
            Link::new("Văn bản", "/documents"),
            Link::new("Soạn văn bản", "/compositions"),
            Link::new(title_of(form.code), ""),
        ],
        title: title_of(form.code).into(),
        state: if is_open { open() } else { presented() },
        lead: format!("{}, {}", row.officer, clock(&row.at)),
        id,
        revision: row.revision,
        notices,
        fields: if is_open { boxes(&state, form, &typed) } else { Vec::new() },
        faults: if is_open { faults(form, &typed) } else { Vec::new() },
        advice: if is_open { advice(&typed) } else { Vec::new() },
        signer_name: if is_minutes {
            manuscript.signature.name.clone().unwrap_or_default()
        } else {
            String::new()
        },
        paper: documents::html::write(&manuscript),
        downloads: ["docx", "pdf"]
            .map(|format| {
                let to = format!("/compositions/{id}/{format}");
                Link::new(format!("Tải {}", format.to_uppercase()), to)
            })
            .to_vec(),
        issues: is_open && signed.acting.officer.is_any(&[Role::Desk, Role::Signer]),
        issue_date: today.to_string(),
        signers: known,
        discard: is_open.then_some(discard),
        frame,
    };
    Ok(Html(page.render()?))
}

fn faults(form: &Form, typed: &Typed) -> Vec<String> {
    form.missing(typed).into_iter().map(|label| format!("Chưa ghi đủ: {label}")).collect()
}

/// What the house writes otherwise in the typed words; it stops nobody.
fn advice(typed: &Typed) -> Vec<String> {
    let words = typed.iter().filter(|(name, _)| *name != BASIS).flat_map(|(_, lines)| lines);
    let text: Vec<&str> = words.map(String::as_str).collect();
    let found = actions::template::advice(&text.join("\n"));
    found.into_iter().map(|finding| format!("{} {}", finding.problem, finding.fix)).collect()
}

fn boxes(state: &AppState, form: &Form, typed: &Typed) -> Vec<FieldBox> {
    let first = |name: &str| typed.get(name).and_then(|l| l.first()).cloned().unwrap_or_default();
    let subject = FieldBox {
        name: SUBJECT.into(),
        label: "Trích yếu (để trống thì theo mẫu)".into(),
        input: Input::Line(first(SUBJECT)),
    };
    let others = form.fields.iter().map(|field| FieldBox {
        name: field.name.into(),
        label: field.label.into(),
        input: match field.shape {
            Shape::Line => Input::Line(first(field.name)),
            Shape::Day => Input::Day(first(field.name)),
            Shape::Text => Input::Text(first(field.name)),
            Shape::Rows(columns) => table(field, columns, typed),
            Shape::Outline => {
                let texts = typed.get(field.name).map_or(&[][..], Vec::as_slice);
                let headings = composition::outline(source(state)).into_iter().enumerate();
                let text = |at: usize| texts.get(at).cloned().unwrap_or_default();
                Input::Outline(headings.map(|(at, h)| (h.title.clone(), text(at))).collect())
            }
        },
    });
    std::iter::once(subject).chain(others).collect()
}

fn table(field: &Field, columns: &[(&str, &str)], typed: &Typed) -> Input {
    let names = field.names();
    let lines = |name: &String| typed.get(name).map_or(&[][..], Vec::as_slice);
    let count = names.iter().map(|name| lines(name).len()).max().unwrap_or(0) + SPARE;
    let cell = |name: &String, at: usize| lines(name).get(at).cloned().unwrap_or_default();
    let rows = (0..count).map(|at| names.iter().map(|name| cell(name, at)).collect()).collect();
    let heads = names.iter().zip(columns).map(|(name, (column, label))| Column {
        name: name.clone(),
        label: (*label).into(),
        is_day: *column == "deadline",
    });
    Input::Table(heads.collect(), rows)
}

/// What a form sent, by the names of its fields.
fn sent(form: &Form, fields: &Fields) -> Typed {
    let names = form.fields.iter().flat_map(Field::names);
    std::iter::once(SUBJECT.to_owned())
        .chain(names)
        .map(|name| {
            let lines = fields.all(&name).map(ToOwned::to_owned).collect();
            (name, lines)
        })
        .collect()
}

/// `POST /compositions/{id}`.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let revision = fields.get("revision").parse().map_err(|_| PageError::unreadable())?;
    let (_, form, _) = composition::load(&mut state.store.reader(), &signed.acting, id).await?;
    let typed = sent(form, &fields);
    let what = (id, revision);
    composition::save(&state.store, &signed.acting, source(&state), what, &typed).await?;
    Ok(done(&format!("/compositions/{id}"), "saved"))
}

/// What the typed words print, and what is missing.
#[derive(Debug, Serialize)]
pub struct Drawn {
    paper: String,
    faults: Vec<String>,
    advice: Vec<String>,
}

/// `POST /compositions/{id}/preview`: for the script; nothing is kept.
pub async fn preview(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Json<Drawn>, PageError> {
    signed.check(&fields)?;
    let mut reader = state.store.reader();
    let (_, form, before) = composition::load(&mut reader, &signed.acting, id).await?;
    let typed = composition::cleaned(form, &before, &sent(form, &fields))?;
    let known = source(&state);
    let what = (form, &typed);
    let written = composition::written(&mut reader, &signed.acting, known, what).await?;
    let paper = documents::html::write(&written.manuscript);
    Ok(Json(Drawn { paper, faults: faults(form, &typed), advice: advice(&typed) }))
}

/// `GET /compositions/{id}/{format}`: the saved draft as a file.
pub async fn download(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, format)): Path<(i64, String)>,
) -> Result<Response, PageError> {
    let mut reader = state.store.reader();
    let (row, form, typed) = composition::load(&mut reader, &signed.acting, id).await?;
    let known = source(&state);
    let what = (form, &typed);
    let written = composition::written(&mut reader, &signed.acting, known, what).await?;
    drop(reader);
    rendered(&state, written.manuscript, &format!("{}-{id}", row.kind), &format).await
}

/// `POST /compositions/{id}/issue`: presented for an electronic signature, or issued on paper.
pub async fn issue(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let signer = SignedBy::sent(fields.get("signer"), fields.get("name"));
    let is_paper = fields.get("way") != "electronic";
    let on_paper = if is_paper { Some(issue_date(&fields)?) } else { None };
    let _turn = state.rendering.acquire().await.map_err(|e| PageError::Internal(e.to_string()))?;
    let (store, acting) = (&state.store, &signed.acting);
    let what = (id, signer);
    let document = composition::leave(store, acting, source(&state), what, on_paper).await?;
    let said = if is_paper { "issued" } else { "presented" };
    Ok(done(&format!("/documents/{document}"), said))
}

/// `POST /compositions/{id}/discard`.
pub async fn discard(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    composition::discard(&state.store, &signed.acting, id).await?;
    Ok(done("/compositions", "discarded-document"))
}
