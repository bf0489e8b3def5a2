//! Many files that the desk takes in on behalf of units, or a district for its communes: one run, one file after the
//! other, each in a transaction of its own, held against the checks, against drafts and against the run.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    catalog::Catalog, deed::Deed, finding::Finding, import_run::Outcome, submission::SubmissionId,
};
use exchange::workbook::{BookError, LeftOut, Reading, Told};
use jiff::Timestamp;
use store::{
    db::{Reads, Store, Tx},
    submission::SubmissionRow,
    value::Place,
};

use super::{
    Accepted, Earlier, Fixes, Found, Owed, Twin,
    accept::{Over, Writing, note},
    journal::{self, Journal},
    may_import,
    preview::{self, Look},
    reach::Reach,
    read_all,
    told::{converted, doubts},
    twin::Tables,
};
use crate::{Acting, Error, Problem, part};

/// Numbers of cells, form by form.
pub type Numbers = BTreeMap<String, BTreeMap<Place, i64>>;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    pub name: String,
    pub sha256: String,
    pub reading: Reading,
    /// The kept choice by which foreign sheets were read.
    pub kept: Option<String>,
    /// What the pages say of another year or unit.
    pub cautions: Vec<String>,
}

/// How files are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct How {
    /// Nothing is kept.
    pub dry_run: bool,
    /// Other figures of a draft are written over; else only empty cells are filled.
    pub overwrite: bool,
    /// Nothing is written of a file with a doubtful figure or with a table that is another's.
    pub strict: bool,
}

/// What came of a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    pub accepted: Accepted,
    /// Figures that look mistyped, each with the one that would fit.
    pub doubts: Vec<Doubted>,
    /// What the checks say once the file is taken over.
    pub findings: Vec<Finding>,
    pub twins: Vec<Twin>,
    /// Forms that hold something in the file and that whoever acts may not see: neither compared nor
    /// written.
    pub withheld: Vec<String>,
    /// Nothing was written, because somebody has to look first.
    pub is_held: bool,
    /// Figures that are others than the file shows: in another unit, with a noun beside, added.
    pub converted: Vec<Converted>,
    /// What the pages say of another year or unit: then nothing is written.
    pub cautions: Vec<String>,
    /// Content that has no place in the report, and how many cells of the file that is.
    pub left_out: Vec<LeftOut>,
    pub left: usize,
    /// The kept choice by which foreign sheets were read.
    pub kept: Option<String>,
}

/// A cell whose figure is another than the file shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    pub form: String,
    pub row: String,
    pub column: String,
    /// Sheet and cell of the file.
    pub origin: String,
    pub told: Told,
}

/// A cell whose figure is doubted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubted {
    pub form: String,
    pub row: String,
    pub column: String,
    /// Sheet and cell of the file.
    pub origin: String,
    pub shown: String,
    /// As it would be typed; empty where none is offered.
    pub proposed: String,
    pub reason: String,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Taken {
        row: Box<SubmissionRow>,
        imported: Box<Imported>,
    },
    /// Taken over before, byte for byte; with what was told then, where that was kept.
    Known {
        row: Box<SubmissionRow>,
        earlier: Option<Earlier>,
    },
    Refused(Problem),
}

/// One run over many files.
pub struct Run {
    store: Store,
    catalog: Arc<Catalog>,
    acting: Acting,
    reach: Reach,
    how: How,
    /// The kept run and the worker that it must still belong to when a file is written.
    kept: Option<(i64, String)>,
    /// Where results are kept as they come.
    journal: Option<Journal>,
    numbers: Numbers,
    /// Tables of others that a file is held against.
    tables: Tables,
    /// Files of the run by their report: name and hash. More than one means that none is written.
    files: BTreeMap<SubmissionId, Vec<(String, String)>>,
}

/// Numbers of all cells; read once for many files.
pub async fn numbers(db: &mut impl Reads) -> Result<Numbers, Error> {
    let mut numbers = Numbers::new();
    for ((form, row, column), number) in store::value::cell_numbers(db).await? {
        numbers.entry(form).or_default().insert((row, column), number);
    }
    Ok(numbers)
}

impl Run {
    /// Begins a run: what is handed in and drafted is read once.
    ///
    /// # Errors
    /// When the officer may not take in files of others.
    pub async fn open(
        store: &Store,
        catalog: Arc<Catalog>,
        acting: &Acting,
        how: How,
    ) -> Result<Self, Error> {
        let mut reader = store.reader();
        let reach = may_import(&mut reader, acting).await?;
        let numbers = numbers(&mut reader).await?;
        let tables = Tables::load(&mut reader, &acting.scope).await?;
        let (store, acting) = (store.clone(), acting.clone());
        let files = BTreeMap::new();
        let journal = None;
        Ok(Self { store, catalog, acting, reach, how, kept: None, journal, numbers, tables, files })
    }

    /// Goes on at an instant: a long run does not write the hour at which it began.
    pub fn at(&mut self, now: Timestamp) {
        self.acting = self.acting.at(now);
    }

    /// The same run, whose files are written only as long as it is a worker's.
    #[must_use]
    pub fn kept(self, run: i64, worker: &str) -> Self {
        Self { kept: Some((run, worker.to_owned())), ..self }
    }

    /// The same run, whose results are kept as they come; of a run that writes nothing none is.
    #[must_use]
    pub fn journaled(self) -> Self {
        let journal = (!self.how.dry_run).then(Journal::default);
        Self { journal, ..self }
    }

    /// Hears of a file before its turn: of two that differ and are of one report, neither is written.
    pub fn expect(&mut self, found: &Found) {
        if let Found::Read { row, file } = found {
            self.files_of(row.submission.id, file);
        }
    }

    /// The files of a report with this one among them.
    fn files_of(&mut self, id: SubmissionId, file: &FileRead) -> &[(String, String)] {
        let files = self.files.entry(id).or_default();
        if files.iter().all(|(_, sha256)| *sha256 != file.sha256) {
            files.push((file.name.clone(), file.sha256.clone()));
        }
        files
    }

    /// Takes one file of the run.
    ///
    /// # Errors
    /// When the data cannot be read or written; a file's own faults are its fate.
    pub async fn take(&mut self, found: Found) -> Result<Fate, Error> {
        let (row, file) = match found {
            Found::Refused(problem) => return Ok(Fate::Refused(problem)),
            Found::Known { row, sha256 } => {
                let officer = self.acting.officer.id;
                let earlier = journal::earlier(&mut self.store.reader(), officer, &sha256).await?;
                return Ok(Fate::Known { row, earlier });
            }
            Found::Read { row, file } => (row, file),
        };
        match self.import(&row, &file).await {
            Ok(imported) => Ok(Fate::Taken { row, imported: Box::new(imported) }),
            Err(error @ (Error::Store(_) | Error::Document(_) | Error::Internal(_))) => Err(error),
            Err(error) => Ok(Fate::Refused(error.problem())),
        }
    }

    /// Keeps what became of a file, unless that was kept when it was written.
    async fn remember(&mut self, name: &str, fate: &Fate) -> Result<(), Error> {
        let Some(journal) = self.journal.as_mut().filter(|_| fate.outcome() != Outcome::Taken)
        else {
            return Ok(());
        };
        let mut tx = self.store.begin().await?;
        let told = journal::Told::of(fate, &self.catalog);
        journal.keep(&mut tx, (&self.acting, self.how), (name, ""), told).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a file that was read into its draft.
    ///
    /// # Errors
    /// When the draft is closed; then nothing of the file is written.
    pub async fn import(
        &mut self,
        row: &SubmissionRow,
        file: &FileRead,
    ) -> Result<Imported, Error> {
        let mut tx = self.store.begin().await?;
        if let Some((run, worker)) = &self.kept
            && !store::import_run::is_of(&mut tx, (*run, worker)).await?
        {
            return Err(Error::Internal("another goes on with this run".to_owned()));
        }
        let (scope, id) = (&self.acting.scope, row.submission.id);
        let row = store::submission::load(&mut tx, scope, id).await?.ok_or(Error::NotFound)?;
        if !self.reach.holds(&row) {
            return Err(Error::NotFound);
        }
        row.submission.refuse_unless_open(self.acting.today())?;
        let mut imported = self.looked(&mut tx, &row, file).await?;
        imported.withheld = self.withheld(&row, &file.reading);
        // What an officer said once, or what stands beside the figure, is in no doubt.
        let is_moved = |cell: &Converted| matches!(cell.told, Told::Moved(_));
        let doubtful = !imported.doubts.is_empty()
            || !imported.twins.is_empty()
            || imported.converted.iter().any(is_moved);
        // Which of two files of one report is the right one is for a person to say.
        let is_one_of_two = imported.twins.iter().any(|twin| matches!(twin, Twin::Report { .. }));
        let is_unsure = is_one_of_two || !imported.cautions.is_empty();
        if is_unsure || (self.how.strict && doubtful) {
            imported.is_held = true;
            return Ok(imported);
        }
        let writing = Writing {
            catalog: &self.catalog,
            acting: &self.acting,
            row: &row,
            numbers: &self.numbers,
        };
        let over = if self.how.overwrite { Over::All } else { Over::Nothing };
        imported.accepted = writing.write(&mut tx, &file.reading, &Fixes::new(), over).await?;
        let wrote_nothing = imported.accepted.written == 0;
        if wrote_nothing {
            // What a report lacks anyway is nothing that this file did.
            imported.findings.clear();
        }
        // Of a file that gave nothing there is nothing to remember: another run may take it.
        if self.how.dry_run || wrote_nothing {
            return Ok(imported);
        }
        let names = (file.name.as_str(), file.sha256.as_str());
        let told = journal::Told::taken(&row, &imported, &self.catalog);
        note(&mut tx, &self.acting, row, names, &imported.accepted, Deed::WorkbookImport).await?;
        if let Some(journal) = &mut self.journal {
            journal.keep(&mut tx, (&self.acting, self.how), names, told).await?;
        }
        tx.commit().await?;
        Ok(imported)
    }

    /// What there is to look at before a file is written, and its tables for the files behind it.
    async fn looked(
        &mut self,
        tx: &mut Tx,
        row: &SubmissionRow,
        file: &FileRead,
    ) -> Result<Imported, Error> {
        let mut imported = Imported {
            cautions: file.cautions.clone(),
            left_out: file.reading.left_out.clone(),
            left: file.reading.left(),
            kept: file.kept.clone(),
            ..Imported::default()
        };
        let look = if self.how.overwrite { Look::Overwriting } else { Look::Filling };
        let of = (row, &file.reading);
        let (parts, _) = preview::parts(tx, &self.catalog, &self.acting, of, look).await?;
        for part in parts {
            if let (Some(form), Some(numbers)) =
                (part::form(&self.catalog, &part.form), self.numbers.get(&part.form))
            {
                let eyes = (&mut *tx, &self.acting.scope);
                let of = (row, form, file.name.as_str());
                let like = self.tables.like(eyes, of, (&part.figures, numbers)).await?;
                imported.twins.extend(like);
            }
            imported.doubts.extend(doubts(&part));
            imported.converted.extend(converted(&part));
            imported.findings.extend(part.findings);
        }
        let files = self.files_of(row.submission.id, file).iter();
        let others = files.filter(|(_, sha256)| *sha256 != file.sha256);
        imported.twins.extend(others.map(|(name, _)| Twin::Report { file: name.clone() }));
        Ok(imported)
    }

    /// Forms with something in the file that whoever acts may not see; of what it says nothing is told.
    fn withheld(&self, row: &SubmissionRow, reading: &Reading) -> Vec<String> {
        let sight = row.submission.sight_of(&self.acting.scope);
        let is_closed =
            |code: &str| part::form(&self.catalog, code).is_some_and(|form| !sight.sees(form));
        let given = reading.parts.iter().filter(|part| part.given().count() > 0);
        given.map(|part| part.form.clone()).filter(|code| is_closed(code)).collect()
    }
}

/// Reads files on all cores, then takes them one after the other in the order in which they were given:
/// what comes of them depends on no race. `each` hears the number, the name and the fate of every file and
/// says whether to go on.
///
/// # Errors
/// When the data cannot be read or written.
pub async fn take_all<I, E, W>(mut run: Run, owed: Owed, files: I, mut each: E) -> Result<(), Error>
where
    I: Iterator<Item = (String, Result<Vec<u8>, BookError>)> + Send + 'static,
    E: FnMut(usize, String, Fate) -> W,
    W: Future<Output = Result<bool, Error>>,
{
    let (sender, mut receiver) = tokio::sync::mpsc::channel(4);
    let reading = tokio::task::spawn_blocking(move || read_all(&owed, files, &sender));
    let mut files = BTreeMap::new();
    while let Some((number, name, found)) = receiver.recv().await {
        run.expect(&found);
        files.insert(number, (name, found));
    }
    reading.await?;
    for (number, (name, found)) in files {
        let fate = run.take(found).await?;
        run.remember(&name, &fate).await?;
        if !each(number, name, fate).await? {
            break;
        }
    }
    Ok(())
}
