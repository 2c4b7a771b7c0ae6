//! The outcome declared is the one that the figures give by the majority of the charter.

use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::verdict::{self, Decided};
use shura_act::act::Outcome;
use shura_act::{Act, Entry, Id, Kind};
use shura_count::majority::{Outcome as Reached, Verdict};

/// The rule.
pub static RULE: Rule = Rule {
    id: "outcome-differs",
    system: "C4",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Division, Kind::Declaration], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(division) = verdict::declared(standing, entry) else { return };
    let told = &division.division;
    let Some(outcome) = told.outcome.filter(|_| told.options.is_empty()) else { return };
    let Some(decided) = verdict::decide_on(standing, &division) else { return };
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    let lot = told.lot.as_ref().is_some_and(|lot| !living || is_its_lot(standing, entry, lot));
    let undecided = || living.then(|| left_open(outcome, &decided)).flatten();
    let Some(verdict) = contradicted(outcome, &decided, lot).or_else(undecided) else { return };
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

/// The verdict that leaves open what was declared as decided: in a living organisation nobody decides what the figures do not.
fn left_open(outcome: Outcome, decided: &Decided) -> Option<&Verdict> {
    let open = |v: &&Verdict| v.outcome == Reached::Undecidable;
    let decides = matches!(outcome, Outcome::Carried | Outcome::Lost);
    std::iter::once(&decided.verdict).chain(&decided.second).find(open).filter(|_| decides)
}

/// Whether a lot was drawn on this vote, or on a motion that it is on.
fn is_its_lot(standing: &Standing, entry: &Entry, lot: &Id) -> bool {
    let division = match &entry.act {
        Act::Declaration(a) => &a.division,
        _ => &entry.id,
    };
    let on: &[Id] = match &entry.act {
        Act::Division(a) => &a.on,
        Act::Declaration(a) => standing.divisions.get(&a.division).map_or(&[], |d| &d.division.on),
        _ => &[],
    };
    standing.lots.get(lot).is_some_and(|of| of == division || on.contains(of)) && !standing.is_void(lot)
}
