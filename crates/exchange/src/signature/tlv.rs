//! ASN.1 as nested pieces of the given bytes, because signatures go over bytes and not over values.
//!
//! Takes indefinite lengths too: some signing tools write the outer layers so.

use std::borrow::Cow;

use x509_cert::der::asn1::ObjectIdentifier;

const DEPTH_MAX: usize = 40;
const CHILDREN_MAX: usize = 4_000;

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BITS: u8 = 0x03;
pub(super) const OCTETS: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// A tagged piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tlv<'a> {
    pub(super) tag: u8,
    /// With tag and length.
    pub(super) whole: &'a [u8],
    pub(super) content: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// The piece at the beginning, and the rest.
    pub(super) fn first(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        first(bytes, 0)
    }

    /// The piece that all the bytes are.
    pub(super) fn only(bytes: &'a [u8]) -> Option<Self> {
        Self::first(bytes).filter(|(_, rest)| rest.is_empty()).map(|(piece, _)| piece)
    }

    /// What stands inside.
    pub(super) fn children(&self) -> Option<Vec<Self>> {
        let (mut rest, mut children) = (self.content, Vec::new());
        while !rest.is_empty() {
            let (child, after) = Self::first(rest)?;
            children.push(child);
            rest = after;
            if children.len() > CHILDREN_MAX {
                return None;
            }
        }
        Some(children)
    }

    /// What stands inside a piece of that tag.
    pub(super) fn inside(&self, tag: u8) -> Option<Vec<Self>> {
        if self.tag == tag { self.children() } else { None }
    }

    /// The identifier that it is.
    pub(super) fn oid(&self) -> Option<ObjectIdentifier> {
        if self.tag == OID { ObjectIdentifier::from_bytes(self.content).ok() } else { None }
    }

    /// The octets that it is, put together where they come in parts.
    pub(super) fn octets(&self) -> Option<Cow<'a, [u8]>> {
        match self.tag {
            OCTETS => Some(Cow::Borrowed(self.content)),
            0x24 => {
                let parts = self.children()?;
                let parts: Option<Vec<&[u8]>> =
                    parts.iter().map(|part| (part.tag == OCTETS).then_some(part.content)).collect();
                Some(Cow::Owned(parts?.concat()))
            }
            _ => None,
        }
    }

    /// The bits that it is, in whole bytes.
    pub(super) fn bits(&self) -> Option<&'a [u8]> {
        match (self.tag, self.content.split_first()) {
            (BITS, Some((0, bits))) => Some(bits),
            _ => None,
        }
    }

    /// A small number.
    pub(super) fn number(&self) -> Option<usize> {
        let small = self.tag == INTEGER && (1..=3).contains(&self.content.len());
        let is_negative = self.content.first().is_some_and(|byte| *byte >= 0x80);
        let join = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        (small && !is_negative).then(|| self.content.iter().fold(0, join))
    }
}

fn first(bytes: &[u8], depth: usize) -> Option<(Tlv<'_>, &[u8])> {
    let [tag, length, rest @ ..] = bytes else { return None };
    if depth > DEPTH_MAX || tag & 0x1f == 0x1f {
        return None;
    }
    if *length == 0x80 {
        return indefinite(bytes, *tag, rest, depth);
    }
    let (length, rest) = if *length < 0x80 {
        (usize::from(*length), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
        if digits.len() > 4 {
            return None;
        }
        (digits.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
    };
    let (content, after) = rest.split_at_checked(length)?;
    let whole = bytes.get(..bytes.len() - after.len())?;
    Some((Tlv { tag: *tag, whole, content }, after))
}

/// A piece that lasts until two zeros.
fn indefinite<'a>(
    bytes: &'a [u8],
    tag: u8,
    content: &'a [u8],
    depth: usize,
) -> Option<(Tlv<'a>, &'a [u8])> {
    if tag & 0x20 == 0 {
        return None;
    }
    let mut rest = content;
    while !rest.starts_with(&[0, 0]) {
        (_, rest) = first(rest, depth + 1)?;
    }
    let content = content.get(..content.len() - rest.len())?;
    let after = rest.get(2..)?;
    let whole = bytes.get(..bytes.len() - after.len())?;
    Some((Tlv { tag, whole, content }, after))
}
