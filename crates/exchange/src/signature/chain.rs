//! From a signer's certificate up to one that the office trusts.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;

use super::{SignatureError, certificate::Certificate, verify::Scheme};

const DEPTH_MAX: usize = 8;
const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Certificates that the office trusts: the roots of the issuers it knows.
#[derive(Debug, Clone, Default)]
pub struct Anchors(Vec<Vec<u8>>);

impl Anchors {
    /// Adds the certificates of a file, one in DER or any number in PEM; tells how many.
    pub fn add(&mut self, bytes: &[u8]) -> Result<usize, SignatureError> {
        let found =
            if Certificate::read(bytes).is_some() { vec![bytes.to_vec()] } else { pem(bytes) };
        let is_whole = found.iter().all(|one| Certificate::read(one).is_some());
        if found.is_empty() || !is_whole {
            return Err(SignatureError::NoCertificate);
        }
        let count = found.len();
        self.0.extend(found);
        Ok(count)
    }

    /// The roots of such a file as PEM, each of an issuer and valid at an instant; tells how many.
    pub fn roots(bytes: &[u8], at: Timestamp) -> Result<(String, usize), SignatureError> {
        let mut found = Self::default();
        let count = found.add(bytes)?;
        let mut text = String::new();
        for one in &found.0 {
            let root = Certificate::read(one).ok_or(SignatureError::NoCertificate)?;
            if !root.may_issue(0) {
                return Err(SignatureError::NoIssuer);
            }
            if !root.is_valid_at(at) {
                return Err(SignatureError::RootOutOfTerm);
            }
            let letters = STANDARD.encode(root.whole);
            let (lines, rest) = letters.as_bytes().as_chunks::<64>();
            text.push_str(BEGIN);
            for line in lines.iter().map(<[u8; 64]>::as_slice).chain([rest]) {
                text.push('\n');
                text.extend(line.iter().copied().map(char::from));
            }
            text.push('\n');
            text.push_str(END);
            text.push('\n');
        }
        Ok((text, count))
    }

    /// Whether nobody is trusted yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a chain leads from a certificate to a trusted one, all valid at an instant.
    pub(super) fn reach(
        &self,
        signer: &Certificate<'_>,
        between: &[Certificate<'_>],
        at: Timestamp,
    ) -> bool {
        let anchors: Vec<Certificate<'_>> = self
            .0
            .iter()
            .filter_map(|bytes| Certificate::read(bytes))
            .filter(|anchor| anchor.is_valid_at(at))
            .collect();
        let mut used = vec![false; between.len()];
        let mut layer = vec![signer];
        for depth in 0..DEPTH_MAX {
            let mut above = Vec::new();
            for below in layer {
                if below.demands_unknown() || !below.is_valid_at(at) {
                    continue;
                }
                let issues = |one: &Certificate<'_>| one.may_issue(depth) && issued(one, below);
                if anchors.iter().any(|anchor| anchor.whole == below.whole || issues(anchor)) {
                    return true;
                }
                for (one, used) in between.iter().zip(&mut used) {
                    // Each is tried once, so that many alike cost no more than their number.
                    if !*used && issues(one) {
                        *used = true;
                        above.push(one);
                    }
                }
            }
            layer = above;
        }
        false
    }
}

/// Whether one certificate issued the other.
fn issued(issuer: &Certificate<'_>, below: &Certificate<'_>) -> bool {
    issuer.subject.whole == below.issuer.whole
        && Scheme::of(&below.algorithm, None)
            .and_then(|scheme| scheme.verify(&issuer.key, &[below.signed], below.signature))
            .is_ok()
}

/// The certificates of a PEM file.
fn pem(bytes: &[u8]) -> Vec<Vec<u8>> {
    let Ok(text) = str::from_utf8(bytes) else { return Vec::new() };
    text.split(BEGIN)
        .skip(1)
        .filter_map(|part| part.split_once(END))
        .filter_map(|(body, _)| {
            let letters: Vec<u8> = body.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
            STANDARD.decode(letters).ok()
        })
        .collect()
}
