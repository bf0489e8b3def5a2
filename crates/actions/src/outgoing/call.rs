//! The boundary to signing tools on officers' machines: such a tool has no session here, so it gets
//! two tokens, one to fetch the file and one to hand the signed file in. Each works once, for one
//! document, for some minutes; only hashes are kept.

use domain::{
    access::UnitId,
    deed::Deed,
    outgoing::{OutgoingError, Proof},
};
use jiff::{SignedDuration, Timestamp};
use store::{audit::Subject, db::Store};

use super::{own, sign::take};
use crate::{
    Acting, Error,
    account::{secret, token_hash},
};

/// How long tokens work.
pub const MINUTES: i64 = 15;

const FETCH: &str = "fetch";
const HAND_IN: &str = "hand-in";
/// Fetches what was handed in, as it was kept.
const READ_BACK: &str = "read-back";

/// What a signing tool is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// Token that fetches the file.
    pub fetch: String,
    /// Token that hands the signed file in.
    pub hand_in: String,
    /// "05/BC-SNV"; empty before it is given.
    pub number: String,
    /// "2024-12-03"; empty before it is given.
    pub date: String,
    pub expires: Timestamp,
}

/// A signing tool or a service that signs from afar: how it wants to be told of an errand.
pub trait Tool {
    /// What the officer reads on the button.
    fn name(&self) -> &'static str;
    /// The argument that the tool takes, as text; `base` is this site's address.
    fn argument(&self, errand: &Errand, base: &str) -> String;
}

/// Makes the pair of tokens for a document; those that the officer had for it before work no more.
///
/// # Errors
/// When the officer may not, or the document is void.
pub async fn open(store: &Store, acting: &Acting, id: i64) -> Result<Errand, Error> {
    let (fetch, hand_in) = (secret(32)?, secret(32)?);
    let expires = expires(acting.now)?;
    let mut tx = store.begin().await?;
    let row = own(&mut tx, acting, id).await?;
    if !row.state.takes_signatures() {
        return Err(OutgoingError::Closed.into());
    }
    if store::outgoing::versions(&mut tx, id).await?.is_empty() {
        return Err(Error::NotFound);
    }
    store::signing::sweep(&mut tx, acting.now).await?;
    for (token, purpose) in [(&fetch, FETCH), (&hand_in, HAND_IN)] {
        let hash = token_hash(token);
        store::signing::end(&mut tx, (id, purpose), acting.officer.id).await?;
        store::signing::open(&mut tx, &hash, (id, purpose), acting.officer.id, expires).await?;
    }
    tx.finish(acting.audit(Deed::DocumentOpenSigning, Subject::Document(id))).await?;
    let date = row.date.map_or(String::new(), |date| date.to_string());
    Ok(Errand { fetch, hand_in, number: row.number, date, expires })
}

/// Whether a token still takes a file; asked before the file is read.
///
/// # Errors
/// When the store fails.
pub async fn is_open(store: &Store, token: &str, now: Timestamp) -> Result<bool, Error> {
    let mut reader = store.reader();
    let hash = token_hash(token);
    Ok(store::signing::is_open(&mut reader, (&hash, HAND_IN), now).await?)
}

/// The newest file, for the tool that holds the token; the token is used up.
///
/// # Errors
/// When the token opens nothing, or nothing any more.
pub async fn fetch(
    store: &Store,
    province: UnitId,
    token: &str,
    now: Timestamp,
) -> Result<Vec<u8>, Error> {
    let mut reader = store.reader();
    let hash = token_hash(token);
    let reads_back = store::signing::is_open(&mut reader, (&hash, READ_BACK), now).await?;
    let purpose = if reads_back { READ_BACK } else { FETCH };
    let (acting, id) = used_up(store, province, (token, purpose), now).await?;
    own(&mut reader, &acting, id).await?;
    let versions = store::outgoing::versions(&mut reader, id).await?;
    // What was signed for trial is no ground for a real signature.
    let newest = versions.iter().rfind(|version| reads_back || version.proof != Proof::Trial);
    let number = newest.ok_or(Error::NotFound)?.number;
    store::outgoing::content(&mut reader, id, number).await?.ok_or(Error::NotFound)
}

/// Takes the signed file from the tool that holds the token; the token is used up, whatever comes of it.
///
/// # Errors
/// When the token opens nothing any more, or the file is refused.
pub async fn hand_in(
    store: &Store,
    province: UnitId,
    (token, content): (&str, Vec<u8>),
    now: Timestamp,
) -> Result<Handed, Error> {
    let (acting, id) = used_up(store, province, (token, HAND_IN), now).await?;
    let proof = take(store, &acting, id, content).await?;
    // The file is kept, and so is what is answered: without its token it is read back on the document's page.
    let fetch = read_back(store, &acting, id).await;
    if let Err(error) = &fetch {
        tracing::error!(document = id, %error, "no token reads a signed file back");
    }
    Ok(Handed { document: id, proof, fetch: fetch.ok() })
}

/// The token by which the tool reads back what it handed in: it has no session for the document's page.
async fn read_back(store: &Store, acting: &Acting, id: i64) -> Result<String, Error> {
    let fetch = secret(32)?;
    let mut tx = store.begin().await?;
    let (hash, expires) = (token_hash(&fetch), expires(acting.now)?);
    store::signing::open(&mut tx, &hash, (id, READ_BACK), acting.officer.id, expires).await?;
    tx.commit().await?;
    Ok(fetch)
}

/// What came of a file that a tool handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub document: i64,
    pub proof: Proof,
    /// Token that fetches the file as it was kept, once; `None` where none could be made.
    pub fetch: Option<String>,
}

fn expires(now: Timestamp) -> Result<Timestamp, Error> {
    now.checked_add(SignedDuration::from_mins(MINUTES))
        .map_err(|error| Error::Document(error.to_string()))
}

/// Uses a token up and acts as the officer who asked for it.
async fn used_up(
    store: &Store,
    province: UnitId,
    (token, purpose): (&str, &str),
    now: Timestamp,
) -> Result<(Acting, i64), Error> {
    let mut tx = store.begin().await?;
    let hash = token_hash(token);
    let opened = store::signing::take(&mut tx, (&hash, purpose), now).await?;
    let opened = opened.ok_or_else(spent)?;
    let officer = store::officer::by_id(&mut tx, opened.officer).await?.ok_or_else(spent)?;
    if !officer.active {
        return Err(spent());
    }
    let acting = Acting::new(officer.officer, province, now);
    let entry =
        acting.audit(Deed::DocumentUseSigning, Subject::Document(opened.document)).with(purpose);
    tx.finish(entry).await?;
    Ok((acting, opened.document))
}

fn spent() -> Error {
    Error::refused(
        "DOC-040",
        "Mã ký không đúng, đã dùng, đã quá 15 phút hoặc đã có mã mới hơn.",
        "Mở trang của văn bản, bấm “Ký bằng công cụ” để lấy mã mới.",
    )
}
