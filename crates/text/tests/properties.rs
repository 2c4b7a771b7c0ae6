//! What must hold for any text and any amendments.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{amendments, text, wishes};
use proptest::prelude::*;
use shura_text::{Amendment, Change, Disposition, Fate, Undecided, Version, apply, diff, merge, rebase};
use std::collections::BTreeMap;

fn version(source: &str) -> Version {
    Version::from_markdown(source).unwrap()
}

/// The words of a version, for seeing that none is lost.
fn words(v: &Version) -> Vec<String> {
    v.index()
        .entries
        .iter()
        .flat_map(|e| e.block.words().words().map(str::to_string).collect::<Vec<_>>())
        .collect()
}

fn merged(base: &Version, amendments: &[Amendment]) -> shura_text::Merge {
    merge(base, amendments, &BTreeMap::new(), Undecided::Carry).unwrap()
}

fn colliding(a: &Amendment, b: &Amendment, base: &Version) -> bool {
    !merged(base, &[a.clone(), b.clone()]).conflicts.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    /// The writing of an amended text reads back as that text: an amendment can never make something else of it.
    #[test]
    fn an_amended_text_reads_back(source in text(), wishes in wishes(6)) {
        let base = version(&source);
        for a in amendments(&base, &wishes) {
            let new = apply(&base, &a).unwrap();
            let again = version(new.markdown());
            prop_assert_eq!(again.markdown(), new.markdown(), "{:?}", a);
            prop_assert_eq!(again, new);
        }
    }

    #[test]
    fn applying_a_difference_gives_the_other_text(a in text(), b in text()) {
        let (a, b) = (version(&a), version(&b));
        prop_assert_eq!(apply(&a, &diff("D", &a, &b)).unwrap().markdown().to_string(), b.markdown());
        prop_assert!(diff("D", &a, &a).changes.is_empty());
    }

    /// Apply then diff gives the amendment back: the same text, by changes no larger than those that made it.
    #[test]
    fn apply_then_diff_gives_the_amendment_back(source in text(), wishes in wishes(4)) {
        let base = version(&source);
        for a in amendments(&base, &wishes) {
            let new = apply(&base, &a).unwrap();
            let back = diff(&a.id, &base, &new);
            prop_assert_eq!(apply(&base, &back).unwrap(), new);
        }
    }

    #[test]
    fn the_order_of_amendments_does_not_matter(source in text(), wishes in wishes(8), turn in 0..8_usize) {
        let base = version(&source);
        let mut all = amendments(&base, &wishes);
        let one = merged(&base, &all);
        let turn = turn % all.len().max(1);
        all.rotate_left(turn);
        prop_assert_eq!(&merged(&base, &all), &one);
        all.reverse();
        prop_assert_eq!(&merged(&base, &all), &one);
    }

    /// Rebase then apply equals apply then rebase, on either side, for amendments that do not collide.
    #[test]
    fn rebasing_commutes(source in text(), wishes in wishes(5)) {
        let base = version(&source);
        let all = amendments(&base, &wishes);
        for pair in all.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            if colliding(a, b, &base) {
                let (_, moved) = rebase(&base, &pair[..1], &pair[1..]).unwrap();
                prop_assert_eq!(moved[0].lost.clone(), vec![1]);
                continue;
            }
            let both = merged(&base, pair).version;
            let (with_a, b_on_a) = rebase(&base, &pair[..1], &pair[1..]).unwrap();
            let (with_b, a_on_b) = rebase(&base, &pair[1..], &pair[..1]).unwrap();
            prop_assert!(b_on_a[0].lost.is_empty() && a_on_b[0].lost.is_empty());
            prop_assert_eq!(apply(&with_a, &b_on_a[0].amendment).unwrap().markdown().to_string(), both.markdown());
            prop_assert_eq!(apply(&with_b, &a_on_b[0].amendment).unwrap().markdown().to_string(), both.markdown());
        }
    }

    /// Amendments to different words of one paragraph never collide, and no other word is lost or doubled.
    #[test]
    fn no_word_is_lost_or_doubled(n in 4..40_usize, spans in prop::collection::vec((0..40_usize, 1..4_usize), 1..8)) {
        let source: Vec<String> = (0..n).map(|i| format!("واژه{i}")).collect();
        let base = version(&source.join(" "));
        let mut taken = vec![false; n];
        let mut expected = source.clone();
        let mut all = Vec::new();
        for (i, (from, len)) in spans.into_iter().enumerate() {
            let (from, to) = (from % n, (from % n + len).min(n));
            if taken[from..to].iter().any(|t| *t) { continue; }
            taken[from..to].fill(true);
            expected[from] = format!("تازه{i}");
            expected[from + 1..to].fill(String::new());
            let change = format!(r#"{{"replace":{{"span":{{"block":0,"words":[{from},{to}]}},"text":"تازه{i}"}}}}"#);
            let change: Change = serde_json::from_str(&change).unwrap();
            all.push(Amendment::new(format!("A{i}"), base.id(), vec![change]));
        }
        let merge = merged(&base, &all);
        prop_assert!(merge.conflicts.is_empty());
        expected.retain(|w| !w.is_empty());
        prop_assert_eq!(words(&merge.version), expected);
    }

    /// An amendment is merged whole or not at all, and whatever is decided leaves no open conflict of its own.
    #[test]
    fn deciding_settles_conflicts(source in text(), wishes in wishes(8), choices in prop::collection::vec(0..4_u8, 8)) {
        let base = version(&source);
        let all = amendments(&base, &wishes);
        let mut decisions = BTreeMap::new();
        let first = merged(&base, &all);
        for conflict in &first.conflicts {
            // The furthest-reaching is put first and carried: whatever touches the same words falls with it.
            decisions.insert(conflict.order[0].amendment.clone(), Disposition::Carried);
        }
        let second = merge(&base, &all, &decisions, Undecided::Carry).unwrap();
        for id in decisions.keys() {
            prop_assert!(second.fates.contains(&(id.clone(), Fate::Merged)));
        }
        prop_assert!(second.conflicts.len() <= all.len());
        let lost: BTreeMap<String, Disposition> = all.iter().zip(choices).map(|(a, c)| {
            (a.id.clone(), if c % 2 == 0 { Disposition::Lost } else { Disposition::Withdrawn })
        }).collect();
        prop_assert_eq!(&merge(&base, &all, &lost, Undecided::Carry).unwrap().version, &base);
    }

    /// An amendment survives being written as JSON.
    #[test]
    fn amendments_are_json(source in text(), wishes in wishes(5)) {
        let base = version(&source);
        for a in amendments(&base, &wishes) {
            let json = serde_json::to_string(&a).unwrap();
            prop_assert_eq!(serde_json::from_str::<Amendment>(&json).unwrap(), a);
        }
    }
}
