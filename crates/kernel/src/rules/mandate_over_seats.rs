//! An organ has no more voting members than seats.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Class;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "mandate-over-seats", system: "A7", severity: Severity::Irregular, looks: Looks::At(&[Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    if a.class != Class::Voting || a.substitute_for.is_some() {
        return;
    }
    let Some(organ) = standing.organs.get(&a.organ) else { return };
    let of_kind = standing.kind_of(&a.organ).and_then(|kind| kind.seats);
    let Some(seats) = sums::exact(&organ.organ.seats).or(of_kind) else { return };
    let filled = (organ.electors.votes.len() as u64).saturating_add(1);
    if filled > seats {
        findings.add(
            RULE.finding(&entry.id)
                .clause(standing.clause_of(&a.organ, "seats"))
                .fact("organ", &a.organ)
                .fact("seats", seats)
                .fact("filled", filled),
        );
    }
}
