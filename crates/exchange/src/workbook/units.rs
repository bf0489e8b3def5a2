//! In which unit figures stand, by the words over them, and what they are in the unit that is typed.

use std::collections::BTreeMap;

use domain::{
    amount::{decimal, vietnamese},
    fold::fold,
    form::ValueType,
    mapping::Factor,
};
use rust_decimal::Decimal;

use super::{
    CellStatus, Outcome,
    grid::{Content, Sheet, Shown},
    headers::{Headers, above},
    map::Map,
    shape::{Shape, ShapeColumn},
    typed::estimate,
};

/// The unit that a person wrote over a column in place of the one that the form prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    factor: i8,
    /// As the header names it, and as the form does.
    words: (&'static str, &'static str),
}

/// Units that were written over columns of a form, by column of the form.
pub(super) fn stated(sheet: &Sheet, shape: &Shape<'_>, map: &Map) -> BTreeMap<usize, Stated> {
    let Some(rows) = above(sheet, map) else { return BTreeMap::new() };
    let headers = Headers::of(sheet, rows, map.names.iter().max().copied().unwrap_or(0));
    let titles = title_unit(sheet, rows.1);
    let stated = |(of, column): (&usize, &u32)| {
        let found = &shape.columns[*of];
        let kind = found.value_type;
        let mut path = headers.path(*column).into_iter().rev();
        // What stands nearest to the figures counts.
        let own = path.find_map(|words| Factor::of(&words, kind));
        let own = own.or_else(|| titles.filter(|_| kind == ValueType::Money))?;
        Some((*of, apart(own, found)?))
    };
    map.columns.iter().filter_map(stated).collect()
}

/// The unit of money in the line over the headers: "Đơn vị tính: …", "ĐVT: …".
fn title_unit(sheet: &Sheet, header: u32) -> Option<Factor> {
    let above = sheet.cells.range(..(header, 0)).rev().map(|(_, content)| content.text());
    let says_unit = |text: &str| {
        let folded = fold(text);
        folded.starts_with("dvt")
            || folded.starts_with("don vi tinh")
            || text.starts_with("Đơn vị:")
    };
    let mut lines = above.filter(|text| says_unit(text.trim_start_matches('(')));
    lines.find_map(|text| Factor::of(text, ValueType::Money))
}

/// How far a stated unit is from the one that the form prints over the column.
fn apart(stated: Factor, column: &ShapeColumn<'_>) -> Option<Stated> {
    let kind = column.value_type;
    let printed = Factor::of(&column.headers.join("; "), kind).unwrap_or_default();
    let factor = stated.0 - printed.0;
    let words = (stated.word(kind), printed.word(kind));
    (factor != 0 && (-6..=6).contains(&factor)).then_some(Stated { factor, words })
}

impl Stated {
    /// A content in the unit that is typed.
    pub(super) fn scaled(&self, content: &Content) -> Content {
        scaled(content, self.factor)
    }

    /// A figure in the unit that is typed.
    pub(super) fn moved(&self, value: Decimal) -> Decimal {
        moved(value, self.factor).unwrap_or(value)
    }

    /// What is said of a figure that was moved; empty where it was not.
    pub(super) fn told(&self, content: &Content, outcome: &Outcome) -> String {
        let Outcome::Given { raw, .. } = outcome else { return String::new() };
        if self.scaled(content) == *content || raw.is_empty() {
            return String::new();
        }
        let (shown, (from, to)) = (content.shown(), self.words);
        format!("Tiêu đề cột ghi {from}, biểu ghi {to}: {} {from} đọc là {raw} {to}.", shown.trim())
    }
}

/// What is said of a figure whose unit in the file is not the one that was kept for its layout.
pub(super) fn told_otherwise(
    content: Option<&Content>,
    outcome: &Outcome,
    (file, kept): (&str, &str),
) -> String {
    let (Some(content), Outcome::Given { raw, .. }) = (content, outcome) else {
        return String::new();
    };
    let has_figure = match content {
        Content::Text(text) => decimal(estimate(text.trim()).0).is_ok(),
        _ => true,
    };
    if raw.is_empty() || !has_figure {
        return String::new();
    }
    let shown = content.shown();
    format!(
        "Tệp ghi {file}, cách khớp đã giữ là {kept}: đọc theo tệp, {} {file} là {raw} triệu đồng.",
        shown.trim()
    )
}

fn moved(value: Decimal, factor: i8) -> Option<Decimal> {
    let power = Decimal::from(10_i64.pow(u32::from(factor.unsigned_abs())));
    let moved = if factor < 0 { value.checked_div(power) } else { value.checked_mul(power) };
    moved.map(|value| value.normalize())
}

/// A content moved by a power of ten; words that carry a unit of their own stay.
pub(super) fn scaled(content: &Content, factor: i8) -> Content {
    match content {
        _ if factor == 0 => content.clone(),
        Content::Number(value, Shown::Plain) => moved(*value, factor).map_or_else(
            || Content::Giant(content.shown()),
            |value| Content::Number(value, Shown::Plain),
        ),
        Content::Text(text) => {
            let (figure, status) = estimate(text.trim());
            match decimal(figure).ok().and_then(|value| moved(value, factor)) {
                Some(value) => {
                    let sign = if status == CellStatus::Estimate { "~" } else { "" };
                    Content::Text(format!("{sign}{}", vietnamese(value)))
                }
                None => content.clone(),
            }
        }
        other => other.clone(),
    }
}
