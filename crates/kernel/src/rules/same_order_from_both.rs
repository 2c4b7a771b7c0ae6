//! The same order from both sides: obeying it does not show whose order was obeyed.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "same-order-from-both",
    system: "D3",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Order], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Order(order) = &entry.act else { return };
    let Some(issuer) = standing.issuer(entry) else { return };
    for id in entry.refers.iter().filter(|id| !order.annuls.contains(id)) {
        let Some(first) = standing.orders.get(id) else { continue };
        let Some(other) = first.issuer.as_ref().filter(|other| *other != issuer) else { continue };
        let alike = first.order.form == order.form && first.order.subject == order.subject;
        let unit = order.to.iter().find(|unit| first.order.to.contains(unit));
        if let (true, true, Some(unit)) = (alike, first.in_force, unit) {
            let finding = RULE.finding(&entry.id).fact("unit", unit).fact("issuer", issuer);
            findings.add(finding.fact("other", other).fact("order", id).concerns(id));
        }
    }
}
