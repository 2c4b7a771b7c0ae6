//! How every command speaks: language, digits, calendar and direction, JSON or text, exit codes and its one clear error.

use serde::Serialize;
pub use shura_act::bilingual::all_of;
use shura_act::bilingual::fa_digits;
use shura_act::{Bilingual, Calendar, Date, Lang, show};
use std::io::Write;

/// Exit code of a command that found something at or above the weight asked for.
pub const FOUND: u8 = 1;
/// Exit code of a command whose input cannot be used.
pub const UNUSABLE: u8 = 2;

/// Tells a terminal that the line runs from right to left although it begins with a Latin name or a number.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

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
        write(&format!("{text}\n"));
        Ok(())
    }

    /// Prints text made elsewhere (a drawing) as it is.
    pub fn raw(&self, text: &str) {
        write(text);
    }

    /// Prints a line as it stands, whatever the language.
    pub fn plain(&self, text: impl std::fmt::Display) {
        write(&format!("{text}\n"));
    }

    /// Prints one line (or several) in the direction of the language.
    pub fn line(&self, text: impl AsRef<str>) {
        for line in text.as_ref().split('\n') {
            let mark = self.lang == Lang::Fa && !line.trim().is_empty() && !begins_from_the_right(line);
            let mark = if mark { RIGHT_TO_LEFT_MARK.to_string() } else { String::new() };
            write(&format!("{mark}{line}\n"));
        }
    }

    /// Prints a heading with a blank line above it.
    pub fn heading(&self, words: &Bilingual) {
        self.line("");
        self.line(self.say(words));
    }

    /// Prints rows of words as columns.
    pub fn table(&self, rows: &[Vec<String>]) {
        let text = table_of(rows);
        if !text.is_empty() {
            self.line(text.trim_end_matches('\n'));
        }
    }

    /// A sentence in the language asked for, with its digits.
    pub fn say(&self, words: &Bilingual) -> String {
        self.digits(words.get(self.lang))
    }

    /// One of two wordings, with its digits.
    pub fn pick(&self, en: &str, fa: &str) -> String {
        self.digits(if self.lang == Lang::En { en } else { fa })
    }

    /// A number in the digits of the language asked for.
    pub fn number(&self, n: impl std::fmt::Display) -> String {
        self.digits(&n.to_string())
    }

    /// A date in words.
    pub fn date(&self, date: &Date, calendar: Calendar) -> String {
        show::date(date, calendar, self.lang)
    }

    fn digits(&self, text: &str) -> String {
        if self.lang == Lang::Fa { persian(text) } else { text.to_owned() }
    }
}

/// Persian digits in Persian words, but not within names of acts, files and commands, which are Latin.
pub fn persian(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n']);
    words
        .map(|w| if w.bytes().any(|b| b.is_ascii_alphabetic()) { w.to_owned() } else { fa_digits(w) })
        .collect()
}

/// Writes on standard output. A reader that went away (`shura acts … | head`) is no error of ours.
pub fn write(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Whether the first letter of a line is written from right to left, so that terminals see its direction by themselves.
fn begins_from_the_right(line: &str) -> bool {
    let arabic = |c: char| ('\u{0600}'..='\u{08ff}').contains(&c) || ('\u{fb50}'..='\u{fefc}').contains(&c);
    line.chars().find(|c| c.is_alphabetic()).is_some_and(arabic)
}

/// Rows of words as columns of equal width.
fn table_of(rows: &[Vec<String>]) -> String {
    let width_of =
        |column: usize| rows.iter().filter_map(|r| r.get(column)).map(|c| width(c)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.iter().map(Vec::len).max().unwrap_or(0)).map(width_of).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &wide)| format!("{cell}{}", " ".repeat(wide.saturating_sub(width(cell)))))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Columns that a text fills: joiners, direction marks and vowel signs fill none.
fn width(text: &str) -> usize {
    let empty = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{064b}'..='\u{065f}' | '\u{0670}');
    text.chars().filter(|&c| !empty(c)).count()
}

/// Longest word of an error that is shown whole, in characters; longer than any name, path or date that a person writes.
const WORD_MAX: usize = 120;

/// An error as it is shown: a word of endless length, which only broken input has, is cut.
pub fn shown(error: &str) -> String {
    let cut = |word: &str| match word.char_indices().nth(WORD_MAX) {
        Some((end, _)) => format!("{}… ", word.get(..end).unwrap_or_default()),
        None => word.to_owned(),
    };
    error.split_inclusive(' ').map(cut).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_digits_stay_out_of_names() {
        assert_eq!(persian("حد نصاب 25 در cc-1917-10-16 L640"), "حد نصاب ۲۵ در cc-1917-10-16 L640");
    }

    #[test]
    fn columns_ignore_what_fills_no_column() {
        let table = table_of(&[vec!["می‌شود".into(), "1".into()], vec!["مادهٔ".into(), "2".into()]]);
        let starts: Vec<usize> = table.lines().map(|l| width(l.trim_end_matches(['1', '2']))).collect();
        assert_eq!(starts, [7, 7], "{table}");
    }

    #[test]
    fn endless_words_are_cut() {
        assert_eq!(shown("a b"), "a b");
        assert_eq!(
            shown(&format!("{} is long", "ا".repeat(9_000))),
            format!("{}… is long", "ا".repeat(WORD_MAX))
        );
    }
}
