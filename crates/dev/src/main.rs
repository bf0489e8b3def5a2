//! dev.
fn main() {}
