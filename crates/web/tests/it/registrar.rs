//! What a registrar asks of outgoing documents: signers, days, marks, the printed register, the plan's number.

use axum::http::StatusCode;
use domain::series::Body;

use crate::harness::{Person, ROUND, World};

const DESK: &str = "ldtbxh.chuyenvien";
const DECIMAL: &str = include_str!("../../../domain/cases/plan/decimal-2025.txt");

async fn issue(desk: &Person<'_>, more: &[(&str, &str)]) -> crate::harness::Answer {
    desk.issue(&format!("/reports/{ROUND}/lead/issue"), more).await
}

async fn newest(world: &World, column: &str) -> String {
    world.text(&format!("SELECT {column} FROM document ORDER BY id DESC LIMIT 1")).await
}

/// Reads and confirms a plan; gives the address of the confirmed one.
async fn confirm(desk: &Person<'_>, text: &str) -> String {
    let page = desk.upload("/plan/read", &[], ("x.txt", text.as_bytes())).await.text();
    let (_, rest) = page.split_once(r#"name="seen" value=""#).expect("a seal of what was seen");
    let seen = rest.split('"').next().unwrap();
    let fields = [("seen", seen), ("text", text.trim_end()), ("unnumbered", "1")];
    let done = desk.upload("/plan/read/confirm", &fields, ("", b"".as_slice())).await;
    let place = done.header("location");
    place.split('?').next().unwrap().to_owned()
}

/// The invented plan as one of the province for 2024, with number and day.
fn plan_of_2024() -> String {
    DECIMAL.replace("năm 2026", "năm 2024").replace("năm 2025", "năm 2024")
}

#[tokio::test]
async fn what_is_to_be_mended_stops_a_report_or_is_left_with_a_reason() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let here = format!("/reports/{ROUND}/lead");
    let page = desk.get(&here).await.text();
    assert!(page.contains(r#"name="unmended""#), "{page}");
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    let issue = format!("{here}/issue");
    desk.post(&issue, &way).await.refused(422, "DOC-053");
    desk.post(&issue, &[&way[..], &[("unmended", "  ")]].concat()).await.refused(422, "DOC-053");
    // A number is given for ever: nobody gets one by leaving the way open.
    desk.issue(&issue, &way[1..]).await.refused(422, "DOC-054");
    assert_eq!(world.count("SELECT count(*) FROM document").await, 0);
    let reason = [("unmended", "Tỉnh ký kế hoạch sau; phải nộp hôm nay")];
    desk.post(&issue, &[&way[..], &reason].concat()).await.went_to("/documents/1");
    let said = "Phát hành khi còn 2 điểm phải xử lý: Tỉnh ký kế hoạch sau, phải nộp hôm nay";
    assert!(desk.get("/documents/1").await.text().contains(said));
    let logged = "SELECT detail FROM audit WHERE verb = 'document.issue'";
    assert!(world.text(logged).await.ends_with(said));
    let note = [("copies", "5"), ("file_code", ""), ("due", ""), ("note", "Gửi trục")];
    desk.post("/documents/1/register", &note).await;
    let register = desk.get("/documents/outgoing").await.text();
    assert!(register.contains(&format!("Gửi trục; {said}")), "{register}");
    // Once mended, nothing is asked.
    let mended = World::open().await;
    mended.plans().await;
    let desk = mended.sign_in(DESK).await;
    assert!(desk.get(&here).await.text().contains("còn nguyên lời ghép tự động"));
    desk.confirm_words(ROUND).await;
    assert!(!desk.get(&here).await.text().contains(r#"name="unmended""#));
    desk.post(&issue, &way).await.went_to("/documents/1");
}

#[tokio::test]
async fn an_issued_report_says_that_figures_came_after_it() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    issue(&desk, &way).await.went_to("/documents/1");
    let pages = ["/documents/1", "/reports"];
    for page in pages {
        let text = desk.get(page).await.text();
        assert!(!text.contains("sau khi lập"), "{page}: {text}");
    }
    let lead = world.state.lead.0;
    let of = format!(
        "FROM submission s JOIN round r ON r.id = s.round_id JOIN unit u ON u.id = s.unit_id \
         WHERE r.code = '{ROUND}' AND s.receiver_id = {lead} AND u.kind = 'district' \
         AND s.state IN ('submitted', 'in_review')"
    );
    let id = world.count(&format!("SELECT min(s.id) {of}")).await;
    let name = world.text(&format!("SELECT u.name {of} AND s.id = {id}")).await;
    // The next day: what is accepted then is not in the report.
    world
        .arrange("UPDATE document SET issued_at = '2024-12-02T01:00:00.000000Z' WHERE id = 1")
        .await;
    world
        .arrange(&format!(
            "UPDATE submission SET accepted_at = '2024-12-01T01:00:00.000000Z' \
             WHERE accepted_at IS NOT NULL AND receiver_id = {lead}"
        ))
        .await;
    desk.post(&format!("/submissions/{id}/start-review"), &[]).await;
    desk.post(&format!("/submissions/{id}/accept"), &[]).await;
    let page = desk.get("/documents/1").await.text();
    assert!(page.contains("Số liệu đã thay đổi sau khi lập."), "{page}");
    assert!(page.contains(&format!("1 đơn vị: {name}")), "{page}");
    let list = desk.get("/reports").await.text();
    assert!(list.contains("số của 1 đơn vị đã thay đổi sau khi lập"), "{list}");
}

#[tokio::test]
async fn nobody_signs_by_typing_a_name() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let way = [("way", "paper"), ("date", "2024-12-03")];
    issue(&desk, &way).await.refused(422, "DOC-010");
    let typed = [&way[..], &[("signer", ""), ("name", "Ai Đó")]].concat();
    issue(&desk, &typed).await.refused(422, "DOC-010");
    world.arrange("DELETE FROM signer").await;
    issue(&desk, &typed).await.refused(422, "DOC-010");
    let page = desk.get(&format!("/reports/{ROUND}/lead")).await.text();
    assert!(page.contains("chưa trình ký được") && !page.contains(r#"name="way""#));
    assert_eq!(world.count("SELECT count(*) FROM document").await, 0);
}

#[tokio::test]
async fn titles_are_refused_and_an_authorisation_signs_its_kinds_alone() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let unit = world.state.lead.0.to_string();
    let base = [("unit", unit.as_str()), ("from", "2024-01-01")];
    let add =
        async |more: &[(&str, &str)]| desk.post("/signers", &[&base[..], more].concat()).await;
    for (authority, position, code) in
        [("TM. GIÁM ĐỐC", "GIÁM ĐỐC", "SGN-012"), ("", "PHÓ GIÁM ĐỐC", "SGN-014")]
    {
        let wrong = [("name", "Lê Mẫu"), ("authority", authority), ("position", position)];
        add(&wrong).await.refused(422, code);
    }
    let titled = [("name", "TS. Phạm D"), ("position", "GIÁM ĐỐC")];
    add(&titled).await.refused(422, "SGN-009");
    let paper = [
        ("name", "Lê Văn Mẫu"),
        ("authority", "TUQ. GIÁM ĐỐC"),
        ("position", "TRƯỞNG PHÒNG"),
        ("paper", "12/GUQ-SLĐTBXH"),
        ("paper_date", "2024-01-02"),
        ("paper_from", "2024-01-02"),
        ("paper_to", "2024-12-31"),
        ("scope", "Đôn đốc báo cáo"),
    ];
    add(&paper).await.refused(422, "SGN-005");
    let here = format!("/signers?unit={unit}");
    add(&[&paper[..], &[("kind", "CV")]].concat()).await.went_to(&here);
    let id = world.count("SELECT max(id) FROM signer").await;
    let page = desk.get("/signers").await.text();
    assert!(
        page.contains("Giấy ủy quyền số 12/GUQ-SLĐTBXH ngày 02/01/2024; ký Công văn;"),
        "{page}"
    );
    let to = format!("/signers/{id}/paper");
    // What presenting would refuse is not offered: here for lack of the paper, below for the kind.
    let report = format!("/reports/{ROUND}/lead");
    let letters = format!("/rounds/{ROUND}/urging");
    let offered = async |page: &str| desk.get(page).await.text().contains("Lê Văn Mẫu");
    assert!(!offered(&report).await && !offered(&letters).await);
    // Without the authorisation itself nothing is signed under it (CHECK-1.6).
    let unproved = id.to_string();
    let fields = [("way", "electronic"), ("date", "2024-12-03"), ("signer", unproved.as_str())];
    issue(&desk, &fields).await.refused(422, "DOC-048");
    desk.upload(&to, &[], ("a.pdf", b"PK")).await.refused(422, "SGN-011");
    assert_eq!(desk.get(&to).await.status, StatusCode::NOT_FOUND);
    desk.upload(&to, &[], ("a.pdf", b"%PDF-1.7 x")).await.went_to("/signers");
    assert_eq!(desk.get(&to).await.bytes.as_ref(), b"%PDF-1.7 x");
    let stranger = world.sign_in("quynhluu.lanhdao").await;
    assert_eq!(stranger.get(&to).await.status, StatusCode::NOT_FOUND);
    // A report is not within it.
    assert!(!offered(&report).await && offered(&letters).await);
    let signer = id.to_string();
    let fields = [("way", "electronic"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    issue(&desk, &fields).await.refused(422, "DOC-041");
    assert_eq!(world.count("SELECT count(*) FROM document").await, 0);
}

#[tokio::test]
async fn an_earlier_day_needs_a_reason_and_the_year_begins_at_one() {
    let world = World::on("2025-01-02T02:00:00Z").await;
    let desk = world.sign_in(DESK).await;
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let on = async |date: &str, reason: &str| {
        let before = world.count("SELECT COALESCE(max(id), 0) FROM document").await.to_string();
        let fields = [
            ("way", "paper"),
            ("date", date),
            ("signer", signer.as_str()),
            ("late_reason", reason),
            ("replaces", before.as_str()),
        ];
        issue(&desk, &fields).await
    };
    // The year before is over: its paper register may hold the same numbers.
    on("2024-12-31", "Ký từ trước").await.refused(422, "DOC-049");
    let unit = world.state.lead.0.to_string();
    let begins = [
        ("unit", unit.as_str()),
        ("body", Body::Organ.code()),
        ("year", "2024"),
        ("series", "BC"),
        ("before", "0"),
    ];
    assert_eq!(desk.post("/numbers/begin", &begins).await.status, StatusCode::SEE_OTHER);
    on("2024-12-31", "").await.refused(422, "DOC-052");
    for (day, reason, number) in [
        ("2024-12-31", "Ký từ trước", "01/BC-"),
        ("2025-01-02", "", "01/BC-"),
        ("2025-01-02", "", "02/BC-"),
    ] {
        assert_eq!(on(day, reason).await.status, StatusCode::SEE_OTHER);
        assert!(newest(&world, "number").await.starts_with(number), "{day}");
    }
    on("2024-12-30", "").await.refused(422, "DOC-052");
    on("2025-01-01", " ").await.refused(422, "DOC-017");
    assert_eq!(on("2024-12-30", "Ký ngày 30, văn thư nghỉ.").await.status, StatusCode::SEE_OTHER);
    assert!(newest(&world, "number").await.starts_with("02/BC-"));
    assert!(
        desk.get("/documents/outgoing?year=2024").await.text().contains("Ghi lùi ngày: Ký ngày 30")
    );
    let detail = "SELECT detail FROM audit WHERE verb = 'document.issue' ORDER BY id DESC LIMIT 1";
    let detail = world.text(detail).await;
    assert!(detail.starts_with("number=2, dated before the last number, replaces document/"));
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds(), "{verified:?}");
}

#[tokio::test]
async fn marks_and_address_are_printed_kept_and_registered() {
    let world = World::open().await;
    world.plans().await;
    let desk = world.sign_in(DESK).await;
    let unit = world.state.lead.0.to_string();
    let address = [
        ("unit", unit.as_str()),
        ("body", "organ"),
        ("place", "Số 1, đường Mẫu, thành phố Vinh"),
        ("telephone", "0238 000 000"),
    ];
    let back = format!("/numbers?unit={unit}&body=organ");
    desk.post("/numbers/address", &address).await.went_to(&back);
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = [
        ("way", "paper"),
        ("date", "2024-12-03"),
        ("signer", signer.as_str()),
        ("urgency", "immediate"),
        ("circulation", "internal"),
        ("drafter", "PL"),
        ("copies", "300"),
    ];
    issue(&desk, &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    let file = desk.get(&format!("/reports/kept/{id}/docx")).await.bytes.to_vec();
    assert!(documents::lint::check(&file).unwrap().findings.is_empty());
    let mut words = String::new();
    let mut zip = zip_texts(&file);
    zip.sort();
    for part in zip {
        words.push_str(&part);
    }
    for wanted in ["HỎA TỐC", "LƯU HÀNH NỘI BỘ", "PL.(300)", "Số 1, đường Mẫu", "0238 000 000"]
    {
        assert!(words.contains(wanted), "{wanted}");
    }
    let register = desk.get("/documents/outgoing").await.text();
    for wanted in ["Hỏa tốc; LƯU HÀNH NỘI BỘ", "Soạn thảo: PL", ">300<"] {
        assert!(register.contains(wanted), "{wanted}: {register}");
    }
    let wrong =
        [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str()), ("urgency", "x")];
    issue(&desk, &wrong).await.refused(422, "DOC-018");
    // A written draft keeps its own.
    let answer = desk.post("/compositions", &[("kind", "notice"), ("basis", ROUND)]).await;
    let place = answer.header("location").split('?').next().unwrap().to_owned();
    let typed = [("revision", "1"), ("urgency", "urgent"), ("drafter", "BĐ"), ("copies", "25")];
    desk.post(&place, &typed).await.went_to(&place);
    let page = desk.get(&place).await.text();
    assert!(
        page.contains("BĐ.(25)") && page.contains(r#"<option value="urgent" selected>"#),
        "{page}"
    );
    let way = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    desk.post(&format!("{place}/issue"), &way).await;
    assert_eq!((newest(&world, "copies || ' ' || priority").await).as_str(), "25 1");
}

/// Every XML part of a package as text without tags.
fn zip_texts(file: &[u8]) -> Vec<String> {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut texts = Vec::new();
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let mut text = String::new();
        if part.name().unwrap().ends_with(".xml") {
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        }
        let bare: String = text
            .split('<')
            .map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words))
            .collect();
        texts.push(bare.replace('\u{a0}', " ").replace('\u{2011}', "-"));
    }
    texts
}

#[tokio::test]
async fn the_register_is_a_book_of_numbered_documents() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let signer = world.signer(world.state.lead, Body::Organ).await;
    for way in ["paper", "paper", "electronic"] {
        let before = world.count("SELECT COALESCE(max(id), 0) FROM document").await.to_string();
        let fields = [
            ("way", way),
            ("date", "2024-12-03"),
            ("signer", signer.as_str()),
            ("replaces", before.as_str()),
        ];
        issue(&desk, &fields).await;
    }
    let lead = world.state.lead.0;
    let book = |format: &str, from: &str| {
        format!(
            "/documents/outgoing/book?issuer={lead}%2Forgan&from={from}&to=2024-12-03&format={format}"
        )
    };
    assert!(desk.get("/documents/outgoing").await.text().contains("In sổ để đóng quyển"));
    let file = desk.get(&book("docx", "2024-01-01")).await.bytes.to_vec();
    let text = exchange::text::text_of(&file, "so.docx").unwrap();
    for wanted in [
        "UBND TỈNH NGHỆ AN",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        "Năm 2024, từ ngày 01/01/2024 đến ngày 03/12/2024",
        "Đơn vị, người nhận bản lưu",
        "01/BC-SLĐTBXH",
        "02/BC-SLĐTBXH",
        "KT. GIÁM ĐỐC",
        "VT, BĐG",
        "Ủy ban nhân dân tỉnh Nghệ An",
    ] {
        assert!(
            text.replace('\u{2011}', "-").replace('\u{a0}', " ").contains(wanted),
            "{wanted}: {text}"
        );
    }
    assert!(!text.contains("Chưa cấp số") && !text.contains("Như trên") && !text.contains("./."));
    for (format, magic) in [("pdf", b"%PDF-".as_slice()), ("xlsx", b"PK")] {
        let answer = desk.get(&book(format, "2024-01-01")).await;
        assert!(answer.bytes.starts_with(magic), "{format}: {}", answer.text());
    }
    desk.get(&book("pdf", "2024-12-04")).await.refused(422, "DOC-019");
    desk.get("/documents/outgoing/book?issuer=x").await.refused(422, "DOC-047");
    let empty = desk.get(&book("docx", "2024-12-03").replace("organ", "committee")).await.bytes;
    let empty = exchange::text::text_of(&empty, "so.docx").unwrap();
    assert!(empty.contains("không có văn bản nào được cấp số"), "{empty}");
    // Another unit sees nothing of it.
    let other = world.sign_in("noi-vu.lanhdao").await;
    let none = other.get(&book("docx", "2024-01-01")).await.bytes;
    assert!(!exchange::text::text_of(&none, "so.docx").unwrap().contains("BC-SLĐTBXH"));
}

#[tokio::test]
async fn the_confirmed_plan_is_cited_shown_and_can_leave() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let before = desk.get("/reports/R-STR-2024/lead").await.text();
    let year = |year: i16| {
        format!(
            "Thực hiện nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm {year} trên địa \
             bàn tỉnh Nghệ An, "
        )
    };
    assert!(before.contains(&year(2024)), "{before}");
    assert!(before.contains("Kế hoạch năm 2024 chưa được xác nhận số, ngày"), "{before}");
    assert!(before.contains("Mở trang Đọc kế hoạch"), "where it is mended: {before}");
    // Series that nobody has compared bear their mark in the text, which is explained once.
    assert!(before.contains(" (*): "), "{before}");
    let text = plan_of_2024();
    let reading = domain::plan::read::read(&text);
    let (number, day) = (reading.number.clone().unwrap(), reading.date.unwrap());
    let place = confirm(&desk, &text).await;
    let cited = domain::plan::cited::CitedPlan {
        year: 2024,
        number: number.clone(),
        date: Some(day),
        issuer: "Ủy ban nhân dân tỉnh Nghệ An".into(),
        title: domain::fold::clean(&reading.title),
    };
    let page = desk.get("/reports/R-STR-2024/lead").await.text();
    assert!(page.contains(&format!("Thực hiện {}", cited.full())), "{}", cited.full());
    assert!(!page.contains("Kế hoạch năm 2024 chưa được xác nhận"));
    // The plan of the year before has no number and no day: it is not cited.
    let old = desk.get("/reports/R-STR-2023/lead").await.text();
    assert!(old.contains(&year(2023)) && !old.contains(&number));
    let plan = desk.get("/plan").await.text();
    for wanted in [number.as_str(), "Kế hoạch đã được xác nhận.", "Danh mục"] {
        assert!(plan.contains(wanted), "{wanted}");
    }
    assert!(!plan.contains("Thiếu số, ngày."));
    let urging = desk.get(&format!("/rounds/{ROUND}/urging")).await.text();
    assert!(urging.contains(&cited.full()), "{urging}");
    // It leaves under the province's own number, if it is the province's.
    let shown = desk.get(&format!("{place}/reissue")).await.text();
    let signer = world.signer(world.state.province, Body::Organ).await;
    let fields = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    let answer = desk.post(&format!("{place}/reissue/issue"), &fields).await;
    if !shown.contains("reissue/issue") {
        answer.refused(422, "RIS-003");
        return;
    }
    let id = world.count("SELECT max(id) FROM document").await;
    answer.went_to(&format!("/documents/{id}"));
    assert_eq!(newest(&world, "number").await, "01/KH-UBND");
}

#[tokio::test]
async fn the_provinces_plan_is_presented_numbered_and_registered() {
    let world = World::open().await;
    let desk = world.sign_in(DESK).await;
    let text = "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\n\nKẾ HOẠCH\nThực hiện công tác bình đẳng giới năm 2024\n\n\
        I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nThu hẹp khoảng cách giới trên địa bàn tỉnh Nghệ An.\n2. Yêu cầu\n\
        Thực hiện đúng tiến độ.\nII. TỔ CHỨC THỰC HIỆN\nCác đơn vị báo cáo kết quả trước ngày 05/12/2024./.\n\n\
        Nơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT, KGVX.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\
        Người Ký Mẫu\n";
    let place = confirm(&desk, text).await;
    let page = desk.get(&format!("{place}/reissue")).await.text();
    assert!(page.contains("reissue/issue"), "{page}");
    let to = format!("{place}/reissue/issue");
    desk.post(&to, &[("way", "paper"), ("date", "2024-12-03")]).await.refused(422, "DOC-010");
    let signer = world.signer(world.state.province, Body::Organ).await;
    let fields = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    desk.post(&to, &fields).await;
    assert_eq!(newest(&world, "number").await, "01/KH-UBND");
    assert_eq!(newest(&world, "kind").await, "Kế hoạch");
    assert_eq!(newest(&world, "position").await, "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH");
    desk.post(&to, &[("way", "electronic"), fields[1], fields[2]]).await;
    assert_eq!(newest(&world, "state").await, "presented");
    let stranger = world.sign_in("noi-vu.lanhdao").await;
    assert_eq!(stranger.post(&to, &fields).await.status, StatusCode::NOT_FOUND);
}
