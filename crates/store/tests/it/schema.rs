//! Migrations: whole, once, forward only; every statement written down is one both engines know.

use store::{
    args, consolidation,
    db::{Reads, Store},
    error::Error,
    migrate::migrate,
    org_unit,
};

use crate::harness::{empty_stores, now, stores};

#[tokio::test]
async fn migrating_again_changes_nothing() {
    for home in empty_stores().await {
        assert!(migrate(&home.store, now()).await.unwrap() > 0);
        let before = applied(&home.store).await;
        assert_eq!(migrate(&home.store, now()).await.unwrap(), 0);
        assert_eq!(applied(&home.store).await, before);
        home.remove().await;
    }
}

#[tokio::test]
async fn migrating_from_two_places_at_once_makes_one_set_of_tables() {
    for home in empty_stores().await {
        let other = Store::open(&home.url).await.unwrap();
        let (a, b) = tokio::join!(migrate(&home.store, now()), migrate(&other, now()));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert!(a.min(b) == 0 && a.max(b) > 0, "{a} and {b}");
        other.close().await;
        home.remove().await;
    }
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        let sql = "INSERT INTO schema_migration (name, hash, applied_at) VALUES ($1, $2, $3)";
        tx.execute(sql, &args!["9999_future", "", ""]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(migrate(&home.store, now()).await, Err(Error::Newer)));
        home.remove().await;
    }
}

#[tokio::test]
async fn a_migration_applied_with_another_text_is_refused() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        let sql = "UPDATE schema_migration SET hash = $1 WHERE name = $2";
        assert_eq!(tx.execute(sql, &args!["0", "0003_catalog"]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(matches!(migrate(&home.store, now()).await, Err(Error::Migration(_))));
        home.remove().await;
    }
}

#[tokio::test]
async fn published_statements_are_known_to_both_engines() {
    let origin = consolidation::origin_sql();
    let published = [
        org_unit::BY_KEY,
        org_unit::BY_ID,
        org_unit::CHILDREN,
        org_unit::ON_DATE,
        org_unit::SEARCH,
        org_unit::PARENT,
        org_unit::IN_SCOPE,
        consolidation::SUMS,
        consolidation::PROVISIONAL,
        origin.as_str(),
    ];
    for home in stores().await {
        for sql in published {
            home.store.prepare(sql).await.unwrap();
        }
        assert!(home.store.prepare("SELECT nothing FROM nowhere").await.is_err());
        home.remove().await;
    }
}

#[tokio::test]
async fn text_is_ordered_by_bytes_whatever_the_servers_collation() {
    for home in stores().await {
        let mut tx = home.store.begin().await.unwrap();
        for key in ["b", "A", "a", "10", "2", "2.a", "Đ", "D"] {
            store::setting::set(&mut tx, key, "").await.unwrap();
        }
        let rows = tx
            .fetch_all("SELECT key FROM setting WHERE key <> 'audit_head' ORDER BY key", &[])
            .await
            .unwrap();
        let keys: Vec<&str> = rows.iter().map(|r| r.text(0).unwrap()).collect();
        assert_eq!(keys, ["10", "2", "2.a", "A", "D", "a", "b", "Đ"]);
        drop(tx);
        home.remove().await;
    }
}

async fn applied(store: &Store) -> Vec<(String, String)> {
    let sql = "SELECT name, applied_at FROM schema_migration ORDER BY name";
    let rows = store.reader().fetch_all(sql, &[]).await.unwrap();
    rows.iter().map(|r| (r.text(0).unwrap().into(), r.text(1).unwrap().into())).collect()
}
