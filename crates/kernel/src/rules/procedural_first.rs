//! A procedural motion is put before the motion that it is about.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::charter::Mode;
use crate::standing::{MotionStanding, SittingStanding};
use shura_act::act::MotionState;
use shura_act::{Date, Id};

/// The rule.
pub static RULE: Rule = Rule { id: "procedural-first", system: "C1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s)) else { return };
    let named = a.on.iter().filter_map(|m| standing.motions.get_key_value(m));
    let Some(main) = named.into_iter().find(|(_, m)| !m.motion.procedural && !a.consultative) else { return };
    if let Some(waiting) = sitting.motions.iter().find(|id| waits(standing, sitting, entry, main, id)) {
        findings.add(RULE.finding(&entry.id).concerns(waiting).fact("procedural", waiting));
    }
}

/// Whether a motion is procedural, was moved over the main one, on its item or on none, and waits for its vote with its mover still there.
fn waits(standing: &Standing, sitting: &SittingStanding, entry: &Entry, main: (&Id, &MotionStanding), id: &Id) -> bool {
    let place = |id: &Id| standing.acts.get(id).map(|a| a.place);
    standing.motions.get(id).is_some_and(|m| {
        let pending = matches!(m.state, None | Some(MotionState::Supported | MotionState::Put));
        let same_item = m.motion.item.is_none() || m.motion.item == main.1.motion.item;
        let gone = m.mover.as_ref().is_some_and(|who| sitting.departed.contains_key(who));
        let waits = m.motion.procedural && pending && m.divisions.is_empty();
        waits && same_item && !gone && place(id) > place(main.0) && is_before(standing, m.at.as_ref(), entry.at.as_ref())
    })
}

/// Where dates of a history are vague, what was written first need not have happened first.
fn is_before(standing: &Standing, moved: Option<&Date>, voted: Option<&Date>) -> bool {
    let vague = moved.zip(voted).is_some_and(|(moved, voted)| !moved.surely_before(voted));
    standing.charter.organisation.mode == Mode::Enforcing || !vague
}
