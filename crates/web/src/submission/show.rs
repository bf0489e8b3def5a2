//! `/submissions/{id}`: one submission with its parts, history and what may be done.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::submission::{Party, Right, State as Stage};
use store::submission::{EventRow, SubmissionRow};

use super::{
    changes, clock, correction, crumbs, facts, is_filing, load, paper, parts, party, remarks,
    reopening, verb_words,
};
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::{Act, Link},
        frame::Nav,
        mark::{Mark, Notice, Shape, Tone},
        submission::{FeedEvent, PartLine, SubmissionPage, VersionLine},
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
    let parts = parts::lines(&state, seen).await?;
    let errors = parts.iter().map(|part| part.errors).sum::<usize>();
    let events = store::submission::events(&mut state.store.reader(), row.submission.id).await?;
    let papers = super::papers(&state, &row, &events).await?;
    let frame = signed.frame(&state, &row.round_title, Nav::Entry);
    let mut acts = acts(&state, &row, (&party, &parts), &frame.csrf).await?;
    let title = format!("{}, {}", row.round_title, row.unit_short_name);
    let types = party.may(Right::Type);
    let last_return = events
        .iter()
        .rev()
        .find(|e| e.verb == "submission.return" || e.verb == "submission.reopen");
    let mut notices = Vec::new();
    if let (Stage::Returned, Some(event)) = (row.submission.state, last_return) {
        let who = format!("{} {} {}:", event.unit, verb_words(&event.verb), clock(&event.at));
        notices.push(Notice::new(Tone::Near, &who, event.message.as_str()));
    }
    notices.extend(decided(&state, &row).await?);
    let reopening = reopening::of(&state, &signed, &row, &party).await?;
    notices.extend(reopening.notices);
    acts.extend(reopening.acts);
    notices.extend(correction::coverage(&state, &row).await?);
    let arrivals = correction::arrivals(&state, &row, &frame.csrf).await?;
    let changes = changes::since(&state, seen).await?;
    let page = SubmissionPage {
        crumbs: crumbs(&row, ""),
        title,
        state: Mark::of_state(row.submission.state).tag(),
        facts: facts(&state, &row, signed.acting.today()),
        notices: reminded(&state, &row).await?.into_iter().chain(notices).collect(),
        parts,
        changes,
        acts,
        versions: events
            .iter()
            .filter(|e| is_filing(&e.verb))
            .map(|e| VersionLine {
                link: Link::new(
                    format!("Bản {}", e.version),
                    format!("/submissions/{id}/versions/{}", e.version),
                ),
                signer: match u32::try_from(e.version).ok().and_then(|n| papers.get(&n)) {
                    Some(paper) => {
                        format!("{}, nhập thay từ bản giấy {}", e.officer, paper.words())
                    }
                    None => e.officer.clone(),
                },
                at: clock(&e.at),
                state: version_mark(&row, &events, e.version),
            })
            .collect(),
        receipt: row
            .filed_at
            .is_some()
            .then(|| Link::new("Phiếu xác nhận đã gửi", format!("/submissions/{id}/receipt"))),
        estimates: paper::estimates(&state, seen, party.may(Right::TellActual)).await?,
        true_up: format!("/submissions/{id}/true-up"),
        paper: paper::panel(&state, seen, party.may(Right::RecordDocument)).await?,
        on_behalf: paper::on_behalf(&row, party.may(Right::SendPaper), errors),
        arrivals: arrivals.map(|(notice, act)| {
            // What waits for its signer is taken back first.
            (notice, (types && row.submission.state.is_editable()).then_some(act))
        }),
        remarks: remarks(&state, &party, seen, "").await?,
        feed: events
            .iter()
            .rev()
            .map(|e| FeedEvent {
                at: clock(&e.at),
                by: format!("{}, {}", e.officer, e.unit),
                what: verb_words(&e.verb).to_owned(),
                message: e.message.clone(),
            })
            .collect(),
        downloads: downloads(&row, &party),
        frame,
    };
    Ok(Html(page.render()?))
}

/// The report as files, and the workbook of those who type.
fn downloads(row: &SubmissionRow, party: &Party<'_>) -> Vec<Link> {
    let here = format!("/submissions/{}", row.submission.id.0);
    let mut links = Vec::new();
    if party.may(Right::TakeWorkbook) {
        links.push(Link::new("Tải biểu Excel", format!("{here}/workbook/file")));
    }
    if party.may(Right::Type) && row.submission.state.is_editable() {
        links.push(Link::new("Nạp tệp Excel", format!("{here}/workbook")));
    }
    links.push(Link::new("Văn bản báo cáo, trình ký", format!("{here}/report")));
    let printed = [("Tải DOCX", "docx"), ("Tải PDF", "pdf"), ("Tải XLSX", "xlsx")];
    links.extend(printed.map(|(name, format)| Link::new(name, format!("{here}/report/{format}"))));
    links
}

/// What became of a signed version.
fn version_mark(row: &SubmissionRow, events: &[EventRow], version: i64) -> Mark {
    let newest = version == i64::from(row.submission.versions);
    if row.submission.accepted_version.map(i64::from) == Some(version) {
        return Mark::of_state(Stage::Accepted);
    }
    if newest && row.submission.state.is_filed() {
        return Mark::of_state(row.submission.state);
    }
    let end = events.iter().rev().find(|e| {
        e.version == version && (e.verb == "submission.return" || e.verb == "submission.withdraw")
    });
    match end.map(|e| e.verb.as_str()) {
        Some("submission.withdraw") => Mark::new(Tone::Quiet, Shape::Empty, "Đã rút về"),
        Some(_) => Mark::of_state(Stage::Returned),
        None => Mark::new(Tone::Quiet, Shape::Empty, "Đã thay bằng bản sau"),
    }
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
        let what = crate::view::round::decision_words(&event.verb, event.day);
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

async fn acts(
    state: &AppState,
    row: &SubmissionRow,
    (party, parts): (&Party<'_>, &[PartLine]),
    csrf: &str,
) -> Result<Vec<Act>, PageError> {
    let base = format!("/submissions/{}", row.submission.id.0);
    let mut acts = Vec::new();
    let act = |label: &str, path: &str| Act::new(label, format!("{base}/{path}"), csrf);
    match row.submission.state {
        // What came on paper has a form of its own.
        Stage::NotStarted | Stage::Draft | Stage::Returned if party.may(Right::AskExtension) => {
            let ready = act("Chuyển người ký", "ready").main();
            acts.push(match parts::stops(parts) {
                Some(why) => ready.waiting(&why),
                None => ready,
            });
            acts.push(
                act("Xin gia hạn", "extension").asking_day("Xin đến hết ngày").asking("Lý do"),
            );
        }
        Stage::Ready => {
            if party.may(Right::Submit) {
                acts.push(act("Ký và gửi", "submit").main());
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
        let mut reader = state.store.reader();
        let open = store::extension::open(&mut reader, row.submission.id).await?;
        if let Some((until, reason)) = open {
            let words = format!("Xin đến {}: {reason}", domain::period::day(until));
            let mut grant = act("Đồng ý gia hạn", "grant-extension");
            grant.note = words;
            acts.push(grant);
            acts.push(act("Không đồng ý", "refuse-extension"));
        }
    }
    Ok(acts)
}
