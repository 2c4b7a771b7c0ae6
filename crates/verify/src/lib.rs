//! Replays a record and checks its log, signatures and proofs, offline.
//!
//! No files, threads, clocks or networks: the caller hands in a stream, and may spread [`examine`] over its cores.

pub mod compare;
pub mod essence;
pub mod finding;
pub mod log;
pub mod proof_document;
pub mod proof_words;
pub mod prove;
pub mod replay;
pub mod report;
pub mod statement;
pub mod verification;

pub use essence::Essence;
pub use finding::Finding;
pub use log::{Examined, LogVerifier, Report, Trust, examine};
pub use proof_document::{ProofDocument, ProofError};
pub use replay::{Replay, ReplayError, Wanting, act_hash, act_of, hashes_of};
pub use statement::Statement;
pub use verification::{Acts, Verification, Verified, verify};
