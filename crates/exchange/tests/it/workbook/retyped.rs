//! Headers typed anew, joined cells, pages of another round: read as a person reads them, or told.

use exchange::workbook::{Outcome, Reading, open};

use super::{
    by_sight::with_sheet,
    mangle::{Mangling, mangle, pack, texts, unpack},
    sample::{Sample, key, sample},
};

/// Rows of figures of form T3, and its total.
const ROWS: std::ops::RangeInclusive<u32> = 10..=19;

/// A workbook with other texts.
fn retyped(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = unpack(bytes);
    for (name, content) in &mut parts {
        if name == "xl/sharedStrings.xml" {
            *content = texts(std::str::from_utf8(content).unwrap(), &change).into_bytes();
        }
    }
    pack(&parts)
}

/// The sheet with the figures of a column times a factor.
fn times(xml: &str, column: &str, factor: f64) -> String {
    let mut xml = xml.to_owned();
    for row in ROWS {
        let at = xml.find(&format!("<c r=\"{column}{row}\"")).expect("a cell");
        let end = at + xml[at..].find("</c>").expect("its end");
        if xml[at..end].contains(" t=\"s\"") {
            continue;
        }
        let from = at + xml[at..end].find("<v>").expect("a figure") + 3;
        let to = from + xml[from..].find("</v>").unwrap();
        let value: f64 = xml[from..to].parse().unwrap();
        xml.replace_range(from..to, &(value * factor).to_string());
    }
    xml
}

fn told(reading: &Reading) -> Vec<&str> {
    let cells = reading.parts.iter().flat_map(|part| &part.cells);
    cells.map(|cell| cell.told.words()).filter(|told| !told.is_empty()).collect()
}

fn money_header(of: &str) -> impl Fn(&str) -> String {
    move |text| if text == "Kinh phí (triệu đồng)" { of.to_owned() } else { text.to_owned() }
}

#[test]
fn the_unit_over_a_column_is_read_and_every_cell_tells_it() {
    let sample = sample(&["T3"], 2);
    for (header, factor, said) in [
        ("Kinh phí (nghìn đồng)", 1e3, "Tiêu đề cột ghi nghìn đồng, biểu ghi triệu đồng"),
        ("Kinh phí (1.000đ)", 1e3, "nghìn đồng"),
        ("Kinh phí (đồng)", 1e6, "Tiêu đề cột ghi đồng"),
        ("Kinh phí (tỷ đồng)", 1e-3, "Tiêu đề cột ghi tỷ đồng"),
    ] {
        let bytes =
            retyped(&with_sheet(&sample, |xml| times(xml, "I", factor)), money_header(header));
        let reading = sample.comes_back_whole(&bytes, header);
        assert_eq!(reading.left_out, Vec::new(), "{header}: totals are in that unit, too");
        let told = told(&reading);
        assert!(told.len() >= 7, "{header}: {told:?}");
        assert!(told.iter().all(|told| told.contains(said)), "{header}: {told:?}");
    }
}

#[test]
fn figures_that_the_file_was_made_with_keep_their_unit() {
    let sample = sample(&["T3"], 2);
    let bytes = retyped(&sample.bytes, money_header("Kinh phí (nghìn đồng)"));
    let reading = sample.read(&bytes).unwrap();
    assert_eq!(sample.silent_losses(&reading), Vec::<String>::new());
    assert_eq!(told(&reading), Vec::<&str>::new());
}

#[test]
fn women_and_men_that_changed_places_are_read_by_any_words_for_them() {
    let sample = sample(&["T3"], 2);
    for (women, men) in [("Nữ giới", "Nam giới"), ("Số nữ", "Nam"), ("Phụ nữ (người)", "Số nam")]
    {
        let bytes = retyped(&mangle(&sample.bytes, &[Mangling::ExchangeColumnKeys]), |text| {
            match text {
                "Nữ" => women,
                "Nam" => men,
                other => other,
            }
            .to_owned()
        });
        let reading = sample.comes_back_whole(&bytes, women);
        assert_eq!(reading.left_out, Vec::new(), "{women}");
    }
}

#[test]
fn rows_that_changed_places_are_read_by_names_typed_anew() {
    let sample = sample(&["T3"], 2);
    let bytes = retyped(&mangle(&sample.bytes, &[Mangling::ExchangeRowKeys]), |text| {
        match text {
            "Cộng tác viên, mạng lưới ở cơ sở" => "Mạng lưới cộng tác viên cơ sở",
            text if text.starts_with("Người làm công tác bình đẳng giới") => {
                "Người làm công tác BĐG, VSTBPN các cấp, các ngành"
            }
            other => other,
        }
        .to_owned()
    });
    let reading = sample.comes_back_whole(&bytes, "rows typed anew");
    assert_eq!(reading.left_out, Vec::new());
}

#[test]
fn men_over_the_column_of_women_alone_are_told() {
    let sample = sample(&["T3"], 2);
    let of_men = |text: &str| if text == "Nữ" { "Nam giới".into() } else { text.to_owned() };
    let reading = sample.read(&retyped(&sample.bytes, of_men)).unwrap();
    let doubted = reading.left_out.iter().filter(|left| left.code == "BOOK-117");
    assert!(doubted.count() > 0, "{:?}", reading.left_out);
    assert!(reading.parts[0].cells.iter().all(|cell| cell.column != "nu"));
}

/// The sheet with cells joined over rows; of joined cells the first alone holds something.
fn joined(sample: &Sample, from: &str, others: &[&str], area: &str) -> Vec<u8> {
    with_sheet(sample, |xml| {
        let mut xml = xml.to_owned();
        for place in others {
            let at = xml.find(&format!("<c r=\"{place}\"")).expect("a cell");
            let end = at + xml[at..].find("</c>").expect("its end") + 4;
            xml.replace_range(at..end, "");
        }
        assert!(xml.contains(&format!("<c r=\"{from}\"")));
        xml.replacen("<mergeCell ", &format!("<mergeCell ref=\"{area}\"/><mergeCell "), 1)
    })
}

#[test]
fn a_figure_over_several_rows_belongs_to_none() {
    let sample = sample(&["T3"], 2);
    for (from, others, area) in
        [("D11", &["D12", "D13"][..], "D11:D13"), ("E11", &["F11"][..], "E11:F11")]
    {
        let reading = sample.read(&joined(&sample, from, others, area)).unwrap();
        let at = |place: &str| {
            let cells = &reading.parts[0].cells;
            &cells.iter().find(|cell| cell.origin.address == place).expect("it is asked").outcome
        };
        let Outcome::Refused { code, reason, .. } = at(from) else { panic!("{:?}", at(from)) };
        assert_eq!(*code, "BOOK-122");
        assert!(reason.contains(area), "{reason}");
        assert_eq!(*at(others[0]), Outcome::Empty);
    }
}

#[test]
fn pages_say_their_round() {
    let sample = sample(&["T2", "T3"], 2);
    let rounds = open(&sample.bytes, &key()).unwrap().printed_rounds();
    assert_eq!(rounds.len(), 2, "{rounds:?}");
    for printed in rounds {
        assert!(printed.title.ends_with("năm 2024"), "{printed:?}");
        assert_eq!(printed.window, "Số liệu từ 15/12/2023 đến 14/12/2024");
    }
}

#[test]
fn what_was_left_is_counted_whole() {
    let sample = sample(&["T3"], 2);
    let bytes = with_sheet(&sample, |xml| {
        let note = |row: u32| {
            format!("<row r=\"{row}\"><c r=\"B{row}\" t=\"str\"><v>ghi chú</v></c></row>")
        };
        let notes: String = (100..3_100).map(note).collect();
        xml.replacen("</sheetData>", &format!("{notes}</sheetData>"), 1)
    });
    let reading = sample.comes_back_whole(&bytes, "notes below");
    assert_eq!((reading.left(), reading.left_out.len()), (3_000, 2_000));
}
