//! No organ of a living organisation misses its turn to sit.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::charter::Mode;
use crate::rules::time::{surely_months_passed, whole_months};
use crate::turn;
use shura_act::act::LifeState;

/// The rule.
pub static RULE: Rule = Rule { id: "sitting-awaited", system: "B1", severity: Severity::Irregular, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    // A record of history ends somewhere, and the sitting that comes next is only not in it.
    if standing.charter.organisation.mode == Mode::Recording {
        return;
    }
    for (id, organ) in standing.organs.iter().filter(|(_, o)| o.state == LifeState::Active) {
        let rule = standing.kind_of(id).and_then(|k| k.convening.as_ref());
        let Some(every) = rule.and_then(|r| r.every_months) else { continue };
        let from_making = || organ.since.as_ref().map(|since| (id, since));
        let Some((last, since)) = turn::last_sitting(standing, id).or_else(from_making) else { continue };
        if surely_months_passed(since, every, standing.now) {
            findings.add(
                RULE.finding(last)
                    .clause(standing.clause_of(id, "convening.every-months"))
                    .fact("organ", id)
                    .fact("since", since)
                    .fact("every", every)
                    .fact("passed", whole_months(since, standing.now)),
            );
        }
    }
}
