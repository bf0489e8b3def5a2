//! DOCX: paragraphs in order with their automatic numbers, tables, no struck-out text, no notes.

use quick_xml::events::{BytesStart, Event};

use super::{
    TextError,
    numbering::{ListPlace, Numbering},
    package::{Package, attribute, is_on, reader, reference, value},
    table::Table,
};

/// Deepest nesting of paragraphs and tables that is followed.
const DEPTH_MAX: usize = 40;

/// Parts whose content is not what the reader of the printed page sees.
const LEFT_OUT: [&str; 12] = [
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
];

/// The text of a DOCX file, a paragraph a line.
pub(super) fn text(bytes: &[u8]) -> Result<String, TextError> {
    let mut package = Package::open(bytes)?;
    let body = package.part("word/document.xml")?.ok_or(TextError::UnknownKind)?;
    let mut numbering = Numbering::default();
    if let Some(xml) = package.part("word/styles.xml")? {
        numbering.read_styles(&xml)?;
    }
    if let Some(xml) = package.part("word/numbering.xml")? {
        numbering.read(&xml)?;
    }
    let mut walk = Walk { numbering, ..Walk::default() };
    walk.through(&body)?;
    Ok(walk.lines.join("\n"))
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    place: ListPlace,
    style: Option<String>,
    /// The mark at its end is struck out: the next paragraph goes on in the same line.
    goes_on: bool,
}

#[derive(Debug, Default)]
struct Walk {
    numbering: Numbering,
    lines: Vec<String>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Begun by paragraphs whose end mark is struck out.
    begun: Option<Paragraph>,
    /// How deep inside something that is left out.
    left_out: usize,
    in_run: bool,
    in_text: bool,
    hidden: bool,
    /// Inside `pPr` or `trPr`, where `del` strikes out a mark and no text.
    in_properties: usize,
}

impl Walk {
    fn through(&mut self, xml: &str) -> Result<(), TextError> {
        let mut reader = reader(xml);
        loop {
            match reader.read_event().map_err(|_| TextError::BrokenDocx)? {
                Event::Start(tag) => self.start(&tag)?,
                Event::Empty(tag) if self.left_out == 0 => self.single(&tag),
                Event::End(tag) => self.end(tag.local_name().as_ref()),
                Event::Text(text) if self.in_text => self.write(&text.xml10_content()),
                Event::CData(text) if self.in_text => self.write(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let c = reference(&name)?;
                    if self.in_text {
                        self.write(c.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::DocType(_) => return Err(TextError::UnsafeDocx),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), TextError> {
        let name = tag.local_name();
        let name = name.as_ref();
        let struck_out = name == "del" && self.in_properties == 0;
        if self.left_out > 0 || struck_out || LEFT_OUT.contains(&name) {
            self.left_out += 1;
            return Ok(());
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "tbl" => self.tables.push(Table::default()),
            "tr" => self.table(Table::begin_row),
            "tc" => self.table(Table::begin_cell),
            "r" => (self.in_run, self.hidden) = (true, false),
            "t" => self.in_text = true,
            "pPr" | "trPr" => self.in_properties += 1,
            _ => self.single(tag),
        }
        if self.paragraphs.len() + self.tables.len() > DEPTH_MAX {
            return Err(TextError::UnsafeDocx);
        }
        Ok(())
    }

    /// An element without content, or one whose attributes are all that counts.
    fn single(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "p" => {
                self.paragraphs.push(Paragraph::default());
                self.end_paragraph();
            }
            "tc" => self.table(Table::begin_cell),
            "gridSpan" => self.table(|table| table.span(value(tag).unwrap_or(1))),
            "vMerge" if attribute(tag, "val").as_deref() != Some("restart") => {
                self.table(Table::merge);
            }
            "tab" if self.in_run => self.write("\t"),
            "br" | "cr" if self.in_run => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "vanish" if self.in_run => self.hidden = is_on(tag),
            "del" if self.in_properties > 0 => match self.paragraphs.last_mut() {
                Some(paragraph) => paragraph.goes_on = true,
                None => self.table(Table::delete_row),
            },
            "pStyle" => self.paragraph(|paragraph| paragraph.style = attribute(tag, "val")),
            "numId" => self.paragraph(|paragraph| paragraph.place.list = attribute(tag, "val")),
            "ilvl" => self.paragraph(|paragraph| paragraph.place.level = value(tag)),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.keep(table.lines());
                }
            }
            "r" => (self.in_run, self.hidden) = (false, false),
            "t" => self.in_text = false,
            "pPr" | "trPr" => self.in_properties = self.in_properties.saturating_sub(1),
            _ => {}
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| self.in_properties > 0) {
            change(paragraph);
        }
    }

    fn write(&mut self, words: &str) {
        if self.hidden {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            // Several tabs are one gap; two gaps would look like a row of three cells.
            if words != "\t" || !paragraph.text.ends_with('\t') {
                paragraph.text.push_str(words);
            }
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut ended) = self.paragraphs.pop() else { return };
        if let Some(before) = self.begun.take() {
            let text = before.text + &ended.text;
            ended = Paragraph { text, place: before.place, style: before.style, ..ended };
        }
        if ended.goes_on {
            self.begun = Some(ended);
            return;
        }
        let number = self.numbering.next(&ended.place, ended.style.as_deref());
        let text = ended.text.trim();
        // An empty paragraph between others is a gap that tells where one ends.
        let line = match number {
            Some(number) if !text.is_empty() => format!("{number} {text}"),
            _ => text.to_owned(),
        };
        self.keep(line.split('\n').map(|line| line.trim().to_owned()).collect());
    }

    fn keep(&mut self, lines: Vec<String>) {
        match self.tables.last_mut() {
            Some(table) => table.add(lines),
            None => self.lines.extend(lines),
        }
    }
}
