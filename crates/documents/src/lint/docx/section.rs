//! Sections: paper, margins, and the page numbers that headers and footers print.

use std::collections::HashMap;

use super::{styles::Styles, walk};
use crate::lint::{
    sheet::{PageNumber, Section},
    xml::Node,
};

/// Sections that are looked at.
const SECTIONS_MAX: usize = 500;

/// Page numbers of every header and footer part, by relation.
pub(super) struct Headers(HashMap<String, Option<PageNumber>>);

impl Headers {
    pub(super) fn new(parts: &HashMap<String, Node>, styles: &Styles) -> Self {
        let numbers = parts.iter().map(|(id, part)| (id.clone(), walk::number_of(part, styles)));
        Self(numbers.collect())
    }

    fn number(&self, id: &str) -> Option<PageNumber> {
        self.0.get(id).cloned().flatten()
    }
}

/// Reads sections in order; one without a header takes that of the section before.
pub(super) fn read(nodes: &[&Node], headers: &Headers) -> Vec<Section> {
    let mut references: HashMap<(&str, &str), &str> = HashMap::new();
    let mut sections = Vec::new();
    for node in nodes.iter().take(SECTIONS_MAX) {
        for child in &node.children {
            let place = match &*child.name {
                "headerReference" => "header",
                "footerReference" => "footer",
                _ => continue,
            };
            if let (Some(kind), Some(id)) = (child.attribute("type"), child.attribute("id")) {
                references.insert((place, kind), id);
            }
        }
        let number = |kind| {
            let of = |place| references.get(&(place, kind)).and_then(|id| headers.number(id));
            let below = || of("footer").map(|found| PageNumber { in_footer: true, ..found });
            of("header").or_else(below)
        };
        let first_differs = node.child("titlePg").is_some_and(Node::is_on);
        let following = number("default");
        let first = if first_differs { number("first") } else { following.clone() };
        sections.push(section(node, following, first));
    }
    sections
}

fn section(node: &Node, number: Option<PageNumber>, first_number: Option<PageNumber>) -> Section {
    let size = |name| node.child("pgSz").and_then(|part| part.number(name));
    let margin = |name| node.child("pgMar").and_then(|part| part.number(name));
    let pages = node.child("pgNumType");
    Section {
        width: size("w"),
        height: size("h"),
        top: margin("top").map(i32::abs),
        bottom: margin("bottom").map(i32::abs),
        left: margin("left").map(|left| left + margin("gutter").unwrap_or(0)),
        right: margin("right"),
        number,
        first_number,
        start: pages.and_then(|part| part.number("start")).and_then(|n| u32::try_from(n).ok()),
        format: pages.and_then(|part| part.attribute("fmt")).map(ToOwned::to_owned),
        page: 0,
        is_left_sure: true,
    }
}

/// Width of the text in twips.
pub(super) fn text_width(node: &Node) -> Option<i32> {
    let margin = |name| node.child("pgMar").and_then(|part| part.number(name)).unwrap_or(0);
    Some(node.child("pgSz")?.number("w")? - margin("left") - margin("right"))
}
