//! An organ that was filled or called has met.

use crate::charter::Role;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{OrganStanding, Standing};
use shura_act::act::LifeState;
use shura_act::{Bilingual, Id};

/// The rule.
pub static RULE: Rule = Rule { id: "organ-never-met", system: "A1", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    for (id, organ) in &standing.organs {
        let seated = standing.seated(id).count();
        let dormant = organ.state == LifeState::Dormant;
        if !organ.sittings.is_empty() || is_base(standing, id) || !(dormant || awaits(standing, organ, seated)) {
            continue;
        }
        findings.add(
            RULE.finding(id)
                .concerns(&organ.state_by)
                .fact("elections", organ.elections.len())
                .fact("calls", organ.convenings.len())
                .fact("seated", seated)
                .fact("state", state(dormant)),
        );
    }
}

/// Units and organs of the state do not sit as councils do.
fn is_base(standing: &Standing, organ: &Id) -> bool {
    standing.kind_of(organ).is_some_and(|kind| matches!(kind.role, Role::Unit | Role::State))
}

/// Whether someone was elected into it and sits there, or the day for which it was last called has passed.
fn awaits(standing: &Standing, organ: &OrganStanding, seated: usize) -> bool {
    let last = organ.convenings.last().and_then(|c| standing.convenings.get(c));
    let passed = last.and_then(|c| c.for_date.as_ref()).is_some_and(|day| day.last() < standing.now);
    passed || (!organ.elections.is_empty() && seated > 0)
}

fn state(dormant: bool) -> Bilingual {
    if dormant {
        Bilingual::new("it lies dormant", "خفته مانده است")
    } else {
        Bilingual::new("nothing says why", "جایی گفته نشده چرا")
    }
}
