//! The outcome declared is the one that the figures give by the majority of the charter.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use crate::charter::Mode;
use crate::verdict::{self, Decided};
use shura_act::act::Outcome;
use shura_count::majority::{Outcome as Reached, Verdict};

/// The rule.
pub static RULE: Rule = Rule { id: "outcome-differs", system: "C4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division, Kind::Declaration], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(division) = verdict::declared(standing, entry) else { return };
    let told = &division.division;
    let Some(outcome) = told.outcome.filter(|_| told.options.is_empty()) else { return };
    let Some(decided) = verdict::decide_on(standing, &division) else { return };
    let Some(verdict) = contradicted(outcome, &decided, told.lot.is_some()) else { return };
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    findings.add(
        RULE.finding(&entry.id)
            .weighing(if living { Severity::Void } else { RULE.severity })
            .clause(format!("majority.{}", decided.clause))
            .fact("declared", verdict::outcome_words(outcome))
            .fact("verdict", verdict.sentence.clone()),
    );
}

/// The verdict that the declared outcome contradicts; what the figures leave open contradicts nothing.
fn contradicted(outcome: Outcome, decided: &Decided, lot: bool) -> Option<&Verdict> {
    let fails = |v: &&Verdict| match v.outcome {
        Reached::Lost => true,
        Reached::Tied => !lot,
        Reached::Carried | Reached::Undecidable => false,
    };
    let first = &decided.verdict;
    match outcome {
        Outcome::Carried => std::iter::once(first).chain(&decided.second).find(fails),
        Outcome::Lost => decided.carried().then_some(first),
        Outcome::Tied => (!first.equal && first.outcome != Reached::Undecidable).then_some(first),
        Outcome::NoDecision | Outcome::Withdrawn => None,
    }
}
