//! Bytes into drafts and findings, values into bytes.
//!
//! May use: `domain`, `formula`. Never: opens files; writes rows.

pub mod catalog;
pub mod edxml;
pub mod plan;
pub mod signature;
pub mod text;
pub mod workbook;
mod xml;
