//! Nothing is entered before it happened.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    id: "entered-before-it-happened",
    system: "E5",
    severity: Severity::Irregular,
    looks: Looks::At(&[], check),
};

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Some(at), Some(entered)) = (&entry.at, &entry.entered) else { return };
    if at.surely_after(entered) {
        findings.add(RULE.finding(&entry.id).fact("at", at).fact("entered", entered));
    }
}
