//! `/documents/lint`: a document of anybody against the decree on form; read, answered, forgotten.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use documents::lint::{self, Finding};

use crate::{
    posted::Posted,
    problem::PageError,
    session::Signed,
    state::AppState,
    upload::Upload,
    view::{
        act::Link,
        frame::Nav,
        lint::{FindingLine, LintPage},
        mark::{Notice, Tone},
    },
};

/// Largest posted body in bytes: the largest file that is read, and its fields.
pub const BODY_MAX: usize = lint::FILE_SIZE_BYTES_MAX + 64 * 1024;

fn page(state: &AppState, signed: &Signed) -> LintPage {
    LintPage {
        frame: signed.frame(state, "Kiểm tra thể thức", Nav::Document),
        crumbs: vec![Link::new("Văn bản", "/documents"), Link::new("Kiểm tra thể thức", "")],
        lead: "Theo Nghị định 30/2020/NĐ-CP, cho mọi văn bản, kể cả văn bản soạn ở nơi khác".into(),
        notices: Vec::new(),
        file: String::new(),
        findings: Vec::new(),
        unchecked: Vec::new(),
    }
}

/// `GET /documents/lint`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    Ok(Html(page(&state, &signed).render()?))
}

/// `POST /documents/lint`.
pub async fn check(
    State(state): State<AppState>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let mut page = page(&state, &signed);
    let (name, bytes) = upload.file.unwrap_or_default();
    let outcome = {
        // Files of others cost time and memory: as many at once as documents are rendered.
        let _turn = state.rendering.acquire().await;
        tokio::task::spawn_blocking(move || lint::check(&bytes)).await?
    };
    match outcome {
        Ok(outcome) => {
            page.lead = match outcome.findings.len() {
                0 => "Không thấy lỗi thể thức".into(),
                count => format!("{count} điểm cần sửa"),
            };
            page.file = name;
            page.findings = outcome.findings.into_iter().map(line).collect();
            page.unchecked = outcome.unchecked.into_iter().map(ToOwned::to_owned).collect();
            Ok(Html(page.render()?).into_response())
        }
        Err(error) => {
            let next = format!("{} ({})", error.next(), error.code());
            page.notices.push(Notice::new(Tone::Bad, &error.to_string(), next));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
        }
    }
}

fn line(finding: Finding) -> FindingLine {
    FindingLine {
        rule: finding.rule.to_string(),
        place: finding.place,
        problem: finding.problem,
        fix: finding.fix,
    }
}
