//! A sitting of an organ that the charter wants called is held upon a call.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::standing::SittingStanding;
use shura_act::act::SittingState;
use shura_act::{Date, Id};

/// The rule.
pub static RULE: Rule = Rule { id: "sitting-not-convened", system: "B1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Sitting], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Sitting(a) = &entry.act else { return };
    let Some(rule) = standing.kind_of(&a.organ).and_then(|k| k.convening.as_ref()) else { return };
    if a.convened.is_some() || rule.by.is_empty() {
        return;
    }
    if continues(standing, &a.organ) || was_called(standing, &a.organ, entry.at.as_ref()) {
        return;
    }
    findings.add(
        RULE.finding(&entry.id)
            .clause(standing.clause_of(&a.organ, "convening.by"))
            .fact("organ", &a.organ)
            .fact("entitled", standing.names_of(&rule.by)),
    );
}

/// Whether the last sitting of the organ was adjourned and now goes on.
fn continues(standing: &Standing, organ: &Id) -> bool {
    let last = standing.organs.get(organ).and_then(|o| o.sittings.last());
    let paused = |s: &SittingStanding| matches!(s.state, SittingState::Adjourned | SittingState::Recess);
    last.and_then(|s| standing.sittings.get(s)).is_some_and(paused)
}

/// Whether a call of the organ, not yet followed, can be for that day.
fn was_called(standing: &Standing, organ: &Id, at: Option<&Date>) -> bool {
    let calls = standing.organs.get(organ).into_iter().flat_map(|o| &o.convenings);
    calls.filter_map(|c| standing.convenings.get(c)).filter(|c| c.held.is_none()).any(|c| {
        match (&c.for_date, at) {
            (Some(day), Some(at)) => day.meets(at),
            _ => true,
        }
    })
}
