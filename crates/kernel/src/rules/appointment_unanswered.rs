//! Those to whom an officer is sent answer.

use crate::charter::Role;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::Id;
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub static RULE: Rule = Rule { id: "appointment-unanswered", system: "D5", severity: Severity::Note, looks: Looks::Over(check) };

#[derive(Default)]
struct Sent<'a> {
    /// Appointments in force that are addressed to units.
    appointments: usize,
    /// Appointments of which some unit did not answer.
    unanswered: Vec<&'a Id>,
    /// Units that did not answer.
    silent: BTreeSet<&'a Id>,
}

fn check(standing: &Standing, findings: &mut Findings) {
    for (issuer, sent) in by_issuer(standing) {
        let Some((first, others)) = sent.unanswered.split_first() else { continue };
        let mut finding = RULE.finding(first);
        finding.concerns.extend(others.iter().map(|id| (*id).clone()));
        let silent: Vec<Id> = sent.silent.into_iter().cloned().collect();
        findings.add(
            finding
                .fact("issuer", issuer)
                .fact("sent", sent.appointments)
                .fact("unanswered", sent.unanswered.len())
                .fact("silent", silent),
        );
    }
}

fn by_issuer(standing: &Standing) -> BTreeMap<&Id, Sent<'_>> {
    let mut issuers: BTreeMap<&Id, Sent> = BTreeMap::new();
    for (id, appointment) in standing.appointments.iter().filter(|(_, a)| a.in_force) {
        let units: Vec<&Id> = appointment.appointment.to.iter().filter(|to| is_unit(standing, to)).collect();
        let Some(issuer) = appointment.issuer.as_ref().filter(|i| standing.ended(i).is_none()) else { continue };
        if units.is_empty() {
            continue;
        }
        let sent = issuers.entry(issuer).or_default();
        sent.appointments += 1;
        let silent: Vec<&Id> = units.into_iter().filter(|unit| !appointment.answers.contains_key(*unit)).collect();
        if !silent.is_empty() {
            sent.unanswered.push(id);
            sent.silent.extend(silent);
        }
    }
    issuers
}

/// Whoever is put at the head of a commission needs no answer from it.
fn is_unit(standing: &Standing, to: &Id) -> bool {
    standing.kind_of(to).is_none_or(|kind| kind.role != Role::Commission)
}
