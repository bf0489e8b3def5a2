//! Workbooks out and in: the same values come back, whatever was done to the file in between.

mod by_sight;
mod foreign;
mod hostile;
mod mangle;
mod other_programs;
mod round_trip;
mod sample;
mod survives;
