//! Plans as scanners, mail and clumsy copying leave them: nothing is lost, nothing fails.

use domain::plan::read::{LineUse, read};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::plan::every_line_is_placed;

const PLANS: [&str; 7] = [
    include_str!("../../cases/plan/nghe-an-2024.txt"),
    include_str!("../../cases/plan/strategy-2022.txt"),
    include_str!("../../cases/plan/two-tiers-2026.txt"),
    include_str!("../../cases/plan/district-board-2019.txt"),
    include_str!("../../cases/plan/commune-2026.txt"),
    include_str!("../../cases/plan/tasks-2026.txt"),
    include_str!("../../cases/plan/web-2023.txt"),
];

/// Letters alone: breaks, spaces and lines of tables are no words.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect()
}

/// The words of each item are those of its lines behind the mark.
fn nothing_is_lost(text: &str) {
    let reading = read(text);
    every_line_is_placed(text);
    for (index, item) in reading.items.iter().enumerate() {
        let own = reading.lines.iter().filter(|line| line.usage == LineUse::Item(index));
        let source = bare(&own.map(|line| line.text.as_str()).collect::<String>());
        let words = bare(&item.words());
        // "… ngày ký./.Nơi nhận:" on one line belongs to the foot, too.
        let foot = !words.ends_with(':') && source.to_lowercase().ends_with("nơinhận:");
        let source = if foot { &source[..source.len() - "nơinhận:".len()] } else { &source };
        assert!(source.ends_with(&words), "{}: {source:?} {words:?}", item.anchor);
        assert!(source.len() - words.len() <= bare(&item.mark).len() + 12, "{}", item.anchor);
    }
}

#[derive(Debug, Clone, Copy)]
enum Slip {
    Break,
    Double,
    NoPoint,
    Scanned,
    Shouted,
    Lowered,
    Unspaced,
}

fn slips() -> impl Strategy<Value = Vec<(usize, Slip)>> {
    let slip = prop_oneof![
        Just(Slip::Break),
        Just(Slip::Double),
        Just(Slip::NoPoint),
        Just(Slip::Scanned),
        Just(Slip::Shouted),
        Just(Slip::Lowered),
        Just(Slip::Unspaced),
    ];
    proptest::collection::vec((any::<usize>(), slip), 1..60)
}

fn mangle(line: &str, place: usize, slip: Slip) -> String {
    let spaces: Vec<usize> = line.match_indices(' ').map(|(at, _)| at).collect();
    let space = spaces.get(place % spaces.len().max(1)).copied();
    match (slip, space) {
        (Slip::Break, Some(at)) => format!("{}\n{}", &line[..at], &line[at + 1..]),
        (Slip::Double, Some(at)) => format!("{} \u{a0}{}", &line[..at], &line[at..]),
        (Slip::Unspaced, Some(at)) => format!("{}{}", &line[..at], &line[at + 1..]),
        (Slip::NoPoint, _) => line.replacen(['.', ')'], "", 1),
        (Slip::Scanned, _) => line.replacen('1', "l", 1).replacen("I.", "l.", 1),
        (Slip::Shouted, _) => line.to_uppercase(),
        (Slip::Lowered, _) => line.to_lowercase(),
        _ => line.to_owned(),
    }
}

/// The same slips each time, so that a failure is a change of the reader.
#[test]
fn mangled_plans_lose_nothing() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config { cases: 96, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let mangled = runner.run(&(0..PLANS.len(), slips()), |(which, slips)| {
        let mut lines: Vec<String> = PLANS[which].lines().map(str::to_owned).collect();
        for (place, slip) in slips {
            let at = place % lines.len();
            lines[at] = mangle(&lines[at], place / 7, slip);
        }
        nothing_is_lost(&lines.join("\n"));
        Ok(())
    });
    assert!(mangled.is_ok(), "{mangled:?}");
}

#[test]
fn plans_as_they_are_lose_nothing() {
    for text in PLANS {
        nothing_is_lost(text);
    }
}

#[test]
fn numbers_that_a_scanner_misread_or_that_lack_their_point_are_items() {
    let text = "KẾ HOẠCH\nCông tác năm 2026\nI MỤC ĐÍCH, YÊU CẦU\nl. Mục đích\nNâng cao nhận thức.\n2 Yêu cầu\n\
                Thiết thực.\nll. NHIỆM VỤ\n1 Tuyên truyền\n- Sở Nội vụ chủ trì.\n2/ 100% xã có cán bộ.\n";
    let reading = read(text);
    let anchors: Vec<&str> = reading.items.iter().map(|item| item.anchor.as_str()).collect();
    assert_eq!(anchors, ["I", "I.1", "I.2", "II", "II.1", "II.1.-1", "II.2"]);
}

#[test]
fn feet_of_pages_are_left_out_and_a_row_broken_by_one_is_one_row() {
    let head = "| TT | Nội dung | Đơn vị chủ trì | Thời gian |\n";
    let foot = "Kế hoạch bình đẳng giới năm 2026 - Sở Nội vụ\n";
    let text = format!(
        "KẾ HOẠCH\nCông tác bình đẳng giới năm 2026\nI. NHIỆM VỤ\n{head}\
         | 1 | Tập huấn cho | Phòng Tổ chức | 15/6/2026 |\n{foot}\u{c}2\n\
         |  | công chức cấp xã | cán bộ |  |\n| 2 | Truyền thông | Văn phòng Sở | 30/6/2026 |\n{foot}\u{c}3\n{head}\
         |  | trên báo |  |  |\nII. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở: theo dõi.\n{foot}"
    );
    every_line_is_placed(&text);
    let reading = read(&text);
    let words = |anchor| reading.item(anchor).map(|item| item.text.clone()).unwrap_or_default();
    assert_eq!(
        words("I.r2"),
        "1 | Tập huấn cho công chức cấp xã | Phòng Tổ chức cán bộ | 15/6/2026"
    );
    assert_eq!(words("I.r3"), "2 | Truyền thông trên báo | Văn phòng Sở | 30/6/2026");
    let feet = reading.lines.iter().filter(|line| line.text == foot.trim());
    assert!(feet.clone().count() == 3 && feet.clone().all(|line| line.usage == LineUse::Furniture));
    assert!(reading.not_understood.is_empty(), "{:?}", reading.not_understood);
}
