//! Before a congress: how many delegates each unit may send and has sent, whom they represent, how their credentials stand, how old the
//! mandates are, and which organs should have sat by now and who may call them.

use crate::rules::time::{surely_months_passed, whole_months};
use crate::standing::Standing;
use crate::turn::{self, Missed};
use serde::Serialize;
use shura_act::act::Class;
use shura_act::{Date, Figure, Id, Key};
use std::collections::{BTreeMap, BTreeSet};

/// What a unit may send to an organ, and has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delegation {
    /// The unit.
    pub unit: Id,
    /// Its members, as last counted; nothing where that is not known exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<u64>,
    /// Votes that the norm gives it; nothing without a norm or a count of members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Votes that it has given to delegates who sit.
    pub given: u64,
    /// Delegates that it may still send.
    pub missing: u64,
    /// Delegates beyond the norm.
    pub over: u64,
}

/// The delegations to an organ: of every unit that elects it or has sent somebody.
pub fn delegations(standing: &Standing, organ: &Id) -> Vec<Delegation> {
    let norm = standing.kind_of(organ).and_then(|k| k.norm.as_ref());
    let sent = standing.organs.get(organ).map(|o| &o.delegates);
    let tell = |unit: Id| {
        let members = members(standing, &unit);
        let seats = members.zip(norm).and_then(|(members, norm)| norm.seats(members).ok());
        let given = sent.and_then(|s| s.get(&unit)).copied().unwrap_or(0);
        Delegation {
            missing: seats.map_or(0, |s| s.saturating_sub(given)),
            over: seats.map_or(0, |s| given.saturating_sub(s)),
            unit,
            members,
            seats,
            given,
        }
    };
    electing(standing, organ).into_iter().map(tell).collect()
}

/// The units that elect an organ, by its own word or else that of its kind, and those that sent somebody. Units that have ended are left out.
fn electing(standing: &Standing, organ: &Id) -> BTreeSet<Id> {
    let Some(of) = standing.organs.get(organ) else { return BTreeSet::new() };
    let elect = standing.organs.keys().filter(|unit| standing.elects(unit, organ));
    let units = elect.chain(of.delegates.keys());
    units.filter(|u| standing.organs.contains_key(*u) && standing.ended(u).is_none()).cloned().collect()
}

fn members(standing: &Standing, unit: &Id) -> Option<u64> {
    standing.organs.get(unit)?.members.as_ref().and_then(Figure::exact)
}

/// Whom those who sit represent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Base {
    /// Members of the units that sent somebody who may vote now.
    pub represented: u64,
    /// Members of all units that elect.
    pub members: u64,
    /// Units whose members are not known: neither sum holds them.
    pub unknown: u64,
}

/// The base that an organ represents.
pub fn represented(standing: &Standing, organ: &Id) -> Base {
    let mut base = Base::default();
    for delegation in delegations(standing, organ) {
        let Some(members) = delegation.members else {
            base.unknown = base.unknown.saturating_add(1);
            continue;
        };
        base.members = base.members.saturating_add(members);
        if delegation.given > 0 {
            base.represented = base.represented.saturating_add(members);
        }
    }
    base
}

/// How the credentials of an organ stand. A mandate may be counted under several heads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Credentials {
    /// Mandates in force, substitutes that do not sit included.
    pub given: u64,
    /// Those that may vote now.
    pub voting: u64,
    /// Substitutes.
    pub substitutes: u64,
    /// Those verified.
    pub verified: u64,
    /// Those given until they are verified, and not verified yet.
    pub provisional: u64,
    /// Those against which a challenge stands.
    pub challenged: u64,
    /// Challenges of mandates in the organ on which was ruled.
    pub ruled: u64,
    /// Challenges of mandates in the organ on which nobody has ruled.
    pub unruled: u64,
    /// Mandates that have ended.
    pub ended: u64,
}

/// How the credentials of an organ stand.
pub fn credentials(standing: &Standing, organ: &Id) -> Credentials {
    let mut told = Credentials::default();
    let Some(of) = standing.organs.get(organ) else { return told };
    told.voting = of.electors.votes.len() as u64;
    let add = |n: &mut u64, is: bool| *n = n.saturating_add(u64::from(is));
    for id in &of.mandates {
        let Some(held) = standing.mandates.get(id) else { continue };
        add(&mut told.ended, !held.in_force);
        add(&mut told.given, held.in_force);
        add(&mut told.substitutes, held.in_force && held.mandate.substitute_for.is_some());
        add(&mut told.verified, held.in_force && held.verified);
        add(&mut told.provisional, held.in_force && held.mandate.provisional && !held.verified);
        add(&mut told.challenged, held.in_force && held.challenged.is_some());
    }
    for challenge in standing.challenges.values().filter(|c| of.mandates.contains(&c.of)) {
        add(&mut told.ruled, challenge.ruled.is_some());
        add(&mut told.unruled, challenge.ruled.is_none());
    }
    told
}

/// How old a mandate is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Age {
    /// The mandate.
    pub mandate: Id,
    /// Who holds it.
    pub person: Id,
    /// Whole months since it was given; nothing where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u64>,
    /// Whether it has surely lasted longer than the term.
    pub expired: bool,
    /// Whether it surely was not renewed for as long as makes it stale.
    pub stale: bool,
}

/// How old the mandates in an organ are at a moment, in seconds from 1970-01-01, the oldest first. Guests hold none that ages.
pub fn ages(standing: &Standing, organ: &Id, now: i64) -> Vec<Age> {
    let kind = standing.kind_of(organ);
    let (term, stale) = (kind.and_then(|k| k.term_months), kind.and_then(|k| k.stale_months));
    let past = |since: Option<&Date>, limit: Option<u64>| {
        since.zip(limit).is_some_and(|(since, limit)| surely_months_passed(since, limit, now))
    };
    let seated = standing.seated(organ).filter(|(_, m)| m.mandate.class != Class::Guest);
    let tell = |(id, held): (&Id, &crate::standing::MandateStanding)| Age {
        mandate: id.clone(),
        person: held.mandate.person.clone(),
        months: held.since.as_ref().map(|since| whole_months(since, now)),
        expired: past(held.since.as_ref(), term),
        stale: past(held.since.as_ref(), stale),
    };
    let mut ages: Vec<Age> = seated.map(tell).collect();
    ages.sort_by_key(|age| (std::cmp::Reverse(age.months), age.mandate.clone()));
    ages
}

/// An organ that should have sat by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overdue {
    /// Its last sitting, where the turn is reckoned from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Id>,
    /// When that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Months that may lie between two sittings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_months: Option<u64>,
    /// Months that have surely passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u64>,
    /// The call upon which it has not sat yet, if it was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<Id>,
    /// Organs and persons who may call it by the ordinary rule.
    pub conveners: BTreeSet<Id>,
    /// Organs and persons who may call it now that it is overdue.
    pub fallback: BTreeSet<Id>,
}

/// The organs that should have sat by a date, with those who may call them.
pub fn overdue(standing: &Standing, at: &Date) -> BTreeMap<Id, Overdue> {
    let living = standing.organs.iter().filter(|(id, _)| standing.ended(id).is_none());
    let told = living.filter_map(|(id, of)| {
        let rule = standing.kind_of(id)?.convening.as_ref()?;
        let waits = |c: &&Id| standing.convenings.get(*c).is_some_and(|c| c.held.is_none());
        let called = of.convenings.iter().rev().find(waits);
        let due = called.and_then(|c| standing.convenings.get(c)?.convening.due.as_ref());
        let (last, since, every_months, months) = match turn::missed(standing, id, due, at)? {
            Missed::Day(due) => (None, Some(due.clone()), None, None),
            Missed::Turn { last, since, every, passed } => {
                (Some(last.clone()), Some(since.clone()), Some(every), Some(passed))
            }
        };
        let conveners = named(standing, &rule.by);
        let fallback = named(standing, &rule.fallback);
        Some((
            id.clone(),
            Overdue { last, since, every_months, months, called: called.cloned(), conveners, fallback },
        ))
    });
    told.collect()
}

/// The organs and persons whom words of the charter name now.
fn named(standing: &Standing, words: &[Key]) -> BTreeSet<Id> {
    let organs = standing.organs.keys().filter(|id| standing.ended(id).is_none());
    organs.chain(standing.persons.keys()).filter(|id| standing.is_any_of(id, words)).cloned().collect()
}
