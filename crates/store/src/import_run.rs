//! Runs over many workbooks, and what became of each file of them.

use domain::{
    access::OfficerId,
    import_run::{Outcome, Stage},
};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    pub id: i64,
    pub officer: OfficerId,
    pub at: String,
    pub stage: Stage,
    pub overwrite: bool,
    pub strict: bool,
    pub files: i64,
    /// Files that have had their turn.
    pub done: i64,
}

/// A file of a run; its content is read by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    pub number: i64,
    pub name: String,
    pub outcome: Outcome,
    pub sentence: String,
    pub details: Vec<String>,
    pub cells: i64,
}

const SELECT: &str = "SELECT r.id, r.officer_id, r.at, r.state, r.overwrite, r.strict, \
    (SELECT COUNT(*) FROM import_file f WHERE f.run_id = r.id), \
    (SELECT COUNT(*) FROM import_file f WHERE f.run_id = r.id AND f.outcome <> 'waiting') \
    FROM import_run r";

fn run_of(row: &Row) -> Result<RunRow, Error> {
    let id = row.int(0)?;
    Ok(RunRow {
        id,
        officer: OfficerId(row.int(1)?),
        at: row.text(2)?.to_owned(),
        stage: row.word(3, Stage::from_word, format_args!("import_run {id}"))?,
        overwrite: row.int(4)? != 0,
        strict: row.int(5)? != 0,
        files: row.int(6)?,
        done: row.int(7)?,
    })
}

/// Begins a run; gives its number.
pub async fn begin(
    tx: &mut Tx,
    (overwrite, strict): (bool, bool),
    (officer, at): (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let sql = "INSERT INTO import_run (officer_id, at, state, overwrite, strict, beat) \
        VALUES ($1, $2, 'looking', $3, $4, '') RETURNING id";
    let args = args![officer.0, stamp(at), i64::from(overwrite), i64::from(strict)];
    tx.fetch_one(sql, &args).await?.int(0)
}

/// Adds a file to a run.
pub async fn add(tx: &mut Tx, run: i64, file: &FileRow, content: &[u8]) -> Result<(), Error> {
    let sql = "INSERT INTO import_file (run_id, number, name, content, outcome, sentence, details, \
        cells) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (name, outcome) = (file.name.as_str(), file.outcome.word());
    let (sentence, details) = (file.sentence.as_str(), file.details.join("\n"));
    let args = args![run, file.number, name, content, outcome, sentence, details, file.cells];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Runs of an officer, the latest first: at most `limit` of them, after the first `skipped`.
pub async fn list(
    db: &mut impl Reads,
    officer: OfficerId,
    (skipped, limit): (i64, i64),
) -> Result<Vec<RunRow>, Error> {
    let sql = format!("{SELECT} WHERE r.officer_id = $1 ORDER BY r.id DESC LIMIT $2 OFFSET $3");
    db.fetch_all(&sql, &args![officer.0, limit, skipped]).await?.iter().map(run_of).collect()
}

/// A run of an officer.
pub async fn load(
    db: &mut impl Reads,
    officer: OfficerId,
    id: i64,
) -> Result<Option<RunRow>, Error> {
    let sql = format!("{SELECT} WHERE r.officer_id = $1 AND r.id = $2");
    db.fetch_optional(&sql, &args![officer.0, id]).await?.as_ref().map(run_of).transpose()
}

/// Runs that nobody has worked on since an instant although they are to go on.
pub async fn left(db: &mut impl Reads, before: Timestamp) -> Result<Vec<RunRow>, Error> {
    let sql =
        format!("{SELECT} WHERE r.state IN ('looking', 'writing') AND r.beat < $1 ORDER BY r.id");
    db.fetch_all(&sql, &args![stamp(before)]).await?.iter().map(run_of).collect()
}

/// Takes a run for a worker to work on it, unless another was heard of since an instant.
pub async fn claim(
    tx: &mut Tx,
    (id, worker): (i64, &str),
    (now, before): (Timestamp, Timestamp),
) -> Result<bool, Error> {
    let sql = "UPDATE import_run SET beat = $2, worker = $4 WHERE id = $1 AND beat < $3 \
        AND state IN ('looking', 'writing')";
    Ok(tx.execute(sql, &args![id, stamp(now), stamp(before), worker]).await? == 1)
}

/// Whether a run is a worker's.
pub async fn is_of(db: &mut impl Reads, (id, worker): (i64, &str)) -> Result<bool, Error> {
    let sql = "SELECT id FROM import_run WHERE id = $1 AND worker = $2 \
        AND state IN ('looking', 'writing')";
    Ok(db.fetch_optional(sql, &args![id, worker]).await?.is_some())
}

/// A worker is heard of; false where the run is no longer its own, or is not to go on.
pub async fn beat(tx: &mut Tx, (id, worker): (i64, &str), now: Timestamp) -> Result<bool, Error> {
    let sql = "UPDATE import_run SET beat = $3 WHERE id = $1 AND worker = $2 \
        AND state IN ('looking', 'writing')";
    Ok(tx.execute(sql, &args![id, worker, stamp(now)]).await? == 1)
}

/// Moves a run on; false where it was not at the stage it was seen at.
pub async fn set(tx: &mut Tx, id: i64, from: Stage, to: Stage) -> Result<bool, Error> {
    let sql = "UPDATE import_run SET state = $3, beat = '', worker = '' \
        WHERE id = $1 AND state = $2";
    Ok(tx.execute(sql, &args![id, from.word(), to.word()]).await? == 1)
}

/// Gives back the files of a run that were fit, for another turn.
pub async fn again(tx: &mut Tx, id: i64, outcomes: &[Outcome]) -> Result<(), Error> {
    let sql = "UPDATE import_file SET outcome = 'waiting' WHERE run_id = $1 AND outcome = $2";
    for outcome in outcomes {
        tx.execute(sql, &args![id, outcome.word()]).await?;
    }
    Ok(())
}

/// Forgets the contents of a run's files.
pub async fn forget(tx: &mut Tx, id: i64) -> Result<(), Error> {
    let sql = "UPDATE import_file SET content = $2 WHERE run_id = $1";
    let nothing: &[u8] = &[];
    tx.execute(sql, &args![id, nothing]).await.map(|_| ())
}

/// Forgets the contents of runs that nobody took up since an instant; gives how many runs.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Error> {
    let sql = "SELECT id FROM import_run WHERE state = 'looked' AND at < $1";
    let rows = tx.fetch_all(sql, &args![stamp(before)]).await?;
    for row in &rows {
        let id = row.int(0)?;
        set(tx, id, Stage::Looked, Stage::Cancelled).await?;
        forget(tx, id).await?;
    }
    Ok(rows.len())
}

/// What became of a file; whoever works is heard of. Where the run is no longer the worker's, or is not to go
/// on, nothing is written and the answer is false.
pub async fn record(
    tx: &mut Tx,
    (run, worker): (i64, &str),
    file: &FileRow,
    now: Timestamp,
) -> Result<bool, Error> {
    if !beat(tx, (run, worker), now).await? {
        return Ok(false);
    }
    let sql = "UPDATE import_file SET outcome = $3, sentence = $4, details = $5, cells = $6 \
        WHERE run_id = $1 AND number = $2";
    let (outcome, sentence) = (file.outcome.word(), file.sentence.as_str());
    let args = args![run, file.number, outcome, sentence, file.details.join("\n"), file.cells];
    tx.execute(sql, &args).await?;
    Ok(true)
}

/// The files of a run in their order.
pub async fn files(db: &mut impl Reads, run: i64) -> Result<Vec<FileRow>, Error> {
    let sql = "SELECT number, name, outcome, sentence, details, cells FROM import_file \
        WHERE run_id = $1 ORDER BY number";
    let rows = db.fetch_all(sql, &args![run]).await?;
    let file = |row: &Row| {
        let number = row.int(0)?;
        let of = format_args!("import_file {run}/{number}");
        Ok(FileRow {
            number,
            name: row.text(1)?.to_owned(),
            outcome: row.word(2, Outcome::from_word, of)?,
            sentence: row.text(3)?.to_owned(),
            details: row.text(4)?.lines().map(ToOwned::to_owned).collect(),
            cells: row.int(5)?,
        })
    };
    rows.iter().map(file).collect()
}

/// What an officer was told of a file that was written and is kept by its hash: sentence and details.
pub async fn told(
    db: &mut impl Reads,
    officer: OfficerId,
    sha256: &str,
) -> Result<Option<(String, Vec<String>)>, Error> {
    // Of runs that are over nothing but such hashes is left where contents stood.
    let sql = "SELECT f.sentence, f.details FROM import_run r JOIN import_file f \
        ON f.run_id = r.id WHERE r.officer_id = $1 AND r.state = 'written' AND f.content = $2 \
        ORDER BY r.id DESC LIMIT 1";
    let row = db.fetch_optional(sql, &args![officer.0, sha256.as_bytes()]).await?;
    let told = |row: Row| {
        let details = row.text(1)?.lines().map(ToOwned::to_owned).collect();
        Ok((row.text(0)?.to_owned(), details))
    };
    row.map(told).transpose()
}

/// The content of a file.
pub async fn content(db: &mut impl Reads, run: i64, number: i64) -> Result<Vec<u8>, Error> {
    let sql = "SELECT content FROM import_file WHERE run_id = $1 AND number = $2";
    let row = db.fetch_one(sql, &args![run, number]).await?;
    Ok(row.bytes(0)?.to_vec())
}
