//! Sight: what of a record may be shown to whom. It follows from the charter's `publicity`, from what a sitting was opened with, and from later
//! disclosures; there is no other setting.
//!
//! What is done outside any sitting is open: by what right somebody sits, commands or owes an answer is nobody's secret. A record of history is
//! open whole. How a member voted in a secret ballot is shown to nobody.

use crate::charter::Mode;
use crate::rules::bonds::is_under;
use crate::standing::{SittingStanding, Standing};
use shura_act::act::{Appointment, Order, Publicity, VoteMethod};
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

/// Whether an act calls on someone, who has to know of it: an order, an office, a recall, and what is said of one of them later.
fn is_addressed(standing: &Standing, person: &Id, entry: &Entry) -> bool {
    let calls_on = |who: &Id| {
        who == person || standing.organs.contains_key(who) && standing.signatories(who).contains(person)
    };
    let order = |a: &Order| a.to.iter().chain(&a.executor).any(calls_on);
    let office = |a: &Appointment| calls_on(&a.person) || a.to.iter().any(calls_on);
    let of = |id: &Id| {
        let id = standing.challenges.get(id).map_or(id, |challenge| &challenge.of);
        standing.orders.get(id).is_some_and(|o| order(&o.order))
            || standing.appointments.get(id).is_some_and(|a| office(&a.appointment))
            || standing.mandates.get(id).is_some_and(|m| m.mandate.person == *person)
    };
    match &entry.act {
        Act::Order(a) => order(a),
        Act::Appointment(a) => office(a),
        Act::Recall(a) => standing.person_behind(&a.mandate) == person,
        Act::Repeal(a) => a.of.iter().any(of),
        Act::Ratification(a) => a.of.iter().any(of),
        Act::Challenge(a) => of(&a.of),
        Act::Ruling(a) => of(&a.of),
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

/// What an act is about, where that can have been done behind the doors of a sitting.
fn subjects(entry: &Entry) -> &[Id] {
    use std::slice::from_ref;
    match &entry.act {
        Act::Sitting(_) => from_ref(&entry.id),
        Act::SittingChange(a) => from_ref(&a.of),
        Act::Minutes(a) => from_ref(&a.of),
        Act::Remark(a) => from_ref(&a.on),
        Act::Ballot(a) => from_ref(&a.division),
        Act::Count(a) => from_ref(&a.division),
        Act::Declaration(a) => from_ref(&a.division),
        Act::Dissent(a) => from_ref(&a.from),
        Act::MotionChange(a) => from_ref(&a.of),
        Act::Text(a) => from_ref(&a.of),
        Act::Lot(a) => from_ref(&a.of),
        Act::Challenge(a) => from_ref(&a.of),
        Act::Ruling(a) => from_ref(&a.of),
        Act::Ratification(a) => &a.of,
        Act::Repeal(a) => &a.of,
        Act::Claim(a) => from_ref(&a.about),
        Act::Correction(a) => from_ref(&a.of),
        _ => &[],
    }
}

/// The sittings about which an act is, or in which what it is about was done.
fn about<'a>(standing: &'a Standing, entry: &'a Entry) -> impl Iterator<Item = &'a SittingStanding> {
    subjects(entry).iter().filter_map(|id| standing.sittings.get(id).or_else(|| held_in(standing, id)))
}

/// The sitting behind whose doors an act was done.
fn held_in<'a>(standing: &'a Standing, act: &Id) -> Option<&'a SittingStanding> {
    let order = standing.acts.get(act)?.sitting?;
    standing.sittings.get(standing.sitting_order.get(usize::try_from(order).ok()?)?)
}

/// The sitting behind whose doors an act is done, by its place in the order of sittings: of the one that it names and those that it is about, the
/// one of which the fewest may know. A record of history is open whole and needs none; a ballot is done where it says, there are too many to ask.
pub(crate) fn sitting_of(standing: &Standing, entry: &Entry) -> Option<u32> {
    if standing.charter.organisation.mode == Mode::Recording {
        return None;
    }
    let named = entry.sitting.as_ref().and_then(|id| standing.sittings.get(id));
    let about = (!matches!(entry.act, Act::Ballot(_))).then(|| about(standing, entry));
    let all = named.into_iter().chain(about.into_iter().flatten());
    all.max_by_key(|sitting| publicity(sitting)).map(|sitting| sitting.order)
}
