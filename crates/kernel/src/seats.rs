//! What is asked of the seats of an organ: whose faction, how old, and whom they represent.

use crate::standing::{MandateStanding, Standing};
use shura_act::{Date, Figure, Id};

const DAY: i64 = 86_400;

/// The faction of whoever holds a mandate: that of the mandate, or else the person's own.
pub fn faction_of<'a>(standing: &'a Standing, held: &'a MandateStanding) -> Option<&'a Id> {
    let of_person = || standing.persons.get(&held.mandate.person)?.factions.first();
    held.mandate.faction.as_ref().or_else(of_person)
}

/// Whole days from the end of a date to a moment, in seconds from 1970-01-01; `None` where the date has no end or lies later.
pub fn age_days(since: &Date, moment: i64) -> Option<u64> {
    if since.last() == i64::MAX || moment == i64::MAX {
        return None;
    }
    u64::try_from(moment.saturating_sub(since.last()).div_euclid(DAY)).ok()
}

/// Whom an organ represents, as it was last told, or the members of the units that sent its delegates, in sum.
pub fn represented(standing: &Standing, organ: &Id) -> Option<Figure> {
    let told = standing.compositions.get(organ).into_iter().flatten();
    if let Some(told) = told.filter_map(|c| c.composition.represents.clone()).next_back() {
        return Some(told);
    }
    let mut units: Vec<&Id> = standing.seated(organ).filter_map(|(_, m)| m.mandate.unit.as_ref()).collect();
    units.sort();
    units.dedup();
    let members = |unit: &&Id| standing.organs.get(*unit)?.members.as_ref()?.exact();
    let known: Vec<u64> = units.iter().filter_map(members).collect();
    // A sum over some of the units only would be a number that nobody counted.
    (!known.is_empty() && known.len() == units.len())
        .then(|| Figure::exactly(known.into_iter().fold(0, u64::saturating_add)))
}
