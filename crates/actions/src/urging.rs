//! Urging the late: a letter for those who may be urged, a request for the others, a note of each call.

use std::collections::BTreeMap;

use domain::{
    access::{Role, UnitId},
    catalog::Catalog,
    fold::clean,
    period::{day, days_between, local_date},
    regime::Duty,
    reminder,
};
use jiff::Timestamp;
use store::{
    db::{Reads, Store},
    round::RoundRow,
};

use crate::{Acting, Error};

/// Rounds whose day is further away, in days, are not looked at.
const NEAR: i32 = 60;

/// How a unit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Công văn đôn đốc.
    Letter,
    /// Công văn đề nghị phối hợp.
    Request,
    Call,
}

impl Channel {
    const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Request => "request",
            Self::Call => "call",
        }
    }
}

/// Names of units that a refusal bears.
const NAMED: usize = 3;

/// Refuses units that do not report to an office in a round, that a letter may not urge, or that have
/// reported meanwhile.
pub async fn check(
    db: &mut impl Reads,
    acting: &Acting,
    (round, office): (&RoundRow, UnitId),
    units: &[UnitId],
    channel: Channel,
) -> Result<(), Error> {
    if units.is_empty() {
        let next = "Đánh dấu ít nhất một đơn vị rồi làm lại.";
        return Err(Error::refused("URG-001", "Chưa chọn đơn vị nào.", next));
    }
    let rows = store::submission::list_received(db, &acting.scope, &round.code, office).await?;
    let owed: BTreeMap<UnitId, _> = rows.iter().map(|row| (row.submission.unit, row)).collect();
    let (mut requested, mut filed) = (Vec::new(), Vec::new());
    for unit in units {
        let row = owed.get(unit).ok_or(Error::NotFound)?;
        if channel == Channel::Letter && row.submission.duty == Duty::Requested {
            requested.push(row.unit_name.as_str());
        }
        if channel != Channel::Call && row.submission.state.is_filed() {
            filed.push(row.unit_name.as_str());
        }
    }
    if !requested.is_empty() {
        return Err(Error::refused(
            "URG-002",
            format!("Không đôn đốc được {}: nơi này chỉ được đề nghị phối hợp.", named(&requested)),
            "Bỏ đánh dấu, rồi soạn công văn đề nghị phối hợp cho các cơ quan đó.",
        ));
    }
    if !filed.is_empty() {
        return Err(Error::refused(
            "URG-004",
            format!("{} đã gửi báo cáo.", named(&filed)),
            "Tải lại trang để có danh sách mới nhất rồi chọn lại.",
        ));
    }
    Ok(())
}

fn named(names: &[&str]) -> String {
    let first = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(NAMED) {
        Some(more @ 1..) => format!("{first} và {more} đơn vị khác"),
        _ => first,
    }
}

/// Records that units of a round were urged by letter, request or call.
pub async fn record(
    store: &Store,
    acting: &Acting,
    round: &str,
    units: &[UnitId],
    what: (Channel, &str),
) -> Result<(), Error> {
    acting.require(&[Role::Desk, Role::Reviewer], "Việc này của cán bộ tổng hợp.")?;
    let (channel, note) = what;
    let note = clean(note);
    let mut tx = store.begin().await?;
    let round = store::round::by_code(&mut tx, round).await?.ok_or(Error::NotFound)?;
    check(&mut tx, acting, (&round, acting.officer.unit), units, channel).await?;
    for unit in units {
        let what = (channel.code(), note.as_str());
        store::urging::record(&mut tx, round.id, *unit, acting.by(), what).await?;
    }
    let subject = format!("round/{}", round.code);
    let detail = format!("channel={} units={}", channel.code(), units.len());
    let entry = acting.audit("urging.record", &subject).with(&detail);
    store::audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Reminds every unit that was ordered to report, has not, and has its day near; how many were reminded.
///
/// Bodies that are only asked are never reminded by the system.
pub async fn remind(store: &Store, catalog: &Catalog, now: Timestamp) -> Result<usize, Error> {
    let today = local_date(now);
    let mut tx = store.begin().await?;
    let mut count = 0;
    for round in store::round::list(&mut tx).await? {
        if days_between(round.due, today).abs() > NEAR {
            continue;
        }
        for (unit, due) in store::standing::unfiled(&mut tx, round.id).await? {
            let Some(left) = reminder::left_today(&catalog.calendars, today, due) else { continue };
            let note = format!("Còn {left} ngày làm việc, hết hạn {}", day(due));
            let new = store::urging::remind(&mut tx, round.id, unit, &note, now).await?;
            count += usize::from(new);
        }
    }
    if count > 0 {
        let detail = count.to_string();
        store::audit::record(&mut tx, crate::acting::of_system("urging.remind", "", &detail, now))
            .await?;
    }
    tx.commit().await?;
    Ok(count)
}
