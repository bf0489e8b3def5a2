//! `sanhvai serve`: the real system on an address.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context;
use store::db::Store;
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
    /// Chỉ dùng qua HTTPS (máy chủ trung gian đứng trước): cookie không đi qua HTTP. / Reached over HTTPS only.
    #[arg(long)]
    https: bool,
}

/// Serves until Ctrl-C.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let store = folder::open(&arguments.data).await?;
    let now = folder::now(jiff::SignedDuration::ZERO);
    store::migrate::migrate(&store, now).await?;
    serve(store, arguments.listen, arguments.https, Vec::new()).await
}

/// Wires the state and serves.
pub(crate) async fn serve(
    store: Store,
    address: SocketAddr,
    https: bool,
    demo: Vec<DemoAccount>,
) -> anyhow::Result<()> {
    folder::require_catalog(&store).await?;
    let shift = folder::shift(&store).await?;
    let state = AppState::load(store.clone(), Clock { shift })
        .await
        .map_err(|error| anyhow::anyhow!("không mở được danh mục trong kho dữ liệu: {error:?}"))?;
    let state = AppState { demo: Arc::new(demo), https, ..state };
    let upkeep = tokio::spawn(jobs::run(store.clone(), shift));
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("không mở được {address}; có thể cổng đang được dùng"))?;
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    web::serve(state, listener, stop).await?;
    upkeep.abort();
    store.close().await;
    Ok(())
}
