//! Signatures of PDF files (PAdES, CMS): what each covers, whose it is, and whether it fits.
//!
//! Everything is found in the bytes given. Nothing is asked of a network: whether a certificate was
//! revoked (CRL, OCSP) is not known here, and every summary says so.

mod certificate;
mod chain;
mod cms;
mod error;
mod field;
mod file;
mod judge;
mod later;
mod stamp;
mod summary;
mod syntax;
mod tlv;
pub mod trial;
mod verify;

use jiff::Timestamp;

pub use certificate::Subject;
pub use chain::Anchors;
pub use error::{SignatureError, Verdict};
pub use file::FILE_SIZE_BYTES_MAX;
pub use later::Later;
pub use summary::Summary;

/// A signature of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub verdict: Verdict,
    /// Whom the certificate was issued to.
    pub signer: Subject,
    /// Common name of the issuer.
    pub issuer: String,
    /// Hexadecimal digits.
    pub serial: String,
    pub valid: Option<(Timestamp, Timestamp)>,
    pub time: SigningTime,
    /// "ECDSA, SHA-256"; empty where unknown.
    pub algorithm: String,
    /// What the signer's tool wrote beside the signature; proved by nobody.
    pub name: String,
    pub reason: String,
    pub location: String,
    /// How many bytes of the file it covers, from the first on; 0 where its range is wrong.
    pub covers: usize,
    pub later: Later,
}

/// When it was signed, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SigningTime {
    /// By a time stamp of that office.
    Stamped {
        at: Timestamp,
        by: String,
    },
    /// By the signer's own clock, under the signature.
    Claimed(Timestamp),
    /// By an entry of the file (`/M`), which is signed along; proved by nobody.
    Unproved(Timestamp),
    Unknown,
}

impl SigningTime {
    /// The instant, however it is known.
    pub const fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Stamped { at, .. } | Self::Claimed(at) | Self::Unproved(at) => Some(*at),
            Self::Unknown => None,
        }
    }
}

/// How one file goes on from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extension {
    /// It does not begin with the bytes of the other.
    Rewritten,
    /// It begins with them; what follows, and how many signatures were added.
    Extended { later: Later, signatures: usize },
}

/// Reads every signature of a file, in the order of the file; none is no fault.
pub fn read(pdf: &[u8], anchors: &Anchors) -> Result<Vec<Signature>, SignatureError> {
    let file = file::File::open(pdf)?;
    let signatures = file.signatures.iter();
    Ok(signatures.map(|(_, entries)| judge::judge(&file, entries, anchors)).collect())
}

/// Whether a file came back with nothing but additions: its first bytes are those that were sent out.
pub fn extends(before: &[u8], after: &[u8]) -> Result<Extension, SignatureError> {
    if !after.starts_with(before) {
        return Ok(Extension::Rewritten);
    }
    let file = file::File::open(after)?;
    let signatures = file.signatures.iter().filter(|(start, _)| *start >= before.len()).count();
    Ok(Extension::Extended { later: later::judge(&file, before.len()), signatures })
}
