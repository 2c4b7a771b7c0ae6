//! `apply`: what an act changes. Deterministic; whether it was in order is for [`crate::examine()`] to say.

use crate::charter::Mode;
use crate::ruling;
use crate::standing::*;
use shura_act::act::*;
use shura_act::{Act, Entry, Id};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Applies an act that was examined. With `void` it is entered, and what it made can be referred to, but it changes nothing else.
pub fn apply(standing: &mut Standing, entry: &Entry, void: bool) {
    let place = u32::try_from(standing.entered).unwrap_or(u32::MAX);
    standing.entered += 1;
    let first = entry.at.as_ref().map_or(i64::MIN, shura_act::Date::first);
    let sitting = crate::sight::sitting_of(standing, entry);
    standing.acts.insert(entry.id.clone(), Seen { place, kind: entry.act.kind(), void, sitting, first });
    standing.now = standing.now.max(first);
    if let Some(said) = crate::names::said(entry) {
        standing.said.insert(entry.id.clone(), said);
    }
    make(standing, entry, void);
    if !void {
        change(standing, entry);
        note_quorum(standing, entry);
        rest(standing, entry);
    }
}

/// Notes on which decision an act rests, so that what followed is known when the decision falls.
fn rest(standing: &mut Standing, entry: &Entry) {
    let decision = match &entry.act {
        Act::Election(a) => a.division.as_ref(),
        Act::Mandate(a) => a.election.as_ref(),
        Act::Recall(a) => a.division.as_ref(),
        Act::Ratification(a) => a.division.as_ref(),
        Act::AmendCharter(a) => a.division.as_ref(),
        Act::Task(a) => a.decision.as_ref(),
        Act::Agenda(a) => a.adopted_by.as_ref(),
        _ => None,
    };
    for ground in entry.under.iter().chain(decision) {
        let decides = standing.motions.contains_key(ground)
            || standing.divisions.contains_key(ground)
            || standing.elections.contains_key(ground);
        if decides {
            standing.resting.entry(ground.clone()).or_default().push(entry.id.clone());
        }
    }
}

/// Enters what an act makes: persons, organs, mandates, sittings, motions, orders …
fn make(standing: &mut Standing, entry: &Entry, void: bool) {
    // Most acts make nothing, so nothing is copied before it is needed.
    let id = || entry.id.clone();
    let at = || entry.at.clone();
    // Notice is reckoned from what the keeper knows.
    let known = || crate::rules::time::done_on(standing, entry).cloned();
    let issuer = || entry.issuer().cloned();
    match &entry.act {
        Act::Person(a) => {
            // History knows some persons only by what they were; a living record keeps them to their identifiers.
            let history = standing.charter.organisation.mode == Mode::Recording;
            let role = || a.role.clone().filter(|_| history);
            standing.persons.entry(id()).or_default().name = a.name.clone().or_else(role);
        }
        Act::Source(a) => {
            let source = SourceStanding { name: a.name.clone(), written: a.written.clone() };
            standing.sources.insert(id(), source);
        }
        Act::Organ(a) => {
            let organ = OrganStanding {
                organ: a.as_ref().clone(),
                since: at(),
                state: LifeState::Active,
                state_at: at(),
                state_by: id(),
                into: vec![],
                mandates: Default::default(),
                electors: Default::default(),
                filled: 0,
                members: None,
                sittings: vec![],
                convenings: vec![],
                demands: vec![],
                elections: vec![],
                delegates: Default::default(),
                offices: Default::default(),
            };
            standing.organs.insert(id(), organ);
        }
        Act::Faction(a) => {
            standing
                .factions
                .insert(id(), FactionStanding { faction: a.clone(), members: Default::default() });
        }
        Act::Election(a) => {
            let held = ElectionStanding {
                election: a.clone(),
                at: at(),
                sitting: entry.sitting.clone(),
                mandates: 0,
            };
            standing.elections.insert(id(), held);
        }
        Act::Mandate(a) => give_mandate(standing, id(), a, at(), void),
        Act::Appointment(a) => appoint(standing, id(), a, issuer(), at(), void),
        Act::Convening(a) if !a.demand => {
            let convening = ConveningStanding {
                convening: a.clone(),
                by: issuer(),
                at: known(),
                postponed: 0,
                for_date: a.for_date.clone(),
                held: None,
            };
            standing.convenings.insert(id(), convening);
        }
        Act::Sitting(a) => open_sitting(standing, id(), a, entry),
        Act::Motion(a) => {
            let organ = entry
                .sitting
                .as_ref()
                .and_then(|s| standing.organ_of_sitting(s))
                .or(entry.behalf.as_ref())
                .cloned();
            let motion = MotionStanding {
                mover: a.mover.clone().or(entry.by.clone()),
                organ,
                sitting: entry.sitting.clone(),
                at: known(),
                ..MotionStanding::moved(a)
            };
            standing.motions.insert(id(), motion);
        }
        Act::Text(a) => crate::texts::enter(standing, id(), a, at()),
        Act::Division(a) => open_division(standing, id(), a, entry, void),
        Act::Order(a) => {
            let interim = standing.issuer(entry).and_then(|i| standing.kind_of(i)).is_some_and(|k| k.interim);
            let order = OrderStanding {
                order: a.as_ref().clone(),
                issuer: standing.issuer(entry).cloned(),
                at: known(),
                in_force: !void,
                provisional: a.provisional || interim,
                ended_by: None,
                countersigned: Default::default(),
                conduct: Default::default(),
            };
            standing.orders.insert(id(), order);
        }
        Act::Dispatch(a) => {
            let from = a.from.clone().or_else(issuer);
            standing.dispatches.insert(
                id(),
                DispatchStanding { dispatch: a.clone(), from, at: at(), states: vec![], answered_by: None },
            );
        }
        Act::Undertaking(a) => {
            let organ = issuer().filter(|i| standing.organs.contains_key(i));
            let pending = Pending {
                by: issuer().into_iter().collect(),
                organ,
                form: Some(a.form),
                at: at(),
                due: a.deadline.clone(),
                state: None,
                state_at: None,
            };
            standing.pending.insert(id(), pending);
        }
        Act::Task(a) => {
            let pending = Pending {
                by: a.owner.clone(),
                organ: organ_of(standing, entry),
                form: None,
                at: at(),
                due: a.due.clone(),
                state: None,
                state_at: None,
            };
            standing.pending.insert(id(), pending);
        }
        Act::Pass(a) => {
            standing
                .passes
                .insert(id(), PassStanding { pass: a.clone(), issuer: issuer(), at: at(), in_force: !void });
        }
        Act::Key(a) if !void => {
            let key = KeyStanding { key: a.clone(), since: at(), in_force: true, ended_by: None };
            if let Some(person) = standing.persons.get_mut(&a.person) {
                person.keys.insert(id());
            }
            standing.key_acts.insert(a.public, id());
            standing.keys.insert(id(), key);
        }
        Act::Challenge(a) => {
            let challenge = ChallengeStanding {
                of: a.of.clone(),
                ground: a.ground.clone(),
                by: entry.by.clone(),
                at: at(),
                ruled: None,
            };
            standing.challenges.insert(id(), challenge);
        }
        Act::Lot(a) => {
            standing.lots.insert(id(), a.of.clone());
        }
        Act::Instruction(a) => {
            standing.instructions.insert(id(), InstructionStanding { instruction: a.clone(), at: at() });
        }
        _ => {}
    }
}

/// Changes what stood before.
fn change(standing: &mut Standing, entry: &Entry) {
    let id = &entry.id;
    let at = || entry.at.clone();
    match &entry.act {
        Act::Status(a) => {
            if let Some(organ) = standing.organs.get_mut(&a.of) {
                organ.state = if a.to == LifeState::Revived { LifeState::Active } else { a.to };
                organ.state_at = at();
                organ.state_by = id.clone();
                organ.into = a.into.clone();
            }
        }
        Act::Affiliation(a) => affiliate(standing, a),
        Act::Membership(a) => {
            if let Some(unit) = standing.organs.get_mut(&a.unit) {
                unit.members = Some(a.members.clone());
            }
        }
        Act::AmendCharter(a) => {
            if let Ok(charter) = crate::amend::amended(&standing.charter, a) {
                standing.charter = Arc::new(charter);
            }
        }
        Act::Election(a) => {
            if let Some(organ) = standing.organs.get_mut(&a.of) {
                organ.elections.push(id.clone());
            }
            preside(standing, a, entry.sitting.as_ref());
        }
        Act::Composition(a) => {
            let composition = CompositionStanding { act: id.clone(), composition: a.clone(), at: at() };
            standing.compositions.entry(a.of.clone()).or_default().push(composition);
        }
        Act::MandateChange(a) => change_mandate(standing, entry, a),
        Act::Recall(a) => end_mandate(standing, &a.mandate, id),
        Act::Challenge(a) => {
            if let Some(mandate) = standing.mandates.get_mut(&a.of) {
                mandate.challenged = Some(id.clone());
            }
        }
        Act::Ruling(a) => ruling::rule(standing, id, a),
        Act::Acceptance(a) => {
            if let Some(appointment) = standing.appointments.get_mut(&a.of) {
                appointment.answers.insert(a.unit.clone(), !a.refused);
            }
        }
        Act::Appointment(a) => take_the_chair(standing, a, entry.sitting.as_ref()),
        Act::Dismissal(a) => end_appointment(standing, &a.of, id),
        Act::Succession(a) => {
            standing.successions.insert(a.of.clone(), a.line.clone());
        }
        Act::Convening(a) => {
            if let Some(organ) = standing.organs.get_mut(&a.organ) {
                if a.demand {
                    organ.demands.push((id.clone(), entry.issuer().cloned(), at()));
                } else {
                    organ.convenings.push(id.clone());
                }
            }
        }
        Act::Postponement(a) => {
            if let Some(convening) = standing.convenings.get_mut(&a.of)
                && !a.refused
            {
                convening.postponed += 1;
                convening.for_date = a.until.clone();
            }
        }
        Act::SittingChange(a) => {
            if let Some(sitting) = standing.sittings.get_mut(&a.of) {
                sitting.state = a.to;
                sitting.state_at = at();
            }
        }
        Act::Agenda(_) | Act::Item(_) | Act::Speech(_) | Act::Presence(_) | Act::Dissent(_) => {
            in_sitting(standing, entry)
        }
        Act::Disclosure(a) => {
            if let Some(sitting) = standing.sittings.get_mut(&a.of) {
                sitting.publicity = Some(a.publicity);
            }
        }
        Act::Motion(a) => {
            if let Some(words) = &a.words {
                standing.amendments.entry(words.on.clone()).or_default().insert(id.clone());
            }
            if let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get_mut(s)) {
                sitting.motions.push(id.clone());
            }
        }
        Act::MotionChange(a) if matches!(a.to, MotionState::Supported | MotionState::SupportWithdrawn) => {
            crate::support::change(standing, entry, a)
        }
        Act::MotionChange(a) => {
            if let Some(motion) = standing.motions.get_mut(&a.of) {
                // What its mover gave up, another takes up for its own; anything else is taken over by the movers of the text.
                let given_up = matches!(motion.state, Some(MotionState::Withdrawn | MotionState::Lapsed));
                motion.friendly = a.to == MotionState::TakenOver && !given_up;
                motion.state = Some(a.to);
                if a.to == MotionState::Passed {
                    motion.passed.extend(a.organ.clone());
                }
            }
        }
        Act::Text(a) => standing.versions.entry(a.of.clone()).or_default().push(id.clone()),
        Act::Ballot(a) => cast_ballot(standing, a),
        Act::Count(a) => count_hands(standing, entry, a),
        Act::Remark(a) => remark(standing, entry, a),
        Act::Declaration(a) => declare(standing, id, a),
        Act::Ratification(a) => ratify(standing, id, a),
        Act::Order(a) => {
            a.annuls.iter().for_each(|of| end_act(standing, of, id, RepealHow::Annulled));
            let issuer = standing.issuer(entry).cloned();
            command(standing, id, a, issuer.as_ref());
        }
        Act::Countersignature(a) => {
            let who = entry.issuer().cloned();
            if let (Some(who), Some(order)) = (who.clone(), standing.orders.get_mut(&a.of)) {
                order.countersigned.insert(who, !a.refused);
            } else if let (Some(who), Some(appointment)) = (who, standing.appointments.get_mut(&a.of)) {
                appointment.countersigned.insert(who, !a.refused);
            }
        }
        Act::Repeal(a) => a.of.iter().for_each(|of| end_act(standing, of, id, a.how)),
        Act::Recognition(a) => {
            let held = Held { stance: a.stance, since: at(), act: id.clone(), shown: a.shown };
            let by_authority = standing.recognitions.entry(a.unit.clone()).or_default();
            by_authority
                .entry(a.authority.clone())
                .or_default()
                .insert(a.whose.unwrap_or(Whose::Whole), held);
        }
        Act::Compliance(a) => {
            if let Some(order) = standing.orders.get_mut(&a.with) {
                order.conduct.insert(a.unit.clone(), a.conduct);
            }
        }
        Act::Dispatch(a) => {
            if let Some(asked) = a.answers.as_ref().and_then(|d| standing.dispatches.get_mut(d)) {
                asked.answered_by = Some(id.clone());
            }
        }
        Act::DispatchChange(a) => {
            if let Some(dispatch) = standing.dispatches.get_mut(&a.of) {
                dispatch.states.push(a.to);
            }
        }
        Act::Progress(a) => progress(standing, a, at()),
        Act::Pass(a) => {
            if let Some(old) = a.replaces.as_ref().and_then(|p| standing.passes.get_mut(p)) {
                old.in_force = false;
            }
        }
        Act::PassChange(a) => {
            if let Some(pass) = standing.passes.get_mut(&a.of)
                && matches!(
                    a.to,
                    PassState::Revoked | PassState::Expired | PassState::Rotated | PassState::Forged
                )
            {
                pass.in_force = false;
            }
        }
        Act::Transfer(a) => {
            let passed = TransferStanding {
                act: id.clone(),
                transfer: a.clone(),
                at: at(),
                by: entry.issuer().cloned(),
            };
            standing.transfers.entry(a.from.clone()).or_default().push(passed);
        }
        Act::Key(a) => {
            if let Some(old) = &a.replaces {
                end_key(standing, old, id);
            }
        }
        Act::KeyChange(a) => end_key(standing, &a.of, id),
        Act::Minutes(a) => {
            if let Some(sitting) = standing.sittings.get_mut(&a.of) {
                sitting.minutes = Some(a.to);
            }
        }
        Act::Claim(a) => {
            let claim = crate::standing::ClaimStanding {
                act: id.clone(),
                point: a.point.clone(),
                value: a.value.clone(),
                standing: a.standing,
                source: entry.source.clone(),
            };
            standing.claims.entry(a.about.clone()).or_default().push(claim);
        }
        Act::Report(a) => {
            let report =
                ReportStanding { act: id.clone(), on: a.on.clone(), total: a.total.clone(), at: at() };
            standing.reports.entry(a.register.clone()).or_default().push(report);
        }
        Act::Person(_)
        | Act::Source(_)
        | Act::Organ(_)
        | Act::Faction(_)
        | Act::Mandate(_)
        | Act::Instruction(_)
        | Act::Sitting(_)
        | Act::Division(_)
        | Act::Lot(_)
        | Act::Undertaking(_)
        | Act::Task(_)
        | Act::Correction(_)
        | Act::Founding(_)
        | Act::Event(_) => {}
    }
}

/// Ends a device key; what ended it first stays named.
fn end_key(standing: &mut Standing, key: &Id, by: &Id) {
    if let Some(key) = standing.keys.get_mut(key).filter(|key| key.in_force) {
        key.in_force = false;
        key.ended_by = Some(by.clone());
    }
}

fn affiliate(standing: &mut Standing, a: &Affiliation) {
    if let Some(left) = &a.leaves {
        if let Some(faction) = standing.factions.get_mut(left) {
            faction.members.remove(&a.who);
        }
        if let Some(person) = standing.persons.get_mut(&a.who) {
            person.factions.remove(left);
        }
    }
    if let Some(joined) = &a.joins {
        if let Some(faction) = standing.factions.get_mut(joined) {
            faction.members.insert(a.who.clone());
        }
        if let Some(person) = standing.persons.get_mut(&a.who) {
            person.factions.insert(joined.clone());
        }
    }
}

fn give_mandate(standing: &mut Standing, id: Id, a: &Mandate, at: Option<shura_act::Date>, void: bool) {
    if let Some(person) = standing.persons.get_mut(&a.person) {
        person.mandates.insert(id.clone());
    }
    if let Some(organ) = standing.organs.get_mut(&a.organ) {
        organ.mandates.insert(id.clone());
    }
    if let Some(election) = a.election.as_ref().and_then(|e| standing.elections.get_mut(e)) {
        election.mandates += 1;
    }
    if let Some(base) = &a.virtue_of {
        carry(standing, base, &id);
    }
    let mandate = MandateStanding {
        mandate: a.clone(),
        since: at,
        in_force: !void,
        suspended_by: None,
        fills: false,
        verified: false,
        challenged: None,
        ended_by: None,
        carries: Default::default(),
    };
    standing.mandates.insert(id.clone(), mandate);
    set_seat(standing, &id);
}

/// Notes that `held` is held by virtue of `base`, a mandate or an appointment.
fn carry(standing: &mut Standing, base: &Id, held: &Id) {
    if let Some(mandate) = standing.mandates.get_mut(base) {
        mandate.carries.insert(held.clone());
    } else if let Some(appointment) = standing.appointments.get_mut(base) {
        appointment.carries.insert(held.clone());
    }
}

/// Enters or strikes a mandate among those that fill a seat of its organ, and among those that may vote in it.
pub(crate) fn set_seat(standing: &mut Standing, id: &Id) {
    let Some(held) = standing.mandates.get(id) else { return };
    let fills = held.in_force && !standing.stands_by(held) && !is_substituted(standing, id, held);
    let waits =
        held.mandate.provisional && !held.verified && !standing.charter.organisation.unverified_may_vote;
    let votes = fills && held.mandate.class == Class::Voting && !waits;
    let weight = held.mandate.weight.unwrap_or(1);
    let Some(held) = standing.mandates.get_mut(id) else { return };
    let Some(organ) = standing.organs.get_mut(&held.mandate.organ) else { return };
    let filled = std::mem::replace(&mut held.fills, fills);
    organ.filled = organ.filled.saturating_sub(u64::from(filled)).saturating_add(u64::from(fills));
    if organ.electors.votes.get(id).copied() == votes.then_some(weight) {
        return;
    }
    let electors = Arc::make_mut(&mut organ.electors);
    let before = electors.votes.remove(id);
    electors.weight = electors.weight.saturating_sub(before.unwrap_or(0));
    if votes {
        electors.votes.insert(id.clone(), weight);
        electors.weight = electors.weight.saturating_add(weight);
    }
    if let Some(unit) = &held.mandate.unit {
        let sent = organ.delegates.entry(unit.clone()).or_default();
        *sent = sent.saturating_sub(u64::from(before.is_some())).saturating_add(u64::from(votes));
    }
}

/// Whether another substitute for the same delegate sits already.
fn is_substituted(standing: &Standing, id: &Id, held: &MandateStanding) -> bool {
    let Some(main) = &held.mandate.substitute_for else { return false };
    let given = standing.organs.get(&held.mandate.organ).into_iter().flat_map(|o| &o.mandates);
    given
        .filter(|other| *other != id)
        .filter_map(|other| standing.mandates.get(other))
        .any(|other| other.fills && other.in_force && other.mandate.substitute_for.as_ref() == Some(main))
}

/// Seats the substitutes of a mandate that ended or rests, and lets them stand by for one that holds again.
fn set_substitutes(standing: &mut Standing, main: &Id) {
    let organ = standing.mandates.get(main).and_then(|m| standing.organs.get(&m.mandate.organ));
    let stands_for_it =
        |m: &&Id| standing.mandates.get(*m).is_some_and(|m| m.mandate.substitute_for.as_ref() == Some(main));
    let substitutes: Vec<Id> =
        organ.map_or(vec![], |o| o.mandates.iter().filter(stands_for_it).cloned().collect());
    substitutes.iter().for_each(|s| set_seat(standing, s));
}

/// Seats the next substitute where the one who sat no longer does.
fn next_substitute(standing: &mut Standing, id: &Id) {
    let main = standing.mandates.get(id).and_then(|m| m.mandate.substitute_for.clone());
    if let Some(main) = main {
        set_substitutes(standing, &main);
    }
}

/// Ends a mandate and everything held by virtue of it, at once; its substitutes take over.
pub(crate) fn end_mandate(standing: &mut Standing, id: &Id, by: &Id) {
    let Some(held) = standing.mandates.get_mut(id) else { return };
    // One that is suspended ends as well, so that nobody escapes a recall by laying the mandate aside.
    if held.ended_by.is_some() {
        return;
    }
    held.in_force = false;
    held.ended_by = Some(by.clone());
    let carried = held.carries.clone();
    let (organ, person) = (held.mandate.organ.clone(), held.mandate.person.clone());
    set_seat(standing, id);
    if !standing.charter.organisation.ballot_survives_recall {
        strike_ballots(standing, id);
    }
    end_all(standing, carried, by);
    set_substitutes(standing, id);
    next_substitute(standing, id);
    if standing.mandates_in(&person, &organ).next().is_none() {
        leave_sittings(standing, &organ, &[id, &person]);
    }
}

fn end_all(standing: &mut Standing, held: BTreeSet<Id>, by: &Id) {
    for one in held {
        if standing.mandates.contains_key(&one) {
            end_mandate(standing, &one, by);
        } else {
            end_appointment(standing, &one, by);
        }
    }
}

/// Takes the ballots of a mandate that ended out of every division that is open.
fn strike_ballots(standing: &mut Standing, mandate: &Id) {
    for division in standing.divisions.values_mut().filter(|d| d.open) {
        for cast in division.ballots.remove(mandate).unwrap_or_default() {
            division.sums.count(&cast, false);
        }
    }
}

/// Takes those who no longer sit in an organ out of those present in its open sittings.
fn leave_sittings(standing: &mut Standing, organ: &Id, who: &[&Id]) {
    let Some(last) = standing.organs.get(organ).and_then(|o| o.sittings.last()) else { return };
    if let Some(sitting) = standing.sittings.get_mut(last) {
        let gone = who.iter().filter(|w| sitting.present.remove(**w)).count() as u64;
        sitting.present_count = sitting.present_count.map(|n| n.saturating_sub(gone.min(1)));
    }
}

fn change_mandate(standing: &mut Standing, entry: &Entry, a: &MandateChange) {
    match a.to {
        MandateState::Lapsed | MandateState::Resigned | MandateState::Declined | MandateState::Voided => {
            end_mandate(standing, &a.of, &entry.id);
            return;
        }
        _ => {}
    }
    // What has ended is given anew; nothing brings it back.
    let Some(held) = standing.mandates.get_mut(&a.of).filter(|m| m.ended_by.is_none()) else { return };
    let held_before = held.in_force;
    match a.to {
        MandateState::Verified => held.verified = true,
        MandateState::Provisional => held.mandate.provisional = true,
        MandateState::Voting => held.mandate.class = Class::Voting,
        MandateState::Consultative => held.mandate.class = Class::Consultative,
        MandateState::Suspended => {
            held.in_force = false;
            held.suspended_by = entry.by.clone();
        }
        _ => {
            held.in_force = true;
            held.suspended_by = None;
        }
    }
    let changed = held.in_force != held_before;
    set_seat(standing, &a.of);
    if changed {
        set_substitutes(standing, &a.of);
        next_substitute(standing, &a.of);
    }
}

fn appoint(
    standing: &mut Standing,
    id: Id,
    a: &Appointment,
    issuer: Option<Id>,
    at: Option<shura_act::Date>,
    void: bool,
) {
    if let Some(person) = standing.persons.get_mut(&a.person) {
        person.appointments.insert(id.clone());
    }
    if let Some(base) = &a.virtue_of {
        carry(standing, base, &id);
    }
    if let (Some(old), false) = (&a.replaces, void) {
        end_appointment(standing, old, &id);
    }
    if let (Some(organ), false) = (a.organ.as_ref().and_then(|o| standing.organs.get_mut(o)), void) {
        organ.offices.insert(id.clone());
    }
    let appointment = AppointmentStanding {
        appointment: a.clone(),
        issuer,
        since: at,
        in_force: !void,
        ended_by: None,
        answers: Default::default(),
        countersigned: Default::default(),
        carries: Default::default(),
    };
    standing.appointments.insert(id, appointment);
}

/// Whoever is made chair of an organ in its sitting presides over that sitting from then on.
fn take_the_chair(standing: &mut Standing, a: &Appointment, sitting: Option<&Id>) {
    let Some(sitting) = sitting.and_then(|s| standing.sittings.get_mut(s)) else { return };
    if a.office.as_str() == "chair" && a.organ.as_ref() == Some(&sitting.sitting.organ) {
        sitting.chair = Some(a.person.clone());
        sitting.chair_by_right = true;
    }
}

/// An election of a sitting's chair or presidium: of the sitting itself, or of its organ in that sitting.
fn preside(standing: &mut Standing, a: &Election, sitting: Option<&Id>) {
    let id = if standing.sittings.contains_key(&a.of) { Some(&a.of) } else { sitting };
    let Some(sitting) = id.and_then(|s| standing.sittings.get_mut(s).map(|sitting| (s, sitting))) else {
        return;
    };
    if a.of != *sitting.0 && a.of != sitting.1.sitting.organ {
        return;
    }
    match a.office.as_ref().map(Id::as_str) {
        Some("chair") => {
            sitting.1.chair = a.elected.first().cloned();
            sitting.1.chair_by_right = true;
        }
        Some("presidium") => sitting.1.presidium = a.elected.iter().cloned().collect(),
        _ => {}
    }
}

fn end_appointment(standing: &mut Standing, id: &Id, by: &Id) {
    let Some(held) = standing.appointments.get_mut(id) else { return };
    if !held.in_force {
        return;
    }
    held.in_force = false;
    held.ended_by = Some(by.clone());
    let carried = held.carries.clone();
    if let Some(organ) = held.appointment.organ.as_ref().and_then(|o| standing.organs.get_mut(o)) {
        organ.offices.remove(id);
    }
    end_all(standing, carried, by);
}

fn open_sitting(standing: &mut Standing, id: Id, a: &Sitting, entry: &Entry) {
    let publicity = a.publicity.or_else(|| standing.kind_of(&a.organ).and_then(|k| k.publicity));
    if let Some(organ) = standing.organs.get_mut(&a.organ) {
        organ.sittings.push(id.clone());
    }
    if let Some(convening) = a.convened.as_ref().and_then(|c| standing.convenings.get_mut(c)) {
        convening.held = Some(id.clone());
    }
    let order = u32::try_from(standing.sitting_order.len()).unwrap_or(u32::MAX);
    let chair_by_right = crate::may::names_the_chair(standing, entry, a);
    standing.sitting_order.push(id.clone());
    let sitting = SittingStanding {
        sitting: a.clone(),
        order,
        opened_by: entry.by.clone(),
        at: entry.at.clone(),
        state: SittingState::Resumed,
        state_at: entry.at.clone(),
        chair: a.chair.clone(),
        chair_by_right,
        presidium: Default::default(),
        publicity,
        agenda: None,
        agenda_items: vec![],
        items: Default::default(),
        item_times: Default::default(),
        quorum: None,
        floor: Default::default(),
        present: Default::default(),
        registered: Default::default(),
        present_count: a.present.as_ref().and_then(shura_act::Figure::exact),
        departed: Default::default(),
        excluded: Default::default(),
        queue: vec![],
        debate_closed: false,
        divisions: vec![],
        motions: vec![],
        minutes: None,
        dissents: 0,
        barred: None,
    };
    standing.sittings.insert(id, sitting);
}

fn in_sitting(standing: &mut Standing, entry: &Entry) {
    let Some(id) = &entry.sitting else { return };
    let rule =
        matches!(entry.act, Act::Speech(_)).then(|| crate::floor::rule(standing, id)).unwrap_or_default();
    let minutes =
        standing.organ_of_sitting(id).and_then(|o| standing.kind_of(o)).and_then(|k| k.speech_minutes);
    // Whoever is there is there once, by whatever name.
    let who: BTreeSet<Id> = match &entry.act {
        Act::Presence(a) => a.who.iter().map(|who| standing.person_behind(who).clone()).collect(),
        _ => BTreeSet::new(),
    };
    let Some(sitting) = standing.sittings.get_mut(id) else { return };
    match &entry.act {
        Act::Agenda(a) => {
            let keys: Vec<_> = a.items.iter().map(|item| item.key.clone()).collect();
            sitting.agenda = Some((entry.id.clone(), keys));
            sitting.agenda_items = a.items.clone();
        }
        Act::Item(a) => {
            if a.to == ItemState::Opened {
                sitting.debate_closed = false;
            }
            sitting.items.insert(a.key.clone(), a.to);
            take_item(sitting, a, entry);
        }
        Act::Speech(a) => {
            speak(sitting, a);
            crate::floor::speak(sitting, entry, a, minutes, &rule);
        }
        Act::Presence(a) => come_and_go(sitting, &entry.id, a, &who),
        Act::Dissent(_) => sitting.dissents += 1,
        _ => {}
    }
}

/// Notes when an item is taken up and left. One that is opened while another runs takes its place.
fn take_item(sitting: &mut SittingStanding, a: &Item, entry: &Entry) {
    let now = entry.at.as_ref().map_or(i64::MIN, shura_act::Date::first);
    let starts = matches!(a.to, ItemState::Opened | ItemState::Resumed);
    for (key, times) in &mut sitting.item_times {
        if (starts || *key == a.key)
            && let Some(since) = times.running.take()
        {
            times.spent = times.spent.saturating_add(now.saturating_sub(since).max(0));
        }
    }
    if starts {
        let times = sitting.item_times.entry(a.key.clone()).or_default();
        times.opened.get_or_insert(now);
        times.running = Some(now);
        sitting.floor.item = Some(a.key.clone());
    }
}

/// The organ in whose name an act is done, or in whose sitting.
fn organ_of(standing: &Standing, entry: &Entry) -> Option<Id> {
    let sits = || entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s)).cloned();
    entry
        .behalf
        .clone()
        .or_else(sits)
        .or_else(|| entry.by.clone().filter(|by| standing.organs.contains_key(by)))
}

/// Notes whether there is a quorum after an act that can change it, in its sitting or in the last sitting of the organ concerned.
fn note_quorum(standing: &mut Standing, entry: &Entry) {
    let seat = |id: &Id| standing.mandates.get(id).map(|m| m.mandate.organ.clone());
    let organ = match &entry.act {
        Act::Sitting(a) => Some(a.organ.clone()),
        Act::Presence(_) => entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s)).cloned(),
        Act::Mandate(a) => Some(a.organ.clone()),
        Act::MandateChange(a) => seat(&a.of),
        Act::Recall(a) => seat(&a.mandate),
        _ => return,
    };
    let last = organ.as_ref().and_then(|o| standing.organs.get(o)?.sittings.last().cloned());
    let (Some(organ), Some(id)) = (organ, last) else { return };
    let over = |s: &SittingStanding| matches!(s.state, SittingState::Closed | SittingState::Dispersed);
    if standing.sittings.get(&id).is_none_or(over) {
        return;
    }
    let (needed, present) = (crate::quorum::needed(standing, &organ, &id), standing.quorate_in(&id));
    let Some(sitting) = standing.sittings.get_mut(&id) else { return };
    let (Some(needed), Some(present)) = (needed, present) else { return };
    let before = sitting.quorum.take();
    let same = before.filter(|q| q.kept() == (present >= needed)).map(|q| q.since);
    sitting.quorum =
        Some(QuorumStanding { needed, present, since: same.unwrap_or_else(|| entry.id.clone()) });
}

/// A remark, which takes the place of an earlier one that it names.
fn remark(standing: &mut Standing, entry: &Entry, a: &Remark) {
    let on = standing.remarks.entry(a.on.clone()).or_default();
    if let Some(old) = on.iter_mut().find(|r| Some(&r.act) == a.replaces.as_ref()) {
        old.replaced_by = Some(entry.id.clone());
    }
    on.push(RemarkStanding {
        act: entry.id.clone(),
        text: entry.text.clone().unwrap_or_default(),
        by: entry.by.clone(),
        at: entry.at.clone(),
        replaced_by: None,
    });
}

/// What a teller counted; a later count takes the place of an earlier one.
fn count_hands(standing: &mut Standing, entry: &Entry, a: &Count) {
    let (Some(teller), Some(division)) = (&entry.by, standing.divisions.get_mut(&a.division)) else { return };
    if division.open {
        let sums =
            Sums { in_favour: a.in_favour, against: a.against, abstain: a.abstain.unwrap_or(0), blank: 0 };
        division.tellers.insert(teller.clone(), TellerCount { act: entry.id.clone(), sums });
    }
}

fn speak(sitting: &mut SittingStanding, a: &Speech) {
    match a.floor {
        Floor::Asked => sitting.queue.push(a.speaker.clone()),
        Floor::DebateClosed => sitting.debate_closed = true,
        Floor::Limited
        | Floor::PutBack
        | Floor::Paused
        | Floor::Resumed
        | Floor::TimeAdded
        | Floor::ListOpened
        | Floor::ListClosed => {}
        _ => sitting.queue.retain(|s| *s != a.speaker),
    }
}

fn come_and_go(sitting: &mut SittingStanding, id: &Id, a: &Presence, who: &BTreeSet<Id>) {
    let mut moved = 0u64;
    for who in who {
        match a.to {
            PresenceState::Present | PresenceState::Arrived | PresenceState::Returned => {
                moved += u64::from(sitting.present.insert(who.clone()));
                sitting.registered.insert(who.clone());
                sitting.departed.remove(who);
                sitting.excluded.remove(who);
            }
            PresenceState::Left | PresenceState::WalkOut | PresenceState::Excluded => {
                moved += u64::from(sitting.present.remove(who));
                sitting.departed.insert(who.clone(), id.clone());
                if a.to == PresenceState::Excluded {
                    sitting.excluded.insert(who.clone());
                }
            }
            PresenceState::Absent | PresenceState::Observer => {
                moved += u64::from(sitting.present.remove(who));
            }
        }
    }
    let moved = a.count.as_ref().and_then(shura_act::Figure::exact).unwrap_or(moved);
    let counted = a.present.as_ref().and_then(shura_act::Figure::exact);
    sitting.present_count = counted.or(sitting.present_count.map(|n| match a.to {
        PresenceState::Arrived | PresenceState::Returned | PresenceState::Present => n.saturating_add(moved),
        _ => n.saturating_sub(moved),
    }));
}

fn open_division(standing: &mut Standing, id: Id, a: &Division, entry: &Entry, void: bool) {
    let division = opened(standing, a, entry);
    let told = !division.open;
    for motion in &a.on {
        if let Some(motion) = standing.motions.get_mut(motion) {
            motion.divisions.push(id.clone());
            if told && !a.consultative && !void {
                motion.state = motion_state(a.outcome).or(motion.state);
            }
        }
    }
    if let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get_mut(s)) {
        sitting.divisions.push(id.clone());
    }
    standing.divisions.insert(id, division);
}

/// A division as it stands when it is opened live, or told with its figures.
pub(crate) fn opened(standing: &Standing, a: &Division, entry: &Entry) -> DivisionStanding {
    let organ = a
        .electorate
        .clone()
        .or_else(|| entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s)).cloned());
    let electors =
        organ.as_ref().and_then(|o| standing.organs.get(o)).map(|o| o.electors.clone()).unwrap_or_default();
    let told_present = a.present.as_ref().and_then(shura_act::Figure::exact);
    let present = entry.sitting.as_ref().and_then(|s| standing.present_in(s));
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    let present = if living { present.or(told_present) } else { told_present.or(present) };
    let told = a.in_favour.is_some() || a.outcome.is_some() || !a.options.is_empty() || !a.votes.is_empty();
    DivisionStanding {
        division: a.clone(),
        organ,
        sitting: entry.sitting.clone(),
        at: entry.at.clone(),
        electors,
        present,
        open: !told,
        ballots: Default::default(),
        sums: Sums::default(),
        tellers: Default::default(),
        declared_by: told.then(|| entry.id.clone()),
    }
}

pub(crate) fn motion_state(outcome: Option<Outcome>) -> Option<MotionState> {
    match outcome? {
        Outcome::Carried => Some(MotionState::Adopted),
        Outcome::Lost => Some(MotionState::Rejected),
        Outcome::Tied | Outcome::NoDecision | Outcome::Withdrawn => None,
    }
}

fn cast_ballot(standing: &mut Standing, a: &Ballot) {
    let Some(division) = standing.divisions.get_mut(&a.division) else { return };
    if !division.open {
        return;
    }
    let Some(&votes) = division.electors.votes.get(&a.mandate) else { return };
    if a.withdrawn {
        for cast in division.ballots.remove(&a.mandate).unwrap_or_default() {
            division.sums.count(&cast, false);
        }
        return;
    }
    let weighs = division.division.counts == Counts::Weights;
    let weight = if weighs { a.weight.unwrap_or(votes) } else { 1 };
    let cast = Cast { choice: a.choice, weight };
    division.sums.count(&cast, true);
    match division.ballots.get_mut(&a.mandate) {
        Some(casts) => casts.push(cast),
        // Nearly every mandate casts one: no room is kept for more.
        None => drop(division.ballots.insert(a.mandate.clone(), vec![cast])),
    }
}

fn declare(standing: &mut Standing, id: &Id, a: &Declaration) {
    let present = standing.divisions.get(&a.division).and_then(|d| crate::verdict::present(standing, d));
    let Some(division) = standing.divisions.get_mut(&a.division) else { return };
    division.open = false;
    division.present = present;
    division.declared_by = Some(id.clone());
    let told = &mut division.division;
    tell(told, a);
    let (on, consultative) = (told.on.clone(), told.consultative);
    for motion in on {
        if let Some(motion) = standing.motions.get_mut(&motion)
            && !consultative
        {
            motion.state = motion_state(Some(a.outcome)).or(motion.state);
        }
    }
}

/// Writes into a division what a declaration says of it.
pub(crate) fn tell(told: &mut Division, a: &Declaration) {
    told.outcome = Some(a.outcome);
    told.casting = a.casting.or(told.casting);
    told.lot = a.lot.clone().or(told.lot.take());
    for (figure, declared) in [
        (&mut told.in_favour, &a.in_favour),
        (&mut told.against, &a.against),
        (&mut told.abstain, &a.abstain),
    ] {
        if declared.is_some() {
            *figure = declared.clone();
        }
    }
}

fn ratify(standing: &mut Standing, id: &Id, a: &Ratification) {
    for of in &a.of {
        if a.voided {
            end_act(standing, of, id, RepealHow::Annulled);
        } else if let Some(order) = standing.orders.get_mut(of) {
            order.provisional = false;
        }
    }
}

/// Notes the order as the last one of its issuer to each unit on its subject.
fn command(standing: &mut Standing, id: &Id, a: &Order, issuer: Option<&Id>) {
    let (Some(subject), Some(issuer)) = (&a.subject, issuer) else { return };
    for unit in &a.to {
        let by_subject = standing.commands.entry(unit.clone()).or_default();
        by_subject.entry(subject.clone()).or_default().insert(issuer.clone(), id.clone());
    }
}

/// Ends an order, an appointment, a pass, a motion in force or the demand that an organ sit.
pub(crate) fn end_act(standing: &mut Standing, of: &Id, by: &Id, how: RepealHow) {
    if let Some(order) = standing.orders.get_mut(of) {
        if order.in_force {
            order.in_force = false;
            order.ended_by = Some((by.clone(), how));
        }
    } else if let Some(motion) = standing.motions.get_mut(of) {
        motion.state = Some(MotionState::Rescinded);
    } else if let Some(pass) = standing.passes.get_mut(of) {
        pass.in_force = false;
    } else if let Some(organ) = standing.demand(of).map(|(organ, _)| organ.clone()) {
        if let Some(organ) = standing.organs.get_mut(&organ) {
            organ.demands.retain(|(act, ..)| act != of);
        }
    } else {
        end_appointment(standing, of, by);
    }
}

fn progress(standing: &mut Standing, a: &Progress, at: Option<shura_act::Date>) {
    if let Some(pending) = standing.pending.get_mut(&a.of) {
        pending.state = Some(a.to);
        pending.state_at = at;
        if let Some(deadline) = &a.deadline {
            pending.due = Some(deadline.clone());
        }
    } else if let Some(motion) = standing.motions.get_mut(&a.of) {
        motion.outcome = Some(a.to);
    }
}
