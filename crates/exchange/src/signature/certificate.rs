//! An X.509 certificate in its pieces: whose it is, who issued it, from when to when, for what.

use jiff::Timestamp;
use x509_cert::{
    der::{Decode, asn1::ObjectIdentifier},
    ext::pkix::{BasicConstraints, KeyUsage},
    time::Time,
};

use super::tlv::{BOOLEAN, OCTETS, SEQUENCE, SET, TIME, Tlv, UTC_TIME};

const COMMON_NAME: &str = "2.5.4.3";
const ORGANISATION: &str = "2.5.4.10";
const UNIT: &str = "2.5.4.11";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";
const KEY_USAGE: &str = "2.5.29.15";
const KEY_ID: &str = "2.5.29.14";
/// Extensions that may be critical: both above, extended use, policies.
const KNOWN: [&str; 4] = [BASIC_CONSTRAINTS, KEY_USAGE, "2.5.29.37", "2.5.29.32"];

/// Who a certificate speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    pub name: String,
    pub organisation: String,
    pub unit: String,
}

/// A certificate.
#[derive(Debug, Clone)]
pub(super) struct Certificate<'a> {
    pub(super) whole: &'a [u8],
    /// What the issuer signed.
    pub(super) signed: &'a [u8],
    pub(super) algorithm: Tlv<'a>,
    pub(super) signature: &'a [u8],
    /// Content of the serial number.
    pub(super) serial: &'a [u8],
    pub(super) issuer: Tlv<'a>,
    pub(super) subject: Tlv<'a>,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) key: Tlv<'a>,
    extensions: Vec<Extension<'a>>,
}

#[derive(Debug, Clone)]
struct Extension<'a> {
    oid: ObjectIdentifier,
    is_critical: bool,
    content: &'a [u8],
}

impl<'a> Certificate<'a> {
    /// Reads a certificate that the bytes begin with.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (whole, _) = Tlv::first(bytes)?;
        let parts = whole.inside(SEQUENCE)?;
        let [signed, algorithm, signature] = parts.as_slice() else { return None };
        let mut fields = signed.inside(SEQUENCE)?.into_iter().peekable();
        fields.next_if(|field| field.tag == 0xa0);
        let serial = fields.next()?;
        let _algorithm = fields.next()?;
        let issuer = fields.next()?;
        let validity = fields.next()?.inside(SEQUENCE)?;
        let [from, to] = validity.as_slice() else { return None };
        let subject = fields.next()?;
        let key = fields.next()?;
        let extensions = fields.find(|field| field.tag == 0xa3);
        Some(Self {
            whole: whole.whole,
            signed: signed.whole,
            algorithm: *algorithm,
            signature: signature.bits()?,
            serial: serial.content,
            issuer,
            subject,
            from: time(from)?,
            to: time(to)?,
            key,
            extensions: match extensions {
                Some(list) => read_extensions(&list)?,
                None => Vec::new(),
            },
        })
    }

    /// Whom it was issued to.
    pub(super) fn subject_words(&self) -> Subject {
        words(&self.subject)
    }

    /// Who issued it: its common name, else its organisation.
    pub(super) fn issuer_name(&self) -> String {
        let issuer = words(&self.issuer);
        if issuer.name.is_empty() { issuer.organisation } else { issuer.name }
    }

    /// The serial number as printed.
    pub(super) fn serial_text(&self) -> String {
        hex::encode_upper(self.serial.strip_prefix(&[0]).unwrap_or(self.serial))
    }

    /// Whether it was valid at an instant.
    pub(super) fn is_valid_at(&self, at: Timestamp) -> bool {
        (self.from..=self.to).contains(&at)
    }

    /// Whether its key may sign documents.
    pub(super) fn may_sign(&self) -> bool {
        self.key_usage().is_none_or(|usage| usage.digital_signature() || usage.non_repudiation())
    }

    /// Whether it may issue certificates with so many issuers below it.
    pub(super) fn may_issue(&self, below: usize) -> bool {
        let constraints = self
            .extension(BASIC_CONSTRAINTS)
            .and_then(|content| BasicConstraints::from_der(content).ok());
        let is_deep_enough = |constraints: BasicConstraints| {
            constraints.ca
                && constraints.path_len_constraint.is_none_or(|most| below <= usize::from(most))
        };
        constraints.is_some_and(is_deep_enough)
            && self.key_usage().is_none_or(|usage| usage.key_cert_sign())
    }

    /// Whether a critical extension is one that we do not know.
    pub(super) fn demands_unknown(&self) -> bool {
        let is_known = |oid: &ObjectIdentifier| KNOWN.contains(&oid.to_string().as_str());
        self.extensions.iter().any(|extension| extension.is_critical && !is_known(&extension.oid))
    }

    /// The identifier that its issuer gave its key.
    pub(super) fn key_id(&self) -> Option<&'a [u8]> {
        Tlv::only(self.extension(KEY_ID)?).filter(|id| id.tag == OCTETS).map(|id| id.content)
    }

    fn key_usage(&self) -> Option<KeyUsage> {
        KeyUsage::from_der(self.extension(KEY_USAGE)?).ok()
    }

    fn extension(&self, oid: &str) -> Option<&'a [u8]> {
        self.extensions.iter().find(|found| found.oid.to_string() == oid).map(|found| found.content)
    }
}

fn read_extensions<'a>(list: &Tlv<'a>) -> Option<Vec<Extension<'a>>> {
    let inner = list.children()?;
    let extension = |piece: &Tlv<'a>| {
        let parts = piece.inside(SEQUENCE)?;
        let is_critical = |part: &Tlv<'_>| part.tag == BOOLEAN && part.content != [0];
        Some(Extension {
            oid: parts.first()?.oid()?,
            is_critical: parts.get(1).is_some_and(is_critical),
            content: parts.last().filter(|part| part.tag == OCTETS)?.content,
        })
    };
    inner.first()?.inside(SEQUENCE)?.iter().map(extension).collect()
}

/// Common name, organisation and unit of a name.
fn words(name: &Tlv<'_>) -> Subject {
    let mut subject = Subject::default();
    for set in name.inside(SEQUENCE).unwrap_or_default() {
        for pair in set.inside(SET).unwrap_or_default() {
            let parts = pair.inside(SEQUENCE).unwrap_or_default();
            let [kind, value] = parts.as_slice() else { continue };
            let place = match kind.oid().map(|oid| oid.to_string()).as_deref() {
                Some(COMMON_NAME) => &mut subject.name,
                Some(ORGANISATION) => &mut subject.organisation,
                Some(UNIT) => &mut subject.unit,
                _ => continue,
            };
            *place = text(value);
        }
    }
    subject
}

/// A string of one of the kinds that names use, without control characters.
fn text(value: &Tlv<'_>) -> String {
    use unicode_normalization::UnicodeNormalization;
    let decoded = match value.tag {
        0x1e => {
            let (pairs, _) = value.content.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        0x14 => value.content.iter().copied().map(char::from).collect(),
        _ => String::from_utf8_lossy(value.content).into_owned(),
    };
    decoded.chars().filter(|c| !c.is_control()).take(200).nfc().collect()
}

/// A time of either kind; fractions of a second, which stamps have, fall away.
pub(super) fn time(value: &Tlv<'_>) -> Option<Timestamp> {
    let whole = match (value.tag, value.content.iter().position(|byte| *byte == b'.')) {
        (TIME, Some(dot)) => {
            let mut bytes = vec![TIME, 15];
            bytes.extend(value.content.get(..dot)?);
            bytes.push(b'Z');
            bytes
        }
        (TIME | UTC_TIME, None) => value.whole.to_vec(),
        _ => return None,
    };
    let since = Time::from_der(&whole).ok()?.to_unix_duration();
    Timestamp::from_second(i64::try_from(since.as_secs()).ok()?).ok()
}
