//! ODS into sheets: values as kept. Repeated empty cells and rows are skipped, not spread out.

use std::collections::BTreeSet;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use rust_decimal::Decimal;

use super::{
    BookError,
    formulas::{as_truth, is_truth},
    grid::{
        CELLS_MAX, COLUMNS_MAX, Content, Merge, ROWS_MAX, SHEETS_MAX, Sheet, Shown, Spot, days_of,
    },
    legacy::{Letters, decode},
    merges::MERGES_MAX,
    package::{Package, attribute, number, reference},
};

/// How often a cell or row with content may repeat itself.
const REPEATED_MAX: u32 = 1_000;

/// Reads every sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, BookError> {
    let mut package = Package::open(bytes)?;
    if package.part("META-INF/manifest.xml")?.is_some_and(|xml| xml.contains("encryption-data")) {
        return Err(BookError::Password);
    }
    let xml = package.part("content.xml")?.ok_or(BookError::Broken)?;
    Walk::default().through(&xml)
}

#[derive(Default)]
struct Walk {
    sheets: Vec<Sheet>,
    row: u32,
    row_repeats: u32,
    /// Cells of the present row, and whether a formula gave them.
    cells: Vec<(u32, Content, bool)>,
    column: u32,
    repeats: u32,
    value: Option<Content>,
    has_formula: bool,
    is_text: bool,
    words: String,
    /// Deep inside a remark, whose words are not the cell's.
    aside: u32,
    in_cell: bool,
    count: usize,
}

impl Walk {
    fn through(mut self, xml: &str) -> Result<Vec<Sheet>, BookError> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|_| BookError::Broken)? {
                Event::DocType(_) => return Err(BookError::Unsafe),
                Event::Start(tag) => self.begin(&tag)?,
                Event::Empty(tag) => {
                    self.begin(&tag)?;
                    let name = tag.local_name();
                    self.end(name.as_ref())?;
                }
                Event::End(tag) => self.end(tag.local_name().as_ref())?,
                Event::Text(words) => self.write(&words.xml10_content()),
                Event::GeneralRef(name) => self.write(reference(&name)?.encode_utf8(&mut [0; 4])),
                Event::Eof => return Ok(self.sheets),
                _ => {}
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), BookError> {
        match tag.local_name().as_ref() {
            "table" if !self.in_cell => {
                let name = attribute(tag, "name").unwrap_or_default();
                let formulas = Some(BTreeSet::new());
                self.sheets.push(Sheet { name, formulas, ..Sheet::default() });
                if self.sheets.len() > SHEETS_MAX {
                    return Err(BookError::Unsafe);
                }
                self.row = 0;
            }
            "table-row" => {
                self.row_repeats = number(tag, "number-rows-repeated").unwrap_or(1).max(1);
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" => {
                self.repeats = number(tag, "number-columns-repeated").unwrap_or(1).max(1);
                self.join(tag);
                self.value = value(tag);
                let formula = attribute(tag, "formula");
                if let (Some(formula), Some(value)) = (&formula, &mut self.value)
                    && is_truth(formula)
                {
                    as_truth(value);
                }
                self.has_formula = formula.is_some();
                self.is_text = attribute(tag, "value-type").is_some_and(|kind| kind == "string");
                self.words.clear();
                self.in_cell = true;
            }
            "annotation" => self.aside += 1,
            "p" if self.in_cell && !self.words.is_empty() => self.write("\n"),
            "s" if self.in_cell => self.write(" "),
            _ => {}
        }
        Ok(())
    }

    /// A cell that reaches over its neighbours.
    fn join(&mut self, tag: &BytesStart<'_>) {
        let reach = |name| number::<u32>(tag, name).unwrap_or(1).clamp(1, COLUMNS_MAX) - 1;
        let (across, down) = (reach("number-columns-spanned"), reach("number-rows-spanned"));
        if let Some(sheet) = self.sheets.last_mut()
            && across + down > 0
            && sheet.merges.len() < MERGES_MAX
        {
            let to = (self.row.saturating_add(down), self.column.saturating_add(across));
            sheet.merges.push(Merge { from: (self.row, self.column), to });
        }
    }

    fn write(&mut self, words: &str) {
        if self.in_cell && self.aside == 0 {
            self.words.push_str(words);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), BookError> {
        match name {
            "annotation" => self.aside = self.aside.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), BookError> {
        self.in_cell = false;
        let words = decode(&self.words, Letters::Unknown);
        let content = match self.value.take() {
            Some(_) if words.starts_with('#') => Some(Content::Fault(words)),
            Some(content) => Some(content),
            None => (!words.is_empty()).then_some(Content::Text(words)),
        };
        if let Some(content) = content {
            if self.repeats > REPEATED_MAX || self.column + self.repeats > COLUMNS_MAX {
                return Err(BookError::Unsafe);
            }
            for column in self.column..self.column + self.repeats {
                self.cells.push((column, content.clone(), self.has_formula));
            }
        }
        self.column = self.column.saturating_add(self.repeats);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), BookError> {
        if !self.cells.is_empty() {
            if self.row_repeats > REPEATED_MAX || self.row + self.row_repeats > ROWS_MAX {
                return Err(BookError::Unsafe);
            }
            self.count += self.cells.len() * self.row_repeats as usize;
            if self.count > CELLS_MAX {
                return Err(BookError::Unsafe);
            }
            let Some(sheet) = self.sheets.last_mut() else { return Err(BookError::Broken) };
            for row in self.row..self.row + self.row_repeats {
                let cells = self
                    .cells
                    .iter()
                    .map(|(c, content, _)| -> (Spot, Content) { ((row, *c), content.clone()) });
                sheet.cells.extend(cells);
                let given = self.cells.iter().filter(|(.., has_formula)| *has_formula);
                if let Some(formulas) = &mut sheet.formulas {
                    formulas.extend(given.map(|(column, ..)| (row, *column)));
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }
}

/// What the attributes of a cell say; texts stand inside it.
fn value(tag: &BytesStart<'_>) -> Option<Content> {
    let kind = attribute(tag, "value-type")?;
    let figure = |shown| {
        let value = attribute(tag, "value")?.trim().parse().ok()?;
        Some(Content::number(value, shown))
    };
    match kind.as_str() {
        "float" | "currency" => figure(Shown::Plain),
        "percentage" => figure(Shown::Percent),
        "date" | "time" => {
            // "2023-12-31", perhaps with a clock behind it.
            let written = attribute(tag, "date-value").unwrap_or_default();
            let day = written.get(..10).and_then(|day| day.parse().ok());
            Some(Content::Number(day.map_or(Decimal::ZERO, days_of), Shown::Date))
        }
        "boolean" => {
            Some(Content::Truth(attribute(tag, "boolean-value").is_some_and(|v| v == "true")))
        }
        _ => None,
    }
}
