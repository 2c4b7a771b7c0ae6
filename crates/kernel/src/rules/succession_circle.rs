//! A line of successors does not lead back to where it begins.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule { id: "succession-circle", system: "D13", severity: Severity::Void, looks: Looks::At(&[Kind::Succession], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Succession(a) = &entry.act else { return };
    if let Some(through) = a.line.iter().find(|next| reaches(standing, next, &a.of)) {
        findings.add(RULE.finding(&entry.id).fact("of", &a.of).fact("through", through));
    }
}

/// Whether the lines declared before lead from one to the other.
fn reaches<'a>(standing: &'a Standing, from: &'a Id, to: &Id) -> bool {
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let mut next = vec![from];
    while let Some(id) = next.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            next.extend(standing.successions.get(id).into_iter().flatten());
        }
    }
    false
}
