//! XML as a tree of local names, read with limits and without entities or a document type.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use super::LintError;

const DEPTH_MAX: usize = 120;
/// Bytes of an attribute that are kept: names, measures and ids are short.
const ATTRIBUTE_BYTES_MAX: usize = 600;

/// What the parts of one file may hold together.
#[derive(Debug)]
pub(super) struct Budget {
    pub(super) nodes: usize,
    pub(super) attributes: usize,
}

impl Budget {
    /// Twenty times what a report of a thousand rows holds.
    pub(super) const fn new() -> Self {
        Self { nodes: 400_000, attributes: 800_000 }
    }
}

/// An element; text is kept where it stands.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) children: Vec<Node>,
    /// Text of a leaf.
    pub(super) text: String,
}

impl Node {
    /// An attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }

    /// The attribute `w:val`.
    pub(super) fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// A number from an attribute; lengths may come as `12.0` or `12pt` from foreign hands.
    pub(super) fn number(&self, name: &str) -> Option<i32> {
        let text = self.attribute(name)?.trim();
        let whole = text.split('.').next().unwrap_or(text);
        whole.parse().ok()
    }

    /// A switch like `<w:b/>`: on unless it says off.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off" | "none"))
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| *child.name == *name)
    }

    /// Every child of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| *child.name == *name)
    }

    /// Whether an element of a name stands anywhere below; `depth` limits the walk.
    pub(super) fn first_below(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| {
            if *child.name == *name { Some(child) } else { child.first_below(name) }
        })
    }
}

/// Reads a part as one tree under a nameless root.
pub(super) fn read(xml: &str, budget: &mut Budget) -> Result<Node, LintError> {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|_| LintError::Broken)? {
            Event::Start(tag) => {
                if open.len() > DEPTH_MAX {
                    return Err(LintError::Unsafe);
                }
                open.push(node(&tag, budget)?);
            }
            Event::Empty(tag) => {
                let leaf = node(&tag, budget)?;
                if let Some(above) = open.last_mut() {
                    above.children.push(leaf);
                }
            }
            Event::End(_) => {
                if open.len() > 1
                    && let (Some(mut done), Some(above)) = (open.pop(), open.last_mut())
                {
                    done.children.shrink_to_fit();
                    above.children.push(done);
                }
            }
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = reference(&name)?;
                add(&mut open, letter.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(LintError::Unsafe),
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() == 1 { open.pop().ok_or(LintError::Broken) } else { Err(LintError::Broken) }
}

fn add(open: &mut [Node], text: &str) {
    if let Some(above) = open.last_mut() {
        above.text.push_str(text);
    }
}

fn node(tag: &BytesStart<'_>, budget: &mut Budget) -> Result<Node, LintError> {
    budget.nodes = budget.nodes.checked_sub(1).ok_or(LintError::Unsafe)?;
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        budget.attributes = budget.attributes.checked_sub(1).ok_or(LintError::Unsafe)?;
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
        let value = value.as_ref();
        let kept = value.floor_char_boundary(ATTRIBUTE_BYTES_MAX);
        attributes.push((attribute.key.local_name().as_ref().into(), value[..kept].into()));
    }
    attributes.shrink_to_fit();
    let (name, children) = (tag.local_name().as_ref().into(), Vec::new());
    Ok(Node { name, attributes, children, text: String::new() })
}

/// A character by number, or one of the five that XML itself knows.
fn reference(reference: &BytesRef<'_>) -> Result<char, LintError> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Ok(letter);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(LintError::Unsafe),
    }
}
