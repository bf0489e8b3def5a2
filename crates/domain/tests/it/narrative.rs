//! Runs `cases/narrative.md`: how words under a heading are read.

use domain::{
    narrative::{Item, TextBlock},
    reference::Reading,
};

const CASES: &str = include_str!("../../cases/narrative.md");

#[test]
fn every_text_is_read_as_written() {
    let cases: Vec<&str> = CASES.split("\n## ").skip(1).collect();
    assert!(cases.len() >= 8, "{} cases", cases.len());
    for case in cases {
        let title = case.lines().next().unwrap_or_default();
        let quoted = case.lines().filter_map(|line| line.strip_prefix('>'));
        let text: Vec<&str> = quoted.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let wanted: Vec<&str> = case.lines().filter_map(|line| line.strip_prefix("- ")).collect();
        let found: Vec<String> = TextBlock::read(&Reading::plain(text.join("\n")))
            .iter()
            .flat_map(|block| match block {
                TextBlock::Paragraph(line) => vec![format!("đoạn: {line}")],
                TextBlock::Heading(line) => vec![format!("đề mục: {line}")],
                TextBlock::List(items) => items.iter().map(told).collect(),
            })
            .collect();
        assert_eq!(found, wanted, "{title}");
    }
}

fn told(item: &Item) -> String {
    let number = item.number.as_ref().map_or(String::new(), |number| format!(", số {number}"));
    format!("bậc {}{number}: {item}", item.level)
}

#[test]
fn the_order_of_an_item_follows_its_number() {
    let orders = ["1.", "12)", "c)", "iii.", "1.1.", "đ)"].map(|number| {
        let number = Some(number.to_owned());
        Item { number, ..Item::from("x") }.order()
    });
    assert_eq!(orders, [Some(1), Some(12), Some(3), Some(3), None, None]);
}
