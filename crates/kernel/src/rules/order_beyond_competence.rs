//! An organ gives orders only on subjects of its competence.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "order-beyond-competence",
    system: "D1",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Order], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Order(order) = &entry.act else { return };
    let (Some(subject), Some(issuer)) = (&order.subject, standing.issuer(entry)) else { return };
    let Some(kind) = standing.kind_of(issuer) else { return };
    if kind.competence.is_empty() || kind.competence.contains(subject) {
        return;
    }
    let may: Vec<Bilingual> = kind.competence.iter().map(|s| standing.subject(s)).collect();
    let finding = RULE.finding(&entry.id).fact("issuer", issuer);
    let finding = finding.fact("subject", standing.subject(subject));
    let finding = finding.fact("may", told::join(&may, ", ", "، "));
    findings.add(finding.clause(standing.clause_of(issuer, "competence")));
}
