//! `/submissions/{id}/receipt`: what was handed in, when, by whom, with a mark to compare by.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::{
    deed::Deed,
    period::{day, local_date},
};
use jiff::Timestamp;
use store::submission::SubmissionRow;

use super::{clock, crumbs, load};
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{frame::Nav, receipt::ReceiptPage},
};

/// `GET /submissions/{id}/receipt`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    let refused =
        || PageError::refused("SUB-014", "Báo cáo này chưa được gửi.", "Ký và gửi trước.");
    let filed = row.filed_at.clone().ok_or_else(refused)?;
    let mut reader = state.store.reader();
    let number = row.submission.versions;
    let version = row.newest_version_id.ok_or_else(refused)?;
    let cells: usize = store::value::version_cells_by_form(&mut reader, version, None)
        .await?
        .values()
        .map(std::collections::BTreeMap::len)
        .sum();
    let digest = store::value::digest(&mut reader, version).await?;
    let events = store::submission::events(&mut reader, row.submission.id).await?;
    let signer = events
        .iter()
        .rev()
        .find(|e| e.deed.is_some_and(Deed::hands_in))
        .map_or(String::new(), |e| format!("{}, {}", e.officer, e.unit));
    let receiver = store::org_unit::by_id(&mut reader, row.submission.receiver).await?;
    let receiver = receiver.map_or(String::new(), |unit| unit.name);
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![
        fact("Đơn vị gửi", row.unit_name.clone()),
        fact("Đơn vị nhận", receiver),
        fact("Báo cáo", row.round_title.clone()),
        fact("Bản số", number.to_string()),
        fact("Gửi lúc", clock(&filed)),
        fact(if row.on_behalf.is_some() { "Người gửi thay" } else { "Người ký gửi" }, signer),
        fact("Số liệu tính đến", as_of(&state, &row, &filed)),
        fact("Hạn nộp", day(row.submission.effective_due())),
        fact("Đúng hạn", if row.submission.late { "Không".into() } else { "Có".into() }),
        fact("Số ô số liệu", cells.to_string()),
        fact("Mã đối chiếu", mark_words(&digest)),
    ];
    let papers = store::paper::typed(&mut reader, row.submission.id).await?;
    if let Some(paper) = papers.get(&number) {
        facts.push(fact("Nhập thay từ bản giấy", paper.words()));
    } else if !row.document_number.is_empty() {
        facts.push(fact("Văn bản của đơn vị", row.document_number.clone()));
    }
    let page = ReceiptPage {
        crumbs: crumbs(&row, "Phiếu xác nhận"),
        lead: format!("{}, {}", row.unit_name, row.round_title),
        facts,
        frame: signed.frame(&state, "Phiếu xác nhận", Nav::Entry),
    };
    Ok(Html(page.render()?))
}

/// The day up to which the figures can reach: the end of the window, or the day of filing before it.
fn as_of(state: &AppState, row: &SubmissionRow, filed: &str) -> String {
    let on = filed.parse::<Timestamp>().ok().map(local_date);
    match (state.catalog.round(&row.round).map(|round| round.window_to), on) {
        (Some(to), Some(on)) if on < to => {
            format!("{}, trước khi hết kỳ số liệu ({})", day(on), day(to))
        }
        (Some(to), _) => day(to),
        (None, _) => String::new(),
    }
}

/// The mark of the version in groups that people can read out.
fn mark_words(digest: &str) -> String {
    if digest.is_empty() {
        return "Chưa có (gửi trước khi hệ thống lập mã)".into();
    }
    let groups: Vec<String> = digest
        .as_bytes()
        .chunks(8)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    groups.join(" ")
}
