//! What is written, byte for byte, and that it is read back.

use std::{fs, path::Path};

use domain::dispatch::{Business, Status};
use exchange::edxml::{DocumentType, Message, listed, read, write_document, write_status};

use super::sample::{package, status};

/// Compares with the kept file; a missing one is written, to be looked at and kept.
fn assert_golden(name: &str, written: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/edxml/golden").join(name);
    let Ok(kept) = fs::read(&path) else {
        fs::write(&path, written).unwrap();
        panic!("{name} is new: look at it and keep it");
    };
    let (kept, written) = (String::from_utf8(kept).unwrap(), str::from_utf8(written).unwrap());
    assert_eq!(kept, written, "{name}");
}

#[test]
fn documents_are_written_as_kept_and_read_back() {
    let names = ["new", "recall", "update", "replacement"];
    for (business, name) in Business::ALL.into_iter().zip(names) {
        let package = package(business);
        let written = write_document(&package).unwrap();
        assert_golden(&format!("document-{name}.edxml"), &written);
        assert_eq!(read(&written), Ok(Message::Document(Box::new(package))), "{name}");
    }
}

#[test]
fn statuses_are_written_as_kept_and_read_back() {
    for kind in Status::ALL {
        let message = status(kind);
        let written = write_status(&message);
        assert_golden(&format!("status-{}.edxml", kind.code()), &written);
        assert_eq!(read(&written), Ok(Message::Status(Box::new(message))));
    }
}

#[test]
fn every_element_of_the_envelope_bears_the_prefix_and_none_outside_it() {
    let written = String::from_utf8(write_document(&package(Business::New)).unwrap()).unwrap();
    let (envelope, outside) = written.split_once("</edXML:edXMLEnvelope>").unwrap();
    for tag in envelope.split('<').skip(3).filter(|tag| !tag.starts_with('/')) {
        assert!(tag.starts_with("edXML:"), "{tag}");
    }
    for tag in outside.split('<').skip(1).filter(|tag| tag.contains("edXML:")) {
        assert!(tag.contains("ContentTransferEncoded"), "{tag}");
    }
}

#[test]
fn the_list_of_types_marks_what_was_not_read_in_the_norm() {
    let code = |name: &str| listed().find(|listed| listed.name == name).unwrap();
    assert_eq!((code("Công văn").code, code("Giấy giới thiệu").code), (18, 26));
    assert!(!code("Công văn").confidence.needs_checking());
    assert!(code("Báo cáo").confidence.needs_checking());
    assert_eq!(listed().filter(|listed| listed.confidence.needs_checking()).count(), 8);
    assert_eq!(
        package(Business::New).document_type,
        DocumentType {
            group: code("Báo cáo").code.to_string(),
            detail: "0".into(),
            name: "Báo cáo".into(),
        }
    );
}
