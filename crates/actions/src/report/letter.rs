//! Công văn: the letter that urges the late, or courteously asks the others.

use documents::{
    Manuscript, letterhead,
    manuscript::{Block, Kind},
};
use domain::{
    access::UnitId,
    catalog::Catalog,
    fold::clean,
    reference::Reading,
    template::{Part, Template, Values},
};
use jiff::Timestamp;
use store::{db::Reads, org_unit::UnitRow, round::RoundRow};

use super::{Offices, issuer, month_of, places, words};
use crate::{Error, template};

/// A letter with its words as edited.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    pub round: &'a RoundRow,
    pub units: &'a [UnitId],
    pub subject: &'a str,
    pub text: &'a str,
}

/// Subject and words that a letter of a kind ("urging", "request") begins with.
///
/// # Errors
/// When a unit is unknown or the store fails.
pub async fn proposed(
    db: &mut impl Reads,
    known: (&Catalog, Offices),
    round: &RoundRow,
    code: &str,
    now: Timestamp,
) -> Result<(String, String), Error> {
    let template = template::in_force(db, code).await?;
    let filled = template.fill(&letter_values(db, known, round, now).await?);
    Ok((filled.text(Part::Subject), filled.text(Part::Field("Lời văn"))))
}

/// What stands in the places of a letter before its addressees are chosen.
///
/// # Errors
/// When a unit is unknown or the store fails.
pub async fn letter_values(
    db: &mut impl Reads,
    (catalog, offices): (&Catalog, Offices),
    round: &RoundRow,
    now: Timestamp,
) -> Result<Values, Error> {
    let (lead, province) = both(db, offices).await?;
    Ok(values_of(catalog, (&lead, &province), round, now))
}

/// Writes a letter of the lead office to units in the words of a template.
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
    let (lead, province) = both(db, offices).await?;
    let mut names = Vec::with_capacity(what.units.len());
    for unit in what.units {
        let unit = store::org_unit::by_id(db, *unit).await?.ok_or(Error::NotFound)?;
        names.push(issuer::formal_name(&unit));
    }
    let office = issuer::of_unit(&lead, &province.name, "CV", month_of(now));
    let mut head = office.head;
    // A letter's symbol is the body's and the drafting office's, without a kind.
    head.symbol = format!("{}-BĐG", head.symbol.trim_start_matches("CV-"));
    let mut letter = letterhead::start(Kind::Letter, head, "");
    letter.sample = sample;
    letter.signature = office.signature;
    let mut values = values_of(catalog, (&lead, &province), what.round, now);
    values.extend(places::addressees(&names));
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

async fn both(db: &mut impl Reads, offices: Offices) -> Result<(UnitRow, UnitRow), Error> {
    let lead = store::org_unit::by_id(db, offices.lead).await?.ok_or(Error::NotFound)?;
    let province = store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
    Ok((lead, province))
}

fn values_of(
    catalog: &Catalog,
    (lead, province): (&UnitRow, &UnitRow),
    round: &RoundRow,
    now: Timestamp,
) -> Values {
    let mut values = places::document(catalog, province, &issuer::formal_name(lead), now);
    values.extend(places::round(round));
    values
}
