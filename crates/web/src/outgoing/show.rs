//! `/documents/{id}`: one outgoing document with its files, its signatures and what is next.

use actions::outgoing::anchors as trusted;
use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{Html, IntoResponse, Response},
};
use domain::{access::Role, org_unit::listed, outgoing, outgoing::Proof, period::day};
use exchange::signature::{self, Signature, Verdict};
use jiff::Timestamp;
use store::outgoing::{OutgoingRow, VersionRow};

use super::{priority_words, state_mark};
use crate::{
    download::file,
    problem::PageError,
    session::Signed,
    state::AppState,
    submission::clock,
    view::{
        act::{Act, Link},
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
        outgoing::{OutgoingPage, SignatureLine, Told, VersionLine},
    },
};

/// Names that a notice bears; the rest are counted.
const NAMED_MAX: usize = 6;

/// `GET /documents/{id}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    Ok(Html(page(&state, &signed, id).await?.render()?))
}

/// The page of a document; an act may add to it.
pub(super) async fn page(
    state: &AppState,
    signed: &Signed,
    id: i64,
) -> Result<OutgoingPage, PageError> {
    let mut reader = state.store.reader();
    let scope = &signed.acting.scope;
    let row = store::outgoing::load(&mut reader, scope, id).await?.ok_or(PageError::NotFound)?;
    let versions = store::outgoing::versions(&mut reader, id).await?;
    let acts_on = row.unit == signed.acting.officer.unit
        && signed.acting.officer.is_any(&[Role::Desk, Role::Signer]);
    let takes = acts_on && !versions.is_empty() && row.state.takes_signatures();
    let newest = versions.last().map(|version| version.proof);
    let numbers = acts_on && row.state == outgoing::State::Signed && newest != Some(Proof::Trial);
    let changed = super::overtaken(&mut reader, state, std::slice::from_ref(&row)).await?;
    let changed = changed.into_values().next().unwrap_or_default();
    let exchange = crate::dispatch::panel::panel(state, signed, (&row, &versions), acts_on).await?;
    Ok(OutgoingPage {
        exchange,
        frame: signed.frame(state, "Văn bản đi", Nav::Document),
        crumbs: vec![
            Link::new("Văn bản", "/documents"),
            Link::new("Sổ văn bản đi", "/documents/outgoing"),
            Link::new(row.kind.clone(), ""),
        ],
        id,
        title: format!("{}: {}", row.kind, row.title),
        state: state_mark(row.state),
        notices: notices(&row, newest).into_iter().chain(overtaken(&changed)).collect(),
        facts: facts(&row),
        signatures: signatures(state, id, &versions).await?,
        downloads: downloads(&row, &versions),
        versions: versions.iter().map(|version| version_line(id, version)).collect(),
        signed_to: takes.then(|| format!("/documents/{id}/signed")),
        number_to: numbers
            .then(|| (format!("/documents/{id}/number"), newest != Some(Proof::Trusted))),
        acts: if acts_on { acts(state, signed, &row, takes) } else { Vec::new() },
        argument: String::new(),
        told: acts_on.then(|| Told {
            copies: row.about.copies.to_string(),
            file_code: row.about.file_code.clone(),
            note: row.about.note.clone(),
            due: row.about.due.map_or(String::new(), |day| day.to_string()),
        }),
    })
}

fn notices(row: &OutgoingRow, newest: Option<Proof>) -> Vec<Notice> {
    let mut notices = Vec::new();
    if row.state == outgoing::State::Cancelled {
        notices.push(Notice::new(Tone::Bad, "Văn bản đã hủy.", row.cancelled.clone()));
    }
    if row.about.unverified > 0 {
        let text = format!(
            "{} biểu của văn bản này lập theo mẫu phục dựng, chưa đối chiếu với phụ lục chính thức.",
            row.about.unverified
        );
        notices.push(Notice::new(Tone::Near, "Mẫu biểu cần đối chiếu.", text));
    }
    if newest == Some(Proof::Trial) {
        let text = "Bản mới nhất mang chữ ký thử, không cấp số được. Muốn phát hành thì ký thật bản trước đó.";
        notices.push(Notice::new(Tone::Near, "CHỮ KÝ THỬ NGHIỆM", text));
    }
    if row.state == outgoing::State::Issued && newest.is_some() {
        let text = "Công cụ của văn thư ghi số, ngày vào tệp khi ký số của cơ quan. Hệ thống không đọc được \
                    số trong phần ký thêm; so bằng mắt với số đã cấp.";
        notices.push(Notice::new(Tone::Part, "Số trong tệp do văn thư ghi.", text));
    }
    notices
}

/// Said of a report over figures that are not those of its day any more.
fn overtaken(units: &[String]) -> Option<Notice> {
    (!units.is_empty()).then(|| {
        let text = format!(
            "Sau khi lập văn bản này, có báo cáo được chấp nhận thêm hoặc chấp nhận lại của {} đơn vị: {}. Tổng \
             hợp hiện nay khác số trong văn bản; sai nội dung thì phát hành báo cáo thay thế.",
            units.len(),
            listed(units, NAMED_MAX)
        );
        Notice::new(Tone::Near, "Số liệu đã thay đổi sau khi lập.", text)
    })
}

fn facts(row: &OutgoingRow) -> Vec<(String, String)> {
    let about = &row.about;
    let all = [
        ("Loại", row.kind.clone()),
        (
            "Số, ký hiệu",
            if row.number.is_empty() {
                format!("…/{}", about.notation)
            } else {
                row.number.clone()
            },
        ),
        ("Ngày", row.date.map_or(String::new(), day)),
        ("Cơ quan ban hành", about.organ_name.clone()),
        ("Người ký", about.signer.clone()),
        ("Chức vụ", about.position.clone()),
        ("Nơi nhận", about.recipients.replace('\n', "; ")),
        ("Mức độ khẩn", priority_words(about.priority).to_owned()),
        ("Chỉ dẫn lưu hành", about.circulation.clone()),
        ("Người soạn thảo", about.drafter.clone()),
        ("Lý do ghi lùi ngày", about.late_reason.clone()),
        ("Ghi chú", about.note.clone()),
        ("Số trang", if about.pages == 0 { String::new() } else { about.pages.to_string() }),
        ("Người lập", format!("{}, {}", row.officer, clock(&row.at))),
    ];
    let written = all.into_iter().filter(|(_, words)| !words.is_empty());
    written.map(|(name, words)| (name.to_owned(), words)).collect()
}

fn version_line(id: i64, version: &VersionRow) -> VersionLine {
    let (name, mark) = match version.proof {
        Proof::Trial => ("Bản ký thử", Mark::new(Tone::Near, Shape::Triangle, "Chữ ký thử nghiệm")),
        Proof::Whole => {
            ("Bản đã ký", Mark::new(Tone::Part, Shape::Half, "Chữ ký khớp, chưa rõ nơi cấp"))
        }
        Proof::Trusted => ("Bản đã ký", Mark::new(Tone::Good, Shape::Tick, "Chữ ký tin cậy")),
        Proof::Nothing => ("Bản trình ký", Mark::new(Tone::Quiet, Shape::Empty, "Chưa ký")),
    };
    VersionLine {
        link: Link::new(
            if version.number == 0 { name.into() } else { format!("{name} {}", version.number) },
            format!("/documents/{id}/versions/{}", version.number),
        ),
        mark,
        about: format!("{}, {}", version.officer, clock(&version.at)),
        sha256: version.sha256.chars().take(16).collect(),
    }
}

fn downloads(row: &OutgoingRow, versions: &[VersionRow]) -> Vec<Link> {
    if versions.is_empty() {
        return ["docx", "pdf", "xlsx"]
            .iter()
            .map(|format| {
                let to = format!("/reports/kept/{}/{format}", row.id);
                Link::new(format!("Tải {}", format.to_uppercase()), to)
            })
            .collect();
    }
    // What was signed for trial is no ground for a real signature.
    let newest = versions.iter().rfind(|version| version.proof != Proof::Trial);
    let newest = newest.map_or(0, |version| version.number);
    let to = format!("/documents/{}/versions/{newest}", row.id);
    vec![Link::new("Tải bản mới nhất", to)]
}

fn acts(state: &AppState, signed: &Signed, row: &OutgoingRow, takes: bool) -> Vec<Act> {
    let act = |label: &str, verb: &str| {
        Act::new(label, format!("/documents/{}/{verb}", row.id), &signed.csrf)
    };
    let mut acts = Vec::new();
    if takes {
        acts.push(act("Ký bằng công cụ", "tool"));
        if state.sample {
            acts.push(act("Ký thử", "try"));
        }
    }
    if row.state != outgoing::State::Cancelled {
        acts.push(act("Hủy văn bản", "cancel").asking("Lý do hủy"));
    }
    acts
}

/// Every signature of the newest file, checked anew.
async fn signatures(
    state: &AppState,
    id: i64,
    versions: &[VersionRow],
) -> Result<Vec<SignatureLine>, PageError> {
    let mut reader = state.store.reader();
    let Some(newest) = versions.last().filter(|version| version.number > 0) else {
        return Ok(Vec::new());
    };
    let content = store::outgoing::content(&mut reader, id, newest.number).await?;
    let content = content.ok_or(PageError::NotFound)?;
    let anchors = trusted(&mut reader).await?;
    let _turn = state.rendering.acquire().await?;
    let read = tokio::task::spawn_blocking(move || signature::read(&content, &anchors)).await?;
    let found =
        read.map_err(|error| PageError::refused(error.code(), &error.to_string(), error.next()))?;
    let now = state.clock.now();
    Ok(found.iter().map(|signature| signature_line(signature, now)).collect())
}

fn signature_line(signature: &Signature, now: Timestamp) -> SignatureLine {
    let summary = signature.summary(now);
    let tone = match signature.verdict {
        Verdict::Trusted => Tone::Good,
        Verdict::NoAnchors | Verdict::UnknownIssuer | Verdict::Trial => Tone::Near,
        _ => Tone::Bad,
    };
    let text = format!("{} (mã {})", summary.next, summary.code);
    SignatureLine {
        notice: Notice::new(tone, summary.sentence, text),
        facts: summary.lines.into_iter().map(|(name, words)| (name.to_owned(), words)).collect(),
        warnings: summary.warnings.into_iter().map(ToOwned::to_owned).collect(),
    }
}

/// `GET /documents/{id}/anchors`: where signatures go on the pages.
pub async fn anchors(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Response, PageError> {
    let mut reader = state.store.reader();
    let row = store::outgoing::load(&mut reader, &signed.acting.scope, id).await?;
    let places = row.map(|row| row.anchors).filter(|places| !places.is_empty());
    let places = places.ok_or(PageError::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], places).into_response())
}

/// `GET /documents/{id}/versions/{number}`: one form of the file, byte for byte.
pub async fn version(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, number)): Path<(i64, i64)>,
) -> Result<Response, PageError> {
    let store = &state.store;
    let bytes = actions::outgoing::version(store, &signed.acting, id, number).await?;
    file(bytes, &format!("van-ban-{id}-ban-{number}"), "pdf")
}
