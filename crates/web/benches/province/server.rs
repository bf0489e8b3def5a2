//! The server under measure: this same program started again as a process of its own, so that its
//! memory and its start are its own and not those of whoever fills and asks.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use store::db::Store;
use web::state::{AppState, Clock};

use crate::{Outcome, client::Person, fill};

/// The argument that makes this program the server.
pub(crate) const SERVE: &str = "--serve";

/// A server process; it ends with this value.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    /// From starting the process to the whole first page, read by a client.
    pub(crate) first_answer: Duration,
}

impl Server {
    /// Starts the process and waits for its first page.
    pub(crate) fn start(url: &str) -> Outcome<Self> {
        let start = Instant::now();
        let mut process = Command::new(std::env::current_exe()?)
            .args([SERVE, url])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let output = process.stdout.take().ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let address = line.trim().parse().map_err(|_| "the server did not start")?;
        let answer = Person::connect(address)?.get("/dang-nhap")?;
        let first_answer = start.elapsed();
        if answer.status != 200 {
            return Err(format!("the first page was answered {}", answer.status).into());
        }
        Ok(Self { process, address, first_answer })
    }

    /// A line of the process's status, in megabytes: `VmRSS` now, `VmHWM` the most ever.
    pub(crate) fn megabytes(&self, line: &str) -> Outcome<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let found = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
        let kilobytes = found.and_then(|l| l.split_whitespace().next()).ok_or("no such line")?;
        Ok(kilobytes.parse::<u64>()?.div_ceil(1024))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves as `sanhvai serve` does: store, catalog from the store, router, a free port.
#[expect(clippy::print_stdout, reason = "the address goes to the process that measures")]
pub(crate) async fn serve(url: &str) -> Outcome<()> {
    let store = Store::open(url).await?;
    let state = AppState::load(store, Clock { shift: shift()? });
    let state = AppState { sample: true, ..state.await.map_err(|e| format!("{e:?}"))? };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?);
    web::serve(state, listener, std::future::pending()).await?;
    Ok(())
}

fn shift() -> Outcome<SignedDuration> {
    Ok(fill::morning()?.duration_since(Timestamp::now()))
}
