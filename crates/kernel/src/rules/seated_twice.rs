//! A person votes in an organ once.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::act::Class;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "seated-twice",
    system: "A7",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Mandate], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    if !may::is_asked(standing) || a.class != Class::Voting || a.substitute_for.is_some() {
        return;
    }
    let votes =
        standing.mandates_in(&a.person, &a.organ).find(|(_, m)| m.fills && m.mandate.class == Class::Voting);
    if let Some((held, _)) = votes {
        let finding = RULE.finding(&entry.id).concerns(held).fact("person", &a.person);
        findings.add(finding.fact("organ", &a.organ).fact("held", held));
    }
}
