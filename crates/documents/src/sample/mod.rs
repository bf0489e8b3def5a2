//! Invented documents, one of each kind, that exercise every part of the layout; marked as sample on each page.

mod decision;
mod hard;
mod inspection;
mod letter;
mod plan;
mod printout;
mod report;

pub use self::decision::decision;
pub use self::hard::hard;
pub use self::inspection::{conclusion, minutes};
pub use self::letter::{board_letter, correction, department_letter};
pub use self::plan::{full, notice, plan, proposal};
pub use self::printout::printout;
pub use self::report::{department_report, people_committee_report};

use jiff::civil::Date;

use crate::Manuscript;
use crate::date::IssueDate;
use crate::letterhead;
use crate::manuscript::{Kind, Signature};

/// Every sample with the name of its file.
pub fn all() -> Vec<(&'static str, Manuscript)> {
    vec![
        ("ke-hoach", plan()),
        ("bao-cao-so", department_report(60)),
        ("bao-cao-ubnd", people_committee_report()),
        ("cong-van-don-doc", department_letter()),
        ("cong-van-dinh-chinh", correction()),
        ("cong-van-ban", board_letter()),
        ("to-trinh", proposal()),
        ("thong-bao", notice()),
        ("ket-luan-kiem-tra", conclusion()),
        ("bien-ban-kiem-tra", minutes()),
        ("quyet-dinh", decision()),
        ("du-thanh-phan", full()),
    ]
}

/// The province's committee starts a document of a kind.
fn committee(kind: Kind, about: &str, number: u32, date: Date) -> Manuscript {
    let issuer = vec!["ỦY BAN NHÂN DÂN".into(), "TỈNH NGHỆ AN".into()];
    let name = "Ủy ban nhân dân tỉnh Nghệ An";
    start(kind, (Vec::new(), issuer, name, "UBND", "VX"), about, (number, date))
}

/// A department starts a document of a kind.
fn department(kind: Kind, about: &str, number: u32, date: Date) -> Manuscript {
    let head = (vec!["UBND TỈNH NGHỆ AN".into()], vec!["SỞ NỘI VỤ".into()]);
    start(kind, (head.0, head.1, "Sở Nội vụ", "SNV", "BĐG"), about, (number, date))
}

type Issuer<'a> = (Vec<String>, Vec<String>, &'a str, &'a str, &'a str);

fn start(kind: Kind, issuer: Issuer<'_>, about: &str, (number, date): (u32, Date)) -> Manuscript {
    let (superior, lines, name, organ, unit) = issuer;
    let symbol = kind.symbol(organ, unit);
    let head = letterhead::head(superior, lines, name, symbol, "Nghệ An", IssueDate::On(date));
    let mut document = letterhead::start(kind, head, about);
    document.head.number = Some(number);
    document.sample = true;
    document
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap_or(Date::ZERO)
}

/// Signed for the committee by a deputy.
fn for_committee() -> Signature {
    Signature {
        authority: vec!["TM. ỦY BAN NHÂN DÂN".into(), "KT. CHỦ TỊCH".into()],
        position: "PHÓ CHỦ TỊCH".into(),
        name: Some("Họ và tên".into()),
    }
}

/// Signed by the head of a department.
fn by_director() -> Signature {
    Signature {
        authority: Vec::new(), position: "GIÁM ĐỐC".into(), name: Some("Họ và tên".into())
    }
}

fn lines<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(ToOwned::to_owned).to_vec()
}
