//! Pages, driven in process.

mod access;
mod bad_input;
mod harness;
mod road;
mod views;
