//! Files that somebody touched after signing.

use exchange::signature::{
    Later,
    trial::{Trial, sign},
};

use super::sample::{
    at, codes, key, pdf, place, signatures, signed_once, signed_twice, trial, updated, with,
};

#[test]
fn one_changed_byte_is_found() {
    let forged = with(&signed_once(), "Bao cao nam 2026", "Bao cao nam 2025");
    assert_eq!(codes(&forged), ["SIG-030"]);
    // Under two signatures both break.
    let forged = with(&signed_twice(), "Bao cao nam 2026", "Bao cao nam 2025");
    assert_eq!(codes(&forged), ["SIG-030", "SIG-030"]);
}

#[test]
fn what_only_the_second_covers_breaks_only_the_second() {
    let twice = signed_twice();
    let at = twice.len() - 20;
    let mut forged = twice.clone();
    let table = place(&twice[signed_once().len()..], "/Info 7 0 R") + signed_once().len();
    forged[table + 6] = b'6';
    assert!(table < at);
    assert_eq!(codes(&forged)[1], "SIG-030");
}

#[test]
fn appended_text_is_a_change_and_appended_space_is_none() {
    let signed = signed_once();
    let text = [signed.as_slice(), b"them chu\n"].concat();
    assert_eq!(signatures(&text)[0].later, Later::Changed);
    assert_eq!(codes(&text), ["SIG-032"]);
    let space = [signed.as_slice(), b"\r\n \n"].concat();
    assert_eq!(codes(&space), ["SIG-013"]);
}

#[test]
fn an_added_page_content_is_a_change() {
    let signed = signed_once();
    let stream = "<</Length 9>>\nstream\n0 0 9 9 re\nendstream";
    assert_eq!(codes(&updated(&signed, &[(5, stream)], "1 0 R")), ["SIG-032"]);
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 20 0 R>>";
    assert_eq!(codes(&updated(&signed, &[(3, page), (20, stream)], "1 0 R")), ["SIG-032"]);
    let pages = "<</Type/Pages/Count 1/Kids[3 0 R]>>";
    assert_eq!(codes(&updated(&signed, &[(2, pages)], "1 0 R")), ["SIG-032"]);
    assert_eq!(codes(&updated(&signed, &[(20, "<</Type/Catalog>>")], "20 0 R")), ["SIG-032"]);
}

#[test]
fn a_remark_laid_over_the_page_is_a_change() {
    let signed = signed_once();
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R\
                /Resources<</Font<</F1 6 0 R>>>>/Annots[20 0 R]>>";
    let note = "<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(che)>>";
    assert_eq!(codes(&updated(&signed, &[(4, page), (20, note)], "1 0 R")), ["SIG-032"]);
    // A field of a signature that nobody signed is a sheet of paper to lay over.
    let field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(b)/Rect[0 0 9 9]>>";
    assert_eq!(codes(&updated(&signed, &[(4, page), (20, field)], "1 0 R")), ["SIG-032"]);
}

#[test]
fn number_and_day_that_a_further_signature_covers_are_told_and_allowed() {
    let signed = signed_once();
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R\
                /Resources<</Font<</F1 6 0 R>>>>/Annots[20 0 R]>>";
    let note = "<</Type/Annot/Subtype/FreeText/Rect[60 700 90 720]/Contents(05)/AP<</N 21 0 R>>>>";
    let drawn = "<</Type/XObject/Subtype/Form/BBox[0 0 30 20]/Length 3>>\nstream\nq Q\nendstream";
    let noted = updated(&signed, &[(4, page), (20, note), (21, drawn)], "1 0 R");
    let twice = sign(&noted, &key(), &trial()).unwrap();
    assert_eq!(signatures(&twice)[0].later, Later::Noted(1));
    assert_eq!(codes(&twice), ["SIG-013", "SIG-013"]);
    let summary = signatures(&twice)[0].summary(at());
    assert!(summary.lines.iter().any(|(_, words)| words == "1 chữ ký tiếp theo, kèm chú thích"));
    assert_eq!(summary.warnings.len(), 3);
    // A note that comes later than every signature is a change, and so is a picture that does.
    let again = page.replace("[20 0 R]", "[20 0 R 22 0 R]");
    let late = updated(&twice, &[(4, &again), (22, note)], "1 0 R");
    assert!(codes(&late).contains(&"SIG-032"));
    let hollow = updated(&signed, &[(4, page), (20, note)], "1 0 R");
    let hollow = sign(&hollow, &key(), &trial()).unwrap();
    assert_eq!(codes(&hollow)[0], "SIG-032");
    // A link or a form field is no note.
    let link = note.replace("FreeText", "Link");
    let linked = updated(&signed, &[(4, page), (20, &link), (21, drawn)], "1 0 R");
    assert_eq!(codes(&sign(&linked, &key(), &trial()).unwrap())[0], "SIG-032");
}

#[test]
fn a_time_of_signing_that_has_not_come_is_told() {
    let signature = &signatures(&signed_once())[0];
    assert_eq!(signature.summary(at()).warnings.len(), 2);
    let before = at() - jiff::SignedDuration::from_hours(24);
    assert!(signature.summary(before).warnings.iter().any(|words| words.contains("chưa đến")));
}

#[test]
fn the_date_of_change_and_data_for_long_validity_are_no_change() {
    let signed = signed_once();
    let info = "<</Producer(Cong cu ky)/ModDate(D:20261206)>>";
    assert_eq!(codes(&updated(&signed, &[(7, info)], "1 0 R")), ["SIG-013"]);
    assert_eq!(codes(&updated(&signed, &[(7, "<</Title(Khac)>>")], "1 0 R")), ["SIG-032"]);
    let text = String::from_utf8_lossy(&signed).into_owned();
    let catalog = text.rsplit_once("\n1 0 obj\n").unwrap().1.split_once("\nendobj").unwrap().0;
    let longer = format!("{}/DSS 20 0 R>>", catalog.strip_suffix(">>").unwrap());
    let added = updated(&signed, &[(1, &longer), (20, "<</Certs[]>>")], "1 0 R");
    assert_eq!(signatures(&added)[0].later, Later::Signatures(0));
    let opened = format!("{}/OpenAction 20 0 R>>", catalog.strip_suffix(">>").unwrap());
    assert_eq!(codes(&updated(&signed, &[(1, &opened)], "1 0 R")), ["SIG-032"]);
}

#[test]
fn a_table_that_leads_back_or_frees_an_object_is_a_change() {
    let signed = signed_once();
    let lead = |entry: &str| {
        let start = signed.len();
        let tail = format!(
            "xref\n5 1\n{entry} \ntrailer\n<</Size 40/Root 1 0 R/Prev 9>>\nstartxref\n{start}\n%%EOF\n"
        );
        [signed.as_slice(), tail.as_bytes()].concat()
    };
    assert_eq!(codes(&lead("0000000020 00000 n")), ["SIG-032"]);
    assert_eq!(codes(&lead("0000000000 00001 f")), ["SIG-032"]);
    assert_eq!(codes(&lead("9999999999 00000 n")), ["SIG-032"]);
}

#[test]
fn what_is_packed_is_not_called_right() {
    let packed =
        "20 0 obj\n<</Type/ObjStm/N 1/First 4/Length 4>>\nstream\n5 0 \nendstream\nendobj\n";
    let added = [signed_once().as_slice(), packed.as_bytes()].concat();
    assert_eq!(codes(&added), ["SIG-033"]);
}

#[test]
fn a_page_prepared_in_hiding_is_a_change() {
    // Before signing: a second form of the page that no table knows, and one inside a stream.
    let other = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R>>";
    let hidden = format!("3 0 obj\n{other}\nendobj\n");
    let at = place(&pdf(), "xref\n0");
    let prepared = [&pdf()[..at], hidden.as_bytes(), &pdf()[at..]].concat();
    let text = String::from_utf8_lossy(&prepared).into_owned();
    let moved =
        text.replace(&format!("startxref\n{at}\n"), &format!("startxref\n{}\n", at + hidden.len()));
    let signed = sign(moved.as_bytes(), &key(), &Trial { page: 1, ..trial() }).unwrap();
    assert_eq!(codes(&updated(&signed, &[(3, other)], "1 0 R")), ["SIG-032"]);
    // A number that the signed part speaks of, but that is not seen there.
    let gap = with(&pdf(), "6 0 obj", "x y zzz");
    let signed = sign(&gap, &key(), &trial()).unwrap();
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>";
    assert_eq!(codes(&updated(&signed, &[(6, font)], "1 0 R")), ["SIG-033"]);
}

#[test]
fn a_signature_written_over_is_no_more() {
    // The first number that the file left free.
    let emptied = updated(&signed_once(), &[(8, "<</Type/Sig>>")], "1 0 R");
    assert_eq!(signatures(&emptied), []);
}
