//! Templates: what is printed with the shipped ones, who changes them, what is refused.

use documents::{
    Manuscript,
    lint::spelling,
    manuscript::{Block, Run},
};
use domain::{
    period::day,
    template::{KINDS, Values},
};

use actions::report::{self, IssuedBy, Letter, Offices, Wanted};

use crate::harness::{ROUND, World};

/// Nobody has confirmed the plan's number and day, so it is not cited.
const PLAN: &str = "nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm 2024 \
    trên địa bàn tỉnh Nghệ An";

fn offices(world: &World) -> Offices {
    Offices { province: world.state.province, lead: world.state.lead }
}

fn plain(block: &Block) -> String {
    let Block::Paragraph(runs) = block else { return String::new() };
    runs.iter().map(|run: &Run| run.text.as_str()).collect()
}

fn paragraphs(manuscript: &Manuscript) -> Vec<String> {
    manuscript.body.iter().map(plain).filter(|text| !text.is_empty()).collect()
}

async fn of_province(world: &World, by: IssuedBy) -> (Manuscript, store::round::RoundRow) {
    let mut reader = world.state.store.reader();
    let round = store::round::by_code(&mut reader, ROUND).await.unwrap().unwrap();
    let (catalog, totals) = (&*world.state.catalog, &*world.state.totals);
    let when = (world.state.clock.now(), true);
    let wanted = Wanted { round: &round, by, districts: false };
    let draft = report::of_province(&mut reader, (catalog, totals), offices(world), wanted, when)
        .await
        .unwrap();
    (draft.manuscript, round)
}

#[test]
fn shipped_texts_are_spelt_as_the_house_writes() {
    for kind in KINDS {
        let told: Vec<String> =
            spelling(kind.shipped).iter().map(|f| format!("{} {}", f.place, f.problem)).collect();
        assert!(told.is_empty(), "{}: {told:?}", kind.code);
    }
}

#[tokio::test]
async fn a_report_in_the_shipped_words_is_what_it_was() {
    let world = World::open().await;
    let (lead, round) = of_province(&world, IssuedBy::Lead).await;
    let mut reader = world.state.store.reader();
    let c = store::consolidation::coverage(&mut reader, round.id, world.state.lead).await.unwrap();
    let missing =
        store::consolidation::missing(&mut reader, round.id, world.state.lead).await.unwrap();
    let today = day(domain::period::local_date(world.state.clock.now()));
    let issuer = "Sở Lao động - Thương binh và Xã hội";
    let told = paragraphs(&lead);
    assert_eq!(
        told[0],
        format!(
            "Thực hiện {PLAN}, {issuer} đã tổng hợp báo cáo của {}/{} Ủy ban nhân dân cấp huyện và {}/{} \
             cơ quan, đơn vị cấp tỉnh được chấp nhận đến ngày {today}.",
            c.territory_accepted, c.territory_owed, c.body_accepted, c.body_owed
        )
    );
    assert!(!missing.is_empty());
    let start = format!("Các số trong báo cáo này chưa gồm số liệu của {} đơn vị: ", missing.len());
    assert!(told[1].starts_with(&start), "{}", told[1]);
    assert!(told[1].contains(" đơn vị khác (danh sách tại Phụ lục "), "{}", told[1]);
    assert_eq!(told[2], format!("{issuer} báo cáo kết quả như sau:"));
    let name = "hoạt động của Ban Vì sự tiến bộ của phụ nữ năm 2024";
    assert_eq!(
        told.last().unwrap(),
        &format!("Trên đây là báo cáo {name}, {issuer} kính báo cáo Ủy ban nhân dân tỉnh.")
    );
    assert_eq!(lead.abstract_text, round.title);
    assert_eq!(lead.addressees, ["Ủy ban nhân dân tỉnh Nghệ An"]);
    assert_eq!(
        lead.recipients,
        [
            "Như trên",
            "Ban Vì sự tiến bộ của phụ nữ tỉnh",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, BĐG"
        ]
    );
    let (province, _) = of_province(&world, IssuedBy::Province).await;
    let to = [
        "Bộ Lao động - Thương binh và Xã hội",
        "Ủy ban Quốc gia vì sự tiến bộ của phụ nữ Việt Nam",
    ];
    assert_eq!(province.addressees, to);
    let issuer = "Ủy ban nhân dân tỉnh Nghệ An";
    assert_eq!(
        paragraphs(&province).last().unwrap(),
        &format!("Trên đây là báo cáo {name}, {issuer} kính báo cáo {}.", to.join(", "))
    );
    assert_eq!(
        province.recipients,
        [
            "Như trên",
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
            "Ban Vì sự tiến bộ của phụ nữ tỉnh",
            "Sở Lao động - Thương binh và Xã hội",
            "Lưu: VT, VX"
        ]
    );
}

#[tokio::test]
async fn a_units_own_report_in_the_shipped_words_is_what_it_was() {
    let world = World::open().await;
    let row = world.submission(ROUND, "h-421").await;
    let mut reader = world.state.store.reader();
    let when = (world.state.clock.now(), true);
    let catalog = &world.state.catalog;
    let what = (&row, domain::access::Sight::Whole, domain::series::Body::Organ);
    let own = report::of_submission(&mut reader, catalog, what, when).await.unwrap().manuscript;
    let told = paragraphs(&own);
    let issuer = own.head.issuer_name.clone();
    let receiver = "Sở Lao động - Thương binh và Xã hội";
    let plan = PLAN.replace("tỉnh Nghệ An", "huyện Quỳnh Lưu");
    assert_eq!(told[0], format!("Thực hiện {plan}, {issuer} báo cáo kết quả như sau:"));
    assert_eq!(
        told.last().unwrap(),
        &format!(
            "Trên đây là báo cáo hoạt động của Ban Vì sự tiến bộ của phụ nữ năm 2024, {issuer} kính \
             gửi {receiver} tổng hợp."
        )
    );
    assert_eq!(
        (own.abstract_text.as_str(), own.addressees),
        (row.round_title.as_str(), vec![receiver.to_owned()])
    );
    assert_eq!(own.recipients, ["Như trên", "Lưu: VT"]);
}

#[tokio::test]
async fn letters_in_the_shipped_words_are_what_they_were() {
    let world = World::open().await;
    let mut reader = world.state.store.reader();
    let round = store::round::by_code(&mut reader, ROUND).await.unwrap().unwrap();
    let now = world.state.clock.now();
    let known = (&*world.state.catalog, offices(&world));
    let name = "hoạt động của Ban Vì sự tiến bộ của phụ nữ năm 2024";
    let proposed = report::proposed(&mut reader, known, (&round, world.state.lead), "urging", now)
        .await
        .unwrap();
    let urging = format!(
        "Thực hiện {PLAN}, các cơ quan, đơn vị có trách nhiệm gửi báo cáo {name} trước ngày 05/12/2024. Đến nay, \
         các đơn vị có tên tại phần Kính gửi chưa gửi báo cáo. Sở Lao động - Thương binh và Xã hội đề nghị \
         khẩn trương hoàn thành và gửi báo cáo để kịp tổng hợp, báo cáo Ủy ban nhân dân tỉnh Nghệ An."
    );
    assert_eq!(proposed, (format!("V/v đôn đốc gửi báo cáo {name}"), urging));
    let proposed = report::proposed(&mut reader, known, (&round, world.state.lead), "request", now)
        .await
        .unwrap();
    let request = format!(
        "Để có đủ số liệu tổng hợp theo {PLAN}, Sở Lao động - Thương binh và Xã hội trân trọng đề nghị \
         quý cơ quan phối hợp gửi báo cáo {name} trước ngày 05/12/2024."
    );
    assert_eq!(proposed, (format!("V/v đề nghị phối hợp gửi báo cáo {name}"), request));

    let template = actions::template::in_force(&mut reader, "urging").await.unwrap();
    let districts = store::org_unit::children(&mut reader, world.state.province, round.frame);
    let units: Vec<_> = districts.await.unwrap().iter().map(|unit| unit.id).collect();
    for (count, listed) in [(12, false), (13, true)] {
        let letter = Letter {
            round: &round,
            from: world.state.lead,
            answer_by: None,
            units: &units[..count],
            subject: "V/v thử",
            text: "Một.\n\nHai.",
        };
        let (letter, _): (Manuscript, Values) =
            report::letter(&mut reader, known, letter, (now, true), &template).await.unwrap();
        assert_eq!(letter.abstract_text, "thử");
        assert_eq!(letter.recipients, ["Như trên", "Lưu: VT, BĐG"]);
        assert_eq!(letter.head.symbol, "SLĐTBXH-BĐG");
        let body = paragraphs(&letter);
        if listed {
            assert_eq!(letter.addressees, ["Các đơn vị có tên tại Phụ lục kèm theo"]);
            let pointer = "Danh sách 13 đơn vị nhận công văn tại Phụ lục kèm theo.";
            assert_eq!(body, ["Một.", "Hai.", pointer]);
            let [appendix] = &letter.appendices[..] else { panic!("one appendix") };
            assert!(matches!(&appendix.body[..], [Block::Table(list)] if list.rows.len() == count));
        } else {
            assert_eq!((letter.addressees.len(), body.len()), (count, 2));
            assert!(letter.appendices.is_empty());
        }
    }
}

async fn texts(world: &World) -> i64 {
    world.count("SELECT count(*) FROM template_version").await
}

#[tokio::test]
async fn a_changed_template_is_printed_and_the_shipped_one_comes_back() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let text = domain::template::kind("report-lead").unwrap().shipped;
    let text = text.replace("báo cáo kết quả như sau:", "kính báo cáo kết quả như sau:");
    let fields = [("do", "save"), ("number", "0"), ("round", ROUND), ("text", text.as_str())];
    desk.post("/templates/report-lead", &fields).await.went_to("/templates/report-lead");
    let (report, _) = of_province(&world, IssuedBy::Lead).await;
    let wanted = "Sở Lao động - Thương binh và Xã hội kính báo cáo kết quả như sau:";
    assert!(paragraphs(&report).iter().any(|text| text == wanted));
    let preview = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(preview.contains("kính báo cáo kết quả như sau"));
    // Somebody who read the shipped one does not save over it.
    desk.post("/templates/report-lead", &fields).await.refused(422, "TPL-002");
    let stale = [("number", "0")];
    desk.post("/templates/report-lead/restore", &stale).await.refused(422, "TPL-002");
    desk.post("/templates/report-lead/restore", &[("number", "1")])
        .await
        .went_to("/templates/report-lead");
    let (report, _) = of_province(&world, IssuedBy::Lead).await;
    assert!(!paragraphs(&report).iter().any(|text| text == wanted));
    let history = desk.get("/templates/report-lead").await.text();
    assert!(history.contains("Bản 1") && history.contains("Bản 2"));
    let verbs = world.count(
        "SELECT count(*) FROM audit WHERE subject = 'template/report-lead' \
         AND verb IN ('template.save', 'template.restore')",
    );
    assert_eq!((verbs.await, texts(&world).await), (2, 2));
}

#[tokio::test]
async fn a_text_with_a_fault_comes_back_as_typed_and_is_not_kept() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let text = domain::template::kind("urging").unwrap().shipped;
    let text = text.replace("{{round.in_sentence}}", "{{roud.in_sentence}} <b>");
    let fields = [("do", "save"), ("number", "0"), ("text", text.as_str())];
    let page = desk.post("/templates/urging", &fields).await.text();
    assert!(page.contains("dòng 2: không có chỗ tên"), "{page}");
    assert!(page.contains("TPL-001") && !page.contains("<b>\n"));
    assert!(page.contains("Chưa lưu mẫu."));
    // Who only looks at it saved nothing and wanted to save nothing.
    let looked = [("do", "look"), fields[1], fields[2]];
    let page = desk.post("/templates/urging", &looked).await.text();
    assert!(page.contains("Chưa xem trước được.") && !page.contains("Chưa lưu mẫu."), "{page}");
    assert_eq!(texts(&world).await, 0);
    let answer = desk.post("/templates/urging/preview", &fields[2..]).await.json();
    assert!(answer["faults"][0].as_str().unwrap().starts_with("dòng 2: "));
    assert_eq!(answer["paper"], "");
    // Small letters where the decree asks for capitals are refused; the house's manner is advice.
    let text = domain::template::kind("urging").unwrap().shipped;
    let text = format!("{}\nTrân trọng gửi Sở nội vụ.\n", text.trim_end());
    let fields = [("do", "save"), ("number", "0"), ("text", text.as_str())];
    let page = desk.post("/templates/urging", &fields).await.text();
    assert!(page.contains("TPL-003") && page.contains("Sở Nội vụ"), "{page}");
    assert_eq!(texts(&world).await, 0);
    let text = domain::template::kind("urging")
        .unwrap()
        .shipped
        .replace("đề nghị khẩn trương", "đề nghị Uỷ ban khẩn trương");
    let fields = [("text", text.as_str()), ("round", ROUND)];
    let answer = desk.post("/templates/urging/preview", &fields).await.json();
    assert!(answer["paper"].as_str().unwrap().contains("Kính gửi"));
    assert!(answer["advice"][0].as_str().unwrap().contains("Uỷ"), "{answer}");
}

#[tokio::test]
async fn only_desk_and_administrators_word_documents() {
    let world = World::open().await;
    for account in ["quynhluu.chuyenvien", "noi-vu.chuyenvien", "xa-17149"] {
        let person = world.sign_in(account).await;
        person.get("/templates").await.refused(404, "ACC-001");
        person.get("/templates/urging").await.refused(404, "ACC-001");
        let fields = [("do", "save"), ("number", "0"), ("text", "x")];
        person.post("/templates/urging", &fields).await.refused(404, "ACC-001");
        person.post("/templates/urging/restore", &fields).await.refused(403, "ACC-002");
    }
    assert_eq!(texts(&world).await, 0);
    // Who keeps the system sees the words and no figure of a report.
    let keeper = world.sign_in("quantri").await;
    for kind in KINDS {
        let answer = keeper.get(&format!("/templates/{}", kind.code)).await;
        assert_eq!(answer.status.as_u16(), 200, "{}: {}", kind.code, answer.text());
    }
    let page = keeper.get("/templates/report-lead").await.text();
    assert!(page.contains("(Phần lập từ số liệu.)") && page.contains("Kính gửi"));
}
