//! Runs every case of `cases/leaders.md` on the form T2 of Nghệ An, at each of its three levels.

use domain::{
    amount::decimal,
    check::{Figures, check},
};

use crate::folder::nghe_an;

const CASES: &str = include_str!("../../cases/leaders.md");
const LEVELS: [&str; 3] = ["tinh", "huyen", "xa"];

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// Sets "15/4" or "kps" as whole and women of a row.
fn set(figures: &mut Figures, is_before: bool, (row, level): (&str, &str), text: &str) {
    let place = |column: &str| (row.to_owned(), format!("{level}.{column}"));
    if text == "kps" {
        let places = figures.not_arising.entry("T2".to_owned()).or_default();
        places.extend([place("tong"), place("nu")]);
        return;
    }
    let Some((whole, women)) = text.split_once('/') else { return };
    let period = if is_before { &mut figures.previous } else { &mut figures.current };
    let cells = period.entry("T2".to_owned()).or_default();
    cells.insert(place("tong"), decimal(whole).unwrap());
    cells.insert(place("nu"), decimal(women).unwrap());
}

#[test]
fn every_case_is_told_as_written() {
    let catalog = exchange::catalog::read(&nghe_an()).unwrap();
    let form = catalog.forms.iter().find(|form| form.code == "T2").unwrap();
    let table: Vec<&str> = CASES.lines().filter(|line| line.starts_with('|')).collect();
    let heads = cells(table[0]);
    let cases = &table[2..];
    assert!(cases.len() > 10, "cases of the file were lost");
    for case in cases {
        let case = cells(case);
        for (at, level) in LEVELS.into_iter().enumerate() {
            let mut figures = Figures::default();
            for (row, text) in heads.iter().zip(&case).skip(1).take(5) {
                let (before, now) = text.split_once(" → ").unwrap_or(("", text));
                set(&mut figures, true, (row, level), before);
                set(&mut figures, false, (row, level), now);
            }
            let told: Vec<String> = check(form, &figures).into_iter().map(|f| f.code).collect();
            let wanted = case[6].split(", ").nth(at).filter(|code| !code.is_empty());
            assert_eq!(told, Vec::from_iter(wanted), "{}, {level}", case[0]);
        }
    }
}

/// One of ten communes has no Standing Committee.
#[test]
fn a_districts_sum_of_communes_is_not_a_commune() {
    let catalog = exchange::catalog::read(&nghe_an()).unwrap();
    let form = catalog.forms.iter().find(|form| form.code == "T2").unwrap();
    let mut figures = Figures::default();
    for (row, own, sums) in [
        ("bch", "40/9", "135/30"),
        ("btv", "12/2", "24/5"),
        ("bi_thu", "3/1", "27/4"),
        ("hdnd", "34/10", "225/70"),
    ] {
        set(&mut figures, false, (row, "huyen"), own);
        set(&mut figures, true, (row, "huyen"), own);
        set(&mut figures, false, (row, "xa"), sums);
    }
    let told: Vec<String> = check(form, &figures).into_iter().map(|f| f.code).collect();
    assert!(told.is_empty(), "{told:?}");
}
