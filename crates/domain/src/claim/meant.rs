//! Which cells a number speaks of: the form, the row and the column that the words around it name.

use super::{
    Counts,
    columns::columns_named,
    counted::{Counted, Noun, Sort},
    judge::{Spoken, Topic},
    said::Said,
};

/// Cells that words mean.
#[derive(Debug)]
pub(super) struct Meant<'a> {
    pub(super) form: usize,
    /// Whether the words speak of the form surely.
    pub(super) is_sure: bool,
    /// The row's place in its table.
    pub(super) row: Option<usize>,
    /// Cells of the form and the column.
    pub(super) cells: Vec<Counted<'a>>,
    /// Whether the words name the column, where there are several.
    pub(super) is_named: bool,
}

impl<'a> Counts<'a> {
    /// The cells that a claim speaks of; people are those of the topic that is `known`.
    pub(super) fn meant(
        &self,
        spoken: &Spoken<'_>,
        noun: &Noun,
        (topic, known): (Option<Topic>, Option<Topic>),
        heading: &[usize],
    ) -> Option<Meant<'a>> {
        let (form, is_sure) = known
            .map(|topic| (topic.form, true))
            .or_else(|| self.form_meant(spoken, noun, (topic, heading)))?;
        let of_form =
            self.nouns.cells(noun).iter().filter(|cell| {
                std::ptr::eq(cell.form, self.forms[form]) && cell.gender().is_none()
            });
        let here: Vec<Counted<'a>> = of_form.copied().collect();
        let row = row_meant((self.said(form), noun.sort), spoken, &here, known);
        let (cells, is_named) = columns_named(here, spoken);
        Some(Meant { form, is_sure, row, cells, is_named })
    }

    /// The form that the words speak of, and whether they do so surely: the one whose words they share,
    /// else the topic's, else the one that the heading names, else the only one.
    fn form_meant(
        &self,
        spoken: &Spoken<'_>,
        noun: &Noun,
        (topic, heading): (Option<Topic>, &[usize]),
    ) -> Option<(usize, bool)> {
        let mut forms: Vec<usize> = Vec::new();
        for counted in self.nouns.cells(noun) {
            let at = self.form_of(counted)?;
            if !forms.contains(&at) {
                forms.push(at);
            }
        }
        let near = near(spoken);
        let by = |says: &dyn Fn(&Said, &str) -> bool| {
            let mut voted: Vec<usize> = Vec::new();
            for at in &near {
                let pair = spoken.sentence.said(*at..at + 2);
                let mut saying = forms.iter().filter(|form| says(self.said(**form), pair));
                if let (Some(form), None) = (saying.next(), saying.next())
                    && !voted.contains(form)
                {
                    voted.push(*form);
                }
            }
            if voted.len() == 1 { voted.first().copied() } else { None }
        };
        let by_title = || by(&|said, pair| said.titles(pair) && said.says(pair));
        let by_words = || by(&|said, pair| said.says(pair));
        let of_topic = || topic.map(|topic| topic.form).filter(|form| forms.contains(form));
        let of_heading = || {
            let mut named = heading.iter().filter(|form| forms.contains(form));
            named.next().copied().filter(|_| named.next().is_none())
        };
        let only = || (forms.len() == 1 && !noun.is_common).then(|| forms[0]);
        let sure = |form: usize| (form, true);
        let others = || of_topic().or_else(of_heading).or_else(only);
        let by_words = || by_words().map(|form| (form, others() == Some(form)));
        let surely = || of_topic().or_else(only).map(sure);
        let unsure = || of_heading().map(|form| (form, false));
        by_title().map(sure).or_else(by_words).or_else(surely).or_else(unsure)
    }
}

/// The row that the words name, or that the claim before was about.
fn row_meant(
    (said, sort): (&Said, Sort),
    spoken: &Spoken<'_>,
    here: &[Counted<'_>],
    known: Option<Topic>,
) -> Option<usize> {
    if sort == Sort::Thing {
        let cell = here.first()?;
        return cell.table.rows.iter().position(|row| std::ptr::eq(row, cell.row));
    }
    let named = said.row(spoken.sentence, &near(spoken), spoken.tail.start);
    let row = named.or_else(|| known.and_then(|topic| topic.row))?;
    here.iter().any(|cell| is_in(cell, row)).then_some(row)
}

/// Whether a cell stands in a row of its table.
pub(super) fn is_in(cell: &Counted<'_>, row: usize) -> bool {
    cell.table.rows.get(row).is_some_and(|row| std::ptr::eq(row, cell.row))
}

/// Where neighbouring words near a number begin: in the thought before it and behind the noun.
fn near(spoken: &Spoken<'_>) -> Vec<usize> {
    let from = spoken.lead.end.saturating_sub(24).max(spoken.lead.start);
    let before = from..spoken.lead.end.saturating_sub(1);
    let behind = spoken.tail.start..spoken.tail.end.min(spoken.tail.start + 16).saturating_sub(1);
    before.chain(behind).filter(|at| spoken.sentence.sign(*at).is_none()).collect()
}
