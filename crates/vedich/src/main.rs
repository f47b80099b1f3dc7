//! The `vedich` binary.
fn main() {}
