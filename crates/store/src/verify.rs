//! Reads for `verify`: what is stored twice must agree with itself.

use crate::{
    args,
    db::Reads,
    error::Error,
    sum::{self, halves},
};

/// One kept file: document, format, the hash written when it was issued, and the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    pub document: i64,
    pub format: String,
    pub sha256: String,
    pub content: Vec<u8>,
}

/// Numbers of the issued documents.
pub async fn documents(db: &mut impl Reads) -> Result<Vec<i64>, Error> {
    let rows = db.fetch_all("SELECT id FROM document ORDER BY id", &[]).await?;
    rows.iter().map(|row| row.int(0)).collect()
}

/// Whether an embedded database is sound and was written by this system.
pub async fn is_whole(db: &mut impl Reads) -> Result<bool, Error> {
    let sound = db.fetch_one("PRAGMA integrity_check(1)", &[]).await?.text(0)? == "ok";
    let known = "SELECT CAST(COUNT(*) AS BIGINT) FROM sqlite_master \
        WHERE name IN ('schema_migration', 'audit', 'submission')";
    Ok(sound && db.fetch_one(known, &[]).await?.int(0)? == 3)
}

/// The files of one document.
pub async fn files(db: &mut impl Reads, document: i64) -> Result<Vec<KeptFile>, Error> {
    let sql =
        "SELECT format, sha256, content FROM document_file WHERE document_id = $1 ORDER BY format";
    let rows = db.fetch_all(sql, &args![document]).await?;
    rows.iter()
        .map(|row| {
            Ok(KeptFile {
                document,
                format: row.text(0)?.to_owned(),
                sha256: row.text(1)?.to_owned(),
                content: row.bytes(2)?.to_vec(),
            })
        })
        .collect()
}

/// Submissions whose accepted version is not the frozen version of that number.
pub async fn broken_acceptances(db: &mut impl Reads) -> Result<Vec<i64>, Error> {
    let sql = "SELECT s.id FROM submission s WHERE s.accepted_version_id IS NOT NULL \
        AND NOT EXISTS (SELECT 1 FROM submission_version v WHERE v.id = s.accepted_version_id \
        AND v.submission_id = s.id AND v.number = s.accepted_version) ORDER BY s.id";
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter().map(|row| row.int(0)).collect()
}

/// A figure of a signed version beside what it is made of, in ten-thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartsSum {
    pub unit: String,
    /// Title of the round.
    pub round: String,
    pub form: String,
    pub row: String,
    pub column: String,
    pub stored: i64,
    /// The sum of the versions it was filled from, added up again.
    pub parts: i128,
    pub own: i64,
    pub correction: i64,
    pub reason: String,
}

impl PartsSum {
    /// Whether the figure is its parts, the own share and the correction together.
    pub fn holds(&self) -> bool {
        self.parts + i128::from(self.own) + i128::from(self.correction) == i128::from(self.stored)
    }
}

/// Figures of districts' accepted versions that units below have part in.
pub async fn parts_sums(db: &mut impl Reads) -> Result<Vec<PartsSum>, Error> {
    let sql = concat!(
        "SELECT u.name, r.title, c.form, c.row_code, c.column_code, COALESCE(w.amount, 0), \
        COALESCE(t.high, 0), COALESCE(t.low, 0), COALESCE(h.own, 0), COALESCE(h.correction, 0), \
        COALESCE(h.reason, '') \
        FROM submission s JOIN unit u ON u.id = s.unit_id AND u.kind = 'district' \
        JOIN round r ON r.id = s.round_id \
        JOIN value w ON w.version_id = s.accepted_version_id JOIN cell c ON c.id = w.cell_id \
        LEFT JOIN version_share h ON h.version_id = w.version_id AND h.cell_id = w.cell_id \
        LEFT JOIN (SELECT p.version_id AS version_id, x.cell_id AS cell_id, \
        ",
        halves!("x.amount"),
        " FROM version_part p \
        JOIN value x ON x.version_id = p.part_version_id WHERE x.amount IS NOT NULL \
        GROUP BY p.version_id, x.cell_id) t ON t.version_id = w.version_id AND t.cell_id = w.cell_id \
        WHERE h.cell_id IS NOT NULL OR (t.high IS NOT NULL AND w.amount IS NOT NULL) ORDER BY u.sort_order, s.id, c.id"
    );
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(PartsSum {
                unit: row.text(0)?.to_owned(),
                round: row.text(1)?.to_owned(),
                form: row.text(2)?.to_owned(),
                row: row.text(3)?.to_owned(),
                column: row.text(4)?.to_owned(),
                stored: row.int(5)?,
                parts: sum::joined(row, 6)?,
                own: row.int(8)?,
                correction: row.int(9)?,
                reason: row.text(10)?.to_owned(),
            })
        })
        .collect()
}
