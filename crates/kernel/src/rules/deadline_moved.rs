//! A deadline that is moved keeps the old one beside the new one.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "deadline-moved",
    system: "D7",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Progress], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Progress(progress) = &entry.act else { return };
    let (Some(new), Some(pending)) = (&progress.deadline, standing.pending.get(&progress.of)) else { return };
    let Some(old) = pending.due.as_ref().filter(|old| *old != new) else { return };
    let finding = RULE.finding(&entry.id).fact("of", &progress.of).fact("old", old).fact("new", new);
    findings.add(finding.concerns(&progress.of));
}
