//! A cell by the words of its form, for logs and sheets that know its codes.

use domain::catalog::Catalog;

/// "Biểu T5, dòng “Được hỗ trợ”, cột “Tổng số”".
pub(crate) fn words(catalog: &Catalog, form: &str, row: &str, column: &str) -> Option<String> {
    let table = actions::part::form(catalog, form)?.table()?;
    let label = &table.row(row)?.label;
    let headers = &table.column(column)?.headers;
    Some(format!("Biểu {form}, dòng “{label}”, cột “{}”", headers.join(", ")))
}

/// A message of the log that begins with a cell's codes, "T4, long_ghep cuoc", in words; others as they are.
pub(crate) fn message_in_words(catalog: &Catalog, message: &str) -> String {
    named(catalog, message).unwrap_or_else(|| message.to_owned())
}

fn named(catalog: &Catalog, message: &str) -> Option<String> {
    let (form, rest) = message.split_once(", ")?;
    let (row, rest) = rest.split_once(' ')?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.');
    let (column, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let bare = column.trim_end_matches('.');
    Some(format!("{}{}{rest}", words(catalog, form, row, bare)?, &column[bare.len()..]))
}
