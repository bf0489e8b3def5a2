//! `/compositions`: documents written in a form beside what they print.

use actions::{
    composition::{self, BASIS, Leave, SUBJECT, Source, WRITERS, Written},
    outgoing::SignedBy,
    report::Offices,
};
use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use documents::{Manuscript, lint::Finding};
use domain::{
    access::Role,
    composition::{Basis, FORMS, Field, Form, MARKS, Shape, Typed},
    template,
};
use serde::Serialize;
use store::composition::CompositionRow;

use crate::{
    done::Done,
    form::Fields,
    leave::{self, Way, circulations, urgencies, way},
    posted::Posted,
    problem::PageError,
    report::rendered,
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
        leave::LeaveForm,
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
        Basis::Issuer => ("Nơi phát hành", ""),
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
        lead: if count == 0 { String::new() } else { format!("{count} văn bản đang soạn") },
        offers,
        lines: rows.iter().map(line).collect(),
        frame: signed.frame(&state, "Soạn văn bản", Nav::Document),
    };
    Ok(Html(page.render()?))
}

fn line(row: &CompositionRow) -> CompositionLine {
    let title = if row.title == composition::OPEN { "Chưa ghi trích yếu" } else { &row.title };
    CompositionLine {
        link: Link::new(title, format!("/compositions/{}", row.id)),
        kind: title_of(&row.kind).into(),
        state: if row.document.is_some() { presented() } else { open() },
        who: format!("{}, {}", row.officer, clock(&row.at)),
    }
}

/// `POST /compositions`: begins one.
pub async fn begin(
    State(state): State<AppState>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let what = (fields.get("kind"), fields.get(BASIS));
    let id = composition::begin(&state.store, &signed.acting, source(&state), what).await?;
    Ok(Redirect::to(&format!("/compositions/{id}")).into_response())
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
    let of_form = if is_open { composition::form::told(&manuscript).await? } else { Vec::new() };
    let missing = if is_open { faults(form, &typed) } else { Vec::new() };
    let may_issue = signed.acting.officer.is_any(&[Role::Desk, Role::Signer]);
    let leave = if is_open && may_issue && missing.is_empty() {
        let to = format!("/compositions/{id}/issue");
        let plain = leave::form(&mut reader, &signed, to, (&manuscript, issuer)).await?;
        Some(LeaveForm {
            form_faults: told_of(composition::form::faults(&of_form)),
            form_rules: composition::form::broken(&of_form),
            ..leave_form(plain, what, &manuscript)
        })
    } else {
        None
    };
    let frame = signed.frame(&state, title_of(form.code), Nav::Document);
    let discard = Act::new("Bỏ văn bản này", format!("/compositions/{id}/discard"), &frame.csrf)
        .with("revision", &row.revision.to_string());
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
        faults: missing,
        advice: if is_open { advice(form, &typed, &of_form) } else { Vec::new() },
        paper: documents::html::write(&manuscript),
        downloads: ["docx", "pdf"]
            .map(|format| {
                let to = format!("/compositions/{id}/{format}");
                Link::new(format!("Tải {}", format.to_uppercase()), to)
            })
            .to_vec(),
        leave,
        discard: is_open.then_some(discard),
        frame,
    };
    Ok(Html(page.render()?))
}

fn faults(form: &Form, typed: &Typed) -> Vec<String> {
    let missing = form.missing(typed);
    if missing.is_empty() {
        Vec::new()
    } else {
        vec![format!("Chưa ghi đủ: {}", missing.join("; "))]
    }
}

/// A draft keeps its own marks; minutes are signed by who was there, whoever signs otherwise.
fn leave_form(plain: LeaveForm, (form, typed): (&Form, &Typed), written: &Manuscript) -> LeaveForm {
    let signs = written.signature.name.clone().filter(|_| form.code == "minutes");
    LeaveForm {
        as_written: signs.unwrap_or_default(),
        urgencies: Vec::new(),
        people: composition::people(form, typed),
        ..plain
    }
}

/// Findings as lines: where, what, how to mend.
fn told_of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<String> {
    findings.map(|f| format!("{}: {} {}", f.place, f.problem, f.fix)).collect()
}

/// What is said of the words and of the form of what would be printed.
fn advice(form: &Form, typed: &Typed, of_form: &[Finding]) -> Vec<String> {
    let words = typed.iter().filter(|(name, _)| *name != BASIS).flat_map(|(_, lines)| lines);
    let text: Vec<&str> = words.map(String::as_str).collect();
    let found = actions::template::advice(&text.join("\n"));
    // The same words are read twice: as typed and as printed.
    let is_new = |finding: &Finding| !of_form.iter().any(|known| known.problem == finding.problem);
    let told = found.into_iter().filter(is_new).map(|f| format!("{} {}", f.problem, f.fix));
    let told_of_form = told_of(of_form.iter());
    let people = composition::people(form, typed);
    let names = (!people.is_empty()).then(|| {
        format!(
            "Có chữ giống họ tên người: {}. Không nêu tên, địa chỉ, tình tiết của người trong vụ việc.",
            people.join(", ")
        )
    });
    names.into_iter().chain(told_of_form).chain(told).collect()
}

fn boxes(state: &AppState, form: &Form, typed: &Typed) -> Vec<FieldBox> {
    let first = |name: &str| typed.get(name).and_then(|l| l.first()).cloned().unwrap_or_default();
    // A letter about anything has no other abstract than the one that is typed.
    let subject = (form.basis != Basis::Issuer).then(|| FieldBox {
        name: SUBJECT.into(),
        label: "Trích yếu (để trống thì theo mẫu)".into(),
        input: Input::Line(first(SUBJECT)),
    });
    let others = form.fields.iter().map(|field| FieldBox {
        name: field.name.into(),
        label: field.label.into(),
        input: match field.shape {
            Shape::Line | Shape::Hour => Input::Line(first(field.name)),
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
    subject.into_iter().chain(others).chain(mark_boxes(typed)).collect()
}

/// What the document bears beside its text.
fn mark_boxes(typed: &Typed) -> Vec<FieldBox> {
    let first = |name: &str| typed.get(name).and_then(|l| l.first()).cloned().unwrap_or_default();
    let labels = [
        "Mức độ khẩn",
        "Chỉ dẫn lưu hành",
        "Ký hiệu người soạn thảo (PL)",
        "Số lượng bản phát hành",
    ];
    let each = MARKS.iter().zip(labels).map(|(name, label)| {
        let value = first(name);
        let choices = match *name {
            "urgency" => urgencies(),
            "circulation" => circulations(),
            _ => Vec::new(),
        };
        let input = if choices.is_empty() {
            Input::Line(value)
        } else {
            let chosen = |(word, words): (String, String)| (word == value, word, words);
            let each = choices.into_iter().map(chosen);
            Input::Choice(each.map(|(is_chosen, word, words)| (word, words, is_chosen)).collect())
        };
        FieldBox { name: (*name).into(), label: label.into(), input }
    });
    each.collect()
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
        .chain(MARKS.map(ToOwned::to_owned))
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
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let revision = fields.get("revision").parse().map_err(|_| PageError::unreadable())?;
    let (_, form, _) = composition::load(&mut state.store.reader(), &signed.acting, id).await?;
    let typed = sent(form, &fields);
    let what = (id, revision);
    composition::save(&state.store, &signed.acting, source(&state), what, &typed).await?;
    Ok(done(&format!("/compositions/{id}"), Done::Saved))
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
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Json<Drawn>, PageError> {
    let mut reader = state.store.reader();
    let (_, form, before) = composition::load(&mut reader, &signed.acting, id).await?;
    let typed = composition::cleaned(form, &before, &sent(form, &fields))?;
    let known = source(&state);
    let what = (form, &typed);
    let written = composition::written(&mut reader, &signed.acting, known, what).await?;
    let paper = documents::html::write(&written.manuscript);
    let of_form = composition::form::told(&written.manuscript).await?;
    let advice = advice(form, &typed, &of_form);
    Ok(Json(Drawn { paper, faults: faults(form, &typed), advice }))
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
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let on_paper = match way(&fields)? {
        Way::Electronic => None,
        Way::Paper(day) => Some(day),
    };
    let is_paper = on_paper.is_some();
    let leave = Leave {
        signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
        on_paper,
        names_are_checked: fields.get("names") == "1",
        form_is_confirmed: fields.get("form").to_owned(),
        keeps_notes: fields.get("keeps_notes") == "1",
    };
    let _turn = state.rendering.acquire().await?;
    let (store, acting) = (&state.store, &signed.acting);
    let document = composition::leave(store, acting, source(&state), (id, leave)).await?;
    let said = if is_paper { Done::Issued } else { Done::Presented };
    Ok(done(&format!("/documents/{document}"), said))
}

/// `POST /compositions/{id}/discard`.
pub async fn discard(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    // A page that names no revision has read none.
    let revision = fields.get("revision").parse().unwrap_or(0);
    composition::discard(&state.store, &signed.acting, (id, revision)).await?;
    Ok(done("/compositions", Done::DiscardedDocument))
}
