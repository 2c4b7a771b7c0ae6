//! A substitute votes only when the one whose seat it is has gone.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "substitute-while-seated", system: "A7", severity: Severity::Note, looks: Looks::At(&[Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    let Some(main) = &a.substitute_for else { return };
    let Some(held) = standing.mandates.get(main).filter(|m| m.in_force) else { return };
    findings.add(
        RULE.finding(&entry.id)
            .concerns(main)
            .fact("substitute", &a.person)
            .fact("holder", &held.mandate.person)
            .fact("organ", &a.organ),
    );
}
