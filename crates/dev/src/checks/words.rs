//! Words: no path of one person's machine, and Vietnamese written one way: NFC, and the tone of an open
//! syllable on its first vowel (hòa, thủy, Ủy).

use unicode_normalization::is_nfc;

use crate::{fault::Fault, repository::Repository};

/// First folders of paths that exist on one machine only.
const MACHINE: [&str; 4] = ["home", "root", "tmp", "work"];

/// Texts in which such a path is a mistake.
const READ: [&str; 7] = [".md", ".toml", ".html", ".js", ".css", ".csv", ".rs"];

/// Texts that people of an office read.
const VIETNAMESE: [&str; 5] = [".html", ".toml", ".csv", ".md", ".js"];

/// Quotations of issued documents keep the spelling they were printed with.
const QUOTED: [&str; 3] = ["/plan.toml", "/legal/", "/cases/plan/"];

/// Vowel pairs with the tone on the second letter, as the older manner writes an open syllable.
const OLDER: [&str; 15] =
    ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"];

/// Finds absolute paths of a machine.
pub(crate) fn no_machine_paths(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in repository.files() {
        if !READ.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            if let Some(folder) = MACHINE.iter().find(|folder| has_absolute(line, folder)) {
                let words = format!("names a path of one machine (/{folder})");
                faults.push(Fault::new(path, index + 1, words));
            }
        }
    }
    faults
}

/// Whether a line holds `/folder/` as the beginning of a path.
fn has_absolute(line: &str, folder: &str) -> bool {
    let wanted = format!("/{folder}/");
    line.match_indices(&wanted).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| {
            !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '}' | '>' | '*'))
        })
    })
}

/// Finds Vietnamese that is decomposed or sets its tone the older way.
pub(crate) fn vietnamese_is_written_one_way(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in repository.files() {
        if !VIETNAMESE.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        let is_quoted = QUOTED.iter().any(|part| path.contains(part));
        for (index, line) in text.lines().enumerate() {
            if !is_nfc(line) {
                faults.push(Fault::new(
                    path,
                    index + 1,
                    "is not in NFC: letters and tones are apart",
                ));
            } else if let Some(pair) = older_tone(line).filter(|_| !is_quoted) {
                let words =
                    format!("\"{pair}\" ends a syllable: the tone belongs on the first vowel");
                faults.push(Fault::new(path, index + 1, words));
            }
        }
    }
    faults
}

/// The first open syllable whose tone sits on its last vowel; `quý` is right, since `qu` is a consonant.
fn older_tone(line: &str) -> Option<&'static str> {
    let line = line.to_lowercase();
    OLDER.into_iter().find(|pair| {
        line.match_indices(pair).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + pair.len()..].chars().next();
            after.is_none_or(|c| !c.is_alphabetic()) && before != Some('q')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_paths_are_told_and_relative_ones_are_not() {
        let home = ["see `", "/home", "/me/x`"].concat();
        assert!(has_absolute(&home, "home"));
        assert!(!has_absolute("crates/web/templates/work/index.html", "work"));
        assert!(!has_absolute("https://example.org/work/", "work"));
    }

    #[test]
    fn open_syllables_bear_their_tone_on_the_first_vowel() {
        assert_eq!(older_tone("Uỷ ban nhân dân"), Some("uỷ"));
        assert_eq!(older_tone("xã Hoà, thị trấn"), Some("oà"));
        assert_eq!(older_tone("Ủy ban; hoàn thành; quý I; xã Hòa Sơn; Nguyễn"), None);
    }

    #[test]
    fn decomposed_letters_are_told() {
        let files =
            [("a.html", "<p>Báo cáo</p>\n<p>Ba\u{301}o ca\u{301}o</p>\n"), ("b.rs", "Ba\u{301}o")];
        let found = vietnamese_is_written_one_way(&Repository::of(&files));
        assert_eq!(
            found.iter().map(|f| (f.file.as_str(), f.line)).collect::<Vec<_>>(),
            [("a.html", 2)]
        );
    }
}
