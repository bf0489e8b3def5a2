//! The signature itself: certificates, and CMS as PAdES asks for it.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use p256::ecdsa::{DerSignature, SigningKey, signature::Signer};
use sha2::{Digest, Sha256};
use x509_cert::der::asn1::ObjectIdentifier;

use super::{
    Trial, WORDS,
    der::{integer, piece, sequence, set},
};
use crate::signature::verify::{EC_KEY, ECDSA_SHA_256, P_256, SHA_256};

/// Longest common name (X.520), in letters.
const NAME_LENGTH_MAX: usize = 64;
const DAY: SignedDuration = SignedDuration::from_hours(24);
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

/// Signs what the file covers with the key of the first certificate; the others go along.
///
/// There is no signing time among the attributes: PAdES (EN 319 142-1) keeps it in the dictionary.
pub(super) fn sign(
    covered: &[&[u8]],
    key: &SigningKey,
    certificates: &[&Certificate],
) -> Option<Vec<u8>> {
    let mut hash = Sha256::new();
    for part in covered {
        hash.update(part);
    }
    let certificate = certificates.first()?;
    let data = oid("1.2.840.113549.1.7.1")?;
    let certificate_hash = piece(0x04, &[&Sha256::digest(&certificate.bytes)]);
    let bound = sequence(&[&sequence(&[&sequence(&[&certificate_hash])])]);
    let attributes = set(vec![
        attribute("1.2.840.113549.1.9.3", data.clone())?,
        attribute("1.2.840.113549.1.9.4", piece(0x04, &[&hash.finalize()]))?,
        attribute("1.2.840.113549.1.9.16.2.47", bound)?,
    ]);
    let signature: DerSignature = key.try_sign(&attributes).ok()?;
    let (_, attributes) = attributes.split_first()?;
    let sha_256 = sequence(&[&name(SHA_256)]);
    let signer = sequence(&[
        &integer(&[1]),
        &sequence(&[&certificate.issuer, &certificate.serial]),
        &sha_256,
        &[&[0xa0], attributes].concat(),
        &sequence(&[&name(ECDSA_SHA_256)]),
        &piece(0x04, &[signature.as_bytes()]),
    ]);
    let bytes: Vec<&[u8]> = certificates.iter().map(|one| one.bytes.as_slice()).collect();
    let signed = sequence(&[
        &integer(&[1]),
        &set(vec![sha_256]),
        &sequence(&[&data]),
        &piece(0xa0, &bytes),
        &set(vec![signer]),
    ]);
    Some(sequence(&[&oid("1.2.840.113549.1.7.2")?, &piece(0xa0, &[&signed])]))
}

/// A certificate, and what signatures and other certificates repeat of it.
#[derive(Debug, Clone)]
pub(super) struct Certificate {
    pub(super) bytes: Vec<u8>,
    pub(super) subject: Vec<u8>,
    issuer: Vec<u8>,
    serial: Vec<u8>,
}

/// What a certificate says.
pub(super) struct Content<'a> {
    pub(super) subject: Vec<u8>,
    pub(super) key: &'a SigningKey,
    pub(super) term: (Timestamp, Timestamp),
    pub(super) is_issuer: bool,
    /// The two bytes of the key's use.
    pub(super) usage: [u8; 2],
}

/// For digital signatures and non-repudiation only.
pub(super) const SIGNS: [u8; 2] = [0x06, 0xc0];

/// A certificate of its own key for a day before and a year after the signature.
pub(super) fn of_trial(key: &SigningKey, trial: &Trial<'_>) -> Option<Certificate> {
    let organisation = if trial.organisation.is_empty() { WORDS } else { trial.organisation };
    let content = Content {
        subject: subject(&format!("{WORDS} - {}", trial.name), organisation, WORDS)?,
        key,
        term: (trial.at.checked_sub(DAY).ok()?, trial.at.checked_add(YEAR).ok()?),
        is_issuer: false,
        usage: SIGNS,
    };
    let issuer = content.subject.clone();
    certificate(&content, (&issuer, key))
}

/// A name of a common name, an organisation and, where there is one, its part.
pub(super) fn subject(common: &str, organisation: &str, part: &str) -> Option<Vec<u8>> {
    let short = |text: &str| text.chars().take(NAME_LENGTH_MAX).collect::<String>();
    let part = if part.is_empty() { Vec::new() } else { rdn("2.5.4.11", part)? };
    Some(sequence(&[
        &rdn("2.5.4.10", &short(organisation))?,
        &part,
        &rdn("2.5.4.3", &short(common))?,
    ]))
}

/// A certificate, signed by an issuer's key under its name.
pub(super) fn certificate(
    content: &Content<'_>,
    (issuer, signing): (&[u8], &SigningKey),
) -> Option<Certificate> {
    let point = content.key.verifying_key().to_sec1_point(false);
    let (from, to) = (time(content.term.0)?, time(content.term.1)?);
    let digest = Sha256::digest([point.as_bytes(), content.subject.as_slice(), &from].concat());
    let serial = integer(digest.get(..8)?);
    let algorithm = sequence(&[&name(ECDSA_SHA_256)]);
    let key_bits = piece(0x03, &[&[0], point.as_bytes()]);
    let is_issuer: &[u8] = if content.is_issuer { &[0x01, 0x01, 0xff] } else { &[] };
    let usage = piece(0x03, &[&content.usage]);
    let extensions = sequence(&[
        &extension("2.5.29.19", &sequence(&[is_issuer]))?,
        &extension("2.5.29.15", &usage)?,
    ]);
    let signed = sequence(&[
        &piece(0xa0, &[&integer(&[2])]),
        &serial,
        &algorithm,
        issuer,
        &sequence(&[&from, &to]),
        &content.subject,
        &sequence(&[&sequence(&[&name(EC_KEY), &name(P_256)]), &key_bits]),
        &piece(0xa3, &[&extensions]),
    ]);
    let signature: DerSignature = signing.try_sign(&signed).ok()?;
    let bits = piece(0x03, &[&[0], signature.as_bytes()]);
    let bytes = sequence(&[&signed, &algorithm, &bits]);
    Some(Certificate { bytes, subject: content.subject.clone(), issuer: issuer.to_vec(), serial })
}

fn extension(name: &str, content: &[u8]) -> Option<Vec<u8>> {
    let critical = [0x01, 0x01, 0xff];
    Some(sequence(&[&oid(name)?, &critical, &piece(0x04, &[content])]))
}

fn attribute(name: &str, value: Vec<u8>) -> Option<Vec<u8>> {
    Some(sequence(&[&oid(name)?, &set(vec![value])]))
}

fn rdn(name: &str, text: &str) -> Option<Vec<u8>> {
    let pair = sequence(&[&oid(name)?, &piece(0x0c, &[text.as_bytes()])]);
    Some(set(vec![pair]))
}

/// A time of a certificate: with two digits of the year until 2049, with four from then on.
fn time(at: Timestamp) -> Option<Vec<u8>> {
    let local = at.to_zoned_datetime(TimeZone::UTC);
    match local.year() {
        1970..2050 => Some(piece(0x17, &[local.strftime("%y%m%d%H%M%SZ").to_string().as_bytes()])),
        2050.. => Some(piece(0x18, &[local.strftime("%Y%m%d%H%M%SZ").to_string().as_bytes()])),
        _ => None,
    }
}

fn oid(text: &str) -> Option<Vec<u8>> {
    ObjectIdentifier::new(text).ok().map(name)
}

fn name(oid: ObjectIdentifier) -> Vec<u8> {
    piece(0x06, &[oid.as_bytes()])
}
