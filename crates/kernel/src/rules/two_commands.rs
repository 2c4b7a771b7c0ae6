//! A unit under orders of two issuers on one subject, neither of whom answers to the other.

use super::{bonds, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Order;
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "two-commands",
    system: "D3",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Order], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Order(order) = &entry.act else { return };
    let (Some(subject), Some(issuer)) = (&order.subject, standing.issuer(entry)) else { return };
    if !bonds::commands(order) {
        return;
    }
    for unit in order.to.iter().filter(|unit| standing.ended(unit).is_none()) {
        let others = others(standing, unit, order, issuer);
        if others.is_empty() {
            continue;
        }
        let orders: Vec<Id> = others.iter().map(|(_, order)| (*order).clone()).collect();
        let issuers: Vec<Id> = others.iter().map(|(issuer, _)| (*issuer).clone()).collect();
        let mut finding = RULE
            .finding(&entry.id)
            .fact("unit", unit)
            .fact("subject", standing.subject(subject))
            .fact("issuer", issuer)
            .fact("others", told::list(standing, &issuers))
            .fact("orders", told::list(standing, &orders))
            .fact("count", issuers.len() + 1);
        for order in &orders {
            finding = finding.concerns(order);
        }
        findings.add(finding);
    }
}

/// Other issuers of orders in force to a unit on the subject of an order, each with its last order, where that is newer than the last one
/// of this issuer: who goes on commanding is told once.
fn others<'a>(standing: &'a Standing, unit: &Id, order: &Order, issuer: &Id) -> Vec<(&'a Id, &'a Id)> {
    let subject = order.subject.as_ref();
    let Some(by_issuer) = subject.and_then(|s| standing.commands.get(unit)?.get(s)) else { return vec![] };
    let place = |id: &Id| standing.acts.get(id).map(|seen| seen.place);
    let own = by_issuer.get(issuer).and_then(place);
    let rival = |other: &Id, id: &Id| {
        place(id) > own
            && standing.orders.get(id).is_some_and(|o| o.in_force && bonds::commands(&o.order))
            && standing.ended(other).is_none()
            && rivals(standing, other, issuer)
    };
    by_issuer.iter().filter(|(other, id)| rival(other, id)).collect()
}

/// Whether neither answers to the other. A person and an organ are not compared, because the person may command for the organ.
fn rivals(standing: &Standing, a: &Id, b: &Id) -> bool {
    a != b
        && standing.organs.contains_key(a) == standing.organs.contains_key(b)
        && !bonds::answers_to(standing, a, b)
        && !bonds::answers_to(standing, b, a)
}
