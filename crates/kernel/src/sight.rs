//! Sight: what of a record may be shown to whom. It follows from the charter's `publicity`, from what a sitting was opened with, and from later
//! disclosures; there is no other setting. Pages, lists, the API, its streams and proofs all ask here.
//!
//! What is done outside any sitting is open: by what right somebody sits, commands or owes an answer is nobody's secret. A record of history is
//! open whole. How a member voted in a secret ballot is shown to nobody; while any vote is open, how it goes is shown to nobody but to those
//! who gave the vote or the count themselves.

use crate::charter::Mode;
use crate::may;
use crate::rules::bonds::{countersigning, is_under, issuer_of};
use crate::standing::{DivisionStanding, SittingStanding, Standing};
use shura_act::act::{Appointment, Order, Publicity, VoteMethod};
use shura_act::{Act, Entry, Id};

/// Whether someone (`None` for whoever has not signed in) may see an act.
pub fn may_see(standing: &Standing, person: Option<&Id>, entry: &Entry) -> bool {
    if standing.charter.organisation.mode == Mode::Recording {
        return true;
    }
    if hides_vote(standing, person, entry) {
        return false;
    }
    // Whoever enters an act names a sitting; what the act is about has one too. Neither opens what the other closes.
    // That an organ sat, and when, is open as long as the sitting is not secret.
    let only_that_it_sat = match &entry.act {
        Act::Sitting(_) | Act::SittingChange(_) | Act::Minutes(_) => true,
        Act::Postponement(a) => standing.sittings.contains_key(&a.of),
        Act::Disclosure(a) => standing.sittings.contains_key(&a.of),
        _ => false,
    };
    let sees = |sitting: &SittingStanding| {
        (only_that_it_sat && publicity(sitting) < Publicity::Secret) || may_attend(standing, person, sitting)
    };
    let named = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s));
    named.into_iter().chain(about(standing, entry)).all(sees)
        || person
            .is_some_and(|person| entry.by.as_ref() == Some(person) || is_addressed(standing, person, entry))
}

/// Whether the figures of a division may be told: while it is open nobody reads how it goes, neither in sum nor by what tellers count.
pub fn tells_figures(division: &DivisionStanding) -> bool {
    !division.open
}

/// Whether it may be told who voted how in a division.
pub fn tells_voters(division: &DivisionStanding) -> bool {
    tells_figures(division) && division.division.method != VoteMethod::Secret
}

/// Whether an act is a ballot or a teller's count that is kept from someone: a secret ballot from everybody, and as long as the vote is open a
/// ballot from all but those who cast it, a count from all but the teller and those who declare the result.
pub fn hides_vote(standing: &Standing, person: Option<&Id>, entry: &Entry) -> bool {
    let division = |id: &Id| standing.divisions.get(id);
    let given_by_me = |person: &Id| entry.by.as_ref() == Some(person);
    match &entry.act {
        Act::Ballot(a) => division(&a.division).is_some_and(|d| {
            let mine = |person| given_by_me(person) || standing.person_behind(&a.mandate) == person;
            let secret = d.division.method == VoteMethod::Secret;
            !tells_voters(d) && (secret || !person.is_some_and(mine))
        }),
        Act::Count(a) => division(&a.division).is_some_and(|d| {
            let mine = |person| given_by_me(person) || may::may_declare(standing, entry, person);
            !tells_figures(d) && !person.is_some_and(mine)
        }),
        _ => false,
    }
}

/// Whether an act calls on someone, who has to know of it: an order (also whoever has to countersign it), an office, a recall, a task, a
/// message; and what is said of one of them later, which those who gave it have to know as well.
fn is_addressed(standing: &Standing, person: &Id, entry: &Entry) -> bool {
    let calls_on = |who: &Id| standing.signs_for(person, who);
    let order = |a: &Order| a.to.iter().chain(&a.executor).any(calls_on);
    let office = |a: &Appointment| calls_on(&a.person) || a.to.iter().any(calls_on);
    let of = |id: &Id| {
        let id = standing.challenges.get(id).map_or(id, |challenge| &challenge.of);
        issuer_of(standing, id).is_some_and(calls_on)
            || standing.orders.get(id).is_some_and(|o| order(&o.order) || countersigns(standing, person, id))
            || standing.appointments.get(id).is_some_and(|a| office(&a.appointment))
            || standing.mandates.get(id).is_some_and(|m| m.mandate.person == *person)
            || standing.pending.get(id).is_some_and(|p| p.by.iter().any(calls_on))
            || standing.passes.get(id).is_some_and(|p| p.pass.holder.iter().any(calls_on))
            || standing.dispatches.get(id).is_some_and(|d| d.dispatch.to.iter().any(calls_on))
            || standing.convenings.get(id).is_some_and(|c| calls_on(&c.convening.organ))
    };
    match &entry.act {
        Act::Order(a) => order(a) || countersigns(standing, person, &entry.id),
        Act::Appointment(a) => office(a),
        Act::Recall(a) => standing.person_behind(&a.mandate) == person,
        Act::Task(a) => a.owner.iter().any(calls_on),
        Act::Undertaking(a) => a.to.iter().any(calls_on),
        Act::Pass(a) => a.holder.iter().any(calls_on),
        Act::Dispatch(a) => a.to.iter().chain(&a.from).any(calls_on),
        Act::Countersignature(_) | Act::Compliance(_) => {
            entry.issuer().is_some_and(calls_on) || subjects(entry).any(of)
        }
        Act::Repeal(_)
        | Act::Ratification(_)
        | Act::Challenge(_)
        | Act::Ruling(_)
        | Act::Acceptance(_)
        | Act::Dismissal(_)
        | Act::Progress(_)
        | Act::PassChange(_)
        | Act::DispatchChange(_)
        | Act::Postponement(_) => subjects(entry).any(of),
        _ => false,
    }
}

/// Whether a person is among those whose countersignature the charter asks for: by an office, or in an organ that it names.
fn countersigns(standing: &Standing, person: &Id, order: &Id) -> bool {
    let Some(order) = standing.orders.get(order) else { return false };
    countersigning(standing, order).any(|(_, rule)| {
        standing.is_any_of(person, &rule.by)
            || organs_of(standing, person).any(|organ| standing.is_any_of(organ, &rule.by))
    })
}

/// The organs in which a person sits or holds an office, and the units for which one sits.
fn organs_of<'a>(standing: &'a Standing, person: &Id) -> impl Iterator<Item = &'a Id> {
    let held = standing.persons.get(person);
    let seats = held.into_iter().flat_map(|p| &p.mandates).filter_map(|id| standing.mandates.get(id));
    let seats = seats.filter(|m| m.in_force).flat_map(|m| m.mandate.unit.iter().chain([&m.mandate.organ]));
    let offices =
        held.into_iter().flat_map(|p| &p.appointments).filter_map(|id| standing.appointments.get(id));
    seats.chain(offices.filter(|a| a.in_force).filter_map(|a| a.appointment.organ.as_ref()))
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
    leads || sits(standing, who, sitting) || organs_of(standing, who).any(reports)
}

/// Whether somebody belongs to those who sit: by a mandate or an office in the organ or in one that sits with it, or as one who was there.
fn sits(standing: &Standing, person: &Id, sitting: &SittingStanding) -> bool {
    sitting.registered.contains(person) || sitting.organs().any(|organ| standing.signs_for(person, organ))
}

/// What an act is about, where that can have been done behind the doors of a sitting.
fn subjects(entry: &Entry) -> impl Iterator<Item = &Id> {
    use std::slice::from_ref;
    let of: &[Id] = match &entry.act {
        Act::Sitting(_) => from_ref(&entry.id),
        Act::SittingChange(a) => from_ref(&a.of),
        Act::Disclosure(a) => from_ref(&a.of),
        Act::Postponement(a) => from_ref(&a.of),
        Act::Minutes(a) => from_ref(&a.of),
        Act::Remark(a) => from_ref(&a.on),
        Act::Speech(a) => a.on.as_slice(),
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
        Act::Countersignature(a) => from_ref(&a.of),
        Act::Compliance(a) => from_ref(&a.with),
        Act::Acceptance(a) => from_ref(&a.of),
        Act::Dismissal(a) => from_ref(&a.of),
        Act::Progress(a) => from_ref(&a.of),
        Act::PassChange(a) => from_ref(&a.of),
        Act::Dispatch(a) => a.carries.as_slice(),
        Act::DispatchChange(a) => from_ref(&a.of),
        Act::Claim(a) => from_ref(&a.about),
        Act::Correction(a) => from_ref(&a.of),
        _ => &[],
    };
    let asks: [&[Id]; 2] = match &entry.act {
        Act::Dispatch(a) => [a.answers.as_slice(), a.queries.as_slice()],
        _ => [&[], &[]],
    };
    of.iter().chain(asks.into_iter().flatten())
}

/// The sittings about which an act is, or in which what it is about was done.
fn about<'a>(standing: &'a Standing, entry: &'a Entry) -> impl Iterator<Item = &'a SittingStanding> {
    subjects(entry).filter_map(|id| standing.sittings.get(id).or_else(|| held_in(standing, id)))
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
