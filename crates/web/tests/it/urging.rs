//! Urging: whose letter it is, whom it may reach, what is kept of a call.

use domain::series::Body;

use crate::harness::{Answer, Person, ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";
const HERE: &str = "/rounds/R-BAN12-2024/urging";

/// The text of the letter as a file.
async fn letter(person: &Person<'_>, unit: &str, more: &[(&str, &str)]) -> String {
    let fixed = [("do", "docx"), ("unit", unit), ("text", "Đề nghị gửi báo cáo.")];
    let fields: Vec<_> = fixed.iter().chain(more).copied().collect();
    let answer = person.post(HERE, &fields).await;
    let text = exchange::text::text_of(&answer.bytes, "cong-van.docx");
    text.unwrap_or_else(|_| answer.text()).replace('\u{a0}', " ")
}

/// Makes a unit's report of the round one that was begun and not handed in.
async fn begun(world: &World, key: &str) -> String {
    let unit = world.unit(key).await.0;
    world
        .arrange(&format!(
            "UPDATE submission SET state = 'draft', accepted_version = NULL, \
             accepted_version_id = NULL WHERE unit_id = {unit} \
             AND round_id = (SELECT id FROM round WHERE code = '{ROUND}')"
        ))
        .await;
    unit.to_string()
}

#[tokio::test]
async fn a_district_writes_to_its_commune_under_its_own_head_and_day() {
    let world = World::open().await;
    let commune = begun(&world, "x-17149").await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let text = letter(&reviewer, &commune, &[("answer_by", "06/12/2024")]).await;
    for words in [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN QUỲNH LƯU",
        "TM. ỦY BAN NHÂN DÂN",
        "PHÓ CHỦ TỊCH",
        "UBND-LĐTBXH",
        "chậm nhất ngày 06/12/2024",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("GIÁM ĐỐC") && !text.contains("SỞ LAO ĐỘNG"), "{text}");
    let page = reviewer.get(HERE).await.text();
    assert!(page.contains("gửi báo cáo hoạt động của Ban"), "{page}");
    assert!(page.contains("trước ngày 25/11/2024"), "the communes' own day: {page}");
    assert!(page.contains("báo cáo Sở Lao động - Thương binh và Xã hội"), "{page}");
    let signer = world.signer(world.unit("h-421").await, Body::Organ).await;
    let fields = [("do", "present"), ("unit", &commune), ("subject", "V/v"), ("text", "Gửi.")];
    let named = [&fields[..], &[("signer", signer.as_str())]].concat();
    reviewer.post(HERE, &named).await;
    let organ = "SELECT organ_name FROM document ORDER BY id DESC LIMIT 1";
    assert_eq!(world.text(organ).await, "Ủy ban nhân dân huyện Quỳnh Lưu");
    let id = world.count("SELECT max(id) FROM document").await;
    let page = reviewer.get(&format!("/documents/{id}")).await;
    assert_eq!(page.status, 200, "who presented it sees what becomes of it");
}

#[tokio::test]
async fn who_is_only_asked_is_never_urged() {
    let world = World::open().await;
    let party = begun(&world, "p-bao-nghe-an").await;
    let desk = world.sign_in(DESK).await;
    let before = world.count("SELECT count(*) FROM urging").await;
    for act in ["docx", "pdf", "present", "letter"] {
        let fields = [("do", act), ("unit", &party), ("text", "Gửi."), ("name", "Người Ký")];
        desk.post(HERE, &fields).await.refused(422, "URG-002");
    }
    assert_eq!(world.count("SELECT count(*) FROM urging").await, before);
    let text = letter(&desk, &party, &[("kind", "request")]).await;
    assert!(text.contains("SỞ LAO ĐỘNG"), "{text}");
    // A unit of another office is not found, and one that has reported is told so.
    let commune = begun(&world, "x-17149").await;
    desk.post(HERE, &[("do", "letter"), ("unit", &commune)]).await.refused(404, "ACC-001");
    let sql = format!(
        "SELECT min(s.unit_id) FROM submission s JOIN round r ON r.id = s.round_id \
         WHERE r.code = '{ROUND}' AND s.state = 'accepted' AND s.duty = 'ordered' \
         AND s.receiver_id = {}",
        world.state.lead.0
    );
    let filed = world.count(&sql).await.to_string();
    desk.post(HERE, &[("do", "letter"), ("unit", &filed)]).await.refused(422, "URG-004");
}

#[tokio::test]
async fn a_call_keeps_its_note_whatever_letter_stands_beside_it() {
    let world = World::open().await;
    let party = begun(&world, "p-bao-nghe-an").await;
    let desk = world.sign_in(DESK).await;
    let fields = [
        ("do", "call"),
        ("kind", "request"),
        ("unit", party.as_str()),
        ("subject", "V/v đề nghị phối hợp"),
        ("note", "Hẹn gửi trước 16 giờ"),
    ];
    desk.post(HERE, &fields).await.went_to(&format!("/rounds/{ROUND}"));
    let last = "SELECT channel || ': ' || note FROM urging ORDER BY id DESC LIMIT 1";
    assert_eq!(world.text(last).await, "call: Hẹn gửi trước 16 giờ");
}

#[tokio::test]
async fn ticks_of_the_board_are_kept_and_a_wrong_day_is_told() {
    let world = World::open().await;
    let (one, other) = (begun(&world, "h-421").await, begun(&world, "h-412").await);
    let desk = world.sign_in(DESK).await;
    let page = desk.get(&format!("{HERE}?unit={one}&unit={other}")).await.text();
    let ticked = |unit: &str| page.contains(&format!(r#"value="{unit}" checked"#));
    assert!(ticked(&one) && ticked(&other), "ticks are lost");
    assert_eq!(page.matches(" checked>").count(), 2);
    for day in ["31/02/2025", "hôm nay", "01/12/2024"] {
        let fields =
            [("do", "docx"), ("kind", "prompt"), ("unit", one.as_str()), ("answer_by", day)];
        desk.post(HERE, &fields).await.refused(422, "URG-003");
    }
}

#[tokio::test]
async fn before_the_day_a_letter_reminds_and_grants_no_more_days() {
    let world = World::open().await;
    let unit = begun(&world, "h-421").await;
    let lead = world.state.lead.0.to_string();
    let desk = world.sign_in(DESK).await;
    let page = desk.get(&format!("{HERE}?kind=prompt")).await.text();
    assert!(page.contains(r#"name="answer_by" value="04/12/2024""#), "{page}");
    assert!(page.contains("V/v nhắc gửi báo cáo") && page.contains("trước ngày 05/12/2024"));
    assert!(page.contains(&format!(r#"name="unit" value="{unit}""#)));
    assert!(!page.contains(&format!(r#"name="unit" value="{lead}""#)), "it does not urge itself");
    let urging = desk.get(&format!("{HERE}?kind=urging")).await.text();
    assert!(!urging.contains(&format!(r#"name="unit" value="{unit}""#)), "it is not late");
    assert!(urging.contains("Chưa đến hạn: không đôn đốc"), "{urging}");
    let numbers = "Cấp số, phát hành bản giấy";
    assert!(page.contains(numbers), "the desk gives papers their numbers");
    let fields =
        |kind, by| [("do", "docx"), ("kind", kind), ("unit", unit.as_str()), ("answer_by", by)];
    desk.post(HERE, &fields("urging", "")).await.refused(422, "URG-005");
    desk.post(HERE, &fields("prompt", "06/12/2024")).await.refused(422, "URG-009");
    let text = letter(&desk, &unit, &[("kind", "prompt"), ("answer_by", "04/12/2024")]).await;
    assert!(text.contains("chậm nhất ngày 04/12/2024"), "{text}");
    begun(&world, "s-ldtbxh").await;
    let own = [("do", "docx"), ("kind", "prompt"), ("unit", lead.as_str())];
    desk.post(HERE, &own).await.refused(422, "URG-006");
    // What is late is urged, not reminded.
    let commune = begun(&world, "x-17149").await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let late = [("do", "docx"), ("kind", "prompt"), ("unit", commune.as_str())];
    reviewer.post(HERE, &late).await.refused(422, "URG-007");
    assert!(!reviewer.get(HERE).await.text().contains(numbers), "a reviewer does not");
}

#[tokio::test]
async fn a_presented_letter_stands_in_the_log_and_counts_with_its_number() {
    let world = World::open().await;
    let commune = begun(&world, "x-17149").await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let signer = world.signer(world.unit("h-421").await, Body::Organ).await;
    let fields = [
        ("do", "present"),
        ("kind", "urging"),
        ("unit", commune.as_str()),
        ("subject", "V/v đôn đốc gửi báo cáo"),
        ("text", "Đề nghị gửi báo cáo."),
        ("signer", signer.as_str()),
    ];
    reviewer.post(HERE, &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    let page = reviewer.get(HERE).await.text();
    assert!(page.contains(&format!(r#"href="/documents/{id}""#)), "{page}");
    assert!(page.contains("Chờ ký, chưa tính") && page.contains("đã đôn đốc: Chưa"), "{page}");
    let issued = format!(
        "UPDATE document SET state = 'issued', number = '15/UBND-LĐTBXH', date = '2024-12-02' \
         WHERE id = {id}"
    );
    world.arrange(&issued).await;
    let page = reviewer.get(HERE).await.text();
    assert!(page.contains("Số 15/UBND-LĐTBXH ngày 02/12/2024: đôn đốc gửi báo cáo"), "{page}");
    assert!(page.contains("đã đôn đốc: 1 lần"), "{page}");
    // On paper for who has no account: numbered at once, and it counts.
    let paper = [&[("do", "paper")], &fields[1..]].concat();
    reviewer.post(HERE, &paper).await.refused(403, "ACC-002");
    let head = world.sign_in("quynhluu.lanhdao").await;
    let refused = head.post(HERE, &paper).await;
    assert_eq!(refused.status.as_u16(), 404);
    // A letter that went outside is told with its number and day.
    let outside = [("do", "letter"), ("unit", commune.as_str()), ("subject", "V/v đôn đốc")];
    reviewer.post(HERE, &outside).await.refused(422, "URG-008");
    let told =
        [&outside[..], &[("sent_number", "16/UBND-LĐTBXH"), ("sent_date", "02/12/2024")]].concat();
    reviewer.post(HERE, &told).await.went_to(&format!("/rounds/{ROUND}"));
    let last = "SELECT note FROM urging ORDER BY id DESC LIMIT 1";
    assert_eq!(world.text(last).await, "Số 16/UBND-LĐTBXH ngày 02/12/2024: V/v đôn đốc");
}

#[tokio::test]
async fn a_letter_on_paper_gets_its_number_from_the_desk_and_is_logged_at_once() {
    let world = World::open().await;
    let unit = begun(&world, "h-421").await;
    let desk = world.sign_in(DESK).await;
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = [
        ("do", "paper"),
        ("kind", "prompt"),
        ("unit", unit.as_str()),
        ("subject", "V/v nhắc gửi báo cáo"),
        ("text", "Đề nghị gửi báo cáo."),
        ("signer", signer.as_str()),
    ];
    let answer = desk.post(HERE, &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    answer.went_to(&format!("/documents/{id}"));
    let sql = format!("SELECT state || ' ' || number || ' ' || date FROM document WHERE id = {id}");
    assert_eq!(world.text(&sql).await, "issued 01/SLĐTBXH-BĐG 2024-12-03");
    let logged = format!(
        "SELECT count(*) FROM urging WHERE channel = 'prompt' AND unit_id = {unit} \
         AND note = 'document/{id}'"
    );
    assert_eq!(world.count(&logged).await, 1);
    let page = desk.get(HERE).await.text();
    assert!(page.contains("01/SLĐTBXH-BĐG") && !page.contains("Chờ ký, chưa tính"), "{page}");
    // A second press writes no second letter of the same day, nor does one after the round has closed.
    desk.post(HERE, &fields).await.refused(422, "URG-011");
    let other = begun(&world, "h-412").await;
    let mut later = fields;
    later[2].1 = other.as_str();
    world.arrange("UPDATE submission SET closes = '2024-12-02'").await;
    desk.post(HERE, &later).await.refused(422, "URG-010");
    assert_eq!(world.count("SELECT count(*) FROM document WHERE number LIKE '%-BĐG'").await, 1);
    // Who keeps no register gives no numbers.
    let commune = begun(&world, "x-17149").await;
    let reviewer = world.sign_in("quynhluu.thamdinh").await;
    let late =
        [("do", "paper"), ("kind", "urging"), ("unit", commune.as_str()), fields[3], fields[4]];
    let refused = reviewer.post(HERE, &late).await;
    assert!(refused.status.is_client_error(), "{}", refused.text());
}

/// What somebody else commits while a letter is printed: the printer is done before it, the register not.
async fn while_printing(
    world: &World,
    person: &Person<'_>,
    fields: &[(&str, &str)],
    meanwhile: &str,
) -> Answer {
    let mut other = world.state.store.begin().await.unwrap();
    let act = async {
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        other.execute(meanwhile, &[]).await.unwrap();
        other.commit().await.unwrap();
    };
    tokio::join!(person.post(HERE, fields), act).0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changes_while_a_letter_is_printed_counts() {
    let world = World::open().await;
    let unit = begun(&world, "h-421").await;
    let desk = world.sign_in(DESK).await;
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = |act: &'static str| {
        [
            ("do", act),
            ("kind", "prompt"),
            ("unit", unit.as_str()),
            ("subject", "V/v nhắc gửi báo cáo"),
            ("text", "Đề nghị gửi báo cáo."),
            ("signer", signer.as_str()),
        ]
    };
    let written = "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM urging)";
    let before = world.count(written).await;
    let state = |state: &str| {
        format!(
            "UPDATE submission SET state = '{state}' WHERE unit_id = {unit} AND round_id = \
             (SELECT id FROM round WHERE code = '{ROUND}')"
        )
    };
    let days = |last: &str| format!("UPDATE signer SET valid_to = {last} WHERE id = {signer}");
    for act in ["paper", "present"] {
        let filed = state("submitted");
        while_printing(&world, &desk, &fields(act), &filed).await.refused(422, "URG-004");
        world.arrange(&state("draft")).await;
        let ended = days("'2024-12-01'");
        while_printing(&world, &desk, &fields(act), &ended).await.refused(422, "DOC-012");
        world.arrange(&days("NULL")).await;
    }
    assert_eq!(world.count(written).await, before, "nothing was written");
    // Another abbreviation, and another document that took the number: it is printed again.
    let lead = world.state.lead.0;
    let renamed = format!(
        "INSERT INTO numbering (unit_id, body, year, organ, drafter, joint, officer_id, at) \
         SELECT {lead}, 'organ', 2024, 'SKHAC', '', '', min(id), '' FROM officer WHERE true \
         ON CONFLICT (unit_id, body, year) DO UPDATE SET organ = 'SKHAC'"
    );
    let answer = while_printing(&world, &desk, &fields("paper"), &renamed).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let number = world.text("SELECT number FROM document ORDER BY id DESC LIMIT 1").await;
    assert!(number.starts_with("01/SKHAC"), "{number}");
    let notation = world.text("SELECT notation FROM document ORDER BY id DESC LIMIT 1").await;
    assert!(notation.starts_with("SKHAC"), "{notation}");
}

/// Before the day a letter to all leaves out who has a later day and who has a report back to mend; both can
/// still be ticked.
#[tokio::test]
async fn a_reminder_does_not_tick_who_has_more_time_or_a_report_to_mend() {
    let world = World::open().await;
    let (late, returned, other) =
        (begun(&world, "h-421").await, begun(&world, "h-412").await, begun(&world, "h-417").await);
    let round = format!("round_id = (SELECT id FROM round WHERE code = '{ROUND}')");
    for (unit, facts) in [
        (&late, "extended_to = '2024-12-06', due = '2024-12-04', versions = 0"),
        (&returned, "state = 'returned', versions = 1, extended_to = NULL, due = '2024-12-04'"),
        (&other, "extended_to = NULL, versions = 0, due = '2024-12-04'"),
    ] {
        let sql = format!("UPDATE submission SET {facts} WHERE unit_id = {unit} AND {round}");
        world.arrange(&sql).await;
    }
    let desk = world.sign_in(DESK).await;
    let page = desk.get(&format!("{HERE}?kind=prompt")).await.text();
    let stands = |unit: &str| page.contains(&format!(r#"name="unit" value="{unit}""#));
    let ticked = |unit: &str| page.contains(&format!(r#"value="{unit}" checked"#));
    assert!(stands(&late) && !ticked(&late), "{page}");
    assert!(stands(&returned) && !ticked(&returned), "{page}");
    assert!(ticked(&other), "{page}");
    assert!(page.contains("gia hạn đến 06/12/2024"), "{page}");
    let page = desk.get(&format!("{HERE}?kind=prompt&unit={late}")).await.text();
    assert!(page.contains(&format!(r#"value="{late}" checked"#)), "who is marked is written to");
}
