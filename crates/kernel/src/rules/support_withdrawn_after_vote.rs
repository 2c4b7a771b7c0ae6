//! Support is taken back before the motion is put to the vote.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::support;
use shura_act::act::MotionState;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "support-withdrawn-after-vote",
    system: "C1",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::MotionChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::MotionChange(a) = &entry.act else { return };
    let Some(motion) = standing.motions.get(&a.of) else { return };
    if a.to == MotionState::SupportWithdrawn && support::is_put(standing, motion) {
        findings.add(RULE.finding(&entry.id).concerns(&a.of).fact("motion", &a.of));
    }
}
