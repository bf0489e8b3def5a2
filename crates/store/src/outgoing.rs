//! The register of outgoing documents, and every form of their electronic files.

use std::collections::BTreeMap;

use domain::{
    access::{OfficerId, Scope, UnitId},
    fold::fold,
    outgoing::Proof,
    outgoing::State,
    series::Body,
    submission::SubmissionId,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
    submission::stamp,
};

/// A document of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingRow {
    pub id: i64,
    pub state: State,
    /// Who drafted and keeps it.
    pub unit: UnitId,
    pub issuer: UnitId,
    pub body: Body,
    pub kind: String,
    pub title: String,
    /// "05/BC-SNV"; empty before it is given.
    pub number: String,
    pub at: String,
    pub officer: String,
    pub about: About,
    pub date: Option<Date>,
    pub cancelled: String,
    pub anchors: String,
}

/// What the register tells of a document besides its number (Phụ lục VI).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    pub organ_name: String,
    /// "BC-SNV".
    pub notation: String,
    pub signer: String,
    pub position: String,
    /// One line each.
    pub recipients: String,
    pub pages: i64,
    pub copies: i64,
    /// 0 ordinary, 1 urgent, 2 very urgent, 3 at once.
    pub priority: i64,
    pub file_code: String,
    pub note: String,
    pub due: Option<Date>,
    /// "LƯU HÀNH NỘI BỘ"; empty for none.
    pub circulation: String,
    /// Initials of who drafted it, as printed.
    pub drafter: String,
    /// Why its day is before that of the number before it.
    pub late_reason: String,
    /// Tables on forms that nobody has compared with the official ones.
    pub unverified: i64,
}

/// One form of the electronic file, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// 0 is the frozen file.
    pub number: i64,
    pub proof: Proof,
    pub sha256: String,
    pub officer: String,
    pub at: String,
}

const SELECT: &str = "SELECT d.id, d.state, d.unit_id, COALESCE(d.issuer_id, d.unit_id), d.body, \
    d.kind, d.title, d.number, d.issued_at, o.name, d.organ_name, d.notation, d.signer, \
    d.position, d.recipients, d.pages, d.copies, d.priority, d.file_code, d.note, d.due, d.date, \
    d.cancelled, d.anchors, d.circulation, d.drafter, d.late_reason, d.unverified FROM document d JOIN officer o ON o.id = d.officer_id";

/// Whose documents a scope shows: the own unit's, or the province's. A unit's report with sensitive
/// tables is shown to the unit and to its reviewer only.
pub(crate) const IN_SCOPE: &str = "(d.unit_id = $1 OR d.issuer_id = $1 OR ($2 = 1 AND \
    (d.sensitive_submission_id IS NULL OR EXISTS (SELECT 1 FROM submission s \
    WHERE s.id = d.sensitive_submission_id AND s.receiver_id = $1))))";

/// Notes that a document prints a report that holds sensitive tables.
pub async fn restrict(tx: &mut Tx, id: i64, submission: SubmissionId) -> Result<(), Error> {
    let sql = "UPDATE document SET sensitive_submission_id = $2 WHERE id = $1";
    tx.execute(sql, &args![id, submission.0]).await.map(|_| ())
}

/// Documents of a year that hold some words, oldest number first.
pub async fn list(
    db: &mut impl Reads,
    scope: &Scope,
    year: i16,
    words: &str,
) -> Result<Vec<OutgoingRow>, Error> {
    let sql = format!(
        "{SELECT} LEFT JOIN document_number n ON n.document_id = d.id WHERE {IN_SCOPE} \
         AND d.fold LIKE $3 AND COALESCE(d.date, d.issued_at) LIKE $4 \
         ORDER BY CASE WHEN n.number IS NULL THEN 1 ELSE 0 END, d.issuer_id, d.body, n.series, \
         n.number, d.id"
    );
    let year = format!("{year:04}-%");
    let wide = scope.province_wide;
    let args = args![scope.unit.0, wide, format!("%{}%", fold(words)), year];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// Every numbered document that a body issued from one day to another, by series and number: a register
/// leaves none out.
pub async fn numbered(
    db: &mut impl Reads,
    scope: &Scope,
    (issuer, body): (UnitId, Body),
    (from, to): (Date, Date),
) -> Result<Vec<OutgoingRow>, Error> {
    // Numbers from before there were series have none; they stand last.
    let sql = format!(
        "{SELECT} LEFT JOIN document_number n ON n.document_id = d.id WHERE {IN_SCOPE} \
         AND COALESCE(d.issuer_id, d.unit_id) = $3 AND d.body = $4 AND d.number <> '' \
         AND d.date >= $5 AND d.date <= $6 \
         ORDER BY CASE WHEN n.number IS NULL THEN 1 ELSE 0 END, n.series, n.number, d.date, d.id"
    );
    let days = (from.to_string(), to.to_string());
    let wide = scope.province_wide;
    let args = args![scope.unit.0, wide, issuer.0, body.code(), days.0, days.1];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// Documents in a state that a unit drafted and keeps, newest first.
pub async fn drafted(
    db: &mut impl Reads,
    unit: UnitId,
    state: State,
) -> Result<Vec<OutgoingRow>, Error> {
    let sql = format!("{SELECT} WHERE d.unit_id = $1 AND d.state = $2 ORDER BY d.id DESC");
    db.fetch_all(&sql, &args![unit.0, state.code()]).await?.iter().map(read).collect()
}

/// Documents that were sent over the exchange, newest first.
pub async fn dispatched(db: &mut impl Reads, scope: &Scope) -> Result<Vec<OutgoingRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE {IN_SCOPE} AND EXISTS (SELECT 1 FROM dispatch p WHERE p.document_id = d.id) \
         ORDER BY d.id DESC"
    );
    let args = args![scope.unit.0, scope.province_wide];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// Documents that the scope shows, the newest first: at most `limit` of them, after the first `skipped`.
pub async fn newest(
    db: &mut impl Reads,
    scope: &Scope,
    (skipped, limit): (i64, i64),
) -> Result<Vec<OutgoingRow>, Error> {
    let sql = format!("{SELECT} WHERE {IN_SCOPE} ORDER BY d.id DESC LIMIT $3 OFFSET $4");
    let args = args![scope.unit.0, scope.province_wide, limit, skipped];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// Documents that wait for the signature of an office, oldest first.
pub async fn waiting(db: &mut impl Reads, issuer: UnitId) -> Result<Vec<OutgoingRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE COALESCE(d.issuer_id, d.unit_id) = $1 AND d.state = $2 ORDER BY d.id"
    );
    let args = args![issuer.0, State::Presented.code()];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// Documents of a kind that a body has presented or issued for a round, newest first; void ones do not
/// count.
pub async fn of_round(
    db: &mut impl Reads,
    scope: &Scope,
    (round, kind): (i64, &str),
    (issuer, body): (UnitId, Body),
) -> Result<Vec<OutgoingRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE {IN_SCOPE} AND d.round_id = $3 AND d.kind = $4 \
         AND COALESCE(d.issuer_id, d.unit_id) = $5 AND d.body = $6 AND d.state <> $7 ORDER BY d.id DESC"
    );
    let (wide, void) = (scope.province_wide, State::Cancelled.code());
    let args = args![scope.unit.0, wide, round, kind, issuer.0, body.code(), void];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// Of reports over what one office receives: units whose report was accepted, or accepted anew, after the
/// document was made; of a unit's own report: the unit, where another version than it tells of was
/// accepted. By document, in the order of lists.
pub async fn overtaken(
    db: &mut impl Reads,
    (office, issuers): (UnitId, &[UnitId]),
    documents: &[i64],
) -> Result<BTreeMap<i64, Vec<String>>, Error> {
    if documents.is_empty() || issuers.is_empty() {
        return Ok(BTreeMap::new());
    }
    let among = |numbers: Vec<String>| numbers.join(", ");
    let issuer = "COALESCE(d.issuer_id, d.unit_id)";
    let made = "COALESCE((SELECT MIN(v.at) FROM document_version v \
        WHERE v.document_id = d.id AND v.number = 0), d.issued_at)";
    // The Ban of the office itself reports only its own work.
    let over = format!(
        "d.sensitive_submission_id IS NULL AND {issuer} IN ({}) AND ({issuer} <> $1 OR d.body = $4)",
        among(issuers.iter().map(|unit| unit.0.to_string()).collect())
    );
    let sql = format!(
        "SELECT d.id, u.name FROM document d JOIN submission s ON s.round_id = d.round_id \
         JOIN submission_version n ON n.id = s.accepted_version_id JOIN unit u ON u.id = s.unit_id \
         WHERE d.kind = $2 AND d.state <> $3 AND d.id IN ({}) \
         AND CASE WHEN {over} THEN s.receiver_id = $1 AND s.accepted_at > {made} \
         ELSE s.unit_id = {issuer} AND n.at > {made} END ORDER BY d.id, u.sort_order",
        among(documents.iter().map(ToString::to_string).collect()),
    );
    let args = args![office.0, "Báo cáo", State::Cancelled.code(), Body::Organ.code()];
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for row in db.fetch_all(&sql, &args).await? {
        found.entry(row.int(0)?).or_default().push(row.text(1)?.to_owned());
    }
    Ok(found)
}

/// Years that have documents, newest first.
pub async fn years(db: &mut impl Reads, scope: &Scope) -> Result<Vec<String>, Error> {
    let sql = format!(
        "SELECT DISTINCT SUBSTR(COALESCE(d.date, d.issued_at), 1, 4) AS year FROM document d \
         WHERE {IN_SCOPE} ORDER BY year DESC"
    );
    let rows = db.fetch_all(&sql, &args![scope.unit.0, scope.province_wide]).await?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

/// One document that the scope shows.
pub async fn load(
    db: &mut impl Reads,
    scope: &Scope,
    id: i64,
) -> Result<Option<OutgoingRow>, Error> {
    let sql = format!("{SELECT} WHERE {IN_SCOPE} AND d.id = $3");
    let args = args![scope.unit.0, scope.province_wide, id];
    db.fetch_optional(&sql, &args).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<OutgoingRow, Error> {
    let (state, body) = (row.text(1)?, row.text(4)?);
    let text = |at: usize| Ok::<_, Error>(row.text(at)?.to_owned());
    Ok(OutgoingRow {
        id: row.int(0)?,
        state: State::from_code(state)
            .ok_or_else(|| Error::Corrupt { what: format!("document state {state}") })?,
        unit: UnitId(row.int(2)?),
        issuer: UnitId(row.int(3)?),
        body: Body::from_code(body)
            .ok_or_else(|| Error::Corrupt { what: format!("body {body}") })?,
        kind: text(5)?,
        title: text(6)?,
        number: text(7)?,
        at: text(8)?,
        officer: text(9)?,
        about: About {
            organ_name: text(10)?,
            notation: text(11)?,
            signer: text(12)?,
            position: text(13)?,
            recipients: text(14)?,
            pages: row.int(15)?,
            copies: row.int(16)?,
            priority: row.int(17)?,
            file_code: text(18)?,
            note: text(19)?,
            due: row.opt_date(20)?,
            circulation: text(24)?,
            drafter: text(25)?,
            late_reason: text(26)?,
            unverified: row.int(27)?,
        },
        date: row.opt_date(21)?,
        cancelled: text(22)?,
        anchors: text(23)?,
    })
}

/// Says who issues a document that was just saved, and where it stands.
pub async fn place(
    tx: &mut Tx,
    id: i64,
    state: State,
    (issuer, body): (UnitId, Body),
    anchors: &str,
) -> Result<(), Error> {
    let sql = "UPDATE document SET state = $1, issuer_id = $2, body = $3, anchors = $4 \
        WHERE id = $5";
    tx.execute(sql, &args![state.code(), issuer.0, body.code(), anchors, id]).await.map(|_| ())
}

/// Writes what the register tells of a document.
pub async fn describe(tx: &mut Tx, id: i64, about: &About) -> Result<(), Error> {
    let sql = "UPDATE document SET organ_name = $1, notation = $2, signer = $3, position = $4, \
        recipients = $5, pages = $6, copies = $7, priority = $8, file_code = $9, note = $10, \
        due = $11, circulation = $12, drafter = $13, late_reason = $14, unverified = $15 \
        WHERE id = $16";
    let args = args![
        about.organ_name.as_str(),
        about.notation.as_str(),
        about.signer.as_str(),
        about.position.as_str(),
        about.recipients.as_str(),
        about.pages,
        about.copies,
        about.priority,
        about.file_code.as_str(),
        about.note.as_str(),
        about.due.map(|day| day.to_string()),
        about.circulation.as_str(),
        about.drafter.as_str(),
        about.late_reason.as_str(),
        about.unverified,
        id
    ];
    tx.execute(sql, &args).await?;
    index(tx, id).await
}

/// Renews the words that the search of the register looks through.
async fn index(tx: &mut Tx, id: i64) -> Result<(), Error> {
    let sql = "SELECT kind, title, number, organ_name, signer, position, recipients, note, \
        file_code, cancelled FROM document WHERE id = $1";
    let row = tx.fetch_one(sql, &args![id]).await?;
    let mut words = Vec::with_capacity(10);
    for at in 0..10 {
        words.push(fold(row.text(at)?));
    }
    let sql = "UPDATE document SET fold = $1 WHERE id = $2";
    tx.execute(sql, &args![words.join(" "), id]).await.map(|_| ())
}

/// Moves a document on; somebody else's move is told.
pub async fn advance(tx: &mut Tx, id: i64, from: State, to: State) -> Result<(), Error> {
    let sql = "UPDATE document SET state = $1 WHERE id = $2 AND state = $3";
    let moved = tx.execute(sql, &args![to.code(), id, from.code()]).await?;
    if moved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Writes number and date of issue.
pub async fn set_number(
    tx: &mut Tx,
    id: i64,
    number: &str,
    (date, at): (Date, Timestamp),
) -> Result<(), Error> {
    let sql = "UPDATE document SET number = $1, date = $2, issued_at = $3 WHERE id = $4";
    tx.execute(sql, &args![number, date.to_string(), stamp(at), id]).await?;
    index(tx, id).await
}

/// Writes why a document is void.
pub async fn cancel(tx: &mut Tx, id: i64, reason: &str, at: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE document SET cancelled = $1, cancelled_at = $2 WHERE id = $3";
    tx.execute(sql, &args![reason, stamp(at), id]).await?;
    index(tx, id).await
}

/// Keeps one form of the file.
pub async fn save_version(
    tx: &mut Tx,
    document: i64,
    (number, proof): (i64, Proof),
    (sha256, content): (&str, &[u8]),
    by: (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO document_version (document_id, number, proof, sha256, content, \
        officer_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let (officer, at) = by;
    let args = args![document, number, proof.code(), sha256, content, officer.0, stamp(at)];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Every form of a document's file, the frozen one first.
pub async fn versions(db: &mut impl Reads, document: i64) -> Result<Vec<VersionRow>, Error> {
    let sql = "SELECT v.number, v.proof, v.sha256, o.name, v.at FROM document_version v \
        JOIN officer o ON o.id = v.officer_id WHERE v.document_id = $1 ORDER BY v.number";
    let rows = db.fetch_all(sql, &args![document]).await?;
    rows.iter()
        .map(|row| {
            let number = row.int(0)?;
            let of = format_args!("document_version {document}/{number}");
            Ok(VersionRow {
                number,
                proof: row.word(1, Proof::from_code, of)?,
                sha256: row.text(2)?.to_owned(),
                officer: row.text(3)?.to_owned(),
                at: row.text(4)?.to_owned(),
            })
        })
        .collect()
}

/// The bytes of one form of a document's file.
pub async fn content(
    db: &mut impl Reads,
    document: i64,
    number: i64,
) -> Result<Option<Vec<u8>>, Error> {
    let sql = "SELECT content FROM document_version WHERE document_id = $1 AND number = $2";
    let row = db.fetch_optional(sql, &args![document, number]).await?;
    row.map(|row| Ok(row.bytes(0)?.to_vec())).transpose()
}
