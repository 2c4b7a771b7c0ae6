//! Two lists of leaf hashes compared as they stream by: what the log sealed, and what the entries hash to.
//!
//! Nothing is held but the first difference and the hashes by which one list is ahead; what kind of difference it is shows
//! from whether the two hashes that met at it turn up later in the other list.

use shura_tlog::Hash;
use std::collections::VecDeque;

/// By how many hashes one list may run ahead of the other before pairs are no longer compared.
const MAX_LEAD: usize = 65_536;

/// How the entries differ from what was sealed, at the first place where they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The entry is another than the one sealed here, and so is none after it.
    Altered {
        /// The place.
        seq: u64,
    },
    /// Entries were taken away.
    Missing {
        /// The place of the first.
        seq: u64,
        /// How many.
        count: u64,
    },
    /// Entries were put in that were not sealed.
    Inserted {
        /// The place of the first.
        seq: u64,
        /// How many.
        count: u64,
    },
    /// An entry lies here that was sealed at another place.
    Moved {
        /// The place where it lies.
        seq: u64,
        /// The place where it was sealed.
        sealed_at: u64,
    },
    /// From here on, no entry is one that was sealed.
    Foreign {
        /// The first place.
        seq: u64,
    },
    /// The entries end before what was sealed does.
    CutOff {
        /// The first place that is missing.
        seq: u64,
    },
    /// There are more entries than were sealed.
    Beyond {
        /// The first place beyond.
        seq: u64,
    },
}

#[derive(Debug)]
struct First {
    seq: u64,
    found: Hash,
    sealed: Hash,
    /// Where the hash that was found is sealed.
    found_sealed_at: Option<u64>,
    /// Where the entry that was sealed lies.
    sealed_found_at: Option<u64>,
    /// How many later pairs there were, and how many of them were equal.
    pairs: u64,
    equal: u64,
}

/// The comparison so far.
#[derive(Debug, Default)]
pub struct Comparison {
    sealed: VecDeque<Hash>,
    found: VecDeque<Hash>,
    sealed_count: u64,
    found_count: u64,
    pairs: u64,
    first: Option<First>,
}

impl Comparison {
    /// The next leaf hash that was sealed.
    pub fn sealed(&mut self, hash: Hash) {
        if let Some(first) = &mut self.first
            && hash == first.found
        {
            first.found_sealed_at.get_or_insert(self.sealed_count);
        }
        self.sealed_count += 1;
        self.sealed.push_back(hash);
        self.pair();
    }

    /// The next leaf hash of an entry.
    pub fn found(&mut self, hash: Hash) {
        if let Some(first) = &mut self.first
            && hash == first.sealed
        {
            first.sealed_found_at.get_or_insert(self.found_count);
        }
        self.found_count += 1;
        self.found.push_back(hash);
        self.pair();
    }

    fn pair(&mut self) {
        if self.first.is_some() && self.sealed.len().max(self.found.len()) > MAX_LEAD {
            self.sealed.clear();
            self.found.clear();
        }
        if self.sealed.is_empty() || self.found.is_empty() {
            return;
        }
        let (Some(sealed), Some(found)) = (self.sealed.pop_front(), self.found.pop_front()) else { return };
        let seq = self.pairs;
        self.pairs += 1;
        match &mut self.first {
            Some(first) => {
                first.pairs += 1;
                first.equal += u64::from(sealed == found);
            }
            None if sealed != found => {
                // What waits already is later than this place, too.
                let found_sealed_at = later(&self.sealed, found, seq);
                let sealed_found_at = later(&self.found, sealed, seq);
                self.first =
                    Some(First { seq, found, sealed, found_sealed_at, sealed_found_at, pairs: 0, equal: 0 });
            }
            None => {}
        }
    }

    /// The first difference, once both lists have ended.
    pub fn difference(&self) -> Option<Difference> {
        let Some(first) = &self.first else {
            return match self.found_count.cmp(&self.sealed_count) {
                std::cmp::Ordering::Less => Some(Difference::CutOff { seq: self.found_count }),
                std::cmp::Ordering::Equal => None,
                std::cmp::Ordering::Greater => Some(Difference::Beyond { seq: self.sealed_count }),
            };
        };
        let seq = first.seq;
        Some(match (first.found_sealed_at, first.sealed_found_at) {
            (Some(sealed_at), Some(_)) => Difference::Moved { seq, sealed_at },
            (Some(at), None) => Difference::Missing { seq, count: at - seq },
            (None, Some(at)) => Difference::Inserted { seq, count: at - seq },
            (None, None) if first.pairs > 0 && first.equal == 0 => Difference::Foreign { seq },
            (None, None) => Difference::Altered { seq },
        })
    }
}

/// The place of a hash among those that wait after `seq`.
fn later(waiting: &VecDeque<Hash>, hash: Hash, seq: u64) -> Option<u64> {
    waiting.iter().zip(seq + 1..).find(|(other, _)| **other == hash).map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use shura_tlog::leaf_hash;

    fn compare(sealed: &[u32], found: &[u32], step: usize) -> Option<Difference> {
        let mut comparison = Comparison::default();
        let hash = |n: &u32| leaf_hash(&n.to_be_bytes());
        let (mut sealed, mut found) = (sealed.chunks(step), found.chunks(step));
        loop {
            let (a, b) = (sealed.next(), found.next());
            a.iter().copied().flatten().for_each(|n| comparison.sealed(hash(n)));
            b.iter().copied().flatten().for_each(|n| comparison.found(hash(n)));
            if a.is_none() && b.is_none() {
                return comparison.difference();
            }
        }
    }

    proptest! {
        #[test]
        fn each_kind_of_harm_is_named(size in 3_usize..60, at in 0_usize..58, count in 1_usize..5, step in 1_usize..9) {
            let at = at % (size - 1);
            let count = count.min(size - 1 - at);
            let whole: Vec<u32> = (0..size as u32).collect();
            let seq = at as u64;
            prop_assert_eq!(compare(&whole, &whole, step), None);

            let mut altered = whole.clone();
            altered[at] += 1000;
            prop_assert_eq!(compare(&whole, &altered, step), Some(Difference::Altered { seq }));

            let mut missing = whole.clone();
            missing.drain(at..at + count);
            let gone = Difference::Missing { seq, count: count as u64 };
            prop_assert_eq!(compare(&whole, &missing, step), Some(gone));

            let mut inserted = whole.clone();
            inserted.splice(at..at, (0..count as u32).map(|n| n + 1000));
            let put = Difference::Inserted { seq, count: count as u64 };
            prop_assert_eq!(compare(&whole, &inserted, step), Some(put));

            let mut moved = whole.clone();
            moved.swap(at, at + count);
            let away = Difference::Moved { seq, sealed_at: (at + count) as u64 };
            prop_assert_eq!(compare(&whole, &moved, step), Some(away));

            prop_assert_eq!(compare(&whole, &whole[..at], step), Some(Difference::CutOff { seq }));
            prop_assert_eq!(compare(&whole[..at], &whole, step), Some(Difference::Beyond { seq }));

            let foreign: Vec<u32> = whole.iter().map(|n| if *n as usize >= at { n + 1000 } else { *n }).collect();
            prop_assert_eq!(compare(&whole, &foreign, step), Some(Difference::Foreign { seq }));
        }
    }
}
