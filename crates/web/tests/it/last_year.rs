//! Last year's figures of many units: one Excel table down and up again, shown beside what is known,
//! written on a yes.

use std::collections::BTreeMap;

use actions::{part, workbook};
use exchange::workbook::{BookCell, Roll, RollUnit, write_roll};

use crate::{
    harness::World,
    workbook::{figure, text},
};

const ROUND: &str = "R-STR-2024";
const HERE: &str = "/rounds/R-STR-2024/last-year";

/// A hidden field of a preview.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!(r#"name="{name}" value=""#)).expect("a field");
    rest.split('"').next().unwrap().to_owned()
}

/// The mark of what a preview showed.
pub(crate) fn mark(page: &str) -> String {
    hidden(page, "seen")
}

/// The lines that a preview hands on.
fn lines(page: &str) -> String {
    let (_, rest) = page.split_once(r#"<textarea name="table" hidden>"#).expect("lines");
    rest.split("</textarea>").next().unwrap().to_owned()
}

/// The table of form T3 with one column filled.
async fn filled(world: &World, units: &[(&str, &str, BookCell)]) -> Vec<u8> {
    let form = part::form(&world.state.catalog, "T3").unwrap();
    let place = ("bdg".to_owned(), "lop".to_owned());
    let unit = |(key, name, cell): &(&str, &str, BookCell)| RollUnit {
        key: (*key).to_owned(),
        name: (*name).to_owned(),
        asked: [place.clone()].into(),
        cells: BTreeMap::from([(place.clone(), cell.clone())]),
    };
    let roll = Roll {
        form,
        round: ROUND.into(),
        title: "Số liệu năm trước".into(),
        notes: Vec::new(),
        places: vec![place.clone()],
        units: units.iter().map(unit).collect(),
    };
    write_roll(&roll, &workbook::key(&world.state.store).await.unwrap()).unwrap()
}

#[tokio::test]
async fn the_table_that_was_downloaded_changes_nothing() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let file = desk.get(&format!("{HERE}/T3")).await;
    assert!(file.header("content-disposition").contains("so-nam-truoc-R-STR-2024-T3.xlsx"));
    let before = world.writings().await;
    let fields = [("form", "T3"), ("act", "read")];
    let page = desk.upload(HERE, &fields, ("a.xlsx", &file.bytes)).await.text();
    assert!(page.contains("Không có số nào khác với số đang có"), "{page}");
    assert!(!page.contains("Không lấy ("), "{page}");
    assert!(page.contains("ô không đổi") || page.contains("ô của"), "{page}");
    assert_eq!(world.writings().await, before);
    let fields = [("form", "T4"), ("act", "read")];
    desk.upload(HERE, &fields, ("a.xlsx", &file.bytes)).await.refused(422, "BOOK-015");
    let id = world.submission(ROUND, "h-421").await.submission.id.0;
    let report = format!("/submissions/{id}/workbook");
    let person = world.sign_in("quynhluu.chuyenvien").await;
    person.upload(&report, &[], ("a.xlsx", &file.bytes)).await.refused(422, "BOOK-217");
    let own = person.get(&format!("{report}/file")).await.bytes;
    let fields = [("form", "T3"), ("act", "read")];
    desk.upload(HERE, &fields, ("a.xlsx", &own)).await.refused(422, "CON-023");
    person.upload(HERE, &fields, ("a.xlsx", &file.bytes)).await.refused(404, "ACC-001");
}

#[tokio::test]
async fn figures_are_shown_beside_what_is_known_and_written_on_a_yes() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let name = world.submission(ROUND, "h-421").await.unit_name;
    let other = world.submission(ROUND, "h-412").await.unit_name;
    let units = [
        ("h-421", name.as_str(), figure(1_234)),
        ("h-999", "UBND huyện Lạ", figure(5)),
        ("h-412", other.as_str(), text("nhiều")),
        ("h-417", other.as_str(), figure(6)),
    ];
    let bytes = filled(&world, &units).await;
    let before = world.writings().await;
    let fields = [("form", "T3"), ("act", "read")];
    let page = desk.upload(HERE, &fields, ("a.xlsx", &bytes)).await.text();
    assert!(page.contains("Đọc được 1 ô của 1 đơn vị"), "{page}");
    assert!(page.contains("Ghi 1 ô vào số năm trước") && page.contains("Biểu T3, D"), "{page}");
    assert!(page.contains("h-999") && page.contains("nhiều"), "a line is silent: {page}");
    assert!(page.contains("mã ẩn của dòng là của"), "a shuffled line is taken: {page}");
    assert_eq!(world.writings().await, before, "reading writes nothing");
    let (table, mark) = (lines(&page), mark(&page));
    let post = async |mark: &str, reason: &str| {
        let fields = [("form", "T3"), ("act", "load"), ("table", &table), ("seen", mark)];
        desk.post(HERE, &[&fields[..], &[("reason", reason)]].concat()).await
    };
    let reason = "Theo công văn đính chính của huyện.";
    post("", reason).await.refused(422, "CON-022");
    // The district signed last year's report itself: nobody writes over that without saying why.
    assert!(page.contains("Lý do thay số trong báo cáo đã chấp nhận của"), "{page}");
    post(&mark, " ").await.refused(422, "CON-024");
    assert_eq!(world.writings().await, before, "refused, yet written");
    post(&mark, reason).await.went_to(&format!("{HERE}?form=T3"));
    post(&mark, reason).await.refused(422, "CON-022");
    let said = "SELECT message FROM event WHERE verb = 'submission.load_last_year'";
    assert_eq!(world.text(said).await, format!("T3: {reason}"));
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let id = world.submission(ROUND, "h-421").await.submission.id.0;
    let page = person.get(&format!("/submissions/{id}/parts/T3")).await.text();
    assert!(page.contains("1.234"), "last year's figure stands beside the cell");
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds(), "{verified:?}");
}

/// A table of all units in which one changed is written: the others stay as they are.
#[tokio::test]
async fn units_that_stay_unchanged_keep_nobody_from_writing() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let known = "SELECT v.amount / 10000 FROM value v JOIN submission s ON s.accepted_version_id = \
        v.version_id JOIN round r ON r.id = s.round_id JOIN unit u ON u.id = s.unit_id \
        JOIN cell c ON c.id = v.cell_id WHERE r.code = 'R-STR-2023' AND u.key = 'h-412' \
        AND c.form = 'T3' AND c.row_code = 'bdg' AND c.column_code = 'lop'";
    let same = world.count(known).await;
    let table = format!("Mã đơn vị\tTên đơn vị\tbdg:lop\nh-421\t\t1.234\nh-412\t\t{same}\n");
    let fields = [("form", "T3"), ("table", table.as_str()), ("act", "read")];
    let page = desk.post(HERE, &fields).await.text();
    assert!(page.contains("Đọc được 2 ô của 2 đơn vị"), "{page}");
    let (table, mark) = (lines(&page), mark(&page));
    let written = async |reason: &str| {
        let fields = [("form", "T3"), ("act", "load"), ("table", &table), ("seen", &mark)];
        desk.post(HERE, &[&fields[..], &[("reason", reason)]].concat()).await
    };
    written(".").await.refused(422, "CON-024");
    written("Theo công văn đính chính của huyện.").await.went_to(&format!("{HERE}?form=T3"));
    let versions = "SELECT p.versions FROM submission p JOIN round r ON r.id = p.round_id \
        JOIN unit u ON u.id = p.unit_id WHERE r.code = 'R-STR-2023' AND u.key";
    assert_eq!(world.count(&format!("{versions} = 'h-421'")).await, 2);
    assert_eq!(world.count(&format!("{versions} = 'h-412'")).await, 1);
}

/// Figures that contradict each other, or that would end somebody's work, are told and not written.
#[tokio::test]
async fn what_contradicts_itself_or_is_being_worked_on_is_not_taken() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let table = "Mã đơn vị\tTên đơn vị\tctv:nguoi\tctv:nu\nh-421\t\t10\t60\nh-412\t\t9000\t60\n";
    let fields = [("form", "T3"), ("table", table), ("act", "read")];
    let page = desk.post(HERE, &fields).await.text();
    assert!(page.contains("các số của đơn vị này không được ghi"), "{page}");
    // Nothing to count is none: people without a class.
    let none = [("table", "Mã đơn vị\tTên đơn vị\tbdg:lop\nh-421\t\tkps\n")];
    let none = desk.post(HERE, &[&none[..], &[("form", "T3"), ("act", "read")]].concat()).await;
    assert!(none.text().contains("(T3-02); các số"), "{}", none.text());
    world
        .arrange(
            "UPDATE submission SET state = 'returned' WHERE unit_id = (SELECT id FROM unit WHERE \
             key = 'h-412') AND round_id = (SELECT previous_id FROM round WHERE code = 'R-STR-2024')",
        )
        .await;
    let page = desk.post(HERE, &fields).await.text();
    assert!(page.contains("không ghi đè lên việc đang làm"), "{page}");
    assert!(page.contains("Không có số nào khác"), "{page}");
}

/// The table of before, with codes above its columns, is still read.
#[tokio::test]
async fn pasted_lines_with_codes_are_read_too() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let table = "Mã đơn vị\tTên đơn vị\tbdg:lop\nh-421\t\t1.234\nh-999\t\t5\nh-412\t\tnhiều\n";
    let before = world.writings().await;
    let fields = [("form", "T3"), ("table", table), ("act", "read")];
    let page = desk.post(HERE, &fields).await.text();
    assert!(page.contains("Đọc được 1 ô của 1 đơn vị"), "{page}");
    assert!(page.contains("h-999") && page.contains("nhiều"), "a line is silent");
    assert_eq!(world.writings().await, before);
    let fields = [("form", "T3"), ("table", "a\tb\nc\td"), ("act", "read")];
    desk.post(HERE, &fields).await.refused(422, "CON-020");
}
