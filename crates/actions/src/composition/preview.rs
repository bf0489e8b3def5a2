//! A template tried on real data: what it would print for a round today, whatever document it words.

use documents::{Manuscript, letterhead, manuscript::Block};
use domain::{
    catalog::Catalog,
    composition::{Typed, form},
    series::Body,
    template::{Kind, Template, Values},
};
use jiff::Timestamp;
use store::{db::Reads, round::RoundRow};

use super::fill;
use crate::{
    Acting, Error,
    report::{self, IssuedBy, Letter, Offices, Wanted, issuer},
    template::{self, KEEPERS, kind},
    totals::Totals,
};

/// What a preview is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub catalog: &'a Catalog,
    pub totals: &'a Totals,
    pub offices: Offices,
    pub sample: bool,
}

/// Prints a template for a round, and tells what stands in its places.
///
/// # Errors
/// When the officer may not read it, or nobody owes the round.
pub async fn preview(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (code, template): (&str, &Template),
    round: &RoundRow,
) -> Result<(Manuscript, Values), Error> {
    acting.require(&KEEPERS, "Việc này của cán bộ tổng hợp hoặc quản trị hệ thống.")?;
    let Source { catalog, totals, offices, sample } = source;
    let when = (acting.now, sample);
    let kind: &Kind = kind(code)?;
    let by = [IssuedBy::Lead, IssuedBy::Province, IssuedBy::Committee]
        .into_iter()
        .find(|by| by.template() == kind.code);
    // Who keeps the system reads no report: the words stand there without figures.
    match by.filter(|_| acting.scope.province_wide) {
        Some(by) => {
            let known = (catalog, totals);
            let wanted = Wanted { round, by, districts: false };
            let draft = report::worded(db, known, (offices, wanted), when, template).await?;
            return Ok((draft.manuscript, draft.values));
        }
        None if kind.code.starts_with("report-") => {
            return without_figures(db, source, (kind, template), round, acting.now).await;
        }
        None => {}
    }
    if let Some(form) = form(kind.code) {
        if form.code == "notice" && acting.scope.province_wide {
            let typed = Typed::from([(super::BASIS.to_owned(), vec![round.code.clone()])]);
            let written = fill::worded(db, acting, source, (form, &typed), template).await?;
            return Ok((written.manuscript, written.values));
        }
        return fill::unwritten(db, acting, source, (form, kind), (template, round)).await;
    }
    let late = store::standing::unfiled(db, round.id).await?;
    let mut units: Vec<_> = late.into_iter().map(|(unit, _)| unit).take(3).collect();
    if units.is_empty() {
        units.push(offices.lead);
    }
    let known = (catalog, offices);
    let from = offices.lead;
    let values = report::letter_values(db, known, (round, from), acting.now).await?;
    let filled = template.fill(&values);
    let subject = filled.text(domain::template::Part::Subject);
    let text = filled.text(domain::template::Part::Field("Lời văn"));
    let letter =
        Letter { round, from, units: &units, subject: &subject, text: &text, answer_by: None };
    report::letter(db, known, letter, when, template).await
}

async fn without_figures(
    db: &mut impl Reads,
    Source { catalog, offices, sample, .. }: Source<'_>,
    (kind, template): (&Kind, &Template),
    round: &RoundRow,
    now: Timestamp,
) -> Result<(Manuscript, Values), Error> {
    let province = store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
    let lead = store::org_unit::by_id(db, offices.lead).await?.ok_or(Error::NotFound)?;
    let (unit, body) = match kind.code {
        "report-province" => (&province, Body::Organ),
        "report-committee" => (&province, Body::Committee),
        _ => (&lead, Body::Organ),
    };
    let office = issuer::of_body((unit, body), &province.name, "BC", report::month_of(now));
    let mut report = letterhead::start(documents::manuscript::Kind::Report, office.head, "");
    report.sample = sample;
    report.signature = office.signature;
    let mut values = report::places::document(catalog, &province, &report.head.issuer_name, now);
    values.extend(report::places::round(round));
    let plan = report::places::plan_of(db, catalog, &province, round.year).await?;
    values.extend(report::places::plan(&plan));
    values.word("receiver.name", issuer::formal_name(&province));
    for count in
        ["accepted.count", "territory.accepted", "territory.owed", "body.accepted", "body.owed"]
    {
        values.word(count, "…");
    }
    values.piece("report.body");
    let body = [Block::paragraph("(Phần lập từ số liệu.)")];
    template::lay(&mut report, &template.fill(&values), |_| body.to_vec());
    Ok((report, values))
}
