//! The formula language of indicators, computed columns and checks: parses, checks, evaluates, prints.
//!
//! May use: a decimal crate. Never: knows a submission, an org unit, a file, a clock; holds a float.
//! Data comes through one trait, [`Lookup`]. Parse once, evaluate many times.
//! Empty means that there is no figure: arithmetic and comparison with it are Empty, `sum` and `count` skip it,
//! `and`/`or` decide when the other side suffices; division by zero is Empty. Whether what did not arise is
//! Empty or 0 is for the [`Lookup`] to say.
#![warn(missing_docs)]

mod ast;
mod check;
mod error;
mod eval;
pub mod functions;
mod linear;
mod parse;
mod token;
mod value;

pub use ast::Formula;
pub use error::{EvalError, Fault, FormulaError, ParseError, Place, Reason};
pub use functions::{FunctionHelp, functions};
pub use linear::Linear;
pub use parse::{FORMULA_DEPTH_MAX, FORMULA_LENGTH_MAX, parse};
pub use value::{Lookup, Period, Value};
