//! When a decision is ruled void, what no longer stands and what was done upon it are shown.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule { id: "decision-voided", system: "C1", severity: Severity::Note, looks: Looks::At(&[Kind::Ruling], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Ruling(a) = &entry.act else { return };
    let Some(of) = standing.voids(a) else { return };
    let decides = standing.motions.contains_key(of)
        || standing.divisions.contains_key(of)
        || standing.elections.contains_key(of);
    if !decides || standing.is_void(of) {
        return;
    }
    let fallen: Vec<Id> = standing.settled_by(of).cloned().collect();
    let followed = followed(standing, of, &fallen);
    let mut finding = RULE.finding(&entry.id).concerns(of);
    finding.concerns.extend(fallen.iter().chain(&followed).cloned());
    findings.add(
        finding
            .fact("of", of)
            .fact("fallen-count", fallen.len())
            .fact("fallen", told::list(standing, &fallen))
            .fact("followed-count", followed.len())
            .fact("followed", told::list(standing, &followed)),
    );
}

/// Acts that rest on what is void, or on acts that do, in the order of their names.
fn followed(standing: &Standing, of: &Id, fallen: &[Id]) -> Vec<Id> {
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let mut next: Vec<&Id> = fallen.iter().chain([of]).collect();
    while let Some(ground) = next.pop() {
        next.extend(standing.resting.get(ground).into_iter().flatten().filter(|act| seen.insert(*act)));
    }
    seen.into_iter().filter(|act| !standing.is_void(act)).cloned().collect()
}
