//! Connections: how many at once, and how long one may keep the server waiting.
//!
//! Whoever sends a request letter by letter, or opens thousands of connections, must not keep others out.

use std::{pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};
use tower_http::timeout::RequestBodyTimeoutLayer;

/// Connections at once; others wait in the system's queue.
const MOST: usize = 1024;

/// How long a connection may wait for the whole head of a request, from its opening or from the last answer.
const HEAD: Duration = Duration::from_secs(10);

/// How long a body may pause; a slow line that goes on sending is not cut.
const BODY: Duration = Duration::from_mins(1);

/// How long requests under way may take once the server is told to stop.
const LAST: Duration = Duration::from_secs(30);

/// Serves connections until told to stop; then what is under way is finished.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let router = router.layer(RequestBodyTimeoutLayer::new(BODY));
    let places = Arc::new(Semaphore::new(MOST));
    let (close, closed) = watch::channel(false);
    let mut open = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            next = next(&listener, &places) => {
                let Some((place, stream)) = next else { continue };
                open.spawn(one(stream, router.clone(), closed.clone(), place));
            }
            Some(_) = open.join_next(), if !open.is_empty() => {}
        }
    }
    let _ = close.send(true);
    let _ = timeout(LAST, async { while open.join_next().await.is_some() {} }).await;
}

/// The next connection, once there is a place for it; nothing where it failed.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(OwnedSemaphorePermit, TcpStream)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((place, stream)),
        Err(error) => {
            // Out of file handles, perhaps: asking again at once would only turn in a circle.
            tracing::warn!(%error, "a connection could not be taken");
            sleep(Duration::from_millis(200)).await;
            None
        }
    }
}

async fn one(
    stream: TcpStream,
    router: Router,
    mut closed: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
) {
    let service = TowerToHyperService::new(router);
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closed.wait_for(|is_closed| *is_closed) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::oneshot,
        time::Instant,
    };

    use super::*;

    async fn ask(address: SocketAddr, path: &'static str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn a_slow_head_is_cut_others_are_served_and_what_is_under_way_is_finished() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = || async {
            sleep(Duration::from_millis(500)).await;
            "xong"
        };
        let router = Router::new().route("/", get(|| async { "ok" })).route("/lau", get(slow));
        let (tell, told) = oneshot::channel::<()>();
        let served = tokio::spawn(serve(listener, router, async { told.await.unwrap() }));
        let mut dripping = TcpStream::connect(address).await.unwrap();
        dripping.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
        assert!(ask(address, "/").await.ends_with("ok"));
        let since = Instant::now();
        let mut rest = Vec::new();
        let read = timeout(HEAD + Duration::from_secs(5), dripping.read_to_end(&mut rest)).await;
        assert!(read.is_ok() && since.elapsed() > HEAD / 2, "{:?}", since.elapsed());
        let under_way = tokio::spawn(ask(address, "/lau"));
        sleep(Duration::from_millis(200)).await;
        tell.send(()).unwrap();
        assert!(under_way.await.unwrap().ends_with("xong"));
        timeout(Duration::from_secs(5), served).await.unwrap().unwrap();
    }
}
