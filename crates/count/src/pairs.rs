//! Comparisons in pairs, which Schulze's method and ranked pairs read.

use crate::audit::{Cell, Sheet};
use crate::{Election, Error, words};

/// Most candidates for a method that compares in pairs.
pub const MAX_PAIRED: usize = 500;

/// How many papers prefer each candidate (row) to each other (column).
pub(crate) struct Pairs {
    size: usize,
    prefer: Vec<u64>,
}

impl Pairs {
    /// Compares all standing candidates. Whoever is not ranked is below all who are, and equal with the others who are not.
    pub fn of(election: &Election) -> Result<Self, Error> {
        let size = election.candidates.len();
        if size > MAX_PAIRED {
            return Err(Error::new(
                format!("{size} candidates are more than can be compared in pairs ({MAX_PAIRED})"),
                format!("{} نامزد از حد سنجش دوبه‌دو ({}) بیشتر است", words::fa(size), words::fa(MAX_PAIRED)),
            ));
        }
        let mut pairs = Self { size, prefer: vec![0; size * size] };
        let standing = election.standing();
        for i in 0..election.ballots.len() {
            let weight = election.ballots.weight(i);
            let mut below = standing.clone();
            for group in election.ballots.groups(i) {
                for &c in &group {
                    if let Some(b) = below.get_mut(c) {
                        *b = false;
                    }
                }
                for &c in group.iter().filter(|&&c| standing.get(c) == Some(&true)) {
                    for d in (0..size).filter(|&d| below.get(d) == Some(&true)) {
                        if let Some(p) = pairs.prefer.get_mut(c * size + d) {
                            *p += weight;
                        }
                    }
                }
            }
        }
        Ok(pairs)
    }

    /// Papers that prefer `a` to `b`.
    pub fn get(&self, a: usize, b: usize) -> u64 {
        self.prefer.get(a * self.size + b).copied().unwrap_or(0)
    }

    /// The table of all pairs.
    pub fn table(&self, sheet: &mut Sheet, election: &Election) {
        matrix(
            sheet,
            election,
            ("Papers that prefer the row to the column", "برگه‌هایی که سطر را بر ستون برتر می‌دانند"),
            |a, b| self.get(a, b).to_string(),
        );
    }
}

/// A table of candidates against candidates.
pub(crate) fn matrix(
    sheet: &mut Sheet,
    election: &Election,
    title: (&str, &str),
    cell: impl Fn(usize, usize) -> String,
) {
    let standing: Vec<usize> =
        election.standing().iter().enumerate().filter(|(_, s)| **s).map(|(c, _)| c).collect();
    let mut columns = vec![Cell::words("Candidate", "نامزد")];
    columns.extend(standing.iter().map(|&c| Cell::plain(election.name(c))));
    let row = |&a: &usize| {
        let mut row = vec![Cell::plain(election.name(a))];
        row.extend(standing.iter().map(|&b| Cell::plain(if a == b { String::new() } else { cell(a, b) })));
        row
    };
    sheet.table(title.0, title.1, columns, standing.iter().map(row).collect());
}
