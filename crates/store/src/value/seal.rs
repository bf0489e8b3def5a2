//! The mark of a frozen version: one hash over all its figures and words, what they are made of, the
//! sentences beside them, the paper it was typed from, who signed it and when.

use domain::submission::SubmissionId;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
};

/// Whose version it is, its number, hour, author and signer.
const HEAD: &str = "SELECT submission_id, number, at, COALESCE(author_id, 0), signer_id, digest \
    FROM submission_version WHERE id = $1";
/// By names, not by numbers of cells: a mark means the same in a copy.
const CELLS: &str = "SELECT c.form, c.form_version, c.row_code, c.column_code, v.amount, v.text, \
    v.status FROM value v JOIN cell c ON c.id = v.cell_id WHERE v.version_id = $1 \
    ORDER BY c.form, c.form_version, c.row_code, c.column_code";
const WORDS: &str = "SELECT form, heading, body, answer FROM version_text WHERE version_id = $1 \
    ORDER BY form, heading";
const SHARES: &str = "SELECT c.form, c.row_code, c.column_code, s.reason, s.at, s.units, \
    s.correction, s.below, s.own, s.officer_id FROM version_share s JOIN cell c ON c.id = s.cell_id \
    WHERE s.version_id = $1 ORDER BY c.form, c.row_code, c.column_code, c.form_version";
const SENTENCES: &str = "SELECT finding, sentence, at, officer_id FROM version_explanation \
    WHERE version_id = $1 ORDER BY finding";
const PAPER: &str = "SELECT number, date, signer, reason FROM version_paper WHERE version_id = $1";

/// A hash in which no two fields run together.
#[derive(Default)]
struct Mark(blake3::Hasher);

impl Mark {
    fn text(&mut self, field: &str) {
        self.number(i64::try_from(field.len()).unwrap_or(i64::MAX));
        self.0.update(field.as_bytes());
    }

    fn number(&mut self, number: i64) {
        self.0.update(&number.to_le_bytes());
    }

    fn option<T>(&mut self, field: Option<T>, add: impl FnOnce(&mut Self, T)) {
        self.number(i64::from(field.is_some()));
        if let Some(field) = field {
            add(self, field);
        }
    }
}

/// Computes the mark of a version from what is stored.
async fn computed(db: &mut impl Reads, version: i64) -> Result<String, Error> {
    let mut mark = Mark::default();
    let head = db.fetch_one(HEAD, &args![version]).await?;
    for at in [0, 1, 3, 4] {
        mark.number(head.int(at)?);
    }
    mark.text(head.text(2)?);
    for row in db.fetch_all(CELLS, &args![version]).await? {
        for at in [0, 2, 3, 6] {
            mark.text(row.text(at)?);
        }
        mark.number(row.int(1)?);
        mark.option(row.opt_int(4)?, Mark::number);
        mark.option(row.opt_text(5)?, Mark::text);
    }
    mark.text("");
    for row in db.fetch_all(WORDS, &args![version]).await? {
        for at in 0..4 {
            mark.text(row.text(at)?);
        }
    }
    mark.text("");
    for row in db.fetch_all(SHARES, &args![version]).await? {
        for at in 0..5 {
            mark.text(row.text(at)?);
        }
        mark.number(row.int(5)?);
        mark.number(row.int(6)?);
        for at in 7..10 {
            mark.option(row.opt_int(at)?, Mark::number);
        }
    }
    mark.text("");
    for row in db.fetch_all(SENTENCES, &args![version]).await? {
        for at in 0..3 {
            mark.text(row.text(at)?);
        }
        mark.number(row.int(3)?);
    }
    mark.text("");
    for row in db.fetch_all(PAPER, &args![version]).await? {
        for at in 0..4 {
            mark.text(row.text(at)?);
        }
    }
    Ok(mark.0.finalize().to_hex().to_string())
}

/// Marks a version once all of it is frozen; gives the mark.
pub async fn seal(tx: &mut Tx, version: i64) -> Result<String, Error> {
    let digest = computed(tx, version).await?;
    let sql = "UPDATE submission_version SET digest = $2 WHERE id = $1";
    tx.execute(sql, &args![version, digest.as_str()]).await?;
    Ok(digest)
}

/// The mark of a version as written when it was frozen; empty where it is older than marks.
pub async fn digest(db: &mut impl Reads, version: i64) -> Result<String, Error> {
    let sql = "SELECT digest FROM submission_version WHERE id = $1";
    Ok(db.fetch_one(sql, &args![version]).await?.text(0)?.to_owned())
}

/// A version as `verify` compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub submission: SubmissionId,
    pub number: i64,
    /// As written when it was frozen; empty where it is older than marks.
    pub kept: String,
    /// Of what is stored now.
    pub now: String,
}

/// Numbers of all frozen versions.
pub async fn versions(db: &mut impl Reads) -> Result<Vec<i64>, Error> {
    let rows = db.fetch_all("SELECT id FROM submission_version ORDER BY id", &[]).await?;
    rows.iter().map(|row| row.int(0)).collect()
}

/// A version's mark as kept and as it would be now.
pub async fn sealed(db: &mut impl Reads, version: i64) -> Result<Sealed, Error> {
    let head = db.fetch_one(HEAD, &args![version]).await?;
    let kept = head.text(5)?.to_owned();
    let now = if kept.is_empty() { String::new() } else { computed(db, version).await? };
    Ok(Sealed { submission: SubmissionId(head.int(0)?), number: head.int(1)?, kept, now })
}
