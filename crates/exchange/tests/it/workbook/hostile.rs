//! Files made to harm: each gets a reason, at once, and nothing falls over.

use std::time::{Duration, Instant};

use exchange::workbook::open;

use super::{
    mangle::{pack, unpack},
    sample::{Sample, key, sample},
};

fn plain() -> Sample {
    sample(&["T8"], 2)
}

/// The file with one part put in another's place.
fn with_part(name: &str, content: Vec<u8>) -> Vec<u8> {
    let mut parts = unpack(&plain().bytes);
    parts.retain(|(part, _)| part != name);
    parts.push((name.to_owned(), content));
    pack(&parts)
}

#[track_caller]
fn gets_a_reason(bytes: &[u8], code: &str) {
    let begun = Instant::now();
    let Err(refused) = open(bytes, &key()) else { panic!("was read") };
    assert!(begun.elapsed() < Duration::from_secs(20), "took {:?}", begun.elapsed());
    assert_eq!(refused.code(), code, "{refused}");
    assert!(refused.next().len() > 20);
}

const SHEET: &str = "xl/worksheets/sheet2.xml";

#[test]
fn bombs_do_not_burst() {
    let zeros = vec![b' '; 60 * 1024 * 1024];
    gets_a_reason(&with_part(SHEET, zeros.clone()), "BOOK-004");
    gets_a_reason(&with_part("xl/sharedStrings.xml", zeros), "BOOK-004");
    let many: Vec<(String, Vec<u8>)> =
        (0..5_000).map(|at| (format!("xl/worksheets/sheet{at}.xml"), b"<a/>".to_vec())).collect();
    gets_a_reason(&pack(&many), "BOOK-004");
}

#[test]
fn a_million_columns_are_refused() {
    let cells: String = (0..1_000_000).map(|_| "<c><v>1</v></c>").collect();
    let xml = format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>");
    gets_a_reason(&with_part(SHEET, xml.into_bytes()), "BOOK-004");
    let far = "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>";
    gets_a_reason(&with_part(SHEET, far.as_bytes().to_vec()), "BOOK-003");
}

#[test]
fn deep_xml_is_only_walked_over() {
    let deep = "<a>".repeat(400_000) + &"</a>".repeat(400_000);
    let bytes = with_part(SHEET, format!("<worksheet>{deep}</worksheet>").into_bytes());
    assert!(open(&bytes, &key()).is_ok());
}

#[test]
fn entities_of_its_own_are_refused() {
    let xml =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\">]><worksheet>&b;</worksheet>";
    gets_a_reason(&with_part(SHEET, xml.as_bytes().to_vec()), "BOOK-004");
}

#[test]
fn macros_and_links_to_other_files_are_not_touched() {
    let mut parts = unpack(&plain().bytes);
    parts.push(("xl/vbaProject.bin".into(), vec![0xd0; 4096]));
    let link = "<externalLink><externalBook r:id=\"rId1\"/></externalLink>";
    parts.push(("xl/externalLinks/externalLink1.xml".into(), link.into()));
    plain().comes_back_whole(&pack(&parts), "macros and links");
}

#[test]
fn every_cut_of_a_file_gets_a_reason() {
    let whole = plain().bytes;
    for end in (0..whole.len() - 1).step_by(211) {
        let refused = open(&whole[..end], &key()).unwrap_err();
        assert!(["BOOK-002", "BOOK-003"].contains(&refused.code()), "{end}: {refused}");
    }
}

#[test]
fn a_broken_byte_never_panics() {
    let whole = plain().bytes;
    for at in (0..whole.len()).step_by(17) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x5a;
        let _ = open(&bytes, &key()).map(|opened| opened.owner().cloned());
    }
}

#[test]
fn other_kinds_say_what_they_are() {
    gets_a_reason(b"", "BOOK-002");
    gets_a_reason(b"%PDF-1.7", "BOOK-002");
    gets_a_reason(b"<html><table></table></html>", "BOOK-006");
    gets_a_reason(&pack(&[("word/document.xml".into(), b"<a/>".to_vec())]), "BOOK-002");
    gets_a_reason(&pack(&[("xl/workbook.bin".into(), vec![0; 40])]), "BOOK-006");
    gets_a_reason(&vec![0; 21 * 1024 * 1024], "BOOK-001");
    let mut container = vec![0; 4096];
    container[..4].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0]);
    gets_a_reason(&container, "BOOK-003");
}
