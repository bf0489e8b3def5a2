//! `/submissions/{id}/parts/{form}`: the entry grid, or the editor of an outline.

use actions::part;
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::{
    form::{Form, FormBody},
    period::days_left_words,
    submission::{Party, Right, unexplained},
};
use store::submission::SubmissionRow;

use super::{about, closed, correction, load, narrative, party, remarked::Remarked, tabs};
use crate::{
    grid,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        entry::EntryPage,
        frame::Nav,
        mark::{Notice, Tone},
    },
};

/// `GET /submissions/{id}/parts/{form}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, code)): Path<(i64, String)>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    let form = part::forms_of(&state.catalog, &row.regime)
        .into_iter()
        .find(|f| f.code == code)
        .ok_or(PageError::NotFound)?;
    let party = party(&state, &signed, &row).await?;
    let locked = match locked(&row, &party) {
        Some(notice) => Some(notice),
        None => closed::notice(&state, &signed, &row).await?,
    };
    if !row.submission.sight_of(&signed.acting.scope).sees(form) {
        return Err(super::withheld());
    }
    let html = match &form.body {
        FormBody::Table(_) => {
            table(&state, &signed, (&row, &party), form, locked).await?.render()?
        }
        FormBody::Narrative(headings) => {
            let of = (&row, &party);
            narrative::page(&state, &signed, of, (form, headings), locked).await?.render()?
        }
    };
    Ok(Html(html))
}

/// Why the part cannot be changed now, if so.
fn locked(row: &SubmissionRow, party: &Party<'_>) -> Option<Notice> {
    let notice = |text: &str| Some(Notice::new(Tone::Quiet, "Chỉ xem.", text));
    if !party.may(Right::Type) {
        let own = party.is_own();
        return notice(if own {
            "Tài khoản này không nhập liệu."
        } else {
            "Biểu này của đơn vị khác."
        });
    }
    if !row.submission.state.is_editable() {
        return notice(&format!("Báo cáo đang ở trạng thái “{}”.", row.submission.state.label()));
    }
    None
}

async fn table(
    state: &AppState,
    signed: &Signed,
    (row, party): (&SubmissionRow, &Party<'_>),
    form: &Form,
    locked: Option<Notice>,
) -> Result<EntryPage, PageError> {
    let mut reader = state.store.reader();
    let sight = row.submission.sight_of(&signed.acting.scope);
    let loaded = part::load(&mut reader, &state.catalog, (row, sight), form).await?;
    let unit = row.asked_unit();
    let is_open = locked.is_none();
    let mut grid = grid::of_part(form, &loaded, unit, is_open).ok_or(PageError::NotFound)?;
    let remarked = Remarked::load(state, (row, sight)).await?;
    grid.say(&remarked.on(&form.code));
    let errors = grid::errors_by_form(&loaded.findings);
    let error_count = errors.values().sum();
    let warnings = u32::try_from(loaded.findings.len()).unwrap_or(0) - error_count;
    let unexplained = unexplained(&loaded.findings, &loaded.explanations).len();
    let last = loaded.cells.values().map(|c| c.at.as_str()).max();
    let frame = signed.frame(state, &form.title, Nav::Entry);
    let base = format!("/submissions/{}/parts/{}", row.submission.id.0, form.code);
    let workbook = format!("/submissions/{}/workbook", row.submission.id.0);
    let mut panel = remarked.panel(state, &form.code, party.may(Right::Remark));
    panel.places = vec![(form.title.clone(), grid.places(&form.code))];
    let corrections =
        correction::panel(form, &loaded, row.unit_kind, (&base, is_open, &frame.csrf));
    let due = row.submission.effective_due();
    Ok(EntryPage {
        submission: row.submission.id.0.to_string(),
        form: form.code.clone(),
        title: form.title.clone(),
        about: about(state, row),
        time_left: if row.submission.state.is_filed() {
            "đã gửi".into()
        } else {
            days_left_words(signed.acting.today(), due).to_lowercase()
        },
        tabs: tabs(state, row, &form.code, (&errors, &remarked.by_form())),
        locked,
        reconstruction: reconstruction(form),
        arrivals: correction::arrivals(state, row, &frame.csrf).await?,
        grid,
        corrections,
        saved: last.map_or(String::new(), |at| format!("Đã lưu {}", super::clock(at))),
        previous_note: "Số nhỏ: kỳ trước".into(),
        downloads: vec![Link::new("Tải biểu Excel", format!("{workbook}/file"))],
        upload: is_open.then(|| Link::new("Nạp tệp Excel", workbook)),
        errors: error_count,
        warnings,
        unexplained: u32::try_from(unexplained).unwrap_or(u32::MAX),
        remarks: panel,
        acts: Vec::new(),
        frame,
    })
}

pub(super) fn reconstruction(form: &Form) -> Option<String> {
    form.confidence.needs_checking().then(|| {
        "Mẫu phục dựng: phụ lục chính thức của kế hoạch chưa công bố, cần đối chiếu trước khi dùng chính thức.".to_owned()
    })
}
