//! Runs `cases/claim.md`: sentences of a report against the cells of its forms.

use domain::{
    check::Figures,
    claim::{Counts, Outcome},
    confidence::Confidence,
    fold::fold,
    form::{Column, Form, FormBody, Row, RowKind, Table, Travel, ValueType},
};

const CASES: &str = include_str!("../../cases/claim.md");

fn column(heads: &str) -> Column {
    Column {
        code: fold(heads),
        headers: heads.split(" / ").map(ToOwned::to_owned).collect(),
        value_type: ValueType::Count,
        required: true,
        formula: None,
        width_mm: 20,
        entered_by: Vec::new(),
    }
}

fn row(label: &str) -> Row {
    let kind = if label == "Cộng" { RowKind::Total { of: Vec::new() } } else { RowKind::Element };
    Row {
        code: fold(label),
        number: String::new(),
        label: label.to_owned(),
        kind,
        travel: Travel::Derived,
        unit_label: String::new(),
        not_applicable: Vec::new(),
        note: String::new(),
    }
}

fn cells() -> (Vec<Form>, Figures) {
    let (mut forms, mut figures) = (Vec::<Form>::new(), Figures::default());
    for line in CASES.lines().filter(|line| line.starts_with("| T")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [code, title, label, heads, number] = cells[..] else { panic!("{line}") };
        if forms.iter().all(|form| form.code != code) {
            forms.push(Form {
                code: code.to_owned(),
                version: 1,
                title: title.to_owned(),
                confidence: Confidence::Verified,
                source: String::new(),
                body: FormBody::Table(Table {
                    unit_label: String::new(),
                    columns: Vec::new(),
                    rows: Vec::new(),
                    sensitive: false,
                }),
                checks: Vec::new(),
            });
        }
        let form = forms.iter_mut().find(|form| form.code == code).unwrap();
        let FormBody::Table(table) = &mut form.body else { panic!("{code}") };
        if table.rows.iter().all(|row| row.label != label) {
            table.rows.push(row(label));
        }
        if table.columns.iter().all(|known| known.code != fold(heads)) {
            table.columns.push(column(heads));
        }
        let place = (fold(label), fold(heads));
        let value = number.parse().unwrap();
        figures.current.entry(code.to_owned()).or_default().insert(place, value);
    }
    (forms, figures)
}

#[test]
fn every_sentence_is_held_against_the_cells() {
    let (forms, figures) = cells();
    let forms: Vec<&Form> = forms.iter().collect();
    let (mut sentence, mut expected, mut seen) = (String::new(), Vec::<String>::new(), 0);
    for line in CASES.lines().chain(["> "]) {
        if let Some(next) = line.strip_prefix('>') {
            if !sentence.is_empty() {
                let found: Vec<String> = Counts::of(&forms, &figures, 2024)
                    .claims(&sentence)
                    .into_iter()
                    .map(|claim| format!("- {}: {}", claim.quoted, words(&claim.outcome)))
                    .collect();
                assert_eq!(found, expected, "{sentence}");
                seen += 1;
            }
            next.trim().clone_into(&mut sentence);
            expected.clear();
        } else if line.starts_with("- ") {
            expected.push(line.to_owned());
        }
    }
    assert!(seen > 10, "sentences of the case file were lost: {seen}");
}

fn words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Equal => "khớp".into(),
        Outcome::NoCell => "không có ô".into(),
        Outcome::Different(cells) => {
            let each = cells.iter().map(|cell| {
                let label = cell.label.split(", Số").next().unwrap_or(&cell.label);
                let label = label.split(", Lượt").next().unwrap_or(label);
                format!("khác {} {label} {}", cell.form, cell.printed)
            });
            each.collect::<Vec<_>>().join("; ")
        }
    }
}
