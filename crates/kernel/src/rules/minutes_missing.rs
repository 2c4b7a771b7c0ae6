//! A sitting that must keep minutes has kept them.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::charter::Mode;
use shura_act::act::SittingState;

/// The rule.
pub static RULE: Rule = Rule { id: "minutes-missing", system: "E1", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    for (id, sitting) in &standing.sittings {
        let organ = &sitting.sitting.organ;
        let over = matches!(sitting.state, SittingState::Closed | SittingState::Dispersed);
        let must = standing.kind_of(organ).is_some_and(|k| k.minutes);
        // History seldom tells that a sitting was closed.
        if must && sitting.minutes.is_none() && (over || !living) && !standing.is_void(id) {
            let finding = RULE.finding(id).clause(standing.clause_of(organ, "minutes"));
            findings.add(finding.fact("organ", organ));
        }
    }
}
