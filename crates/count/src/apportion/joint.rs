//! Joint lists (apparentement, surplus-vote agreements): lists that agreed on it are counted as one, and share their seats.

use super::{Apportionment, Method, Problem, solve};
use crate::{Error, words};
use serde::{Deserialize, Serialize};

/// Seats given to joint lists, then inside each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joint {
    /// The first apportionment, between groups in the order of their first lists.
    pub between: Apportionment,
    /// The lists of each group.
    pub groups: Vec<Vec<usize>>,
    /// The second apportionment of each group that has more than one list and any seats.
    pub within: Vec<Option<Apportionment>>,
    /// Seats of each list, in the order of the input.
    pub seats: Vec<u64>,
}

/// Gives the seats to groups of lists by `method`, then each group's seats to its lists by `inner`.
///
/// The threshold is each list's own: a list below it brings no votes to its group. `groups` names the joint lists; a list
/// in none of them stands alone. Bounds on seats cannot be combined with joint lists. A lot orders lists; a group is drawn by
/// its first list.
///
/// Errors: those of [`solve`]; a list named in two groups or not there.
pub fn joint(
    method: Method,
    inner: Method,
    problem: &Problem<'_>,
    groups: &[Vec<usize>],
) -> Result<Joint, Error> {
    if !problem.at_least.is_empty() || !problem.at_most.is_empty() {
        return Err(Error::new(
            "least and most seats cannot be asked together with joint lists; leave one out",
            "کمینه و بیشینهٔ کرسی را نمی‌توان همراه فهرست‌های پیوسته خواست؛ یکی را بردارید",
        ));
    }
    let groups = complete(groups, problem.votes.len())?;
    // One apportionment of the lists alone tells which are below the threshold.
    let excluded = solve(method, &Problem { lot: &[], ..problem.clone() })?.excluded;
    let votes_of = |list: usize| match excluded.contains(&list) {
        true => 0,
        false => problem.votes.get(list).copied().unwrap_or(0),
    };
    let sums: Vec<u64> = groups
        .iter()
        .map(|g| g.iter().map(|&l| votes_of(l)).try_fold(0u64, u64::checked_add).unwrap_or(u64::MAX))
        .collect();
    let group_lot: Vec<usize> =
        problem.lot.iter().filter_map(|l| groups.iter().position(|g| g.first() == Some(l))).collect();
    let between = solve(
        method,
        &Problem { votes: &sums, seats: problem.seats, lot: &group_lot, ..Problem::default() },
    )?;
    let mut seats = vec![0; problem.votes.len()];
    let mut within = Vec::with_capacity(groups.len());
    for (group, &won) in groups.iter().zip(&between.seats) {
        let share = if won == 0 || group.len() == 1 {
            None
        } else {
            let votes: Vec<u64> = group.iter().map(|&l| votes_of(l)).collect();
            let lot: Vec<usize> =
                problem.lot.iter().filter_map(|l| group.iter().position(|m| m == l)).collect();
            Some(solve(inner, &Problem { votes: &votes, seats: won, lot: &lot, ..Problem::default() })?)
        };
        for (i, &list) in group.iter().enumerate() {
            if let Some(s) = seats.get_mut(list) {
                *s = share.as_ref().map_or(won, |a| a.seats.get(i).copied().unwrap_or(0));
            }
        }
        within.push(share);
    }
    Ok(Joint { between, groups, within, seats })
}

/// The groups named, and every other list alone, in the order of their first lists.
fn complete(groups: &[Vec<usize>], lists: usize) -> Result<Vec<Vec<usize>>, Error> {
    let mut owner: Vec<Option<usize>> = vec![None; lists];
    for (g, group) in groups.iter().enumerate() {
        for &list in group {
            match owner.get_mut(list) {
                Some(slot @ None) => *slot = Some(g),
                _ => {
                    return Err(Error::new(
                        format!("list {} is not there or is named twice in joint lists", list + 1),
                        format!(
                            "فهرست {} وجود ندارد یا دو بار در فهرست‌های پیوسته آمده است",
                            words::fa(list + 1)
                        ),
                    ));
                }
            }
        }
    }
    let mut done = vec![false; groups.len()];
    let mut out = Vec::new();
    for (list, owner) in owner.iter().enumerate() {
        match owner {
            None => out.push(vec![list]),
            Some(g) => {
                if let (Some(done), Some(group)) = (done.get_mut(*g), groups.get(*g)) {
                    if !*done {
                        out.push(group.clone());
                    }
                    *done = true;
                }
            }
        }
    }
    Ok(out)
}
