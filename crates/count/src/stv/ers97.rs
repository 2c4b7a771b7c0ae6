//! STV by the Electoral Reform Society's rules of 1997, which many students' unions and associations count by.
//!
//! R. A. Newland and F. S. Britton, *How to Conduct an Election by the Single Transferable Vote* (3rd ed., ERS 1997), section 5; the numbers in the
//! comments are its paragraphs. Votes to two decimals; a surplus passes on only the last batch received; surpluses that cannot change the
//! order are deferred; as many candidates as possible are excluded together; the quota falls while nobody is elected.
//! See `spec/counting/ers97.md`.

use super::{Count, Field, Stage, State, Transfer, cut_note, with_elected};
use crate::election::Strict;
use crate::outcome::{By, Tie, decimal};
use crate::{Election, Error};
use shura_act::Bilingual;
use std::collections::BTreeMap;

/// One vote in hundredths.
const ONE: u64 = 100;
const PLACES: u32 = 2;

/// Ballots, each with the position of the candidate in it.
type Papers = Vec<(u32, u32)>;

/// Papers received together at one value.
struct Batch {
    value: u64,
    papers: Papers,
}

struct Ers<'a> {
    strict: Strict<'a>,
    field: Field<'a>,
    votes: Vec<u64>,
    batches: Vec<Vec<Batch>>,
    lost: u64,
    quota: u64,
    valid: u64,
    /// Votes after each batch, in order.
    history: Vec<Vec<u64>>,
    stages: Vec<Stage>,
}

/// Counts by ERS97.
///
/// Errors: those of [`Election::check`]; no valid paper.
pub fn count(election: &Election) -> Result<Count, Error> {
    election.check()?;
    let mut ers = Ers::new(election)?;
    while !ers.field.full() {
        if ers.field.all_in() {
            ers.elect_the_rest();
            break;
        }
        let doomed = ers.field.doomed();
        let total: u64 = ers.surpluses().iter().map(|s| s.1).sum();
        if !doomed.is_empty() {
            let c = ers.lowest(&doomed);
            ers.exclude(&[c]);
        } else if total > 0 && !ers.deferred(total) {
            ers.transfer_surplus();
        } else {
            let out = ers.next_out(total);
            // 5.5.1: an exclusion that leaves as many as there are places elects them without a transfer.
            if out.is_empty() || ers.field.hopefuls().len() - out.len() <= ers.field.vacancies() {
                for &c in &out {
                    ers.field.exclude(c);
                }
                ers.elect_the_rest();
                break;
            }
            ers.exclude(&out);
        }
    }
    Ok(Count {
        method: "ers97",
        quota: decimal(ers.quota, PLACES),
        valid: ers.valid,
        notes: cut_note(ers.strict.cut),
        elected: ers.field.elected,
        stages: ers.stages,
        ties: ers.field.ties.ties,
    })
}

impl<'a> Ers<'a> {
    /// 5.1: the first stage.
    fn new(election: &'a Election) -> Result<Self, Error> {
        let size = election.candidates.len();
        let mut ers = Self {
            strict: election.ballots.strict(),
            field: Field::new(election),
            votes: vec![0; size],
            batches: (0..size).map(|_| Vec::new()).collect(),
            lost: 0,
            quota: 0,
            valid: 0,
            history: Vec::new(),
            stages: Vec::new(),
        };
        let open = ers.field.open();
        let mut first: Vec<Vec<(u32, u32)>> = vec![Vec::new(); size];
        for ballot in 0..ers.strict.weights.len() {
            let start = ers.strict.starts.get(ballot).copied().unwrap_or(0);
            if let Some((at, c)) = ers.strict.next(ballot, start, &open) {
                ers.valid += ers.weight(ballot);
                if let Some(pile) = first.get_mut(c) {
                    // The number of ballots fits in u32: `Ballots` holds ends of runs in u32.
                    pile.push((ballot as u32, at));
                }
            }
        }
        if ers.valid == 0 {
            return Err(super::no_valid_paper());
        }
        ers.receive(first, ONE);
        ers.set_quota();
        ers.history.push(ers.votes.clone());
        let elected = ers.deem_elected();
        ers.write(Bilingual::new("first preferences", "رتبه‌های نخست"), elected, Vec::new());
        Ok(ers)
    }

    fn weight(&self, ballot: usize) -> u64 {
        self.strict.weights.get(ballot).copied().unwrap_or(0)
    }

    fn vote(&self, c: usize) -> u64 {
        self.votes.get(c).copied().unwrap_or(0)
    }

    /// 5.1.6 and 5.4.8: votes not lost ÷ (places + 1), to two decimals, 0.01 added where it does not come out even.
    fn set_quota(&mut self) {
        self.quota = (self.valid * ONE - self.lost).div_ceil(self.field.election.seats + 1);
    }

    /// Credits papers to candidates at one value.
    fn receive(&mut self, piles: Vec<Vec<(u32, u32)>>, value: u64) {
        for (c, papers) in piles.into_iter().enumerate().filter(|(_, p)| !p.is_empty()) {
            let sum: u64 = papers.iter().map(|&(b, _)| self.weight(b as usize)).sum();
            if let (Some(v), Some(batches)) = (self.votes.get_mut(c), self.batches.get_mut(c)) {
                *v += sum * value;
                batches.push(Batch { value, papers });
            }
        }
    }

    /// Sorts papers by their next preference for a continuing candidate; also how many go on and how many do not.
    fn sort(&self, papers: &[(u32, u32)]) -> (Vec<Vec<(u32, u32)>>, u64, u64) {
        let open = self.field.open();
        let mut piles: Vec<Vec<(u32, u32)>> = vec![Vec::new(); open.len()];
        let (mut onward, mut stuck) = (0, 0);
        for &(ballot, at) in papers {
            let weight = self.weight(ballot as usize);
            match self.strict.next(ballot as usize, at + 1, &open) {
                Some((at, to)) => {
                    onward += weight;
                    if let Some(pile) = piles.get_mut(to) {
                        pile.push((ballot, at));
                    }
                }
                None => stuck += weight,
            }
        }
        (piles, onward, stuck)
    }

    /// 5.1.7, 5.3.13, 5.4.9: elects, from the highest down, who has the quota or an (n + 1)th of the active vote.
    fn deem_elected(&mut self) -> Vec<usize> {
        let mut elected = Vec::new();
        while !self.field.full() {
            let doomed = self.field.doomed();
            let hopefuls: Vec<usize> =
                self.field.hopefuls().into_iter().filter(|c| !doomed.contains(c)).collect();
            let Some(most) = hopefuls.iter().map(|&c| self.vote(c)).max() else { break };
            let active: u64 = self.field.hopefuls().iter().map(|&c| self.vote(c)).sum::<u64>()
                + self.surpluses().iter().map(|s| s.1).sum::<u64>();
            let places = self.field.vacancies() as u64;
            if most < self.quota && most.saturating_mul(places + 1) < active {
                break;
            }
            let mut equal: Vec<usize> = hopefuls.into_iter().filter(|&c| self.vote(c) == most).collect();
            if equal.len() as u64 > places {
                // 5.6.2: the earliest difference decides; where there is none, nobody is elected yet.
                let Some(c) = self.by_earliest(&equal) else { break };
                equal = vec![c];
            }
            elected.extend(self.field.elect(&equal));
        }
        elected
    }

    /// The one of `equal` who had most at the earliest point at which they differed, if they ever did.
    fn by_earliest(&mut self, equal: &[usize]) -> Option<usize> {
        let mut left = equal.to_vec();
        for votes in &self.history {
            let most = left.iter().map(|&c| votes.get(c)).max()?;
            left.retain(|&c| votes.get(c) == most);
        }
        match left.as_slice() {
            [c] => {
                let stage = self.stages.len() + 1;
                self.field.ties.ties.push(Tie {
                    stage,
                    candidates: equal.to_vec(),
                    picked: *c,
                    by: By::Stage,
                });
                Some(*c)
            }
            _ => None,
        }
    }

    /// Elected candidates with a surplus not yet transferred.
    fn surpluses(&self) -> Vec<(usize, u64)> {
        let surplus = |&c: &usize| (c, self.vote(c).saturating_sub(self.quota));
        self.field.elected.iter().map(surplus).filter(|s| s.1 > 0).collect()
    }

    /// Continuing candidates, fewest votes first.
    fn ascending(&self) -> Vec<usize> {
        let mut list = self.field.hopefuls();
        list.sort_by_key(|&c| self.vote(c));
        list
    }

    /// 5.2.5: how many of the lowest can go together; nought when not even two can.
    fn together(&self, order: &[usize], surplus: u64) -> usize {
        if !self.field.election.at_least.is_empty() {
            return 0;
        }
        let most = order.len().saturating_sub(self.field.vacancies());
        let mut sum = surplus;
        let mut best = 0;
        for (i, &c) in order.iter().enumerate().take(most) {
            sum += self.vote(c);
            match order.get(i + 1) {
                // Equal with the one above, who goes is for the tie rule to say.
                Some(&above) if i > 0 && sum <= self.vote(above) && self.vote(c) < self.vote(above) => {
                    best = i + 1
                }
                _ => {}
            }
        }
        best
    }

    /// 5.2.2: whether the surpluses can wait because they cannot change who is excluded next.
    fn deferred(&self, total: u64) -> bool {
        let order = self.ascending();
        let gap = match order.as_slice() {
            [lowest, next, ..] => self.vote(*next) - self.vote(*lowest),
            _ => 0,
        };
        total <= gap || self.together(&order, total) > 0
    }

    /// 5.2.3 and 5.3: the largest surplus, from the last batch received.
    fn transfer_surplus(&mut self) {
        let surpluses = self.surpluses();
        let most = surpluses.iter().map(|s| s.1).max().unwrap_or(0);
        let tied: Vec<usize> = surpluses.iter().filter(|s| s.1 == most).map(|s| s.0).collect();
        let c = self.field.ties.by_stages(self.stages.len() + 1, &tied, false, self.history.iter());
        let Some(batch) = self.batches.get_mut(c).and_then(Vec::pop) else {
            // Every elected candidate holds the batch that elected him; without one there is nothing to pass on.
            self.lost += most;
            self.take_from(c, most);
            return;
        };
        let (piles, onward, stuck) = self.sort(&batch.papers);
        let value = if onward * batch.value > most { most / onward.max(1) } else { batch.value };
        self.lost += most - onward * value;
        self.take_from(c, most);
        self.receive(piles, value);
        self.history.push(self.votes.clone());
        let elected = self.deem_elected();
        let name = self.field.election.name(c);
        let text = decimal(most, PLACES);
        let action = Bilingual::new(
            format!("surplus of {name}, {text}"),
            format!("مازاد {name}، {}", crate::words::fa(&text)),
        );
        let transfer = Transfer {
            from: c,
            papers: onward + stuck,
            value: decimal(batch.value, PLACES),
            passed: decimal(value, PLACES),
        };
        self.write(action, elected, vec![transfer]);
    }

    fn take_from(&mut self, c: usize, votes: u64) {
        if let Some(v) = self.votes.get_mut(c) {
            *v = v.saturating_sub(votes);
        }
    }

    /// The one of `from` with the fewest votes; 5.2.5: equals by the earliest difference, then by lot.
    fn lowest(&mut self, from: &[usize]) -> usize {
        let least = from.iter().map(|&c| self.vote(c)).min();
        let tied: Vec<usize> = from.iter().copied().filter(|&c| Some(self.vote(c)) == least).collect();
        self.field.ties.by_stages(self.stages.len() + 1, &tied, true, self.history.iter())
    }

    /// Who is excluded next: as many together as can be, or the lowest.
    fn next_out(&mut self, surplus: u64) -> Vec<usize> {
        let order = self.ascending();
        let together = self.together(&order, surplus);
        if together > 0 {
            return order.into_iter().take(together).collect();
        }
        let free: Vec<usize> = order.into_iter().filter(|&c| !self.field.guarded(c)).collect();
        if free.is_empty() { Vec::new() } else { vec![self.lowest(&free)] }
    }

    /// 5.4: the papers of the excluded, batch by batch from the highest value.
    fn exclude(&mut self, out: &[usize]) {
        for &c in out {
            self.field.exclude(c);
        }
        let mut by_value: BTreeMap<u64, Vec<(usize, Papers)>> = BTreeMap::new();
        for &c in out {
            for batch in self.batches.get_mut(c).map(std::mem::take).unwrap_or_default() {
                by_value.entry(batch.value).or_default().push((c, batch.papers));
            }
        }
        let (mut elected, mut transfers) = (Vec::new(), Vec::new());
        for (value, bundles) in by_value.into_iter().rev() {
            // 5.5.2: once all places are filled nothing more is transferred.
            if self.field.full() {
                break;
            }
            let mut papers = Vec::new();
            for (c, bundle) in bundles {
                let weight: u64 = bundle.iter().map(|&(b, _)| self.weight(b as usize)).sum();
                self.take_from(c, weight * value);
                let text = decimal(value, PLACES);
                transfers.push(Transfer { from: c, papers: weight, value: text.clone(), passed: text });
                papers.extend(bundle);
            }
            let (piles, _, stuck) = self.sort(&papers);
            self.receive(piles, value);
            self.lost += stuck * value;
            self.history.push(self.votes.clone());
            if self.field.elected.is_empty() && stuck > 0 {
                self.set_quota();
            }
            elected.extend(self.deem_elected());
        }
        let (en, fa) = self.field.names(out);
        let action = Bilingual::new(format!("excluded: {en}"), format!("کنار گذاشته: {fa}"));
        self.write(action, elected, transfers);
    }

    fn elect_the_rest(&mut self) {
        let mut rest = self.field.hopefuls();
        rest.sort_by_key(|&c| std::cmp::Reverse(self.vote(c)));
        let elected = self.field.elect(&rest);
        let states = self.field.states.clone();
        if let Some(stage) = self.stages.last_mut() {
            stage.states = states;
            with_elected(&mut stage.action, &self.field, &elected);
        }
    }

    fn write(&mut self, mut action: Bilingual, elected: Vec<usize>, transfers: Vec<Transfer>) {
        with_elected(&mut action, &self.field, &elected);
        let states: Vec<State> = self.field.states.clone();
        self.stages.push(Stage {
            action,
            quota: decimal(self.quota, PLACES),
            votes: self.votes.iter().map(|&v| decimal(v, PLACES)).collect(),
            states,
            exhausted: decimal(self.lost, PLACES),
            rounding: decimal(0, PLACES),
            transfers,
            keep: Vec::new(),
        });
    }
}
