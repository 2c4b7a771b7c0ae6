//! `shura`, the one binary.
fn main() {}
