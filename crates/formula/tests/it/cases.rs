//! Runs every case of `cases/*.md`: a heading, a formula in backticks, a table of givens and the result.

use std::{fs, path::Path, str::FromStr};

use formula::Value;
use rust_decimal::Decimal;

use crate::sheet::Sheet;

/// The cells between the bars of a table line.
fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_start_matches('|').trim_end_matches('|').split('|').map(str::trim).collect()
}

fn filled(header: &[&str], row: &[&str]) -> Sheet {
    let mut sheet = Sheet::default();
    for (name, text) in header.iter().zip(row) {
        let value = (!text.is_empty()).then(|| Decimal::from_str(text).unwrap());
        match name.strip_prefix("previous(").and_then(|rest| rest.strip_suffix(')')) {
            Some(name) => sheet.previous.insert(name.to_owned(), value),
            None => sheet.current.insert((*name).to_owned(), value),
        };
    }
    sheet
}

fn outcome(source: &str, sheet: &Sheet) -> String {
    match formula::parse(source).and_then(|formula| formula.evaluate(sheet)) {
        Ok(Value::Number(number)) => number.normalize().to_string(),
        Ok(Value::Bool(condition)) => format!("({condition})"),
        Ok(Value::Empty) => "(empty)".to_owned(),
        Err(error) => format!("(error {})", error.code()),
    }
}

/// Runs one file and gives the number of table rows it ran.
fn run(path: &Path) -> usize {
    let text = fs::read_to_string(path).unwrap();
    let (mut title, mut source, mut header, mut rows) = ("", "", Vec::new(), 0);
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            (title, source) = (heading, "");
            header.clear();
        } else if let Some(formula) = line.strip_prefix('`') {
            source = formula.trim_end_matches('`');
        } else if !line.starts_with('|') || line.starts_with("|--") {
            // Prose and rules of the table.
        } else if header.is_empty() {
            header = cells(line);
            assert_eq!(header.last(), Some(&"result"), "{title}");
        } else {
            let row = cells(line);
            assert_eq!(row.len(), header.len(), "{title}: {line}");
            let (expected, givens) = row.split_last().unwrap();
            let got = outcome(source, &filled(&header[..header.len() - 1], givens));
            assert_eq!(got, *expected, "{}: {title}: {line}", path.display());
            rows += 1;
        }
    }
    rows
}

#[test]
fn every_case_gives_its_result() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let rows: Vec<usize> =
        fs::read_dir(folder).unwrap().map(|entry| run(&entry.unwrap().path())).collect();
    assert!(rows.len() >= 5 && rows.iter().all(|rows| *rows > 0), "a case file holds no row");
}
