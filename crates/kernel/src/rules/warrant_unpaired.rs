//! A warrant that must be shown with another has that other, in force and of the same person.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "warrant-unpaired", system: "D5", severity: Severity::Irregular, looks: Looks::At(&[Kind::Appointment], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Appointment(a) = &entry.act else { return };
    let Some(other) = &a.paired_with else { return };
    if let Some(why) = fault(standing, &a.person, other) {
        findings.add(
            RULE.finding(&entry.id).concerns(other).fact("person", &a.person).fact("other", other).fact("why", why),
        );
    }
}

fn fault(standing: &Standing, person: &Id, other: &Id) -> Option<Bilingual> {
    let Some(held) = standing.appointments.get(other) else {
        return Some(Bilingual::new("that is no warrant", "آن حکم مأموریت نیست"));
    };
    let holder = &held.appointment.person;
    if holder != person {
        let name = standing.name_of(holder);
        return Some(Bilingual::new(format!("that is {}'s", name.en), format!("آن از {} است", name.fa)));
    }
    (!held.in_force).then(|| Bilingual::new("that is not in force", "آن برقرار نیست"))
}
