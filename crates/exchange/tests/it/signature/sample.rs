//! A small file, and its signatures for trial.

use std::fmt::Write;

use exchange::signature::{
    Anchors, Signature, read,
    trial::{Key, Rectangle, Trial, sign},
};
use jiff::Timestamp;

/// 05/12/2026 14:30:45 in Vietnam.
pub(super) fn at() -> Timestamp {
    "2026-12-05T07:30:45Z".parse().unwrap()
}

/// A file of objects, numbered from 1, with its table; the first is the catalog, the last the info.
pub(super) fn file(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (object, number) in objects.iter().zip(1..) {
        writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = bytes.len();
    let count = objects.len();
    bytes.extend(
        format!(
            "{table}trailer\n<</Size {}/Root 1 0 R/Info {count} 0 R>>\nstartxref\n{start}\n%%EOF\n",
            count + 1
        )
        .bytes(),
    );
    bytes
}

/// Two pages.
pub(super) fn pdf() -> Vec<u8> {
    let words = "BT /F1 24 Tf 72 700 Td (Bao cao nam 2026) Tj ET";
    let content = format!("<</Length {}>>\nstream\n{words}\nendstream", words.len());
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R\
                /Resources<</Font<</F1 6 0 R>>>>>>";
    file(&[
        "<</Type/Catalog/Pages 2 0 R/Lang(vi)>>",
        "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
        page,
        page,
        &content,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Producer(Thu nghiem)>>",
    ])
}

pub(super) fn key() -> Key {
    Key::from_seed([7; 32])
}

pub(super) fn trial() -> Trial<'static> {
    Trial {
        name: "Phó Giám đốc Sở",
        organisation: "Sở Nội vụ",
        reason: "Ký duyệt báo cáo",
        location: "Nghệ An",
        at: at(),
        page: 0,
        place: Rectangle { x: 340.0, y: 90.0, width: 180.0, height: 40.0 },
    }
}

pub(super) fn signed_once() -> Vec<u8> {
    sign(&pdf(), &key(), &trial()).unwrap()
}

/// The office signs over the leader, on the other page.
pub(super) fn signed_twice() -> Vec<u8> {
    let office = Trial { name: "Văn thư", reason: "Phát hành", page: 1, ..trial() };
    sign(&signed_once(), &Key::from_seed([9; 32]), &office).unwrap()
}

/// Signatures of a file, with nobody trusted.
pub(super) fn signatures(pdf: &[u8]) -> Vec<Signature> {
    read(pdf, &Anchors::default()).unwrap()
}

/// Codes of what was found.
pub(super) fn codes(pdf: &[u8]) -> Vec<&'static str> {
    signatures(pdf).iter().map(|signature| signature.verdict.code()).collect()
}

/// The place of a text that must be there.
pub(super) fn place(bytes: &[u8], text: &str) -> usize {
    let found = bytes.windows(text.len()).position(|window| window == text.as_bytes());
    found.unwrap_or_else(|| panic!("no {text}"))
}

/// The file with a text changed into one of the same length.
pub(super) fn with(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = place(bytes, from);
    let mut changed = bytes.to_vec();
    changed[at..at + from.len()].copy_from_slice(to.as_bytes());
    changed
}

/// The file with more objects and a table of its own after them, as a program would add them.
pub(super) fn updated(bytes: &[u8], objects: &[(u32, &str)], root: &str) -> Vec<u8> {
    let mut updated = bytes.to_vec();
    let mut table = String::from("xref\n");
    for (number, object) in objects {
        writeln!(table, "{number} 1\n{:010} 00000 n ", updated.len()).unwrap();
        updated.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = updated.len();
    let trailer = format!("trailer\n<</Size 40/Root {root}/Info 7 0 R/Prev 9>>\n");
    updated.extend(format!("{table}{trailer}startxref\n{start}\n%%EOF\n").bytes());
    updated
}
