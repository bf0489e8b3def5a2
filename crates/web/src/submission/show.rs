//! `/submissions/{id}`: one submission with its parts, history and what may be done.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::{
    deed::Deed,
    submission::{Paper, Party, Right, State as Stage},
};
use jiff::civil::Date;
use store::submission::{EventRow, SubmissionRow};

use super::{
    changes, clock, closed, correction, crumbs, deed_words, facts, load, paper, parts, party,
    remarked::Remarked, reopening, version_mark,
};
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Act, Link},
        frame::Nav,
        mark::{Mark, Notice, Tone},
        submission::{FeedEvent, SubmissionPage, VersionLine},
    },
};

/// `GET /submissions/{id}`.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<i64>,
) -> Result<Html<String>, PageError> {
    let row = load(&state, &signed, id).await?;
    let party = party(&state, &signed, &row).await?;
    let seen = (&row, row.submission.sight_of(&signed.acting.scope));
    let mut parts = parts::lines(&state, seen).await?;
    let found = changes::found(&state, seen).await?;
    let remarked = Remarked::load(&state, seen).await?;
    remarked.mark(&state.catalog, &found, &mut parts);
    let is_closed = closed::is_closed(&signed, &row);
    let errors = parts.iter().map(|part| part.errors).sum::<usize>();
    let events = store::submission::events(&mut state.store.reader(), row.submission.id).await?;
    let papers = super::papers(&state, &row, &events).await?;
    let frame = signed.frame(&state, &row.round_title, Nav::Entry);
    let stops = if is_closed {
        Some("Đợt báo cáo đã đóng".to_owned())
    } else {
        parts::stops(&parts)
    };
    let words = [remarked.left(&state, &found), window_open(&state, &signed, &row)];
    let asked = store::extension::open(&mut state.store.reader(), row.submission.id).await?;
    let asked = asked.as_ref();
    let known = Known { party: &party, stops, words: joined(words), asked };
    let mut acts = acts(&row, &known, &frame.csrf);
    let title = format!("{}, {}", row.round_title, row.unit_short_name);
    let types = party.may(Right::Type);
    let last_return = events
        .iter()
        .rev()
        .find(|e| matches!(e.deed, Some(Deed::SubmissionReturn | Deed::SubmissionReopen)));
    let mut notices = Vec::new();
    if let (Stage::Returned, Some(event)) = (row.submission.state, last_return) {
        let who = format!("{} {} {}:", event.unit, deed_words(event.deed), clock(&event.at));
        notices.push(Notice::new(Tone::Near, &who, event.message.as_str()));
    }
    notices.extend(closed::notice(&state, &signed, &row).await?);
    notices.extend(asked.map(waiting));
    notices.extend(decided(&state, &row).await?);
    let reopening = reopening::of(&state, &signed, &row, &party).await?;
    notices.extend(reopening.notices);
    acts.extend(reopening.acts);
    notices.extend(correction::coverage(&state, &row).await?);
    notices.extend(correction::corrected(&state, &row).await?);
    let arrivals = correction::arrivals(&state, &row, &frame.csrf).await?;
    let changes = changes::told(&state, &row, &found);
    let page = SubmissionPage {
        crumbs: crumbs(&row, ""),
        title,
        state: Mark::of_state(row.submission.state).tag(),
        facts: facts(&state, &row, signed.acting.today()),
        notices: reminded(&state, &row).await?.into_iter().chain(notices).collect(),
        parts,
        changes,
        acts,
        versions: versions(&row, &events, &papers),
        receipt: row
            .filed_at
            .is_some()
            .then(|| Link::new("Phiếu xác nhận đã gửi", format!("/submissions/{id}/receipt"))),
        estimates: paper::estimates(&state, seen, party.may(Right::TellActual)).await?,
        true_up: format!("/submissions/{id}/true-up"),
        paper: paper::panel(&state, seen, party.may(Right::RecordDocument)).await?,
        on_behalf: paper::on_behalf(&row, party.may(Right::SendPaper) && !is_closed, errors),
        arrivals: arrivals.map(|(notice, act)| {
            // What waits for its signer is taken back first.
            (notice, (types && row.submission.state.is_editable()).then_some(act))
        }),
        remarks: remarked.panel(&state, "", party.may(Right::Remark)),
        feed: feed(&events),
        downloads: downloads(&row, &party, is_closed),
        frame,
    };
    Ok(Html(page.render()?))
}

/// The versions that were handed in, each with its own fate.
fn versions(
    row: &SubmissionRow,
    events: &[EventRow],
    papers: &BTreeMap<u32, Paper>,
) -> Vec<VersionLine> {
    let here = format!("/submissions/{}/versions", row.submission.id.0);
    let signer = |e: &EventRow| match u32::try_from(e.version).ok().and_then(|n| papers.get(&n)) {
        Some(paper) => format!("{}, nhập thay từ bản giấy {}", e.officer, paper.words()),
        None => e.officer.clone(),
    };
    let line = |e: &EventRow| VersionLine {
        link: Link::new(format!("Bản {}", e.version), format!("{here}/{}", e.version)),
        signer: signer(e),
        at: clock(&e.at),
        state: version_mark(row, events, e.version),
    };
    events.iter().filter(|e| e.deed.is_some_and(Deed::hands_in)).map(line).collect()
}

/// What happened, newest first.
fn feed(events: &[EventRow]) -> Vec<FeedEvent> {
    let line = |e: &EventRow| FeedEvent {
        at: clock(&e.at),
        by: format!("{}, {}", e.officer, e.unit),
        what: deed_words(e.deed).to_owned(),
        message: e.message.clone(),
    };
    events.iter().rev().map(line).collect()
}

/// Sentences that say something, one after the other.
fn joined(sentences: [String; 2]) -> String {
    sentences.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(". ")
}

/// The report as files, and the workbook of those who type.
fn downloads(row: &SubmissionRow, party: &Party<'_>, is_closed: bool) -> Vec<Link> {
    let here = format!("/submissions/{}", row.submission.id.0);
    let mut links = Vec::new();
    if party.may(Right::TakeWorkbook) {
        links.push(Link::new("Tải biểu Excel", format!("{here}/workbook/file")));
    }
    if party.may(Right::Type) && row.submission.state.is_editable() && !is_closed {
        links.push(Link::new("Nạp tệp Excel", format!("{here}/workbook")));
    }
    links.push(Link::new("Văn bản báo cáo, trình ký", format!("{here}/report")));
    let printed = [("Tải DOCX", "docx"), ("Tải PDF", "pdf"), ("Tải XLSX", "xlsx")];
    links.extend(printed.map(|(name, format)| Link::new(name, format!("{here}/report/{format}"))));
    links
}

/// The system's last reminder, while the report is still to be handed in.
async fn reminded(state: &AppState, row: &SubmissionRow) -> Result<Option<Notice>, PageError> {
    if row.submission.state.is_filed() {
        return Ok(None);
    }
    let mut reader = state.store.reader();
    let unit = row.submission.unit;
    let sent = store::urging::reminders(&mut reader, row.round_id, unit).await?;
    Ok(sent.first().map(|(at, note)| {
        Notice::new(Tone::Near, "Nhắc hạn.", format!("{note}. Nhắc lúc {}.", clock(at)))
    }))
}

/// The newest decision about the round, while the report is still to be handed in.
async fn decided(state: &AppState, row: &SubmissionRow) -> Result<Option<Notice>, PageError> {
    if row.submission.state.is_filed() {
        return Ok(None);
    }
    let mut reader = state.store.reader();
    let receiver = row.submission.receiver;
    let events = store::round_event::list(&mut reader, row.round_id, receiver).await?;
    Ok(events.first().map(|event| {
        let what = crate::view::round::decision_words(event.decided, event.day);
        let text = format!("{} {what}, {}. {}", event.unit, clock(&event.at), event.reason);
        Notice::new(Tone::Near, "Đợt báo cáo.", text)
    }))
}

/// A small commune may let one account author and sign, with a reason that stays.
fn may_waive(row: &SubmissionRow, party: &Party<'_>) -> bool {
    party.is_commune()
        && !row.submission.single_officer_waiver
        && (row.submission.state.is_editable() || row.submission.state == Stage::Ready)
        && party.may(Right::Waive)
}

/// What acts are offered by: who looks, what stops the report, what is said beside the button, the time asked for.
struct Known<'a> {
    party: &'a Party<'a>,
    stops: Option<String>,
    words: String,
    asked: Option<&'a (Date, String)>,
}

/// "kỳ số liệu đến 14/12/2024 chưa hết": said before a report is handed in whose figures still grow.
fn window_open(state: &AppState, signed: &Signed, row: &SubmissionRow) -> String {
    let to = state.catalog.round(&row.round).map(|round| round.window_to);
    let open = to.filter(|to| !row.submission.state.is_filed() && signed.acting.today() <= *to);
    open.map_or(String::new(), |to| {
        let to = domain::period::day(to);
        format!("kỳ số liệu đến hết {to} chưa hết; số gửi đi là số đến hôm nay, phiếu xác nhận ghi rõ ngày")
    })
}

/// A request for more time that waits for its answer.
fn waiting((until, reason): &(Date, String)) -> Notice {
    let text = format!("Xin đến hết ngày {}: “{reason}”", domain::period::day(*until));
    Notice::new(Tone::Part, "Đề nghị gia hạn đang chờ trả lời.", text)
}

/// Handing on: shut where something stops it, else with the remarks that were not met.
fn handing(act: Act, known: &Known<'_>) -> Act {
    match &known.stops {
        Some(why) => act.waiting(why),
        None => act.noted(&known.words),
    }
}

fn acts(row: &SubmissionRow, known: &Known<'_>, csrf: &str) -> Vec<Act> {
    let party = known.party;
    let base = format!("/submissions/{}", row.submission.id.0);
    let mut acts = Vec::new();
    let act = |label: &str, path: &str| Act::new(label, format!("{base}/{path}"), csrf);
    match row.submission.state {
        // What came on paper has a form of its own.
        Stage::NotStarted | Stage::Draft | Stage::Returned if party.may(Right::AskExtension) => {
            acts.push(handing(act("Chuyển người ký", "ready").main(), known));
            acts.push(
                act("Xin gia hạn", "extension").asking_day("Xin đến hết ngày").asking("Lý do"),
            );
        }
        Stage::Ready => {
            if party.may(Right::Submit) {
                acts.push(handing(act("Ký và gửi", "submit").main(), known));
            }
            if party.may(Right::TakeBack) {
                acts.push(act("Lấy lại để sửa", "take-back"));
            }
        }
        Stage::Submitted if party.may(Right::Withdraw) => acts.push(act("Rút về", "withdraw")),
        _ => {}
    }
    if may_waive(row, party) {
        let reason = "Lý do một người vừa nhập vừa ký (xã ít cán bộ)";
        acts.push(act("Miễn tách người nhập, người ký", "waive").asking(reason));
    }
    if party.may(Right::Review) {
        match row.submission.state {
            Stage::Submitted => acts.push(act("Nhận thẩm tra", "start-review").main()),
            Stage::InReview => {
                acts.push(act("Trả lại", "return").asking("Lý do trả lại"));
                acts.push(act("Chấp nhận", "accept").main());
            }
            Stage::Accepted => acts.push(
                act("Mở lại", "reopen").asking_day("Gửi lại đến hết ngày").asking("Lý do mở lại"),
            ),
            _ => {}
        }
        if let Some((until, _)) = known.asked {
            let grant = act("Đồng ý gia hạn", "grant-extension");
            acts.push(grant.proposing_day("Cho đến hết ngày", *until));
            let refuse = act("Không đồng ý gia hạn", "refuse-extension");
            acts.push(refuse.asking("Lý do không gia hạn"));
        }
    }
    acts
}
