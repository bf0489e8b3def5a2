//! Signatures of PDF files: signed for trial, by other programs, changed, cut, and made to harm.

mod changed;
mod extends;
mod hostile;
mod other_programs;
mod others;
mod sample;
mod signed;
