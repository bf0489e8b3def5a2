//! The province's report with each district's figures behind it.

use actions::report::{IssuedBy, Offices, Wanted, of_province};
use documents::{
    Manuscript,
    manuscript::{Appendix, Block},
    table::TableBlock,
};

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
    let last = domain::roman::roman(*numbers.last().unwrap());
    let plain = |runs: &[documents::manuscript::Run]| -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    };
    let pointed = report.body.iter().any(|block| match block {
        Block::List(lines) => {
            lines.iter().any(|line| plain(line).contains(&format!("đến Phụ lục {last}: ")))
        }
        _ => false,
    });
    assert!(pointed, "the body names the appendices of the districts");
    let named = report.appendices.iter().any(|a| a.title == "Số liệu báo cáo của huyện Quỳnh Lưu");
    assert!(named);
}

#[tokio::test]
async fn cases_of_violence_are_not_printed_district_by_district() {
    let world = World::open().await;
    let report = drafted(&world).await;
    let of_districts =
        report.appendices.iter().filter(|a| a.title.starts_with("Số liệu báo cáo của"));
    for appendix in of_districts {
        assert!(table_named(appendix, "Biểu T5").is_none(), "{}", appendix.title);
        let says_so = appendix
            .body
            .iter()
            .any(|block| matches!(block, Block::Note(text) if text.contains("biểu T5")));
        assert!(says_so, "{} says what is left out", appendix.title);
    }
}

#[tokio::test]
async fn the_page_offers_it_and_the_files_have_no_fault_of_form() {
    let world = World::open().await;
    world.plans().await;
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
