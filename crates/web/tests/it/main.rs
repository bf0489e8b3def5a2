//! Pages, driven in process.

mod views;
