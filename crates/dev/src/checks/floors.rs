//! Floors: a crate may depend only on crates of lower floors.

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
        for (line, dependency) in dependencies(repository.text(&path).unwrap_or_default()) {
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

/// Line and name of everything listed under a `dependencies` heading.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut listed = false;
    let mut found = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            listed = line.ends_with("dependencies]");
        } else if listed && !line.starts_with('#') {
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
    fn what_is_no_dependency_is_not_read() {
        assert!(faults("formula", "[package]\nweb = 1\n[dependencies]\n# web = 1\n").is_empty());
    }
}
