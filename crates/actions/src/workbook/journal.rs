//! Results of a run from the command line, kept file by file as they come: whoever starts a run again that
//! broke off is told them again.

use domain::{
    access::OfficerId,
    catalog::Catalog,
    import_run::{Outcome, Stage},
};
use store::{
    db::{Reads, Tx},
    import_run::FileRow,
    submission::SubmissionRow,
};

use super::{Fate, How, Imported, LINES_TOLD};
use crate::{Acting, Error};

/// What was told of a file when it was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// One sentence without its full stop.
    pub sentence: String,
    pub details: Vec<String>,
}

/// The run under which results are kept; it begins with the first of them.
#[derive(Debug, Default)]
pub(super) struct Journal {
    run: Option<i64>,
    files: i64,
}

/// What is said of a file.
pub(super) struct Told {
    outcome: Outcome,
    sentence: String,
    details: Vec<String>,
    cells: usize,
}

impl Told {
    pub(super) fn of(fate: &Fate, catalog: &Catalog) -> Self {
        let (outcome, sentence) = (fate.outcome(), fate.sentence(false));
        Self { outcome, sentence, details: fate.details(catalog, LINES_TOLD), cells: 0 }
    }

    pub(super) fn taken(row: &SubmissionRow, imported: &Imported, catalog: &Catalog) -> Self {
        Self {
            outcome: imported.outcome(),
            sentence: imported.sentence(row, false),
            details: imported.details(row, catalog, LINES_TOLD),
            cells: imported.accepted.written,
        }
    }
}

impl Journal {
    /// Keeps a result; of a file that was written by its hash, in place of its content.
    pub(super) async fn keep(
        &mut self,
        tx: &mut Tx,
        (acting, how): (&Acting, How),
        (name, sha256): (&str, &str),
        told: Told,
    ) -> Result<(), Error> {
        let run = match self.run {
            Some(run) => run,
            None => begin(tx, acting, how).await?,
        };
        let file = FileRow {
            number: self.files + 1,
            name: domain::fold::clean(name).chars().take(200).collect(),
            outcome: told.outcome,
            sentence: told.sentence,
            details: told.details,
            cells: i64::try_from(told.cells).unwrap_or(i64::MAX),
        };
        store::import_run::add(tx, run, &file, sha256.as_bytes()).await?;
        (self.run, self.files) = (Some(run), file.number);
        Ok(())
    }
}

/// A run that nobody goes on with: its files are not kept.
async fn begin(tx: &mut Tx, acting: &Acting, how: How) -> Result<i64, Error> {
    let run = store::import_run::begin(tx, (how.overwrite, how.strict), acting.by()).await?;
    store::import_run::set(tx, run, Stage::Looking, Stage::Written).await?;
    Ok(run)
}

/// What an officer was told of a file when it was taken over.
pub(super) async fn earlier(
    db: &mut impl Reads,
    officer: OfficerId,
    sha256: &str,
) -> Result<Option<Earlier>, Error> {
    let found = store::import_run::told(db, officer, sha256).await?;
    Ok(found.map(|(sentence, details)| Earlier { sentence, details }))
}
