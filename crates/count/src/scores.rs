//! What the methods that add up points or marks have in common.

use crate::audit::{Cell, Sheet};
use crate::outcome::{Outcome, TieBreak, titled};
use crate::{Election, Error};
use shura_act::Bilingual;

/// Papers that name a standing candidate.
pub(crate) fn valid(election: &Election) -> Result<u64, Error> {
    let standing = election.standing();
    let names_one = |i: usize| election.ballots.ranks(i).any(|r| standing.get(r.candidate) == Some(&true));
    let ballots = &election.ballots;
    let valid = (0..ballots.len()).filter(|&i| names_one(i)).map(|i| ballots.weight(i)).sum();
    if valid == 0 { Err(crate::stv::no_valid_paper()) } else { Ok(valid) }
}

/// The standing candidates with the highest scores, one for each seat, best first. Equal scores across the last seat are a tie.
pub(crate) fn top<S: Ord>(
    election: &Election,
    ties: &mut TieBreak<'_>,
    score: impl Fn(usize) -> S,
) -> Vec<usize> {
    let seats = usize::try_from(election.seats).unwrap_or(usize::MAX);
    let standing = election.standing();
    let mut left: Vec<usize> = (0..standing.len()).filter(|&c| standing.get(c) == Some(&true)).collect();
    let mut elected = Vec::new();
    while elected.len() < seats && !left.is_empty() {
        let best = left.iter().map(|&c| score(c)).max();
        let mut equal: Vec<usize> = left.iter().copied().filter(|&c| Some(score(c)) == best).collect();
        if elected.len() + equal.len() > seats {
            equal = vec![ties.first(elected.len() + 1, &equal)];
        }
        left.retain(|c| !equal.contains(c));
        elected.extend(equal);
    }
    elected
}

/// One table of candidates and scores.
pub(crate) fn score_table(
    sheet: &mut Sheet,
    election: &Election,
    title: (&str, &str),
    column: (&str, &str),
    score: impl Fn(usize) -> String,
) {
    let rows = election.candidates.iter().enumerate();
    let rows = rows.map(|(c, candidate)| vec![Cell::plain(&candidate.name), Cell::plain(score(c))]).collect();
    let columns = vec![Cell::words("Candidate", "نامزد"), Cell::words(column.0, column.1)];
    sheet.table(title.0, title.1, columns, rows);
}

/// An outcome with its sheet titled and closed.
pub(crate) fn outcome(
    election: &Election,
    method: &'static str,
    title: &Bilingual,
    valid: u64,
    elected: Vec<usize>,
    ties: TieBreak<'_>,
    sheet: Sheet,
) -> Outcome {
    let mut outcome = Outcome {
        method,
        seats: election.seats,
        papers: election.ballots.papers(),
        valid,
        quota: None,
        elected,
        ties: ties.ties,
        notes: Vec::new(),
        sheet,
    };
    outcome.sheet.title = titled(title, election);
    outcome.close(election)
}
