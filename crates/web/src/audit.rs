//! `/audit`: the log, for who keeps the system: acts, accounts and hours, never what a report says.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{Html, Response},
};
use domain::{access::Role, amount::vietnamese, deed::Deed, period};
use jiff::civil::Date;
use serde::Deserialize;
use store::audit::{AuditRow, Wanted};

use crate::{
    download::blocking,
    percent::percent_encode,
    problem::PageError,
    session::Signed,
    state::AppState,
    submission::clock,
    view::{
        act::Link,
        audit::{AuditLine, AuditPage},
        frame::Nav,
    },
};

/// Lines of one page.
const SHOWN: i64 = 100;

/// Lines of a file at most: what a table program opens at ease.
const FILE_MAX: i64 = 20_000;

/// What is asked of the log.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    day: String,
    #[serde(default)]
    officer: String,
    #[serde(default)]
    verb: String,
    #[serde(default)]
    page: i64,
}

impl Asked {
    /// First and next instant of the day asked for, as stored; empty where none is.
    fn span(&self) -> (String, String) {
        let Ok(day) = self.day.parse::<Date>() else { return Default::default() };
        let start = |day: Date| {
            let zone = period::vietnam();
            let at = zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok();
            at.map_or(String::new(), store::submission::stamp)
        };
        (start(day), day.tomorrow().map_or(String::new(), start))
    }

    fn address(&self, page: i64) -> String {
        let (day, officer) = (percent_encode(&self.day), percent_encode(&self.officer));
        format!(
            "/audit?day={day}&officer={officer}&verb={}&page={page}",
            percent_encode(&self.verb)
        )
    }
}

async fn read(
    state: &AppState,
    signed: &Signed,
    asked: &Asked,
    part: (i64, i64),
) -> Result<(Vec<AuditRow>, i64), PageError> {
    if !signed.acting.officer.is(Role::SystemAdministrator) {
        return Err(PageError::NotFound);
    }
    let (from, until) = asked.span();
    let wanted = Wanted { span: (&from, &until), officer: asked.officer.trim(), verb: &asked.verb };
    let mut reader = state.store.reader();
    let (mut rows, all) = store::audit::list(&mut reader, wanted, part).await?;
    let subjects = rows.iter().map(|row| row.subject.as_str()).collect();
    let names = store::audit::names(&mut reader, &subjects).await?;
    for row in &mut rows {
        if let Some(name) = names.get(&row.subject) {
            row.subject = format!("{name} ({})", row.subject);
        }
    }
    Ok((rows, all))
}

fn line(row: AuditRow) -> AuditLine {
    AuditLine {
        number: row.id.to_string(),
        at: clock(&row.at),
        officer: if row.officer.is_empty() { "Hệ thống".into() } else { row.officer },
        unit: row.unit,
        act: act(&row.verb),
        verb: row.verb,
        subject: row.subject,
        detail: row.detail,
    }
}

/// `GET /audit`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let page = asked.page.clamp(0, i64::MAX / SHOWN);
    let (rows, all) = read(&state, &signed, &asked, (page * SHOWN, SHOWN)).await?;
    let mut reader = state.store.reader();
    let head = store::audit::head(&mut reader).await?.unwrap_or_default();
    let jobs = store::job::list(&mut reader).await?;
    let checked = jobs.iter().find(|job| job.name == "verify");
    let verbs = store::audit::verbs(&mut reader).await?;
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let link = |text: &str, to: i64| Link::new(text, asked.address(to));
    let page = AuditPage {
        lead: format!(
            "{} dòng ghi ai làm gì, lúc nào; không ghi nội dung báo cáo",
            vietnamese(head.count.into())
        ),
        facts: vec![
            fact("Mốc cuối", format!("{} dòng, {}", vietnamese(head.count.into()), head.hash)),
            fact(
                "Kiểm tra gần nhất",
                checked.map_or("Chưa chạy".into(), |job| {
                    format!("{}: {}", clock(&job.ran_at), job.outcome)
                }),
            ),
        ],
        day: asked.day.clone(),
        officer: asked.officer.clone(),
        verbs: verbs
            .into_iter()
            .map(|verb| {
                let words = act(&verb);
                let chosen = verb == asked.verb;
                (verb, words, chosen)
            })
            .collect(),
        count: if all > FILE_MAX {
            format!(
                "{} dòng theo điều kiện đã chọn; tệp Excel: {} dòng mới nhất",
                vietnamese(all.into()),
                vietnamese(FILE_MAX.into())
            )
        } else {
            format!("{} dòng theo điều kiện đã chọn", vietnamese(all.into()))
        },
        lines: rows.into_iter().map(line).collect(),
        newer: (page > 0).then(|| link("Mới hơn", page - 1)),
        older: ((page + 1) * SHOWN < all).then(|| link("Cũ hơn", page + 1)),
        download: asked.address(0).replacen("/audit?", "/audit/xlsx?", 1),
        frame: signed.frame(&state, "Nhật ký", Nav::System),
    };
    Ok(Html(page.render()?))
}

/// `GET /audit/xlsx`: the lines asked for as a workbook, newest first.
pub async fn download(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (rows, all) = read(&state, &signed, &asked, (0, FILE_MAX)).await?;
    let heads = ["Dòng", "Lúc", "Tài khoản", "Đơn vị", "Việc", "Mã việc", "Đối tượng", "Chi tiết"];
    let mut lines: Vec<Vec<String>> = rows
        .into_iter()
        .map(line)
        .map(|l| vec![l.number, l.at, l.officer, l.unit, l.act, l.verb, l.subject, l.detail])
        .collect();
    if all > FILE_MAX {
        lines.push(vec![left_out(all)]);
    }
    let today = signed.acting.today();
    let write = move || documents::xlsx::list("Nhật ký", today, &heads, &lines);
    let bytes = blocking(write).await?.map_err(|error| PageError::Internal(error.to_string()))?;
    crate::download::file(bytes, "nhat-ky", "xlsx")
}

/// The last line of a file that does not hold all that was asked for.
fn left_out(all: i64) -> String {
    format!(
        "Còn {} dòng cũ hơn không có trong tệp: chọn từng ngày rồi tải từng tệp.",
        all - FILE_MAX
    )
}

/// The office's words for an act of the log; of another release the word in tables.
fn act(verb: &str) -> String {
    Deed::from_code(verb).map_or_else(|| verb.to_owned(), |deed| deed.words().to_owned())
}
