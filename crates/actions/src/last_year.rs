//! Last year's figures from one table: units down, cells across, as pasted from a spreadsheet.
//!
//! The figures become the accepted version of the round before, entered on behalf, so that every
//! comparison "kỳ trước" finds them in the one place where figures live.

use std::collections::BTreeMap;

use domain::{
    access::{Role, UnitId},
    amount::Amount,
    fold::{clean, fold},
    form::{Form, FormBody, RowKind, Table},
    submission::State,
};
use store::{
    db::{Reads, Store},
    played::{self, Played},
    round::RoundRow,
    submission::RoundSubmission,
    value::{Place, WholeVersion},
};

use crate::{Acting, Error, draft::read_amount, part::is_asked, submission::sealed};

/// Longest table in characters.
pub const TEXT_MAX: usize = 3_000_000;

/// One line of the table that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFigures {
    pub unit: UnitId,
    pub unit_name: String,
    /// Figures by cell; `None`: "không phát sinh".
    pub cells: BTreeMap<Place, Option<Amount>>,
}

/// What was read of a table, and what was not, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastYear {
    pub units: Vec<UnitFigures>,
    /// "Dòng 4, UBND huyện X: …".
    pub not_taken: Vec<String>,
}

impl LastYear {
    /// How many figures were read.
    pub fn count(&self) -> usize {
        self.units.iter().map(|unit| unit.cells.len()).sum()
    }
}

/// The empty table to fill: a row for each unit of the round, a column for each cell it may be asked.
pub async fn empty_table(
    db: &mut impl Reads,
    acting: &Acting,
    round: &RoundRow,
    form: &Form,
) -> Result<String, Error> {
    let FormBody::Table(table) = &form.body else { return Err(Error::NotFound) };
    let rows =
        store::submission::list_received(db, &acting.scope, &round.code, acting.officer.unit)
            .await?;
    let places = places(table);
    let mut text = String::from("Mã đơn vị\tTên đơn vị");
    for (row, column) in &places {
        for piece in ["\t", row, ":", column] {
            text.push_str(piece);
        }
    }
    text.push_str("\n(chú giải)\t");
    for place in &places {
        text.push('\t');
        text.push_str(&label(table, place));
    }
    for row in rows {
        for piece in ["\n", &row.unit_key, "\t", &row.unit_name] {
            text.push_str(piece);
        }
        let unit = (row.unit_kind.as_str(), row.unit_key.as_str());
        for place in &places {
            let asked = is_asked(table, &place.0, &place.1, unit);
            text.push_str(if asked { "\t" } else { "\tx" });
        }
    }
    text.push('\n');
    Ok(text)
}

fn places(table: &Table) -> Vec<Place> {
    let elements = table.rows.iter().filter(|row| row.kind == RowKind::Element);
    elements
        .flat_map(|row| {
            table
                .columns
                .iter()
                .filter(|c| c.formula.is_none() && c.value_type.is_number())
                .filter(|c| !row.not_applicable.contains(&c.code))
                .map(|column| (row.code.clone(), column.code.clone()))
        })
        .collect()
}

fn label(table: &Table, (row, column): &Place) -> String {
    let row = table.rows.iter().find(|r| r.code == *row).map_or("", |r| r.label.as_str());
    let column = table.columns.iter().find(|c| c.code == *column);
    format!("{row}: {}", column.map_or(String::new(), |c| c.headers.join(", ").to_lowercase()))
}

/// Reads a pasted table; nothing is silent: a cell is taken, or listed with the reason.
pub async fn read(
    db: &mut impl Reads,
    acting: &Acting,
    round: &RoundRow,
    form: &Form,
    text: &str,
) -> Result<LastYear, Error> {
    acting.require(&[Role::Desk, Role::Reviewer], "Việc này của cán bộ tổng hợp, thẩm tra.")?;
    let FormBody::Table(table) = &form.body else { return Err(Error::NotFound) };
    let refused = |what: &str| {
        let next = "Chép cả dòng đầu của bảng mẫu (Mã đơn vị, Tên đơn vị, mã ô), điền rồi dán lại; \
                    chưa có gì được ghi.";
        Err(Error::refused("CON-020", what, next))
    };
    if text.chars().count() > TEXT_MAX {
        return refused("Bảng dán vào quá dài.");
    }
    let separator = if text.contains('\t') { '\t' } else { ';' };
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let Some((_, head)) = lines.find(|(_, line)| !line.trim().is_empty()) else {
        return refused("Chưa dán bảng nào.");
    };
    let known = places(table);
    let head: Vec<String> = head.split(separator).map(clean).collect();
    let columns: Vec<Option<Place>> = head
        .iter()
        .map(|name| {
            let (row, column) = name.split_once(':')?;
            let place = (row.trim().to_owned(), column.trim().to_owned());
            known.contains(&place).then_some(place)
        })
        .collect();
    if columns.iter().all(Option::is_none) {
        return refused("Dòng đầu của bảng không có mã ô nào của biểu này.");
    }
    let mut result = LastYear::default();
    for (name, _) in head.iter().zip(&columns).skip(2).filter(|(_, place)| place.is_none()) {
        result.not_taken.push(format!("Cột “{name}”: không phải mã ô của biểu {}.", form.code));
    }
    let units =
        store::submission::list_received(db, &acting.scope, &round.code, acting.officer.unit)
            .await?;
    for (number, line) in lines {
        let cells: Vec<String> = line.split(separator).map(clean).collect();
        let first = cells.first().map_or("", String::as_str);
        if cells.iter().all(String::is_empty) || first.starts_with('(') {
            continue;
        }
        let name = cells.get(1).map_or("", String::as_str);
        let same = |known: &str| fold(known) == fold(first) || fold(known) == fold(name);
        let found = units
            .iter()
            .find(|u| u.unit_key == first)
            .or_else(|| units.iter().find(|u| same(&u.unit_name) || same(&u.unit_short_name)));
        let Some(unit) = found else {
            let what = format!("Dòng {number}, “{first}”: không phải đơn vị của đợt này.");
            result.not_taken.push(what);
            continue;
        };
        if result.units.iter().any(|u| u.unit == unit.submission.unit) {
            let what = format!("Dòng {number}, {}: đơn vị đã có ở dòng trên.", unit.unit_name);
            result.not_taken.push(what);
            continue;
        }
        let mut figures = UnitFigures {
            unit: unit.submission.unit,
            unit_name: unit.unit_name.clone(),
            cells: BTreeMap::new(),
        };
        let asked = (unit.unit_kind.as_str(), unit.unit_key.as_str());
        for (raw, place) in cells.iter().zip(&columns) {
            let Some(place) = place else { continue };
            match figure(table, place, raw, asked) {
                Ok(None) => {}
                Ok(Some(amount)) => {
                    figures.cells.insert(place.clone(), amount);
                }
                Err(why) => {
                    let at = label(table, place);
                    let what = format!("Dòng {number}, {}, {at}: {why}", unit.unit_name);
                    result.not_taken.push(what);
                }
            }
        }
        if !figures.cells.is_empty() {
            result.units.push(figures);
        }
    }
    Ok(result)
}

/// A typed cell: nothing, "không phát sinh" (`Some(None)`), or a figure.
fn figure(
    table: &Table,
    place: &Place,
    raw: &str,
    unit: (&str, &str),
) -> Result<Option<Option<Amount>>, String> {
    if raw.is_empty() || raw == "x" || raw == "X" || raw == "-" {
        return Ok(None);
    }
    if !is_asked(table, &place.0, &place.1, unit) {
        return Err("ô này không thuộc phần của đơn vị.".to_owned());
    }
    if matches!(fold(raw).as_str(), "kps" | "khong phat sinh") {
        return Ok(Some(None));
    }
    let column = table.columns.iter().find(|c| c.code == place.1);
    let value_type = column.map_or(domain::form::ValueType::Count, |c| c.value_type);
    read_amount(raw, value_type).map(|amount| Some(Some(amount))).map_err(|(_, words)| words)
}

/// Writes what was read as the accepted version of the round before; says how many units.
///
/// # Errors
/// When the officer is not of the receiving office, or the catalog names no round before.
pub async fn load(
    store: &Store,
    acting: &Acting,
    round: &RoundRow,
    form: &Form,
    text: &str,
) -> Result<usize, Error> {
    let mut tx = store.begin().await?;
    let read = read(&mut tx, acting, round, form, text).await?;
    let Some(previous) = round.previous_id else {
        return Err(Error::refused(
            "CON-021",
            "Đợt này không có đợt trước trong danh mục nên không có chỗ ghi số năm trước.",
            "Khai đợt trước (previous) trong danh mục rồi nạp lại danh mục.",
        ));
    };
    let numbers = store::value::cell_numbers_of(&mut tx, &form.code).await?;
    let owed: BTreeMap<UnitId, RoundSubmission> = store::submission::of_round(&mut tx, previous)
        .await?
        .into_iter()
        .map(|row| (row.unit, row))
        .collect();
    let mut written = 0;
    for unit in &read.units {
        let Some(submission) = owed.get(&unit.unit) else { continue };
        let known = store::submission::load(&mut tx, &acting.scope, submission.id)
            .await?
            .ok_or(Error::NotFound)?;
        // Who reported to another office then is not ours to fill in.
        if known.submission.receiver != acting.officer.unit {
            continue;
        }
        let mut cells = match known.accepted_version_id {
            Some(version) => store::value::whole_version(&mut tx, version).await?,
            None => WholeVersion::default(),
        };
        for (place, amount) in &unit.cells {
            let Some(cell) = numbers.get(place) else { continue };
            cells.cells.retain(|(known, ..)| known != cell);
            let status = if amount.is_some() { "actual" } else { "not_arising" };
            cells.cells.push((*cell, *amount, status));
        }
        let number = known.submission.versions + 1;
        let by = acting.by();
        let version =
            store::value::save_version(&mut tx, submission.id, number, None, by, &cells).await?;
        if let Some(before) = known.accepted_version_id {
            store::value::carry_texts(&mut tx, before, version).await?;
        }
        if crate::part::share::is_shared(&known) {
            store::value::save_parts_used(&mut tx, version, previous, unit.unit).await?;
            store::value::share::split(&mut tx, version).await?;
        }
        let played = Played {
            versions: number,
            version,
            signer: Some(acting.officer.id),
            filed_at: Some(acting.now),
            accepted_at: Some(acting.now),
            ..Played::new(State::Accepted)
        };
        played::save(&mut tx, submission.id, &played).await?;
        let verb = "submission.load_last_year";
        store::submission::record_event(&mut tx, submission.id, by, verb, &form.code, number)
            .await?;
        let detail = format!("version={number} {}", sealed(&mut tx, version).await?);
        let subject = format!("submission/{}", submission.id.0);
        store::audit::record(&mut tx, acting.audit(verb, &subject).with(&detail)).await?;
        written += 1;
    }
    let subject = format!("round/{}/{}", round.code, form.code);
    let detail = format!("units={written}");
    let entry = acting.audit("round.load_last_year", &subject).with(&detail);
    store::audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(written)
}
