//! Where an indicator comes from: its formula in words, its sources by their names, its table.

use domain::{
    catalog::Catalog,
    indicator::{Indicator, IndicatorKind},
    legal_document::LegalDocument,
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

/// A source as people know it: codes of the list of sources give way to the documents that the
/// catalog names for them; "S24" → "Kế hoạch số 379/KH-UBND ngày 13/7/2021 của UBND tỉnh Nghệ An".
pub(super) fn named(catalog: &Catalog, source: &str) -> String {
    let (codes, rest) = source.split_once(" (").map_or((source, ""), |(codes, rest)| (codes, rest));
    let is_code = |word: &str| {
        word.strip_prefix('S')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    let codes: Vec<&str> = codes.split(", ").collect();
    if !codes.iter().all(|code| is_code(code)) {
        return source.to_owned();
    }
    let mut names: Vec<String> =
        codes.iter().filter_map(|code| document(catalog, code)).map(cited).collect();
    let unnamed: Vec<&str> =
        codes.iter().copied().filter(|code| document(catalog, code).is_none()).collect();
    if !unnamed.is_empty() {
        names.push(format!("tài liệu {} trong danh mục nguồn", unnamed.join(", ")));
    }
    let rest = if rest.is_empty() { String::new() } else { format!(" ({rest}") };
    format!("{}{rest}", names.join("; "))
}

/// The one document that the catalog read from a source; several or none leave it open.
fn document<'a>(catalog: &'a Catalog, code: &str) -> Option<&'a LegalDocument> {
    let bears = |document: &&LegalDocument| {
        let words = document.source.split([',', ';', ' ']);
        words.map(str::trim).any(|word| word == code)
    };
    let mut found = catalog.legal_documents.iter().filter(bears);
    found.next().filter(|_| found.next().is_none())
}

fn cited(document: &LegalDocument) -> String {
    let day =
        document.date.map_or(String::new(), |date| format!(" ngày {}", domain::period::day(date)));
    format!(
        "{} số {}{day} của {}: {}",
        document.kind, document.number, document.issuer, document.title
    )
}

#[cfg(test)]
mod tests {
    use domain::confidence::Confidence;

    use super::*;

    #[test]
    fn sources_are_named_and_what_has_no_name_says_where_it_is_listed() {
        let plan = LegalDocument {
            code: "KH-379-2021".into(),
            kind: "Kế hoạch".into(),
            number: "379/KH-UBND".into(),
            date: Some(jiff::civil::date(2021, 7, 13)),
            issuer: "UBND tỉnh Nghệ An".into(),
            title: "Thực hiện Chiến lược".into(),
            valid_from: None,
            valid_to: None,
            replaced_by: None,
            confidence: Confidence::Verified,
            source: "Kế hoạch năm 2024; S24".into(),
        };
        let catalog = Catalog { legal_documents: vec![plan], ..Catalog::default() };
        let name =
            "Kế hoạch số 379/KH-UBND ngày 13/07/2021 của UBND tỉnh Nghệ An: Thực hiện Chiến lược";
        assert_eq!(named(&catalog, "S24"), name);
        assert_eq!(
            named(&catalog, "S24, S5 (14/30)"),
            format!("{name}; tài liệu S5 trong danh mục nguồn (14/30)")
        );
        assert_eq!(named(&catalog, "Chưa tìm thấy nguồn"), "Chưa tìm thấy nguồn");
    }
}
