//! Reading the words of plans: days and rhythms of reports, duties, events, names of bodies.

use domain::plan::read::{BodyRole, Reading, read};

use crate::plan::{assert_read, bodies, every_line_is_placed};

/// What the reading says of a kind and key that only these cases ask for.
pub(crate) fn found(reading: &Reading, finding: &str, key: &str) -> Vec<String> {
    let regimes = || reading.regimes.iter().filter(|regime| regime.anchor == key);
    match finding {
        "mentioned" => bodies(reading, key, BodyRole::Mentioned),
        "report" => regimes().map(|regime| regime.name.clone()).collect(),
        "reported by" => regimes().map(|regime| regime.reporters.join("; ")).collect(),
        "subject" => {
            let cited = reading.citations.iter().filter(|cited| cited.number == key);
            cited.map(|cited| cited.title.clone()).collect()
        }
        "time" => times(reading, key),
        other => panic!("no such finding: {other}"),
    }
}

fn times(reading: &Reading, anchor: &str) -> Vec<String> {
    let dates = reading.item(anchor).map(|item| item.dates.clone()).unwrap_or_default();
    dates
        .iter()
        .map(|date| {
            let ends = [date.from, date.to].into_iter().flatten();
            let ends: Vec<String> = ends.map(|end| end.printed()).collect();
            format!("{} {}", date.role.label(), ends.join(" - "))
        })
        .collect()
}

/// How many of a kind there are.
pub(crate) fn count(reading: &Reading, key: &str) -> usize {
    if let Some(anchor) = key.strip_prefix("dates of ") {
        return times(reading, anchor).len();
    }
    if let Some(anchor) = key.strip_prefix("leads of ") {
        return bodies(reading, anchor, BodyRole::Lead).len();
    }
    match key {
        "events" => reading.events.len(),
        "programmes" => reading.programmes.len(),
        "report problems" => {
            let codes = reading.problems.iter().map(|problem| problem.code);
            codes.filter(|code| code.starts_with("report_")).count()
        }
        other => panic!("nothing to count: {other}"),
    }
}

#[test]
fn days_of_reports_and_of_work_are_read() {
    let text = include_str!("../../cases/plan/days-2026.txt");
    assert_read(text, include_str!("../../cases/plan/days-2026.md"), &[]);
    every_line_is_placed(text);
}

#[test]
fn duties_events_and_names_are_read() {
    let text = include_str!("../../cases/plan/duties-2026.txt");
    assert_read(text, include_str!("../../cases/plan/duties-2026.md"), &[]);
    every_line_is_placed(text);
}

/// A long paragraph of days is read in a moment.
#[test]
fn many_days_in_one_paragraph_do_not_slow_it() {
    let days = "trước ngày 15/6 và 15/12, ngày 18, 19/11/2026, tháng 6, 7 năm 2026; ".repeat(4000);
    let text = format!("KẾ HOẠCH\nThử\n\nI. MỤC TIÊU\n1. Báo cáo Sở Nội vụ {days}\n");
    let started = std::time::Instant::now();
    let reading = domain::plan::read::read(&text);
    assert!(!reading.regimes.is_empty());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn names_of_bodies_are_read_whole() {
    let names: Vec<&str> = include_str!("../../cases/plan/names.md")
        .lines()
        .filter_map(|line| line.strip_prefix("- "))
        .collect();
    assert!(names.len() > 100);
    let cut: Vec<String> = names
        .iter()
        .filter_map(|name| {
            let text = format!("KẾ HOẠCH\nThử\n\nI. TỔ CHỨC THỰC HIỆN\n1. {name}: tuyên truyền, vận động người dân.");
            let read = bodies(&read(&text), "I.1", BodyRole::Lead);
            (read != [*name]).then(|| format!("{name}: {read:?}"))
        })
        .collect();
    assert!(cut.is_empty(), "\n{}", cut.join("\n"));
}
