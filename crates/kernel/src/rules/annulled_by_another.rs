//! An order annulled by an organ to which its issuer does not answer is worth seeing.

use super::bonds;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "annulled-by-another",
    system: "D3",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Order, Kind::Repeal], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let annulled = match &entry.act {
        Act::Order(order) => &order.annuls,
        Act::Repeal(repeal) => &repeal.of,
        _ => return,
    };
    let Some(by) = entry.issuer() else { return };
    for of in annulled {
        let Some(issuer) = bonds::issuer_of(standing, of) else { continue };
        if issuer != by && !bonds::answers_to(standing, issuer, by) {
            let finding = RULE.finding(&entry.id).fact("by", by).fact("of", of);
            findings.add(finding.fact("issuer", issuer).concerns(of));
        }
    }
}
