//! One signature of a file: the first thing that is wrong names it.

use std::ops::Range;

use super::{
    Anchors, Later, Signature, SigningTime, Subject, Verdict,
    certificate::time,
    cms::SignedData,
    field,
    file::File,
    later, stamp,
    syntax::{Dictionary, Value},
    trial,
};

const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
const DATA: &str = "1.2.840.113549.1.7.1";

/// Judges the signature of a dictionary.
pub(super) fn judge(file: &File<'_>, entries: &Dictionary<'_>, anchors: &Anchors) -> Signature {
    let mut signature = Signature {
        verdict: Verdict::BadRange,
        signer: Subject::default(),
        issuer: String::new(),
        serial: String::new(),
        valid: None,
        time: field::date(entries, b"M").map_or(SigningTime::Unknown, SigningTime::Unproved),
        algorithm: String::new(),
        name: field::words(entries, b"Name"),
        reason: field::words(entries, b"Reason"),
        location: field::words(entries, b"Location"),
        covers: 0,
        later: Later::Changed,
    };
    let contents = entries.text(b"Contents").map(|text| text.bytes.as_slice()).unwrap_or_default();
    let data = SignedData::read(contents);
    if let Some(data) = &data {
        describe(&mut signature, data);
    }
    let Some([before, behind]) = covered(file, entries) else { return signature };
    signature.covers = behind.end;
    signature.later = later::judge(file, behind.end);
    let parts = [before, behind].map(|range| file.bytes.get(range).unwrap_or_default());
    signature.verdict = match data {
        None => Verdict::Unreadable,
        Some(data) => {
            verdict(&signature, entries, &data, &parts, anchors).unwrap_or_else(|wrong| wrong)
        }
    };
    signature
}

/// Who signed, when and how, as the signature says.
fn describe(signature: &mut Signature, data: &SignedData<'_>) {
    signature.algorithm = data.signer.algorithm_words();
    if let Some(at) = data.signer.signed(SIGNING_TIME).as_ref().and_then(time) {
        signature.time = SigningTime::Claimed(at);
    }
    if let Some(stamp) = stamp::read(data) {
        signature.time = SigningTime::Stamped { at: stamp.at, by: stamp.by };
    }
    if let Some(certificate) = data.certificate() {
        signature.signer = certificate.subject_words();
        signature.issuer = certificate.issuer_name();
        signature.serial = certificate.serial_text();
        signature.valid = Some((certificate.from, certificate.to));
    }
}

/// The two covered ranges: from the first byte to the signature, and from there on.
///
/// Between them stands the signature and nothing else, to the last bracket.
fn covered(file: &File<'_>, entries: &Dictionary<'_>) -> Option<[Range<usize>; 2]> {
    if entries.repeats(b"ByteRange") || entries.repeats(b"Contents") {
        return None;
    }
    let Some(Value::Array(range)) = entries.get(b"ByteRange") else { return None };
    let range: Option<Vec<usize>> = range.iter().map(Value::number).collect();
    let &[0, first, from, length] = range?.as_slice() else { return None };
    let to = from.checked_add(length).filter(|to| *to <= file.bytes.len())?;
    let contents = entries.text(b"Contents").filter(|text| text.is_hex)?;
    let is_hole = contents.place.start == first && contents.place.end == from;
    (is_hole && length > 0).then_some([0..first, from..to])
}

fn verdict(
    signature: &Signature,
    entries: &Dictionary<'_>,
    data: &SignedData<'_>,
    parts: &[&[u8]],
    anchors: &Anchors,
) -> Result<Verdict, Verdict> {
    let is_known = |name: &[u8]| entries.is(b"SubFilter", name);
    if is_known(b"adbe.pkcs7.sha1") || is_known(b"adbe.x509.rsa_sha1") {
        return Err(Verdict::WeakHash);
    }
    if !is_known(b"ETSI.CAdES.detached") && !is_known(b"adbe.pkcs7.detached") {
        return Err(Verdict::Unsupported);
    }
    if data.content_type.to_string() != DATA || data.content.is_some() {
        return Err(Verdict::Unsupported);
    }
    let certificate = data.certificate().ok_or(Verdict::Unreadable)?;
    data.check(parts)?;
    match signature.later {
        Later::Nothing | Later::Signatures(_) | Later::Noted(_) => {}
        Later::Changed => return Err(Verdict::ChangedAfter),
        Later::Unclear => return Err(Verdict::Unclear),
    }
    let at = signature.time.at().ok_or(Verdict::NoTime)?;
    if !certificate.is_valid_at(at) {
        return Err(Verdict::OutsideValidity);
    }
    if !certificate.may_sign() {
        return Err(Verdict::WrongUse);
    }
    Ok(if is_trial(&signature.signer) {
        Verdict::Trial
    } else if anchors.is_empty() {
        Verdict::NoAnchors
    } else if anchors.reach(certificate, &data.certificates, at) {
        Verdict::Trusted
    } else {
        Verdict::UnknownIssuer
    })
}

fn is_trial(signer: &Subject) -> bool {
    signer.unit == trial::WORDS || signer.name.contains(trial::WORDS)
}
