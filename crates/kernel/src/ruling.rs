//! What a ruling changes: a mandate is verified, or an act is void from then on.

use crate::apply::{end_act, end_mandate, motion_state, set_seat};
use crate::standing::Standing;
use shura_act::Id;
use shura_act::act::{RepealHow, Ruling, RulingOutcome};

/// Applies a ruling, by itself or upon a challenge.
pub(crate) fn rule(standing: &mut Standing, id: &Id, a: &Ruling) {
    let voids = standing.voids(a).cloned();
    let of = match standing.challenges.get_mut(&a.of) {
        Some(challenge) => {
            challenge.ruled = Some((id.clone(), a.outcome));
            challenge.of.clone()
        }
        None => a.of.clone(),
    };
    if let Some(of) = voids {
        make_void(standing, &of, id);
    } else if let Some(mandate) = standing.mandates.get_mut(&of)
        && a.outcome != RulingOutcome::Reserved
    {
        // A challenge dismissed, or a mandate upheld directly, verifies it.
        mandate.verified = true;
        mandate.challenged = None;
        set_seat(standing, &of);
    }
}

/// Takes the effect from an act by a ruling. What the act made ends or no longer stands; no entry changes, and what others did upon it stays
/// theirs to mend.
fn make_void(standing: &mut Standing, of: &Id, by: &Id) {
    standing.voided.insert(of.clone(), by.clone());
    if let Some(sitting) = standing.sittings.get_mut(of) {
        // What was decided in it before stays: the ruling says that it may not decide from now on.
        sitting.barred = Some(by.clone());
        return;
    }
    let settled: Vec<Id> = standing.settled_by(of).cloned().collect();
    if let Some(seen) = standing.acts.get_mut(of) {
        seen.void = true;
    }
    if let Some(division) = standing.divisions.get_mut(of) {
        division.open = false;
        let organ = division.organ.clone();
        settled.iter().for_each(|motion| unsettle(standing, motion, organ.as_ref()));
    } else if standing.mandates.contains_key(of) {
        end_mandate(standing, of, by);
    } else if let Some(held) = standing.elections.get(of) {
        let organ = standing.organs.get(&held.election.of);
        let given =
            |m: &&Id| standing.mandates.get(*m).is_some_and(|m| m.mandate.election.as_ref() == Some(of));
        let given: Vec<Id> = organ.map_or(vec![], |o| o.mandates.iter().filter(given).cloned().collect());
        given.iter().for_each(|m| end_mandate(standing, m, by));
    } else {
        end_act(standing, of, by, RepealHow::Annulled);
    }
}

/// A motion whose deciding vote is void stands as the last valid one before left it, or waits again for its vote.
fn unsettle(standing: &mut Standing, motion: &Id, organ: Option<&Id>) {
    let Some(held) = standing.motions.get(motion) else { return };
    let valid = |d: &&Id| !standing.is_void(d);
    let told = held.divisions.iter().rev().filter(valid).filter_map(|d| standing.divisions.get(d));
    let state = told.filter(|d| !d.division.consultative).find_map(|d| motion_state(d.division.outcome));
    if let Some(held) = standing.motions.get_mut(motion) {
        held.state = state;
        held.passed.retain(|passed| Some(passed) != organ);
    }
}
