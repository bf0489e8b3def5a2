//! Drafts: words that nobody edited hold a report back, the mark of a draft, one figure rounded alike.

use actions::report::{self, IssuedBy, Offices, Wanted};
use documents::{
    docx, lint,
    manuscript::{Block, Manuscript},
    pdf,
};
use domain::series::Body;

use crate::harness::{ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";

/// The hidden fields of the form that confirms, as the page sends them.
fn seen(page: &str, of: &str) -> (String, String) {
    let (_, rest) = page.split_once(&format!(r#"name="of" value="{of}">"#)).unwrap();
    let (_, seen) = rest.split_once(r#"name="seen" value=""#).unwrap();
    let (_, heading) = page.split_once(r#"name="heading" value=""#).unwrap();
    let until = |text: &str| text.split('"').next().unwrap().to_owned();
    (until(seen), until(heading))
}

#[tokio::test]
async fn words_that_nobody_edited_are_confirmed_one_by_one_or_all_with_a_reason() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let here = format!("/consolidations/{ROUND}/narratives");
    let confirm = format!("{here}/confirm");
    let page = desk.get(&here).await.text();
    assert!(page.contains("Mục này còn nguyên lời ghép tự động."), "{page}");
    let (one, heading) = seen(&page, "one");
    let fields = [("heading", heading.as_str()), ("of", "one"), ("seen", "khác")];
    desk.post(&confirm, &fields).await.refused(422, "CON-002");
    let fields = [("heading", heading.as_str()), ("of", "one"), ("seen", one.as_str())];
    assert_eq!(desk.post(&confirm, &fields).await.status.as_u16(), 303);
    desk.post(&confirm, &fields).await.refused(422, "CON-002");
    let page = desk.get(&format!("{here}?heading={heading}")).await.text();
    assert!(!page.contains("Mục này còn nguyên lời ghép tự động."), "{page}");
    assert!(!page.contains("Lời ghép tự động</h2>"), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM assembly").await, 1);
    // What was confirmed is what the draft goes on to print.
    let kept = world.text("SELECT body FROM assembly").await;
    let paper = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    let line = kept.lines().next().unwrap().chars().take(40).collect::<String>();
    assert!(paper.contains(&line), "{line}");
    let (all, _) = seen(&page, "all");
    let fields = [("heading", heading.as_str()), ("of", "all"), ("seen", all.as_str())];
    desk.post(&confirm, &fields).await.refused(422, "CON-003");
    let dot = [&fields[..], &[("reason", ".")]].concat();
    desk.post(&confirm, &dot).await.refused(422, "CON-003");
    let reason = [&fields[..], &[("reason", "Đã đọc cả, gửi kịp hạn")]].concat();
    assert_eq!(desk.post(&confirm, &reason).await.status.as_u16(), 303);
    let detail =
        "SELECT detail FROM audit WHERE verb = 'assembly.confirm' ORDER BY id DESC LIMIT 1";
    assert!(world.text(detail).await.ends_with(": Đã đọc cả, gửi kịp hạn"));
    let paper = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(!paper.contains("còn nguyên lời ghép"), "{paper}");
    // Who may not edit may not confirm.
    let leader = world.sign_in("ldtbxh.lanhdao").await;
    let page = leader.get(&here).await.text();
    assert!(!page.contains("narratives/confirm"), "{page}");
}

async fn of_province(world: &World, round: &str) -> Manuscript {
    let state = &world.state;
    let mut reader = state.store.reader();
    let round = store::round::by_code(&mut reader, round).await.unwrap().unwrap();
    let known = (&*state.catalog, &*state.totals);
    let offices = Offices { province: state.province, lead: state.lead };
    let wanted = Wanted { round: &round, by: IssuedBy::Lead, districts: false };
    let when = ("2024-12-27T01:00:00Z".parse().unwrap(), true);
    report::of_province(&mut reader, known, offices, wanted, when).await.unwrap().manuscript
}

#[tokio::test]
async fn a_draft_says_so_until_it_leaves() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let draft = of_province(&world, ROUND).await;
    assert!(draft.furniture.is_draft);
    for file in [docx::write(&draft).unwrap(), pdf::write(&draft).unwrap()] {
        assert_eq!(lint::check(&file).unwrap().findings, []);
    }
    let here = format!("/reports/{ROUND}/lead");
    let text = |bytes: &[u8]| exchange::text::text_of(bytes, "a.docx").unwrap();
    assert!(text(&desk.get(&format!("{here}/docx")).await.bytes).contains("DỰ THẢO"));
    assert!(desk.get(&here).await.text().contains(">DỰ THẢO<"));
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    desk.issue(&format!("{here}/issue"), &way).await.went_to("/documents/1");
    assert!(!text(&desk.get("/reports/kept/1/docx").await.bytes).contains("DỰ THẢO"));
}

#[tokio::test]
async fn a_draft_without_figures_says_for_whom_it_waits() {
    let world = World::open().await;
    let draft = of_province(&world, "R-STR-2024").await;
    let lines: Vec<String> = draft
        .body
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(runs) => Some(runs.iter().map(|run| run.text.as_str()).collect()),
            _ => None,
        })
        .collect();
    assert!(
        lines[0].contains("chưa chấp nhận báo cáo nào, còn chờ báo cáo của 21/21 Ủy ban nhân dân")
    );
    assert!(lines[0].contains("(danh sách tại Phụ lục"), "{}", lines[0]);
    assert!(lines[1].starts_with("Dự thảo này vì vậy chưa có số liệu"), "{}", lines[1]);
    assert!(!lines.iter().any(|line| line.contains("báo cáo kết quả như sau")), "{lines:?}");
}
