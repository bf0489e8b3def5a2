//! Where an indicator comes from: its formula in words, its table.

use domain::{
    catalog::Catalog,
    indicator::{Indicator, IndicatorKind},
};

use super::Years;

/// The consolidated table from which the formula's first cell comes.
pub(super) fn table(indicator: &Indicator, years: &Years) -> String {
    let Some(parsed) = &indicator.formula else { return String::new() };
    let names = parsed.references();
    let Some(first) = names.first() else { return String::new() };
    let mut parts = first.splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(form), Some(row), Some(column)) => {
            format!("/consolidations/{}/{form}?cell={row}%7C{column}#goc", years.round)
        }
        _ => String::new(),
    }
}

/// How the figure is worked out and from which cells, in words.
pub(super) fn words(catalog: &Catalog, indicator: &Indicator, round: &str) -> String {
    let mut told = Vec::new();
    if let Some(rule) = rule(indicator) {
        told.push(format!("Cách tính: {rule}."));
    }
    let references = indicator.formula.as_ref().map(|formula| formula.references());
    let mut cells: Vec<String> =
        references.iter().flatten().filter_map(|name| cell(catalog, name)).collect();
    cells.dedup();
    if !cells.is_empty() {
        told.push(format!("Lấy từ {}.", cells.join("; ")));
    }
    told.push(format!("Số cộng từ các báo cáo đã ký, đã chấp nhận của đợt “{round}”."));
    told.join(" ")
}

/// "tử số (…) chia mẫu số (…), nhân 100"; the sheet's own sentence where there are no two parts.
fn rule(indicator: &Indicator) -> Option<String> {
    let (above, below) = (indicator.numerator.trim(), indicator.denominator.trim());
    let method = indicator.sheet.method.trim().trim_end_matches('.');
    if indicator.kind == IndicatorKind::Milestone || above.is_empty() || below.is_empty() {
        return (!method.is_empty()).then(|| crate::round::lower_first(method));
    }
    let text = indicator.formula_text();
    let times = if text.starts_with("percent(") {
        "100"
    } else if text.starts_with("per(") {
        text.trim_end_matches(')').rsplit(',').next().map_or("", str::trim)
    } else {
        ""
    };
    let times = if times.is_empty() { String::new() } else { format!(", nhân {times}") };
    Some(format!("tử số ({above}) chia mẫu số ({below}){times}"))
}

/// "Biểu T5, dòng “Được hỗ trợ”, cột “Tổng số”" for "T5.duoc_ho_tro.tong".
fn cell(catalog: &Catalog, name: &str) -> Option<String> {
    let mut parts = name.splitn(3, '.');
    let (form, row) = (parts.next()?, parts.next()?);
    let column = parts.next()?;
    let table = actions::part::form(catalog, form)?.table()?;
    let label = &table.row(row)?.label;
    let headers = &table.column(column)?.headers;
    Some(format!("Biểu {form}, dòng “{label}”, cột “{}”", headers.join(", ")))
}
