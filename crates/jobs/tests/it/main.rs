//! Timed work over a filled store: each job once at its hour, twice the same.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{collections::BTreeMap, path::Path};

use exchange::catalog::Source;
use jiff::Timestamp;
use store::db::{Reads, Store};

async fn filled(folder: &Path) -> Store {
    let store = Store::open(&format!("sqlite:{}", folder.join("x.db").display())).await.unwrap();
    let now: Timestamp = "2024-11-01T01:00:00Z".parse().unwrap();
    store::migrate::migrate(&store, now).await.unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/nghe-an-2024");
    let mut files = BTreeMap::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let catalog = exchange::catalog::read(&Source { files: files.clone() }).unwrap();
    actions::catalog::load(&store, &catalog, &files, now).await.unwrap();
    store
}

async fn count(store: &Store, sql: &str) -> i64 {
    store.reader().fetch_one(sql, &[]).await.unwrap().int(0).unwrap()
}

#[tokio::test]
async fn each_job_runs_once_at_its_hour_and_says_what_came_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path()).await;
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    // 27/11/2024, 07:30 in Vietnam: five working days before 04/12/2024.
    let morning = at("2024-11-27T00:30:00Z");
    assert_eq!(
        jobs::tick(&store, morning).await,
        ["expire-sessions", "expire-imports", "remind", "verify"]
    );
    let reminders = "SELECT COUNT(*) FROM urging WHERE channel = 'reminder'";
    let sent = count(&store, reminders).await;
    assert!(sent > 20, "{sent}");
    let words =
        "SELECT COUNT(*) FROM urging WHERE note = 'Còn 5 ngày làm việc, hết hạn 04/12/2024'";
    assert!(count(&store, words).await > 20);
    // Bodies that are only asked are not reminded.
    let asked = "SELECT COUNT(*) FROM urging g JOIN submission s ON s.round_id = g.round_id \
        AND s.unit_id = g.unit_id WHERE s.duty = 'requested'";
    assert_eq!(count(&store, asked).await, 0);

    assert!(jobs::tick(&store, morning).await.is_empty());
    assert_eq!(jobs::tick(&store, at("2024-11-27T01:31:00Z")).await, ["expire-sessions"]);
    let night = jobs::tick(&store, at("2024-11-27T18:30:00Z")).await;
    assert_eq!(night, ["expire-sessions", "expire-imports", "verify"]);
    assert_eq!(count(&store, reminders).await, sent);

    let log = store::job::list(&mut store.reader()).await.unwrap();
    let outcome = |name: &str| log.iter().find(|j| j.name == name).unwrap().outcome.clone();
    assert_eq!(outcome("remind"), format!("đã nhắc {sent} đơn vị"));
    assert!(outcome("verify").starts_with("mọi thứ đã so đều khớp"), "{}", outcome("verify"));
    store.close().await;
}

#[tokio::test]
async fn a_changed_line_of_the_log_is_found_in_the_night() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path()).await;
    let mut tx = store.begin().await.unwrap();
    tx.execute("UPDATE audit SET verb = 'khac'", &[]).await.unwrap();
    tx.commit().await.unwrap();
    jobs::tick(&store, "2024-11-27T00:30:00Z".parse().unwrap()).await;
    let log = store::job::list(&mut store.reader()).await.unwrap();
    let verify = log.iter().find(|j| j.name == "verify").unwrap();
    assert!(verify.outcome.starts_with("Lỗi: dữ liệu đã bị sửa"), "{}", verify.outcome);
    store.close().await;
}

#[tokio::test]
async fn a_morning_that_failed_is_made_up_for_and_reminds_nobody_twice() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path()).await;
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let change = async |sql: &str| {
        let mut tx = store.begin().await.unwrap();
        tx.execute(sql, &[]).await.unwrap();
        tx.commit().await.unwrap();
    };
    let outcome = async || {
        let log = store::job::list(&mut store.reader()).await.unwrap();
        log.into_iter().find(|job| job.name == "remind").unwrap().outcome
    };
    change("CREATE TABLE whole AS SELECT * FROM catalog_file").await;
    change("UPDATE catalog_file SET content = x'78'").await;
    jobs::tick(&store, at("2024-11-27T00:30:00Z")).await;
    assert!(outcome().await.starts_with("Lỗi: danh mục có"), "{}", outcome().await);
    change("DELETE FROM catalog_file").await;
    change("INSERT INTO catalog_file SELECT * FROM whole").await;
    assert!(jobs::tick(&store, at("2024-11-27T00:31:00Z")).await.is_empty(), "it rests");
    assert!(jobs::tick(&store, at("2024-11-27T00:41:00Z")).await.contains(&"remind"));
    let reminders = "SELECT COUNT(*) FROM urging WHERE channel = 'reminder'";
    let sent = count(&store, reminders).await;
    assert_eq!(outcome().await, format!("đã nhắc {sent} đơn vị"));
    assert!(sent > 20, "{sent}");
    // Said to have failed although it had written: nobody hears of it twice.
    change("UPDATE job SET failed = 1, outcome = 'Lỗi: bận' WHERE name = 'remind'").await;
    assert_eq!(jobs::tick(&store, at("2024-11-27T01:02:00Z")).await, ["remind"]);
    assert_eq!(count(&store, reminders).await, sent);
    assert_eq!(outcome().await, "đã nhắc 0 đơn vị");
    store.close().await;
}
