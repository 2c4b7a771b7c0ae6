//! Nothing is entered before it happened.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    id: "entered-before-it-happened",
    system: "E5",
    severity: Severity::Irregular,
    looks: Looks::At(&[], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Some(at), Some(entered)) = (&entry.at, &entry.entered) else { return };
    // The clock of a living record goes by its acts: one that is dated ahead would end every term before its time.
    let living = may::is_asked(standing);
    if at.surely_after(entered) || (living && at.first() > entered.first()) {
        let severity = if living { Severity::Void } else { RULE.severity };
        findings.add(RULE.finding(&entry.id).weighing(severity).fact("at", at).fact("entered", entered));
    }
}
