//! Those to whom an officer is sent answer.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{AppointmentStanding, Standing};
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
    for (issuer, sent) in by_issuer(standing).into_iter().filter(|(_, sent)| !sent.unanswered.is_empty()) {
        let mut finding = RULE.finding(issuer);
        finding.concerns.extend(sent.unanswered.iter().map(|id| (*id).clone()));
        let silent: Vec<Id> = sent.silent.into_iter().cloned().collect();
        findings.add(
            finding
                .fact("sent", sent.appointments)
                .fact("unanswered", sent.unanswered.len())
                .fact("silent", silent),
        );
    }
}

fn by_issuer(standing: &Standing) -> BTreeMap<&Id, Sent<'_>> {
    let mut issuers: BTreeMap<&Id, Sent> = BTreeMap::new();
    let addressed = |a: &AppointmentStanding| a.in_force && !a.appointment.to.is_empty();
    for (id, appointment) in standing.appointments.iter().filter(|(_, a)| addressed(a)) {
        let Some(issuer) = &appointment.issuer else { continue };
        let sent = issuers.entry(issuer).or_default();
        sent.appointments += 1;
        let no_answer = |unit: &&Id| !appointment.answers.contains_key(*unit);
        let silent: Vec<&Id> = appointment.appointment.to.iter().filter(no_answer).collect();
        if !silent.is_empty() {
            sent.unanswered.push(id);
            sent.silent.extend(silent);
        }
    }
    issuers
}
