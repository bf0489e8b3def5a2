//! Trusted roots: uploaded by the administrator, and what a signature under them is worth.

use axum::http::StatusCode;
use domain::series::Body;
use exchange::signature::trial::{
    Key, Rectangle, Trial,
    chain::{Link, Plan, sign_under},
};
use jiff::{SignedDuration, Timestamp};

use crate::harness::{Answer, MORNING, Person, ROUND, World};

const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

fn morning() -> Timestamp {
    MORNING.parse().unwrap()
}

/// A certificate valid for a year around the morning.
fn link(name: &str, is_issuer: bool, seed: u8, by: Option<&Link>) -> Link {
    let term = (morning() - YEAR, morning() + YEAR);
    let plan = Plan { name, term, is_issuer, may_sign: true };
    Link::make(plan, Key::from_seed([seed; 32]), by).unwrap()
}

fn signed(pdf: &[u8], chain: &[&Link]) -> Vec<u8> {
    let trial = Trial {
        name: "Người Ký Mẫu",
        organisation: "Sở",
        reason: "",
        location: "",
        at: morning(),
        page: 0,
        place: Rectangle { x: 300.0, y: 100.0, width: 120.0, height: 60.0 },
    };
    sign_under(pdf, chain, &trial).unwrap()
}

async fn trust(keeper: &Person<'_>, file: &[u8]) -> Answer {
    keeper.upload("/signers/trust", &[], ("goc.cer", file)).await
}

/// Presents a report and gives back its id and frozen file.
async fn presented(world: &World, desk: &Person<'_>) -> (i64, Vec<u8>) {
    let signer = world.signer(world.state.lead, Body::Organ).await;
    let fields = [("way", "electronic"), ("date", "2024-12-03"), ("signer", signer.as_str())];
    // A round has one report: the one before is cancelled.
    let before = world.count("SELECT COALESCE(max(id), 0) FROM document").await;
    desk.post(&format!("/documents/{before}/cancel"), &[("reason", "Trình nhầm")]).await;
    desk.issue(&format!("/reports/{ROUND}/lead/issue"), &fields).await;
    let id = world.count("SELECT max(id) FROM document").await;
    (id, desk.get(&format!("/documents/{id}/versions/0")).await.bytes.to_vec())
}

async fn hand_in(desk: &Person<'_>, id: i64, content: &[u8]) -> Answer {
    desk.upload(&format!("/documents/{id}/signed"), &[], ("ky.pdf", content)).await
}

fn pem(der: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let letters = STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{letters}\n-----END CERTIFICATE-----\n")
}

#[tokio::test]
async fn a_signature_under_a_trusted_root_gets_its_number_without_a_voucher() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let keeper = world.sign_in("quantri").await;
    let root = link("Nơi cấp gốc", true, 1, None);
    let between = link("Nơi cấp cấp hai", true, 2, Some(&root));
    let leaf = link("Người Ký Mẫu", false, 3, Some(&between));
    assert_eq!(trust(&desk, root.der()).await.status, StatusCode::FORBIDDEN);
    for file in [root.der(), pem(root.der()).as_bytes()] {
        trust(&keeper, file).await.went_to("/signers");
    }
    let (id, frozen) = presented(&world, &desk).await;
    let here = format!("/documents/{id}");
    hand_in(&desk, id, &signed(&frozen, &[&leaf, &between])).await.went_to(&here);
    let page = desk.get(&here).await.text();
    assert!(page.contains("SIG-010") && page.contains("Nơi cấp cấp hai"), "{page}");
    assert!(!page.contains("name=\"vouched\""));
    desk.post(&format!("{here}/number"), &[]).await.went_to(&here);
    let number = world.text("SELECT number FROM document ORDER BY id DESC LIMIT 1").await;
    assert!(number.starts_with("01/BC-"), "{number}");
    let proof = world.text("SELECT proof FROM document_version WHERE number = 1").await;
    assert_eq!(proof, "trusted");
}

#[tokio::test]
async fn who_is_no_root_is_not_taken_for_one() {
    let world = World::open().await;
    let keeper = world.sign_in("quantri").await;
    let old = Plan {
        name: "Nơi cấp cũ",
        term: (morning() - YEAR * 3, morning() - YEAR),
        is_issuer: true,
        may_sign: true,
    };
    let old = Link::make(old, Key::from_seed([4; 32]), None).unwrap();
    let idle = Plan {
        name: "Nơi không ký",
        term: (morning() - YEAR, morning() + YEAR),
        is_issuer: true,
        may_sign: false,
    };
    let idle = Link::make(idle, Key::from_seed([5; 32]), None).unwrap();
    let person = link("Người Ký Mẫu", false, 6, None);
    for (file, code) in [
        (old.der(), "SIG-007"),
        (idle.der(), "SIG-006"),
        (person.der(), "SIG-006"),
        (b"khong phai chung thu", "SIG-005"),
        (b"", "SIG-005"),
        (&pem(person.der()).as_bytes()[..80], "SIG-005"),
    ] {
        trust(&keeper, file).await.refused(422, code);
    }
    let kept = "SELECT count(*) FROM setting WHERE key = 'trust-anchors'";
    assert_eq!(world.count(kept).await, 0);
}

#[tokio::test]
async fn a_chain_that_does_not_hold_is_told() {
    let world = World::open().await;
    let desk = world.sign_in("ldtbxh.chuyenvien").await;
    let keeper = world.sign_in("quantri").await;
    let root = link("Nơi cấp gốc", true, 1, None);
    let other = link("Nơi cấp gốc", true, 7, None);
    trust(&keeper, root.der()).await;
    // The same name over another key; no issuer between; nobody above: whole, but not trusted.
    let person = link("Người Giữa", false, 2, Some(&root));
    let stranger = link("Người Ký Mẫu", false, 3, Some(&other));
    let below = link("Người Ký Mẫu", false, 4, Some(&person));
    let alone = link("Người Ký Mẫu", false, 5, None);
    for chain in [vec![&stranger, &other], vec![&below, &person], vec![&alone]] {
        let (id, frozen) = presented(&world, &desk).await;
        let here = format!("/documents/{id}");
        hand_in(&desk, id, &signed(&frozen, &chain)).await.went_to(&here);
        assert!(desk.get(&here).await.text().contains("SIG-012"));
        desk.post(&format!("{here}/number"), &[]).await.refused(422, "DOC-022");
    }
    // A key that is not for signing, and a term that is over: not even kept.
    let term = (morning() - YEAR, morning() + YEAR);
    let idle = Plan { name: "Người Ký Mẫu", term, is_issuer: false, may_sign: false };
    let idle = Link::make(idle, Key::from_seed([8; 32]), Some(&root)).unwrap();
    let term = (morning() - YEAR, morning() - YEAR / 2);
    let over = Plan { name: "Người Ký Mẫu", term, is_issuer: false, may_sign: true };
    let over = Link::make(over, Key::from_seed([9; 32]), Some(&root)).unwrap();
    let (id, frozen) = presented(&world, &desk).await;
    hand_in(&desk, id, &signed(&frozen, &[&idle])).await.refused(422, "SIG-035");
    hand_in(&desk, id, &signed(&frozen, &[&over])).await.refused(422, "SIG-034");
    let kept = format!("SELECT count(*) FROM document_version WHERE document_id = {id}");
    assert_eq!(world.count(&kept).await, 1);
}
