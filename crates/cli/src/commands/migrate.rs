//! `sanhvai migrate`: brings the database to this release.

use crate::{Data, folder};

/// Migrates and says how many steps were taken.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn run(data: &Data) -> anyhow::Result<()> {
    let store = folder::existing(data).await?;
    let done = store::migrate::migrate(&store, folder::now(jiff::SignedDuration::ZERO)).await?;
    store.close().await;
    println!("Đã nâng cấp dữ liệu lên bản này: {done} bước.");
    Ok(())
}
