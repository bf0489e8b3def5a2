//! Pages, driven in process.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod access;
mod bad_acts;
mod bad_input;
mod board;
mod certificate;
mod composition;
mod desk;
mod dispatch;
mod harness;
mod import;
mod lint;
mod mapping;
mod outgoing;
mod plan;
mod proof;
mod reissue;
mod road;
mod template;
mod upkeep;
mod views;
mod workbook;
