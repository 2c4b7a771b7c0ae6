//! A ballot under a mandate that stands challenged is seen.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "mandate-challenged-votes", system: "A5", severity: Severity::Note, looks: Looks::At(&[Kind::Ballot], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Ballot(a) = &entry.act else { return };
    let Some(held) = standing.mandates.get(&a.mandate) else { return };
    let Some(challenge) = held.challenged.as_ref().filter(|_| !a.withdrawn) else { return };
    findings.add(
        RULE.finding(&entry.id)
            .concerns(challenge)
            .fact("person", &held.mandate.person)
            .fact("challenge", challenge)
            .fact("votes", a.weight.or(held.mandate.weight).unwrap_or(1)),
    );
}
