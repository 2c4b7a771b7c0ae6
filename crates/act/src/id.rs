//! Identifiers: one space of names for everything, because every thing is the act that made it.

use crate::limits::ID_BYTES;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The name of an act and of what the act made (a person, an organ, a mandate, a motion, an order …).
///
/// Lower-case ASCII letters, digits, `-`, `.` and `_`, starting with a letter or digit, at most [`ID_BYTES`] bytes: nothing
/// that looks like something else on a page or is spoken in two ways.
// The fields are compared in this order, so that two identifiers are told apart by two numbers unless they begin alike for 16 bytes: the kernel
// looks up a dozen of them for every act. Two fields and not an array, which would be compared by a loop.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    start: u64,
    next: u64,
    word: SmolStr,
}

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
            None => {
                let (start, next) = start(word.as_bytes());
                Ok(Self { start, next, word: SmolStr::new(word) })
            }
        }
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.word
    }
}

/// The first 16 bytes as two numbers that have the order of the bytes. No identifier holds a zero byte, so what is shorter comes first.
fn start(word: &[u8]) -> (u64, u64) {
    let mut bytes = [0; 16];
    word.iter().zip(&mut bytes).for_each(|(from, to)| *to = *from);
    let both = u128::from_be_bytes(bytes);
    ((both >> 64) as u64, both as u64)
}

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.word
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
    fn identifiers_have_the_order_of_their_letters() {
        let mut words = vec![
            "a",
            "a-",
            "a-b",
            "b",
            "0",
            "sitting-of-1917-",
            "sitting-of-1917-10",
            "sitting-of-1917-11",
            "sitting-of-1917",
        ];
        words.extend(["sitting-of-the-congress-of-1917-10-25", "sitting-of-the-congress-of-1917-10-26"]);
        let mut ids: Vec<Id> = words.iter().filter_map(|word| Id::new(word).ok()).collect();
        words.sort_unstable();
        ids.sort();
        assert_eq!(ids.iter().map(Id::as_str).collect::<Vec<_>>(), words);
    }

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
