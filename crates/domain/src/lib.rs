//! The nouns of reporting and their rules: who, what, when, what is missing, what it adds up to.
//!
//! May use: `formula`. Never: reads a clock, disk, database or request; serializes itself; holds a float.

// who and when
pub mod access;
pub mod account;
pub mod calendar;
pub mod contact;
pub mod org_unit;
pub mod password;
pub mod period;
// define
pub mod amendment;
pub mod catalog;
pub mod confidence;
pub mod confirmation;
pub mod form;
pub mod indicator;
pub mod legal_document;
pub mod narrative;
pub mod plan;
pub mod reference;
pub mod regime;
// collect
pub mod amount;
pub mod cell;
pub mod check;
pub mod claim;
pub mod deed;
pub mod finding;
pub mod history;
pub mod import_run;
pub mod likeness;
pub mod mapping;
pub mod plausible;
pub mod proof;
pub mod reminder;
pub mod reopening;
pub mod round;
pub mod sentence;
pub mod share;
pub mod slip;
pub mod standing;
pub mod submission;
pub mod urging;
// analyse
pub mod consolidation;
pub mod expected;
pub mod masking;
pub mod status;
// send
pub mod dispatch;
pub mod organ_code;
pub mod outgoing;
pub mod series;
pub mod signer;
// words
pub mod composition;
pub mod fold;
pub mod near;
pub mod roman;
pub mod template;
