//! A ballot is cast or taken back while the division is open, and the result of one that was opened is declared once.

use crate::finding::{Finding, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Ballot;
use shura_act::{Act, Entry, Id, Kind};
use crate::charter::Mode;

/// The rule.
pub static RULE: Rule = Rule { id: "ballot-after-close", system: "C3", severity: Severity::Void, looks: Looks::At(&[Kind::Ballot, Kind::Declaration], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    match &entry.act {
        Act::Ballot(a) => ballot(standing, &entry.id, a, findings),
        Act::Declaration(a) if standing.charter.organisation.mode == Mode::Enforcing => {
            let declared = standing.divisions.get(&a.division).and_then(|d| d.declared_by.as_ref());
            if let Some(by) = declared {
                findings.add(found(&entry.id, by).fact("mandate", &a.division).fact("what", "declaration"));
            }
        }
        _ => {}
    }
}

fn found(act: &Id, by: &Id) -> Finding {
    RULE.finding(act).concerns(by).fact("closed", by)
}

fn ballot(standing: &Standing, act: &Id, a: &Ballot, findings: &mut Findings) {
    let Some(division) = standing.divisions.get(&a.division) else { return };
    // History tells the figures of a vote and, beside them, what one voter did.
    let beside = standing.charter.organisation.mode == Mode::Recording;
    let told_at_once = division.declared_by.as_ref() == Some(&a.division);
    if division.open || (told_at_once && beside) {
        return;
    }
    let by = division.declared_by.as_ref().unwrap_or(&a.division);
    findings.add(found(act, by).fact("mandate", &a.mandate).fact("what", "ballot"));
}
