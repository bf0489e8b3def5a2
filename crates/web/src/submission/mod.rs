//! A unit's submissions: list, overview, entry, review, and what may be done with each.

pub mod act;
mod changes;
mod closed;
mod correction;
pub mod entry;
pub mod list;
pub mod mapping;
pub mod narrative;
pub mod paper;
mod parts;
pub mod plain;
pub mod receipt;
mod remarked;
mod reopening;
pub mod review;
pub mod save;
pub mod show;
pub mod workbook;

use std::collections::BTreeMap;

use actions::part;
use domain::{
    calendar::{WorkingCalendar, last_working_day, working_days_left},
    deed::Deed,
    form::FormBody,
    period::{day, days_left_words},
    submission::{Paper, Party, State as Stage, SubmissionId},
};
use jiff::civil::Date;
use store::submission::{EventRow, SubmissionRow};

use crate::{
    percent::percent_encode,
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        entry::PartTab,
        mark::{Mark, Shape, Tone},
        submission::Fact,
    },
};

/// Loads inside the scope, or shows not found.
pub(crate) async fn load(
    state: &AppState,
    signed: &Signed,
    id: i64,
) -> Result<SubmissionRow, PageError> {
    let mut reader = state.store.reader();
    store::submission::load(&mut reader, &signed.acting.scope, SubmissionId(id))
        .await?
        .ok_or(PageError::NotFound)
}

/// Says that something holds sensitive figures.
fn withheld() -> PageError {
    PageError::refused(
        "ACC-010",
        "Nội dung này có số liệu hạn chế phổ biến.",
        "Chỉ đơn vị báo cáo và nơi thẩm tra trực tiếp được xem.",
    )
}

/// How who looks stands to the report: pages offer what it may do, acts ask it again.
async fn party<'a>(
    state: &AppState,
    signed: &'a Signed,
    row: &SubmissionRow,
) -> Result<Party<'a>, PageError> {
    Ok(actions::submission::party(&mut state.store.reader(), &signed.acting, row).await?)
}

fn facts(state: &AppState, row: &SubmissionRow, today: Date) -> Vec<Fact> {
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let due = row.submission.effective_due();
    let mut facts = vec![fact("Đơn vị", row.unit_name.clone())];
    if let Some(round) = state.catalog.round(&row.round) {
        let proposed = if round.window_proposed {
            " (đề xuất, chờ cơ quan chủ trì xác nhận)"
        } else {
            ""
        };
        let window = format!("{} đến {}{proposed}", day(round.window_from), day(round.window_to));
        facts.push(fact("Kỳ số liệu", window));
        if due > row.submission.due {
            let note = format!("hạn ban đầu {}, đã được lùi", day(row.submission.due));
            facts.push(fact("Ghi chú hạn", note));
        } else if let Some(note) = due_note(round, row) {
            facts.push(fact("Ghi chú hạn", note));
        }
    }
    facts.push(fact(
        "Hạn nộp",
        if row.submission.state.is_filed() {
            format!("hết {}", day(due))
        } else {
            due_words(&state.catalog.calendars, today, due)
        },
    ));
    if row.submission.late {
        facts.push(fact("Đã nộp", "sau hạn".into()));
    }
    if !row.waiver.is_empty() {
        facts.push(fact("Một người nhập và ký", row.waiver.clone()));
    }
    if row.on_behalf.is_some() {
        let date = row.document_date.as_deref().and_then(|date| date.parse().ok());
        let paper = date.map_or(String::new(), |date| {
            format!(" số {} ngày {}, {} ký", row.document_number, day(date), row.document_signer)
        });
        facts.push(fact("Nhập thay", format!("cơ quan nhận báo cáo nhập từ bản giấy{paper}")));
    }
    facts
}

/// "hết 24/11/2024, còn 6 ngày (4 ngày làm việc); hạn rơi vào ngày nghỉ, nên gửi từ 22/11/2024".
fn due_words(calendars: &[WorkingCalendar], today: Date, due: Date) -> String {
    let mut words = format!("hết {}, {}", day(due), days_left_words(today, due).to_lowercase());
    if today >= due {
        return words;
    }
    if let Some(left) = working_days_left(calendars, today, due) {
        words = format!("{words} ({left} ngày làm việc)");
    }
    match last_working_day(calendars, due) {
        Some(last) if last < due => {
            format!("{words}; hạn rơi vào ngày nghỉ, ngày làm việc cuối là {}", day(last))
        }
        _ => words,
    }
}

fn due_note(round: &domain::regime::Round, row: &SubmissionRow) -> Option<String> {
    let due = round.dues.iter().find(|d| d.kinds.contains(&row.unit_kind))?;
    (!due.note.is_empty()).then(|| due.note.clone())
}

/// "UBND huyện Quỳnh Lưu · số liệu đến 30/11/2024".
fn about(state: &AppState, row: &SubmissionRow) -> String {
    let round = state.catalog.round(&row.round);
    let cutoff = round.map_or(String::new(), |r| format!(", số liệu đến {}", day(r.window_to)));
    format!("{} · {}{cutoff}", row.unit_name, row.round_title)
}

pub(crate) fn crumbs(row: &SubmissionRow, last: &str) -> Vec<Link> {
    let mut crumbs = vec![Link::new("Nhập liệu", "/submissions")];
    let title = format!("{}, {}", row.round_title, row.unit_short_name);
    if last.is_empty() {
        crumbs.push(Link::new(title, ""));
    } else {
        crumbs.push(Link::new(title, format!("/submissions/{}", row.submission.id.0)));
        crumbs.push(Link::new(last, ""));
    }
    crumbs
}

/// Tabs of all parts with their errors and remarks.
fn tabs(
    state: &AppState,
    row: &SubmissionRow,
    current: &str,
    (errors, remarks): (&BTreeMap<String, u32>, &BTreeMap<String, u32>),
) -> Vec<PartTab> {
    part::forms_of(&state.catalog, &row.regime)
        .into_iter()
        .map(|form| PartTab {
            link: Link::new(
                match form.body {
                    FormBody::Table(_) => format!("Biểu {}", form.code),
                    FormBody::Narrative(_) => "Lời văn".to_owned(),
                },
                format!("/submissions/{}/parts/{}", row.submission.id.0, form.code),
            ),
            current: form.code == current,
            errors: errors.get(&form.code).copied().unwrap_or(0),
            remarks: remarks.get(&form.code).copied().unwrap_or(0),
        })
        .collect()
}

/// Where a place stands on pages: its heading, its row, else its part; all remarks where it names none.
pub(crate) fn anchor(state: &AppState, form: &str, row: &str) -> String {
    match part::form(&state.catalog, form) {
        None => "y-kien".to_owned(),
        Some(form) if row.is_empty() => form.code.clone(),
        Some(form) => {
            let row = percent_encode(row);
            match form.body {
                FormBody::Table(_) => format!("o-{}-{row}", form.code),
                FormBody::Narrative(_) => format!("muc-{row}"),
            }
        }
    }
}

/// "Biểu T2, dòng Ban Chấp hành, cấp xã, nữ".
pub fn place_label(state: &AppState, form: &str, row: &str, column: &str) -> String {
    let Some(form) = part::form(&state.catalog, form) else { return form.to_owned() };
    match &form.body {
        FormBody::Table(table) => {
            let mut label = format!("Biểu {}", form.code);
            if let Some(row) = table.row(row) {
                label = format!("{label}, {}", row.label);
            }
            if let Some(column) = table.column(column) {
                label = format!("{label}, {}", column.headers.join(", ").to_lowercase());
            }
            label
        }
        FormBody::Narrative(headings) => headings
            .iter()
            .find(|h| h.code == row)
            .map_or_else(|| "Lời văn".to_owned(), |h| format!("Mục {}", h.title)),
    }
}

/// A stored timestamp on Vietnam's clock: "03/12/2024 10:42".
pub fn clock(stamp: &str) -> String {
    stamp.parse::<jiff::Timestamp>().map_or_else(
        |_| String::new(),
        |at| {
            let (time, date) = domain::period::local_clock(at);
            format!("{date} {}", &time[..5])
        },
    )
}

/// The papers that versions were typed from, by the version's number.
async fn papers(
    state: &AppState,
    row: &SubmissionRow,
    events: &[EventRow],
) -> Result<BTreeMap<u32, Paper>, PageError> {
    if events.iter().all(|event| event.deed != Some(Deed::SubmissionSendPaper)) {
        return Ok(BTreeMap::new());
    }
    Ok(store::paper::typed(&mut state.store.reader(), row.submission.id).await?)
}

/// What became of a signed version.
fn version_mark(row: &SubmissionRow, events: &[EventRow], version: i64) -> Mark {
    let newest = version == i64::from(row.submission.versions);
    if row.submission.accepted_version.map(i64::from) == Some(version) {
        return Mark::of_state(Stage::Accepted);
    }
    if newest && row.submission.state.is_filed() {
        return Mark::of_state(row.submission.state);
    }
    let end = events.iter().rev().find(|e| {
        let ends = matches!(e.deed, Some(Deed::SubmissionReturn | Deed::SubmissionWithdraw));
        ends && e.version == version
    });
    match end.map(|e| e.deed) {
        Some(Some(Deed::SubmissionWithdraw)) => Mark::new(Tone::Quiet, Shape::Empty, "Đã rút về"),
        Some(_) => Mark::of_state(Stage::Returned),
        None => Mark::new(Tone::Quiet, Shape::Empty, "Đã thay bằng bản sau"),
    }
}

/// What the history calls an act.
pub(crate) fn deed_words(deed: Option<Deed>) -> &'static str {
    deed.map_or("cập nhật", Deed::words)
}
