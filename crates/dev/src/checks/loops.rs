//! Loops: inside a crate, the modules of the top level do not use each other in a circle.
//!
//! Reads `crate::noun` paths, in `use` groups too. Tests below a file's `#[cfg(test)]` do not count.

use std::collections::{BTreeMap, BTreeSet};

use crate::{fault::Fault, repository::Repository};

/// Who uses whom, and the place that says so first.
type Arrows<'a> = BTreeMap<&'a str, BTreeMap<&'a str, (&'a str, usize)>>;

/// Finds circles of top-level modules; each module of a circle is told at the line that closes it.
pub(crate) fn modules_do_not_circle(repository: &Repository) -> Vec<Fault> {
    repository.crates().iter().flat_map(|name| circles(&arrows(repository, name))).collect()
}

fn arrows<'a>(repository: &'a Repository, name: &str) -> Arrows<'a> {
    let folder = format!("crates/{name}/src/");
    let mut files: Vec<(&str, &str, &str)> = Vec::new();
    for (path, text) in repository.files() {
        let Some(inner) = path.strip_prefix(&folder).and_then(|p| p.strip_suffix(".rs")) else {
            continue;
        };
        let noun = inner.split('/').next().unwrap_or(inner);
        if !matches!(noun, "lib" | "main" | "bin") {
            files.push((noun, path, text));
        }
    }
    let nouns: BTreeSet<&str> = files.iter().map(|(noun, ..)| *noun).collect();
    let mut arrows = Arrows::new();
    for (noun, path, text) in files {
        for (line, used) in uses(text) {
            let Some(used) = nouns.get(used.as_str()).copied().filter(|used| *used != noun) else {
                continue;
            };
            arrows.entry(noun).or_default().entry(used).or_insert((path, line));
        }
    }
    arrows
}

/// Line and first name of every `crate::` path of the product's code.
fn uses(text: &str) -> Vec<(usize, String)> {
    let code: String = text
        .lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .flat_map(|line| [if line.trim_start().starts_with("//") { "" } else { line }, "\n"])
        .collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c == '$' || c == '_' || c.is_alphanumeric()) {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let names = rest.strip_prefix('{').map_or_else(|| vec![(0, first_name(rest))], group);
        found.extend(names.into_iter().map(|(below, name)| (line + below, name.to_owned())));
    }
    found
}

/// Names of a `use crate::{…}` group, each with how many lines below the brace it stands.
fn group(inside: &str) -> Vec<(usize, &str)> {
    let (mut depth, mut starts, mut below) = (0_u32, true, 0);
    let mut names = Vec::new();
    for (at, letter) in inside.char_indices() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => starts = true,
            '\n' => below += 1,
            _ if starts && !letter.is_whitespace() => {
                names.push((below, first_name(&inside[at..])));
                starts = false;
            }
            _ => {}
        }
    }
    names
}

fn first_name(path: &str) -> &str {
    let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(path.len());
    &path[..end]
}

fn circles(arrows: &Arrows<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (noun, used) in arrows {
        for (next, (path, line)) in used {
            if reaches(arrows, next, noun) {
                let words =
                    format!("{noun} uses {next}, which comes back to {noun}: a loop of modules");
                faults.push(Fault::new(path, *line, words));
            }
        }
    }
    faults
}

fn reaches(arrows: &Arrows<'_>, from: &str, to: &str) -> bool {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(noun) = open.pop() {
        if noun == to {
            return true;
        }
        if seen.insert(noun) {
            open.extend(arrows.get(noun).into_iter().flat_map(BTreeMap::keys).copied());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(files: &[(&str, &str)]) -> Vec<(String, usize)> {
        let mut files = files.to_vec();
        files.push(("crates/a/Cargo.toml", ""));
        let found = modules_do_not_circle(&Repository::of(&files));
        found.into_iter().map(|fault| (fault.file, fault.line)).collect()
    }

    #[test]
    fn a_circle_is_told_at_both_ends() {
        let files = [
            ("crates/a/src/desk.rs", "use crate::{\n    Error,\n    chair::{Leg, Seat},\n};\n"),
            ("crates/a/src/chair/leg.rs", "fn f(d: crate::desk::Desk) {}\n"),
        ];
        let told = [("crates/a/src/chair/leg.rs".into(), 1), ("crates/a/src/desk.rs".into(), 3)];
        assert_eq!(places(&files), told);
    }

    #[test]
    fn tests_comments_and_one_way_uses_are_no_circle() {
        let files = [
            ("crates/a/src/desk.rs", "use crate::chair::Seat;\n"),
            (
                "crates/a/src/chair.rs",
                "// crate::desk\n#[cfg(test)]\nmod tests { use crate::desk; }\n",
            ),
        ];
        assert_eq!(places(&files), []);
    }

    #[test]
    fn a_long_circle_is_found() {
        let files = [
            ("crates/a/src/x.rs", "use crate::y;"),
            ("crates/a/src/y.rs", "use crate::z;"),
            ("crates/a/src/z.rs", "use crate::x;"),
        ];
        assert_eq!(places(&files).len(), 3);
    }
}
