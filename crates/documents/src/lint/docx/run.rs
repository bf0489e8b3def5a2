//! The runs of one paragraph: words with their looks, fields, drawings; struck-out text is left out.

use super::{drawing, styles::Styles};
use crate::lint::{
    sheet::{Look, Span},
    xml::Node,
};

/// What one paragraph holds.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    pub(super) spans: Vec<Span>,
    pub(super) found: drawing::Found<'a>,
    /// Look of the page number, where there is one.
    pub(super) page_field: Option<Look>,
    /// Gaps before the page number that carry it to the middle or the right.
    pub(super) tabs: usize,
    field_depth: usize,
    in_instruction: bool,
}

impl<'a> Gathered<'a> {
    /// Walks the children of a paragraph, or of something inside it.
    pub(super) fn through(&mut self, node: &'a Node, base: &Look, styles: &Styles) {
        for child in &node.children {
            match &*child.name {
                "r" => self.run(child, base, styles),
                "del" | "moveFrom" | "pPr" | "Fallback" => {}
                "fldSimple" => {
                    if child.attribute("instr").is_some_and(is_page) {
                        self.page_field = Some(base.clone());
                    }
                    self.through(child, base, styles);
                }
                "AlternateContent" => {
                    if let Some(choice) = child.child("Choice").or_else(|| child.child("Fallback"))
                    {
                        self.through(choice, base, styles);
                    }
                }
                "drawing" | "pict" => drawing::look(child, &mut self.found),
                _ => self.through(child, base, styles),
            }
        }
    }

    fn run(&mut self, run: &'a Node, base: &Look, styles: &Styles) {
        let properties = run.child("rPr");
        let own = properties.map(|part| styles.look(part)).unwrap_or_default();
        let named = properties.and_then(|part| part.child("rStyle")).and_then(Node::value);
        let named = named.map(|id| styles.character(id)).unwrap_or_default();
        let look = own.over(&named).over(base);
        if properties.is_some_and(|part| part.child("vanish").is_some_and(Node::is_on)) {
            return;
        }
        self.content(run, &look);
    }

    fn content(&mut self, run: &'a Node, look: &Look) {
        for child in &run.children {
            match &*child.name {
                "t" => self.write(&child.text, look),
                "tab" | "ptab" => {
                    self.tabs += usize::from(self.page_field.is_none());
                    self.write("\t", look);
                }
                "br" => {
                    let is_line = child.attribute("type").is_none_or(|kind| kind == "textWrapping");
                    if is_line {
                        self.write("\n", look);
                    }
                }
                "cr" => self.write("\n", look),
                "noBreakHyphen" => self.write("-", look),
                "pgNum" => self.page_field = Some(look.clone()),
                "fldChar" => self.field(child),
                "instrText" if self.in_instruction && is_page(&child.text) => {
                    self.page_field = Some(look.clone());
                }
                "AlternateContent" => {
                    if let Some(choice) = child.child("Choice").or_else(|| child.child("Fallback"))
                    {
                        self.content(choice, look);
                    }
                }
                "drawing" | "pict" | "object" => drawing::look(child, &mut self.found),
                _ => {}
            }
        }
    }

    fn field(&mut self, sign: &Node) {
        match sign.attribute("fldCharType") {
            Some("begin") => {
                self.field_depth += 1;
                self.in_instruction = true;
            }
            Some("separate") => self.in_instruction = false,
            Some("end") => {
                self.field_depth = self.field_depth.saturating_sub(1);
                self.in_instruction = false;
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str, look: &Look) {
        if self.in_instruction || text.is_empty() {
            return;
        }
        match self.spans.last_mut().filter(|span| span.look == *look) {
            Some(span) => span.text.push_str(text),
            None => self.spans.push(Span { text: text.to_owned(), look: look.clone() }),
        }
    }
}

fn is_page(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("PAGE"))
}
