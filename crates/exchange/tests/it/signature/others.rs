//! Signatures that another tool made, kept as files, and whom to trust.

use std::ops::Range;

use exchange::signature::{Anchors, Later, SignatureError, SigningTime, Verdict, read};

use super::sample::{at, pdf};

const ROOT: &[u8] = include_bytes!("golden/root.pem");
const OTHER: &[u8] = include_bytes!("golden/other.pem");

/// Where the digits of a signature stand.
fn digits(pdf: &[u8]) -> Range<usize> {
    let word = b"/Contents";
    let starts = pdf.windows(word.len()).enumerate().filter(|(_, window)| window == word);
    let mut behind = starts.map(|(at, _)| pdf[at + word.len()..].trim_ascii_start());
    let digits = behind.find_map(|rest| rest.strip_prefix(b"<")).unwrap();
    let start = pdf.len() - digits.len();
    start..start + digits.iter().position(|byte| *byte == b'>').unwrap()
}

/// The signature inside a file, with the zeros behind it.
pub(super) fn contents(pdf: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(&pdf[digits(pdf)]).unwrap();
    let byte = |at: usize| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).unwrap();
    (0..text.len() / 2).map(byte).collect()
}

fn trusting(files: &[&[u8]]) -> Anchors {
    let mut anchors = Anchors::default();
    for file in files {
        assert_eq!(anchors.add(file), Ok(1));
    }
    anchors
}

fn verdicts(pdf: &[u8], anchors: &Anchors) -> Vec<Verdict> {
    read(pdf, anchors).unwrap().iter().map(|signature| signature.verdict).collect()
}

#[test]
fn every_scheme_of_another_tool_is_found_right() {
    let root = trusting(&[OTHER, ROOT]);
    for (name, pdf, algorithm) in [
        ("rsa", include_bytes!("golden/rsa.pdf").as_slice(), "RSA, SHA-256"),
        ("pss", include_bytes!("golden/rsa-pss.pdf"), "RSA-PSS, SHA-512"),
        ("p384", include_bytes!("golden/p384.pdf"), "ECDSA, SHA-384"),
    ] {
        let [signature] = <[_; 1]>::try_from(read(pdf, &root).unwrap()).unwrap();
        assert_eq!(signature.verdict, Verdict::Trusted, "{name}");
        assert_eq!(signature.algorithm, algorithm);
        assert_eq!(signature.signer.name, "Người ký mẫu");
        assert_eq!(
            (signature.signer.organisation.as_str(), signature.signer.unit.as_str()),
            ("Sở mẫu", "Phòng mẫu")
        );
        assert_eq!((signature.covers, signature.later), (pdf.len(), Later::Nothing));
    }
}

#[test]
fn without_anchors_or_with_others_nothing_is_called_trusted() {
    let pdf = include_bytes!("golden/rsa.pdf");
    assert_eq!(verdicts(pdf, &Anchors::default()), [Verdict::NoAnchors]);
    assert_eq!(verdicts(pdf, &trusting(&[OTHER])), [Verdict::UnknownIssuer]);
    let sentence = Verdict::NoAnchors.sentence();
    assert!(sentence.contains("không đối chiếu được nơi cấp chứng thư"));
    assert!(!sentence.contains("hợp lệ"));
}

#[test]
fn a_second_signature_of_another_tool_is_no_change() {
    let pdf = include_bytes!("golden/rsa-twice.pdf");
    let root = trusting(&[ROOT]);
    assert_eq!(verdicts(pdf, &root), [Verdict::Trusted, Verdict::Trusted]);
    let later: Vec<Later> = read(pdf, &root).unwrap().iter().map(|found| found.later).collect();
    assert_eq!(later, [Later::Signatures(1), Later::Nothing]);
}

#[test]
fn one_who_is_no_issuer_issues_nothing() {
    let pdf = include_bytes!("golden/no-issuer.pdf");
    assert_eq!(verdicts(pdf, &trusting(&[ROOT])), [Verdict::UnknownIssuer]);
}

#[test]
fn a_stamp_tells_the_time() {
    let pdf = include_bytes!("golden/stamped.pdf");
    let [signature] = <[_; 1]>::try_from(read(pdf, &trusting(&[ROOT])).unwrap()).unwrap();
    assert_eq!(signature.verdict, Verdict::Trusted);
    let then = "2026-12-05T07:31:00Z".parse().unwrap();
    let by = "Nơi cấp dấu thời gian thử".to_owned();
    assert_eq!(signature.time, SigningTime::Stamped { at: then, by });
    let summary = signature.summary(at());
    assert!(summary.warnings.iter().any(|warning| warning.contains("nơi cấp dấu thời gian")));
}

#[test]
fn weak_and_outdated_signatures_are_named() {
    let root = trusting(&[ROOT]);
    for (pdf, verdict) in [
        (include_bytes!("golden/sha1.pdf").as_slice(), Verdict::WeakHash),
        (include_bytes!("golden/weak-key.pdf"), Verdict::WeakKey),
        (include_bytes!("golden/expired.pdf"), Verdict::OutsideValidity),
        (include_bytes!("golden/wrong-use.pdf"), Verdict::WrongUse),
    ] {
        assert_eq!(verdicts(pdf, &root), [verdict]);
    }
    let expired = read(include_bytes!("golden/expired.pdf"), &root).unwrap()[0].summary(at());
    let validity = ("Hiệu lực khi ký", "không còn hoặc chưa có hiệu lực".to_owned());
    assert!(expired.lines.contains(&validity));
}

#[test]
fn a_signature_moved_to_another_file_does_not_fit() {
    let moved = |name: &str, from: &[u8], to: &[u8]| {
        let mut forged = to.to_vec();
        forged[digits(to)].copy_from_slice(&from[digits(from)]);
        assert_eq!(verdicts(&forged, &trusting(&[ROOT])), [Verdict::Altered], "{name}");
    };
    let (rsa, pss) = (include_bytes!("golden/rsa.pdf"), include_bytes!("golden/rsa-pss.pdf"));
    moved("rsa into pss", rsa, pss);
    moved("pss into rsa", pss, rsa);
}

#[test]
fn indefinite_lengths_are_read() {
    let pdf = include_bytes!("golden/rsa.pdf");
    let text = std::str::from_utf8(&pdf[digits(pdf)]).unwrap();
    // The outer layer as some tools write it: no length, and two zeros at its end.
    let length = usize::from_str_radix(&text[4..8], 16).unwrap();
    let layer = format!("3080{}0000", &text[8..8 + length * 2]);
    let mut open = pdf.to_vec();
    open[digits(pdf)].copy_from_slice(format!("{layer:0<0$}", text.len()).as_bytes());
    assert_ne!(open, pdf);
    assert_eq!(verdicts(&open, &trusting(&[ROOT])), [Verdict::Trusted]);
}

#[test]
fn anchors_are_read_from_pem_and_der_and_nothing_else() {
    let both = [ROOT, b"\n", OTHER].concat();
    assert_eq!(Anchors::default().add(&both), Ok(2));
    let der = contents(include_bytes!("golden/rsa.pdf"));
    let mut anchors = Anchors::default();
    // The signer's certificate lies somewhere inside.
    assert!((0..der.len()).any(|at| anchors.add(&der[at..]).is_ok()));
    let spoilt = String::from_utf8_lossy(ROOT).replacen("MII", "AAA", 1);
    for bytes in [b"".as_slice(), &pdf(), spoilt.as_bytes(), &both[..ROOT.len() / 2]] {
        assert_eq!(Anchors::default().add(bytes), Err(SignatureError::NoCertificate));
    }
}
