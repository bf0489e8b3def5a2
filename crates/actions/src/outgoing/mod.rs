//! Outgoing documents: presented for signing, signed elsewhere, numbered, entered in the register.

mod again;
mod blanks;
mod book;
mod call;
mod ground;
mod marks;
mod paper;
mod present;
mod register;
mod sign;
mod trust;

use documents::{
    Manuscript,
    manuscript::{Kind, Signature},
};
use domain::{
    access::{Role, UnitId},
    fold::clean,
    outgoing::OutgoingError,
    series::{Body, LETTER, Numbering},
    signer::{Signer, WorkingRule},
    submission::SubmissionId,
};
use jiff::civil::Date;
use store::{
    db::Reads,
    outgoing::{About, OutgoingRow},
    series::Key,
    signer::SignerRow,
};

pub use again::{cited, standing};
pub use book::{Book, book};
pub use call::{Errand, Handed, MINUTES, Tool, fetch, hand_in, is_open, open};
pub use marks::{CIRCULATIONS, Marks, URGENCIES};
pub use paper::{PaperDay, issue_on_paper, issue_urging_on_paper};
pub use present::{present, present_urging};
pub use register::{Told, annotate, cancel, kept, number, version};
pub use sign::{FILE_MAX, Judged, judge, take, try_out};
pub use trust::{anchors, trust};

use crate::{Acting, Error};

impl From<OutgoingError> for Error {
    fn from(error: OutgoingError) -> Self {
        Self::refused(error.code(), error.to_string(), error.next())
    }
}

/// A document that is about to leave.
#[derive(Debug, Clone)]
pub struct Leaving {
    pub round: Option<i64>,
    pub manuscript: Manuscript,
    /// Whose number it bears.
    pub issuer: UnitId,
    pub body: Body,
    /// From the list of signers.
    pub signer: SignedBy,
    /// The written draft that becomes this document, and the revision that was printed.
    pub composition: Option<(i64, i64)>,
    /// The submission that it prints, where that holds sensitive tables: few may read the document.
    pub report: Option<SubmissionId>,
    pub marks: Marks,
    /// The issued report of the same round that this one takes the place of.
    pub replaces: Option<i64>,
}

/// Refuses a draft that was changed since it was read, or is a document already.
pub(crate) fn stale_draft() -> Error {
    Error::refused(
        "CMP-004",
        "Văn bản này vừa được người khác sửa, hoặc đã trình ký.",
        "Tải lại trang để xem bản mới rồi làm tiếp.",
    )
}

/// Binds the draft it was written in, in the same transaction: a draft becomes one document.
async fn bind_draft(
    tx: &mut store::db::Tx,
    composition: Option<(i64, i64)>,
    document: i64,
) -> Result<(), Error> {
    let Some(draft) = composition else { return Ok(()) };
    match store::composition::become_document(tx, draft, document).await {
        Err(store::error::Error::Stale) => Err(stale_draft()),
        done => Ok(done?),
    }
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedBy {
    /// A line of the issuer's list, valid on the day.
    Kept(i64),
    /// A name that was typed: never enough, for a list says in which capacity and until when.
    Typed(String),
    /// Minutes bear the signatures of those who were there.
    AsWritten,
}

impl SignedBy {
    /// What a form sent: the number of a kept signer, else whatever was typed.
    pub fn sent(signer: &str, name: &str) -> Self {
        signer.parse().map_or_else(|_| Self::Typed(clean(name)), Self::Kept)
    }
}

/// A document with its symbol and signer, before its number.
#[derive(Clone, PartialEq)]
struct Prepared {
    manuscript: Manuscript,
    key: Key,
    about: About,
}

/// Refuses who neither drafts nor signs for the unit.
pub(crate) fn require_clerk(acting: &Acting) -> Result<(), Error> {
    acting.require(&[Role::Desk, Role::Signer], "Việc này của cán bộ tổng hợp hoặc người ký.")
}

/// A document that the officer's unit keeps; others may see it and not move it.
pub(crate) async fn own(
    db: &mut impl Reads,
    acting: &Acting,
    id: i64,
) -> Result<OutgoingRow, Error> {
    let row = store::outgoing::load(db, &acting.scope, id).await?.ok_or(Error::NotFound)?;
    require_clerk(acting)?;
    if row.unit == acting.officer.unit { Ok(row) } else { Err(Error::NotFound) }
}

/// Lays the fixed abbreviations and the chosen signer over a draft that has no unfilled places.
async fn prepare(db: &mut impl Reads, leaving: Leaving, day: Date) -> Result<Prepared, Error> {
    let Leaving { mut manuscript, issuer, body, signer, marks, .. } = leaving;
    blanks::check(&manuscript)?;
    marks.lay(&mut manuscript);
    manuscript.furniture.address = crate::report::issuer::address(db, issuer).await?;
    let unverified = marks::unverified(&mut manuscript, marks.keeps_notes);
    let kind = kind_code(manuscript.kind);
    let rule = store::series::numbering(db, (issuer, body), day.year()).await?;
    if let Some(rule) = &rule {
        let drafted = manuscript.head.symbol.split_once('-').map(|(_, unit)| unit.to_owned());
        let unit = Some(rule.drafter.clone()).filter(|unit| !unit.is_empty()).or(drafted);
        manuscript.head.symbol = manuscript.kind.symbol(&rule.organ, &unit.unwrap_or_default());
    }
    let series = rule.as_ref().map_or(kind, |rule: &Numbering| rule.series(kind)).to_owned();
    sign_as(db, &mut manuscript, (issuer, body), signer, day).await?;
    let about = About {
        organ_name: manuscript.head.issuer_name.clone(),
        notation: manuscript.head.symbol.clone(),
        signer: manuscript.signature.name.clone().unwrap_or_default(),
        position: position(&manuscript.signature),
        recipients: places(&manuscript).join("\n"),
        pages: 0,
        copies: marks.copies.map_or(1, i64::from),
        priority: marks::priority(manuscript.furniture.urgency),
        circulation: manuscript.furniture.circulation.map_or("", |mark| mark.words()).to_owned(),
        drafter: manuscript.furniture.drafter.as_ref().map_or("", |d| &d.initials).to_owned(),
        unverified,
        note: marks.unmended.clone(),
        ..About::default()
    };
    let key = Key { unit: issuer, body, year: day.year(), series };
    Ok(Prepared { manuscript, key, about })
}

/// Where it goes: "Như trên" are those under "Kính gửi", whom the register names.
fn places(manuscript: &Manuscript) -> Vec<String> {
    let mut places = Vec::new();
    for line in &manuscript.recipients {
        if line.starts_with(documents::decree::AS_ABOVE) {
            places.extend(manuscript.addressees.iter().cloned());
        } else {
            places.push(line.clone());
        }
    }
    places
}

/// "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC".
fn position(signature: &Signature) -> String {
    let lines = signature.authority.iter().chain(Some(&signature.position));
    lines.filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

/// "BC"; a letter has none of its own in the decree's table and is "CV" in ours.
pub fn kind_code(kind: Kind) -> &'static str {
    kind.abbreviation().unwrap_or(LETTER)
}

/// Nobody of the list was chosen.
fn no_signer(typed: &str) -> Error {
    let what = if typed.is_empty() {
        "Chưa chọn người ký trong danh sách người ký của cơ quan ban hành.".to_owned()
    } else {
        format!("“{typed}” không phải người ký được chọn trong danh sách của cơ quan ban hành.")
    };
    Error::refused(
        "DOC-010",
        what,
        "Chọn người ký còn hạn; chưa có ai thì quản trị đơn vị ghi ở trang Người ký. Chưa có gì được ghi.",
    )
}

/// Who may sign a kind of document ("CV", "BC") for a body on a day: what presenting it would refuse is
/// not offered.
///
/// # Errors
/// When the store fails.
pub async fn signers(
    db: &mut impl Reads,
    (unit, body): (UnitId, Body),
    day: Date,
    kind: &str,
) -> Result<Vec<SignerRow>, Error> {
    let office = store::org_unit::by_id(db, unit).await?.ok_or(Error::NotFound)?;
    let rule = WorkingRule::of(office.kind);
    let mut rows = store::signer::list(db, unit).await?;
    rows.retain(|row| {
        let signer = &row.signer;
        let has_paper = signer.authorisation.is_none() || row.has_paper;
        let may_sign = signer.body() == body && signer.is_valid_on(day) && signer.covers(kind);
        may_sign && has_paper && signer.check(rule).is_ok()
    });
    Ok(rows)
}

async fn sign_as(
    db: &mut impl Reads,
    manuscript: &mut Manuscript,
    (issuer, body): (UnitId, Body),
    signer: SignedBy,
    day: Date,
) -> Result<(), Error> {
    match signer {
        SignedBy::Typed(name) => return Err(no_signer(&name)),
        SignedBy::AsWritten => {
            if manuscript.signature.name.as_deref().is_none_or(str::is_empty) {
                return Err(no_signer(""));
            }
        }
        SignedBy::Kept(id) => {
            let row = store::signer::by_id(db, id).await?.ok_or(Error::NotFound)?;
            if row.unit != issuer {
                return Err(Error::NotFound);
            }
            if row.signer.body() != body {
                return Err(Error::refused(
                    "DOC-015",
                    format!("Người ký này không ký thay mặt nơi phát hành: {}.", body.label()),
                    "Chọn người ký khác; với Ban, dòng quyền hạn ở trang Người ký là “TM. BAN”.",
                ));
            }
            // A line that was kept before these rules may still break them.
            let unit = store::org_unit::by_id(db, issuer).await?.ok_or(Error::NotFound)?;
            row.signer.check(WorkingRule::of(unit.kind))?;
            if row.signer.authorisation.is_some() && !row.has_paper {
                return Err(Error::refused(
                    "DOC-048",
                    "Người ký thừa ủy quyền chưa có tệp văn bản ủy quyền đính kèm.",
                    "Đính kèm tệp PDF của văn bản ủy quyền ở trang Người ký rồi trình lại; chưa có gì được ghi.",
                ));
            }
            if !row.signer.is_valid_on(day) {
                return Err(Error::refused(
                    "DOC-012",
                    "Người ký này không còn hoặc chưa được ký vào ngày đã chọn.",
                    "Chọn người khác, hoặc cập nhật thời hạn ở trang Người ký.",
                ));
            }
            if !row.signer.covers(kind_code(manuscript.kind)) {
                return Err(OutgoingError::NotCovered(manuscript.kind.name()).into());
            }
            let Signer { name, position, authority, other_position, .. } = row.signer;
            manuscript.signature = Signature { authority, position, name: Some(name) };
            manuscript.furniture.other_position =
                Some(other_position).filter(|position| !position.is_empty());
        }
    }
    Ok(())
}
