//! What an administrator compared with the original text: subject, value, with what, who, when.

use std::collections::BTreeMap;

use domain::{access::OfficerId, confirmation::Fact};
use jiff::Timestamp;

use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// One confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationRow {
    pub subject: String,
    pub title: String,
    pub value: String,
    /// The text that was looked at: "QĐ 1790/QĐ-TTg, bản trên Công báo".
    pub compared_with: String,
    pub officer: String,
    pub at: String,
}

/// All confirmations, newest first.
pub async fn list(db: &mut impl Reads) -> Result<Vec<ConfirmationRow>, Error> {
    let sql = "SELECT c.subject, c.title, c.value, c.compared_with, o.name, c.at FROM confirmation c \
        JOIN officer o ON o.id = c.officer_id ORDER BY c.at DESC, c.subject";
    let rows = db.fetch_all(sql, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(ConfirmationRow {
                subject: row.text(0)?.to_owned(),
                title: row.text(1)?.to_owned(),
                value: row.text(2)?.to_owned(),
                compared_with: row.text(3)?.to_owned(),
                officer: row.text(4)?.to_owned(),
                at: row.text(5)?.to_owned(),
            })
        })
        .collect()
}

/// The confirmed value of each subject.
pub async fn values(db: &mut impl Reads) -> Result<BTreeMap<String, String>, Error> {
    let rows = db.fetch_all("SELECT subject, value FROM confirmation", &[]).await?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
}

/// Keeps a confirmation, in place of an earlier one of the same subject.
pub async fn save(
    tx: &mut Tx,
    fact: &Fact,
    compared_with: &str,
    (officer, at): (OfficerId, Timestamp),
) -> Result<(), Error> {
    let sql = "INSERT INTO confirmation (subject, title, value, compared_with, officer_id, at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject) DO UPDATE SET \
        title = excluded.title, value = excluded.value, compared_with = excluded.compared_with, officer_id = excluded.officer_id, at = excluded.at";
    let (subject, title, value) = (fact.subject.as_str(), fact.title.as_str(), fact.value.as_str());
    let args = args![subject, title, value, compared_with, officer.0, stamp(at)];
    tx.execute(sql, &args).await.map(|_| ())
}

/// Takes a confirmation back; whether there was one.
pub async fn remove(tx: &mut Tx, subject: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM confirmation WHERE subject = $1";
    Ok(tx.execute(sql, &args![subject]).await? > 0)
}
