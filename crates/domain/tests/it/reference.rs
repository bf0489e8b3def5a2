//! Runs `cases/reference.md`, and tries braces of every kind on the reader.

use domain::{
    check::Figures,
    claim::Counts,
    confidence::Confidence,
    form::{Column, Form, FormBody, Row, RowKind, Table, Travel, ValueType},
    indicator::{Direction, Indicator, IndicatorKind, ReferenceSheet},
    narrative::TextBlock,
    proof::{Mark, Proof, take},
    reference::{Reading, Reference, Source, Span, Written, quoted, spans},
    regime::Covered,
};
use proptest::prelude::*;

const CASES: &str = include_str!("../../cases/reference.md");

fn column(code: &str, value_type: ValueType) -> Column {
    Column {
        code: code.to_owned(),
        headers: vec![if code == "lop" { "Số lớp".to_owned() } else { code.to_owned() }],
        value_type,
        required: true,
        formula: None,
        width_mm: 20,
        entered_by: Vec::new(),
    }
}

fn row(code: &str) -> Row {
    Row {
        code: code.to_owned(),
        number: String::new(),
        label: code.to_owned(),
        kind: if code == "cong" { RowKind::Total { of: Vec::new() } } else { RowKind::Element },
        travel: Travel::Derived,
        unit_label: String::new(),
        not_applicable: Vec::new(),
        note: String::new(),
    }
}

fn form(code: &str) -> Form {
    Form {
        code: code.to_owned(),
        version: 1,
        title: code.to_owned(),
        confidence: Confidence::Verified,
        source: String::new(),
        body: FormBody::Table(Table {
            unit_label: String::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            sensitive: code == "T5",
        }),
        checks: Vec::new(),
    }
}

fn indicator(code: &str, formula: &str, precision: u32, sensitive: bool) -> Indicator {
    Indicator {
        code: code.to_owned(),
        programme: String::new(),
        objective: String::new(),
        parent: String::new(),
        name: code.to_owned(),
        unit_label: "%".to_owned(),
        kind: IndicatorKind::Ratio,
        direction: Direction::Up,
        precision,
        formula: formula::parse(formula).ok(),
        numerator: String::new(),
        denominator: String::new(),
        sensitive,
        targets: Vec::new(),
        owners: Vec::new(),
        sheet: ReferenceSheet::default(),
        confidence: Confidence::Verified,
        history: Vec::new(),
    }
}

/// The tables of the case file.
fn world() -> (Vec<Form>, Figures, Vec<Indicator>) {
    let (mut forms, mut figures, mut indicators) = (Vec::<Form>::new(), Figures::default(), vec![]);
    for line in CASES.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match cells[..] {
            ["ô" | "chỉ tiêu", ..] => {}
            [code, r, c, kind, number] => {
                if forms.iter().all(|known| known.code != code) {
                    forms.push(form(code));
                }
                let form = forms.iter_mut().find(|known| known.code == code).unwrap();
                let FormBody::Table(table) = &mut form.body else { panic!("{code}") };
                if table.rows.iter().all(|known| known.code != r) {
                    table.rows.push(row(r));
                }
                if table.columns.iter().all(|known| known.code != c) {
                    table.columns.push(column(c, ValueType::from_code(kind).unwrap()));
                }
                if let Ok(value) = number.parse() {
                    let place = (r.to_owned(), c.to_owned());
                    figures.current.entry(code.to_owned()).or_default().insert(place, value);
                }
            }
            [code, formula, precision, sensitive] => {
                let precision = precision.parse().unwrap();
                indicators.push(indicator(code, formula, precision, sensitive == "x"));
            }
            _ => panic!("{line}"),
        }
    }
    (forms, figures, indicators)
}

#[test]
fn every_sentence_reads_as_its_case_says() {
    let (forms, figures, indicators) = world();
    let forms: Vec<&Form> = forms.iter().collect();
    let unit = Source::of_report(&forms, &figures);
    let office = Source::of_office(&forms, &figures, &indicators);
    let (mut sentence, mut expected, mut seen) = (String::new(), Vec::<String>::new(), 0);
    for line in CASES.lines().chain(["> "]) {
        if let Some(next) = line.strip_prefix("> ").or_else(|| line.strip_prefix(">> ")) {
            let (source, text) = match sentence.strip_prefix("office:") {
                Some(text) => (office, text),
                None => (unit, sentence.as_str()),
            };
            if !text.is_empty() {
                let reading = source.read(&Written::new(text));
                let fault = reading.broken_words().map(|words| format!("- lỗi: {words}"));
                let found: Vec<String> =
                    std::iter::once(format!("- {reading}")).chain(fault).collect();
                assert_eq!(found, expected, "{text}");
                seen += 1;
            }
            let whose = if line.starts_with(">>") { "office:" } else { "" };
            sentence = format!("{whose}{}", next.trim());
            expected.clear();
        } else if line.starts_with("- ") {
            expected.push(line.to_owned());
        }
    }
    assert!(seen > 10, "sentences of the case file were lost: {seen}");
}

#[test]
fn everything_offered_reads_back_as_itself_and_nothing_restricted_is_offered() {
    let (forms, figures, indicators) = world();
    let forms: Vec<&Form> = forms.iter().collect();
    let source = Source::of_office(&forms, &figures, &indicators);
    let offered = source.all();
    assert_eq!(offered.len(), 8, "seven cells and one indicator have a figure: {offered:?}");
    for referred in offered {
        let token = referred.reference.to_string();
        assert!(!token.contains("T5") && !token.contains("3.2a"), "{token}");
        let reading = source.read(&Written::new(&token));
        assert_eq!(reading.to_string(), referred.printed, "{token}");
    }
}

#[test]
fn a_token_over_two_lines_is_one_and_markup_is_read_behind_it() {
    let (forms, figures, _) = world();
    let forms: Vec<&Form> = forms.iter().collect();
    let source = Source::of_report(&forms, &figures);
    let text = "Mở {T3.cong.\n\nlop} lớp\ncho cán bộ.\n\n- {T3.bdg.lop} lớp\n-  hai\n\nHết.";
    let blocks = TextBlock::read(&source.read(&Written::new(text)));
    let [TextBlock::Paragraph(first), TextBlock::List(items), TextBlock::Paragraph(last)] =
        &blocks[..]
    else {
        panic!("{blocks:?}")
    };
    assert_eq!(first.to_string(), "Mở 45 lớp cho cán bộ.");
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    assert_eq!(items, ["5 lớp", " hai"]);
    assert_eq!(last.to_string(), "Hết.");
}

#[test]
fn words_of_others_refer_to_nothing_any_more() {
    let (forms, figures, _) = world();
    let forms: Vec<&Form> = forms.iter().collect();
    let source = Source::of_report(&forms, &figures);
    let written = Written::new("{T3.cong.{T3.cong.lop}} và {a b}, {T3.cong.lop} lớp");
    let quoted = quoted(&source.read(&written));
    assert_eq!(quoted, "(T3.cong.45) và {a b}, 45 lớp");
    assert!(!Written::new(quoted).has_references());
}

#[test]
fn a_proof_marks_figures_gaps_and_typed_numbers_that_differ() {
    let (forms, figures, _) = world();
    let forms: Vec<&Form> = forms.iter().collect();
    let source = Source::of_report(&forms, &figures);
    let counts = Counts::of(&forms, &figures, Covered::year(2024));
    let written = Written::new("😀 Có {T3.cong.lop} lớp, {T3.x.y}; (46 lớp), 45 lớp.");
    let proof = Proof::of(("", &written), &source, &counts);
    let told: Vec<String> = proof
        .marks
        .iter()
        .map(|mark| match mark {
            Mark::Words(words) => format!("lời:{words}"),
            Mark::Figure(referred) => format!("số:{}", referred.printed),
            Mark::Broken(broken) => format!("hỏng:{broken}"),
            Mark::Doubt(doubt) => format!("khác:{}@{}", doubt.words, doubt.at),
        })
        .collect();
    let expected = [
        "lời:😀 Có ",
        "số:45",
        "lời: lớp, ",
        "hỏng:[không có ô: T3.x.y]",
        "lời:; (",
        "khác:46 lớp@36",
        "lời:), 45 lớp.",
    ];
    assert_eq!(told, expected);
    let doubt = proof.doubts().next().unwrap();
    let taken =
        take(written.as_written(), (doubt.at, &doubt.number), &doubt.cells[0].reference()).unwrap();
    assert_eq!(taken, "😀 Có {T3.cong.lop} lớp, {T3.x.y}; ({T3.cong.lop} lớp), 45 lớp.");
    let quiet = Proof::of(("", &Written::new("Mở 45 lớp.")), &source, &counts);
    assert!(quiet.is_quiet());
}

#[test]
fn the_nearest_number_is_taken_and_parts_of_numbers_are_not() {
    let reference = Reference::cell("T3", "cong", "lop");
    let take = |text: &str, at| take(text, (at, "46"), &reference);
    assert_eq!(take("46 lớp, 46 cuộc", 8).unwrap(), "46 lớp, {T3.cong.lop} cuộc");
    assert_eq!(take("46 lớp, 46 cuộc", 1).unwrap(), "{T3.cong.lop} lớp, 46 cuộc");
    assert_eq!(take("1.46 và 461 và x46", 0), None);
    assert_eq!(domain::proof::take("lớp", (0, ""), &reference), None);
}

#[test]
fn ten_thousand_tokens_are_read_at_once() {
    let (forms, figures, _) = world();
    let forms: Vec<&Form> = forms.iter().collect();
    let source = Source::of_report(&forms, &figures);
    let counts = Counts::of(&forms, &figures, Covered::year(2024));
    let text = "{T.a.b}{T3.cong.lop}\n".repeat(5_000);
    let written = Written::new(text);
    let reading = source.read(&written);
    assert_eq!(reading.broken().count(), 5_000);
    let words = reading.broken_words().unwrap();
    assert!(words.len() < 200, "{words}");
    let proof = Proof::of(("", &written), &source, &counts);
    assert!(proof.marks.len() <= 301, "{}", proof.marks.len());
}

fn code() -> impl Strategy<Value = String> {
    "[a-z0-9_]{1,12}"
}

proptest! {
    #[test]
    fn a_token_is_read_as_what_was_printed(
        form in "[A-BD-Z][A-Z0-9]{0,4}", row in code(), column in "[a-z0-9_]{1,8}(\\.[a-z0-9_]{1,8})?",
    ) {
        let reference = Reference::cell(&form, &row, &column);
        let token = reference.to_string();
        let expected = [Span::Reference { written: &token, reference }];
        prop_assert_eq!(spans(&token), expected);
    }

    #[test]
    fn an_indicator_is_read_as_what_was_printed(code in "[A-Z0-9]{1,4}([.-][0-9a-z]{1,3})?") {
        let reference = Reference::Indicator(code);
        let token = reference.to_string();
        let expected = [Span::Reference { written: &token, reference }];
        prop_assert_eq!(spans(&token), expected);
    }

    #[test]
    fn words_without_braces_are_untouched(text in "[^{}]{0,200}") {
        let (forms, figures, _) = world();
        let forms: Vec<&Form> = forms.iter().collect();
        let reading = Source::of_report(&forms, &figures).read(&Written::new(&text));
        prop_assert_eq!(reading.to_string(), text);
    }

    #[test]
    fn nothing_is_lost_whatever_the_braces(
        text in "(\\{|\\}|\\.|T3|cong|lop|[a-z ]{1,4}|\\n|\u{a0}|é|<script>|CT|[0-9]){0,60}",
    ) {
        let whole: String = spans(&text).iter().map(Span::written).collect();
        prop_assert_eq!(&whole, &text);
        let (forms, figures, _) = world();
        let forms: Vec<&Form> = forms.iter().collect();
        let source = Source::of_report(&forms, &figures);
        let reading = source.read(&Written::new(&text));
        let written: usize = reading.pieces().iter().map(domain::reference::Piece::written).sum();
        prop_assert_eq!(written, text.len());
        prop_assert!(!Written::new(quoted(&reading)).has_references());
        let counts = Counts::of(&forms, &figures, Covered::year(2024));
        let _ = Proof::of(("", &Written::new(&text)), &source, &counts);
    }

    #[test]
    fn plain_words_make_the_same_blocks_as_before(text in "(- |[a-z]{1,3}| |\\n|\\r\\n){0,40}") {
        let blocks = TextBlock::read(&Reading::plain(&text));
        let lines: Vec<String> = blocks
            .iter()
            .flat_map(|block| match block {
                TextBlock::Paragraph(line) | TextBlock::Heading(line) => vec![line.to_string()],
                TextBlock::List(items) => items.iter().map(ToString::to_string).collect(),
            })
            .collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(&lines.concat()), letters(&text));
    }
}
