//! Meek's STV without rounding: every decision is the one that exact keep values give, and is proved.
//!
//! Meek's keep values solve, for each elected candidate c, k_c × a_c(k) = q(k), where a_c is the value that reaches c and q the
//! quota, the votes not exhausted ÷ (seats + 1). The solution is in general no fraction, so it cannot be written down; iterating
//! with fractions only makes ever longer ones that are not the solution either. Here each keep value is held between two bounds.
//! The map T(k) = q(k) / a(k) never falls when a keep value rises (more is kept, so less reaches the later candidates and less is
//! exhausted). So from a lower bound, T rounded down is again a lower bound, and from an upper bound, T rounded up is again an upper
//! bound; the solution is unique (Hill, Wichmann and Woodall 1987, section 3), and both sides run to it. A candidate is elected when the
//! lower bound of the votes is above the upper bound of the quota, and excluded when the upper bound is below everyone else's lower
//! bound and nobody's can reach the quota. Bounds are whole numbers of 2^-192 votes, rounded outwards. What 2,000 steps
//! do not tell apart is equal as far as this count can see: it goes to the lot, and the audit sheet says so.
//! See `spec/counting/meek.md`.

use super::trie::Trie;
use super::{Count, Field, Stage, State, cut_note, with_elected};
use crate::{Election, Error};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};
use shura_act::Bilingual;

/// Bits behind the point.
const BITS: u64 = 192;
/// Steps after which candidates not told apart are called equal.
const MOST_STEPS: u32 = 2_000;
/// Decimals shown; those on which the two bounds agree are exact, the rest is cut off.
const PLACES: u32 = 9;
/// The bounds are narrowed to 2^-40 before a stage is written down, so that the decimals shown are right to one in the last.
const SHOWN_BITS: u64 = 40;

/// Value that reaches each candidate and value that reaches nobody, both from one side.
struct Flow {
    reaches: Vec<BigUint>,
    exhausted: BigUint,
}

/// A number between two bounds.
#[derive(Clone)]
struct Between {
    low: BigUint,
    high: BigUint,
}

/// What is known after a step.
struct Round {
    votes: Vec<Between>,
    quota: Between,
}

/// Counts by Meek's rule with exact decisions.
///
/// Errors: those of [`Election::check`]; no valid paper.
pub fn count(election: &Election) -> Result<Count, Error> {
    election.check()?;
    let mut meek = Exact::new(election)?;
    let mut action = Bilingual::new("first preferences", "رتبه‌های نخست");
    let mut unseparated = Vec::new();
    loop {
        let mut steps = 0;
        let round = loop {
            let round = meek.step();
            steps += 1;
            let over: Vec<usize> = meek.over(&round);
            if !over.is_empty() && !meek.field.full() {
                meek.elect(&over, &mut action);
                steps = 0;
                continue;
            }
            let decided = meek.field.full() || meek.field.all_in() || meek.lowest(&round).is_some();
            if (decided && meek.settled(&round)) || steps >= MOST_STEPS {
                break round;
            }
        };
        if meek.field.full() || meek.field.all_in() {
            meek.finish(&round, &mut action);
            break;
        }
        meek.write(&round, action);
        let picked = match meek.lowest(&round) {
            Some(c) => c,
            None => {
                let tied = meek.low_ones(&round);
                unseparated.push(meek.stages.len() + 1);
                meek.field.ties.last(meek.stages.len() + 1, &tied)
            }
        };
        action = meek.exclude(picked);
    }
    let mut notes = cut_note(meek.trie.cut());
    notes.push(Bilingual::new(
        "Every decision is proved by bounds on the exact keep values; decimals shown are cut off.",
        "هر تصمیم با کران‌های مقدارهای دقیق ثابت شده است؛ اعشار نشان‌داده‌شده بریده است.",
    ));
    Ok(Count {
        method: "meek-exact",
        quota: meek.stages.last().map_or(String::new(), |s| s.quota.clone()),
        valid: meek.trie.valid,
        notes,
        elected: meek.field.elected,
        stages: meek.stages,
        ties: meek.field.ties.ties,
    })
}

struct Exact<'a> {
    trie: Trie<'a>,
    field: Field<'a>,
    keep: Vec<Between>,
    stages: Vec<Stage>,
    one: BigUint,
}

impl<'a> Exact<'a> {
    fn new(election: &'a Election) -> Result<Self, Error> {
        let trie = Trie::new(election);
        if trie.valid == 0 {
            return Err(super::no_valid_paper());
        }
        let one = BigUint::one() << BITS;
        let keep = election
            .candidates
            .iter()
            .map(|c| {
                let k = if c.withdrawn { BigUint::zero() } else { one.clone() };
                Between { low: k.clone(), high: k }
            })
            .collect();
        Ok(Self { trie, field: Field::new(election), keep, stages: Vec::new(), one })
    }

    /// Lets every paper run: with the upper bounds of the keep values and rounded down, or with the lower ones and rounded up.
    fn flow(&self, up: bool) -> Flow {
        let mut reaches = vec![BigUint::zero(); self.keep.len()];
        // Papers that name excluded candidates only are exhausted whole.
        let onward = self.trie.nodes.first().map_or(0, |root| root.onward);
        let mut exhausted = &self.one * (self.trie.valid - onward);
        let mut left: Vec<BigUint> = Vec::with_capacity(self.trie.nodes.len());
        left.push(self.one.clone());
        for node in self.trie.nodes.iter().skip(1) {
            let zero = BigUint::zero();
            let came = left.get(node.parent as usize).unwrap_or(&zero).clone();
            if node.papers == 0 || came.is_zero() {
                left.push(zero);
                continue;
            }
            if let Some(r) = reaches.get_mut(node.candidate) {
                *r += &came * node.papers;
            }
            let passes = match self.keep.get(node.candidate) {
                _ if self.field.state(node.candidate) != State::Elected => zero,
                Some(keep) => {
                    let product = came * (&self.one - if up { &keep.low } else { &keep.high });
                    if up { (product + (&self.one - 1u32)) >> BITS } else { product >> BITS }
                }
                None => zero,
            };
            if !passes.is_zero() {
                exhausted += &passes * (node.papers - node.onward);
            }
            left.push(passes);
        }
        Flow { reaches, exhausted }
    }

    /// One step of both bounds, then the votes and the quota between theirs.
    fn step(&mut self) -> Round {
        let most = self.flow(true);
        let least = self.flow(false);
        let whole = &self.one * self.trie.valid;
        let parts = BigUint::from(self.field.election.seats) + 1u32;
        let active_low = &whole - most.exhausted.clone().min(whole.clone());
        let active_high = &whole - &least.exhausted;
        let quota = Between { low: active_low.div_floor(&parts), high: active_high.div_ceil(&parts) };
        let mut votes = Vec::with_capacity(self.keep.len());
        for (c, (high, low)) in most.reaches.iter().zip(&least.reaches).enumerate() {
            if self.field.state(c) != State::Elected {
                votes.push(Between { low: low.clone(), high: high.clone() });
                continue;
            }
            if let Some(keep) = self.keep.get_mut(c) {
                if !low.is_zero() {
                    let next = (&quota.high << BITS).div_ceil(low);
                    keep.high = next.min(std::mem::take(&mut keep.high));
                }
                if !high.is_zero() {
                    let next = (&quota.low << BITS).div_floor(high).min(self.one.clone());
                    keep.low = next.max(std::mem::take(&mut keep.low));
                }
            }
            votes.push(quota.clone());
        }
        Round { votes, quota }
    }

    /// Whether the bounds agree on the decimals shown.
    fn settled(&self, round: &Round) -> bool {
        let near = |b: &Between| {
            (&b.high - b.low.clone().min(b.high.clone())) >> (BITS - SHOWN_BITS) == BigUint::zero()
        };
        near(&round.quota) && round.votes.iter().all(near) && self.keep.iter().all(near)
    }

    /// Who is proved to have more than the quota, most votes first.
    fn over(&self, round: &Round) -> Vec<usize> {
        let low = |c: usize| round.votes.get(c).map(|v| &v.low);
        let mut over: Vec<usize> =
            self.field.hopefuls().into_iter().filter(|&c| low(c) > Some(&round.quota.high)).collect();
        over.sort_by(|&a, &b| low(b).cmp(&low(a)));
        let doomed = self.field.doomed();
        over.retain(|c| !doomed.contains(c));
        over
    }

    fn elect(&mut self, over: &[usize], action: &mut Bilingual) {
        let elected = self.field.elect(over);
        for &c in &elected {
            self.trie.elect(c);
        }
        // Whoever is elected takes from later candidates' arrivals nothing they had, so all keep values can only fall: upper
        // bounds stay, lower bounds begin again at nought.
        self.lower_bounds_again();
        with_elected(action, &self.field, &elected);
    }

    fn lower_bounds_again(&mut self) {
        for &c in &self.field.elected {
            if let Some(keep) = self.keep.get_mut(c) {
                keep.low = BigUint::zero();
            }
        }
    }

    /// Who may be excluded: those without a seat left, or everyone whom no reserved seat guards.
    fn pool(&self) -> Vec<usize> {
        let doomed = self.field.doomed();
        match doomed.is_empty() {
            true => self.field.hopefuls().into_iter().filter(|&c| !self.field.guarded(c)).collect(),
            false => doomed,
        }
    }

    /// The candidate proved to be lowest, once it is also proved that nobody has more than the quota.
    fn lowest(&self, round: &Round) -> Option<usize> {
        let votes = |c: usize| round.votes.get(c);
        let doomed = self.field.doomed();
        let open = self.field.hopefuls().into_iter().any(|c| {
            !doomed.contains(&c)
                && votes(c).is_some_and(|v| v.high > round.quota.low)
                && !self.exactly_quota(c, round)
        });
        if open {
            return None;
        }
        let pool = self.pool();
        let first = pool
            .iter()
            .copied()
            .min_by(|&a, &b| votes(a).map(|v| &v.high).cmp(&votes(b).map(|v| &v.high)))?;
        let high = &votes(first)?.high;
        let clear = pool.iter().filter(|&&c| c != first).all(|&c| votes(c).is_some_and(|v| v.low > *high));
        clear.then_some(first)
    }

    /// Both bounds meet in the quota: before anyone is elected every number is whole.
    fn exactly_quota(&self, c: usize, round: &Round) -> bool {
        self.field.elected.is_empty() && round.votes.get(c).is_some_and(|v| v.high <= round.quota.high)
    }

    /// Those whose bounds overlap with the lowest's.
    fn low_ones(&self, round: &Round) -> Vec<usize> {
        let pool = self.pool();
        let least = pool.iter().filter_map(|&c| round.votes.get(c)).map(|v| &v.high).min();
        pool.iter().copied().filter(|&c| round.votes.get(c).map(|v| &v.low) <= least).collect()
    }

    fn exclude(&mut self, c: usize) -> Bilingual {
        let before = self.field.hopefuls();
        self.field.exclude(c);
        for other in before.into_iter().filter(|&h| self.field.state(h) == State::Excluded) {
            if let Some(keep) = self.keep.get_mut(other) {
                *keep = Between { low: BigUint::zero(), high: BigUint::zero() };
            }
            self.trie.exclude(other);
        }
        // The papers of an excluded candidate go to others or are exhausted, so arrivals can only rise and the quota only fall.
        self.lower_bounds_again();
        let name = self.field.election.name(c);
        Bilingual::new(format!("{name} is excluded"), format!("{name} کنار گذاشته شد"))
    }

    fn finish(&mut self, round: &Round, action: &mut Bilingual) {
        if !self.field.full() {
            let mut rest = self.field.hopefuls();
            rest.sort_by(|&a, &b| {
                round.votes.get(b).map(|v| &v.low).cmp(&round.votes.get(a).map(|v| &v.low))
            });
            let elected = self.field.elect(&rest);
            with_elected(action, &self.field, &elected);
        }
        self.write(round, action.clone());
    }

    fn write(&mut self, round: &Round, action: Bilingual) {
        let total: BigUint = round.votes.iter().map(|v| &v.low).sum();
        let whole = &self.one * self.trie.valid;
        let exhausted = &whole - total.min(whole.clone());
        self.stages.push(Stage {
            action,
            quota: shown(&round.quota.low),
            votes: round.votes.iter().map(|v| shown(&v.low)).collect(),
            states: self.field.states.clone(),
            exhausted: shown(&exhausted),
            rounding: shown(&BigUint::zero()),
            transfers: Vec::new(),
            keep: self.keep.iter().map(|k| shown(&k.high)).collect(),
        });
    }
}

/// To [`PLACES`] decimals, the rest cut off.
fn shown(value: &BigUint) -> String {
    let scaled = ((value * 10u64.pow(PLACES)) >> BITS).to_string();
    let digits = format!("{scaled:0>width$}", width = PLACES as usize + 1);
    let (whole, decimals) = digits.split_at(digits.len() - PLACES as usize);
    format!("{whole}.{decimals}")
}
