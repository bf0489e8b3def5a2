//! The text files of the repository, read once; the checks never touch the disk.

use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
};

/// Folders that hold no text of ours, wherever they lie.
const SKIPPED: [&str; 3] = [".git", "node_modules", "target"];

/// Folders of the root that are made by running.
const SKIPPED_AT_ROOT: [&str; 2] = ["data", ".tmp"];

/// Paths with `/`, relative to the root, and their text; files that are no text are left out of `text`.
#[derive(Debug, Default)]
pub(crate) struct Repository {
    text: BTreeMap<String, String>,
    bytes: Vec<String>,
}

impl Repository {
    /// Reads all files below a folder.
    pub(crate) fn load(root: &Path) -> io::Result<Self> {
        let mut found = Self::default();
        let mut open = vec![root.to_path_buf()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                let name = entry.file_name();
                let name = name.to_string_lossy();
                let at_root = folder == root && SKIPPED_AT_ROOT.contains(&name.as_ref());
                let kind = entry.file_type()?;
                if at_root || SKIPPED.contains(&name.as_ref()) || kind.is_symlink() {
                    continue;
                }
                if kind.is_dir() {
                    open.push(entry.path());
                } else {
                    found.read(root, &entry.path())?;
                }
            }
        }
        Ok(found)
    }

    fn read(&mut self, root: &Path, path: &Path) -> io::Result<()> {
        let Ok(relative) = path.strip_prefix(root) else { return Ok(()) };
        let name = relative.to_string_lossy().replace('\\', "/");
        match fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => {
                self.text.insert(name, text);
            }
            Ok(Err(_)) => self.bytes.push(name),
            // An editor's file that is gone again is no fault of the house.
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(cause),
        }
        Ok(())
    }

    /// A repository of the given files, for tests.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let text = files.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        Self { text, bytes: Vec::new() }
    }

    /// Every text file: path and text, by path.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.text.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Text files below a folder (`crates/web/`) that end so (`.rs`).
    pub(crate) fn inside<'a>(
        &'a self,
        folder: &'a str,
        end: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(end))
    }

    /// The text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.text.get(path).map(String::as_str)
    }

    /// Whether a file or a folder is there.
    pub(crate) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        let is_there = |known: &String| known == path || known.starts_with(&folder);
        self.text.keys().any(is_there) || self.bytes.iter().any(is_there)
    }

    /// Names of the crates, by their folders.
    pub(crate) fn crates(&self) -> Vec<&str> {
        self.inside("crates/", "/Cargo.toml")
            .filter_map(|(path, _)| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
            .filter(|name| !name.contains('/'))
            .collect()
    }
}

/// The folder of the workspace: the nearest one upwards whose manifest names members.
pub(crate) fn root() -> io::Result<PathBuf> {
    let here = env::current_dir()?;
    here.ancestors()
        .find(|folder| {
            fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|m| m.contains("[workspace]"))
        })
        .map(Path::to_path_buf)
        .ok_or_else(|| io::Error::other("no workspace here or above"))
}
