//! Settings by key.

use store::setting;

use crate::harness::stores;

#[tokio::test]
async fn a_setting_is_kept_and_replaced() {
    for home in stores().await {
        let mut reader = home.store.reader();
        assert_eq!(setting::get(&mut reader, "ten-co-quan").await.unwrap(), None);
        for value in ["Sở Nội vụ", "Ủy ban nhân dân tỉnh"] {
            let mut tx = home.store.begin().await.unwrap();
            setting::set(&mut tx, "ten-co-quan", value).await.unwrap();
            tx.commit().await.unwrap();
            let kept = setting::get(&mut reader, "ten-co-quan").await.unwrap();
            assert_eq!(kept.as_deref(), Some(value));
        }
        home.remove().await;
    }
}
