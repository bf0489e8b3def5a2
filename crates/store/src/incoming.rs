//! The register of incoming documents: what each message told when it was taken in.

use domain::{
    access::{Scope, UnitId},
    dispatch::State,
    fold::fold,
};
use jiff::civil::Date;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    row::Row,
};

/// What a document told of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// "123/BC-SNV".
    pub number: String,
    pub date: Date,
    pub kind: String,
    pub title: String,
    pub signer: String,
    pub position: String,
    /// One line each.
    pub recipients: String,
    /// Ids of the documents it replaces, one line each.
    pub replaces: String,
    pub due: Option<Date>,
    /// Whether the message bore a signature of its own, which nobody checked.
    pub is_signed: bool,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingRow {
    /// Id of its dispatch.
    pub id: i64,
    /// Number of arrival in its year.
    pub ordinal: i64,
    pub year: i64,
    pub partner_code: String,
    pub partner_name: String,
    pub state: State,
    /// When the message was taken in.
    pub at: String,
    pub told: Told,
}

/// Enters a document under the next number of its unit and year.
pub async fn enter(
    tx: &mut Tx,
    (dispatch, unit): (i64, UnitId),
    year: i16,
    (told, partner): (&Told, &str),
) -> Result<i64, Error> {
    let sql = "SELECT CAST(COALESCE(MAX(i.ordinal), 0) + 1 AS BIGINT) FROM incoming i \
        JOIN dispatch p ON p.id = i.dispatch_id WHERE p.unit_id = $1 AND i.year = $2";
    let year = i64::from(year);
    let ordinal = tx.fetch_one(sql, &args![unit.0, year]).await?.int(0)?;
    let words = [&told.number, &told.kind, &told.title, &told.signer].map(String::as_str);
    let words = fold(&format!("{} {partner}", words.join(" ")));
    let sql = "INSERT INTO incoming (dispatch_id, year, ordinal, number, date, kind, title, \
        signer, position, recipients, replaces, due, signed, fold) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let args = args![
        dispatch,
        year,
        ordinal,
        told.number.as_str(),
        told.date.to_string(),
        told.kind.as_str(),
        told.title.as_str(),
        told.signer.as_str(),
        told.position.as_str(),
        told.recipients.as_str(),
        told.replaces.as_str(),
        told.due.map(|day| day.to_string()),
        told.is_signed,
        words
    ];
    tx.execute(sql, &args).await?;
    Ok(ordinal)
}

const SELECT: &str = "SELECT p.id, i.ordinal, i.year, p.partner_code, p.partner_name, p.state, \
    i.number, i.date, i.kind, i.title, i.signer, i.position, i.recipients, i.replaces, i.due, \
    i.signed, (SELECT MIN(e.at) FROM dispatch_event e WHERE e.dispatch_id = p.id) \
    FROM incoming i JOIN dispatch p ON p.id = i.dispatch_id";

/// Documents that came to the scope's own unit and hold some words, newest first: at most `limit`.
pub async fn list(
    db: &mut impl Reads,
    scope: &Scope,
    words: &str,
    limit: i64,
) -> Result<Vec<IncomingRow>, Error> {
    let sql = format!(
        "{SELECT} WHERE p.unit_id = $1 AND i.fold LIKE $2 \
         ORDER BY i.year DESC, i.ordinal DESC LIMIT $3"
    );
    let args = args![scope.unit.0, format!("%{}%", fold(words)), limit];
    db.fetch_all(&sql, &args).await?.iter().map(read).collect()
}

/// One of them.
pub async fn load(
    db: &mut impl Reads,
    scope: &Scope,
    id: i64,
) -> Result<Option<IncomingRow>, Error> {
    let sql = format!("{SELECT} WHERE p.unit_id = $1 AND p.id = $2");
    db.fetch_optional(&sql, &args![scope.unit.0, id]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<IncomingRow, Error> {
    let text = |at: usize| Ok::<_, Error>(row.text(at)?.to_owned());
    let corrupt = |what: &str| Error::Corrupt { what: format!("incoming {what}") };
    Ok(IncomingRow {
        id: row.int(0)?,
        ordinal: row.int(1)?,
        year: row.int(2)?,
        partner_code: text(3)?,
        partner_name: text(4)?,
        state: State::from_code(row.text(5)?).ok_or_else(|| corrupt("state"))?,
        told: Told {
            number: text(6)?,
            date: row.date(7)?,
            kind: text(8)?,
            title: text(9)?,
            signer: text(10)?,
            position: text(11)?,
            recipients: text(12)?,
            replaces: text(13)?,
            due: row.opt_date(14)?,
            is_signed: row.int(15)? != 0,
        },
        at: text(16)?,
    })
}
