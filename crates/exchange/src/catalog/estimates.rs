//! Half-year reports ask for an estimate of the whole year: a second set of columns, made of the first.
//!
//! A regime names tables, or single columns, that it wants estimated. Each such table becomes a form of
//! its own ("T3" gives "T3U"), so that entry, checks, workbook, print and totals treat the estimates as
//! what they are: columns. A computed column and a rule are repeated where they speak of an estimate.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalog::Catalog,
    form::{CheckRule, Column, Form, FormBody, Severity, Table},
    regime::Regime,
};
use formula::Formula;

/// What stands behind the code of a form, and before the code of a column.
const FORM_MARK: char = 'U';
const COLUMN_MARK: &str = "uoc_";
/// Head of the second set of columns, and what its rules begin with.
const WHOLE_YEAR: &str = "Ước cả năm";

/// Columns to be estimated, by form.
type Wanted = BTreeMap<String, BTreeSet<String>>;

/// Gives every regime that asks for estimates its own forms.
pub(super) fn derive(catalog: &mut Catalog) {
    let forms = catalog.forms.clone();
    for regime in &mut catalog.regimes {
        let wanted = wanted(regime, &forms);
        for code in &mut regime.tables {
            let Some(form) = forms.iter().find(|f| f.code == *code && wanted.contains_key(code))
            else {
                continue;
            };
            let made = with_estimates(form, &regime.frequency, &wanted);
            code.clone_from(&made.code);
            if catalog.forms.iter().all(|known| known.code != made.code) {
                catalog.forms.push(made);
            }
        }
    }
}

/// "T3" asks for every entered column of the table, "T8.thuc_hien" for one.
fn wanted(regime: &Regime, forms: &[Form]) -> Wanted {
    let mut wanted = Wanted::new();
    for asked in &regime.estimates {
        let (code, only) =
            asked.split_once('.').map_or((asked.as_str(), None), |(f, c)| (f, Some(c)));
        let table = forms.iter().find(|form| form.code == code).and_then(|form| match &form.body {
            FormBody::Table(table) => Some(table),
            FormBody::Narrative(_) => None,
        });
        let Some(table) = table else { continue };
        let entered =
            table.columns.iter().filter(|c| c.formula.is_none() && c.value_type.is_number());
        let chosen = entered.filter(|c| only.is_none_or(|only| c.code == only));
        wanted.entry(code.to_owned()).or_default().extend(chosen.map(|c| c.code.clone()));
    }
    wanted
}

fn with_estimates(form: &Form, span: &str, wanted: &Wanted) -> Form {
    let Some(table) = form.table() else { return form.clone() };
    let code = format!("{}{FORM_MARK}", form.code);
    let names = Names { table, wanted, chosen: &wanted[&form.code] };
    let mut columns: Vec<Column> = table
        .columns
        .iter()
        .map(|column| Column {
            headers: under(span, &column.headers),
            formula: column.formula.as_ref().map(|rule| names.renamed(rule, false)),
            ..column.clone()
        })
        .collect();
    columns.extend(table.columns.iter().filter(|c| names.is_repeated(c)).map(|column| Column {
        code: format!("{COLUMN_MARK}{}", column.code),
        headers: under(WHOLE_YEAR, &column.headers),
        formula: column.formula.as_ref().map(|rule| names.renamed(rule, true)),
        ..column.clone()
    }));
    let mut rows = table.rows.clone();
    for row in &mut rows {
        let more: Vec<String> =
            row.not_applicable.iter().map(|c| format!("{COLUMN_MARK}{c}")).collect();
        row.not_applicable.extend(more);
    }
    Form {
        title: format!("{} (kèm ước thực hiện cả năm)", form.title),
        source: format!("{}; thêm cột ước cả năm", form.source),
        checks: checks(form, &names),
        body: FormBody::Table(Table { columns, rows, ..table.clone() }),
        code,
        ..form.clone()
    }
}

fn under(top: &str, headers: &[String]) -> Vec<String> {
    std::iter::once(top.to_owned()).chain(headers.iter().cloned()).collect()
}

/// The rules of the first set, those of the second, and that a year holds its half.
fn checks(form: &Form, names: &Names<'_>) -> Vec<CheckRule> {
    let first = form
        .checks
        .iter()
        .map(|check| CheckRule { rule: names.renamed(&check.rule, false), ..check.clone() });
    let second =
        form.checks.iter().filter(|check| names.speaks(&check.rule)).map(|check| CheckRule {
            code: format!("{}{FORM_MARK}", check.code),
            rule: names.renamed(&check.rule, true),
            message: format!("{WHOLE_YEAR}: {}", check.message),
            ..check.clone()
        });
    let holds = names.chosen.iter().filter_map(|column| {
        Some(CheckRule {
            code: format!("{}{FORM_MARK}-{column}", form.code),
            severity: Severity::Error,
            rule: formula::parse(&format!("{COLUMN_MARK}{column} >= {column}")).ok()?,
            rows: Vec::new(),
            message: format!(
                "{WHOLE_YEAR} nhỏ hơn số đã thực hiện trong kỳ. Sửa một trong hai số."
            ),
        })
    });
    first.chain(second).chain(holds).collect()
}

/// What the names of a form's formulas become.
struct Names<'a> {
    table: &'a Table,
    wanted: &'a Wanted,
    /// Columns of this form that are estimated.
    chosen: &'a BTreeSet<String>,
}

impl Names<'_> {
    fn is_repeated(&self, column: &Column) -> bool {
        self.chosen.contains(&column.code)
            || column.formula.as_ref().is_some_and(|rule| self.speaks(rule))
    }

    /// Whether a formula names a cell that is estimated.
    fn speaks(&self, rule: &Formula) -> bool {
        rule.references().iter().any(|name| self.name(name, true) != self.name(name, false))
    }

    /// The same formula over the new forms, of their first or second set of columns.
    fn renamed(&self, rule: &Formula, estimated: bool) -> Formula {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '*');
        let mut text = String::new();
        let mut rest = rule.text();
        while !rest.is_empty() {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            if end == 0 {
                let sign = rest.chars().next().map_or(1, char::len_utf8);
                text.push_str(&rest[..sign]);
                rest = &rest[sign..];
                continue;
            }
            text.push_str(&self.name(&rest[..end], estimated));
            rest = &rest[end..];
        }
        formula::parse(&text).unwrap_or_else(|_| rule.clone())
    }

    /// A column of the row, `row.column`, or `FORM.row.column`.
    fn name(&self, name: &str, estimated: bool) -> String {
        let marked = |column: &str, chosen: &BTreeSet<String>| {
            if estimated && chosen.contains(column) {
                format!("{COLUMN_MARK}{column}")
            } else {
                column.to_owned()
            }
        };
        if self.table.columns.iter().any(|c| c.code == name) {
            return marked(name, self.chosen);
        }
        let Some((first, column)) = name.split_once('.') else { return name.to_owned() };
        if self.table.rows.iter().any(|row| row.code == first) {
            return format!("{first}.{}", marked(column, self.chosen));
        }
        match (self.wanted.get(first), column.split_once('.')) {
            (Some(chosen), Some((row, column))) => {
                format!("{first}{FORM_MARK}.{row}.{}", marked(column, chosen))
            }
            _ => name.to_owned(),
        }
    }
}

/// Names of `estimates` that mean no table or no column, for faults.
pub(super) fn unknown<'a>(regime: &'a Regime, forms: &[Form]) -> Vec<&'a str> {
    let known = |asked: &&String| {
        let code = asked.split('.').next().unwrap_or_default();
        let found = regime.tables.iter().any(|table| table == code);
        let one = Regime { estimates: vec![(*asked).clone()], ..regime.clone() };
        found && wanted(&one, forms).values().any(|columns| !columns.is_empty())
    };
    regime.estimates.iter().filter(|asked| !known(asked)).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_form_they_mean() {
        let column = |code: &str, rule: Option<&str>| Column {
            code: code.into(),
            headers: vec![code.to_uppercase()],
            value_type: domain::form::ValueType::Count,
            required: true,
            formula: rule.and_then(|rule| formula::parse(rule).ok()),
            width_mm: 20,
            entered_by: Vec::new(),
        };
        let table = Table {
            unit_label: String::new(),
            columns: vec![
                column("nu", None),
                column("nguoi", None),
                column("ty_le", Some("percent(nu, nguoi)")),
            ],
            rows: Vec::new(),
            sensitive: false,
        };
        let rule = "nu <= nguoi and previous(nu) < 3 * nu and T8.tong.chi >= T2.a.b";
        let form = Form {
            code: "T3".into(),
            version: 1,
            title: "Biểu T3. Tập huấn".into(),
            confidence: domain::confidence::Confidence::Reconstruction,
            source: "thử".into(),
            body: FormBody::Table(table),
            checks: vec![CheckRule {
                code: "T3-01".into(),
                severity: Severity::Error,
                rule: formula::parse(rule).unwrap(),
                rows: Vec::new(),
                message: "Nữ nhiều hơn tổng.".into(),
            }],
        };
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let wanted =
            Wanted::from([("T3".into(), set(&["nu", "nguoi"])), ("T8".into(), set(&["chi"]))]);
        let made = with_estimates(&form, "6 tháng", &wanted);
        assert_eq!(
            (made.code.as_str(), made.title.as_str()),
            ("T3U", "Biểu T3. Tập huấn (kèm ước thực hiện cả năm)")
        );
        let Some(table) = made.table() else { panic!("a table") };
        let columns: Vec<_> =
            table.columns.iter().map(|c| (c.code.as_str(), c.headers.join(", "))).collect();
        assert_eq!(
            columns,
            [
                ("nu", "6 tháng, NU".to_owned()),
                ("nguoi", "6 tháng, NGUOI".to_owned()),
                ("ty_le", "6 tháng, TY_LE".to_owned()),
                ("uoc_nu", "Ước cả năm, NU".to_owned()),
                ("uoc_nguoi", "Ước cả năm, NGUOI".to_owned()),
                ("uoc_ty_le", "Ước cả năm, TY_LE".to_owned()),
            ]
        );
        let share = table.columns[5].formula.as_ref().unwrap();
        assert_eq!(share.text(), "percent(uoc_nu, uoc_nguoi)");
        let rules: Vec<&str> = made.checks.iter().map(|check| check.rule.text()).collect();
        assert_eq!(
            rules,
            [
                "nu <= nguoi and previous(nu) < 3 * nu and T8U.tong.chi >= T2.a.b",
                "uoc_nu <= uoc_nguoi and previous(uoc_nu) < 3 * uoc_nu and T8U.tong.uoc_chi >= T2.a.b",
                "uoc_nguoi >= nguoi",
                "uoc_nu >= nu",
            ]
        );
    }
}
