//! A numbered and signed document as a package for chosen receivers, and what changes it later.

use domain::{
    access::UnitId,
    deed::Deed,
    dispatch::{Business, Dispatch, Request, Side},
    outgoing::State,
    sentence::is_sentence,
};
use exchange::edxml::{
    Attachment, BusinessInfo, DocumentType, Organ, Other, Package, Receiver, Replaced, Signer,
    Staff, Trace, document_id, listed, write_document,
};
use store::{
    audit::Subject,
    db::{Reads, Store, Tx},
    dispatch::{DispatchRow, NewDispatch},
    message::NewMessage,
    organ_code::CodeRow,
    outgoing::{OutgoingRow, VersionRow},
};

use super::{clock, organ, own_code, reason};
use crate::{
    Acting, Error,
    outgoing::{own, stale_draft},
    report::issuer,
};

/// What is sent, to whom and why.
#[derive(Debug, Clone)]
pub struct Sending {
    pub business: Business,
    /// Asked for but with a new document.
    pub reason: String,
    pub to: Vec<UnitId>,
    /// The document that this one replaces.
    pub replaces: Option<i64>,
}

/// Makes the package of a document for its receivers; gives the message's id.
///
/// # Errors
/// When the officer may not, the document is not numbered and signed, a code is missing, or the
/// exchange's rules refuse.
pub async fn send(store: &Store, acting: &Acting, id: i64, sending: Sending) -> Result<i64, Error> {
    let sending = Sending { reason: reason(&sending.reason), ..sending };
    if sending.business != Business::New && !is_sentence(&sending.reason) {
        return Err(Error::refused(
            "DSP-011",
            "Thu hồi, cập nhật, thay thế văn bản phải ghi lý do.",
            "Viết một câu lý do rồi làm lại; chưa có gì được ghi.",
        ));
    }
    let mut reader = store.reader();
    let row = own(&mut reader, acting, id).await?;
    let (version, file) = signed_file(&mut reader, &row, sending.business).await?;
    let from = own_code(&mut reader, row.issuer).await?;
    let to = receivers(&mut reader, acting, &sending.to).await?;
    let package = package(&mut reader, acting, (&row, &from), (&sending, &to), file).await?;
    // Twenty megabytes take a while to write: nobody else's writing waits for it.
    let (package, content, sha256) = written(package).await?;
    let mut tx = store.begin().await?;
    require_same(&mut tx, acting, (&row, version)).await?;
    let known = store::dispatch::of_document(&mut tx, &acting.scope, id).await?;
    let new = NewMessage { unit: row.unit, is_outward: true, sha256: &sha256, content: &content };
    let message = store::message::save(&mut tx, new, acting.by()).await?;
    let about = Way { row: &row, sending: &sending, edxml_id: &package.document_id, message };
    for receiver in &to {
        let before = known.iter().find(|one| one.partner_code == receiver.code.as_str());
        about.go(&mut tx, acting, receiver, before).await?;
    }
    let entry =
        acting.audit(Deed::DispatchSend, Subject::Document(id)).with(sending.business.word());
    tx.finish(entry).await?;
    Ok(message)
}

/// A package with its bytes and their hash, written beside the runtime.
async fn written(package: Package) -> Result<(Package, Vec<u8>, String), Error> {
    let write = move || {
        let content = write_document(&package)?;
        let sha256 = crate::sha256_hex(&content);
        Ok((package, content, sha256))
    };
    tokio::task::spawn_blocking(write).await?
}

/// Refuses where the document, or its signed file, is another one than was packed.
async fn require_same(
    tx: &mut Tx,
    acting: &Acting,
    (row, version): (&OutgoingRow, i64),
) -> Result<(), Error> {
    let versions = store::outgoing::versions(tx, row.id).await?;
    let is_newest = newest_signed(&versions).is_some_and(|newest| newest.number == version);
    if is_newest && own(tx, acting, row.id).await? == *row { Ok(()) } else { Err(stale_draft()) }
}

fn newest_signed(versions: &[VersionRow]) -> Option<&VersionRow> {
    versions.iter().rfind(|one| one.proof.is_lasting())
}

/// The newest file with a lasting signature, and its number.
async fn signed_file(
    db: &mut impl Reads,
    row: &OutgoingRow,
    business: Business,
) -> Result<(i64, Vec<u8>), Error> {
    let versions = store::outgoing::versions(db, row.id).await?;
    let signed = newest_signed(&versions);
    // A void document is only taken back.
    let is_due = row.state == State::Issued
        || (row.state == State::Cancelled && business == Business::Recall);
    let (true, Some(signed)) = (is_due && row.date.is_some(), signed) else {
        return Err(Error::refused(
            "DSP-012",
            "Văn bản chưa được cấp số, hoặc không có bản ký số.",
            "Trình ký điện tử, nộp bản đã ký, cấp số rồi mới lập gói tin.",
        ));
    };
    let content = store::outgoing::content(db, row.id, signed.number).await?;
    Ok((signed.number, content.ok_or(Error::NotFound)?))
}

/// Receivers with their codes; each must have one, and somebody must be chosen.
async fn receivers(
    db: &mut impl Reads,
    acting: &Acting,
    to: &[UnitId],
) -> Result<Vec<CodeRow>, Error> {
    let known = store::organ_code::list(db, acting.today()).await?;
    let mut chosen: Vec<CodeRow> = known.into_iter().filter(|row| to.contains(&row.unit)).collect();
    // A body has one name, whichever way a message goes.
    for row in &mut chosen {
        let unit = store::org_unit::by_id(db, row.unit).await?.ok_or(Error::NotFound)?;
        row.name = issuer::formal_name(&unit);
    }
    if chosen.is_empty() || chosen.len() != to.len() {
        return Err(Error::refused(
            "DSP-013",
            "Chưa chọn nơi nhận, hoặc nơi nhận chưa có mã định danh.",
            "Đánh dấu nơi nhận trong danh sách rồi làm lại; chưa có gì được ghi.",
        ));
    }
    Ok(chosen)
}

/// One package on its way to each receiver.
struct Way<'a> {
    row: &'a OutgoingRow,
    sending: &'a Sending,
    edxml_id: &'a str,
    message: i64,
}

impl Way<'_> {
    async fn go(
        &self,
        tx: &mut Tx,
        acting: &Acting,
        receiver: &CodeRow,
        before: Option<&DispatchRow>,
    ) -> Result<(), Error> {
        let business = self.sending.business;
        let request = match business {
            Business::New | Business::Replacement => None,
            Business::Recall => Some(Request::TakeBack),
            Business::Update => Some(Request::Update),
        };
        let dispatch = match (request, before) {
            (None, None) => self.begin(tx, receiver).await?,
            (None, Some(_)) => {
                return Err(Error::refused(
                    "DSP-014",
                    format!("Văn bản này đã gửi cho {}.", receiver.name),
                    "Bỏ nơi nhận đó; muốn sửa hoặc lấy lại thì chọn cập nhật hoặc thu hồi.",
                ));
            }
            (Some(_), None) => {
                return Err(Error::refused(
                    "DSP-015",
                    format!("Văn bản này chưa gửi cho {}.", receiver.name),
                    "Chỉ chọn nơi đã nhận văn bản.",
                ));
            }
            (Some(request), Some(row)) => {
                let mut moved: Dispatch = row.dispatch;
                moved.ask(request)?;
                store::dispatch::advance(tx, row, moved).await?;
                row.id
            }
        };
        let event = (business.word(), Side::Sender);
        let reason = &self.sending.reason;
        store::dispatch::record(tx, (dispatch, self.message), event, reason, acting.by()).await?;
        Ok(())
    }

    async fn begin(&self, tx: &mut Tx, receiver: &CodeRow) -> Result<i64, Error> {
        let new = NewDispatch {
            unit: self.row.unit,
            organ: self.row.issuer,
            side: Side::Sender,
            document: Some(self.row.id),
            partner: (receiver.code.as_str(), &receiver.name),
            edxml_id: self.edxml_id,
        };
        Ok(store::dispatch::begin(tx, new).await?)
    }
}

async fn package(
    db: &mut impl Reads,
    acting: &Acting,
    (row, from): (&OutgoingRow, &CodeRow),
    (sending, to): (&Sending, &[CodeRow]),
    file: Vec<u8>,
) -> Result<Package, Error> {
    let (number, notation) = row.number.split_once('/').unwrap_or((&row.number, ""));
    let issued = row.date.ok_or(Error::NotFound)?;
    let id = document_id(&from.code, issued, number, notation);
    let (from_organ, place) = organ(db, acting, from).await?;
    let mut attachments = vec![Attachment {
        name: format!("{}.pdf", row.number.replace('/', "-")),
        description: row.kind.clone(),
        bytes: file,
    }];
    if sending.business == Business::Recall {
        attachments.clear();
    }
    let about = &row.about;
    let (competence, position) =
        about.position.rsplit_once(", ").unwrap_or(("", about.position.as_str()));
    Ok(Package {
        to: to.iter().map(receiver).collect(),
        document_id: id.clone(),
        number: number.to_owned(),
        notation: notation.to_owned(),
        place,
        issued,
        document_type: document_type(&row.kind),
        subject: row.title.clone(),
        content: String::new(),
        signer: Signer {
            competence: competence.to_owned(),
            position: position.to_owned(),
            full_name: about.signer.clone(),
        },
        due: about.due,
        to_places: places(&about.recipients),
        other: Other {
            priority: u8::try_from(about.priority).unwrap_or(0),
            copies: u32::try_from(about.copies).ok(),
            pages: u32::try_from(about.pages).ok().filter(|pages| *pages > 0),
            ..Other::default()
        },
        responses: Vec::new(),
        steering: 0,
        traces: vec![Trace { organ_id: from.code.to_string(), at: clock(acting)? }],
        business: business(db, acting, sending, (to, id)).await?,
        attachments,
        signed: false,
        from: from_organ,
    })
}

/// Receivers in words: what the office keeps for itself ("Lưu: VT") goes nowhere, and "Như trên" names
/// nobody.
fn places(recipients: &str) -> Vec<String> {
    let is_place = |line: &&str| !line.starts_with("Lưu") && !line.starts_with("Như trên");
    recipients.lines().filter(is_place).map(ToOwned::to_owned).collect()
}

fn receiver(row: &CodeRow) -> Organ {
    Organ { id: row.code.to_string(), name: row.name.clone(), ..Organ::default() }
}

/// The code of the printed list; how group and item share the numbers is not verified.
fn document_type(kind: &str) -> DocumentType {
    let code = listed().find(|one| one.name == kind).map(|one| one.code.to_string());
    DocumentType { group: code.unwrap_or_default(), detail: "0".into(), name: kind.to_owned() }
}

async fn business(
    db: &mut impl Reads,
    acting: &Acting,
    sending: &Sending,
    (to, id): (&[CodeRow], String),
) -> Result<BusinessInfo, Error> {
    let organs: Vec<String> = to.iter().map(|row| row.code.to_string()).collect();
    let is_change = matches!(sending.business, Business::Recall | Business::Update);
    let is_update = sending.business == Business::Update;
    let replaced = match sending.business {
        Business::Replacement => vec![replaced(db, acting, sending, organs.clone()).await?],
        _ => Vec::new(),
    };
    Ok(BusinessInfo {
        document_id: if is_change { id } else { String::new() },
        business: sending.business,
        reason: sending.reason.clone(),
        paper: 0,
        changes: is_update.then_some((1, 0)),
        receivers: if is_update {
            organs.into_iter().map(|organ_id| Receiver { organ_id, kind: 0 }).collect()
        } else {
            Vec::new()
        },
        replaced,
        staff: Staff { name: acting.officer.name.clone(), ..Staff::default() },
    })
}

/// What is replaced, for those of the receivers who got it.
async fn replaced(
    db: &mut impl Reads,
    acting: &Acting,
    sending: &Sending,
    organs: Vec<String>,
) -> Result<Replaced, Error> {
    let before = match sending.replaces {
        Some(id) => store::dispatch::of_document(db, &acting.scope, id).await?,
        None => Vec::new(),
    };
    let got = |organ: &String| before.iter().any(|one| one.partner_code == *organ);
    match before.first() {
        Some(first) if organs.iter().all(got) => {
            Ok(Replaced { document_id: first.edxml_id.clone(), organ_ids: organs })
        }
        _ => Err(Error::refused(
            "DSP-016",
            "Chưa chọn văn bản bị thay thế, hoặc có nơi nhận chưa từng nhận văn bản đó.",
            "Chọn văn bản đã gửi cho đúng các nơi nhận này, hoặc gửi như văn bản mới.",
        )),
    }
}
