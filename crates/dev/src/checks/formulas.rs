//! Formula functions: each family has a file of cases, and each function is used in one.

use formula::functions;

use crate::{fault::Fault, repository::Repository};

const FAMILIES: &str = "crates/formula/src/functions/";
const CASES: &str = "crates/formula/cases/";

/// Finds families of functions without a file of cases.
pub(crate) fn families_have_cases(repository: &Repository) -> Vec<Fault> {
    repository
        .inside(FAMILIES, ".rs")
        .filter_map(|(path, _)| {
            let family = path.strip_prefix(FAMILIES)?.strip_suffix(".rs")?;
            let cases = format!("{CASES}{family}.md");
            let is_missing = family != "mod" && repository.text(&cases).is_none();
            is_missing.then(|| Fault::new(path, 1, format!("has no cases in {cases}")))
        })
        .collect()
}

/// Finds functions that no case calls.
pub(crate) fn functions_have_cases(repository: &Repository) -> Vec<Fault> {
    functions()
        .iter()
        .filter(|function| !is_called(repository, function.name))
        .map(|function| {
            let (file, line) = place_of(repository, function.name);
            Fault::new(&file, line, format!("{} has no case in {CASES}", function.name))
        })
        .collect()
}

fn is_called(repository: &Repository, name: &str) -> bool {
    let call = format!("{name}(");
    repository
        .inside(CASES, ".md")
        .any(|(_, text)| text.lines().any(|line| line.starts_with('`') && line.contains(&call)))
}

/// Where a function is listed.
fn place_of(repository: &Repository, name: &str) -> (String, usize) {
    let signature = format!("signature: \"{name}(");
    repository
        .inside(FAMILIES, ".rs")
        .find_map(|(path, text)| {
            let line = text.lines().position(|line| line.contains(&signature))?;
            Some((path.to_owned(), line + 1))
        })
        .unwrap_or_else(|| (format!("{FAMILIES}mod.rs"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_without_cases_is_told() {
        let files = [
            ("crates/formula/src/functions/mod.rs", ""),
            ("crates/formula/src/functions/period.rs", ""),
            ("crates/formula/src/functions/text.rs", ""),
            ("crates/formula/cases/period.md", ""),
        ];
        let found = families_have_cases(&Repository::of(&files));
        assert_eq!(found.len(), 1);
        assert!(found[0].file.ends_with("text.rs"));
    }

    #[test]
    fn a_function_is_called_in_a_formula_not_in_a_sentence() {
        let files = [("crates/formula/cases/a.md", "## abs(x) in words\n`sum(a, b)`\n")];
        let repository = Repository::of(&files);
        assert!(is_called(&repository, "sum") && !is_called(&repository, "abs"));
    }
}
