//! What stands beside a district's table: what came from below lately, and where its sums were changed.

use actions::{
    part::{
        Part,
        share::{Coverage, holding_of, signed},
    },
    report::unsettled::Unsettled,
};
use domain::{
    amount::Amount,
    check::Place,
    form::{Column, Form, RowKind, Table},
    org_unit::OrgUnitKind,
    org_unit::listed,
    share::Share,
};
use store::submission::SubmissionRow;

use super::clock;
use crate::{
    grid,
    problem::PageError,
    state::AppState,
    view::{
        act::Act,
        entry::{CorrectionLine, CorrectionPanel},
        mark::{Notice, Tone},
    },
};

/// Names of units that one notice lists; the rest are counted.
const NAMED: usize = 6;

/// What was accepted below since the draft looked.
pub(super) async fn arrivals(
    state: &AppState,
    row: &SubmissionRow,
    csrf: &str,
) -> Result<Option<(Notice, Act)>, PageError> {
    let found = actions::part::share::arrivals(&mut state.store.reader(), row).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let ready = row.submission.state == domain::submission::State::Ready;
    let mut names: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|came| {
            let at = clock(&came.accepted_at);
            format!(
                "{} (bản {}, {} ô có số, chấp nhận {at})",
                came.unit, came.version, came.figures
            )
        })
        .collect();
    if found.len() > NAMED {
        names.push(format!("và {} đơn vị khác", found.len() - NAMED));
    }
    let (title, rest) = if ready {
        (
            format!("{} đơn vị cấp xã được chấp nhận sau khi chuyển người ký.", found.len()),
            "Số đó chưa nằm trong bản chờ ký; lấy lại để sửa thì số tự cộng vào.",
        )
    } else {
        (
            format!("{} đơn vị cấp xã được chấp nhận sau lần xem trước.", found.len()),
            "Số đã tự cộng vào các biểu; phần của huyện và điều chỉnh giữ nguyên.",
        )
    };
    let notice = Notice::new(Tone::Part, &title, format!("{}. {rest}", names.join("; ")));
    let path = format!("/submissions/{}/see-below", row.submission.id.0);
    let shown: Vec<String> = found.iter().map(|came| came.version_id.to_string()).collect();
    Ok(Some((notice, Act::new("Đã xem", path, csrf).with("shown", &shown.join(",")))))
}

/// How many units below a district's figures hold, and which are missing: of a handed-in version, else now.
pub(super) async fn coverage(
    state: &AppState,
    row: &SubmissionRow,
) -> Result<Option<Notice>, PageError> {
    let coverage = actions::part::share::coverage(&mut state.store.reader(), row).await?;
    let Some(Coverage { owed, missing, is_signed }) = coverage.filter(|c| !c.missing.is_empty())
    else {
        return Ok(None);
    };
    let named = listed(&missing, NAMED);
    let title = format!("Mới có số của {}/{owed} đơn vị cấp xã.", owed - missing.len());
    let rest = if is_signed {
        "Số của huyện trong bản này chưa gồm các đơn vị đó."
    } else {
        "Gửi bây giờ thì số của huyện chưa gồm các đơn vị đó."
    };
    Ok(Some(Notice::new(Tone::Near, &title, format!("Còn thiếu: {named}. {rest}"))))
}

/// Units below that mend what was accepted of them: it still counts in a report that is not accepted.
pub(super) async fn corrected(
    state: &AppState,
    row: &SubmissionRow,
) -> Result<Option<Notice>, PageError> {
    let units = actions::part::share::being_corrected(&mut state.store.reader(), row).await?;
    let told = Unsettled { corrected: units, ..Unsettled::default() };
    let notice = |words| {
        let text =
            format!("{words}. Số của các đơn vị đó còn theo bản đã chấp nhận, có thể thay đổi.");
        Notice::new(Tone::Near, "Có đơn vị cấp xã đang sửa lại báo cáo.", text)
    };
    Ok(told.corrected_words().map(notice))
}

/// Where sums from below were changed, and the form for another change.
pub(super) fn panel(
    form: &Form,
    part: &Part,
    unit_kind: OrgUnitKind,
    (base, is_open, csrf): (&str, bool, &str),
) -> Option<CorrectionPanel> {
    let table = form.table()?;
    let columns = grid::shown_columns(table, unit_kind);
    let level = actions::part::level_of(unit_kind);
    let seen = part.shares.values().map(|share| share.correction.at.as_str()).max();
    let seen = seen.unwrap_or_default();
    let (mut lines, mut cells) = (Vec::new(), Vec::new());
    for row in table.rows.iter().filter(|row| row.kind == RowKind::Element) {
        for column in &columns {
            let place: Place = (row.code.clone(), column.code.clone());
            let Some(share) = part.shares.get(&place) else { continue };
            if holding_of(table, &place, level).is_none() {
                continue;
            }
            let value = format!("{}|{}", place.0, place.1);
            if share.is_corrected() {
                let undo = is_open.then(|| {
                    let act = Act::new("Bỏ", format!("{base}/correct"), csrf);
                    act.with("cell", &value).with("by", "0").with("known", seen)
                });
                lines.push(line(table, column, (&place, share), undo));
            }
            cells.push((value, label(table, &place)));
        }
    }
    if cells.is_empty() {
        return None;
    }
    let action = is_open.then(|| format!("{base}/correct"));
    Some(CorrectionPanel { lines, action, cells, seen: seen.to_owned() })
}

fn line(
    table: &Table,
    column: &Column,
    (place, share): (&Place, &Share),
    undo: Option<Act>,
) -> CorrectionLine {
    let print = |amount: Amount| column.print(amount.to_decimal());
    let correction = &share.correction;
    let who = match correction.officer.as_str() {
        "" => String::new(),
        officer => format!("{officer}, {}", clock(&correction.at)),
    };
    CorrectionLine {
        place: label(table, place),
        below: share.below.map_or("chưa có".to_owned(), print),
        by: signed(column, correction.amount),
        total: share.total().map_or(String::new(), print),
        reason: correction.reason.clone(),
        who,
        undo,
    }
}

fn label(table: &Table, (row, column): &Place) -> String {
    let row = table.row(row).map_or("", |r| r.label.as_str());
    let column = table.column(column);
    let column = column.map_or(String::new(), |c| c.headers.join(", ").to_lowercase());
    format!("{row}, {column}")
}
