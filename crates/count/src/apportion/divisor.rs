//! Divisor methods: the next seat goes to the list with the highest quotient of votes and divisor.
//!
//! All comparisons are of whole numbers: quotient a/b is above c/d when a·d > c·b, worked out in 256 bits where 128 do
//! not hold it. Huntington-Hill compares the squares of its quotients, so that no root is taken.

use super::{Apportionment, Field, Method, Step};
use crate::Error;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A quotient `above / below` in whole numbers. `below` of nought stands above every other quotient; among such the
/// larger `above` comes first.
#[derive(Clone, Copy)]
struct Quotient {
    above: u128,
    below: u128,
}

impl Quotient {
    /// The quotient by which a list with `votes` and `seats` claims its next seat.
    fn of(method: Method, votes: u64, seats: u64) -> Self {
        let (v, s) = (u128::from(votes), u128::from(seats));
        let (above, below) = match method {
            Method::SainteLague => (v, 2 * s + 1),
            Method::ModifiedSainteLague => (5 * v, if s == 0 { 7 } else { 5 * (2 * s + 1) }),
            Method::Adams => (v, s),
            // Squares: (v / √(s(s+1)))².
            Method::HuntingtonHill => (v * v, s * (s + 1)),
            // v / (2s(s+1) / (2s+1)).
            Method::Dean => (v * (2 * s + 1), 2 * s * (s + 1)),
            Method::Imperiali => (v, s + 2),
            Method::Danish => (v, 3 * s + 1),
            // Only divisor methods come here; the rest of the enum are quotas.
            _ => (v, s + 1),
        };
        Self { above, below }
    }

    fn divisor(method: Method, seats: u64) -> String {
        let s = u128::from(seats);
        match method {
            Method::SainteLague => (2 * s + 1).to_string(),
            Method::ModifiedSainteLague if s == 0 => "1.4".into(),
            Method::ModifiedSainteLague => (2 * s + 1).to_string(),
            Method::Adams => s.to_string(),
            Method::HuntingtonHill if s == 0 => "0".into(),
            Method::HuntingtonHill => format!("√{}", s * (s + 1)),
            Method::Dean if s == 0 => "0".into(),
            Method::Dean => format!("{}/{}", 2 * s * (s + 1), 2 * s + 1),
            Method::Imperiali => (s + 2).to_string(),
            Method::Danish => (3 * s + 1).to_string(),
            _ => (s + 1).to_string(),
        }
    }

    /// To four decimals, the rest cut off.
    fn decimal(self, method: Method) -> String {
        if self.below == 0 {
            return "∞".into();
        }
        let scaled = if method == Method::HuntingtonHill {
            // √(a/b)·10⁴ = √(a·10⁸/b); in two parts, so that a·10⁸ may leave 128 bits.
            let (whole, rest) = (self.above / self.below, self.above % self.below);
            match whole.checked_mul(100_000_000) {
                Some(n) => (n + rest * 100_000_000 / self.below).isqrt(),
                None => whole.isqrt() * 10_000,
            }
        } else {
            let (whole, rest) = (self.above / self.below, self.above % self.below);
            whole * 10_000 + rest * 10_000 / self.below
        };
        format!("{}.{:04}", scaled / 10_000, scaled % 10_000)
    }
}

impl Ord for Quotient {
    fn cmp(&self, other: &Self) -> Ordering {
        // Votes and divisors of most elections fit in 64 bits, and then one product does in 128.
        let small = |q: &Self| q.above >> 64 == 0 && q.below >> 64 == 0;
        if self.below != 0 && other.below != 0 && small(self) && small(other) {
            return (self.above * other.below).cmp(&(other.above * self.below));
        }
        match (self.below, other.below) {
            (0, 0) => self.above.cmp(&other.above),
            (0, _) => Ordering::Greater,
            (_, 0) => Ordering::Less,
            _ => compare_products(self.above, other.below, other.above, self.below),
        }
    }
}

// 10/2, 45/9 and 40/8 are one quotient: whoever claims a seat by one of them is tied with the others.
impl PartialEq for Quotient {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quotient {}

impl PartialOrd for Quotient {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Divisor and quotient of a list's claim as the rule writes them: `3`, `1.4`, `√6`, `12/5`, and the quotient to four decimals, the rest
/// cut off. A divisor of `0` stands for a first seat that is given outright.
pub fn working(method: Method, votes: u64, held: u64) -> (String, String) {
    (Quotient::divisor(method, held), Quotient::of(method, votes, held).decimal(method))
}

/// Compares a·b with c·d without loss.
pub(crate) fn compare_products(a: u128, b: u128, c: u128, d: u128) -> Ordering {
    match (a.checked_mul(b), c.checked_mul(d)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => wide(a, b).cmp(&wide(c, d)),
    }
}

/// a·b as (high, low) halves of 128 bits.
fn wide(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a0 * b0;
    // Each product of 64-bit halves leaves room for the carry: (2^64-1)^2 + 2^64-1 < 2^128.
    let middle = a1 * b0 + (low >> 64);
    let middle2 = a0 * b1 + (middle & LOW);
    (a1 * b1 + (middle >> 64) + (middle2 >> 64), (middle2 << 64) | (low & LOW))
}

#[derive(PartialEq, Eq)]
struct Claim {
    quotient: Quotient,
    list: usize,
    seats: u64,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        // The earlier list first among equals, so that the working reads in the order of the input.
        self.quotient.cmp(&other.quotient).then(other.list.cmp(&self.list))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

pub(super) fn run(method: Method, field: &Field<'_>) -> Result<Apportionment, Error> {
    let mut result = Apportionment::empty(method, field.takes_part.len());
    let mut heap = BinaryHeap::with_capacity(field.takes_part.len());
    let mut given = 0u64;
    for list in field.lists() {
        let least = field.at_least(list);
        if least > 0 {
            result.steps.push(Step::Bound { list, seats: least });
        }
        give(&mut result, list, least);
        given += least;
        claim(method, field, &mut heap, list, least);
    }
    while given < field.problem.seats {
        let Some(first) = heap.pop() else {
            result.unfilled = field.problem.seats - given;
            break;
        };
        if heap.peek().is_none_or(|next| next.quotient != first.quotient) {
            given += 1;
            win(method, field, &mut heap, &mut result, &first, given, false);
            continue;
        }
        let mut equals = vec![first];
        while heap.peek().is_some_and(|next| equals.first().is_some_and(|e| e.quotient == next.quotient)) {
            equals.extend(heap.pop());
        }
        let left = field.problem.seats - given;
        if equals.len() as u64 <= left {
            for c in &equals {
                given += 1;
                win(method, field, &mut heap, &mut result, c, given, false);
            }
            continue;
        }
        let tie = field.draw(equals.iter().map(|c| c.list).collect(), left);
        for c in equals.iter().filter(|c| tie.drawn.contains(&c.list)) {
            given += 1;
            win(method, field, &mut heap, &mut result, c, given, true);
        }
        result.tie = Some(tie);
        break;
    }
    Ok(result)
}

/// Writes a seat down and lets the list claim its next.
fn win(
    method: Method,
    field: &Field<'_>,
    heap: &mut BinaryHeap<Claim>,
    result: &mut Apportionment,
    c: &Claim,
    seat: u64,
    by_lot: bool,
) {
    give(result, c.list, 1);
    result.steps.push(Step::Quotient { seat, list: c.list, held: c.seats, by_lot });
    claim(method, field, heap, c.list, c.seats + 1);
}

fn give(result: &mut Apportionment, list: usize, seats: u64) {
    if let Some(n) = result.seats.get_mut(list) {
        *n += seats;
    }
}

fn claim(method: Method, field: &Field<'_>, heap: &mut BinaryHeap<Claim>, list: usize, seats: u64) {
    if seats < field.at_most(list) {
        heap.push(Claim { quotient: Quotient::of(method, field.votes(list), seats), list, seats });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn wide_products_agree_with_big_numbers(a in any::<u128>(), b in any::<u128>()) {
            let (high, low) = wide(a, b);
            let big = num_bigint::BigUint::from(a) * num_bigint::BigUint::from(b);
            prop_assert_eq!((num_bigint::BigUint::from(high) << 128) + num_bigint::BigUint::from(low), big);
        }
    }
}
