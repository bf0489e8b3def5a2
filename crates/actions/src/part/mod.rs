//! One part of a submission put together for a page or a rule: figures, computed cells, findings.

pub mod share;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    access::Sight,
    amount::Amount,
    catalog::Catalog,
    check::{self, Figures, Place},
    finding::Finding,
    form::Form,
    share::{Holding, Share},
    slip::Unlike,
    submission::Explanations,
};
use rust_decimal::Decimal;
use store::{
    db::Reads,
    submission::SubmissionRow,
    value::{ByForm, DraftCell, VersionCell},
};

mod findings;
mod words;

pub use findings::{findings, findings_in, of_words, sentences};
pub use words::{copied, figures_of_version, frozen_figures, present_words, unread, unwritten};

pub use crate::asked::{asked, is_asked, is_writable, level_of};

use self::share::Shares;
use crate::Error;

/// A table part with everything the grid shows.
#[derive(Debug, Clone)]
pub struct Part {
    pub form: String,
    pub cells: BTreeMap<Place, DraftCell>,
    /// Of the whole report: checks look into other forms.
    pub figures: Arc<Figures>,
    pub findings: Vec<Finding>,
    /// What the figures are made of that units below have part in.
    pub shares: BTreeMap<Place, Share>,
    pub explanations: Explanations,
    /// What of it is no match for the period before.
    pub unlike: Unlike,
    /// Cells in which a district still says its own share: of a draft alone, what was signed stays.
    own: BTreeSet<Place>,
}

impl Part {
    /// Whether the unit said of a cell what it is asked.
    pub fn is_answered(&self, place: &Place) -> bool {
        is_answered(&self.cells, (&self.shares, &self.own), place)
    }
}

fn is_answered(
    cells: &BTreeMap<Place, DraftCell>,
    (shares, own): (&BTreeMap<Place, Share>, &BTreeSet<Place>),
    place: &Place,
) -> bool {
    let cell = cells.get(place);
    let not_arising = cell.is_some_and(|cell| cell.status == "not_arising");
    if own.contains(place) {
        let share = shares.get(place).cloned().unwrap_or_default();
        return share.is_answered(Holding::WithOwn, not_arising);
    }
    not_arising || cell.is_some_and(|cell| cell.amount.is_some() || cell.text.is_some())
}

/// The forms that make up a submission of a round, in printed order: outline first, then tables.
pub fn forms_of<'a>(catalog: &'a Catalog, regime: &str) -> Vec<&'a Form> {
    let Some(regime) = catalog.regimes.iter().find(|r| r.code == regime) else { return Vec::new() };
    std::iter::once(&regime.outline)
        .chain(&regime.tables)
        .filter_map(|code| form(catalog, code))
        .collect()
}

/// The form with a code.
pub fn form<'a>(catalog: &'a Catalog, code: &str) -> Option<&'a Form> {
    catalog.forms.iter().find(|f| f.code == code)
}

/// Whether a regime asks for sensitive tables.
pub fn asks_sensitive(catalog: &Catalog, regime: &str) -> bool {
    forms_of(catalog, regime).into_iter().any(Form::is_sensitive)
}

/// A report with how much of it may be seen.
pub type Seen<'a> = (&'a SubmissionRow, Sight);

/// Cells of a report, form by form.
pub type Cells = ByForm<Place, DraftCell>;

/// Loads one table part of a draft with its computed cells and findings; one that may not be seen is
/// not found.
pub async fn load(
    db: &mut impl Reads,
    catalog: &Catalog,
    seen: Seen<'_>,
    form: &Form,
) -> Result<Part, Error> {
    if !seen.1.sees(form) {
        return Err(Error::NotFound);
    }
    let only = looked_into(catalog, form);
    let held = Held::load(db, catalog, seen.0, Some(&only)).await?;
    let mut report = Report::of(db, catalog, seen, (held, Some(&only))).await?;
    Ok(report.part(seen.0, form))
}

/// Loads every table part of a report that may be seen, in printed order.
pub async fn load_all<'a>(
    db: &mut impl Reads,
    catalog: &'a Catalog,
    seen: Seen<'_>,
) -> Result<Vec<(&'a Form, Part)>, Error> {
    let held = Held::load(db, catalog, seen.0, None).await?;
    all_parts(db, catalog, seen, held).await
}

/// Every table part of a signed version that may be seen, in printed order.
pub async fn of_version<'a>(
    db: &mut impl Reads,
    catalog: &'a Catalog,
    seen: Seen<'_>,
    version: i64,
) -> Result<Vec<(&'a Form, Part)>, Error> {
    let held = Held::version(db, seen.0, (version, None)).await?;
    all_parts(db, catalog, seen, held).await
}

async fn all_parts<'a>(
    db: &mut impl Reads,
    catalog: &'a Catalog,
    (row, sight): Seen<'_>,
    held: Held,
) -> Result<Vec<(&'a Form, Part)>, Error> {
    let mut report = Report::of(db, catalog, (row, sight), (held, None)).await?;
    let tables = forms_of(catalog, &row.regime)
        .into_iter()
        .filter(|form| form.table().is_some() && sight.sees(form));
    Ok(tables.map(|form| (form, report.part(row, form))).collect())
}

/// Every table part that may be seen as it would be with these cells, in printed order.
pub async fn foreseen<'a>(
    db: &mut impl Reads,
    catalog: &'a Catalog,
    seen: Seen<'_>,
    cells: Cells,
) -> Result<Vec<(&'a Form, Part)>, Error> {
    let mut held = Held::load(db, catalog, seen.0, None).await?;
    share::foreseen(catalog, &mut held.shares, &cells);
    all_parts(db, catalog, seen, Held { cells, ..held }).await
}

/// Every figure of a report that may be seen as it stands, computed cells included.
pub async fn figures(
    db: &mut impl Reads,
    catalog: &Catalog,
    seen: Seen<'_>,
) -> Result<Figures, Error> {
    let held = Held::load(db, catalog, seen.0, None).await?;
    computed(db, catalog, seen, (&held, None)).await
}

/// What held cells add up to, beside the figures of the period before, in these forms or in all; sensitive
/// forms only for those who may read them.
async fn computed(
    db: &mut impl Reads,
    catalog: &Catalog,
    (row, sight): Seen<'_>,
    (held, only): (&Held, Option<&[&str]>),
) -> Result<Figures, Error> {
    let mut figures = Figures::default();
    for (code, earlier) in previous(db, row, only).await? {
        if form(catalog, &code).is_none_or(|form| sight.sees(form)) {
            figures.previous.insert(code, earlier);
        }
    }
    for form in forms_of(catalog, &row.regime) {
        if form.table().is_some() && sight.sees(form) {
            let typed = held.cells.get(&form.code).map_or_else(BTreeMap::new, numbers);
            figures.current.insert(form.code.clone(), typed);
            let shares = held.shares.get(&form.code).into_iter().flatten();
            let too_large = shares.filter(|(_, share)| share.is_too_large());
            let places = too_large.map(|(place, _)| place.clone()).collect();
            figures.too_large.insert(form.code.clone(), places);
            let nothing = held.cells.get(&form.code).map_or_else(BTreeSet::new, not_arising);
            figures.not_arising.insert(form.code.clone(), nothing);
            check::compute(form, &mut figures);
        }
    }
    Ok(figures)
}

/// A report as it stands: whole figures, what they are made of, and the sentences beside them.
pub(crate) struct Held {
    pub cells: Cells,
    pub shares: Shares,
    pub explanations: Explanations,
}

impl Held {
    /// The draft while it may change, the frozen version once it has been handed in; some forms alone,
    /// where only those are asked.
    pub(crate) async fn load(
        db: &mut impl Reads,
        catalog: &Catalog,
        row: &SubmissionRow,
        only: Option<&[&str]>,
    ) -> Result<Self, Error> {
        let id = row.submission.id;
        if row.submission.state.is_filed() {
            return match row.newest_version_id {
                Some(version) => Self::version(db, row, (version, only)).await,
                None => Ok(Self::of(Cells::new(), Shares::new(), Explanations::new())),
            };
        }
        let mut cells = store::value::draft_cells_by_form(db, id, only).await?;
        let shares = share::of_draft(db, catalog, row, (&cells, only)).await?;
        share::compose(&mut cells, &shares);
        Ok(Self::of(cells, shares, store::explanation::list(db, id).await?))
    }

    /// A signed version.
    pub(crate) async fn version(
        db: &mut impl Reads,
        row: &SubmissionRow,
        (version, only): (i64, Option<&[&str]>),
    ) -> Result<Self, Error> {
        let at = row.filed_at.clone().unwrap_or_default();
        let thawed = |cell: VersionCell| DraftCell {
            amount: cell.amount,
            text: cell.text,
            status: cell.status,
            revision: 0,
            officer: String::new(),
            at: at.clone(),
        };
        let frozen = store::value::version_cells_by_form(db, version, only).await?;
        let forms = frozen.into_iter().map(|(form, cells)| {
            (form, cells.into_iter().map(|(place, cell)| (place, thawed(cell))).collect())
        });
        let shares = if share::is_shared(row) {
            store::value::share::of_version(db, version).await?
        } else {
            Shares::new()
        };
        let explanations = store::explanation::of_version(db, version).await?;
        Ok(Self::of(forms.collect(), shares, explanations))
    }

    fn of(cells: Cells, shares: Shares, mut explanations: Explanations) -> Self {
        explanations.extend(share::reasons(&shares));
        Self { cells, shares, explanations }
    }
}

/// One table of an open draft: what its boxes show, and what its figures are made of.
pub(crate) struct Drafted {
    pub boxes: BTreeMap<Place, DraftCell>,
    pub shares: BTreeMap<Place, Share>,
}

/// A table of an open draft.
pub(crate) async fn drafted(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
    form: &Form,
) -> Result<Drafted, Error> {
    let Some(table) = form.table() else { return Err(Error::NotFound) };
    let id = row.submission.id;
    let mut boxes = store::value::draft_cells(db, id, &form.code).await?;
    let cells = Cells::from([(form.code.clone(), boxes.clone())]);
    let only = Some(&[form.code.as_str()][..]);
    let mut shares = share::of_draft(db, catalog, row, (&cells, only)).await?;
    let shares = shares.remove(&form.code).unwrap_or_default();
    share::boxed(table, &mut boxes, &shares);
    Ok(Drafted { boxes, shares })
}

/// What a report holds, whole: one form's checks look into the others.
struct Report {
    held: Held,
    /// Of all forms, this period and the one before, computed cells included.
    figures: Arc<Figures>,
    /// The period before was of another length.
    is_other_length: bool,
    /// Too many reports below are still to come.
    is_partial: bool,
}

impl Report {
    async fn of(
        db: &mut impl Reads,
        catalog: &Catalog,
        seen: Seen<'_>,
        (held, only): (Held, Option<&[&str]>),
    ) -> Result<Self, Error> {
        let figures = computed(db, catalog, seen, (&held, only)).await?;
        let is_partial = share::is_partial(db, seen.0).await?;
        let is_other_length = is_other_length(catalog, seen.0);
        Ok(Self { held, figures: Arc::new(figures), is_other_length, is_partial })
    }

    /// Takes one part out.
    fn part(&mut self, row: &SubmissionRow, form: &Form) -> Part {
        let cells = self.held.cells.remove(&form.code).unwrap_or_default();
        let shares = self.held.shares.remove(&form.code).unwrap_or_default();
        let own = share::own_places(form, row);
        let filled = |place: &Place| is_answered(&cells, (&shares, &own), place);
        // Where a sum stands in the cell already, the finding says whose figure is missing.
        let is_summed = |place: &Place| {
            own.contains(place) && shares.get(place).is_some_and(|share| share.below.is_some())
        };
        let mut findings = share::too_large(form, &shares);
        findings.extend(findings::of_table(form, row, (filled, is_summed), &self.figures));
        findings.extend(share::findings(form, &shares));
        let unlike = match () {
            () if self.is_other_length => Unlike::Everything,
            () if self.is_partial => Unlike::Sums(shares.keys().cloned().collect()),
            () => Unlike::Nothing,
        };
        Part {
            unlike,
            own,
            form: form.code.clone(),
            cells,
            figures: Arc::clone(&self.figures),
            findings,
            shares,
            explanations: self.held.explanations.clone(),
        }
    }
}

/// Whether the round before was of clearly another length: half a year says nothing beside a whole one.
fn is_other_length(catalog: &Catalog, row: &SubmissionRow) -> bool {
    let days = |code: &str| {
        let round = catalog.round(code)?;
        let before = round.previous.clone();
        Some(((round.window_to - round.window_from).get_days().max(1), before))
    };
    let lengths = days(&row.round).and_then(|(now, before)| Some((now, days(&before?)?.0)));
    lengths.is_some_and(|(now, before)| now * 5 < before * 4 || before * 5 < now * 4)
}

/// A form and those that its rules look into.
fn looked_into<'a>(catalog: &'a Catalog, form: &'a Form) -> Vec<&'a str> {
    let names = form.checks.iter().flat_map(|rule| rule.rule.references());
    let heads: BTreeSet<&str> = names.filter_map(|n| Some(n.split_once('.')?.0)).collect();
    let others = catalog.forms.iter().map(|f| f.code.as_str());
    let others = others.filter(|code| *code != form.code && heads.contains(code));
    std::iter::once(form.code.as_str()).chain(others).collect()
}

/// Whole figures as they stand.
pub(crate) async fn present_cells(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
) -> Result<Cells, Error> {
    Ok(Held::load(db, catalog, row, None).await?.cells)
}

/// Where a report says that nothing arose.
fn not_arising(cells: &BTreeMap<Place, DraftCell>) -> BTreeSet<Place> {
    let is_nothing = |cell: &DraftCell| cell.amount.is_none() && cell.status == "not_arising";
    let places = cells.iter().filter(|(_, cell)| is_nothing(cell));
    places.map(|(place, _)| place.clone()).collect()
}

fn numbers(cells: &BTreeMap<Place, DraftCell>) -> BTreeMap<Place, Decimal> {
    cells
        .iter()
        .filter_map(|(place, cell)| Some((place.clone(), cell.amount?.to_decimal())))
        .collect()
}

/// The accepted figures of the round before, for one unit; an estimate's actual figure is the better
/// one to compare with.
async fn previous(
    db: &mut impl Reads,
    row: &SubmissionRow,
    only: Option<&[&str]>,
) -> Result<ByForm<Place, Decimal>, Error> {
    let Some(version) = row.previous_version_id else { return Ok(ByForm::new()) };
    let forms = store::value::figures_by_form(db, version, only).await?;
    let decimal = |cells: BTreeMap<Place, Amount>| {
        cells.into_iter().map(|(place, amount)| (place, amount.to_decimal())).collect()
    };
    Ok(forms.into_iter().map(|(form, cells)| (form, decimal(cells))).collect())
}
