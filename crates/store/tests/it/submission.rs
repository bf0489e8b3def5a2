//! The life of a submission: seen under a scope, saved under its lock, with its history beside it.

use domain::{
    deed::Deed,
    org_unit::OrgUnitKind,
    submission::{State, SubmissionId},
};
use jiff::civil::date;
use store::{
    error::Error,
    extension,
    played::{self, Played},
    submission::{self, SubmissionRow},
};

use crate::{
    harness::{later, now, stores},
    world::{TODAY, World, unit},
};

fn keys(rows: &[SubmissionRow]) -> Vec<&str> {
    rows.iter().map(|r| r.unit_key.as_str()).collect()
}

#[tokio::test]
async fn a_submission_is_found_inside_the_scope_only() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let id = world.submission_of(&mut reader, "x-hoa").await;
        let south = unit(&mut reader, "h-nam").await;
        let commune = unit(&mut reader, "x-hoa").await;
        for (eyes, seen) in [
            (world.desk(), true),
            (world.eyes_of(world.north), true),
            (world.eyes_of(commune), true),
            (world.eyes_of(south), false),
        ] {
            let row = submission::load(&mut reader, &eyes, id).await.unwrap();
            assert_eq!(row.is_some(), seen, "{eyes:?}");
            let row = submission::of_unit(&mut reader, &eyes, "BC-2024", commune).await.unwrap();
            assert_eq!(row.is_some(), seen, "{eyes:?}");
        }
        let row = submission::load(&mut reader, &world.desk(), id).await.unwrap().unwrap();
        assert_eq!((row.submission.state, row.submission.versions), (State::NotStarted, 0));
        assert_eq!((row.round.as_str(), row.unit_kind), ("BC-2024", OrgUnitKind::Commune));
        let absent = submission::load(&mut reader, &world.desk(), SubmissionId(-1)).await.unwrap();
        assert_eq!(absent, None);
        home.remove().await;
    }
}

#[tokio::test]
async fn lists_show_what_was_received_and_what_is_owed() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let desk = world.desk();
        let received = submission::list_received(&mut reader, &desk, "BC-2024", world.lead).await;
        assert_eq!(keys(&received.unwrap()), ["h-nam", "h-bac", "s-yt", "mt"]);
        let north = world.eyes_of(world.north);
        let below = submission::list_received(&mut reader, &north, "BC-2024", world.north).await;
        assert_eq!(keys(&below.unwrap()), ["x-an", "x-hoa"]);
        // The round of 2023 had a submission of the district that went into this one.
        let own = submission::list_own(&mut reader, &north, world.north).await.unwrap();
        assert_eq!(keys(&own), ["h-cu", "h-bac", "h-bac"]);
        home.remove().await;
    }
}

#[tokio::test]
async fn the_whole_successor_acts_for_its_predecessor() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        let gone = unit(&mut reader, "h-cu").await;
        let before = date(2023, 12, 31);
        for (unit, other, day, expected) in [
            (world.north, world.north, TODAY, true),
            (world.north, gone, TODAY, true),
            (world.north, gone, before, false),
            (gone, world.north, TODAY, false),
        ] {
            let acts = submission::acts_for(&mut reader, unit, other, day).await.unwrap();
            assert_eq!(acts, expected, "{unit:?} for {other:?} on {day}");
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn the_road_of_a_submission_is_kept() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let desk = world.desk();
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let mut kept = submission::load(&mut tx, &desk, id).await.unwrap().unwrap().submission;
        kept.state = State::Submitted;
        kept.author = Some(world.reporter);
        kept.signer = Some(world.signer);
        kept.extended_to = Some(date(2024, 12, 10));
        kept.late = true;
        kept.versions = 1;
        submission::save(&mut tx, &kept).await.unwrap();
        submission::save_filed(&mut tx, id, now(), Some(world.signer)).await.unwrap();
        submission::save_waiver(&mut tx, id, "Chỉ có một cán bộ").await.unwrap();
        let signed = Some(date(2024, 12, 2));
        submission::save_document(&mut tx, id, "12/BC-UBND", signed, "Chủ tịch").await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let waiting = submission::list_to_review(&mut reader, &desk, world.lead).await.unwrap();
        assert_eq!(keys(&waiting), ["h-bac"]);
        let row = &waiting[0];
        assert_eq!(row.submission.revision, kept.revision + 1);
        kept.revision += 1;
        kept.single_officer_waiver = true;
        assert_eq!(row.submission, kept);
        assert_eq!(row.filed_at.as_deref(), Some("2024-11-20T01:02:03.500000Z"));
        assert_eq!(row.on_behalf, Some(world.signer));
        assert_eq!(row.waiver, "Chỉ có một cán bộ");
        assert_eq!(row.document_number, "12/BC-UBND");
        assert_eq!(row.document_date.as_deref(), Some("2024-12-02"));
        assert_eq!(row.document_signer, "Chủ tịch");
        home.remove().await;
    }
}

#[tokio::test]
async fn a_stale_revision_is_refused() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let row = submission::load(&mut tx, &world.desk(), id).await.unwrap().unwrap();
        submission::save(&mut tx, &row.submission).await.unwrap();
        let again = submission::save(&mut tx, &row.submission).await;
        assert!(matches!(again, Err(Error::Stale)), "{again:?}");
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn history_and_remarks_are_in_order() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let signed = (world.signer, now());
        submission::record_event(&mut tx, id, signed, Deed::SubmissionSubmit, "", 1).await.unwrap();
        let by = (world.reviewer, later(1));
        submission::record_event(&mut tx, id, by, Deed::SubmissionReturn, "Thiếu biểu", 1)
            .await
            .unwrap();
        let place = ("T1", "a", "nu");
        submission::save_remark(&mut tx, id, place, "Nữ nhiều hơn tổng", by).await.unwrap();
        submission::save_remark(&mut tx, id, ("DC", "1", ""), "Viết rõ", by).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let events = submission::events(&mut reader, id).await.unwrap();
        let seen: Vec<(Option<Deed>, &str, &str)> =
            events.iter().map(|e| (e.deed, e.message.as_str(), e.unit.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Some(Deed::SubmissionSubmit), "", "Huyện Đông Bắc"),
                (Some(Deed::SubmissionReturn), "Thiếu biểu", "Sở Nội vụ")
            ]
        );
        let remarks = submission::remarks(&mut reader, id).await.unwrap();
        assert_eq!(remarks.len(), 2);
        assert_eq!((remarks[0].row.as_str(), remarks[0].column.as_str()), ("a", "nu"));
        assert_eq!(remarks[1].body, "Viết rõ");
        assert!(!remarks[0].is_settled);
        drop(reader);
        let mut tx = home.store.begin().await.unwrap();
        submission::settle_remarks(&mut tx, id, now()).await.unwrap();
        submission::save_remark(&mut tx, id, ("", "", ""), "Mở lại", (world.reporter, now()))
            .await
            .unwrap();
        let remarks = submission::remarks(&mut tx, id).await.unwrap();
        let standing: Vec<_> = remarks.iter().map(|r| (r.body.as_str(), r.is_settled)).collect();
        let settled = [("Mở lại", false), ("Nữ nhiều hơn tổng", true), ("Viết rõ", true)];
        assert_eq!(standing, settled, "those that stand come first");
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_request_for_more_time_is_decided_once() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let id = world.submission_of(&mut tx, "h-bac").await;
        let (until, asked) = (date(2024, 12, 10), (world.reporter, now()));
        assert_eq!(extension::open(&mut tx, id).await.unwrap(), None);
        extension::save(&mut tx, id, until, "Bão lụt", asked).await.unwrap();
        let open = extension::open(&mut tx, id).await.unwrap();
        assert_eq!(open, Some((until, "Bão lụt".to_owned())));
        let by = (world.reviewer, later(1));
        let granted = extension::decide(&mut tx, id, true, by).await.unwrap();
        assert_eq!(granted, Some(until));
        assert_eq!(extension::open(&mut tx, id).await.unwrap(), None);
        let again = extension::decide(&mut tx, id, false, by).await.unwrap();
        assert_eq!(again, None);
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_played_history_counts_and_is_next_years_comparison() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let south = unit(&mut tx, "h-nam").await;
        let row = submission::of_unit(&mut tx, &world.desk(), "BC-2023", south).await.unwrap();
        let row = row.unwrap();
        assert_eq!((row.newest_version_id, row.previous_version_id), (None, None));
        let (id, whole) = (row.submission.id, store::value::WholeVersion::default());
        let by = (world.signer, now());
        let version = store::value::save_version(&mut tx, id, 1, None, by, &whole).await.unwrap();
        let played = Played {
            signer: Some(world.signer),
            late: true,
            versions: 1,
            version,
            filed_at: Some(now()),
            accepted_at: Some(later(9)),
            ..Played::new(State::Accepted)
        };
        played::save(&mut tx, id, &played).await.unwrap();
        submission::save_accepted(&mut tx, id, version, later(10)).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let row = submission::load(&mut reader, &world.desk(), id).await.unwrap().unwrap();
        assert_eq!(row.submission.state, State::Accepted);
        assert_eq!(row.submission.accepted_version, Some(1));
        assert_eq!(row.accepted_version_id, Some(version));
        assert_eq!(row.accepted_at.as_deref(), Some("2024-11-20T01:12:03.000000Z"));
        assert_eq!(row.newest_version_id, Some(version));
        let now = submission::of_unit(&mut reader, &world.desk(), "BC-2024", south).await.unwrap();
        let now = now.unwrap();
        assert_eq!((now.newest_version_id, now.previous_version_id), (None, Some(version)));
        home.remove().await;
    }
}
