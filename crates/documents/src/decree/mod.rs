//! The numbers, words and rules of Nghị định 30/2020/NĐ-CP, once: writers lay out by them, `lint` checks by them.
//!
//! Says what is demanded; how a file shows it is the matter of the writers and readers.

mod element;
mod kind;
pub mod names;
pub mod page;
mod rule;
mod stated;
pub mod wording;

pub use element::{ALL, Demand, Element, Place, SizeSet};
pub use kind::{KINDS, Kind, kind_of_symbol, kind_of_title};
pub use rule::{RULES, Rule, Weight, rule};
pub use stated::*;
