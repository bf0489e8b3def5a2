//! A round that takes nothing any more: since when, and what who looks may do about it.

use domain::{
    access::Role,
    period::{day, local_date},
    round::Decided,
};
use jiff::Timestamp;
use store::submission::SubmissionRow;

use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        mark::{Notice, Tone},
    },
};

/// Whether what is not handed in can be handed in no more.
pub(super) fn is_closed(signed: &Signed, row: &SubmissionRow) -> bool {
    !row.submission.state.is_filed() && row.submission.is_closed(signed.acting.today())
}

/// Says it, where it is so.
pub(super) async fn notice(
    state: &AppState,
    signed: &Signed,
    row: &SubmissionRow,
) -> Result<Option<Notice>, PageError> {
    if !is_closed(signed, row) {
        return Ok(None);
    }
    let mut reader = state.store.reader();
    let events =
        store::round_event::list(&mut reader, row.round_id, row.submission.receiver).await?;
    // The newest decision about the whole round; without one it closed on its day.
    let decided = events.iter().find(|event| event.receiver.is_none());
    let decided = decided.filter(|event| event.decided == Decided::Close);
    let on = decided.and_then(|event| event.at.parse::<Timestamp>().ok()).map(local_date);
    let since = match (decided, on) {
        (Some(event), Some(on)) => format!("{} đã đóng đợt này ngày {}", event.unit, day(on)),
        _ => format!("đợt nhận đến hết ngày {}", day(row.submission.last_day())),
    };
    let officer = &signed.acting.officer;
    let decides = officer.is(Role::Desk) && officer.unit == state.lead;
    let next = if decides {
        "Muốn nhận thêm, mở lại đợt ở trang của đợt."
    } else {
        "Cần gửi hoặc sửa thì đề nghị cơ quan chủ trì mở lại đợt."
    };
    let notice =
        Notice::new(Tone::Near, "Đợt báo cáo đã đóng.", format!("Chỉ xem: {since}. {next}"));
    let link = Link::new("Đến trang của đợt", format!("/rounds/{}", row.round));
    Ok(Some(if decides { notice.linked(link) } else { notice }))
}
