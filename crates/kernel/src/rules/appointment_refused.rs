//! An appointment that those it is addressed to refuse is seen.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "appointment-refused", system: "D5", severity: Severity::Note, looks: Looks::At(&[Kind::Acceptance], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Acceptance(a) = &entry.act else { return };
    let Some(held) = standing.appointments.get(&a.of).filter(|_| a.refused) else { return };
    let accepted = held.answers.iter().filter(|(unit, yes)| **yes && **unit != a.unit).count();
    findings.add(
        RULE.finding(&entry.id)
            .concerns(&a.of)
            .fact("unit", &a.unit)
            .fact("person", &held.appointment.person)
            .fact("office", standing.office(&held.appointment.office))
            .fact("accepted", accepted),
    );
}
