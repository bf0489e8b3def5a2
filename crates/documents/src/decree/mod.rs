//! The numbers, words and rules of Nghị định 30/2020/NĐ-CP, once: writers lay out by them, `lint` checks by them.
//!
//! Says what is demanded; how a file shows it is the matter of the writers and readers.

mod element;
mod kind;
pub mod page;
mod rule;
pub mod wording;

pub use element::{ALL, Demand, Element, Place, SizeSet};
pub use kind::{KINDS, Kind, kind_of_symbol, kind_of_title};
pub use rule::{RULES, Rule, Weight, rule};

/// Quốc hiệu (E1).
pub const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ (E2), with a hyphen and a space on each side.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// End of the body and of each appendix (E18).
pub const END_MARK: &str = "./.";
