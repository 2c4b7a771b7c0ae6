//! A government made of those who lead its commissions is shown, with the commissions that nobody leads.

use crate::charter::Role;
use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::standing::{AppointmentStanding, Standing};
use shura_act::{Bilingual, Id};
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub static RULE: Rule = Rule { id: "commission-chairs-government", system: "C6", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    let mut heads: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
    for appointment in standing.appointments.values().filter(|a| a.in_force) {
        for commission in led(appointment) {
            heads.entry(commission).or_default().insert(&appointment.appointment.person);
        }
    }
    for (government, commissions) in governments(standing) {
        let members: BTreeSet<&Id> = standing.seated(government).map(|(_, m)| &m.mandate.person).collect();
        let led = |c: &&Id| heads.get(*c).is_some_and(|h| !h.is_disjoint(&members));
        let (filled, vacant): (Vec<&Id>, Vec<&Id>) = commissions.iter().copied().partition(led);
        if filled.is_empty() {
            continue;
        }
        let nobody = || Fact::from(Bilingual::new("none", "هیچ‌کدام"));
        let vacant: Vec<Id> = vacant.into_iter().cloned().collect();
        let finding = RULE.finding(government);
        findings.add(
            finding
                .fact("commissions", commissions.len())
                .fact("led", filled.len())
                .fact("vacant", if vacant.is_empty() { nobody() } else { vacant.into() }),
        );
    }
}

/// The organs that an appointment puts someone at the head of.
fn led(a: &AppointmentStanding) -> impl Iterator<Item = &Id> {
    let chair = a.appointment.organ.as_ref().filter(|_| a.appointment.office.as_str() == "chair");
    a.appointment.to.iter().chain(chair)
}

/// Executive organs with the commissions that belong to them.
fn governments(standing: &Standing) -> BTreeMap<&Id, Vec<&Id>> {
    let has = |id: &Id, role| standing.kind_of(id).is_some_and(|kind| kind.role == role);
    let mut governments: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for (id, organ) in standing.organs.iter().filter(|(id, _)| has(id, Role::Commission)) {
        if let Some(within) = organ.organ.within.as_ref().filter(|within| has(within, Role::Executive)) {
            governments.entry(within).or_default().push(id);
        }
    }
    governments
}
