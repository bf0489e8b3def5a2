//! Runs every case of `cases/reopening.md`: who may ask that a report be opened again, and who refuses.

use domain::{
    access::{Officer, OfficerId, Role, UnitId},
    regime::Duty,
    reopening::{self, ReopeningError},
    submission::{Party, State, Submission, SubmissionId},
};
use jiff::civil::date;

const CASES: &str = include_str!("../../cases/reopening.md");
const DISTRICT: UnitId = UnitId(1);
const OFFICE: UnitId = UnitId(2);

fn submission(state: State) -> Submission {
    Submission {
        id: SubmissionId(1),
        unit: DISTRICT,
        receiver: OFFICE,
        duty: Duty::Ordered,
        state,
        due: date(2024, 12, 4),
        extended_to: None,
        closes: date(2024, 12, 31),
        author: None,
        signer: None,
        single_officer_waiver: false,
        late: false,
        versions: 1,
        accepted_version: Some(1),
        revision: 1,
    }
}

fn told(outcome: Result<(), ReopeningError>) -> String {
    match outcome {
        Ok(()) => "được".to_owned(),
        Err(refused) => {
            assert!(!refused.to_string().is_empty() && !refused.next().is_empty());
            refused.code().to_owned()
        }
    }
}

#[test]
fn every_case_is_judged_as_written() {
    let (mut refuses, mut rows) = (false, 0);
    for line in CASES.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            refuses = title.starts_with("Sở");
        }
        let Some(line) = line.strip_prefix("| ").filter(|line| !line.starts_with("ai ")) else {
            continue;
        };
        let cells: Vec<&str> = line.trim_end_matches('|').split('|').map(str::trim).collect();
        let [who, whose, state, waits, reason, expected] = cells[..] else { panic!("{line}") };
        let unit = match whose {
            "huyện" => DISTRICT,
            "Sở" => OFFICE,
            _ => UnitId(3),
        };
        let roles = vec![Role::read(who).unwrap_or_else(|| panic!("{line}"))];
        let officer = Officer { id: OfficerId(7), unit, name: who.to_owned(), roles };
        let state = State::ALL.into_iter().find(|s| s.label() == state);
        let report = submission(state.unwrap_or_else(|| panic!("{line}")));
        let party = Party::of(&report, &officer, unit == DISTRICT, false);
        let found = if refuses {
            reopening::refuse(&party, reason, waits == "có")
        } else {
            reopening::ask(&report, &party, reason, waits == "có")
        };
        assert_eq!(told(found), expected, "{line}");
        rows += 1;
    }
    assert_eq!(rows, 15, "rows of the case file were lost");
}
