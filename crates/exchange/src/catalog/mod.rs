//! Reads a catalog folder into the definitions of one plan, or says all that is wrong with it.
//!
//! The caller brings the files; nothing here opens one.

pub mod fault;
pub mod toml_file;

pub use fault::{Fault, Faults, Source};
