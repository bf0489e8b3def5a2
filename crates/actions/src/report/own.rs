//! A unit's own report, from its draft or from what it has handed in.

use std::collections::BTreeMap;

use documents::{
    letterhead,
    manuscript::{Appendix, Block, Kind},
};
use domain::{
    access::Sight,
    catalog::Catalog,
    cell::CellStatus,
    check::Place,
    claim::Counts,
    form::{Column, Form, FormBody, Level, Table},
    org_unit::OrgUnitKind,
    reference::Source,
    regime::Covered,
    series::Body,
    share::holding,
};
use jiff::Timestamp;
use store::{db::Reads, org_unit::UnitRow, submission::SubmissionRow, value::Words};

use super::{
    About, Check, Draft, RECONSTRUCTED, appendix, check, in_sentence, issuer, lower_first, markup,
    month_of, places, pointer::Pointers, table, words,
};
use crate::{
    Error,
    part::{self, Part, forms_of, share::Coverage},
    template,
};

/// Prints one submission as the official report of the unit, or of its Ban, to its receiver. Tables that
/// the reader may not see are named, not printed.
///
/// # Errors
/// When a unit is unknown or the store fails.
pub async fn of_submission(
    db: &mut impl Reads,
    catalog: &Catalog,
    (row, sight, body): (&SubmissionRow, Sight, Body),
    (now, sample): (Timestamp, bool),
) -> Result<Draft, Error> {
    let template = template::in_force(db, "report-unit").await?;
    let unit = store::org_unit::by_id(db, row.submission.unit).await?.ok_or(Error::NotFound)?;
    let receiver =
        store::org_unit::by_id(db, row.submission.receiver).await?.ok_or(Error::NotFound)?;
    let province = store::org_unit::by_key(db, &catalog.province).await?.ok_or(Error::NotFound)?;
    let round = store::round::by_code(db, &row.round).await?.ok_or(Error::NotFound)?;
    let office = issuer::of_body((&unit, body), &province.name, "BC", month_of(now));
    let mut report = letterhead::start(Kind::Report, office.head, "");
    report.sample = sample;
    report.signature = office.signature;
    let mut checks = Vec::new();
    let mut unwritten = 0;
    let mut content = Vec::new();
    let forms = forms_of(catalog, &row.regime);
    let figures = part::figures(db, catalog, (row, sight)).await?;
    let coverage = part::share::coverage(db, row).await?;
    let parts = part::load_all(db, catalog, (row, sight)).await?;
    let mut estimating = part::share::estimating(db, row).await?;
    estimating.retain(|code, _| parts.iter().any(|(form, _)| form.code == *code));
    let below = Below { coverage: coverage.as_ref(), estimating: &estimating, behind: parts.len() };
    for (form, part) in &parts {
        let number = u32::try_from(report.appendices.len() + 1).unwrap_or(u32::MAX);
        report.appendices.extend(printed(form, part, (number, below)));
    }
    let mut missing = Vec::new();
    if let Some(coverage) = &coverage {
        missing.extend(coverage.missing.iter().map(|name| in_sentence(name)));
        report.appendices.extend(appendix::absent(&missing, parts.len()));
        checks.push(check::below(coverage));
        checks.extend(check::renewed(&part::share::renewed(db, row).await?));
        checks.extend(check::estimates(&estimating));
    }
    for form in forms.iter().filter(|form| !sight.sees(form)) {
        checks.push(Check::know(format!("Không in {}: {CLOSE}", lower_first(&form.title))));
    }
    let mut pointers = Pointers::of(&report.appendices, &forms);
    let source = Source::of_report(&forms, &figures);
    let counts = Counts::of(&forms, &figures, Covered::of(catalog.round(&round.code)));
    let mut broken = Vec::new();
    for form in &forms {
        match &form.body {
            FormBody::Narrative(headings) => {
                let names = words::names(headings);
                let written = part::present_words(db, row, &form.code).await?;
                let (blocks, empty) = narrative(form, &written, (&source, &mut pointers));
                unwritten += empty;
                let texts = written.iter().filter_map(|(code, words)| {
                    Some((code.as_str(), names.get(code)?.clone(), &words.body))
                });
                let (told, headings) = check::words(texts, &source, &counts);
                checks.extend(told);
                broken.extend(headings);
                content.extend(blocks);
            }
            FormBody::Table(_) => {}
        }
    }
    if issuer::is_party(unit.kind) {
        checks.push(Check::mend(issuer::PARTY));
        content.insert(0, Block::Note(issuer::PARTY.into()));
    }
    let mut values = places::document(catalog, &province, &report.head.issuer_name, now);
    values.extend(places::round(&round));
    let plan = places::plan_of(db, catalog, &province, round.year).await?;
    values.extend(places::plan(&plan));
    values.word("plan.cited", plan.full_at(&here(&unit)));
    values.extend(pointers.rest(&report.appendices));
    values.word("receiver.name", issuer::formal_name(&receiver));
    values.piece("report.body");
    template::lay(&mut report, &template.fill(&values), |_| content.clone());
    report.furniture.address = issuer::address(db, unit.id).await?;
    let keeps_plan = unit.key == catalog.lead || unit.key == catalog.province;
    checks.extend(check::plan(&plan, keeps_plan));
    if unwritten > 0 {
        let told = Check::know(format!("{unwritten} mục chưa có nội dung."));
        checks.push(told.about(About::Words));
    }
    checks.extend(check::issuer(office.is_guessed, body));
    checks.extend(check::form(&report));
    Ok(Draft { manuscript: report, checks, missing, values, broken })
}

/// Where a unit's work is done: " trên địa bàn huyện Quỳnh Lưu"; an office has no such place.
fn here(unit: &UnitRow) -> String {
    let is_place = matches!(unit.kind, OrgUnitKind::District | OrgUnitKind::Commune);
    if is_place { format!(" trên địa bàn {}", lower_first(&unit.name)) } else { String::new() }
}

/// Why a table is not printed for some.
const CLOSE: &str =
    "số liệu hạn chế phổ biến, chỉ đơn vị báo cáo và nơi thẩm tra trực tiếp được xem.";

fn narrative(
    form: &Form,
    written: &BTreeMap<String, Words>,
    (source, pointers): (&Source<'_>, &mut Pointers),
) -> (Vec<Block>, usize) {
    let FormBody::Narrative(headings) = &form.body else { return (Vec::new(), 0) };
    let mut body = Vec::new();
    let mut empty = 0;
    for (at, (number, heading)) in words::numbered(headings).into_iter().enumerate() {
        body.push(words::heading(&number, heading));
        if words::is_title_only(headings, at) {
            continue;
        }
        let found = written.get(&heading.code);
        if let Some(answer) = found.and_then(|w| w.answer) {
            body.push(Block::paragraph(format!("Trả lời: {}.", answer.in_sentence())));
        }
        let blocks = found.map_or(Vec::new(), |w| markup::blocks(&source.read(&w.body)));
        if blocks.is_empty() && found.is_none_or(|w| w.answer.is_none()) {
            empty += 1;
            body.push(Block::paragraph("(Chưa có nội dung)"));
        }
        body.extend(markup::under(heading, blocks));
        body.extend(pointers.at(heading));
    }
    (body, empty)
}

/// Whose figures of units below tables hold, and behind how many tables the list of the missing ones stands.
#[derive(Clone, Copy)]
struct Below<'a> {
    coverage: Option<&'a Coverage>,
    /// How many of them gave an estimate, by form.
    estimating: &'a BTreeMap<String, u32>,
    behind: usize,
}

impl Below<'_> {
    /// What a table says of them, where they have part in it.
    fn notes(self, form: &Form, table: &Table) -> Vec<String> {
        let Some(coverage) = self.coverage.filter(|_| has_part_from_below(table)) else {
            return Vec::new();
        };
        let (owed, missing) = (coverage.owed, &coverage.missing);
        let sources = format!(
            "Số liệu gồm phần của cấp huyện và báo cáo được chấp nhận của {}/{owed} đơn vị cấp xã.",
            owed.saturating_sub(missing.len())
        );
        let names: Vec<String> = missing.iter().map(|name| in_sentence(name)).collect();
        let estimating = self.estimating.get(&form.code).copied().unwrap_or(0);
        let estimated = appendix::estimated(estimating, appendix::COMMUNES);
        let lacking = appendix::lacking(&names, self.behind);
        std::iter::once(sources).chain(lacking).chain(estimated).collect()
    }
}

fn has_part_from_below(table: &Table) -> bool {
    let held = |row, column: &Column| holding(table, row, &column.code, Level::District).is_some();
    table.rows.iter().any(|row| table.columns.iter().any(|column| held(row, column)))
}

fn printed(form: &Form, part: &Part, (number, below): (u32, Below<'_>)) -> Option<Appendix> {
    let table = form.table()?;
    let marked = |status: CellStatus| -> Vec<Place> {
        let cells = part.cells.iter().filter(|(_, cell)| cell.status == status);
        cells.map(|(place, _)| place.clone()).collect()
    };
    let texts = part
        .cells
        .iter()
        .filter_map(|(place, cell)| Some((place.clone(), cell.text.clone()?)))
        .collect();
    let estimates = marked(CellStatus::Estimate);
    let mut notes = below.notes(form, table);
    if !estimates.is_empty() {
        notes.push(appendix::ESTIMATE.to_owned());
    }
    if part.figures.current.get(&form.code).is_none_or(BTreeMap::is_empty) {
        notes.push("Không phát sinh trong kỳ.".to_owned());
    }
    if form.confidence.needs_checking() {
        notes.push(RECONSTRUCTED.to_owned());
    }
    let printed = table::Printed { form, table, figures: &part.figures, texts, estimates, notes };
    let landscape = table::is_wide(&printed);
    let body = vec![Block::Table(table::block(&printed))];
    Some(Appendix { number, title: form.title.clone(), landscape, body })
}
