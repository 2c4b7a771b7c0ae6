//! The words of Shura: identifiers, acts, charter, findings, limits and canonical bytes.
//!
//! Pure: no input or output, clock, randomness, floating point or locale. Every other room may use it; it uses none.

pub mod act;
pub mod bilingual;
pub mod canonical;
pub mod date;
pub mod entry;
pub mod figure;
pub mod hand;
pub mod id;
pub mod leaf_hash;
pub mod limits;
pub mod public_key;
pub mod show;

pub use act::{Act, Kind};
pub use bilingual::{Bilingual, Lang};
pub use date::{Calendar, Date};
pub use entry::Entry;
pub use figure::{Figure, Known};
pub use id::{Id, Key};
pub use leaf_hash::LeafHash;
pub use public_key::PublicKey;
