//! Official documents: one `Manuscript` and its writers (DOCX, PDF, HTML preview, XLSX).
//!
//! May use: `domain`. Lays out, and judges other people's files (`lint`), by Nghị định 30/2020/NĐ-CP. Never:
//! queries, computes a figure; what the caller hands over is what is printed.

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
