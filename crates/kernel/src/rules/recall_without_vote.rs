//! A recall is carried by the majority that the charter asks for.

use super::decision;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "recall-without-vote", system: "A6", severity: Severity::Void, looks: Looks::At(&[Kind::Recall], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Recall(a) = &entry.act else { return };
    let Some(held) = standing.mandates.get(&a.mandate) else { return };
    let organ = &held.mandate.organ;
    let clause = standing.kind_of(organ).and_then(|kind| kind.recall.as_ref());
    let Some(question) = clause.and_then(|c| c.question.as_ref()) else { return };
    let division = a.division.as_ref();
    if let Some(why) = decision::lacks(standing, division, |taken_in| *taken_in == a.unit, question) {
        let mut finding = RULE.finding(&entry.id).clause(standing.clause_of(organ, "recall"));
        finding.concerns.extend(division.cloned());
        findings.add(
            finding
                .fact("unit", &a.unit)
                .fact("person", &held.mandate.person)
                .fact("question", question.as_str())
                .fact("why", why),
        );
    }
}
