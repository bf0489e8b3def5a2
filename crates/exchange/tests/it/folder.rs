//! The catalog of Nghệ An as it lies on disk, and broken copies of it.

use std::{collections::BTreeMap, fs, path::Path};

use exchange::catalog::{Fault, Source};

/// The folder of the repository, read as the program reads it.
pub(crate) fn nghe_an() -> Source {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/nghe-an-2024");
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    Source { files }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// A copy in which the first `old` of a file reads `new`, and the line where it stood.
pub(crate) fn broken(file: &str, old: &str, new: &str) -> (Source, usize) {
    let mut source = nghe_an();
    let line = replace(&mut source, file, old, new);
    (source, line)
}

/// Replaces the first `old` of a file and says its line.
pub(crate) fn replace(source: &mut Source, file: &str, old: &str, new: &str) -> usize {
    let bytes = source.files.get_mut(file).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let at = text.find(old).unwrap_or_else(|| panic!("{file} has no {old:?}"));
    *bytes = text.replacen(old, new, 1).into_bytes();
    1 + text.get(..at).unwrap().matches('\n').count()
}

/// The faults of a catalog that must have some.
pub(crate) fn faults(source: &Source) -> Vec<Fault> {
    exchange::catalog::read(source).expect_err("the catalog is at fault")
}

/// File, line and code of each fault.
pub(crate) fn places(faults: &[Fault]) -> Vec<(&str, Option<usize>, &str)> {
    faults.iter().map(|fault| (fault.file.as_str(), fault.line, fault.code)).collect()
}
