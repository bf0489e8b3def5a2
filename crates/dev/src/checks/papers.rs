//! Papers: files they name exist, and generated pages are those that the code would write now.

use crate::{fault::Fault, generate, repository::Repository};

/// A backticked word that begins so is a path of the repository.
const ROOTS: [&str; 5] = ["crates/", "catalog/", "docs/", "e2e/", ".ci/"];

/// Marks of a pattern or of a name the reader fills in.
const OPEN: [char; 7] = ['<', '*', '…', '{', '|', ' ', '='];

/// Finds paths in Markdown that lead nowhere.
pub(crate) fn named_files_exist(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in repository.inside("", ".md") {
        for (index, line) in text.lines().enumerate() {
            for named in paths_in(line).filter(|named| !repository.has(named)) {
                faults.push(Fault::new(
                    path,
                    index + 1,
                    format!("names {named}, which is not there"),
                ));
            }
        }
    }
    faults
}

fn paths_in(line: &str) -> impl Iterator<Item = &str> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| ROOTS.iter().any(|root| word.starts_with(root)) && !word.contains(OPEN))
        .map(|word| word.split(['#', ':']).next().unwrap_or(word))
}

/// Finds generated pages that differ from what the code says.
pub(crate) fn generated_pages_are_fresh(repository: &Repository) -> Vec<Fault> {
    generate::pages()
        .iter()
        .filter_map(|page| {
            let present = repository.text(page.path).unwrap_or_default();
            let differs = present.lines().zip(page.text.lines()).position(|(a, b)| a != b);
            let line = differs.unwrap_or_else(|| present.lines().count()) + 1;
            let words = "is not what the code says now: run `cargo dev generate`";
            (present != page.text).then(|| Fault::new(page.path, line, words))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_nowhere_is_told() {
        let files = [
            ("docs/a.md", "See `crates/web/src/lib.rs:3` and\n`crates/web/src/gone.rs`.\n"),
            ("crates/web/src/lib.rs", ""),
        ];
        let found = named_files_exist(&Repository::of(&files));
        assert_eq!(found.iter().map(|f| f.line).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn folders_count_and_names_to_fill_in_are_not_asked_for() {
        let files = [("docs/a.md", "`docs/` and `crates/<crate>/src` and `crates/*/cases`\n")];
        assert!(named_files_exist(&Repository::of(&files)).is_empty());
    }

    #[test]
    fn a_stale_page_is_told_at_its_first_difference() {
        let fresh = &generate::pages()[0];
        let stale = fresh.text.replacen("# Hàm", "# Hàng", 1);
        let found = generated_pages_are_fresh(&Repository::of(&[(fresh.path, &stale)]));
        assert_eq!((found.len(), found[0].line), (1, 2));
        assert!(
            generated_pages_are_fresh(&Repository::of(&[(fresh.path, &fresh.text)])).is_empty()
        );
    }
}
