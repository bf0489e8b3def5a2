//! What is written is its owner's alone.

use std::os::unix::fs::PermissionsExt;

use store::db::{Engine, Store};

use crate::{
    harness::{now, stores},
    world::World,
};

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn the_database_its_log_and_its_copy_are_read_by_nobody_else() {
    for home in stores().await {
        if home.store.engine() == Engine::Sqlite {
            World::make(&home.store).await;
            let of = |name: &str| home.dir.path().join(name);
            for name in ["kho.db", "kho.db-wal", "kho.db-shm"] {
                assert_eq!(mode(&of(name)), 0o600, "{name}");
            }
            let copy = of("sao.db");
            home.store.backup_to(copy.to_str().unwrap()).await.unwrap();
            assert_eq!(mode(&copy), 0o600);
            // One that others could read is closed when it is opened.
            std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o644)).unwrap();
            let other = Store::open(&format!("sqlite:{}", copy.display())).await.unwrap();
            assert_eq!(mode(&copy), 0o600);
            assert_eq!(store::migrate::migrate(&other, now()).await.unwrap(), 0);
            other.close().await;
        }
        home.remove().await;
    }
}

#[test]
fn a_folder_is_made_for_its_owner_and_one_that_is_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("co-roi");
    std::fs::create_dir(&there).unwrap();
    std::fs::set_permissions(&there, std::fs::Permissions::from_mode(0o755)).unwrap();
    let new = there.join("moi/du-lieu");
    store::private::create_folder(&new).unwrap();
    store::private::create_folder(&there).unwrap();
    assert_eq!((mode(&new), mode(&there)), (0o700, 0o755));
}
