//! The parts of the package around the text: types, relations, properties, headers, list.

use super::element::{Element, element, value};
use super::paragraph::Paragraph;
use super::{body, marks, picture, styles};
use crate::manuscript::item_mark;
use crate::{Manuscript, layout};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Relations of the document part: id, kind, file.
const PARTS: [(&str, &str, &str); 9] = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "numbering", "numbering.xml"),
    ("rId4", "fontTable", "fontTable.xml"),
    ("rId5", "header", "header1.xml"),
    ("rId6", "header", "header2.xml"),
    ("rId7", "header", "header3.xml"),
    ("rId8", "footer", "footer1.xml"),
    ("rId9", "footer", "footer2.xml"),
];
/// The header of following pages, of page one, and of the first pages of later sections.
pub(super) const HEADER: &str = "rId5";
pub(super) const FIRST_HEADER: &str = "rId6";
pub(super) const LATER_HEADER: &str = "rId7";
/// The foot of page one, and the empty one of other first pages: only with an address.
pub(super) const FOOT: &str = "rId8";
pub(super) const NO_FOOT: &str = "rId9";
/// The list of dashes, and how deep it goes.
pub(super) const DASHES: u8 = 1;
pub(super) const LIST_LEVELS: u8 = 3;

/// Lists every part of the package in the order of the file.
pub(super) fn list(manuscript: &Manuscript) -> Vec<(&'static str, Element)> {
    let mut parts = vec![
        ("[Content_Types].xml", content_types(manuscript)),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(manuscript)),
        ("docProps/app.xml", application(manuscript)),
        ("word/document.xml", root("w:document").child(body::write(manuscript))),
        ("word/_rels/document.xml.rels", document_relations(manuscript)),
        (
            "word/styles.xml",
            styles::write(root("w:styles"), manuscript.language, manuscript.sizes()),
        ),
        ("word/settings.xml", settings()),
        ("word/numbering.xml", numbering()),
        ("word/fontTable.xml", fonts()),
        ("word/header1.xml", header(manuscript, Header::Numbered)),
        ("word/header2.xml", header(manuscript, Header::First)),
        ("word/header3.xml", header(manuscript, Header::Later)),
    ];
    if let Some(address) = manuscript.furniture.address.as_ref().filter(|_| manuscript.has_main()) {
        parts.push(("word/footer1.xml", root("w:ftr").child(marks::foot(address))));
        parts.push(("word/footer2.xml", root("w:ftr").child(Paragraph::of("Footer").build())));
    }
    parts
}

/// Whether page one has a foot (E30).
pub(super) fn has_foot(manuscript: &Manuscript) -> bool {
    manuscript.furniture.address.is_some() && manuscript.has_main()
}

/// Relations that this manuscript has.
fn own_parts(
    manuscript: &Manuscript,
) -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    let has_foot = has_foot(manuscript);
    PARTS.iter().filter(move |(_, kind, _)| *kind != "footer" || has_foot)
}

fn root(name: &'static str) -> Element {
    element(name).with("xmlns:w", MAIN).with("xmlns:r", RELATIONS)
}

fn content_types(manuscript: &Manuscript) -> Element {
    let default = |extension: &str, kind: &str| {
        element("Default").with("Extension", extension).with("ContentType", kind)
    };
    let part = |name: &str, kind: &str| {
        element("Override").with("PartName", name).with("ContentType", kind)
    };
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    let app = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
    let words = own_parts(manuscript)
        .map(|(_, kind, file)| part(&format!("/word/{file}"), &format!("{WORD_TYPE}.{kind}+xml")));
    let has_picture = !picture::all(manuscript).is_empty();
    element("Types")
        .with("xmlns", format!("{PACKAGE}/content-types"))
        .child(default("rels", "application/vnd.openxmlformats-package.relationships+xml"))
        .child(default("xml", "application/xml"))
        .children(has_picture.then(|| default("png", "image/png")))
        .child(part("/word/document.xml", &format!("{WORD_TYPE}.document.main+xml")))
        .children(words)
        .child(part("/docProps/core.xml", core))
        .child(part("/docProps/app.xml", app))
}

fn relation(id: &str, kind: &str, target: &str) -> Element {
    element("Relationship").with("Id", id).with("Type", kind).with("Target", target)
}

fn package_relations() -> Element {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    element("Relationships")
        .with("xmlns", format!("{PACKAGE}/relationships"))
        .child(relation("rId1", &format!("{RELATIONS}/officeDocument"), "word/document.xml"))
        .child(relation("rId2", &core, "docProps/core.xml"))
        .child(relation("rId3", &format!("{RELATIONS}/extended-properties"), "docProps/app.xml"))
}

fn document_relations(manuscript: &Manuscript) -> Element {
    let kind_of = |kind: &str| format!("{RELATIONS}/{kind}");
    let parts = own_parts(manuscript).map(|(id, kind, file)| relation(id, &kind_of(kind), file));
    let pictures = picture::all(manuscript);
    let pictures = pictures
        .iter()
        .map(|drawn| relation(&picture::relation(drawn), &kind_of("image"), &picture::file(drawn)));
    let all = element("Relationships").with("xmlns", format!("{PACKAGE}/relationships"));
    all.children(parts).children(pictures)
}

fn core(manuscript: &Manuscript) -> Element {
    // The clock is not asked: two writings of one manuscript are the same bytes.
    let day = format!("{}T00:00:00Z", manuscript.head.date.earliest());
    let moment = |name| element(name).with("xsi:type", "dcterms:W3CDTF").text(&day);
    element("cp:coreProperties")
        .with("xmlns:cp", format!("{PACKAGE}/metadata/core-properties"))
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(element("dc:title").text(&manuscript.title()))
        .child(element("dc:creator").text(&manuscript.head.issuer_name))
        .child(element("dc:language").text("vi-VN"))
        .child(moment("dcterms:created"))
        .child(moment("dcterms:modified"))
}

fn application(manuscript: &Manuscript) -> Element {
    element("Properties")
        .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
        .child(element("Application").text("Sánh Vai"))
        .child(element("Company").text(&manuscript.head.issuer_name))
}

fn settings() -> Element {
    let mode = element("w:compatSetting")
        .with("w:name", "compatibilityMode")
        .with("w:uri", "http://schemas.microsoft.com/office/word")
        .with("w:val", 15);
    root("w:settings")
        .child(element("w:zoom").with("w:percent", 100))
        .child(value("w:defaultTabStop", layout::FIRST_LINE_TWIPS))
        .child(value("w:characterSpacingControl", "doNotCompress"))
        .child(element("w:compat").child(mode))
        .child(value("w:themeFontLang", "vi-VN"))
        .child(value("w:decimalSymbol", ","))
        .child(value("w:listSeparator", ";"))
}

fn numbering() -> Element {
    let level = |level: u8| {
        let indent =
            element("w:ind").with("w:left", 0).with("w:firstLine", layout::FIRST_LINE_TWIPS);
        element("w:lvl")
            .with("w:ilvl", level - 1)
            .child(value("w:start", 1))
            .child(value("w:numFmt", "bullet"))
            .child(value("w:suff", "space"))
            .child(value("w:lvlText", item_mark(level)))
            .child(value("w:lvlJc", "left"))
            .child(element("w:pPr").child(indent))
            .child(element("w:rPr").child(styles::face_names()))
    };
    let abstract_list = element("w:abstractNum")
        .with("w:abstractNumId", 0)
        .child(value("w:multiLevelType", "multilevel"))
        .children((1..=LIST_LEVELS).map(level));
    let list = element("w:num").with("w:numId", DASHES).child(value("w:abstractNumId", 0));
    root("w:numbering").child(abstract_list).child(list)
}

fn fonts() -> Element {
    let times = element("w:font")
        .with("w:name", styles::FACE)
        .child(value("w:altName", "Tinos"))
        .child(value("w:panose1", "02020603050405020304"))
        .child(value("w:charset", "00"))
        .child(value("w:family", "roman"))
        .child(value("w:pitch", "variable"));
    root("w:fonts").child(times)
}

/// What a header is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Header {
    Numbered,
    First,
    Later,
}

/// The page number stands centred in the top margin (D-04); marks are frames beside it.
fn header(manuscript: &Manuscript, kind: Header) -> Element {
    let furniture = &manuscript.furniture;
    let is_first = kind == Header::First;
    let sizes = manuscript.sizes();
    let circulation = furniture.circulation.filter(|_| is_first && manuscript.has_main());
    let corner = furniture.corner.as_ref().filter(|_| is_first);
    let page = Paragraph::of("Header");
    let page = if kind == Header::Numbered { marks::page_number(page) } else { page };
    root("w:hdr")
        .children(manuscript.sample.then(marks::sample))
        .children(circulation.map(|mark| marks::circulation(mark, sizes)))
        .children(corner.map(marks::corner))
        .child(page.build())
}
