//! Forms of the case files: made of their tables “Cột”, “Dòng” and “Quy tắc”, filled from tables of figures.

use domain::{
    amount::decimal,
    check::{Figures, Place},
    confidence::Confidence,
    form::{CheckRule, Column, Form, FormBody, Row, RowKind, Severity, Table, Travel, ValueType},
};

use crate::tables::{Line, under};

/// The code of every form here.
pub(crate) const CODE: &str = "T";
/// Ends the name of a row whose figures are those of the period before.
const BEFORE: &str = ", kỳ trước";
/// Nothing arose in a cell.
const NOT_ARISING: &str = "kps";
/// Ends the name of a row as it is printed once small counts are hidden.
pub(crate) const PRINTED: &str = ", in ra";

/// A column that every level enters.
pub(crate) fn column(code: &str, header: &str) -> Column {
    Column {
        code: code.to_owned(),
        headers: header.split(" / ").map(ToOwned::to_owned).collect(),
        value_type: ValueType::Count,
        required: false,
        formula: None,
        width_mm: 20,
        entered_by: Vec::new(),
    }
}

/// A row that is added up from everywhere.
pub(crate) fn row(code: &str, label: &str, kind: RowKind) -> Row {
    Row {
        code: code.to_owned(),
        number: String::new(),
        label: label.to_owned(),
        kind,
        travel: Travel::Sum { districts: true, provincial_bodies: true },
        unit_label: String::new(),
        not_applicable: Vec::new(),
        note: String::new(),
    }
}

/// How a row moves up the tree, in the words of the case files.
pub(crate) fn travel(word: &str) -> Travel {
    match word {
        "huyện" => Travel::Sum { districts: true, provincial_bodies: false },
        "huyện, cơ quan" => Travel::Sum { districts: true, provincial_bodies: true },
        "cơ quan" => Travel::Sum { districts: false, provincial_bodies: true },
        "một đơn vị" => Travel::Single { provider: "s-yt".into() },
        "tính lại" => Travel::Derived,
        other => panic!("no such way: {other}"),
    }
}

/// A form of such columns and rows.
pub(crate) fn table(code: &str, columns: Vec<Column>, rows: Vec<Row>) -> Form {
    Form {
        code: code.to_owned(),
        version: 1,
        title: code.to_owned(),
        confidence: Confidence::Verified,
        source: String::new(),
        body: FormBody::Table(Table { unit_label: String::new(), columns, rows, sensitive: false }),
        checks: Vec::new(),
    }
}

/// The form that a case file describes.
pub(crate) fn form(file: &str) -> Form {
    let columns = under(file, "Cột").iter().map(column_of).collect();
    let rows = under(file, "Dòng").iter().map(row_of).collect();
    Form {
        checks: under(file, "Quy tắc").iter().map(rule_of).collect(),
        ..table(CODE, columns, rows)
    }
}

fn column_of(line: &Line<'_>) -> Column {
    let formula = Some(line.get("công thức")).filter(|text| !text.is_empty());
    Column {
        value_type: match line.get("kiểu") {
            "số" => ValueType::Count,
            "tỷ lệ" => ValueType::Percent,
            other => panic!("no such kind: {other}"),
        },
        required: line.find("bắt buộc") == Some("có"),
        formula: formula.map(|text| formula::parse(text).unwrap()),
        ..column(line.get("mã"), line.get("tiêu đề"))
    }
}

fn row_of(line: &Line<'_>) -> Row {
    let kind = match line.get("loại") {
        "mục" => RowKind::Section,
        "số liệu" => RowKind::Element,
        parts => RowKind::Total { of: listed(parts, " + ") },
    };
    Row {
        not_applicable: line.find("không áp dụng").map_or_else(Vec::new, |text| listed(text, ", ")),
        ..row(line.get("mã"), line.get("tên"), kind)
    }
}

fn rule_of(line: &Line<'_>) -> CheckRule {
    CheckRule {
        code: line.get("mã").to_owned(),
        severity: if line.get("mức") == "lỗi" { Severity::Error } else { Severity::Warning },
        rule: formula::parse(line.get("quy tắc")).unwrap(),
        rows: listed(line.get("dòng"), ", "),
        message: line.get("lời nhắc").to_owned(),
    }
}

fn listed(text: &str, between: &str) -> Vec<String> {
    text.split(between).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

/// The table of a form.
pub(crate) fn body(form: &Form) -> &Table {
    let Some(table) = form.table() else { panic!("{} is no table", form.code) };
    table
}

/// The cells of one line of figures: place, column, what is written there, and whether it was entered.
pub(crate) fn cells<'a>(
    form: &'a Form,
    line: &Line<'a>,
) -> Vec<(Place, &'a Column, &'a str, bool)> {
    let table = body(form);
    let label = line.get("dòng").trim_end_matches(BEFORE).trim_end_matches(PRINTED);
    let row = table.rows.iter().find(|row| row.label == label).unwrap_or_else(|| panic!("{label}"));
    let cell = |(header, text): (&'a str, &'a str)| {
        let found = table.columns.iter().find(|column| column.headers.join(" / ") == header);
        let column = found.unwrap_or_else(|| panic!("no column “{header}”"));
        let is_entered = row.kind == RowKind::Element && column.formula.is_none();
        ((row.code.clone(), column.code.clone()), column, text, is_entered)
    };
    line.pairs().filter(|(header, _)| *header != "dòng").map(cell).collect()
}

/// What was entered in a table of figures, for both periods; computed cells are left to the rules.
pub(crate) fn entered(form: &Form, lines: &[Line<'_>]) -> Figures {
    let mut figures = Figures::default();
    for line in lines.iter().filter(|line| !line.get("dòng").ends_with(PRINTED)) {
        let is_before = line.get("dòng").ends_with(BEFORE);
        let period = if is_before { &mut figures.previous } else { &mut figures.current };
        let known = period.entry(form.code.clone()).or_default();
        let nothing = figures.not_arising.entry(form.code.clone()).or_default();
        for (place, _, text, is_entered) in cells(form, line) {
            if is_entered && text == NOT_ARISING {
                nothing.insert(place);
            } else if is_entered && !text.is_empty() {
                known.insert(place, decimal(text).unwrap());
            }
        }
    }
    figures
}

/// The lines of a table of figures that are of this period.
pub(crate) fn current<'a, 'b>(lines: &'b [Line<'a>]) -> impl Iterator<Item = &'b Line<'a>> {
    lines.iter().filter(|line| !line.get("dòng").ends_with(BEFORE))
}
