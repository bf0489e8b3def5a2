//! Accounts, roles and sessions.

use domain::access::{OfficerId, Role};
use store::{
    account_notice,
    error::Error,
    officer::{self, Counted},
};

use crate::{
    harness::{Home, later, now, stores},
    world::{World, new_officer},
};

#[tokio::test]
async fn an_account_is_created_and_administered_by_its_scope() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let new = new_officer("bac.quan-tri", world.north, &[Role::Signer, Role::Desk]);
        let id = officer::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = home.store.reader();
        let row = officer::by_id(&mut reader, id).await.unwrap().unwrap();
        let mut roles = row.officer.roles.clone();
        roles.sort();
        assert_eq!(roles, [Role::Signer, Role::Desk]);
        assert_eq!((row.unit_key.as_str(), row.active, row.must_change), ("h-bac", true, false));
        let absent = officer::by_id(&mut reader, OfficerId(-1)).await.unwrap();
        assert_eq!(absent, None);
        let desk = world.desk();
        let all = officer::list(&mut reader, &desk, ("", true), (0, 500)).await.unwrap();
        let logins: Vec<&str> = all.iter().map(|o| o.login.as_str()).collect();
        assert_eq!(logins, ["bac.ky", "bac.nhap", "bac.quan-tri", "snv.tham-tra"]);
        let own = world.eyes_of(world.lead);
        assert_eq!(officer::list(&mut reader, &own, ("", true), (0, 500)).await.unwrap().len(), 1);
        // By words without accents, in the name, the login or the unit; open and closed apart.
        let found =
            officer::list(&mut reader, &desk, ("can bo bac", true), (0, 500)).await.unwrap();
        assert_eq!(found.len(), 3);
        let found = officer::list(&mut reader, &desk, ("dong bac", true), (0, 2)).await.unwrap();
        assert_eq!(found.len(), 2);
        assert!(officer::list(&mut reader, &desk, ("", false), (0, 500)).await.unwrap().is_empty());
        let next = officer::list(&mut reader, &desk, ("", true), (2, 500)).await.unwrap();
        assert_eq!(next, all[2..], "the second page goes on where the first ended");
        let named = officer::count(&mut reader, &desk, ("can bo bac", true)).await.unwrap();
        assert_eq!(named, Counted { open: 4, closed: 0, found: 3 });
        let standing = officer::standing(&mut reader, world.north).await.unwrap();
        assert_eq!((standing.accounts, standing.administrators), (3, 0));
        let all = officer::count(&mut reader, &desk, ("", true)).await.unwrap();
        assert_eq!(all, Counted { open: 4, closed: 0, found: 4 });
        let reviewers = officer::reviewers(&mut reader).await.unwrap();
        assert_eq!(reviewers, [(world.lead, world.reviewer)].into());
        home.remove().await;
    }
}

#[tokio::test]
async fn a_login_in_use_is_a_duplicate() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let new = new_officer("bac.ky", world.lead, &[]);
        let refused = officer::create(&mut tx, &new).await;
        assert!(matches!(refused, Err(Error::Duplicate { .. })), "{refused:?}");
        drop(tx);
        home.remove().await;
    }
}

#[tokio::test]
async fn tries_lock_an_account_and_a_new_password_frees_it() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let (id, mut reader) = (world.signer, home.store.reader());
        let mut tx = home.store.begin().await.unwrap();
        officer::save_tries(&mut tx, id, 5, Some(later(15))).await.unwrap();
        tx.commit().await.unwrap();
        let locked = officer::credentials(&mut reader, "bac.ky").await.unwrap().unwrap();
        assert_eq!((locked.id, locked.active), (id, true));
        let row = officer::by_id(&mut reader, id).await.unwrap().unwrap();
        assert_eq!(row.locked_until, Some(later(15)));

        let mut tx = home.store.begin().await.unwrap();
        officer::save_password(&mut tx, id, "$argon2id$new", true).await.unwrap();
        tx.commit().await.unwrap();
        let freed = officer::credentials(&mut reader, "bac.ky").await.unwrap().unwrap();
        assert_eq!(freed.password_hash, "$argon2id$new");
        let row = officer::by_id(&mut reader, id).await.unwrap().unwrap();
        assert_eq!((row.must_change, row.revision, row.locked_until), (true, 2, None));
        assert_eq!(officer::credentials(&mut reader, "ai đó").await.unwrap(), None);
        home.remove().await;
    }
}

#[tokio::test]
async fn failed_tries_are_counted_where_they_are_kept() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        for count in 1..=3 {
            let mut tx = home.store.begin().await.unwrap();
            assert_eq!(officer::fail(&mut tx, world.signer).await.unwrap(), count);
            tx.commit().await.unwrap();
        }
        home.remove().await;
    }
}

#[tokio::test]
async fn a_new_password_is_told_until_it_was_read() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let by = (world.reviewer, now());
        let what = (world.signer, account_notice::Kind::Password);
        account_notice::record(&mut tx, what, by).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        let who = async |id| {
            let row = officer::by_id(&mut home.store.reader(), id).await.unwrap().unwrap();
            row.officer
        };
        let owner = who(world.signer).await;
        let told = account_notice::list(&mut reader, &owner, now()).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].officer, told[0].login.as_str()), (world.signer, "bac.ky"));
        assert!(account_notice::list(&mut reader, &owner, later(1)).await.unwrap().is_empty());
        let giver = who(world.reviewer).await;
        assert!(account_notice::list(&mut reader, &giver, now()).await.unwrap().is_empty());
        let mut tx = home.store.begin().await.unwrap();
        for _ in 0..2 {
            account_notice::see(&mut tx, told[0].id, world.signer).await.unwrap();
        }
        account_notice::see(&mut tx, 99, world.signer).await.unwrap();
        tx.commit().await.unwrap();
        assert!(account_notice::list(&mut reader, &owner, now()).await.unwrap().is_empty());

        // An account made from outside is told to the unit's signer, not to its own new owner.
        let mut tx = home.store.begin().await.unwrap();
        let keeper = (OfficerId(0), now());
        let what = (world.reporter, account_notice::Kind::Made);
        account_notice::record(&mut tx, what, keeper).await.unwrap();
        tx.commit().await.unwrap();
        let new = who(world.reporter).await;
        assert!(account_notice::list(&mut reader, &new, now()).await.unwrap().is_empty());
        let told = account_notice::list(&mut reader, &owner, now()).await.unwrap();
        assert_eq!((told.len(), told[0].by.as_str()), (1, ""));
        assert_eq!(told[0].roles, [Role::Reporter]);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_units_administrators_are_counted_and_the_log_names_accounts() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut tx = home.store.begin().await.unwrap();
        let new = new_officer("bac.quan-tri", world.north, &[Role::UnitAdministrator]);
        let id = officer::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        let mut reader = home.store.reader();
        let of_north = async || {
            let all = officer::administrators(&mut home.store.reader()).await.unwrap();
            all.get(&world.north).copied()
        };
        let before = of_north().await.unwrap();
        let mut tx = home.store.begin().await.unwrap();
        officer::save_active(&mut tx, id, false).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(of_north().await.unwrap_or(0), before - 1);
        let subject = format!("officer/{}", id.0);
        let subjects = [subject.as_str(), "round/R", "officer/-7"].into();
        let names = store::audit::names(&mut reader, &subjects).await.unwrap();
        assert_eq!(names, [(subject.clone(), "bac.quan-tri".to_owned())].into());
        home.remove().await;
    }
}

async fn sign_in(home: &Home, officer: OfficerId, token: &str, minutes: i64) {
    let mut tx = home.store.begin().await.unwrap();
    let times = (now(), later(minutes));
    officer::open_session(&mut tx, token, officer, "csrf", times).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_session_lives_until_its_hour() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        sign_in(&home, world.signer, "a", 30).await;
        sign_in(&home, world.reviewer, "b", 60).await;
        let found = officer::session(&mut reader, "a", later(29)).await.unwrap();
        let (row, csrf) = found.unwrap();
        assert_eq!((row.officer.id, csrf.as_str()), (world.signer, "csrf"));
        assert_eq!(officer::session(&mut reader, "a", later(31)).await.unwrap(), None);
        assert_eq!(officer::session(&mut reader, "c", now()).await.unwrap(), None);

        let mut tx = home.store.begin().await.unwrap();
        assert_eq!(officer::expire_sessions(&mut tx, later(31)).await.unwrap(), 1);
        officer::close_session(&mut tx, "b").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(officer::session(&mut reader, "b", now()).await.unwrap(), None);
        home.remove().await;
    }
}

#[tokio::test]
async fn a_new_password_or_a_closed_account_ends_its_sessions() {
    for home in stores().await {
        let world = World::make(&home.store).await;
        let mut reader = home.store.reader();
        sign_in(&home, world.signer, "a", 30).await;
        sign_in(&home, world.reviewer, "b", 30).await;
        let mut tx = home.store.begin().await.unwrap();
        officer::save_password(&mut tx, world.signer, "x", false).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(officer::session(&mut reader, "a", now()).await.unwrap(), None);
        assert!(officer::session(&mut reader, "b", now()).await.unwrap().is_some());

        let mut tx = home.store.begin().await.unwrap();
        officer::save_active(&mut tx, world.reviewer, false).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(officer::session(&mut reader, "b", now()).await.unwrap(), None);
        let row = officer::by_id(&mut reader, world.reviewer).await.unwrap().unwrap();
        assert!(!row.active);
        home.remove().await;
    }
}
