//! `/plan/issued/{id}/reissue`: a confirmed plan set again under the decree, with every change told.

use actions::{
    outgoing::{Leaving, Marks, SignedBy},
    plan::Corrected,
    reissue::{self, Correction, Reissue},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, Response},
};
use documents::{Manuscript, lint::Finding};
use domain::{access::Role, series::Body};
use store::db::Reads;

use super::issued;
use crate::{
    leave,
    posted::Posted,
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

/// A plan set again with what the rules still say of it; sets and lints on a turn of its own.
async fn load(state: &AppState, id: i64) -> Result<(Reissue, Vec<Finding>), PageError> {
    let (_, text, Corrected { reading, .. }) = issued::load(state, id).await?;
    let sample = state.sample;
    let _turn = state.rendering.acquire().await?;
    let set = tokio::task::spawn_blocking(move || {
        let set = reissue::of_reading(&reading, &text, sample)?;
        let findings = reissue::findings(&set.manuscript)?;
        Ok::<_, actions::Error>((set, findings))
    });
    Ok(set.await??)
}

/// `GET /plan/issued/{id}/reissue`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let (Reissue { manuscript, corrections }, findings) = load(&state, id).await?;
    let mut reader = state.store.reader();
    let is_clerk = signed.acting.officer.is_any(&[Role::Desk, Role::Signer]);
    let leave = if is_clerk && is_of_province(&mut reader, &state, &manuscript).await? {
        let what = (&manuscript, (state.province, Body::Organ));
        let to = format!("/plan/issued/{id}/reissue/issue");
        Some(leave::form(&mut reader, &signed, to, what).await?)
    } else {
        None
    };
    let here = format!("/plan/issued/{id}");
    let page = ReissuePage {
        crumbs: vec![
            Link::new("Kế hoạch đã xác nhận", "/plan/issued"),
            Link::new(manuscript.abstract_text.clone(), here.clone()),
            Link::new("Lập lại theo thể thức", ""),
        ],
        lead: lead(&corrections, findings.len()),
        paper: documents::html::write(&manuscript),
        corrections: corrections.iter().map(line).collect(),
        findings: findings.iter().map(finding_line).collect(),
        downloads: [("DOCX", "docx"), ("PDF", "pdf")]
            .map(|(name, format)| {
                Link::new(format!("Tải {name}"), format!("{here}/reissue/{format}"))
            })
            .into(),
        leave,
        frame: signed.frame(&state, "Lập lại theo thể thức", Nav::Plan),
    };
    Ok(Html(page.render()?))
}

/// "55 chỗ đã sửa, trong đó 10 chỗ cần xem lại; 0 chỗ còn phải sửa tay".
fn lead(corrections: &[Correction], open: usize) -> String {
    let guessed = corrections.iter().filter(|correction| correction.is_guess).count();
    let told = if guessed > 0 {
        format!(", trong đó {guessed} chỗ cần xem lại")
    } else {
        String::new()
    };
    format!("{} chỗ đã sửa{told}; {open} chỗ còn phải sửa tay", corrections.len())
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

/// Only the province's own plan is given a number of its series here.
async fn is_of_province(
    db: &mut impl Reads,
    state: &AppState,
    plan: &Manuscript,
) -> Result<bool, PageError> {
    let province = store::org_unit::by_id(db, state.province).await?.ok_or(PageError::NotFound)?;
    Ok(reissue::is_of(plan, &province))
}

/// `POST /plan/issued/{id}/reissue/issue`: presented for an electronic signature, or issued on paper.
pub async fn issue(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    if !signed.acting.scope.province_wide {
        return Err(PageError::NotFound);
    }
    let (set, _) = load(&state, id).await?;
    if !is_of_province(&mut state.store.reader(), &state, &set.manuscript).await? {
        return Err(PageError::refused(
            "RIS-003",
            "Kế hoạch này không do Ủy ban nhân dân tỉnh ban hành.",
            "Cơ quan ban hành tự cấp số ở hệ thống của mình; ở đây chỉ tải tệp về.",
        ));
    }
    let leaving = Leaving {
        round: None,
        manuscript: reissue::unissued(set.manuscript, signed.acting.today()),
        issuer: state.province,
        body: Body::Organ,
        signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
        composition: None,
        report: None,
        marks: Marks::default(),
        replaces: None,
    };
    leave::leave(&state, &signed, leaving, &fields).await
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
    let mut manuscript = set.manuscript;
    manuscript.furniture.is_draft = manuscript.head.number.is_none();
    let name = format!("ke-hoach-{id}-lap-lai");
    crate::report::rendered(&state, manuscript, &name, &format).await
}
