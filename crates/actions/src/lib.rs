//! What people can do, once: permit, load, decide, save, audit, commit.
//!
//! May use: `domain`, `store`, `documents`, `exchange` and its judging of signatures.
//! Never: HTTP, HTML, taking bytes apart itself.

pub mod account;
pub mod address;
pub mod assembly;
pub mod catalog;
pub mod composition;
pub mod confirmation;
pub mod contact;
pub mod demo;
pub mod dispatch;
pub mod draft;
pub mod estimate;
pub mod job;
pub mod last_year;
pub mod likeness;
pub mod organ_code;
pub mod outgoing;
pub mod paper;
pub mod part;
pub mod plan;
pub mod reissue;
pub mod reopening;
pub mod report;
pub mod review;
pub mod round;
pub mod series;
pub mod signer;
pub mod submission;
pub mod template;
pub mod totals;
pub mod urging;
pub mod verify;
pub mod version;
pub mod workbook;

mod acting;
mod asked;
mod error;
mod reason;

pub use acting::Acting;
pub use error::{Error, Problem};
pub use reason::REASON_MAX;

/// The SHA-256 of a content as the store keeps it.
fn sha256_hex(content: &[u8]) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(content))
}
