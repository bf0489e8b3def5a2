//! Lines of the work lists about signed reports that units below have outdated.

use domain::period::{day, local_date};
use jiff::civil::Date;
use store::{stale::Stale, submission::SubmissionRow};

use super::{item, lower_first};
use crate::view::work::WorkItem;

/// The day of a stored time, else today.
fn day_of(at: &str, today: Date) -> Date {
    at.parse().map_or(today, |at: jiff::Timestamp| local_date(at))
}

/// A line that waits since a day; it has no day until which.
fn waits(line: WorkItem, words: &str, since: Date) -> WorkItem {
    WorkItem {
        time_left: words.into(),
        soon: false,
        mark: None,
        date_iso: since.to_string(),
        date: day(since)[..5].to_owned(),
        ..line
    }
}

/// The own report: what came since it was signed, and whether its opening was asked for.
pub(super) fn own(stale: &Stale, today: Date) -> WorkItem {
    let about = lower_first(&stale.row.round_title);
    let asked =
        if stale.is_asked { "; đã đề nghị mở lại, chờ trả lời" } else { "" };
    let line = WorkItem {
        what: format!("{} đơn vị cấp xã có số mới sau khi ký: báo cáo {about}{asked}", stale.units),
        href: format!("/submissions/{}", stale.row.submission.id.0),
        ..item(&stale.row, today)
    };
    waits(line, "Có từ", day_of(&stale.since, today))
}

/// For the office: one line a round, so that many districts do not bury the rest.
pub(super) fn of_rounds(stale: &[&Stale], today: Date) -> Vec<WorkItem> {
    let mut rounds: Vec<Vec<&Stale>> = Vec::new();
    for district in stale {
        match rounds.iter_mut().find(|known| known[0].row.round_id == district.row.round_id) {
            Some(known) => known.push(district),
            None => rounds.push(vec![district]),
        }
    }
    rounds.iter().map(|districts| of_round(districts, today)).collect()
}

fn of_round(districts: &[&Stale], today: Date) -> WorkItem {
    let first = districts[0];
    let since = districts.iter().map(|stale| day_of(&stale.since, today)).max().unwrap_or(today);
    let line = match districts {
        [_] => WorkItem {
            what: format!("{} có số cấp xã mới sau khi ký", first.row.unit_name),
            href: format!("/submissions/{}", first.row.submission.id.0),
            whom: first.row.round_title.clone(),
            ..item(&first.row, today)
        },
        _ => WorkItem {
            what: format!(
                "{} huyện, thành phố, thị xã có số cấp xã mới sau khi ký",
                districts.len()
            ),
            href: format!("/rounds/{}?only=stale", first.row.round),
            whom: first.row.round_title.clone(),
            ..item(&first.row, today)
        },
    };
    waits(line, "Có từ", since)
}

/// A request to open a report again that waits for a decision.
pub(super) fn asked(row: &SubmissionRow, at: &str, today: Date) -> WorkItem {
    let about = lower_first(&row.round_title);
    let line = WorkItem {
        what: format!("Duyệt đề nghị mở lại: báo cáo {about}"),
        href: format!("/submissions/{}", row.submission.id.0),
        ..item(row, today)
    };
    waits(line, "Đề nghị từ", day_of(at, today))
}
