//! `/reports`: what can be drafted now, a draft live beside its checks, and what was issued.

use std::sync::Arc;

use actions::{
    outgoing::{self, Leaving, Marks, SignedBy},
    report::{self, About, Draft, IssuedBy, Offices, Wanted, Weight},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, Response},
};
use domain::{
    access::{Role, Scope},
    period::local_clock,
    series::Body,
};
use serde::Deserialize;
use store::round::RoundRow;
use tokio::sync::OnceCell;

pub(crate) use crate::{
    download::rendered,
    leave::{leave, signers},
};
use crate::{
    download::{blocking, file},
    leave::form,
    pages,
    posted::Posted,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        leave::LeaveForm,
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
    Query(asked): Query<pages::Asked>,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let today = signed.acting.today();
    let mut offers = Vec::new();
    if signed.reads_drafts(&state) {
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
    let mut kept = store::outgoing::newest(&mut reader, &own, asked.span()).await?;
    let pages = asked.cut(&mut kept, "/reports");
    let changed = crate::outgoing::overtaken(&mut reader, &state, &kept).await?;
    let lines = kept
        .into_iter()
        .map(|row| ReportLine {
            note: changed.get(&row.id).map_or(String::new(), |units| {
                format!("số của {} đơn vị đã thay đổi sau khi lập", units.len())
            }),
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
            "Dự thảo lập từ số liệu mới nhất mỗi lần mở; bản phát hành giữ nguyên.".into()
        },
        filters: Vec::new(),
        offers,
        lines,
        pages,
        frame: signed.frame(&state, "Dự thảo báo cáo", Nav::Report),
    };
    Ok(Html(page.render()?))
}

/// What is asked of a draft.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct Asked {
    /// `districts=1`: with the figures of each district as an appendix.
    #[serde(default)]
    districts: u8,
}

impl Asked {
    const fn with_districts(self) -> bool {
        self.districts == 1
    }

    /// As it stands in an address.
    const fn query(self) -> &'static str {
        if self.with_districts() { "?districts=1" } else { "" }
    }
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
    (issuer, asked): (&str, Asked),
) -> Result<Arc<OnceCell<(Draft, String)>>, PageError> {
    let mut reader = state.store.reader();
    let turn = store::turn::now(&mut reader).await?;
    // Who mends an accepted report moves no figure, and is named.
    let stands = store::turn::standing(&mut reader).await?;
    let words = store::assembly::revision(&mut reader, round.id, state.lead).await?;
    let template = issuer_of(&round.regime, issuer)?.template();
    let template = store::template::current(&mut reader, template).await?.0;
    // What the opening sentence cites, and where the office is reached.
    let year = i16::try_from(round.year).unwrap_or_default();
    let plan = store::issued_plan::of_year(&mut reader, year).await?.map(|plan| plan.id);
    let (unit, _) = issuer_of(&round.regime, issuer)?.place(offices(state));
    let address = store::address::of(&mut reader, unit).await?;
    let (today, round) = (signed.acting.today(), &round.code);
    let key = format!(
        "{round}/{issuer}/{turn:?}/{stands:?}/{words:?}/{template}/{plan:?}/{address:?}/{today}"
    );
    // A hundred pages and more are not kept in memory: few ask for them.
    let cell = if asked.with_districts() { Arc::default() } else { state.previews.cell(key) };
    let draw = async || {
        let (_, draft) = drafted(state, signed, round, (issuer, asked)).await?;
        let print = move || (documents::html::write(&draft.manuscript), draft);
        let (paper, draft) = blocking(print).await?;
        Ok::<_, PageError>((draft, paper))
    };
    cell.get_or_try_init(draw).await?;
    Ok(cell)
}

async fn drafted(
    state: &AppState,
    signed: &Signed,
    round: &str,
    (issuer, asked): (&str, Asked),
) -> Result<(RoundRow, Draft), PageError> {
    if !signed.reads_drafts(state) {
        return Err(PageError::NotFound);
    }
    // Figures, counts of units and words of one moment.
    let mut reader = state.store.snapshot().await?;
    let round = store::round::by_code(&mut reader, round).await?.ok_or(PageError::NotFound)?;
    let by = issuer_of(&round.regime, issuer)?;
    let (known, offices) = ((&*state.catalog, &*state.totals), offices(state));
    let when = (signed.acting.now, state.sample);
    let wanted = Wanted { round: &round, by, districts: asked.with_districts() };
    let draft = report::of_province(&mut reader, known, offices, wanted, when).await?;
    Ok((round, draft))
}

/// `GET /reports/{round}/{issuer}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, issuer)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    if !signed.reads_drafts(&state) {
        return Err(PageError::NotFound);
    }
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, &round).await?.ok_or(PageError::NotFound)?;
    let by = issuer_of(&round.regime, &issuer)?;
    let kept = previewed(&state, &signed, &round, (&issuer, asked)).await?;
    let (draft, paper) = kept.get().ok_or(PageError::NotFound)?;
    let here = format!("/reports/{}/{issuer}", round.code);
    let may_issue = signed.acting.officer.is_any(&[Role::Desk, Role::Signer]);
    let mend = report::unmended(&draft.checks);
    let know = draft.checks.iter().filter(|c| c.weight == Weight::Know).count();
    let (time, date) = local_clock(signed.acting.now);
    let page = ReportPage {
        crumbs: vec![Link::new("Dự thảo báo cáo", "/reports"), Link::new(round.title.clone(), "")],
        title: if mend > 0 {
            format!("Còn {mend} điểm phải xử lý trước khi trình ký")
        } else {
            format!("Dự thảo báo cáo {}", lower(&round.title))
        },
        lead: format!("lập lúc {} ngày {date}, từ số liệu đã chấp nhận", &time[..5]),
        state: Mark::new(Tone::Quiet, Shape::Half, "Dự thảo"),
        notices: missing(draft.missing.len()),
        paper: paper.clone(),
        paper_note: "Chữ có nền tím là số lấy từ biểu; nền không in ra.".into(),
        checks_note: format!("{know} điểm cần biết, {mend} điểm phải sửa"),
        checks: checks(&draft.checks, || {
            let to = format!("/consolidations/{}/narratives", round.code);
            Some(Link::new("Biên tập lời văn", to))
        }),
        issuers: issuers(&round.regime)
            .map(|(known, code, words)| {
                let to = format!("/reports/{}/{code}{}", round.code, asked.query());
                Choice::new(words, to, known == by)
            })
            .collect(),
        attached: attached(&here, asked),
        downloads: downloads(&here, asked.query()),
        leave: if may_issue {
            let what = (&draft.manuscript, by.place(offices(&state)));
            let to = format!("{here}/issue{}", asked.query());
            let form = form(&mut reader, &signed, to, what).await?;
            let before = crate::leave::before(&mut reader, &signed, round.id, what.1).await?;
            Some(LeaveForm { before, unmended: mend, ..form })
        } else {
            None
        },
        acts: Vec::new(),
        issued: Vec::new(),
        history: Vec::new(),
        frame: signed.frame(&state, &round.title, Nav::Report),
    };
    Ok(Html(page.render()?))
}

/// What the draft lacks.
pub(crate) fn missing(units: usize) -> Vec<Notice> {
    if units == 0 {
        return Vec::new();
    }
    let text = format!(
        "Thiếu {units} đơn vị; số của các đơn vị đó để ngoài tổng và được nêu tên trong văn bản."
    );
    vec![Notice::new(Tone::Near, "Dự thảo chưa đủ số liệu.", text)]
}

/// With or without the figures of each district.
fn attached(here: &str, asked: Asked) -> Vec<Choice> {
    let choices = [("Chỉ các biểu của tỉnh", 0), ("Kèm phụ lục số liệu từng huyện", 1)];
    let choice = |(words, districts)| {
        let to = format!("{here}{}", Asked { districts }.query());
        Choice::new(words, to, districts == u8::from(asked.with_districts()))
    };
    choices.map(choice).into()
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
        link: match check.about {
            About::Words => edited(),
            About::Plan => Some(Link::new("Mở trang Đọc kế hoạch", "/plan/read")),
            About::Report => None,
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
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let (round, draft) = drafted(&state, &signed, &round, (&issuer, asked)).await?;
    let whose = if asked.with_districts() { "-kem-phu-luc-huyen" } else { "" };
    let name = format!("du-thao-{}-{issuer}{whose}", round.code.to_lowercase());
    rendered(&state, draft.manuscript, &name, &format).await
}

const fn offices(state: &AppState) -> Offices {
    Offices { province: state.province, lead: state.lead }
}

/// `POST /reports/{round}/{issuer}/issue`: presented for an electronic signature, or issued on paper.
pub async fn issue(
    State(state): State<AppState>,
    Path((round, issuer)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let (round, draft) = drafted(&state, &signed, &round, (&issuer, asked)).await?;
    let (issuer, body) = issuer_of(&round.regime, &issuer)?.place(offices(&state));
    let (manuscript, unmended) = draft.for_signature(fields.get("unmended"))?;
    let leaving = Leaving {
        round: Some(round.id),
        manuscript,
        issuer,
        body,
        signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
        composition: None,
        report: None,
        marks: Marks { unmended, ..Marks::default() },
        replaces: fields.get("replaces").parse().ok(),
    };
    leave(&state, &signed, leaving, &fields).await
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
