//! Rows of a difference in the terminal: in colour where there is one to show it, with marks where there is not.

use shura_act::{Lang, bilingual::fa_digits};
use shura_text::normal::visible;
use shura_text::view::{Mark, Row};
use std::io::IsTerminal;

/// How to mark words.
pub struct Paint {
    colour: bool,
}

impl Paint {
    /// Colour on a terminal, unless the person set NO_COLOR.
    pub fn for_output() -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Self { colour: wanted && std::io::stdout().is_terminal() }
    }

    /// Words with their mark; the white space before them stays outside it.
    pub fn part(&self, mark: Mark, text: &str) -> String {
        let text = visible(text);
        let body = text.trim_start();
        let gap = text.get(..text.len() - body.len()).unwrap_or("");
        match (mark, self.colour) {
            (Mark::Same, _) => text.into_owned(),
            (Mark::Struck, true) => format!("{gap}\u{1b}[31;9m{body}\u{1b}[0m"),
            (Mark::Added, true) => format!("{gap}\u{1b}[32;1m{body}\u{1b}[0m"),
            (Mark::MovedFrom, true) => format!("{gap}\u{1b}[33;9m{body}\u{1b}[0m"),
            (Mark::MovedHere, true) => format!("{gap}\u{1b}[36;1m{body}\u{1b}[0m"),
            (Mark::Struck, false) => format!("{gap}[-{body}-]"),
            (Mark::Added, false) => format!("{gap}{{+{body}+}}"),
            (Mark::MovedFrom, false) => format!("{gap}[~{body}~]"),
            (Mark::MovedHere, false) => format!("{gap}{{~{body}~}}"),
        }
    }

    /// A row on one line.
    pub fn row(&self, row: &Row) -> String {
        row.parts.iter().map(|p| self.part(p.mark, &p.text)).collect()
    }
}

/// A number in the digits of a language.
pub fn number(n: impl ToString, lang: Lang) -> String {
    match lang {
        Lang::En => n.to_string(),
        Lang::Fa => fa_digits(&n.to_string()),
    }
}

/// A sentence in the language asked for.
pub fn say(lang: Lang, en: impl Into<String>, fa: impl Into<String>) -> String {
    match lang {
        Lang::En => en.into(),
        Lang::Fa => fa.into(),
    }
}
