//! Forgotten files: Rust files that no module names are never compiled, migrations and cases unnamed
//! never run.

use crate::{fault::Fault, repository::Repository};

/// Finds Rust files under `src` and `tests/it` that no `mod` line names.
pub(crate) fn files_belong_to_a_module(repository: &Repository) -> Vec<Fault> {
    repository
        .inside("crates/", ".rs")
        .filter_map(|(path, _)| {
            let (parents, name) = parents_of(path)?;
            let named = parents.iter().filter_map(|p| repository.text(p)).any(|t| names(t, &name));
            let words = format!(
                "no `mod {name};` in {}: this file is never compiled",
                parents.join(" or ")
            );
            (!named).then(|| Fault::new(path, 1, words))
        })
        .collect()
}

/// The files that may name this one, and the name; nothing for the root of a program.
fn parents_of(path: &str) -> Option<(Vec<String>, String)> {
    let (folder, file) = path.rsplit_once('/')?;
    let root =
        path.find("/src/").map(|at| at + 4).or_else(|| path.find("/tests/it/").map(|at| at + 9))?;
    let is_program = folder.len() == root && matches!(file, "lib.rs" | "main.rs");
    if is_program || folder.ends_with("/src/bin") {
        return None;
    }
    let (folder, name) = match file.strip_suffix(".rs")? {
        "mod" => folder.rsplit_once('/')?,
        name => (folder, name),
    };
    let parents = if folder.len() <= root {
        vec![format!("{folder}/lib.rs"), format!("{folder}/main.rs")]
    } else {
        vec![format!("{folder}/mod.rs"), format!("{folder}.rs")]
    };
    Some((parents, name.to_owned()))
}

fn names(text: &str, name: &str) -> bool {
    let declaration = format!("mod {name};");
    text.lines().any(|line| {
        let line = line.trim();
        line == declaration
            || (line.starts_with("pub") && line.ends_with(&format!(" {declaration}")))
    })
}

/// Finds case files that no test of their crate reads, by name or with their whole folder.
pub(crate) fn cases_are_run(repository: &Repository) -> Vec<Fault> {
    repository
        .inside("crates/", ".md")
        .filter_map(|(path, _)| {
            let (owner, name) = path.split_once("/cases/")?;
            let (own, all) = (format!("cases/{name}\""), ".join(\"cases\")");
            let tests = format!("{owner}/tests/");
            let mut texts = repository.inside(&tests, ".rs").map(|(_, text)| text);
            let is_run = texts.any(|text| text.contains(&own) || text.contains(all));
            (!is_run).then(|| Fault::new(path, 1, format!("no test in {tests} runs it")))
        })
        .collect()
}

/// Finds migrations that the list in `migrate.rs` does not name.
pub(crate) fn migrations_are_run(repository: &Repository) -> Vec<Fault> {
    let list = repository.text("crates/store/src/migrate.rs").unwrap_or_default();
    repository
        .inside("crates/store/migrations/", ".sql")
        .filter(|(path, _)| !list.contains(path.rsplit('/').next().unwrap_or(path)))
        .map(|(path, _)| Fault::new(path, 1, "not in the list of crates/store/src/migrate.rs"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forgotten(files: &[(&str, &str)]) -> Vec<String> {
        files_belong_to_a_module(&Repository::of(files)).into_iter().map(|f| f.file).collect()
    }

    #[test]
    fn a_test_file_nobody_names_is_told() {
        let files = [
            ("crates/a/tests/it/main.rs", "mod known;\n"),
            ("crates/a/tests/it/known.rs", ""),
            ("crates/a/tests/it/lost.rs", ""),
        ];
        assert_eq!(forgotten(&files), ["crates/a/tests/it/lost.rs"]);
    }

    #[test]
    fn folders_are_named_by_their_parent_and_name_their_files() {
        let files = [
            ("crates/a/src/lib.rs", "pub mod room;\n"),
            ("crates/a/src/room/mod.rs", "pub(crate) mod desk;\nmod not_chair; // mod chair;\n"),
            ("crates/a/src/room/desk.rs", ""),
            ("crates/a/src/room/chair.rs", ""),
        ];
        assert_eq!(forgotten(&files), ["crates/a/src/room/chair.rs"]);
    }

    #[test]
    fn roots_and_programs_need_no_name() {
        assert!(
            forgotten(&[("crates/a/src/main.rs", ""), ("crates/a/src/bin/tool.rs", "")]).is_empty()
        );
    }

    #[test]
    fn a_migration_outside_the_list_is_told() {
        let files = [
            ("crates/store/src/migrate.rs", "include_str!(\"../migrations/0001_a.sql\")"),
            ("crates/store/migrations/0001_a.sql", ""),
            ("crates/store/migrations/0002_b.sql", ""),
        ];
        assert_eq!(migrations_are_run(&Repository::of(&files)).len(), 1);
    }

    #[test]
    fn a_case_file_that_no_test_reads_is_told() {
        let files = [
            ("crates/a/cases/one.md", ""),
            ("crates/a/cases/two.md", ""),
            ("crates/a/tests/it/one.rs", "include_str!(\"../../cases/one.md\")"),
            ("crates/b/cases/all.md", ""),
            ("crates/b/tests/it/cases.rs", "folder.join(\"cases\")"),
        ];
        let found = cases_are_run(&Repository::of(&files));
        assert_eq!(
            found.iter().map(|f| f.file.as_str()).collect::<Vec<_>>(),
            ["crates/a/cases/two.md"]
        );
    }
}
