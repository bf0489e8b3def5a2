//! The document exchange by files: codes, packages between two offices, answers, and what is refused.

use axum::http::StatusCode;
use domain::series::Body;
use exchange::{
    edxml,
    signature::trial::{Key, Rectangle, Trial, sign},
};
use jiff::Timestamp;

use crate::harness::{Answer, MORNING, Person, ROUND, World};

const DISTRICT: &str = "quynhluu.lanhdao";

fn signed_by(name: &str, pdf: &[u8]) -> Vec<u8> {
    let trial = Trial {
        name,
        organisation: "Sở",
        reason: "",
        location: "",
        at: MORNING.parse::<Timestamp>().unwrap(),
        page: 0,
        place: Rectangle { x: 300.0, y: 100.0, width: 120.0, height: 60.0 },
    };
    sign(pdf, &Key::from_seed([3; 32]), &trial).unwrap()
}

/// A report of the lead department, numbered, with a file as if a real certificate had signed it.
async fn issued(world: &World, desk: &Person<'_>) -> i64 {
    let signer = world.signer(world.state.lead, Body::Organ).await;
    // A second report of the round takes the place of the first.
    let before = world.count("SELECT coalesce(max(id), 0) FROM document").await.to_string();
    let fields = [
        ("way", "electronic"),
        ("date", "2024-12-03"),
        ("signer", signer.as_str()),
        ("replaces", before.as_str()),
    ];
    desk.issue(&format!("/reports/{ROUND}/lead/issue"), &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    let frozen = desk.get(&format!("/documents/{id}/versions/0")).await.bytes;
    let signed = signed_by("Người Ký Mẫu", &frozen);
    desk.upload(&format!("/documents/{id}/signed"), &[], ("ky.pdf", &signed)).await;
    world.arrange(&format!("UPDATE document SET state = 'signed' WHERE id = {id}")).await;
    let whole = format!(
        "UPDATE document_version SET proof = 'whole' WHERE document_id = {id} AND number > 0"
    );
    world.arrange(&whole).await;
    desk.post(&format!("/documents/{id}/number"), &[("vouched", "1")]).await;
    id
}

async fn set_code(desk: &Person<'_>, unit: i64, code: &str) -> Answer {
    let unit = unit.to_string();
    desk.post("/units/codes", &[("unit", unit.as_str()), ("code", code)]).await
}

/// Gives the lead department, and Quỳnh Lưu, a code; tells the numbers of both units.
async fn with_codes(world: &World, desk: &Person<'_>) -> (i64, i64) {
    let (lead, district) = (world.state.lead.0, world.unit("h-421").await.0);
    set_code(desk, lead, "000.00.15.H41").await.went_to("/units/codes?q=");
    set_code(desk, district, "H41.31").await.went_to("/units/codes?q=");
    (lead, district)
}

async fn send(desk: &Person<'_>, id: i64, more: &[(&str, &str)]) -> Answer {
    desk.post(&format!("/documents/{id}/dispatch"), more).await
}

async fn take(person: &Person<'_>, content: &[u8]) -> Answer {
    person.upload("/documents/incoming", &[], ("goi.edxml", content)).await
}

/// The newest message that an office wrote.
async fn written(world: &World, person: &Person<'_>) -> Vec<u8> {
    let id = world.count("SELECT max(id) FROM message WHERE outward = 1").await;
    person.get(&format!("/messages/{id}")).await.bytes.to_vec()
}

async fn state(world: &World, side: &str) -> String {
    world.text(&format!("SELECT state FROM dispatch WHERE side = '{side}'")).await
}

#[tokio::test]
async fn codes_are_checked_and_marked() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let (lead, district) = with_codes(&world, &desk).await;
    // The old form is kept as the new one.
    let kept = format!("SELECT code FROM organ_code WHERE unit_id = {lead}");
    assert_eq!(world.text(&kept).await, "H41.15");
    set_code(&desk, district, "Z99").await.refused(422, "ORG-002");
    set_code(&desk, district, "H41.15").await.refused(422, "ORG-003");
    let page = desk.get("/units/codes?q=quynh+luu").await.text();
    assert!(page.contains("H41.31") && page.contains("Cần đối chiếu"));
    let unit = district.to_string();
    let compared = [("unit", unit.as_str()), ("code", "H41.31"), ("compared", "1")];
    desk.post("/units/codes", &compared).await;
    assert!(desk.get("/units/codes?q=quynh+luu").await.text().contains("Đã đối chiếu"));
    set_code(&desk, district, "").await.went_to("/units/codes?q=");
    assert_eq!(world.count("SELECT count(*) FROM organ_code WHERE code = 'H41.31'").await, 0);
    let other = world.sign_in(DISTRICT).await;
    assert_eq!(other.get("/units/codes").await.status, StatusCode::NOT_FOUND);
    assert_eq!(set_code(&other, district, "H41.9").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_document_goes_to_a_district_and_its_answers_come_back() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let district = world.sign_in(DISTRICT).await;
    world.arrange("DELETE FROM organ_code").await;
    let id = issued(&world, &desk).await;
    let here = format!("/documents/{id}");
    assert!(desk.get(&here).await.text().contains("chưa có mã định danh"));
    send(&desk, id, &[("business", "new"), ("to", "1")]).await.refused(422, "DSP-010");
    let (_, unit) = with_codes(&world, &desk).await;
    let unit = unit.to_string();
    let to = ("to", unit.as_str());
    send(&desk, id, &[("business", "new")]).await.refused(422, "DSP-013");
    send(&desk, id, &[("business", "recall"), to]).await.refused(422, "DSP-011");
    let early = [("business", "recall"), to, ("reason", "Sai số")];
    send(&desk, id, &early).await.refused(422, "DSP-015");
    send(&desk, id, &[("business", "new"), to]).await.went_to(&here);
    send(&desk, id, &[("business", "new"), to]).await.refused(422, "DSP-014");
    let package = written(&world, &desk).await;
    let edxml::Message::Document(read) = edxml::read(&package).unwrap() else { panic!() };
    assert_eq!((read.from.id.as_str(), read.to[0].id.as_str()), ("H41.15", "H41.31"));
    assert_eq!(read.document_id, "H41.15,2024/12/03,01/BC-SLĐTBXH");
    let signed = desk.get(&format!("{here}/versions/1")).await.bytes;
    assert_eq!(read.attachments[0].bytes, signed);

    // The district takes it in; the answer 01 lies ready.
    take(&desk, &package).await.refused(422, "DSP-023");
    let taken = take(&district, &package).await;
    let row = world.count("SELECT dispatch_id FROM incoming").await;
    let there = format!("/documents/incoming/{row}");
    taken.went_to(&there);
    take(&district, &package).await.refused(422, "DSP-017");
    let page = district.get(&there).await.text();
    for words in ["01/BC-SLĐTBXH", "Người Ký Mẫu", "SIG-013", "Từ chối tiếp nhận"] {
        assert!(page.contains(words), "{words}");
    }
    let file = world.count("SELECT message_id FROM message_file").await;
    let kept = district.get(&format!("/messages/{file}/files/1")).await;
    assert_eq!(kept.bytes, signed);
    assert!(kept.header("content-disposition").starts_with("attachment"));
    assert!(district.get("/documents/incoming?q=bc-sldtbxh").await.text().contains(&there));
    let arrived = written(&world, &district).await;
    let ahead = String::from_utf8(arrived.clone()).unwrap();
    let ahead = ahead.replace("Timestamp>2024/12/03", "Timestamp>2024/12/30");
    take(&desk, ahead.as_bytes()).await.refused(422, "DSP-026");
    take(&desk, &arrived).await.went_to(&here);
    assert_eq!(state(&world, "sender").await, "arrived");
    assert!(desk.get(&here).await.text().contains("01 Đã đến"));

    // Refusing needs a reason; finishing does not follow.
    let answer = format!("/dispatches/{row}/answer");
    district.post(&answer, &[("status", "02")]).await.refused(422, "DSP-003");
    district.post(&answer, &[("status", "06")]).await.refused(422, "DSP-002");
    district.post(&answer, &[("status", "03")]).await.went_to(&there);
    let received = written(&world, &district).await;
    take(&desk, &received).await.went_to(&here);
    let again = String::from_utf8(received).unwrap().replace("Đã tiếp nhận", "Đã nhận rồi");
    take(&desk, again.as_bytes()).await.refused(422, "DSP-002");

    // An update is asked for, agreed; then the document is taken back.
    let update = [("business", "update"), to, ("reason", "Bổ sung dấu")];
    send(&desk, id, &update).await.went_to(&here);
    send(&desk, id, &update).await.refused(422, "DSP-005");
    take(&district, &written(&world, &desk).await).await.went_to(&there);
    let page = district.get(&there).await.text();
    assert!(page.contains("Bổ sung dấu") && page.contains("bản cập nhật"));
    district.post(&answer, &[("status", "15")]).await.went_to(&there);
    take(&desk, &written(&world, &district).await).await.went_to(&here);
    send(&desk, id, &[("business", "recall"), to, ("reason", "Sai số")]).await.went_to(&here);
    take(&district, &written(&world, &desk).await).await.went_to(&there);
    district.post(&answer, &[("status", "15"), ("reason", "Đã gỡ")]).await.went_to(&there);
    take(&desk, &written(&world, &district).await).await.went_to(&here);
    assert_eq!(state(&world, "sender").await, "withdrawn");
    assert_eq!(state(&world, "receiver").await, "withdrawn");
    let register = desk.get("/documents/outgoing").await.text();
    assert!(register.contains("H41.15; H41.31"));
}

#[tokio::test]
async fn a_replacement_names_what_it_replaces() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let (_, unit) = with_codes(&world, &desk).await;
    let unit = unit.to_string();
    let to = ("to", unit.as_str());
    let first = issued(&world, &desk).await;
    let second = issued(&world, &desk).await;
    let old = first.to_string();
    let replaced = [("business", "replacement"), to, ("reason", "Sai biểu"), ("replaces", &old)];
    send(&desk, second, &replaced).await.refused(422, "DSP-016");
    send(&desk, first, &[("business", "new"), to]).await;
    send(&desk, second, &replaced).await.went_to(&format!("/documents/{second}"));
    let package = written(&world, &desk).await;
    let edxml::Message::Document(read) = edxml::read(&package).unwrap() else { panic!() };
    assert_eq!(read.business.replaced[0].document_id, "H41.15,2024/12/03,01/BC-SLĐTBXH");
    let district = world.sign_in(DISTRICT).await;
    take(&district, &package).await;
    let row = world.count("SELECT dispatch_id FROM incoming").await;
    let page = district.get(&format!("/documents/incoming/{row}")).await.text();
    assert!(page.contains("Thay thế") && page.contains("01/BC-SLĐTBXH"));
}

#[tokio::test]
async fn hostile_and_strange_messages_leave_nothing_behind() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let district = world.sign_in(DISTRICT).await;
    let (_, unit) = with_codes(&world, &desk).await;
    let id = issued(&world, &desk).await;
    let unit = unit.to_string();
    send(&desk, id, &[("business", "new"), ("to", &unit)]).await;
    let good = String::from_utf8(written(&world, &desk).await).unwrap();
    let before = world.writings().await;
    let dtd = good.replacen("<edXML ", "<!DOCTYPE x [<!ENTITY a \"b\">]><edXML ", 1);
    let path = good.replace("01-BC-", "../01-BC-");
    let update = good.replace("DocType>0<", "DocType>2<");
    // The sender says it is the receiver, who stands among others; a day that has not come.
    let own = good.replace("H41.15", "H41.31").replacen(
        "<edXML:To>",
        "<edXML:To><edXML:OrganId>H41.99</edXML:OrganId></edXML:To><edXML:To>",
        1,
    );
    let ahead = good.replace("2024/12/03", "2024/12/30");
    for (content, code) in [
        (dtd.as_bytes(), "EDX-004"),
        (path.as_bytes(), "EDX-011"),
        (b"<html></html>", "EDX-006"),
        (&good.as_bytes()[..good.len() / 2], "EDX-003"),
        (b"", "EDX-0"),
        (update.as_bytes(), "DSP-019"),
        (own.as_bytes(), "DSP-024"),
        (ahead.as_bytes(), "DSP-025"),
    ] {
        take(&district, content).await.refused(422, code);
    }
    let program = good.replace(".pdf", ".exe");
    take(&district, program.as_bytes()).await.refused(422, "EDX-020");
    let control = good.replacen("<edXML:Subject>", "<edXML:Subject>&#1;", 1);
    assert_ne!(control, good);
    take(&district, control.as_bytes()).await.refused(422, "EDX-021");
    assert_eq!(world.writings().await, before);
    let inward = world.count("SELECT count(*) FROM message WHERE outward = 0").await;
    assert_eq!((inward, world.count("SELECT count(*) FROM incoming").await), (0, 0));
    // What one unit has is not another's.
    take(&district, good.as_bytes()).await;
    let row = world.count("SELECT dispatch_id FROM incoming").await;
    let page = district.get(&format!("/documents/incoming/{row}")).await.text();
    assert!(!page.contains("Cần đối chiếu bên gửi"), "{page}");
    // A sender whose code the table does not know, under the id of another organ.
    let strange = good.replacen(">H41.15<", ">X99<", 1);
    take(&district, strange.as_bytes()).await;
    let doubted = world.count("SELECT max(dispatch_id) FROM incoming").await;
    let page = district.get(&format!("/documents/incoming/{doubted}")).await.text();
    assert!(page.contains("Cần đối chiếu bên gửi") && page.contains("Mã X99"), "{page}");
    assert!(page.contains("Mã văn bản") && page.contains("H41.15"), "{page}");
    let other = world.sign_in("noi-vu.lanhdao").await;
    let message = world.count("SELECT max(id) FROM message").await;
    for path in [format!("/documents/incoming/{row}"), format!("/messages/{message}")] {
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let answer = format!("/dispatches/{row}/answer");
    assert_eq!(other.post(&answer, &[("status", "03")]).await.status, StatusCode::NOT_FOUND);
    let clerk = world.sign_in("quynhluu.chuyenvien").await;
    assert_eq!(take(&clerk, good.as_bytes()).await.status, StatusCode::FORBIDDEN);
}
