//! Marks that are added up: approval (any number), block vote (as many as seats), limited vote (fewer), plurality (one).
//!
//! Whoever a paper names is marked; the order does not matter, except that plurality reads the first name only. A paper with more marks
//! than allowed is invalid, and the sheet says how many were. See `spec/counting/marks.md`.

use crate::audit::Sheet;
use crate::outcome::{Outcome, TieBreak};
use crate::{Election, Error, scores, words};
use shura_act::Bilingual;

/// How many marks a paper may bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Any number.
    Any,
    /// As many as there are seats.
    Seats,
    /// A number below the seats; one less than the seats when the election does not say.
    Limited,
    /// The first name alone counts.
    First,
}

/// Adds up marks.
///
/// Errors: those of [`Election::check`]; no valid paper; a limit of nought.
pub fn count(
    election: &Election,
    method: &'static str,
    marks: Marks,
    title: &Bilingual,
) -> Result<Outcome, Error> {
    election.check()?;
    let most = match marks {
        Marks::Any | Marks::First => u64::MAX,
        Marks::Seats => election.seats,
        Marks::Limited => election.marks.unwrap_or(election.seats.saturating_sub(1).max(1)),
    };
    let standing = election.standing();
    let (mut valid, mut spoilt) = (0u64, 0u64);
    let mut votes = vec![0u64; standing.len()];
    for i in 0..election.ballots.len() {
        let weight = election.ballots.weight(i);
        let mut marked: Vec<usize> = election
            .ballots
            .ranks(i)
            .map(|r| r.candidate)
            .filter(|&c| standing.get(c) == Some(&true))
            .collect();
        if marks == Marks::First {
            // A paper whose first place is shared names nobody alone.
            let shared = election.ballots.groups(i).first().is_some_and(|g| g.len() > 1);
            marked.truncate(if shared { 0 } else { 1 });
        }
        if marked.len() as u64 > most {
            spoilt += weight;
            continue;
        }
        valid += if marked.is_empty() { 0 } else { weight };
        for c in marked {
            if let Some(v) = votes.get_mut(c) {
                *v += weight;
            }
        }
    }
    if valid == 0 {
        return Err(crate::stv::no_valid_paper());
    }
    let score = |c: usize| votes.get(c).copied().unwrap_or(0);
    let mut ties = TieBreak::new(election);
    let elected = scores::top(election, &mut ties, score);
    let mut sheet = Sheet::default();
    scores::score_table(&mut sheet, election, ("Votes", "رأی‌ها"), ("Votes", "رأی"), |c| {
        score(c).to_string()
    });
    if spoilt > 0 {
        sheet.notes.push(Bilingual::new(
            format!("{} papers bear more than {} marks and are invalid.", words::en(spoilt), words::en(most)),
            format!("{} برگه بیش از {} نشان دارند و باطل‌اند.", words::fa(spoilt), words::fa(most)),
        ));
    }
    Ok(scores::outcome(election, method, title, valid, elected, ties, sheet))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::Candidate;

    fn election() -> Election {
        let mut e = Election { seats: 2, ..Election::default() };
        e.candidates = ["A", "B", "C"].map(Candidate::named).to_vec();
        e.ballots.add(4, &[&[0], &[1], &[2]]).unwrap();
        e.ballots.add(3, &[&[1], &[2]]).unwrap();
        e.ballots.add(2, &[&[2]]).unwrap();
        e
    }

    #[test]
    fn marks_allowed_decide() {
        let by = |marks| count(&election(), "x", marks, &Bilingual::default()).unwrap();
        // All marks: A 4, B 7, C 9.
        assert_eq!(by(Marks::Any).elected, [2, 1]);
        // The four papers with three marks are invalid: B 3, C 5.
        let block = by(Marks::Seats);
        assert_eq!((block.elected, block.valid), (vec![2, 1], 5));
        assert!(block.sheet.notes[0].en.starts_with("4 papers"));
        // One mark: only the two papers for C.
        let limited = by(Marks::Limited);
        assert_eq!((limited.elected[0], limited.valid, limited.ties.len()), (2, 2, 1));
        // First names: A 4, B 3, C 2.
        assert_eq!(by(Marks::First).elected, [0, 1]);
    }
}
