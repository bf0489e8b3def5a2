//! A district's report of 2024 with invented figures, as a workbook.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::OnceLock,
};

use domain::{
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    check::{Figures, Place, compute},
    form::{Form, FormBody, RowKind, ValueType},
};
use exchange::{
    catalog::Source,
    workbook::{
        ANSWER, Asked, Book, BookCell, BookPart, Key, Outcome, Owner, Reading, WORDS, open, write,
    },
};
use rust_decimal::Decimal;

pub(super) fn key() -> Key {
    Key::from_secret(b"a secret of tests")
}

pub(super) fn catalog() -> &'static Catalog {
    static READ: OnceLock<Catalog> = OnceLock::new();
    READ.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/nghe-an-2024");
        let mut files = BTreeMap::new();
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                    files.insert(name, std::fs::read(&path).unwrap());
                }
            }
        }
        exchange::catalog::read(&Source { files }).unwrap()
    })
}

pub(super) fn form(code: &str) -> &'static Form {
    catalog().forms.iter().find(|form| form.code == code).unwrap()
}

/// What a unit is asked in a form: here every open cell.
pub(super) fn asked(form: &Form) -> BTreeSet<Place> {
    match &form.body {
        FormBody::Table(table) => table
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Element)
            .flat_map(|row| {
                let open = table.columns.iter().filter(|column| {
                    column.formula.is_none() && !row.not_applicable.contains(&column.code)
                });
                open.map(|column| (row.code.clone(), column.code.clone()))
            })
            .collect(),
        FormBody::Narrative(headings) => headings
            .iter()
            .flat_map(|h| {
                let answer = h.checklist.then(|| (h.code.clone(), ANSWER.to_owned()));
                answer.into_iter().chain([(h.code.clone(), WORDS.to_owned())])
            })
            .collect(),
    }
}

/// An invented content for every asked cell; each tenth is not arising, each ninth an estimate.
fn cells(form: &Form, asked: &BTreeSet<Place>, seed: usize) -> BTreeMap<Place, BookCell> {
    let kind = |column: &str| match &form.body {
        FormBody::Table(table) => table.column(column).map_or(ValueType::Text, |c| c.value_type),
        FormBody::Narrative(_) => ValueType::Text,
    };
    let invented = |at: usize, place: &Place| {
        let number = i64::try_from((at * 37 + seed * 101) % 4_000).unwrap();
        let figure = match kind(&place.1) {
            ValueType::Text if place.1 == ANSWER => {
                return BookCell { text: Some("Có".into()), ..BookCell::default() };
            }
            ValueType::Text => {
                let text = format!("Nguồn số {number}: Sở Nội vụ, năm 2024");
                return BookCell { text: Some(text), ..BookCell::default() };
            }
            ValueType::YesNo => Decimal::from(number % 2),
            ValueType::Count => Decimal::from(number),
            ValueType::Money => Decimal::from(number) * Decimal::from(12_500),
            ValueType::Decimal | ValueType::Percent => Decimal::new(number, 2).normalize(),
        };
        let status = match at % 45 {
            10 | 30 => CellStatus::NotArising,
            9 | 18 if kind(&place.1) == ValueType::Count => CellStatus::Estimate,
            _ => CellStatus::Actual,
        };
        let figure = (status != CellStatus::NotArising).then_some(figure);
        BookCell { figure, text: None, status }
    };
    asked.iter().enumerate().map(|(at, place)| (place.clone(), invented(at, place))).collect()
}

/// The workbook of some forms, with contents of its own for each seed.
pub(super) struct Sample {
    pub forms: Vec<&'static Form>,
    pub asked: Vec<BTreeSet<Place>>,
    pub cells: Vec<BTreeMap<Place, BookCell>>,
    pub bytes: Vec<u8>,
}

pub(super) fn owner() -> Owner {
    Owner { unit: "h-415".into(), round: "R-STR-2024".into() }
}

pub(super) fn sample(codes: &[&str], seed: usize) -> Sample {
    let forms: Vec<&Form> = codes.iter().map(|code| form(code)).collect();
    let asked: Vec<BTreeSet<Place>> = forms.iter().map(|form| asked(form)).collect();
    let cells: Vec<BTreeMap<Place, BookCell>> =
        forms.iter().zip(&asked).map(|(form, asked)| cells(form, asked, seed)).collect();
    let mut figures = Figures::default();
    for (form, cells) in forms.iter().zip(&cells) {
        let known = cells.iter().filter_map(|(place, cell)| Some((place.clone(), cell.figure?)));
        figures.current.insert(form.code.clone(), known.collect());
    }
    for form in &forms {
        compute(form, &mut figures);
    }
    let parts = forms.iter().zip(&asked).zip(&cells).map(|((form, asked), cells)| BookPart {
        form,
        asked: asked.clone(),
        cells: cells.clone(),
        figures: figures.current.get(&form.code).cloned().unwrap_or_default(),
        previous: cells
            .iter()
            .filter_map(|(place, cell)| Some((place.clone(), cell.figure? + Decimal::ONE)))
            .collect(),
        notes: cells
            .keys()
            .filter(|(_, column)| column == "nguoi")
            .map(|place| (place.clone(), "Số toàn huyện: đã gồm số cấp xã.".to_owned()))
            .collect(),
    });
    let book = Book {
        owner: owner(),
        unit_name: "UBND huyện Kỳ Sơn".into(),
        receiver_name: "Sở Lao động - Thương binh và Xã hội".into(),
        round_title: "Kết quả thực hiện Chương trình quốc gia về bình đẳng giới năm 2024".into(),
        window: "Số liệu từ 15/12/2023 đến 14/12/2024".into(),
        due: "hết 24/12/2024".into(),
        sample: true,
        remembers: true,
        parts: parts.collect(),
    };
    let bytes = write(&book, &key()).unwrap();
    Sample { forms, asked, cells, bytes }
}

impl Sample {
    /// Reads bytes for the same forms.
    pub(super) fn read(&self, bytes: &[u8]) -> Result<Reading, exchange::workbook::BookError> {
        let asked: Vec<Asked<'_>> =
            self.forms.iter().zip(&self.asked).map(|(form, cells)| Asked { form, cells }).collect();
        open(bytes, &key())?.read(&asked)
    }

    /// Every cell as the page would have to be told, by form and place.
    pub(super) fn expected(&self) -> BTreeMap<(String, Place), (String, CellStatus)> {
        let mut all = BTreeMap::new();
        for (form, cells) in self.forms.iter().zip(&self.cells) {
            for (place, cell) in cells {
                all.insert((form.code.clone(), place.clone()), typed(form, place, cell));
            }
        }
        all
    }

    /// What differs from what was written, and is not told with a reason.
    pub(super) fn silent_losses(&self, reading: &Reading) -> Vec<String> {
        let mut losses = Vec::new();
        let expected = self.expected();
        let mut seen = BTreeSet::new();
        for part in &reading.parts {
            let told = !part.missing.is_empty();
            for cell in &part.cells {
                let at = (part.form.clone(), (cell.row.clone(), cell.column.clone()));
                seen.insert(at.clone());
                match &cell.outcome {
                    Outcome::Given { raw, status } => {
                        let (wanted, wanted_status) = &expected[&at];
                        if !same(raw, wanted) || status != wanted_status {
                            losses.push(format!("{at:?}: {raw:?} instead of {wanted:?}"));
                        }
                    }
                    Outcome::Refused { .. } => {}
                    Outcome::Empty => losses.push(format!("{at:?} came back empty")),
                }
            }
            if told {
                seen.extend(expected.keys().filter(|(form, _)| *form == part.form).cloned());
            }
            // A row or sheet in doubt is told cell by cell.
            let doubted = reading.left_out.iter().any(|left| {
                let is_told = matches!(
                    left.code,
                    "BOOK-104" | "BOOK-105" | "BOOK-106" | "BOOK-117" | "BOOK-119"
                );
                left.form == part.form && is_told
            });
            if doubted {
                seen.extend(expected.keys().filter(|(form, _)| *form == part.form).cloned());
            }
        }
        losses.extend(
            expected.keys().filter(|at| !seen.contains(*at)).map(|at| format!("{at:?} lost")),
        );
        losses
    }

    /// Asserts that everything came back as it was.
    #[track_caller]
    pub(super) fn comes_back_whole(&self, bytes: &[u8], what: &str) -> Reading {
        let reading = self.read(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(self.silent_losses(&reading), Vec::<String>::new(), "{what}");
        let given: usize = reading.parts.iter().map(|part| part.given().count()).sum();
        assert_eq!(given, self.expected().len(), "{what}: {:?}", reading.left_out);
        reading
    }
}

/// Figures compare as figures: a program may write 1.5 where 1,5 stood.
fn same(one: &str, other: &str) -> bool {
    one == other || matches!((Amount::read(one), Amount::read(other)), (Ok(a), Ok(b)) if a == b)
}

fn typed(form: &Form, place: &Place, cell: &BookCell) -> (String, CellStatus) {
    if cell.status == CellStatus::NotArising {
        return (String::new(), cell.status);
    }
    if let Some(text) = &cell.text {
        return (text.clone(), cell.status);
    }
    let Some(table) = form.table() else { panic!("{place:?} has no words") };
    let column = table.column(&place.1).unwrap();
    let figure = cell.figure.unwrap();
    let text = match column.value_type {
        ValueType::Money => domain::amount::vietnamese(figure / Decimal::from(1_000_000)),
        ValueType::YesNo => column.value_type.print(figure),
        _ => domain::amount::vietnamese(figure),
    };
    (text, cell.status)
}
