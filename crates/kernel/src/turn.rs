//! When the next sitting of an organ is due, as the charter and the call have it.

use crate::rules::time::{surely_months_after, whole_months};
use crate::standing::Standing;
use shura_act::{Date, Id};

/// The turn that was missed.
pub enum Missed<'a> {
    /// The day that the rules wanted, as the call tells it.
    Day(&'a Date),
    /// The months that may lie between two sittings.
    Turn {
        /// The last sitting.
        last: &'a Id,
        /// When it was.
        since: &'a Date,
        /// How many months may pass.
        every: u64,
        /// How many have surely passed.
        passed: u64,
    },
}

/// The turn that a sitting of an organ misses if it is held at a date; `None` if it can still be in time.
pub fn missed<'a>(
    standing: &'a Standing,
    organ: &'a Id,
    due: Option<&'a Date>,
    at: &Date,
) -> Option<Missed<'a>> {
    if let Some(due) = due
        && due.surely_before(at)
    {
        return Some(Missed::Day(due));
    }
    let every = standing.kind_of(organ)?.convening.as_ref()?.every_months?;
    let (last, since) = last_sitting(standing, organ)?;
    surely_months_after(since, every, at).then(|| Missed::Turn {
        last,
        since,
        every,
        passed: whole_months(since, at.first()),
    })
}

/// The last sitting of an organ whose date is known.
pub fn last_sitting<'a>(standing: &'a Standing, organ: &Id) -> Option<(&'a Id, &'a Date)> {
    let sittings = standing.organs.get(organ)?.sittings.iter().rev();
    sittings.filter(|s| !standing.is_void(s)).find_map(|s| Some((s, standing.sittings.get(s)?.at.as_ref()?)))
}
