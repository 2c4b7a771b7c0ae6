//! What every counting method must keep to, on elections made by chance.

#![allow(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

use proptest::prelude::*;
use shura_count::Election;
use shura_count::election::{AtLeast, Ballots, Candidate};
use shura_count::methods::Method;
use shura_count::stv;
use std::collections::BTreeSet;

fn ranked() -> Vec<Method> {
    Method::ALL.into_iter().filter(|m| *m != Method::MajorityJudgment).collect()
}

type Paper = (u64, Vec<usize>);

fn build(candidates: usize, seats: u64, papers: &[Paper]) -> Election {
    let mut e = Election { seats, ..Election::default() };
    e.candidates = (0..candidates).map(|i| Candidate::named(format!("c{i}"))).collect();
    e.ballots = Ballots::default();
    for (weight, order) in papers {
        let groups: Vec<&[usize]> = order.iter().map(std::slice::from_ref).collect();
        e.ballots.add(*weight, &groups).unwrap();
    }
    e
}

fn elections() -> impl Strategy<Value = (usize, u64, Vec<Paper>)> {
    (2usize..7).prop_flat_map(|n| {
        let order = Just((0..n).collect::<Vec<_>>()).prop_shuffle();
        let paper = (1u64..60, order, 0..=n).prop_map(|(w, mut order, keep)| {
            order.truncate(keep);
            (w, order)
        });
        (Just(n), 1..n as u64, prop::collection::vec(paper, 1..14))
    })
}

fn seats_for(method: Method, seats: u64) -> u64 {
    if method == Method::Irv { 1 } else { seats }
}

fn scaled(text: &str) -> u128 {
    text.replace('.', "").parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// As many as there are seats are elected, nobody twice; and the same election gives the same result.
    #[test]
    fn seats_are_filled_once((n, seats, papers) in elections()) {
        for method in ranked() {
            let e = build(n, seats_for(method, seats), &papers);
            let Ok(outcome) = method.count(&e) else { continue };
            let set: BTreeSet<usize> = outcome.elected.iter().copied().collect();
            prop_assert_eq!(set.len(), outcome.elected.len(), "{}", method.name());
            prop_assert_eq!(outcome.elected.len() as u64, e.seats, "{}", method.name());
            prop_assert_eq!(&method.count(&e).unwrap(), &outcome);
        }
    }

    /// Anonymity: the order of the papers, and splitting a weight, change nothing.
    #[test]
    fn papers_are_anonymous((n, seats, papers) in elections()) {
        let mut other: Vec<Paper> = papers.iter().rev().flat_map(|(w, o)| [(w / 2, o.clone()), (w - w / 2, o.clone())]).collect();
        other.retain(|p| p.0 > 0);
        for method in ranked() {
            let seats = seats_for(method, seats);
            let (a, b) = (method.count(&build(n, seats, &papers)), method.count(&build(n, seats, &other)));
            if let (Ok(a), Ok(b)) = (a, b) {
                prop_assert_eq!(a.elected, b.elected, "{}", method.name());
            }
        }
    }

    /// Neutrality: where no lot was needed, renaming the candidates renames the elected.
    #[test]
    fn candidates_are_equal_before_the_count((n, seats, papers) in elections()) {
        let turned: Vec<Paper> = papers.iter().map(|(w, o)| (*w, o.iter().map(|c| n - 1 - c).collect())).collect();
        for method in ranked() {
            let seats = seats_for(method, seats);
            let (a, b) = (method.count(&build(n, seats, &papers)), method.count(&build(n, seats, &turned)));
            if let (Ok(a), Ok(b)) = (a, b)
                && !a.needs_lot() && !b.needs_lot()
            {
                let a: BTreeSet<usize> = a.elected.iter().map(|c| n - 1 - c).collect();
                let b: BTreeSet<usize> = b.elected.into_iter().collect();
                prop_assert_eq!(a, b, "{}", method.name());
            }
        }
    }

    /// Votes of all candidates, lost votes and cut decimals add up to the papers at every stage, to the last unit.
    #[test]
    fn no_vote_is_lost((n, seats, papers) in elections()) {
        let e = build(n, seats, &papers);
        for (count, unit) in [
            (stv::scottish::count(&e), 100_000u128),
            (stv::meek::count(&e), 1_000_000_000),
            (stv::ers97::count(&e), 100),
        ] {
            let Ok(count) = count else { continue };
            for stage in &count.stages {
                let sum: u128 = stage.votes.iter().map(|v| scaled(v)).sum::<u128>()
                    + scaled(&stage.exhausted) + scaled(&stage.rounding);
                prop_assert_eq!(sum, u128::from(count.valid) * unit, "{} {:?}", count.method, stage);
            }
        }
    }

    /// Proportionality for solid coalitions: voters who all rank a set of candidates above the rest and are more than so many Droop quotas
    /// elect as many of the set.
    #[test]
    fn solid_coalitions_get_their_seats((n, seats, papers) in elections(), size in 1usize..4, share in 1u64..400) {
        let size = size.min(n - 1);
        let mut papers: Vec<Paper> = papers.into_iter().map(|(w, o)| (w, o.into_iter().filter(|c| *c >= size).collect())).collect();
        papers.push((share, (0..size).collect()));
        papers.push((share / 2, (0..size).rev().collect()));
        let e = build(n, seats, &papers);
        let valid: u64 = papers.iter().filter(|p| !p.1.is_empty()).map(|p| p.0).sum();
        let coalition = share + share / 2;
        // Scottish and ERS97 lose cut decimals and round the quota up: one vote of slack for each stage covers it.
        let slack = 2 * n as u64;
        let owed = (coalition.saturating_sub(slack) * (seats + 1)).saturating_sub(1) / (valid + seats + 1);
        let owed = owed.min(size as u64);
        for method in [Method::ScottishStv, Method::Meek, Method::MeekExact, Method::Ers97] {
            let outcome = method.count(&e).unwrap();
            let won = outcome.elected.iter().filter(|c| **c < size).count() as u64;
            prop_assert!(won >= owed, "{}: {won} of {owed}", method.name());
        }
    }

    /// A withdrawn candidate might as well never have stood.
    #[test]
    fn withdrawing_is_not_standing((n, seats, papers) in elections(), gone in 0usize..7) {
        let gone = gone % n;
        let seats = seats.min(n as u64 - 1);
        let mut with = build(n, seats, &papers);
        with.candidates[gone].withdrawn = true;
        let fewer: Vec<Paper> = papers.iter().map(|(w, o)| {
            (*w, o.iter().filter(|c| **c != gone).map(|c| if *c > gone { c - 1 } else { *c }).collect())
        }).collect();
        let without = build(n - 1, seats, &fewer);
        for method in ranked() {
            // Marks on a paper are counted before names are struck out nowhere: both leave the same marks.
            let (mut a, mut b) = (with.clone(), without.clone());
            a.seats = seats_for(method, seats);
            b.seats = a.seats;
            if let (Ok(a), Ok(b)) = (method.count(&a), method.count(&b)) {
                let back: Vec<usize> = b.elected.iter().map(|c| if *c >= gone { c + 1 } else { *c }).collect();
                prop_assert_eq!(a.elected, back, "{}", method.name());
            }
        }
    }

    /// Seats reserved for a group are filled from it.
    #[test]
    fn reserved_seats_are_kept((n, seats, papers) in elections(), reserved in 1u64..3) {
        let mut e = build(n, seats, &papers);
        for c in e.candidates.iter_mut().step_by(2) {
            c.group = Some("g".into());
        }
        let reserved = reserved.min(seats);
        e.at_least = vec![AtLeast { group: "g".into(), seats: reserved }];
        for method in [Method::ScottishStv, Method::Meek, Method::MeekExact, Method::Ers97] {
            if let Ok(outcome) = method.count(&e) {
                let have = outcome.elected.iter().filter(|c| **c % 2 == 0).count() as u64;
                prop_assert!(have >= reserved, "{}: {have} of {reserved}", method.name());
                prop_assert_eq!(outcome.elected.len() as u64, seats);
            }
        }
    }

    /// Condorcet: who beats everyone in pairs wins by Schulze and by ranked pairs.
    #[test]
    fn who_beats_everyone_wins((n, _, papers) in elections()) {
        let e = build(n, 1, &papers);
        let beats = |a: usize, b: usize| {
            let place = |o: &Vec<usize>, c| o.iter().position(|x| *x == c).unwrap_or(usize::MAX);
            let wins = |a, b| papers.iter().filter(|(_, o)| place(o, a) < place(o, b)).map(|p| p.0).sum::<u64>();
            wins(a, b) > wins(b, a)
        };
        if let Some(winner) = (0..n).find(|&a| (0..n).all(|b| a == b || beats(a, b))) {
            for method in [Method::Schulze, Method::RankedPairs] {
                prop_assert_eq!(method.count(&e).unwrap().elected, vec![winner], "{}", method.name());
            }
        }
    }
}

/// A lot decides where nothing else does, and the result says so.
#[test]
fn lots_decide_and_are_shown() {
    let papers = vec![(5, vec![0]), (5, vec![1])];
    for method in ranked() {
        let open = method.count(&build(2, 1, &papers)).unwrap();
        assert!(open.needs_lot(), "{}", method.name());
        let mut e = build(2, 1, &papers);
        e.lot = vec![1, 0];
        let drawn = method.count(&e).unwrap();
        assert!(!drawn.needs_lot(), "{}", method.name());
        assert_eq!(drawn.elected, [1], "{}", method.name());
    }
}

/// Re-open nominations: its surplus goes to a further one, and it may win two seats.
#[test]
fn reopen_nominations_wins_more_than_once() {
    let papers = vec![(70, vec![2]), (30, vec![0, 1])];
    let e = build(3, 2, &papers);
    let expanded = stv::reopen::expand(&e, 2).unwrap();
    let count = stv::scottish::count(&expanded).unwrap();
    assert_eq!(count.elected, [2, 3]);
    assert!(stv::reopen::is_reopen(&expanded, 3));
    // Lowest, it leaves with all its further places.
    let papers = vec![(40, vec![0]), (35, vec![1]), (10, vec![2])];
    let count = stv::scottish::count(&stv::reopen::expand(&build(3, 2, &papers), 2).unwrap()).unwrap();
    assert_eq!(count.elected, [0, 1]);
}
