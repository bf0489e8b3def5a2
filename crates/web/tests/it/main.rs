//! Pages, driven in process.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod access;
mod account;
mod annex;
mod asked;
mod bad_acts;
mod bad_input;
mod behalf;
mod board;
mod certificate;
mod composition;
mod confidential;
mod desk;
mod dispatch;
mod draft;
mod filing;
mod harness;
mod import;
mod imports;
mod in_form;
mod large;
mod last_year;
mod lint;
mod mapping;
mod office;
mod outgoing;
mod periods;
mod plan;
mod proof;
mod registrar;
mod reissue;
mod right;
mod road;
mod rooms;
mod signing_tool;
mod stale;
mod template;
mod upkeep;
mod urging;
mod views;
mod workbook;
mod workbook_base;
mod workbook_below;
mod workbook_told;
mod written;
