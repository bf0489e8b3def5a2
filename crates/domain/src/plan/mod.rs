//! The issued plan as a tree of items with what each asks of whom.

pub mod cited;
pub mod read;

use jiff::civil::Date;

/// The issued plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    pub code: String,
    pub title: String,
    /// Empty where the text carries none (it is then said).
    pub number: String,
    pub date: Option<Date>,
    pub issuer: String,
    pub signer_title: String,
    pub signer_name: String,
    pub recipients: Vec<String>,
    pub items: Vec<Item>,
}

/// One item of the plan, in printed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// "II.6.5".
    pub anchor: String,
    pub title: String,
    pub text: String,
    pub tasks: Vec<Task>,
}

/// What an item asks of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub text: String,
    /// Names as printed, or unit keys where resolved.
    pub lead: Vec<String>,
    pub coordinating: Vec<String>,
    pub duty: crate::regime::Duty,
    pub time: String,
}
