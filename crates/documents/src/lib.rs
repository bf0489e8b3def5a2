//! Official documents: one `Manuscript` and its writers (DOCX, PDF, HTML preview, XLSX).
//!
//! Lays out by Nghị định 30/2020/NĐ-CP. It never queries and never computes a figure:
//! what the caller hands over is what is printed.

pub mod date;
pub mod decree;
pub mod docx;
mod error;
pub mod html;
pub mod layout;
pub mod letterhead;
pub mod letters;
pub mod lint;
pub mod manuscript;
mod meaning;
pub mod measure;
pub mod number;
pub mod pdf;
pub mod sample;
mod sense;
pub mod table;
mod table_rows;
mod table_widths;
mod unbroken;
pub mod xlsx;

pub use error::WriteError;
pub use manuscript::Manuscript;
