//! Our JSON: everything an [`Election`] holds.
//!
//! ```json
//! {"title": "Committee", "seats": 2,
//!  "candidates": [{"name": "Anna"}, {"name": "Boris", "group": "youth"}, {"name": "Clara", "withdrawn": true}],
//!  "ballots": [{"weight": 3, "ranking": [1, [2, 3]]}, {"ranking": [2]}],
//!  "lot": [2, 1, 3], "at_least": [{"group": "youth", "seats": 1}]}
//! ```
//! Candidates are numbered from 1. A list inside a ranking is a group of equals. A weight left out is one.

use crate::Error;
use crate::election::{AtLeast, Candidate, Election, MAX_CANDIDATES};
use crate::words::fa;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    title: String,
    #[serde(default)]
    seats: u64,
    candidates: Vec<Candidate>,
    ballots: Vec<Paper>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lot: Vec<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    at_least: Vec<AtLeast>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paper {
    #[serde(default = "one")]
    weight: u64,
    ranking: Vec<Place>,
}

fn one() -> u64 {
    1
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Place {
    One(usize),
    Equals(Vec<usize>),
}

/// Reads our JSON. Errors name the line of bad JSON, or the ballot (from 1) that cannot be read.
pub fn read(bytes: &[u8]) -> Result<Election, Error> {
    let file: File = serde_json::from_slice(bytes)
        .map_err(|e| Error::at(e.line() as u64, e.to_string(), format!("ساختار JSON درست نیست: {e}")))?;
    let count = file.candidates.len();
    if count > MAX_CANDIDATES {
        return Err(Error::new(
            format!("{count} candidates are more than the limit of {MAX_CANDIDATES}"),
            format!("{} نامزد از حد مجاز {} بیشتر است", fa(count), fa(MAX_CANDIDATES)),
        ));
    }
    let place = |n: usize, what: &str, what_fa: &str| {
        n.checked_sub(1).filter(|n| *n < count).ok_or_else(|| {
            Error::new(
                format!("{what}: candidate {n} does not exist; there are {count}"),
                format!("{what_fa}: نامزد {} وجود ندارد؛ {} نامزد هست", fa(n), fa(count)),
            )
        })
    };
    let mut election = Election {
        title: file.title,
        seats: file.seats,
        candidates: file.candidates,
        at_least: file.at_least,
        ..Election::default()
    };
    for n in file.lot {
        election.lot.push(place(n, "lot", "قرعه")?);
    }
    for (i, paper) in file.ballots.iter().enumerate() {
        let (name_en, name_fa) = (format!("ballot {}", i + 1), format!("برگهٔ {}", fa(i + 1)));
        let mut groups: Vec<Vec<usize>> = Vec::with_capacity(paper.ranking.len());
        for rank in &paper.ranking {
            let members: &[usize] = match rank {
                Place::One(n) => std::slice::from_ref(n),
                Place::Equals(list) => list,
            };
            let group: Result<Vec<usize>, Error> =
                members.iter().map(|&n| place(n, &name_en, &name_fa)).collect();
            groups.push(group?);
        }
        let slices: Vec<&[usize]> = groups.iter().map(Vec::as_slice).collect();
        election.ballots.add(paper.weight, &slices).map_err(|e| {
            Error::new(format!("{name_en}: {}", e.text.en), format!("{name_fa}: {}", e.text.fa))
        })?;
    }
    Ok(election)
}

/// Writes our JSON.
pub fn write(election: &Election) -> String {
    let ballots = (0..election.ballots.len())
        .map(|i| Paper {
            weight: election.ballots.weight(i),
            ranking: election
                .ballots
                .groups(i)
                .into_iter()
                .map(|group| match group.as_slice() {
                    [one] => Place::One(one + 1),
                    _ => Place::Equals(group.iter().map(|c| c + 1).collect()),
                })
                .collect(),
        })
        .collect();
    let file = File {
        title: election.title.clone(),
        seats: election.seats,
        candidates: election.candidates.clone(),
        ballots,
        lot: election.lot.iter().map(|c| c + 1).collect(),
        at_least: election.at_least.clone(),
    };
    // Plain strings, numbers and lists: this cannot fail, and an empty text would be noticed by any reader.
    serde_json::to_string(&file).unwrap_or_default()
}
