//! A number with its noun held against the cells: equal, different, or nothing to hold it against.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{
    Counts, Outcome, cell,
    counted::{Counted, Noun, Sort},
    frame::{self, Reach, names_part},
    meant::{Meant, is_in},
    number::Number,
    sentence::Sentence,
};
use crate::form::{Row, RowKind};

/// Most cells that are told for one claim.
const TOLD_MAX: usize = 3;

/// A number of a sentence with its noun, and where the words around stand.
#[derive(Debug, Clone)]
pub(super) struct Spoken<'s> {
    pub(super) sentence: &'s Sentence,
    pub(super) number: Number,
    /// The word that the number begins at.
    pub(super) at: usize,
    /// Words from the claim before, or from the sentence's first.
    pub(super) lead: Range<usize>,
    /// Words behind the noun, up to the next number.
    pub(super) tail: Range<usize>,
    /// Whether the noun stands before the number: "số lớp là 45".
    pub(super) is_behind: bool,
}

impl Spoken<'_> {
    /// What the text says, in the unit of the cells. "3,250 người" means thousands: so many parts of a person
    /// there are not.
    fn value(&self, sort: Sort) -> Decimal {
        match sort {
            Sort::Money(unit) => self.number.value * Decimal::from(unit),
            _ if self.number.digits == 3 => self.number.value * Decimal::ONE_THOUSAND,
            _ => self.number.value,
        }
    }
}

/// What the claims before say that the next one is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Topic {
    pub(super) form: usize,
    /// The row's place in its table; none where the form alone is known.
    pub(super) row: Option<usize>,
    pub(super) reach: Reach,
    pub(super) gender: Option<&'static str>,
    /// Claims of two forms came before: people may be those of both.
    pub(super) is_mixed: bool,
}

/// How far the words around a number are those of the cells.
struct Reaches {
    /// All before it.
    lead: Reach,
    /// The thought right before it, and the words right behind its noun.
    near: Reach,
    tail: Reach,
}

impl Reaches {
    fn all(&self) -> Reach {
        self.lead.min(self.tail)
    }
}

/// What was found of a claim.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) outcome: Option<Outcome>,
    /// The whole of the column, in the form and the column where it stands.
    pub(super) whole: Option<Counted<'a>>,
    /// What the text says, in the unit of the cells.
    pub(super) value: Decimal,
    pub(super) reach: Reach,
    /// Words behind the noun say more than the cell.
    pub(super) is_narrowed: bool,
    pub(super) topic: Option<Topic>,
}

impl Found<'_> {
    /// Of a number that nothing counts.
    const fn none(value: Decimal) -> Self {
        let (outcome, whole, topic) = (None, None, None);
        Self { outcome, whole, value, reach: Reach::Open, is_narrowed: true, topic }
    }
}

impl<'a> Counts<'a> {
    /// How a claim stands to the cells of its noun.
    pub(super) fn judge(
        &self,
        spoken: &Spoken<'_>,
        noun: &Noun,
        (topic, heading): (Option<Topic>, &[usize]),
    ) -> Found<'a> {
        let value = spoken.value(noun.sort);
        let none = Found::none(value);
        let cells = self.nouns.cells(noun);
        if noun.sort == Sort::Persons && topic.is_none() && !says_people(spoken) || cells.is_empty()
        {
            return none;
        }
        let is_equal = |cell: &&Counted<'_>| is_equal(cell, &spoken.number, value, noun.sort);
        let whole = cells.iter().filter(is_equal).find(|cell| cell.is_total());
        let equal = whole.or_else(|| cells.iter().find(is_equal));
        let known = topic.filter(|_| matches!(noun.sort, Sort::People | Sort::Persons));
        if let Some(found) = equal.and_then(|equal| self.is_whole(equal, cells, (value, known))) {
            return found;
        }
        let Some(meant) = self.meant(spoken, noun, (topic, known), heading) else {
            return Found { outcome: equal.map(|_| Outcome::Equal), ..none };
        };
        let (form, row) = (meant.form, meant.row);
        let reaches = self.reaches(spoken, &meant);
        let reach = known.map_or(Reach::Whole, |topic| topic.reach).min(reaches.all());
        let whole = widest(&meant.cells).first().copied();
        let about = Topic { form, row, reach, gender: None, is_mixed: false };
        let is_narrowed = reaches.tail == Reach::Open;
        let found = Found { outcome: None, whole, value, reach, is_narrowed, topic: Some(about) };
        if equal.is_some() || grand(&meant.cells) == value {
            // A row that no words name may hold the number by chance.
            let reach = if row.is_some() { reach } else { Reach::Open };
            let topic = Some(Topic { reach, ..about });
            return Found { outcome: Some(Outcome::Equal), topic, ..found };
        }
        if known.is_some_and(|known| known.is_mixed) {
            return found;
        }
        let follows = topic.is_some_and(|known| known.form == form && row.is_some());
        let claimed = Claimed {
            spoken,
            sort: noun.sort,
            value,
            reach,
            is_sure: meant.is_sure && reaches.near > Reach::Open,
            is_named: meant.is_named,
            is_money: follows || row.is_some() && reach > Reach::Open || speaks_of_money(spoken),
        };
        let told: Vec<_> = claimed.told(&meant.cells, row).iter().map(cell).collect();
        let outcome = (!told.is_empty()).then_some(Outcome::Different(told));
        Found { outcome, ..found }
    }

    /// How far the words around are those of the cells that are meant.
    fn reaches(&self, spoken: &Spoken<'_>, meant: &Meant<'a>) -> Reaches {
        let of = (self.said(meant.form).vocabulary(meant.row), self.covered.year);
        Reaches {
            lead: frame::before(spoken.sentence, spoken.lead.clone(), of),
            near: frame::right_before(spoken.sentence, spoken.lead.clone(), of)
                .min(frame::right_behind(spoken.sentence, spoken.tail.clone(), of)),
            tail: frame::behind(spoken.sentence, spoken.tail.clone(), of),
        }
    }

    /// What is found of a number that is the sum of a form, whatever words are around: most are true.
    fn is_whole(
        &self,
        equal: &Counted<'a>,
        cells: &[Counted<'a>],
        (value, known): (Decimal, Option<Topic>),
    ) -> Option<Found<'a>> {
        let form = self.form_of(equal)?;
        let is_other =
            |cell: &&Counted<'_>| cell.value == equal.value && !std::ptr::eq(cell.form, equal.form);
        let is_known = known.is_none_or(|topic| topic.form == form);
        if !equal.is_total()
            || equal.gender().is_some()
            || !is_known
            || cells.iter().any(|cell| is_other(&cell))
        {
            return None;
        }
        let of_column = cells.iter().filter(|cell| {
            std::ptr::eq(cell.form, equal.form) && std::ptr::eq(cell.column, equal.column)
        });
        let of_column: Vec<Counted<'a>> = of_column.copied().collect();
        let reach = Reach::Own;
        Some(Found {
            outcome: Some(Outcome::Equal),
            whole: widest(&of_column).first().copied(),
            value,
            reach,
            is_narrowed: false,
            topic: Some(Topic { form, row: None, reach, gender: None, is_mixed: false }),
        })
    }
}

/// Whether a cell holds a number; money to the last digit that the text gives.
fn is_equal(cell: &Counted<'_>, number: &Number, value: Decimal, sort: Sort) -> bool {
    let Sort::Money(unit) = sort else { return cell.value == value };
    let last = Decimal::new(1, number.digits) * Decimal::from(unit);
    (cell.value - value).abs() < last
}

/// What stands beside sums of the same unit and is no part of one.
fn beside<'a>(here: &[Counted<'a>]) -> Vec<Counted<'a>> {
    let totals: Vec<&[String]> = here.iter().map(|cell| of(cell.row)).collect();
    let is_part = |row: &Row| totals.iter().any(|of| of.contains(&row.code));
    // "Trong tổng số: thuộc Tháng hành động".
    let is_inner = |row: &Row| row.label.starts_with("Trong ");
    here.iter()
        .filter(|cell| !cell.is_total() && !is_part(cell.row) && !is_inner(cell.row))
        .copied()
        .collect()
}

/// The sum of a column with what stands beside it: "12 cuộc kiểm tra, 20 cuộc tự kiểm tra".
fn grand(here: &[Counted<'_>]) -> Decimal {
    let sums: Decimal = widest(here).iter().map(|cell| cell.value).sum();
    sums + beside(here).iter().map(|cell| cell.value).sum::<Decimal>()
}

fn of(row: &Row) -> &[String] {
    match &row.kind {
        RowKind::Total { of } => of,
        _ => &[],
    }
}

/// Sums that are no part of another sum.
fn widest<'a>(here: &[Counted<'a>]) -> Vec<Counted<'a>> {
    let totals = || here.iter().filter(|cell| cell.is_total());
    let is_part = |row: &Row| {
        totals().any(|other| {
            let (all, own) = (of(other.row), of(row));
            all.len() > own.len() && own.iter().all(|code| all.contains(code))
        })
    };
    totals().filter(|cell| !is_part(cell.row)).copied().collect()
}

/// A claim with what is known of it.
struct Claimed<'s> {
    spoken: &'s Spoken<'s>,
    sort: Sort,
    value: Decimal,
    reach: Reach,
    /// Whether the words speak of the form surely, those nearest to the number of nothing else.
    is_sure: bool,
    /// Whether the words name the column.
    is_named: bool,
    /// Whether they speak of what is spent, or of nothing but a row: else a sum of money is one of many.
    is_money: bool,
}

impl Claimed<'_> {
    /// Cells that a number should have been; none where it may be a part of what they count.
    fn told<'a>(&self, here: &[Counted<'a>], row: Option<usize>) -> Vec<Counted<'a>> {
        let told: Vec<Counted<'a>> = match row {
            Some(row) => here.iter().filter(|cell| is_in(cell, row)).copied().collect(),
            None => widest(here),
        };
        let most = told.iter().map(|cell| cell.value).max();
        let Some(most) = most.filter(|_| told.len() <= TOLD_MAX) else { return Vec::new() };
        let all = grand(here).max(most);
        let greatest = if row.is_some() { most } else { all };
        let is_some = told.iter().all(|cell| cell.is_some);
        if self.is_told((greatest, all), is_some) { told } else { Vec::new() }
    }

    /// `greatest` is the most that the cells themselves count, `all` the most that anything of their form does.
    fn is_told(&self, (greatest, all): (Decimal, Decimal), is_some: bool) -> bool {
        let is_money = matches!(self.sort, Sort::Money(_));
        if is_money && !self.is_money {
            return false;
        }
        let is_about = self.spoken.number.is_about;
        let value = if is_about { self.value * Decimal::new(9, 1) } else { self.value };
        // One class of many, with those who came to it.
        if value * Decimal::TEN < greatest {
            return false;
        }
        if self.reach == Reach::Open {
            let around = self.spoken.lead.start..self.spoken.tail.end;
            let is_part = || names_part(self.spoken.sentence, around);
            return value > all && !is_money && self.is_sure && !is_part();
        }
        match self.sort {
            // Leaflets are told by sorts and by copies, clubs one by one.
            Sort::Thing if value > greatest * Decimal::TEN => false,
            Sort::Thing => self.is_named || value > greatest,
            _ if is_some || self.reach == Reach::Body => value > greatest,
            _ => !is_about || value > greatest,
        }
    }
}

/// "Số lượt người tham dự là 3.200 lượt": no class need come before.
fn says_people(spoken: &Spoken<'_>) -> bool {
    spoken.sentence.said(spoken.lead.clone()).contains("lượt người")
}

/// "Kinh phí thực hiện".
fn speaks_of_money(spoken: &Spoken<'_>) -> bool {
    let lead = spoken.sentence.said(spoken.lead.clone());
    ["kinh phí", "dự toán", "giải ngân"].iter().any(|word| lead.contains(word))
}
