//! Countback: a vacancy is filled from the papers that elected the member who left.
//!
//! As in Tasmania (Electoral Act 2004, part 9) and the Australian Capital Territory: the papers that stayed with the member, each with the value
//! that stayed, are counted again for those who stood, were not elected and consent; the lowest is excluded until one has more than half.
//! Here the first count is by the Scottish rule. See `spec/counting/countback.md`.

use super::scottish::{self, ONE};
use super::{Count, Field, Stage, cut_note, with_elected};
use crate::outcome::decimal;
use crate::{Election, Error};
use shura_act::Bilingual;

/// Fills the seat of `vacating` (place from 0) from among `consenting`; empty: all who were not elected.
///
/// Errors: those of the first count; a vacating member who was not elected; nobody to fill the seat; no paper for any of them.
pub fn count(election: &Election, vacating: usize, consenting: &[usize]) -> Result<Count, Error> {
    let (engine, held) = scottish::run(election, Some(vacating))?;
    let first = engine.finish();
    if !first.elected.contains(&vacating) {
        return Err(Error::new(
            format!("{} was not elected, so there is no seat to fill", election.name(vacating)),
            format!("{} برگزیده نشده بود و کرسی‌ای برای پر کردن نیست", election.name(vacating)),
        ));
    }
    let mut again = Election { seats: 1, at_least: Vec::new(), ..election.clone() };
    for (c, candidate) in again.candidates.iter_mut().enumerate() {
        let consents = consenting.is_empty() || consenting.contains(&c);
        candidate.withdrawn |= first.elected.contains(&c) || !consents;
    }
    again.check()?;
    recount(&again, &held)
}

fn recount(election: &Election, held: &[scottish::Parcel]) -> Result<Count, Error> {
    let strict = election.ballots.strict();
    let mut field = Field::new(election);
    let (mut stages, mut history): (Vec<Stage>, Vec<Vec<u64>>) = (Vec::new(), Vec::new());
    let mut valid = 0;
    let mut action = Bilingual::new("papers of the member who left", "برگه‌های عضو کناررفته");
    loop {
        let open = field.open();
        let mut votes = vec![0u64; open.len()];
        for parcel in held {
            for &(ballot, _) in &parcel.papers {
                let ballot = ballot as usize;
                let start = strict.starts.get(ballot).copied().unwrap_or(0);
                if let Some((_, c)) = strict.next(ballot, start, &open)
                    && let Some(v) = votes.get_mut(c)
                {
                    *v += parcel.value * strict.weights.get(ballot).copied().unwrap_or(0);
                }
            }
        }
        let active: u64 = votes.iter().sum();
        if history.is_empty() {
            valid = active;
            if valid == 0 {
                return Err(super::no_valid_paper());
            }
        }
        history.push(votes.clone());
        let value = |c: usize| votes.get(c).copied().unwrap_or(0);
        let hopefuls = field.hopefuls();
        let winner = hopefuls.iter().copied().find(|&c| value(c) * 2 > active || hopefuls.len() == 1);
        if let Some(c) = winner {
            field.elect(&[c]);
            with_elected(&mut action, &field, &[c]);
        }
        stages.push(Stage {
            action,
            quota: decimal(active / 2 + 1, 5),
            votes: votes.iter().map(|&v| decimal(v, 5)).collect(),
            states: field.states.clone(),
            exhausted: decimal(valid - active, 5),
            rounding: decimal(0, 5),
            transfers: Vec::new(),
            keep: Vec::new(),
        });
        if winner.is_some() {
            break;
        }
        let least = hopefuls.iter().map(|&c| value(c)).min();
        let tied: Vec<usize> = hopefuls.into_iter().filter(|&c| Some(value(c)) == least).collect();
        let c = field.ties.by_stages(stages.len() + 1, &tied, true, history.iter().rev().skip(1));
        field.exclude(c);
        let name = election.name(c);
        action = Bilingual::new(format!("{name} is excluded"), format!("{name} کنار گذاشته شد"));
    }
    Ok(Count {
        method: "countback",
        quota: stages.last().map_or(String::new(), |s| s.quota.clone()),
        valid: valid / ONE,
        elected: field.elected,
        stages,
        ties: field.ties.ties,
        notes: cut_note(strict.cut),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::Candidate;

    /// Two seats; A has 60 of 90 papers, quota 31, so each of A's papers leaves 1 − 0.48333 = 0.51667 with A.
    #[test]
    fn the_papers_that_elected_the_member_decide() {
        let mut e = Election { seats: 2, ..Election::default() };
        e.candidates = ["A", "B", "C", "D"].map(Candidate::named).to_vec();
        e.ballots.add(40, &[&[0], &[2]]).unwrap();
        e.ballots.add(20, &[&[0], &[1], &[3]]).unwrap();
        e.ballots.add(30, &[&[1], &[3]]).unwrap();
        let first = scottish::count(&e).unwrap();
        assert_eq!(first.elected, [0, 1]);
        let back = count(&e, 0, &[]).unwrap();
        assert_eq!(back.elected, [2]);
        assert_eq!(back.stages[0].votes[2], "20.66680");
        assert_eq!(back.stages[0].votes[3], "10.33340");
        assert_eq!(count(&e, 0, &[3]).unwrap().elected, [3]);
        assert!(count(&e, 2, &[]).is_err());
    }
}
