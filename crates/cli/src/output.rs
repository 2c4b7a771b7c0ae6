//! How every command speaks: language, JSON or text, exit codes and its one clear error.

use serde::Serialize;
use shura_act::bilingual::fa_digits;
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

impl Output {
    /// A sentence in the language asked for, with its digits.
    pub fn say(&self, words: &Bilingual) -> String {
        match self.lang {
            Lang::En => words.en.clone(),
            Lang::Fa => fa_digits(&words.fa),
        }
    }

    /// A number in the digits of the language asked for.
    pub fn number(&self, n: usize) -> String {
        match self.lang {
            Lang::En => n.to_string(),
            Lang::Fa => fa_digits(&n.to_string()),
        }
    }
}

/// Rows of words as columns of equal width.
pub fn table_of(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter().filter_map(|r| r.get(column)).map(|c| c.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows.iter().map(Vec::len).max().unwrap_or(0)).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.chars().count()))))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
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
