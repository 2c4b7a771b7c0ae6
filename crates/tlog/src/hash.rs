//! Hashes of RFC 6962, section 2.1, over SHA-256.

use crate::TlogError;
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 hash. Shown in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The root of the tree without leaves: SHA-256 of nothing.
    pub fn empty_root() -> Self {
        sha256(b"")
    }

    /// Standard Base64 with padding, as in checkpoints and proofs.
    pub fn base64(&self) -> String {
        Base64::encode_string(&self.0)
    }

    /// Reads 44 characters of standard Base64.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] for any other text, also for Base64 with stray bits.
    pub fn from_base64(text: &str) -> Result<Self, TlogError> {
        let mut bytes = [0; 32];
        let decoded = Base64::decode(text.as_bytes(), &mut bytes).map(<[u8]>::len);
        if text.len() != 44 || decoded != Ok(32) {
            return Err(TlogError::Malformed { what: "hash", why: "not the Base64 of 32 bytes" });
        }
        Ok(Self(bytes))
    }

    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] for any other text.
    pub fn from_hex(text: &str) -> Result<Self, TlogError> {
        hex_bytes(text)
            .map(Self)
            .ok_or(TlogError::Malformed { what: "hash", why: "not 64 lower-case hexadecimal digits" })
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Exactly `N` bytes from lower-case hexadecimal digits.
pub fn hex_bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    let pairs = text.as_bytes().chunks_exact(2);
    if text.len() != N * 2 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// SHA-256 of bytes.
pub fn sha256(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}

/// The hash of a leaf: SHA-256 of 0x00 and its bytes (RFC 6962, 2.1).
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(bytes).finalize().into())
}

/// The hash of a node: SHA-256 of 0x01 and its two children (RFC 6962, 2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    sha256(&bytes)
}
