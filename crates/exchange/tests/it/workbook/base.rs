//! A file remembers what it was made with: only what a person changed in it counts, whatever program
//! saved it. And totals that are apart from their cells are told in every format.

use domain::cell::CellStatus;
use domain::form::{FormBody, ValueType};
use exchange::workbook::{BookCell, PartReading, Reading};
use rust_decimal::Decimal;

use super::{
    by_sight::with_sheet,
    other_programs::{resaved, through_openpyxl},
    sample::{Sample, form, sample},
};

fn kind(form_code: &str, column: &str) -> ValueType {
    match &form(form_code).body {
        FormBody::Table(table) => table.column(column).unwrap().value_type,
        FormBody::Narrative(_) => ValueType::Text,
    }
}

/// Cells that the file says somebody changed.
fn touched(reading: &Reading) -> Vec<String> {
    let of = |part: &PartReading| {
        let cells = part.cells.iter();
        let cells = cells.filter(|c| part.is_touched(c, kind(&part.form, &c.column)));
        cells.map(|c| format!("{}:{}:{}", part.form, c.row, c.column)).collect::<Vec<_>>()
    };
    reading.parts.iter().flat_map(of).collect()
}

fn filled() -> Sample {
    sample(&["PL02", "T1", "T2", "T3", "T4", "T5", "T8"], 5)
}

#[test]
fn an_untouched_file_has_no_change_whoever_saved_it() {
    let sample = filled();
    assert_eq!(touched(&sample.read(&sample.bytes).unwrap()), Vec::<String>::new());
    for kind in ["xlsx", "xls", "ods"] {
        let Some(bytes) = resaved(&sample.bytes, kind) else { break };
        assert_eq!(touched(&sample.read(&bytes).unwrap()), Vec::<String>::new(), "{kind}");
    }
    let Some(bytes) = through_openpyxl(&sample.bytes, "") else { return };
    assert_eq!(touched(&sample.read(&bytes).unwrap()), Vec::<String>::new(), "openpyxl");
}

/// Each cell alone: the report that moved on in one cell is outrun there and nowhere else.
#[test]
fn each_cell_is_held_against_what_the_file_was_made_with() {
    let sample = sample(&["T3"], 5);
    let reading = sample.read(&sample.bytes).unwrap();
    let part = &reading.parts[0];
    let of = |column: &str| kind("T3", column);
    for (place, cell) in &sample.cells[0] {
        assert!(!part.is_outrun(place, cell, of(&place.1)), "{place:?}");
        let others = [
            BookCell::default(),
            BookCell { status: CellStatus::NotArising, ..BookCell::default() },
            BookCell { figure: Some(Decimal::from(987_654)), ..BookCell::default() },
        ];
        for other in
            others.iter().filter(|other| (other.figure, other.status) != (cell.figure, cell.status))
        {
            assert!(part.is_outrun(place, other, of(&place.1)), "{place:?} {other:?}");
        }
    }
}

#[test]
fn a_figure_typed_as_text_is_the_same_figure() {
    let sample = sample(&["T3"], 2);
    let lines = "s = b['Biểu T3']\nn = s['D12'].value\nassert isinstance(n, int), n\ns['D12'] = str(n)\ns['E12'] = 77777";
    let Some(bytes) = through_openpyxl(&sample.bytes, lines) else { return };
    let changed = touched(&sample.read(&bytes).unwrap());
    assert_eq!(changed.len(), 1, "{changed:?}");
}

/// What the guide tells people to type counts in the totals and shares that other programs show.
#[test]
fn other_programs_count_what_the_guide_tells_people_to_type() {
    let sample = sample(&["T1", "T3"], 2);
    let lines = "s = b['Biểu T3']\nassert s['A11'].value.startswith('T3/'), s['A11'].value\n\
        s['D11'], s['D12'], s['D13'], s['D14'], s['D15'] = 'kps', '~412', '1.000', '~ 1.250', '3 250'\n\
        s['I11'], s['I12'], s['I13'] = '~4,5', '12.5', '1.234,25'\n\
        s['E16'], s['F16'] = '~200', '~50'\ns['E17'], s['F17'] = 'kps', 'kps'\n\
        assert s['H16'].data_type == 'f', s['H16'].value";
    let Some(bytes) = through_openpyxl(&sample.bytes, lines) else { return };
    for kind in ["xlsx", "xls", "ods"] {
        let Some(bytes) = resaved(&bytes, kind) else { return };
        let reading = sample.read(&bytes).unwrap();
        let told: Vec<_> = reading.left_out.iter().filter(|left| left.code != "BOOK-110").collect();
        assert!(told.is_empty(), "{kind}: {told:?}");
        let shown = |address: &str| {
            let computed = &reading.parts[1].computed;
            computed.iter().find(|(_, _, origin)| origin.address == address).map(|(_, v, _)| *v)
        };
        assert_eq!(shown("H16"), Some(Decimal::from(25)), "{kind}");
        // LibreOffice keeps a text result as nought in the old format.
        let is_nothing = shown("H17").is_none_or(|share| kind == "xls" && share.is_zero());
        assert!(is_nothing, "{kind}: no share of nothing");
        let totals = reading.parts.iter().flat_map(|part| &part.computed).count();
        assert!(totals > 40, "{kind}: {totals} totals and shares");
    }
}

/// A workbook whose formulas pass over text: told as what it is, and whoever filled it in is not blamed.
#[test]
fn a_formula_that_passes_over_text_is_told_as_such() {
    let sample = sample(&["T3"], 2);
    let lines = "s = b['Biểu T3']\nfor r in range(11, 19): s['D%d' % r] = 10\ns['D12'] = '~412'\ns['D19'] = '=SUM(D10:D18)'";
    let Some(bytes) = through_openpyxl(&sample.bytes, lines) else { return };
    let Some(bytes) = resaved(&bytes, "xlsx") else { return };
    let reading = sample.read(&bytes).unwrap();
    let told: Vec<_> = reading.left_out.iter().filter(|left| left.code != "BOOK-110").collect();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((told.code, told.origin.address.as_str()), ("BOOK-115", "D19"));
}

/// A total typed over, and a formula that no longer adds up all, in the formats of other programs.
#[test]
fn totals_apart_from_their_cells_are_told_in_old_and_open_formats() {
    let sample = sample(&["T3"], 2);
    for (content, words) in [
        ("<v>9999", "Tổng trong tệp 9.999 khác tổng tính lại"),
        ("<f>9000+999</f><v>9999", "Công thức trong tệp cho 9.999"),
    ] {
        let bytes = with_sheet(&sample, |xml| {
            let cell = xml.find("<c r=\"D19\"").expect("the total of classes");
            let from = cell + xml[cell..].find("<f>").expect("a formula");
            let to = from + xml[from..].find("</v>").expect("its result");
            format!("{}{content}{}", &xml[..from], &xml[to..])
        });
        for kind in ["xlsx", "xls", "ods"] {
            let Some(bytes) = resaved(&bytes, kind) else { return };
            let reading = sample.read(&bytes).unwrap();
            let told: Vec<_> =
                reading.left_out.iter().filter(|left| left.code == "BOOK-114").collect();
            let [told] = told.as_slice() else {
                panic!("{kind}, {content}: {:?}", reading.left_out)
            };
            assert_eq!(told.origin.address, "D19", "{kind}");
            assert!(told.reason.contains(words), "{kind}: {}", told.reason);
        }
    }
}
