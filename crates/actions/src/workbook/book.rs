//! The workbook of a submission as it stands: forms asked of the unit, what is filled, last period's figures.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    access::Sight,
    amount::Amount,
    catalog::Catalog,
    cell::Answer,
    check::Place,
    form::{FormBody, Level, Table},
    period::day,
    share::{Holding, Share},
    submission::{Right, SubmissionId},
};
use exchange::workbook::{ANSWER, Book, BookCell, BookPart, Key, Owner, WORDS, write};
use rust_decimal::Decimal;
use store::{
    db::{Reads, Store},
    submission::SubmissionRow,
    value::{DraftCell, Words},
};

use super::{
    AskedForms, asked_forms, beside, compare::printed_status, key, owner::window, visible,
};
use crate::{
    Acting, Error,
    part::{self, Part},
    submission::{load, party},
};

/// Longest words that a cell of every program holds.
const WORDS_MAX: usize = 32_000;

/// The workbook that the unit, or the desk for it, downloads.
pub async fn book(
    store: &Store,
    catalog: &Arc<Catalog>,
    acting: &Acting,
    id: SubmissionId,
) -> Result<(SubmissionRow, Vec<u8>), Error> {
    let key = key(store).await?;
    let mut reader = store.reader();
    let row = load(&mut reader, acting, id).await?;
    party(&mut reader, acting, &row).await?.require(Right::TakeWorkbook)?;
    let forms = visible(catalog, acting, &row);
    let bytes = write_forms(&mut reader, catalog, &row, forms, &key).await?;
    Ok((row, bytes))
}

/// The workbook of a submission, for an operator who hands files out.
pub async fn filled(
    db: &mut impl Reads,
    catalog: &Arc<Catalog>,
    row: &SubmissionRow,
    key: &Key,
) -> Result<Vec<u8>, Error> {
    let forms = asked_forms(catalog, &row.regime, row.asked_unit());
    write_forms(db, catalog, row, forms, key).await
}

/// A form's code with what its sheets are written from.
#[derive(Default)]
struct Sheet {
    form: String,
    asked: BTreeSet<Place>,
    cells: BTreeMap<Place, BookCell>,
    figures: BTreeMap<Place, Decimal>,
    previous: BTreeMap<Place, Decimal>,
    notes: BTreeMap<Place, String>,
}

async fn write_forms(
    db: &mut impl Reads,
    catalog: &Arc<Catalog>,
    row: &SubmissionRow,
    forms: AskedForms<'_>,
    key: &Key,
) -> Result<Vec<u8>, Error> {
    // The caller has chosen the forms by whose eyes the file is for.
    let tables: BTreeMap<String, Part> = part::load_all(db, catalog, (row, Sight::Whole))
        .await?
        .into_iter()
        .map(|(form, part)| (form.code.clone(), part))
        .collect();
    let mut sheets = Vec::new();
    for (form, mut asked) in forms {
        let of = |all: &BTreeMap<String, BTreeMap<Place, Decimal>>| {
            all.get(&form.code).cloned().unwrap_or_default()
        };
        let sheet = if let Some(part) = tables.get(&form.code) {
            let (figures, previous) = (of(&part.figures.current), of(&part.figures.previous));
            let notes = match &form.body {
                FormBody::Table(table) => notes(table, &part.shares),
                FormBody::Narrative(_) => BTreeMap::new(),
            };
            Sheet {
                form: form.code.clone(),
                asked,
                cells: table_cells(&part.cells),
                figures,
                previous,
                notes,
            }
        } else {
            let words = part::present_words(db, row, &form.code).await?;
            let cells = outline_cells(&words, &mut asked);
            Sheet { form: form.code.clone(), asked, cells, ..Sheet::default() }
        };
        sheets.push(sheet);
    }
    let receiver = store::org_unit::by_id(db, row.submission.receiver).await?;
    let round = catalog.round(&row.round);
    let book = Book {
        owner: Owner { unit: row.unit_key.clone(), round: row.round.clone() },
        unit_name: row.unit_name.clone(),
        receiver_name: receiver.map_or(String::new(), |unit| unit.name),
        round_title: row.round_title.clone(),
        window: round.map_or(String::new(), window),
        due: format!("Hạn nộp: hết {}", day(row.submission.effective_due())),
        sample: store::setting::get(db, "sample").await?.is_some(),
        remembers: true,
        parts: Vec::new(),
    };
    let (catalog, key) = (Arc::clone(catalog), key.clone());
    beside(move || written(book, (&catalog, sheets), &key)).await
}

/// The bytes of a book with its sheets.
fn written(
    book: Book<'_>,
    (catalog, sheets): (&Catalog, Vec<Sheet>),
    key: &Key,
) -> Result<Vec<u8>, Error> {
    let part = |sheet: Sheet| {
        let Sheet { form, asked, cells, figures, previous, notes } = sheet;
        let form = part::form(catalog, &form)?;
        Some(BookPart { form, asked, cells, figures, previous, notes })
    };
    let book = Book { parts: sheets.into_iter().filter_map(part).collect(), ..book };
    write(&book, key).map_err(|error| Error::Document(error.to_string()))
}

fn table_cells(cells: &BTreeMap<Place, DraftCell>) -> BTreeMap<Place, BookCell> {
    cells.iter().map(|(place, cell)| (place.clone(), book_cell(cell))).collect()
}

/// A cell of the draft as its workbook prints it.
pub(crate) fn book_cell(cell: &DraftCell) -> BookCell {
    BookCell {
        figure: cell.amount.map(Amount::to_decimal),
        text: cell.text.clone(),
        // An own share may not have arisen where the sum from below stands.
        status: printed_status(cell),
    }
}

/// What is said beside whole figures that units below have part in.
fn notes(table: &Table, shares: &BTreeMap<Place, Share>) -> BTreeMap<Place, String> {
    let said = shares.iter().filter_map(|(place, share)| {
        let column = table.column(&place.1)?;
        let holding = part::share::holding_of(table, place, Level::District)?;
        let below = share.below?;
        let print = |amount: Amount| column.print(amount.to_decimal());
        let corrected = if share.is_corrected() {
            format!(", điều chỉnh {}", part::share::signed(column, share.correction.amount))
        } else {
            String::new()
        };
        let how = match holding {
            Holding::WithOwn => {
                let taken_off = below.checked_add(share.correction.amount)?;
                format!("phần của huyện = số này trừ {}.", print(taken_off))
            }
            Holding::Below => {
                "huyện không có phần riêng, ghi số khác là điều chỉnh và phải có lý do trên trang."
                    .to_owned()
            }
        };
        let (sum, units) = (print(below), share.units);
        let words = format!(
            "Số toàn huyện: đã gồm số cấp xã cộng lại {sum} ({units} xã){corrected}; {how}"
        );
        Some((place.clone(), words))
    });
    said.collect()
}

/// Words and answers, references as they are written: the file is an editor and comes back. Words too long for a cell are left to the page, so that no file shortens them.
fn outline_cells(
    words: &BTreeMap<String, Words>,
    asked: &mut BTreeSet<Place>,
) -> BTreeMap<Place, BookCell> {
    let mut cells = BTreeMap::new();
    for (heading, written) in words {
        let place = |column: &str| (heading.clone(), column.to_owned());
        if written.body.as_written().chars().count() > WORDS_MAX {
            asked.remove(&place(WORDS));
            continue;
        }
        let answer = written.answer.map_or("", Answer::label);
        for (column, text) in [(WORDS, written.body.as_written()), (ANSWER, answer)] {
            if !text.is_empty() {
                let text = Some(text.to_owned());
                cells.insert(place(column), BookCell { text, ..BookCell::default() });
            }
        }
    }
    cells
}
