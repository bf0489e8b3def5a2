//! A confirmed plan set again: every word of the print, every change told, nothing left to mark.

use actions::reissue::{self, Correction};
use domain::plan::read::{LineUse, Reading, read};

use crate::harness::World;

const DEPARTMENTS: &str = include_str!("../../../domain/cases/plan/departments-2024.txt");
const DECIMAL: &str = include_str!("../../../domain/cases/plan/decimal-2025.txt");
const LETTERS: &str = include_str!("../../../domain/cases/plan/letters-2025.txt");

/// Words of the body as printed, with the changes told applied to their own piece.
fn expected(reading: &Reading, corrections: &[Correction]) -> Vec<String> {
    let mut words = Vec::new();
    for (index, item) in reading.items.iter().enumerate() {
        let lines = reading.lines.iter().filter(|line| line.usage == LineUse::Item(index));
        let mut text = String::new();
        for line in lines {
            // A wrapped compound is one word again.
            let glued = text.ends_with(['-', '/']) && !text.ends_with(" -") && !text.is_empty();
            if !glued && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&line.text);
        }
        // "A.MỤC ĐÍCH": the space behind a number is the layout's.
        if let Some(rest) = text.strip_prefix(&item.mark).filter(|_| !item.mark.is_empty()) {
            text = format!("{} {rest}", item.mark);
        }
        for change in corrections.iter().filter(|change| change.place == item.anchor) {
            let before = change.before.split_whitespace().collect::<Vec<_>>().join(" ");
            if before.is_empty() || before == change.after {
                continue;
            }
            assert!(text.contains(&before), "{}: no “{before}” in “{text}”", item.anchor);
            text = text.replacen(&before, &change.after, 1);
        }
        words.extend(text.split_whitespace().map(ToOwned::to_owned));
    }
    words
}

/// Sets a plan and compares its file word by word; gives what would still be marked.
fn compare(text: &str) -> Vec<String> {
    let reading = read(text);
    let set = reissue::of_reading(&reading, text, false).unwrap();
    let file = documents::docx::write(&set.manuscript).unwrap();
    let printed = exchange::text::text_of(&file, "ke-hoach.docx").unwrap();
    let expected = expected(&reading, &set.corrections).join(" ");
    let printed = printed.replace('\u{2011}', "-").replace('\u{a0}', " ");
    let printed: Vec<&str> = printed.split_whitespace().collect();
    let printed = printed.join(" ");
    let place = printed.find(&expected);
    if place.is_none() {
        let (e, p): (Vec<&str>, Vec<&str>) =
            (expected.split(' ').collect(), printed.split(' ').collect());
        let start = p.windows(3).position(|three| three == &e[..3]).unwrap_or(0);
        let same = e.iter().zip(&p[start..]).take_while(|(e, p)| e == p).count();
        let around = |words: &[&str], at: usize| {
            words[at.saturating_sub(6)..words.len().min(at + 12)].join(" ")
        };
        panic!("print: {}\nfile: {}", around(&e, same), around(&p, start + same));
    }
    for recipient in &reading.recipients {
        let name = recipient.name.replace("Lưu VT", "Lưu: VT").replace("uỷ", "ủy");
        let name = name.replace("Các Sở,", "Các sở,");
        assert!(printed.contains(&name.replace(" – ", " - ")), "{name} is lost");
    }
    let signer = reading.signer.unwrap();
    assert!(signer.authority.iter().all(|line| printed.contains(line.as_str())));
    assert!(printed.contains(&signer.name));
    let findings = reissue::findings(&set.manuscript).unwrap();
    findings.into_iter().map(|finding| format!("{}: {}", finding.rule, finding.problem)).collect()
}

#[test]
fn invented_plans_keep_every_word() {
    // "Tỉnh Đoàn" is a name to its office and a province to the rule.
    let left = compare(DECIMAL);
    let is_known =
        |finding: &String| finding.contains("Tỉnh Đoàn") || finding.contains("Phụ lục I ");
    assert!(left.iter().all(is_known), "{left:?}");
    assert!(
        left.iter().any(|finding| finding.starts_with("A-01: ")),
        "the annex is not in the file"
    );
    compare(LETTERS);
    // Its chairman issues, and its head names the committee: a matter for people.
    let left = compare(DEPARTMENTS);
    assert!(left.iter().all(|finding| finding.starts_with("P-0")), "{left:?}");
}

#[test]
fn old_habits_of_a_plan_are_mended() {
    let spoilt = DECIMAL
        .replace("Tỉnh Đoàn", "Tỉnh đoàn")
        .replace("Phụ lục I)", "Phụ lục 01 và Phụ lục 02)")
        .replace("Lưu: VT", "Lưu VT")
        .replace("28/NQ-CP", "28 /NQ-CP")
        .replace("ngày 16/12/2025", "ngày  16/12/2025")
        .replace("cấp ủy Đảng", "cấp uỷ Đảng");
    let left = compare(&spoilt);
    assert!(left.iter().all(|finding| finding.contains("Phụ lục I, II kèm theo")), "{left:?}");
    assert_eq!(left.len(), 1);
    let reading = read(&spoilt);
    let set = reissue::of_reading(&reading, &spoilt, false).unwrap();
    for rule in ["A-01-roman", "E24-keep-colon", "N-space", "space", "tone-mixed", "E15-decimal"] {
        let told = set.corrections.iter().any(|change| change.rule == rule);
        assert!(told, "{rule} is not told: {:#?}", set.corrections);
    }
}

#[test]
fn the_governing_plan_keeps_every_word() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/plan-2024.txt");
    let Ok(text) = std::fs::read_to_string(plan) else {
        eprintln!("skipped: the text of the governing plan is not beside the sources");
        return;
    };
    let left = compare(&text);
    let [annexes, word] = left.as_slice() else { panic!("{left:?}") };
    assert!(annexes.contains("Phụ lục I, II, III, IV, V, VI kèm theo"), "{annexes}");
    assert!(word.contains("“cấn” có thể gõ nhầm"), "{word}");
}

#[test]
fn what_is_no_plan_is_refused_in_words() {
    let decision = include_str!("../../../domain/cases/plan/decision-2026.txt");
    for (text, code) in [("BÁO CÁO\nKết quả\nI. A", "RIS-001"), (decision, "RIS-00")] {
        let refused = reissue::of_reading(&read(text), text, false).unwrap_err();
        assert!(refused.problem().code.starts_with(code), "{refused}");
    }
}

#[tokio::test]
async fn a_confirmed_plan_is_shown_with_its_changes_and_given_as_files() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.upload("/plan/read", &[], ("x.txt", DECIMAL.as_bytes())).await.text();
    let (_, rest) = page.split_once(r#"name="seen" value=""#).expect("a seal of what was seen");
    let seen = rest.split('"').next().unwrap();
    let fields = [("seen", seen), ("text", DECIMAL.trim_end())];
    let done = desk.upload("/plan/read/confirm", &fields, ("", b"".as_slice())).await;
    let place = done.header("location");
    let place = place.split('?').next().unwrap();
    assert!(desk.get(place).await.text().contains("Lập lại theo thể thức"));
    let before = world.writings().await;
    let shown = desk.get(&format!("{place}/reissue")).await.text();
    assert!(shown.contains("<del>1.1.</del>") && shown.contains("<ins>a)</ins>"), "{shown}");
    for format in ["docx", "pdf"] {
        let file = desk.get(&format!("{place}/reissue/{format}")).await;
        assert_eq!(file.status.as_u16(), 200, "{}", file.text());
        assert!(file.bytes.len() > 5_000);
    }
    assert_eq!(desk.get(&format!("{place}/reissue/exe")).await.status.as_u16(), 404);
    assert_eq!(world.writings().await, before, "a look writes nothing");
}
