//! Words in the two languages that every message of Shura has.

use serde::{Deserialize, Serialize};

/// A language in which Shura speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Persian.
    Fa,
}

/// The same words in English and in Persian.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Persian.
    pub fa: String,
}

impl Bilingual {
    /// Joins an English and a Persian wording of one thing.
    pub fn new(en: impl Into<String>, fa: impl Into<String>) -> Self {
        Self { en: en.into(), fa: fa.into() }
    }

    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fa => &self.fa,
        }
    }
}

/// Words of a record: the same in both languages, such as a date or a number, or in each its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// One wording for both.
    Same(String),
    /// A wording in each.
    Both(Bilingual),
}

impl Words {
    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match self {
            Words::Same(text) => text,
            Words::Both(both) => both.get(lang),
        }
    }

    /// Both wordings.
    pub fn both(&self) -> Bilingual {
        Bilingual::new(self.get(Lang::En), self.get(Lang::Fa))
    }
}

/// Several wordings as a list of all of them: `a, b and c`, «الف، ب و پ».
pub fn all_of(items: &[Bilingual]) -> Bilingual {
    list(items, " and ", " و ")
}

/// Several wordings as a list of which one is enough: `a, b or c`, «الف، ب یا پ».
pub fn any_of(items: &[Bilingual]) -> Bilingual {
    list(items, " or ", " یا ")
}

fn list(items: &[Bilingual], en: &str, fa: &str) -> Bilingual {
    let join = |words: Vec<&str>, comma: &str, last_comma: &str| match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{}{last_comma}{last}", most.join(comma)),
    };
    Bilingual::new(
        join(items.iter().map(|i| i.en.as_str()).collect(), ", ", en),
        join(items.iter().map(|i| i.fa.as_str()).collect(), "، ", fa),
    )
}

/// Writes every ASCII digit of `text` as a Persian digit: `fa_digits("20 to 2") == "۲۰ to ۲"`.
pub fn fa_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c.to_digit(10) {
            Some(d) => char::from_u32(u32::from('۰') + d).unwrap_or(c),
            None => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_with_and() {
        let items = [Bilingual::new("a", "الف"), Bilingual::new("b", "ب"), Bilingual::new("c", "پ")];
        assert_eq!(all_of(&items), Bilingual::new("a, b and c", "الف، ب و پ"));
        assert_eq!(any_of(&items[..1]).en, "a");
    }
}
