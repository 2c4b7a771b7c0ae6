//! How every command speaks: language, JSON or text, exit codes and its one clear error.

use serde::Serialize;
use shura_act::{Bilingual, Lang};

/// Exit code of a command whose input cannot be used.
pub const UNUSABLE: u8 = 2;

/// What the person asked of the output.
pub struct Output {
    /// The language of messages.
    pub lang: Lang,
    /// Whether to print JSON instead of text.
    pub json: bool,
}

impl Output {
    /// Prints one JSON value, indented, on standard output.
    pub fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|e| Failure::plain(e.to_string()))?;
        println!("{text}");
        Ok(())
    }
}

/// Why a command could not do its work: one sentence that names the place and the mend.
#[derive(Debug)]
pub struct Failure {
    /// The sentence in both languages.
    pub text: Bilingual,
}

impl Failure {
    /// A failure told in both languages.
    pub fn new(en: impl Into<String>, fa: impl Into<String>) -> Self {
        Self { text: Bilingual::new(en, fa) }
    }

    /// A failure of the machinery (disk, encoding) whose words come from elsewhere.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text: Bilingual { en: text.clone(), fa: text } }
    }
}
