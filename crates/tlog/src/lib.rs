//! A transparency log: RFC 6962 hashing, C2SP tiles, checkpoints, signed notes and cosignatures.
//!
//! In scope: the bytes and the arithmetic of <https://c2sp.org/tlog-tiles>, <https://c2sp.org/tlog-checkpoint>,
//! <https://c2sp.org/signed-note>, <https://c2sp.org/tlog-cosignature> (Ed25519, `cosignature/v1`), the decision of a
//! <https://c2sp.org/tlog-witness>, and Ed25519 signatures of entries. An archive is read and written
//! as a stream ([`archive`]). Out of scope: files, networks, clocks, randomness,
//! ML-DSA, and what an entry means: a leaf is opaque bytes.
//!
//! Every decoder checks a named bound of [`limits`] before it decodes.

pub mod archive;
pub mod checkpoint;
pub mod cosignature;
pub mod error;
pub mod hash;
pub mod key;
pub mod limits;
pub mod note;
pub mod proof;
pub mod tile;
pub mod tree;
pub mod witness;

pub use checkpoint::Checkpoint;
pub use error::TlogError;
pub use hash::{Hash, hex_bytes, leaf_hash, node_hash, sha256};
pub use key::{EntrySignature, KeyRing, NoteKind, NoteSigner, NoteVerifier};
pub use note::SignedNote;
pub use proof::Node;
pub use tile::Tile;
pub use tree::Tree;
