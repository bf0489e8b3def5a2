//! Workbooks out and in: the same values come back, whatever was done to the file in between.

mod base;
mod by_sight;
mod foreign;
mod hostile;
mod mangle;
mod other_programs;
mod retyped;
mod roll;
mod round_trip;
mod sample;
mod survives;
