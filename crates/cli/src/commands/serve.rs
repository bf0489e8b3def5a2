//! `sanhvai serve`: the real system on an address.

use std::{io::ErrorKind, net::SocketAddr, sync::Arc};

use store::db::Store;
use web::{
    state::{AppState, Clock},
    view::session::DemoAccount,
};

use crate::{Data, folder, told::refused};

/// `sanhvai serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: Data,
    /// Địa chỉ nghe: 127.0.0.1:8080, localhost:8080. / Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Cho phép phục vụ thư mục minh họa (mật khẩu in sẵn). / Serves a folder of the demonstration, too.
    #[arg(long)]
    allow_demo: bool,
    /// Chỉ dùng qua HTTPS (máy chủ trung gian đứng trước): cookie không đi qua HTTP. / Reached over HTTPS only.
    #[arg(long)]
    https: bool,
}

/// Serves until Ctrl-C, or until the system says that it is to end.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let store = folder::existing(&arguments.data).await?;
    let _held = folder::hold(&arguments.data)?;
    let now = folder::now(jiff::SignedDuration::ZERO);
    store::migrate::migrate(&store, now).await?;
    let is_demo = store::setting::get(&mut store.reader(), "sample").await?.is_some();
    if is_demo && !arguments.allow_demo {
        return Err(refused(
            "CLI-011",
            "đây là dữ liệu minh họa, mọi tài khoản dùng chung một mật khẩu in sẵn",
            "chạy sanhvai demo --data …, hoặc thêm --allow-demo nếu thật sự muốn phục vụ nó",
        ));
    }
    let address = address(&arguments.listen).await?;
    serve(store, address, arguments.https, Vec::new()).await
}

/// The address behind words, names of machines too.
async fn address(words: &str) -> anyhow::Result<SocketAddr> {
    let found = tokio::net::lookup_host(words).await.ok().and_then(|mut all| all.next());
    found.ok_or_else(|| {
        let what = format!("--listen {words} không phải một địa chỉ");
        refused("CLI-012", what, "viết ĐỊA_CHỈ:CỔNG, ví dụ 127.0.0.1:8080")
    })
}

/// Why an address cannot be listened on, and what to do.
fn unheard(address: SocketAddr, error: &std::io::Error) -> anyhow::Error {
    let (code, what, next) = match error.kind() {
        ErrorKind::AddrInUse => {
            ("CLI-013", "cổng đang được chương trình khác dùng", "chọn cổng khác")
        }
        ErrorKind::AddrNotAvailable => (
            "CLI-014",
            "địa chỉ này không phải của máy",
            "dùng 127.0.0.1, hoặc một địa chỉ của chính máy",
        ),
        ErrorKind::PermissionDenied => (
            "CLI-015",
            "không được mở cổng này",
            "chọn cổng từ 1024 trở lên, máy chủ trung gian đứng trước",
        ),
        _ => ("CLI-016", "không mở được cổng", "kiểm tra địa chỉ và cổng"),
    };
    refused(code, format!("{what} ({address})"), next)
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
    let state = AppState::load(store.clone(), Clock { shift }).await.map_err(|error| {
        tracing::info!(cause = ?error, "no catalog");
        refused(
            "CLI-071",
            "không mở được danh mục trong kho dữ liệu",
            "chạy sanhvai verify để xem chỗ sai, rồi nạp lại danh mục",
        )
    })?;
    let state = AppState { demo: Arc::new(demo), https, ..state };
    let upkeep = tokio::spawn(jobs::run(store.clone(), shift));
    let listener = match tokio::net::TcpListener::bind(address).await {
        Ok(listener) => listener,
        Err(error) => return Err(unheard(address, &error)),
    };
    web::serve(state, listener, told_to_stop()).await?;
    upkeep.abort();
    store.close().await;
    Ok(())
}

/// Ctrl-C, or SIGTERM: what `systemctl stop` and containers send. Requests under way end, and the log is folded.
async fn told_to_stop() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else { return interrupted.await };
        tokio::select! {
            () = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}
