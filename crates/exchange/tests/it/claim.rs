//! Runs `cases/claim.md`: sentences of a report against the forms of the catalog.

use std::sync::LazyLock;

use domain::{
    check::{self, Figures},
    claim::{Claim, Counts, Outcome},
    form::{Form, FormBody, ValueType},
    regime::{Covered, Half},
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::folder::nghe_an;

const CASES: &str = include_str!("../../cases/claim.md");

/// Forms, figures, and figures with their nouns.
struct World {
    forms: Vec<Form>,
    figures: Figures,
    counted: Vec<(String, String)>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let (forms, figures) = world();
    let counted = counted(&forms, &figures);
    World { forms, figures, counted }
});

/// Stands before a sentence that is tried with letters and accents apart.
const APART: &str = "tách dấu";

/// Stands before a sentence of a report on the first half of the year.
const HALF: &str = "6 tháng";

/// The year that the cases report on.
const YEAR: i64 = 2024;

/// Forms of the catalog with the figures of the case file.
fn world() -> (Vec<Form>, Figures) {
    let mut forms = exchange::catalog::read(&nghe_an()).unwrap().forms;
    // A report has one outline.
    forms.retain(|form| matches!(form.body, FormBody::Table(_)) || form.code == "PL02");
    let figures = figures(&forms);
    (forms, figures)
}

fn figures(forms: &[Form]) -> Figures {
    let mut figures = Figures::default();
    let mut table: Option<(&Form, Vec<&str>)> = None;
    for line in CASES.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            let code = title.strip_prefix("Biểu ");
            let form = code.map(|code| forms.iter().find(|form| form.code == code).unwrap());
            table = form.map(|form| (form, Vec::new()));
        }
        let (Some((form, heads)), true) = (&mut table, line.starts_with("| ")) else { continue };
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if heads.is_empty() {
            *heads = cells;
            continue;
        }
        let FormBody::Table(body) = &form.body else { panic!("{}", form.code) };
        let row = body.rows.iter().find(|row| row.label == cells[0]).expect(cells[0]);
        for (head, number) in heads.iter().zip(&cells).skip(1).filter(|(_, n)| !n.is_empty()) {
            let column = body.columns.iter().find(|c| c.headers.join(" / ") == *head).expect(head);
            let number: Decimal = number.replace(',', ".").parse().unwrap();
            let unit = if column.value_type == ValueType::Money { 1_000_000 } else { 1 };
            let place = (row.code.clone(), column.code.clone());
            let held = figures.current.entry(form.code.clone()).or_default();
            held.insert(place, number * Decimal::from(unit));
        }
    }
    for form in forms {
        check::compute(form, &mut figures);
    }
    figures
}

fn told(text: &str, claim: &Claim, forms: &[Form]) -> String {
    let quoted: String = text[claim.place.clone()].nfc().collect();
    let outcome = match &claim.outcome {
        Outcome::Equal => "khớp".to_owned(),
        Outcome::Different(cells) => {
            let each = cells.iter().map(|cell| {
                let form = forms.iter().find(|form| form.code == cell.form).unwrap();
                let FormBody::Table(table) = &form.body else { panic!("{}", cell.form) };
                let row = table.rows.iter().find(|row| row.code == cell.row).unwrap();
                format!("khác {} {} {}", cell.form, row.label, cell.printed)
            });
            each.collect::<Vec<_>>().join("; ")
        }
    };
    format!("- {quoted}: {outcome}")
}

#[test]
fn every_sentence_is_held_against_the_cells() {
    let World { forms, figures, .. } = &*WORLD;
    let all: Vec<&Form> = forms.iter().collect();
    let counts = Counts::of(&all, figures, Covered::year(YEAR));
    let half = Covered { half: Some(Half::First), ..Covered::year(YEAR) };
    let of_half = Counts::of(&all, figures, half);
    let (mut heading, mut sentence, mut seen) = ("", String::new(), 0);
    let mut expected = Vec::<String>::new();
    let mut wrong = Vec::new();
    for line in CASES.lines().chain(["> "]) {
        if let Some(next) = line.strip_prefix('>') {
            if !sentence.is_empty() {
                let counts = if heading == HALF { &of_half } else { &counts };
                let claims = counts.claims(heading, &sentence);
                let found: Vec<String> =
                    claims.iter().map(|claim| told(&sentence, claim, forms)).collect();
                if found != expected {
                    let (found, expected) = (found.join("\n  "), expected.join("\n  "));
                    wrong.push(format!("{sentence}\n  {found}\n expected\n  {expected}"));
                }
                seen += 1;
            }
            // "[3.c] " names the heading, "[tách dấu] " takes letters and accents apart, "[6 tháng] " is of a
            // report on half a year, a stroke before a dash parts lines.
            let named = next.trim().strip_prefix('[').and_then(|next| next.split_once("] "));
            let (code, text) = named.unwrap_or(("", next.trim()));
            heading = code;
            sentence = text.replace("/- ", "\n- ");
            if code == APART {
                sentence = sentence.nfd().collect();
            }
            expected.clear();
        } else if line.starts_with("- ") {
            expected.push(line.to_owned());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(seen > 100, "sentences of the case file were lost: {seen}");
}

/// Figures with the nouns that their columns or rows count, as a text would write both.
fn counted(forms: &[Form], figures: &Figures) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for form in forms.iter().filter(|form| !form.is_sensitive()) {
        let FormBody::Table(table) = &form.body else { continue };
        for (row, column) in
            table.rows.iter().flat_map(|row| table.columns.iter().map(move |column| (row, column)))
        {
            let is_own = !row.unit_label.is_empty() && row.unit_label != table.unit_label;
            let noun = match column.value_type {
                ValueType::Money => "triệu đồng".to_owned(),
                ValueType::Count if is_own => row.unit_label.clone(),
                ValueType::Count => column.headers[0].trim_start_matches("Số ").to_lowercase(),
                _ => continue,
            };
            if let Some(value) = figures.get(&form.code, &row.code, &column.code) {
                let noun = noun.split([',', ';']).next().unwrap().to_owned();
                found.push((column.value_type.print(value), noun));
            }
        }
    }
    found
}

/// Plain wordings of a total; `#` stands for the number.
const LEADS: [&str; 8] = [
    "Trong năm đã tổ chức #",
    "Năm 2024, toàn huyện đã có #",
    "Đến nay, đã thực hiện được #",
    "Tổng số #",
    "Kết quả trong kỳ: #",
    "#",
    "Cả năm có tổng cộng #",
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/2024, trong năm đã có #",
];
const ENDS: [&str; 4] = [".", " trong năm 2024.", ", tăng 5 so với năm 2023.", ""];

/// What a total counts, in words that say which table it is of: form, column, noun with the words behind it.
const WHOLES: [(&str, &str, &str); 9] = [
    ("T3", "lop", "lớp tập huấn"),
    ("T3", "nguoi", "lượt người tham dự tập huấn"),
    ("T4", "cuoc", "cuộc truyền thông, tuyên truyền"),
    ("T4", "nguoi", "lượt người được truyền thông, tuyên truyền"),
    ("T6", "luot", "lượt người được hỗ trợ"),
    ("T6", "so_luong", "mô hình đang hoạt động"),
    ("T7", "cuoc", "cuộc thanh tra, kiểm tra"),
    ("T7", "don_vi", "đơn vị được kiểm tra"),
    ("T7", "vi_pham", "vi phạm được phát hiện"),
];

#[test]
fn what_a_cell_may_stand_for_is_the_figure_alone() {
    let World { forms, figures, .. } = &*WORLD;
    let all: Vec<&Form> = forms.iter().collect();
    let text = "Mở 46 lớp cho 3.250 người, trong đó nữ 1.820 người, chiếm 56 %; xử lý 7/9 vụ vi phạm; \
        kinh phí thực hiện 1.108 triệu đồng; kinh phí thực hiện 11,8 tỷ đồng.";
    let claims = Counts::of(&all, figures, Covered::year(YEAR)).claims("", text);
    let told = claims.iter().filter(|claim| claim.outcome != Outcome::Equal);
    let told: Vec<&str> =
        told.map(|claim| &text[claim.place.start..claim.place.start + claim.number]).collect();
    assert_eq!(told, ["46", "1.820", "56", "7", "1.108", ""]);
}

proptest! {
    #[test]
    fn a_true_figure_with_its_noun_is_never_told(
        at in any::<prop::sample::Index>(), lead in 0..LEADS.len(), end in 0..ENDS.len(),
        about in prop::sample::select(vec!["", " tập huấn", " truyền thông", " kiểm tra", " hỗ trợ"]),
    ) {
        let World { forms, figures, .. } = &*WORLD;
        let all: Vec<&Form> = forms.iter().collect();
        let counts = Counts::of(&all, figures, Covered::year(YEAR));
        let (number, noun) = at.get(&WORLD.counted);
        let lead = LEADS[lead].replace('#', &format!("{number} {noun}{about}"));
        let text = format!("{lead}{}", ENDS[end]);
        let different = counts.claims("", &text).into_iter().find(|c| c.outcome != Outcome::Equal);
        prop_assert_eq!(different, None, "{}", text);
    }

    #[test]
    fn more_than_all_cells_in_a_plain_total_is_always_told(
        whole in prop::sample::select(WHOLES.to_vec()), more in 1_u32..5_000,
        lead in 0..LEADS.len(), end in 0..ENDS.len(),
    ) {
        let World { forms, figures, .. } = &*WORLD;
        let all: Vec<&Form> = forms.iter().collect();
        let counts = Counts::of(&all, figures, Covered::year(YEAR));
        let (form, column, noun) = whole;
        // More than all cells of the columns, of whatever form, that count the noun.
        let own = ["nguoi", "luot"].iter().filter(|_| ["nguoi", "luot"].contains(&column));
        let columns: Vec<&str> = own.copied().chain([column]).collect();
        let all = figures.current.values().map(|held| {
            let own = held.iter().filter(|((_, own), _)| columns.contains(&own.as_str()));
            own.map(|(_, value)| *value).sum::<Decimal>()
        });
        let greatest = all.max().unwrap();
        let number = ValueType::Count.print(greatest + Decimal::from(more));
        let lead = LEADS[lead].replace('#', &format!("{number} {noun}"));
        let text = format!("{lead}{}", ENDS[end]);
        let claims = counts.claims("", &text);
        let is_told = claims.iter().any(|claim| match &claim.outcome {
            Outcome::Different(cells) => cells.iter().any(|c| c.form == form && c.column == column),
            Outcome::Equal => false,
        });
        prop_assert!(is_told, "{}: {:?}", text, claims);
    }

    #[test]
    fn any_text_is_read_and_claims_stand_in_it(
        text in "(Tổ chức|mở|[0-9]{1,4}|[0-9.,]{1,40}|,|\\.|;|\\(|\\)|%| lớp| nữ|\n|- |\u{a0}|e\u{301}| lượt người|tỷ đồng| |/){0,40}",
    ) {
        let World { forms, figures, .. } = &*WORLD;
        let all: Vec<&Form> = forms.iter().collect();
        for claim in Counts::of(&all, figures, Covered::year(YEAR)).claims("", &text) {
            let quoted = text.get(claim.place.clone());
            prop_assert!(quoted.is_some_and(|quoted| quoted.len() >= claim.number), "{:?}", claim);
        }
    }
}
