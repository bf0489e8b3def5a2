//! A small tree of XML elements; its order is the order of the file.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element with attributes and children.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

#[derive(Debug, Clone)]
enum Node {
    Element(Element),
    Text(String),
}

/// Starts an empty element.
pub(super) fn element(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), children: Vec::new() }
}

/// Starts an element with the attribute most of WordprocessingML lives on.
pub(super) fn value(name: &'static str, val: impl ToString) -> Element {
    element(name).with("w:val", val)
}

impl Element {
    /// Adds an attribute.
    #[expect(clippy::needless_pass_by_value, reason = "callers give words and numbers alike")]
    pub(super) fn with(mut self, name: &'static str, val: impl ToString) -> Self {
        self.attributes.push((name, val.to_string()));
        self
    }

    /// Adds a child.
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds several children, or an optional one.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// Adds text, without characters XML cannot hold.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.children.push(Node::Text(text.chars().filter(|c| is_allowed(*c)).collect()));
        self
    }

    /// Gives every element of a name a number of its own in some attribute.
    pub(super) fn number_each(&mut self, of: &str, attribute: &str, next: &mut u32) {
        if self.name == of {
            let number = self.attributes.iter_mut().find(|(name, _)| *name == attribute);
            if let Some((_, value)) = number {
                *value = next.to_string();
                *next += 1;
            }
        }
        for child in &mut self.children {
            if let Node::Element(child) = child {
                child.number_each(of, attribute, next);
            }
        }
    }

    /// Whether it has neither attributes nor children.
    pub(super) const fn is_bare(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty()
    }

    /// Writes the element as a whole XML file.
    pub(super) fn file(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        self.write(&mut writer)?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (name, val) in &self.attributes {
            start.push_attribute((*name, val.as_str()));
        }
        if self.children.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for child in &self.children {
            match child {
                Node::Element(child) => child.write(writer)?,
                Node::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// XML 1.0 holds no control characters except tab and line ends.
const fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}')
        || letter as u32 >= 0x1_0000
}
