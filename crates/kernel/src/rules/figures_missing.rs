//! An outcome is declared with its figures.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use crate::verdict;
use shura_act::Figure;

/// The rule.
pub static RULE: Rule = Rule { id: "figures-missing", system: "C3", severity: Severity::Note, looks: Looks::At(&[Kind::Division, Kind::Declaration], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(division) = verdict::declared(standing, entry) else { return };
    let told = &division.division;
    let Some(outcome) = told.outcome.filter(|_| told.options.is_empty()) else { return };
    let known = |figure: &Option<Figure>| figure.as_ref().is_some_and(|f| f.number().is_some() || f.bounds().0 > 0);
    if known(&told.in_favour) || verdict::tally(&division).in_favour.is_some() {
        return;
    }
    let wording = |figure: &Option<Figure>| figure.as_ref().and_then(|f| f.wording.clone());
    let wording = wording(&told.in_favour).or_else(|| wording(&told.against));
    findings.add(
        RULE.finding(&entry.id)
            .fact("outcome", verdict::outcome_words(outcome))
            .fact("worded", if wording.is_some() { "yes" } else { "no" })
            .fact("wording", wording.map(|w| w.both()).unwrap_or_default()),
    );
}
