//! Identifiers: one space of names for everything, because every thing is the act that made it.

use crate::limits::ID_BYTES;
use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;
use std::fmt;

/// The name of an act and of what the act made (a person, an organ, a mandate, a motion, an order …).
///
/// Lower-case ASCII letters, digits, `-`, `.` and `_`, starting with a letter or digit, at most [`ID_BYTES`] bytes: nothing
/// that looks like something else on a page or is spoken in two ways.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(SmolStr);

/// Why a word cannot be an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The word is empty.
    #[error("an identifier is empty: write at least one letter")]
    Empty,
    /// The word is longer than [`ID_BYTES`].
    #[error("the identifier is longer than {ID_BYTES} bytes: shorten it")]
    Long,
    /// The word holds a character outside `a-z 0-9 - . _`.
    #[error("{0:?} cannot stand in the identifier {1:?}: use a-z, 0-9, '-', '.' and '_'")]
    Character(char, String),
}

/// A word of the charter or of a sitting (a kind of organ, an office, a subject, an item of the agenda): written like an identifier, but not an act.
pub type Key = Id;

impl Id {
    /// Reads an identifier.
    pub fn new(word: &str) -> Result<Self, IdError> {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return Err(IdError::Empty) };
        if word.len() > ID_BYTES {
            return Err(IdError::Long);
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        if !plain(first) {
            return Err(IdError::Character(first, word.into()));
        }
        match chars.find(|&c| !plain(c) && !"-._".contains(c)) {
            Some(c) => Err(IdError::Character(c, word.into())),
            None => Ok(Self(SmolStr::new(word))),
        }
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Id::new(&word).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_words_and_refuses_others() {
        assert_eq!(Id::new("cc-1917.10_16").map(|i| i.to_string()), Ok("cc-1917.10_16".into()));
        assert_eq!(Id::new(""), Err(IdError::Empty));
        assert_eq!(Id::new("-a"), Err(IdError::Character('-', "-a".into())));
        assert_eq!(Id::new("аcc"), Err(IdError::Character('а', "аcc".into())), "a Cyrillic а");
        assert_eq!(Id::new("a\u{202e}b"), Err(IdError::Character('\u{202e}', "a\u{202e}b".into())));
        assert_eq!(Id::new(&"a".repeat(ID_BYTES + 1)), Err(IdError::Long));
    }
}
