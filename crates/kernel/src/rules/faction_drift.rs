//! Whoever goes over to another faction keeps the mandates given under the first.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Affiliation;
use shura_act::{Act, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule { id: "faction-drift", system: "A8", severity: Severity::Note, looks: Looks::At(&[Kind::Affiliation], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Affiliation(a) = &entry.act else { return };
    let Some(joins) = &a.joins else { return };
    let (from, mandates) = drift(standing, a, joins);
    if from.is_empty() {
        return;
    }
    let mut finding = RULE.finding(&entry.id).fact("who", &a.who).fact("mandates", mandates.len());
    finding.concerns.extend(mandates);
    findings.add(finding.fact("from", from.into_iter().collect::<Vec<Id>>()).fact("joins", joins));
}

/// The factions left, and the mandates in force that were given under them.
fn drift(standing: &Standing, a: &Affiliation, joins: &Id) -> (BTreeSet<Id>, Vec<Id>) {
    let mut from: BTreeSet<Id> = a.leaves.iter().filter(|f| !akin(standing, f, joins)).cloned().collect();
    let mut mandates = vec![];
    for id in standing.persons.get(&a.who).map(|p| &p.mandates).into_iter().flatten() {
        let held = standing.mandates.get(id).filter(|m| m.in_force);
        if let Some(faction) = held.and_then(|m| m.mandate.faction.as_ref()).filter(|f| !akin(standing, f, joins)) {
            from.insert(faction.clone());
            mandates.push(id.clone());
        }
    }
    (from, mandates)
}

/// Whether one faction is the other or part of it.
fn akin(standing: &Standing, a: &Id, b: &Id) -> bool {
    let within = |id: &Id| standing.factions.get(id).and_then(|f| f.faction.within.clone());
    a == b || within(a).as_ref() == Some(b) || within(b).as_ref() == Some(a)
}
