//! Quota methods: a seat for every whole quota, the rest to the largest remainders.
//!
//! The quota is kept as a fraction, so remainders are compared exactly. Where a small quota gives out more seats than
//! there are (it can with Hagenbach-Bischoff and Imperiali), the next larger quota is used: V/(S+1), then V/S, which
//! never does; the result names the quota used.

use super::{Apportionment, Field, Method, Step};
use crate::Error;

/// A quota `above / below`, both above nought.
#[derive(Clone, Copy)]
struct Quota {
    above: u128,
    below: u128,
}

impl Quota {
    fn text(self) -> String {
        if self.below == 1 { self.above.to_string() } else { format!("{}/{}", self.above, self.below) }
    }
}

/// The quotas to try, the method's own first.
fn quotas(method: Method, votes: u128, seats: u128) -> Vec<Quota> {
    let hare = Quota { above: votes, below: seats };
    let droop = Quota { above: votes / (seats + 1) + 1, below: 1 };
    let hagenbach = Quota { above: votes, below: seats + 1 };
    let imperiali = Quota { above: votes, below: seats + 2 };
    match method {
        Method::Droop => vec![droop, hare],
        Method::HagenbachBischoff => vec![hagenbach, hare],
        Method::ImperialiQuota => vec![imperiali, hagenbach, hare],
        _ => vec![hare],
    }
}

pub(super) fn run(method: Method, field: &Field<'_>) -> Result<Apportionment, Error> {
    let mut free: Vec<usize> = field.lists().collect();
    let mut bound: Vec<(usize, u64)> = Vec::new();
    // A list that ends outside its bounds is set on its bound and the others share the rest; at most one round a list.
    loop {
        let taken: u64 = bound.iter().map(|(_, n)| *n).sum();
        let seats = field.problem.seats.saturating_sub(taken);
        let mut result = shares(method, field, &free, seats);
        for &(list, n) in &bound {
            if let Some(s) = result.seats.get_mut(list) {
                *s = n;
            }
            result.steps.push(Step::Bound { list, seats: n });
        }
        // Lists short of their least come first: their seats are owed in any case.
        let seats_of = |list: usize| result.seats.get(list).copied().unwrap_or(0);
        let short: Vec<_> = free.iter().copied().filter(|&l| seats_of(l) < field.at_least(l)).collect();
        let long: Vec<_> = free.iter().copied().filter(|&l| seats_of(l) > field.at_most(l)).collect();
        if short.is_empty() && long.is_empty() {
            return Ok(result);
        }
        if short.is_empty() {
            bound.extend(long.iter().map(|&l| (l, field.at_most(l))));
            free.retain(|l| !long.contains(l));
        } else {
            bound.extend(short.iter().map(|&l| (l, field.at_least(l))));
            free.retain(|l| !short.contains(l));
        }
    }
}

/// Shares `seats` between the lists `free`.
fn shares(method: Method, field: &Field<'_>, free: &[usize], seats: u64) -> Apportionment {
    let mut result = Apportionment::empty(method, field.takes_part.len());
    if seats == 0 || free.is_empty() {
        result.unfilled = seats;
        return result;
    }
    let votes: u128 = free.iter().map(|&l| u128::from(field.votes(l))).sum();
    let whole = |quota: Quota, list: usize| {
        let scaled = u128::from(field.votes(list)) * quota.below;
        (scaled / quota.above, scaled % quota.above)
    };
    let quota = quotas(method, votes, u128::from(seats))
        .into_iter()
        .find(|&q| free.iter().map(|&l| whole(q, l).0).sum::<u128>() <= u128::from(seats))
        .unwrap_or(Quota { above: votes, below: u128::from(seats) });
    result.quota = Some(quota.text());
    let mut left = seats;
    let mut remainders = Vec::with_capacity(free.len());
    for &list in free {
        let (n, remainder) = whole(quota, list);
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        if let Some(s) = result.seats.get_mut(list) {
            *s = n;
        }
        left = left.saturating_sub(n);
        remainders.push((remainder, list));
        let text = Quota { above: remainder, below: quota.below }.text();
        result.steps.push(Step::Whole { list, votes: field.votes(list), seats: n, remainder: text });
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    give_remainders(field, &remainders, left, &mut result);
    result
}

/// Gives one seat to each of the largest remainders; a tie over the last of them goes to the lot.
fn give_remainders(field: &Field<'_>, sorted: &[(u128, usize)], left: u64, result: &mut Apportionment) {
    let left = usize::try_from(left).unwrap_or(usize::MAX);
    let cut = left.min(sorted.len());
    result.unfilled = (left - cut) as u64;
    let edge = sorted.get(cut.wrapping_sub(1)).map(|r| r.0);
    let tied_after = sorted.get(cut).map(|r| r.0) == edge && edge.is_some();
    let mut winners: Vec<(usize, bool)> = Vec::new();
    if tied_after {
        winners.extend(sorted.iter().take(cut).filter(|r| Some(r.0) != edge).map(|r| (r.1, false)));
        let tied: Vec<usize> = sorted.iter().filter(|r| Some(r.0) == edge).map(|r| r.1).collect();
        let tie = field.draw(tied, (cut - winners.len()) as u64);
        winners.extend(tie.drawn.iter().map(|&l| (l, true)));
        result.tie = Some(tie);
    } else {
        winners.extend(sorted.iter().take(cut).map(|r| (r.1, false)));
    }
    for (list, by_lot) in winners {
        if let Some(s) = result.seats.get_mut(list) {
            *s += 1;
        }
        result.steps.push(Step::Remainder { list, by_lot });
    }
}
