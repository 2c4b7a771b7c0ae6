//! The delegates of a unit carry no more votes than it has members.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::act::Class;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "weight-over-members",
    system: "A2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Mandate], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    let (Some(unit), Some(weight)) = (&a.unit, a.weight.filter(|w| *w > 1)) else { return };
    if !may::is_asked(standing) || a.class != Class::Voting {
        return;
    }
    let (Some(organ), Some(of_unit)) = (standing.organs.get(&a.organ), standing.organs.get(unit)) else {
        return;
    };
    let Some(members) = sums::exact(&of_unit.members) else { return };
    // A substitute takes the place of the delegate, and the votes with it.
    let others = organ.electors.votes.iter().filter(|(id, _)| {
        Some(*id) != a.substitute_for.as_ref()
            && standing.mandates.get(*id).is_some_and(|m| m.mandate.unit.as_ref() == Some(unit))
    });
    let carried = others.fold(weight, |sum, (_, votes)| sum.saturating_add(*votes));
    if carried > members {
        let finding = RULE.finding(&entry.id).fact("unit", unit).fact("organ", &a.organ);
        findings.add(finding.fact("carried", carried).fact("members", members));
    }
}
