//! Shares in percent and so many of so many, held against the cells.

use std::ops::Range;

use formula::Formula;
use rust_decimal::Decimal;

use super::{
    Counts, Outcome, cell,
    counted::{Counted, gender_of},
    frame::{self, Reach},
    judge::Topic,
    meant::is_in,
    number::Number,
    sentence::Sentence,
};

impl<'a> Counts<'a> {
    /// Women or men among those of the claim before; `None` where nothing counts them.
    pub(super) fn gender(
        &self,
        (sentence, tail): (&Sentence, Range<usize>),
        number: &Number,
        gender: &'static str,
        topic: &mut Option<Topic>,
    ) -> Option<Outcome> {
        let known = topic.as_mut()?;
        known.gender = Some(gender);
        let form = self.forms[known.form];
        let people = self.people()?;
        let of_form = people.iter().filter(|cell| std::ptr::eq(cell.form, form));
        let of_gender: Vec<&Counted<'a>> =
            of_form.filter(|cell| cell.gender() == Some(gender)).collect();
        if of_gender.iter().any(|cell| cell.value == number.value) {
            return Some(Outcome::Equal);
        }
        let told = of_gender.into_iter().find(|cell| match known.row {
            Some(row) => is_in(cell, row),
            None => cell.is_total(),
        })?;
        let of = (self.said(known.form).vocabulary(known.row), self.covered.year);
        let reach = known.reach.min(frame::behind(sentence, tail, of));
        let is_told = reach > Reach::Open && !number.is_about;
        is_told.then(|| Outcome::Different(vec![cell(told)]))
    }

    /// A share in percent: of women or men behind a claim, else of the row or the total that words name.
    pub(super) fn share(
        &self,
        (sentence, lead, tail): (&Sentence, Range<usize>, Range<usize>),
        number: &Number,
        topic: Option<Topic>,
    ) -> Option<Outcome> {
        let found = match topic.and_then(|topic| Some((topic, topic.gender?))) {
            Some((topic, gender)) => {
                let says = ["chiếm", "tỷ lệ", "tỉ lệ", "đạt"];
                let words = sentence.said(lead);
                if !says.iter().any(|word| words.contains(word)) || topic.reach == Reach::Open {
                    return None;
                }
                self.share_of(topic, gender)?
            }
            None => self
                .share_named(sentence, (lead.clone(), tail.clone()))
                .or_else(|| self.share_of_all(sentence, (lead, tail)))?,
        };
        if number.is_about {
            return None;
        }
        // A share cut off behind its last digit is as good as a rounded one.
        if (found.value - number.value).abs() < Decimal::new(1, number.digits) {
            return Some(Outcome::Equal);
        }
        Some(Outcome::Different(vec![cell(&found)]))
    }

    /// The share of a gender in the row of a claim.
    fn share_of(&self, topic: Topic, gender: &str) -> Option<Counted<'a>> {
        let of_form =
            self.shares.iter().filter(|cell| std::ptr::eq(cell.form, self.forms[topic.form]));
        let mut of_row = of_form.filter(|cell| match topic.row {
            Some(row) => is_in(cell, row),
            None => cell.is_total(),
        });
        of_row
            .find(|cell| {
                let formula = cell.column.formula.as_ref().map_or("", Formula::text);
                let part = formula.strip_prefix("percent(").and_then(|rest| rest.split(',').next());
                let mut columns = cell.table.columns.iter();
                columns.any(|column| {
                    Some(column.code.as_str()) == part && gender_of(column) == Some(gender)
                })
            })
            .copied()
    }

    /// The share of the one row that words name with all they say, in the one column that they name.
    fn share_named(
        &self,
        sentence: &Sentence,
        (lead, tail): (Range<usize>, Range<usize>),
    ) -> Option<Counted<'a>> {
        let lead = lead.start.max(lead.end.saturating_sub(40))..lead.end;
        let places: Vec<usize> = (lead.start..lead.end.saturating_sub(1)).collect();
        let mut found: Option<Counted<'a>> = None;
        for form in 0..self.forms.len() {
            let here =
                || self.shares.iter().filter(|cell| std::ptr::eq(cell.form, self.forms[form]));
            if here().next().is_none() {
                continue;
            }
            let said = self.said(form);
            let Some(row) = said.row_said(sentence, &places) else { continue };
            let of = (said.vocabulary_of_share(Some(row)), self.covered.year);
            let before = frame::before(sentence, lead.clone(), of);
            if before.min(frame::behind(sentence, tail.clone(), of)) == Reach::Open {
                continue;
            }
            let of_row = here().filter(|cell| is_in(cell, row));
            let cell = only(&of_row.copied().collect::<Vec<_>>(), sentence.said(lead.clone()))?;
            if found.is_some() {
                return None;
            }
            found = Some(cell);
        }
        found
    }

    /// The share of a form's sum where words say its head and what the form is about: "tỷ lệ nữ tham dự tập
    /// huấn".
    fn share_of_all(
        &self,
        sentence: &Sentence,
        (lead, tail): (Range<usize>, Range<usize>),
    ) -> Option<Counted<'a>> {
        let words = sentence.said(lead.clone());
        let mut found = self.shares.iter().filter(|cell| {
            let head = cell.column.headers.last().map_or(String::new(), |head| head.to_lowercase());
            let Some(form) = self.form_of(cell).filter(|_| cell.is_total()) else { return false };
            let said = self.said(form);
            let head = head.trim_end_matches([' ', '%']);
            let mut places = lead.start..lead.end.saturating_sub(1);
            let of = (said.vocabulary_of_share(None), self.covered.year);
            words.contains(head)
                && places.any(|at| {
                    let pair = sentence.said(at..at + 2);
                    !head.contains(pair) && said.heads(pair)
                })
                && frame::before(sentence, lead.clone(), of) > Reach::Open
                && frame::behind(sentence, tail.clone(), of) > Reach::Open
        });
        found.next().filter(|_| found.next().is_none()).copied()
    }

    /// "Xử lý 6/8 vụ vi phạm": both stand in one row. `None` where nothing counts the whole.
    pub(super) fn fraction(cells: &[Counted<'a>], part: Decimal, of: Decimal) -> Option<Outcome> {
        let beside = |whole: &Counted<'_>, cell: &Counted<'_>| std::ptr::eq(whole.row, cell.row);
        let wholes = || cells.iter().filter(|cell| cell.value == of);
        let is_told = |whole: &Counted<'_>| {
            cells.iter().any(|cell| beside(whole, cell) && cell.value == part)
        };
        if wholes().any(is_told) {
            return Some(Outcome::Equal);
        }
        let whole = wholes().find(|cell| cell.is_total())?;
        let mut parts = cells.iter().filter(|cell| beside(whole, cell) && cell.value != of);
        let told = parts.next().filter(|_| parts.next().is_none())?;
        Some(Outcome::Different(vec![cell(told)]))
    }
}

/// The only share of a row, or the one whose head the words say: "cấp huyện".
fn only<'a>(shares: &[Counted<'a>], words: &str) -> Option<Counted<'a>> {
    let is_said = |cell: &&Counted<'a>| {
        let mut heads = cell.column.headers.iter().map(|head| head.to_lowercase());
        heads.next().is_some_and(|group| words.contains(&group))
            && (words.contains("nữ") || heads.all(|head| !head.contains("nữ")))
    };
    if let [only] = shares {
        return Some(*only);
    }
    let mut said = shares.iter().filter(is_said);
    said.next().filter(|_| said.next().is_none()).copied()
}
