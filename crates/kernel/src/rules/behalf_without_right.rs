//! Nobody acts in the name of an organ without an office in it, a decision of it, or the charter's word.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::Entry;

/// The rule.
pub static RULE: Rule =
    Rule { id: "behalf-without-right", system: "D9", severity: Severity::Void, looks: Looks::At(&[], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Some(by), Some(organ)) = (&entry.by, &entry.behalf) else { return };
    if may::is_asked(standing) && !may::founding(standing) && !may::may_act_for(standing, entry, by, organ) {
        findings.add(RULE.finding(&entry.id).fact("by", by).fact("organ", organ));
    }
}
