//! Biproportional apportionment: seats by district and by list at once, each district and each list with its own number.
//!
//! M. Balinski and G. Demange, "Algorithms for proportional matrices in reals and integers", *Mathematical Programming* 45 (1989), tie and
//! transfer; in use for the Kantonsrat of Zürich since 2006. A cell has x seats when votes × district multiplier × list multiplier lies between
//! the divisors before and after x. The multipliers, exact fractions, are part of the result: with them anyone can check every cell.

use super::{MAX_VOTES, Method};
use crate::{Error, words};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;
use serde::{Deserialize, Serialize};

/// Most cells of the table.
pub const MAX_CELLS: usize = 20_000;
/// Most seats.
pub const MAX_SEATS: u64 = 10_000;

/// Seats of each list in each district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Seats, a row a district.
    pub seats: Vec<Vec<u64>>,
    /// The multiplier of each district.
    pub districts: Vec<String>,
    /// The multiplier of each list.
    pub lists: Vec<String>,
    /// Whether no other table fits as well: where it is false, a lot must choose between tied cells.
    pub unique: bool,
}

struct State<'a> {
    votes: &'a [Vec<u64>],
    method: Method,
    seats: Vec<Vec<u64>>,
    rows: Vec<BigRational>,
    columns: Vec<BigRational>,
}

/// Gives each district (row) and each list (column) exactly its seats.
///
/// `votes` has a row a district. The method is d'Hondt or Sainte-Laguë.
///
/// Errors: a ragged, empty or too large table; another method; sums that differ; seats that lists without votes would have to take.
pub fn biproportional(
    method: Method,
    votes: &[Vec<u64>],
    district_seats: &[u64],
    list_seats: &[u64],
) -> Result<Table, Error> {
    check(method, votes, district_seats, list_seats)?;
    let mut state = State {
        votes,
        method,
        seats: Vec::with_capacity(votes.len()),
        rows: Vec::with_capacity(votes.len()),
        columns: vec![BigRational::one(); list_seats.len()],
    };
    for (row, &seats) in votes.iter().zip(district_seats) {
        state.first_row(row, seats)?;
    }
    while let Some((over, under)) = state.off(list_seats) {
        state.transfer_one(&over, &under)?;
    }
    let unique = !state.has_circle();
    Ok(Table {
        unique,
        districts: state.rows.iter().map(BigRational::to_string).collect(),
        lists: state.columns.iter().map(BigRational::to_string).collect(),
        seats: state.seats,
    })
}

fn check(method: Method, votes: &[Vec<u64>], districts: &[u64], lists: &[u64]) -> Result<(), Error> {
    let bad = |en: &str, fa: &str| Err(Error::new(en, fa));
    if !matches!(method, Method::Dhondt | Method::SainteLague) {
        return bad(
            "a two-way table needs dhondt or sainte-lague",
            "جدول دوسویه dhondt یا sainte-lague می‌خواهد",
        );
    }
    let ragged = votes.len() != districts.len() || votes.iter().any(|row| row.len() != lists.len());
    if ragged || votes.is_empty() || lists.is_empty() || votes.len().saturating_mul(lists.len()) > MAX_CELLS {
        return bad(
            "the table needs a row for each district and a column for each list, and at most 20,000 cells",
            "جدول برای هر حوزه یک سطر و برای هر فهرست یک ستون می‌خواهد و دست‌بالا ۲۰٬۰۰۰ خانه",
        );
    }
    let sum = |seats: &[u64]| seats.iter().map(|&s| u128::from(s)).sum::<u128>();
    if sum(districts) != sum(lists) || sum(districts) > u128::from(MAX_SEATS) {
        return Err(Error::new(
            format!(
                "the districts have {} seats and the lists {}; both must be the same, at most {MAX_SEATS}",
                sum(districts),
                sum(lists)
            ),
            format!(
                "حوزه‌ها {} و فهرست‌ها {} کرسی دارند؛ باید برابر و دست‌بالا {} باشند",
                words::fa(sum(districts)),
                words::fa(sum(lists)),
                words::fa(MAX_SEATS)
            ),
        ));
    }
    if votes.iter().flatten().any(|&v| v > MAX_VOTES) {
        return bad("a number of votes is above 2^63", "شمار رأی یکی از خانه‌ها از ۲ به توان ۶۳ بیشتر است");
    }
    Ok(())
}

fn impossible() -> Error {
    Error::new(
        "no table fits: some list or district must take seats where it has no votes; check seats and votes",
        "هیچ جدولی جور نمی‌شود: فهرست یا حوزه‌ای باید جایی کرسی بگیرد که رأی ندارد؛ کرسی‌ها و رأی‌ها را وارسی کنید",
    )
}

fn fraction(above: u64, below: u64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

impl State<'_> {
    /// The divisor that a cell with `x` seats must pass for one more.
    fn divisor(&self, x: u64) -> u64 {
        if self.method == Method::Dhondt { x + 1 } else { 2 * x + 1 }
    }

    /// A district alone: its seats by quotients, and the multiplier that fits them.
    fn first_row(&mut self, votes: &[u64], seats: u64) -> Result<(), Error> {
        let mut row = vec![0u64; votes.len()];
        let next = |row: &[u64]| {
            (0..row.len())
                .filter(|&j| votes.get(j).is_some_and(|v| *v > 0))
                .map(|j| {
                    let held = row.get(j).copied().unwrap_or(0);
                    (fraction(votes.get(j).copied().unwrap_or(0), self.divisor(held)), j)
                })
                .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
        };
        for _ in 0..seats {
            let (_, j) = next(&row).ok_or_else(impossible)?;
            if let Some(x) = row.get_mut(j) {
                *x += 1;
            }
        }
        // The highest quotient that wins nothing is set to one.
        let multiplier = next(&row).map_or_else(BigRational::one, |(quotient, _)| quotient.recip());
        self.seats.push(row);
        self.rows.push(multiplier);
        Ok(())
    }

    fn cell(&self, i: usize, j: usize) -> (u64, u64) {
        let at = |table: &[Vec<u64>]| table.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
        (at(self.votes), at(&self.seats))
    }

    /// Votes times both multipliers.
    fn weight(&self, i: usize, j: usize) -> Option<BigRational> {
        Some(fraction(self.cell(i, j).0, 1) * self.rows.get(i)? * self.columns.get(j)?)
    }

    /// How far the cell is from losing a seat (`weight ÷ divisor before`), one when it stands on the edge.
    fn to_lose(&self, i: usize, j: usize) -> Option<BigRational> {
        let (votes, x) = self.cell(i, j);
        if votes == 0 || x == 0 {
            return None;
        }
        Some(self.weight(i, j)? / fraction(self.divisor(x - 1), 1))
    }

    /// How far the cell is from winning a seat (`divisor after ÷ weight`), one when it stands on the edge.
    fn to_win(&self, i: usize, j: usize) -> Option<BigRational> {
        let (votes, x) = self.cell(i, j);
        if votes == 0 {
            return None;
        }
        Some(fraction(self.divisor(x), 1) / self.weight(i, j)?)
    }

    /// Lists with too many and with too few seats; `None` when all is right.
    fn off(&self, wanted: &[u64]) -> Option<(Vec<usize>, Vec<usize>)> {
        let have = |j: usize| self.seats.iter().filter_map(|row| row.get(j)).sum::<u64>();
        let pick = |test: &dyn Fn(u64, u64) -> bool| -> Vec<usize> {
            wanted.iter().enumerate().filter(|(j, w)| test(have(*j), **w)).map(|(j, _)| j).collect()
        };
        let over = pick(&|have, wanted| have > wanted);
        if over.is_empty() { None } else { Some((over, pick(&|have, wanted| have < wanted))) }
    }

    /// Moves one seat from a list with too many to one with too few, along cells that stand on the edge; multipliers are changed until
    /// there is such a way.
    fn transfer_one(&mut self, over: &[usize], under: &[usize]) -> Result<(), Error> {
        let (m, n) = (self.rows.len(), self.columns.len());
        // For each labelled row the column it was reached from, and the reverse.
        let mut row_from: Vec<Option<usize>> = vec![None; m];
        let mut column_from: Vec<Option<usize>> = vec![None; n];
        let mut columns: Vec<bool> = (0..n).map(|j| over.contains(&j)).collect();
        loop {
            let (mut least, mut cell): (Option<BigRational>, Option<(usize, usize, bool)>) = (None, None);
            for i in 0..m {
                for j in 0..n {
                    let labelled_row = row_from.get(i).is_some_and(Option::is_some);
                    let labelled_column = columns.get(j) == Some(&true);
                    let (distance, loses) = match (labelled_row, labelled_column) {
                        (false, true) => (self.to_lose(i, j), true),
                        (true, false) => (self.to_win(i, j), false),
                        _ => (None, false),
                    };
                    if let Some(d) = distance
                        && least.as_ref().is_none_or(|l| d < *l)
                    {
                        (least, cell) = (Some(d), Some((i, j, loses)));
                    }
                }
            }
            let (Some(step), Some((i, j, loses))) = (least, cell) else { return Err(impossible()) };
            self.stretch(&step, &row_from, &columns);
            if loses {
                if let Some(slot) = row_from.get_mut(i) {
                    *slot = Some(j);
                }
                continue;
            }
            if let (Some(flag), Some(slot)) = (columns.get_mut(j), column_from.get_mut(j)) {
                (*flag, *slot) = (true, Some(i));
            }
            if under.contains(&j) {
                self.walk_back(j, &row_from, &column_from);
                return Ok(());
            }
        }
    }

    /// Labelled rows grow and labelled columns shrink by `step`: cells in both or in neither stay as they are.
    fn stretch(&mut self, step: &BigRational, rows: &[Option<usize>], columns: &[bool]) {
        if step.is_one() {
            return;
        }
        for (row, _) in self.rows.iter_mut().zip(rows).filter(|(_, from)| from.is_some()) {
            *row *= step;
        }
        for (column, _) in self.columns.iter_mut().zip(columns).filter(|(_, labelled)| **labelled) {
            *column /= step;
        }
    }

    fn walk_back(&mut self, end: usize, row_from: &[Option<usize>], column_from: &[Option<usize>]) {
        let mut j = end;
        while let Some(i) = column_from.get(j).copied().flatten() {
            let Some(from) = row_from.get(i).copied().flatten() else { return };
            if let Some(row) = self.seats.get_mut(i) {
                if let Some(x) = row.get_mut(j) {
                    *x += 1;
                }
                if let Some(x) = row.get_mut(from) {
                    *x -= 1;
                }
            }
            j = from;
        }
    }

    /// Whether seats could go round a circle of cells on the edge, which makes another table as good.
    fn has_circle(&self) -> bool {
        let n = self.columns.len();
        let edge = |d: Option<BigRational>| d.is_some_and(|d| d.is_one());
        // leads[j]: lists that a seat of list j can go to inside one district.
        let mut leads = vec![vec![false; n]; n];
        for i in 0..self.rows.len() {
            let lose: Vec<usize> = (0..n).filter(|&j| edge(self.to_lose(i, j))).collect();
            let win: Vec<usize> = (0..n).filter(|&j| edge(self.to_win(i, j))).collect();
            for &j in &lose {
                for &k in win.iter().filter(|&&k| k != j) {
                    if let Some(slot) = leads.get_mut(j).and_then(|row| row.get_mut(k)) {
                        *slot = true;
                    }
                }
            }
        }
        // Lists that lead nowhere are struck out until none is left (no circle) or all that are left lead on.
        let mut left: Vec<usize> = (0..n).collect();
        loop {
            let before = left.len();
            let keep: Vec<usize> = left
                .iter()
                .copied()
                .filter(|&j| left.iter().any(|&k| leads.get(j).and_then(|row| row.get(k)) == Some(&true)))
                .collect();
            left = keep;
            if left.is_empty() || left.len() == before {
                return !left.is_empty();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apportion::apportion;
    use proptest::prelude::*;

    /// Every cell between its divisors, every sum right: the proof that the table is the one sought.
    fn prove(method: Method, votes: &[Vec<u64>], districts: &[u64], lists: &[u64], table: &Table) {
        for (i, row) in table.seats.iter().enumerate() {
            assert_eq!(row.iter().sum::<u64>(), districts[i]);
            for (j, &x) in row.iter().enumerate() {
                let multiplier = |text: &str| text.parse::<BigRational>().unwrap();
                let w =
                    fraction(votes[i][j], 1) * multiplier(&table.districts[i]) * multiplier(&table.lists[j]);
                let d = |x: u64| fraction(if method == Method::Dhondt { x + 1 } else { 2 * x + 1 }, 1);
                assert!(votes[i][j] > 0 || x == 0);
                assert!(w <= d(x), "cell {i},{j}");
                assert!(x == 0 || w >= d(x - 1), "cell {i},{j}");
            }
        }
        for (j, &wanted) in lists.iter().enumerate() {
            assert_eq!(table.seats.iter().map(|row| row[j]).sum::<u64>(), wanted);
        }
    }

    proptest! {
        #[test]
        fn tables_prove_themselves(
            votes in (1usize..5, 1usize..5).prop_flat_map(|(m, n)| {
                prop::collection::vec(prop::collection::vec(1u64..3000, n), m)
            }),
            district in 1u64..9,
            sainte_lague in any::<bool>(),
        ) {
            let method = if sainte_lague { Method::SainteLague } else { Method::Dhondt };
            let districts: Vec<u64> = (0..votes.len() as u64).map(|i| district + i).collect();
            let total: Vec<u64> = (0..votes[0].len()).map(|j| votes.iter().map(|r| r[j]).sum()).collect();
            let upper = apportion(method, &total, districts.iter().sum()).unwrap();
            if !upper.undecided() {
                let table = biproportional(method, &votes, &districts, &upper.seats).unwrap();
                prove(method, &votes, &districts, &upper.seats, &table);
            }
        }
    }

    #[test]
    fn ties_and_impossible_tables() {
        let even = biproportional(Method::SainteLague, &[vec![1, 1], vec![1, 1]], &[1, 1], &[1, 1]).unwrap();
        assert!(!even.unique);
        let clear = biproportional(Method::SainteLague, &[vec![9, 1], vec![1, 9]], &[1, 1], &[1, 1]).unwrap();
        assert_eq!((clear.seats, clear.unique), (vec![vec![1, 0], vec![0, 1]], true));
        assert!(biproportional(Method::SainteLague, &[vec![9, 0], vec![1, 0]], &[1, 1], &[1, 1]).is_err());
        assert!(biproportional(Method::SainteLague, &[vec![9, 1]], &[2], &[1]).is_err());
        assert!(biproportional(Method::Hare, &[vec![9]], &[2], &[2]).is_err());
        assert!(biproportional(Method::Dhondt, &[vec![9]], &[2], &[3]).is_err());
        assert!(biproportional(Method::Dhondt, &[], &[], &[]).is_err());
    }
}
