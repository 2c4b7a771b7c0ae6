//! A unit sends no more delegates than the norm gives for its members.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Class;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "norm-exceeded", system: "A2", severity: Severity::Irregular, looks: Looks::At(&[Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    if a.class != Class::Voting || a.substitute_for.is_some() {
        return;
    }
    let Some(norm) = standing.kind_of(&a.organ).and_then(|kind| kind.norm.as_ref()) else { return };
    let (Some(unit), Some(organ)) = (&a.unit, standing.organs.get(&a.organ)) else { return };
    let Some(members) = standing.organs.get(unit).and_then(|u| sums::exact(&u.members)) else { return };
    let Ok(allowed) = norm.seats(members) else { return };
    let delegates = organ.delegates.get(unit).copied().unwrap_or(0).saturating_add(1);
    if delegates > allowed {
        findings.add(
            RULE.finding(&entry.id)
                .clause(standing.clause_of(&a.organ, "norm"))
                .fact("unit", unit)
                .fact("organ", &a.organ)
                .fact("members", members)
                .fact("allowed", allowed)
                .fact("delegates", delegates),
        );
    }
}
