//! Reads `legal/*.toml`: the documents that the plan and its programmes rest on.

use std::collections::BTreeMap;

use domain::{confidence::Confidence, legal_document::LegalDocument};
use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    fault::{Faults, Source},
    toml_file::{self, TomlFile},
    words,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LegalFile {
    #[serde(default)]
    document: Vec<DocumentFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentFile {
    code: Spanned<String>,
    kind: String,
    number: String,
    date: Option<Spanned<Datetime>>,
    issuer: String,
    title: String,
    from: Option<Spanned<Datetime>>,
    to: Option<Spanned<Datetime>>,
    replaced_by: Option<Spanned<String>>,
    confidence: Spanned<String>,
    source: String,
}

/// Reads all documents, in the order of files and lines.
pub(super) fn read(source: &Source, faults: &mut Faults) -> Vec<LegalDocument> {
    let mut documents = Vec::new();
    let mut places: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut replacements = Vec::new();
    for path in source.inside("legal/", ".toml") {
        let Some(file) = toml_file::read::<LegalFile>(source, path, faults) else { continue };
        for written in &file.value.document {
            let place = (path.to_owned(), file.line(&written.code));
            if places.insert(written.code.get_ref().clone(), place).is_some() {
                let reason = format!("trùng văn bản `{}`", written.code.get_ref());
                let line = file.line(&written.code);
                faults.at(path, line, "CAT-211", reason, "Bỏ dòng thừa hoặc đổi khóa.");
            }
            if let Some(code) = &written.replaced_by {
                replacements.push((path, file.line(code), code.get_ref().clone()));
            }
            documents.push(document(&file, written, faults));
        }
    }
    for (path, line, code) in replacements {
        if !places.contains_key(&code) && !faults.may_hide(source, "legal/", &code) {
            unknown((path, line), &code, places.keys().map(String::as_str), faults);
        }
    }
    documents
}

/// Says that a document is not known.
pub(super) fn unknown<'a>(
    (file, line): (&str, usize),
    code: &str,
    known: impl Iterator<Item = &'a str>,
    faults: &mut Faults,
) {
    let hint = format!("{}Sửa khóa, hoặc thêm văn bản vào legal/.", words::meant(code, known));
    faults.at(file, line, "CAT-213", format!("không có văn bản `{code}`"), hint);
}

fn document(
    file: &TomlFile<LegalFile>,
    written: &DocumentFile,
    faults: &mut Faults,
) -> LegalDocument {
    let date = written.date.as_ref().and_then(|date| file.date(date, faults));
    let valid_from = written.from.as_ref().and_then(|date| file.date(date, faults));
    let valid_to = written.to.as_ref().and_then(|date| file.date(date, faults));
    if let (Some(from), Some(to), Some(place)) = (valid_from, valid_to, &written.to)
        && to < from
    {
        let reason = format!("văn bản `{}` hết hiệu lực trước khi có", written.code.get_ref());
        faults.at(&file.file, file.line(place), "CAT-212", reason, "Sửa from hoặc to.");
    }
    let confidence =
        file.word(&written.confidence, Confidence::from_code, words::CONFIDENCE, faults);
    LegalDocument {
        code: written.code.get_ref().clone(),
        kind: written.kind.clone(),
        number: written.number.clone(),
        date,
        issuer: written.issuer.clone(),
        title: written.title.clone(),
        valid_from,
        valid_to,
        replaced_by: written.replaced_by.as_ref().map(|code| code.get_ref().clone()),
        confidence: confidence.unwrap_or_default(),
        source: written.source.clone(),
    }
}
