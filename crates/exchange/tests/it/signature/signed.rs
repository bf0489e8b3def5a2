//! What is signed for trial is read back, and says what it is.

use exchange::signature::{
    Anchors, Later, SigningTime, Verdict, read,
    trial::{Key, Trial, TrialError, WORDS, sign},
};

use super::sample::{at, codes, file, key, pdf, signatures, signed_once, signed_twice, trial};

#[test]
fn a_signature_for_trial_fits_and_is_called_a_trial() {
    let signed = signed_once();
    let [signature] = <[_; 1]>::try_from(signatures(&signed)).unwrap();
    assert_eq!(signature.verdict, Verdict::Trial);
    assert_eq!(signature.covers, signed.len());
    assert_eq!(signature.later, Later::Nothing);
    assert_eq!(signature.signer.name, format!("{WORDS} - Phó Giám đốc Sở"));
    assert_eq!(signature.signer.organisation, "Sở Nội vụ");
    assert_eq!(signature.time, SigningTime::Unproved(at()));
    assert_eq!(signature.reason, "Ký duyệt báo cáo");
    assert_eq!(signature.location, "Nghệ An");
    assert_eq!(signature.algorithm, "ECDSA, SHA-256");
    let (from, to) = signature.valid.unwrap();
    assert!(from < at() && at() < to);
}

#[test]
fn the_first_bytes_stay_and_equal_keys_give_equal_files() {
    assert!(signed_once().starts_with(&pdf()));
    assert!(signed_twice().starts_with(&signed_once()));
    assert_eq!(signed_once(), signed_once());
    assert_ne!(sign(&pdf(), &Key::from_seed([8; 32]), &trial()).unwrap(), signed_once());
    // A seed that is no key gives one all the same.
    assert!(sign(&pdf(), &Key::from_seed([0; 32]), &trial()).is_ok());
}

#[test]
fn the_second_signature_leaves_the_first_as_it_is() {
    let found = signatures(&signed_twice());
    let later: Vec<Later> = found.iter().map(|signature| signature.later).collect();
    assert_eq!(later, [Later::Signatures(1), Later::Nothing]);
    assert!(found.iter().all(|signature| signature.verdict == Verdict::Trial));
    assert_eq!(found[0].covers, signed_once().len());
    // On the same page, too, and once more.
    let thrice = sign(&sign(&signed_once(), &key(), &trial()).unwrap(), &key(), &trial()).unwrap();
    assert_eq!(codes(&thrice), ["SIG-013"; 3]);
    assert_eq!(signatures(&thrice)[0].later, Later::Signatures(2));
}

#[test]
fn a_trial_stays_a_trial_even_where_its_certificate_is_trusted() {
    let signed = signed_once();
    let contents = super::others::contents(&signed);
    let mut anchors = Anchors::default();
    let is_added = (0..contents.len()).any(|at| anchors.add(&contents[at..]).is_ok());
    assert!(is_added);
    assert_eq!(read(&signed, &anchors).unwrap()[0].verdict, Verdict::Trial);
}

#[test]
fn a_file_without_signatures_has_none() {
    assert_eq!(signatures(&pdf()), []);
}

#[test]
fn fields_and_remarks_that_are_there_stay() {
    let form = file(&[
        "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 5 0 R>>",
        "<</Fields[6 0 R]/DA(/Helv 0 Tf)>>",
        "[6 0 R]",
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(a \\(b\\))/Rect[0 0 9 9]>>",
        "<</Producer(x)>>",
    ]);
    let signed = sign(&form, &key(), &trial()).unwrap();
    let twice = sign(&signed, &key(), &trial()).unwrap();
    assert_eq!(codes(&twice), ["SIG-013"; 2]);
    let text = String::from_utf8_lossy(&signed);
    assert!(text.contains("5 0 obj\n[6 0 R 9 0 R]"), "{text}");
    assert!(text.contains("/Fields [6 0 R 9 0 R]"), "{text}");
}

#[test]
fn what_cannot_be_signed_is_refused() {
    let far = Trial { page: 2, ..trial() };
    assert_eq!(sign(&pdf(), &key(), &far), Err(TrialError::NoPage));
    let packed =
        [pdf(), b"90 0 obj\n<</Type/XRef/Length 0>>\nstream\n\nendstream\n".to_vec()].concat();
    assert_eq!(sign(&packed, &key(), &trial()), Err(TrialError::Packed));
    let refused = sign(b"khong phai PDF", &key(), &trial()).unwrap_err();
    assert_eq!(refused.code(), "SIG-002");
    for refused in [refused, TrialError::NoPage, TrialError::Packed, TrialError::Unwritable] {
        assert!(refused.to_string().ends_with('.') && refused.next().ends_with('.'));
    }
}

#[test]
fn the_summary_says_all_that_must_be_shown() {
    let summary = signatures(&signed_twice())[0].summary(at());
    assert_eq!(summary.code, "SIG-013");
    let lines: Vec<String> =
        summary.lines.iter().map(|(label, words)| format!("{label}: {words}")).collect();
    assert_eq!(lines.len(), 12);
    for line in [
        "Tổ chức: CHỮ KÝ THỬ NGHIỆM, Sở Nội vụ",
        "Nơi cấp chứng thư: CHỮ KÝ THỬ NGHIỆM - Phó Giám đốc Sở",
        "Thời hạn chứng thư: từ 14:30:45 ngày 04/12/2026 đến 14:30:45 ngày 05/12/2027",
        "Thời điểm ký: 14:30:45 ngày 05/12/2026, ghi kèm chữ ký, không có gì chứng thực",
        "Hiệu lực khi ký: còn hiệu lực",
        "Tính toàn vẹn: nguyên vẹn từ khi ký",
        "Bổ sung sau khi ký: chỉ 1 chữ ký tiếp theo",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:#?}");
    }
    assert!(summary.warnings.iter().any(|warning| warning.contains("CRL, OCSP")));
}

#[test]
fn every_verdict_has_words_and_a_code_of_its_own() {
    let mut codes: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.code()).collect();
    assert!(Verdict::ALL.iter().all(|v| v.sentence().ends_with('.') && v.next().ends_with('.')));
    codes.dedup();
    assert_eq!(codes.len(), Verdict::ALL.len());
    let intact: Vec<_> = Verdict::ALL.iter().filter(|verdict| verdict.is_intact()).collect();
    assert_eq!(intact.len(), 4);
}
