//! Reading an issued plan on its page: read, said what is missing, nothing written before confirmation.

use crate::harness::World;

const BOARD: &str = include_str!("../../../domain/cases/plan/board-2026.txt");

#[tokio::test]
async fn a_plan_is_read_line_by_line_and_nothing_is_written() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let before = world.writings().await;
    let read = desk.upload("/plan/read", &[], ("ke-hoach.txt", BOARD.as_bytes())).await;
    let page = read.text();
    assert_eq!(read.status.as_u16(), 200, "{page}");
    assert!(page.contains("Văn bản không có số, ký hiệu."), "the missing number is not said");
    assert!(page.contains("Phần thứ hai") && page.contains("1855/QĐ-TTg"), "the tree is missing");
    assert_eq!(world.writings().await, before);
}

#[tokio::test]
async fn only_the_desk_and_the_administrator_read_plans() {
    let world = World::open().await;
    let person = world.sign_in("quynhluu.chuyenvien").await;
    let answer = person.upload("/plan/read", &[], ("ke-hoach.txt", BOARD.as_bytes())).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(world.count("SELECT count(*) FROM issued_plan").await, 0);
}

#[tokio::test]
async fn script_in_a_plan_comes_out_as_words() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let hostile = BOARD.replace("MỤC ĐÍCH", "<script>alert(1)</script> MỤC ĐÍCH");
    let page = desk.upload("/plan/read", &[], ("x.txt", hostile.as_bytes())).await.text();
    assert!(!page.contains("<script>alert"), "the script is markup");
}

#[tokio::test]
async fn a_text_that_was_seen_is_confirmed_and_one_that_was_not_is_shown_again() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.upload("/plan/read", &[], ("x.txt", BOARD.as_bytes())).await.text();
    let (_, rest) = page.split_once(r#"name="seen" value=""#).expect("a seal of what was seen");
    let seen = rest.split('"').next().unwrap();
    let (text, edited) = (BOARD.trim_end(), format!("{BOARD}\nThêm một dòng."));
    let confirm = "/plan/read/confirm";
    let nothing = ("", b"".as_slice());
    let fields = [("seen", seen), ("text", edited.as_str())];
    let again = desk.upload(confirm, &fields, nothing).await;
    assert!(again.text().contains("Văn bản vừa được sửa"), "{}", again.text());
    assert_eq!(world.count("SELECT count(*) FROM issued_plan").await, 0);
    // Without its number it is confirmed only where that was agreed to.
    let fields = [("seen", seen), ("text", text)];
    let asked = desk.upload(confirm, &fields, nothing).await;
    assert!(asked.text().contains("PLN-013") && asked.text().contains(r#"name="unnumbered""#));
    assert_eq!(world.count("SELECT count(*) FROM issued_plan").await, 0);
    let fields = [("seen", seen), ("text", text), ("unnumbered", "1")];
    let done = desk.upload(confirm, &fields, nothing).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text());
    assert_eq!(world.count("SELECT count(*) FROM issued_plan").await, 1);
    // The same again is refused, with something set right it is the version in force.
    let again = desk.upload(confirm, &fields, nothing).await;
    assert!(again.text().contains("PLN-014"), "{}", again.text());
    let number = ("fix:number:", "12/KH-BVSTBPN");
    let mended = [&fields[..], &[number, ("fix:date:", "15/01/2026")]].concat();
    let second = desk.upload(confirm, &mended, nothing).await;
    assert_eq!(second.status.as_u16(), 303, "{}", second.text());
    let list = desk.get("/plan/issued").await.text();
    assert_eq!((list.matches("Đang dùng").count(), list.matches("Bản trước").count()), (1, 1));
    let old = desk.get(&done.header("location")).await.text();
    assert!(old.contains("Bản này không còn dùng."), "{old}");
    let kept = desk.get(&done.header("location")).await.text();
    assert!(kept.contains("Phần thứ hai"), "the confirmed tree is missing");
}

const CORRECTED: &str = include_str!("../../../domain/cases/plan/corrections.txt");

#[tokio::test]
async fn a_missed_report_is_added_a_wrong_event_removed_and_words_that_are_no_day_are_said() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.upload("/plan/read", &[], ("x.txt", CORRECTED.as_bytes())).await.text();
    assert!(
        page.contains(r#"name="fix:regime_due:II.1.-1" value="một lần trước ngày 15/12/2024""#)
    );
    assert!(
        page.contains(r#"name="new:regime_due""#)
            && page.contains(r#"name="drop:event_name:I.1.-1""#)
    );
    let name = "Lễ phát động Tháng hành động";
    let nothing = ("", b"".as_slice());
    let fields = [
        ("text", CORRECTED),
        ("new:regime", "II.2.-1"),
        ("new:regime_name", "Báo cáo số liệu"),
        ("new:regime_due", "6 tháng trước 15/6; hằng năm trước 15/12"),
        ("fix:regime_due:II.1.-1", "thứ năm tuần sau"),
        ("was:regime_due:II.1.-1", "một lần trước ngày 15/12/2024"),
        ("fix:regime_name:II.1.-1", "Báo cáo"),
        ("was:regime_name:II.1.-1", "Báo cáo"),
        ("fix:event_name:I.1.-1", name),
        ("was:event_name:I.1.-1", name),
        ("drop:event_name:I.1.-1", "1"),
        ("fix:nesting:I.1.-2", "joined"),
    ];
    let again = desk.upload("/plan/read/again", &fields, nothing).await.text();
    assert!(again.contains("PLN-015") && again.contains("thứ năm tuần sau"), "{again}");
    let added = r#"name="fix:regime_due:II.2.-1" value="6 tháng trước ngày 15/6; hằng năm trước ngày 15/12""#;
    assert!(again.contains(added), "{again}");
    assert!(again.contains(r#"name="drop:event_name:I.1.-1" value="1" checked"#), "{again}");
    assert!(again.contains("Sửa mục I.1.-2 đã nối"), "{again}");
    // Confirmed, the plan has the added report and no event, however often it is read again.
    let (_, rest) = again.split_once(r#"name="seen" value=""#).expect("a seal of what was seen");
    let seen = rest.split('"').next().unwrap();
    let fields: Vec<_> = fields
        .into_iter()
        .filter(|(name, _)| !name.contains("regime_due:II.1"))
        .chain([("seen", seen)])
        .collect();
    let done = desk.upload("/plan/read/confirm", &fields, nothing).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text());
    let kept = desk.get(&done.header("location")).await.text();
    assert!(kept.contains("Báo cáo số liệu (II.2.-1)") && !kept.contains("Sự kiện ("), "{kept}");
}

#[tokio::test]
async fn an_item_is_cut_in_two_and_words_that_stand_nowhere_are_said() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let page = desk.upload("/plan/read", &[], ("x.txt", CORRECTED.as_bytes())).await.text();
    assert!(page.contains(r#"name="fix:split:I.1.-1" value="""#), "{page}");
    let (_, rest) = page.split_once(r#"name="seen" value=""#).expect("a seal of what was seen");
    let seen = rest.split('"').next().unwrap();
    let nothing = ("", b"".as_slice());
    let cut = |words| [("seen", seen), ("text", CORRECTED.trim_end()), ("fix:split:I.1.-1", words)];
    let confirm = "/plan/read/confirm";
    let refused = desk.upload(confirm, &cut("chữ không có"), nothing).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert_eq!(refused.text().matches("PLN-018").count(), 1, "{}", refused.text());
    let fields = cut("từ ngày 15/11/2024");
    let again = desk.upload("/plan/read/again", &fields, nothing).await.text();
    assert!(again.contains("… từ ngày 15/11/2024 đến ngày 15/12/2024"), "{again}");
    assert!(again.contains(r#"name="fix:lead:I.1.-1/2""#), "{again}");
    assert!(again.contains(r#"name="fix:split:I.1.-1" value="từ ngày 15/11/2024""#), "{again}");
    let done = desk.upload(confirm, &fields, nothing).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.text());
    let kept = desk.get(&done.header("location")).await.text();
    assert!(kept.contains("I.1.-1/2"), "{kept}");
    let acts = "SELECT count(*) FROM audit WHERE verb = 'plan.confirm'";
    assert_eq!(world.count(acts).await, 1);
}
