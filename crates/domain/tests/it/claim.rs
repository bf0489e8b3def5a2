//! Runs `cases/claim.md`: sentences of a report against the cells of its forms.

use domain::{
    check::Figures,
    claim::{Counts, Outcome},
    fold::fold,
    form::{Form, FormBody, RowKind},
};

use crate::{
    forms::{column, row, table},
    tables::lines,
};

const CASES: &str = include_str!("../../cases/claim.md");

fn cells() -> (Vec<Form>, Figures) {
    let (mut forms, mut figures) = (Vec::<Form>::new(), Figures::default());
    for line in lines(CASES) {
        let [code, title] = ["ô", "tên biểu"].map(|head| line.get(head));
        let [label, heads, number] = ["dòng", "cột", "số"].map(|head| line.get(head));
        if forms.iter().all(|form| form.code != code) {
            let form = table(code, Vec::new(), Vec::new());
            forms.push(Form { title: title.to_owned(), ..form });
        }
        let form = forms.iter_mut().find(|form| form.code == code).unwrap();
        let FormBody::Table(table) = &mut form.body else { panic!("{code}") };
        if table.rows.iter().all(|row| row.label != label) {
            let total = RowKind::Total { of: Vec::new() };
            let kind = if label == "Cộng" { total } else { RowKind::Element };
            table.rows.push(row(&fold(label), label, kind));
        }
        if table.columns.iter().all(|known| known.code != fold(heads)) {
            table.columns.push(column(&fold(heads), heads));
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
