//! XLSX into sheets: values as kept, numbers as written, letters by their font.
//! Macros, links to other files, pictures and formulas themselves are not looked at.

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use rust_decimal::Decimal;

use super::{
    BookError,
    escapes::unescaped,
    formats::{shown_by_code, shown_by_number},
    formulas::formulas,
    grid::{CELLS_MAX, COLUMNS_MAX, Content, ROWS_MAX, SHEETS_MAX, Sheet, Shown, Spot, spot},
    legacy::{Letters, decode},
    merges::merges,
    package::{Package, attribute, number, reference},
};

/// Workbooks of old Macs count their days from 1904.
const DAYS_TO_1904: Decimal = Decimal::from_parts(1_462, 0, 0, false, 0);

/// Texts of a workbook: pieces with the letters of their own font, if they name one.
type Piece = (Option<Letters>, String);

/// Looks of cells: letters of the font, and how a number is shown.
type Looks = Vec<(Letters, Shown)>;

/// Reads every sheet that is not a picture of a chart.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, BookError> {
    let mut package = Package::open(bytes)?;
    if !package.has("xl/workbook.xml") {
        return Err(if package.has("xl/workbook.bin") {
            BookError::OldKind
        } else {
            BookError::NotAWorkbook
        });
    }
    let book = package.part("xl/workbook.xml")?.ok_or(BookError::Broken)?;
    let links = targets(&package.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default())?;
    let texts = match package.part("xl/sharedStrings.xml")? {
        Some(xml) => shared_texts(&xml)?,
        None => Vec::new(),
    };
    let looks = match package.part("xl/styles.xml")? {
        Some(xml) => looks(&xml)?,
        None => Vec::new(),
    };
    let counts_from_1904 =
        ["1", "true"].iter().any(|on| book.contains(&format!("date1904=\"{on}\"")));
    let mut sheets = Vec::new();
    let mut room = CELLS_MAX;
    for (name, link) in sheet_names(&book)? {
        let Some(target) = links.get(&link) else { continue };
        // A page that the file says it has, and has not.
        let xml = package.part(target)?.ok_or(BookError::Broken)?;
        let (mut cells, merges) = (Walk::new(&texts, &looks, room).through(&xml)?, merges(&xml));
        room -= cells.len();
        if counts_from_1904 {
            for content in cells.values_mut() {
                if let Content::Number(days, Shown::Date) = content {
                    *days += DAYS_TO_1904;
                }
            }
        }
        let formulas = formulas(&xml, &mut cells);
        sheets.push(Sheet { name, cells, merges, formulas });
        if sheets.len() > SHEETS_MAX {
            return Err(BookError::Unsafe);
        }
    }
    Ok(sheets)
}

fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, BookError> {
    match reader.read_event().map_err(|_| BookError::Broken)? {
        // Declarations of own entities have no place in a workbook.
        Event::DocType(_) => Err(BookError::Unsafe),
        event => Ok(event),
    }
}

/// Names and links of the sheets, in the order of their tabs.
fn sheet_names(xml: &str) -> Result<Vec<(String, String)>, BookError> {
    let mut reader = Reader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match next(&mut reader)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sheet" => {
                let name = attribute(&tag, "name").unwrap_or_default();
                let link = tag
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .find(|a| a.key.as_ref().ends_with(":id"))
                    .map(|a| a.value.to_string());
                names.push((decode(&name, Letters::Unknown), link.unwrap_or_default()));
            }
            Event::Eof => return Ok(names),
            _ => {}
        }
        if names.len() > SHEETS_MAX {
            return Err(BookError::Unsafe);
        }
    }
}

/// Where the links of the workbook lead, inside the package only.
fn targets(xml: &str) -> Result<BTreeMap<String, String>, BookError> {
    let mut reader = Reader::from_str(xml);
    let mut targets = BTreeMap::new();
    loop {
        match next(&mut reader)? {
            Event::Start(tag) | Event::Empty(tag) => {
                let inside = attribute(&tag, "TargetMode").is_none_or(|mode| mode != "External");
                if let (Some(id), Some(target), true) =
                    (attribute(&tag, "Id"), attribute(&tag, "Target"), inside)
                {
                    let target = match target.strip_prefix('/') {
                        Some(absolute) => absolute.to_owned(),
                        None => format!("xl/{target}"),
                    };
                    targets.insert(id, target);
                }
            }
            Event::Eof => return Ok(targets),
            _ => {}
        }
    }
}

fn shared_texts(xml: &str) -> Result<Vec<Vec<Piece>>, BookError> {
    let mut reader = Reader::from_str(xml);
    let mut texts: Vec<Vec<Piece>> = Vec::new();
    let mut text = Pieces::default();
    loop {
        match next(&mut reader)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "si" => text = Pieces::default(),
                name => text.begin(name),
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "si" => texts.push(Vec::new()),
                "rFont" => text.letters = attribute(&tag, "val").map(|f| Letters::of_font(&f)),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "si" => texts.push(std::mem::take(&mut text.done)),
                name => text.end(name),
            },
            Event::Text(words) => text.write(&words.xml10_content()),
            Event::CData(words) => text.write(&words.xml10_content()),
            Event::GeneralRef(name) => text.write(reference(&name)?.encode_utf8(&mut [0; 4])),
            Event::Eof => return Ok(texts),
            _ => {}
        }
        if texts.len() > CELLS_MAX {
            return Err(BookError::Unsafe);
        }
    }
}

/// A text with pieces in fonts of their own, while it is read.
#[derive(Debug, Default)]
struct Pieces {
    done: Vec<Piece>,
    letters: Option<Letters>,
    in_text: bool,
    /// Inside the reading aid of Eastern scripts, which is no part of the text.
    aside: bool,
}

impl Pieces {
    fn begin(&mut self, name: &str) {
        match name {
            "r" => self.letters = None,
            "t" if !self.aside => {
                self.in_text = true;
                self.done.push((self.letters, String::new()));
            }
            "rPh" => self.aside = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => {
                self.in_text = false;
                if let Some((_, text)) =
                    self.done.last_mut().filter(|(_, text)| text.contains("_x"))
                {
                    *text = unescaped(text);
                }
            }
            "rPh" => self.aside = false,
            _ => {}
        }
    }

    fn write(&mut self, words: &str) {
        if self.in_text
            && let Some((_, text)) = self.done.last_mut()
        {
            text.push_str(words);
        }
    }
}

/// One text of its pieces, each read by its own font or by the cell's.
fn joined(pieces: &[Piece], of_cell: Letters) -> String {
    match pieces {
        [(letters, text)] => decode(text, letters.unwrap_or(of_cell)),
        many if many.iter().all(|(letters, _)| letters.is_none()) => {
            decode(&many.iter().map(|(_, text)| text.as_str()).collect::<String>(), of_cell)
        }
        many => many.iter().map(|(l, text)| decode_part(text, l.unwrap_or(of_cell))).collect(),
    }
}

/// A part of a text keeps the room at its ends.
fn decode_part(text: &str, letters: Letters) -> String {
    let room = |c: char| c.is_whitespace();
    let ends = [text.starts_with(room), text.ends_with(room)].map(|end| if end { " " } else { "" });
    format!("{}{}{}", ends[0], decode(text, letters), ends[1])
}

fn looks(xml: &str) -> Result<Looks, BookError> {
    let mut reader = Reader::from_str(xml);
    let (mut fonts, mut formats, mut looks) = (Vec::new(), BTreeMap::new(), Vec::new());
    let (mut in_fonts, mut in_cells) = (false, false);
    loop {
        match next(&mut reader)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "fonts" => in_fonts = true,
                "font" if in_fonts => fonts.push(Letters::Unknown),
                "name" if in_fonts => {
                    if let (Some(font), Some(name)) = (fonts.last_mut(), attribute(&tag, "val")) {
                        *font = Letters::of_font(&name);
                    }
                }
                "numFmt" => {
                    let id: u32 = number(&tag, "numFmtId").unwrap_or(0);
                    let code = attribute(&tag, "formatCode").unwrap_or_default();
                    formats.insert(id, shown_by_code(&code));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => looks.push(look(&tag, &fonts, &formats)),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => in_cells = false,
                _ => {}
            },
            Event::Eof => return Ok(looks),
            _ => {}
        }
    }
}

fn look(
    tag: &BytesStart<'_>,
    fonts: &[Letters],
    formats: &BTreeMap<u32, Shown>,
) -> (Letters, Shown) {
    let font: usize = number(tag, "fontId").unwrap_or(0);
    let format: u32 = number(tag, "numFmtId").unwrap_or(0);
    let shown = formats.get(&format).copied().unwrap_or_else(|| shown_by_number(format));
    (fonts.get(font).copied().unwrap_or_default(), shown)
}

/// The cells of one sheet, while they are read.
struct Walk<'a> {
    texts: &'a [Vec<Piece>],
    looks: &'a Looks,
    room: usize,
    cells: BTreeMap<Spot, Content>,
    row: u32,
    column: u32,
    /// The present cell: its kind, look, value, and whether a formula stands in it.
    kind: String,
    look: usize,
    value: String,
    has_formula: bool,
    in_value: bool,
    inside: Pieces,
}

impl<'a> Walk<'a> {
    fn new(texts: &'a [Vec<Piece>], looks: &'a Looks, room: usize) -> Self {
        Self {
            texts,
            looks,
            room,
            cells: BTreeMap::new(),
            row: 0,
            column: 0,
            kind: String::new(),
            look: 0,
            value: String::new(),
            has_formula: false,
            in_value: false,
            inside: Pieces::default(),
        }
    }

    fn through(mut self, xml: &str) -> Result<BTreeMap<Spot, Content>, BookError> {
        let mut reader = Reader::from_str(xml);
        let mut next_row = 0;
        loop {
            match next(&mut reader)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        self.begin_row(&tag, next_row);
                        next_row = self.row.saturating_add(1);
                    }
                    "c" => self.begin_cell(&tag)?,
                    "v" => self.in_value = true,
                    "f" => self.has_formula = true,
                    name => self.inside.begin(name),
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        self.begin_row(&tag, next_row);
                        next_row = self.row.saturating_add(1);
                    }
                    "c" => {
                        self.begin_cell(&tag)?;
                        self.column += 1;
                    }
                    "f" => self.has_formula = true,
                    "rFont" => {
                        self.inside.letters =
                            attribute(&tag, "val").map(|font| Letters::of_font(&font));
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "c" => self.end_cell()?,
                    "v" => self.in_value = false,
                    "sheetData" => return Ok(self.cells),
                    name => self.inside.end(name),
                },
                Event::Text(words) => self.write(&words.xml10_content()),
                Event::CData(words) => self.write(&words.xml10_content()),
                Event::GeneralRef(name) => self.write(reference(&name)?.encode_utf8(&mut [0; 4])),
                Event::Eof => return Ok(self.cells),
                _ => {}
            }
        }
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>, next: u32) {
        self.row = number::<u32>(tag, "r").map_or(next, |row| row.saturating_sub(1));
        self.column = 0;
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), BookError> {
        self.kind.clear();
        self.look = 0;
        for found in tag.attributes().with_checks(false).flatten() {
            match found.key.as_ref() {
                "r" => {
                    let place = spot(&found.value).ok_or(BookError::Broken)?;
                    (self.row, self.column) = place;
                }
                "t" => self.kind.push_str(&found.value),
                "s" => self.look = found.value.parse().unwrap_or(0),
                _ => {}
            }
        }
        if self.row >= ROWS_MAX || self.column >= COLUMNS_MAX {
            return Err(BookError::Unsafe);
        }
        self.value.clear();
        self.has_formula = false;
        self.inside = Pieces::default();
        Ok(())
    }

    fn write(&mut self, words: &str) {
        if self.in_value {
            self.value.push_str(words);
        } else {
            self.inside.write(words);
        }
    }

    fn end_cell(&mut self) -> Result<(), BookError> {
        if let Some(content) = self.content() {
            if self.cells.len() >= self.room {
                return Err(BookError::Unsafe);
            }
            self.cells.insert((self.row, self.column), content);
        }
        self.column += 1;
        Ok(())
    }

    fn content(&self) -> Option<Content> {
        let (letters, shown) = self.looks.get(self.look).copied().unwrap_or_default();
        let text = |text: String| (!text.is_empty()).then_some(Content::Text(text));
        if self.kind == "inlineStr" {
            return text(joined(&self.inside.done, letters));
        }
        let value = self.value.trim();
        if value.is_empty() {
            let unsolved = self.has_formula && self.kind != "str";
            return unsolved.then_some(Content::Unsolved);
        }
        match self.kind.as_str() {
            "s" => {
                let pieces = self.texts.get(value.parse::<usize>().ok()?)?;
                text(joined(pieces, letters))
            }
            "str" => text(decode(&unescaped(&self.value), letters)),
            "b" => Some(Content::Truth(value == "1")),
            "e" => Some(Content::Fault(value.to_owned())),
            "d" => Some(Content::Text(value.to_owned())),
            _ => Some(match value.parse::<f64>() {
                Ok(number) => Content::number(number, shown),
                Err(_) => Content::Text(value.to_owned()),
            }),
        }
    }
}
