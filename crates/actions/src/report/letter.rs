//! Công văn: the letter of a receiving office that urges the late, or courteously asks the others.

use documents::{
    Manuscript, date, letterhead,
    manuscript::{Block, Kind},
};
use domain::{
    access::UnitId,
    catalog::Catalog,
    fold::clean,
    period::local_date,
    reference::Reading,
    series::Body,
    template::{Part, Template, Values},
};
use jiff::{Timestamp, civil::Date};
use store::{db::Reads, org_unit::UnitRow, round::RoundRow};

use super::{Offices, issuer, month_of, places, words};
use crate::{Error, template};

/// A letter with its words as edited.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    pub round: &'a RoundRow,
    /// The office that receives the reports, and writes.
    pub from: UnitId,
    pub units: &'a [UnitId],
    pub subject: &'a str,
    pub text: &'a str,
    /// Until when the reports are asked for.
    pub answer_by: Option<Date>,
}

/// Subject and words that a letter of a kind ("urging", "request") of an office begins with.
///
/// # Errors
/// When a unit is unknown or the store fails.
pub async fn proposed(
    db: &mut impl Reads,
    known: (&Catalog, Offices),
    (round, from): (&RoundRow, UnitId),
    code: &str,
    now: Timestamp,
) -> Result<(String, String), Error> {
    let template = template::in_force(db, code).await?;
    let filled = template.fill(&letter_values(db, known, (round, from), now).await?);
    Ok((filled.text(Part::Subject), filled.text(Part::Field("Lời văn"))))
}

/// What stands in the places of a letter before its addressees are chosen.
///
/// # Errors
/// When a unit is unknown or the store fails.
pub async fn letter_values(
    db: &mut impl Reads,
    known: (&Catalog, Offices),
    (round, from): (&RoundRow, UnitId),
    now: Timestamp,
) -> Result<Values, Error> {
    let sender = sender(db, known.1, from, now).await?;
    values_of(db, known.0, &sender, (round, now)).await
}

/// Writes a letter of a receiving office to units in the words of a template.
///
/// # Errors
/// When a unit is unknown or nobody is chosen.
pub async fn letter(
    db: &mut impl Reads,
    (catalog, offices): (&Catalog, Offices),
    what: Letter<'_>,
    (now, sample): (Timestamp, bool),
    template: &Template,
) -> Result<(Manuscript, Values), Error> {
    if what.units.is_empty() {
        return Err(Error::refused(
            "URG-001",
            "Chưa chọn đơn vị nào.",
            "Đánh dấu ít nhất một đơn vị rồi làm lại.",
        ));
    }
    let sender = sender(db, offices, what.from, now).await?;
    let mut names = Vec::with_capacity(what.units.len());
    for unit in what.units {
        let unit = store::org_unit::by_id(db, *unit).await?.ok_or(Error::NotFound)?;
        names.push(issuer::formal_name(&unit));
    }
    let office = issuer::of_unit(&sender.unit, &sender.province.name, "CV", month_of(now));
    let mut head = office.head;
    // A letter's symbol is the body's and the drafting office's, without a kind.
    head.symbol = Kind::Letter.symbol(head.symbol.trim_start_matches("CV-"), &sender.drafter);
    let mut letter = letterhead::start(Kind::Letter, head, "");
    letter.sample = sample;
    letter.signature = office.signature;
    let mut values = values_of(db, catalog, &sender, (what.round, now)).await?;
    values.extend(places::addressees(&names));
    if let Some(by) = what.answer_by {
        values.word("letter.answer_by", date::short(by));
    }
    let text: Vec<Block> = words::blocks(&Reading::plain(what.text));
    if !text.is_empty() {
        values.piece("letter.text");
    }
    template::lay(&mut letter, &template.fill(&values), |_| text.clone());
    let subject = clean(what.subject.trim().trim_start_matches("V/v"));
    if !subject.is_empty() {
        letter.abstract_text = subject;
    }
    Ok((letter, values))
}

/// Who writes, and to whom that office reports in its turn.
struct Sender {
    unit: UnitRow,
    province: UnitRow,
    superior: UnitRow,
    drafter: String,
}

async fn sender(
    db: &mut impl Reads,
    offices: Offices,
    from: UnitId,
    now: Timestamp,
) -> Result<Sender, Error> {
    let unit = store::org_unit::by_id(db, from).await?.ok_or(Error::NotFound)?;
    let province = store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
    let superior = if from == offices.lead {
        province.clone()
    } else {
        store::org_unit::by_id(db, offices.lead).await?.ok_or(Error::NotFound)?
    };
    let year = local_date(now).year();
    let rule = store::series::numbering(db, (from, Body::Organ), year).await?;
    let kept = rule.map(|rule| rule.drafter).filter(|drafter| !drafter.is_empty());
    let drafter = kept.unwrap_or_else(|| issuer::drafter(&unit).to_owned());
    Ok(Sender { unit, province, superior, drafter })
}

async fn values_of(
    db: &mut impl Reads,
    catalog: &Catalog,
    sender: &Sender,
    (round, now): (&RoundRow, Timestamp),
) -> Result<Values, Error> {
    let name = issuer::formal_name(&sender.unit);
    let mut values = places::document(catalog, &sender.province, &name, now);
    // A district's communes have their own day, before the district's.
    let owed = store::standing::owed_to(db, round.id, sender.unit.id).await?;
    let due = owed.iter().map(|(_, _, due)| *due).max().unwrap_or(round.due);
    values.extend(places::round(&RoundRow { due, ..round.clone() }));
    values.extend(places::plan(&places::plan_of(db, catalog, &sender.province, round.year).await?));
    values.word("issuer.drafter", sender.drafter.as_str());
    values.word("receiver.name", issuer::formal_name(&sender.superior));
    Ok(values)
}
