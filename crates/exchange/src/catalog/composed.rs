//! Spelling of the files themselves: Vietnamese is kept composed, or searching and sorting would miss it.

use unicode_normalization::is_nfc;

use super::fault::{Faults, Source};

/// Finds lines that are not composed.
pub(super) fn check(source: &Source, faults: &mut Faults) {
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
