//! Which cells of an XLSX sheet hold a formula: a number without one was typed.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Content, Spot, spot};

/// Whether a formula is the bare word: LibreOffice writes TRUE that a person typed so, and its result as 1.
pub(super) fn is_truth(formula: &str) -> bool {
    let bare = formula.trim().trim_start_matches("of:").trim_start_matches('=');
    ["TRUE()", "FALSE()"].iter().any(|word| bare.eq_ignore_ascii_case(word))
}

/// What a cell says whose formula is the bare word.
pub(super) fn as_truth(content: &mut Content) {
    if let Content::Number(value, _) = content {
        *content = Content::Truth(!value.is_zero());
    }
}

/// Cells with a formula; those with the bare word TRUE or FALSE become what they say. `None` where a program
/// writes its tags in another manner.
pub(super) fn formulas(xml: &str, cells: &mut BTreeMap<Spot, Content>) -> Option<BTreeSet<Spot>> {
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
        let place = spot(place?)?;
        found.insert(place);
        let formula = xml[at..].split_once('>').and_then(|(_, rest)| rest.split('<').next());
        if formula.is_some_and(is_truth)
            && let Some(content) = cells.get_mut(&place)
        {
            as_truth(content);
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::{super::grid::Shown, *};

    #[test]
    fn formulas_are_told_from_constants() {
        let xml = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>\
            <c r=\"B1\" s=\"2\"><f>SUM(A1)</f><v>1</v></c>\
            <c r=\"C1\"><f t=\"shared\" si=\"0\"/></c>\
            <c r=\"D1\" t=\"n\"><f aca=\"false\">TRUE()</f><v>1</v></c></row></sheetData>\
            <cfRule><formula>1</formula></cfRule>";
        let one = Content::number(1.0, Shown::Plain);
        let mut cells: BTreeMap<_, _> = (0..4).map(|column| ((0, column), one.clone())).collect();
        assert_eq!(formulas(xml, &mut cells), Some([(0, 1), (0, 2), (0, 3)].into()));
        assert_eq!((&cells[&(0, 2)], &cells[&(0, 3)]), (&one, &Content::Truth(true)));
        assert_eq!(formulas("<x:sheetData/>", &mut cells), None);
    }
}
