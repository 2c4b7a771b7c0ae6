//! The words of one block: its exact characters and where each word lies in them.

use unicode_segmentation::UnicodeSegmentation;

/// A run of text cut into words by the Unicode rules (UAX 29). A word is any piece that is not white space, so a comma is
/// a word of its own; what lies between two words is their gap. Words and gaps together are the text, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaf {
    raw: String,
    words: Vec<(u32, u32)>,
}

/// White space in the sense of CommonMark's inline text; other spaces (U+00A0 and its like) are kept as words.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

impl Leaf {
    /// Cuts a text into words.
    pub fn new(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        let words = cut(&raw);
        Self { raw, words }
    }

    /// A text whose words cannot be amended (a rule, a link definition).
    pub(crate) fn closed(raw: impl Into<String>) -> Self {
        Self { raw: raw.into(), words: Vec::new() }
    }

    /// The exact text.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Word `i`, counted from 0; empty beyond the end.
    pub fn word(&self, i: usize) -> &str {
        self.text(i, i + 1)
    }

    /// Words `from` to `to` (the end not included) with the gaps between them.
    pub fn text(&self, from: usize, to: usize) -> &str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(a), Some(b)) if from < to => self.slice(a.0, b.1),
            _ => "",
        }
    }

    /// The white space before word `i`. The first word of a block counts as having one space before it, which is never
    /// written, so that words may be put in front of it.
    pub fn gap(&self, i: usize) -> &str {
        match (i.checked_sub(1).and_then(|p| self.words.get(p)), self.words.get(i)) {
            (Some(a), Some(b)) => self.slice(a.1, b.0),
            _ => " ",
        }
    }

    /// The words in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(a, b)| self.slice(*a, *b))
    }

    /// White space before the first word; only code has any.
    pub(crate) fn head(&self) -> &str {
        self.words.first().map_or("", |w| self.slice(0, w.0))
    }

    /// What follows the last word; only code has any.
    pub(crate) fn tail(&self) -> &str {
        match self.words.last() {
            Some(w) => self.raw.get(w.1 as usize..).unwrap_or(""),
            None => &self.raw,
        }
    }

    fn slice(&self, from: u32, to: u32) -> &str {
        self.raw.get(from as usize..to as usize).unwrap_or("")
    }
}

/// Whether a word is spoken: it has a letter or a digit. Line-and-word references count these alone.
pub fn is_spoken(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

fn cut(raw: &str) -> Vec<(u32, u32)> {
    let mut words = Vec::with_capacity(raw.len() / 6 + 1);
    for (start, piece) in raw.split_word_bound_indices() {
        let trimmed = piece.trim_start_matches(is_space);
        let from = start + (piece.len() - trimmed.len());
        let trimmed = trimmed.trim_end_matches(is_space);
        if trimmed.is_empty() {
            continue;
        }
        // Texts are bounded by MAX_BYTES, far below 2^32.
        if let (Ok(a), Ok(b)) = (u32::try_from(from), u32::try_from(from + trimmed.len())) {
            words.push((a, b));
        }
    }
    words
}

/// Whether two words written without a gap would become one word, which would lose both.
pub(crate) fn would_join(left: &str, right: &str) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let both = format!("{left}{right}");
    !both.split_word_bound_indices().any(|(i, _)| i == left.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_spaces_keep_a_word_together() {
        let leaf = Leaf::new("کارگران می‌خواهند، نه فقط کاغذ.");
        assert_eq!(leaf.words().collect::<Vec<_>>(), ["کارگران", "می‌خواهند", "،", "نه", "فقط", "کاغذ", "."]);
        assert_eq!(leaf.gap(2), "");
        assert_eq!(leaf.text(1, 4), "می‌خواهند، نه");
        assert_eq!(leaf.text(3, 3), "");
        assert_eq!(leaf.text(5, 99), "");
    }

    #[test]
    fn joining_is_seen() {
        assert!(would_join("new", "a"));
        assert!(!would_join("new", ","));
        assert!(!would_join("", "a"));
    }

    proptest! {
        #[test]
        fn words_and_gaps_are_the_text(raw in "[ \\t\\nابگ‌،.a1*\u{301}\u{a0}\u{2003}]{0,40}") {
            let leaf = Leaf::new(raw.clone());
            let mut back = leaf.head().to_string();
            for i in 0..leaf.len() {
                if i > 0 { back.push_str(leaf.gap(i)); }
                prop_assert!(!leaf.word(i).is_empty());
                back.push_str(leaf.word(i));
                prop_assert!(leaf.gap(i).chars().all(is_space));
            }
            back.push_str(leaf.tail());
            prop_assert_eq!(back, raw);
        }
    }
}
