//! Filled workbooks of a round: read, checked, staged; beside a plain reader of the same files.
//!
//! `cargo bench --profile dist -p actions --bench workbook`. `docs/benchmark.md` says how to read it.
//! Each part runs as a process of its own, so that its memory is its own.

use std::{collections::BTreeMap, path::Path, process::Command, sync::Arc, time::Instant};

use actions::{
    Acting,
    account::{AccountLine, create_many},
    workbook::{Found, How, Owed, Run, asked_forms, key, read_all},
};
use domain::{
    access::{Officer, OfficerId, Role, Scope},
    amount::Amount,
    catalog::Catalog,
    cell::CellStatus,
    check::{Figures, Place, check, compute},
    form::{FormBody, ValueType},
    slip,
};
use exchange::{
    catalog::Source,
    workbook::{BookCell, BookPart, Outcome as Said, Owner, PartReading},
};
use jiff::Timestamp;
use rust_decimal::Decimal;
use store::{db::Store, submission::SubmissionRow};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const ROUND: &str = "R-STR-2024";
const MORNING: &str = "2024-12-03T01:15:00Z";
const FILES: usize = 460;
const CELLS: usize = 300;

/// Opens each file and looks at each cell, nothing more.
const PLAIN: &str = "
import glob, resource, sys, time
import openpyxl
start = time.time(); cells = 0
for path in glob.glob(sys.argv[1] + '/*.xlsx'):
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            cells += sum(1 for cell in row if cell.value is not None)
print(time.time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, cells)
";

/// What a part took.
struct Took {
    seconds: f64,
    memory_kb: u64,
    cells: u64,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let [part, folder] = &arguments[..] {
        return runtime.block_on(run(part, Path::new(folder)));
    }
    let folder = tempfile::tempdir()?;
    let cells = runtime.block_on(fill(folder.path()))?;
    print(folder.path(), cells)
}

#[expect(clippy::print_stdout, reason = "the benchmark's own answer")]
fn print(folder: &Path, cells: usize) -> Outcome<()> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "{FILES} workbooks of {ROUND}, {cells} filled cells in all, {cores} cores, load before the run {}.\n",
        load.split(' ').next().unwrap_or("unknown")
    );
    println!("| part | time | limit | against the plain reader | peak memory | limit | cells |");
    println!("|---|---:|---|---:|---:|---|---:|");
    let plain = plain(folder);
    let line = |name: &str, took: &Took, limits: [&str; 2]| {
        let ratio = plain.as_ref().map_or("?".to_owned(), |plain| {
            format!("{:.0} × as fast", plain.seconds / took.seconds)
        });
        let memory = took.memory_kb / 1024;
        let ([time, most], seconds, cells) = (limits, took.seconds, took.cells);
        println!("| {name} | {seconds:.2} s | {time} | {ratio} | {memory} MB | {most} | {cells} |");
    };
    let judged =
        |within: bool, limit: &str| format!("{limit}: {}", if within { "ok" } else { "OVER" });
    match &plain {
        Some(took) => line("openpyxl reads the files", took, [""; 2]),
        None => {
            println!("| openpyxl reads the files | missing: no Python with openpyxl | | | | | |");
        }
    }
    let read = own("read", folder)?;
    let fast = plain.as_ref().is_none_or(|plain| plain.seconds >= 10.0 * read.seconds);
    line("read, mapped, checked", &read, [&judged(fast, "≥ 10 × as fast"), ""]);
    let staged = own("stage", folder)?;
    let memory = judged(staged.memory_kb < 300 * 1024, "< 300 MB");
    let time = judged(staged.seconds < 5.0, "< 5 s");
    line("read and staged in SQLite", &staged, [&time, &memory]);
    Ok(())
}

/// The plain reader in an environment of its own; `None` where it cannot be had.
fn plain(folder: &Path) -> Option<Took> {
    let home = folder.join("python");
    let made = Command::new("python3").args(["-m", "venv"]).arg(&home).status().ok()?;
    let bin = home.join("bin");
    let quiet = ["install", "--quiet", "--disable-pip-version-check", "openpyxl"];
    let installed = Command::new(bin.join("pip")).args(quiet).status().ok()?;
    if !made.success() || !installed.success() {
        return None;
    }
    let output = Command::new(bin.join("python"))
        .args(["-c", PLAIN])
        .arg(folder.join("files"))
        .output()
        .ok()?;
    took(&String::from_utf8_lossy(&output.stdout))
}

fn own(part: &str, folder: &Path) -> Outcome<Took> {
    let output = Command::new(std::env::current_exe()?).arg(part).arg(folder).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    took(&text).ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned().into())
}

fn took(text: &str) -> Option<Took> {
    let mut words = text.split_whitespace();
    let seconds = words.next()?.parse().ok()?;
    Some(Took {
        seconds,
        memory_kb: words.next()?.parse().ok()?,
        cells: words.next()?.parse().ok()?,
    })
}

/// One part, in its own process: seconds, memory and cells on one line.
#[expect(clippy::print_stdout, reason = "the benchmark's own answer")]
async fn run(part: &str, folder: &Path) -> Outcome<()> {
    let store = open(folder).await?;
    let catalog = Arc::new(catalog()?);
    let acting = acting(&store, &catalog).await?;
    let mut files: Vec<_> = std::fs::read_dir(folder.join("files"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    let start = Instant::now();
    let owed = Owed::load(&store, Arc::clone(&catalog), &acting).await?;
    let mut run = Run::open(&store, Arc::clone(&catalog), &acting, How::default()).await?;
    let (sender, mut receiver) = tokio::sync::mpsc::channel(4);
    let bytes = files.into_iter().map(|file| {
        let path = file.path();
        let read = std::fs::read(&path).map_err(|_| exchange::workbook::BookError::Broken);
        (path.display().to_string(), read)
    });
    let reading = tokio::task::spawn_blocking(move || read_all(&owed, bytes, &sender));
    let mut cells = 0;
    while let Some((_, name, found)) = receiver.recv().await {
        let Found::Read { row, file } = found else {
            return Err(format!("{name}: {found:?}").into());
        };
        cells += if part == "read" {
            checked(&catalog, &file.reading.parts)
        } else {
            run.import(&row, &file).await?.accepted.written
        };
    }
    reading.await?;
    store.close().await;
    println!("{} {} {cells}", start.elapsed().as_secs_f64(), peak_kb());
    Ok(())
}

/// Figures of a file held against the rules of their forms and for slips; says how many were given.
fn checked(catalog: &Catalog, parts: &[PartReading]) -> usize {
    let mut figures = Figures::default();
    let forms: Vec<_> = parts
        .iter()
        .filter_map(|part| Some((catalog.forms.iter().find(|f| f.code == part.form)?, part)))
        .collect();
    let mut given = 0;
    for (form, part) in &forms {
        let cells: BTreeMap<Place, Decimal> = part
            .given()
            .filter_map(|(cell, raw)| {
                let amount = Amount::read(raw).ok()?;
                Some(((cell.row.clone(), cell.column.clone()), amount.to_decimal()))
            })
            .collect();
        given += part.cells.iter().filter(|c| matches!(c.outcome, Said::Given { .. })).count();
        figures.current.insert(form.code.clone(), cells);
    }
    for (form, _) in &forms {
        compute(form, &mut figures);
        std::hint::black_box((
            check(form, &figures),
            slip::scan(form, &figures, &slip::Unlike::Nothing),
        ));
    }
    given
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
    let (mut files, mut open) = (BTreeMap::new(), vec![root.clone()]);
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

/// The desk officer who takes the files in.
async fn acting(store: &Store, catalog: &Catalog) -> Outcome<Acting> {
    let mut reader = store.reader();
    let province =
        store::org_unit::by_key(&mut reader, &catalog.province).await?.ok_or("province")?;
    let known = store::officer::credentials(&mut reader, "tong-hop").await?.ok_or("officer")?;
    let row = store::officer::by_id(&mut reader, known.id).await?.ok_or("officer")?;
    Ok(Acting::new(row.officer, province.id, MORNING.parse()?))
}

/// A store with everything owed and nothing typed, and the filled files of the first units.
async fn fill(folder: &Path) -> Outcome<usize> {
    let now: Timestamp = MORNING.parse()?;
    let (store, catalog) = (open(folder).await?, catalog()?);
    store::migrate::migrate(&store, now).await?;
    actions::catalog::load(&store, &catalog, &catalog_files()?, now).await?;
    let mut reader = store.reader();
    let province =
        store::org_unit::by_key(&mut reader, &catalog.province).await?.ok_or("province")?;
    let keeper = Officer {
        id: OfficerId(0),
        unit: province.id,
        name: String::new(),
        roles: vec![Role::SystemAdministrator],
    };
    let line = AccountLine {
        number: 1,
        login: "tong-hop".into(),
        unit_key: catalog.lead.clone(),
        name: "Cán bộ tổng hợp".into(),
        position: String::new(),
        phone: String::new(),
        email: String::new(),
        roles: vec![Role::Desk],
    };
    create_many(&store, &Acting::new(keeper, province.id, now), &[line]).await?;
    let scope = Scope {
        officer: OfficerId(0),
        unit: province.id,
        root: province.id,
        province_wide: true,
        today: domain::period::local_date(now),
    };
    let rows = store::workbook::owed(&mut reader, &scope, Some(ROUND)).await?;
    // Those who are asked for most: the others have no three hundred cells to fill.
    let mut sized: Vec<(usize, SubmissionRow)> = rows
        .into_iter()
        .map(|row| {
            let forms = asked_forms(&catalog, &row.regime, row.asked_unit());
            (forms.iter().map(|(_, cells)| cells.len()).sum(), row)
        })
        .collect();
    sized.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.unit_key.cmp(&other.1.unit_key)));
    let key = key(&store).await?;
    std::fs::create_dir_all(folder.join("files"))?;
    let mut filled = 0;
    for (seed, (_, row)) in sized.iter().take(FILES).enumerate() {
        let (bytes, cells) = book(&catalog, row, seed, &key)?;
        filled += cells;
        std::fs::write(folder.join("files").join(format!("{}.xlsx", row.unit_key)), bytes)?;
    }
    store.close().await;
    Ok(filled)
}

fn book(
    catalog: &Catalog,
    row: &SubmissionRow,
    seed: usize,
    key: &exchange::workbook::Key,
) -> Outcome<(Vec<u8>, usize)> {
    let mut left = CELLS;
    let forms = asked_forms(catalog, &row.regime, row.asked_unit());
    let parts = forms.into_iter().map(|(form, asked)| {
        let kind = |column: &str| match &form.body {
            FormBody::Table(table) => {
                table.column(column).map_or(ValueType::Text, |c| c.value_type)
            }
            FormBody::Narrative(_) => ValueType::Text,
        };
        let cells: BTreeMap<Place, BookCell> = asked
            .iter()
            .take(left)
            .enumerate()
            .map(|(at, place)| {
                (place.clone(), cell(at * 37 + seed * 101, kind(&place.1), &place.1))
            })
            .collect();
        left -= cells.len();
        let (figures, previous) = (BTreeMap::new(), BTreeMap::new());
        BookPart { form, asked, cells, figures, previous, notes: BTreeMap::new() }
    });
    let book = exchange::workbook::Book {
        owner: Owner { unit: row.unit_key.clone(), round: row.round.clone() },
        unit_name: row.unit_name.clone(),
        receiver_name: String::new(),
        round_title: row.round_title.clone(),
        window: String::new(),
        due: String::new(),
        sample: true,
        remembers: false,
        parts: parts.collect(),
    };
    let bytes = exchange::workbook::write(&book, key)?;
    Ok((bytes, CELLS - left))
}

fn cell(number: usize, kind: ValueType, column: &str) -> BookCell {
    let units = Decimal::from(number % 4_000 + 1);
    let (figure, text) = match kind {
        ValueType::Text if column == exchange::workbook::ANSWER => (None, Some("Có".to_owned())),
        ValueType::Text => (None, Some(format!("Nguồn số {number}: năm 2024"))),
        ValueType::YesNo => (Some(Decimal::from(number % 2)), None),
        ValueType::Percent => (Some(Decimal::from(number % 100)), None),
        ValueType::Money => (Some(units * Decimal::from(1_000_000)), None),
        ValueType::Count | ValueType::Decimal => (Some(units), None),
    };
    BookCell { figure, text, status: CellStatus::Actual }
}
