//! What an interim organ orders holds until the organ for which it acts ratifies it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "interim-act",
    system: "C7",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Order], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Order(_) = &entry.act else { return };
    let Some(issuer) = standing.issuer(entry) else { return };
    let Some(kind) = standing.kind_of(issuer).filter(|k| k.interim) else { return };
    let within = standing.organs.get(issuer).and_then(|o| o.organ.within.as_ref());
    let parent = match within {
        Some(parent) => standing.name_of(parent),
        None => standing.names_of(&kind.accountable_to),
    };
    let known = if parent.en.is_empty() { "no" } else { "yes" };
    findings.add(
        RULE.finding(&entry.id)
            .clause(standing.clause_of(issuer, "interim"))
            .fact("issuer", issuer)
            .fact("parent", parent)
            .fact("known", known),
    );
}
