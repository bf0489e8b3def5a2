//! Catalog files: a form or an indicator lies in the file that bears its code.

use crate::{fault::Fault, repository::Repository};

/// Folders of a catalog in which a file is one definition.
const FOLDERS: [&str; 2] = ["forms", "indicators"];

/// Finds definitions whose code and file name differ.
pub(crate) fn files_are_named_by_their_code(repository: &Repository) -> Vec<Fault> {
    repository
        .inside("catalog/", ".toml")
        .filter_map(|(path, text)| {
            let (folder, name) = path.strip_suffix(".toml")?.rsplit_once('/')?;
            let folder = folder.rsplit('/').next()?;
            if !FOLDERS.contains(&folder) {
                return None;
            }
            let Some((line, code)) = code_of(text) else {
                return Some(Fault::new(path, 1, "has no line `code = \"…\"`"));
            };
            let words = format!("code \"{code}\" lies in {name}.toml: file and code bear one name");
            (code != name).then(|| Fault::new(path, line, words))
        })
        .collect()
}

/// Line and text of the definition's own code, which stands before the first heading.
fn code_of(text: &str) -> Option<(usize, &str)> {
    text.lines().enumerate().take_while(|(_, line)| !line.starts_with('[')).find_map(
        |(index, line)| {
            let value = line.strip_prefix("code")?.trim_start().strip_prefix('=')?;
            Some((index + 1, value.trim().trim_matches('"')))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_unlike_its_file_is_told_with_its_line() {
        let files = [
            ("catalog/p/forms/T1.toml", "# T1\ncode = \"T1\"\n"),
            ("catalog/p/forms/T2.toml", "# a copy\n\ncode = \"T1\"\n"),
            ("catalog/p/indicators/1.1.toml", "[sheet]\ncode = \"1.1\"\n"),
            ("catalog/p/plan.toml", "code = \"x\"\n"),
        ];
        let found = files_are_named_by_their_code(&Repository::of(&files));
        let places: Vec<(&str, usize)> = found.iter().map(|f| (f.file.as_str(), f.line)).collect();
        assert_eq!(places, [("catalog/p/forms/T2.toml", 3), ("catalog/p/indicators/1.1.toml", 1)]);
    }
}
