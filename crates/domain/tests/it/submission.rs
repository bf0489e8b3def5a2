//! Runs `cases/submission.md`, and tries that no sequence of acts leads where no report may be.

use domain::{
    access::{Officer, OfficerId, Role, UnitId},
    deed::Deed,
    finding::Finding,
    form::Severity,
    history::told,
    regime::Duty,
    submission::{Explanation, Paper, Party, State, Submission, SubmissionError, finding_key},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;

use crate::{
    round::{day, submission},
    tables::{Line, lines, under},
};

const CASES: &str = include_str!("../../cases/submission.md");
const PEOPLE: &str = "Ai là ai";
const DUE: Date = date(2024, 12, 4);
const CLOSES: Date = date(2025, 1, 31);

fn fresh() -> Submission {
    submission(DUE, CLOSES)
}

/// The officers of the case file, numbered in its order.
fn people() -> Vec<(&'static str, Officer)> {
    let officer = |(at, line): (usize, Line<'static>)| {
        let unit = match line.get("đơn vị") {
            "huyện" => 7,
            "sở" => 2,
            "sở khác" => 3,
            other => panic!("no such unit: {other}"),
        };
        let roles = line.get("vai trò").split(", ").map(|role| match role {
            "nhập liệu" => Role::Reporter,
            "ký" => Role::Signer,
            "thẩm tra" => Role::Reviewer,
            "tổng hợp" => Role::Desk,
            "lãnh đạo" => Role::Leader,
            other => panic!("no such role: {other}"),
        });
        let id = OfficerId(i64::try_from(at).unwrap() + 10);
        let name = line.get("người");
        (name, Officer { id, unit: UnitId(unit), name: name.into(), roles: roles.collect() })
    };
    under(CASES, PEOPLE).into_iter().enumerate().map(officer).collect()
}

fn finding(severity: Severity) -> Finding {
    Finding {
        code: "T-01".into(),
        severity,
        form: "T".into(),
        row: "a".into(),
        column: "nu".into(),
        message: "Số là 12.".into(),
    }
}

/// A paper that tells everything but what the words name.
fn paper(with: &str) -> Paper {
    let told = |what: &str, text: &str| if with == what { String::new() } else { text.to_owned() };
    let signed = with.strip_prefix("ký ").map_or(date(2024, 12, 1), day);
    Paper {
        number: told("thiếu số", "215/BC-UBND"),
        date: Some(signed).filter(|_| with != "thiếu ngày"),
        signer: told("thiếu người ký", "Phó Chủ tịch UBND huyện"),
        reason: told("thiếu lý do", "Đơn vị mất mạng."),
    }
}

/// What an act takes with it, in the words of the case file.
fn act(
    on: &mut Submission,
    (today, officer): (Date, &Officer),
    (act, with): (&str, &str),
) -> Result<(), SubmissionError> {
    let party = &Party::of(on, officer, officer.unit == on.unit, false);
    match act {
        "nhập" => on.begin(officer.id),
        "trình ký" => {
            let error = with.contains("lỗi").then(|| finding(Severity::Error));
            let warning = with.contains("cảnh báo").then(|| finding(Severity::Warning));
            let findings: Vec<Finding> = error.into_iter().chain(warning).collect();
            let sentence = with.contains("giải trình").then_some("Mở thêm lớp.");
            let explained = findings.iter().zip(sentence).map(|(finding, sentence)| {
                let of = match with {
                    _ if with.contains("cho số khác") => "Số là 1.200.".to_owned(),
                    _ if with.contains("không kèm số") => String::new(),
                    _ => finding.message.clone(),
                };
                (finding_key(finding), Explanation { sentence: sentence.into(), of })
            });
            on.make_ready(party, &findings, &explained.collect(), today)
        }
        "lấy lại" => on.take_back(party),
        "gửi" => on.submit(party, today),
        "gửi bản giấy" => on.send_paper(party, &paper(with), today),
        "rút" => on.withdraw(party),
        "mở thẩm tra" => on.start_review(party),
        "trả lại" => on.return_to(party, with),
        "chấp nhận" => on.accept(party, with == "đã từng nhập"),
        "mở lại" => on.reopen(party, with, (today, today)),
        "không gia hạn" => on.refuse_extension(party, with),
        other => match other.rsplit_once(" đến ") {
            Some(("xin", until)) => on.ask_extension(party, with, (day(until), today)),
            Some(("cho gia hạn", until)) => {
                let asked = with.strip_prefix("xin đến ").unwrap_or(until);
                on.grant_extension(party, (day(asked), day(until)), today)
            }
            Some(("mở lại", until)) => on.reopen(party, with, (day(until), today)),
            _ => panic!("no such act: {other}"),
        },
    }
}

/// What is set from outside: by the catalog, by a decision, by a recorded reason.
fn set(on: &mut Submission, what: &str, with: &str) {
    match what {
        "được một người nhập và ký" => on.single_officer_waiver = true,
        "được gia hạn" => on.extended_to = Some(day(with)),
        "là đề nghị" => on.duty = Duty::Requested,
        other => panic!("nothing of that kind: {other}"),
    }
}

fn words(on: &Submission) -> String {
    let number = if on.state.is_filed() && on.state != State::InReview {
        format!(" bản {}", on.versions)
    } else {
        String::new()
    };
    let late = if on.late && on.state.is_filed() { ", muộn" } else { "" };
    let counted = on.accepted_version.filter(|_| on.state != State::Accepted);
    let counted = counted.map_or(String::new(), |version| format!(", đang tính bản {version}"));
    format!("{}{number}{late}{counted}", on.state.label())
}

#[test]
fn every_road_leads_where_it_says() {
    let people = people();
    let (mut title, mut on, mut seen) = ("", fresh(), 0);
    for line in lines(CASES).into_iter().filter(|line| line.title != PEOPLE) {
        if line.title != title {
            (title, on) = (line.title, fresh());
        }
        let (who, what, with) = (line.get("ai"), line.get("việc"), line.get("kèm theo"));
        let found = if who.is_empty() {
            set(&mut on, what, with);
            words(&on)
        } else {
            let (_, officer) = people.iter().find(|(name, _)| *name == who).expect(who);
            let before = on.clone();
            match act(&mut on, (day(line.get("ngày")), officer), (what, with)) {
                Ok(()) => words(&on),
                Err(refused) => {
                    assert!(!refused.to_string().is_empty() && !refused.next().is_empty());
                    assert_eq!(on, before, "refused, yet changed: {}", line.text);
                    refused.code().to_owned()
                }
            }
        };
        assert_eq!(found, line.get("kết quả"), "{title}: {}", line.text);
        seen += 1;
    }
    assert!(seen > 80, "lines of the case file were lost: {seen}");
}

/// Every act with what it may take along, and the verb under which history keeps it.
const ACTS: [(&str, &str, Deed); 14] = [
    ("nhập", "", Deed::SubmissionBegin),
    ("trình ký", "", Deed::SubmissionMakeReady),
    ("trình ký", "lỗi", Deed::SubmissionMakeReady),
    ("lấy lại", "", Deed::SubmissionTakeBack),
    ("gửi", "", Deed::SubmissionSubmit),
    ("gửi bản giấy", "đủ", Deed::SubmissionSendPaper),
    ("rút", "", Deed::SubmissionWithdraw),
    ("mở thẩm tra", "", Deed::SubmissionStartReview),
    ("trả lại", "Sai số", Deed::SubmissionReturn),
    ("trả lại", "", Deed::SubmissionReturn),
    ("chấp nhận", "", Deed::SubmissionAccept),
    ("chấp nhận", "đã từng nhập", Deed::SubmissionAccept),
    ("mở lại", "Sai số", Deed::SubmissionReopen),
    ("mở lại", "", Deed::SubmissionReopen),
];

/// The arrows of the design; `begin` may find a draft and leave one.
fn is_arrow(from: State, to: State) -> bool {
    use State::{Accepted, Draft, InReview, NotStarted, Ready, Returned, Submitted};
    match from {
        NotStarted | Draft | Returned => matches!(to, Draft | Ready),
        Ready => matches!(to, Draft | Submitted),
        Submitted => matches!(to, Draft | InReview | Returned | Accepted),
        InReview => matches!(to, Returned | Accepted),
        Accepted => to == Returned,
    }
}

/// What holds of every submission, however it came to be as it is.
fn is_sound(on: &Submission) -> bool {
    let is_owned = on.state == State::NotStarted || on.author.is_some();
    let is_signed = !on.state.is_filed() || on.signer.is_some() && on.versions > 0;
    let is_counted = on.accepted_version.is_none_or(|version| (1..=on.versions).contains(&version));
    let is_latest = on.state != State::Accepted || on.accepted_version == Some(on.versions);
    is_owned && is_signed && is_counted && is_latest
}

proptest! {
    #[test]
    fn no_acts_lead_where_no_report_may_be(
        acts in prop::collection::vec((0..ACTS.len(), 0_usize..10, 0_i32..70), 0..60),
        waiver in any::<bool>(),
        ordered in any::<bool>(),
        extended in prop::option::of(0_i32..90),
    ) {
        let people = people();
        let first = date(2024, 12, 1);
        let mut on = Submission {
            single_officer_waiver: waiver,
            duty: if ordered { Duty::Ordered } else { Duty::Requested },
            extended_to: extended.map(|days| first.saturating_add(days.days())),
            ..fresh()
        };
        let mut history = Vec::new();
        for (at, who, days) in acts {
            let ((what, with, verb), officer) = (ACTS[at], &people[who].1);
            let (before, today) = (on.clone(), first.saturating_add(days.days()));
            if act(&mut on, (today, officer), (what, with)).is_err() {
                prop_assert_eq!(&on, &before);
                continue;
            }
            history.push((verb, i64::from(on.versions)));
            prop_assert!(is_arrow(before.state, on.state), "{:?} → {:?}", before.state, on.state);
            prop_assert!(is_sound(&on), "{on:?}");
            let filed = u32::from(on.state == State::Submitted);
            prop_assert_eq!(on.versions, before.versions + filed, "only handing in makes a version");
            prop_assert!(ordered || !on.late, "who is only asked is never late");
            if what == "gửi" {
                prop_assert!(waiver || on.author != on.signer, "the author signed");
            }
            if matches!(what, "mở thẩm tra" | "trả lại" | "chấp nhận") {
                prop_assert!(![before.author, before.signer].contains(&Some(officer.id)));
                prop_assert_eq!(officer.unit, on.receiver);
            }
        }
        let accepted = on.accepted_version.map(i64::from);
        prop_assert_eq!(told(history), (on.state, accepted), "history tells something else");
    }

    /// From wherever acts have led, there is a way to an accepted report.
    #[test]
    fn every_report_can_still_be_accepted(
        acts in prop::collection::vec((0..ACTS.len(), 0_usize..10), 0..40),
    ) {
        let people = people();
        let who = |name: &str| &people.iter().find(|(own, _)| *own == name).unwrap().1;
        let today = date(2024, 12, 2);
        let mut on = fresh();
        for (at, officer) in acts {
            let (what, with, _) = ACTS[at];
            let _ = act(&mut on, (today, &people[officer].1), (what, with));
        }
        // Three review for the office: one of them neither entered nor signed it.
        let reviewers = ["thẩm tra", "tổng hợp", "tổng hợp khác"];
        let back = reviewers.map(|name| [(name, "mở lại", "Sai số"), (name, "trả lại", "Sai số")]);
        let again = [("người nhập", "lấy lại", ""), ("người nhập", "nhập", ""),
            ("người nhập", "trình ký", ""), ("người ký", "gửi", ""), ("thẩm tra", "chấp nhận", "")];
        let road = back.into_iter().flatten().chain(again);
        for (name, what, with) in road {
            let _ = act(&mut on, (today, who(name)), (what, with));
        }
        prop_assert_eq!(on.state, State::Accepted);
    }
}
