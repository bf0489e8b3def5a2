//! The rules of reporting, tried on cases that an officer can read.

mod plan;
