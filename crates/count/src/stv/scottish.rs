//! STV by the Scottish rule: weighted inclusive Gregory transfers, values to five decimals.
//!
//! The Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 46 to 53: Droop quota; the largest surplus
//! first; every paper of an elected candidate passes on at surplus × its value ÷ votes, to five decimals, the rest cut off; one
//! exclusion at a time; ties by the most recent stage at which the candidates were not equal, then by lot.
//! See `spec/counting/scottish-stv.md`.

use super::{Count, Field, Stage, State, Transfer, cut_note, with_elected};
use crate::outcome::decimal;
use crate::{Election, Error};
use shura_act::Bilingual;

/// One vote in hundred-thousandths, the unit of every value here.
pub const ONE: u64 = 100_000;
const PLACES: u32 = 5;

/// Papers that came to a candidate together, at one value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parcel {
    pub value: u64,
    /// Ballot and the position of the candidate in it.
    pub papers: Vec<(u32, u32)>,
}

/// The engine's state: whole numbers of hundred-thousandths.
pub(crate) struct Engine<'a> {
    strict: crate::election::Strict<'a>,
    field: Field<'a>,
    votes: Vec<u64>,
    parcels: Vec<Vec<Parcel>>,
    exhausted: u64,
    rounding: u64,
    quota: u64,
    /// Votes at the end of each stage.
    history: Vec<Vec<u64>>,
    stages: Vec<Stage>,
    /// Elected with a surplus that waits.
    pending: Vec<usize>,
    valid: u64,
}

/// Counts by the Scottish rule.
///
/// Errors: those of [`Election::check`]; no valid paper.
pub fn count(election: &Election) -> Result<Count, Error> {
    Ok(run(election, None)?.0.finish())
}

/// Counts, and keeps the parcels that `watched` held when elected: ballot and the value left with that candidate.
pub(crate) fn run(election: &Election, watched: Option<usize>) -> Result<(Engine<'_>, Vec<Parcel>), Error> {
    election.check()?;
    let mut engine = Engine::new(election)?;
    let mut held = Vec::new();
    loop {
        if engine.field.full() {
            break;
        }
        if engine.field.all_in() {
            engine.elect_the_rest();
            break;
        }
        let doomed = engine.field.doomed();
        if !doomed.is_empty() {
            let next = engine.lowest(&doomed);
            engine.exclude(next);
        } else if let Some(c) = engine.largest_surplus() {
            if Some(c) == watched {
                held = engine.kept_by(c);
            }
            engine.transfer_surplus(c);
        } else {
            let hopefuls = engine.field.hopefuls();
            let free: Vec<usize> = hopefuls.into_iter().filter(|&c| !engine.field.guarded(c)).collect();
            if free.is_empty() {
                engine.elect_the_rest();
                break;
            }
            let next = engine.lowest(&free);
            engine.exclude(next);
        }
    }
    if let Some(c) = watched
        && held.is_empty()
    {
        held = engine.parcels.get(c).cloned().unwrap_or_default();
    }
    Ok((engine, held))
}

impl<'a> Engine<'a> {
    fn new(election: &'a Election) -> Result<Self, Error> {
        let strict = election.ballots.strict();
        let field = Field::new(election);
        let count = election.candidates.len();
        let mut engine = Self {
            strict,
            field,
            votes: vec![0; count],
            parcels: vec![vec![Parcel { value: ONE, papers: Vec::new() }]; count],
            exhausted: 0,
            rounding: 0,
            quota: 0,
            history: Vec::new(),
            stages: Vec::new(),
            pending: Vec::new(),
            valid: 0,
        };
        let open = engine.field.open();
        for ballot in 0..engine.strict.weights.len() {
            let start = engine.strict.starts.get(ballot).copied().unwrap_or(0);
            let weight = engine.strict.weights.get(ballot).copied().unwrap_or(0);
            if let Some((at, c)) = engine.strict.next(ballot, start, &open) {
                engine.valid += weight;
                if let Some(v) = engine.votes.get_mut(c) {
                    *v += weight * ONE;
                }
                if let Some(parcel) = engine.parcels.get_mut(c).and_then(|p| p.first_mut()) {
                    // The number of ballots fits in u32: `Ballots` holds ends of runs in u32.
                    parcel.papers.push((ballot as u32, at));
                }
            }
        }
        if engine.valid == 0 {
            return Err(super::no_valid_paper());
        }
        engine.quota = (engine.valid / (election.seats + 1) + 1) * ONE;
        engine.close_stage(Bilingual::new("first preferences", "رتبه‌های نخست"), Vec::new());
        Ok(engine)
    }

    /// The count as it stands.
    pub(crate) fn finish(self) -> Count {
        Count {
            method: "scottish-stv",
            quota: (self.quota / ONE).to_string(),
            valid: self.valid,
            elected: self.field.elected,
            stages: self.stages,
            ties: self.field.ties.ties,
            notes: cut_note(self.strict.cut),
        }
    }

    fn vote(&self, c: usize) -> u64 {
        self.votes.get(c).copied().unwrap_or(0)
    }

    /// Elects who has the quota and writes the stage down.
    fn close_stage(&mut self, mut action: Bilingual, transfers: Vec<Transfer>) {
        let mut reached: Vec<usize> =
            self.field.hopefuls().into_iter().filter(|&c| self.vote(c) >= self.quota).collect();
        reached.sort_by_key(|&c| std::cmp::Reverse(self.vote(c)));
        let elected = self.field.elect(&reached);
        let surplus: Vec<usize> = elected.iter().copied().filter(|&c| self.vote(c) > self.quota).collect();
        self.pending.extend(surplus);
        with_elected(&mut action, &self.field, &elected);
        self.history.push(self.votes.clone());
        self.stages.push(Stage {
            action,
            quota: decimal(self.quota, PLACES),
            votes: self.votes.iter().map(|&v| decimal(v, PLACES)).collect(),
            states: self.field.states.clone(),
            exhausted: decimal(self.exhausted, PLACES),
            rounding: decimal(self.rounding, PLACES),
            transfers,
            keep: Vec::new(),
        });
    }

    /// Everyone still in has a seat: no further transfer is made.
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

    /// The elected candidate with the largest surplus that waits.
    fn largest_surplus(&mut self) -> Option<usize> {
        let most = self.pending.iter().map(|&c| self.vote(c)).max()?;
        let tied: Vec<usize> = self.pending.iter().copied().filter(|&c| self.vote(c) == most).collect();
        let picked =
            self.field.ties.by_stages(self.stages.len() + 1, &tied, false, self.history.iter().rev().skip(1));
        self.pending.retain(|&c| c != picked);
        Some(picked)
    }

    /// The one of `from` with the fewest votes.
    fn lowest(&mut self, from: &[usize]) -> usize {
        let least = from.iter().map(|&c| self.vote(c)).min();
        let tied: Vec<usize> = from.iter().copied().filter(|&c| Some(self.vote(c)) == least).collect();
        self.field.ties.by_stages(self.stages.len() + 1, &tied, true, self.history.iter().rev().skip(1))
    }

    /// What each paper of `c` leaves with `c` when the surplus goes.
    fn kept_by(&self, c: usize) -> Vec<Parcel> {
        let (total, surplus) = (self.vote(c), self.vote(c).saturating_sub(self.quota));
        let parcels = self.parcels.get(c).map_or(&[][..], Vec::as_slice);
        parcels
            .iter()
            .map(|p| Parcel {
                value: p.value - transfer_value(surplus, p.value, total),
                papers: p.papers.clone(),
            })
            .collect()
    }

    fn transfer_surplus(&mut self, c: usize) {
        let total = self.vote(c);
        let surplus = total.saturating_sub(self.quota);
        let passed = self.pass_on(c, |value| transfer_value(surplus, value, total));
        // What the cut decimals left over belongs to nobody.
        self.rounding += surplus - passed.1;
        if let Some(v) = self.votes.get_mut(c) {
            *v = self.quota;
        }
        let name = self.field.election.name(c);
        let text = decimal(surplus, PLACES);
        let action = Bilingual::new(
            format!("surplus of {name}, {text} of {}", decimal(total, PLACES)),
            format!(
                "مازاد {name}، {} از {}",
                crate::words::fa(&text),
                crate::words::fa(decimal(total, PLACES))
            ),
        );
        self.close_stage(action, passed.0);
    }

    fn exclude(&mut self, c: usize) {
        self.field.exclude(c);
        let (transfers, _) = self.pass_on(c, |value| value);
        if let Some(v) = self.votes.get_mut(c) {
            *v = 0;
        }
        let name = self.field.election.name(c);
        let action = Bilingual::new(format!("{name} is excluded"), format!("{name} کنار گذاشته شد"));
        self.close_stage(action, transfers);
    }

    /// Passes every paper of `c` on at the value that `worth` makes of its present one. Returns the transfers and their sum.
    fn pass_on(&mut self, c: usize, worth: impl Fn(u64) -> u64) -> (Vec<Transfer>, u64) {
        let open: Vec<bool> = self.field.states.iter().map(|s| *s == State::Hopeful).collect();
        let parcels = self.parcels.get_mut(c).map(std::mem::take).unwrap_or_default();
        let mut transfers: Vec<Transfer> = Vec::new();
        let mut sum = 0;
        for parcel in parcels {
            let value = worth(parcel.value);
            let mut bundles: Vec<Vec<(u32, u32)>> = vec![Vec::new(); open.len()];
            let (mut papers, mut lost) = (0u64, 0u64);
            let mut gained = vec![0u64; open.len()];
            for (ballot, at) in parcel.papers {
                let weight = self.strict.weights.get(ballot as usize).copied().unwrap_or(0);
                papers += weight;
                match self.strict.next(ballot as usize, at + 1, &open) {
                    Some((at, to)) => {
                        if let (Some(b), Some(g)) = (bundles.get_mut(to), gained.get_mut(to)) {
                            b.push((ballot, at));
                            *g += weight;
                        }
                    }
                    None => lost += weight,
                }
            }
            self.exhausted += lost * value;
            sum += papers * value;
            for (to, papers) in bundles.into_iter().enumerate().filter(|(_, b)| !b.is_empty()) {
                if let (Some(v), Some(p), Some(g)) =
                    (self.votes.get_mut(to), self.parcels.get_mut(to), gained.get(to))
                {
                    *v += g * value;
                    p.push(Parcel { value, papers });
                }
            }
            if papers > 0 {
                let (old, new) = (decimal(parcel.value, PLACES), decimal(value, PLACES));
                match transfers.iter_mut().find(|t| t.value == old) {
                    Some(t) => t.papers += papers,
                    None => transfers.push(Transfer { from: c, papers, value: old, passed: new }),
                }
            }
        }
        (transfers, sum)
    }
}

/// surplus × value ÷ total in hundred-thousandths, the rest cut off.
fn transfer_value(surplus: u64, value: u64, total: u64) -> u64 {
    if total == 0 {
        return 0;
    }
    let exact = u128::from(surplus) * u128::from(value) / u128::from(total);
    // A surplus is at most the total, so the result is at most `value`.
    u64::try_from(exact).unwrap_or(value)
}
