//! The one error of this room: a sentence in both languages that names the place and the mend.

use serde::Serialize;
use shura_act::Bilingual;

/// Why an input cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", .text.en)]
pub struct Error {
    /// Line of the input, from 1, where there is one.
    pub line: Option<u64>,
    /// The sentence: what is wrong, where, and how to mend it.
    pub text: Bilingual,
}

impl Error {
    /// An error that no line can be named for.
    pub fn new(en: impl Into<String>, fa: impl Into<String>) -> Self {
        Self { line: None, text: Bilingual::new(en, fa) }
    }

    /// An error in line `line` (from 1); the sentence begins with the line.
    pub fn at(line: u64, en: impl AsRef<str>, fa: impl AsRef<str>) -> Self {
        Self {
            line: Some(line),
            text: Bilingual::new(
                format!("line {line}: {}", en.as_ref()),
                format!("سطر {}: {}", shura_act::bilingual::fa_digits(&line.to_string()), fa.as_ref()),
            ),
        }
    }
}

impl From<Error> for Bilingual {
    fn from(error: Error) -> Self {
        error.text
    }
}
