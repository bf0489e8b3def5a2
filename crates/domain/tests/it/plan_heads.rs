//! Heads as they are met: one Markdown file with many, each beside what is read of it.

use crate::plan::{assert_read, every_line_is_placed};

const HEADS: &str = include_str!("../../cases/plan/heads.md");

/// The text between the fences and the table below it.
fn part(part: &str) -> (&str, &str) {
    let (_, rest) = part.split_once("```text\n").expect("a text");
    rest.split_once("```\n").expect("its end")
}

#[test]
fn heads_of_pages_old_files_and_other_offices_are_read() {
    let parts: Vec<&str> = HEADS.split("\n## ").skip(1).collect();
    assert!(parts.len() > 6);
    for one in parts {
        let (text, cases) = part(one);
        assert_read(text, cases, &[]);
        every_line_is_placed(text);
    }
}

#[test]
fn plans_of_two_tiers_boards_and_communes_are_read() {
    for (text, cases) in [
        (
            include_str!("../../cases/plan/strategy-2022.txt"),
            include_str!("../../cases/plan/strategy-2022.md"),
        ),
        (
            include_str!("../../cases/plan/two-tiers-2026.txt"),
            include_str!("../../cases/plan/two-tiers-2026.md"),
        ),
        (
            include_str!("../../cases/plan/district-board-2019.txt"),
            include_str!("../../cases/plan/district-board-2019.md"),
        ),
        (
            include_str!("../../cases/plan/commune-2026.txt"),
            include_str!("../../cases/plan/commune-2026.md"),
        ),
        (
            include_str!("../../cases/plan/tasks-2026.txt"),
            include_str!("../../cases/plan/tasks-2026.md"),
        ),
    ] {
        assert_read(text, cases, &[]);
        every_line_is_placed(text);
    }
}
