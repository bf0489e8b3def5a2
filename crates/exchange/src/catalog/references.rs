//! Names that cross files: owners of indicators, providers of figures, norms of programmes; spelling.

use std::collections::BTreeSet;

use domain::{catalog::Catalog, form::Travel};
use unicode_normalization::is_nfc;

use super::{
    fault::{Faults, Source},
    unit_rules,
};

/// Checks what one file alone cannot know.
pub(super) fn check(source: &Source, catalog: &Catalog, faults: &mut Faults) {
    composed(source, faults);
    let units: BTreeSet<&str> = catalog.units.iter().map(|unit| unit.key.0.as_str()).collect();
    let mut named = BTreeSet::new();
    for indicator in &catalog.indicators {
        named.extend(indicator.owners.iter().map(|owner| ("indicators/", owner.unit.as_str())));
    }
    for form in &catalog.forms {
        let Some(table) = form.table() else { continue };
        named.extend(table.rows.iter().filter_map(|row| match &row.travel {
            Travel::Single { provider } => Some(("forms/", provider.as_str())),
            _ => None,
        }));
    }
    for (folder, key) in named {
        if !units.contains(key) {
            for (file, line) in quoting(source, folder, key) {
                unit_rules::unknown(file, Some(line), key, faults);
            }
        }
    }
    let norms: BTreeSet<&str> = catalog.legal_documents.iter().map(|d| d.code.as_str()).collect();
    for programme in &catalog.programmes {
        let norm = programme.legal_document.as_str();
        if !norm.is_empty() && !norms.contains(norm) {
            for (file, line) in quoting(source, "programmes", norm) {
                let reason = format!("không có văn bản `{norm}`");
                faults.at(file, line, "CAT-213", reason, "Thêm văn bản vào legal/.");
            }
        }
    }
}

/// The lines below a path that quote a name.
fn quoting<'a>(source: &'a Source, folder: &str, name: &str) -> Vec<(&'a str, usize)> {
    let quoted = format!("\"{name}\"");
    let mut places = Vec::new();
    for (file, bytes) in source.files.iter().filter(|(file, _)| file.starts_with(folder)) {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains(&quoted));
        places.extend(lines.map(|(index, _)| (file.as_str(), index + 1)));
    }
    places
}

/// Vietnamese is kept composed, or searching and sorting would miss it.
fn composed(source: &Source, faults: &mut Faults) {
    for (file, bytes) in &source.files {
        let ending = file.rsplit('.').next().unwrap_or_default();
        if !matches!(ending, "toml" | "csv") {
            continue;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for (index, _) in text.lines().enumerate().filter(|(_, line)| !is_nfc(line)) {
            let hint = "Lưu lại văn bản ở dạng dựng sẵn (NFC).";
            faults.at(file, index + 1, "CAT-007", "chữ không ở dạng dựng sẵn", hint);
        }
    }
}
