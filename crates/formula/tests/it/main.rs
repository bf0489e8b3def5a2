//! All tests of the formula crate in one binary.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod cases;
mod functions;
mod parse;
mod properties;
mod sheet;
