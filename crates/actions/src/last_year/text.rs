//! The table as lines of text: codes of units down, codes of cells across, as pasted from a spreadsheet;
//! and what was read of a file in the same form, so that acceptance writes just what was shown.

use std::collections::BTreeSet;

use domain::{
    fold::{clean, fold},
    form::{Form, Table},
};
use store::value::Place;

use super::{Given, GivenCell, LastYear, Said, places, unit_words};
use crate::Error;

/// Longest table in characters.
pub const TEXT_MAX: usize = 3_000_000;

/// Lines of a pasted table, and columns that are none of the form's.
pub(super) fn read(
    form: &Form,
    table: &Table,
    text: &str,
) -> Result<(Vec<Given>, Vec<String>), Error> {
    if text.chars().count() > TEXT_MAX {
        return Err(refused("Bảng dán vào quá dài."));
    }
    let separator = if text.contains('\t') { '\t' } else { ';' };
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let Some((_, head)) = lines.find(|(_, line)| !line.trim().is_empty()) else {
        return Err(refused("Chưa dán bảng nào."));
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
        return Err(refused("Dòng đầu của bảng không có mã ô nào của biểu này."));
    }
    let strange = head.iter().zip(&columns).skip(2).filter(|(_, place)| place.is_none());
    let strange = strange
        .map(|(name, _)| format!("Cột “{name}”: không phải mã ô của biểu {}.", form.code))
        .collect();
    let mut given = Vec::new();
    for (number, line) in lines {
        let raw: Vec<String> = line.split(separator).map(clean).collect();
        let first = raw.first().map_or("", String::as_str);
        if raw.iter().all(String::is_empty) || first.starts_with('(') {
            continue;
        }
        let cells = raw.iter().zip(&columns).filter_map(|(raw, place)| {
            let said = said(raw)?;
            Some(GivenCell { place: place.clone()?, origin: format!("Dòng {number}"), said })
        });
        given.push(Given {
            line: format!("Dòng {number}"),
            key: first.to_owned(),
            name: raw.get(1).cloned().unwrap_or_default(),
            cells: cells.collect(),
        });
    }
    Ok((given, strange))
}

fn refused(what: &str) -> Error {
    let next = "Tải bảng mẫu, điền rồi chọn tệp đó để xem trước; chưa có gì được ghi.";
    Error::refused("CON-020", what, next)
}

/// What a cell of text says; nothing where it is empty or closed.
fn said(raw: &str) -> Option<Said> {
    match raw {
        "" | "x" | "X" | "-" => None,
        _ if matches!(fold(raw).as_str(), "kps" | "khong phat sinh") => Some(Said::NotArising),
        _ => Some(Said::Figure(raw.to_owned())),
    }
}

/// The same table with just what is to be written.
pub(super) fn write(read: &LastYear) -> String {
    let lines = read.units.iter().flat_map(|unit| &unit.lines);
    let places: BTreeSet<&Place> = lines.map(|line| &line.place).collect();
    let mut text = String::from("Mã đơn vị\tTên đơn vị");
    for (row, column) in &places {
        for piece in ["\t", row, ":", column] {
            text.push_str(piece);
        }
    }
    for unit in read.units.iter().filter(|unit| !unit.lines.is_empty()) {
        for piece in ["\n", &unit.unit_key, "\t", &unit_words(&unit.unit_name)] {
            text.push_str(piece);
        }
        for place in &places {
            let line = unit.lines.iter().find(|line| line.place == **place);
            text.push('\t');
            text.push_str(line.map_or("", |line| line.raw.as_str()));
        }
    }
    text.push('\n');
    text
}
