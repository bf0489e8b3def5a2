//! CMS `SignedData` with its one signer, in pieces of the given bytes.

use std::borrow::Cow;

use x509_cert::der::asn1::ObjectIdentifier;

use super::{
    Verdict,
    certificate::Certificate,
    tlv::{INTEGER, SEQUENCE, SET, Tlv},
    verify::{Hash, Scheme, algorithm_hash},
};

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const SIGNING_CERTIFICATE_2: &str = "1.2.840.113549.1.9.16.2.47";
const CERTIFICATES_MAX: usize = 64;

/// Signed content with who signed it.
#[derive(Debug)]
pub(super) struct SignedData<'a> {
    pub(super) content_type: ObjectIdentifier,
    /// Where the content is inside and not detached.
    pub(super) content: Option<Cow<'a, [u8]>>,
    pub(super) certificates: Vec<Certificate<'a>>,
    pub(super) signer: Signer<'a>,
}

/// The one who signed.
#[derive(Debug)]
pub(super) struct Signer<'a> {
    id: Tlv<'a>,
    digest: Tlv<'a>,
    /// The set of signed attributes as it stands.
    signed: Option<Tlv<'a>>,
    algorithm: Tlv<'a>,
    pub(super) signature: Cow<'a, [u8]>,
    unsigned: Option<Tlv<'a>>,
}

impl<'a> SignedData<'a> {
    /// Reads it from bytes that may be followed by zeros.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (outer, rest) = Tlv::first(bytes)?;
        if rest.iter().any(|byte| *byte != 0) {
            return None;
        }
        let outer = outer.inside(SEQUENCE)?;
        let [kind, inner] = outer.as_slice() else { return None };
        if kind.oid()?.to_string() != SIGNED_DATA {
            return None;
        }
        let inner = inner.inside(0xa0)?.pop()?;
        let mut fields = inner.inside(SEQUENCE)?.into_iter().peekable();
        fields.next().filter(|field| field.tag == INTEGER)?;
        fields.next().filter(|field| field.tag == SET)?;
        let content = fields.next()?.inside(SEQUENCE)?;
        let certificates = fields.next_if(|field| field.tag == 0xa0);
        fields.next_if(|field| field.tag == 0xa1);
        let signers = fields.next()?.inside(SET)?;
        let [signer] = signers.as_slice() else { return None };
        let certificates = match certificates {
            Some(set) => set.children()?,
            None => Vec::new(),
        };
        let octets = match content.get(1) {
            Some(inner) => Some(inner.inside(0xa0)?.pop()?.octets()?),
            None => None,
        };
        let certificates = certificates.iter().take(CERTIFICATES_MAX);
        Some(Self {
            content_type: content.first()?.oid()?,
            content: octets,
            certificates: certificates.filter_map(|one| Certificate::read(one.whole)).collect(),
            signer: Signer::read(signer)?,
        })
    }

    /// The certificate that the signer names.
    pub(super) fn certificate(&self) -> Option<&Certificate<'a>> {
        let is_named = |certificate: &&Certificate<'a>| self.signer.names(certificate);
        self.certificates.iter().find(is_named)
    }

    /// Checks content and signature.
    pub(super) fn check(&self, content: &[&[u8]]) -> Result<(), Verdict> {
        let certificate = self.certificate().ok_or(Verdict::Unreadable)?;
        let signer = &self.signer;
        let hash = algorithm_hash(&signer.digest)?;
        let scheme = Scheme::of(&signer.algorithm, Some(hash))?;
        let Some(signed) = signer.signed else {
            return match scheme.verify(&certificate.key, content, &signer.signature) {
                // Without attributes nothing tells a changed text from a foreign signature.
                Err(Verdict::Wrong) => Err(Verdict::Altered),
                other => other,
            };
        };
        if signer.attribute(CONTENT_TYPE)?.oid() != Some(self.content_type) {
            return Err(Verdict::Wrong);
        }
        let digest = signer.attribute(MESSAGE_DIGEST)?.octets().ok_or(Verdict::Unreadable)?;
        if *digest != hash.digest(content) {
            return Err(Verdict::Altered);
        }
        // What is signed is the set itself, not the field that holds it.
        let (_, rest) = signed.whole.split_first().ok_or(Verdict::Unreadable)?;
        scheme.verify(&certificate.key, &[&[SET], rest], &signer.signature)?;
        if signer.binds(certificate) { Ok(()) } else { Err(Verdict::Wrong) }
    }
}

impl<'a> Signer<'a> {
    fn read(piece: &Tlv<'a>) -> Option<Self> {
        let mut fields = piece.inside(SEQUENCE)?.into_iter().peekable();
        fields.next().filter(|field| field.tag == INTEGER)?;
        Some(Self {
            id: fields.next()?,
            digest: fields.next()?,
            signed: fields.next_if(|field| field.tag == 0xa0),
            algorithm: fields.next()?,
            signature: fields.next()?.octets()?,
            unsigned: fields.next_if(|field| field.tag == 0xa1),
        })
    }

    fn names(&self, certificate: &Certificate<'_>) -> bool {
        let parts = self.id.inside(SEQUENCE).unwrap_or_default();
        match parts.as_slice() {
            [issuer, serial] => {
                issuer.whole == certificate.issuer.whole && serial.content == certificate.serial
            }
            _ => self.id.tag == 0x80 && certificate.key_id() == Some(self.id.content),
        }
    }

    /// The one value of a signed attribute that must stand once.
    fn attribute(&self, oid: &str) -> Result<Tlv<'a>, Verdict> {
        match values(self.signed.as_ref(), oid).as_slice() {
            [value] => Ok(*value),
            _ => Err(Verdict::Wrong),
        }
    }

    /// Values of a signed attribute.
    pub(super) fn signed(&self, oid: &str) -> Option<Tlv<'a>> {
        values(self.signed.as_ref(), oid).into_iter().next()
    }

    /// Values of an attribute that was added after signing.
    pub(super) fn unsigned(&self, oid: &str) -> Option<Tlv<'a>> {
        values(self.unsigned.as_ref(), oid).into_iter().next()
    }

    /// Whether the certificate is the one that the signer hashed, where it hashed one.
    fn binds(&self, certificate: &Certificate<'_>) -> bool {
        let Some(value) = self.signed(SIGNING_CERTIFICATE_2) else { return true };
        let first = |piece: &Tlv<'a>| piece.inside(SEQUENCE)?.into_iter().next();
        let Some(id) = first(&value).and_then(|list| first(&list)) else { return false };
        let parts = id.inside(SEQUENCE).unwrap_or_default();
        let hash = match parts.first() {
            Some(algorithm) if algorithm.tag == SEQUENCE => algorithm_hash(algorithm),
            _ => Ok(Hash::Sha256),
        };
        let said = parts.iter().find_map(Tlv::octets);
        hash.is_ok_and(|hash| said.as_deref() == Some(&*hash.digest(&[certificate.whole])))
    }

    /// Hash and scheme as printed.
    pub(super) fn algorithm_words(&self) -> String {
        let scheme =
            algorithm_hash(&self.digest).and_then(|hash| Scheme::of(&self.algorithm, Some(hash)));
        scheme.map(Scheme::words).unwrap_or_default()
    }
}

/// All values of an attribute in a set.
fn values<'a>(set: Option<&Tlv<'a>>, oid: &str) -> Vec<Tlv<'a>> {
    let attributes = set.and_then(Tlv::children).unwrap_or_default();
    let mut found = Vec::new();
    for attribute in attributes {
        let parts = attribute.inside(SEQUENCE).unwrap_or_default();
        if let [name, list] = parts.as_slice()
            && name.oid().is_some_and(|name| name.to_string() == oid)
        {
            found.extend(list.inside(SET).unwrap_or_default());
        }
    }
    found
}
