//! The time stamp (RFC 3161) that a stamping office put on a signature.

use jiff::Timestamp;

use super::{
    Verdict,
    certificate::time,
    cms::SignedData,
    tlv::{SEQUENCE, TIME},
    verify::algorithm_hash,
};

const TOKEN: &str = "1.2.840.113549.1.9.16.2.14";
const STAMP_CONTENT: &str = "1.2.840.113549.1.9.16.1.4";

/// When a signature existed, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) at: Timestamp,
    pub(super) by: String,
}

/// The stamp of a signature, if it has one that fits; whom the stamping office is trusted by is not
/// asked.
pub(super) fn read(data: &SignedData<'_>) -> Option<Stamp> {
    let token = data.signer.unsigned(TOKEN)?;
    let token = SignedData::read(token.whole)?;
    if token.content_type.to_string() != STAMP_CONTENT {
        return None;
    }
    let content = token.content.as_deref()?;
    let info = super::tlv::Tlv::only(content)?.inside(SEQUENCE)?;
    let imprint = info.get(2)?.inside(SEQUENCE)?;
    let [algorithm, hash] = imprint.as_slice() else { return None };
    let wanted = algorithm_hash(algorithm).ok()?.digest(&[&data.signer.signature]);
    if hash.octets()? != wanted {
        return None;
    }
    let at = info.iter().find(|field| field.tag == TIME).and_then(time)?;
    let certificate = token.certificate()?;
    let fits: Result<(), Verdict> = token.check(&[content]);
    (fits.is_ok() && certificate.is_valid_at(at))
        .then(|| Stamp { at, by: certificate.subject_words().name })
}
