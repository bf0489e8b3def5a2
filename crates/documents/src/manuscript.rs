//! The content of an official document, before any file format.

use unicode_normalization::UnicodeNormalization;

use crate::date::{self, IssueDate};
use crate::table::{Content, TableBlock};
use crate::{layout, number};

/// The language a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Vietnamese,
}

/// The kind of document, which decides head and title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Report,
    Plan,
    /// Công văn: no title, its abstract stands under the number.
    Letter,
}

/// Everything a document says.
#[derive(Debug, Clone, PartialEq)]
pub struct Manuscript {
    pub language: Language,
    /// Prints "DỮ LIỆU MINH HỌA" on each page.
    pub sample: bool,
    pub head: Head,
    pub kind: Kind,
    /// Trích yếu, without "V/v".
    pub abstract_text: String,
    /// Kính gửi.
    pub addressees: Vec<String>,
    pub body: Vec<Block>,
    /// Nơi nhận, without dashes and final signs: "Như trên", "Lưu: VT, BĐG".
    pub recipients: Vec<String>,
    pub signature: Signature,
    pub appendices: Vec<Appendix>,
}

/// The head of page one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Lines of the superior body; empty when there is none.
    pub superior: Vec<String>,
    /// Lines of the issuing body in capitals.
    pub issuer: Vec<String>,
    /// The issuing body as written in a sentence: `Ủy ban nhân dân tỉnh Nghệ An`.
    pub issuer_name: String,
    /// `BC-UBND`; the slash is written by the layout.
    pub symbol: String,
    /// Blank until the registry gives it.
    pub number: Option<u32>,
    pub place: String,
    pub date: IssueDate,
}

/// Who signs: `TM. ỦY BAN NHÂN DÂN` / `KT. CHỦ TỊCH`, then the position and the name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    pub authority: Vec<String>,
    pub position: String,
    pub name: Option<String>,
}

/// An appendix, with page numbers of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Appendix {
    pub number: u32,
    pub title: String,
    pub landscape: bool,
    pub body: Vec<Block>,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Level 1 is `I.`, 2 is `1.`, 3 is `a)`; the number is written as given.
    Heading {
        level: u8,
        number: String,
        text: String,
    },
    Paragraph(Vec<Run>),
    /// Căn cứ: italic lines, the last ends with a full stop.
    Grounds(Vec<String>),
    /// Lines with a dash.
    List(Vec<Vec<Run>>),
    Table(TableBlock),
    Note(String),
    PageBreak,
}

/// A stretch of text of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// A figure taken from a form: marked in the preview, never in the files.
    pub figure: bool,
}

impl Run {
    /// Ordinary text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, ..Self::default() }
    }

    /// Italic text.
    pub fn italic(text: impl Into<String>) -> Self {
        Self { text: text.into(), italic: true, ..Self::default() }
    }

    /// A figure taken from a form.
    pub fn figure(text: impl Into<String>) -> Self {
        Self { text: text.into(), figure: true, ..Self::default() }
    }
}

impl Block {
    /// A paragraph of ordinary text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::plain(text)])
    }

    /// A heading with its number as printed.
    pub fn heading(level: u8, number: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Heading { level: level.clamp(1, 3), number: number.into(), text: text.into() }
    }

    /// A list of ordinary lines.
    pub fn list<T: Into<String>>(lines: impl IntoIterator<Item = T>) -> Self {
        Self::List(lines.into_iter().map(|line| vec![Run::plain(line)]).collect())
    }
}

impl Kind {
    /// Tên loại as printed; a letter has none.
    pub const fn title(self) -> Option<&'static str> {
        match self {
            Self::Report => Some("BÁO CÁO"),
            Self::Plan => Some("KẾ HOẠCH"),
            Self::Letter => None,
        }
    }

    /// The word used when citing the document.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "Báo cáo",
            Self::Plan => "Kế hoạch",
            Self::Letter => "Công văn",
        }
    }
}

impl Language {
    /// The language tag of the files.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
        }
    }
}

impl Head {
    /// `05/BC-UBND`, or blank room before the slash.
    pub fn number_and_symbol(&self) -> String {
        match self.number {
            Some(number) => format!("{number:02}/{}", self.symbol),
            None => format!("{}/{}", date::BLANK, self.symbol),
        }
    }

    /// `Nghệ An, ngày 05 tháng 3 năm 2026`.
    pub fn place_and_date(&self) -> String {
        format!("{}, {}", self.place, date::official(self.date))
    }

    /// The issuing body on one line.
    pub fn issuer_line(&self) -> String {
        self.issuer.join(" ")
    }
}

impl Manuscript {
    /// The title of the files' properties: kind and abstract.
    pub fn title(&self) -> String {
        format!("{} {}", self.kind.name(), self.abstract_text)
    }

    /// `Phụ lục I`, or `Phụ lục` when there is only one.
    pub fn appendix_name(&self, appendix: &Appendix) -> String {
        if self.appendices.len() > 1 {
            format!("Phụ lục {}", number::roman(appendix.number))
        } else {
            "Phụ lục".to_owned()
        }
    }

    /// The line that ties an appendix to its document (E26).
    pub fn attached_line(&self) -> String {
        let head = &self.head;
        let date = date::official(head.date);
        let number = head.number_and_symbol();
        format!("(Kèm theo {} số {number} {date} của {})", self.kind.name(), head.issuer_name)
    }

    /// The same content in NFC and with the end mark after body and appendices.
    #[must_use]
    pub(crate) fn prepared(&self) -> Self {
        let mut ready = self.clone();
        ready.for_each_text(&mut |text| *text = text.nfc().collect());
        end(&mut ready.body);
        for appendix in &mut ready.appendices {
            end(&mut appendix.body);
        }
        ready
    }

    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        let head = &mut self.head;
        head.superior.iter_mut().chain(&mut head.issuer).for_each(&mut *change);
        [&mut head.issuer_name, &mut head.symbol, &mut head.place, &mut self.abstract_text]
            .into_iter()
            .for_each(&mut *change);
        self.addressees.iter_mut().chain(&mut self.recipients).for_each(&mut *change);
        self.signature.authority.iter_mut().for_each(&mut *change);
        change(&mut self.signature.position);
        self.signature.name.iter_mut().for_each(&mut *change);
        self.body.iter_mut().for_each(|block| block.for_each_text(change));
        for appendix in &mut self.appendices {
            change(&mut appendix.title);
            appendix.body.iter_mut().for_each(|block| block.for_each_text(change));
        }
    }
}

impl Block {
    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            Self::Heading { number, text, .. } => [number, text].into_iter().for_each(change),
            Self::Paragraph(runs) => runs.iter_mut().for_each(|run| change(&mut run.text)),
            Self::List(lines) => lines.iter_mut().flatten().for_each(|run| change(&mut run.text)),
            Self::Grounds(lines) => lines.iter_mut().for_each(change),
            Self::Note(text) => change(text),
            Self::Table(table) => table_texts(table, change),
            Self::PageBreak => {}
        }
    }
}

fn table_texts(table: &mut TableBlock, change: &mut impl FnMut(&mut String)) {
    let around = table.caption.iter_mut().chain(&mut table.unit_label).chain(&mut table.notes);
    around.for_each(&mut *change);
    table.header.iter_mut().flatten().for_each(|cell| change(&mut cell.text));
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Content::Text(text) = &mut cell.content {
            change(text);
        }
    }
}

/// Puts the end mark (E18) after the last words, in place of their full stop.
fn end(body: &mut Vec<Block>) {
    let last = match body.last_mut() {
        None => return,
        Some(Block::Paragraph(runs)) => runs.last_mut(),
        Some(Block::List(lines)) => lines.last_mut().and_then(|runs| runs.last_mut()),
        Some(_) => None,
    };
    let Some(run) = last else {
        body.push(Block::paragraph(layout::END_MARK));
        return;
    };
    if !run.text.ends_with(layout::END_MARK) {
        let kept = run.text.trim_end().trim_end_matches(['.', ';']).len();
        run.text.truncate(kept);
        run.text.push_str(layout::END_MARK);
    }
}

/// The lines under "Nơi nhận" (E24) with their dashes; the last ends with a full stop.
pub(crate) fn recipient_lines(recipients: &[String]) -> Vec<String> {
    let last = recipients.len().saturating_sub(1);
    let ended = |index| if index == last { '.' } else { ';' };
    let bare = |text: &str| text.trim_end_matches([';', '.']).to_owned();
    recipients.iter().enumerate().map(|(i, text)| format!("- {}{}", bare(text), ended(i))).collect()
}
