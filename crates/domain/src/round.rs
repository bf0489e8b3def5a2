//! What may be decided about a running round: closing it, opening it again, another day for those below.

use jiff::civil::Date;

use crate::{period::day, sentence::is_sentence};

/// Why a decision about a round is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoundError {
    #[error("Phải ghi lý do thành câu.")]
    NoReason,
    #[error("Đợt báo cáo đã đóng từ hết ngày {}.", day(*.0))]
    Closed(Date),
    #[error("Đợt báo cáo đang mở, nhận đến hết ngày {}.", day(*.0))]
    Open(Date),
    #[error("Ngày phải trong khoảng từ {} đến {}.", day(*.0), day(*.1))]
    OutOfSpan(Date, Date),
    #[error("Hạn của huyện là {}, đã qua.", day(*.0))]
    OwnDayPassed(Date),
    #[error("Hạn muộn nhất của đợt là hết ngày {}, chưa qua.", day(*.0))]
    StillDue(Date),
}

impl RoundError {
    /// Stable code for people and logs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoReason => "RND-001",
            Self::Closed(_) => "RND-002",
            Self::Open(_) => "RND-003",
            Self::OutOfSpan(..) => "RND-004",
            Self::OwnDayPassed(_) => "RND-005",
            Self::StillDue(_) => "RND-007",
        }
    }

    /// What to do next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::NoReason => "Viết một câu lý do; các đơn vị đọc được câu này.",
            Self::Closed(_) => "Muốn nhận thêm thì mở lại đợt, có ngày và lý do.",
            Self::Open(_) => {
                "Chỉ mở lại đợt đã đóng; cần thêm ngày cho một đơn vị thì dùng gia hạn."
            }
            Self::OutOfSpan(..) => "Chọn một ngày trong khoảng đó rồi làm lại.",
            Self::StillDue(_) => {
                "Đóng đợt sau ngày đó; đơn vị nộp đúng hạn không thể bị khóa trước hạn của mình."
            }
            Self::OwnDayPassed(_) => "Xin cơ quan nhận báo cáo gia hạn cho huyện trước.",
        }
    }
}

/// Longest time for which a closed round is opened again, in days.
const REOPENED_DAYS: i32 = 90;

/// What was decided about a round, laid over the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Close,
    Reopen,
    /// A district's day for its communes.
    SetDay,
}

impl Decided {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Close, Self::Reopen, Self::SetDay];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::SetDay => "set-day",
        }
    }

    /// Reads the word in tables.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decided| decided.code() == code)
    }
}

fn require_reason(reason: &str) -> Result<(), RoundError> {
    if is_sentence(reason) { Ok(()) } else { Err(RoundError::NoReason) }
}

/// Closes a round from today on: the last day on which something is taken was yesterday. `last_due` is the
/// latest day by which a unit is timely; a round that was opened again has it behind itself.
///
/// # Errors
/// Without a reason, when it is closed already, or when somebody may still be timely.
pub fn close(
    (closes, last_due): (Date, Date),
    today: Date,
    reason: &str,
) -> Result<Date, RoundError> {
    require_reason(reason)?;
    if closes < today {
        return Err(RoundError::Closed(closes));
    }
    if today <= last_due {
        return Err(RoundError::StillDue(last_due));
    }
    Ok(today.yesterday().unwrap_or(today))
}

/// Opens a closed round again up to a day.
///
/// # Errors
/// Without a reason, when it is open, or for a day that has passed or is too far.
pub fn reopen(closes: Date, today: Date, until: Date, reason: &str) -> Result<Date, RoundError> {
    require_reason(reason)?;
    if closes >= today {
        return Err(RoundError::Open(closes));
    }
    let last = today.saturating_add(jiff::Span::new().days(REOPENED_DAYS));
    if until < today || until > last {
        return Err(RoundError::OutOfSpan(today, last));
    }
    Ok(until)
}

/// The day that a receiving office sets for those below: from today to its own last timely day.
///
/// # Errors
/// Without a reason, or for a day outside that span.
pub fn set_day(own_due: Date, today: Date, to: Date, reason: &str) -> Result<Date, RoundError> {
    require_reason(reason)?;
    if own_due < today {
        return Err(RoundError::OwnDayPassed(own_due));
    }
    if to < today || to > own_due {
        return Err(RoundError::OutOfSpan(today, own_due));
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2024, 12, 3);

    #[test]
    fn a_round_closes_once_and_opens_only_when_closed() {
        let (january, due) = (date(2025, 1, 31), date(2024, 12, 2));
        let closed = close((january, due), TODAY, "Đủ báo cáo.").unwrap();
        assert_eq!(closed, date(2024, 12, 2));
        assert_eq!(close((closed, due), TODAY, "Đóng thêm."), Err(RoundError::Closed(closed)));
        assert_eq!(close((january, due), TODAY, " "), Err(RoundError::NoReason));
        for due in [TODAY, date(2024, 12, 24)] {
            assert_eq!(close((january, due), TODAY, "Đóng sớm."), Err(RoundError::StillDue(due)));
        }
        assert_eq!(reopen(january, TODAY, TODAY, "Chờ xã."), Err(RoundError::Open(january)));
        assert_eq!(reopen(closed, TODAY, date(2024, 12, 10), "Chờ xã."), Ok(date(2024, 12, 10)));
        assert!(reopen(closed, TODAY, closed, "Chờ xã.").is_err());
    }

    #[test]
    fn a_districts_day_is_not_after_its_own() {
        let own = date(2024, 12, 24);
        assert_eq!(set_day(own, TODAY, date(2024, 12, 20), "Việc gấp."), Ok(date(2024, 12, 20)));
        assert_eq!(set_day(own, TODAY, own, "Việc gấp."), Ok(own));
        for wrong in [date(2024, 12, 25), date(2024, 12, 2)] {
            assert_eq!(
                set_day(own, TODAY, wrong, "Việc gấp."),
                Err(RoundError::OutOfSpan(TODAY, own))
            );
        }
        let passed = date(2024, 12, 2);
        assert_eq!(
            set_day(passed, TODAY, TODAY, "Việc gấp."),
            Err(RoundError::OwnDayPassed(passed))
        );
    }
}
