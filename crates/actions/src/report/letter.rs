//! Công văn: the letter that urges the late, or courteously asks the others.

use documents::{
    Manuscript, letterhead,
    manuscript::{Block, Kind},
};
use domain::{access::UnitId, narrative::TextBlock};
use jiff::Timestamp;
use store::db::Reads;

use super::{Offices, issuer, month_of};
use crate::Error;

/// Most addressees that stand under "Kính gửi"; more go to a list behind.
const ADDRESSEES_MAX: usize = 12;

/// Writes a letter of the lead office to units, with its words as edited.
///
/// # Errors
/// When a unit is unknown or nobody is chosen.
pub async fn letter(
    db: &mut impl Reads,
    offices: Offices,
    units: &[UnitId],
    (subject, text): (&str, &str),
    (now, sample): (Timestamp, bool),
) -> Result<Manuscript, Error> {
    if units.is_empty() {
        return Err(Error::refused(
            "URG-001",
            "Chưa chọn đơn vị nào.",
            "Đánh dấu ít nhất một đơn vị rồi làm lại.",
        ));
    }
    let lead = store::org_unit::by_id(db, offices.lead).await?.ok_or(Error::NotFound)?;
    let province = store::org_unit::by_id(db, offices.province).await?.ok_or(Error::NotFound)?;
    let mut names = Vec::with_capacity(units.len());
    for unit in units {
        let unit = store::org_unit::by_id(db, *unit).await?.ok_or(Error::NotFound)?;
        names.push(issuer::formal_name(&unit));
    }
    let office = issuer::of_unit(&lead, &province.name, "CV", month_of(now));
    let mut head = office.head;
    // A letter's symbol is the body's and the drafting office's, without a kind.
    head.symbol = format!("{}-BĐG", head.symbol.trim_start_matches("CV-"));
    let subject = subject.trim().trim_start_matches("V/v").trim();
    let mut letter = letterhead::start(Kind::Letter, head, domain::fold::clean(subject));
    letter.sample = sample;
    letter.signature = office.signature;
    let listed = names.len() > ADDRESSEES_MAX;
    letter.addressees = if listed {
        vec!["Các đơn vị có tên trong danh sách kèm theo".into()]
    } else {
        names.clone()
    };
    letter.body = TextBlock::read(text)
        .into_iter()
        .map(|block| match block {
            TextBlock::Paragraph(text) => Block::paragraph(text),
            TextBlock::List(items) => Block::list(items),
        })
        .collect();
    if listed {
        letter.body.push(Block::paragraph("Danh sách đơn vị nhận công văn:"));
        letter.body.push(Block::list(names));
    }
    letter.recipients = vec!["Như trên".into(), "Lưu: VT, BĐG".into()];
    Ok(letter)
}
