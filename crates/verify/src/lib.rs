//! Replays a record and checks its log, signatures and proofs, offline.
//!
//! No files, threads, clocks or networks: the caller hands in a stream, and may spread [`examine`] over its cores.

pub mod compare;
pub mod finding;
pub mod log;
pub mod replay;
pub mod report;
pub mod verification;

pub use finding::Finding;
pub use log::{Examined, LogVerifier, Report, Trust, examine};
pub use replay::{Replay, ReplayError, act_hash, act_of};
pub use verification::{Acts, Verification, Verified, verify};
