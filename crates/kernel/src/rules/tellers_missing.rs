//! A vote by hands is declared when as many tellers have counted as the charter asks for.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{DivisionStanding, Standing};
use shura_act::act::{Outcome, VoteMethod};
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tellers-missing",
    system: "C3",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Declaration], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Declaration(a) = &entry.act else { return };
    let Some(division) = standing.divisions.get(&a.division) else { return };
    let Some(needed) = asked(standing, division) else { return };
    let counted = division.tellers.len() as u64;
    let decides = !matches!(a.outcome, Outcome::NoDecision | Outcome::Withdrawn);
    if decides && counted < needed {
        let finding = RULE.finding(&entry.id).concerns(&a.division).fact("division", &a.division);
        let finding = finding.fact("needed", needed).fact("counted", counted);
        let clause = division.organ.as_ref().map(|organ| standing.clause_of(organ, "tellers"));
        findings.add(finding.clause(clause.unwrap_or_default()));
    }
}

/// How many tellers the charter asks for in a division, where it is taken by hands, by cards or by standing and was opened live.
pub fn asked(standing: &Standing, division: &DivisionStanding) -> Option<u64> {
    let by_hands =
        matches!(division.division.method, VoteMethod::Hands | VoteMethod::Cards | VoteMethod::Standing);
    let kind = division.organ.as_ref().and_then(|organ| standing.kind_of(organ))?;
    kind.tellers.filter(|_| by_hands && division.open)
}
