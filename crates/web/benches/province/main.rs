//! The full province under load: `cargo bench --profile dist -p web --bench province [-- --postgres URL]`.
//!
//! Fills one round set, starts the server as a process of its own and prints a table of figures and
//! limits for each engine. It measures and never fails on time. `docs/benchmark.md` says how to read it.

mod client;
mod fill;
mod measure;
mod server;
mod table;

use std::time::Instant;

use store::db::Store;

use fill::{MORNING, SEED};
use measure::Measured;

/// As in the program that offices run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the benchmark's own functions return.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// People at once.
pub(crate) const PEOPLE: usize = 50;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| {
        arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let Some(url) = after(server::SERVE) {
        return runtime.block_on(server::serve(&url));
    }
    introduce();
    if !arguments.iter().any(|a| a == "--only-postgres") {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite:{}", folder.path().join("sanhvai.db").display());
        runtime.block_on(engine("SQLite", &url))?;
    }
    if let Some(url) = after("--postgres") {
        runtime.block_on(engine("PostgreSQL", &url))?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the benchmark's own answer")]
fn introduce() {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "Seed {SEED}, all clocks at {MORNING}, {PEOPLE} people at once, {cores} cores shared by server, \
         database and clients, load before the run {}.",
        load.split(' ').next().unwrap_or("unknown")
    );
}

#[expect(clippy::print_stdout, reason = "the benchmark's own answer")]
async fn engine(name: &str, url: &str) -> Outcome<()> {
    let start = Instant::now();
    let store = Store::open(url).await?;
    let filled = fill::fill(&store).await?;
    // A closed store is a folded one: the server starts from it as on any morning.
    store.close().await;
    println!(
        "\n## {name}\n\n{} units, three periods, {} cells in {} versions and {} drafts; filled in {:.0} s.\n",
        filled.units,
        filled.cells,
        filled.versions,
        filled.ready.len() + filled.drafts.len() + filled.district_drafts.len(),
        start.elapsed().as_secs_f64()
    );
    let measured = Measured::on(url, &filled).await?;
    println!("{}", measured.markdown());
    Ok(())
}
