//! Cells that a sheet joins, as XLSX tells them.

use quick_xml::{Reader, events::Event};

use super::{
    grid::{Merge, spot},
    package::attribute,
};

/// Most joined cells of a sheet; further ones are not looked at.
pub(super) const MERGES_MAX: usize = 5_000;

/// Joined cells stand behind the rows; what cannot be read joins nothing.
pub(super) fn merges(xml: &str) -> Vec<Merge> {
    let Some(from) = xml.rfind("mergeCells").map(|end| &xml[..end]) else { return Vec::new() };
    let begin = from.rfind("sheetData>").unwrap_or(0);
    let Some(behind) = xml[begin..].split_once('>').map(|(_, behind)| behind) else {
        return Vec::new();
    };
    let mut reader = Reader::from_str(behind);
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    while found.len() < MERGES_MAX {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag))
                if tag.local_name().as_ref() == "mergeCell" =>
            {
                let place = attribute(&tag, "ref");
                let ends = place.as_deref().and_then(|place| place.split_once(':'));
                if let Some((from, to)) = ends.and_then(|(a, b)| Some((spot(a)?, spot(b)?))) {
                    found.push(Merge { from, to });
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}
