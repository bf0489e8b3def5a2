//! Which cells of an XLSX sheet hold a formula: a number without one was typed.

use std::collections::BTreeSet;

use super::grid::{Spot, spot};

/// Cells with a formula; `None` where a program writes its tags in another manner.
pub(super) fn formulas(xml: &str) -> Option<BTreeSet<Spot>> {
    if !xml.contains("<sheetData") {
        return None;
    }
    let mut found = BTreeSet::new();
    for (at, _) in xml.match_indices("<f") {
        if !xml[at + 2..].starts_with(['>', ' ', '/']) {
            continue;
        }
        let Some(cell) = xml[..at].rfind("<c ") else { continue };
        let tag = xml[cell..at].split('>').next().unwrap_or_default();
        let place = tag.split_once(" r=\"").and_then(|(_, rest)| rest.split('"').next());
        found.insert(spot(place?)?);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_constants() {
        let xml = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>\
            <c r=\"B1\" s=\"2\"><f>SUM(A1)</f><v>1</v></c>\
            <c r=\"C1\"><f t=\"shared\" si=\"0\"/></c></row></sheetData>\
            <cfRule><formula>1</formula></cfRule>";
        assert_eq!(formulas(xml), Some([(0, 1), (0, 2)].into()));
        assert_eq!(formulas("<x:sheetData/>"), None);
    }
}
