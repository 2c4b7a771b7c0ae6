//! Instant run-off (alternative vote): one seat; the lowest is excluded until somebody has more than half of the papers still in play.
//!
//! Ties for the lowest: the most recent stage at which they were not equal, then the lot. See `spec/counting/irv.md`.

use crate::stv::{Count, Field, Stage, cut_note, no_valid_paper, with_elected};
use crate::{Election, Error, words};
use shura_act::Bilingual;

/// Counts one seat by instant run-off.
///
/// Errors: those of [`Election::check`]; more than one seat; no valid paper.
pub fn count(election: &Election) -> Result<Count, Error> {
    election.check()?;
    if election.seats != 1 {
        return Err(Error::new(
            format!("irv fills one seat, not {}; use scottish-stv or meek for more", election.seats),
            format!(
                "irv تنها یک کرسی را پر می‌کند، نه {}؛ برای بیشتر scottish-stv یا meek را به کار برید",
                words::fa(election.seats)
            ),
        ));
    }
    let strict = election.ballots.strict();
    let mut field = Field::new(election);
    let (mut stages, mut history): (Vec<Stage>, Vec<Vec<u64>>) = (Vec::new(), Vec::new());
    let mut valid = 0;
    let mut action = Bilingual::new("first preferences", "رتبه‌های نخست");
    // Where each ballot stands; it only ever moves down.
    let mut at = strict.starts.clone();
    loop {
        let open = field.open();
        let mut votes = vec![0u64; open.len()];
        for (ballot, at) in at.iter_mut().enumerate() {
            if let Some((position, c)) = strict.next(ballot, *at, &open) {
                *at = position;
                if let Some(v) = votes.get_mut(c) {
                    *v += strict.weights.get(ballot).copied().unwrap_or(0);
                }
            } else {
                *at = u32::MAX;
            }
        }
        let active: u64 = votes.iter().sum();
        if history.is_empty() {
            valid = active;
            if valid == 0 {
                return Err(no_valid_paper());
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
            quota: (active / 2 + 1).to_string(),
            votes: votes.iter().map(u64::to_string).collect(),
            states: field.states.clone(),
            exhausted: (valid - active).to_string(),
            rounding: "0".into(),
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
        method: "irv",
        quota: stages.last().map_or(String::new(), |s| s.quota.clone()),
        valid,
        elected: field.elected,
        stages,
        ties: field.ties.ties,
        notes: cut_note(strict.cut),
    })
}
