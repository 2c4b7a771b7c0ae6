//! An act refers only to acts entered before it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Id};

/// The rule.
pub static RULE: Rule =
    Rule { id: "unknown-reference", system: "E2", severity: Severity::Void, looks: Looks::At(&[], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let mut unknown: Vec<&Id> = vec![];
    entry.each_reference(&mut |id| {
        if !standing.knows(id) && !unknown.contains(&id) {
            unknown.push(id);
        }
    });
    for id in unknown {
        findings.add(RULE.finding(&entry.id).fact("reference", id));
    }
}
