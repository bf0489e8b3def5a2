//! Runs `cases/likeness.md`, and tries that likeness asks nobody's order.

use std::collections::BTreeMap;

use domain::{
    amount::Amount,
    likeness::{Copied, Likeness, Shelf, Wording, copied, near_table},
};
use proptest::prelude::*;

use crate::tables::lines;

const CASES: &str = include_str!("../../cases/likeness.md");

#[test]
fn every_case_is_judged_as_written() {
    let lines = lines(CASES);
    for line in &lines {
        // Both texts stand under "wrote": the columns are told by their place.
        let cells: Vec<&str> = line.pairs().map(|(_, cell)| cell).collect();
        let [unit, text, other, words, is] = cells[..] else { panic!("{}", line.text) };
        let found = Wording::of(text, unit).likeness(&Wording::of(words, other));
        let expected = match is {
            "giống hệt" => Likeness::Same,
            "gần giống" => Likeness::Near,
            "khác" => Likeness::Other,
            _ => panic!("{}", line.text),
        };
        assert_eq!(found, expected, "{}", line.text);
    }
    assert!(lines.len() >= 9, "{} cases", lines.len());
}

#[test]
fn every_case_of_copied_tables_is_judged_as_written() {
    let lines = lines(include_str!("../../cases/near_table.md"));
    let table = |figures: &str| -> BTreeMap<usize, Amount> {
        let figures = figures.split(' ').enumerate().filter(|(_, figure)| *figure != "-");
        let amount = |figure: &str| Amount::try_from_units(figure.parse().unwrap()).unwrap();
        figures.map(|(place, figure)| (place, amount(figure))).collect()
    };
    for line in &lines {
        let (own, other) = (table(line.get("figures")), table(line.get("other figures")));
        let told = |near: Option<domain::likeness::NearTable>| {
            near.map_or("không".to_owned(), |near| format!("{}/{}", near.differs, near.all))
        };
        let found = near_table(&own, &other);
        assert_eq!(told(found), line.get("near"), "{}", line.text);
        assert_eq!(found, near_table(&other, &own), "{}", line.text);
        let mut shelf = Shelf::default();
        shelf.put(1, other.clone());
        shelf.put(2, own.clone());
        let near: Vec<_> = found.map(|near| (1, near)).into_iter().collect();
        assert_eq!(shelf.near(2, &own), near, "{}", line.text);
        shelf.put(1, BTreeMap::new());
        assert_eq!(shelf.near(2, &own), [], "one that gave way: {}", line.text);
    }
    assert!(lines.len() >= 12, "{} cases", lines.len());
}

#[test]
fn every_case_of_copied_words_is_judged_as_written() {
    let text = include_str!("../../cases/copied.md");
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| before"));
    let mut count = 0;
    for line in rows {
        let cells: Vec<&str> = line.strip_prefix('|').unwrap().split('|').map(str::trim).collect();
        let [before, now, references, doubted, is, ""] = cells[..] else { panic!("{line}") };
        let worded = |text| Wording::of(text, "Huyện Nam Đàn");
        let texts = (worded(now), worded(before));
        let found = copied((&texts.0, &texts.1), !references.is_empty(), || !doubted.is_empty());
        let expected = match is {
            "giống hệt" => Some(Copied::Whole),
            "trái số liệu" => Some(Copied::Contradicted),
            _ => None,
        };
        assert_eq!(found, expected, "{line}");
        count += 1;
    }
    assert!(count >= 8, "{count} cases");
}

proptest! {
    #[test]
    fn likeness_is_mutual_and_a_text_is_like_itself(
        one in "[a-zđệ0-9 .]{0,80}",
        other in "[a-zđệ0-9 .]{0,80}",
    ) {
        let (a, b) = (Wording::of(&one, "Huyện A"), Wording::of(&other, "Huyện B"));
        prop_assert_eq!(a.likeness(&b), b.likeness(&a));
        if one.chars().any(char::is_alphanumeric) && !domain::fold::fold(&one).split(' ').all(|w| w == "a" || w == "huyen") {
            prop_assert_eq!(a.likeness(&a), Likeness::Same);
        }
    }
}
