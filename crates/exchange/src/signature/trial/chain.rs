//! Chains of certificates for trying out how trust is judged.
//!
//! Every key is of a seed that anybody knows, so such a root is trusted by nobody who was not made to;
//! the stamp on the page says what it is all the same.

use jiff::Timestamp;

use super::{
    Key, Trial, TrialError,
    cms::{self, Certificate, Content, SIGNS, certificate, subject},
    update,
};

/// Whose certificate, from when to when, for what.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    pub name: &'a str,
    pub term: (Timestamp, Timestamp),
    pub is_issuer: bool,
    /// Whether its key may sign: documents, or certificates where it is an issuer's.
    pub may_sign: bool,
}

/// A certificate with its key.
#[derive(Debug, Clone)]
pub struct Link {
    key: Key,
    certificate: Certificate,
}

impl Link {
    /// Makes a certificate: its own root, or issued by another.
    pub fn make(plan: Plan<'_>, key: Key, by: Option<&Self>) -> Result<Self, TrialError> {
        let usage = match (plan.may_sign, plan.is_issuer) {
            (true, true) => [0x01, 0x06],
            (true, false) => SIGNS,
            // Key agreement.
            (false, _) => [0x03, 0x08],
        };
        let made = subject(plan.name, "Nơi cấp thử", "").and_then(|subject| {
            let content =
                Content { subject, key: &key.0, term: plan.term, is_issuer: plan.is_issuer, usage };
            let own = (content.subject.as_slice(), &key.0);
            let issuer = by.map_or(own, |link| (link.certificate.subject.as_slice(), &link.key.0));
            certificate(&content, issuer)
        });
        let certificate = made.ok_or(TrialError::Unwritable)?;
        Ok(Self { key, certificate })
    }

    /// The certificate in DER.
    pub fn der(&self) -> &[u8] {
        &self.certificate.bytes
    }
}

/// Signs a file with the first of a chain; the others go along in the signature.
pub fn sign_under(pdf: &[u8], chain: &[&Link], trial: &Trial<'_>) -> Result<Vec<u8>, TrialError> {
    let mut unsigned = update::append(pdf, trial)?;
    let leaf = chain.first().ok_or(TrialError::Unwritable)?;
    let certificates: Vec<&Certificate> = chain.iter().map(|link| &link.certificate).collect();
    let signature = cms::sign(&unsigned.covered(), &leaf.key.0, &certificates);
    let signature = signature.ok_or(TrialError::Unwritable)?;
    if unsigned.fill(&signature) { Ok(unsigned.bytes) } else { Err(TrialError::Unwritable) }
}
