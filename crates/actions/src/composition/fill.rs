//! From what was typed to a manuscript: head, signature, words of the template.

use std::collections::BTreeMap;

use documents::{
    Manuscript, letterhead,
    manuscript::{Block, Kind, Signature},
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
    matter::{self, findings_text, line, matter},
};
use crate::{
    Acting, Error,
    report::{self, issuer, places},
    template,
};

/// Room for what was not typed yet.
pub(super) const OPEN: &str = "…";

/// A laid-out document.
#[derive(Debug, Clone)]
pub struct Written {
    pub manuscript: Manuscript,
    /// What stood in the places of the template.
    pub values: Values,
    pub issuer: UnitId,
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
    let issuer = basis::issuer(db, acting, form, typed).await?;
    let (mut manuscript, mut values) = begun_by(db, acting, source, (form, issuer)).await?;
    let matter = matter(db, acting, source, (form, typed)).await?;
    values.extend(matter.values);
    let pieces = matter.pieces;
    let piece = |name: &str| pieces.get(name).cloned().unwrap_or_default();
    template::lay(&mut manuscript, &template.fill(&values), piece);
    if let Some(subject) = line(typed, SUBJECT) {
        subject.trim_start_matches("V/v").trim().clone_into(&mut manuscript.abstract_text);
    }
    manuscript.appendices.extend(matter.appendix);
    if form.code == "minutes" {
        let signs = |position: &str, name: Option<String>| Signature {
            authority: Vec::new(),
            position: position.into(),
            name,
        };
        manuscript.signature = signs("TRƯỞNG ĐOÀN", line(typed, "member.name"));
        let other = signs("ĐƠN VỊ ĐƯỢC KIỂM TRA", line(typed, "present.name"));
        manuscript.furniture.second_signature = Some(other);
    }
    Ok(Written { manuscript, values, issuer, round: matter.round })
}

/// Head, signature and what every document knows.
async fn begun_by(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, issuer): (&Form, UnitId),
) -> Result<(Manuscript, Values), Error> {
    let Source { catalog, offices, sample, .. } = source;
    let province = store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
    let unit = store::org_unit::by_id(db, issuer).await?.ok_or(Error::NotFound)?;
    let kind = match form.code {
        "correction" => Kind::Letter,
        "proposal" => Kind::Proposal,
        "minutes" => Kind::Minutes,
        "conclusion" => Kind::Conclusion,
        _ => Kind::Notice,
    };
    let word = kind.abbreviation().unwrap_or("CV");
    let office = issuer::of_unit(&unit, &province.name, word, report::month_of(acting.now));
    let body = (issuer, Body::Organ);
    let rule = store::series::numbering(db, body, acting.today().year()).await?;
    let kept = rule.map(|rule| rule.drafter).filter(|drafter| !drafter.is_empty());
    let is_committee = office.signature.authority.iter().any(|line| line.starts_with("TM."));
    let drafter = kept.unwrap_or_else(|| if is_committee { "VX" } else { "BĐG" }.to_owned());
    let mut head = office.head;
    if kind == Kind::Letter {
        // A letter's symbol is the body's and the drafting office's, without a kind.
        head.symbol = kind.symbol(head.symbol.trim_start_matches("CV-"), &drafter);
    }
    let mut manuscript = letterhead::start(kind, head, "");
    manuscript.sample = sample;
    manuscript.signature = office.signature;
    let name = &manuscript.head.issuer_name;
    let mut values = places::document(catalog, &province, name, acting.now);
    values.word("issuer.drafter", drafter);
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
    let issuer = basis::issuer(db, acting, form, &typed).await?;
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
            let kept = |line: &&str| !line.starts_with("Như trên") && !line.starts_with("Lưu");
            let to: Vec<&str> = row.about.recipients.lines().filter(kept).collect();
            typed.insert("addressee".into(), vec![to.join("\n")]);
        }
        "conclusion" => {
            let (_, _, minutes) = matter::minutes(db, acting, &typed).await?;
            typed.insert("results".into(), vec![findings_text(source, &minutes)]);
            for column in ["text", "deadline"] {
                let lines = minutes.get(&format!("recommendation.{column}"));
                typed.insert(format!("demand.{column}"), lines.cloned().unwrap_or_default());
            }
        }
        _ => {}
    }
    Ok(typed)
}

/// A template with room in the places that only a written document fills.
pub(super) async fn unwritten(
    db: &mut impl Reads,
    acting: &Acting,
    source: Source<'_>,
    (form, kind): (&Form, &wording::Kind),
    (template, round): (&Template, &RoundRow),
) -> Result<(Manuscript, Values), Error> {
    let (mut manuscript, known) = begun_by(db, acting, source, (form, acting.officer.unit)).await?;
    let mut values = Values::default();
    let mut lists: BTreeMap<&'static str, Entry> = BTreeMap::new();
    for place in kind.places() {
        match place.shape {
            wording::Shape::Word => values.word(place.name, OPEN),
            wording::Shape::Piece => values.piece(place.name),
            wording::Shape::Each => {
                let column = place.name.split_once('.').map_or(place.name, |(_, column)| column);
                lists.entry(place.list()).or_default().insert(column, OPEN.into());
            }
        }
    }
    for (list, entry) in lists {
        values.list(list, vec![entry]);
    }
    values.extend(places::round(round));
    values.extend(known);
    template::lay(&mut manuscript, &template.fill(&values), |_| vec![Block::paragraph(OPEN)]);
    Ok((manuscript, values))
}
