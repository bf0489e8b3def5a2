//! The road in process: accepted figures move the total, a report goes out and stays as it was.

use domain::series::Body;
use domain::submission::State;

use crate::harness::{ROUND, World};

#[tokio::test]
async fn accepting_adds_exactly_what_was_handed_in() {
    let world = World::open().await;
    let lead = world.state.lead.0;
    let total = format!(
        "SELECT CAST(coalesce(sum(v.amount), 0) AS BIGINT) FROM submission s \
         JOIN round r ON r.id = s.round_id JOIN value v ON v.version_id = s.accepted_version_id \
         WHERE r.code = '{ROUND}' AND s.receiver_id = {lead}"
    );
    let id = world
        .count(&format!(
            "SELECT min(s.id) FROM submission s JOIN round r ON r.id = s.round_id \
             WHERE r.code = '{ROUND}' AND s.receiver_id = {lead} AND s.state = 'in_review'"
        ))
        .await;
    let handed_in = world
        .count(&format!(
            "SELECT CAST(coalesce(sum(v.amount), 0) AS BIGINT) FROM value v \
             JOIN submission_version n ON n.id = v.version_id \
             JOIN submission s ON s.id = n.submission_id AND s.versions = n.number WHERE s.id = {id}"
        ))
        .await;
    let before = world.count(&total).await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    desk.post(&format!("/submissions/{id}/accept"), &[])
        .await
        .went_to(&format!("/submissions/{id}"));
    assert_eq!(world.stage(id).await, State::Accepted);
    assert_eq!(world.count(&total).await - before, handed_in);
}

#[tokio::test]
async fn a_return_needs_a_reason_and_tells_it_to_the_unit() {
    let world = World::open().await;
    let lead = world.state.lead.0;
    let id = world
        .count(&format!(
            "SELECT min(s.id) FROM submission s JOIN round r ON r.id = s.round_id \
             WHERE r.code = '{ROUND}' AND s.receiver_id = {lead} AND s.state = 'in_review'"
        ))
        .await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let bare = desk.post(&format!("/submissions/{id}/return"), &[("reason", " ")]).await;
    bare.refused(422, "SUB-");
    let reason = "Số lớp tập huấn chưa khớp.";
    desk.post(&format!("/submissions/{id}/return"), &[("reason", reason)]).await;
    assert_eq!(world.stage(id).await, State::Returned);
    let page = desk.get(&format!("/submissions/{id}")).await.text();
    assert!(page.contains(reason), "the reason is not shown");
}

#[tokio::test]
async fn an_issued_report_is_kept_to_the_byte() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let here = format!("/reports/{ROUND}/lead");
    for (format, magic) in [("docx", b"PK".as_slice()), ("pdf", b"%PDF-"), ("xlsx", b"PK")] {
        let first = desk.get(&format!("{here}/{format}")).await.bytes;
        assert!(first.starts_with(magic), "{format}");
        assert_eq!(first, desk.get(&format!("{here}/{format}")).await.bytes, "{format} differs");
    }
    let nothing =
        desk.issue(&format!("{here}/issue"), &[("way", "paper"), ("date", "2024-12-03")]).await;
    nothing.refused(422, "DOC-010");
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = [("way", "paper"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    desk.issue(&format!("{here}/issue"), &fields).await.went_to("/documents/1");
    let id = world.count("SELECT max(id) FROM document").await;
    let kept = desk.get(&format!("/reports/kept/{id}/pdf")).await.bytes;
    assert!(kept.starts_with(b"%PDF-"));
    assert_eq!(kept, desk.get(&format!("/reports/kept/{id}/pdf")).await.bytes);
    let verified = actions::verify::verify(&world.state.store, &world.state.catalog).await.unwrap();
    assert!(verified.holds() && verified.files == 3, "{verified:?}");
}
