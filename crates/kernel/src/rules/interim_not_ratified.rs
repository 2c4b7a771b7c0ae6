//! Provisional acts wait for ratification no longer than needed.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;

/// The rule.
pub static RULE: Rule = Rule { id: "interim-not-ratified", system: "C7", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    for (id, order) in standing.orders.iter().filter(|(_, o)| o.provisional && o.in_force) {
        let Some(issuer) = &order.issuer else { continue };
        let finding = RULE.finding(id).fact("issuer", issuer);
        let parent = standing.organs.get(issuer).and_then(|o| o.organ.within.as_ref());
        let sat = parent.and_then(|p| standing.organs.get(p)).map_or(0, |parent| {
            let since = |s: &&shura_act::Id| standing.acts.get(*s).zip(standing.acts.get(id)).is_some_and(|(s, o)| s.place > o.place);
            parent.sittings.iter().filter(since).count()
        });
        findings.add(finding.fact("sittings", sat).fact("above", if parent.is_some() { "yes" } else { "no" }));
    }
}
