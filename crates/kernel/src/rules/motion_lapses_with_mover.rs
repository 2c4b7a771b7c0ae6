//! When the mover leaves before the vote, the motion has nobody to put it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::standing::{MotionStanding, SittingStanding};
use shura_act::Id;
use shura_act::act::{MotionState, PresenceState};

/// The rule.
pub static RULE: Rule = Rule { id: "motion-lapses-with-mover", system: "C1", severity: Severity::Note, looks: Looks::At(&[Kind::Presence, Kind::MotionChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s)) else { return };
    match &entry.act {
        Act::Presence(a) if matches!(a.to, PresenceState::WalkOut | PresenceState::Left | PresenceState::Excluded) => {
            let pending = |id: &&Id| {
                let motion = standing.motions.get(*id);
                motion.is_some_and(|m| is_pending(m) && m.mover.as_ref().is_some_and(|who| a.who.contains(who)))
            };
            for id in sitting.motions.iter().filter(pending) {
                add(standing, findings, &entry.id, id);
            }
        }
        Act::MotionChange(a) if a.to == MotionState::Lapsed && has_left(standing, sitting, &a.of) => {
            add(standing, findings, &entry.id, &a.of);
        }
        _ => {}
    }
}

/// Whether a motion still waits for its vote.
fn is_pending(motion: &MotionStanding) -> bool {
    let state = motion.state.unwrap_or(MotionState::Put);
    let open = matches!(
        state,
        MotionState::Supported | MotionState::Amended | MotionState::Tabled | MotionState::Deferred | MotionState::Put
    );
    open && motion.divisions.is_empty()
}

fn has_left(standing: &Standing, sitting: &SittingStanding, motion: &Id) -> bool {
    let motion = standing.motions.get(motion).filter(|m| m.divisions.is_empty());
    motion.and_then(|m| m.mover.as_ref()).is_some_and(|who| sitting.departed.contains_key(who))
}

fn add(standing: &Standing, findings: &mut Findings, act: &Id, motion: &Id) {
    let Some(mover) = standing.motions.get(motion).and_then(|m| m.mover.as_ref()) else { return };
    findings.add(RULE.finding(act).concerns(motion).fact("mover", mover).fact("motion", motion));
}
