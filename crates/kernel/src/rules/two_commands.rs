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
    let (Some(subject), Some(issuer)) = (&order.subject, entry.issuer()) else { return };
    if !bonds::commands(order) {
        return;
    }
    for unit in &order.to {
        let others = others(standing, unit, order, issuer);
        if others.is_empty() {
            continue;
        }
        let orders: Vec<Id> = others.iter().map(|(_, order)| (*order).clone()).collect();
        let issuers: Vec<Id> = others.iter().map(|(issuer, _)| (*issuer).clone()).collect();
        let mut finding = RULE
            .finding(&entry.id)
            .fact("unit", unit)
            .fact("subject", told::subject(standing, subject))
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

/// Other issuers of orders in force to a unit on the subject of an order, each with its last order.
fn others<'a>(
    standing: &'a Standing,
    unit: &Id,
    order: &Order,
    issuer: &Id,
) -> Vec<(&'a Id, &'a Id)> {
    let subject = order.subject.as_ref();
    let by_issuer = subject.and_then(|s| standing.commands.get(unit)?.get(s));
    let rival = |other: &Id, id: &Id| {
        other != issuer
            && standing.orders.get(id).is_some_and(|o| o.in_force && bonds::commands(&o.order))
            && standing.ended(other).is_none()
            && !bonds::answers_to(standing, other, issuer)
            && !bonds::answers_to(standing, issuer, other)
    };
    by_issuer.into_iter().flatten().filter(|(other, id)| rival(other, id)).collect()
}
