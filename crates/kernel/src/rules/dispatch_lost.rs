//! A message lost is told, with the order that it carried and that never arrived.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::DispatchState;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "dispatch-lost",
    system: "D6",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::DispatchChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::DispatchChange(change) = &entry.act else { return };
    let Some(sent) = standing.dispatches.get(&change.of) else { return };
    if change.to != DispatchState::Lost {
        return;
    }
    let carried = sent.dispatch.carries.as_ref().map(|id| standing.name_of(id));
    let carried = carried.unwrap_or_else(|| Bilingual::new("no other act", "هیچ کنش دیگری"));
    let finding = RULE.finding(&entry.id).fact("dispatch", &change.of).fact("carried", carried);
    let finding = finding.fact("to", told::list(standing, &sent.dispatch.to));
    findings.add(finding.concerns(&change.of));
}
