//! Orders still in force whose issuer has come to its end.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::Id;
use std::collections::BTreeMap;

/// The rule.
pub static RULE: Rule = Rule {
    id: "in-force-after-issuer",
    system: "E6",
    severity: Severity::Note,
    looks: Looks::Over(check),
};

/// How many orders a message names; the finding concerns all of them.
const NAMED: usize = 3;

fn check(standing: &Standing, findings: &mut Findings) {
    let mut left: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for (id, order) in standing.orders.iter().filter(|(_, order)| order.in_force) {
        if let Some(issuer) = order.issuer.as_ref().filter(|issuer| standing.ended(issuer).is_some()) {
            left.entry(issuer).or_default().push(id);
        }
    }
    for (issuer, orders) in left {
        let Some((ended_by, _)) = standing.ended(issuer) else { continue };
        let first: Vec<Id> = orders.iter().take(NAMED).map(|id| (*id).clone()).collect();
        let mut finding = RULE.finding(ended_by).fact("issuer", issuer).fact("count", orders.len());
        finding = finding.fact("first", told::list(standing, &first));
        for order in orders {
            finding = finding.concerns(order);
        }
        findings.add(finding);
    }
}
