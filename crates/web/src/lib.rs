//! The pages: what officers see and do in the browser.
//!
//! May use: `actions`, `store` (reading), `domain`, `exchange`, `documents`. Never: opens a transaction,
//! decides a rule, shows a cause.

pub mod form;
pub mod grid;
pub mod problem;
pub mod session;
pub mod sign_in;
pub mod state;
pub mod submission;
pub mod view;
pub mod work;
