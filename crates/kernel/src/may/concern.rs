//! Whom an act concerns: which organs have a say in it, in which sitting it is done, and whether it is somebody's own business.

use crate::charter::Role;
use crate::rules::bonds::issuer_of;
use crate::standing::Standing;
use shura_act::act::*;
use shura_act::{Act, Entry, Id, Kind};

/// Whom an act concerns.
#[derive(Clone, Debug, Default)]
pub struct Concern<'a> {
    /// The organs whose business it is; `None` where it is no organ's, an empty list where the act names none that is known.
    pub organs: Option<Vec<&'a Id>>,
    /// The sitting in which it is done.
    pub sitting: Option<&'a Id>,
    /// Whether it is the own business of whoever enters it; `None` where no act of the kind is anybody's own.
    pub own: Option<bool>,
    /// Who called the sitting.
    pub caller: Option<&'a Id>,
    /// Whether it only demands a sitting, in the name of a unit to which the charter gives that right.
    pub demand: bool,
}

impl<'a> Concern<'a> {
    /// Business of an organ, in its last sitting.
    pub(super) fn of_organ(standing: &'a Standing, organ: &'a Id, own: Option<bool>) -> Self {
        let of = standing.organs.get(organ);
        let sitting = of.and_then(|o| o.sittings.last());
        let call = of.and_then(|o| o.convenings.last()).and_then(|c| standing.convenings.get(c));
        Self {
            organs: Some(vec![organ]),
            sitting,
            own,
            caller: call.and_then(|c| c.by.as_ref()),
            demand: false,
        }
    }
}

/// Whether acts of a kind can be somebody's own business.
pub(super) fn has_own_part(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Ballot
            | Kind::Speech
            | Kind::Presence
            | Kind::Dissent
            | Kind::MandateChange
            | Kind::Affiliation
            | Kind::Acceptance
            | Kind::Dismissal
            | Kind::Motion
            | Kind::MotionChange
            | Kind::Compliance
            | Kind::Undertaking
            | Kind::Progress
            | Kind::PassChange
            | Kind::DispatchChange
            | Kind::Key
            | Kind::KeyChange
    )
}

/// Whether acts of a kind may be no organ's business.
pub(super) fn may_be_nowhere(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Person
            | Kind::Key
            | Kind::KeyChange
            | Kind::Source
            | Kind::Faction
            | Kind::Challenge
            | Kind::Claim
            | Kind::Correction
            | Kind::Event
            | Kind::Report
            | Kind::Dispatch
            | Kind::Undertaking
            | Kind::Task
    )
}

/// Whom an act concerns that is done by someone.
pub fn concern<'a>(standing: &'a Standing, entry: &'a Entry, by: &Id) -> Concern<'a> {
    let mut organs = organs(standing, entry);
    if let Some(ids) = &mut organs {
        ids.retain(|id| standing.organs.contains_key(*id));
        ids.dedup();
    }
    // Whoever presided over a sitting that is over leads nothing in it any more, and may still say what it was.
    let afterwards =
        matches!(entry.act, Act::Minutes(_) | Act::Remark(_) | Act::Dissent(_) | Act::Disclosure(_));
    let sitting = sitting(standing, entry).filter(|s| afterwards || !is_over(standing, s));
    let demand = demanding(standing, entry).is_some();
    Concern { organs, sitting, own: own(standing, entry, by), caller: caller(standing, entry), demand }
}

/// Whether an act is the own business of whoever enters it; `None` where no act of the kind is anybody's own.
pub(super) fn own(standing: &Standing, entry: &Entry, by: &Id) -> Option<bool> {
    has_own_part(entry.act.kind()).then(|| is_own(standing, entry, by))
}

/// The unit that demands a sitting of an organ which it elects, where the charter lets its units do so (`on-demand-of`), or takes back what it
/// demanded.
pub(super) fn demanding<'a>(standing: &Standing, entry: &'a Entry) -> Option<&'a Id> {
    let its_own = |id: &Id| standing.demand(id).is_some_and(|(_, unit)| unit == entry.issuer());
    let a = match &entry.act {
        Act::Convening(a) => a,
        Act::Repeal(a) if !a.of.is_empty() && a.of.iter().all(its_own) => return entry.issuer(),
        _ => return None,
    };
    standing.kind_of(&a.organ)?.convening.as_ref()?.on_demand_of?;
    entry.issuer().filter(|unit| a.demand && standing.elects(unit, &a.organ))
}

/// The sitting whose business it is. A vote of another organ than the one that sits is not led by whoever presides here.
fn sitting<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<&'a Id> {
    match &entry.act {
        Act::SittingChange(a) => Some(&a.of),
        // Minutes are signed by whoever presided, and adopted under whoever presides over the next sitting.
        Act::Minutes(a) => Some(next_of(standing, entry, &a.of).unwrap_or(&a.of)),
        Act::Disclosure(a) if standing.sittings.contains_key(&a.of) => Some(&a.of),
        Act::Dissent(a) => {
            standing.divisions.get(&a.from).and_then(|d| d.sitting.as_ref()).or(entry.sitting.as_ref())
        }
        Act::Declaration(a) => in_its_sitting(standing, &a.division),
        Act::Lot(a) if standing.divisions.contains_key(&a.of) => in_its_sitting(standing, &a.of),
        Act::Ballot(a) => in_its_sitting(standing, &a.division),
        Act::Count(a) => in_its_sitting(standing, &a.division),
        Act::Remark(a) => remarked(standing, &a.on).or(entry.sitting.as_ref()),
        Act::Division(a) => {
            let here = entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s));
            let elsewhere =
                a.electorate.as_ref().is_some_and(|e| standing.organs.contains_key(e) && Some(e) != here);
            entry.sitting.as_ref().filter(|_| !elsewhere)
        }
        Act::MotionChange(a) => {
            standing.motions.get(&a.of).and_then(|m| m.sitting.as_ref()).or(entry.sitting.as_ref())
        }
        _ => entry.sitting.as_ref(),
    }
}

/// Whether a sitting is over.
fn is_over(standing: &Standing, sitting: &Id) -> bool {
    let state = standing.sittings.get(sitting).map(|s| s.state);
    matches!(state, Some(SittingState::Closed | SittingState::Dispersed))
}

/// The sitting in which an act on another sitting of the same organ is done.
fn next_of<'a>(standing: &Standing, entry: &'a Entry, of: &Id) -> Option<&'a Id> {
    let here = entry.sitting.as_ref()?;
    (standing.organ_of_sitting(here) == standing.organ_of_sitting(of)).then_some(here)
}

/// The sitting in which something remarked upon was done.
fn remarked<'a>(standing: &'a Standing, on: &'a Id) -> Option<&'a Id> {
    if standing.sittings.contains_key(on) {
        return Some(on);
    }
    let division = standing.divisions.get(on).and_then(|d| d.sitting.as_ref());
    division.or_else(|| standing.motions.get(on).and_then(|m| m.sitting.as_ref()))
}

/// The sitting of a division, where the organ that sits is the one that votes.
fn in_its_sitting<'a>(standing: &'a Standing, division: &Id) -> Option<&'a Id> {
    let division = standing.divisions.get(division)?;
    let sitting = division.sitting.as_ref()?;
    let votes_here = division
        .organ
        .as_ref()
        .is_none_or(|o| Some(o) == standing.organ_of_sitting(sitting) || !standing.organs.contains_key(o));
    votes_here.then_some(sitting)
}

/// Who called the sitting that opens, or the one that is put off.
fn caller<'a>(standing: &'a Standing, entry: &Entry) -> Option<&'a Id> {
    let call = match &entry.act {
        Act::Sitting(a) => a
            .convened
            .as_ref()
            .filter(|c| standing.convenings.get(*c).is_some_and(|c| c.convening.organ == a.organ)),
        Act::Postponement(a) => Some(&a.of),
        _ => None,
    };
    standing.convenings.get(call?)?.by.as_ref()
}

/// The organs whose business an act is.
fn organs<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<Vec<&'a Id>> {
    let sits = |sitting: Option<&'a Id>| sitting.and_then(|s| standing.organ_of_sitting(s));
    // The organ that acts: the one in whose name it is done, or else the one that sits, or that performs it.
    let itself = || entry.by.as_ref().filter(|by| standing.organs.contains_key(*by));
    let acting = || entry.behalf.as_ref().or_else(|| sits(entry.sitting.as_ref())).or_else(itself);
    let here = || sits(entry.sitting.as_ref());
    let some = |ids: Vec<Option<&'a Id>>| Some(ids.into_iter().flatten().collect());
    match &entry.act {
        Act::Founding(_) => some(vec![]),
        Act::Status(a) => some([vec![Some(&a.of)], above(standing, &a.of)].concat()),
        Act::Organ(a) => Some(founders(standing, a)),
        Act::Faction(a) => a.of.as_ref().map(|of| vec![of]),
        Act::Affiliation(a) => {
            let of = |f: &'a Option<Id>| standing.factions.get(f.as_ref()?)?.faction.of.as_ref();
            some(vec![of(&a.joins), of(&a.leaves)])
        }
        Act::Membership(a) => some(vec![Some(&a.unit), within(standing, &a.unit)]),
        Act::AmendCharter(_) => {
            let by = standing.charter.amendment.as_ref().map(|rule| &rule.by);
            some(vec![
                acting().filter(|o| by.is_some_and(|by| standing.is_any_of(o, std::slice::from_ref(by)))),
            ])
        }
        Act::Election(a) => some(vec![a.unit.as_ref().or_else(|| sits(Some(&a.of))).or(Some(&a.of))]),
        Act::Mandate(a) => some(vec![Some(&a.organ), a.unit.as_ref()]),
        Act::MandateChange(a) => some(of_mandate(standing, &a.of, entry.behalf.as_ref())),
        Act::Ruling(a) => {
            let of = standing.challenges.get(&a.of).map_or(&a.of, |c| &c.of);
            some(with_commission(standing, of_thing(standing, of), acting()))
        }
        // Those concerned challenge: who sits in the organ, and who elected to it.
        Act::Challenge(a) => {
            let unit = standing.mandates.get(&a.of).and_then(|m| m.mandate.unit.as_ref());
            let of: Vec<_> = of_thing(standing, &a.of).into_iter().chain([unit]).flatten().collect();
            (!of.is_empty()).then_some(of)
        }
        Act::Recall(a) => some(vec![Some(&a.unit)]),
        Act::Instruction(a) => some(vec![a.unit.as_ref().or_else(acting)]),
        Act::Composition(a) => {
            some(with_commission(standing, of_thing(standing, &a.of), entry.behalf.as_ref()))
        }
        Act::Appointment(a) => some(vec![a.organ.as_ref().or_else(acting)]),
        Act::Acceptance(a) => some(vec![Some(&a.unit)]),
        Act::Dismissal(a) => {
            let of = standing.appointments.get(&a.of);
            some(vec![of.and_then(|a| a.appointment.organ.as_ref()), of.and_then(|a| a.issuer.as_ref())])
        }
        Act::Succession(a) => some(of_thing(standing, &a.of)),
        Act::Convening(_) if demanding(standing, entry).is_some() => some(vec![entry.issuer()]),
        Act::Convening(a) => some(vec![Some(&a.organ), entry.behalf.as_ref(), itself()]),
        Act::Postponement(a) => {
            some(vec![standing.convenings.get(&a.of).map(|c| &c.convening.organ), sits(Some(&a.of))])
        }
        Act::Sitting(a) => some(vec![Some(&a.organ)]),
        Act::SittingChange(a) => some(vec![sits(Some(&a.of))]),
        Act::Minutes(a) => some(vec![sits(Some(&a.of))]),
        Act::Remark(a) => some(of_thing_or(standing, &a.on, here())),
        Act::Disclosure(a) => some(vec![sits(Some(&a.of)).or_else(acting)]),
        Act::Agenda(_) | Act::Item(_) | Act::Speech(_) | Act::Presence(_) => some(vec![here()]),
        Act::Dissent(a) => some(of_thing(standing, &a.from)),
        Act::Motion(_) => some(vec![here(), entry.behalf.as_ref(), itself()]),
        Act::Text(a) => some(of_thing_or(standing, &a.of, here())),
        Act::MotionChange(a) => {
            some(vec![standing.motions.get(&a.of).and_then(|m| m.organ.as_ref()).or_else(here)])
        }
        Act::Division(a) => {
            some(vec![a.electorate.as_ref().filter(|e| standing.organs.contains_key(*e)).or_else(acting)])
        }
        Act::Count(a) => some(vec![voting(standing, &a.division)]),
        Act::Ballot(a) => some(vec![voting(standing, &a.division)]),
        Act::Declaration(a) => some(vec![voting(standing, &a.division)]),
        Act::Lot(a) => some(of_thing_or(standing, &a.of, here())),
        Act::Ratification(_) => some(vec![acting()]),
        // Where nobody says in which organ's name, an office of the organ that is countersigned for is meant.
        Act::Countersignature(a) => {
            let issuer = || issuer_of(standing, &a.of).filter(|o| standing.organs.contains_key(*o));
            some(vec![acting().or_else(issuer)])
        }
        Act::Repeal(_) if demanding(standing, entry).is_some() => some(vec![entry.issuer()]),
        Act::Repeal(a) => {
            let owners = a.of.iter().flat_map(|of| of_thing(standing, of)).flatten();
            some(owners.flat_map(|o| [vec![Some(o)], above(standing, o)].concat()).collect())
        }
        Act::Recognition(a) => some(vec![Some(&a.unit)]),
        Act::Compliance(a) => some(vec![Some(&a.unit)]),
        Act::DispatchChange(a) => {
            some(standing.dispatches.get(&a.of).map_or(vec![], |d| d.dispatch.to.iter().map(Some).collect()))
        }
        Act::Progress(a) => {
            let given_by = standing.pending.get(&a.of).and_then(|p| p.organ.as_ref());
            some([of_thing(standing, &a.of), vec![given_by]].concat())
        }
        Act::PassChange(a) => some(of_thing(standing, &a.of)),
        Act::Transfer(a) => some(vec![Some(&a.from), a.to.as_ref()]),
        Act::Dispatch(a) => {
            a.from.as_ref().filter(|f| standing.organs.contains_key(*f)).or_else(acting).map(|o| vec![o])
        }
        // Nobody commands in no organ's name.
        Act::Order(_) | Act::Pass(_) => some(vec![acting()]),
        Act::Undertaking(_) | Act::Task(_) | Act::Report(_) => acting().map(|o| vec![o]),
        Act::Person(_)
        | Act::Key(_)
        | Act::KeyChange(_)
        | Act::Source(_)
        | Act::Claim(_)
        | Act::Correction(_)
        | Act::Event(_) => None,
    }
}

/// The organs in whose hands it is to found another: those above it that its kind names as electing or overseeing such organs, or any above it where
/// its kind names none. Units found no organ that others also elect; and what stands under nobody is founded by whom the charter names.
fn founders<'a>(standing: &Standing, a: &'a Organ) -> Vec<&'a Id> {
    let kind = standing.charter.kind.get(&a.form);
    let named: Vec<_> =
        kind.into_iter().flat_map(|k| k.elected_by.iter().chain(&k.accountable_to).cloned()).collect();
    let above = a.within.iter().chain(&a.accountable_to).chain(&a.elected_by);
    above.filter(|o| !standing.is_unit(o) && (named.is_empty() || standing.is_any_of(o, &named))).collect()
}

/// The organ that votes in a division; where a faction votes, the one in whose sitting.
fn voting<'a>(standing: &'a Standing, division: &Id) -> Option<&'a Id> {
    let division = standing.divisions.get(division)?;
    let organ = division.organ.as_ref().filter(|o| standing.organs.contains_key(*o));
    organ.or_else(|| standing.organ_of_sitting(division.sitting.as_ref()?))
}

/// The organ that an organ is part of.
fn within<'a>(standing: &'a Standing, organ: &Id) -> Option<&'a Id> {
    standing.organs.get(organ)?.organ.within.as_ref()
}

/// The organs above an organ: of which it is a part, to which it answers.
fn above<'a>(standing: &'a Standing, organ: &Id) -> Vec<Option<&'a Id>> {
    standing
        .organs
        .get(organ)
        .map_or(vec![], |o| o.organ.within.iter().chain(&o.organ.accountable_to).map(Some).collect())
}

/// A commission, where that is what the organ is.
fn commission<'a>(standing: &Standing, organ: Option<&'a Id>) -> Option<&'a Id> {
    organ.filter(|o| standing.kind_of(o).is_some_and(|k| k.role == Role::Commission))
}

/// Organs whose thing something is, and the commission of one of them that acts.
fn with_commission<'a>(
    standing: &'a Standing,
    mut organs: Vec<Option<&'a Id>>,
    acts: Option<&'a Id>,
) -> Vec<Option<&'a Id>> {
    let of_one = |c: &&Id| above(standing, c).iter().any(|over| organs.contains(over));
    let commission = commission(standing, acts).filter(of_one);
    organs.push(commission);
    organs
}

/// The organ of a mandate, and the commission of that organ in whose name it is changed.
fn of_mandate<'a>(standing: &'a Standing, mandate: &Id, behalf: Option<&'a Id>) -> Vec<Option<&'a Id>> {
    let Some(organ) = standing.mandates.get(mandate).map(|m| &m.mandate.organ) else { return vec![] };
    with_commission(standing, vec![Some(organ)], behalf)
}

/// The organs whose thing something is; where it is nobody's, the organ that sits.
fn of_thing_or<'a>(standing: &'a Standing, id: &'a Id, here: Option<&'a Id>) -> Vec<Option<&'a Id>> {
    let of = of_thing(standing, id);
    if of.iter().any(Option::is_some) { of } else { vec![here] }
}

/// Whether an amendment is for someone to take over: it amends that person's motion, or its own mover gave it up.
fn takes_over(standing: &Standing, amendment: &Id, by: &Id) -> bool {
    let Some(amendment) = standing.motions.get(amendment) else { return false };
    let given_up = matches!(amendment.state, Some(MotionState::Withdrawn | MotionState::Lapsed));
    let amended = amendment.motion.amends.as_ref().and_then(|id| standing.motions.get(id));
    given_up || amended.is_some_and(|motion| motion.mover.as_ref() == Some(by))
}

/// The organs whose thing something is: a mandate, an office, a sitting, a division, a motion, an order, a task …
fn of_thing<'a>(standing: &'a Standing, id: &'a Id) -> Vec<Option<&'a Id>> {
    if standing.organs.contains_key(id) {
        return vec![Some(id)];
    }
    let issuer = standing.orders.get(id).and_then(|o| o.issuer.as_ref());
    let office = standing.appointments.get(id);
    let mut of = vec![
        standing.mandates.get(id).map(|m| &m.mandate.organ),
        office.and_then(|a| a.appointment.organ.as_ref()),
        office.and_then(|a| a.issuer.as_ref()),
        standing.organ_of_sitting(id),
        standing.divisions.get(id).and_then(|d| d.organ.as_ref()),
        standing.motions.get(id).and_then(|m| m.organ.as_ref()),
        standing.elections.get(id).map(|e| &e.election.of),
        standing.factions.get(id).and_then(|f| f.faction.of.as_ref()),
        standing.passes.get(id).and_then(|p| p.issuer.as_ref()),
        standing.convenings.get(id).map(|c| &c.convening.organ),
        issuer,
    ];
    of.extend(standing.pending.get(id).into_iter().flat_map(|p| p.by.iter().map(Some)));
    of
}

/// Whether a sitting is not over, and someone has a seat or an office in the organs that sit.
fn has_place(standing: &Standing, who: &Id, sitting: &Id) -> bool {
    let Some(held) = standing.sittings.get(sitting).filter(|_| !is_over(standing, sitting)) else {
        return false;
    };
    let organs: Vec<&Id> = held.organs().collect();
    super::is_member(standing, who, Some(&organs)) || super::is_officer(standing, who, Some(&organs))
}

/// Whether someone was excluded from a sitting: only others let them in again.
fn is_excluded(standing: &Standing, who: &Id, sitting: &Id) -> bool {
    standing.sittings.get(sitting).is_some_and(|held| held.excluded.contains(who))
}

/// Whether an act is the own business of whoever enters it.
fn is_own(standing: &Standing, entry: &Entry, by: &Id) -> bool {
    let is_me = |id: &Id| id == by || standing.mandates.get(id).is_some_and(|m| m.mandate.person == *by);
    match &entry.act {
        Act::Ballot(a) => standing.mandates.get(&a.mandate).is_some_and(|m| m.mandate.person == *by),
        Act::Speech(a) => a.speaker == *by && matches!(a.floor, Floor::Asked | Floor::Withdrawn),
        // A count of those present is not for one of them to give.
        Act::Presence(a) => {
            a.to != PresenceState::Excluded
                && a.count.is_none()
                && a.present.is_none()
                && !a.who.is_empty()
                && a.who.iter().all(is_me)
                && entry
                    .sitting
                    .as_ref()
                    .is_some_and(|s| has_place(standing, by, s) && !is_excluded(standing, by, s))
        }
        Act::Dissent(a) => a.who.iter().all(is_me),
        Act::MandateChange(a) => {
            // Whoever may lay a mandate down may also leave it to a substitute for a time,
            // and takes up again what nobody else suspended.
            let laid_aside =
                || standing.mandates.get(&a.of).is_some_and(|m| m.suspended_by.as_ref() == Some(by));
            let own =
                matches!(a.to, MandateState::Resigned | MandateState::Declined | MandateState::Suspended);
            (own || (a.to == MandateState::Restored && laid_aside())) && is_me(&a.of)
        }
        Act::Affiliation(a) => a.who == *by,
        Act::Key(a) => a.person == *by,
        Act::KeyChange(a) => standing.keys.get(&a.of).is_some_and(|k| k.key.person == *by),
        Act::Acceptance(a) => a.unit == *by,
        Act::Dismissal(a) => {
            let mine = standing.appointments.get(&a.of).is_some_and(|held| held.appointment.person == *by);
            mine && a.ground.as_ref().is_some_and(|g| g.as_str() == "resigned")
        }
        Act::Motion(a) => a.mover.as_ref().is_none_or(|m| m == by) && entry.behalf.is_none(),
        Act::MotionChange(a) => match a.to {
            // That only whoever gave support takes it back is for a rule to say.
            MotionState::Supported | MotionState::SupportWithdrawn => true,
            MotionState::Withdrawn | MotionState::Amended => {
                standing.motions.get(&a.of).is_some_and(|m| m.mover.as_ref() == Some(by))
            }
            MotionState::TakenOver => takes_over(standing, &a.of, by),
            _ => false,
        },
        Act::Compliance(a) => a.unit == *by,
        Act::Undertaking(_) => entry.behalf.is_none(),
        Act::Progress(a) => standing.pending.get(&a.of).is_some_and(|p| p.by.contains(by)),
        Act::PassChange(a) => {
            a.to == PassState::Used && standing.passes.get(&a.of).is_some_and(|p| p.pass.holder.contains(by))
        }
        Act::DispatchChange(a) => standing.dispatches.get(&a.of).is_some_and(|d| d.dispatch.to.contains(by)),
        _ => false,
    }
}
