//! The content of an official document, before any file format.

mod block;
mod furniture;
mod kind;
mod picture;

use domain::roman::roman;
use unicode_normalization::UnicodeNormalization;

pub use self::block::{Block, Rank, Run};
pub(crate) use self::block::{Closed, closed, is_end_mark, item_mark};
pub use self::furniture::{
    Address, Circulation, CopyForm, Corner, Drafter, Furniture, Medium, Part, Urgency,
};
pub use self::kind::Kind;
pub use self::picture::Picture;

use crate::date::{self, IssueDate};
use crate::decree::{APPENDIX, END_MARK, Element, SizeSet};
use crate::letters;
use crate::sense;

/// The language a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Vietnamese,
}

/// Everything a document says; `letterhead::start` begins one, so that a new field breaks no caller.
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
    pub furniture: Furniture,
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

/// Pages of an appendix that lie alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Leaves<'a> {
    pub(crate) landscape: bool,
    pub(crate) body: &'a [Block],
}

impl Appendix {
    /// A sheet turns before the headings that speak of what stands on it, never behind them.
    fn turn_before_headings(&mut self) {
        for at in 0..self.body.len() {
            let mut turn = at;
            while matches!(self.body[turn], Block::Turn { .. })
                && turn > 0
                && self.body[turn - 1].opens()
            {
                self.body.swap(turn - 1, turn);
                turn -= 1;
            }
        }
        // Nothing but the title would stand on the first sheet.
        if let Some(Block::Turn { landscape }) = self.body.first() {
            self.landscape = *landscape;
            self.body.remove(0);
        }
    }

    /// The one table of an appendix takes no page for few rows.
    fn fit(&mut self) {
        let landscape = self.landscape;
        if let [Block::Table(table)] | [Block::Table(table), Block::Note(_)] = &mut self.body[..] {
            table.fit(landscape);
        }
    }

    /// The appendix in stretches of pages that lie alike; the first bears its title.
    pub(crate) fn leaves(&self) -> Vec<Leaves<'_>> {
        let mut leaves = Vec::new();
        let (mut landscape, mut rest) = (self.landscape, &self.body[..]);
        let turn = |block: &Block| matches!(block, Block::Turn { .. });
        while let Some(at) = rest.iter().position(turn) {
            leaves.push(Leaves { landscape, body: &rest[..at] });
            if let Block::Turn { landscape: next } = rest[at] {
                landscape = next;
            }
            rest = &rest[at + 1..];
        }
        leaves.push(Leaves { landscape, body: rest });
        leaves
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
        let sign = if self.is_book() { ". " } else { " " };
        format!("{}{sign}{}", self.kind.name(), self.abstract_text)
    }

    /// Above the name of an appendix: the superior body of a book.
    pub(crate) fn above_appendix(&self) -> &[String] {
        if self.is_book() { &self.head.superior } else { &[] }
    }

    /// `Phụ lục I`, or `Phụ lục` when there is only one.
    pub fn appendix_name(&self, appendix: &Appendix) -> String {
        if self.is_book() {
            return self.head.issuer_line();
        }
        if self.appendices.len() > 1 {
            format!("{APPENDIX} {}", roman(appendix.number))
        } else {
            APPENDIX.to_owned()
        }
    }

    /// The line that ties an appendix to its document (E26).
    pub fn attached_line(&self) -> String {
        let head = &self.head;
        if self.is_book() {
            return self.abstract_text.clone();
        }
        let (number, date) = match self.furniture.medium {
            Medium::Paper => (head.number_and_symbol(), date::official(head.date)),
            Medium::Electronic => (format!("{}/{}", date::BLANK, head.symbol), date::unwritten()),
        };
        format!("(Kèm theo {} số {number} {date} của {})", self.kind.name(), head.issuer_name)
    }

    /// The two sizes that rise and fall together.
    pub(crate) const fn sizes(&self) -> SizeSet {
        self.furniture.sizes
    }

    /// Whether the file holds the document itself.
    pub(crate) const fn has_main(&self) -> bool {
        !matches!(self.furniture.part, Part::Appendix(_)) && !self.is_book()
    }

    /// A register is no document: its pages bear the office, a title and the table.
    pub(crate) const fn is_book(&self) -> bool {
        matches!(self.kind, Kind::Register)
    }

    /// The appendices that the file holds.
    pub(crate) fn printed_appendices(&self) -> impl Iterator<Item = &Appendix> {
        self.appendices.iter().filter(|appendix| match self.furniture.part {
            Part::Whole => true,
            Part::Main => false,
            Part::Appendix(number) => appendix.number == number,
        })
    }

    /// The lines under "Nơi nhận" (E24) with their dashes; the last ends with a full stop and the drafter's mark.
    pub(crate) fn recipient_lines(&self) -> Vec<String> {
        let last = self.recipients.len().saturating_sub(1);
        let ended = |index| if index == last { '.' } else { ';' };
        let bare = |text: &str| text.trim_end_matches([';', '.']).to_owned();
        let each = self.recipients.iter().enumerate();
        let mut lines: Vec<String> =
            each.map(|(at, text)| format!("- {}{}", bare(text), ended(at))).collect();
        if let (Some(line), Some(drafter)) = (lines.last_mut(), &self.furniture.drafter) {
            line.push(' ');
            line.push_str(&drafter.mark());
        }
        lines
    }

    /// The same content in NFC, its head broken at sense, with the end mark after body and appendices.
    #[must_use]
    pub(crate) fn prepared(&self) -> Self {
        let mut ready = self.clone();
        ready.for_each_text(&mut |text| *text = letters::printed(&text.nfc().collect::<String>()));
        let sizes = ready.sizes();
        ready.head.superior = sense::broken(&ready.head.superior, Element::Superior, sizes);
        ready.head.issuer = sense::broken(&ready.head.issuer, Element::Issuer, sizes);
        if ready.is_book() {
            return ready;
        }
        end(&mut ready.body);
        for appendix in &mut ready.appendices {
            appendix.turn_before_headings();
            appendix.fit();
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
        self.signature.for_each_text(change);
        self.body.iter_mut().for_each(|block| block.for_each_text(change));
        for appendix in &mut self.appendices {
            change(&mut appendix.title);
            appendix.body.iter_mut().for_each(|block| block.for_each_text(change));
        }
        self.furniture.for_each_text(change);
    }
}

impl Signature {
    /// Authority and position, one a line.
    pub(crate) fn above(&self) -> impl Iterator<Item = &String> {
        self.authority.iter().chain(Some(&self.position)).filter(|line| !line.is_empty())
    }

    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        self.authority.iter_mut().for_each(&mut *change);
        change(&mut self.position);
        self.name.iter_mut().for_each(change);
    }
}

impl Furniture {
    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        if let Some(drafter) = &mut self.drafter {
            change(&mut drafter.initials);
        }
        if let Some(address) = &mut self.address {
            let Address { place, telephone, email, website } = address;
            [place, telephone, email, website].into_iter().for_each(&mut *change);
        }
        self.other_position.iter_mut().for_each(&mut *change);
        self.second_signature.iter_mut().for_each(|other| other.for_each_text(change));
    }
}

/// Puts the end mark (E18) after the last words, in place of their full stop.
fn end(body: &mut Vec<Block>) {
    let Some(last) = body.last_mut() else { return };
    let Some(run) = last.last_run() else {
        body.push(Block::paragraph(END_MARK));
        return;
    };
    if !run.text.ends_with(END_MARK) {
        let kept = run.text.trim_end().trim_end_matches(['.', ';']).len();
        run.text.truncate(kept);
        run.text.push_str(END_MARK);
    }
}
