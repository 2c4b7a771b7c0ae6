//! Normal forms for comparison and search. They are never stored: a text keeps its own letters.
//!
//! Persian typed on different keyboards spells one word in several ways (ي or ی, ك or ک, with a half-space, a space or
//! nothing); this module is the one place that says which spellings count as the same.

use std::borrow::Cow;
use std::cmp::Ordering;

/// The half-space (نیم‌فاصله), ZERO WIDTH NON-JOINER.
pub const HALF_SPACE: char = '\u{200C}';

/// The value of a decimal digit in ASCII, Persian (۰ to ۹) or Arabic (٠ to ٩) writing.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        _ => None,
    }
}

/// Reads a whole number written wholly in ASCII, Persian or Arabic digits; thousands may be set apart by `٬`, `,` or `_`
/// between digits. `None` when it is anything else or does not fit in 64 bits.
pub fn number(text: &str) -> Option<u64> {
    let mut value: u64 = 0;
    let mut after_digit = false;
    for c in text.chars() {
        match digit(c) {
            Some(d) => {
                value = value.checked_mul(10)?.checked_add(u64::from(d))?;
                after_digit = true;
            }
            None if after_digit && matches!(c, '٬' | ',' | '_') => after_digit = false,
            None => return None,
        }
    }
    after_digit.then_some(value)
}

/// Writes every Persian or Arabic digit as an ASCII digit and leaves the rest alone, for programs that read numbers.
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(|c| digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)).collect()
}

/// Marks that do not make another word: Arabic vowel signs, Quranic signs and Latin combining accents.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}')
}

/// Characters without width that only steer shaping or direction.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The letter that stands for all its spellings, or `None` for a mark that is dropped.
fn fold(c: char) -> Option<char> {
    match c {
        'ي' | 'ى' | 'ے' => Some('ی'),
        'ك' | 'ڪ' => Some('ک'),
        'ة' | 'ۀ' | 'ۂ' | 'ە' => Some('ه'),
        'أ' | 'إ' | 'ٱ' => Some('ا'),
        'ؤ' => Some('و'),
        'ـ' => None,
        _ if is_diacritic(c) || is_invisible(c) => None,
        _ => Some(digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)),
    }
}

/// The form under which two spellings of a word compare equal: one ی and one ک, ASCII digits, no tatweel, diacritics,
/// half-spaces or direction marks, small letters, and every run of white space one space.
///
/// ```
/// assert_eq!(shura_text::normal::key("شوراي‌ كارگران ۱۲"), shura_text::normal::key("شورای کارگران 12"));
/// ```
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let Some(letter) = fold(c) else { continue };
        if space && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        out.extend(letter.to_lowercase());
    }
    out
}

/// The form for search: as [`key`], and white space dropped too, because old Persian texts write می شود for می‌شود.
pub fn search_key(text: &str) -> String {
    let mut out = key(text);
    out.retain(|c| c != ' ');
    out
}

/// Compares names such as `A2` and `A10` (or `پ۲` and `پ۱۰`) as a reader does: runs of digits by value. Names equal in
/// that sense are ordered by their bytes, so that the order is total.
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    natural_parts(a).cmp(&natural_parts(b)).then_with(|| a.cmp(b))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Digits without leading zeros, compared by length and then by value.
    Number(usize, String),
    Letter(char),
}

fn natural_parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for c in text.chars() {
        match (digit(c).and_then(|d| char::from_digit(d, 10)), parts.last_mut()) {
            (Some(d), Some(Part::Number(len, digits))) => {
                if digits == "0" {
                    digits.clear();
                }
                digits.push(d);
                *len = digits.len();
            }
            (Some(d), _) => parts.push(Part::Number(1, d.to_string())),
            (None, _) => parts.push(Part::Letter(c)),
        }
    }
    parts
}

/// A character that could make a text read otherwise than it is stored: controls other than tab and line feed, and the
/// bidirectional embeddings, overrides and isolates. Half-spaces, joiners and plain direction marks are Persian spelling
/// and are not meant.
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// Shows hidden characters by their code points, `⟦U+202E⟧`; every output of this room goes through it.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            out.push_str(&format!("⟦U+{:04X}⟧", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The number of columns a word takes in print: its letters without marks and invisible characters.
pub fn columns(word: &str) -> usize {
    if word.is_ascii() {
        return word.len();
    }
    word.chars().filter(|c| !is_diacritic(*c) && !is_invisible(*c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_word_share_a_key() {
        for (a, b) in [
            ("علي", "علی"),
            ("كارگر", "کارگر"),
            ("می‌شود", "میشود"),
            ("شـــورا", "شورا"),
            ("مُهِم", "مهم"),
            ("۱۹۱۷", "١٩١٧"),
            ("Soviet", "SOVIET"),
            ("دو  \t واژه", "دو واژه"),
        ] {
            assert_eq!(key(a), key(b), "{a} and {b}");
        }
        assert_ne!(key("تسلیح"), key("تسلیم"), "a slip of one letter is another word");
        assert_ne!(key("آب"), key("اب"));
        assert_eq!(search_key("می شود"), search_key("می‌شود"));
    }

    #[test]
    fn numbers_are_read_in_three_scripts() {
        for text in ["1917", "۱۹۱۷", "١٩١٧", "۱٬۹۱۷", "1,917"] {
            assert_eq!(number(text), Some(1917), "{text}");
        }
        for text in ["", "-1", "1.5", "۱۲ب", ",5", "5,", "99999999999999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(ascii_digits("سطر ۱۴"), "سطر 14");
    }

    #[test]
    fn names_sort_as_a_reader_sorts_them() {
        let mut names = vec!["A10", "A2", "B1", "A02", "پ۱۰", "پ۲"];
        names.sort_by(|a, b| natural_cmp(a, b));
        assert_eq!(names, ["A02", "A2", "A10", "B1", "پ۲", "پ۱۰"]);
    }

    #[test]
    fn overrides_are_shown_and_half_spaces_are_not() {
        assert_eq!(visible("a\u{202E}b\u{7}"), "a⟦U+202E⟧b⟦U+0007⟧");
        assert_eq!(visible("می‌شود"), "می‌شود");
        assert_eq!(columns("می‌شود"), 5);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in ".{0,60}") {
            let once = key(&text);
            // Lower-casing may produce marks (İ gives i and a dot above), which a second pass drops.
            let twice = key(&once);
            prop_assert_eq!(key(&twice), twice);
        }

        #[test]
        fn any_number_reads_back(n: u64) {
            prop_assert_eq!(number(&shura_act::bilingual::fa_digits(&n.to_string())), Some(n));
        }
    }
}
