//! Who may move a submission from which state to which.

use jiff::civil::date;

use super::*;
use crate::access::{Officer, Role};

fn officer(id: i64, unit: i64, role: Role) -> Officer {
    Officer { id: OfficerId(id), unit: UnitId(unit), name: String::new(), roles: vec![role] }
}

/// How an officer stands to the report that is made ready here.
fn party(officer: &Officer) -> Party<'_> {
    Party::of(&ready(), officer, officer.unit == ready().unit, false)
}

fn ready() -> Submission {
    Submission {
        id: SubmissionId(1),
        unit: UnitId(7),
        receiver: UnitId(2),
        duty: Duty::Ordered,
        state: State::Ready,
        due: date(2024, 12, 4),
        extended_to: None,
        closes: date(2025, 1, 31),
        author: Some(OfficerId(10)),
        signer: None,
        single_officer_waiver: false,
        late: false,
        versions: 0,
        accepted_version: None,
        revision: 1,
    }
}

#[test]
fn the_signer_hands_it_in_and_a_late_one_is_marked() {
    let mut submission = ready();
    submission.submit(&party(&officer(11, 7, Role::Signer)), date(2024, 12, 5)).unwrap();
    assert_eq!((submission.state, submission.late), (State::Submitted, true));
}

#[test]
fn the_author_does_not_sign() {
    let refused = ready().submit(&party(&officer(10, 7, Role::Signer)), date(2024, 12, 1));
    assert_eq!(refused, Err(SubmissionError::AuthorSigns));
}

#[test]
fn a_closed_round_refuses() {
    let refused = ready().submit(&party(&officer(11, 7, Role::Signer)), date(2025, 2, 1));
    assert_eq!(refused, Err(SubmissionError::RoundClosed(date(2025, 1, 31))));
}

#[test]
fn a_requested_body_is_never_overdue() {
    let requested = Submission { duty: Duty::Requested, ..ready() };
    assert!(ready().is_overdue(date(2024, 12, 5)));
    assert!(!requested.is_overdue(date(2024, 12, 5)));
}

#[test]
fn the_reviewer_is_of_the_receiving_office_and_no_party() {
    let mut submission =
        Submission { state: State::InReview, versions: 1, signer: Some(OfficerId(11)), ..ready() };
    let stranger = submission.accept(&party(&officer(12, 3, Role::Reviewer)), false);
    assert!(matches!(stranger, Err(SubmissionError::NotAllowed(_))));
    let signer = submission.accept(&party(&officer(11, 2, Role::Reviewer)), false);
    assert_eq!(signer, Err(SubmissionError::ReviewerIsParty));
    submission.accept(&party(&officer(12, 2, Role::Reviewer)), false).unwrap();
    assert_eq!(submission.accepted_version, Some(1));
}

#[test]
fn a_warning_needs_a_sentence() {
    let warning = Finding {
        code: "T3-09".into(),
        severity: Severity::Warning,
        form: "T3".into(),
        row: "a".into(),
        column: "nu".into(),
        message: String::new(),
    };
    let author = officer(10, 7, Role::Reporter);
    let mut submission = Submission { state: State::Draft, ..ready() };
    let found = [warning.clone()];
    let refused =
        submission.make_ready(&party(&author), &found, &Explanations::new(), date(2024, 12, 1));
    let open = SubmissionError::UnexplainedWarnings { count: 1, forms: "T3".into() };
    assert_eq!(refused, Err(open));
    let explained =
        [(finding_key(&warning), Explanation::standing("Có thêm lớp."))].into_iter().collect();
    assert_eq!(
        submission.make_ready(&party(&author), &found, &explained, date(2024, 12, 1)),
        Ok(())
    );
}

#[test]
fn what_came_on_paper_is_sent_by_who_typed_it_and_accepted_by_another() {
    let today = date(2024, 12, 3);
    let paper = Paper {
        number: "215/BC-UBND".into(),
        date: Some(date(2024, 12, 2)),
        signer: "Phó Chủ tịch UBND huyện".into(),
        reason: "Đơn vị mất mạng, gửi bản giấy.".into(),
    };
    let desk = officer(10, 2, Role::Desk);
    let untold = [
        Paper { number: " ".into(), ..paper.clone() },
        Paper { signer: String::new(), ..paper.clone() },
        Paper { reason: String::new(), ..paper.clone() },
        Paper { date: None, ..paper.clone() },
        Paper { date: Some(date(2024, 12, 4)), ..paper.clone() },
    ];
    for paper in untold {
        let refused = ready().send_paper(&party(&desk), &paper, today);
        assert_eq!(refused, Err(SubmissionError::PaperUntold), "{paper:?}");
    }
    for stranger in [officer(10, 3, Role::Desk), officer(10, 2, Role::Reviewer)] {
        let refused = ready().send_paper(&party(&stranger), &paper, today);
        assert!(matches!(refused, Err(SubmissionError::NotAllowed(_))));
    }
    let mut submission = ready();
    submission.send_paper(&party(&desk), &paper, today).unwrap();
    assert_eq!((submission.state, submission.versions), (State::Submitted, 1));
    assert_eq!(submission.accept(&party(&desk), false), Err(SubmissionError::ReviewerIsParty));
    submission.accept(&party(&officer(12, 2, Role::Desk)), false).unwrap();
}
