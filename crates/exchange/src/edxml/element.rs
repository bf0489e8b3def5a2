//! XML as a tree of elements of one namespace, read with limits, without a document type or entities.

use quick_xml::{
    NsReader,
    events::Event,
    name::{Namespace, ResolveResult},
};
use unicode_normalization::UnicodeNormalization;

use super::{EdxmlError, NAMESPACE};
use crate::xml;

const DEPTH_MAX: usize = 32;
const ELEMENTS_MAX: usize = 20_000;
/// Bytes of the text of one element; only a file is longer.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// The element that holds a file.
const FILE: &str = "ContentTransferEncoded";

/// An element with its text.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    children: Vec<Element>,
    content: String,
}

impl Element {
    /// The text without the spaces around it, composed.
    pub(super) fn text(&self) -> String {
        self.content.trim().nfc().collect()
    }

    /// The text as it stands.
    pub(super) fn content(&self) -> &str {
        &self.content
    }

    /// Every child of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The child of a name, which may stand once at most.
    pub(super) fn one(&self, name: &'static str) -> Result<Option<&Self>, EdxmlError> {
        let mut all = self.children.iter().filter(|child| child.name == name);
        let first = all.next();
        if all.next().is_some() { Err(EdxmlError::Repeated(name)) } else { Ok(first) }
    }

    /// The child of a name that must stand.
    pub(super) fn need(&self, name: &'static str) -> Result<&Self, EdxmlError> {
        self.one(name)?.ok_or(EdxmlError::Missing(name))
    }

    /// The text of a child; nothing where there is none.
    pub(super) fn text_of(&self, name: &'static str) -> Result<String, EdxmlError> {
        Ok(self.one(name)?.map(Self::text).unwrap_or_default())
    }
}

/// Reads a whole message.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, EdxmlError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| EdxmlError::NotUtf8)?;
    if text.contains('\0') {
        return Err(EdxmlError::NotUtf8);
    }
    if text.chars().any(is_control) {
        return Err(EdxmlError::ControlCharacter);
    }
    let mut tree = Tree::default();
    let mut reader = NsReader::from_str(text);
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| EdxmlError::Broken)?;
        let is_ours = matches!(namespace, ResolveResult::Bound(Namespace(NAMESPACE)));
        match event {
            Event::Start(tag) => tree.open(tag.local_name().as_ref(), is_ours)?,
            Event::Empty(tag) => {
                tree.open(tag.local_name().as_ref(), is_ours)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.add(&text.xml10_content())?,
            Event::CData(text) => tree.add(&text.xml10_content())?,
            Event::GeneralRef(name) => {
                let letter = xml::character(&name).ok_or(EdxmlError::Forbidden)?;
                if is_control(letter) {
                    return Err(EdxmlError::ControlCharacter);
                }
                tree.add(letter.encode_utf8(&mut [0; 4]))?;
            }
            Event::Decl(declaration) => {
                let encoding =
                    declaration.encoding().transpose().map_err(|_| EdxmlError::Broken)?;
                if !encoding.is_none_or(|encoding| encoding.eq_ignore_ascii_case("utf-8")) {
                    return Err(EdxmlError::NotUtf8);
                }
            }
            Event::DocType(_) | Event::PI(_) => return Err(EdxmlError::Forbidden),
            Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    tree.finish()
}

/// What XML allows nowhere, however it is written; and the controls that it only discourages.
fn is_control(letter: char) -> bool {
    let is_space = matches!(letter, '\t' | '\n' | '\r');
    letter.is_control() && !is_space || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}

/// Elements that are open, from the root down.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
    /// Depth of the signature we are in: it has names of its own and is not kept.
    signature: Option<usize>,
}

impl Tree {
    fn open(&mut self, name: &str, is_ours: bool) -> Result<(), EdxmlError> {
        self.elements += 1;
        if self.open.len() >= DEPTH_MAX || self.elements > ELEMENTS_MAX {
            return Err(EdxmlError::TooDeep);
        }
        let is_second_root = self.open.is_empty() && self.root.is_some();
        let is_signature = name == "Signature";
        if self.signature.is_none() {
            if is_second_root || !(is_ours || is_signature) {
                return Err(EdxmlError::NotEdxml(name.chars().take(40).collect()));
            }
            if is_signature {
                self.signature = Some(self.open.len());
            }
        }
        self.open.push(Element { name: name.to_owned(), ..Element::default() });
        Ok(())
    }

    fn close(&mut self) {
        let Some(mut done) = self.open.pop() else { return };
        match self.signature {
            Some(depth) if depth < self.open.len() => return,
            Some(_) => {
                self.signature = None;
                done.children.clear();
            }
            None => {}
        }
        match self.open.last_mut() {
            Some(above) => above.children.push(done),
            None => self.root = Some(done),
        }
    }

    fn add(&mut self, text: &str) -> Result<(), EdxmlError> {
        let is_kept = self.signature.is_none();
        match self.open.last_mut() {
            Some(element) => {
                let length = element.content.len() + text.len();
                if is_kept && element.name != FILE && length > TEXT_BYTES_MAX {
                    return Err(EdxmlError::TooLong(element.name.chars().take(40).collect()));
                }
                element.content.push_str(text);
            }
            None if text.trim().is_empty() => {}
            None => return Err(EdxmlError::Broken),
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, EdxmlError> {
        if self.open.is_empty() {
            self.root.ok_or(EdxmlError::Broken)
        } else {
            Err(EdxmlError::Broken)
        }
    }
}
