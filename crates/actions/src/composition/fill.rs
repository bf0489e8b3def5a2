//! From what was typed to a manuscript: head, signature, words of the template.

use std::collections::BTreeMap;

use documents::{
    Manuscript,
    date::IssueDate,
    letterhead,
    manuscript::{Kind, Signature},
};
use domain::{
    access::UnitId,
    composition::{Form, Shape, Typed},
    series::Body,
    template::{self as wording, Entry, Part, Template, Values},
};
use store::{db::Reads, round::RoundRow};

use super::{
    BASIS, SUBJECT, Source, basis,
    matter::{self, findings_texts, matter},
    receivers, sample,
    typed::line,
};
use crate::{
    Acting, Error,
    report::{self, issuer, places},
    template,
};

/// Room for what was not typed yet.
pub const OPEN: &str = "…";

/// A laid-out document.
#[derive(Debug, Clone)]
pub struct Written {
    pub manuscript: Manuscript,
    /// What stood in the places of the template.
    pub values: Values,
    /// Whose number it bears.
    pub issuer: (UnitId, Body),
    pub round: Option<i64>,
}

/// Lays out what was typed in the words of the template in force.
///
/// # Errors
/// When the basis is gone or the store fails.
pub async fn written(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, typed): (&Form, &Typed),
) -> Result<Written, Error> {
    let template = template::in_force(db, form.code).await?;
    worded(db, acting, source, (form, typed), &template).await
}

/// The same in the words of any template.
pub(crate) async fn worded(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, typed): (&Form, &Typed),
    template: &Template,
) -> Result<Written, Error> {
    let issuer = basis::issuer(db, acting, source, (form, typed)).await?;
    let (mut manuscript, mut values) = begun_by(db, acting, source, (form, issuer)).await?;
    let matter = matter(db, acting, source, (form, typed)).await?;
    values.extend(matter.values);
    let pieces = matter.pieces;
    let piece = |name: &str| pieces.get(name).cloned().unwrap_or_default();
    template::lay(&mut manuscript, &template.fill(&values), piece);
    if let Some(subject) = line(typed, SUBJECT) {
        let subject = template::bare_subject(&subject).trim_end_matches(['.', '/']);
        // Behind "V/v" it goes on, below a title it begins.
        manuscript.abstract_text = match manuscript.kind {
            Kind::Letter => subject.to_owned(),
            _ => report::upper_first(subject),
        };
    }
    manuscript.appendices.extend(matter.appendix);
    manuscript.furniture.address = issuer::address(db, issuer.0).await?;
    super::marks(typed)?.lay(&mut manuscript);
    if form.code == "minutes" {
        // Written on the spot: they bear the day of the inspection, whenever their number is given.
        if let Some(day) = super::inspected(typed) {
            manuscript.head.date = IssueDate::On(day);
        }
        let names = (line(typed, "member.name"), line(typed, "present.name"));
        sign_minutes(&mut manuscript, names.0, names.1);
    }
    Ok(Written { manuscript, values, issuer, round: matter.round })
}

/// Minutes are signed by the leader of the inspection and by the inspected body.
fn sign_minutes(manuscript: &mut Manuscript, leader: Option<String>, other: Option<String>) {
    let signs = |position: &str, name: Option<String>| Signature {
        authority: Vec::new(),
        position: position.into(),
        name,
    };
    manuscript.signature = signs("TRƯỞNG ĐOÀN", leader);
    manuscript.furniture.second_signature = Some(signs("ĐƠN VỊ ĐƯỢC KIỂM TRA", other));
}

/// Head, signature and what every document knows.
async fn begun_by(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, (issuer, body)): (&Form, (UnitId, Body)),
) -> Result<(Manuscript, Values), Error> {
    let Source { catalog, offices, sample, .. } = source;
    let province = store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
    let unit = store::org_unit::by_id(db, issuer).await?.ok_or(Error::NotFound)?;
    let kind = match form.code {
        "correction" | "letter" => Kind::Letter,
        "proposal" => Kind::Proposal,
        "minutes" => Kind::Minutes,
        "conclusion" => Kind::Conclusion,
        _ => Kind::Notice,
    };
    let word = kind.abbreviation().unwrap_or("CV");
    let month = report::month_of(acting.now);
    let office = issuer::of_body((&unit, body), &province.name, word, month);
    let rule = store::series::numbering(db, (issuer, body), acting.today().year()).await?;
    let kept = rule.map(|rule| rule.drafter).filter(|drafter| !drafter.is_empty());
    let drafter = kept.unwrap_or_else(|| match body {
        // The office that drafts for the Ban is its standing one.
        Body::Committee => "BĐG".to_owned(),
        Body::Organ => issuer::drafter(&unit).to_owned(),
    });
    let mut head = office.head;
    if kind == Kind::Letter {
        // A letter's symbol is the body's and the drafting office's, without a kind.
        head.symbol = kind.symbol(head.symbol.trim_start_matches("CV-"), &drafter);
    }
    let mut manuscript = letterhead::start(kind, head, "");
    manuscript.sample = sample;
    manuscript.furniture.is_draft = true;
    manuscript.signature = office.signature;
    let name = &manuscript.head.issuer_name;
    let mut values = places::document(catalog, &province, name, acting.now);
    values.word("issuer.drafter", drafter);
    let year = i64::from(acting.today().year());
    values.extend(places::plan(&places::plan_of(db, catalog, &province, year).await?));
    Ok((manuscript, values))
}

/// What a form holds when it is begun.
pub(super) async fn begun(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    form: &Form,
    chosen: &str,
) -> Result<Typed, Error> {
    let mut typed = Typed::from([(BASIS.to_owned(), vec![chosen.to_owned()])]);
    let template = template::in_force(db, form.code).await?;
    let issuer = basis::issuer(db, acting, source, (form, &typed)).await?;
    let (_, mut values) = begun_by(db, acting, source, (form, issuer)).await?;
    values.extend(matter(db, acting, source, (form, &typed)).await?.values);
    let filled = template.fill(&values);
    for field in form.fields.iter().filter(|field| !matches!(field.shape, Shape::Rows(_))) {
        let text = filled.text(Part::Field(field.label));
        if !text.is_empty() {
            typed.insert(field.name.into(), vec![text]);
        }
    }
    match form.code {
        "correction" => {
            let row = basis::document(db, acting, &typed).await?;
            let cited = format!("{} số {}", row.kind, row.number);
            let to = receivers::of(&row.about.recipients, &cited);
            typed.insert("addressee".into(), vec![to.join("\n")]);
        }
        "conclusion" => {
            let (_, _, minutes) = matter::minutes(db, acting, &typed).await?;
            let [results, limits] = findings_texts(source, &minutes);
            typed.insert("results".into(), vec![results]);
            typed.insert("limits".into(), vec![limits]);
            for column in ["text", "deadline"] {
                let lines = minutes.get(&format!("recommendation.{column}"));
                typed.insert(format!("demand.{column}"), lines.cloned().unwrap_or_default());
            }
        }
        _ => {}
    }
    Ok(typed)
}

/// A template with invented words in the places that only a written document fills; the pages say so.
pub(super) async fn unwritten(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, kind): (&Form, &wording::Kind),
    (template, round): (&Template, &RoundRow),
) -> Result<(Manuscript, Values), Error> {
    let issuer = (acting.officer.unit, Body::Organ);
    let (mut manuscript, known) = begun_by(db, acting, source, (form, issuer)).await?;
    manuscript.sample = true;
    let mut values = Values::default();
    let mut lists: BTreeMap<&'static str, Entry> = BTreeMap::new();
    for place in kind.places() {
        match place.shape {
            wording::Shape::Word => values.word(place.name, sample::word(place.name)),
            wording::Shape::Piece => values.piece(place.name),
            wording::Shape::Each => {
                let column = place.name.split_once('.').map_or(place.name, |(_, column)| column);
                lists
                    .entry(place.list())
                    .or_default()
                    .insert(column, sample::word(place.name).into());
            }
        }
    }
    for (list, entry) in lists {
        values.list(list, vec![entry]);
    }
    values.extend(places::round(round));
    values.extend(known);
    template::lay(&mut manuscript, &template.fill(&values), sample::piece);
    if form.code == "minutes" {
        sign_minutes(&mut manuscript, Some(sample::word("member.name").into()), None);
    }
    Ok((manuscript, values))
}
