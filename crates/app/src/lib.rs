//! Use cases: load, decide, append, tell the board. The only writer.
