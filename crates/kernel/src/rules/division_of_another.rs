//! A vote is that of the organ that acts or sits: nobody tells how another organ voted, nor how one decided that did not sit.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::act::{Division, VoteMethod};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "division-of-another",
    system: "C3",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Division], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Act::Division(a), Some(by)) = (&entry.act, &entry.by) else { return };
    if !may::is_asked(standing) || may::founding(standing) {
        return;
    }
    let sitting = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s));
    let sits = |organ: &Id| sitting.is_some_and(|s| s.organs().any(|o| o == organ));
    let why = match &a.electorate {
        None if sitting.is_none() => "nobody",
        // A faction or a section of those who sit votes in their sitting.
        Some(who) if !standing.organs.contains_key(who) && sitting.is_none() => "nobody",
        Some(organ) if standing.organs.contains_key(organ) => {
            if !sits(organ) && !acts(standing, entry, by, organ) {
                "another"
            } else if !sits(organ) && must_sit(standing, by, organ, a) {
                "unsat"
            } else {
                return;
            }
        }
        _ => return,
    };
    let mut finding = RULE.finding(&entry.id).fact("by", by).fact("why", why);
    finding.concerns.extend(a.electorate.clone());
    findings.add(finding.fact("organ", a.electorate.as_ref().unwrap_or(by)));
}

/// Whether an act is done in the name of an organ.
fn acts(standing: &Standing, entry: &Entry, by: &Id, organ: &Id) -> bool {
    match &entry.behalf {
        Some(behalf) => behalf == organ,
        None => by == organ || may::may_act_for(standing, entry, by, organ),
    }
}

/// Whether an organ decides only when it sits: it needs a quorum, which nobody can count elsewhere but in a unit, whose members are counted; and it
/// does not vote by letter or by wire. Where a record is kept by hand the organ itself tells how it voted.
fn must_sit(standing: &Standing, by: &Id, organ: &Id, a: &Division) -> bool {
    let apart = matches!(a.method, VoteMethod::Written | VoteMethod::Telegraph);
    let quorum = standing.kind_of(organ).is_some_and(|k| k.quorum.is_some());
    quorum && !apart && !a.consultative && by != organ && !standing.is_unit(organ)
}
