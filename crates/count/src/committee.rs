//! Committees from approvals: Thiele's proportional approval voting, Phragmén's loads, the method of equal shares.
//!
//! Whoever a paper names is approved. M. Lackner and P. Skowron, *Multi-Winner Voting with Approval Preferences* (Springer 2023), rules
//! 4 (PAV), 6 (sequential PAV), 9 (sequential Phragmén) and 11 (equal shares, completed by Phragmén). Loads and budgets are exact fractions.
//! See `spec/counting/committees.md`.

use crate::audit::{Cell, Sheet};
use crate::outcome::{Outcome, TieBreak};
use crate::{Election, Error, scores, words};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use shura_act::Bilingual;

/// Most committee seats for these methods: harmonic numbers up to here have a common denominator that fits.
pub const MAX_COMMITTEE: u64 = 40;
/// Most committees times ballots that exact PAV looks through.
pub const MAX_LOOKED_THROUGH: u128 = 400_000_000;

/// A committee rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The committee with the highest sum of 1 + 1/2 + … + 1/n for each paper with n members.
    Pav,
    /// The same, one member at a time.
    SequentialPav,
    /// Each seat is a load of one, shared by those who approve it; the largest load is kept as small as can be.
    Phragmen,
    /// Each paper has an equal share of the seats to spend; the rest by Phragmén.
    EqualShares,
}

/// Papers with the same approvals.
struct Voters {
    weight: u64,
    approved: Vec<bool>,
}

struct Count<'a> {
    election: &'a Election,
    voters: Vec<Voters>,
    standing: Vec<usize>,
    seats: usize,
    valid: u64,
}

/// Counts a committee.
///
/// Errors: those of [`Election::check`]; no valid paper; too many seats; for exact PAV too many committees.
pub fn count(
    election: &Election,
    method: &'static str,
    rule: Rule,
    title: &Bilingual,
) -> Result<Outcome, Error> {
    election.check()?;
    let valid = scores::valid(election)?;
    if election.seats > MAX_COMMITTEE {
        return Err(Error::new(
            format!("{} seats are more than this method counts ({MAX_COMMITTEE})", election.seats),
            format!(
                "{} کرسی از حد این روش ({}) بیشتر است",
                words::fa(election.seats),
                words::fa(MAX_COMMITTEE)
            ),
        ));
    }
    let standing: Vec<usize> =
        election.standing().iter().enumerate().filter(|(_, s)| **s).map(|(c, _)| c).collect();
    let seats = usize::try_from(election.seats).unwrap_or(usize::MAX);
    let count = Count { election, voters: voters(election), standing, seats, valid };
    let mut ties = TieBreak::new(election);
    let mut sheet = Sheet::default();
    let elected = match rule {
        Rule::Pav => count.pav(&mut ties, &mut sheet)?,
        Rule::SequentialPav => count.sequential_pav(&mut ties, &mut sheet),
        Rule::Phragmen => {
            let loads = vec![BigRational::zero(); count.voters.len()];
            count.phragmen(loads, Vec::new(), &mut ties, &mut sheet)
        }
        Rule::EqualShares => count.equal_shares(&mut ties, &mut sheet),
    };
    Ok(scores::outcome(election, method, title, valid, elected, ties, sheet))
}

fn voters(election: &Election) -> Vec<Voters> {
    let standing = election.standing();
    let mut merged: std::collections::BTreeMap<Vec<bool>, u64> = std::collections::BTreeMap::new();
    for i in 0..election.ballots.len() {
        let mut approved = vec![false; standing.len()];
        for rank in election.ballots.ranks(i) {
            if let (Some(a), Some(true)) = (approved.get_mut(rank.candidate), standing.get(rank.candidate)) {
                *a = true;
            }
        }
        if approved.contains(&true) && election.ballots.weight(i) > 0 {
            *merged.entry(approved).or_default() += election.ballots.weight(i);
        }
    }
    merged.into_iter().map(|(approved, weight)| Voters { weight, approved }).collect()
}

fn whole(n: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(n))
}

impl Voters {
    fn approves(&self, c: usize) -> bool {
        self.approved.get(c) == Some(&true)
    }
}

impl Count<'_> {
    fn open<'b>(&'b self, elected: &'b [usize]) -> impl Iterator<Item = usize> + 'b {
        self.standing.iter().copied().filter(|c| !elected.contains(c))
    }

    fn supporters(&self, c: usize) -> impl Iterator<Item = (usize, &Voters)> {
        self.voters.iter().enumerate().filter(move |(_, v)| v.approves(c))
    }

    /// A table of one round: each candidate still open with the number that decides.
    fn round(
        &self,
        sheet: &mut Sheet,
        number: usize,
        what: (&str, &str),
        rows: &[(usize, String)],
        picked: usize,
    ) {
        let rows = rows
            .iter()
            .map(|(c, n)| {
                let mark =
                    if *c == picked { Cell::words("elected", "برگزیده") } else { Cell::plain("") };
                vec![Cell::plain(self.election.name(*c)), Cell::plain(n), mark]
            })
            .collect();
        let columns = vec![Cell::words("Candidate", "نامزد"), Cell::words(what.0, what.1), Cell::plain("")];
        sheet.table(&format!("Seat {number}"), &format!("کرسی {}", words::fa(number)), columns, rows);
    }

    /// Common denominator of 1, 1/2, …, 1/seats.
    fn unit(&self) -> u128 {
        (1..=self.seats as u128).fold(1, num_integer::lcm)
    }

    fn sequential_pav(&self, ties: &mut TieBreak<'_>, sheet: &mut Sheet) -> Vec<usize> {
        let unit = self.unit();
        let mut elected: Vec<usize> = Vec::new();
        while elected.len() < self.seats {
            let gain = |c: usize| -> u128 {
                self.supporters(c)
                    .map(|(_, v)| {
                        let have = elected.iter().filter(|&&e| v.approves(e)).count() as u128;
                        u128::from(v.weight) * (unit / (have + 1))
                    })
                    .sum()
            };
            let gains: Vec<(usize, u128)> = self.open(&elected).map(|c| (c, gain(c))).collect();
            let best = gains.iter().map(|g| g.1).max();
            let equal: Vec<usize> = gains.iter().filter(|g| Some(g.1) == best).map(|g| g.0).collect();
            let picked = ties.first(elected.len() + 1, &equal);
            let rows: Vec<(usize, String)> = gains
                .iter()
                .map(|(c, g)| (*c, ratio_text(&BigRational::new(BigInt::from(*g), BigInt::from(unit)))))
                .collect();
            self.round(sheet, elected.len() + 1, ("Adds", "می‌افزاید"), &rows, picked);
            elected.push(picked);
        }
        elected
    }

    /// Looks through all committees. Of equal ones, the first by the lot (or the paper) wins, and the tie is written down.
    fn pav(&self, ties: &mut TieBreak<'_>, sheet: &mut Sheet) -> Result<Vec<usize>, Error> {
        let n = self.standing.len() as u128;
        let committees = (0..self.seats as u128)
            .try_fold(1u128, |product, i| product.checked_mul(n - i).map(|p| p / (i + 1)));
        let work = committees.and_then(|c| c.checked_mul(self.voters.len() as u128));
        if work.is_none_or(|w| w > MAX_LOOKED_THROUGH) {
            return Err(Error::new(
                "there are too many committees to look through for exact PAV; use sequential-pav",
                "شمار هیئت‌های ممکن برای PAV دقیق بیش از اندازه است؛ sequential-pav را به کار برید",
            ));
        }
        // Candidates in the order of the lot, so that the first committee found among equals is the lot's.
        let mut order = self.standing.clone();
        order.sort_by_key(|c| (self.election.lot.iter().position(|l| l == c).unwrap_or(usize::MAX), *c));
        let unit = self.unit();
        let mut best: (u128, Vec<usize>, Vec<usize>) = (0, Vec::new(), Vec::new());
        let mut chosen: Vec<usize> = (0..self.seats).collect();
        loop {
            let members: Vec<usize> = chosen.iter().filter_map(|&i| order.get(i).copied()).collect();
            let score: u128 = self
                .voters
                .iter()
                .map(|v| {
                    let have = members.iter().filter(|&&c| v.approves(c)).count() as u128;
                    u128::from(v.weight) * (1..=have).map(|k| unit / k).sum::<u128>()
                })
                .sum();
            if score > best.0 || best.1.is_empty() {
                best = (score, members, Vec::new());
            } else if score == best.0 {
                // Someone in the equal committee who is not in the one kept.
                best.2.extend(members.into_iter().filter(|c| !best.1.contains(c)));
            }
            if !next_choice(&mut chosen, order.len()) {
                break;
            }
        }
        let (score, elected, mut others) = best;
        if !others.is_empty() {
            others.extend(&elected);
            others.sort_unstable();
            others.dedup();
            let picked = ties.first(1, &others);
            debug_assert!(others.contains(&picked));
        }
        sheet.fact(
            "Committee's score",
            "امتیاز هیئت",
            ratio_text(&BigRational::new(BigInt::from(score), BigInt::from(unit))),
        );
        Ok(elected)
    }

    /// Phragmén's sequential rule from given loads of one paper of each kind.
    fn phragmen(
        &self,
        mut loads: Vec<BigRational>,
        mut elected: Vec<usize>,
        ties: &mut TieBreak<'_>,
        sheet: &mut Sheet,
    ) -> Vec<usize> {
        while elected.len() < self.seats {
            let load_with = |c: usize| -> Option<BigRational> {
                let mut sum = BigRational::one();
                let mut papers = 0u64;
                for (i, v) in self.supporters(c) {
                    sum += loads.get(i)? * whole(v.weight);
                    papers += v.weight;
                }
                (papers > 0).then(|| sum / whole(papers))
            };
            let all: Vec<(usize, Option<BigRational>)> =
                self.open(&elected).map(|c| (c, load_with(c))).collect();
            let least = all.iter().filter_map(|(_, l)| l.clone()).min();
            // Where nobody left has any approval, all are equal.
            let equal: Vec<usize> = all.iter().filter(|(_, l)| *l == least).map(|(c, _)| *c).collect();
            let picked = ties.first(elected.len() + 1, &equal);
            let rows: Vec<(usize, String)> =
                all.iter().map(|(c, l)| (*c, l.as_ref().map_or("∞".into(), ratio_text))).collect();
            self.round(sheet, elected.len() + 1, ("Load", "بار"), &rows, picked);
            if let Some(least) = least {
                for (i, v) in self.voters.iter().enumerate() {
                    if v.approves(picked)
                        && let Some(load) = loads.get_mut(i)
                    {
                        *load = least.clone();
                    }
                }
            }
            elected.push(picked);
        }
        elected
    }

    fn equal_shares(&self, ties: &mut TieBreak<'_>, sheet: &mut Sheet) -> Vec<usize> {
        let share = BigRational::new(BigInt::from(self.seats), BigInt::from(self.valid.max(1)));
        let mut budgets = vec![share; self.voters.len()];
        let mut elected: Vec<usize> = Vec::new();
        while elected.len() < self.seats {
            let all: Vec<(usize, Option<BigRational>)> =
                self.open(&elected).map(|c| (c, self.price(c, &budgets))).collect();
            let Some(least) = all.iter().filter_map(|(_, p)| p.clone()).min() else { break };
            let equal: Vec<usize> =
                all.iter().filter(|(_, p)| p.as_ref() == Some(&least)).map(|(c, _)| *c).collect();
            let picked = ties.first(elected.len() + 1, &equal);
            let rows: Vec<(usize, String)> =
                all.iter().map(|(c, p)| (*c, p.as_ref().map_or("∞".into(), ratio_text))).collect();
            self.round(sheet, elected.len() + 1, ("Price for one paper", "بهای هر برگه"), &rows, picked);
            for (i, v) in self.voters.iter().enumerate() {
                if v.approves(picked)
                    && let Some(budget) = budgets.get_mut(i)
                {
                    *budget = std::cmp::max(&*budget - &least, BigRational::zero());
                }
            }
            elected.push(picked);
        }
        // What is left of a budget is a load already taken off.
        self.phragmen(budgets.into_iter().map(|b| -b).collect(), elected, ties, sheet)
    }

    /// The least ρ at which supporters of `c`, each paying ρ or all they have, pay one seat; `None` if they cannot.
    fn price(&self, c: usize, budgets: &[BigRational]) -> Option<BigRational> {
        let mut purses: Vec<(&BigRational, u64)> =
            self.supporters(c).filter_map(|(i, v)| Some((budgets.get(i)?, v.weight))).collect();
        purses.sort();
        let mut papers: u64 = purses.iter().map(|p| p.1).sum();
        let mut rest = BigRational::one();
        for (budget, weight) in purses {
            let even = &rest / whole(papers);
            if *budget >= even {
                return Some(even);
            }
            rest -= budget * whole(weight);
            papers -= weight;
        }
        None
    }
}

/// The next choice of places in order; `false` after the last.
fn next_choice(chosen: &mut [usize], of: usize) -> bool {
    let k = chosen.len();
    for i in (0..k).rev() {
        let Some(&place) = chosen.get(i) else { return false };
        if place + (k - i) < of {
            for (step, slot) in chosen.iter_mut().skip(i).enumerate() {
                *slot = place + 1 + step;
            }
            return true;
        }
    }
    false
}

/// `7/3`, or the whole number.
fn ratio_text(value: &BigRational) -> String {
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::election::Candidate;

    /// Lackner and Skowron 2023, example 2.1: 12 voters, seven candidates, four seats.
    fn running_example() -> Election {
        let mut e = Election { seats: 4, ..Election::default() };
        e.candidates = ["a", "b", "c", "d", "e", "f", "g"].map(Candidate::named).to_vec();
        for (weight, approved) in [(3, "ab"), (3, "ac"), (2, "ad"), (1, "bcf"), (1, "e"), (1, "f"), (1, "g")]
        {
            let group: Vec<usize> = approved.bytes().map(|b| usize::from(b - b'a')).collect();
            e.ballots.add(weight, &[&group]).unwrap();
        }
        e
    }

    fn by(rule: Rule) -> Vec<usize> {
        let mut elected = count(&running_example(), "x", rule, &Bilingual::default()).unwrap().elected;
        elected.sort_unstable();
        elected
    }

    /// The winning committees: PAV and sequential PAV {a,b,c,f}, Phragmén and equal shares {a,b,c,d} (abcvoting 2.19 names the same).
    #[test]
    fn published_committees() {
        assert_eq!(by(Rule::Pav), [0, 1, 2, 5]);
        assert_eq!(by(Rule::SequentialPav), [0, 1, 2, 5]);
        assert_eq!(by(Rule::Phragmen), [0, 1, 2, 3]);
        assert_eq!(by(Rule::EqualShares), [0, 1, 2, 3]);
    }

    #[test]
    fn equal_shares_pay_exactly() {
        let mut e = Election { seats: 2, ..Election::default() };
        e.candidates = ["a", "b", "c"].map(Candidate::named).to_vec();
        e.ballots.add(2, &[&[0, 1]]).unwrap();
        e.ballots.add(2, &[&[2]]).unwrap();
        let outcome = count(&e, "x", Rule::EqualShares, &Bilingual::default()).unwrap();
        // Each paper has half a seat: two buy a (or b), two buy c.
        assert!(outcome.elected.contains(&2) && outcome.elected.len() == 2);
    }
}
