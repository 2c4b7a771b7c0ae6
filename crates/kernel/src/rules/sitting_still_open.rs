//! While one sitting of an organ is not over, nobody opens another beside it and takes its chair.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::{SittingStanding, Standing};
use shura_act::act::SittingState;
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "sitting-still-open",
    system: "B2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Sitting], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Sitting(a) = &entry.act else { return };
    if !may::is_asked(standing) {
        return;
    }
    for organ in std::iter::once(&a.organ).chain(&a.joint) {
        let last = standing.organs.get(organ).and_then(|o| o.sittings.last());
        let Some((id, held)) = last.and_then(|last| standing.sittings.get_key_value(last)) else { continue };
        if !is_over(held) && !continues(standing, entry, id, held) {
            let finding = RULE.finding(&entry.id).concerns(id).fact("organ", organ).fact("sitting", id);
            findings.add(finding);
            return;
        }
    }
}

/// Whether a sitting is over, or was ruled unable to decide.
fn is_over(sitting: &SittingStanding) -> bool {
    matches!(sitting.state, SittingState::Closed | SittingState::Dispersed) || sitting.barred.is_some()
}

/// Whether one that was adjourned goes on under whoever presided over it, or an officer of the organ.
fn continues(standing: &Standing, entry: &Entry, id: &Id, sitting: &SittingStanding) -> bool {
    let leads = |by: &Id| {
        may::presides(standing, by, id) || may::holds_office(standing, by, &[&sitting.sitting.organ])
    };
    sitting.state == SittingState::Adjourned && entry.by.as_ref().is_none_or(leads)
}
