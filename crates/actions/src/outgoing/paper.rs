//! The paper way: the number is given, printed and kept in one go.

use documents::date::IssueDate;
use domain::{
    deed::Deed,
    fold::clean,
    outgoing::{State, may_date},
    sentence::is_sentence,
};
use jiff::civil::Date;
use store::{
    audit::Subject,
    db::Store,
    document::{NewDocument, NewFile},
};

use super::{
    Leaving, Prepared, bind_draft,
    ground::{Ground, Laid, TRIES, outrun},
    marks::noted,
    require_clerk,
};
use crate::{
    Acting, Error,
    report::{Files, render},
    urging::Urged,
};

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
/// where another document was faster, or something it is printed from has changed, it is printed again.
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
    let ground = Ground::new(leaving, date, urged);
    let late_reason: String = clean(&late_reason).chars().take(REASON_MAX).collect();
    for _ in 0..TRIES {
        let mut reader = store.reader();
        let laid = ground.lay(&mut reader, acting).await?;
        if date.year() < acting.today().year() {
            let key = &laid.prepared.key;
            let series = store::series::list(&mut reader, key.unit, key.year).await?;
            let goes_on = series.iter().any(|row| row.body == key.body && row.series == key.series);
            check_closed_year(date, goes_on, &late_reason)?;
        }
        let last = store::series::last_day(&mut reader, &laid.prepared.key).await?;
        may_date(date, last, &late_reason)?;
        let expected = store::series::next(&mut reader, &laid.prepared.key).await?;
        let mut manuscript = laid.prepared.manuscript.clone();
        manuscript.head.date = IssueDate::On(date);
        manuscript.head.number = Some(expected);
        let number = (expected, manuscript.head.number_and_symbol());
        let files = render(manuscript).await?;
        let printed = Printed { laid, number, files, day: (date, &late_reason) };
        if let Some(id) = keep(store, acting, &ground, printed).await? {
            return Ok(id);
        }
    }
    Err(outrun())
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
    if !is_sentence(reason) {
        return Err(Error::refused(
            "DOC-052",
            format!("Văn bản mang ngày của năm {year} mà chưa ghi lý do."),
            "Ghi một câu lý do ở mục “Lý do ghi lùi ngày” rồi phát hành lại. Chưa có số nào được cấp.",
        ));
    }
    Ok(())
}

/// What came from the printer, and what it was printed from.
struct Printed<'a> {
    laid: Laid,
    /// "5" and "05/BC-SNV".
    number: (u32, String),
    files: Files,
    /// The day, and why it lies before that of the last number.
    day: (Date, &'a str),
}

/// Takes the number and keeps the files; `None` where it would be printed otherwise now.
async fn keep(
    store: &Store,
    acting: &Acting,
    ground: &Ground<'_>,
    printed: Printed<'_>,
) -> Result<Option<i64>, Error> {
    let Printed { laid, number: (expected, number_and_symbol), files, day } = printed;
    let Prepared { manuscript, key, about } = &laid.prepared;
    let (date, late_reason) = day;
    let mut tx = store.begin().await?;
    let number = store::series::allot(&mut tx, key).await?;
    // The series is locked from here on: nobody dates another document meanwhile.
    let last = store::series::last_day(&mut tx, key).await?;
    may_date(date, last, late_reason)?;
    // Two clicks at once are one report; nor is a signer whose days have ended printed.
    if number != expected || ground.lay(&mut tx, acting).await? != laid {
        return Ok(None);
    }
    let is_of_before = date.year() < acting.today().year();
    let is_late = is_of_before || last.is_some_and(|last| date < last);
    let late_reason = if is_late { late_reason } else { "" };
    let what = NewDocument {
        round: ground.leaving.round,
        unit: acting.officer.unit,
        kind: manuscript.kind.name().to_owned(),
        title: manuscript.abstract_text.clone(),
        number: number_and_symbol,
        date: Some(date),
    };
    let pages = i64::try_from(files.pages).unwrap_or(0);
    let kept = [("docx", files.docx), ("pdf", files.pdf), ("xlsx", files.xlsx)]
        .map(|(format, content)| NewFile { format, sha256: crate::sha256_hex(&content), content });
    let release = env!("CARGO_PKG_VERSION");
    let id = store::document::save(&mut tx, &what, acting.by(), release, &kept).await?;
    store::series::bind(&mut tx, key, number, id).await?;
    store::outgoing::place(&mut tx, id, State::Issued, (key.unit, key.body), "").await?;
    let late_reason = late_reason.to_owned();
    let about = store::outgoing::About { pages, late_reason, ..about.clone() };
    store::outgoing::describe(&mut tx, id, &about).await?;
    bind_draft(&mut tx, ground.leaving.composition, id).await?;
    if let Some(report) = ground.leaving.report {
        store::outgoing::restrict(&mut tx, id, report).await?;
    }
    if ground.record_urged(&mut tx, acting, id).await? {
        store::urging::document_moved(&mut tx).await?;
    }
    let dated = if about.late_reason.is_empty() { "" } else { ", dated before the last number" };
    let before = laid.before;
    let replaced =
        before.map_or(String::new(), |before| format!(", replaces document/{}", before.id));
    let detail =
        noted(&format!("number={number}{dated}{replaced}"), &ground.leaving.marks.unmended);
    let entry = acting.audit(Deed::DocumentIssue, Subject::Document(id)).with(&detail);
    tx.finish(entry).await?;
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
