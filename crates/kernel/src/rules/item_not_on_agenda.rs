//! An item that is opened stands on the agenda.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::act::ItemState;

/// The rule.
pub static RULE: Rule = Rule { id: "item-not-on-agenda", system: "B3", severity: Severity::Note, looks: Looks::At(&[Kind::Item], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Item(a) = &entry.act else { return };
    let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s)) else { return };
    let Some((set_by, keys)) = &sitting.agenda else { return };
    if a.to == ItemState::Opened && !keys.contains(&a.key) && !sitting.items.contains_key(&a.key) {
        findings.add(
            RULE.finding(&entry.id)
                .concerns(set_by)
                .fact("item", standing.subject(&a.key))
                .fact("items", keys.len())
                .fact("agenda", set_by),
        );
    }
}
