//! The time of an act in a living record is one that rules can reckon with: when it happened is no open span, and when it was entered is one second.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Date, Entry};

/// The rule.
pub static RULE: Rule =
    Rule { id: "time-left-open", system: "E5", severity: Severity::Void, looks: Looks::At(&[], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    if !may::is_asked(standing) {
        return;
    }
    let is_open = |at: &&Date| at.first() == i64::MIN || at.last() == i64::MAX;
    let is_span = |entered: &&Date| entered.first() != entered.last();
    let at = entry.at.as_ref().filter(is_open).map(|at| ("at", at));
    let entered = entry.entered.as_ref().filter(is_span).map(|entered| ("entered", entered));
    if let Some((which, date)) = at.or(entered) {
        findings.add(RULE.finding(&entry.id).fact("which", which).fact("date", date.as_str()));
    }
}
