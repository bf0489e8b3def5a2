//! Districts beside their province: runs `cases/districts.md`, and tries as a patient reader every set of tables
//! that agrees with what is shown.

use std::collections::BTreeMap;

use domain::{
    check::{Figures, compute},
    confidence::Confidence,
    form::{CheckRule, Form, FormBody, Row, RowKind, Severity, Table, Travel},
    masking::{MASK, hide, hide_districts},
};
use proptest::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    forms::{CODE, PRINTED, column, row},
    tables::{Line, lines},
};

const CASES: &str = include_str!("../../cases/districts.md");
const HEADS: [&str; 3] = ["Nữ", "Nam", "Tổng số"];

const ROWS: [&str; 2] = ["mot", "hai"];
const SUM: &str = "cong";
const COLUMNS: [&str; 3] = ["nu", "nam", "tong"];
/// No count is tried beyond it where no total bounds it.
const LARGEST: i64 = 30;
/// Steps after which the reader gives up.
const PATIENCE: u32 = 200_000;

/// Women and men make the whole; two rows and their total, fed by districts alone.
fn form() -> Form {
    let of = ROWS.map(String::from).to_vec();
    let by_districts =
        |row: Row| Row { travel: Travel::Sum { districts: true, provincial_bodies: false }, ..row };
    let element = |code: &&str| by_districts(row(code, code, RowKind::Element));
    let mut rows: Vec<Row> = ROWS.iter().map(element).collect();
    rows.push(by_districts(row(SUM, SUM, RowKind::Total { of })));
    Form {
        code: CODE.into(),
        version: 1,
        title: String::new(),
        confidence: Confidence::Verified,
        source: String::new(),
        body: FormBody::Table(Table {
            unit_label: String::new(),
            columns: COLUMNS.iter().map(|code| column(code, code)).collect(),
            rows,
            sensitive: true,
        }),
        checks: vec![CheckRule {
            code: "T-01".into(),
            severity: Severity::Error,
            rule: formula::parse("nu + nam = tong").unwrap(),
            rows: [&ROWS[..], &[SUM]].concat().into_iter().map(String::from).collect(),
            message: String::new(),
        }],
    }
}

/// Women and men of each row.
type District = [[i64; 2]; 2];

fn figures(form: &Form, district: &District) -> Figures {
    let mut figures = Figures::default();
    let cells = figures.current.entry(CODE.into()).or_default();
    for (row, [women, men]) in ROWS.iter().zip(district) {
        for (column, count) in COLUMNS.iter().zip([*women, *men, women + men]) {
            cells.insert(((*row).to_owned(), (*column).to_owned()), Decimal::from(count));
        }
    }
    compute(form, &mut figures);
    figures
}

/// What is shown of some districts and their province.
struct Published {
    districts: Vec<District>,
    /// The province first.
    shown: Vec<Figures>,
}

impl Published {
    fn of(form: &Form, districts: &[District]) -> Self {
        let mut sum = District::default();
        for district in districts {
            for (own, of) in sum.iter_mut().flatten().zip(district.iter().flatten()) {
                *own += of;
            }
        }
        let mut whole = figures(form, &sum);
        hide(form, &mut whole);
        let named = districts.iter().enumerate();
        let mut areas: BTreeMap<String, Figures> =
            named.map(|(at, own)| (format!("{at:02}"), figures(form, own))).collect();
        hide_districts(form, &whole, &mut areas);
        let shown = std::iter::once(whole).chain(areas.into_values()).collect();
        Self { districts: districts.to_vec(), shown }
    }

    /// The counts that a cell adds up, by their place among all: district, row, women or men.
    fn terms(&self, table: usize, row: &str, column: usize) -> Vec<usize> {
        let tables = if table == 0 { 0..self.districts.len() } else { table - 1..table };
        let is_row = |at: usize| row == SUM || ROWS[at] == row;
        let is_side = |side: usize| column == 2 || column == side;
        let of = |district: usize| {
            let rows = (0..2).filter(move |at| is_row(*at));
            rows.flat_map(move |at| {
                let sides = (0..2).filter(move |side| is_side(*side));
                sides.map(move |side| district * 4 + at * 2 + side)
            })
        };
        tables.flat_map(of).collect()
    }

    fn count(&self, terms: &[usize]) -> i64 {
        terms.iter().map(|at| self.districts[at / 4][at % 4 / 2][at % 2]).sum()
    }

    /// Every cell with its terms and what is shown of it.
    fn cells(&self) -> Vec<(String, Vec<usize>, Option<i64>)> {
        let mut cells = Vec::new();
        for (table, figures) in self.shown.iter().enumerate() {
            for row in ROWS.iter().chain([&SUM]) {
                for (at, column) in COLUMNS.iter().enumerate() {
                    let shown = figures.get(CODE, row, column).and_then(|value| value.to_i64());
                    let terms = self.terms(table, row, at);
                    cells.push((format!("{table}/{row}/{column}"), terms, shown));
                }
            }
        }
        cells
    }

    /// The first small count that a reader can hold between 1 and 4, if any.
    fn betrayed(&self) -> Option<String> {
        let cells = self.cells();
        let known: Vec<(Vec<usize>, i64)> = cells
            .iter()
            .filter_map(|(_, terms, shown)| shown.map(|count| (terms.clone(), count)))
            .collect();
        let small = cells.iter().filter(|(_, terms, _)| (1..5).contains(&self.count(terms)));
        let told = small.filter(|(_, terms, shown)| {
            let may_be = |count: i64| {
                let mut told = known.clone();
                told.push((terms.clone(), count));
                Reader::of(self.districts.len() * 4, told).finds()
            };
            shown.is_some() || !(may_be(0) || (5..=LARGEST).any(may_be))
        });
        told.map(|(name, ..)| name.clone()).next()
    }

    fn print(&self) -> String {
        let cells = self.cells();
        let cell = |(name, terms, shown): &(String, Vec<usize>, Option<i64>)| {
            let count = self.count(terms);
            if shown.is_some() { format!("{name} {count}") } else { format!("{name} ({count})") }
        };
        cells.iter().map(cell).collect::<Vec<_>>().join("; ")
    }
}

/// Tries counts one after the other against sums that are known.
struct Reader {
    counts: usize,
    sums: Vec<(Vec<usize>, i64)>,
    steps: u32,
}

impl Reader {
    const fn of(counts: usize, sums: Vec<(Vec<usize>, i64)>) -> Self {
        Self { counts, sums, steps: 0 }
    }

    /// Whether some counts agree; one who gives up has not found out that there are none.
    fn finds(mut self) -> bool {
        self.tries(0) || self.steps >= PATIENCE
    }

    fn tries(&mut self, at: usize) -> bool {
        if at == self.counts {
            return self.sums.iter().all(|(_, left)| *left == 0);
        }
        self.steps += 1;
        if self.steps >= PATIENCE {
            return false;
        }
        let (mut least, mut most) = (0, LARGEST);
        for (terms, left) in self.sums.iter().filter(|(terms, _)| terms.contains(&at)) {
            most = most.min(*left);
            if terms.iter().max() == Some(&at) {
                least = least.max(*left);
            }
        }
        for count in least..=most {
            for (terms, left) in &mut self.sums {
                if terms.contains(&at) {
                    *left -= count;
                }
            }
            let found = self.tries(at + 1);
            for (terms, left) in &mut self.sums {
                if terms.contains(&at) {
                    *left += count;
                }
            }
            if found {
                return true;
            }
        }
        false
    }
}

#[test]
fn every_district_is_printed_as_written() {
    let mut cases: BTreeMap<&str, Vec<Line<'_>>> = BTreeMap::new();
    for line in lines(CASES) {
        cases.entry(line.title).or_default().push(line);
    }
    assert!(cases.len() > 3, "cases of the file were lost: {}", cases.len());
    for (title, lines) in cases {
        let count = |line: &Line<'_>, head: &str| line.get(head).parse::<i64>().unwrap();
        let (printed, entered): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|line| line.get("đơn vị").ends_with(PRINTED));
        let district = |line: &Line<'_>| [[count(line, "Nữ"), count(line, "Nam")], [0, 0]];
        let districts: Vec<District> = entered.iter().map(district).collect();
        let published = Published::of(&form(), &districts);
        // The province stands last in the file.
        let shown = published.shown[1..].iter().chain(&published.shown[..1]);
        for (line, figures) in printed.iter().zip(shown) {
            let found = COLUMNS.map(|column| match figures.get(CODE, "mot", column) {
                Some(value) => value.to_string(),
                None => MASK.to_owned(),
            });
            let wanted = HEADS.map(|head| line.get(head).to_owned());
            assert_eq!(found, wanted, "{title}: {}: {}", line.text, published.print());
        }
        assert_eq!(printed.len(), published.shown.len(), "{title}");
        assert_eq!(published.betrayed(), None, "{title}");
    }
}

#[test]
fn the_reader_finds_what_is_badly_hidden() {
    let districts = [[[20, 3], [30, 12]], [[25, 9], [14, 6]], [[18, 7], [9, 11]]];
    let mut published = Published::of(&form(), &districts);
    assert_eq!(published.betrayed(), None, "{}", published.print());
    let hidden =
        published.shown.iter().filter(|figures| figures.hidden.values().flatten().next().is_some());
    assert!(hidden.count() >= 2, "one district hides behind another: {}", published.print());
    // The men of the first district alone hidden: they are what the province has more than the others.
    for (district, own) in districts.iter().enumerate() {
        published.shown[district + 1] = figures(&form(), own);
    }
    let place = ("mot".to_owned(), "nam".to_owned());
    published.shown[1].current.get_mut(CODE).unwrap().remove(&place);
    assert_eq!(published.betrayed().as_deref(), Some("1/mot/nam"));
}

#[test]
fn nothing_small_nothing_hidden() {
    let districts = [[[20, 13], [30, 12]], [[25, 9], [0, 0]], [[18, 7], [9, 11]]];
    let published = Published::of(&form(), &districts);
    assert!(
        published.shown.iter().all(|figures| figures.hidden.values().flatten().next().is_none())
    );
}

#[test]
fn what_bodies_of_the_province_feed_is_hidden_whole() {
    let mut form = form();
    let FormBody::Table(table) = &mut form.body else { panic!("no table") };
    table.rows[1].travel = Travel::Sum { districts: true, provincial_bodies: true };
    let districts = [[[20, 13], [30, 12]], [[25, 9], [14, 16]]];
    let published = Published::of(&form, &districts);
    for figures in &published.shown[1..] {
        assert!(figures.is_hidden(CODE, "hai", "nu") && figures.is_hidden(CODE, SUM, "nu"));
        assert!(figures.get(CODE, "mot", "nu").is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn no_set_of_tables_gives_a_small_count_away(
        districts in prop::collection::vec(
            prop::array::uniform2(prop::array::uniform2(prop_oneof![3 => 0_i64..6, 3 => 5_i64..15])),
            1..6,
        ),
    ) {
        let published = Published::of(&form(), &districts);
        prop_assert_eq!(published.betrayed(), None, "{}", published.print());
    }
}
