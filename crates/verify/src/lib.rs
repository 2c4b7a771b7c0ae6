//! Replays a record and checks its log, signatures and proofs, offline.
