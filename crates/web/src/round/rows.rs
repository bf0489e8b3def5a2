//! Rows of the board: units in groups, those that need attention first, each with its marks.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::UnitId,
    org_unit::OrgUnitKind,
    period::{day, days_between},
    regime::Duty,
    submission::{State as Stage, SubmissionId},
};
use jiff::civil::Date;
use store::{submission::SubmissionRow, urging::UrgingRow};

use crate::view::{
    act::Link,
    mark::Mark,
    round::{BoardCell, BoardGroup, BoardRow, Heat, STALE_MEANS},
};

/// Title, duty and kinds of each group; no kinds stand for all others.
const GROUPS: [(&str, Duty, &[OrgUnitKind]); 5] = [
    ("UBND huyện, thành phố, thị xã", Duty::Ordered, &[OrgUnitKind::District]),
    ("UBND xã, phường, thị trấn", Duty::Ordered, &[OrgUnitKind::Commune]),
    ("Sở, ban, ngành thuộc UBND tỉnh", Duty::Ordered, &[OrgUnitKind::Department]),
    ("Đơn vị sự nghiệp và cơ quan khác được giao", Duty::Ordered, &[]),
    ("Cơ quan Đảng, Mặt trận, đoàn thể và cơ quan khác (đề nghị phối hợp)", Duty::Requested, &[]),
];

/// What each unit owes in one round.
pub(super) type Board<'a> = BTreeMap<UnitId, &'a SubmissionRow>;

/// What stands beside the states: urgings, newest first, and days asked for.
pub(super) struct Around<'a> {
    pub(super) urgings: &'a [UrgingRow],
    pub(super) asked: &'a BTreeMap<UnitId, Date>,
    /// Signed reports that units below have outdated.
    pub(super) stale: &'a BTreeSet<SubmissionId>,
    /// Reports that a request asks to open again.
    pub(super) again: &'a BTreeSet<SubmissionId>,
    pub(super) today: Date,
}

/// What the marks on the board mean, where there are any.
pub(super) fn legend(groups: &[BoardGroup]) -> Vec<(Mark, String)> {
    let mut cells = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    let is_stale = cells.any(|cell| cell.stale.is_some());
    is_stale.then(|| (BoardCell::stale_mark(), STALE_MEANS.to_owned())).into_iter().collect()
}

/// Groups by duty first: who is only asked stands apart, whatever kind of body it is.
fn group_of(row: &SubmissionRow) -> Option<usize> {
    GROUPS.iter().position(|(_, duty, kinds)| {
        *duty == row.submission.duty && (kinds.is_empty() || kinds.contains(&row.unit_kind))
    })
}

pub(super) fn groups(standing: &[Board<'_>], around: &Around<'_>, only: &str) -> Vec<BoardGroup> {
    let today = around.today;
    let mut groups = Vec::new();
    for (at, (title, ..)) in GROUPS.iter().enumerate() {
        let mut units: Vec<&SubmissionRow> = standing[0]
            .values()
            .copied()
            .filter(|r| group_of(r) == Some(at))
            .filter(|r| match only {
                "late" => r.submission.is_overdue(today),
                "returned" => r.submission.state == Stage::Returned,
                "stale" => around.stale.contains(&r.submission.id),
                _ => true,
            })
            .collect();
        units.sort_by_key(|r| (attention(r, around), r.submission.unit));
        if units.is_empty() {
            continue;
        }
        let title = format!("{title} ({})", units.len());
        let rows = units.into_iter().map(|r| board_row(r, standing, around)).collect();
        groups.push(BoardGroup { title, rows });
    }
    groups
}

/// Those that need attention come first.
fn attention(row: &SubmissionRow, around: &Around<'_>) -> u8 {
    match row.submission.state {
        _ if row.submission.is_overdue(around.today) => 0,
        Stage::Accepted if around.stale.contains(&row.submission.id) => 1,
        Stage::Returned => 1,
        Stage::Submitted | Stage::InReview => 2,
        Stage::NotStarted | Stage::Draft | Stage::Ready => 3,
        Stage::Accepted => 4,
    }
}

pub(super) fn board_row(
    first: &SubmissionRow,
    standing: &[Board<'_>],
    around: &Around<'_>,
) -> BoardRow {
    let unit = first.submission.unit;
    let requested = first.submission.duty == Duty::Requested;
    let own: Vec<&UrgingRow> =
        around.urgings.iter().filter(|u| u.unit == unit && u.is_sent()).collect();
    BoardRow {
        unit: Link::new(first.unit_name.clone(), format!("/submissions/{}", first.submission.id.0)),
        note: note(first, around),
        pick: if requested { String::new() } else { unit.0.to_string() },
        picked: first.submission.is_overdue(around.today),
        cells: standing.iter().map(|rows| board_cell(rows.get(&unit).copied(), around)).collect(),
        urged: own.first().map_or(String::new(), |last| {
            format!(
                "{} lần, {}",
                own.len(),
                crate::submission::clock(&last.at).get(..5).unwrap_or("")
            )
        }),
    }
}

/// That a unit is only asked, has asked for or been given more time, or asked to be opened again.
fn note(row: &SubmissionRow, around: &Around<'_>) -> String {
    if around.again.contains(&row.submission.id) {
        return "đề nghị mở lại".into();
    }
    if let Some(until) = around.asked.get(&row.submission.unit) {
        return format!("xin gia hạn đến {}", &day(*until)[..5]);
    }
    match (row.submission.extended_to, row.submission.duty) {
        (Some(until), _) if row.submission.accepted_version.is_some() => {
            // Opened again; once handed in anew there is nothing to tell.
            if row.submission.state.is_filed() {
                return String::new();
            }
            format!("gửi lại đến {}", &day(until)[..5])
        }
        (Some(until), _) => format!("gia hạn đến {}", &day(until)[..5]),
        (None, Duty::Requested) => "đề nghị phối hợp".into(),
        (None, Duty::Ordered) => String::new(),
    }
}

fn board_cell(row: Option<&SubmissionRow>, around: &Around<'_>) -> BoardCell {
    let today = around.today;
    let Some(row) = row else {
        return BoardCell {
            mark: None,
            extra: String::new(),
            heat: Heat::Quiet,
            stale: None,
            href: String::new(),
        };
    };
    let href = format!("/submissions/{}", row.submission.id.0);
    if row.submission.is_overdue(today) {
        let days = i64::from(-days_between(today, row.submission.effective_due()));
        let extra = row.submission.state.label().to_lowercase();
        return BoardCell {
            mark: Some(Mark::late(days)),
            extra,
            heat: Heat::Hot,
            stale: None,
            href,
        };
    }
    let at = row.accepted_at.as_deref().or(row.filed_at.as_deref());
    BoardCell {
        mark: Some(Mark::of_state(row.submission.state)),
        extra: at.map_or(String::new(), |at| {
            crate::submission::clock(at).get(..5).unwrap_or("").to_owned()
        }),
        heat: if row.submission.state == Stage::Returned { Heat::Warm } else { Heat::Quiet },
        stale: around.stale.contains(&row.submission.id).then(BoardCell::stale_mark),
        href,
    }
}
