//! Ranked pairs: majorities are locked in from the largest down, leaving out each that would close a circle.
//!
//! T. N. Tideman, "Independence of clones as a criterion for voting rules", *Social Choice and Welfare* 4 (1987); by winning votes,
//! then by the smaller opposition; equal majorities in the order of the lot. See `spec/counting/ranked-pairs.md`.

use crate::audit::{Cell, Sheet};
use crate::outcome::{By, Outcome, Tie, TieBreak};
use crate::pairs::Pairs;
use crate::{Election, Error, schulze, scores};
use shura_act::Bilingual;

/// One majority: who beats whom, by how many papers for and against.
struct Majority {
    winner: usize,
    loser: usize,
    for_it: u64,
    against: u64,
}

/// Counts by ranked pairs.
///
/// Errors: those of [`Election::check`]; no valid paper; too many candidates to compare.
pub fn count(election: &Election, title: &Bilingual) -> Result<Outcome, Error> {
    election.check()?;
    let valid = scores::valid(election)?;
    let pairs = Pairs::of(election)?;
    let size = election.candidates.len();
    let mut ties = TieBreak::new(election);
    let majorities = majorities(election, &pairs);
    let mut sheet = Sheet::default();
    pairs.table(&mut sheet, election);
    // reach[a][b]: b can be reached from a along locked majorities.
    let mut reach = vec![vec![false; size]; size];
    let mut rows = Vec::with_capacity(majorities.len());
    let mut left_out: Vec<&Majority> = Vec::new();
    for m in &majorities {
        let circle = reach.get(m.loser).and_then(|row| row.get(m.winner)) == Some(&true);
        if circle {
            left_out.push(m);
        } else {
            lock(&mut reach, m.winner, m.loser);
        }
        rows.push(vec![
            Cell::plain(election.name(m.winner)),
            Cell::plain(election.name(m.loser)),
            Cell::plain(m.for_it),
            Cell::plain(m.against),
            if circle {
                Cell::words("left out: closes a circle", "کنار گذاشته: دور می‌سازد")
            } else {
                Cell::words("locked", "استوار")
            },
        ]);
    }
    note_equal_majorities(election, &majorities, &left_out, &mut ties);
    let columns =
        [("Winner", "برنده"), ("Loser", "بازنده"), ("For", "موافق"), ("Against", "مخالف"), ("", "")];
    let columns = columns.iter().map(|(en, fa)| Cell::words(*en, *fa)).collect();
    sheet.table("Majorities, largest first", "اکثریت‌ها، از بزرگ به کوچک", columns, rows);
    let elected =
        schulze::rank(election, &mut ties, |a, b| reach.get(a).and_then(|row| row.get(b)) == Some(&true));
    Ok(scores::outcome(election, "ranked-pairs", title, valid, elected, ties, sheet))
}

/// All majorities, largest first; equal ones by the lot, or by the paper's order where there is none.
fn majorities(election: &Election, pairs: &Pairs) -> Vec<Majority> {
    let standing = election.standing();
    let place = |c: usize| election.lot.iter().position(|&l| l == c).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    for winner in 0..standing.len() {
        for loser in 0..standing.len() {
            let (for_it, against) = (pairs.get(winner, loser), pairs.get(loser, winner));
            if for_it > against {
                out.push(Majority { winner, loser, for_it, against });
            }
        }
    }
    out.sort_by(|a, b| {
        let key = |m: &Majority| (place(m.winner), m.winner, std::cmp::Reverse((place(m.loser), m.loser)));
        b.for_it.cmp(&a.for_it).then(a.against.cmp(&b.against)).then(key(a).cmp(&key(b)))
    });
    out
}

fn lock(reach: &mut [Vec<bool>], winner: usize, loser: usize) {
    let Some(mut after) = reach.get(loser).cloned() else { return };
    if let Some(slot) = after.get_mut(loser) {
        *slot = true;
    }
    for (a, row) in reach.iter_mut().enumerate() {
        if a == winner || row.get(winner) == Some(&true) {
            for (slot, &reached) in row.iter_mut().zip(&after) {
                *slot |= reached;
            }
        }
    }
}

/// Where a majority was left out that equals another one, their order may have decided: the tie is written down.
fn note_equal_majorities(
    election: &Election,
    all: &[Majority],
    left_out: &[&Majority],
    ties: &mut TieBreak<'_>,
) {
    for m in left_out {
        let equals: Vec<&Majority> =
            all.iter().filter(|o| (o.for_it, o.against) == (m.for_it, m.against)).collect();
        if equals.len() > 1 {
            let mut candidates: Vec<usize> = equals.iter().flat_map(|o| [o.winner, o.loser]).collect();
            candidates.sort_unstable();
            candidates.dedup();
            let by = if candidates.iter().all(|c| election.lot.contains(c)) { By::Lot } else { By::Order };
            let picked = equals.first().map_or(0, |o| o.winner);
            ties.ties.push(Tie { stage: 1, candidates, picked, by });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::Candidate;

    /// Tideman's usual example of a circle: 35 A>B>C, 33 B>C>A, 32 C>A>B. A>B 67, B>C 68, C>A 65: the last falls out.
    #[test]
    fn the_smallest_majority_of_a_circle_falls_out() {
        let mut e = Election { seats: 3, ..Election::default() };
        e.candidates = ["A", "B", "C"].map(Candidate::named).to_vec();
        for (weight, order) in [(35, [0, 1, 2]), (33, [1, 2, 0]), (32, [2, 0, 1])] {
            let groups: Vec<&[usize]> = order.iter().map(std::slice::from_ref).collect();
            e.ballots.add(weight, &groups).unwrap();
        }
        let outcome = count(&e, &Bilingual::default()).unwrap();
        assert_eq!(outcome.elected, [0, 1, 2]);
        assert!(outcome.ties.is_empty());
    }
}
