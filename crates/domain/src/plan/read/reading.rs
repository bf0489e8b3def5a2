//! What reading an issued plan yields: a numbered tree, and what each item says of whom, when and by what.

use jiff::civil::Date;

/// The outcome of reading one text, before an officer confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// "Kế hoạch".
    pub kind: String,
    pub title: String,
    pub number: Option<String>,
    pub date: Option<Date>,
    pub issuer: Option<String>,
    /// Where it was signed: "Nghệ An".
    pub place: Option<String>,
    /// The tree in printed order; `depth` and `parent` say how it hangs together.
    pub items: Vec<ReadItem>,
    /// Paragraphs before the first number that say on what the plan rests.
    pub grounds: Vec<Ground>,
    pub citations: Vec<Citation>,
    pub programmes: Vec<Programme>,
    pub annexes: Vec<AnnexMention>,
    pub regimes: Vec<ReadRegime>,
    pub events: Vec<Event>,
    pub signer: Option<Signer>,
    pub recipients: Vec<Recipient>,
    pub problems: Vec<Problem>,
    /// Every non-empty line of the source with what it was taken for.
    pub lines: Vec<SourceLine>,
    pub not_understood: Vec<UnreadLine>,
}

impl Reading {
    /// Whether anything of a plan was found: its kind, a number, an issuer, or one numbered item.
    pub fn is_any(&self) -> bool {
        let is_numbered = |item: &ReadItem| {
            !matches!(item.kind, ItemKind::Dash | ItemKind::Paragraph | ItemKind::Row)
        };
        !self.kind.is_empty()
            || self.number.is_some()
            || self.issuer.is_some()
            || self.items.iter().any(is_numbered)
    }

    /// The item with this anchor.
    pub fn item(&self, anchor: &str) -> Option<&ReadItem> {
        self.items.iter().find(|item| item.anchor == anchor)
    }
}

/// First and last line of the source, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    pub first: usize,
    pub last: usize,
}

/// One item of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadItem {
    /// "II.6.5", "III.3.a", "II.5.3.-1".
    pub anchor: String,
    /// The number as printed: "6.5.", "a)", "-".
    pub mark: String,
    pub kind: ItemKind,
    pub depth: usize,
    /// Index of the item above.
    pub parent: Option<usize>,
    pub lines: LineRange,
    /// The heading, empty where the item is running text.
    pub title: String,
    pub text: String,
    /// "Cơ quan thực hiện", where the item is such a field.
    pub label: Option<String>,
    /// Cells, where the item is a row of a table.
    pub cells: Vec<String>,
    pub bodies: Vec<NamedBody>,
    pub dates: Vec<ReadDate>,
    /// Indexes into the citations of the reading.
    pub citations: Vec<usize>,
    /// "01", as printed after "Phụ lục".
    pub annexes: Vec<String>,
}

impl ReadItem {
    /// Heading and text together, a line break between them.
    pub fn words(&self) -> String {
        match (self.title.is_empty(), self.text.is_empty()) {
            (false, false) => format!("{}\n{}", self.title, self.text),
            (false, true) => self.title.clone(),
            _ => self.text.clone(),
        }
    }
}

impl ReadItem {
    /// What its numbering is called: "Khoản", "Điểm"; an item that bears "Điều" is one.
    pub fn kind_label(&self) -> &'static str {
        let is_article = self.kind == ItemKind::Clause && self.mark.starts_with("Điều");
        if is_article { "Điều" } else { self.kind.label() }
    }
}

/// What sort of numbering an item bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemKind {
    Part,
    Section,
    Clause,
    Point,
    Dash,
    Paragraph,
    Row,
    Annex,
}

impl ItemKind {
    /// The official word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Part => "Phần",
            Self::Section => "Mục",
            Self::Clause => "Khoản",
            Self::Point => "Điểm",
            Self::Dash => "Gạch",
            Self::Paragraph => "Đoạn",
            Self::Row => "Dòng bảng",
            Self::Annex => "Phụ lục",
        }
    }
}

/// A body that an item names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBody {
    /// As printed.
    pub name: String,
    pub role: BodyRole,
}

/// What an item asks of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyRole {
    /// Giao, chủ trì.
    Lead,
    /// Phối hợp.
    Coordinating,
    /// Đề nghị: bodies outside the issuer's command.
    Requested,
    Mentioned,
}

impl BodyRole {
    /// The official word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lead => "giao, chủ trì",
            Self::Coordinating => "phối hợp",
            Self::Requested => "đề nghị",
            Self::Mentioned => "nhắc đến",
        }
    }
}

/// A date as printed; what the text leaves out stays out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedDate {
    pub day: Option<i8>,
    pub month: Option<i8>,
    pub year: Option<i16>,
}

impl PrintedDate {
    /// The calendar date in a given year, unless the text names its own.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month?, self.day?).ok()
    }

    /// Whether the text gives a day without a year, which comes back every year.
    pub const fn recurs(&self) -> bool {
        self.year.is_none()
    }

    /// "05/12/2024", "25/12", "11/2024", "2024".
    pub fn printed(&self) -> String {
        let mut parts = Vec::new();
        if let Some(day) = self.day {
            parts.push(format!("{day:02}"));
        }
        if let Some(month) = self.month {
            parts.push(if month < 3 || self.day.is_none() {
                format!("{month:02}")
            } else {
                month.to_string()
            });
        }
        parts.extend(self.year.map(|year| year.to_string()));
        parts.join("/")
    }
}

/// A date, span or rhythm that an item names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDate {
    pub role: DateRole,
    pub from: Option<PrintedDate>,
    /// The day itself, or the end of the span.
    pub to: Option<PrintedDate>,
    pub frequency: Option<Frequency>,
    /// "khoảng", "dự kiến".
    pub approximate: bool,
    /// The words of the text.
    pub printed: String,
}

/// What a date is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateRole {
    /// "trước ngày": the day itself is too late.
    Before,
    /// "chậm nhất", "không muộn hơn": the day itself is in time.
    NoLaterThan,
    /// "từ … đến …".
    Window,
    Day,
    /// A month, a quarter, a year.
    Span,
    /// "hằng năm", "định kỳ 6 tháng".
    Rhythm,
}

impl DateRole {
    /// Whether something is due.
    pub const fn is_deadline(self) -> bool {
        matches!(self, Self::Before | Self::NoLaterThan)
    }
}

/// How often a report is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frequency {
    Week,
    Month,
    Quarter,
    HalfYear,
    NineMonths,
    Year,
    Once,
    OnEvent,
    /// "tháng cuối kỳ" where no period is named: whichever the regime has.
    Period,
}

impl Frequency {
    /// The official word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Week => "hằng tuần",
            Self::Month => "hằng tháng",
            Self::Quarter => "hằng quý",
            Self::HalfYear => "6 tháng",
            Self::NineMonths => "9 tháng",
            Self::Year => "hằng năm",
            Self::Once => "một lần",
            Self::OnEvent => "đột xuất",
            Self::Period => "theo kỳ báo cáo",
        }
    }
}

/// A document cited by number, or a law cited by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// "Kế hoạch".
    pub kind: String,
    /// "379/KH-UBND", slips of spacing mended; empty for a law cited by name only.
    pub number: String,
    pub date: Option<Date>,
    /// As printed after "của"; empty where the text names none.
    pub issuer: String,
    /// As the symbol tells, where the text names none: "28/NQ-CP" is the Government's.
    pub issuer_by_symbol: String,
    pub title: String,
    /// Where it is cited, in printed order.
    pub anchors: Vec<String>,
}

/// A programme or strategy cited by name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    pub name: String,
    pub anchors: Vec<String>,
}

/// A ground: "Căn cứ …", "Thực hiện Công văn …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    pub anchor: String,
    pub text: String,
}

/// An annex that the text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexMention {
    /// "01", "II"; empty for the only annex, which bears no number.
    pub number: String,
    pub anchors: Vec<String>,
    /// Whether the annex itself stands in the text.
    pub present: bool,
}

impl AnnexMention {
    /// "Phụ lục 01".
    pub fn label(&self) -> String {
        if self.number.is_empty() {
            return "Phụ lục (không số)".to_owned();
        }
        format!("Phụ lục {}", self.number)
    }
}

/// A standing duty to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRegime {
    pub anchor: String,
    pub name: String,
    pub deadlines: Vec<ReportDeadline>,
    pub annexes: Vec<String>,
    /// In the order in which the report travels.
    pub recipients: Vec<String>,
    /// Those of them whom not the units tell, but who receives from the units: "để tổng hợp báo cáo UBND tỉnh".
    pub onward: Vec<String>,
    pub reporters: Vec<String>,
}

impl ReadRegime {
    /// To whom the units themselves send.
    pub fn received_by(&self) -> impl Iterator<Item = &str> {
        let is_first = |name: &&String| !self.onward.contains(*name);
        self.recipients.iter().filter(is_first).map(String::as_str)
    }

    /// To whom it is reported further.
    pub fn told_on(&self) -> impl Iterator<Item = &str> {
        // A list that was set right may have lost some.
        let is_further = |name: &&String| self.onward.contains(*name);
        self.recipients.iter().filter(is_further).map(String::as_str)
    }
}

/// When one report of a regime is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDeadline {
    pub frequency: Frequency,
    pub due: PrintedDate,
    pub role: DateRole,
}

/// Something that happens on dates of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub anchor: String,
    pub name: String,
    pub from: Option<PrintedDate>,
    pub to: Option<PrintedDate>,
    pub place: Option<String>,
    pub approximate: bool,
}

/// Who signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signer {
    /// "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub authority: Vec<String>,
    pub name: String,
}

/// One line of "Nơi nhận".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub name: String,
    /// "B/c", without brackets.
    pub note: String,
}

/// Something the officer should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    /// Line of the source; absent where the problem is of the whole text.
    pub line: Option<usize>,
    pub what: String,
    pub why: String,
    pub next: String,
}

/// A non-empty line of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    pub number: usize,
    pub text: String,
    pub usage: LineUse,
}

/// What a line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineUse {
    Header,
    /// Part of the item with this index.
    Item(usize),
    Recipient,
    Signature,
    /// Page numbers, rules, stamps.
    Furniture,
    NotUnderstood,
}

/// A line that fits nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadLine {
    pub line: usize,
    pub text: String,
}
