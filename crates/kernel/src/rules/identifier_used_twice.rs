//! A name is given once: no act takes the name of an earlier one.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::Entry;

/// The rule.
pub static RULE: Rule =
    Rule { id: "identifier-used-twice", system: "E2", severity: Severity::Void, looks: Looks::At(&[], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    if let Some(first) = standing.acts.get(&entry.id) {
        findings.add(RULE.finding(&entry.id).fact("place", u64::from(first.place) + 1));
    }
}
