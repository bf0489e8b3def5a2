//! `/reports`: what can be drafted now, a draft live beside its checks, and what was issued.

use std::sync::Arc;

use actions::{
    outgoing::{self, Leaving, SignedBy},
    report::{self, Draft, IssuedBy, Offices, Weight},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, Response},
};
use documents::Manuscript;
use domain::{
    access::{Role, Scope, UnitId},
    period::local_clock,
    series::Body,
};
use jiff::civil::Date;
use store::{db::Reads, round::RoundRow};
use tokio::sync::OnceCell;

use crate::{
    download::file,
    form::Fields,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
        report::{CheckGroup, CheckLine, DraftOffer, ReportLine, ReportPage, ReportsPage},
    },
};

const ISSUERS: [(IssuedBy, &str, &str); 3] = [
    (IssuedBy::Lead, "lead", "Sở trình UBND tỉnh"),
    (IssuedBy::Province, "province", "UBND tỉnh gửi Bộ và Ủy ban Quốc gia"),
    (IssuedBy::Committee, "ban", "Ban VSTBPN tỉnh gửi Ủy ban Quốc gia"),
];

/// Who may issue the report of a regime: the Ban only on its own work.
fn issuers(regime: &str) -> impl Iterator<Item = (IssuedBy, &'static str, &'static str)> {
    let of_ban = report::reporter(regime) == Body::Committee;
    ISSUERS.into_iter().filter(move |(by, ..)| of_ban || *by != IssuedBy::Committee)
}

/// `GET /reports`.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let today = signed.acting.today();
    let mut offers = Vec::new();
    if signed.acting.scope.province_wide {
        for round in store::round::list(&mut reader).await? {
            let coverage =
                store::consolidation::coverage(&mut reader, round.id, state.lead).await?;
            if i64::from(today.year()) - round.year > 1 {
                continue;
            }
            let note = format!(
                "{}/{} đơn vị cấp dưới; {}/{} cơ quan cấp tỉnh",
                coverage.territory_accepted,
                coverage.territory_owed,
                coverage.body_accepted,
                coverage.body_owed
            );
            for (_, code, words) in issuers(&round.regime) {
                offers.push(DraftOffer {
                    title: round.title.clone(),
                    note: format!("{words}; {note}"),
                    link: Link::new("Xem dự thảo", format!("/reports/{}/{code}", round.code)),
                });
            }
        }
    }
    let scope = &signed.acting.scope;
    let own = Scope { province_wide: false, ..*scope };
    let mut kept = store::outgoing::list(&mut reader, &own, None, "").await?;
    kept.sort_by_key(|row| std::cmp::Reverse(row.id));
    let lines = kept
        .into_iter()
        .take(200)
        .map(|row| ReportLine {
            link: Link::new(row.title.clone(), format!("/documents/{}", row.id)),
            kind: row.kind.clone(),
            number: crate::outgoing::number_words(&row),
            state: crate::outgoing::state_mark(row.state),
            made: crate::submission::clock(&row.at),
        })
        .collect();
    let page = ReportsPage {
        lead: if offers.is_empty() {
            "Báo cáo của đơn vị in ở trang của từng báo cáo.".into()
        } else {
            "Dự thảo lập từ số liệu mới nhất mỗi lần mở; bản phát hành giữ nguyên từng byte.".into()
        },
        filters: Vec::new(),
        offers,
        lines,
        frame: signed.frame(&state, "Dự thảo báo cáo", Nav::Report),
    };
    Ok(Html(page.render()?))
}

fn issuer_of(regime: &str, code: &str) -> Result<IssuedBy, PageError> {
    issuers(regime)
        .find(|(_, known, _)| *known == code)
        .map(|(by, ..)| by)
        .ok_or(PageError::NotFound)
}

async fn previewed(
    state: &AppState,
    signed: &Signed,
    round: &RoundRow,
    issuer: &str,
) -> Result<Arc<OnceCell<(Draft, String)>>, PageError> {
    let mut reader = state.store.reader();
    let turn = store::turn::now(&mut reader).await?;
    let words = store::assembly::revision(&mut reader, round.id, state.lead).await?;
    let template = issuer_of(&round.regime, issuer)?.template();
    let template = store::template::current(&mut reader, template).await?.0;
    let (today, round) = (signed.acting.today(), &round.code);
    let key = format!("{round}/{issuer}/{turn:?}/{words:?}/{template}/{today}");
    let cell = state.previews.cell(key);
    let draw = async || {
        let (_, draft) = drafted(state, signed, round, issuer).await?;
        let paper = documents::html::write(&draft.manuscript);
        Ok::<_, PageError>((draft, paper))
    };
    cell.get_or_try_init(draw).await?;
    Ok(cell)
}

async fn drafted(
    state: &AppState,
    signed: &Signed,
    round: &str,
    issuer: &str,
) -> Result<(RoundRow, Draft), PageError> {
    if !signed.acting.scope.province_wide {
        return Err(PageError::NotFound);
    }
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, round).await?.ok_or(PageError::NotFound)?;
    let by = issuer_of(&round.regime, issuer)?;
    let offices = offices(state);
    let when = (signed.acting.now, state.sample);
    let draft = report::of_province(
        &mut reader,
        (&state.catalog, &state.totals),
        offices,
        &round,
        by,
        when,
    )
    .await?;
    Ok((round, draft))
}

/// `GET /reports/{round}/{issuer}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, issuer)): Path<(String, String)>,
) -> Result<Html<String>, PageError> {
    if !signed.acting.scope.province_wide {
        return Err(PageError::NotFound);
    }
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, &round).await?.ok_or(PageError::NotFound)?;
    let by = issuer_of(&round.regime, &issuer)?;
    let kept = previewed(&state, &signed, &round, &issuer).await?;
    let (draft, paper) = kept.get().ok_or(PageError::NotFound)?;
    let here = format!("/reports/{}/{issuer}", round.code);
    let may_issue = signed.acting.officer.is_any(&[Role::Desk, Role::Signer]);
    let mend = draft.checks.iter().filter(|c| c.weight == Weight::Mend).count();
    let know = draft.checks.iter().filter(|c| c.weight == Weight::Know).count();
    let (time, date) = local_clock(signed.acting.now);
    let notices = if draft.missing.is_empty() {
        Vec::new()
    } else {
        let text = format!(
            "Thiếu {} đơn vị; số của các đơn vị đó để ngoài tổng và được nêu tên trong văn bản.",
            draft.missing.len()
        );
        vec![Notice::new(Tone::Near, "Dự thảo chưa đủ số liệu.", text)]
    };
    let page = ReportPage {
        crumbs: vec![Link::new("Dự thảo báo cáo", "/reports"), Link::new(round.title.clone(), "")],
        title: if mend > 0 {
            format!("Còn {mend} điểm phải xử lý trước khi trình ký")
        } else {
            format!("Dự thảo báo cáo {}", lower(&round.title))
        },
        lead: format!("lập lúc {} ngày {date}, từ số liệu đã chấp nhận", &time[..5]),
        state: Mark::new(Tone::Quiet, Shape::Half, "Dự thảo"),
        notices,
        paper: paper.clone(),
        paper_note: "Chữ có nền tím là số lấy từ biểu; nền không in ra.".into(),
        checks_note: format!("{know} điểm cần biết, {mend} điểm phải sửa"),
        checks: checks(&draft.checks, || {
            let to = format!("/consolidations/{}/narratives", round.code);
            Some(Link::new("Biên tập lời văn", to))
        }),
        issuers: issuers(&round.regime)
            .map(|(known, code, words)| {
                Choice::new(words, format!("/reports/{}/{code}", round.code), known == by)
            })
            .collect(),
        downloads: downloads(&here, ""),
        issue_to: may_issue.then(|| format!("{here}/issue")),
        issue_date: signed.acting.today().to_string(),
        signers: signers(&mut reader, by.place(offices(&state)), signed.acting.today()).await?,
        acts: Vec::new(),
        issued: Vec::new(),
        history: Vec::new(),
        frame: signed.frame(&state, &round.title, Nav::Report),
    };
    Ok(Html(page.render()?))
}

/// The checks beside a preview; `edited` is where words are edited.
pub(crate) fn checks(
    checks: &[report::Check],
    edited: impl Fn() -> Option<Link>,
) -> Vec<CheckGroup> {
    let line = |check: &report::Check| CheckLine {
        tone: match check.weight {
            Weight::Good => Tone::Good,
            Weight::Know => Tone::Near,
            Weight::Mend => Tone::Bad,
        },
        text: check.text.clone(),
        link: if check.text.contains("biên tập") || check.text.starts_with("Mục ") {
            edited()
        } else {
            None
        },
    };
    let lines = checks.iter().map(line).collect();
    vec![CheckGroup { title: "Số liệu, lời văn, thể thức".into(), lines }]
}

/// The draft as files.
pub(crate) fn downloads(here: &str, query: &str) -> Vec<Link> {
    let formats = [("DOCX", "docx"), ("PDF", "pdf"), ("XLSX", "xlsx")];
    let link = |(name, format)| Link::new(format!("Tải {name}"), format!("{here}/{format}{query}"));
    formats.map(link).into()
}

fn lower(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or(String::new(), |first| first.to_lowercase().chain(signs).collect())
}

/// `GET /reports/{round}/{issuer}/{format}`: the draft as a file.
pub async fn download(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, issuer, format)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let (round, draft) = drafted(&state, &signed, &round, &issuer).await?;
    let name = format!("du-thao-{}-{issuer}", round.code.to_lowercase());
    rendered(&state, draft.manuscript, &name, &format).await
}

/// Renders one format of a document; few at a time, for each takes memory.
pub(crate) async fn rendered(
    state: &AppState,
    manuscript: Manuscript,
    name: &str,
    format: &str,
) -> Result<Response, PageError> {
    let _turn = state.rendering.acquire().await.map_err(|e| PageError::Internal(e.to_string()))?;
    let wanted = format.to_owned();
    let written = tokio::task::spawn_blocking(move || match wanted.as_str() {
        "docx" => Some(documents::docx::write(&manuscript)),
        "pdf" => Some(documents::pdf::write(&manuscript)),
        "xlsx" => Some(documents::xlsx::write(&manuscript)),
        _ => None,
    });
    let written = written.await.map_err(|e| PageError::Internal(e.to_string()))?;
    let bytes = written
        .ok_or(PageError::NotFound)?
        .map_err(|e| PageError::Internal(format!("{}: {e}", e.code())))?;
    file(bytes, name, format)
}

const fn offices(state: &AppState) -> Offices {
    Offices { province: state.province, lead: state.lead }
}

/// Who may sign for a body on a day: id and words.
pub(crate) async fn signers(
    db: &mut impl Reads,
    (unit, body): (UnitId, Body),
    day: Date,
) -> Result<Vec<(String, String)>, PageError> {
    let rows = store::signer::list(db, unit).await?;
    let valid =
        rows.into_iter().filter(|row| row.signer.is_valid_on(day) && row.signer.body() == body);
    Ok(valid.map(|row| (row.id.to_string(), crate::signer::words(&row.signer))).collect())
}

/// `POST /reports/{round}/{issuer}/issue`: presented for an electronic signature, or issued on paper.
pub async fn issue(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, issuer)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, PageError> {
    signed.check(&fields)?;
    let (round, draft) = drafted(&state, &signed, &round, &issuer).await?;
    let (issuer, body) = issuer_of(&round.regime, &issuer)?.place(offices(&state));
    let leaving = Leaving {
        round: Some(round.id),
        manuscript: draft.for_signature()?,
        issuer,
        body,
        signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
        composition: None,
    };
    leave(&state, &signed, leaving, &fields).await
}

/// Presents a document, or issues it on paper, as the form says.
pub(crate) async fn leave(
    state: &AppState,
    signed: &Signed,
    leaving: Leaving,
    fields: &Fields,
) -> Result<Response, PageError> {
    let _turn = state.rendering.acquire().await.map_err(|e| PageError::Internal(e.to_string()))?;
    let (store, acting) = (&state.store, &signed.acting);
    if fields.get("way") == "electronic" {
        let id = outgoing::present(store, acting, leaving).await?;
        return Ok(done(&format!("/documents/{id}"), "presented"));
    }
    let id = outgoing::issue_on_paper(store, acting, leaving, issue_date(fields)?).await?;
    Ok(done(&format!("/documents/{id}"), "issued"))
}

/// The day under which a document is issued on paper.
pub(crate) fn issue_date(fields: &Fields) -> Result<Date, PageError> {
    fields.get("date").parse().map_err(|_| {
        PageError::refused(
            "DOC-011",
            "Chưa đọc được ngày của văn bản.",
            "Chọn ngày trên lịch rồi phát hành lại; chưa có số nào được cấp.",
        )
    })
}

/// `GET /reports/kept/{id}/{format}`: the issued bytes.
pub async fn kept(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, format)): Path<(i64, String)>,
) -> Result<Response, PageError> {
    let bytes = outgoing::kept(&state.store, &signed.acting, id, &format).await?;
    file(bytes, &format!("van-ban-{id}"), &format)
}
