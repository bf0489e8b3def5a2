//! Long documents: the form of one checked, the yearly report with a district's figures in each appendix.
//!
//! `cargo bench --profile dist -p actions --bench report`. `docs/benchmark.md` says how to read it.
//! Each part runs as a process of its own, so that its memory is its own.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use actions::{
    part::{forms_of, is_asked},
    report::{Draft, IssuedBy, Offices, Wanted, of_province},
    totals::Totals,
};
use documents::{docx, lint, pdf, sample, xlsx};
use domain::{
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    form::{Column, RowKind, ValueType},
    org_unit::OrgUnitKind,
    submission::State,
};
use exchange::catalog::Source;
use jiff::Timestamp;
use store::{
    db::{Store, Tx},
    officer::NewOfficer,
    org_unit::UnitRow,
    played::{self, Played},
    value::WholeVersion,
};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const ROUND: &str = "R-STR-2024";
const MORNING: &str = "2024-12-26T01:15:00Z";
/// Rows of the long table that make the sample report thirty pages.
const ROWS: u32 = 970;
/// A check of form is timed so often; the median counts.
const TIMES: usize = 11;

/// Opens the document and looks at each paragraph and cell, nothing more.
const PLAIN: &str = "
import resource, sys, time
import docx
start = time.time(); letters = 0
document = docx.Document(sys.argv[1])
for paragraph in document.paragraphs: letters += len(paragraph.text)
for table in document.tables:
    for row in table.rows:
        for cell in row.cells: letters += len(cell.text)
print(time.time() - start, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, letters)
";

/// What a part took; the last figure is its own: pages, findings, letters.
struct Took {
    seconds: f64,
    /// Of all cores together: what is left of the time on a machine that does nothing else.
    processor: f64,
    memory_kb: u64,
    count: u64,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let [part, folder] = &arguments[..] {
        return runtime.block_on(run(part, Path::new(folder)));
    }
    let folder = tempfile::tempdir()?;
    runtime.block_on(fill(folder.path()))?;
    print(folder.path())
}

#[expect(clippy::print_stdout, reason = "the benchmark's own answer")]
fn print(folder: &Path) -> Outcome<()> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "Figures of 21 districts in {ROUND}, {cores} cores, load before the run {}.\n",
        load.split(' ').next().unwrap_or("unknown")
    );
    println!("| part | time | processor | limit | | against the baseline | peak memory | |");
    println!("|---|---:|---:|---:|---|---:|---:|---|");
    let line = |name: &str, took: &Took, limit: f64, base: Option<&Took>, counted: &str| {
        let verdict = if took.seconds < limit { "ok" } else { "OVER" };
        let limit =
            if limit.is_finite() { (format!("< {limit} s"), verdict) } else { <_>::default() };
        let ratio = base.map_or(String::new(), |base| {
            if base.seconds > took.seconds {
                format!("{:.1} × as fast", base.seconds / took.seconds)
            } else {
                format!("{:.1} × as long", took.seconds / base.seconds)
            }
        });
        println!(
            "| {name} | {:.3} s | {:.2} s | {} | {} | {ratio} | {} MB | {} {counted} |",
            took.seconds,
            took.processor,
            limit.0,
            limit.1,
            took.memory_kb / 1024,
            took.count
        );
    };
    let pages = own("pages", folder)?;
    let plain = plain(folder);
    match &plain {
        Some(took) => line("python-docx reads the report", took, f64::INFINITY, None, "letters"),
        None => println!("| python-docx reads the report | missing | | | | | | |"),
    }
    let name = format!("check of form, DOCX of {} pages", pages.count);
    line(&name, &own("lint", folder)?, 0.2, plain.as_ref(), "findings");
    let short = own("short", folder)?;
    line("yearly report, PDF", &short, f64::INFINITY, None, "pages");
    let long = own("long", folder)?;
    line("yearly report with 21 districts, PDF", &long, 6.0, Some(&short), "pages");
    for (name, part) in [("DOCX", "docx"), ("XLSX", "xlsx")] {
        let name = format!("yearly report with 21 districts, {name}");
        line(&name, &own(part, folder)?, f64::INFINITY, Some(&long), "KB");
    }
    for (name, part) in [("DOCX", "lint-docx"), ("PDF", "lint-pdf")] {
        let name = format!("check of form of that report, {name}");
        line(&name, &own(part, folder)?, f64::INFINITY, Some(&long), "findings");
    }
    Ok(())
}

/// The plain reader in an environment of its own; `None` where it cannot be had.
fn plain(folder: &Path) -> Option<Took> {
    let home = folder.join("python");
    let made = Command::new("python3").args(["-m", "venv"]).arg(&home).status().ok()?;
    let bin = home.join("bin");
    let quiet = ["install", "--quiet", "--disable-pip-version-check", "python-docx"];
    let installed = Command::new(bin.join("pip")).args(quiet).status().ok()?;
    if !made.success() || !installed.success() {
        return None;
    }
    let report = folder.join("thirty.docx");
    let output = Command::new(bin.join("python")).args(["-c", PLAIN]).arg(report).output().ok()?;
    took(&String::from_utf8_lossy(&output.stdout))
}

fn own(part: &str, folder: &Path) -> Outcome<Took> {
    let output = Command::new(std::env::current_exe()?).arg(part).arg(folder).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    took(&text).ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned().into())
}

fn took(text: &str) -> Option<Took> {
    let mut words = text.split_whitespace();
    let (seconds, processor) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some(Took {
        seconds,
        processor,
        memory_kb: words.next()?.parse().ok()?,
        count: words.next()?.parse().ok()?,
    })
}

/// One part, in its own process: seconds, memory and its count on one line.
#[expect(clippy::print_stdout, reason = "the benchmark's own answer")]
async fn run(part: &str, folder: &Path) -> Outcome<()> {
    let start = Instant::now();
    let (seconds, count) = match part {
        "pages" => {
            let report = sample::department_report(ROWS);
            std::fs::write(folder.join("thirty.docx"), docx::write(&report)?)?;
            (0.0, pdf::with_anchors(&report)?.1.pages)
        }
        "lint" => checked(&std::fs::read(folder.join("thirty.docx"))?)?,
        "lint-docx" => checked(&std::fs::read(folder.join("long.docx"))?)?,
        "lint-pdf" => checked(&std::fs::read(folder.join("long.pdf"))?)?,
        _ => {
            let draft = draft(folder, part != "short").await?;
            let drafted = start.elapsed().as_secs_f64();
            let writing = Instant::now();
            let (bytes, count) = match part {
                "docx" => counted(docx::write(&draft.manuscript)?),
                "xlsx" => counted(xlsx::write(&draft.manuscript)?),
                _ => {
                    let (bytes, anchors) = pdf::with_anchors(&draft.manuscript)?;
                    (bytes, anchors.pages)
                }
            };
            let seconds = drafted + writing.elapsed().as_secs_f64();
            let name = if part == "short" { "short.pdf" } else { "long.pdf" };
            let name =
                if matches!(part, "docx" | "xlsx") { &*format!("long.{part}") } else { name };
            std::fs::write(folder.join(name), bytes)?;
            (seconds, count)
        }
    };
    println!("{seconds} {} {} {count}", processor(), peak_kb());
    Ok(())
}

fn counted(bytes: Vec<u8>) -> (Vec<u8>, usize) {
    let kilobytes = bytes.len() / 1024;
    (bytes, kilobytes)
}

/// The median time of a check, and what it found.
fn checked(bytes: &[u8]) -> Outcome<(f64, usize)> {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..TIMES {
        let start = Instant::now();
        found = lint::check(bytes)?.findings.len();
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok((times[TIMES / 2], found))
}

/// The province's report as the page drafts it.
async fn draft(folder: &Path, districts: bool) -> Outcome<Draft> {
    let (store, catalog) = (open(folder).await?, catalog()?);
    let mut reader = store.reader();
    let id = async |key: &str| -> Outcome<_> {
        Ok(store::org_unit::by_key(&mut store.reader(), key).await?.ok_or("a unit")?.id)
    };
    let offices =
        Offices { province: id(&catalog.province).await?, lead: id(&catalog.lead).await? };
    let round = store::round::by_code(&mut reader, ROUND).await?.ok_or("the round")?;
    let wanted = Wanted { round: &round, by: IssuedBy::Province, districts };
    let known = (&catalog, &Totals::default());
    Ok(of_province(&mut reader, known, offices, wanted, (MORNING.parse()?, true)).await?)
}

/// Seconds of processor time of this process so far, in hundredths as the system counts them.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

async fn open(folder: &Path) -> Outcome<Store> {
    Ok(Store::open(&format!("sqlite:{}", folder.join("sanhvai.db").display())).await?)
}

fn catalog_files() -> Outcome<BTreeMap<String, Vec<u8>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/nghe-an-2024");
    let (mut files, mut open): (_, Vec<PathBuf>) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

fn catalog() -> Outcome<Catalog> {
    exchange::catalog::read(&Source { files: catalog_files()? })
        .map_err(|faults| format!("{} faults of the catalog", faults.len()).into())
}

/// A store in which all 21 districts have had the year's report accepted.
async fn fill(folder: &Path) -> Outcome<()> {
    let now: Timestamp = MORNING.parse()?;
    let (store, catalog) = (open(folder).await?, catalog()?);
    store::migrate::migrate(&store, now).await?;
    actions::catalog::load(&store, &catalog, &catalog_files()?, now).await?;
    let mut tx = store.begin().await?;
    let round = store::round::by_code(&mut tx, ROUND).await?.ok_or("the round")?;
    let mut units = BTreeMap::new();
    for (unit, _) in store::org_unit::on_date(&mut tx, round.frame).await? {
        units.insert(unit.id, unit);
    }
    let mut districts = 0;
    for submission in store::submission::of_round(&mut tx, round.id).await? {
        let Some(unit) = units.get(&submission.unit) else { continue };
        if unit.kind == OrgUnitKind::District {
            accept(&mut tx, &catalog, unit, submission.id, now).await?;
            districts += 1;
        }
    }
    tx.commit().await?;
    store.close().await;
    if districts == 21 { Ok(()) } else { Err(format!("{districts} districts").into()) }
}

/// Takes a filled report of a district as accepted.
async fn accept(
    tx: &mut Tx,
    catalog: &Catalog,
    unit: &UnitRow,
    submission: domain::submission::SubmissionId,
    now: Timestamp,
) -> Outcome<()> {
    let officer = NewOfficer {
        login: unit.key.clone(),
        password_hash: String::new(),
        must_change: false,
        unit: unit.id,
        name: "Người ký".into(),
        position: String::new(),
        phone: String::new(),
        email: String::new(),
        roles: Vec::new(),
    };
    let signer = store::officer::create(tx, &officer).await?;
    let numbers = store::value::cell_numbers(tx).await?;
    let mut whole = WholeVersion::default();
    for form in forms_of(catalog, "R-STR") {
        let Some(table) = form.table() else { continue };
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Element) {
            for column in table.columns.iter().filter(|column| column.formula.is_none()) {
                let who = (unit.kind, unit.key.as_str());
                let key = (form.code.clone(), row.code.clone(), column.code.clone());
                let Some(cell) = numbers.get(&key) else { continue };
                if is_asked(table, &row.code, &column.code, who) {
                    whole.cells.push((*cell, figure(unit, column), CellStatus::Actual));
                }
            }
        }
    }
    let version =
        store::value::save_version(tx, submission, 1, Some(signer), (signer, now), &whole).await?;
    let played = Played {
        author: Some(signer),
        signer: Some(signer),
        versions: 1,
        version,
        filed_at: Some(now),
        accepted_at: Some(now),
        ..Played::new(State::Accepted)
    };
    played::save(tx, submission, &played).await?;
    Ok(())
}

/// Ten parts of people, four of them women, six men, one of each smaller group.
fn figure(unit: &UnitRow, column: &Column) -> Option<Amount> {
    let part = 1 + (unit.id.0 * 7) % 9;
    let leaf = column.code.rsplit('.').next().unwrap_or_default();
    let units = match (column.value_type, leaf) {
        (ValueType::Text, _) => return None,
        (ValueType::Money, _) => part * 1_000_000,
        (ValueType::YesNo, _) => 1,
        (_, "nu" | "tu") => 4 * part,
        (_, "nam") => 6 * part,
        (_, "tong" | "nguoi" | "luot" | "mau" | "so_luong" | "don_vi" | "vi_pham") => 10 * part,
        _ => part,
    };
    Amount::try_from_units(units).ok()
}
