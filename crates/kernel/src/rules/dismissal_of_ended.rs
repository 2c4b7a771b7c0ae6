//! A dismissal ends something that still holds.

use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "dismissal-of-ended", system: "D5", severity: Severity::Note, looks: Looks::At(&[Kind::Dismissal], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Dismissal(a) = &entry.act else { return };
    let Some(held) = standing.appointments.get(&a.of).filter(|held| !held.in_force) else { return };
    let never = || Fact::from(Bilingual::new("it never had effect", "هرگز اثری نداشت"));
    findings.add(
        RULE.finding(&entry.id)
            .concerns(&a.of)
            .fact("person", &held.appointment.person)
            .fact("office", standing.office(&held.appointment.office))
            .fact("ended", held.ended_by.as_ref().map_or_else(never, Fact::from)),
    );
}
