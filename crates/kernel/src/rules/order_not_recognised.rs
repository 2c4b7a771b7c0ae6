//! An order reaches those who recognise its issuer; a unit that refuses the issuer is outside its reach.

use super::{bonds, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Stance;
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "order-not-recognised",
    system: "D4",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Order], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Order(order) = &entry.act else { return };
    let Some(issuer) = standing.issuer(entry) else { return };
    let stance = |unit: &Id| bonds::stance_of(standing, unit, issuer).map(|held| held.stance);
    let of = |wanted: Stance| -> Vec<Id> {
        order.to.iter().filter(|unit| stance(unit) == Some(wanted)).cloned().collect()
    };
    let refuse = of(Stance::Refuses);
    if refuse.is_empty() {
        return;
    }
    let unknown = order.to.iter().filter(|unit| stance(unit).is_none()).count();
    let mut finding = RULE
        .finding(&entry.id)
        .fact("issuer", issuer)
        .fact("addressed", order.to.len())
        .fact("recognise", of(Stance::Recognises).len())
        .fact("unknown", unknown)
        .fact("refuse-count", refuse.len())
        .fact("refuse", told::list(standing, &refuse));
    for unit in &refuse {
        if let Some(held) = bonds::stance_of(standing, unit, issuer) {
            finding = finding.concerns(&held.act);
        }
    }
    findings.add(finding);
}
