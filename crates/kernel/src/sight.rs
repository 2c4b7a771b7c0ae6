//! Sight: what of a record may be shown to whom. It follows from the charter's `publicity`, from what a sitting was opened with, and from later
//! disclosures; there is no other setting.
//!
//! What is done outside any sitting is open: by what right somebody sits, commands or owes an answer is nobody's secret. A record of history is
//! open whole. How a member voted in a secret ballot is shown to nobody.

use crate::charter::Mode;
use crate::rules::bonds::is_under;
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
    if person.is_some_and(|person| is_addressed(standing, person, entry)) {
        return true;
    }
    // Whoever enters an act names a sitting; what the act is about has one too. Neither opens what the other closes.
    // That an organ sat, and when, is open as long as the sitting is not secret.
    let only_that_it_sat = matches!(entry.act, Act::Sitting(_) | Act::SittingChange(_) | Act::Minutes(_));
    let sees = |sitting: &SittingStanding| {
        (only_that_it_sat && publicity(sitting) < Publicity::Secret) || may_attend(standing, person, sitting)
    };
    let named = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s));
    named.into_iter().chain(about(standing, entry)).all(sees)
}

/// Whether an act calls on someone, who has to know of it: an order, an office, a recall.
fn is_addressed(standing: &Standing, person: &Id, entry: &Entry) -> bool {
    let calls_on = |who: &Id| {
        who == person || standing.organs.contains_key(who) && standing.signatories(who).contains(person)
    };
    match &entry.act {
        Act::Order(a) => a.to.iter().chain(&a.executor).any(calls_on),
        Act::Appointment(a) => calls_on(&a.person) || a.to.iter().any(calls_on),
        Act::Recall(a) => standing.person_behind(&a.mandate) == person,
        _ => false,
    }
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

/// Whether an organ or a person has a part in a sitting: those who sit, those who called it, opened it or preside over it, and those of an organ
/// that answers to the one that sits and reports to it.
pub(crate) fn has_part(standing: &Standing, who: &Id, sitting: &SittingStanding) -> bool {
    let reports_to = |organ: &Id, sits: &Id| !standing.is_unit(sits) && is_under(standing, organ, sits);
    let reports = |organ: &Id| sitting.organs().any(|sits| sits == organ || reports_to(organ, sits));
    if standing.organs.contains_key(who) {
        return reports(who);
    }
    let call =
        || sitting.sitting.convened.as_ref().and_then(|call| standing.convenings.get(call)?.by.as_ref());
    let leads = sitting.chair.as_ref() == Some(who)
        || sitting.opened_by.as_ref() == Some(who)
        || sitting.presidium.contains(who)
        || call() == Some(who);
    leads
        || sits(standing, who, sitting)
        || standing.persons.get(who).is_some_and(|person| {
            let seats = person.mandates.iter().filter_map(|id| standing.mandates.get(id));
            let seats =
                seats.filter(|m| m.in_force).flat_map(|m| m.mandate.unit.iter().chain([&m.mandate.organ]));
            let offices = person.appointments.iter().filter_map(|id| standing.appointments.get(id));
            let mut held =
                seats.chain(offices.filter(|a| a.in_force).filter_map(|a| a.appointment.organ.as_ref()));
            held.any(reports)
        })
}

/// Whether somebody belongs to those who sit: by a mandate or an office in the organ or in one that sits with it, or as one who was there.
fn sits(standing: &Standing, person: &Id, sitting: &SittingStanding) -> bool {
    let holds_seat = |organ| standing.mandates_in(person, organ).next().is_some();
    let holds_office = |organ| {
        let offices = standing.organs.get(organ).map(|o| &o.offices);
        let mut held = offices.into_iter().flatten().filter_map(|id| standing.appointments.get(id));
        held.any(|office| office.in_force && office.appointment.person == *person)
    };
    sitting.organs().any(holds_seat)
        || sitting.registered.contains(person)
        || sitting.organs().any(holds_office)
}

/// The sitting about which an act is, or about whose vote or motion.
fn about<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<&'a SittingStanding> {
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
        Act::Text(a) => Some(&a.of),
        Act::Lot(a) => Some(&a.of),
        _ => None,
    };
    let of_vote = |id: &Id| standing.divisions.get(id).and_then(|d| d.sitting.as_ref());
    let of_motion = |id: &Id| standing.motions.get(id).and_then(|m| m.sitting.as_ref());
    let about = about.map(|id| of_vote(id).or_else(|| of_motion(id)).unwrap_or(id));
    standing.sittings.get(about?)
}
