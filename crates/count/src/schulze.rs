//! Schulze's method: a beats b when the strongest path from a to b is stronger than the strongest from b to a.
//!
//! M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method",
//! *Social Choice and Welfare* 36 (2011); links by winning votes. For several seats the ranking is read from the top.
//! See `spec/counting/schulze.md`.

use crate::audit::Sheet;
use crate::outcome::{Outcome, TieBreak};
use crate::pairs::{Pairs, matrix};
use crate::{Election, Error, scores};
use shura_act::Bilingual;

/// Counts by Schulze's method.
///
/// Errors: those of [`Election::check`]; no valid paper; too many candidates to compare.
pub fn count(election: &Election, title: &Bilingual) -> Result<Outcome, Error> {
    election.check()?;
    let valid = scores::valid(election)?;
    let pairs = Pairs::of(election)?;
    let paths = strongest_paths(&pairs, election.candidates.len());
    let path = |a: usize, b: usize| paths.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0);
    let mut ties = TieBreak::new(election);
    let elected = rank(election, &mut ties, |a, b| path(a, b) > path(b, a));
    let mut sheet = Sheet::default();
    pairs.table(&mut sheet, election);
    matrix(
        &mut sheet,
        election,
        (
            "Strength of the strongest path from the row to the column",
            "نیروی نیرومندترین مسیر از سطر به ستون",
        ),
        |a, b| path(a, b).to_string(),
    );
    Ok(scores::outcome(election, "schulze", title, valid, elected, ties, sheet))
}

/// Floyd and Warshall's way to the strongest paths: the strength of a path is that of its weakest link.
fn strongest_paths(pairs: &Pairs, size: usize) -> Vec<Vec<u64>> {
    let link = |a: usize, b: usize| if pairs.get(a, b) > pairs.get(b, a) { pairs.get(a, b) } else { 0 };
    let mut paths: Vec<Vec<u64>> = (0..size).map(|a| (0..size).map(|b| link(a, b)).collect()).collect();
    for via in 0..size {
        let Some(through) = paths.get(via).cloned() else { continue };
        for (a, row) in paths.iter_mut().enumerate().filter(|(a, _)| *a != via) {
            let first = row.get(via).copied().unwrap_or(0);
            for (b, (strength, &second)) in row.iter_mut().zip(&through).enumerate() {
                if b != a && b != via {
                    *strength = (*strength).max(first.min(second));
                }
            }
        }
    }
    paths
}

/// Takes from the top of an order whoever nobody left beats, one for each seat; several such are a tie where seats run out.
pub(crate) fn rank(
    election: &Election,
    ties: &mut TieBreak<'_>,
    beats: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let seats = usize::try_from(election.seats).unwrap_or(usize::MAX);
    let mut left: Vec<usize> =
        election.standing().iter().enumerate().filter(|(_, s)| **s).map(|(c, _)| c).collect();
    let mut elected = Vec::new();
    while elected.len() < seats && !left.is_empty() {
        let mut best: Vec<usize> =
            left.iter().copied().filter(|&a| !left.iter().any(|&b| beats(b, a))).collect();
        if elected.len() + best.len() > seats {
            best = vec![ties.first(elected.len() + 1, &best)];
        }
        if best.is_empty() {
            break;
        }
        left.retain(|c| !best.contains(c));
        elected.extend(best);
    }
    elected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::Candidate;

    /// Schulze 2011, example 1 (45 voters, five candidates): the ranking is E, A, C, B, D.
    pub(crate) fn example_1() -> Election {
        let mut e = Election { seats: 5, ..Election::default() };
        e.candidates = ["A", "B", "C", "D", "E"].map(Candidate::named).to_vec();
        for (weight, order) in [
            (5, "ACBED"),
            (5, "ADECB"),
            (8, "BEDAC"),
            (3, "CABED"),
            (7, "CAEBD"),
            (2, "CBADE"),
            (7, "DCEBA"),
            (8, "EBADC"),
        ] {
            let order: Vec<[usize; 1]> = order.bytes().map(|b| [usize::from(b - b'A')]).collect();
            let groups: Vec<&[usize]> = order.iter().map(|g| &g[..]).collect();
            e.ballots.add(weight, &groups).unwrap();
        }
        e
    }

    #[test]
    fn example_of_45_voters() {
        let outcome = count(&example_1(), &Bilingual::default()).unwrap();
        assert_eq!(outcome.elected, [4, 0, 2, 1, 3]);
        assert!(outcome.ties.is_empty());
    }
}
