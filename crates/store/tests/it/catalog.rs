//! The catalog's own files inside the store.

use std::collections::BTreeMap;

use store::catalog;

use crate::harness::stores;

#[tokio::test]
async fn files_of_a_catalog_replace_the_former_ones() {
    let former: BTreeMap<String, Vec<u8>> =
        [("a.toml".to_owned(), b"a".to_vec()), ("cu.toml".to_owned(), vec![])].into();
    // Every byte there is: content is no text.
    let new: BTreeMap<String, Vec<u8>> =
        [("a.toml".to_owned(), "Nghệ An".into()), ("b.bin".to_owned(), (0..=255).collect())].into();
    for home in stores().await {
        let mut reader = home.store.reader();
        assert!(catalog::files(&mut reader).await.unwrap().is_empty());
        for files in [&former, &new] {
            let mut tx = home.store.begin().await.unwrap();
            catalog::save_files(&mut tx, files).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(&catalog::files(&mut reader).await.unwrap(), files);
        }
        home.remove().await;
    }
}
