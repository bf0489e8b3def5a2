//! A read plan for people and programs outside: lines of text for a terminal, one JSON object.
//!
//! Nothing is understood here; `domain::plan::read` has understood it.

mod json;
mod printed;

pub use json::json;
pub use printed::printed;
