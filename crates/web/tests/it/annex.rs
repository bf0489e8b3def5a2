//! The province's report with each district's figures behind it.

use actions::report::{IssuedBy, Offices, Wanted, of_province};
use documents::{
    Manuscript,
    manuscript::{Appendix, Block},
    table::{Content, TableBlock},
};
use rust_decimal::Decimal;

use crate::harness::World;

/// A round that is over: every district has been accepted.
const OVER: &str = "R-STR-2023";

async fn drafted(world: &World) -> Manuscript {
    let mut reader = world.state.store.reader();
    let round = store::round::by_code(&mut reader, OVER).await.unwrap().unwrap();
    let known = (&*world.state.catalog, &*world.state.totals);
    let offices = Offices { province: world.state.province, lead: world.state.lead };
    let wanted = Wanted { round: &round, by: IssuedBy::Province, districts: true };
    let when = (world.state.clock.now(), true);
    of_province(&mut reader, known, offices, wanted, when).await.unwrap().manuscript
}

fn table_named<'a>(appendix: &'a Appendix, name: &str) -> Option<&'a TableBlock> {
    appendix.body.iter().find_map(|block| match block {
        Block::Table(table) if table.caption.as_ref()?.starts_with(name) => Some(table),
        _ => None,
    })
}

#[tokio::test]
async fn each_accepted_district_has_an_appendix_of_its_own() {
    let world = World::open().await;
    let report = drafted(&world).await;
    let own =
        report.appendices.iter().filter(|a| !a.title.starts_with("Số liệu báo cáo của")).count();
    assert_eq!(report.appendices.len() - own, 21);
    let numbers: Vec<u32> = report.appendices.iter().map(|appendix| appendix.number).collect();
    assert!(numbers.iter().copied().eq(1..=u32::try_from(numbers.len()).unwrap()));
    let told: Vec<String> = report
        .body
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(runs) => Some(runs.iter().map(|run| run.text.as_str()).collect()),
            _ => None,
        })
        .collect();
    let last = documents::number::roman(*numbers.last().unwrap());
    let first = documents::number::roman(u32::try_from(own + 1).unwrap());
    let sentence = format!("nêu tại các Phụ lục từ {first} đến {last} kèm theo");
    assert!(told.iter().any(|text| text.contains(&sentence)), "{sentence}");
    let named = report.appendices.iter().any(|a| a.title == "Số liệu báo cáo của huyện Quỳnh Lưu");
    assert!(named);
}

#[tokio::test]
async fn a_districts_few_cases_of_violence_are_not_printed() {
    let world = World::open().await;
    let report = drafted(&world).await;
    let mut masked = 0;
    for table in report.appendices.iter().filter_map(|appendix| table_named(appendix, "Biểu T5"))
    {
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            match &cell.content {
                Content::Figure { value, .. } => {
                    let small = *value > Decimal::ZERO && *value < Decimal::from(5);
                    assert!(!small, "{value} is printed");
                }
                Content::Text(text) if text == domain::consolidation::MASK => masked += 1,
                _ => {}
            }
        }
    }
    assert!(masked > 0);
}

#[tokio::test]
async fn the_page_offers_it_and_the_files_have_no_fault_of_form() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let here = format!("/reports/{OVER}/province");
    let page = desk.get(&here).await.text();
    assert!(page.contains("Kèm phụ lục số liệu từng huyện"));
    assert!(!page.contains("SỐ LIỆU BÁO CÁO CỦA HUYỆN QUỲNH LƯU"));
    let page = desk.get(&format!("{here}?districts=1")).await.text();
    assert!(page.contains("SỐ LIỆU BÁO CÁO CỦA HUYỆN QUỲNH LƯU"));
    assert!(page.contains(&format!("{here}/issue?districts=1")));
    for format in ["docx", "pdf"] {
        let file = desk.get(&format!("{here}/{format}?districts=1")).await.bytes;
        let found = documents::lint::check(&file).unwrap().findings;
        assert!(found.is_empty(), "{format}: {found:?}");
    }
}
