//! The one error of this crate: what could not be decoded, or what did not hold.

use thiserror::Error;

/// What could not be decoded, or what did not hold when checked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TlogError {
    /// More bytes, lines or leaves than a constant of [`crate::limits`] allows.
    #[error("{what}: more than {limit}")]
    TooMuch {
        /// What was being decoded.
        what: &'static str,
        /// The bound.
        limit: u64,
    },
    /// Text or bytes that do not have the form of the specification.
    #[error("{what}: {why}")]
    Malformed {
        /// What was being decoded.
        what: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A signature line carries the name and id of a known key, but does not verify.
    #[error("the signature of {name} does not verify")]
    BadSignature {
        /// Name of the key.
        name: String,
    },
    /// No signature of a known key.
    #[error("no signature by {name}")]
    Unsigned {
        /// The key or keys that were looked for.
        name: String,
    },
    /// The note is of another log.
    #[error("the origin is {found}, not {expected}")]
    WrongOrigin {
        /// The origin that was expected.
        expected: String,
        /// The origin of the note.
        found: String,
    },
    /// Too few cosignatures of known witnesses.
    #[error("{found} of the known witnesses cosigned, {needed} are needed")]
    TooFewWitnesses {
        /// How many known witnesses cosigned.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Two of the witnesses that count have one key, so that nobody could tell how many they are.
    #[error("the witnesses {one} and {other} have one key, and are one witness; name it once")]
    OneKey {
        /// Name of the one.
        one: String,
        /// Name of the other.
        other: String,
    },
    /// An inclusion or consistency proof does not lead to the root.
    #[error("the {what} proof does not lead to the root")]
    ProofFails {
        /// `inclusion` or `consistency`.
        what: &'static str,
    },
    /// A place or size outside the tree.
    #[error("{index} is outside a tree of {size} leaves")]
    Outside {
        /// The place.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
}
