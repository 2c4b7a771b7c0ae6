//! A public key as the record writes it. What it can verify is for others to know; here it is a name for whoever holds it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The 32 bytes of an Ed25519 public key, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(pub [u8; 32]);

/// Why a word cannot be a public key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a public key is 64 hexadecimal digits (0-9, a-f): copy it as `shura key show` prints it")]
pub struct PublicKeyError;

impl PublicKey {
    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`PublicKeyError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, PublicKeyError> {
        hex(text).map(Self).ok_or(PublicKeyError)
    }
}

/// 32 bytes from 64 lower-case hexadecimal digits.
pub(crate) fn hex(text: &str) -> Option<[u8; 32]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&word).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hexadecimal_digits_and_nothing_else() {
        let text = format!("{}0f", "a1".repeat(31));
        assert_eq!(PublicKey::parse(&text).unwrap().to_string(), text);
        for wrong in ["", "a1", &text.to_uppercase(), &text.replace("0f", "0g"), &format!("{text}00")] {
            assert_eq!(PublicKey::parse(wrong), Err(PublicKeyError));
        }
    }
}
