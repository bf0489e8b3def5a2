//! A DOCX into a sheet: anyone's file, with styles followed and tracked changes as accepted.

mod drawing;
mod numbering;
mod package;
mod run;
mod section;
mod styles;
mod walk;

use std::collections::HashMap;

use self::{numbering::Numbering, package::Package, section::Headers, styles::Styles, walk::Walk};
use super::{
    LintError,
    sheet::{Origin, Sheet},
    xml::Node,
};

/// Most header and footer parts that are opened.
const HEADERS_MAX: usize = 60;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, LintError> {
    let mut package = Package::open(bytes)?;
    let document = package.part("word/document.xml")?.ok_or(LintError::UnknownKind)?;
    let (targets, linked) = targets(&mut package)?;
    let has_macros = package.has("vbaproject.bin");
    let part_of_kind = |kind: &str| {
        targets.values().find(|(known, _)| known == kind).map(|(_, path)| path.as_str())
    };
    let theme = match part_of_kind("theme") {
        Some(path) => package.part(path)?,
        None => None,
    };
    let styles = package.part(part_of_kind("styles").unwrap_or("word/styles.xml"))?;
    let styles = Styles::read(styles.as_ref(), theme.as_ref());
    let lists = package.part(part_of_kind("numbering").unwrap_or("word/numbering.xml"))?;
    let mut headers = HashMap::new();
    for (id, (kind, path)) in &targets {
        if matches!(kind.as_str(), "header" | "footer")
            && headers.len() < HEADERS_MAX
            && let Some(part) = package.part(path)?
        {
            headers.insert(id.clone(), part);
        }
    }
    let body = document
        .child("document")
        .and_then(|root| root.child("body"))
        .ok_or(LintError::UnknownKind)?;
    let width = body.first_below("sectPr").and_then(section::text_width);
    let mut walk = Walk::new(&styles, Numbering::read(lists.as_ref()), width);
    walk.body(body);
    let headers = Headers::new(&headers, &styles);
    let sections = section::read(&walk.sections, &headers);
    let tables = std::mem::take(&mut walk.tables);
    let (lines, floating_rules) = walk.finish();
    let mut left = Leftovers::default();
    left.count(body);
    Ok(Sheet {
        origin: Origin::Docx,
        sections,
        lines,
        floating_rules,
        has_macros,
        linked,
        tables,
        changes: left.changes,
        comments: left.comments,
        ..Sheet::default()
    })
}

/// Relations of the document, id to kind and path; and whether something outside is loaded on opening.
type Targets = (HashMap<String, (String, String)>, bool);

fn targets(package: &mut Package<'_>) -> Result<Targets, LintError> {
    let mut found = HashMap::new();
    let mut linked = false;
    let settings = package.part("word/_rels/settings.xml.rels")?;
    let document = package.part("word/_rels/document.xml.rels")?;
    let roots = [settings.as_ref(), document.as_ref()];
    for node in roots
        .into_iter()
        .flatten()
        .filter_map(|r| r.child("Relationships"))
        .flat_map(|all| all.all("Relationship"))
    {
        let is_outside = node.attribute("TargetMode") == Some("External");
        let is_link = node.attribute("Type").is_some_and(|kind| kind.ends_with("/hyperlink"));
        linked |= is_outside && !is_link;
    }
    let Some(all) = document.as_ref().and_then(|root| root.child("Relationships")) else {
        return Ok((found, linked));
    };
    for node in all.all("Relationship") {
        let say = |name: &str| node.attribute(name).map(ToOwned::to_owned);
        let (Some(id), Some(kind), Some(target)) = (say("Id"), say("Type"), say("Target")) else {
            continue;
        };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        if node.attribute("TargetMode") != Some("External") {
            found.insert(id, (kind, path(&target)));
        }
    }
    Ok((found, linked))
}

/// A target as a path in the package: from the root, or beside the document.
fn path(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None => format!("word/{}", target.trim_start_matches("./")),
    }
}

/// Traces of the work on a text that a finished one has no more.
#[derive(Debug, Default)]
struct Leftovers {
    changes: usize,
    comments: usize,
}

impl Leftovers {
    fn count(&mut self, node: &Node) {
        for child in &node.children {
            let is_change = matches!(
                &*child.name,
                "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange" | "pPrChange" | "tblPrChange"
            );
            self.changes += usize::from(is_change);
            self.comments += usize::from(&*child.name == "commentReference");
            self.count(child);
        }
    }
}

/// Text of an element and all below it, up to a length.
fn text_below(node: &Node, most: usize, out: &mut String) {
    if out.len() > most {
        return;
    }
    if &*node.name == "t" {
        out.push_str(&node.text);
    }
    for child in &node.children {
        text_below(child, most, out);
    }
    if &*node.name == "p" {
        out.push('\n');
    }
}
