//! Who may enter what. The charter's `[may]` says it; where a living charter is silent, the table in [`silent`] holds. There is no other
//! mechanism: a server lets in what this lets in.
//!
//! Two questions are asked of an act: whom does it concern ([`Concern`]: which organs, which sitting, and whether it is the business of the
//! person who enters it alone), and which words hold for that person there ([`word_holds`]).

mod concern;
mod silent;

pub use concern::{Concern, concern};
pub use silent::silent;

use crate::charter::{Mode, Role};
use crate::rules::bonds::is_under;
use crate::standing::{ConveningStanding, Standing};
use serde::Serialize;
use shura_act::act::{Outcome, ProgressState, Sitting, SittingState};
use shura_act::{Act, Entry, Id, Key, Kind};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The person whom the act concerns, for acts for oneself.
pub const SELF: &str = "self";
/// Whoever holds a mandate in the organ, or sits for it elsewhere where it is a unit.
pub const MEMBER: &str = "member";
/// Any person of the record.
pub const PERSON: &str = "person";
/// Whoever presides over the sitting, or belongs to its presidium.
pub const PRESIDING: &str = "presiding";
/// Whoever holds an office in the organ, or presides over its open sitting.
pub const OFFICER: &str = "officer";
/// Whoever called the sitting.
pub const CALLER: &str = "caller";

/// Whether the one who performs an entry may enter it in a living organisation.
pub fn may_enter(standing: &Standing, entry: &Entry) -> bool {
    if founding(standing) {
        return true;
    }
    let Some(by) = &entry.by else { return false };
    let kind = entry.act.kind();
    // Most acts are somebody's own, such as a ballot. For them nobody needs to ask whose business they are besides.
    if concern::own(standing, entry, by) == Some(true)
        && (inalienable(kind) || is_open_to_oneself(standing, kind))
    {
        return true;
    }
    if constitutes(standing, entry, by) {
        return true;
    }
    let concern = concern(standing, entry, by);
    // An organ that acts itself (a record kept by hand says so) has its own affairs in hand, though no vote of any of its members.
    let silent = !standing.charter.may.contains_key(&kind);
    if silent && kind != Kind::Ballot && concern.organs.as_ref().is_some_and(|o| o.contains(&by)) {
        return true;
    }
    // A name that is only claimed opens nothing.
    let behalf = entry.behalf.as_ref().filter(|organ| may_act_for(standing, entry, by, organ));
    let actor = Actor { by, behalf };
    words(standing, kind, &concern).iter().any(|word| word_holds(standing, actor, word, &concern))
}

/// Whether a person may declare the result of the vote of which a teller's count or a ballot is.
pub(crate) fn may_declare(standing: &Standing, vote: &Entry, person: &Id) -> bool {
    let concern = concern(standing, vote, person);
    let actor = Actor { by: person, behalf: None };
    words(standing, Kind::Declaration, &concern)
        .iter()
        .any(|word| word_holds(standing, actor, word, &concern))
}

/// Whether an organ chooses in its sitting, by a vote that it carried there, who leads it: whoever presides meanwhile may always enter that.
fn constitutes(standing: &Standing, entry: &Entry, by: &Id) -> bool {
    let (Act::Election(a), Some(id)) = (&entry.act, &entry.sitting) else { return false };
    let (Some(sitting), Some(vote)) = (standing.sittings.get(id), a.division.as_ref()) else { return false };
    let leads = a.office.as_ref().is_some_and(|office| matches!(office.as_str(), "chair" | "presidium"));
    let of_it = a.of == *id || a.of == sitting.sitting.organ;
    let carried = standing.divisions.get(vote).is_some_and(|d| {
        d.sitting.as_ref() == Some(id) && d.organ.as_ref() == Some(&sitting.sitting.organ) && d.is_carried()
    });
    leads && of_it && carried && !standing.is_void(vote) && presides(standing, by, id)
}

/// While nobody holds an office or a mandate yet, nobody could be entitled: the founders enter what there is to begin with.
pub fn founding(standing: &Standing) -> bool {
    standing.mandates.is_empty() && standing.appointments.is_empty()
}

/// What nobody can be kept from doing for themselves: to lay down a mandate or an office, to join or leave a faction, to dissent.
fn inalienable(kind: Kind) -> bool {
    matches!(kind, Kind::MandateChange | Kind::Dismissal | Kind::Affiliation | Kind::Dissent)
}

/// Whether acts of a kind are for everybody to enter where they are their own business, by the charter or where it is silent.
fn is_open_to_oneself(standing: &Standing, kind: Kind) -> bool {
    standing
        .charter
        .may
        .get(&kind)
        .map_or(silent::of_kind(kind), Vec::as_slice)
        .iter()
        .any(|w| w.as_str() == SELF)
}

/// The words that say who may enter acts of a kind: those of the charter, or those that hold where it is silent.
pub fn words<'a>(standing: &'a Standing, kind: Kind, concern: &Concern) -> Cow<'a, [Key]> {
    // Who demands a sitting says the clause that gives units this right: whoever is of such a unit, for it.
    if concern.demand {
        return silent::demanders();
    }
    match standing.charter.may.get(&kind) {
        Some(words) => Cow::Borrowed(words),
        None => silent(standing, kind, concern),
    }
}

/// Who performs an act, and in whose name.
#[derive(Clone, Copy, Debug)]
pub struct Actor<'a> {
    /// Who performs it.
    pub by: &'a Id,
    /// The organ in whose name, where the one who performs it may act for it.
    pub behalf: Option<&'a Id>,
}

/// Whether a word of `[may]` holds for someone, of the organs and the sitting that an act concerns.
pub fn word_holds(standing: &Standing, actor: Actor, word: &Key, concern: &Concern) -> bool {
    let others = concern.own == Some(false);
    match word.as_str() {
        SELF => concern.own == Some(true),
        MEMBER => !others && is_member(standing, actor.by, concern.organs.as_deref()),
        PERSON => !others && standing.persons.contains_key(actor.by),
        PRESIDING => {
            concern.sitting.is_some_and(|s| presides(standing, actor.by, s) && sits(standing, s, concern))
        }
        OFFICER => is_officer(standing, actor.by, concern.organs.as_deref()),
        CALLER => concern.caller.is_some_and(|caller| called(standing, actor, caller)),
        _ => is_named(standing, actor, word, concern.organs.as_deref()),
    }
}

/// Whether someone presides over a sitting that is not over, or belongs to its presidium. An organ presides over its own.
pub fn presides(standing: &Standing, who: &Id, sitting: &Id) -> bool {
    let Some(sitting) = standing.sittings.get(sitting) else { return false };
    sitting.chair.as_ref() == Some(who) || sitting.presidium.contains(who) || sitting.sitting.organ == *who
}

/// Whether a sitting is one of the organs whose business an act is: whoever presides over it leads the business of no other.
fn sits(standing: &Standing, sitting: &Id, concern: &Concern) -> bool {
    let Some(organs) = &concern.organs else { return true };
    standing.sittings.get(sitting).is_some_and(|held| held.organs().any(|organ| organs.contains(&organ)))
}

/// Whether someone called a sitting, or acts for the organ that called it.
fn called(standing: &Standing, actor: Actor, caller: &Id) -> bool {
    caller == actor.by || Some(caller) == actor.behalf || is_officer(standing, actor.by, Some(&[caller]))
}

/// Whether the organ whose sitting it is has anything to say to who presides over it: whoever opened it held an office in the organ or had called
/// it, or the chair was elected or given the chair in it. A chair whom some member named leads the sitting and nothing else.
pub(crate) fn names_the_chair(standing: &Standing, entry: &Entry, sitting: &Sitting) -> bool {
    let Some(by) = &entry.by else { return true };
    let organs: Vec<&Id> = std::iter::once(&sitting.organ).chain(&sitting.joint).collect();
    let call = sitting.convened.as_ref().and_then(|c| standing.convenings.get(c));
    let actor = Actor { by, behalf: entry.behalf.as_ref() };
    // Where anybody may call, to have called says nothing.
    let asked = |organ: &Id| {
        standing.kind_of(organ).and_then(|k| k.convening.as_ref()).is_some_and(|rule| !rule.by.is_empty())
    };
    let by_call = |c: &ConveningStanding| {
        c.convening.organ == sitting.organ
            && c.by.as_ref().is_some_and(|caller| {
                (standing.organs.contains_key(caller) || asked(&sitting.organ))
                    && called(standing, actor, caller)
            })
    };
    founding(standing)
        || standing.organs.contains_key(by)
        || holds_office(standing, by, &organs)
        || call.is_some_and(by_call)
}

/// Whether someone presides over the last sitting of an organ by its word, as long as that is not over.
fn leads_now(standing: &Standing, who: &Id, organ: &Id) -> bool {
    let last = standing.organs.get(organ).and_then(|o| o.sittings.last());
    let by_its_word = |s: &Id| {
        let held = standing.sittings.get(s);
        held.is_some_and(|s| s.chair_by_right || s.presidium.contains(who) || s.sitting.organ == *who)
    };
    last.is_some_and(by_its_word) && presides_now(standing, who, organ)
}

/// Whether someone presides over the last sitting of an organ, as long as that is not over.
fn presides_now(standing: &Standing, who: &Id, organ: &Id) -> bool {
    let last = standing.organs.get(organ).and_then(|o| o.sittings.last());
    let over = |s: &Id| {
        let state = standing.sittings.get(s).map(|s| s.state);
        matches!(state, Some(SittingState::Closed | SittingState::Dispersed) | None)
    };
    last.is_some_and(|s| !over(s) && presides(standing, who, s))
}

/// Whether someone holds a mandate in one of the organs, or sits elsewhere for one that is a unit; in any organ where none is named.
fn is_member(standing: &Standing, who: &Id, organs: Option<&[&Id]>) -> bool {
    let Some(organs) = organs else {
        let Some(person) = standing.persons.get(who) else { return standing.organs.contains_key(who) };
        return person.mandates.iter().any(|m| standing.mandates.get(m).is_some_and(|m| m.in_force));
    };
    organs.contains(&who)
        || organs
            .iter()
            .any(|organ| standing.mandates_in(who, organ).next().is_some() || sits_for(standing, who, organ))
}

/// Whether a person sits for a unit in another organ. Members of a unit are not in the record; those whom it sent are.
pub(crate) fn sits_for(standing: &Standing, person: &Id, unit: &Id) -> bool {
    let sent = |id: &Id| {
        standing.mandates.get(id).is_some_and(|m| m.in_force && m.mandate.unit.as_ref() == Some(unit))
    };
    standing.is_unit(unit) && standing.persons.get(person).is_some_and(|p| p.mandates.iter().any(sent))
}

/// Whether someone holds an office in one of the organs or presides over its sitting; in any organ where none is named.
fn is_officer(standing: &Standing, who: &Id, organs: Option<&[&Id]>) -> bool {
    let Some(organs) = organs else {
        return standing.organs.contains_key(who)
            || offices(standing, who).any(|(_, organ)| organ.is_some_and(|o| !is_outside(standing, o)));
    };
    organs.contains(&who)
        || holds_office(standing, who, organs)
        || organs.iter().any(|organ| leads_now(standing, who, organ))
}

/// Whether someone holds an office in one of the organs.
pub(crate) fn holds_office(standing: &Standing, who: &Id, organs: &[&Id]) -> bool {
    offices(standing, who).any(|(_, organ)| organ.is_some_and(|o| organs.contains(&o)))
}

/// Whether an organ is that of a party or of another power: its officers have no say in the organisation.
fn is_outside(standing: &Standing, organ: &Id) -> bool {
    standing.kind_of(organ).is_some_and(|k| matches!(k.role, Role::Party | Role::State))
}

/// The offices that a person holds now, with the organs in which: where none is named, in the one that gave it.
fn offices<'a>(standing: &'a Standing, who: &Id) -> impl Iterator<Item = (&'a Key, Option<&'a Id>)> {
    let ids = standing.persons.get(who).map(|p| &p.appointments);
    let held = ids.into_iter().flatten().filter_map(|id| standing.appointments.get(id));
    held.filter(|a| standing.is_held(a)).map(|a| (&a.appointment.office, standing.office_in(a)))
}

/// Whether a word names whoever acts: the identifier or kind of the performer or of the organ in whose name it is done, or an office held in
/// one of the organs concerned. A kind, and an office as `kind.office`, hold where that organ has a say ([`has_a_say`]).
fn is_named(standing: &Standing, actor: Actor, word: &Key, organs: Option<&[&Id]>) -> bool {
    is_called(standing, actor.by, word, organs)
        || actor.behalf.is_some_and(|behalf| is_called(standing, behalf, word, organs))
        || holds_office_named(standing, actor.by, word, organs)
}

/// Whether a word is the identifier of whoever acts, or the kind of an organ that has a say here.
fn is_called(standing: &Standing, who: &Id, word: &Key, organs: Option<&[&Id]>) -> bool {
    if who == word && standing.acts_by_name(who) && !standing.is_unit(who) {
        return true;
    }
    standing.organs.get(who).is_some_and(|o| o.organ.form == *word || who == word)
        && has_a_say(standing, who, organs)
}

/// Whether a person holds an office that a word names, in one of the organs concerned or as `kind.office` in an organ that has a say there.
fn holds_office_named(standing: &Standing, person: &Id, word: &Key, organs: Option<&[&Id]>) -> bool {
    offices(standing, person).any(|(office, organ)| {
        let Some(organ) = organ else { return false };
        let here = || match organs {
            None => true,
            Some(organs) => organs.iter().any(|o| *o == organ || acts_for(standing, o, organ)),
        };
        (office == word && here())
            || (standing.is_office_of(word, office, Some(organ)) && has_a_say(standing, organ, organs))
    })
}

/// Whether an organ that is named by its kind has a say in what concerns some organs: it is one of them or stands above one; or it is no unit and
/// the only organ of its kind, so that its kind names it. Of several organs of one kind each has its own business alone.
fn has_a_say(standing: &Standing, organ: &Id, concerned: Option<&[&Id]>) -> bool {
    let Some(concerned) = concerned else { return true };
    concerned.contains(&organ)
        || (!standing.is_unit(organ)
            && (concerned.iter().any(|o| is_under(standing, o, organ))
                || standing.is_only_of_its_kind(organ)))
}

/// Whether the acts of an organ are those of another, of which it is a part, by the charter's word.
fn acts_for(standing: &Standing, part: &Id, whole: &Id) -> bool {
    standing.organs.get(part).is_some_and(|o| o.organ.within.as_ref() == Some(whole))
        && standing.kind_of(part).is_some_and(|k| k.acts_for_parent)
}

/// Whether a person may act in the name of an organ: by an office in it, by a mandate in it with a charge of it, by the charter's word for this
/// kind of act, or through a part of it whose acts are its own. Nobody may in the name of what is no organ.
pub fn may_act_for(standing: &Standing, entry: &Entry, person: &Id, organ: &Id) -> bool {
    if !standing.organs.contains_key(organ) {
        return false;
    }
    if is_officer(standing, person, Some(&[organ])) {
        return true;
    }
    let seated = standing.mandates_in(person, organ).next().is_some() || sits_for(standing, person, organ);
    let charged_by = |organ: &Id| charged(standing, entry, organ, person);
    // A demand that an organ sit needs no decision of the unit: whoever sits for it hands it in.
    if seated && (charged_by(organ) || concern::demanding(standing, entry) == Some(organ)) {
        return true;
    }
    let words = standing.charter.may.get(&entry.act.kind()).map_or(&[][..], Vec::as_slice);
    if words.iter().any(|word| speaks_by_office(standing, person, word, organ)) {
        return true;
    }
    standing.organs.iter().any(|(part, _)| {
        acts_for(standing, part, organ)
            && (is_officer(standing, person, Some(&[part]))
                || (standing.mandates_in(person, part).next().is_some()
                    && (charged_by(part) || charged_by(organ))))
    })
}

/// Whether a word names an office that a person holds in an organ, or in the whole of which it is a part that acts for it.
fn speaks_by_office(standing: &Standing, person: &Id, word: &Key, organ: &Id) -> bool {
    offices(standing, person).any(|(office, of)| {
        of.is_some_and(|of| of == organ || acts_for(standing, organ, of))
            && (office == word || standing.is_office_of(word, office, of))
    })
}

/// Whether an organ charged a person with an act that is done in its name: by an office that the organ gave, by a task, or by carrying a motion of
/// that person. What gives, takes or counts rights is never done on such a charge.
fn charged(standing: &Standing, entry: &Entry, organ: &Id, person: &Id) -> bool {
    let Some(under) = entry.under.as_ref().filter(|under| !standing.is_void(under)) else { return false };
    if makes_rights(entry.act.kind()) {
        return false;
    }
    if let Some(charge) = standing.appointments.get(under) {
        let given = charge.appointment.person == *person && charge.issuer.as_ref() == Some(organ);
        return given && standing.is_held(charge);
    }
    if let Some(task) = standing.pending.get(under) {
        let open = matches!(task.state, None | Some(ProgressState::Accepted | ProgressState::Extended));
        return open && task.form.is_none() && task.by.contains(person) && task.organ.as_ref() == Some(organ);
    }
    let moved = |motion: &Id| standing.motions.get(motion).is_some_and(|m| m.mover.as_ref() == Some(person));
    let carried = |id: &Id| {
        standing.divisions.get(id).is_some_and(|d| {
            d.organ.as_ref() == Some(organ)
                && d.division.outcome == Some(Outcome::Carried)
                && !d.division.consultative
                && d.division.on.iter().any(moved)
        })
    };
    match standing.motions.get(under) {
        Some(motion) => motion.divisions.iter().any(|d| !standing.is_void(d) && carried(d)),
        None => carried(standing.division_declared_by(under).unwrap_or(under)),
    }
}

/// Kinds of acts that give or take a seat, an office, a key, the life of an organ or the charter, or that tell how it voted.
fn makes_rights(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Organ
            | Kind::Status
            | Kind::Membership
            | Kind::AmendCharter
            | Kind::Election
            | Kind::Mandate
            | Kind::MandateChange
            | Kind::Ruling
            | Kind::Recall
            | Kind::Composition
            | Kind::Appointment
            | Kind::Dismissal
            | Kind::Transfer
            | Kind::Division
            | Kind::Declaration
            | Kind::Ballot
            | Kind::Count
            | Kind::Ratification
            | Kind::Person
            | Kind::Key
            | Kind::KeyChange
    )
}

/// Where a person may enter acts of a kind now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// Whether the person may do it for themself wherever it is their own business.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub oneself: bool,
    /// Organs in which the person may do it for themself: a ballot under the own mandate, asking for the floor.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub own: BTreeSet<Id>,
    /// Organs whose business of this kind the person may enter.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub organs: BTreeSet<Id>,
    /// Whether the person may do it where no organ is concerned.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anywhere: bool,
}

impl Reach {
    fn is_empty(&self) -> bool {
        !self.oneself && self.own.is_empty() && self.organs.is_empty() && !self.anywhere
    }
}

/// Which kinds of acts a person may enter now, and where. Nobody who is not known may enter any. What one act needs beside that (that a
/// motion is within competence, that a ballot is not cast twice) the rules say when it is entered.
pub fn may(standing: &Standing, person: Option<&Id>) -> BTreeMap<Kind, Reach> {
    let Some(person) = person.filter(|p| standing.persons.contains_key(*p)) else { return BTreeMap::new() };
    let organs = organs_of(standing, person);
    let reaches = Kind::ALL.iter().map(|&kind| (kind, reach(standing, person, kind, &organs)));
    reaches.filter(|(_, reach)| !reach.is_empty()).collect()
}

fn reach(standing: &Standing, person: &Id, kind: Kind, organs: &BTreeSet<Id>) -> Reach {
    let actor = Actor { by: person, behalf: None };
    let holds = |concern: &Concern| {
        (concern.own == Some(true) && inalienable(kind))
            || words(standing, kind, concern).iter().any(|word| word_holds(standing, actor, word, concern))
    };
    let mut reach = Reach::default();
    for organ in organs {
        let here = |own| Concern::of_organ(standing, organ, own);
        if concern::has_own_part(kind) {
            if holds(&here(Some(true))) {
                reach.own.insert(organ.clone());
            }
            if holds(&here(Some(false))) {
                reach.organs.insert(organ.clone());
            }
        } else if holds(&here(None)) || (kind == Kind::Election && presides_now(standing, person, organ)) {
            // Whoever presides may enter whom the organ elects to preside.
            reach.organs.insert(organ.clone());
        }
    }
    reach.oneself = concern::has_own_part(kind)
        && holds(&Concern { organs: Some(vec![]), own: Some(true), ..Concern::default() });
    let nowhere = Concern { own: concern::has_own_part(kind).then_some(false), ..Concern::default() };
    reach.anywhere = concern::may_be_nowhere(kind) && holds(&nowhere);
    reach
}

/// The organs with which a person has to do: where there is a seat or an office, for whom the person sits, whose sitting the person leads.
fn organs_of(standing: &Standing, person: &Id) -> BTreeSet<Id> {
    let Some(held) = standing.persons.get(person) else { return BTreeSet::new() };
    let mandates = held.mandates.iter().filter_map(|m| standing.mandates.get(m)).filter(|m| m.in_force);
    let seats = mandates.flat_map(|m| [Some(&m.mandate.organ), m.mandate.unit.as_ref()]).flatten();
    let offices = offices(standing, person).filter_map(|(_, organ)| organ);
    let led = standing.organs.keys().filter(|organ| presides_now(standing, person, organ));
    seats.chain(offices).chain(led).filter(|o| standing.organs.contains_key(*o)).cloned().collect()
}

/// Whether a word has a meaning of its own wherever it stands in a charter.
pub fn is_reserved(word: &Key) -> bool {
    [SELF, MEMBER, PERSON, PRESIDING, OFFICER, CALLER].contains(&word.as_str()) || silent::is_office(word)
}

/// Whether the charter enforces: in recording, who may enter what is not asked.
pub fn is_asked(standing: &Standing) -> bool {
    standing.charter.organisation.mode == Mode::Enforcing
}
