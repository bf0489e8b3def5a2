//! Between download and upload a report moves on: only what the person changed in the file counts.

use exchange::workbook::Book;

use crate::{
    bad_input::OPEN,
    harness::World,
    workbook::{CELLS, UNIT, book, changed, figure, held, sealed},
};

/// Form T3 of a unit as a file that remembers what it was made with, and whose figures a person then
/// changed: each figure with the one in its place.
async fn changed_file(world: &World, key: &str, cells: &[((&str, &str), i64, i64)]) -> Vec<u8> {
    let row = world.submission(OPEN, key).await;
    let made: Vec<_> = cells.iter().map(|(place, made, _)| (*place, figure(*made))).collect();
    let book = Book { remembers: true, ..book(world, &row, &[("T3", &made)]) };
    let bytes = sealed(world, &book).await;
    changed(&bytes, |name, mut xml| {
        if name == "xl/worksheets/sheet2.xml" {
            for (_, made, now) in cells {
                xml = xml.replace(&format!("<v>{made}</v>"), &format!("<v>{now}</v>"));
            }
        }
        xml
    })
}

/// Whatever moved on in the report after the download, an untouched file writes nothing over it.
#[tokio::test]
async fn an_untouched_file_never_brings_old_figures_back() {
    let world = World::open().await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let (here, part) =
        (format!("/submissions/{id}/workbook"), format!("/submissions/{id}/parts/T3"));
    let person = world.sign_in("quynhluu.chuyenvien").await;
    person.cell(&part, CELLS[0], "12", 0).await;
    let file = person.get(&format!("{here}/file")).await.bytes;
    person.cell(&part, CELLS[0], "15", 1).await;
    person.cell(&part, CELLS[1], "480", 0).await;
    let page = person.upload(&here, &[], ("a.xlsx", &file)).await.text();
    assert!(page.contains("Sẽ ghi (0)"), "{page}");
    assert!(page.contains("Hệ thống đã đổi sau khi tải tệp (1)"), "{page}");
    assert!(page.contains("giữ 15, lúc tải tệp là 12"), "{page}");
    assert!(!page.contains("Hai bên cùng đổi ("), "{page}");
}

/// A commune is accepted while the district fills its file.
#[tokio::test]
async fn a_commune_accepted_meanwhile_stays_counted() {
    let world = World::open().await;
    let key = "h-424";
    let row = world.submission(crate::harness::ROUND, key).await;
    let here = format!("/submissions/{}/workbook", row.submission.id.0);
    let person = world.sign_in(&world.login(key, ".chuyenvien").await).await;
    let file = person.get(&format!("{here}/file")).await.bytes;
    // As if one more commune had been accepted: its figures are more by as much.
    let more = format!(
        "UPDATE value SET amount = amount + 30000 WHERE amount > 0 AND version_id = (SELECT min(s.accepted_version_id) \
         FROM submission s WHERE s.round_id = {} AND s.receiver_id = {} AND s.accepted_version_id IS NOT NULL)",
        row.round_id, row.submission.unit.0
    );
    world.arrange(&more).await;
    let corrections = world.count("SELECT count(*) FROM correction").await;
    let page = person.upload(&here, &[], ("a.xlsx", &file)).await.text();
    assert!(page.contains("Sẽ ghi (0)"), "{page}");
    assert!(page.contains("Hệ thống đã đổi sau khi tải tệp ("), "{page}");
    assert!(!page.contains("BOOK-208") && !page.contains("Hai bên cùng đổi ("), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM correction").await, corrections);
}

#[tokio::test]
async fn where_both_changed_the_report_stands_unless_the_file_is_chosen() {
    let world = World::open().await;
    let id = world.submission(OPEN, UNIT).await.submission.id.0;
    let (here, part) =
        (format!("/submissions/{id}/workbook"), format!("/submissions/{id}/parts/T3"));
    let person = world.sign_in("quynhluu.chuyenvien").await;
    person.cell(&part, CELLS[0], "15", 0).await;
    // The report holds 15 and nothing by now; the person changed both cells in the file.
    let cells = [(CELLS[0], 77_712, 77_714), (CELLS[1], 77_480, 77_500)];
    let file = changed_file(&world, UNIT, &cells).await;
    let seen = person.upload(&here, &[], ("a.xlsx", &file)).await;
    let page = seen.text();
    assert!(page.contains("Hai bên cùng đổi (2)"), "{page}");
    assert!(page.contains(r#"name="mine" value="T3:bdg:lop""#), "{page}");
    let number = crate::workbook::waiting(&seen);
    let accept = format!("{here}/accept");
    let fields = [("file", number.as_str()), ("mine", "T3:bdg:nguoi")];
    let page = person.post(&accept, &fields).await.text();
    assert!(page.contains("Đã ghi 1 ô") && page.contains("không chọn lấy số của tệp"), "{page}");
    assert_eq!(held(&world, CELLS[0]).await, Some(15));
    assert_eq!(held(&world, CELLS[1]).await, Some(77_500));
}
