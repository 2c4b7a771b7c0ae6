//! Whoever asks by what right an order is given is answered.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::DispatchState;

/// The rule.
pub static RULE: Rule =
    Rule { id: "query-unanswered", system: "D6", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    for (id, sent) in &standing.dispatches {
        let Some(queried) = &sent.dispatch.queries else { continue };
        if sent.answered_by.is_some() || sent.states.contains(&DispatchState::Answered) {
            continue;
        }
        let finding = RULE.finding(id).fact("from", told::who(standing, sent.from.as_ref()));
        let finding = finding.fact("to", told::list(standing, &sent.dispatch.to));
        findings.add(finding.fact("queried", queried).concerns(queried));
    }
}
