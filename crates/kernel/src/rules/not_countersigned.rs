//! An order that needs a countersignature has it; who obeyed it without is told apart.

use super::{bonds, told};
use crate::charter::CountersignatureRule;
use crate::finding::{Finding, Findings, Looks, Rule, Severity};
use crate::standing::{OrderStanding, Standing};
use shura_act::Id;
use shura_act::act::Conduct;

/// The rule.
pub static RULE: Rule =
    Rule { id: "not-countersigned", system: "D2", severity: Severity::Irregular, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    for (id, order) in &standing.orders {
        let missing = bonds::countersigning(standing, order)
            .find(|(_, rule)| !bonds::countersigned(standing, order, rule));
        if let Some((place, rule)) = missing {
            findings.add(tell(standing, id, order, place, rule));
        }
    }
}

fn tell(
    standing: &Standing,
    id: &Id,
    order: &OrderStanding,
    place: usize,
    rule: &CountersignatureRule,
) -> Finding {
    let units = |wanted: &[Conduct]| -> Vec<Id> {
        order.conduct.iter().filter(|(_, did)| wanted.contains(did)).map(|(unit, _)| unit.clone()).collect()
    };
    let obeyed = units(&[Conduct::Obeyed, Conduct::Partial, Conduct::Delayed]);
    let not = units(&[Conduct::Refused, Conduct::Ignored, Conduct::Impossible]);
    let refused: Vec<Id> = order.countersigned.keys().cloned().collect();
    RULE.finding(id)
        .fact("issuer", told::who(standing, order.issuer.as_ref()))
        .fact("needed", told::any_of(standing, &rule.by))
        .fact("refused", told::list(standing, &refused))
        .fact("addressed", order.order.to.len())
        .fact("obeyed-count", obeyed.len())
        .fact("obeyed", told::list(standing, &obeyed))
        .fact("not-count", not.len())
        .fact("not", told::list(standing, &not))
        .clause(format!("countersignature.{place}"))
}
