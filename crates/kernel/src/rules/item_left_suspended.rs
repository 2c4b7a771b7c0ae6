//! A sitting does not close over items that it interrupted.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Key, Kind};
use shura_act::act::{ItemState, SittingState};

/// The rule.
pub static RULE: Rule = Rule { id: "item-left-suspended", system: "B3", severity: Severity::Note, looks: Looks::At(&[Kind::SittingChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::SittingChange(a) = &entry.act else { return };
    let Some(sitting) = standing.sittings.get(&a.of) else { return };
    if !matches!(a.to, SittingState::Closed | SittingState::Dispersed) {
        return;
    }
    let left = |state: &ItemState| matches!(state, ItemState::Suspended | ItemState::Interrupted);
    let items: Vec<&Key> = sitting.items.iter().filter(|(_, s)| left(s)).map(|(key, _)| key).collect();
    if !items.is_empty() {
        let count = items.len();
        let finding = RULE.finding(&entry.id).fact("organ", &sitting.sitting.organ);
        findings.add(finding.fact("items", told::subjects(standing, items.into_iter())).fact("count", count));
    }
}
