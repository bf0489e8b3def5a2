//! A file that came back signed: it must go on from the frozen one, byte for byte, and be signed by
//! the right person. Anything else is refused with a sentence, and nothing is written.

use documents::pdf::Anchors as Places;
use domain::{
    deed::Deed,
    outgoing::{OutgoingError, Proof, State},
    signer::Signer,
};
use exchange::signature::{
    self, Anchors, Extension, Later, Signature, SignatureError, Verdict, extends,
    trial::{Key, Rectangle, Trial, sign},
};
use store::{
    audit::Subject,
    db::{Reads, Store},
    outgoing::{OutgoingRow, VersionRow},
};

use super::{own, trust::anchors};
use crate::{Acting, Error};

/// Largest signed file, in bytes.
pub const FILE_MAX: usize = 20 * 1024 * 1024;

impl From<SignatureError> for Error {
    fn from(error: SignatureError) -> Self {
        Self::refused(error.code(), error.to_string(), error.next())
    }
}

/// What a file proves, with every signature of it.
#[derive(Debug, Clone)]
pub struct Judged {
    pub proof: Proof,
    pub signatures: Vec<Signature>,
}

/// Keeps a file that came back signed.
///
/// # Errors
/// When the officer may not, the document is void, or the file is not what was sent out, with one
/// more signature that holds.
pub async fn take(
    store: &Store,
    acting: &Acting,
    id: i64,
    content: Vec<u8>,
) -> Result<Proof, Error> {
    check_file(&content)?;
    let mut reader = store.reader();
    let row = own(&mut reader, acting, id).await?;
    if !row.state.takes_signatures() {
        return Err(OutgoingError::Closed.into());
    }
    let versions = store::outgoing::versions(&mut reader, id).await?;
    let bases = bases(&mut reader, id, &versions).await?;
    let trusted = anchors(&mut reader).await?;
    let named = row.about.signer.clone();
    let (content, judged) = tokio::task::spawn_blocking(move || {
        let judged = judge(&bases, &content, (&named, &trusted));
        (content, judged)
    })
    .await
    .map_err(|error| Error::Document(error.to_string()))?;
    let Judged { proof, signatures } = judged?;
    let is_organs = |one: &Signature| Signer::is_named(&row.about.organ_name, &one.signer.name);
    if row.state != State::Issued && signatures.iter().any(is_organs) {
        return Err(Error::refused(
            "DOC-050",
            "Tệp mang chữ ký số của cơ quan khi văn bản chưa có số, ngày.",
            "Nộp bản chỉ có chữ ký của người ký, cấp số, vào sổ rồi mới ký số của cơ quan (Điều 14 Nghị định \
             30/2020/NĐ-CP). Chưa có gì được ghi.",
        ));
    }
    keep(store, acting, (&row, &versions), proof, &content).await?;
    Ok(proof)
}

async fn keep(
    store: &Store,
    acting: &Acting,
    (row, known): (&OutgoingRow, &[VersionRow]),
    proof: Proof,
    content: &[u8],
) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    let now = own(&mut tx, acting, row.id).await?;
    let versions = store::outgoing::versions(&mut tx, row.id).await?;
    if now.state != row.state || versions.len() != known.len() {
        return Err(Error::refused(
            "DOC-034",
            "Văn bản vừa có bản ký khác hoặc vừa đổi trạng thái.",
            "Tải lại trang, lấy bản mới nhất rồi ký tiếp; tệp này chưa được ghi.",
        ));
    }
    let next = versions.last().map_or(0, |version| version.number + 1);
    let sha256 = crate::sha256_hex(content);
    let file = (sha256.as_str(), content);
    store::outgoing::save_version(&mut tx, row.id, (next, proof), file, acting.by()).await?;
    if row.state == State::Presented && proof != Proof::Trial {
        store::outgoing::advance(&mut tx, row.id, State::Presented, State::Signed).await?;
    }
    let deed = if proof == Proof::Trial { Deed::DocumentTry } else { Deed::DocumentSign };
    tx.finish(acting.audit(deed, Subject::Document(row.id))).await?;
    Ok(())
}

fn check_file(content: &[u8]) -> Result<(), Error> {
    if content.len() > FILE_MAX {
        return Err(SignatureError::TooLarge.into());
    }
    if content.starts_with(b"%PDF-") { Ok(()) } else { Err(SignatureError::NotPdf.into()) }
}

/// Files that a signed one may go on from: the newest, and the newest without signatures for trial.
async fn bases(
    db: &mut impl Reads,
    id: i64,
    versions: &[VersionRow],
) -> Result<Vec<Vec<u8>>, Error> {
    let newest = versions.last().map(|version| version.number);
    let lasting = versions.iter().rfind(|version| version.proof != Proof::Trial);
    let mut numbers: Vec<i64> = newest.into_iter().chain(lasting.map(|v| v.number)).collect();
    numbers.dedup();
    let mut bases = Vec::with_capacity(numbers.len());
    for number in numbers {
        bases.extend(store::outgoing::content(db, id, number).await?);
    }
    if bases.is_empty() {
        return Err(Error::refused(
            "DOC-035",
            "Văn bản này phát hành bản giấy, không có bản trình ký điện tử.",
            "Trình ký điện tử một văn bản khác nếu cần.",
        ));
    }
    Ok(bases)
}

/// Judges a file against those it may go on from, and whose signature it should bear.
///
/// # Errors
/// With the sentence of the first thing that is wrong.
pub fn judge(
    bases: &[Vec<u8>],
    content: &[u8],
    (named, trusted): (&str, &Anchors),
) -> Result<Judged, Error> {
    let mut extension = Extension::Rewritten;
    let mut is_first = false;
    for base in bases {
        extension = extends(base, content)?;
        if extension != Extension::Rewritten {
            is_first = signature::read(base, trusted)?.is_empty();
            break;
        }
    }
    check_extension(extension, is_first)?;
    let signatures = signature::read(content, trusted)?;
    if let Some(wrong) = signatures.iter().find(|one| !one.verdict.is_intact()) {
        let verdict = wrong.verdict;
        return Err(Error::refused(verdict.code(), verdict.sentence(), verdict.next()));
    }
    let is_signers = |one: &Signature| Signer::is_named(named, &one.signer.name);
    if !signatures.iter().any(is_signers) {
        let found: Vec<&str> = signatures.iter().map(|one| one.signer.name.as_str()).collect();
        return Err(Error::refused(
            "DOC-033",
            format!(
                "Người ký trên văn bản là {named}; chứng thư trong tệp là của {}.",
                found.join(", ")
            ),
            "Người ký ghi trên văn bản phải tự ký; hoặc trình ký lại với người ký khác.",
        ));
    }
    let all = |wanted: Verdict| signatures.iter().all(|one| one.verdict == wanted);
    let proof = if signatures.iter().any(|one| one.verdict == Verdict::Trial) {
        Proof::Trial
    } else if all(Verdict::Trusted) {
        Proof::Trusted
    } else {
        Proof::Whole
    };
    Ok(Judged { proof, signatures })
}

/// `is_first`: nobody had signed the file that was sent out.
fn check_extension(extension: Extension, is_first: bool) -> Result<(), Error> {
    let Extension::Extended { later, signatures } = extension else {
        return Err(Error::refused(
            "DOC-030",
            "Tệp không phải bản nối tiếp của bản trình ký: nội dung đã bị ghi lại hoặc là văn bản khác.",
            "Tải bản trình ký ở trang này, ký đúng tệp đó (không in, quét hay lưu lại) rồi nộp; \
             chưa có gì được ghi.",
        ));
    };
    match later {
        Later::Changed if is_first => Err(Error::refused(
            "DOC-051",
            "Tệp khác bản trình ký: ngoài chữ ký còn có nội dung thêm hoặc sửa mà chữ ký không bao trùm.",
            "Tải lại bản trình ký, ký đúng tệp đó; số, ngày do hệ thống cấp sau khi ký. Chưa có gì được ghi.",
        )),
        Later::Changed => Err(refused_by(Verdict::ChangedAfter)),
        Later::Unclear => Err(refused_by(Verdict::Unclear)),
        Later::Nothing | Later::Signatures(_) | Later::Noted(_) if signatures == 0 => {
            Err(Error::refused(
                "DOC-031",
                "Tệp chưa có chữ ký mới nào.",
                "Ký tệp bằng công cụ ký số rồi nộp lại; chưa có gì được ghi.",
            ))
        }
        Later::Nothing | Later::Signatures(_) | Later::Noted(_) => Ok(()),
    }
}

fn refused_by(verdict: Verdict) -> Error {
    Error::refused(verdict.code(), verdict.sentence(), verdict.next())
}

/// Signs the newest file for trial, as a demonstration; it counts for nothing.
///
/// # Errors
/// When the officer may not, the document is void, or the file cannot be signed.
pub async fn try_out(store: &Store, acting: &Acting, id: i64) -> Result<Proof, Error> {
    let mut reader = store.reader();
    let row = own(&mut reader, acting, id).await?;
    let versions = store::outgoing::versions(&mut reader, id).await?;
    let newest = bases(&mut reader, id, &versions).await?.into_iter().next().unwrap_or_default();
    let hand = Places::from_json(&row.anchors).and_then(|places| places.signature);
    let place = hand.ok_or(Error::NotFound)?;
    let at = acting.now;
    let signed = tokio::task::spawn_blocking(move || {
        let trial = Trial {
            name: &row.about.signer,
            organisation: &row.about.organ_name,
            reason: "Ký thử",
            location: "",
            at,
            page: place.page.saturating_sub(1),
            place: Rectangle { x: place.x, y: place.y, width: place.w, height: place.h },
        };
        sign(&newest, &Key::from_seed([1; 32]), &trial)
    });
    let signed = signed
        .await
        .map_err(|error| Error::Document(error.to_string()))?
        .map_err(|error| Error::refused(error.code(), error.to_string(), error.next()))?;
    take(store, acting, id, signed).await
}
