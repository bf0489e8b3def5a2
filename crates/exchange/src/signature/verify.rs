//! Whether a signature fits bytes and a key: RSA (PKCS#1 v1.5, PSS) and ECDSA over P-256 and P-384.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{PublicKey, pkcs1::DecodeRsaPublicKey, pkcs1v15, pss};
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::der::asn1::ObjectIdentifier;

use super::{
    Verdict,
    tlv::{INTEGER, SEQUENCE, Tlv},
};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(super) const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
/// SHA-1, MD5, MD4, MD2, and their names together with a key.
const WEAK: [ObjectIdentifier; 8] = [
    oid("1.3.14.3.2.26"),
    oid("1.2.840.113549.2.5"),
    oid("1.2.840.113549.2.4"),
    oid("1.2.840.113549.2.2"),
    oid("1.2.840.113549.1.1.5"),
    oid("1.2.840.113549.1.1.4"),
    oid("1.2.840.113549.1.1.2"),
    oid("1.2.840.10045.4.1"),
];
const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const MGF_1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
pub(super) const EC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
pub(super) const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
pub(super) const P_256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P_384: ObjectIdentifier = oid("1.3.132.0.34");

/// Smallest RSA key, in bytes: 2048 bits.
const RSA_SIZE_BYTES_MIN: usize = 256;
/// Salt that a PSS signature has where it says nothing.
const SALT_SIZE_BYTES: usize = 20;

/// A hash function that is strong enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The function of an identifier.
    pub(super) fn of(oid: ObjectIdentifier) -> Result<Self, Verdict> {
        match oid {
            SHA_256 => Ok(Self::Sha256),
            SHA_384 => Ok(Self::Sha384),
            SHA_512 => Ok(Self::Sha512),
            weak if WEAK.contains(&weak) => Err(Verdict::WeakHash),
            _ => Err(Verdict::Unsupported),
        }
    }

    /// The hash of parts, one after the other.
    pub(super) fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn over<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut hash = D::new();
            for part in parts {
                hash.update(part);
            }
            hash.finalize().to_vec()
        }
        match self {
            Self::Sha256 => over::<Sha256>(parts),
            Self::Sha384 => over::<Sha384>(parts),
            Self::Sha512 => over::<Sha512>(parts),
        }
    }
}

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Pkcs1(Hash),
    Pss(Hash, usize),
    Ecdsa(Hash),
}

impl Scheme {
    /// The scheme of an `AlgorithmIdentifier`; `digest` is the hash that stands beside it.
    pub(super) fn of(algorithm: &Tlv<'_>, digest: Option<Hash>) -> Result<Self, Verdict> {
        let parts = algorithm.inside(SEQUENCE).ok_or(Verdict::Unreadable)?;
        let name = parts.first().and_then(Tlv::oid).ok_or(Verdict::Unreadable)?;
        if WEAK.contains(&name) {
            return Err(Verdict::WeakHash);
        }
        let scheme = match (name, name.to_string().as_str()) {
            (RSA, _) => Self::Pkcs1(digest.ok_or(Verdict::Unsupported)?),
            (EC_KEY, _) => Self::Ecdsa(digest.ok_or(Verdict::Unsupported)?),
            (RSA_PSS, _) => return pss_scheme(parts.get(1), digest),
            (_, "1.2.840.113549.1.1.11") => Self::Pkcs1(Hash::Sha256),
            (_, "1.2.840.113549.1.1.12") => Self::Pkcs1(Hash::Sha384),
            (_, "1.2.840.113549.1.1.13") => Self::Pkcs1(Hash::Sha512),
            (ECDSA_SHA_256, _) => Self::Ecdsa(Hash::Sha256),
            (_, "1.2.840.10045.4.3.3") => Self::Ecdsa(Hash::Sha384),
            (_, "1.2.840.10045.4.3.4") => Self::Ecdsa(Hash::Sha512),
            _ => return Err(Verdict::Unsupported),
        };
        // One hash in two places must be one hash.
        if digest.is_none_or(|digest| digest == scheme.hash()) {
            Ok(scheme)
        } else {
            Err(Verdict::Unsupported)
        }
    }

    /// As printed: "ECDSA, SHA-256".
    pub(super) fn words(self) -> String {
        let scheme = match self {
            Self::Pkcs1(_) => "RSA",
            Self::Pss(..) => "RSA-PSS",
            Self::Ecdsa(_) => "ECDSA",
        };
        let hash = match self.hash() {
            Hash::Sha256 => "SHA-256",
            Hash::Sha384 => "SHA-384",
            Hash::Sha512 => "SHA-512",
        };
        format!("{scheme}, {hash}")
    }

    pub(super) const fn hash(self) -> Hash {
        match self {
            Self::Pkcs1(hash) | Self::Pss(hash, _) | Self::Ecdsa(hash) => hash,
        }
    }

    /// Checks a signature over parts with a `SubjectPublicKeyInfo`.
    pub(super) fn verify(
        self,
        key: &Tlv<'_>,
        parts: &[&[u8]],
        signature: &[u8],
    ) -> Result<(), Verdict> {
        let key = Key::of(key)?;
        let digest = self.hash().digest(parts);
        let fits = match (self, key) {
            (Self::Pkcs1(hash), Key::Rsa(key)) => pkcs1(hash, key, &digest, signature),
            (Self::Pss(hash, salt), Key::Rsa(key)) => pss(hash, salt, key, &digest, signature),
            (Self::Ecdsa(_), Key::P256(key)) => p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()),
            (Self::Ecdsa(_), Key::P384(key)) => p384::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()),
            _ => return Err(Verdict::Unsupported),
        };
        if fits { Ok(()) } else { Err(Verdict::Wrong) }
    }
}

/// `RSASSA-PSS-params`: hash, mask with the same hash, length of the salt.
fn pss_scheme(parameters: Option<&Tlv<'_>>, digest: Option<Hash>) -> Result<Scheme, Verdict> {
    let parameters = parameters.and_then(|found| found.inside(SEQUENCE)).unwrap_or_default();
    let explicit = |tag: u8| parameters.iter().find(|part| part.tag == tag)?.children()?.pop();
    // Without a hash they mean SHA-1.
    let hash = explicit(0xa0).ok_or(Verdict::WeakHash)?;
    let hash = algorithm_hash(&hash)?;
    let mask = explicit(0xa1).ok_or(Verdict::WeakHash)?;
    let mask = mask.inside(SEQUENCE).ok_or(Verdict::Unreadable)?;
    let [function, inner, ..] = mask.as_slice() else { return Err(Verdict::Unsupported) };
    if function.oid() != Some(MGF_1) || algorithm_hash(inner)? != hash {
        return Err(Verdict::Unsupported);
    }
    let salt = match explicit(0xa2) {
        Some(salt) => salt.number().ok_or(Verdict::Unsupported)?,
        None => SALT_SIZE_BYTES,
    };
    let is_one = digest.is_none_or(|digest| digest == hash);
    if is_one { Ok(Scheme::Pss(hash, salt)) } else { Err(Verdict::Unsupported) }
}

/// The hash that an `AlgorithmIdentifier` names.
pub(super) fn algorithm_hash(algorithm: &Tlv<'_>) -> Result<Hash, Verdict> {
    let parts = algorithm.inside(SEQUENCE).ok_or(Verdict::Unreadable)?;
    Hash::of(parts.first().and_then(Tlv::oid).ok_or(Verdict::Unreadable)?)
}

/// A public key that we can use.
enum Key {
    Rsa(PublicKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
}

impl Key {
    fn of(key: &Tlv<'_>) -> Result<Self, Verdict> {
        let parts = key.inside(SEQUENCE).ok_or(Verdict::Unreadable)?;
        let [algorithm, bits] = parts.as_slice() else { return Err(Verdict::Unreadable) };
        let algorithm = algorithm.inside(SEQUENCE).ok_or(Verdict::Unreadable)?;
        let bits = bits.bits().ok_or(Verdict::Unreadable)?;
        let curve = algorithm.get(1).and_then(Tlv::oid);
        match (algorithm.first().and_then(Tlv::oid), curve) {
            (Some(RSA | RSA_PSS), _) => rsa_key(bits).map(Self::Rsa),
            (Some(EC_KEY), Some(P_256)) => p256::ecdsa::VerifyingKey::from_sec1_bytes(bits)
                .map(Self::P256)
                .map_err(|_| Verdict::Unreadable),
            (Some(EC_KEY), Some(P_384)) => p384::ecdsa::VerifyingKey::from_sec1_bytes(bits)
                .map(Self::P384)
                .map_err(|_| Verdict::Unreadable),
            _ => Err(Verdict::Unsupported),
        }
    }
}

fn rsa_key(bits: &[u8]) -> Result<PublicKey, Verdict> {
    let parts = Tlv::only(bits).and_then(|key| key.inside(SEQUENCE)).ok_or(Verdict::Unreadable)?;
    let modulus = parts.first().filter(|part| part.tag == INTEGER).ok_or(Verdict::Unreadable)?;
    let digits = modulus.content.iter().skip_while(|byte| **byte == 0).count();
    if digits < RSA_SIZE_BYTES_MIN {
        return Err(Verdict::WeakKey);
    }
    PublicKey::from_pkcs1_der(bits).map_err(|_| Verdict::Unsupported)
}

fn pkcs1(hash: Hash, key: PublicKey, digest: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = pkcs1v15::Signature::try_from(signature) else { return false };
    match hash {
        Hash::Sha256 => {
            pkcs1v15::VerifyingKey::<Sha256>::new(key).verify_prehash(digest, &signature)
        }
        Hash::Sha384 => {
            pkcs1v15::VerifyingKey::<Sha384>::new(key).verify_prehash(digest, &signature)
        }
        Hash::Sha512 => {
            pkcs1v15::VerifyingKey::<Sha512>::new(key).verify_prehash(digest, &signature)
        }
    }
    .is_ok()
}

fn pss(hash: Hash, salt: usize, key: PublicKey, digest: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = pss::Signature::try_from(signature) else { return false };
    match hash {
        Hash::Sha256 => pss::VerifyingKey::<Sha256>::new_with_salt_len(key, salt)
            .verify_prehash(digest, &signature),
        Hash::Sha384 => pss::VerifyingKey::<Sha384>::new_with_salt_len(key, salt)
            .verify_prehash(digest, &signature),
        Hash::Sha512 => pss::VerifyingKey::<Sha512>::new_with_salt_len(key, salt)
            .verify_prehash(digest, &signature),
    }
    .is_ok()
}
