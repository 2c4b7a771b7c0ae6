//! A sitting is opened by someone who sits in the organ, presides or called it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;

/// The rule.
pub static RULE: Rule = Rule { id: "opened-by-stranger", system: "B2", severity: Severity::Note, looks: Looks::At(&[Kind::Sitting], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Sitting(a) = &entry.act else { return };
    let Some(opener) = entry.by.as_ref().filter(|by| standing.persons.contains_key(*by)) else { return };
    // Who sits there is known only where mandates were entered.
    if standing.seated(&a.organ).next().is_none() || a.chair.as_ref() == Some(opener) {
        return;
    }
    let caller = a.convened.as_ref().and_then(|c| standing.convenings.get(c)).and_then(|c| c.by.as_ref());
    let called = caller.is_some_and(|c| c == opener || belongs(standing, opener, c));
    if !called && !belongs(standing, opener, &a.organ) {
        findings.add(RULE.finding(&entry.id).fact("opener", opener).fact("organ", &a.organ));
    }
}

/// Whether a person holds a seat or an office in an organ.
fn belongs(standing: &Standing, person: &Id, organ: &Id) -> bool {
    let office = |id: &Id| {
        standing.appointments.get(id).is_some_and(|a| a.in_force && a.appointment.organ.as_ref() == Some(organ))
    };
    standing.mandates_in(person, organ).next().is_some()
        || standing.persons.get(person).is_some_and(|p| p.appointments.iter().any(office))
}
