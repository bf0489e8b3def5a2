//! Drawings inside a paragraph: straight lines that serve as rules, and boxes with words.

use crate::lint::{sheet::Drawn, xml::Node};

/// English metric units in a twip.
const EMU_PER_TWIP: i64 = 635;

/// What was found in one drawing.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub(super) rules: Vec<Drawn>,
    pub(super) boxes: Vec<&'a Node>,
}

/// Looks through `w:drawing` or `w:pict`.
pub(super) fn look<'a>(node: &'a Node, found: &mut Found<'a>) {
    match &*node.name {
        "Fallback" => return,
        "txbxContent" => {
            found.boxes.push(node);
            return;
        }
        "inline" | "anchor" => found.rules.extend(modern(node)),
        "line" | "shape" | "rect" => found.rules.extend(old(node)),
        _ => {}
    }
    for child in &node.children {
        look(child, found);
    }
}

/// DrawingML: a shape that is a line.
fn modern(node: &Node) -> Option<Drawn> {
    let shape = node.first_below("prstGeom")?.attribute("prst")?;
    if !matches!(shape, "line" | "straightConnector1") {
        return None;
    }
    let extent = node.child("extent")?;
    let say = |name| extent.attribute(name).and_then(|v| v.parse::<i64>().ok()).unwrap_or(0);
    let (across, down) = (say("cx"), say("cy"));
    let dash = node.first_below("prstDash").and_then(Node::value);
    let drawn = Drawn {
        length: i32::try_from(across / EMU_PER_TWIP).ok(),
        dashed: dash.is_some_and(|dash| dash != "solid"),
    };
    (across > down).then_some(drawn)
}

/// VML: `v:line`, or a shape of the connector's type.
fn old(node: &Node) -> Option<Drawn> {
    let dashed = node
        .child("stroke")
        .is_some_and(|stroke| stroke.attribute("dashstyle").is_some_and(|style| style != "solid"));
    if &*node.name == "line" {
        let ends = |name: &str| {
            let mut parts = node.attribute(name)?.split(',').map(length);
            Some((parts.next()??, parts.next()??))
        };
        let length = match (ends("from"), ends("to")) {
            (Some(from), Some(to)) if (to.0 - from.0).abs() >= (to.1 - from.1).abs() => {
                Some((to.0 - from.0).abs())
            }
            (Some(_), Some(_)) => return None,
            _ => None,
        };
        return Some(Drawn { length, dashed });
    }
    if !node.attribute("type").is_some_and(|kind| kind.ends_with("_t32")) {
        return None;
    }
    let style = node.attribute("style").unwrap_or_default();
    let say = |name: &str| {
        let found = style.split(';').filter_map(|part| part.split_once(':'));
        found.filter(|(known, _)| known.trim() == name).find_map(|(_, value)| length(value))
    };
    let (width, height) = (say("width"), say("height").unwrap_or(0));
    width.is_none_or(|width| width > height).then_some(Drawn { length: width, dashed })
}

/// `12.5pt`, `1in`, `10mm`, `3cm` or bare points, in twips.
fn length(words: &str) -> Option<i32> {
    let words = words.trim();
    let split = words.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(words.len());
    let (number, unit) = words.split_at(split);
    let number: f64 = number.parse().ok()?;
    let twips = match unit {
        "in" => number * 1440.0,
        "mm" => number * 56.693,
        "cm" => number * 566.93,
        "px" => number * 15.0,
        _ => number * 20.0,
    };
    whole(twips)
}

/// Nearest whole number; nothing for what no page is long.
#[expect(clippy::cast_possible_truncation, reason = "bounds are checked first")]
fn whole(number: f64) -> Option<i32> {
    (number.abs() < 1_000_000.0).then(|| number.round() as i32)
}
