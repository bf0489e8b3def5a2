//! The one way out for documents: the form on every page that drafts one, and what it posts.

use actions::{
    outgoing::{self, CIRCULATIONS, Leaving, Marks, PaperDay, URGENCIES},
    report::RECONSTRUCTED,
};
use axum::response::Response;
use documents::{
    Manuscript,
    manuscript::{Block, Kind},
};
use domain::{access::UnitId, composition::MARKS, outgoing::State, series::Body};
use jiff::civil::Date;
use store::{db::Reads, signer::SignerRow};

use crate::{
    done::Done,
    form::Fields,
    problem::PageError,
    session::{Signed, done},
    state::AppState,
    view::{
        act::Link,
        leave::{Before, LeaveForm},
    },
};

/// Who may sign a kind of document for a body on a day: id and words.
pub(crate) async fn signers(
    db: &mut impl Reads,
    (unit, body): (UnitId, Body),
    (day, kind): (Date, Kind),
) -> Result<Vec<(String, String)>, PageError> {
    let kind = outgoing::kind_code(kind);
    let rows = outgoing::signers(db, (unit, body), day, kind).await?;
    let words = |row: &SignerRow| (row.id.to_string(), crate::signer::words(&row.signer));
    Ok(rows.iter().map(words).collect())
}

/// The form by which a draft leaves under the number of a body.
pub(crate) async fn form(
    db: &mut impl Reads,
    signed: &Signed,
    action: String,
    (manuscript, issuer): (&Manuscript, (UnitId, Body)),
) -> Result<LeaveForm, PageError> {
    let today = signed.acting.today();
    let known = signers(db, issuer, (today, manuscript.kind)).await?;
    Ok(LeaveForm {
        list: format!("/signers?unit={}", issuer.0.0),
        urgencies: urgencies(),
        circulations: circulations(),
        has_notes: has_notes(manuscript),
        ..LeaveForm::new(action, &signed.csrf, known, today.to_string())
    })
}

/// The report that a body has for a round already, as the form tells it.
pub(crate) async fn before(
    db: &mut impl Reads,
    signed: &Signed,
    round: i64,
    issuer: (UnitId, Body),
) -> Result<Option<Before>, PageError> {
    let found = outgoing::standing(db, &signed.acting, round, issuer).await?;
    Ok(found.map(|row| {
        let to = format!("/documents/{}", row.id);
        if row.state == State::Issued {
            let document = Link::new(outgoing::cited(&row), to);
            return Before { document, replaces: row.id.to_string() };
        }
        let words = format!("đã có báo cáo ở bước “{}”", row.state.label());
        Before { document: Link::new(words, to), replaces: String::new() }
    }))
}

/// Word and words of each mark of urgency.
pub(crate) fn urgencies() -> Vec<(String, String)> {
    let each = URGENCIES.iter().map(|(word, _, words)| ((*word).to_owned(), (*words).to_owned()));
    std::iter::once((String::new(), "Thường".to_owned())).chain(each).collect()
}

/// Word and words of each direction of circulation.
pub(crate) fn circulations() -> Vec<(String, String)> {
    let words = |word: &str, mark: &str| (word.to_owned(), mark.to_owned());
    let each = CIRCULATIONS.iter().map(|(word, mark)| words(word, mark.words()));
    std::iter::once(words("", "Không ghi")).chain(each).collect()
}

/// Whether a table says that its form waits to be compared.
fn has_notes(manuscript: &Manuscript) -> bool {
    let appendices = manuscript.appendices.iter().flat_map(|one| &one.body);
    manuscript.body.iter().chain(appendices).any(|block| match block {
        Block::Table(table) => table.notes.iter().any(|note| note == RECONSTRUCTED),
        _ => false,
    })
}

/// What a document bears beside its text, as the form says.
pub(crate) fn marks(fields: &Fields) -> Result<Marks, PageError> {
    let marks = Marks::sent(MARKS.map(|name| fields.get(name)))?;
    Ok(Marks { keeps_notes: fields.get("keeps_notes") == "1", ..marks })
}

/// The day under which a document is issued on paper.
fn paper_day(fields: &Fields) -> Result<PaperDay, PageError> {
    let late_reason = fields.get("late_reason").to_owned();
    match fields.get("date").parse() {
        Ok(date) => Ok(PaperDay { date, late_reason }),
        Err(_) => Err(PageError::refused(
            "DOC-043",
            "Chưa đọc được ngày của văn bản.",
            "Chọn ngày trên lịch rồi phát hành lại; chưa có số nào được cấp.",
        )),
    }
}

/// How a document leaves.
pub(crate) enum Way {
    /// Frozen for an electronic signature.
    Electronic,
    /// Numbered at once, to be printed and signed.
    Paper(PaperDay),
}

/// The way that the form says: a number is given for ever, so none is taken for granted.
pub(crate) fn way(fields: &Fields) -> Result<Way, PageError> {
    match fields.get("way") {
        "electronic" => Ok(Way::Electronic),
        "paper" => Ok(Way::Paper(paper_day(fields)?)),
        _ => Err(PageError::refused(
            "DOC-054",
            "Chưa rõ trình ký điện tử hay cấp số, phát hành bản giấy.",
            "Mở lại trang dự thảo rồi bấm một trong hai nút ở cuối biểu mẫu; chưa có số nào được cấp.",
        )),
    }
}

/// Presents a document, or issues it on paper, as the form says.
pub(crate) async fn leave(
    state: &AppState,
    signed: &Signed,
    leaving: Leaving,
    fields: &Fields,
) -> Result<Response, PageError> {
    let way = way(fields)?;
    let unmended = leaving.marks.unmended;
    let leaving = Leaving { marks: Marks { unmended, ..marks(fields)? }, ..leaving };
    let _turn = state.rendering.acquire().await?;
    let (store, acting) = (&state.store, &signed.acting);
    let (id, said) = match way {
        Way::Electronic => (outgoing::present(store, acting, leaving).await?, Done::Presented),
        Way::Paper(day) => {
            (outgoing::issue_on_paper(store, acting, leaving, day).await?, Done::Issued)
        }
    };
    Ok(done(&format!("/documents/{id}"), said))
}
