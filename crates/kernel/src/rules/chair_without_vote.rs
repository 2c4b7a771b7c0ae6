//! Nobody takes the chair of an organ, or of its sitting, from another by the stroke of a pen.

use super::bonds::is_under;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::{AppointmentStanding, Standing};
use shura_act::act::{Dismissal, Election, Outcome};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "chair-without-vote",
    system: "B2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Appointment, Kind::Election, Kind::Dismissal], check),
};

/// The office of whoever leads an organ.
const CHAIR: &str = "chair";

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    // An organ that acts itself, in a record kept by hand, tells what it decided.
    let Some(by) = entry.by.as_ref().filter(|by| !standing.organs.contains_key(*by)) else { return };
    if !may::is_asked(standing) || may::founding(standing) {
        return;
    }
    let taken = match &entry.act {
        Act::Appointment(a) if a.office.as_str() == CHAIR => a
            .organ
            .as_ref()
            .and_then(|organ| held_in(standing, organ, by).or_else(|| led(standing, entry, organ, by))),
        Act::Election(a) => elected(standing, entry, a, by),
        Act::Dismissal(a) => dismissed(standing, a, by),
        _ => None,
    };
    let Some((organ, holder)) = taken else { return };
    if !by_vote(standing, entry, organ) && !by_one_above(standing, entry, organ) {
        let finding = RULE.finding(&entry.id).fact("by", by).fact("organ", organ).fact("holder", holder);
        findings.add(finding);
    }
}

/// The organ whose chair somebody else holds, and who.
fn held_in<'a>(standing: &'a Standing, organ: &'a Id, by: &Id) -> Option<(&'a Id, &'a Id)> {
    let offices = standing.organs.get(organ)?.offices.iter().filter_map(|id| standing.appointments.get(id));
    let mut chairs = offices.filter(|a| is_chair(a) && standing.is_held(a) && a.appointment.person != *by);
    chairs.next().map(|a| (organ, &a.appointment.person))
}

fn is_chair(office: &AppointmentStanding) -> bool {
    office.appointment.office.as_str() == CHAIR
}

/// The organ whose sitting somebody else presides over, and who, where an act is done in that sitting.
fn led<'a>(standing: &'a Standing, entry: &Entry, organ: &'a Id, by: &Id) -> Option<(&'a Id, &'a Id)> {
    let (id, sitting) = standing.sittings.get_key_value(entry.sitting.as_ref()?)?;
    let chair = sitting.chair.as_ref()?;
    (sitting.sitting.organ == *organ && !may::presides(standing, by, id)).then_some((organ, chair))
}

fn elected<'a>(
    standing: &'a Standing,
    entry: &'a Entry,
    a: &'a Election,
    by: &Id,
) -> Option<(&'a Id, &'a Id)> {
    let leads = a.office.as_ref().is_some_and(|office| matches!(office.as_str(), CHAIR | "presidium"));
    let organ = standing.organ_of_sitting(&a.of).unwrap_or(&a.of);
    let sitting = if standing.sittings.contains_key(&a.of) { Some(&a.of) } else { entry.sitting.as_ref() };
    let (id, held) = standing.sittings.get_key_value(sitting.filter(|_| leads)?)?;
    let chair = held.chair.as_ref()?;
    (held.sitting.organ == *organ && !may::presides(standing, by, id)).then_some((organ, chair))
}

fn dismissed<'a>(standing: &'a Standing, a: &Dismissal, by: &Id) -> Option<(&'a Id, &'a Id)> {
    let held = standing.appointments.get(&a.of).filter(|held| is_chair(held))?;
    let organ = standing.office_in(held)?;
    (held.appointment.person != *by).then_some((organ, &held.appointment.person))
}

/// Whether the act names a vote that the organ, or one above it, carried.
fn by_vote(standing: &Standing, entry: &Entry, organ: &Id) -> bool {
    let named = match &entry.act {
        Act::Election(a) => a.division.as_ref(),
        _ => None,
    };
    named.into_iter().chain(&entry.under).any(|vote| {
        standing.divisions.get(vote).is_some_and(|d| {
            d.organ.as_ref().is_some_and(|o| o == organ || is_above(standing, o, organ))
                && d.division.outcome == Some(Outcome::Carried)
                && !d.division.consultative
                && !standing.is_void(vote)
        })
    })
}

/// Whether the act is done in the name, or in the sitting, of an organ above.
fn by_one_above(standing: &Standing, entry: &Entry, organ: &Id) -> bool {
    standing.issuer(entry).is_some_and(|acts| acts != organ && is_above(standing, acts, organ))
}

fn is_above(standing: &Standing, one: &Id, organ: &Id) -> bool {
    standing.organs.contains_key(one) && !standing.is_unit(one) && is_under(standing, organ, one)
}
