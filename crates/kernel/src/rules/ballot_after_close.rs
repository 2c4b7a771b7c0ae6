//! A ballot is cast or taken back while the division is open.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::charter::Mode;

/// The rule.
pub static RULE: Rule = Rule { id: "ballot-after-close", system: "C3", severity: Severity::Void, looks: Looks::At(&[Kind::Ballot], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Ballot(a) = &entry.act else { return };
    let Some(division) = standing.divisions.get(&a.division) else { return };
    // History tells the figures of a vote and, beside them, what one voter did.
    let beside = standing.charter.organisation.mode == Mode::Recording;
    let told_at_once = division.declared_by.as_ref() == Some(&a.division);
    if division.open || (told_at_once && beside) {
        return;
    }
    let by = division.declared_by.as_ref().unwrap_or(&a.division);
    findings.add(RULE.finding(&entry.id).concerns(by).fact("mandate", &a.mandate).fact("closed", by));
}
