//! Where one total comes from: units with version, person and hour; rows that are added; a formula with
//! its figures. Every figure leads on to where it comes from itself.

use actions::totals::FormTotals;
use domain::{
    access::UnitId,
    cell::CellStatus,
    consolidation::{Feeder, counts},
    form::{Column, Form, Row, RowKind, Table},
    share::Share,
    submission::SubmissionId,
};
use store::{
    consolidation::{OriginRow, PartRow},
    round::RoundRow,
};

use super::{Address, district::of_districts};
use crate::{
    problem::PageError,
    session::Signed,
    state::AppState,
    view::{
        act::Link,
        consolidation::{Origin, OriginLine},
    },
};

/// The total that is opened.
pub(super) struct Opened<'a> {
    pub round: &'a RoundRow,
    pub office: UnitId,
    pub table: &'a Table,
    pub form: &'a Form,
    pub row: &'a str,
    pub column: &'a str,
}

/// Where it comes from.
pub(super) async fn of(
    state: &AppState,
    signed: &Signed,
    total: &Opened<'_>,
    link: &Address<'_>,
    loaded: &FormTotals,
) -> Result<Origin, PageError> {
    let row = total.table.row(total.row).ok_or(PageError::NotFound)?;
    let column = total.table.column(total.column).ok_or(PageError::NotFound)?;
    let value = loaded.all.get(&total.form.code, total.row, total.column);
    let is_sensitive = total.form.is_sensitive();
    if is_sensitive && value.is_none() {
        return Err(PageError::NotFound);
    }
    let value = value.map_or(String::new(), |value| column.print(value));
    let (description, lines) = match (&column.formula, &row.kind) {
        _ if is_sensitive => of_districts(state, total, (row, column)).await?,
        (Some(_), _) => of_formula(state, total, (row, column), (link, loaded)).await?,
        (None, RowKind::Total { of }) => of_rows(total, (row, column), of, (link, loaded)),
        (None, _) => of_units(state, signed, total, (row, column), link).await?,
    };
    Ok(Origin { value, description, lines, used_in: Vec::new(), close: link.closed() })
}

pub(super) fn place(row: &Row, column: &Column) -> String {
    format!("{}, {}", row.label, column.headers.join(", ").to_lowercase())
}

pub(super) fn plain(unit: Link, value: String) -> OriginLine {
    OriginLine {
        unit,
        value,
        made_of: String::new(),
        below: None,
        version: String::new(),
        signer: String::new(),
        at: String::new(),
        summary: false,
        missing: false,
    }
}

/// A total row: the rows that are added.
fn of_rows(
    total: &Opened<'_>,
    (row, column): (&Row, &Column),
    of: &[String],
    (link, loaded): (&Address<'_>, &FormTotals),
) -> (String, Vec<OriginLine>) {
    let parts = total.table.rows.iter().filter(|part| of.contains(&part.code));
    let lines: Vec<OriginLine> = parts
        .filter(|part| !part.not_applicable.contains(&column.code))
        .map(|part| {
            let value = loaded.all.get(&total.form.code, &part.code, &column.code);
            let name = if part.number.is_empty() {
                part.label.clone()
            } else {
                format!("{}. {}", part.number, part.label)
            };
            match value {
                Some(value) => {
                    plain(Link::new(name, link.cell(&part.code, &column.code)), column.print(value))
                }
                None => OriginLine {
                    missing: true,
                    ..plain(Link::new(name, ""), "chưa có".to_owned())
                },
            }
        })
        .collect();
    (format!("{}. Cộng {} dòng của biểu.", place(row, column), lines.len()), lines)
}

/// A computed cell: the formula and the figures it takes.
async fn of_formula(
    state: &AppState,
    total: &Opened<'_>,
    (row, column): (&Row, &Column),
    (link, loaded): (&Address<'_>, &FormTotals),
) -> Result<(String, Vec<OriginLine>), PageError> {
    let Some(formula) = &column.formula else { return Ok(Default::default()) };
    let mut lines = Vec::new();
    let mut words = formula.text().to_owned();
    for name in formula.references() {
        let Some((form, at_row, at_column)) = referred(state, total, name) else { continue };
        let label = label_of(form, at_row, at_column);
        let value = if form.code == total.form.code {
            loaded.all.get(&form.code, &at_row.code, &at_column.code)
        } else if form.is_sensitive() {
            // Its own page says whose eyes may read its sums.
            None
        } else {
            let mut reader = state.store.reader();
            let place = (total.round.id, total.office);
            let provisional = link.asked.mode == "tam-tinh";
            let other = state.totals.form(&mut reader, form, place, provisional).await?;
            other.all.get(&form.code, &at_row.code, &at_column.code)
        };
        words = spelled(&words, name, &at_column.headers.join(", ").to_lowercase());
        let href = link.cell_of(&form.code, &at_row.code, &at_column.code);
        lines.push(match value {
            Some(value) => plain(Link::new(label, href), at_column.print(value)),
            None => {
                OriginLine { missing: true, ..plain(Link::new(label, ""), "chưa có".to_owned()) }
            }
        });
    }
    let description = format!(
        "{}. Tự tính từ số đã cộng, không cộng tỷ lệ: {words}. Công thức: {}.",
        place(row, column),
        formula.text()
    );
    Ok((description, lines))
}

/// A name of a formula as people read it, where it stands as a whole word.
fn spelled(formula: &str, name: &str, label: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let mut words = String::new();
    let mut rest = formula;
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let alone = !before.ends_with(is_part) && !after.starts_with(is_part);
        words.push_str(before);
        words.push_str(if alone { label } else { name });
        rest = after;
    }
    words.push_str(rest);
    words
}

/// The cell that a name in a formula of a column stands for.
fn referred<'a>(
    state: &'a AppState,
    total: &Opened<'a>,
    name: &str,
) -> Option<(&'a Form, &'a Row, &'a Column)> {
    let in_table = |form: &'a Form, row: &str, column: &str| {
        let domain::form::FormBody::Table(table) = &form.body else { return None };
        let row = table.row(row)?;
        Some((form, row, table.column(column)?))
    };
    if let Some(found) = in_table(total.form, total.row, name) {
        return Some(found);
    }
    let (first, rest) = name.split_once('.')?;
    if let Some(found) = in_table(total.form, first, rest) {
        return Some(found);
    }
    let form = actions::part::form(&state.catalog, first)?;
    let (row, column) = rest.split_once('.')?;
    in_table(form, row, column)
}

fn label_of(form: &Form, row: &Row, column: &Column) -> String {
    format!("Biểu {}, {}", form.code, place(row, column))
}

/// An added cell: who gave what.
async fn of_units(
    state: &AppState,
    signed: &Signed,
    total: &Opened<'_>,
    (row, column): (&Row, &Column),
    link: &Address<'_>,
) -> Result<(String, Vec<OriginLine>), PageError> {
    let mut reader = state.store.reader();
    let cell = (total.form.code.as_str(), total.row, total.column);
    let (scope, place_of) = (&signed.acting.scope, (total.round.id, total.office));
    let provisional = link.asked.mode == "tam-tinh";
    let found =
        store::consolidation::origin(&mut reader, scope, place_of, cell, provisional).await?;
    let found: Vec<OriginRow> = found.into_iter().filter(|line| is_counted(row, line)).collect();
    let added = found.iter().filter(|line| !line.under.is_empty()).count();
    let signed_count = found.len() - added;
    let mut description =
        format!("{}. Cộng từ {signed_count} báo cáo đã ký, đã chấp nhận.", place(row, column));
    if added > 0 {
        description = format!(
            "{description} Tạm tính cộng thêm {added} xã đã được chấp nhận, huyện chưa ký."
        );
    }
    let mut lines = Vec::new();
    let mut under = String::new();
    for line in found {
        if line.under != under {
            under.clone_from(&line.under);
            let head = format!("{under} chưa có trong tổng; các xã đã chấp nhận:");
            lines.push(OriginLine { summary: true, ..plain(Link::new(head, ""), String::new()) });
        }
        let is_opened = link.asked.below == Some(line.submission);
        let opened = is_opened.then(|| (line.submission, line.unit.clone(), line.version));
        lines.push(of_unit(line, column, total, link));
        if let Some((submission, unit, version)) = opened {
            let parts = store::consolidation::parts(
                &mut reader,
                scope,
                place_of,
                SubmissionId(submission),
                cell,
            )
            .await?;
            lines.extend(of_parts(parts, (&unit, version), column));
        }
    }
    Ok((description, lines))
}

/// The reports below that a signed figure holds: those of its day, whatever came since.
fn of_parts(parts: Vec<PartRow>, (unit, version): (&str, i64), column: &Column) -> Vec<OriginLine> {
    let head = format!(
        "{unit}, bản {version}: {} báo cáo cấp xã có trong bản đã ký",
        parts.iter().filter(|part| part.origin.amount.is_some()).count()
    );
    let head = OriginLine { summary: true, ..plain(Link::new(head, ""), String::new()) };
    let print = |amount: domain::amount::Amount| column.print(amount.to_decimal());
    let line = |PartRow { origin: part, is_current }: PartRow| OriginLine {
        version: if is_current {
            format!("bản {}", part.version)
        } else {
            format!("bản {}, đã có bản mới", part.version)
        },
        signer: part.signer,
        at: crate::submission::clock(&part.at),
        ..plain(
            Link::new(part.unit, format!("/submissions/{}/review", part.submission)),
            part.amount.map_or(String::new(), print),
        )
    };
    let end = OriginLine {
        summary: true,
        ..plain(Link::new("Các đơn vị khác", ""), String::new())
    };
    std::iter::once(head).chain(parts.into_iter().map(line)).chain([end]).collect()
}

fn is_counted(row: &Row, line: &OriginRow) -> bool {
    counts(row, if line.kind.is_territory() { Feeder::Territory } else { Feeder::Body })
}

fn of_unit(line: OriginRow, column: &Column, total: &Opened<'_>, link: &Address<'_>) -> OriginLine {
    let print = |amount: domain::amount::Amount| column.print(amount.to_decimal());
    let has_below = line.share.as_ref().is_some_and(|share| share.below.is_some());
    let typed = if line.is_typed { ", nhập thay từ bản giấy" } else { "" };
    OriginLine {
        made_of: line.share.as_ref().map_or(String::new(), |share| made_of(column, share)),
        below: has_below.then(|| {
            let units = line.share.as_ref().map_or(0, |share| share.units);
            let href = link.below(line.submission, (total.row, total.column));
            Link::new(format!("xem {units} xã"), href)
        }),
        value: line.amount.map_or(String::new(), |amount| match line.status {
            CellStatus::Estimate => format!("{} (ước)", print(amount)),
            _ => print(amount),
        }),
        version: format!("bản {}", line.version),
        signer: format!("{}{typed}", line.signer),
        at: crate::submission::clock(&line.at),
        unit: Link::new(line.unit, format!("/submissions/{}/review", line.submission)),
        summary: false,
        missing: false,
    }
}

/// "cấp xã 33, phần của huyện 4, điều chỉnh −2 (lý do)".
fn made_of(column: &Column, share: &Share) -> String {
    let print = |amount: domain::amount::Amount| column.print(amount.to_decimal());
    let mut parts = Vec::new();
    if let Some(below) = share.below {
        parts.push(format!("cấp xã {}", print(below)));
    }
    if let Some(own) = share.own {
        parts.push(format!("phần của huyện {}", print(own)));
    }
    if share.is_corrected() {
        let by = actions::part::share::signed(column, share.correction.amount);
        let reason = match share.correction.reason.as_str() {
            "" => "chưa ghi lý do",
            reason => reason,
        };
        parts.push(format!("điều chỉnh {by} ({reason})"));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn names_of_a_formula_are_spelled_as_whole_words() {
        let words = spelled("percent(nu, nguoi)", "nu", "nữ");
        assert_eq!(spelled(&words, "nguoi", "tổng số"), "percent(nữ, tổng số)");
        assert_eq!(spelled("huyen.nu + nu", "nu", "nữ"), "huyen.nu + nữ");
    }
}
