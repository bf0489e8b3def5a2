//! Files made to harm, and files that were only spoilt: each an answer, none a crash.

use exchange::signature::{Anchors, SignatureError, extends, read, trial::sign};
use proptest::prelude::*;

use super::sample::{
    at, codes, file, key, pdf, place, signatures, signed_once, signed_twice, trial, updated, with,
};

#[test]
fn a_range_that_leaves_a_hole_or_lies_is_refused() {
    let signed = signed_once();
    let at = place(&signed, "/ByteRange[0 ") + 13;
    let number = |at: usize| -> usize {
        String::from_utf8_lossy(&signed[at..at + 10]).trim().parse().unwrap()
    };
    let (first, from, length) = (number(at), number(at + 11), number(at + 22));
    let ranged = |first: usize, from: usize, length: usize| {
        let mut bytes = signed.clone();
        let text = [first, from, length].map(|number| format!("{number:<10}")).join(" ");
        bytes[at..at + 32].copy_from_slice(text.as_bytes());
        codes(&bytes)
    };
    assert_eq!(ranged(first - 1, from, length), ["SIG-020"]);
    assert_eq!(ranged(first, from + 1, length - 1), ["SIG-020"]);
    assert_eq!(ranged(first, from, length + 1), ["SIG-020"]);
    assert_eq!(ranged(first, from, 9_999_999_999), ["SIG-020"]);
    assert_eq!(ranged(from, first, length), ["SIG-020"]);
    assert_eq!(ranged(first, from, 0), ["SIG-020"]);
    assert_eq!(ranged(first, from, length), ["SIG-013"]);
    let negative = with(&signed, "/ByteRange[0 ", "/ByteRange[-1");
    assert_eq!(codes(&negative), ["SIG-020"]);
    let short = with(&signed, "/Contents<", "/Contentz<");
    assert_eq!(signatures(&short), []);
    // The range ends before the file does, and what follows is no addition that a reader would see.
    assert_eq!(ranged(first, from, length - 3), ["SIG-030"]);
}

#[test]
fn contents_that_stand_twice_are_refused() {
    let twice = with(&signed_once(), "/Reason<FEFF", "/Contents<FE");
    assert_eq!(codes(&twice), ["SIG-020"]);
}

#[test]
fn a_broken_signature_is_unreadable() {
    let signed = signed_once();
    let at = place(&signed, "/Contents<") + 10;
    for change in ["00", "31", "3080", "30FF"] {
        let mut broken = signed.clone();
        broken[at..at + change.len()].copy_from_slice(change.as_bytes());
        assert_eq!(codes(&broken), ["SIG-021"], "{change}");
    }
    let mut padded = signed.clone();
    padded[at + 16_380..at + 16_384].copy_from_slice(b"00FF");
    assert_eq!(codes(&padded), ["SIG-021"]);
    let unknown = with(&signed, "ETSI.CAdES.detached", "ETSI.RFC3161detache");
    assert_eq!(codes(&unknown), ["SIG-022"]);
    let weak = with(&signed, "ETSI.CAdES.detached", "adbe.x509.rsa_sha1 ");
    assert_eq!(codes(&weak), ["SIG-023"]);
}

#[test]
fn other_files_are_refused_with_a_sentence() {
    let refused = |bytes: &[u8]| read(bytes, &Anchors::default()).unwrap_err();
    assert_eq!(refused(b""), SignatureError::NotPdf);
    assert_eq!(refused(b"PK\x03\x04"), SignatureError::NotPdf);
    let secret = [pdf(), b"trailer\n<</Encrypt 9 0 R>>\n".to_vec()].concat();
    assert_eq!(refused(&secret), SignatureError::Encrypted);
    assert_eq!(refused(&vec![b' '; 64 * 1024 * 1024 + 1]), SignatureError::TooLarge);
    let many = "1 0 obj\nnull\nendobj\n".repeat(500_001);
    assert_eq!(refused(format!("%PDF-1.7\n{many}").as_bytes()), SignatureError::Unsafe);
    let many = "1 0 obj\n<</ByteRange[]/Contents<>>>\nendobj\n".repeat(40);
    assert_eq!(refused(format!("%PDF-1.7\n{many}").as_bytes()), SignatureError::Unsafe);
    for refused in [
        SignatureError::NotPdf,
        SignatureError::Encrypted,
        SignatureError::TooLarge,
        SignatureError::Unsafe,
        SignatureError::NoCertificate,
    ] {
        assert!(refused.to_string().ends_with('.') && refused.next().ends_with('.'));
    }
}

#[test]
fn deep_and_open_ended_files_come_to_an_end() {
    for inner in ["[".repeat(1_000_000), "<</A".repeat(500_000), "(".repeat(1_000_000)] {
        let bytes = format!("%PDF-1.7\n1 0 obj\n{inner}");
        assert_eq!(signatures(bytes.as_bytes()), []);
    }
    let streams = "1 0 obj\n<<>>\nstream\n".repeat(100_000);
    assert_eq!(signatures(format!("%PDF-1.7\n{streams}").as_bytes()), []);
    let open = "1 0 obj\n<</A[".repeat(100_000);
    assert_eq!(signatures(format!("%PDF-1.7\n{open}").as_bytes()), []);
}

#[test]
fn endless_comparing_comes_to_an_end() {
    let signed = signed_once();
    let list = format!("[{}]", "5 0 R ".repeat(20_000));
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Annots 20 0 R>>";
    let pages = vec![(3_u32, page); 20_000];
    let objects: Vec<(u32, &str)> = [(20, list.as_str())].into_iter().chain(pages).collect();
    assert_eq!(codes(&updated(&signed, &objects, "1 0 R")), ["SIG-032"]);
}

#[test]
fn pages_that_lead_in_a_circle_are_refused_for_signing() {
    let circle = file(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[2 0 R 2 0 R]>>",
        "<</Producer(x)>>",
    ]);
    assert!(sign(&circle, &key(), &trial()).is_err());
}

#[test]
fn a_signed_file_inside_a_signed_file_is_not_its_signature() {
    let inner = signed_once();
    let head = format!("<</Type/EmbeddedFile/Length {}>>\nstream\n", inner.len());
    let mut outer = b"%PDF-1.7\n1 0 obj\n".to_vec();
    outer.extend(head.bytes());
    outer.extend(&inner);
    outer.extend(b"\nendstream\nendobj\n");
    assert_eq!(signatures(&outer), []);
}

fn is_answered(bytes: &[u8]) {
    if let Ok(found) = read(bytes, &Anchors::default()) {
        for signature in found {
            assert!(!signature.summary(at()).sentence.is_empty());
        }
    }
    let _ = extends(&pdf(), bytes);
    let _ = sign(bytes, &key(), &trial());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn spoilt_files_never_crash_and_never_pass(
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let signed = signed_twice();
        let mut spoilt = signed.clone();
        for (index, byte) in places {
            let at = index.index(spoilt.len());
            spoilt[at] = byte;
        }
        if let Some(cut) = cut {
            spoilt.truncate(cut.index(spoilt.len()));
        }
        is_answered(&spoilt);
        // The second signature covers all but itself, where white space says nothing.
        let start = signed_once().len() + place(&signed[signed_once().len()..], "/Contents<");
        let end = start + place(&signed[start..], ">");
        if let Ok(found) = read(&spoilt, &Anchors::default())
            && let [_, second] = found.as_slice()
            && second.verdict.is_intact()
        {
            prop_assert_eq!(spoilt.get(..start), signed.get(..start));
            prop_assert_eq!(spoilt.get(end..), signed.get(end..));
        }
    }

    #[test]
    fn spoilt_signatures_never_crash(
        places in proptest::collection::vec((0..2_400_usize, 0..16_u8), 1..6),
    ) {
        let mut spoilt = signed_once();
        let start = place(&spoilt, "/Contents<") + 10;
        for (at, digit) in places {
            spoilt[start + at] = b"0123456789ABCDEF"[usize::from(digit)];
        }
        is_answered(&spoilt);
    }
}
