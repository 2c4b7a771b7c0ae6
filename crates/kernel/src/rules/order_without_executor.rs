//! An order says who is to carry it out, or at least to whom it goes.

use super::{bonds, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "order-without-executor",
    system: "D1",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Order], check),
};

/// Forms of orders that hold for everybody.
const GENERAL: [&str; 4] = ["decree", "law", "ban", "rule"];

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Order(order) = &entry.act else { return };
    let general = order.form.as_ref().is_some_and(|form| GENERAL.contains(&form.as_str()));
    if order.executor.is_none() && order.to.is_empty() && !general && bonds::commands(order) {
        findings.add(RULE.finding(&entry.id).fact("issuer", told::who(standing, standing.issuer(entry))));
    }
}
