//! What a form sent, read field by field: a wrong one is named in one sentence.

use serde::de::DeserializeOwned;
use serde_json::Value;
use shura_act::{Bilingual, Id};
use std::collections::BTreeMap;

/// Fields of a form, in the order sent; a name may stand several times.
pub struct Fields(pub Vec<(String, String)>);

/// Why a form makes no act: the message that says so, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong(pub &'static str);

impl Fields {
    /// A field, without white space around it; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// Every value of a field that may stand several times, without the empty ones.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// A name of something in the record, if one was chosen.
    pub fn some_id(&self, name: &str) -> Result<Option<Id>, Wrong> {
        match self.get(name) {
            "" => Ok(None),
            word => Id::new(word).map(Some).map_err(|_| Wrong("wrong-choice")),
        }
    }

    /// A name of something in the record that must be chosen.
    pub fn id(&self, name: &str) -> Result<Id, Wrong> {
        self.some_id(name)?.ok_or(Wrong("wrong-choose"))
    }

    /// Names of things in the record.
    pub fn ids(&self, name: &str) -> Result<Vec<Id>, Wrong> {
        self.all(name).map(|word| Id::new(word).map_err(|_| Wrong("wrong-choice"))).collect()
    }

    /// A whole number, in Latin, Persian or Arabic digits, if one was typed.
    pub fn number(&self, name: &str) -> Result<Option<u64>, Wrong> {
        match self.get(name) {
            "" => Ok(None),
            text => number(text).map(Some).ok_or(Wrong("wrong-number")),
        }
    }

    /// One of the words that a record knows for something.
    pub fn word<T: DeserializeOwned>(&self, name: &str) -> Result<T, Wrong> {
        serde_json::from_value(Value::String(self.get(name).to_owned())).map_err(|_| Wrong("wrong-choose"))
    }

    /// Words typed in one language, which then stand for both; or in both, with a field of its own for the second.
    pub fn words(&self, name: &str) -> Option<Bilingual> {
        let (one, other) = (self.get(name), self.get(&format!("{name}-fa")));
        match (one.is_empty(), other.is_empty()) {
            (true, true) => None,
            (false, true) => Some(Bilingual::new(one, one)),
            (true, false) => Some(Bilingual::new(other, other)),
            (false, false) => Some(Bilingual::new(one, other)),
        }
    }

    /// What was typed, to show it again.
    pub fn typed(self) -> BTreeMap<String, String> {
        self.0.into_iter().collect()
    }
}

/// A whole number, in Latin, Persian or Arabic digits.
pub fn number(text: &str) -> Option<u64> {
    latin_digits(text.trim()).parse().ok()
}

/// Persian and Arabic digits as Latin ones, and without marks between thousands.
fn latin_digits(text: &str) -> String {
    let digit = |c: char| match c {
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10),
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10),
        '٬' | ',' | ' ' | '\u{200c}' => None,
        c => Some(c),
    };
    text.chars().filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing test stops")]
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn numbers_are_read_in_persian_digits_too() {
        let form = fields(&[("a", "۱٬۲۰۴"), ("b", " 12 "), ("c", "twelve"), ("d", "")]);
        assert_eq!(form.number("a"), Ok(Some(1204)));
        assert_eq!(form.number("b"), Ok(Some(12)));
        assert_eq!(form.number("c"), Err(Wrong("wrong-number")));
        assert_eq!(form.number("d"), Ok(None));
        assert_eq!(form.number("e"), Ok(None));
    }

    #[test]
    fn words_in_one_language_stand_for_both() {
        let form = fields(&[("text", "نان"), ("both", "bread"), ("both-fa", "نان")]);
        assert_eq!(form.words("text").unwrap(), Bilingual::new("نان", "نان"));
        assert_eq!(form.words("both").unwrap(), Bilingual::new("bread", "نان"));
        assert_eq!(form.words("nothing"), None);
    }
}
