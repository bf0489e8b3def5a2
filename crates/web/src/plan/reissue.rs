//! `/plan/issued/{id}/reissue`: a confirmed plan set again under the decree, with every change told.

use actions::{
    plan::Corrected,
    reissue::{self, Correction, Reissue},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, Response},
};
use documents::lint::Finding;

use super::issued;
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        frame::Nav,
        mark::Tone,
        reissue::{CorrectionLine, ReissuePage},
        report::CheckLine,
    },
};

async fn load(state: &AppState, id: i64) -> Result<(Reissue, Vec<Finding>), PageError> {
    let (_, text, Corrected { reading, .. }) = issued::load(state, id).await?;
    let sample = state.sample;
    let set = tokio::task::spawn_blocking(move || {
        let set = reissue::of_reading(&reading, &text, sample)?;
        let findings = reissue::findings(&set.manuscript)?;
        Ok::<_, actions::Error>((set, findings))
    });
    Ok(set.await.map_err(|error| PageError::Internal(error.to_string()))??)
}

/// `GET /plan/issued/{id}/reissue`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let (Reissue { manuscript, corrections }, findings) = load(&state, id).await?;
    let here = format!("/plan/issued/{id}");
    let page = ReissuePage {
        crumbs: vec![
            Link::new("Kế hoạch đã xác nhận", "/plan/issued"),
            Link::new(manuscript.abstract_text.clone(), here.clone()),
            Link::new("Lập lại theo thể thức", ""),
        ],
        lead: format!("{} chỗ đã sửa, {} chỗ còn phải sửa tay", corrections.len(), findings.len()),
        paper: documents::html::write(&manuscript),
        corrections: corrections.iter().map(line).collect(),
        findings: findings.iter().map(finding_line).collect(),
        downloads: [("DOCX", "docx"), ("PDF", "pdf")]
            .map(|(name, format)| {
                Link::new(format!("Tải {name}"), format!("{here}/reissue/{format}"))
            })
            .into(),
        frame: signed.frame(&state, "Lập lại theo thể thức", Nav::Plan),
    };
    Ok(Html(page.render()?))
}

fn line(correction: &Correction) -> CorrectionLine {
    CorrectionLine {
        place: correction.place.clone(),
        before: correction.before.clone(),
        after: correction.after.clone(),
        demand: correction.demand().map_or("", |rule| rule.demand).to_owned(),
        source: correction.demand().map_or("", |rule| rule.source).to_owned(),
        is_guess: correction.is_guess,
    }
}

fn finding_line(finding: &Finding) -> CheckLine {
    CheckLine {
        tone: Tone::Near,
        text: format!("{}: {} {}", finding.place, finding.problem, finding.fix),
        link: None,
    }
}

/// `GET /plan/issued/{id}/reissue/{format}`.
pub async fn download(
    State(state): State<AppState>,
    _signed: Signed,
    Path((id, format)): Path<(i64, String)>,
) -> Result<Response, PageError> {
    if !matches!(format.as_str(), "docx" | "pdf") {
        return Err(PageError::NotFound);
    }
    let (set, _) = load(&state, id).await?;
    let name = format!("ke-hoach-{id}-lap-lai");
    crate::report::rendered(&state, set.manuscript, &name, &format).await
}
