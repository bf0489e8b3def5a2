//! Loads and saves nouns, finds lists for pages, keeps audit and files, migrates: SQLite and PostgreSQL.
//!
//! May use: `domain`, rusqlite, sqlx. Never: decides anything; renders anything. A read that a door may call
//! names whose eyes it is for (`Scope`).

pub mod account_notice;
pub mod address;
pub mod assembly;
pub mod audit;
pub mod catalog;
pub mod chain;
mod collation;
pub mod composition;
pub mod confirmation;
pub mod consolidation;
pub mod contact;
pub mod db;
pub mod dispatch;
pub mod document;
pub mod error;
pub mod estimate;
pub mod event;
pub mod explanation;
pub mod extension;
pub mod import_run;
pub mod incoming;
pub mod issued_plan;
pub mod job;
pub mod kept;
mod known;
pub mod mapping;
pub mod message;
pub mod migrate;
pub mod officer;
pub mod org_unit;
pub mod organ_code;
pub mod outgoing;
pub mod paper;
pub mod played;
pub mod private;
pub mod reopening;
pub mod round;
pub mod round_event;
pub mod row;
pub mod series;
pub mod setting;
pub mod signer;
pub mod signing;
pub mod stale;
pub mod standing;
pub mod submission;
mod sum;
pub mod template;
pub mod turn;
pub mod urging;
pub mod value;
pub mod verify;
pub mod workbook;
