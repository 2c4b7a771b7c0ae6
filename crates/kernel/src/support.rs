//! Support for a motion: who supports it, and whether as many do as the charter asks for before it is put to the vote.

use crate::may;
use crate::standing::{MotionStanding, Standing};
use shura_act::act::{MotionChange, MotionState};
use shura_act::{Entry, Id};

/// How many must support a motion besides its mover before it may be put to the vote; none where the charter asks for nobody. A procedural motion
/// and one that an organ moves need nobody.
pub fn needed(standing: &Standing, motion: &MotionStanding) -> Option<u64> {
    let organ = motion.organ.as_ref()?;
    let by_organ = motion.mover.as_ref().is_some_and(|mover| standing.organs.contains_key(mover));
    let asked = standing.kind_of(organ).and_then(|kind| kind.supporters);
    asked.filter(|_| !motion.motion.procedural && !by_organ)
}

/// How many of those who support a motion count: they may vote in the organ now, or belong to it where it is a unit, or are a unit that elects
/// it; its mover does not count.
pub fn counted(standing: &Standing, motion: &MotionStanding) -> u64 {
    let Some(organ) = &motion.organ else { return 0 };
    let votes = |who: &Id| {
        let electors = standing.organs.get(organ).map(|o| &o.electors.votes);
        let mut seats = standing.mandates_in(who, organ);
        electors.is_some_and(|votes| seats.any(|(id, _)| votes.contains_key(id)))
    };
    let belongs = |who: &Id| standing.is_unit(organ) && may::sits_for(standing, who, organ);
    let counts = |who: &&Id| {
        motion.mover.as_ref() != Some(*who) && (votes(who) || belongs(who) || standing.elects(who, organ))
    };
    motion.supporters.iter().filter(counts).count() as u64
}

/// Whether a motion has been put to the vote, so that nobody takes support back any more.
pub fn is_put(standing: &Standing, motion: &MotionStanding) -> bool {
    let valid = |id: &&Id| !standing.is_void(id);
    let mut votes = motion.divisions.iter().filter(valid).filter_map(|id| standing.divisions.get(id));
    motion.state == Some(MotionState::Put) || votes.any(|d| !d.division.consultative)
}

/// Somebody supports a motion or takes the support back. It is supported as long as enough do; whatever else became of it stays.
pub(crate) fn change(standing: &mut Standing, entry: &Entry, a: &MotionChange) {
    let Some(motion) = standing.motions.get_mut(&a.of) else { return };
    let supports = a.to == MotionState::Supported;
    if let Some(who) = entry.issuer() {
        if supports {
            motion.supporters.insert(who.clone());
        } else {
            motion.supporters.remove(who);
        }
    }
    let Some(motion) = standing.motions.get(&a.of) else { return };
    let enough = match needed(standing, motion) {
        Some(needed) => counted(standing, motion) >= needed,
        // History does not always tell who supports.
        None => supports || !motion.supporters.is_empty(),
    };
    if let Some(motion) = standing.motions.get_mut(&a.of)
        && matches!(motion.state, None | Some(MotionState::Supported))
    {
        motion.state = enough.then_some(MotionState::Supported);
    }
}
