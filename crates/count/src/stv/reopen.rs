//! Re-open nominations (RON) as a candidate who can win more than one seat.
//!
//! A paper for RON wants nobody else below it, for every seat. So where RON is elected, its surplus goes to a further
//! RON (Buckinghamshire New University students' union, Bye-Law 4): each paper's RON is read as as many RONs as there are seats.

use crate::election::{Ballots, Candidate};
use crate::{Election, Error};

/// What the further RONs are called: their names begin with this mark, which no paper can carry.
const FURTHER: &str = "\u{1}";

/// The election with RON (the candidate at place `ron`) standing once for each seat. Further RONs are put at the end.
///
/// Errors: those of a ballot that cannot be held.
pub fn expand(election: &Election, ron: usize) -> Result<Election, Error> {
    let further = usize::try_from(election.seats).unwrap_or(usize::MAX).saturating_sub(1);
    let first = election.candidates.len();
    let mut out = Election { ballots: Ballots::default(), ..election.clone() };
    let name = election.name(ron).to_owned();
    for _ in 0..further.min(crate::election::MAX_CANDIDATES) {
        out.candidates.push(Candidate { group: Some(FURTHER.into()), ..Candidate::named(name.clone()) });
    }
    if let Some(c) = out.candidates.get_mut(ron) {
        c.group = Some(FURTHER.into());
    }
    for i in 0..election.ballots.len() {
        let mut groups = Vec::new();
        for group in election.ballots.groups(i) {
            let has = group.contains(&ron);
            groups.push(group);
            if has {
                groups.extend((first..out.candidates.len()).map(|c| vec![c]));
            }
        }
        let slices: Vec<&[usize]> = groups.iter().map(Vec::as_slice).collect();
        out.ballots.add(election.ballots.weight(i), &slices)?;
    }
    Ok(out)
}

/// Whether a candidate is a RON made by [`expand`].
pub fn is_reopen(election: &Election, c: usize) -> bool {
    election.candidates.get(c).is_some_and(|c| c.group.as_deref() == Some(FURTHER))
}
