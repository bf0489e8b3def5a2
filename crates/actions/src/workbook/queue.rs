//! Runs that go on by themselves: files are kept, looked through one by one, written on a yes; whoever
//! finds a run that nobody works on goes on with it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use domain::{
    catalog::Catalog, deed::Deed, import_run::Outcome, import_run::Stage, submission::SubmissionId,
};
use exchange::workbook::{BookError, Bundle, Skip, is_left_by_system, skip};
use jiff::{SignedDuration, Timestamp};
use store::{
    audit::Subject,
    db::Store,
    import_run::{FileRow, RunRow},
};

use super::{Fate, Found, How, Owed, Run, may_import, reach, refused, told::LINES_SHOWN};
use crate::{Acting, Error, account::secret};

/// Whoever was not heard of for so long works no more.
const SILENT: SignedDuration = SignedDuration::from_secs(30);
/// How often whoever reads a long file is heard of.
const HEARD: Duration = Duration::from_secs(10);
/// How long files wait for a yes.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Files of one run, and their bytes together.
const FILES_MAX: usize = 5_000;
const BYTES_MAX: usize = 512 * 1024 * 1024;

/// Keeps files and begins to look through them; gives the number of the run.
///
/// # Errors
/// When the officer may not take in files of others, or there are none or too many.
pub async fn begin(
    store: &Store,
    acting: &Acting,
    how: How,
    files: Vec<(String, Vec<u8>)>,
) -> Result<i64, Error> {
    may_import(&mut store.reader(), acting).await?;
    let unpacked = tokio::task::spawn_blocking(move || unpacked(files, (FILES_MAX, BYTES_MAX)));
    let files = unpacked.await??;
    if files.is_empty() {
        return Err(Error::refused(
            "BOOK-012",
            "Chưa chọn tệp nào.",
            "Chọn các tệp Excel hoặc một tệp ZIP rồi bấm Xem trước.",
        ));
    }
    let mut tx = store.begin().await?;
    store::import_run::expire(&mut tx, acting.now - KEPT).await?;
    let run = store::import_run::begin(&mut tx, (how.overwrite, how.strict), acting.by()).await?;
    for (number, (name, content)) in (1..).zip(&files) {
        let waiting = FileRow {
            number,
            name: domain::fold::clean(name).chars().take(200).collect(),
            outcome: Outcome::Waiting,
            sentence: String::new(),
            details: Vec::new(),
            cells: 0,
        };
        let (file, content) = match content {
            Ok(content) => (waiting, content.as_slice()),
            Err(error) => (told(waiting, &refusal(error), (None, true)), &[][..]),
        };
        store::import_run::add(&mut tx, run, &file, content).await?;
    }
    let detail = format!("files={}", files.len());
    let entry = acting.audit(Deed::ImportBegin, Subject::Import(run)).with(&detail);
    tx.finish(entry).await?;
    Ok(run)
}

type Unpacked = Vec<(String, Result<Vec<u8>, BookError>)>;

fn too_much() -> Error {
    Error::refused(
        "BOOK-013",
        format!(
            "Một lượt nhận nhiều nhất {FILES_MAX} tệp, {} MB sau khi giải nén.",
            BYTES_MAX >> 20
        ),
        "Chia thành vài lượt rồi nạp từng lượt.",
    )
}

/// Files as they are, and the files inside a ZIP in its place: at most so many files and bytes, which all
/// of them share. Nothing more is unpacked once these are used up.
fn unpacked(
    files: Vec<(String, Vec<u8>)>,
    (files_max, bytes_max): (usize, usize),
) -> Result<Unpacked, Error> {
    let (mut out, mut left) = (Unpacked::new(), bytes_max);
    let mut keep = |name: String, content: Result<Vec<u8>, BookError>| {
        let size = content.as_ref().map_or(0, Vec::len);
        left = left.checked_sub(size).ok_or_else(too_much)?;
        out.push((name, content));
        if out.len() > files_max { Err(too_much()) } else { Ok(()) }
    };
    for (name, content) in files.into_iter().filter(|(name, _)| !is_left_by_system(name)) {
        match Bundle::open(content) {
            Ok(Ok(bundle)) => {
                for (inner, content) in bundle {
                    let is_whole = inner.is_empty();
                    keep(if is_whole { name.clone() } else { format!("{name}/{inner}") }, content)?;
                }
            }
            Ok(Err(content)) => {
                let skipped = skip(&name).filter(|reason| *reason != Skip::Other);
                keep(name, skipped.map_or(Ok(content), |why| Err(BookError::Skipped(why))))?;
            }
            Err(error) => keep(name, Err(error))?,
        }
    }
    Ok(out)
}

/// Begins to write what was fit; what was held back or not taken stays as it is.
///
/// # Errors
/// When the run is not the officer's, or not looked through.
pub async fn write(store: &Store, acting: &Acting, id: i64) -> Result<(), Error> {
    go(store, acting, id, Deed::ImportWrite, Stage::write).await
}

/// Stops a run; what was written stays, what was not is forgotten.
///
/// # Errors
/// When the run is not the officer's, or over.
pub async fn cancel(store: &Store, acting: &Acting, id: i64) -> Result<(), Error> {
    go(store, acting, id, Deed::ImportCancel, Stage::cancel).await
}

async fn go(
    store: &Store,
    acting: &Acting,
    id: i64,
    deed: Deed,
    step: impl Fn(Stage) -> Option<Stage>,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    may_import(&mut tx, acting).await?;
    let run = store::import_run::load(&mut tx, acting.officer.id, id).await?;
    let run = run.ok_or(Error::NotFound)?;
    let to = step(run.stage).ok_or_else(|| moved(run.stage))?;
    if !store::import_run::set(&mut tx, id, run.stage, to).await? {
        return Err(moved(run.stage));
    }
    match to {
        Stage::Writing => store::import_run::again(&mut tx, id, &[Outcome::Taken]).await?,
        _ => store::import_run::forget(&mut tx, id).await?,
    }
    tx.finish(acting.audit(deed, Subject::Import(id))).await?;
    Ok(())
}

fn moved(stage: Stage) -> Error {
    Error::refused(
        "BOOK-014",
        format!("Lượt nạp này đang ở bước khác: {}.", stage.label()),
        "Tải lại trang để xem kết quả từng tệp.",
    )
}

/// Works on a run until every file has had its turn, unless somebody else does.
///
/// # Errors
/// When the data cannot be read or written, or the officer may no longer take in files.
pub async fn work(
    store: &Store,
    catalog: &Arc<Catalog>,
    acting: &Acting,
    id: i64,
    now: impl Fn() -> Timestamp,
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let Some(run) = store::import_run::load(&mut tx, acting.officer.id, id).await? else {
        return Ok(());
    };
    let worker = secret(16)?;
    let mine = (id, worker.as_str());
    if !store::import_run::claim(&mut tx, mine, (now(), now() - SILENT)).await? {
        return Ok(());
    }
    if run.stage == Stage::Looking {
        // Files of one run are held against each other: all of them are looked at anew.
        let looked = [
            Outcome::Taken,
            Outcome::Held,
            Outcome::Known,
            Outcome::Empty,
            Outcome::Same,
            Outcome::Unwritten,
        ];
        store::import_run::again(&mut tx, id, &looked).await?;
    }
    tx.commit().await?;
    let how =
        How { dry_run: run.stage == Stage::Looking, overwrite: run.overwrite, strict: run.strict };
    let owed = Arc::new(Owed::load(store, Arc::clone(catalog), acting).await?);
    let taking = Run::open(store, Arc::clone(catalog), acting, how).await?;
    let mut taking = taking.kept(id, &worker);
    let files = store::import_run::files(&mut store.reader(), id).await?;
    let mut waiting: VecDeque<FileRow> =
        files.into_iter().filter(|file| file.outcome == Outcome::Waiting).collect();
    let mut rivals = Rivals::default();
    while let Some(file) = waiting.pop_front() {
        if !may_go_on(store, &run).await? {
            return Ok(());
        }
        let content = store::import_run::content(&mut store.reader(), id, file.number).await?;
        let (owed, name) = (Arc::clone(&owed), file.name.clone());
        let mut reading = tokio::task::spawn_blocking(move || owed.read(&name, &content));
        let found = loop {
            match tokio::time::timeout(HEARD, &mut reading).await {
                Ok(found) => break found?,
                Err(_) if heard(store, mine, now()).await? => {}
                Err(_) => return Ok(()),
            }
        };
        if !heard(store, mine, now()).await? {
            return Ok(());
        }
        waiting.extend(rivals.of(&found, &file));
        taking.at(now());
        let fate = taking.take(found).await?;
        let mut tx = store.begin().await?;
        let file = told(file, &fate, (Some(catalog), how.dry_run));
        let goes_on = store::import_run::record(&mut tx, mine, &file, now()).await?;
        tx.commit().await?;
        if !goes_on {
            return Ok(());
        }
    }
    finish(store, &run, &worker).await
}

/// Whoever works is heard of; false where somebody else goes on with the run.
async fn heard(store: &Store, mine: (i64, &str), now: Timestamp) -> Result<bool, Error> {
    let mut tx = store.begin().await?;
    let goes_on = store::import_run::beat(&mut tx, mine, now).await?;
    tx.commit().await?;
    Ok(goes_on)
}

/// The first file of each report of a run. Once another one of that report turns up, the first is looked
/// at again: then it is known that there are two, and neither is written.
#[derive(Default)]
struct Rivals {
    firsts: BTreeMap<SubmissionId, (String, Option<FileRow>)>,
}

impl Rivals {
    /// The file that is to be looked at again because of this one.
    fn of(&mut self, found: &Found, file: &FileRow) -> Option<FileRow> {
        let Found::Read { row, file: read } = found else { return None };
        let first = (read.sha256.clone(), Some(file.clone()));
        let (sha256, first) = self.firsts.entry(row.submission.id).or_insert(first);
        if *sha256 == read.sha256 { None } else { first.take() }
    }
}

/// Whether whoever began a run may still take in files; else the run ends, and its files are forgotten.
async fn may_go_on(store: &Store, run: &RunRow) -> Result<bool, Error> {
    let mut reader = store.reader();
    let officer = store::officer::by_id(&mut reader, run.officer).await?;
    if let Some(row) = officer.filter(|row| row.active)
        && reach(&mut reader, &row.officer).await?.is_some()
    {
        return Ok(true);
    }
    let mut tx = store.begin().await?;
    // Where somebody moved the run on meanwhile, its files are that one's.
    if store::import_run::set(&mut tx, run.id, run.stage, Stage::Cancelled).await? {
        store::import_run::forget(&mut tx, run.id).await?;
    }
    tx.commit().await?;
    Ok(false)
}

async fn finish(store: &Store, run: &RunRow, worker: &str) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    if !store::import_run::is_of(&mut tx, (run.id, worker)).await? {
        return Ok(());
    }
    let to = run.stage.finished();
    if store::import_run::set(&mut tx, run.id, run.stage, to).await? && to == Stage::Written {
        store::import_run::forget(&mut tx, run.id).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn refusal(error: &BookError) -> Fate {
    Fate::Refused(refused(error).problem())
}

/// The file with what became of it, in words of the catalog's forms.
fn told(file: FileRow, fate: &Fate, (catalog, dry_run): (Option<&Arc<Catalog>>, bool)) -> FileRow {
    let cells = match fate {
        Fate::Taken { imported, .. } => imported.accepted.written,
        Fate::Known { .. } | Fate::Refused(_) => 0,
    };
    FileRow {
        outcome: fate.outcome(),
        sentence: fate.sentence(dry_run),
        details: catalog.map_or(Vec::new(), |catalog| fate.details(catalog, LINES_SHOWN)),
        cells: i64::try_from(cells).unwrap_or(i64::MAX),
        ..file
    }
}

/// Whether a run is to go on that nobody works on.
///
/// # Errors
/// When the data cannot be read.
pub async fn is_left(store: &Store, now: Timestamp) -> Result<bool, Error> {
    Ok(!store::import_run::left(&mut store.reader(), now - SILENT).await?.is_empty())
}

/// Whether nobody works on a run that is to go on: asked before a page that is drawn every few seconds begins to.
///
/// # Errors
/// When the data cannot be read.
pub async fn is_idle(store: &Store, id: i64, now: Timestamp) -> Result<bool, Error> {
    let left = store::import_run::left(&mut store.reader(), now - SILENT).await?;
    Ok(left.iter().any(|run| run.id == id))
}

/// Forgets the files of runs that were looked through and that nobody took up for seven days; gives how
/// many runs.
///
/// # Errors
/// When the data cannot be written.
pub async fn expire(store: &Store, now: Timestamp) -> Result<usize, Error> {
    let mut tx = store.begin().await?;
    let expired = store::import_run::expire(&mut tx, now - KEPT).await?;
    tx.commit().await?;
    Ok(expired)
}

/// Goes on with runs that a program left behind when it stopped; gives how many. A run that fails is
/// logged and does not keep the others from going on.
///
/// # Errors
/// When the data cannot be read or written.
pub async fn resume(
    store: &Store,
    catalog: &Arc<Catalog>,
    now: impl Fn() -> Timestamp,
) -> Result<usize, Error> {
    let left = store::import_run::left(&mut store.reader(), now() - SILENT).await?;
    let mut count = 0;
    for run in left {
        let mut reader = store.reader();
        let officer = store::officer::by_id(&mut reader, run.officer).await?;
        let province = store::org_unit::by_key(&mut reader, &catalog.province).await?;
        let (Some(officer), Some(province)) = (officer, province) else { continue };
        if !may_go_on(store, &run).await? {
            continue;
        }
        let acting = Acting::new(officer.officer, province.id, now());
        match work(store, catalog, &acting, run.id, &now).await {
            Ok(()) => count += 1,
            Err(error) => tracing::error!(run = run.id, %error, "a run over many files stopped"),
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_run_share_what_they_may_unpack() {
        let file = |name: &str| (name.to_owned(), vec![b'x'; 10]);
        let three = || vec![file("a.xlsx"), file("b.xlsx"), file("c.xlsx")];
        assert_eq!(unpacked(three(), (3, 30)).unwrap().len(), 3);
        for limits in [(3, 29), (2, 30)] {
            assert_eq!(unpacked(three(), limits).unwrap_err().problem().code, "BOOK-013");
        }
    }
}
