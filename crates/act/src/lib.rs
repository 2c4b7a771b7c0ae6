//! The words of Shura: identifiers, acts, charter, findings, limits and canonical bytes.
//!
//! Pure: no input or output, clock, randomness, floating point or locale. Every other room may use it; it uses none.

pub mod bilingual;
pub mod canonical;
pub mod limits;

pub use bilingual::{Bilingual, Lang};
