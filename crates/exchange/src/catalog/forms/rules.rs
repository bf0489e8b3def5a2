//! Formulas of forms and indicators: they parse, name known cells, and yield what their place needs.

use domain::{
    form::{Form, FormBody, Row, RowKind, Table},
    near::nearest,
};
use formula::{Formula, Lookup, Period, Value};
use rust_decimal::Decimal;

use crate::catalog::{Faults, Source};

/// A formula found in a file, with its place.
pub(in crate::catalog) struct Rule {
    pub path: String,
    pub line: usize,
    /// Form whose columns may be named alone; empty for indicators.
    pub form: String,
    pub text: String,
    pub kind: RuleKind,
    /// Rows a check is applied to; empty: every element row.
    pub rows: Vec<String>,
}

/// What a formula must yield.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::catalog) enum RuleKind {
    Figure,
    Condition,
}

/// Checks every formula against all forms.
pub(in crate::catalog) fn check_rules(
    source: &Source,
    forms: &[Form],
    rules: &[Rule],
    faults: &mut Faults,
) {
    for rule in rules {
        match formula::parse(&rule.text) {
            Ok(parsed) => {
                check_names((source, forms), rule, &parsed, faults);
                check_result(rule, &parsed, faults);
            }
            Err(error) => {
                let reason = format!("công thức không đọc được: {error}");
                let hint = "Sửa công thức ở dòng này.";
                faults.at(&rule.path, rule.line, "CAT-406", reason, hint);
            }
        }
    }
}

fn check_names(
    (source, forms): (&Source, &[Form]),
    rule: &Rule,
    parsed: &Formula,
    faults: &mut Faults,
) {
    let own = table_of(forms, &rule.form);
    for name in parsed.references() {
        if own.is_some_and(|table| table.knows(name)) || known(forms, name) {
            continue;
        }
        let (form, missing, (code, reason)) = lacking(forms, &rule.form, name);
        let file = format!("forms/{form}.toml");
        // A form whose file bears another code, or could not be read, is told there.
        let is_told = !forms.iter().any(|f| f.code == form) && source.files.contains_key(&file);
        if !is_told && !faults.may_hide(source, &file, missing) {
            faults.at(&rule.path, rule.line, code, reason, CELL_HINT);
        }
    }
    let Some(own) = own else { return };
    for row in own.rows.iter().filter(|r| rule.rows.contains(&r.code)) {
        for name in
            parsed.references().into_iter().filter(|n| row.not_applicable.iter().any(|c| c == n))
        {
            let reason = format!(
                "dòng “{}” không dùng cột “{name}” nên quy tắc không bao giờ chạy",
                row.code
            );
            faults.at(
                &rule.path,
                rule.line,
                "CAT-410",
                reason,
                "Bỏ dòng này khỏi rows, hoặc sửa cột.",
            );
        }
    }
}

const CELL_HINT: &str = "Viết mã cột của dòng, hoặc BIỂU.dòng.cột; ô phải có trong biểu.";

/// What of a name is not there: its form, the part that is missing, and how to say so.
fn lacking<'n>(
    forms: &[Form],
    own: &'n str,
    name: &'n str,
) -> (&'n str, &'n str, (&'static str, String)) {
    let (form, cell) = match name.split_once('.') {
        Some((form, cell)) if cell.contains('.') || table_of(forms, form).is_some() => (form, cell),
        _ => (own, name),
    };
    let Some(table) = table_of(forms, form) else {
        return (form, name, ("CAT-407", format!("công thức gọi ô không có: `{name}`")));
    };
    let (row, column) = cell.split_once('.').unwrap_or(("*", cell));
    if row != "*" && table.row(row).is_none() {
        let known = table.rows.iter().map(|row| row.code.as_str());
        return (form, row, no_part(form, "dòng", row, known));
    }
    if column != "*" && table.column(column).is_none() {
        let known = table.columns.iter().map(|column| column.code.as_str());
        return (form, column, no_part(form, "cột", column, known));
    }
    (form, column, ("CAT-417", format!("công thức gọi ô không nhập số: `{name}`")))
}

/// One row or column that is gone is one fault, however many name it.
pub(super) fn no_part<'a>(
    form: &str,
    what: &str,
    part: &str,
    known: impl Iterator<Item = &'a str>,
) -> (&'static str, String) {
    let meant = nearest(part, known).map_or(String::new(), |meant| format!(", có lẽ là `{meant}`"));
    ("CAT-405", format!("biểu {form} không có {what} `{part}`{meant}"))
}

fn table_of<'a>(forms: &'a [Form], code: &str) -> Option<&'a Table> {
    forms.iter().filter(|f| f.code == code).find_map(|f| match &f.body {
        FormBody::Table(table) => Some(table),
        FormBody::Narrative(_) => None,
    })
}

/// `FORM.row.column`, where row and column may be `*`.
fn known(forms: &[Form], name: &str) -> bool {
    let Some((form, cell)) = name.split_once('.') else { return false };
    table_of(forms, form).is_some_and(|table| table.knows_cell(cell))
}

trait Known {
    fn knows(&self, name: &str) -> bool;
    fn knows_cell(&self, cell: &str) -> bool;
}

impl Known for Table {
    /// A column of the row, or `row.column` of the same table.
    fn knows(&self, name: &str) -> bool {
        self.columns.iter().any(|c| c.code == name) || self.knows_cell(name)
    }

    fn knows_cell(&self, cell: &str) -> bool {
        let Some((row, column)) = cell.split_once('.') else { return false };
        let holds = |r: &Row| {
            r.kind != RowKind::Section
                && self.columns.iter().any(|c| {
                    (column == "*" || c.code == column) && !r.not_applicable.contains(&c.code)
                })
        };
        self.rows.iter().filter(|r| row == "*" || r.code == row).any(holds)
    }
}

/// Every cell holds one: enough to tell a figure from a condition.
struct Ones;

impl Lookup for Ones {
    fn value(&self, _: &str, _: Period) -> Option<Decimal> {
        Some(Decimal::ONE)
    }

    fn matching(&self, pattern: &str) -> Vec<String> {
        vec![pattern.to_owned()]
    }
}

fn check_result(rule: &Rule, parsed: &Formula, faults: &mut Faults) {
    let fault = match (parsed.evaluate(&Ones), rule.kind) {
        (Ok(Value::Bool(_)), RuleKind::Figure) => {
            Some("công thức cho đúng hay sai, ở đây cần một số")
        }
        (Ok(Value::Number(_)), RuleKind::Condition) => {
            Some("quy tắc cho một số, ở đây cần đúng hay sai")
        }
        (Err(_), _) => Some("công thức trộn số với đúng hay sai"),
        _ => None,
    };
    if let Some(reason) = fault {
        let hint = "Cột tự tính và chỉ tiêu cần số; quy tắc kiểm tra cần phép so sánh.";
        faults.at(&rule.path, rule.line, "CAT-409", reason, hint);
    }
}
