//! A seat is given by those who elect to the organ, by the organ itself or by one above it, and by nobody else.

use super::bonds::is_under;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::act::{Mandate, Seat};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "mandate-by-stranger",
    system: "A4",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Mandate], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Act::Mandate(a), Some(by)) = (&entry.act, &entry.by) else { return };
    if !may::is_asked(standing) || may::founding(standing) || !standing.organs.contains_key(&a.organ) {
        return;
    }
    let why = if !givers(standing, entry, by, a).iter().any(|giver| gives(standing, giver, a)) {
        "giver"
    } else if a.unit.as_ref().is_some_and(|unit| !fills(standing, unit, &a.organ)) {
        "unit"
    } else if !substitutes(standing, a) {
        "substitute"
    } else {
        return;
    };
    let finding = RULE.finding(&entry.id).fact("by", by).fact("person", &a.person).fact("organ", &a.organ);
    findings.add(finding.clause(standing.clause_of(&a.organ, "elected-by")).fact("why", why));
}

/// In whose name a seat is given: as the act says, or else any of the organs concerned for which whoever enters it may act.
fn givers<'a>(standing: &'a Standing, entry: &'a Entry, by: &'a Id, a: &'a Mandate) -> Vec<&'a Id> {
    if let Some(behalf) = &entry.behalf {
        return vec![behalf];
    }
    if standing.organs.contains_key(by) {
        return vec![by];
    }
    let sits = entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s));
    let concerned = sits.into_iter().chain([&a.organ]).chain(&a.unit);
    concerned.filter(|organ| may::may_act_for(standing, entry, by, organ)).collect()
}

/// Whether a giver may give this seat: a unit only those of its own delegates.
fn gives(standing: &Standing, giver: &Id, a: &Mandate) -> bool {
    fills(standing, giver, &a.organ)
        && (!standing.is_unit(giver) || *giver == a.organ || a.unit.as_ref().is_none_or(|unit| unit == giver))
}

/// Whether an organ may fill seats of another: it elects it, is above it, or is the same. Where nothing says who elects, anybody does.
fn fills(standing: &Standing, giver: &Id, organ: &Id) -> bool {
    let held = standing.organs.get(organ).map(|o| &o.organ);
    let kind = standing.kind_of(organ);
    let silent = held
        .is_none_or(|o| o.elected_by.is_empty() && o.within.is_none() && o.accountable_to.is_empty())
        && kind.is_none_or(|k| k.elected_by.is_empty() && k.accountable_to.is_empty());
    silent
        || giver == organ
        || standing.elects(giver, organ)
        || (!standing.is_unit(giver) && is_under(standing, organ, giver))
}

/// Whether a substitute stands in for a delegate of the same unit in the same organ.
fn substitutes(standing: &Standing, a: &Mandate) -> bool {
    match &a.substitute_for {
        Some(main) => standing
            .mandates
            .get(main)
            .is_none_or(|m| m.mandate.organ == a.organ && (a.unit.is_none() || m.mandate.unit == a.unit)),
        None => a.seat != Seat::Substitute,
    }
}
