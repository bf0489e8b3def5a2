//! `/rounds/{code}/urging`: the letter to the late, the reminder before the day, the request, the log.

use std::sync::Arc;

use actions::{
    outgoing::{self, Leaving, SignedBy},
    report::{self, Letter, Offices},
    urging::Urged,
};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use documents::manuscript::Kind;
use domain::{
    access::{Role, UnitId},
    calendar::working_day_after,
    contact::Contact,
    outgoing::State as Stage,
    period::{day, days_between},
    plan::read::typed_date,
    regime::Duty,
    series::Body,
    urging::Channel,
};
use jiff::civil::Date;
use store::{
    submission::SubmissionRow,
    urging::{UrgingDocument, UrgingRow},
};

use crate::{
    done::Done,
    form::Fields,
    posted::Posted,
    printout::answer,
    problem::PageError,
    round::{office, received},
    session::{Signed, done},
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Mark, Shape, Tone},
        urging::{LetterKind, LetterLine, Recipient, UrgingPage},
    },
};

/// Working days that a late unit is given in the letter, where the officer sets no other day.
const ANSWER_DAYS: u32 = 3;

/// Units that were marked, by number.
fn chosen(fields: &Fields) -> Vec<UnitId> {
    fields.all("unit").filter_map(|number| number.parse().ok().map(UnitId)).collect()
}

/// The reports that a round owes the officer's office, for those who urge: its desk and reviewers. To
/// everybody else the page is missing; a unit sees its own reminders beside its own report.
async fn owed(
    state: &AppState,
    signed: &Signed,
    code: &str,
) -> Result<Arc<Vec<SubmissionRow>>, PageError> {
    let officer = &signed.acting.officer;
    let urges = officer.is_any(&[Role::Desk, Role::Reviewer]);
    if !urges || officer.unit != office(state, signed) {
        return Err(PageError::NotFound);
    }
    let rows = received(state, signed, code).await?;
    if rows.is_empty() { Err(PageError::NotFound) } else { Ok(rows) }
}

/// `GET /rounds/{code}/urging`: `kind` says which letter, `unit` who was marked on the board.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = Fields::of_query(&query.unwrap_or_default());
    let today = signed.acting.today();
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, &code).await?.ok_or(PageError::NotFound)?;
    let owed = owed(&state, &signed, &code).await?;
    let from = office(&state, &signed);
    let open: Vec<&SubmissionRow> = owed
        .iter()
        .filter(|row| !row.submission.state.is_filed() && row.submission.unit != from)
        .filter(|row| row.submission.accepted_version.is_none())
        .filter(|row| !row.submission.is_closed(today))
        .collect();
    let marked = chosen(&asked);
    let kind = kind_asked(asked.get("kind"), (&open, &marked), today);
    let (rows, others) = split(&open, kind, today);
    let log = store::urging::list(&mut reader, round.id, from).await?;
    let recipients = recipients(&mut reader, &rows, &log, (&marked, today)).await?;
    let known = (&*state.catalog, offices(&state));
    let (which, now) = (kind.code(), signed.acting.now);
    let (subject, text) = report::proposed(&mut reader, known, (&round, from), which, now).await?;
    let due = rows.iter().map(|row| row.submission.due).max().unwrap_or(round.due);
    let answer_by = match kind {
        LetterKind::Urging => working_day_after(&state.catalog.calendars, today, ANSWER_DAYS),
        LetterKind::Prompt => Some(due),
        LetterKind::Request => None,
    };
    let page = UrgingPage {
        crumbs: vec![
            Link::new(round.title.clone(), format!("/rounds/{code}")),
            Link::new("Đôn đốc", ""),
        ],
        title: kind.title().into(),
        lead: format!("{}, hạn nộp hết ngày {}", round.title, day(due)),
        kind,
        kinds: kinds(&code, kind, (&open, today)),
        notices: Vec::new(),
        subject,
        text,
        signers: crate::report::signers(&mut reader, (from, Body::Organ), (today, Kind::Letter))
            .await?,
        numbers: signed.acting.officer.is_any(&[Role::Desk, Role::Signer]),
        answer_by: answer_by.map_or(String::new(), day),
        recipients,
        others,
        letters: lines(&log, &owed),
        frame: signed.frame(&state, "Đôn đốc", Nav::Board),
        code,
    };
    answer(&state, &signed, page).await
}

/// The letter asked for; else that which fits who was marked, or the round.
fn kind_asked(
    asked: &str,
    (open, marked): (&[&SubmissionRow], &[UnitId]),
    today: Date,
) -> LetterKind {
    let known = LetterKind::ALL.into_iter().find(|kind| kind.code() == asked);
    known.unwrap_or_else(|| {
        let is_meant =
            |row: &SubmissionRow| marked.is_empty() || marked.contains(&row.submission.unit);
        let late = open.iter().any(|row| is_meant(row) && row.submission.is_overdue(today));
        if late { LetterKind::Urging } else { LetterKind::Prompt }
    })
}

/// Which letter a unit that has not reported is written.
fn kind_of(row: &SubmissionRow, today: Date) -> LetterKind {
    if row.submission.duty == Duty::Requested {
        LetterKind::Request
    } else if row.submission.is_overdue(today) {
        LetterKind::Urging
    } else {
        LetterKind::Prompt
    }
}

/// Units that a letter reaches, and those that are written another letter, with how they stand.
fn split<'a>(
    open: &[&'a SubmissionRow],
    kind: LetterKind,
    today: Date,
) -> (Vec<&'a SubmissionRow>, Vec<(String, Mark)>) {
    let (rows, others): (Vec<&SubmissionRow>, Vec<&SubmissionRow>) =
        open.iter().copied().partition(|row| kind_of(row, today) == kind);
    if kind == LetterKind::Request {
        return (rows, Vec::new());
    }
    let ordered = others.into_iter().filter(|row| kind_of(row, today) != LetterKind::Request);
    (rows, ordered.map(|row| (row.unit_name.clone(), stands(row, today))).collect())
}

/// "Quá 3 ngày", else the state of the report.
fn stands(row: &SubmissionRow, today: Date) -> Mark {
    let days = i64::from(-days_between(today, row.submission.effective_due()));
    let on = &row.submission;
    if on.is_overdue(today) {
        return Mark::late(days);
    }
    let mark = Mark::of_state(on.state);
    if on.effective_due() > on.due {
        let label = format!("{}, gia hạn đến {}", mark.label, day(on.effective_due()));
        return Mark { label, ..mark };
    }
    mark
}

/// The three letters, with how many units each reaches.
fn kinds(code: &str, kind: LetterKind, (open, today): (&[&SubmissionRow], Date)) -> Vec<Choice> {
    let choice = |one: LetterKind| {
        let count = open.iter().filter(|row| kind_of(row, today) == one).count();
        let href = format!("/rounds/{code}/urging?kind={}", one.code());
        Choice::new(format!("{} ({count})", one.letter()), href, one == kind)
    };
    LetterKind::ALL.into_iter().map(choice).collect()
}

const fn offices(state: &AppState) -> Offices {
    Offices { province: state.province, lead: state.lead }
}

/// Units that a letter reaches; marked are those of the board, else all.
async fn recipients(
    reader: &mut store::db::Reader,
    rows: &[&SubmissionRow],
    log: &[UrgingRow],
    (chosen, today): (&[UnitId], Date),
) -> Result<Vec<Recipient>, PageError> {
    let contacts = store::contact::first(reader).await?;
    let line = |row: &&SubmissionRow| {
        let unit = row.submission.unit;
        let times = log.iter().filter(|u| u.unit == unit && u.is_sent()).count();
        Recipient {
            pick: unit.0.to_string(),
            unit: row.unit_name.clone(),
            state: stands(row, today),
            contact: contacts.get(&unit).map_or(String::new(), contact_words),
            picked: chosen.contains(&unit) || chosen.is_empty() && is_meant(row, today),
            urged: if times == 0 { "Chưa".into() } else { format!("{times} lần") },
        }
    };
    Ok(rows.iter().map(line).collect())
}

/// Whether a letter to all is meant for a unit: before the day, none for who has a later day of its own, and
/// none for who handed in already and has it back to mend.
fn is_meant(row: &SubmissionRow, today: Date) -> bool {
    let on = &row.submission;
    let has_later = on.effective_due() > on.due;
    on.is_overdue(today) || !has_later && on.versions == 0
}

/// What was done before, of the units of this office.
fn lines(log: &[UrgingRow], owed: &[SubmissionRow]) -> Vec<LetterLine> {
    let line = |line: &UrgingRow| {
        let href =
            line.document.as_ref().map_or(String::new(), |one| format!("/documents/{}", one.id));
        LetterLine {
            link: Link::new(line.channel.label(), href),
            at: crate::submission::clock(&line.at),
            recipients: line.unit_name.clone(),
            by: line.officer.clone(),
            state: line.document.as_ref().map_or_else(
                || Mark::new(Tone::Quiet, Shape::Tick, line.note.clone()),
                letter_mark,
            ),
        }
    };
    let ours = |line: &&UrgingRow| owed.iter().any(|row| row.submission.unit == line.unit);
    log.iter().filter(ours).map(line).collect()
}

/// "Số 12/SLĐTBXH-BĐG ngày 03/12/2024: đôn đốc gửi báo cáo", before its number how far it is.
fn letter_mark(letter: &UrgingDocument) -> Mark {
    let (words, title) = (letter.state.label(), &letter.title);
    match (letter.state, letter.date) {
        (Stage::Issued, Some(date)) => {
            let words = format!("Số {} ngày {}: {title}", letter.number, day(date));
            Mark::new(Tone::Good, Shape::Tick, words)
        }
        (Stage::Cancelled, _) => {
            Mark::new(Tone::Quiet, Shape::Bang, format!("{words}, không tính: {title}"))
        }
        _ => Mark::new(Tone::Part, Shape::Ring, format!("{words}, chưa tính: {title}")),
    }
}

/// "Cán bộ đầu mối, Chuyên viên, 0238 …".
fn contact_words(contact: &Contact) -> String {
    [&contact.name, &contact.position, &contact.phone, &contact.email]
        .into_iter()
        .filter(|word| !word.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The letter that a form sends; an unknown word is the urging letter, which reaches the late alone.
fn kind_sent(fields: &Fields) -> LetterKind {
    let sent = fields.get("kind");
    LetterKind::ALL.into_iter().find(|kind| kind.code() == sent).unwrap_or(LetterKind::Urging)
}

/// By which way a letter reaches its units.
const fn channel_of(kind: LetterKind) -> Channel {
    match kind {
        LetterKind::Urging => Channel::Letter,
        LetterKind::Prompt => Channel::Prompt,
        LetterKind::Request => Channel::Request,
    }
}

/// `POST /rounds/{code}/urging`.
pub async fn record(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Posted { signed, form: fields }: Posted,
) -> Result<Response, PageError> {
    owed(&state, &signed, &code).await?;
    let act = fields.get("do");
    if matches!(act, "docx" | "pdf" | "present" | "paper") {
        return letter(&state, &signed, &code, &fields).await;
    }
    let units = chosen(&fields);
    let (channel, note) = if act == "call" {
        (Channel::Call, fields.get("note").to_owned())
    } else {
        let channel = channel_of(kind_sent(&fields));
        let mut reader = state.store.reader();
        let round = store::round::by_code(&mut reader, &code).await?.ok_or(PageError::NotFound)?;
        let place = (&round, office(&state, &signed));
        actions::urging::check(&mut reader, &signed.acting, place, &units, channel).await?;
        let sent = (fields.get("sent_number"), fields.get("sent_date"));
        let today = signed.acting.today();
        (channel, actions::urging::sent_outside(sent, fields.get("subject"), today)?)
    };
    let what = (channel, note.as_str());
    actions::urging::record(&state.store, &signed.acting, &code, &units, what).await?;
    Ok(done(&format!("/rounds/{code}"), if act == "call" { Done::Called } else { Done::Urged }))
}

/// The letter as a file, presented for signing, or issued on paper for who has no account.
async fn letter(
    state: &AppState,
    signed: &Signed,
    code: &str,
    fields: &Fields,
) -> Result<Response, PageError> {
    let (units, format) = (chosen(fields), fields.get("do"));
    let kind = kind_sent(fields);
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, code).await?.ok_or(PageError::NotFound)?;
    let from = office(state, signed);
    let channel = channel_of(kind);
    let place = (&round, from);
    actions::urging::check(&mut reader, &signed.acting, place, &units, channel).await?;
    let template = actions::template::in_force(&mut reader, kind.code()).await?;
    let (subject, text) = (fields.get("subject"), fields.get("text"));
    let answer_by = answer_by(fields.get("answer_by"), signed.acting.today())?;
    if kind == LetterKind::Prompt {
        let owed = owed(state, signed, code).await?;
        within_due(answer_by, &units, &owed)?;
    }
    let letter = Letter { round: &round, from, units: &units, subject, text, answer_by };
    let when = (signed.acting.now, state.sample);
    let known = (&*state.catalog, offices(state));
    let (manuscript, _) = report::letter(&mut reader, known, letter, when, &template).await?;
    drop(reader);
    if !matches!(format, "present" | "paper") {
        let name = format!("cong-van-{}", code.to_lowercase());
        return crate::report::rendered(state, manuscript, &name, format).await;
    }
    let leaving = Leaving {
        round: Some(round.id),
        manuscript,
        issuer: from,
        body: Body::Organ,
        signer: SignedBy::sent(fields.get("signer"), fields.get("name")),
        composition: None,
        report: None,
        marks: crate::leave::marks(fields)?,
        replaces: None,
    };
    let _turn = state.rendering.acquire().await?;
    let urged = Urged { round: &round, units: &units, channel };
    let (store, acting) = (&state.store, &signed.acting);
    if format == "paper" {
        let day = outgoing::PaperDay::from(signed.acting.today());
        let id = outgoing::issue_urging_on_paper(store, acting, leaving, day, urged).await?;
        return Ok(done(&format!("/documents/{id}"), Done::Issued));
    }
    let id = outgoing::present_urging(store, acting, leaving, urged).await?;
    Ok(done(&format!("/documents/{id}"), Done::Presented))
}

/// The day that the letter sets, if any.
fn answer_by(typed: &str, today: Date) -> Result<Option<Date>, PageError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match typed_date(typed).filter(|day| *day >= today) {
        Some(day) => Ok(Some(day)),
        None => Err(PageError::refused(
            "URG-003",
            "Chưa đọc được ngày đề nghị gửi chậm nhất, hoặc ngày đó đã qua.",
            "Ghi ngày/tháng/năm từ hôm nay trở đi, ví dụ 09/12/2024, hoặc để trống.",
        )),
    }
}

/// A reminder grants nobody more days than the round does.
fn within_due(
    answer_by: Option<Date>,
    units: &[UnitId],
    owed: &[SubmissionRow],
) -> Result<(), PageError> {
    let chosen = owed.iter().filter(|row| units.contains(&row.submission.unit));
    let due = chosen.map(|row| row.submission.effective_due()).max();
    match (answer_by, due) {
        (Some(asked), Some(due)) if asked > due => Err(actions::Error::refused(
            "URG-009",
            format!("Ngày đề nghị gửi {} sau hạn nộp {}.", day(asked), day(due)),
            "Công văn nhắc hạn không lùi hạn: ghi ngày không sau hạn nộp, hoặc gia hạn ở trang báo cáo.",
        )
        .into()),
        _ => Ok(()),
    }
}
