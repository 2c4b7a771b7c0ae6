//! The longest common order of two sequences, for differences between texts.

use std::collections::BTreeMap;

/// Up to this many comparisons a stretch is aligned exactly; a longer one is first cut at items that occur once in both.
const EXACT: usize = 1 << 20;
/// How often a stretch is cut at its rare items; a text made to need more is shown as replaced from there on.
const CUTS: usize = 24;

/// Pairs of places that hold equal items, rising in both sequences: as many as can be where the sequences are short.
pub(crate) fn align(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    part(a, b, (0, 0), CUTS, &mut pairs);
    pairs
}

fn part(a: &[u32], b: &[u32], (at_a, at_b): (usize, usize), cuts: usize, pairs: &mut Vec<(usize, usize)>) {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    pairs.extend((0..head).map(|i| (at_a + i, at_b + i)));
    let (rest_a, rest_b) = (a.get(head..).unwrap_or(&[]), b.get(head..).unwrap_or(&[]));
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let mid_a = rest_a.get(..rest_a.len() - tail).unwrap_or(&[]);
    let mid_b = rest_b.get(..rest_b.len() - tail).unwrap_or(&[]);
    middle(mid_a, mid_b, (at_a + head, at_b + head), cuts, pairs);
    let (end_a, end_b) = (at_a + a.len() - tail, at_b + b.len() - tail);
    pairs.extend((0..tail).map(|i| (end_a + i, end_b + i)));
}

fn middle(a: &[u32], b: &[u32], (at_a, at_b): (usize, usize), cuts: usize, pairs: &mut Vec<(usize, usize)>) {
    if a.is_empty() || b.is_empty() {
        return;
    }
    if a.len().saturating_mul(b.len()) <= EXACT {
        pairs.extend(exact(a, b).into_iter().map(|(i, j)| (at_a + i, at_b + j)));
        return;
    }
    if cuts == 0 {
        return;
    }
    let anchors = anchors(a, b);
    let (mut i, mut j) = (0, 0);
    for (x, y) in anchors.iter().copied().chain((!anchors.is_empty()).then_some((a.len(), b.len()))) {
        part(a.get(i..x).unwrap_or(&[]), b.get(j..y).unwrap_or(&[]), (at_a + i, at_b + j), cuts - 1, pairs);
        if x < a.len() {
            pairs.push((at_a + x, at_b + y));
        }
        (i, j) = (x + 1, y + 1);
    }
}

/// The textbook table of longest common subsequences, read back from its first corner.
fn exact(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0_u32; (a.len() + 1) * width];
    let get = |t: &[u32], i: usize, j: usize| t.get(i * width + j).copied().unwrap_or(0);
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let best = if x == y {
                get(&table, i + 1, j + 1) + 1
            } else {
                get(&table, i + 1, j).max(get(&table, i, j + 1))
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if get(&table, i + 1, j) >= get(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Items that occur once in each sequence, the longest run of them that rises in both (patience sorting).
fn anchors(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let (once_a, once_b) = (once(a), once(b));
    let mut common: Vec<(usize, usize)> =
        once_a.iter().filter_map(|(item, i)| Some((*i, *once_b.get(item)?))).collect();
    common.sort_unstable();
    // piles[n] is the last pair of the best run of n + 1 pairs; before[k] the pair under pair k.
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(common.len());
    let place = |k: usize| common.get(k).map_or(0, |p| p.1);
    for (k, (_, j)) in common.iter().enumerate() {
        let pile = piles.partition_point(|top| place(*top) < *j);
        before.push(pile.checked_sub(1).and_then(|p| piles.get(p).copied()));
        match piles.get_mut(pile) {
            Some(top) => *top = k,
            None => piles.push(k),
        }
    }
    let mut run = Vec::new();
    let mut next = piles.last().copied();
    while let Some(k) = next {
        run.extend(common.get(k).copied());
        next = before.get(k).copied().flatten();
    }
    run.reverse();
    run
}

fn once(items: &[u32]) -> BTreeMap<u32, usize> {
    let mut places: BTreeMap<u32, Option<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        places.entry(*item).and_modify(|p| *p = None).or_insert(Some(i));
    }
    places.into_iter().filter_map(|(item, place)| Some((item, place?))).collect()
}

/// Gives equal items equal numbers.
pub(crate) struct Numbers<K: Ord>(BTreeMap<K, u32>);

impl<K: Ord> Numbers<K> {
    pub(crate) fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(crate) fn of(&mut self, item: K) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(item).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_rise_and_agree(a in proptest::collection::vec(0..6_u32, 0..40), b in proptest::collection::vec(0..6_u32, 0..40)) {
            let pairs = align(&a, &b);
            prop_assert!(pairs.iter().all(|(i, j)| a[*i] == b[*j]));
            prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
            prop_assert_eq!(pairs.len(), exact(&a, &b).len());
            prop_assert_eq!(align(&a, &a).len(), a.len());
        }

        #[test]
        fn anchors_rise_and_agree(a in proptest::collection::vec(0..60_u32, 0..40), b in proptest::collection::vec(0..60_u32, 0..40)) {
            let pairs = anchors(&a, &b);
            prop_assert!(pairs.iter().all(|(i, j)| a[*i] == b[*j]));
            prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
        }
    }

    #[test]
    fn long_sequences_are_cut_at_their_rare_items() {
        let a: Vec<u32> = (0..5000).collect();
        let mut b = a.clone();
        b.insert(2500, 9999);
        b.remove(100);
        b.swap(4000, 4001);
        assert_eq!(align(&a, &b).len(), 4998);
    }
}
