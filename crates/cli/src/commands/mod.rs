//! One file a command.

pub(crate) mod backup;
pub(crate) mod catalog;
pub(crate) mod demo;
pub(crate) mod lint;
pub(crate) mod migrate;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod serve;
pub(crate) mod user;
pub(crate) mod verify;
