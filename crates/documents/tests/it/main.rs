//! One test binary; a module for each noun of the crate.
#![expect(clippy::unwrap_used, reason = "a test stops where the file is not as it should be")]

mod anchors;
mod docx;
mod ending;
mod html;
mod letters;
mod lint;
mod measures;
mod pdf;
mod spelling;
mod turn;
mod xlsx;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;

/// Unpacks an office file into its parts.
fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = BTreeMap::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.contains("/media/") {
            continue;
        }
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        out.insert(name, content);
    }
    out
}

/// Packs parts into an office file again.
fn pack(parts: &BTreeMap<String, String>) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        package.write_all(content.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

/// Reads a part to its end; a broken one fails.
fn assert_well_formed(name: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
}
