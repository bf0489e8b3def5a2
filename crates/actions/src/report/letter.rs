//! Công văn: the letter of a receiving office that urges the late, or courteously asks the others.

use documents::{
    Manuscript, date, letterhead,
    manuscript::{Appendix, Block, Kind},
    table::{Alignment, Cell, HeaderCell, Row, TableBlock},
};
use domain::{
    access::UnitId,
    catalog::Catalog,
    fold::clean,
    period::local_date,
    reference::Reading,
    series::Body,
    template::{Filled, Part, Template, Values},
};
use jiff::{Timestamp, civil::Date};
use store::{db::Reads, org_unit::UnitRow, round::RoundRow};

use super::{Offices, issuer, markup, month_of, places};
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
    // An office does not write to itself, save where a template is only tried.
    let is_tried = what.units.len() == 1;
    let units = what.units.iter().copied().filter(|unit| is_tried || *unit != what.from);
    let units: Vec<UnitId> = units.collect();
    let known = store::org_unit::of_ids(db, &units).await?;
    let name = |unit| known.get(unit).map(issuer::formal_name).ok_or(Error::NotFound);
    let names: Vec<String> = units.iter().map(name).collect::<Result<_, Error>>()?;
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
    if !what.text.trim().is_empty() {
        values.piece("letter.text");
    }
    let filled = template.fill(&values);
    let appendix = list_of(&names, &filled);
    let text = if appendix.is_some() { pointing(what.text) } else { what.text.to_owned() };
    let text: Vec<Block> = markup::as_written(&Reading::plain(&text));
    template::lay(&mut letter, &filled, |_| text.clone());
    letter.appendices.extend(appendix);
    let subject = clean(what.subject.trim().trim_start_matches("V/v"));
    if !subject.is_empty() {
        letter.abstract_text = subject;
    }
    Ok((letter, values))
}

/// The appendix with the units that the letter itself does not name, neither under "Kính gửi" nor in a
/// list that an office's own template keeps in the text.
fn list_of(names: &[String], filled: &Filled) -> Option<Appendix> {
    let head = filled.text(Part::Addressees);
    let body = filled.text(Part::Body);
    let is_named = |name: &String| head.contains(name.as_str()) || body.contains(name.as_str());
    if names.iter().all(is_named) {
        return None;
    }
    let mut table = TableBlock::new(&[(14, Alignment::Center), (146, Alignment::Left)]);
    table.header = vec![["TT", "Đơn vị"].map(HeaderCell::new).to_vec()];
    let lines = (1..).zip(names).map(|(order, name): (u32, _)| {
        Row::normal(vec![Cell::text(order.to_string()), Cell::text(name.clone())])
    });
    table.rows = lines.collect();
    Some(Appendix {
        number: 1,
        title: "Danh sách đơn vị nhận công văn".into(),
        landscape: false,
        body: vec![Block::Table(table)],
    })
}

/// The typed words where the units stand in the appendix.
fn pointing(text: &str) -> String {
    let places = ["tại phần Kính gửi", "ở phần Kính gửi", "trong danh sách kèm theo"];
    places.iter().fold(text.to_owned(), |text, place| text.replace(place, "tại Phụ lục kèm theo"))
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
