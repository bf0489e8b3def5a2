//! Urging: a letter to the late, a reminder before the day, a request to who is only asked, a note of each call.

use std::collections::BTreeMap;

use domain::{
    access::{Role, UnitId},
    catalog::Catalog,
    deed::Deed,
    fold::clean,
    org_unit::listed,
    outgoing::State,
    period::{day, days_between, local_date},
    plan::read::typed_date,
    regime::Duty,
    reminder,
    submission::Submission,
    urging::Channel,
};
use jiff::{Timestamp, civil::Date};
use store::{
    audit::Subject,
    db::{Reads, Store, Tx},
    round::RoundRow,
    submission::SubmissionRow,
};

use crate::{Acting, Error};

/// Rounds whose day is further away, in days, are not looked at.
const NEAR: i32 = 60;

/// Names of units that a refusal bears.
const NAMED: usize = 3;

/// A letter of this house: whom it urges in which round, and how.
#[derive(Debug, Clone, Copy)]
pub struct Urged<'a> {
    pub round: &'a RoundRow,
    pub units: &'a [UnitId],
    pub channel: Channel,
}

/// Writes beside a presented letter whom it urges; it counts once the letter has its number.
pub(crate) async fn by_document(
    tx: &mut Tx,
    acting: &Acting,
    urged: Urged<'_>,
    document: i64,
) -> Result<(), Error> {
    for unit in urged.units {
        let what = (urged.channel, document);
        store::urging::record_document(tx, (urged.round.id, *unit), acting.by(), what).await?;
    }
    Ok(())
}

/// Longest number of a letter that was sent outside the system, in letters.
const NUMBER_MAX: usize = 60;

/// What the log says of a letter that was sent outside the system: its number, day and subject.
///
/// # Errors
/// When the number is missing or too long, or the day is none or lies ahead.
pub fn sent_outside(
    (number, typed): (&str, &str),
    subject: &str,
    today: Date,
) -> Result<String, Error> {
    let number = clean(number);
    let date = typed_date(typed).filter(|date| *date <= today);
    match date {
        Some(date) if !number.is_empty() && number.chars().count() <= NUMBER_MAX => {
            Ok(format!("Số {number} ngày {}: {}", day(date), clean(subject)))
        }
        _ => Err(Error::refused(
            "URG-008",
            "Chưa ghi được công văn đã gửi: thiếu số, hoặc ngày không đọc được hay chưa đến.",
            "Ghi số, ký hiệu và ngày của công văn, ví dụ 120/SLĐTBXH-BĐG, 02/12/2024, rồi ghi lại.",
        )),
    }
}

/// Refuses units that do not report to an office in a round, that a letter may not urge or remind, or
/// that have reported meanwhile.
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
    let mut chosen = Vec::with_capacity(units.len());
    for unit in units {
        chosen.push(*owed.get(unit).ok_or(Error::NotFound)?);
    }
    let today = acting.today();
    let written = if channel == Channel::Call {
        Vec::new()
    } else {
        written(db, (round.id, office), channel, today).await?
    };
    match refused((&chosen, office), &written, channel, today) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

/// Units that a letter of this kind and house names already: it waits for its number, or is of today.
async fn written(
    db: &mut impl Reads,
    (round, office): (i64, UnitId),
    channel: Channel,
    today: Date,
) -> Result<Vec<UnitId>, Error> {
    let mut log = store::urging::list(db, round, office).await?;
    log.retain(|line| {
        let Some(letter) = line.document.as_ref().filter(|_| line.channel == channel) else {
            return false;
        };
        match letter.state {
            State::Cancelled => false,
            State::Issued => letter.date == Some(today),
            _ => true,
        }
    });
    Ok(log.into_iter().map(|line| line.unit).collect())
}

/// Whether there is nothing to urge: it is handed in, or was accepted and is being corrected.
const fn is_in(submission: &Submission) -> bool {
    submission.state.is_filed() || submission.accepted_version.is_some()
}

/// A rule of letters: code, whom it keeps out, the words before and behind their names, what to do.
type Rule<'a> = (&'static str, &'a dyn Fn(&SubmissionRow) -> bool, [&'static str; 3]);

/// Why a way of urging does not reach units that an office chose; nothing where it does.
fn refused(
    (chosen, office): (&[&SubmissionRow], UnitId),
    written: &[UnitId],
    channel: Channel,
    today: Date,
) -> Option<Error> {
    let late = |row: &SubmissionRow| row.submission.is_overdue(today);
    let writes = channel != Channel::Call;
    let urges = matches!(channel, Channel::Letter | Channel::Prompt);
    let rules: [Rule<'_>; 7] = [
        (
            "URG-006",
            &|row| writes && row.submission.unit == office,
            [
                "",
                " là nơi ban hành công văn, không tự gửi cho mình.",
                "Bỏ đánh dấu; cán bộ nhập liệu của cơ quan thấy hạn ở trang Việc của tôi.",
            ],
        ),
        (
            "URG-002",
            &|row| urges && row.submission.duty == Duty::Requested,
            [
                "Không đôn đốc được ",
                ": nơi này chỉ được đề nghị phối hợp.",
                "Bỏ đánh dấu, rồi soạn công văn đề nghị phối hợp cho các cơ quan đó.",
            ],
        ),
        (
            "URG-004",
            &|row| writes && is_in(&row.submission),
            ["", " đã gửi báo cáo.", "Tải lại trang để có danh sách mới nhất rồi chọn lại."],
        ),
        (
            "URG-005",
            &|row| channel == Channel::Letter && !late(row),
            [
                "",
                " chưa quá hạn gửi báo cáo.",
                "Bỏ đánh dấu; trước hạn thì soạn công văn nhắc hạn.",
            ],
        ),
        (
            "URG-007",
            &|row| channel == Channel::Prompt && late(row),
            [
                "",
                " đã quá hạn gửi báo cáo.",
                "Bỏ đánh dấu, rồi soạn công văn đôn đốc cho các đơn vị đó.",
            ],
        ),
        (
            "URG-010",
            &|row| writes && row.submission.is_closed(today),
            [
                "Không gửi công văn cho ",
                ": đợt đã đóng, báo cáo gửi lên không được nhận.",
                "Mở lại đợt ở trang Tình hình nộp, rồi soạn công văn.",
            ],
        ),
        (
            "URG-011",
            &|row| written.contains(&row.submission.unit),
            [
                "Đã có công văn loại này gửi ",
                ", đang chờ số hoặc ban hành hôm nay.",
                "Xem ở nhật ký đôn đốc bên dưới; sai thì hủy bản đó rồi soạn lại.",
            ],
        ),
    ];
    rules.iter().find_map(|(code, keeps_out, [before, behind, next])| {
        let of = chosen.iter().filter(|row| keeps_out(row));
        let names: Vec<&str> = of.map(|row| row.unit_name.as_str()).collect();
        let what = format!("{before}{}{behind}", listed(&names, NAMED));
        (!names.is_empty()).then(|| Error::refused(code, what, *next))
    })
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
        let what = (channel, note.as_str());
        store::urging::record(&mut tx, round.id, *unit, acting.by(), what).await?;
    }
    let detail = format!("channel={} units={}", channel.code(), units.len());
    let entry = acting.audit(Deed::UrgingRecord, Subject::Round(&round.code)).with(&detail);
    tx.finish(entry).await?;
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
        store::audit::record(
            &mut tx,
            crate::acting::of_system(Deed::UrgingRemind, Subject::Nothing, &detail, now),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(count)
}
