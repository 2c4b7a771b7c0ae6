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
        if !is_known(standing, entry, id) && !unknown.contains(&id) {
            unknown.push(id);
        }
    });
    for id in unknown {
        findings.add(RULE.finding(&entry.id).fact("reference", id));
    }
}

/// Whether an act of this name was entered. Nearly every act names who does it and in which sitting: they are looked for where few are kept.
fn is_known(standing: &Standing, entry: &Entry, id: &Id) -> bool {
    let is_of_few = if entry.by.as_ref() == Some(id) {
        standing.persons.contains_key(id) || standing.organs.contains_key(id)
    } else {
        entry.sitting.as_ref() == Some(id) && standing.sittings.contains_key(id)
    };
    is_of_few || standing.acts.contains_key(id)
}
