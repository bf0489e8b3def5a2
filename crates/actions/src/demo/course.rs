//! When a unit does what in a round: the common course, and the few that run otherwise.

use domain::org_unit::OrgUnitKind;
use jiff::{
    Span,
    civil::{Date, date},
};
use store::org_unit::UnitRow;

use super::chance::{between, pick};

/// A submission's course through one round; a day that never comes is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Course {
    pub(super) begun: Option<Date>,
    pub(super) filed: Option<Date>,
    pub(super) returned: Option<Date>,
    pub(super) filed_again: Option<Date>,
    pub(super) accepted: Option<Date>,
    pub(super) extension: Option<Extension>,
}

/// More time: when it was asked, until when, why, and when it was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extension {
    pub(super) asked: Date,
    pub(super) until: Date,
    pub(super) reason: &'static str,
    pub(super) granted: Option<Date>,
}

/// Who is meant: a unit by its key, or a district's commune by its place in the list, from 1.
pub(super) type Place<'a> = (&'a str, usize);

/// The round whose communes are late on the default morning, 03/12/2024.
pub(super) const BOARDS: &str = "R-BAN12-2024";

/// Courses of the boards' year 2024 that differ from the common one.
///
/// Communes of Quế Phong, Kỳ Sơn, Quỳ Hợp, Quỳnh Lưu and Thanh Chương are late to their district; some
/// reports came back, one request for more time is open at each of two offices, one was granted.
const OTHERWISE: [(Place<'static>, Course); 17] = [
    (("h-415", 2), filed(3, Some((12, 4)), (12, 5))),
    (("h-415", 5), typed((11, 18), Some((12, 4)), (12, 5))),
    (("h-417", 1), NEVER),
    (("h-417", 4), typed((11, 20), Some((12, 9)), (12, 10))),
    (("h-417", 7), returned((11, 21), (12, 2), (12, 5), (12, 6))),
    (("h-420", 3), typed((11, 19), Some((12, 4)), (12, 5))),
    (("h-420", 6), returned((11, 22), (11, 29), (12, 4), (12, 5))),
    (("h-421", 6), asking(typed((11, 18), None, (12, 31)), BUSY)),
    (("h-421", 9), returned((11, 20), (11, 21), (11, 25), (11, 26))),
    (("h-421", 12), asking(typed((11, 17), Some((12, 2)), (12, 5)), POLICE)),
    (("h-421", 15), returned((11, 22), (12, 2), (12, 6), (12, 7))),
    (("h-425", 8), typed((11, 19), Some((11, 28)), (11, 29))),
    (("h-428", 10), typed((11, 19), Some((11, 27)), (11, 28))),
    (("h-428", 11), typed((11, 20), Some((12, 4)), (12, 5))),
    (("h-420", 0), asking(typed((11, 22), Some((12, 6)), (12, 7)), COMMUNES)),
    (("h-424", 0), returned((11, 28), (12, 2), (12, 4), (12, 6))),
    (("h-432", 0), asking(typed((11, 21), Some((12, 6)), (12, 7)), FLOOD)),
];

const NEVER: Course = Course {
    begun: None,
    filed: None,
    returned: None,
    filed_again: None,
    accepted: None,
    extension: None,
};

const BUSY: Extension = Extension {
    asked: date(2024, 12, 2),
    until: date(2024, 12, 9),
    reason: "Cán bộ đầu mối mới nhận việc, đang rà soát số liệu tập huấn.",
    granted: Some(date(2024, 12, 4)),
};

const POLICE: Extension = Extension {
    asked: date(2024, 11, 21),
    until: date(2024, 12, 4),
    reason: "Chờ số liệu của ban công an xã.",
    granted: Some(date(2024, 11, 22)),
};

const COMMUNES: Extension = Extension {
    asked: date(2024, 12, 2),
    until: date(2024, 12, 9),
    reason: "Còn hai xã vùng xa chưa gửi báo cáo, xin lùi hạn để tổng hợp đủ.",
    granted: Some(date(2024, 12, 4)),
};

const FLOOD: Extension = Extension {
    asked: date(2024, 11, 29),
    until: date(2024, 12, 6),
    reason: "Tập trung khắc phục hậu quả mưa lũ trên địa bàn.",
    granted: Some(date(2024, 12, 2)),
};

const fn on((month, day): (i8, i8)) -> Date {
    date(2024, month, day)
}

const fn typed(begun: (i8, i8), filed: Option<(i8, i8)>, accepted: (i8, i8)) -> Course {
    match filed {
        Some(filed) => Course {
            begun: Some(on(begun)),
            filed: Some(on(filed)),
            accepted: Some(on(accepted)),
            ..NEVER
        },
        None => Course { begun: Some(on(begun)), ..NEVER },
    }
}

/// Begun on a day of December, so that on the default morning nothing is there.
const fn filed(begun: i8, filed: Option<(i8, i8)>, accepted: (i8, i8)) -> Course {
    typed((12, begun), filed, accepted)
}

const fn returned(filed: (i8, i8), back: (i8, i8), again: (i8, i8), accepted: (i8, i8)) -> Course {
    Course {
        returned: Some(on(back)),
        filed_again: Some(on(again)),
        ..typed((11, 16), Some(filed), accepted)
    }
}

const fn asking(course: Course, extension: Extension) -> Course {
    Course { extension: Some(extension), ..course }
}

pub(super) fn after(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Span::new().days(count)).ok()
}

/// When a unit does what in a round that is due on `due`.
pub(super) fn course(
    unit: &UnitRow,
    place: Place<'_>,
    (round, regime, year): (&str, &str, i64),
    due: Date,
) -> Course {
    let otherwise = OTHERWISE.iter().find(|(who, _)| round == BOARDS && *who == place);
    if let Some((_, course)) = otherwise {
        return *course;
    }
    let old = year < 2024 || regime == "R-BAN6";
    let word = format!("{regime}{year}");
    let early = |low, high| -between(&[&unit.key, &word, "nop"], low, high);
    let never = !old
        && match regime {
            "R-STR" => matches!(unit.key.as_str(), "h-417" | "s-gtvt" | "s-ngoai-vu"),
            "R-BAN12" | "R-SELF" => matches!(unit.key.as_str(), "h-417" | "s-gtvt"),
            _ => false,
        };
    let begun = after(due, early(8, 16) - 4);
    if never {
        return Course { begun: begun.filter(|_| unit.key != "h-417"), ..NEVER };
    }
    let filed = after(due, offset(unit, regime, (old, &word)));
    let wait = between(&[&unit.key, &word, "duyet"], 1, 3);
    let sent_back = !old
        && regime == "R-BAN12"
        && (unit.key == "h-428" || unit.key == "s-du-lich" || pick(&[&unit.key, "tra"], 45) == 0);
    if sent_back {
        let returned = filed.and_then(|d| after(d, 1));
        let filed_again = returned.and_then(|d| after(d, 4));
        let accepted = filed_again.and_then(|d| after(d, wait));
        return Course { begun, filed, returned, filed_again, accepted, extension: None };
    }
    let accepted = filed.and_then(|d| after(d, wait)).map(|d| d.min(after(due, 2).unwrap_or(d)));
    Course { begun, filed, accepted: accepted.max(filed), ..NEVER }
}

/// Days from the due day to the day of filing.
fn offset(unit: &UnitRow, regime: &str, (old, word): (bool, &str)) -> i64 {
    let early = |low, high| -between(&[&unit.key, word, "nop"], low, high);
    match unit.kind {
        OrgUnitKind::Commune => match pick(&[&unit.key, word, "cham"], 40) {
            0 => 2,
            _ => early(1, 8),
        },
        _ if !old && unit.key == "h-415" && regime == "R-BAN12" => 2,
        _ => early(0, 7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_unusual_course_follow_each_other() {
        for ((key, at), course) in OTHERWISE {
            let days = [course.begun, course.filed, course.returned, course.filed_again];
            let days: Vec<Date> = days.into_iter().chain([course.accepted]).flatten().collect();
            assert!(days.is_sorted(), "{key} {at}: {days:?}");
            let Some(more) = course.extension else { continue };
            assert!(more.asked < more.until, "{key} {at}");
            assert!(more.granted.is_none_or(|day| day >= more.asked), "{key} {at}");
        }
    }
}
