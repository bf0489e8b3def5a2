//! A spreadsheet that the system did not make: matched once, seen, taken over, kept for the next time.

use rust_xlsxwriter::Workbook;

use crate::{
    bad_input::OPEN,
    harness::World,
    workbook::{CELLS, UNIT, held},
};

/// A district's own list of training; `lop` stands in the first row of figures.
fn file(lop: u32) -> Vec<u8> {
    titled(lop, "TỔNG HỢP TẬP HUẤN NĂM 2024")
}

fn titled(lop: u32, title: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tap huan").unwrap();
    let lines: [&[&str]; 6] = [
        &["", title],
        &["TT", "Nội dung", "Số hội nghị, lớp", "Tổng số lượt người", "Ghi chú"],
        &["I", "Cấp huyện"],
        &["1", "Người làm công tác BĐG, vì sự tiến bộ của phụ nữ các cấp"],
        &["2", "Hội viên nông dân"],
        &["", "Tổng cộng"],
    ];
    for (row, texts) in (0..).zip(lines) {
        for (column, text) in (0..).zip(texts.iter()).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    for (row, figures) in [(3, [lop, 480]), (4, [1, 20]), (5, [lop + 1, 500])] {
        sheet.write_number(row, 2, figures[0]).unwrap();
        sheet.write_number(row, 3, figures[1]).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!(r#"name="{name}" value=""#)).expect(name);
    rest.split('"').next().unwrap().to_owned()
}

/// The sheet's columns and one row matched, to be kept.
fn matched(page: &str) -> Vec<(&'static str, String)> {
    vec![
        ("file", hidden(page, "file")),
        ("sheet:T3", "0".to_owned()),
        ("was:T3", hidden(page, "was:T3")),
        ("name:T3", hidden(page, "name:T3")),
        ("first:T3", "2".to_owned()),
        ("head:T3", "2".to_owned()),
        ("last:T3", "6".to_owned()),
        ("col:T3:2", CELLS[0].1.to_owned()),
        ("col:T3:3", CELLS[1].1.to_owned()),
        ("row:T3:3", CELLS[0].0.to_owned()),
        ("keep", "1".to_owned()),
        ("kept_name", "Sổ tập huấn".to_owned()),
    ]
}

#[tokio::test]
async fn a_foreign_file_is_matched_once_and_known_the_next_time() {
    let world = World::open().await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let base = format!("/submissions/{id}/workbook");
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let before = world.writings().await;
    let answer = person.upload(&base, &[], ("tap huan.xlsx", &file(12))).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let page = person.get(&answer.header("location")).await.text();
    assert!(page.contains("dòng mục") && page.contains("dòng cộng"), "{page}");
    let file_hash = hidden(&page, "file");
    let mut fields = matched(&page);
    let there = format!("{base}/mapping");
    fields.push(("row:T3:4", CELLS[0].0.to_owned()));
    let posted: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    person.post(&there, &posted).await.refused(422, "BOOK-323");
    let seen = person.post(&there, &posted[..posted.len() - 1]).await;
    assert_eq!(seen.status.as_u16(), 200, "{}", seen.text());
    let page = seen.text();
    assert!(page.contains("Ghi 2 ô vào báo cáo") && page.contains("BOOK-305"), "{page}");
    assert!(page.contains("lấy 2, không nhận 0, không lấy"), "{page}");
    assert_eq!(world.writings().await, before, "a preview writes nothing");
    assert_eq!(world.count("SELECT count(*) FROM mapping").await, 0, "nothing is kept yet");
    person.post(&format!("{base}/accept"), &[("file", &file_hash)]).await;
    assert_eq!((held(&world, CELLS[0]).await, held(&world, CELLS[1]).await), (Some(12), Some(480)));
    assert!(person.get("/mappings").await.text().contains("Sổ tập huấn"));

    let again = person.upload(&base, &[], ("tap huan.xlsx", &file(15))).await.text();
    assert!(again.contains("Đã đọc theo cách khớp “Sổ tập huấn”"), "{again}");
    assert!(again.contains("Ghi 1 ô vào báo cáo"), "{again}");

    let older = titled(15, "HUYỆN YÊN THÀNH NĂM 2023");
    let older = person.upload(&base, &[], ("tap huan.xlsx", &older)).await.text();
    assert!(older.contains("ghi năm 2023, báo cáo này của năm 2024"), "{older}");

    let stranger = world.sign_in("xa-17149").await;
    stranger.post("/mappings/1/delete", &[]).await.refused(404, "ACC-001");
    person.post("/mappings/1", &[("name", " ")]).await.refused(422, "BOOK-327");
    person.post("/mappings/1", &[("name", "Tên mới")]).await.went_to("/mappings");
    assert!(person.get("/mappings").await.text().contains("Tên mới"));
    person.post("/mappings/1/delete", &[]).await.went_to("/mappings");
    assert_eq!(world.count("SELECT count(*) FROM mapping").await, 0);
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds(), "{verified:?}");
}

/// Two rows of the file belong into one row of the form: refused until the officer says that they are added.
#[tokio::test]
async fn two_rows_are_added_where_the_officer_says_so_and_the_next_file_follows() {
    let world = World::open().await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let base = format!("/submissions/{id}/workbook");
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let answer = person.upload(&base, &[], ("tap huan.xlsx", &file(12))).await;
    let page = person.get(&answer.header("location")).await.text();
    let mut fields = matched(&page);
    fields.push(("row:T3:4", CELLS[0].0.to_owned()));
    fields.push(("add_row:T3", CELLS[0].0.to_owned()));
    let there = format!("{base}/mapping");
    let posted: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let refused = person.post(&there, &posted[..posted.len() - 1]).await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.text());
    let page = refused.text();
    assert!(page.contains("BOOK-323") && page.contains("Cộng dòng 4 + 5 vào dòng"), "{page}");
    let asks = format!(r#"name="add_row:T3" value="{}""#, CELLS[0].0);
    assert!(page.contains(&asks), "{page}");
    let page = person.post(&there, &posted).await.text();
    assert!(page.contains("Cộng 2 ô của tệp: C4 “12” + C5 “1” = 13."), "{page}");
    assert!(page.contains("D4 + D5"), "{page}");
    person.post(&format!("{base}/accept"), &[("file", &fields[0].1)]).await;
    assert_eq!((held(&world, CELLS[0]).await, held(&world, CELLS[1]).await), (Some(13), Some(500)));
    let again = person.upload(&base, &[], ("tap huan.xlsx", &file(15))).await.text();
    assert!(again.contains("Đã đọc theo cách khớp “Sổ tập huấn”"), "{again}");
    assert!(again.contains("C4 “15” + C5 “1” = 16."), "{again}");
}

#[tokio::test]
async fn another_officers_file_is_not_matched() {
    let world = World::open().await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let base = format!("/submissions/{id}/workbook");
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let answer = person.upload(&base, &[], ("tap huan.xlsx", &file(12))).await;
    let there = answer.header("location");
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    desk.get(&there).await.refused(422, "BOOK-202");
    let commune = world.sign_in("xa-17149").await;
    commune.get(&there).await.refused(404, "ACC-001");
}
