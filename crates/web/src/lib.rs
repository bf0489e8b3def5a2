//! The pages: what officers see and do in the browser.
//!
//! May use: `actions`, `store` (reading), `domain`, `exchange`, `documents`. Never: opens a transaction,
//! decides a rule, shows a cause.

pub mod view;
