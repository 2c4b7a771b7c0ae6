//! An office of an organ is given and taken by the organ: in its sitting, or by a vote that is named; nobody gives or takes one alone.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::{DivisionStanding, Standing};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "office-without-decision",
    system: "A4",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Appointment, Kind::Dismissal], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(by) = entry.by.as_ref().filter(|by| !standing.organs.contains_key(*by)) else { return };
    if !may::is_asked(standing) || may::founding(standing) {
        return;
    }
    // Commissars are sent to others, who accept them or not; that is for those who send.
    let (person, organ) = match &entry.act {
        Act::Appointment(a) if a.to.is_empty() => (&a.person, a.organ.as_ref().or(entry.behalf.as_ref())),
        Act::Dismissal(a) => match standing.appointments.get(&a.of).filter(|held| held.appointment.to.is_empty()) {
            // One's own office one lays down.
            Some(held) if held.appointment.person != *by => (&held.appointment.person, standing.office_in(held)),
            _ => return,
        },
        _ => return,
    };
    let Some(organ) = organ else { return };
    let sits = entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s));
    if sits.is_some() || entry.under.as_ref().is_some_and(|under| is_decided(standing, under)) {
        return;
    }
    let finding = RULE.finding(&entry.id).fact("by", by).fact("person", person).fact("organ", organ);
    findings.add(finding.fact("gives", if entry.act.kind() == Kind::Appointment { "yes" } else { "no" }));
}

/// Whether an act is a decision: an election, or a vote that was carried, for which its motion stands too.
fn is_decided(standing: &Standing, under: &Id) -> bool {
    let of_motion = || standing.motions.get(under)?.divisions.last();
    let vote = standing.divisions.get(of_motion().unwrap_or(under));
    (vote.is_some_and(DivisionStanding::is_carried) || standing.elections.contains_key(under)) && !standing.is_void(under)
}
