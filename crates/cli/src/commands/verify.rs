//! `sanhvai verify`: recomputes what is stored and compares.

use anyhow::bail;

use crate::{Data, folder};

/// Verifies and says what held.
#[expect(clippy::print_stdout, reason = "the command line's own answer")]
pub(crate) async fn run(data: &Data) -> anyhow::Result<()> {
    let store = folder::open(data).await?;
    let (held, broken) = store::audit::verify(&mut store.reader()).await?;
    store.close().await;
    match broken {
        None => println!("Nhật ký: {held} dòng, chuỗi nguyên vẹn"),
        Some(line) => bail!("nhật ký bị sửa từ dòng {line}; {held} dòng trước đó nguyên vẹn"),
    }
    Ok(())
}
