//! Floors: a crate may depend only on crates of lower floors, and names in its manifest only what it uses.

use crate::{fault::Fault, repository::Repository};

/// The house from the ground up; crates of one floor do not know each other.
const FLOORS: [&[&str]; 6] = [
    &["formula"],
    &["domain"],
    &["store", "exchange", "documents"],
    &["actions"],
    &["web", "jobs"],
    &["cli"],
];

/// Stands beside the house and may look into every room.
const BESIDE: &str = "dev";

fn floor_of(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

/// Finds dependencies that do not point to a lower floor, and crates without a floor.
pub(crate) fn arrows_run_down(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for name in repository.crates() {
        let path = format!("crates/{name}/Cargo.toml");
        let Some(floor) = floor_of(name) else {
            if name != BESIDE {
                faults.push(Fault::new(&path, 1, format!("{name} has no floor; name one in dev")));
            }
            continue;
        };
        for (line, dependency) in
            listed(repository.text(&path).unwrap_or_default(), "dependencies]")
        {
            let is_beside = dependency == BESIDE;
            if is_beside || floor_of(dependency).is_some_and(|below| below >= floor) {
                let words =
                    format!("{name} may not use {dependency}: arrows run to lower floors only");
                faults.push(Fault::new(&path, line, words));
            }
        }
    }
    faults
}

/// Where a dependency that is none of the house's code stands for the features that it switches on.
const FEATURES_ALONE: &str = "# features alone";

/// Finds dependencies that no source names: the manifest says what a crate may do, and nothing else.
pub(crate) fn manifests_name_what_is_used(repository: &Repository) -> Vec<Fault> {
    let mut faults = Vec::new();
    for name in repository.crates() {
        let (path, folder) = (format!("crates/{name}/Cargo.toml"), format!("crates/{name}/src/"));
        let manifest = repository.text(&path).unwrap_or_default();
        for (line, dependency) in listed(manifest, "[dependencies]") {
            let code = format!("{}::", dependency.replace('-', "_"));
            let mut sources = repository.inside(&folder, ".rs");
            let is_marked =
                manifest.lines().nth(line - 1).is_some_and(|l| l.ends_with(FEATURES_ALONE));
            if !is_marked && !sources.any(|(_, text)| names(text, &code)) {
                let words = format!("no source names {dependency}: take it out of the manifest");
                faults.push(Fault::new(&path, line, words));
            }
        }
    }
    faults
}

/// Whether a crate stands at the head of a path in a source.
fn names(text: &str, code: &str) -> bool {
    let is_head = |c: char| !c.is_alphanumeric() && c != '_' && c != ':';
    text.match_indices(code).any(|(at, _)| text[..at].chars().next_back().is_none_or(is_head))
}

/// Line and name of everything listed under a heading that ends so.
fn listed<'m>(manifest: &'m str, end: &str) -> Vec<(usize, &'m str)> {
    let mut is_listed = false;
    let mut found = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            is_listed = line.ends_with(end);
        } else if is_listed && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            if !name.is_empty() {
                found.push((index + 1, name));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str, manifest: &str) -> Vec<Fault> {
        let path = format!("crates/{name}/Cargo.toml");
        arrows_run_down(&Repository::of(&[(&path, manifest)]))
    }

    #[test]
    fn an_arrow_down_is_allowed() {
        assert!(faults("actions", "[dependencies]\nstore.workspace = true\n").is_empty());
    }

    #[test]
    fn an_arrow_up_or_across_is_told_with_its_line() {
        let found =
            faults("store", "[dependencies]\nweb.workspace = true\nexchange = { path = \"x\" }\n");
        assert_eq!(found.iter().map(|f| f.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_crate_without_a_floor_is_told() {
        assert_eq!(faults("lift", "[dependencies]\n").len(), 1);
    }

    #[test]
    fn what_no_source_names_is_told() {
        let manifest = "[dependencies]\nserde.workspace = true\nsha2 = \"1\"\nbitflags = \"1\" \
            # features alone\n[dev-dependencies]\nzip = \"1\"\n";
        let files = [
            ("crates/web/Cargo.toml", manifest),
            ("crates/web/src/lib.rs", "use serde::Serialize;\n// not_sha2::x\n"),
            ("crates/web/tests/it/main.rs", "zip::write();\nsha2::of();\n"),
        ];
        let found = manifests_name_what_is_used(&Repository::of(&files));
        assert_eq!(found.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn what_is_no_dependency_is_not_read() {
        assert!(faults("formula", "[package]\nweb = 1\n[dependencies]\n# web = 1\n").is_empty());
    }
}
