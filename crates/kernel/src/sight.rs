//! Sight: what of a record may be shown to whom. It follows from the charter's `publicity`, from what a sitting was opened with, and from later
//! disclosures; there is no other setting.
//!
//! What is done outside any sitting is open: by what right somebody sits, commands or owes an answer is nobody's secret. A record of history is
//! open whole. How a member voted in a secret ballot is shown to nobody.

use crate::charter::Mode;
use crate::standing::{SittingStanding, Standing};
use shura_act::act::{Publicity, VoteMethod};
use shura_act::{Act, Entry, Id};

/// Whether someone (`None` for whoever has not signed in) may see an act.
pub fn may_see(standing: &Standing, person: Option<&Id>, entry: &Entry) -> bool {
    if standing.charter.organisation.mode == Mode::Recording {
        return true;
    }
    if let Act::Ballot(ballot) = &entry.act
        && standing.divisions.get(&ballot.division).is_some_and(|d| d.division.method == VoteMethod::Secret)
    {
        return false;
    }
    let Some(sitting) = sitting_of(standing, entry) else { return true };
    // That an organ sat, and when, is open as long as the sitting is not secret.
    let only_that_it_sat = matches!(entry.act, Act::Sitting(_) | Act::SittingChange(_) | Act::Minutes(_));
    let open = only_that_it_sat && publicity(sitting) < Publicity::Secret;
    open || may_attend(standing, person, sitting)
}

/// Whether someone may see what was said and done in a sitting.
pub fn may_see_sitting(standing: &Standing, person: Option<&Id>, sitting: &Id) -> bool {
    let recording = standing.charter.organisation.mode == Mode::Recording;
    recording || standing.sittings.get(sitting).is_none_or(|s| may_attend(standing, person, s))
}

/// Who may know of a sitting: as it was opened or disclosed. Where charter and sitting are silent, members may.
pub fn publicity(sitting: &SittingStanding) -> Publicity {
    sitting.publicity.unwrap_or(Publicity::Members)
}

fn may_attend(standing: &Standing, person: Option<&Id>, sitting: &SittingStanding) -> bool {
    match (publicity(sitting), person) {
        (Publicity::Public, _) => true,
        (_, None) => false,
        (Publicity::Members, Some(person)) => standing.persons.contains_key(person),
        (Publicity::Closed | Publicity::Secret, Some(person)) => sits(standing, person, sitting),
    }
}

/// Whether somebody belongs to those who sit: by a mandate or an office in the organ or in one that sits with it, or as one who was there.
fn sits(standing: &Standing, person: &Id, sitting: &SittingStanding) -> bool {
    let organs: Vec<&Id> = std::iter::once(&sitting.sitting.organ).chain(&sitting.sitting.joint).collect();
    let holds_seat = |organ: &&Id| standing.mandates_in(person, organ).next().is_some();
    let holds_office = |organ: &&Id| {
        let offices = standing.organs.get(*organ).map(|o| &o.offices);
        let mut held = offices.into_iter().flatten().filter_map(|id| standing.appointments.get(id));
        held.any(|office| office.in_force && office.appointment.person == *person)
    };
    let was_there = sitting.registered.iter().any(|id| {
        id == person || standing.mandates.get(id).is_some_and(|held| held.mandate.person == *person)
    });
    was_there || organs.iter().any(holds_seat) || organs.iter().any(holds_office)
}

/// The sitting to which an act belongs: in which it was done, or about which, or about whose vote or motion.
fn sitting_of<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<&'a SittingStanding> {
    let about = match &entry.act {
        Act::Sitting(_) => Some(&entry.id),
        Act::SittingChange(a) => Some(&a.of),
        Act::Minutes(a) => Some(&a.of),
        Act::Remark(a) => Some(&a.on),
        Act::Ballot(a) => Some(&a.division),
        Act::Count(a) => Some(&a.division),
        Act::Declaration(a) => Some(&a.division),
        Act::Dissent(a) => Some(&a.from),
        Act::MotionChange(a) => Some(&a.of),
        _ => None,
    };
    let of_vote = |id: &Id| standing.divisions.get(id).and_then(|d| d.sitting.as_ref());
    let of_motion = |id: &Id| standing.motions.get(id).and_then(|m| m.sitting.as_ref());
    let about = about.map(|id| of_vote(id).or_else(|| of_motion(id)).unwrap_or(id));
    standing.sittings.get(entry.sitting.as_ref().or(about)?)
}
