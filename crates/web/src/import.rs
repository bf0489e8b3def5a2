//! `/imports`: many workbooks at once, on behalf of their units; looked through, then written on a yes.

use domain::import_run::Outcome;
use std::sync::Arc;

use actions::{
    Acting,
    workbook::{How, REPORT_AT, Reach, queue, reach},
};
use askama::Template;
use axum::{
    extract::{Path, Query, Request, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use store::import_run::{FileRow, RunRow};

use crate::{
    done::Done,
    form::Form,
    pages,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    upload::Upload,
    view::{
        act::Link,
        frame::Nav,
        import::{Fated, FileLine, ImportPage, ImportsPage, RunLine},
        mark::{Notice, Tone},
    },
};

/// Largest posted body in bytes.
pub const BODY_MAX: usize = 256 * 1024 * 1024;
/// How often a page of a run that goes on is drawn again, in seconds.
const REDRAWN: &str = "3";

/// Outside those who may, the page is not there.
async fn require(state: &AppState, signed: &Signed) -> Result<Reach, PageError> {
    let reach = reach(&mut state.store.reader(), &signed.acting.officer).await?;
    reach.ok_or_else(|| PageError::from(actions::Error::NotFound))
}

async fn page(
    state: &AppState,
    signed: &Signed,
    asked: pages::Asked,
) -> Result<ImportsPage, PageError> {
    let reach = require(state, signed).await?;
    let mut reader = state.store.reader();
    let officer = signed.acting.officer.id;
    let mut runs = store::import_run::list(&mut reader, officer, asked.span()).await?;
    let pages = asked.cut(&mut runs, "/imports");
    Ok(ImportsPage {
        frame: signed.frame(state, "Nạp nhiều tệp", Nav::Entry),
        crumbs: vec![Link::new("Nhập liệu", "/submissions"), Link::new("Nạp nhiều tệp", "")],
        lead: match reach {
            Reach::All => {
                "Biểu Excel của nhiều đơn vị trong một lượt; xem trước từng tệp rồi mới ghi"
            }
            Reach::Communes(_) => {
                "Biểu Excel của các xã nộp báo cáo cho huyện trong một lượt; xem trước từng tệp rồi mới ghi"
            }
        },
        notices: Vec::new(),
        runs: runs.iter().map(line).collect(),
        pages,
    })
}

fn line(run: &RunRow) -> RunLine {
    let at = run.at.parse::<jiff::Timestamp>().ok();
    RunLine {
        href: format!("/imports/{}", run.id),
        at: at.map_or(String::new(), |at| {
            let (clock, day) = domain::period::local_clock(at);
            format!("{clock} {day}")
        }),
        stage: run.stage.label(),
        files: run.files,
        done: run.done,
    }
}

/// `GET /imports`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<pages::Asked>,
) -> Result<Html<String>, PageError> {
    Ok(Html(page(&state, &signed, asked).await?.render()?))
}

/// `POST /imports`: keeps the files and looks through them in the background. Who may not is refused before
/// the files are read.
pub async fn begin(
    State(state): State<AppState>,
    signed: Signed,
    request: Request,
) -> Result<Response, PageError> {
    require(&state, &signed).await?;
    let _turn = state.uploads.acquire().await?;
    let upload = Upload::read(request).await?;
    signed.check_token(upload.fields.get("csrf"))?;
    let is_on = |name: &str| upload.fields.get(name) == "1";
    let how = How { dry_run: true, overwrite: is_on("overwrite"), strict: is_on("strict") };
    let files = upload.file.into_iter().chain(upload.more).collect();
    match queue::begin(&state.store, &signed.acting, how, files).await {
        Ok(run) => {
            go_on(&state, &signed.acting, run);
            Ok(done(&format!("/imports/{run}"), Done::Saved))
        }
        Err(actions::Error::Refused(problem)) => {
            let mut page = page(&state, &signed, pages::Asked::default()).await?;
            let next = format!("{} ({})", problem.next, problem.code);
            page.notices.push(Notice::new(Tone::Bad, &problem.what, next));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// Works on a run beside the request; where somebody does already, nothing happens.
fn go_on(state: &AppState, acting: &Acting, run: i64) {
    let (store, catalog, clock) = (state.store.clone(), Arc::clone(&state.catalog), state.clock);
    let acting = acting.clone();
    tokio::spawn(async move {
        if let Err(error) = queue::work(&store, &catalog, &acting, run, || clock.now()).await {
            tracing::error!(run, %error, "a run over many files stopped");
        }
    });
}

/// `GET /imports/{id}`: how far it is, and what became of each file.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Response, PageError> {
    require(&state, &signed).await?;
    let mut reader = state.store.reader();
    let run = store::import_run::load(&mut reader, signed.acting.officer.id, id).await?;
    let run = run.ok_or(actions::Error::NotFound)?;
    let files = store::import_run::files(&mut reader, id).await?;
    if run.stage.is_running() && queue::is_idle(&state.store, id, signed.acting.now).await? {
        // After a restart nobody works on it any more.
        go_on(&state, &signed.acting, id);
    }
    let page = ImportPage {
        frame: signed.frame(&state, "Nạp nhiều tệp", Nav::Entry),
        crumbs: vec![
            Link::new("Nhập liệu", "/submissions"),
            Link::new("Nạp nhiều tệp", "/imports"),
            Link::new(format!("Lượt {id}"), ""),
        ],
        base: format!("/imports/{id}"),
        run: line(&run),
        is_running: run.stage.is_running(),
        may_write: run.stage.write().is_some()
            && files.iter().any(|file| file.outcome == Outcome::Taken),
        may_cancel: run.stage.cancel().is_some(),
        overwrite: run.overwrite,
        strict: run.strict,
        fates: fates(&files),
    };
    let body = Html(page.render()?);
    if page.is_running {
        return Ok(([(header::REFRESH, REDRAWN)], body).into_response());
    }
    Ok(body.into_response())
}

/// Files by what became of them, those first that somebody has to look at.
fn fates(files: &[FileRow]) -> Vec<Fated> {
    let mut fates: Vec<Fated> = Vec::new();
    for outcome in Outcome::ALL {
        let of = files.iter().filter(|file| file.outcome == outcome);
        let files: Vec<FileLine> = of
            .map(|file| {
                let (at, details): (Vec<_>, Vec<_>) =
                    file.details.iter().partition(|line| line.starts_with(REPORT_AT));
                let href = at.first().and_then(|line| line.split_once('/'));
                FileLine {
                    name: file.name.clone(),
                    sentence: file.sentence.clone(),
                    details: details.into_iter().cloned().collect(),
                    href: href.map_or(String::new(), |(_, path)| format!("/{path}")),
                }
            })
            .collect();
        if !files.is_empty() {
            let doubtful = files.iter().filter(|file| !file.details.is_empty()).count();
            let (id, title) = (anchor(outcome), outcome.label());
            fates.push(Fated { id, title, doubtful, files });
        }
    }
    fates
}

/// Where on the page files of one outcome stand.
const fn anchor(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Refused => "khong-nhan",
        Outcome::Held => "giu-lai",
        Outcome::Taken => "nap-duoc",
        Outcome::Empty => "tep-trong",
        Outcome::Same => "khong-moi",
        Outcome::Unwritten => "khong-ghi",
        Outcome::Known => "da-nap",
        Outcome::Waiting => "cho",
    }
}

/// `POST /imports/{id}/write`.
pub async fn write(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, .. }: Posted,
) -> Result<Response, PageError> {
    queue::write(&state.store, &signed.acting, id).await?;
    go_on(&state, &signed.acting, id);
    Ok(done(&format!("/imports/{id}"), Done::Saved))
}

/// `POST /imports/{id}/cancel`.
pub async fn cancel(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, .. }: Posted,
) -> Result<Response, PageError> {
    queue::cancel(&state.store, &signed.acting, id).await?;
    Ok(done(&format!("/imports/{id}"), Done::Saved))
}
