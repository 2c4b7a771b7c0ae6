//! A chair is not given while another holds it, nor an office twice to the same person.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Appointment;
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "office-already-held", system: "D5", severity: Severity::Irregular, looks: Looks::At(&[Kind::Appointment], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Appointment(a) = &entry.act else { return };
    let Some(organ) = &a.organ else { return };
    let Some(held) = standing.organs.get(organ).map(|o| &o.offices) else { return };
    let Some((id, holder)) = held.iter().find_map(|id| holder(standing, id, a)) else { return };
    let severity = if *holder == a.person { Severity::Note } else { Severity::Irregular };
    findings.add(
        RULE.finding(&entry.id)
            .weighing(severity)
            .concerns(id)
            .fact("person", &a.person)
            .fact("holder", holder)
            .fact("office", standing.office(&a.office))
            .fact("organ", organ)
            .fact("earlier", id),
    );
}

/// The holder of an earlier appointment to the same office, which this one neither replaces nor stands beside.
fn holder<'a>(standing: &'a Standing, id: &'a Id, a: &Appointment) -> Option<(&'a Id, &'a Id)> {
    if a.replaces.as_ref() == Some(id) {
        return None;
    }
    let earlier = &standing.appointments.get(id)?.appointment;
    let same = earlier.office == a.office && earlier.to == a.to;
    let only_one = a.office.as_str() == "chair" || earlier.person == a.person;
    (same && only_one).then_some((id, &earlier.person))
}
