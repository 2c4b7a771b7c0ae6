//! Where the record lies: one trait, a file an engine, one conformance suite.
