//! Outgoing documents: numbers under many hands, the register's scope, kept files, signers, tokens.

use domain::{
    access::Scope,
    outgoing::Proof,
    outgoing::State,
    series::{Body, Numbering},
    signer::{Authorisation, Signer},
};
use jiff::civil::date;
use store::{
    args,
    db::{Reads, Store, Tx},
    document::{self, NewDocument},
    error::Error,
    outgoing::{self, About},
    series::{self, Key},
    signer, signing,
};

use crate::{
    harness::{later, now, stores},
    world::{World, unit},
};

async fn saved(tx: &mut Tx, world: &World, title: &str) -> i64 {
    let new = NewDocument {
        round: None,
        unit: world.lead,
        kind: "Báo cáo".to_owned(),
        title: title.to_owned(),
        number: String::new(),
        date: None,
    };
    document::save(tx, &new, (world.reviewer, now()), "1.0", &[]).await.unwrap()
}

fn key(world: &World, year: i16, body: Body) -> Key {
    Key { unit: world.lead, body, year, series: "BC".to_owned() }
}

/// Issues as an office does: a document, its number, the bond; every third changes its mind.
async fn issue(store: &Store, world: &World, turn: usize) -> Result<Option<u32>, Error> {
    let mut tx = store.begin().await?;
    let key = key(world, 2024, Body::Organ);
    let id = saved(&mut tx, world, "Báo cáo").await;
    let number = series::allot(&mut tx, &key).await?;
    series::bind(&mut tx, &key, number, id).await?;
    if turn.is_multiple_of(3) {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(number))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_who_issue_at_once_leave_no_gap_and_no_double() {
    for home in stores().await {
        let world = std::sync::Arc::new(World::make(&home.store).await);
        let other = Store::open(&home.url).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for turn in 0..50 {
            let store = if turn % 2 == 0 { home.store.clone() } else { other.clone() };
            let world = world.clone();
            tasks.spawn(async move { issue(&store, &world, turn).await.unwrap() });
        }
        let mut numbers: Vec<u32> = tasks.join_all().await.into_iter().flatten().collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=33).collect::<Vec<u32>>());
        let mut reader = home.store.reader();
        let (bound, broken) = series::broken(&mut reader).await.unwrap();
        assert_eq!((bound, broken.len()), (33, 0));
        assert_eq!(series::next(&mut reader, &key(&world, 2024, Body::Organ)).await.unwrap(), 34);
        other.close().await;
        home.remove().await;
    }
}

#[tokio::test]
async fn a_new_year_and_the_committee_count_for_themselves() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let organ = key(&world, 2024, Body::Organ);
        for expected in 1..=3 {
            assert_eq!(series::allot(&mut tx, &organ).await.unwrap(), expected);
        }
        for other in [
            key(&world, 2025, Body::Organ),
            key(&world, 2024, Body::Committee),
            Key { series: "CV".to_owned(), ..organ.clone() },
            Key { unit: world.north, ..organ.clone() },
        ] {
            assert_eq!(series::next(&mut tx, &other).await.unwrap(), 1);
            assert_eq!(series::allot(&mut tx, &other).await.unwrap(), 1, "{other:?}");
        }
        assert_eq!(series::next(&mut tx, &organ).await.unwrap(), 4);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn the_newest_day_of_a_series_is_told_and_begins_anew_with_the_year() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let (old, new) = (key(&world, 2024, Body::Organ), key(&world, 2025, Body::Organ));
        assert_eq!(series::last_day(&mut tx, &old).await.unwrap(), None);
        for (turn, day) in [date(2024, 12, 3), date(2024, 11, 30)].into_iter().enumerate() {
            let id = saved(&mut tx, &world, "a").await;
            let number = series::allot(&mut tx, &old).await.unwrap();
            assert_eq!(usize::try_from(number).unwrap(), turn + 1);
            series::bind(&mut tx, &old, number, id).await.unwrap();
            outgoing::set_number(&mut tx, id, "x", (day, now())).await.unwrap();
        }
        assert_eq!(series::last_day(&mut tx, &old).await.unwrap(), Some(date(2024, 12, 3)));
        assert_eq!(series::last_day(&mut tx, &new).await.unwrap(), None);
        assert_eq!(series::allot(&mut tx, &new).await.unwrap(), 1);
        assert_eq!(series::allot(&mut tx, &old).await.unwrap(), 3, "the old year goes on");
        // A day that cannot be read stops the rule that asks for it; it does not switch it off.
        tx.execute("UPDATE document SET date = '3/12/2024'", &[]).await.unwrap();
        let told = series::last_day(&mut tx, &old).await;
        assert!(matches!(told, Err(Error::Corrupt { .. })), "{told:?}");
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn an_address_is_set_and_set_again() {
    use store::address::{self, AddressRow};
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        assert_eq!(address::of(&mut tx, world.lead).await.unwrap(), AddressRow::default());
        for place in ["Số 1, đường Mẫu", "Số 2, đường Mẫu"] {
            let new = AddressRow { place: place.into(), ..AddressRow::default() };
            address::set(&mut tx, world.lead, &new, (world.reviewer, now())).await.unwrap();
            assert_eq!(address::of(&mut tx, world.lead).await.unwrap(), new);
        }
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_number_has_one_document_and_a_document_one_number() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let key = key(&world, 2024, Body::Organ);
        let mut tx = home.store.begin().await.unwrap();
        let (first, second) =
            (saved(&mut tx, &world, "a").await, saved(&mut tx, &world, "b").await);
        series::bind(&mut tx, &key, 1, first).await.unwrap();
        tx.commit().await.unwrap();
        for (number, document) in [(1, second), (2, first)] {
            let mut tx = home.store.begin().await.unwrap();
            let refused = series::bind(&mut tx, &key, number, document).await;
            assert!(matches!(refused, Err(Error::Duplicate { .. })), "{refused:?}");
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn a_series_goes_on_from_the_paper_register_until_it_has_begun() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let key = key(&world, 2024, Body::Organ);
        let mut tx = home.store.begin().await.unwrap();
        assert!(series::begin_after(&mut tx, &key, 411).await.unwrap());
        assert!(series::begin_after(&mut tx, &key, 412).await.unwrap(), "a slip can be mended");
        assert_eq!(series::allot(&mut tx, &key).await.unwrap(), 413);
        assert!(!series::begin_after(&mut tx, &key, 0).await.unwrap());
        let broken = series::broken(&mut tx).await.unwrap().1;
        assert_eq!(broken.len(), 1, "413 was given to no document");
        let id = saved(&mut tx, &world, "a").await;
        series::bind(&mut tx, &key, 413, id).await.unwrap();
        assert_eq!(series::broken(&mut tx).await.unwrap(), (1, Vec::new()));
        let listed = series::list(&mut tx, world.lead, 2024).await.unwrap();
        assert_eq!((listed[0].before, listed[0].last), (412, 413));
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_rule_of_numbering_holds_until_the_next_one() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let place = (world.lead, Body::Organ);
        let rule = |year, organ: &str| Numbering {
            year,
            organ: organ.to_owned(),
            drafter: "BĐG".to_owned(),
            joint: ["BC", "KH"].map(str::to_owned).into(),
        };
        let mut tx = home.store.begin().await.unwrap();
        for rule in [rule(2023, "SLĐTBXH"), rule(2025, "X"), rule(2025, "SNV")] {
            let by = (world.reviewer, now());
            series::set_numbering(&mut tx, place, &rule, by).await.unwrap();
        }
        let mut of = async |year| series::numbering(&mut tx, place, year).await.unwrap();
        assert_eq!(of(2022).await, None);
        assert_eq!(of(2024).await, Some(rule(2023, "SLĐTBXH")));
        assert_eq!(of(2026).await, Some(rule(2025, "SNV")));
        assert_eq!(series::numberings(&mut tx, place).await.unwrap().len(), 2);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn the_register_is_searched_within_its_scope() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = saved(&mut tx, &world, "Công tác cán bộ nữ").await;
        let places = (world.province, Body::Organ);
        outgoing::place(&mut tx, id, State::Signed, places, "{}").await.unwrap();
        let about = About {
            signer: "Người Ký Mẫu".into(),
            recipients: "Như trên\nLưu: VT".into(),
            copies: 3,
            circulation: "LƯU HÀNH NỘI BỘ".into(),
            drafter: "PL".into(),
            late_reason: "Vào sổ chậm".into(),
            unverified: 8,
            due: Some(date(2024, 12, 31)),
            ..About::default()
        };
        outgoing::describe(&mut tx, id, &about).await.unwrap();
        let day = (date(2024, 12, 3), now());
        outgoing::set_number(&mut tx, id, "07/BC-SNV", day).await.unwrap();
        outgoing::advance(&mut tx, id, State::Signed, State::Issued).await.unwrap();
        let again = outgoing::advance(&mut tx, id, State::Signed, State::Issued).await;
        assert!(matches!(again, Err(Error::Stale)), "{again:?}");
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let desk = world.desk();
        let stranger = unit(&mut reader, "s-yt").await;
        let of = |unit| Scope { unit, root: unit, province_wide: false, ..desk };
        let found = outgoing::load(&mut reader, &desk, id).await.unwrap().unwrap();
        assert_eq!((found.about, found.state), (about, State::Issued));
        assert_eq!(found.number, "07/BC-SNV");
        for (scope, seen) in [(of(world.lead), 1), (of(world.province), 1), (of(stranger), 0)] {
            for words in ["", "can bo", "07/BC", "người ký mẫu"] {
                let rows = outgoing::list(&mut reader, &scope, 2024, words).await.unwrap();
                assert_eq!(rows.len(), seen, "{words}");
            }
            assert_eq!(outgoing::years(&mut reader, &scope).await.unwrap().len(), seen);
            assert_eq!(outgoing::load(&mut reader, &scope, id).await.unwrap().is_some(), seen == 1);
        }
        assert!(outgoing::list(&mut reader, &desk, 2023, "").await.unwrap().is_empty());
        assert!(outgoing::list(&mut reader, &desk, 2024, "huyen").await.unwrap().is_empty());
        home.remove().await;
    }
}

#[tokio::test]
async fn a_register_of_thousands_leaves_none_out() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        // Many of another body stand before the few that are asked for.
        let many = "INSERT INTO document (unit_id, issuer_id, kind, title, number, date, issued_at, \
            officer_id, release, state, body) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL \
            SELECT i + 1 FROM n WHERE i < 2100) SELECT $1, $1, 'Báo cáo', 'a', '1/BC', '2024-02-01', \
            '2024-02-01T00:00:00.000000Z', $2, '1.0', 'issued', 'committee' FROM n";
        tx.execute(many, &args![world.lead.0, world.reviewer.0]).await.unwrap();
        let organ = key(&world, 2024, Body::Organ);
        for day in [date(2024, 12, 31), date(2024, 3, 1), date(2024, 2, 1)] {
            let id = saved(&mut tx, &world, "a").await;
            outgoing::place(&mut tx, id, State::Issued, (world.lead, Body::Organ), "")
                .await
                .unwrap();
            let number = series::allot(&mut tx, &organ).await.unwrap();
            series::bind(&mut tx, &organ, number, id).await.unwrap();
            outgoing::set_number(&mut tx, id, &format!("{number}/BC"), (day, now())).await.unwrap();
        }
        let (desk, year) = (world.desk(), (date(2024, 1, 1), date(2024, 12, 31)));
        let of = async |tx: &mut Tx, body, days| {
            let rows = outgoing::numbered(tx, &desk, (world.lead, body), days).await.unwrap();
            rows.into_iter().map(|row| row.number).collect::<Vec<String>>()
        };
        assert_eq!(of(&mut tx, Body::Organ, year).await, ["1/BC", "2/BC", "3/BC"]);
        let spring = (date(2024, 1, 1), date(2024, 3, 1));
        assert_eq!(of(&mut tx, Body::Organ, spring).await, ["2/BC", "3/BC"]);
        assert_eq!(of(&mut tx, Body::Committee, year).await.len(), 2100);
        assert_eq!(outgoing::list(&mut tx, &desk, 2024, "").await.unwrap().len(), 2103);
        let own = outgoing::drafted(&mut tx, world.lead, State::Issued).await.unwrap();
        assert_eq!(own.len(), 2103);
        assert!(outgoing::dispatched(&mut tx, &desk).await.unwrap().is_empty());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn every_form_of_a_file_is_kept() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = saved(&mut tx, &world, "a").await;
        let by = (world.reviewer, now());
        for (number, content) in [(0, b"%PDF".as_slice()), (1, b"%PDF\0signed")] {
            let file = ("hash", content);
            outgoing::save_version(&mut tx, id, (number, Proof::Whole), file, by).await.unwrap();
        }
        let kept = outgoing::versions(&mut tx, id).await.unwrap();
        assert_eq!(kept.iter().map(|v| v.number).collect::<Vec<_>>(), [0, 1]);
        let signed = outgoing::content(&mut tx, id, 1).await.unwrap();
        assert_eq!(signed.as_deref(), Some(b"%PDF\0signed".as_slice()));
        assert_eq!(outgoing::content(&mut tx, id, 2).await.unwrap(), None);
        let twice = outgoing::save_version(&mut tx, id, (1, Proof::Whole), ("hash", b""), by).await;
        assert!(twice.is_err());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_signer_is_read_back_and_ended() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let signer = Signer {
            name: "Người Ký Mẫu".into(),
            position: "TRƯỞNG PHÒNG".into(),
            authority: vec!["TUQ. GIÁM ĐỐC".into()],
            other_position: "Ủy viên Thường trực".into(),
            from: date(2024, 1, 1),
            to: None,
            authorisation: Some(Authorisation {
                number: "12/GUQ-SNV".into(),
                date: date(2023, 12, 29),
                kinds: ["BC", "CV"].map(str::to_owned).into(),
                from: date(2024, 1, 1),
                to: date(2024, 12, 31),
                scope: "Báo cáo năm".into(),
            }),
        };
        let mut tx = home.store.begin().await.unwrap();
        let by = (world.reviewer, now());
        let id = signer::add(&mut tx, world.lead, &signer, by).await.unwrap();
        let kept = signer::by_id(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((kept.signer, kept.has_paper), (signer.clone(), false));
        for content in [b"%PDF-1".as_slice(), b"%PDF-2"] {
            signer::keep_paper(&mut tx, id, ("hash", content), by).await.unwrap();
        }
        assert!(signer::by_id(&mut tx, id).await.unwrap().unwrap().has_paper);
        let paper = signer::paper(&mut tx, id).await.unwrap();
        assert_eq!(paper.as_deref(), Some(b"%PDF-2".as_slice()));
        signer::end(&mut tx, id, date(2024, 6, 30)).await.unwrap();
        let listed = signer::list(&mut tx, world.lead).await.unwrap();
        assert_eq!(listed[0].signer, Signer { to: Some(date(2024, 6, 30)), ..signer });
        assert!(signer::list(&mut tx, world.north).await.unwrap().is_empty());
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_token_opens_once_for_its_purpose_and_not_too_late() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = saved(&mut tx, &world, "a").await;
        for hash in ["one", "two"] {
            let opens = (id, "fetch");
            signing::open(&mut tx, hash, opens, world.reviewer, later(15)).await.unwrap();
        }
        assert!(signing::is_open(&mut tx, ("one", "fetch"), now()).await.unwrap());
        assert!(!signing::is_open(&mut tx, ("one", "hand-in"), now()).await.unwrap());
        assert_eq!(signing::take(&mut tx, ("one", "hand-in"), now()).await.unwrap(), None);
        assert_eq!(signing::take(&mut tx, ("no", "fetch"), now()).await.unwrap(), None);
        let opened = signing::take(&mut tx, ("one", "fetch"), now()).await.unwrap().unwrap();
        assert_eq!((opened.document, opened.officer), (id, world.reviewer));
        assert_eq!(signing::take(&mut tx, ("one", "fetch"), now()).await.unwrap(), None);
        assert_eq!(signing::take(&mut tx, ("two", "fetch"), later(15)).await.unwrap(), None);
        // Who opens it again ends what was open before: of this document, this purpose, and no one else's.
        signing::open(&mut tx, "three", (id, "fetch"), world.reviewer, later(15)).await.unwrap();
        signing::end(&mut tx, (id, "hand-in"), world.reviewer).await.unwrap();
        assert!(signing::is_open(&mut tx, ("three", "fetch"), now()).await.unwrap());
        signing::end(&mut tx, (id, "fetch"), world.reviewer).await.unwrap();
        assert!(!signing::is_open(&mut tx, ("three", "fetch"), now()).await.unwrap());
        signing::sweep(&mut tx, later(15)).await.unwrap();
        let left = tx.fetch_all("SELECT 1 FROM signing_token", &[]).await.unwrap();
        assert!(left.is_empty());
        drop(tx);
        home.remove().await;
    }
}
