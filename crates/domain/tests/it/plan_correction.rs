//! What an officer sets right in a reading: each correction, and that it survives an edited text.

use domain::plan::read::{Emendation, Emended, Field, Reading, of_regime, read, read_emended};

use crate::plan::{fits, found};

const TEXTS: [&str; 3] = [
    include_str!("../../cases/plan/nghe-an-2024.txt"),
    include_str!("../../cases/plan/decimal-2025.txt"),
    include_str!("../../cases/plan/parts-2022.txt"),
];

/// What is only asked of corrections.
fn found_of_emended(emended: &Emended, finding: &str, key: &str) -> Vec<String> {
    let typed = |corrections: &[Emendation]| -> Vec<String> {
        let of_key = corrections.iter().filter(|correction| correction.anchor == key);
        of_key.map(|correction| correction.value.clone()).collect()
    };
    let reading = &emended.reading;
    match (finding, key) {
        ("unreadable", _) => typed(&emended.unreadable),
        ("without place", _) => typed(&emended.without_place),
        ("count", "unreadable") => vec![emended.unreadable.len().to_string()],
        ("count", "events") => vec![reading.events.len().to_string()],
        ("parent", _) => {
            let parent = reading.item(key).and_then(|item| item.parent);
            parent.map(|parent| reading.items[parent].anchor.clone()).into_iter().collect()
        }
        ("reporters", _) => {
            let regimes = reading.regimes.iter().filter(|regime| regime.anchor == key);
            regimes.map(|regime| regime.reporters.join("; ")).collect()
        }
        _ => found(reading, finding, key),
    }
}

/// "regime_due II.1.-1 = 6 tháng trước 15/6 / regime_name …".
fn typed_corrections(typed: &str) -> Vec<Emendation> {
    let one = |correction: &str| {
        let (place, value) = correction.split_once(" = ").unwrap_or_else(|| panic!("{correction}"));
        let (code, anchor) = place.split_once(' ').unwrap_or_else(|| panic!("{correction}"));
        Emendation {
            anchor: if anchor == "-" { String::new() } else { anchor.to_owned() },
            field: Field::from_code(code).unwrap_or_else(|| panic!("no field {code}")),
            value: if value == "bỏ" { String::new() } else { value.to_owned() },
        }
    };
    typed.split(" / ").map(one).collect()
}

#[test]
fn what_an_officer_sets_right_holds_also_after_the_text_was_edited() {
    let text = include_str!("../../cases/plan/corrections.txt");
    // A line more and a slip mended elsewhere change no place.
    let edited =
        text.replace("I. NHIỆM VỤ", "Căn cứ tình hình thực tế của địa phương;\n\nI. NHIỆM VỤ");
    let rows = include_str!("../../cases/plan/corrections.md");
    let rows = rows.lines().filter(|line| line.starts_with("| ")).skip(1);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [typed, finding, key, expected] = cells.as_slice() else { panic!("{row}") };
        for text in [text, &edited] {
            let emended = read_emended(text, &typed_corrections(typed));
            let found = found_of_emended(&emended, finding, key);
            let fits = found.iter().any(|found| fits(finding, found, expected));
            assert!(fits, "{row}: read {found:?}");
        }
    }
}

#[test]
fn values_typed_as_they_are_read_change_nothing() {
    for text in TEXTS {
        let plain = read(text);
        let mut same = Vec::new();
        for item in &plain.items {
            for field in Field::OF_ITEMS {
                let value = plain.value_of(&item.anchor, field);
                same.push(Emendation { anchor: item.anchor.clone(), field, value });
            }
        }
        for regime in plain.listed_regimes() {
            for field in Field::OF_REGIMES {
                let value = of_regime(&regime.value, field);
                same.push(Emendation { anchor: regime.key.clone(), field, value });
            }
        }
        let emended = read_emended(text, &same);
        assert_eq!((emended.unreadable, emended.without_place), (Vec::new(), Vec::new()));
        assert_eq!(emended.reading.regimes, plain.regimes);
        let cited = |reading: &Reading| {
            let mut numbers: Vec<String> =
                reading.citations.iter().map(|cited| cited.number.clone()).collect();
            numbers.sort();
            numbers
        };
        assert_eq!(cited(&emended.reading), cited(&plain));
    }
}
