//! The store's contract, played on SQLite and on PostgreSQL: every read, every write, every law.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod assembly;
mod audit;
mod catalog;
mod composition;
mod consolidation;
mod contact;
mod dispatch;
mod document;
mod durability;
mod harness;
mod import_run;
mod issued_plan;
mod job;
mod limits;
mod officer;
mod org_unit;
mod outgoing;
#[cfg(unix)]
mod private;
mod reopening;
mod round;
mod schema;
mod seal;
mod setting;
mod submission;
#[path = "../../../domain/tests/it/tables.rs"]
mod tables;
mod template;
mod transaction;
mod upgrade;
mod urging;
mod value;
mod verify;
mod workbook;
mod world;
