//! Other people's files: bytes of a catalog, workbook, plan, signature or message into values with faults by
//! place, and values into bytes.
//!
//! May use: `domain`, `formula`. Never: opens files; writes rows.

pub mod catalog;
pub mod edxml;
pub mod plan;
pub mod signature;
pub mod text;
pub mod workbook;
mod xml;
