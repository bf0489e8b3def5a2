//! A unit's own report, from its draft or from what it has handed in.

use std::collections::BTreeMap;

use documents::{
    letterhead,
    manuscript::{Appendix, Block, Kind},
};
use domain::{
    access::Sight,
    catalog::Catalog,
    check::Place,
    claim::Counts,
    form::{Form, FormBody},
    reference::Source,
    series::Body,
};
use jiff::Timestamp;
use store::{db::Reads, submission::SubmissionRow, value::Words};

use super::{
    About, Check, Draft, RECONSTRUCTED, check, issuer, lower_first, month_of, places,
    pointer::Pointers, table, words,
};
use crate::{
    Error,
    part::{self, Part, forms_of},
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
    for (form, part) in part::load_all(db, catalog, (row, sight)).await? {
        let number = u32::try_from(report.appendices.len() + 1).unwrap_or(u32::MAX);
        report.appendices.extend(appendix(form, &part, number));
    }
    for form in forms.iter().filter(|form| !sight.sees(form)) {
        checks.push(Check::know(format!("Không in {}: {CLOSE}", lower_first(&form.title))));
    }
    let mut pointers = Pointers::of(&report.appendices, &forms);
    let source = Source::of_report(&forms, &figures);
    let counts = Counts::of(&forms, &figures, round.year);
    let mut broken = Vec::new();
    for form in &forms {
        match &form.body {
            FormBody::Narrative(_) => {
                let written = part::present_words(db, row, &form.code).await?;
                let (blocks, empty) = narrative(form, &written, (&source, &mut pointers));
                unwritten += empty;
                let texts = written.iter().map(|(code, words)| (code.clone(), &words.body));
                let (told, headings) = check::words(texts, &source, &counts);
                checks.extend(told);
                broken.extend(headings);
                content.extend(blocks);
            }
            FormBody::Table(_) => {}
        }
    }
    let mut values = places::document(catalog, &province, &report.head.issuer_name, now);
    values.extend(places::round(&round));
    let plan = places::plan_of(db, catalog, &province, round.year).await?;
    values.extend(places::plan(&plan));
    values.extend(pointers.rest(&report.appendices));
    values.word("receiver.name", issuer::formal_name(&receiver));
    values.piece("report.body");
    template::lay(&mut report, &template.fill(&values), |_| content.clone());
    report.furniture.address = issuer::address(db, unit.id).await?;
    checks.extend(check::plan(&plan));
    if unwritten > 0 {
        let told = Check::know(format!("{unwritten} mục chưa có nội dung."));
        checks.push(told.about(About::Words));
    }
    checks.extend(check::issuer(office.is_guessed, body));
    checks.extend(check::form(&report));
    Ok(Draft { manuscript: report, checks, missing: Vec::new(), values, broken })
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
        if let Some(answer) = found.map(|w| w.answer.as_str()).filter(|a| !a.is_empty()) {
            body.push(Block::paragraph(format!("Trả lời: {}.", answer_words(answer))));
        }
        let blocks = found.map_or(Vec::new(), |w| words::blocks(&source.read(&w.body)));
        if blocks.is_empty() && found.is_none_or(|w| w.answer.is_empty()) {
            empty += 1;
            body.push(Block::paragraph("(Chưa có nội dung)"));
        }
        body.extend(blocks);
        body.extend(pointers.at(heading));
    }
    (body, empty)
}

fn answer_words(answer: &str) -> &str {
    match answer {
        "yes" | "co" => "có",
        "no" | "khong" => "không",
        "not_applicable" | "khong-ap-dung" => "không áp dụng",
        other => other,
    }
}

fn appendix(form: &Form, part: &Part, number: u32) -> Option<Appendix> {
    let FormBody::Table(table) = &form.body else { return None };
    let marked = |status: &str| -> Vec<Place> {
        let cells = part.cells.iter().filter(|(_, cell)| cell.status == status);
        cells.map(|(place, _)| place.clone()).collect()
    };
    let texts = part
        .cells
        .iter()
        .filter_map(|(place, cell)| Some((place.clone(), cell.text.clone()?)))
        .collect();
    let estimates = marked("estimate");
    let mut notes = Vec::new();
    if !estimates.is_empty() {
        notes.push("Số có chữ (ước) là ước thực hiện.".to_owned());
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
