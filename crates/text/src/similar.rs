//! Near duplicates and search, over normal forms; the words shown are those of the text.

use crate::align::Numbers;
use crate::amendment::Span;
use crate::diff::hunks;
use crate::leaf::{Leaf, is_spoken};
use crate::normal;
use crate::version::Version;
use serde::Serialize;
use std::collections::BTreeMap;

/// Words in a row that two blocks must share to be compared.
const SHINGLE: usize = 4;
/// A run of words found in more blocks than this says nothing about likeness.
const COMMON: usize = 32;
/// Blocks of fewer words are not compared.
const LEAST_WORDS: usize = 12;

/// Two blocks that are nearly the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Twins {
    /// The numbers of the two blocks, rising.
    pub blocks: [usize; 2],
    /// Words in a row that they share, in hundredths of those of the longer.
    pub likeness: usize,
    /// Where they differ.
    pub differences: Vec<WordDifference>,
}

/// Words that differ between two texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordDifference {
    /// The words of the first, with their places.
    pub first: String,
    /// The first word and the word after the last, in the first text.
    pub first_words: [usize; 2],
    /// The words of the second.
    pub second: String,
    /// The first word and the word after the last, in the second text.
    pub second_words: [usize; 2],
    /// The letters of two single words that differ, when it is one letter only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slip: Option<(char, char)>,
}

/// Pairs of blocks of which at least `share` hundredths of the word runs are the same, the likest first.
pub fn twins(version: &Version, share: usize) -> Vec<Twins> {
    let index = version.index();
    let mut numbers = Numbers::new();
    let mut runs: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (id, entry) in index.entries.iter().enumerate() {
        let keys: Vec<u32> = spoken(entry.block.words()).map(|w| numbers.of(normal::key(w))).collect();
        if keys.len() < LEAST_WORDS {
            continue;
        }
        counts.insert(id, keys.len() + 1 - SHINGLE);
        for run in keys.windows(SHINGLE) {
            runs.entry(run.to_vec()).or_default().push(id);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for blocks in runs.values().filter(|b| b.len() <= COMMON) {
        for (i, a) in blocks.iter().enumerate() {
            for b in blocks.get(i + 1..).unwrap_or(&[]).iter().filter(|b| *b != a) {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let mut found = Vec::new();
    for ((a, b), count) in shared {
        let longer = counts.get(&a).max(counts.get(&b)).copied().unwrap_or(1);
        let likeness = (100 * count).checked_div(longer).unwrap_or(0).min(100);
        if likeness >= share
            && let (Some(first), Some(second)) = (index.get(a), index.get(b))
        {
            let differences = differences(first.block.words(), second.block.words());
            found.push(Twins { blocks: [a, b], likeness, differences });
        }
    }
    found.sort_by_key(|t| (std::cmp::Reverse(t.likeness), t.blocks));
    found
}

fn spoken(leaf: &Leaf) -> impl Iterator<Item = &str> {
    leaf.words().filter(|w| is_spoken(w))
}

/// Where two texts differ, word by word; spelling variants and white space do not count.
pub fn differences(a: &Leaf, b: &Leaf) -> Vec<WordDifference> {
    let mut numbers = Numbers::new();
    let na: Vec<u32> = a.words().map(|w| numbers.of(normal::key(w))).collect();
    let nb: Vec<u32> = b.words().map(|w| numbers.of(normal::key(w))).collect();
    let shown = |(x, y): (std::ops::Range<usize>, std::ops::Range<usize>)| {
        let (first, second) = (a.text(x.start, x.end).to_string(), b.text(y.start, y.end).to_string());
        let slip = slip(&first, &second);
        WordDifference { first, first_words: [x.start, x.end], second, second_words: [y.start, y.end], slip }
    };
    hunks(&na, &nb).into_iter().map(shown).collect()
}

/// The one letter in which two words of equal length differ.
fn slip(a: &str, b: &str) -> Option<(char, char)> {
    let (a, b) = (normal::key(a), normal::key(b));
    if a.chars().count() != b.chars().count() || a.contains(' ') {
        return None;
    }
    let mut differ = a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    let first = differ.next();
    if differ.next().is_some() { None } else { first }
}

/// Every place where the words of a text contain the query under [`normal::search_key`]: letters, digits, half-spaces and
/// spaces may be written otherwise.
pub fn find(version: &Version, query: &str) -> Vec<Span> {
    let wanted = normal::search_key(query);
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    for (id, entry) in version.index().entries.iter().enumerate() {
        let leaf = entry.block.words();
        // All words run together, and where each of them begins.
        let mut text = String::new();
        let mut starts = Vec::with_capacity(leaf.len());
        for word in leaf.words() {
            starts.push(text.len());
            text.push_str(&normal::search_key(word));
        }
        for (at, hit) in text.match_indices(&wanted) {
            let from = starts.partition_point(|s| *s <= at).saturating_sub(1);
            let to = starts.partition_point(|s| *s < at + hit.len());
            let was = Some(leaf.text(from, to).to_string());
            found.push(Span { block: id, words: [from, to], was });
        }
    }
    found
}
