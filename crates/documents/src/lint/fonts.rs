//! Names of faces as files write them, and which of them the decree allows.

use crate::decree::page::COMPATIBLE_FACES;

/// Whether a face is Times New Roman or one of its measures.
pub(super) fn is_allowed(name: &str) -> bool {
    let bare = family(name);
    COMPATIBLE_FACES.iter().any(|face| squeezed(face) == bare)
}

/// Whether a face belongs to the old encodings TCVN3 or VNI.
pub(super) fn is_legacy(name: &str) -> bool {
    name.starts_with(".Vn") || name.starts_with("VNI-") || name.starts_with("VNtimes")
}

/// Whether the name of a PDF font says bold, or italic.
pub(super) fn style_of(name: &str) -> (bool, bool) {
    let name = name.to_lowercase();
    (name.contains("bold"), name.contains("italic") || name.contains("oblique"))
}

/// `ABCDEF+TimesNewRomanPS-BoldMT` without subset mark, style and maker.
fn family(name: &str) -> String {
    let name =
        name.split_once('+').map_or(name, |(tag, rest)| if tag.len() == 6 { rest } else { name });
    let name = name.split([',', '-']).next().unwrap_or(name);
    let bare = squeezed(name);
    let bare = bare.strip_suffix("mt").unwrap_or(&bare);
    bare.to_owned()
}

fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
