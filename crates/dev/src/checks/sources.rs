//! Source files: each says in its first line what it is, and none is too long to be read at once.

use crate::{fault::Fault, repository::Repository};

/// Longest source file, in lines.
const LINES_MAX: usize = 450;

/// Endings of what people write by hand and read from top to bottom.
const SOURCES: [&str; 4] = [".rs", ".js", ".css", ".html"];

/// Finds Rust files that do not begin with `//!`.
pub(crate) fn files_say_what_they_are(repository: &Repository) -> Vec<Fault> {
    repository
        .inside("", ".rs")
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| Fault::new(path, 1, "begins without `//!`: say what this is and is not"))
        .collect()
}

/// Finds source files longer than a reader's breath.
pub(crate) fn files_are_short(repository: &Repository) -> Vec<Fault> {
    repository
        .files()
        .filter(|(path, _)| SOURCES.iter().any(|end| path.ends_with(end)))
        .filter_map(|(path, text)| {
            let lines = text.lines().count();
            let words = format!("{lines} lines, at most {LINES_MAX}: divide it by its nouns");
            (lines > LINES_MAX).then(|| Fault::new(path, LINES_MAX + 1, words))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_head_is_told() {
        let files = [("a.rs", "//! A room.\n"), ("b.rs", "use std::fmt;\n"), ("c.md", "text")];
        let found = files_say_what_they_are(&Repository::of(&files));
        assert_eq!(found.iter().map(|f| f.file.as_str()).collect::<Vec<_>>(), ["b.rs"]);
    }

    #[test]
    fn the_last_allowed_line_is_allowed() {
        let files = [("a.rs", "x\n".repeat(450)), ("b.js", "x\n".repeat(451))];
        let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
        let found = files_are_short(&Repository::of(&files));
        assert_eq!(found.iter().map(|f| f.file.as_str()).collect::<Vec<_>>(), ["b.js"]);
    }
}
