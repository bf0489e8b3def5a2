//! `/rounds`: the list, the board of units × rounds, and urging.

pub mod decide;
mod own;
mod rows;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    access::{Role, UnitId},
    period::{day, days_left_words},
    standing::{Standing, usual_due},
    submission::{State as Stage, SubmissionId},
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{round::RoundRow, submission::SubmissionRow};

use self::rows::{Around, Board, groups, legend};
use crate::{
    printout::answer,
    problem::PageError,
    session::Signed,
    standing::Now,
    state::AppState,
    view::{
        act::{Choice, Link},
        frame::Nav,
        mark::{Bar, Fill, Mark, Shape, Tone},
        round::{BoardColumn, BoardPage, RoundLine, RoundsPage},
    },
};

/// The office whose board is shown: the lead department for the province's eyes, else the own unit.
pub fn office(state: &AppState, signed: &Signed) -> UnitId {
    if signed.acting.scope.province_wide { state.lead } else { signed.acting.scope.unit }
}

/// Counts of a round for one office as a bar, with how many are accepted, of how many.
pub fn bar(standings: &[Standing], today: Date) -> (Bar, u32, u32) {
    let count = |test: &dyn Fn(&Standing) -> bool| -> u32 {
        standings.iter().filter(|s| test(s)).map(|s| s.count).sum()
    };
    let accepted = count(&|s| s.state == Stage::Accepted);
    let waiting = count(&|s| matches!(s.state, Stage::Submitted | Stage::InReview));
    let returned = count(&|s| s.state == Stage::Returned && !s.is_overdue(today));
    let late = count(&|s| s.is_overdue(today));
    let all = count(&|_| true);
    let open = all.saturating_sub(accepted + waiting + returned + late);
    let label = format!(
        "{accepted} đã chấp nhận, {waiting} đang thẩm tra, {returned} trả lại, {late} chậm, {open} chưa nộp"
    );
    let parts = vec![
        (Fill::Good, accepted),
        (Fill::Part, waiting),
        (Fill::Near, returned),
        (Fill::Bad, late),
        (Fill::Begun, open),
    ];
    (Bar { parts, label }, accepted, all)
}

/// How reports stand now at the officer's office.
pub(crate) async fn now<'a>(state: &'a AppState, signed: &'a Signed) -> Result<Now<'a>, PageError> {
    let place = (office(state, signed), signed.receives());
    Ok(state.standings.now(&state.store, &signed.acting.scope, place).await?)
}

/// The reports that one round owes the officer's office.
pub(crate) async fn received(
    state: &AppState,
    signed: &Signed,
    round: &str,
) -> Result<Arc<Vec<SubmissionRow>>, PageError> {
    Ok(now(state, signed).await?.received(round).await?)
}

/// `GET /rounds`.
pub async fn list(State(state): State<AppState>, signed: Signed) -> Result<Response, PageError> {
    let today = signed.acting.today();
    let office = now(&state, &signed).await?.office().await?;
    let owed = own::reports(&state, &signed).await?;
    let mut lines = Vec::new();
    for round in &office.rounds {
        let owed: Vec<Standing> = own::in_round(&owed, &round.code).map(own::standing).collect();
        let received = office.standings.get(&round.id).unwrap_or(&owed);
        if received.is_empty() {
            continue;
        }
        let (bar, accepted, all) = bar(received, today);
        let definition = state.catalog.round(&round.code);
        let due = usual_due(received).unwrap_or(round.due);
        lines.push(RoundLine {
            link: Link::new(round.title.clone(), format!("/rounds/{}", round.code)),
            window: definition.map_or(String::new(), |d| {
                format!("{} đến {}", day(d.window_from), day(d.window_to))
            }),
            proposed: definition.is_some_and(|d| d.window_proposed),
            due: format!("hết {}", day(due)),
            time_left: time_left(received, today, (due, round.closes)),
            bar,
            summary: format!("{accepted}/{all} chấp nhận"),
            state: stage(round.closes, today, (due, accepted == all)),
        });
    }
    let page = RoundsPage {
        lead: format!("{} đợt báo cáo theo kế hoạch", lines.len()),
        filters: Vec::new(),
        lines,
        frame: signed.frame(&state, "Tình hình nộp", Nav::Board),
    };
    answer(&state, &signed, page).await
}

/// How a round stands as a whole; `is_full` says that every report is accepted.
fn stage(closes: Date, today: Date, (due, is_full): (Date, bool)) -> Mark {
    let until = day(closes);
    if today > closes {
        let words = format!("Đã đóng, nhận đến hết ngày {until}");
        return Mark::new(Tone::Quiet, Shape::Tick, words);
    }
    if is_full {
        return Mark::new(Tone::Good, Shape::Tick, "Đủ, đã chấp nhận hết");
    }
    if today <= due {
        return Mark::new(Tone::Part, Shape::Ring, "Đang mở");
    }
    Mark::new(Tone::Near, Shape::Triangle, format!("Quá hạn, còn nhận đến hết ngày {until}"))
}

/// "Còn 1 ngày", "Quá 3 ngày"; a round in which nothing is owed any more is not overdue.
pub(crate) fn time_left(
    standings: &[Standing],
    today: Date,
    (due, closes): (Date, Date),
) -> String {
    if !standings.is_empty() && standings.iter().all(|s| s.state == Stage::Accepted) {
        return "Đủ".into();
    }
    if today > closes {
        return "Đã đóng".into();
    }
    if !standings.is_empty() && standings.iter().all(|s| s.state.is_filed()) {
        return "Đã gửi đủ".into();
    }
    days_left_words(today, due)
}

/// Which units the board shows.
#[derive(Debug, Deserialize)]
pub struct Filter {
    #[serde(default)]
    only: String,
}

/// `GET /rounds/{code}`: this round first, then the year's others beside it.
pub async fn board(
    State(state): State<AppState>,
    signed: Signed,
    Path(code): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Response, PageError> {
    let today = signed.acting.today();
    let mut now = now(&state, &signed).await?;
    let office = now.office().await?;
    let this = office.rounds.iter().find(|r| r.code == code).ok_or(PageError::NotFound)?;
    let others = office.rounds.iter().filter(|r| r.code != code && r.year == this.year);
    let owed = own::reports(&state, &signed).await?;
    let mut columns = Vec::new();
    let mut boards = Vec::new();
    let mut owing: Vec<Board<'_>> = Vec::new();
    for round in std::iter::once(this).chain(others.take(2)) {
        let rows = now.received(&round.code).await?;
        let own: Board<'_> = own::besides(&owed, &round.code, &rows).collect();
        columns.push(match &rows[..] {
            [] => column(round, &own.values().copied().cloned().collect::<Vec<_>>(), today),
            rows => column(round, rows, today),
        });
        owing.push(own);
        boards.push(rows);
    }
    let standing: Vec<Board<'_>> =
        boards.iter().map(|rows| rows.iter().map(|r| (r.submission.unit, r)).collect()).collect();
    let first: Vec<&SubmissionRow> = standing[0].values().copied().collect();
    let late = first.iter().filter(|r| r.submission.is_overdue(today)).count();
    let returned = first.iter().filter(|r| r.submission.state == Stage::Returned).count();
    let urgings = now.urgings(this.id).await?;
    let asked: BTreeMap<UnitId, Date> = office
        .more_time
        .iter()
        .filter(|(row, _)| row.round == code)
        .map(|(row, until)| (row.submission.unit, *until))
        .collect();
    let stale: BTreeSet<SubmissionId> =
        office.stale.iter().chain(&office.own_stale).map(|s| s.row.submission.id).collect();
    let again = office.reopenings.iter().map(|(row, _)| row.submission.id).collect();
    let outdated = first.iter().filter(|r| stale.contains(&r.submission.id)).count();
    let around = Around { urgings: &urgings, asked: &asked, stale: &stale, again: &again, today };
    let mut groups = groups(&standing, &around, &filter.only);
    if filter.only.is_empty() {
        groups.splice(0..0, own::group(&owing, &around));
    }
    let here = format!("/rounds/{code}");
    let choice = |text: String, only: &str| {
        let href = if only.is_empty() { here.clone() } else { format!("{here}?only={only}") };
        Choice::new(text, href, filter.only == only)
    };
    let desk = signed.acting.officer.is_any(&[Role::Desk, Role::Reviewer]);
    let title = if first.is_empty() {
        this.title.clone()
    } else if late > 0 {
        format!("{late} đơn vị chậm báo cáo {}", lower_first(&this.title))
    } else {
        format!("Chưa đơn vị nào chậm báo cáo {}", lower_first(&this.title))
    };
    let page = BoardPage {
        title,
        lead: if first.is_empty() {
            format!("Báo cáo của đơn vị mình, ngày {}", day(today))
        } else {
            format!("Tình hình nộp của {} đơn vị, ngày {}", first.len(), day(today))
        },
        code: code.clone(),
        filters: [
            choice(format!("Tất cả {}", first.len()), ""),
            choice(format!("Chậm {late}"), "late"),
            choice(format!("Bị trả lại {returned}"), "returned"),
        ]
        .into_iter()
        .filter(|_| !first.is_empty())
        .chain((outdated > 0).then(|| choice(format!("Số cấp xã đã đổi {outdated}"), "stale")))
        .collect(),
        legend: legend(&groups),
        columns,
        groups,
        downloads: tools(&state, &signed, this),
        urging: (desk && !first.is_empty()).then(|| "Đánh dấu các đơn vị cần đôn đốc.".to_owned()),
        acts: decide::acts(&signed, this, self::office(&state, &signed)),
        decisions: decide::lines(&state, this, self::office(&state, &signed)).await?,
        frame: signed.frame(&state, &this.title, Nav::Board),
    };
    answer(&state, &signed, page).await
}

/// The desk's tables of this round; last year's figures where it has tables and a round before it.
fn tools(state: &AppState, signed: &Signed, round: &RoundRow) -> Vec<Link> {
    let mut tools = Vec::new();
    if signed.acting.officer.is_any(&[Role::Desk, Role::Reviewer]) {
        let here = format!("/rounds/{}", round.code);
        tools.push(Link::new("Số ước", format!("{here}/estimates")));
        let regime = state.catalog.regimes.iter().find(|regime| regime.code == round.regime);
        if round.previous_id.is_some() && regime.is_some_and(|regime| !regime.tables.is_empty()) {
            tools.push(Link::new("Nạp số năm trước", format!("{here}/last-year")));
        }
        tools.push(Link::new("Danh bạ đầu mối", "/contacts"));
    }
    tools
}

pub(crate) fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or(String::new(), |first| first.to_lowercase().chain(signs).collect())
}

fn column(round: &RoundRow, rows: &[SubmissionRow], today: Date) -> BoardColumn {
    let standings: Vec<Standing> = rows.iter().map(|r| Standing::of(&r.submission)).collect();
    let (bar, accepted, _) = bar(&standings, today);
    let due = usual_due(&standings).unwrap_or(round.due);
    let time_left = time_left(&standings, today, (due, round.closes));
    BoardColumn {
        link: Link::new(round.title.clone(), format!("/rounds/{}", round.code)),
        overdue: today > due && time_left == days_left_words(today, due),
        time_left,
        until: format!("hết {}", &day(due)[..5]),
        bar,
        accepted: format!("{accepted}/{}", rows.len()),
    }
}
