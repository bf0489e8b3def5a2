//! One part of a submission put together for a page or a rule: figures, computed cells, findings.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    access::Sight,
    amount::Amount,
    catalog::Catalog,
    check::{self, Figures, Place},
    consolidation::{self, PartSum},
    finding::Finding,
    form::{Form, FormBody, Level, Severity, Table},
};
use rust_decimal::Decimal;
use store::{
    db::Reads,
    submission::SubmissionRow,
    value::{ByForm, DraftCell, VersionCell},
};

mod words;

pub use words::{figures_of_version, frozen_figures, present_words, unread, unwritten};

pub use crate::asked::{asked, is_asked, is_writable, level_of};

use crate::Error;

/// A table part with everything the grid shows.
#[derive(Debug, Clone)]
pub struct Part {
    pub form: String,
    pub cells: BTreeMap<Place, DraftCell>,
    /// Of the whole report: checks look into other forms.
    pub figures: Arc<Figures>,
    pub findings: Vec<Finding>,
    /// Sums from accepted submissions below, where the unit has some.
    pub from_below: BTreeMap<Place, Amount>,
    /// How many below were accepted.
    pub below_count: u32,
    pub explanations: BTreeMap<String, String>,
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
    let mut report = Report::load(db, catalog, seen, Some(form)).await?;
    Ok(report.part(seen.0, form))
}

/// Loads every table part of a report that may be seen, in printed order.
pub async fn load_all<'a>(
    db: &mut impl Reads,
    catalog: &'a Catalog,
    seen: Seen<'_>,
) -> Result<Vec<(&'a Form, Part)>, Error> {
    let cells = present_cells(db, seen.0).await?;
    foreseen(db, catalog, seen, cells).await
}

/// Every table part that may be seen as it would be with these cells, in printed order.
pub async fn foreseen<'a>(
    db: &mut impl Reads,
    catalog: &'a Catalog,
    seen: Seen<'_>,
    cells: Cells,
) -> Result<Vec<(&'a Form, Part)>, Error> {
    let mut report = Report::of(db, catalog, seen, cells, None).await?;
    let tables = forms_of(catalog, &seen.0.regime)
        .into_iter()
        .filter(|form| matches!(form.body, FormBody::Table(_)) && seen.1.sees(form));
    Ok(tables.map(|form| (form, report.part(seen.0, form))).collect())
}

/// Every figure of a report that may be seen as it stands, computed cells included.
pub async fn figures(
    db: &mut impl Reads,
    catalog: &Catalog,
    seen: Seen<'_>,
) -> Result<Figures, Error> {
    let (row, sight) = seen;
    let cells = present_cells(db, row).await?;
    computed(db, catalog, (row, sight), &cells).await
}

/// What cells add up to, beside the figures of the period before; sensitive forms only for those who
/// may read them.
async fn computed(
    db: &mut impl Reads,
    catalog: &Catalog,
    (row, sight): Seen<'_>,
    cells: &Cells,
) -> Result<Figures, Error> {
    let mut figures = Figures::default();
    for (code, earlier) in previous(db, row).await? {
        if form(catalog, &code).is_none_or(|form| sight.sees(form)) {
            figures.previous.insert(code, earlier);
        }
    }
    for form in forms_of(catalog, &row.regime) {
        if matches!(form.body, FormBody::Table(_)) && sight.sees(form) {
            let typed = cells.get(&form.code).map_or_else(BTreeMap::new, numbers);
            figures.current.insert(form.code.clone(), typed);
            check::compute(form, &mut figures);
        }
    }
    Ok(figures)
}

/// What a report holds, whole: one form's checks look into the others.
struct Report {
    cells: ByForm<Place, DraftCell>,
    below: ByForm<Place, Vec<PartSum>>,
    /// Of all forms, this period and the one before, computed cells included.
    figures: Arc<Figures>,
    explanations: BTreeMap<String, String>,
}

impl Report {
    async fn load(
        db: &mut impl Reads,
        catalog: &Catalog,
        seen: Seen<'_>,
        only: Option<&Form>,
    ) -> Result<Self, Error> {
        let cells = present_cells(db, seen.0).await?;
        Self::of(db, catalog, seen, cells, only).await
    }

    /// As it would be with these cells; sums from below for one form alone, where only that is asked.
    async fn of(
        db: &mut impl Reads,
        catalog: &Catalog,
        (row, sight): Seen<'_>,
        cells: Cells,
        only: Option<&Form>,
    ) -> Result<Self, Error> {
        let figures = computed(db, catalog, (row, sight), &cells).await?;
        let (round, unit) = (row.round_id, row.submission.unit);
        let below = match only {
            _ if level_of(&row.unit_kind) != Level::District => ByForm::new(),
            None => store::consolidation::sums_by_form(db, round, unit).await?,
            Some(form) => {
                let sums = store::consolidation::sums(db, round, unit, &form.code).await?;
                ByForm::from([(form.code.clone(), sums)])
            }
        };
        let explanations = store::explanation::list(db, row.submission.id).await?;
        Ok(Self { cells, below, figures: Arc::new(figures), explanations })
    }

    /// Takes one part out.
    fn part(&mut self, row: &SubmissionRow, form: &Form) -> Part {
        let level = level_of(&row.unit_kind);
        let cells = self.cells.remove(&form.code).unwrap_or_default();
        let sums = self.below.remove(&form.code).unwrap_or_default();
        let (from_below, below_count) = filled_from(form, sums, level);
        let mut findings = findings_of(form, row, &cells, &self.figures);
        findings.extend(adjusted(form, level, &cells, &from_below));
        Part {
            form: form.code.clone(),
            cells,
            figures: Arc::clone(&self.figures),
            findings,
            from_below,
            below_count,
            explanations: self.explanations.clone(),
        }
    }
}

/// The draft while it may change, the frozen version once it has been handed in.
pub(crate) async fn present_cells(
    db: &mut impl Reads,
    row: &SubmissionRow,
) -> Result<ByForm<Place, DraftCell>, Error> {
    let id = row.submission.id;
    if !row.submission.state.is_filed() {
        return Ok(store::value::draft_cells_by_form(db, id).await?);
    }
    let Some(version) = store::value::version_number(db, id, row.submission.versions).await? else {
        return Ok(ByForm::new());
    };
    let at = row.filed_at.clone().unwrap_or_default();
    let thawed = |cell: VersionCell| DraftCell {
        amount: cell.amount,
        text: cell.text,
        status: cell.status,
        revision: 0,
        officer: String::new(),
        at: at.clone(),
    };
    let frozen = store::value::version_cells_by_form(db, version).await?;
    let forms = frozen.into_iter().map(|(form, cells)| {
        (form, cells.into_iter().map(|(place, cell)| (place, thawed(cell))).collect())
    });
    Ok(forms.collect())
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
) -> Result<ByForm<Place, Decimal>, Error> {
    let version =
        store::submission::previous_version(db, row.round_id, row.submission.unit).await?;
    let Some(version) = version else { return Ok(ByForm::new()) };
    let forms = store::value::figures_by_form(db, version).await?;
    let decimal = |cells: BTreeMap<Place, Amount>| {
        cells.into_iter().map(|(place, amount)| (place, amount.to_decimal())).collect()
    };
    Ok(forms.into_iter().map(|(form, cells)| (form, decimal(cells))).collect())
}

/// Whether a unit's report is filled from those of the units below it: only a district's is. What a
/// department receives is not a part of its own report.
pub fn is_filled_from_below(row: &SubmissionRow) -> bool {
    level_of(&row.unit_kind) == Level::District
}

/// Sums of what the units below have had accepted, where the unit receives any.
pub async fn from_below(
    db: &mut impl Reads,
    row: &SubmissionRow,
    form: &Form,
) -> Result<(BTreeMap<Place, Amount>, u32), Error> {
    let level = level_of(&row.unit_kind);
    if level != Level::District {
        return Ok((BTreeMap::new(), 0));
    }
    let sums =
        store::consolidation::sums(db, row.round_id, row.submission.unit, &form.code).await?;
    Ok(filled_from(form, sums, level))
}

/// Of the sums from below, those that a form takes; and of how many units.
fn filled_from(
    form: &Form,
    sums: BTreeMap<Place, Vec<PartSum>>,
    level: Level,
) -> (BTreeMap<Place, Amount>, u32) {
    let FormBody::Table(table) = &form.body else { return (BTreeMap::new(), 0) };
    let mut below = BTreeMap::new();
    let mut count = 0;
    for (place, parts) in sums {
        let Some(element) = table.rows.iter().find(|r| r.code == place.0) else { continue };
        if !consolidation::is_filled_from_below(table, element, &place.1, level)
            && !is_summed_with_own(table, element, &place.1)
        {
            continue;
        }
        let Some(total) = consolidation::total(element, &parts).territory else { continue };
        count = count.max(parts.iter().map(|p| p.count).max().unwrap_or(0));
        below.insert(place, total);
    }
    (below, count)
}

/// Columns every level enters: the district's figure is its communes' sum plus its own.
fn is_summed_with_own(table: &Table, row: &domain::form::Row, column: &str) -> bool {
    matches!(row.travel, domain::form::Travel::Sum { districts: true, .. })
        && table
            .columns
            .iter()
            .any(|c| c.code == column && c.entered_by.is_empty() && c.formula.is_none())
}

/// Figures filled from below that were changed, and figures with an own share that are smaller than what
/// came from below: both pass with a sentence of reason.
fn adjusted(
    form: &Form,
    level: Level,
    cells: &BTreeMap<Place, DraftCell>,
    from_below: &BTreeMap<Place, Amount>,
) -> Vec<Finding> {
    let FormBody::Table(table) = &form.body else { return Vec::new() };
    let changed = from_below.iter().filter_map(|(place, below)| {
        let row = table.rows.iter().find(|r| r.code == place.0)?;
        let column = table.columns.iter().find(|c| c.code == place.1)?;
        let typed = cells.get(place)?.amount?;
        let filled = consolidation::is_filled_from_below(table, row, &place.1, level);
        let off = if filled { typed != *below } else { typed < *below };
        off.then_some((row, column, typed, *below, filled))
    });
    changed
        .map(|(row, column, typed, below, filled)| {
            let shown = |amount: Amount| column.value_type.print(amount.to_decimal());
            Finding {
                code: format!("{}-DC", form.code),
                severity: Severity::Warning,
                form: form.code.clone(),
                row: row.code.clone(),
                column: column.code.clone(),
                message: format!(
                    "{}: ghi {}, {} {}. Lấy lại số của cấp dưới, hoặc ghi lý do điều chỉnh.",
                    column.headers.join(", "),
                    shown(typed),
                    if filled {
                        "tổng các đơn vị cấp dưới là"
                    } else {
                        "nhỏ hơn tổng các đơn vị cấp dưới (chưa kể phần của cấp huyện) là"
                    },
                    shown(below)
                ),
            }
        })
        .collect()
}

fn findings_of(
    form: &Form,
    row: &SubmissionRow,
    cells: &BTreeMap<Place, DraftCell>,
    figures: &Figures,
) -> Vec<Finding> {
    let FormBody::Table(table) = &form.body else { return Vec::new() };
    let unit = (row.unit_kind.as_str(), row.unit_key.as_str());
    let filled = |r: &str, c: &str| {
        cells.get(&(r.to_owned(), c.to_owned())).is_some_and(|cell| {
            cell.amount.is_some() || cell.status == "not_arising" || cell.text.is_some()
        })
    };
    let mut findings =
        check::unfilled(form, filled, |r, c| is_asked(table, &r.code, &c.code, unit));
    findings.extend(check::check(form, figures));
    findings.sort_by(|a, b| (a.severity, &a.row).cmp(&(b.severity, &b.row)));
    findings
}

/// All findings of a submission, part by part: for the rule that lets it pass, not for eyes.
pub async fn findings(
    db: &mut impl Reads,
    catalog: &Catalog,
    row: &SubmissionRow,
) -> Result<Vec<Finding>, Error> {
    let mut all = Vec::new();
    for form in forms_of(catalog, &row.regime) {
        all.extend(unwritten(db, row, form).await?);
        all.extend(unread(db, catalog, row, form).await?);
    }
    for (_, part) in load_all(db, catalog, (row, Sight::Whole)).await? {
        all.extend(part.findings);
    }
    Ok(all)
}
