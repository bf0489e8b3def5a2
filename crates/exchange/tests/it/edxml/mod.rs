//! Messages of the document exchange out and in, and messages made to harm.

mod golden;
mod hostile;
mod round_trip;
mod sample;
