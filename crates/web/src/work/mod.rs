//! `/`: Việc của tôi, three work lists and the running rounds.

mod outdated;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{
    access::Role,
    confirmation::open_facts,
    org_unit::in_sentence,
    period::{day, days_between, days_left_words},
    regime::Duty,
    standing::{Standing, usual_due},
    submission::State as Stage,
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{round::RoundRow, stale::Stale, submission::SubmissionRow};

use crate::{
    problem::PageError,
    round::{now, time_left},
    session::Signed,
    standing::LOOK_BACK,
    state::AppState,
    view::{
        act::Link,
        frame::Nav,
        mark::{Bar, Fill, Mark},
        work::{RunningRound, WorkItem, WorkList, WorkPage},
    },
};

/// How many lines of a list the first page shows.
const SHOWN: usize = 8;

/// What is asked of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The anchor of a list that is shown whole.
    #[serde(default)]
    all: String,
}

/// `GET /`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let mut reader = state.store.reader();
    let (scope, officer) = (&signed.acting.scope, &signed.acting.officer);
    let today = signed.acting.today();
    let own = store::submission::list_own(&mut reader, scope, officer.unit).await?;
    let mut rounds = Vec::new();
    let office = now(&state, &signed).await?.office().await?;
    let reviews: &[SubmissionRow] =
        if officer.is_any(&[Role::Reviewer, Role::Desk]) { &office.to_review } else { &[] };
    for round in &office.rounds {
        let Some(received) = office.standings.get(&round.id) else { continue };
        let due = usual_due(received).unwrap_or(round.due);
        if (-LOOK_BACK..=60).contains(&days_between(today, due)) {
            rounds.push(running(round, received, today));
        }
    }
    rounds.reverse();
    let recent = |row: &SubmissionRow| days_between(today, row.submission.due) >= -LOOK_BACK;
    let mut todo = to_sign(&mut reader, officer, today).await?;
    if officer.is_any(&[Role::Reporter, Role::Reviewer, Role::Signer, Role::Desk]) {
        let outdated = office.own_stale.iter().filter(|stale| recent(&stale.row));
        todo.extend(outdated.map(|stale| outdated::own(stale, today)));
    }
    todo.extend(to_compare(&state, officer, today));
    let reports = own
        .iter()
        .filter(|row| is_mine_now(row, officer))
        .filter(|row| !row.submission.is_overdue(today) && !is_past(row, today))
        .map(|row| item(row, today));
    todo.extend(reports);
    let mut overdue: Vec<WorkItem> = own
        .iter()
        .filter(|row| row.submission.is_overdue(today))
        .map(|row| item(row, today))
        .collect();
    let decides = officer.is_any(&[Role::Reviewer, Role::Desk]);
    // Of others' reports the late are told to who urges them.
    let others = office.overdue.iter().filter(|row| row.submission.unit != officer.unit);
    let urged = others.filter(|row| decides && row.submission.receiver == officer.unit);
    overdue.extend(urged.map(|row| late_unit(row, today)));
    let more_time_asked = office
        .more_time
        .iter()
        .filter(|(row, _)| decides && row.submission.receiver == officer.unit);
    let again = office
        .reopenings
        .iter()
        .filter(|(row, _)| decides && row.submission.receiver == officer.unit)
        .map(|(row, at)| outdated::asked(row, at, today));
    let stale: Vec<&Stale> = office
        .stale
        .iter()
        .filter(|stale| decides && stale.row.submission.receiver == officer.unit)
        .filter(|stale| recent(&stale.row) && !stale.is_asked)
        .collect();
    let review: Vec<WorkItem> = more_time_asked
        .map(|(row, until)| more_time(row, *until, today))
        .chain(again)
        .chain(outdated::of_rounds(&stale, today))
        .chain(reviews.iter().map(|row| item(row, today)))
        .collect();
    let page = WorkPage {
        lead: lead(&rounds, todo.len(), overdue.len()),
        resets: crate::officer::resets(&state, &signed).await?,
        rounds,
        todo: shortened(WorkList::todo(todo), &asked.all),
        review: shortened(WorkList::review(review), &asked.all),
        overdue: shortened(WorkList::overdue(overdue), &asked.all),
        frame: signed.frame(&state, "Việc của tôi", Nav::Work),
    };
    Ok(Html(page.render()?))
}

/// The first lines of a list, with the way to all of them; the list that was asked for stands whole.
fn shortened(mut list: WorkList, whole: &str) -> WorkList {
    let (all, anchor) = (list.items.len(), list.anchor);
    if all > SHOWN && whole != anchor {
        list.items.truncate(SHOWN);
        list.more =
            Some(Link::new(format!("Xem cả {all} mục"), format!("/?all={anchor}#{anchor}")));
    }
    list
}

/// Whether nothing more is asked: a round is closed, and nobody had ordered the report.
fn is_past(row: &SubmissionRow, today: Date) -> bool {
    row.submission.duty == Duty::Requested && row.submission.closes < today
}

/// Whether the next step of a submission is this officer's.
fn is_mine_now(row: &SubmissionRow, officer: &domain::access::Officer) -> bool {
    match row.submission.state {
        Stage::NotStarted | Stage::Draft | Stage::Returned => officer.is(Role::Reporter),
        Stage::Ready => officer.is(Role::Signer),
        _ => false,
    }
}

fn item(row: &SubmissionRow, today: Date) -> WorkItem {
    let due = row.submission.effective_due();
    let overdue = row.submission.is_overdue(today);
    let verb = match row.submission.state {
        Stage::Ready => "Ký ",
        Stage::Submitted | Stage::InReview => "Thẩm tra ",
        Stage::Returned => "Sửa ",
        _ => "",
    };
    let title = if verb.is_empty() {
        row.round_title.clone()
    } else {
        format!("{verb}báo cáo {}", lower_first(&row.round_title))
    };
    let review = matches!(row.submission.state, Stage::Submitted | Stage::InReview);
    let base = format!("/submissions/{}", row.submission.id.0);
    let late_days = i64::from(-days_between(today, due));
    WorkItem {
        what: title,
        href: if review { format!("{base}/review") } else { base },
        whom: row.unit_name.clone(),
        time_left: days_left_words(today, due),
        soon: !overdue && days_between(today, due) <= 1,
        mark: overdue.then(|| Mark::late(late_days)),
        date_iso: due.to_string(),
        date: day(due)[..5].to_owned(),
    }
}

/// A unit that is late, for the office that urges it: "Đôn đốc xã Quỳnh Lâm".
fn late_unit(row: &SubmissionRow, today: Date) -> WorkItem {
    let unit = row.submission.unit.0;
    WorkItem {
        what: format!("Đôn đốc {}", in_sentence(&row.unit_name)),
        href: format!("/rounds/{}/urging?kind=urging&unit={unit}", row.round),
        whom: row.round_title.clone(),
        ..item(row, today)
    }
}

/// Documents that wait for the signature of the officer's unit.
async fn to_sign(
    reader: &mut store::db::Reader,
    officer: &domain::access::Officer,
    today: Date,
) -> Result<Vec<WorkItem>, PageError> {
    if !officer.is_any(&[Role::Signer, Role::Leader]) {
        return Ok(Vec::new());
    }
    let waiting = store::outgoing::waiting(reader, officer.unit).await?;
    let line = |row: &store::outgoing::OutgoingRow| {
        let presented =
            row.at.parse().map_or(today, |at: jiff::Timestamp| domain::period::local_date(at));
        WorkItem {
            what: format!("Ký văn bản: {} {}", row.kind, lower_first(&row.title)),
            href: format!("/documents/{}", row.id),
            whom: row.about.organ_name.clone(),
            time_left: if presented == today { "Trình hôm nay" } else { "Chờ ký từ" }.into(),
            soon: true,
            mark: None,
            date_iso: presented.to_string(),
            date: day(presented)[..5].to_owned(),
        }
    };
    Ok(waiting.iter().map(line).collect())
}

/// Facts of the catalog that wait for the administrator's eyes: they have no day, and it is as if they did
/// not exist until somebody compares them.
fn to_compare(
    state: &AppState,
    officer: &domain::access::Officer,
    today: Date,
) -> Option<WorkItem> {
    let is_theirs = officer.is(Role::SystemAdministrator);
    let count = is_theirs.then(|| open_facts(&state.catalog).len()).filter(|count| *count > 0)?;
    Some(WorkItem {
        what: format!("Đối chiếu {count} mục của danh mục với văn bản gốc"),
        href: "/confirmations".into(),
        whom: "Danh mục".into(),
        time_left: "Không có hạn".into(),
        soon: false,
        mark: None,
        date_iso: today.to_string(),
        date: String::new(),
    })
}

/// A request for more time that waits for a decision.
fn more_time(row: &SubmissionRow, until: Date, today: Date) -> WorkItem {
    let about = lower_first(&row.round_title);
    WorkItem {
        what: format!("Duyệt gia hạn đến {}: báo cáo {about}", &day(until)[..5]),
        href: format!("/submissions/{}", row.submission.id.0),
        mark: None,
        ..item(row, today)
    }
}

fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or(String::new(), |first| first.to_lowercase().chain(signs).collect())
}

fn running(round: &RoundRow, received: &[Standing], today: Date) -> RunningRound {
    let count = |test: &dyn Fn(Stage) -> bool| -> u32 {
        received.iter().filter(|s| test(s.state)).map(|s| s.count).sum()
    };
    let accepted = count(&|s| s == Stage::Accepted);
    let waiting = count(&|s| matches!(s, Stage::Submitted | Stage::InReview));
    let returned = count(&|s| s == Stage::Returned);
    let begun = count(&|s| matches!(s, Stage::Draft | Stage::Ready));
    let idle = count(&|s| s == Stage::NotStarted);
    let all: u32 = received.iter().map(|s| s.count).sum();
    let due = usual_due(received).unwrap_or(round.due);
    let time_left = time_left(received, today, (due, round.closes));
    let label = format!(
        "{accepted} đã chấp nhận, {waiting} đang thẩm tra, {returned} trả lại, {} chưa nộp, trên {all} đơn vị",
        begun + idle
    );
    RunningRound {
        link: Link::new(round.title.clone(), format!("/rounds/{}", round.code)),
        urgent: days_between(today, due) <= 1 && time_left == days_left_words(today, due),
        time_left,
        until: format!("hết {}", &day(due)[..5]),
        bar: Bar {
            parts: vec![
                (Fill::Good, accepted),
                (Fill::Part, waiting),
                (Fill::Near, returned),
                (Fill::Begun, begun),
                (Fill::Zero, idle),
            ],
            label,
        },
        accepted: format!("{accepted}/{all}"),
        between: format!("{waiting} chờ · {returned} trả lại"),
        outstanding: if begun + idle > 0 {
            format!("{} chưa nộp", begun + idle)
        } else {
            String::new()
        },
    }
}

/// The headline: what is overdue, what ends tomorrow, what is to be done.
fn lead(rounds: &[RunningRound], todo: usize, overdue: usize) -> String {
    let mut told = Vec::new();
    if overdue > 0 {
        told.push(format!("Có {overdue} việc quá hạn."));
    }
    let due = rounds.iter().filter(|r| r.time_left == "Còn 1 ngày").count();
    if due > 0 {
        told.push(format!("Ngày mai hết hạn {due} báo cáo."));
    } else if todo > 0 {
        told.push(format!("Có {todo} việc cần làm."));
    }
    if told.is_empty() { "Không có việc nào đến hạn.".into() } else { told.join(" ") }
}
