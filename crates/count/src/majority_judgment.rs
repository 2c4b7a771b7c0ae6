//! Majority judgement: each paper grades every candidate; the highest middle grade wins.
//!
//! M. Balinski and R. Laraki, *Majority Judgment* (MIT Press 2010), chapter 13: of equals, middle grades are taken away one by one until
//! they differ. With an even number of grades the middle one is the lower. See `spec/counting/majority-judgment.md`.

use crate::audit::{Cell, Sheet};
use crate::election::{Candidate, MAX_CANDIDATES, MAX_PAPERS};
use crate::formats::{csv, text};
use crate::outcome::{Outcome, TieBreak, titled};
use crate::{Election, Error, scores, words};
use shura_act::Bilingual;
use std::cmp::Ordering;

/// The highest grade.
pub const MAX_GRADE: u64 = 100;

/// How often each candidate was given each grade; grade 0 is the lowest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grades {
    /// Names, seats, lot and withdrawn candidates; its ballots are empty.
    pub election: Election,
    /// For each candidate, papers by grade.
    pub given: Vec<Vec<u64>>,
    /// Papers.
    pub papers: u64,
}

/// Reads a table of grades: a column a candidate (and `weight`, if wanted), whole numbers, higher is better; an empty cell is 0.
///
/// Errors name the line: a grade that is no number or above [`MAX_GRADE`], a line of the wrong length.
pub fn read(bytes: &[u8]) -> Result<Grades, Error> {
    let text = text(bytes);
    let mut rows = csv::rows(&text, ',')?.into_iter();
    let Some((_, header)) = rows.next() else {
        return Err(Error::at(
            1,
            "the file is empty; its first line names the columns",
            "پرونده خالی است؛ سطر نخست نام ستون‌هاست",
        ));
    };
    let is_weight = |h: &String| matches!(h.trim().to_lowercase().as_str(), "weight" | "count");
    let weight_column = header.iter().position(is_weight);
    let columns: Vec<usize> = (0..header.len()).filter(|i| Some(*i) != weight_column).collect();
    if columns.len() > MAX_CANDIDATES {
        return Err(Error::at(1, "there are too many columns", "ستون‌ها بیش از اندازه‌اند"));
    }
    let names = columns.iter().filter_map(|&i| header.get(i));
    let candidates = names.map(|h| Candidate::named(h.trim())).collect();
    let election = Election { candidates, ..Election::default() };
    let grades = usize::try_from(MAX_GRADE).unwrap_or(0) + 1;
    let mut given = vec![vec![0u64; grades]; columns.len()];
    let mut papers = 0u64;
    for (line, row) in rows {
        let cell = |i: usize| row.get(i).map_or("", |c| c.trim());
        let number = |text: &str, most: u64| {
            text.parse::<u64>().ok().filter(|n| *n <= most).ok_or_else(|| {
                Error::at(
                    line,
                    format!("`{text}` is not a whole number up to {}", words::en(most)),
                    format!("«{text}» عدد درستی تا {} نیست", words::fa(most)),
                )
            })
        };
        if row.len() > header.len() {
            return Err(Error::at(
                line,
                "there are more columns than the first line names",
                "ستون‌ها از سطر نخست بیشترند",
            ));
        }
        let weight = weight_column.map_or(Ok(1), |i| number(cell(i), MAX_PAPERS))?;
        papers = papers
            .checked_add(weight)
            .filter(|n| *n <= MAX_PAPERS)
            .ok_or_else(|| Error::at(line, "there are too many papers", "برگه‌ها بیش از اندازه‌اند"))?;
        for (candidate, &i) in given.iter_mut().zip(&columns) {
            let grade = if cell(i).is_empty() { 0 } else { number(cell(i), MAX_GRADE)? };
            if let Some(n) = usize::try_from(grade).ok().and_then(|g| candidate.get_mut(g)) {
                *n += weight;
            }
        }
    }
    Ok(Grades { election, given, papers })
}

/// Counts grades.
///
/// Errors: those of [`Election::check`]; no papers.
pub fn count(grades: &Grades, title: &Bilingual) -> Result<Outcome, Error> {
    let election = &grades.election;
    election.check()?;
    if grades.papers == 0 {
        return Err(crate::stv::no_valid_paper());
    }
    let mut ties = TieBreak::new(election);
    let empty = Vec::new();
    let of = |c: usize| Standing { counts: grades.given.get(c).unwrap_or(&empty) };
    let elected = scores::top(election, &mut ties, of);
    let mut sheet = Sheet::default();
    let used: Vec<usize> = (0..=usize::try_from(MAX_GRADE).unwrap_or(0))
        .rev()
        .filter(|&g| grades.given.iter().any(|c| c.get(g).is_some_and(|n| *n > 0)))
        .collect();
    let mut columns = vec![Cell::words("Candidate", "نامزد")];
    columns.extend(used.iter().map(Cell::plain));
    columns.push(Cell::words("Middle grade", "نمرهٔ میانه"));
    let rows = grades.given.iter().enumerate().map(|(c, counts)| {
        let mut row = vec![Cell::plain(election.name(c))];
        row.extend(used.iter().map(|&g| Cell::plain(counts.get(g).copied().unwrap_or(0))));
        row.push(Cell::plain(middle(counts).unwrap_or(0)));
        row
    });
    let rows = rows.collect();
    sheet.table("Papers by grade", "برگه‌ها بر پایهٔ نمره", columns, rows);
    sheet.title = titled(title, election);
    let outcome = Outcome {
        method: "majority-judgment",
        seats: election.seats,
        papers: grades.papers,
        valid: grades.papers,
        quota: None,
        elected,
        ties: ties.ties,
        notes: Vec::new(),
        sheet,
    };
    Ok(outcome.close(election))
}

/// A candidate's grades, ordered by middle grades taken away one by one.
struct Standing<'a> {
    counts: &'a Vec<u64>,
}

impl Ord for Standing<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (self.counts.clone(), other.counts.clone());
        loop {
            match (middle(&a), middle(&b)) {
                (Some(x), Some(y)) if x == y => {
                    // Taking away one by one changes nothing until one of the two middles moves.
                    let step = until_moved(&a, x).min(until_moved(&b, x)).max(1);
                    for counts in [&mut a, &mut b] {
                        if let Some(n) = counts.get_mut(x) {
                            *n = n.saturating_sub(step);
                        }
                    }
                }
                (x, y) => return x.cmp(&y),
            }
        }
    }
}

impl PartialOrd for Standing<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Standing<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl Eq for Standing<'_> {}

/// The lower middle grade; `None` without grades.
fn middle(counts: &[u64]) -> Option<usize> {
    let total: u64 = counts.iter().sum();
    let mut seen = 0;
    counts.iter().position(|&n| {
        seen += n;
        total > 0 && seen >= total.div_ceil(2)
    })
}

/// How many of the middle grade `at` must be taken away for the middle to move.
fn until_moved(counts: &[u64], at: usize) -> u64 {
    let have = counts.get(at).copied().unwrap_or(0);
    let moved = |taken: u64| {
        let mut left = counts.to_vec();
        if let Some(n) = left.get_mut(at) {
            *n -= taken;
        }
        middle(&left) != Some(at)
    };
    let (mut low, mut high) = (1, have);
    while low < high {
        let half = low + (high - low) / 2;
        if moved(half) { high = half } else { low = half + 1 }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow way: middle grades in the order in which they are taken away.
    fn sequence(counts: &[u64]) -> Vec<usize> {
        let mut counts = counts.to_vec();
        let mut out = Vec::new();
        while let Some(at) = middle(&counts) {
            out.push(at);
            counts[at] -= 1;
        }
        out
    }

    proptest! {
        #[test]
        fn batches_agree_with_one_by_one(grades in prop::collection::vec((0usize..5, 0usize..5), 1..30)) {
            let (mut a, mut b) = (vec![0u64; 5], vec![0u64; 5]);
            for (x, y) in grades {
                a[x] += 1;
                b[y] += 1;
            }
            let fast = Standing { counts: &a }.cmp(&Standing { counts: &b });
            prop_assert_eq!(fast, sequence(&a).cmp(&sequence(&b)));
        }
    }

    #[test]
    fn a_table_of_grades() {
        let mut grades = read(b"weight,A,B,C\n3,5,4,0\n2,1,4,\n1,3,3,9\n").unwrap();
        grades.election.seats = 1;
        let outcome = count(&grades, &Bilingual::default()).unwrap();
        // A: 5,5,5,3,1,1 has 3; B: 4,4,4,4,4,3 has 4; C has 0.
        assert_eq!((outcome.elected, outcome.valid), (vec![1], 6));
        assert_eq!(read(b"A,B\n1,x\n").unwrap_err().line, Some(2));
        assert_eq!(read(b"A,B\n1,101\n").unwrap_err().line, Some(2));
    }
}
