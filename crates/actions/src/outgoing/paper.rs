//! The paper way: the number is given, printed and kept in one go.

use documents::date::IssueDate;
use domain::{
    fold::clean,
    outgoing::{State, may_date},
    submission::SubmissionId,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::{
    db::Store,
    document::{NewDocument, NewFile},
};

use super::{Leaving, Prepared, again, bind_draft, prepare, require_clerk};
use crate::{
    Acting, Error,
    report::{Files, render},
    urging::Urged,
};

/// How often a document is printed again because somebody took its number meanwhile.
const TRIES: usize = 6;

/// The day under which a document is issued on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperDay {
    pub date: Date,
    /// Why it lies before the day of the number before; empty where it does not.
    pub late_reason: String,
}

impl From<Date> for PaperDay {
    fn from(date: Date) -> Self {
        Self { date, late_reason: String::new() }
    }
}

/// Longest reason, in letters.
const REASON_MAX: usize = 300;

/// Issues a draft on paper: number given, files printed with it and kept; gives the document's id.
///
/// Printing takes seconds, so it happens before the transaction, with the number that should come;
/// where another document was faster, it is printed again.
///
/// # Errors
/// When the officer may not, the day lies ahead, or before the last number's without a reason, or
/// the signer may not sign on it.
pub async fn issue_on_paper(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    day: impl Into<PaperDay>,
) -> Result<i64, Error> {
    Box::pin(printed(store, acting, leaving, day.into(), None)).await
}

/// Issues a letter that urges on paper, and writes beside it whom it urges; gives the document's id.
///
/// # Errors
/// As [`issue_on_paper`].
pub async fn issue_urging_on_paper(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    day: PaperDay,
    urged: Urged<'_>,
) -> Result<i64, Error> {
    Box::pin(printed(store, acting, leaving, day, Some(urged))).await
}

async fn printed(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    day: PaperDay,
    urged: Option<Urged<'_>>,
) -> Result<i64, Error> {
    require_clerk(acting)?;
    let PaperDay { date, late_reason } = day;
    if date > acting.today() {
        return Err(Error::refused(
            "DOC-011",
            "Ngày của văn bản chưa đến.",
            "Chọn ngày hôm nay hoặc ngày đã ký rồi phát hành lại; chưa có số nào được cấp.",
        ));
    }
    let behind = Behind {
        round: leaving.round,
        composition: leaving.composition,
        report: leaving.report,
        again: again::Again::of(&leaving),
        urged,
    };
    let before = behind.again.check(&mut store.reader(), acting).await?;
    let mut prepared = prepare(&mut store.reader(), leaving, date).await?;
    prepared.manuscript.head.date = IssueDate::On(date);
    if let Some(before) = &before {
        again::say(&mut prepared.manuscript, before);
        prepared.about.note = format!("Thay thế {}", again::cited(before));
    }
    let late_reason: String = clean(&late_reason).chars().take(REASON_MAX).collect();
    if date.year() < acting.today().year() {
        let key = &prepared.key;
        let series = store::series::list(&mut store.reader(), key.unit, key.year).await?;
        let goes_on = series.iter().any(|row| row.body == key.body && row.series == key.series);
        check_closed_year(date, goes_on, &late_reason)?;
    }
    let last = store::series::last_day(&mut store.reader(), &prepared.key).await?;
    may_date(date, last, &late_reason)?;
    if last.is_some_and(|last| date < last) || date.year() < acting.today().year() {
        prepared.about.late_reason = late_reason;
    }
    for _ in 0..TRIES {
        let expected = store::series::next(&mut store.reader(), &prepared.key).await?;
        prepared.manuscript.head.number = Some(expected);
        let files = render(prepared.manuscript.clone()).await?;
        if let Some(id) = keep(store, acting, (&prepared, &behind), date, files).await? {
            return Ok(id);
        }
    }
    Err(Error::refused(
        "DOC-013",
        "Nhiều văn bản đang được cấp số cùng lúc.",
        "Chờ vài phút rồi phát hành lại; chưa có số nào được cấp cho văn bản này.",
    ))
}

/// Refuses a day of a year that is over, unless its numbers are known to go on here, and with a reason:
/// the paper register of that year may hold the same number (Điều 15 khoản 1).
fn check_closed_year(date: Date, goes_on: bool, reason: &str) -> Result<(), Error> {
    let year = date.year();
    if !goes_on {
        return Err(Error::refused(
            "DOC-049",
            format!(
                "Năm {year} đã hết và sổ văn bản đi của năm đó chưa ghi số cuối ở đây: số cấp ra có thể trùng."
            ),
            format!(
                "Ghi số cuối của sổ giấy năm {year} ở trang Dãy số rồi phát hành lại, hoặc chọn ngày của năm \
                 nay. Chưa có số nào được cấp."
            ),
        ));
    }
    if reason.is_empty() {
        return Err(Error::refused(
            "DOC-052",
            format!("Văn bản mang ngày của năm {year} mà chưa ghi lý do."),
            "Ghi lý do ở mục “Lý do ghi lùi ngày” rồi phát hành lại. Chưa có số nào được cấp.",
        ));
    }
    Ok(())
}

/// What a document stands on.
struct Behind<'a> {
    round: Option<i64>,
    composition: Option<(i64, i64)>,
    report: Option<SubmissionId>,
    again: again::Again,
    urged: Option<Urged<'a>>,
}

/// Takes the number and keeps the files; `None` where it is no longer the one that was printed.
async fn keep(
    store: &Store,
    acting: &Acting,
    (prepared, behind): (&Prepared, &Behind<'_>),
    date: Date,
    files: Files,
) -> Result<Option<i64>, Error> {
    let Prepared { manuscript, key, about } = prepared;
    let mut tx = store.begin().await?;
    let number = store::series::allot(&mut tx, key).await?;
    // The series is locked from here on: nobody dates another document meanwhile.
    may_date(date, store::series::last_day(&mut tx, key).await?, &about.late_reason)?;
    if Some(number) != manuscript.head.number {
        return Ok(None);
    }
    // Two clicks at once are one report.
    let before = behind.again.check(&mut tx, acting).await?;
    let what = NewDocument {
        round: behind.round,
        unit: acting.officer.unit,
        kind: manuscript.kind.name().to_owned(),
        title: manuscript.abstract_text.clone(),
        number: manuscript.head.number_and_symbol(),
        date: Some(date),
    };
    let pages = i64::try_from(files.pages).unwrap_or(0);
    let kept = [("docx", files.docx), ("pdf", files.pdf), ("xlsx", files.xlsx)].map(
        |(format, content)| NewFile {
            format,
            sha256: crate::hexadecimal(&Sha256::digest(&content)),
            content,
        },
    );
    let release = env!("CARGO_PKG_VERSION");
    let id = store::document::save(&mut tx, &what, acting.by(), release, &kept).await?;
    store::series::bind(&mut tx, key, number, id).await?;
    store::outgoing::place(&mut tx, id, State::Issued, (key.unit, key.body), "").await?;
    let about = store::outgoing::About { pages, ..about.clone() };
    store::outgoing::describe(&mut tx, id, &about).await?;
    bind_draft(&mut tx, behind.composition, id).await?;
    if let Some(report) = behind.report {
        store::outgoing::restrict(&mut tx, id, report).await?;
    }
    if let Some(urged) = behind.urged {
        crate::urging::by_document(&mut tx, acting, urged, id).await?;
        store::urging::document_moved(&mut tx).await?;
    }
    let subject = format!("document/{id}");
    let dated = if about.late_reason.is_empty() { "" } else { ", dated before the last number" };
    let replaced =
        before.map_or(String::new(), |before| format!(", replaces document/{}", before.id));
    let detail = format!("number={number}{dated}{replaced}");
    let entry = acting.audit("document.issue", &subject).with(&detail);
    store::audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(Some(id))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_that_is_over_goes_on_only_after_its_paper_register() {
        let code = |goes_on, reason| {
            let checked = check_closed_year(date(2023, 12, 29), goes_on, reason);
            checked.map_err(|refused| refused.problem().code)
        };
        assert_eq!(code(false, "Ký từ trước"), Err("DOC-049"));
        assert_eq!(code(true, ""), Err("DOC-052"));
        assert_eq!(code(true, "Ký từ trước"), Ok(()));
    }
}
