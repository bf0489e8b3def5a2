//! The document exchange: codes, dispatches with their messages, the register of incoming documents.

use domain::{
    access::UnitId,
    confidence::Confidence,
    dispatch::{Dispatch, Request, Side, State, Status},
    organ_code::OrganCode,
};
use jiff::civil::date;
use store::{
    db::Tx,
    dispatch::{self, NewDispatch},
    error::Error,
    incoming::{self, Told},
    message::{self, NewMessage},
    organ_code,
};

use crate::{
    harness::{now, stores},
    world::{TODAY, World},
};

fn told(number: &str) -> Told {
    Told {
        number: number.to_owned(),
        date: date(2024, 11, 18),
        kind: "Kế hoạch".to_owned(),
        title: "Công tác năm 2025".to_owned(),
        signer: "Người Ký Mẫu".to_owned(),
        position: "CHỦ TỊCH".to_owned(),
        recipients: "Như trên\nLưu: VT".to_owned(),
        replaces: String::new(),
        due: Some(date(2024, 12, 25)),
        is_signed: true,
    }
}

async fn kept(tx: &mut Tx, world: &World, content: &[u8]) -> i64 {
    let new = NewMessage { unit: world.north, is_outward: false, sha256: "ab", content };
    message::save(tx, new, (world.signer, now())).await.unwrap()
}

async fn begun(tx: &mut Tx, unit: UnitId, id: &str) -> Result<i64, Error> {
    let new = NewDispatch {
        unit,
        organ: unit,
        side: Side::Receiver,
        document: None,
        partner: ("H41", "Ủy ban nhân dân tỉnh"),
        edxml_id: id,
    };
    dispatch::begin(tx, new).await
}

#[tokio::test]
async fn codes_are_set_again_and_taken_away() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let by = (world.reviewer, now());
        let code = |text| OrganCode::parse(text).unwrap();
        let mut tx = home.store.begin().await.unwrap();
        for (text, confidence) in
            [("H41.02", Confidence::Unverified), ("H41.03", Confidence::Verified)]
        {
            organ_code::set(&mut tx, world.lead, (&code(text), confidence), by).await.unwrap();
        }
        organ_code::set(&mut tx, world.north, (&code("H41.9"), Confidence::Verified), by)
            .await
            .unwrap();
        let all = organ_code::list(&mut tx, TODAY).await.unwrap();
        assert_eq!(all.len(), 2);
        let lead = organ_code::of(&mut tx, world.lead).await.unwrap().unwrap();
        assert_eq!((lead.code, lead.confidence), (code("H41.03"), Confidence::Verified));
        organ_code::clear(&mut tx, world.lead).await.unwrap();
        assert_eq!(organ_code::of(&mut tx, world.lead).await.unwrap(), None);
        tx.commit().await.unwrap();
        home.remove().await;
    }
}

#[tokio::test]
async fn a_dispatch_moves_once_and_keeps_its_messages() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let by = (world.signer, now());
        let mut tx = home.store.begin().await.unwrap();
        let message = kept(&mut tx, &world, b"<edXML/>").await;
        message::save_file(&mut tx, (message, 1), ("a.pdf", "A"), ("cd", b"%PDF-1.7"))
            .await
            .unwrap();
        let id = begun(&mut tx, world.north, "H41,2024/11/18,1/KH-UBND").await.unwrap();
        dispatch::record(&mut tx, (id, message), ("new", Side::Sender), "", by).await.unwrap();
        for (at, number) in [(2024, "1/KH-UBND"), (2024, "2/KH-UBND"), (2025, "3/KH-UBND")] {
            let known = begun(&mut tx, world.north, number).await.unwrap();
            let what = (&told(number), "Ủy ban nhân dân tỉnh");
            let ordinal = incoming::enter(&mut tx, (known, world.north), at, what).await.unwrap();
            assert_eq!(ordinal, if number.starts_with('2') { 2 } else { 1 });
            dispatch::record(&mut tx, (known, message), ("new", Side::Sender), "", by)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();

        let mut tx = home.store.begin().await.unwrap();
        let eyes = world.eyes_of(world.north);
        let row = dispatch::load(&mut tx, &eyes, id).await.unwrap().unwrap();
        let mut moved: Dispatch = row.dispatch;
        moved.report(Status::Arrived, Side::Receiver, "").unwrap();
        moved.ask(Request::TakeBack).unwrap();
        dispatch::advance(&mut tx, &row, moved).await.unwrap();
        assert!(matches!(dispatch::advance(&mut tx, &row, moved).await, Err(Error::Stale)));
        let found = dispatch::find(&mut tx, world.north, (&row.edxml_id, "H41")).await.unwrap();
        let found = found.unwrap().dispatch;
        assert_eq!((found.state, found.request), (State::Arrived, Some(Request::TakeBack)));
        let files = message::files(&mut tx, id).await.unwrap();
        assert_eq!((files.len(), files[0].size_bytes), (1, 8));
        assert_eq!(message::known(&mut tx, world.lead, "ab").await.unwrap(), None);
        assert!(message::known(&mut tx, world.north, "ab").await.unwrap().is_some());

        // Another unit's eyes find nothing, the province's desk neither.
        let others = world.desk();
        assert_eq!(dispatch::load(&mut tx, &others, id).await.unwrap(), None);
        assert_eq!(message::content(&mut tx, &others, message).await.unwrap(), None);
        assert_eq!(message::file(&mut tx, &others, (message, 1)).await.unwrap(), None);
        assert!(incoming::list(&mut tx, &others, "", 9).await.unwrap().is_empty());
        let own = incoming::list(&mut tx, &eyes, "kh-ubnd", 9).await.unwrap();
        let order: Vec<(i64, i64)> = own.iter().map(|row| (row.year, row.ordinal)).collect();
        assert_eq!(order, [(2025, 1), (2024, 2), (2024, 1)]);
        assert_eq!(own[2].told, told("1/KH-UBND"));
        let file = message::file(&mut tx, &eyes, (message, 1)).await.unwrap().unwrap();
        assert_eq!(file, ("a.pdf".to_owned(), b"%PDF-1.7".to_vec()));
        drop(tx);

        // The same document of the same partner begins once.
        let mut tx = home.store.begin().await.unwrap();
        assert!(begun(&mut tx, world.north, "1/KH-UBND").await.is_err());
        drop(tx);
        home.remove().await;
    }
}
