//! Only the movers of a text take an amendment to it over; for anybody else it needs a vote.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::MotionState;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "taken-over-by-stranger",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::MotionChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::MotionChange(a) = &entry.act else { return };
    let Some(amendment) = standing.motions.get(&a.of).filter(|m| m.motion.words.is_some()) else { return };
    // What its mover gave up, anybody may take up.
    let given_up = matches!(amendment.state, Some(MotionState::Withdrawn | MotionState::Lapsed));
    if a.to != MotionState::TakenOver || given_up {
        return;
    }
    let amended = amendment.motion.amends.as_ref().and_then(|m| standing.motions.get(m));
    let (Some(mover), Some(by)) = (amended.and_then(|m| m.mover.as_ref()), entry.by.as_ref()) else { return };
    if by != mover && entry.behalf.as_ref() != Some(mover) {
        findings.add(
            RULE.finding(&entry.id)
                .concerns(&a.of)
                .fact("amendment", &a.of)
                .fact("who", by)
                .fact("mover", mover),
        );
    }
}
