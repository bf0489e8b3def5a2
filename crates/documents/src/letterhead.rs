//! Heads of the documents this system issues, as they stood in 2024, and the way to others.

use crate::date::IssueDate;
use crate::manuscript::{Furniture, Head, Kind, Language, Manuscript, Signature};

/// Starts a report of the department to the people's committee.
pub fn department_report(abstract_text: impl Into<String>, date: IssueDate) -> Manuscript {
    start(Kind::Report, department("BC-SLĐTBXH", date), abstract_text)
}

/// Starts a report of the people's committee.
pub fn people_committee_report(abstract_text: impl Into<String>, date: IssueDate) -> Manuscript {
    start(Kind::Report, people_committee("BC-UBND", date), abstract_text)
}

/// Starts a letter of the department; the abstract goes without "V/v".
pub fn department_letter(abstract_text: impl Into<String>, date: IssueDate) -> Manuscript {
    start(Kind::Letter, department("SLĐTBXH-BĐG", date), abstract_text)
}

/// Writes a head that bears no number yet; `issuer_name` is the body as named in a sentence.
pub fn head(
    superior: Vec<String>,
    issuer: Vec<String>,
    issuer_name: impl Into<String>,
    symbol: impl Into<String>,
    place: impl Into<String>,
    date: IssueDate,
) -> Head {
    Head {
        superior,
        issuer,
        issuer_name: issuer_name.into(),
        symbol: symbol.into(),
        number: None,
        place: place.into(),
        date,
    }
}

/// Starts a document of any kind under any head, without content.
pub fn start(kind: Kind, head: Head, abstract_text: impl Into<String>) -> Manuscript {
    Manuscript {
        language: Language::Vietnamese,
        sample: false,
        head,
        kind,
        abstract_text: abstract_text.into(),
        addressees: Vec::new(),
        body: Vec::new(),
        recipients: Vec::new(),
        signature: Signature::default(),
        appendices: Vec::new(),
        furniture: Furniture::default(),
    }
}

fn department(symbol: &str, date: IssueDate) -> Head {
    let superior = vec!["UBND TỈNH NGHỆ AN".into()];
    let issuer = vec!["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI".into()];
    head(superior, issuer, "Sở Lao động - Thương binh và Xã hội", symbol, "Nghệ An", date)
}

fn people_committee(symbol: &str, date: IssueDate) -> Head {
    let issuer = vec!["ỦY BAN NHÂN DÂN".into(), "TỈNH NGHỆ AN".into()];
    head(Vec::new(), issuer, "Ủy ban nhân dân tỉnh Nghệ An", symbol, "Nghệ An", date)
}
