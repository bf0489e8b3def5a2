//! Hundreds of files read on all cores; each tells itself whose report it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use domain::{catalog::Catalog, fold::fold, submission::SubmissionId};
use exchange::workbook::{BookError, Key, Opened};
use store::{db::Store, mapping::MappingRow, submission::SubmissionRow};
use tokio::sync::mpsc::Sender;

use super::{
    FileRead, asked_forms, fitted, hash, key, mapping, may_import, open,
    owner::{cautions, require_pages},
    reach::Reach,
    read, refused,
};
use crate::{Acting, Error, Problem};

/// Who owes which report, and which files were taken already.
pub struct Owed {
    key: Key,
    catalog: Arc<Catalog>,
    /// By key of the unit and code of the round.
    rows: BTreeMap<(String, String), SubmissionRow>,
    reach: Reach,
    taken: BTreeSet<(SubmissionId, String)>,
    kept: Vec<MappingRow>,
}

/// What one file turned out to be.
#[derive(Debug)]
pub enum Found {
    Read {
        row: Box<SubmissionRow>,
        file: Box<FileRead>,
    },
    /// Taken over before, byte for byte.
    Known {
        row: Box<SubmissionRow>,
        sha256: String,
    },
    Refused(Problem),
}

impl Owed {
    /// Loads what files are held against.
    pub async fn load(
        store: &Store,
        catalog: Arc<Catalog>,
        acting: &Acting,
    ) -> Result<Self, Error> {
        let mut reader = store.reader();
        let reach = may_import(&mut reader, acting).await?;
        let key = key(store).await?;
        let scope = acting.scope;
        let rows = store::workbook::owed(&mut reader, &scope, None).await?;
        let rows = rows.into_iter().filter(|row| reach.holds(row));
        let rows = rows.map(|row| ((row.unit_key.clone(), row.round.clone()), row)).collect();
        let taken = store::workbook::all_taken(&mut reader).await?;
        let kept = store::mapping::list(&mut reader, &scope).await?;
        Ok(Self { key, catalog, rows, reach, taken, kept })
    }

    /// Reads one file.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Found {
        match self.try_read(name, bytes) {
            Ok(found) => found,
            Err(error) => Found::Refused(error.problem()),
        }
    }

    fn try_read(&self, name: &str, bytes: &[u8]) -> Result<Found, Error> {
        let opened = open(bytes, &self.key)?;
        let Some(owner) = opened.owner() else {
            return self.foreign(&opened, name, bytes);
        };
        let Some(row) = self.rows.get(&(owner.unit.clone(), owner.round.clone())) else {
            return Err(self.not_owed(&owner.unit, &owner.round));
        };
        require_pages(&self.catalog, row, &opened)?;
        let taken = (row.submission.id, hash(bytes));
        if self.taken.contains(&taken) {
            return Ok(Found::Known { row: Box::new(row.clone()), sha256: taken.1 });
        }
        let forms = asked_forms(&self.catalog, &row.regime, row.asked_unit());
        let reading = read(&opened, &forms)?;
        let (name, cautions) = (last(name), Vec::new());
        let file = FileRead { name, sha256: taken.1, reading, kept: None, cautions };
        Ok(Found::Read { row: Box::new(row.clone()), file: Box::new(file) })
    }

    /// Why a file with marks is of no report that is taken in here, by the name of its unit.
    fn not_owed(&self, unit: &str, round: &str) -> Error {
        let known = self.catalog.units.iter().find(|known| known.key.0 == unit);
        let name = known.map_or(unit, |known| known.name.as_str());
        match self.reach {
            Reach::All => Error::refused(
                "BOOK-206",
                format!("{name} không phải nộp đợt {round} ở đây."),
                "Kiểm tra tệp có phải của tỉnh này, năm này không.",
            ),
            Reach::Communes(_) => Error::refused(
                "BOOK-221",
                format!("Tệp đợt {round} của {name}, không phải của xã nộp báo cáo cho huyện này."),
                "Tệp của chính huyện thì nạp ở trang báo cáo của huyện; tệp của nơi khác thì chuyển cho nơi đó.",
            ),
        }
    }

    /// A file without marks: the unit by its name above the tables, the tables by a kept choice.
    fn foreign(&self, opened: &Opened, name: &str, bytes: &[u8]) -> Result<Found, Error> {
        let titles: BTreeSet<String> = opened
            .titles()
            .iter()
            .map(|title| title.split_once(':').map_or(title.as_str(), |(_, name)| name))
            .map(fold)
            .collect();
        let named = self.rows.values().filter(|row| titles.contains(&fold(&row.unit_name)));
        let mut found = Vec::new();
        for row in named.filter(|row| row.submission.state.is_editable()) {
            let unit = row.asked_unit();
            let forms = asked_forms(&self.catalog, &row.regime, unit);
            if let Some((choice, kept)) = fitted(&self.kept, row.submission.unit, opened, &forms) {
                found.push((row, mapping::read_by(opened, &forms, &choice)?, kept));
            }
        }
        let one = found.pop().filter(|_| found.is_empty());
        let (row, reading, kept) = one.ok_or_else(unknown)?;
        require_pages(&self.catalog, row, opened)?;
        let sha256 = hash(bytes);
        if self.taken.contains(&(row.submission.id, sha256.clone())) {
            return Ok(Found::Known { row: Box::new(row.clone()), sha256 });
        }
        let cautions = cautions(&self.catalog, row, (opened, &reading));
        let file = FileRead { name: last(name), sha256, reading, kept: Some(kept), cautions };
        Ok(Found::Read { row: Box::new(row.clone()), file: Box::new(file) })
    }
}

/// The name of a file without its folders.
fn last(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    domain::fold::clean(name).chars().take(200).collect()
}

fn unknown() -> Error {
    Error::refused(
        "BOOK-205",
        "Tệp không có phần nhận dạng, và không đúng một báo cáo nào theo tên đơn vị và cách khớp đã giữ.",
        "Mở báo cáo của đơn vị trên trang web, nạp tệp này ở đó, khớp và xem trước.",
    )
}

/// Reads files on all cores and hands each on with its number, as it is done; returns when all are.
pub fn read_all<I>(owed: &Owed, files: I, out: &Sender<(usize, String, Found)>)
where
    I: Iterator<Item = (String, Result<Vec<u8>, BookError>)> + Send,
{
    let files = Mutex::new(files.enumerate());
    let next = || files.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some((number, (name, bytes))) = next() {
            let found = match bytes {
                Ok(bytes) => owed.read(&name, &bytes),
                Err(error) => Found::Refused(refused(&error).problem()),
            };
            // Nobody listens any more: there is nothing left to do.
            if out.blocking_send((number, name, found)).is_err() {
                return;
            }
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
}
