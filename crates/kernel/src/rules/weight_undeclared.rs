//! A delegate carries more than one vote only where the charter says so.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "weight-undeclared", system: "A2", severity: Severity::Irregular, looks: Looks::At(&[Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    let Some(weight) = a.weight.filter(|w| *w > 1) else { return };
    if standing.kind_of(&a.organ).is_some_and(|kind| !kind.weights) {
        findings.add(
            RULE.finding(&entry.id)
                .clause(standing.clause_of(&a.organ, "weights"))
                .fact("person", &a.person)
                .fact("organ", &a.organ)
                .fact("weight", weight),
        );
    }
}
