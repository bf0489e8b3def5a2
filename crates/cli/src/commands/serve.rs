//! `sanhvai serve`: the real system on an address.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context;
use store::db::Store;
use tokio::sync::Semaphore;
use web::{
    state::{AppState, Clock},
    view::session::DemoAccount,
};

use crate::{Data, folder};

/// `sanhvai serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: Data,
    /// Địa chỉ nghe. / Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

/// Serves until Ctrl-C.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let store = folder::open(&arguments.data).await?;
    let now = folder::now(jiff::SignedDuration::ZERO);
    store::migrate::migrate(&store, now).await?;
    serve(store, arguments.listen, Vec::new()).await
}

/// Wires the state and serves.
pub(crate) async fn serve(
    store: Store,
    address: SocketAddr,
    demo: Vec<DemoAccount>,
) -> anyhow::Result<()> {
    let catalog = folder::loaded(&store).await?;
    let shift = folder::shift(&store).await?;
    let mut reader = store.reader();
    let province = store::org_unit::by_key(&mut reader, &catalog.province)
        .await?
        .context("danh mục không có đơn vị cấp tỉnh")?;
    let lead = store::org_unit::by_key(&mut reader, &catalog.lead)
        .await?
        .context("danh mục không có cơ quan chủ trì")?;
    let sample = store::setting::get(&mut reader, "sample").await?.is_some();
    let state = AppState {
        store: store.clone(),
        catalog: Arc::new(catalog),
        clock: Clock { shift },
        province: province.id,
        lead: lead.id,
        sample,
        demo: Arc::new(demo),
        rendering: Arc::new(Semaphore::new(2)),
        hashing: Arc::new(Semaphore::new(2)),
    };
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("không mở được {address}; có thể cổng đang được dùng"))?;
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    web::serve(state, listener, stop).await?;
    store.close().await;
    Ok(())
}
