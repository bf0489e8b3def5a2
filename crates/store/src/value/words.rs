//! Words of a draft, heading by heading.

use std::collections::BTreeMap;

use domain::{access::OfficerId, cell::Answer, reference::Written, submission::SubmissionId};
use jiff::Timestamp;

use super::Words;
use crate::{
    args,
    db::{Reads, Tx},
    error::Error,
    submission::stamp,
};

/// A draft's words of one form, by heading.
pub async fn draft_texts(
    db: &mut impl Reads,
    submission: SubmissionId,
    form: &str,
) -> Result<BTreeMap<String, Words>, Error> {
    let sql = "SELECT heading, body, answer, revision FROM draft_text \
        WHERE submission_id = $1 AND form = $2";
    let rows = db.fetch_all(sql, &args![submission.0, form]).await?;
    rows.iter()
        .map(|row| {
            let heading = row.text(0)?;
            let of = format_args!("draft_text {}/{form}/{heading}", submission.0);
            let answer = row.opt_word(2, Answer::from_code, of)?;
            let words = Words { body: Written::new(row.text(1)?), answer, revision: row.int(3)? };
            Ok((heading.to_owned(), words))
        })
        .collect()
}

/// When words of a form were saved last; `None` where none were.
pub async fn words_saved_at(
    db: &mut impl Reads,
    submission: SubmissionId,
    form: &str,
) -> Result<Option<String>, Error> {
    let sql = "SELECT MAX(at) FROM draft_text WHERE submission_id = $1 AND form = $2";
    let row = db.fetch_one(sql, &args![submission.0, form]).await?;
    Ok(row.opt_text(0)?.map(ToOwned::to_owned))
}

/// Who wrote in an outline last, and when; `None` where nobody did.
pub async fn words_saved_by(
    db: &mut impl Reads,
    submission: SubmissionId,
    form: &str,
) -> Result<Option<(String, String)>, Error> {
    let sql = "SELECT o.name, t.at FROM draft_text t LEFT JOIN officer o ON o.id = t.officer_id \
        WHERE t.submission_id = $1 AND t.form = $2 ORDER BY t.at DESC LIMIT 1";
    let row = db.fetch_optional(sql, &args![submission.0, form]).await?;
    row.map(|row| Ok((row.opt_text(0)?.unwrap_or_default().to_owned(), row.text(1)?.to_owned())))
        .transpose()
}

/// Who wrote a heading's words last, and when; both empty where nobody did.
pub async fn draft_writer(
    db: &mut impl Reads,
    submission: SubmissionId,
    (form, heading): (&str, &str),
) -> Result<(String, String), Error> {
    let sql = "SELECT o.name, d.at FROM draft_text d JOIN officer o ON o.id = d.officer_id \
        WHERE d.submission_id = $1 AND d.form = $2 AND d.heading = $3";
    let row = db.fetch_optional(sql, &args![submission.0, form, heading]).await?;
    let Some(row) = row else { return Ok(Default::default()) };
    Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
}

/// Writes a heading's words and counts the revision up.
pub async fn save_draft_text(
    tx: &mut Tx,
    submission: SubmissionId,
    place: (&str, &str),
    words: (&str, Option<Answer>),
    by: (OfficerId, Timestamp),
) -> Result<i64, Error> {
    let sql = "INSERT INTO draft_text (submission_id, form, heading, body, answer, revision, \
        officer_id, at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7) \
        ON CONFLICT (submission_id, form, heading) DO UPDATE SET body = excluded.body, \
        answer = excluded.answer, revision = draft_text.revision + 1, \
        officer_id = excluded.officer_id, at = excluded.at RETURNING revision";
    let ((form, heading), (body, answer), (officer, at)) = (place, words, by);
    let args = args![
        submission.0,
        form,
        heading,
        body,
        answer.map_or("", Answer::code),
        officer.0,
        stamp(at)
    ];
    tx.fetch_one(sql, &args).await?.int(0)
}
