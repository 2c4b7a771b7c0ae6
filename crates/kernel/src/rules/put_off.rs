//! Putting a sitting off is counted.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "put-off", system: "B1", severity: Severity::Note, looks: Looks::At(&[Kind::Postponement], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Postponement(a) = &entry.act else { return };
    let Some(call) = standing.convenings.get(&a.of) else { return };
    let times = u64::from(call.postponed).saturating_add(u64::from(!a.refused));
    findings.add(
        RULE.finding(&entry.id)
            .concerns(&a.of)
            .fact("organ", &call.convening.organ)
            .fact("asked", if a.refused { "refused" } else { "granted" })
            .fact("times", times),
    );
}
