//! Documents over the exchange, by files: packages and status messages are made here and taken in here.
//! Nothing is sent by itself; an office carries the files to its gateway and back.

mod answer;
mod send;
mod sender;
mod take;

use domain::{access::UnitId, fold::clean, period::vietnam};
use exchange::edxml::Organ;
use jiff::civil::DateTime;
use store::{db::Reads, organ_code::CodeRow};

pub use answer::answer;
pub use send::{Sending, send};
pub use sender::doubts;
pub use take::{Taken, take};

use crate::{Acting, Error, report::issuer};

/// Longest reason, in letters.
const REASON_MAX: usize = 500;

/// The code of an organ of ours.
async fn own_code(db: &mut impl Reads, organ: UnitId) -> Result<CodeRow, Error> {
    store::organ_code::of(db, organ).await?.ok_or_else(|| {
        Error::refused(
            "DSP-010",
            "Cơ quan của văn bản này chưa có mã định danh điện tử.",
            "Đề nghị quản trị hệ thống ghi mã ở trang Mã định danh rồi làm lại.",
        )
    })
}

/// An organ of ours as messages name it, and its place.
async fn organ(
    db: &mut impl Reads,
    acting: &Acting,
    code: &CodeRow,
) -> Result<(Organ, String), Error> {
    let unit = store::org_unit::by_id(db, code.unit).await?.ok_or(Error::NotFound)?;
    let province = store::org_unit::parent(db, code.unit, acting.today()).await?;
    let province = store::org_unit::by_id(db, province.unwrap_or(code.unit)).await?;
    let province = province.map_or_else(|| unit.name.clone(), |row| row.name);
    let date = documents::date::IssueDate::On(acting.today());
    let head = issuer::of_unit(&unit, &province, "", date).head;
    let above = head.superior.first().cloned().unwrap_or_else(|| head.issuer_name.clone());
    let organ = Organ {
        id: code.code.to_string(),
        in_charge: above,
        name: head.issuer_name,
        ..Organ::default()
    };
    Ok((organ, head.place))
}

/// The reason as kept.
fn reason(text: &str) -> String {
    clean(text).chars().take(REASON_MAX).collect()
}

/// Now on Vietnam's clock, in whole seconds as messages write it.
fn clock(acting: &Acting) -> Result<DateTime, Error> {
    let now = vietnam().to_datetime(acting.now);
    let now = now.with().subsec_nanosecond(0).build();
    now.map_err(|error| Error::Document(error.to_string()))
}

/// A partner's code in the form of today where it has one, else as written.
fn partner_code(organ: &Organ) -> String {
    organ.code().map_or_else(|_| organ.id.trim().to_owned(), |code| code.to_string())
}
