//! Runs `cases/round.md`: days of rounds, of units and of the calendar; and tries that days run one way.

use domain::{
    access::UnitId,
    calendar::{
        WorkingCalendar, is_working, last_working_day, working_day_after, working_days_left,
    },
    confidence::Confidence,
    org_unit::{OrgUnit, OrgUnitKey, OrgUnitKind},
    period::local_date,
    regime::{Due, Duty, Round},
    round::{RoundError, close, reopen, set_day},
    submission::{State, Submission, SubmissionId},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;

use crate::tables::{Line, under};

const CASES: &str = include_str!("../../cases/round.md");

/// A day as officers write it: `04/12/2024`, `05/6/2024`.
pub(crate) fn day(text: &str) -> Date {
    let parts: Vec<i16> = text.split('/').map(|part| part.parse().unwrap()).collect();
    let [day, month, year] = parts[..] else { panic!("no day: {text}") };
    Date::new(year, i8::try_from(month).unwrap(), i8::try_from(day).unwrap()).unwrap()
}

fn round(before: Date, before_excludes_day: bool) -> Round {
    Round {
        code: "R".into(),
        regime: "R".into(),
        title: String::new(),
        year: before.year(),
        window_from: before,
        window_to: before,
        window_proposed: false,
        before,
        before_excludes_day,
        closes: before,
        frame: before,
        previous: None,
        dues: Vec::new(),
    }
}

fn due(days_before: i32) -> Due {
    Due { kinds: vec![], units: vec![], duty: Duty::Ordered, days_before, note: String::new() }
}

/// A submission that nobody has touched.
pub(crate) fn submission(due: Date, closes: Date) -> Submission {
    Submission {
        id: SubmissionId(1),
        unit: UnitId(7),
        receiver: UnitId(2),
        duty: Duty::Ordered,
        state: State::NotStarted,
        due,
        extended_to: None,
        closes,
        author: None,
        signer: None,
        single_officer_waiver: false,
        late: false,
        versions: 0,
        accepted_version: None,
        revision: 1,
    }
}

fn optional_day(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| day(text))
}

#[test]
fn the_last_timely_day() {
    for line in under(CASES, "Ngày cuối cùng còn đúng hạn") {
        let round = round(day(line.get("trước ngày")), line.get("tính cả ngày đó").is_empty());
        let found = round.last_timely_day(&due(line.get("sớm hơn").parse().unwrap()));
        assert_eq!(found, day(line.get("đúng hạn đến hết")), "{}", line.text);
    }
    for line in under(CASES, "Ngày tính theo giờ Việt Nam") {
        let found = local_date(line.get("giờ quốc tế (UTC)").parse().unwrap());
        assert_eq!(found, day(line.get("ngày")), "{}", line.text);
    }
}

#[test]
fn more_time_and_what_is_overdue() {
    for line in under(CASES, "Hạn, gia hạn và quá hạn") {
        let state = State::ALL.into_iter().find(|state| state.label() == line.get("trạng thái"));
        let due = day(line.get("hạn"));
        let is_ordered = line.get("giao / đề nghị") == "giao";
        let submission = Submission {
            duty: if is_ordered { Duty::Ordered } else { Duty::Requested },
            state: state.unwrap(),
            extended_to: optional_day(line.get("gia hạn đến")),
            ..submission(due, date(2025, 1, 31))
        };
        let timely = day(line.get("đúng hạn đến hết"));
        assert_eq!(submission.effective_due(), timely, "{}", line.text);
        let is_overdue = submission.is_overdue(day(line.get("hôm nay")));
        assert_eq!(is_overdue, line.get("quá hạn") == "có", "{}", line.text);
    }
}

/// The lines of one decision: each gives its day or the code of its refusal.
fn decided(title: &str, decide: impl Fn(&Line<'_>, Date, &str) -> Result<Date, RoundError>) {
    for line in under(CASES, title) {
        let wanted = line.get("kết quả");
        match decide(&line, day(line.get("hôm nay")), line.get("lý do")) {
            Ok(found) => assert_eq!(found, day(wanted), "{title}: {}", line.text),
            Err(refused) => assert_eq!(refused.code(), wanted, "{title}: {}", line.text),
        }
    }
}

#[test]
fn decisions_about_a_round() {
    decided("Đóng đợt", |line, today, reason| {
        close((day(line.get("nhận đến hết")), day(line.get("hạn muộn nhất"))), today, reason)
    });
    decided("Mở lại đợt", |line, today, reason| {
        reopen(day(line.get("nhận đến hết")), today, day(line.get("mở đến")), reason)
    });
    decided("Huyện ấn định ngày cho xã", |line, today, reason| {
        set_day(day(line.get("hạn của huyện")), today, day(line.get("ấn định")), reason)
    });
}

#[test]
fn units_are_those_of_the_frame_date() {
    for line in under(CASES, "Đơn vị có trong danh sách theo ngày chốt") {
        let unit = OrgUnit {
            key: OrgUnitKey("x".into()),
            code: String::new(),
            kind: OrgUnitKind::Commune,
            name: line.get("đơn vị").into(),
            short_name: String::new(),
            symbol: String::new(),
            valid_from: day(line.get("từ ngày")),
            valid_to: optional_day(line.get("đến hết ngày")),
            confidence: Confidence::Verified,
            source: String::new(),
        };
        let found = unit.exists_on(day(line.get("ngày chốt")));
        assert_eq!(found, line.get("có trong danh sách") == "có", "{}", line.text);
    }
}

fn calendar() -> [WorkingCalendar; 1] {
    let (mut holidays, mut swapped) = (Vec::new(), Vec::new());
    for line in under(CASES, "Lịch làm việc năm 2025") {
        let day = day(line.get("ngày"));
        match line.get("là") {
            "nghỉ" => holidays.push((day, String::new())),
            "làm bù" => swapped.push(day),
            other => panic!("no such day: {other}"),
        }
    }
    [WorkingCalendar { year: 2025, holidays, swapped, confirmed: true, source: String::new() }]
}

/// What a table says of a day that no calendar knows.
const NO_CALENDAR: &str = "chưa có lịch";

#[test]
fn working_days_are_those_of_the_calendar() {
    let calendars = calendar();
    for line in under(CASES, "Ngày nào làm việc") {
        let found = match is_working(&calendars, day(line.get("ngày"))) {
            None => NO_CALENDAR,
            Some(true) => "có",
            Some(false) => "",
        };
        assert_eq!(found, line.get("làm việc"), "{}", line.text);
    }
    for line in under(CASES, "Còn mấy ngày làm việc") {
        let found = working_days_left(&calendars, day(line.get("từ")), day(line.get("đến")));
        let found = found.map_or(NO_CALENDAR.to_owned(), |days| days.to_string());
        assert_eq!(found, line.get("còn"), "{}", line.text);
    }
    let wanted = |text: &str| (text != NO_CALENDAR).then(|| day(text));
    for line in under(CASES, "Sau mấy ngày làm việc là ngày nào") {
        let count = line.get("số ngày").parse().unwrap();
        let found = working_day_after(&calendars, day(line.get("từ")), count);
        assert_eq!(found, wanted(line.get("là ngày")), "{}", line.text);
    }
    for line in under(CASES, "Ngày làm việc cuối cùng không sau một ngày") {
        let found = last_working_day(&calendars, day(line.get("ngày")));
        assert_eq!(found, wanted(line.get("là ngày")), "{}", line.text);
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_i32..700).prop_map(|days| date(2024, 1, 1).saturating_add(days.days()))
}

proptest! {
    #[test]
    fn who_reports_earlier_is_due_earlier(before in any_day(), days in 0_i32..60, more in 0_i32..60) {
        for excludes in [true, false] {
            let round = round(before, excludes);
            let (own, below) = (round.last_timely_day(&due(days)), round.last_timely_day(&due(days + more)));
            prop_assert!(below <= own && own <= before);
            prop_assert_eq!(own < before, excludes || days > 0);
        }
    }

    #[test]
    fn decisions_keep_the_order_of_days(
        closes in any_day(), last_due in any_day(), today in any_day(), asked in any_day(),
    ) {
        if let Ok(closed) = close((closes, last_due), today, "Đủ") {
            prop_assert!(last_due <= closed && closed < today && closed <= closes);
            // Closed once; it opens again from today on only.
            prop_assert!(close((closed, last_due), today, "Nữa").is_err());
            if let Ok(open) = reopen(closed, today, asked, "Chờ") {
                prop_assert!(today <= open && closed < open);
                prop_assert!(reopen(open, today, asked, "Chờ").is_err());
            }
        }
        if let Ok(set) = set_day(last_due, today, asked, "Gấp") {
            prop_assert!(today <= set && set <= last_due);
        }
    }

    #[test]
    fn more_time_never_makes_anything_earlier(
        due in any_day(), closes in any_day(), extended in any_day(), today in any_day(), later in 0_i32..90,
    ) {
        let plain = submission(due, closes);
        let more = Submission { extended_to: Some(extended), ..plain.clone() };
        prop_assert!(more.effective_due() >= plain.effective_due());
        prop_assert!(plain.is_overdue(today) || !more.is_overdue(today));
        prop_assert!(plain.refuse_unless_open(today).is_err() || more.refuse_unless_open(today).is_ok());
        let tomorrow = today.saturating_add(later.days());
        prop_assert!(!more.is_overdue(today) || more.is_overdue(tomorrow), "what is overdue stays so");
    }

    #[test]
    fn working_days_run_one_way(from in 0_i32..200, span in 0_i32..100, count in 0_u32..40) {
        let calendars = calendar();
        let start = date(2025, 1, 1).saturating_add(from.days());
        let end = start.saturating_add(span.days());
        let all = working_days_left(&calendars, start, end).unwrap();
        let half = start.saturating_add((span / 2).days());
        let parts = [(start, half), (half, end)];
        let parts = parts.map(|(from, to)| working_days_left(&calendars, from, to).unwrap());
        prop_assert_eq!(parts.iter().sum::<u32>(), all);
        let after = working_day_after(&calendars, start, count).unwrap();
        prop_assert_eq!(working_days_left(&calendars, start, after), Some(count));
        prop_assert!(count == 0 || is_working(&calendars, after) == Some(true));
        if let Some(last) = last_working_day(&calendars, end) {
            prop_assert!(last <= end && is_working(&calendars, last) == Some(true));
        }
    }
}
