//! The language of indicators and checks: parses, checks and evaluates formulas over exact decimals.
//!
//! May use: a decimal crate. Never: knows a submission, a unit, a file or a clock; data comes through
//! one trait, [`Lookup`].

mod ast;
mod error;
mod eval;
pub mod functions;
mod parse;
mod print;
mod value;

pub use ast::Formula;
pub use error::{EvalError, ParseError};
pub use eval::{Lookup, Period};
pub use parse::parse;
pub use value::Value;
