//! Reading issued plans: three outlines, mangled copies of them, and texts that are no plans.

use domain::plan::read::{
    BodyRole, Event, LineUse, ReadItem, ReadRegime, Reading, read, typed_date,
};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::plan_words;

const NGHE_AN: &str = include_str!("../../cases/plan/nghe-an-2024.txt");
const DECIMAL: &str = include_str!("../../cases/plan/decimal-2025.txt");
const PARTS: &str = include_str!("../../cases/plan/parts-2022.txt");
const NGHE_AN_CASES: &str = include_str!("../../cases/plan/nghe-an-2024.md");

/// Rows of a Markdown table: finding, key, expected.
fn cases(markdown: &str) -> Vec<[String; 3]> {
    let rows = markdown.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| {
        let row = row.replace("\\|", "\u{1}");
        let cells: Vec<String> = row
            .trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().replace('\u{1}', "|"))
            .collect();
        assert_eq!(cells.len(), 3, "a row of three cells: {row}");
        [cells[0].clone(), cells[1].clone(), cells[2].clone()]
    })
    .collect()
}

fn or_empty(text: &str) -> String {
    if text.is_empty() { "(empty)".to_owned() } else { text.to_owned() }
}

fn regime(regime: &ReadRegime) -> String {
    let deadlines: Vec<String> = regime
        .deadlines
        .iter()
        .map(|due| format!("{} {}", due.frequency.label(), due.due.printed()))
        .collect();
    format!("{}; {}", deadlines.join(", "), regime.annexes.join(", ")).trim().to_owned()
}

fn event(event: &Event) -> String {
    let ends: Vec<String> =
        [event.from, event.to].into_iter().flatten().map(|end| end.printed()).collect();
    let about = if event.approximate { "khoảng " } else { "" };
    let place = event.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    format!("{}, {about}{}{place}", event.name, ends.join(" - "))
}

pub(crate) fn bodies(reading: &Reading, anchor: &str, role: BodyRole) -> Vec<String> {
    let item = reading.item(anchor).unwrap_or_else(|| panic!("no item {anchor}"));
    let named = item.bodies.iter().filter(|body| body.role == role);
    named.map(|body| body.name.clone()).collect()
}

/// Everything the reading says of a kind and key.
pub(crate) fn found(reading: &Reading, finding: &str, key: &str) -> Vec<String> {
    let at = |anchors: &[String]| anchors.iter().any(|anchor| anchor == key);
    match finding {
        "title" => vec![reading.title.clone()],
        "number" => vec![or_empty(reading.number.as_deref().unwrap_or_default())],
        "date" => vec![or_empty(&reading.date.map(|date| date.to_string()).unwrap_or_default())],
        "issuer" => vec![reading.issuer.clone().unwrap_or_default()],
        "place" => vec![reading.place.clone().unwrap_or_default()],
        "kind" => reading.item(key).map(|item| item.kind_label().to_owned()).into_iter().collect(),
        "item" => reading.item(key).map(ReadItem::words).into_iter().collect(),
        "problem" => {
            let problems = reading.problems.iter().filter(|problem| problem.code == key);
            problems.map(|problem| problem.what.clone()).collect()
        }
        "lead" => bodies(reading, key, BodyRole::Lead),
        "coordinating" => bodies(reading, key, BodyRole::Coordinating),
        "requested" => bodies(reading, key, BodyRole::Requested),
        "annex" => {
            let annexes = reading.annexes.iter().filter(|annex| annex.number == key);
            annexes.flat_map(|annex| annex.anchors.clone()).collect()
        }
        "programme" => {
            let named = reading.programmes.iter().filter(|programme| at(&programme.anchors));
            named.map(|programme| programme.name.clone()).collect()
        }
        "event" => {
            let events = reading.events.iter().filter(|event| event.anchor == key);
            events.map(event).collect()
        }
        _ => found_more(reading, finding, key),
    }
}

fn found_more(reading: &Reading, finding: &str, key: &str) -> Vec<String> {
    let regimes = || reading.regimes.iter().filter(|regime| regime.anchor == key);
    match finding {
        "citation" | "law" => {
            let law = finding == "law";
            let cited = reading.citations.iter();
            cited
                .filter(|cited| if law { cited.title == key } else { cited.number == key })
                .map(|cited| {
                    let date = cited.date.map(|date| date.to_string()).unwrap_or_default();
                    let issuer = or_empty(&cited.issuer);
                    if law { date } else { format!("{}, {date}, {issuer}", cited.kind) }
                })
                .collect()
        }
        "regime" => regimes().map(regime).collect(),
        "sent to" => regimes().map(|regime| regime.recipients.join("; ")).collect(),
        "told on" => regimes().map(|regime| regime.onward.join("; ")).collect(),
        "signer" => {
            let signer = reading.signer.clone().unwrap_or_default();
            assert!(signer.authority.iter().any(|line| line == key), "{signer:?}");
            vec![signer.name]
        }
        "recipient" => {
            let named = reading.recipients.iter().filter(|recipient| recipient.name == key);
            named.map(|recipient| recipient.note.clone()).collect()
        }
        "count" => {
            let count = match key {
                "items" => reading.items.len(),
                "citations" => reading.citations.len(),
                "regimes" => reading.regimes.len(),
                "annexes" => reading.annexes.len(),
                "recipients" => reading.recipients.len(),
                "spacing slips" => {
                    reading.problems.iter().filter(|p| p.code == "spacing_slip").count()
                }
                "not understood" => reading.not_understood.len(),
                other => plan_words::count(reading, other),
            };
            vec![count.to_string()]
        }
        other => plan_words::found(reading, other, key),
    }
}

/// Words that only begin an item or name a part of it are enough for these.
pub(crate) fn fits(finding: &str, found: &str, expected: &str) -> bool {
    match finding {
        "item" => found.starts_with(expected),
        "problem" | "programme" => found.contains(expected),
        _ => found == expected,
    }
}

/// The cases that fail, as an officer would read them.
fn failures(reading: &Reading, markdown: &str, but: &[&str]) -> Vec<String> {
    cases(markdown)
        .into_iter()
        .filter(|[finding, ..]| !but.contains(&finding.as_str()))
        .filter_map(|[finding, key, expected]| {
            let found = found(reading, &finding, &key);
            let fits = found.iter().any(|found| fits(&finding, found, &expected));
            (!fits).then(|| format!("{finding} {key}: expected {expected:?}, read {found:?}"))
        })
        .collect()
}

pub(crate) fn assert_read(text: &str, markdown: &str, but: &[&str]) {
    let failures = failures(&read(text), markdown, but);
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn the_plan_of_2024_is_read_without_help() {
    assert_read(NGHE_AN, NGHE_AN_CASES, &[]);
}

#[test]
fn a_plan_in_decimals_with_named_activities_is_read() {
    assert_read(DECIMAL, include_str!("../../cases/plan/decimal-2025.md"), &[]);
}

#[test]
fn a_plan_in_parts_with_a_table_two_columns_and_an_annex_is_read() {
    assert_read(PARTS, include_str!("../../cases/plan/parts-2022.md"), &[]);
}

#[test]
fn plans_of_other_provinces_offices_and_years_are_read() {
    for (text, cases) in [
        (
            include_str!("../../cases/plan/departments-2024.txt"),
            include_str!("../../cases/plan/departments-2024.md"),
        ),
        (
            include_str!("../../cases/plan/table-2025.txt"),
            include_str!("../../cases/plan/table-2025.md"),
        ),
        (
            include_str!("../../cases/plan/board-2026.txt"),
            include_str!("../../cases/plan/board-2026.md"),
        ),
        (
            include_str!("../../cases/plan/letters-2025.txt"),
            include_str!("../../cases/plan/letters-2025.md"),
        ),
        (
            include_str!("../../cases/plan/decision-2026.txt"),
            include_str!("../../cases/plan/decision-2026.md"),
        ),
    ] {
        assert_read(text, cases, &[]);
    }
}

#[test]
fn plans_of_districts_departments_and_web_pages_are_read() {
    for (text, cases) in [
        (
            include_str!("../../cases/plan/web-2023.txt"),
            include_str!("../../cases/plan/web-2023.md"),
        ),
        (
            include_str!("../../cases/plan/district-2024.txt"),
            include_str!("../../cases/plan/district-2024.md"),
        ),
        (
            include_str!("../../cases/plan/office-2024.txt"),
            include_str!("../../cases/plan/office-2024.md"),
        ),
        (
            include_str!("../../cases/plan/party-2024.txt"),
            include_str!("../../cases/plan/party-2024.md"),
        ),
        (
            include_str!("../../cases/plan/phrases-2025.txt"),
            include_str!("../../cases/plan/phrases-2025.md"),
        ),
        (
            include_str!("../../cases/plan/broken-lines-2024.txt"),
            include_str!("../../cases/plan/broken-lines-2024.md"),
        ),
    ] {
        assert_read(text, cases, &[]);
        every_line_is_placed(text);
    }
}

#[test]
fn decomposed_letters_change_nothing() {
    let decomposed: String = NGHE_AN.nfd().collect();
    assert_ne!(decomposed, NGHE_AN);
    assert_eq!(read(&decomposed), read(NGHE_AN));
}

#[test]
fn foreign_line_ends_and_a_byte_order_mark_change_nothing() {
    let foreign = format!("\u{feff}{}", NGHE_AN.replace('\n', "\r\n"));
    assert_eq!(read(&foreign), read(NGHE_AN));
}

#[test]
fn doubled_and_unbreakable_spaces_change_nothing_but_a_problem() {
    let doubled = NGHE_AN.replace(' ', " \u{a0}");
    assert_read(&doubled, NGHE_AN_CASES, &[]);
}

#[test]
fn hyphens_for_dashes_change_no_structure() {
    let hyphens = NGHE_AN.replace('–', "-");
    let cases = NGHE_AN_CASES.replace('–', "-");
    assert_read(&hyphens, &cases, &[]);
}

/// Breaks lines greedily, also behind "-" and "/" inside a word.
fn wrapped(text: &str, width: usize, inside_words: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let mut parts: Vec<&str> = vec![word];
            if inside_words {
                parts = word.split_inclusive(['-', '/']).collect();
            }
            for (index, part) in parts.into_iter().enumerate() {
                let gap = usize::from(index == 0 && !line.is_empty());
                if line.chars().count() + gap + part.chars().count() > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                } else if gap == 1 {
                    line.push(' ');
                }
                line.push_str(part);
            }
        }
        lines.push(line);
    }
    lines.join("\n")
}

#[test]
fn lines_wrapped_at_80_columns_are_joined() {
    assert_read(&wrapped(NGHE_AN, 80, false), NGHE_AN_CASES, &[]);
}

#[test]
fn lines_wrapped_inside_numbers_are_joined() {
    for width in [60, 72, 95, 110] {
        let failures = failures(&read(&wrapped(NGHE_AN, width, true)), NGHE_AN_CASES, &["problem"]);
        assert!(failures.is_empty(), "at {width}:\n{}", failures.join("\n"));
    }
}

#[test]
fn page_numbers_and_repeated_headers_are_left_out() {
    let lines: Vec<String> = wrapped(NGHE_AN, 80, false).lines().map(str::to_owned).collect();
    let mut paged = String::new();
    for (page, lines) in lines.chunks(30).enumerate() {
        if page > 0 {
            let number = page + 1;
            let header = format!("\u{c}{number}\nKế hoạch bình đẳng giới\n");
            paged.push_str(&header);
        }
        paged.push_str(&lines.join("\n"));
        paged.push('\n');
    }
    assert_read(&paged, NGHE_AN_CASES, &[]);
}

pub(crate) fn every_line_is_placed(text: &str) {
    let reading = read(text);
    let open = reading.lines.iter().filter(|line| line.usage == LineUse::NotUnderstood);
    let open: Vec<usize> = open.map(|line| line.number).collect();
    let listed: Vec<usize> = reading.not_understood.iter().map(|unread| unread.line).collect();
    assert_eq!(open, listed);
    for line in &reading.lines {
        if let LineUse::Item(index) = line.usage {
            let range = reading.items[index].lines;
            assert!(range.first <= line.number && line.number <= range.last, "{line:?} {range:?}");
        }
    }
}

#[test]
fn every_line_is_placed_or_listed() {
    for text in [NGHE_AN, DECIMAL, PARTS] {
        every_line_is_placed(text);
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(read(text).lines.len(), lines);
    }
}

#[test]
fn words_are_neither_lost_nor_added() {
    let reading = read(NGHE_AN);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    for (index, item) in reading.items.iter().enumerate() {
        let own = reading.lines.iter().filter(|line| line.usage == LineUse::Item(index));
        let source = own.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        let rest = source.strip_prefix(&item.mark).unwrap_or(&source);
        assert_eq!(words(rest), words(&item.words()), "{}", item.anchor);
    }
}

#[test]
fn anchors_are_never_used_twice() {
    let twice = format!("{NGHE_AN}\n{NGHE_AN}");
    let reading = read(&twice);
    let mut anchors: Vec<&str> = reading.items.iter().map(|item| item.anchor.as_str()).collect();
    let all = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), all);
}

#[test]
fn a_line_after_the_signature_that_fits_nowhere_is_listed() {
    let reading = read(&format!("{NGHE_AN}\n\nghi chú bằng tay của văn thư\n"));
    let texts: Vec<&str> =
        reading.not_understood.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!(texts, ["ghi chú bằng tay của văn thư"]);
    assert!(reading.problems.iter().any(|problem| problem.code == "not_understood"));
}

#[test]
fn an_impossible_date_is_said() {
    let reading = read("KẾ HOẠCH\nThử\n\nI. MỤC TIÊU\n1. Hoàn thành trước ngày 31/11/2024.");
    assert!(reading.problems.iter().any(|problem| problem.code == "date_impossible"));
}

#[test]
fn a_decision_with_the_plan_it_issues_is_read_as_one() {
    let decision = "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch bình đẳng giới năm 2023\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\nĐiều 2. Chánh Văn phòng UBND tỉnh chịu trách nhiệm thi hành./.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nCHỦ TỊCH\n\nĐỗ Thanh Mai\n\nKẾ HOẠCH\nBình đẳng giới năm 2023\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2023)\n\nI. MỤC TIÊU\n1. Thu hẹp khoảng cách giới.\n";
    let reading = read(decision);
    assert_eq!(reading.title, "Bình đẳng giới năm 2023");
    assert!(reading.item("Điều 2").is_some());
    assert!(reading.item("I.1").is_some());
    assert_eq!(reading.signer.map(|signer| signer.name), Some("Đỗ Thanh Mai".to_owned()));
}

#[test]
fn the_plan_carries_orders_and_requests_apart() {
    use domain::regime::Duty;
    let plan = read(NGHE_AN).to_plan();
    let task = |anchor: &str| {
        let item = plan.items.iter().find(|item| item.anchor == anchor);
        item.and_then(|item| item.tasks.first()).cloned().unwrap_or_else(|| panic!("{anchor}"))
    };
    assert_eq!(plan.code, "KH-2024");
    assert_eq!(task("III.2.a").duty, Duty::Ordered);
    assert_eq!(task("III.2.c").duty, Duty::Requested);
    assert_eq!(task("II.6.5").coordinating, ["UBND huyện Quỳ Châu"]);
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "\\PC{0,300}") {
        every_line_is_placed(&text);
    }

    #[test]
    fn no_order_of_lines_makes_it_fail(
        order in Just((0..75usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let lines: Vec<&str> = NGHE_AN.lines().collect();
        let shuffled: Vec<&str> = order.iter().filter_map(|at| lines.get(*at).copied()).collect();
        every_line_is_placed(&shuffled.join("\n"));
    }

    #[test]
    fn no_cut_or_marker_makes_it_fail(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "I.", "1.", "a)", "(1)", "- ", "+ ", "Nơi nhận:", "TM.", "KẾ HOẠCH", "số 1/", "ngày 31",
                "/12/", "2024", "trước ngày ", "Sở ", "UBND", "của ", "về ", "“", "”", "\n", "|", "\t",
                "Phụ lục ", "01, ", "báo cáo ", "gửi ", "các Sở: ", "Luật ", "Chương trình ", "Điều 1.",
                "quý IV", "từ 1", "5.1", "-", "/", "Hoạt động 1:", "Thời gian: ", " 11 -15/11/2024 ",
            ]),
            0..60,
        ),
    ) {
        every_line_is_placed(&pieces.concat());
    }
}

#[test]
fn a_day_is_the_same_day_in_every_manner() {
    let day = typed_date("05/12/2024");
    assert!(day.is_some());
    for typed in ["5-12-2024", "2024-12-05", "ngày 05 tháng 12 năm 2024", " 05/12/2024 "] {
        assert_eq!(typed_date(typed), day, "{typed}");
    }
    // Found by fuzzing: a year with a wrong digit was taken in one manner and refused in the others.
    for typed in ["1224-12-05", "05/12/1224", "2124-12-05", "05/12/2124", "-002024-12-05"] {
        assert_eq!(typed_date(typed), None, "{typed}");
    }
}
