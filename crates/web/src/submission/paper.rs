//! The unit's own official report (number, date, signer, signed file) and its estimates.

use actions::{
    estimate, paper,
    part::{Seen, asks_sensitive, form},
    submission,
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use domain::{
    access::Sight,
    amount::vietnamese_fixed,
    fold::clean,
    form::{FormBody, ValueType},
    plan::read::typed_date,
    submission::{Paper, State, SubmissionId},
};
use store::{estimate::EstimateRow, submission::SubmissionRow};

use super::{clock, load, place_label};
use crate::{
    done::Done,
    posted::Posted,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    upload::Upload,
    view::{
        act::Link,
        mark::{Mark, Shape, Tone},
        submission::{EstimateLine, OnBehalf, PaperFile, PaperPanel},
    },
};

/// `POST /submissions/{id}/paper`.
pub async fn record(
    Shared(state): Shared<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: upload }: Posted<Upload>,
) -> Result<Response, PageError> {
    let told = paper::Paper {
        number: upload.fields.get("number"),
        date: typed_date(upload.fields.get("date")),
        signer: upload.fields.get("signer"),
        file: upload.file.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
        reason: upload.fields.get("reason"),
    };
    paper::record(&state.store, &signed.acting, SubmissionId(id), told).await?;
    Ok(done(&format!("/submissions/{id}"), Done::Saved))
}

/// `GET /submissions/{id}/paper/{number}`: the signed file, byte for byte.
pub async fn show(
    Shared(state): Shared<AppState>,
    signed: Signed,
    Path((id, number)): Path<(i64, u32)>,
) -> Result<Response, PageError> {
    let row = load(&state, &signed, id).await?;
    if is_close(&state, (&row, row.submission.sight_of(&signed.acting.scope))) {
        return Err(super::withheld());
    }
    let mut reader = state.store.reader();
    let bytes = store::paper::content(&mut reader, row.submission.id, number)
        .await?
        .ok_or(PageError::NotFound)?;
    // Always a download: a foreign file never opens inside the site.
    let name = format!("van-ban-{}-ban-{number}", crate::download::slug(&row.unit_name));
    crate::download::file(bytes, &name, "pdf")
}

/// Whether the signed file holds tables that may not be seen: it is the whole report.
fn is_close(state: &AppState, (row, sight): Seen<'_>) -> bool {
    sight != Sight::Whole && asks_sensitive(&state.catalog, &row.regime)
}

/// What is recorded of the unit's own report, and whether this officer may record it.
pub(super) async fn panel(
    state: &AppState,
    (row, sight): Seen<'_>,
    writes: bool,
) -> Result<PaperPanel, PageError> {
    let id = row.submission.id;
    let date = row.document_date.as_deref().and_then(|date| date.parse().ok());
    let signer = if row.document_signer.is_empty() {
        String::new()
    } else {
        format!(", {}", row.document_signer)
    };
    let recorded = match date {
        Some(date) if !row.document_number.is_empty() => {
            format!("Số {} ngày {}{signer}", row.document_number, domain::period::day(date))
        }
        _ => String::new(),
    };
    let files = store::paper::list(&mut state.store.reader(), id)
        .await?
        .into_iter()
        .map(|file| PaperFile {
            link: if is_close(state, (row, sight)) {
                Link::new("Bản ký (hạn chế phổ biến)", "")
            } else {
                Link::new(file.name, format!("/submissions/{}/paper/{}", id.0, file.number))
            },
            about: format!("Bản {}, {} tải lên {}", file.number, file.officer, clock(&file.at)),
            mark: file.sha256.chars().take(16).collect(),
            verdict: file.verdict,
        })
        .collect();
    Ok(PaperPanel {
        recorded,
        files,
        action: (writes && row.submission.versions > 0)
            .then(|| format!("/submissions/{}/paper", id.0)),
        number: row.document_number.clone(),
        date: row.document_date.clone().unwrap_or_default(),
        signer: row.document_signer.clone(),
    })
}

/// The form by which the receiving office sends what it typed from a unit's paper.
pub(super) fn on_behalf(row: &SubmissionRow, may: bool, errors: usize) -> Option<OnBehalf> {
    let open = row.submission.state.is_editable() || row.submission.state == State::Ready;
    (may && open).then(|| OnBehalf {
        action: format!("/submissions/{}/send-paper", row.submission.id.0),
        number: row.document_number.clone(),
        date: row.document_date.clone().unwrap_or_default(),
        signer: row.document_signer.clone(),
        errors,
    })
}

/// `POST /submissions/{id}/send-paper`.
pub async fn send(
    Shared(state): Shared<AppState>,
    Path(id): Path<i64>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    let text = |name: &str| clean(fields.get(name));
    let paper = Paper {
        number: text("number"),
        date: typed_date(fields.get("date")),
        signer: text("signer"),
        reason: text("reason"),
    };
    let (store, catalog) = (&state.store, &state.catalog);
    submission::send_paper(store, catalog, &signed.acting, SubmissionId(id), &paper).await?;
    Ok(done(&format!("/submissions/{id}"), Done::PaperSent))
}

/// Estimates of the newest version that was handed in.
pub(super) async fn estimates(
    state: &AppState,
    (row, sight): Seen<'_>,
    writes: bool,
) -> Result<Vec<EstimateLine>, PageError> {
    let mut reader = state.store.reader();
    let found = store::estimate::of_submission(&mut reader, row.submission.id.0).await?;
    let open =
        |line: &&EstimateRow| form(&state.catalog, &line.form).is_none_or(|form| sight.sees(form));
    Ok(found.iter().filter(open).map(|line| estimate_line(state, line, writes)).collect())
}

/// One estimate as tables show it.
pub fn estimate_line(state: &AppState, line: &EstimateRow, writes: bool) -> EstimateLine {
    let value_type = column_type(state, line);
    let shown = |amount: domain::amount::Amount| value_type.print(amount.to_decimal());
    let difference = estimate::difference(line).map_or(String::new(), |percent| {
        let sign = if percent.is_sign_negative() { "−" } else { "+" };
        format!("{sign}{}%", vietnamese_fixed(percent.abs(), 1))
    });
    let mark = match line.actual {
        None => Mark::new(Tone::Near, Shape::Diamond, "Chờ số thực tế"),
        Some(_) if estimate::is_large(line) => {
            Mark::new(Tone::Bad, Shape::Triangle, format!("Lệch từ {}%", estimate::LARGE_PERCENT))
        }
        Some(_) => Mark::new(Tone::Good, Shape::Tick, "Đã có số thực tế"),
    };
    let place = place_label(state, &line.form, &line.row, &line.column);
    let to = format!("/submissions/{}/parts/{}", line.submission, line.form);
    EstimateLine {
        place: Link::new(place, to),
        estimate: shown(line.estimate),
        actual: line.actual.map_or(String::new(), shown),
        difference,
        mark,
        cell: writes.then_some(line.cell),
    }
}

fn column_type(state: &AppState, line: &EstimateRow) -> ValueType {
    let form = form(&state.catalog, &line.form);
    match form.map(|form| &form.body) {
        Some(FormBody::Table(table)) => {
            table.column(&line.column).map_or(ValueType::Decimal, |c| c.value_type)
        }
        _ => ValueType::Decimal,
    }
}
