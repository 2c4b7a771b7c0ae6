//! Borda's count: a candidate has a point for each standing candidate ranked below, and half a point for each ranked equal.
//!
//! Candidates not ranked are equal in the last place. Points are kept doubled, so halves are whole. See `spec/counting/borda.md`.

use crate::audit::Sheet;
use crate::outcome::{Outcome, TieBreak};
use crate::{Election, Error, scores};
use shura_act::Bilingual;

/// Counts by Borda's method.
///
/// Errors: those of [`Election::check`]; no valid paper.
pub fn count(election: &Election, title: &Bilingual) -> Result<Outcome, Error> {
    election.check()?;
    let valid = scores::valid(election)?;
    let standing = election.standing();
    let total = standing.iter().filter(|s| **s).count() as u64;
    let mut doubled = vec![0u128; standing.len()];
    for i in 0..election.ballots.len() {
        let weight = u128::from(election.ballots.weight(i));
        let mut groups = election.ballots.groups(i);
        for group in &mut groups {
            group.retain(|&c| standing.get(c) == Some(&true));
        }
        groups.retain(|g| !g.is_empty());
        if groups.is_empty() {
            continue;
        }
        let ranked: Vec<usize> = groups.concat();
        groups.push(
            (0..standing.len()).filter(|c| standing.get(*c) == Some(&true) && !ranked.contains(c)).collect(),
        );
        let mut below = total;
        for group in groups {
            let size = group.len() as u64;
            below -= size;
            let points = u128::from(2 * below + size.saturating_sub(1));
            for c in group {
                if let Some(d) = doubled.get_mut(c) {
                    *d += points * weight;
                }
            }
        }
    }
    let score = |c: usize| doubled.get(c).copied().unwrap_or(0);
    let mut ties = TieBreak::new(election);
    let elected = scores::top(election, &mut ties, score);
    let mut sheet = Sheet::default();
    scores::score_table(
        &mut sheet,
        election,
        ("Points", "امتیازها"),
        ("Points", "امتیاز"),
        |c| format!("{}{}", score(c) / 2, if score(c) % 2 == 1 { ".5" } else { "" }),
    );
    Ok(scores::outcome(election, "borda", title, valid, elected, ties, sheet))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::Candidate;

    #[test]
    fn points_and_halves() {
        let mut e = Election { seats: 1, ..Election::default() };
        e.candidates = ["A", "B", "C"].map(Candidate::named).to_vec();
        e.ballots.add(2, &[&[0], &[1], &[2]]).unwrap();
        e.ballots.add(3, &[&[1]]).unwrap();
        let outcome = count(&e, &Bilingual::default()).unwrap();
        // A: 2×2 + 3×½ = 5.5, B: 2×1 + 3×2 = 8, C: 3×½ = 1.5.
        assert_eq!(outcome.elected, [1]);
        let column: Vec<_> = outcome.sheet.tables[0].rows.iter().map(|r| r[1].clone()).collect();
        assert_eq!(column, ["5.5", "8", "1.5"].map(crate::audit::Cell::plain));
    }
}
