//! An invented province: a dated script of events, played up to a morning.
//!
//! All figures and words are invented and marked "DỮ LIỆU MINH HỌA"; they are scaled by the districts'
//! populations (census of 01/4/2019) and the same every time.

mod accounts;
mod chance;
mod course;
mod figures;
mod history;
mod profile;
mod said;
mod script;
mod violence;
mod words;

pub use accounts::{PASSWORD, word};
pub use script::fill;
