//! Meek's STV in nine decimals.
//!
//! I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: Single transferable vote by Meek's method", *The Computer
//! Journal* 30 (1987); fixed as the Proportional Representation Foundation's reference rule (prfound.org/resources/reference/
//! reference-meek-rule): nine decimals, products and quotients of keep values rounded up, the count of a round ended when
//! the surplus is below 0.000001 or no longer falls. See `spec/counting/meek.md`.

use super::trie::Trie;
use super::{Count, Field, Stage, State, cut_note, with_elected};
use crate::outcome::decimal;
use crate::{Election, Error};
use shura_act::Bilingual;

/// One vote in thousand-millionths.
const ONE: u64 = 1_000_000_000;
const PLACES: u32 = 9;
/// The surplus below which a round ends: 0.000001.
const OMEGA: u64 = 1_000;

/// One distribution of all papers.
struct Round {
    votes: Vec<u64>,
    quota: u64,
    surplus: u64,
}

/// Counts by Meek's rule in nine decimals.
///
/// Errors: those of [`Election::check`]; no valid paper.
pub fn count(election: &Election) -> Result<Count, Error> {
    election.check()?;
    let mut meek = Meek::new(election)?;
    let mut action = Bilingual::new("first preferences", "رتبه‌های نخست");
    loop {
        let round = meek.distribute();
        if meek.elect(&round, &mut action) {
            if meek.field.full() || meek.field.all_in() {
                meek.finish(&round, &mut action);
                break;
            }
            continue;
        }
        if meek.field.full() || meek.field.all_in() {
            meek.finish(&round, &mut action);
            break;
        }
        let round = meek.settle(round, &mut action);
        if meek.field.full() || meek.field.all_in() {
            meek.finish(&round, &mut action);
            break;
        }
        meek.write(&round, action);
        action = meek.exclude_lowest(&round);
    }
    Ok(Count {
        method: "meek",
        quota: meek.stages.last().map_or(String::new(), |s| s.quota.clone()),
        valid: meek.trie.valid,
        notes: cut_note(meek.trie.cut()),
        elected: meek.field.elected,
        stages: meek.stages,
        ties: meek.field.ties.ties,
    })
}

struct Meek<'a> {
    trie: Trie<'a>,
    field: Field<'a>,
    keep: Vec<u64>,
    stages: Vec<Stage>,
    /// Value left at each node; kept between rounds to save the space.
    left: Vec<u64>,
}

impl<'a> Meek<'a> {
    fn new(election: &'a Election) -> Result<Self, Error> {
        let trie = Trie::new(election);
        if trie.valid == 0 {
            return Err(super::no_valid_paper());
        }
        let keep = election.candidates.iter().map(|c| if c.withdrawn { 0 } else { ONE }).collect();
        Ok(Self { trie, field: Field::new(election), keep, stages: Vec::new(), left: Vec::new() })
    }

    /// Lets every paper run with the present keep values.
    fn distribute(&mut self) -> Round {
        let mut votes = vec![0u64; self.keep.len()];
        self.left.clear();
        self.left.push(ONE);
        for node in self.trie.nodes.iter().skip(1) {
            let came = self.left.get(node.parent as usize).copied().unwrap_or(0);
            let keep = self.keep.get(node.candidate).copied().unwrap_or(0);
            // Rounded up; at most `came`, since keep is at most one.
            let kept = if keep == ONE { came } else { (came * keep).div_ceil(ONE) };
            if let Some(v) = votes.get_mut(node.candidate) {
                *v += node.papers * kept;
            }
            self.left.push(came - kept);
        }
        let total: u64 = votes.iter().sum();
        let quota = total / (self.field.election.seats + 1) + 1;
        let surplus = self
            .field
            .elected
            .iter()
            .map(|&c| i128::from(votes.get(c).copied().unwrap_or(0)) - i128::from(quota))
            .sum::<i128>();
        Round { votes, quota, surplus: u64::try_from(surplus).unwrap_or(0) }
    }

    /// Elects who has the quota. Says whether anybody was elected.
    fn elect(&mut self, round: &Round, action: &mut Bilingual) -> bool {
        let votes = |c: usize| round.votes.get(c).copied().unwrap_or(0);
        let mut reached: Vec<usize> =
            self.field.hopefuls().into_iter().filter(|&c| votes(c) >= round.quota).collect();
        reached.sort_by_key(|&c| std::cmp::Reverse(votes(c)));
        let elected = self.field.elect(&reached);
        for &c in &elected {
            self.trie.elect(c);
        }
        with_elected(action, &self.field, &elected);
        !elected.is_empty()
    }

    /// Lowers keep values until the surplus is spent, electing on the way.
    fn settle(&mut self, mut round: Round, action: &mut Bilingual) -> Round {
        loop {
            if round.surplus < OMEGA {
                return round;
            }
            for &c in &self.field.elected {
                if let (Some(keep), Some(&votes)) = (self.keep.get_mut(c), round.votes.get(c)) {
                    let product = (u128::from(*keep) * u128::from(round.quota)).div_ceil(u128::from(ONE));
                    let next = (product * u128::from(ONE)).div_ceil(u128::from(votes.max(1)));
                    *keep = u64::try_from(next).unwrap_or(ONE).min(ONE);
                }
            }
            let before = round.surplus;
            round = self.distribute();
            let elected = self.elect(&round, action);
            if self.field.full() || self.field.all_in() {
                return round;
            }
            if elected {
                round = self.distribute();
            } else if round.surplus >= before {
                return round;
            }
        }
    }

    /// Excludes the lowest; who is within the surplus of the lowest is equal with it.
    fn exclude_lowest(&mut self, round: &Round) -> Bilingual {
        let votes = |c: usize| round.votes.get(c).copied().unwrap_or(0);
        let doomed = self.field.doomed();
        let pool: Vec<usize> = match doomed.is_empty() {
            true => self.field.hopefuls().into_iter().filter(|&c| !self.field.guarded(c)).collect(),
            false => doomed,
        };
        let least = pool.iter().map(|&c| votes(c)).min().unwrap_or(0);
        let tied: Vec<usize> = pool.into_iter().filter(|&c| votes(c) <= least + round.surplus).collect();
        let c = self.field.ties.last(self.stages.len() + 1, &tied);
        let before = self.field.hopefuls();
        self.field.exclude(c);
        for other in before.into_iter().filter(|&h| self.field.state(h) == State::Excluded) {
            if let Some(keep) = self.keep.get_mut(other) {
                *keep = 0;
            }
            self.trie.exclude(other);
        }
        let name = self.field.election.name(c);
        Bilingual::new(format!("{name} is excluded"), format!("{name} کنار گذاشته شد"))
    }

    /// Elects everyone still in, if seats are left, and writes the last stage.
    fn finish(&mut self, round: &Round, action: &mut Bilingual) {
        if !self.field.full() {
            let mut rest = self.field.hopefuls();
            rest.sort_by_key(|&c| std::cmp::Reverse(round.votes.get(c).copied()));
            let elected = self.field.elect(&rest);
            with_elected(action, &self.field, &elected);
        }
        self.write(round, action.clone());
    }

    fn write(&mut self, round: &Round, action: Bilingual) {
        let total: u64 = round.votes.iter().sum();
        let exhausted = (self.trie.valid * ONE).saturating_sub(total);
        self.stages.push(Stage {
            action,
            quota: decimal(round.quota, PLACES),
            votes: round.votes.iter().map(|&v| decimal(v, PLACES)).collect(),
            states: self.field.states.clone(),
            exhausted: decimal(exhausted, PLACES),
            rounding: decimal(0, PLACES),
            transfers: Vec::new(),
            keep: self.keep.iter().map(|&k| decimal(k, PLACES)).collect(),
        });
    }
}
