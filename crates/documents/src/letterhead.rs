//! Heads of the documents this system issues, as they stood in 2024.

use crate::date::IssueDate;
use crate::manuscript::{Head, Kind, Language, Manuscript, Signature};

/// Starts a report of the department to the people's committee.
pub fn department_report(abstract_text: impl Into<String>, date: IssueDate) -> Manuscript {
    start(Kind::Report, department("BC-SLĐTBXH", date), abstract_text.into())
}

/// Starts a report of the people's committee.
pub fn people_committee_report(abstract_text: impl Into<String>, date: IssueDate) -> Manuscript {
    start(Kind::Report, people_committee("BC-UBND", date), abstract_text.into())
}

/// Starts a plan of the people's committee.
pub fn people_committee_plan(abstract_text: impl Into<String>, date: IssueDate) -> Manuscript {
    start(Kind::Plan, people_committee("KH-UBND", date), abstract_text.into())
}

/// Starts a letter of the department; the abstract goes without "V/v".
pub fn department_letter(abstract_text: impl Into<String>, date: IssueDate) -> Manuscript {
    start(Kind::Letter, department("SLĐTBXH-BĐG", date), abstract_text.into())
}

fn department(symbol: &str, date: IssueDate) -> Head {
    Head {
        superior: vec!["UBND TỈNH NGHỆ AN".into()],
        issuer: vec!["SỞ LAO ĐỘNG - THƯƠNG BINH".into(), "VÀ XÃ HỘI".into()],
        symbol: symbol.into(),
        number: None,
        place: "Nghệ An".into(),
        date,
    }
}

fn people_committee(symbol: &str, date: IssueDate) -> Head {
    Head {
        superior: Vec::new(),
        issuer: vec!["ỦY BAN NHÂN DÂN".into(), "TỈNH NGHỆ AN".into()],
        symbol: symbol.into(),
        number: None,
        place: "Nghệ An".into(),
        date,
    }
}

fn start(kind: Kind, head: Head, abstract_text: String) -> Manuscript {
    Manuscript {
        language: Language::Vietnamese,
        sample: false,
        head,
        kind,
        abstract_text,
        addressees: Vec::new(),
        body: Vec::new(),
        recipients: Vec::new(),
        signature: Signature::default(),
        appendices: Vec::new(),
    }
}
