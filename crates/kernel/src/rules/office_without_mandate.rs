//! What is held by virtue of a mandate needs that mandate, in force and of the same person.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "office-without-mandate", system: "A6", severity: Severity::Void, looks: Looks::At(&[Kind::Appointment, Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (person, base) = match &entry.act {
        Act::Appointment(a) => (&a.person, &a.virtue_of),
        Act::Mandate(a) => (&a.person, &a.virtue_of),
        _ => return,
    };
    let Some(base) = base else { return };
    if let Some(why) = fault(standing, person, base) {
        findings
            .add(RULE.finding(&entry.id).concerns(base).fact("person", person).fact("base", standing.name_of(base)).fact("why", why));
    }
}

fn fault(standing: &Standing, person: &Id, base: &Id) -> Option<Bilingual> {
    let mandate = standing.mandates.get(base).map(|m| (&m.mandate.person, m.in_force, &m.ended_by));
    let office = || standing.appointments.get(base).map(|a| (&a.appointment.person, a.in_force, &a.ended_by));
    let (holder, in_force, ended_by) = mandate.or_else(office)?;
    if holder != person {
        let name = standing.name_of(holder);
        return Some(Bilingual::new(format!("that is {}'s", name.en), format!("آن از {} است", name.fa)));
    }
    if in_force {
        return None;
    }
    Some(match ended_by {
        Some(by) => Bilingual::new(format!("that was ended by {by}"), format!("آن با {by} پایان یافته است")),
        None => Bilingual::new("that is not in force", "آن برقرار نیست"),
    })
}
