//! A sitting at a moment: all that a hall wants to see, as plain data. A page renders it, the API sends it, and nothing is decided here.

use crate::floor::{self, is_present};
use crate::standing::{DivisionStanding, MotionStanding, SittingStanding, Standing, Sums};
use crate::{verdict, words};
use serde::Serialize;
use shura_act::act::{Choice, Counts, ItemState, MotionState, SittingState, VoteMethod};
use shura_act::{Bilingual, Id, Key};
use std::collections::{BTreeMap, BTreeSet};

/// A sitting at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hall {
    /// The sitting.
    pub sitting: Id,
    /// Whose sitting.
    pub organ: Id,
    /// Its name.
    pub name: Bilingual,
    /// How the sitting stands; `resumed` while it sits.
    pub state: SittingState,
    /// Who presides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chair: Option<Id>,
    /// The presidium.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub presidium: BTreeSet<Id>,
    /// The quorum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Quorum>,
    /// Those who may vote now, and how many of them are present, by faction and in sum.
    pub electorate: Electorate,
    /// The agenda with its times.
    pub agenda: Vec<Item>,
    /// The floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<floor::View>,
    /// Divisions in which votes are taken now.
    pub open: Vec<Vote>,
    /// The last division that was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Vote>,
    /// Motions that wait for their vote, in the order in which they are put.
    pub motions: Vec<Waiting>,
    /// Orders that hold only until this organ has ratified them.
    pub to_ratify: Vec<Id>,
    /// Tasks that this organ gave and that are not done.
    pub tasks: Vec<Task>,
}

/// The quorum of a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quorum {
    /// How many are needed.
    pub needed: u64,
    /// How many are present.
    pub present: u64,
    /// Whether that is enough.
    pub kept: bool,
    /// The act since which it is kept or lost.
    pub since: Id,
    /// The same as a sentence.
    pub text: Bilingual,
}

/// Those who may vote in the organ that sits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Electorate {
    /// How many mandates may vote.
    pub heads: u64,
    /// How many votes they carry.
    pub votes: u64,
    /// How many of them are present.
    pub present: u64,
    /// The same by faction; those of none are left out.
    pub factions: BTreeMap<Id, Share>,
}

/// A part of the electorate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many mandates may vote.
    pub heads: u64,
    /// How many of them are present.
    pub present: u64,
}

/// An item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its key.
    pub key: Key,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Bilingual>,
    /// How it stands; nothing before it is opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ItemState>,
    /// Minutes planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
    /// When it was opened, in seconds from 1970-01-01.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened: Option<i64>,
    /// Seconds spent on it until now.
    pub spent: i64,
    /// When it will begin, or go on, if all before it take the time planned; nothing where one of them has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begins: Option<i64>,
    /// When it will end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<i64>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vote {
    /// The division.
    pub division: Id,
    /// What is voted on.
    pub on: Vec<Id>,
    /// How.
    pub method: VoteMethod,
    /// What the figures count.
    pub counts: Counts,
    /// Ballots and hands in sum.
    #[serde(flatten)]
    pub sums: Sums,
    /// Mandates that have voted by ballot.
    pub voted: u64,
    /// Mandates that might vote when it opened.
    pub entitled: u64,
    /// What each teller counted.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tellers: BTreeMap<Id, Sums>,
    /// Whether all tellers counted the same; nothing where nobody counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tellers_agree: Option<bool>,
    /// Whether it carried; nothing while it is open, or where the charter has no majority for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<bool>,
    /// The verdict as a sentence that can be reckoned through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Bilingual>,
    /// The sentence of the second majority, where the charter asks for two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Bilingual>,
    /// How the chair broke a tie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casting: Option<Choice>,
}

/// A motion that waits for its vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The motion.
    pub motion: Id,
    /// The item of the agenda.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Key>,
    /// Why it stands here.
    pub why: Order,
    /// The same as a sentence.
    pub text: Bilingual,
}

/// Why a motion is put before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Procedural motions outrank.
    Procedural,
    /// Amendments are put before what they amend; of several, the one that goes furthest.
    Amendment,
    /// Motions that stand against another are put one after the other.
    Rival,
    /// The order in which they were moved.
    Moved,
}

/// A task that is not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Task {
    /// The act.
    pub act: Id,
    /// Who is charged.
    pub owner: Vec<Id>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<shura_act::Date>,
    /// Whether that day has passed for certain.
    pub overdue: bool,
}

/// A sitting at a moment, in seconds from 1970-01-01.
pub fn view(standing: &Standing, id: &Id, now: i64) -> Option<Hall> {
    let sitting = standing.sittings.get(id)?;
    let organ = &sitting.sitting.organ;
    let vote = |d: &Id| Some(vote(standing, d, standing.divisions.get(d)?));
    let is_open = |d: &&Id| standing.divisions.get(*d).is_some_and(|d| d.open);
    let (open, closed): (Vec<&Id>, Vec<&Id>) = sitting.divisions.iter().partition(is_open);
    Some(Hall {
        sitting: id.clone(),
        organ: organ.clone(),
        name: standing.name_of(organ),
        state: sitting.state,
        chair: sitting.chair.clone(),
        presidium: sitting.presidium.clone(),
        quorum: quorum(standing, sitting),
        electorate: electorate(standing, id, organ),
        agenda: agenda(sitting, now),
        floor: floor::view(standing, id, now),
        open: open.into_iter().filter_map(vote).collect(),
        last: closed.last().and_then(|d| vote(d)),
        motions: motions(standing, sitting),
        to_ratify: to_ratify(standing, organ),
        tasks: tasks(standing, organ, now),
    })
}

fn quorum(standing: &Standing, sitting: &SittingStanding) -> Option<Quorum> {
    let of = sitting.quorum.as_ref()?;
    let (needed, present, since) = (of.needed, of.present, of.since.clone());
    let name = standing.name_of(&sitting.sitting.organ);
    let text = if of.kept() {
        Bilingual::new(
            format!("{present} are present; {needed} are needed: {} can decide.", name.en),
            format!("{present} تن حاضرند و حد نصاب {needed} تن است: {} می‌تواند تصمیم بگیرد.", name.fa),
        )
    } else {
        Bilingual::new(
            format!("{present} are present; {needed} are needed: {} cannot decide.", name.en),
            format!("{present} تن حاضرند و حد نصاب {needed} تن است: {} نمی‌تواند تصمیم بگیرد.", name.fa),
        )
    };
    Some(Quorum { needed, present, kept: of.kept(), since, text: words::digits(text) })
}

fn electorate(standing: &Standing, sitting: &Id, organ: &Id) -> Electorate {
    let Some(electors) = standing.organs.get(organ).map(|o| &o.electors) else {
        return Electorate::default();
    };
    let mut told =
        Electorate { heads: electors.votes.len() as u64, votes: electors.weight, ..Electorate::default() };
    for mandate in electors.votes.keys() {
        let Some(held) = standing.mandates.get(mandate) else { continue };
        let present = u64::from(is_present(standing, sitting, &held.mandate.person));
        told.present = told.present.saturating_add(present);
        if let Some(faction) = faction_of(standing, mandate, organ) {
            let share = told.factions.entry(faction).or_default();
            share.heads = share.heads.saturating_add(1);
            share.present = share.present.saturating_add(present);
        }
    }
    told
}

/// The faction of a mandate: its own, or that of its holder in the organ, or the holder's first.
pub fn faction_of(standing: &Standing, mandate: &Id, organ: &Id) -> Option<Id> {
    let held = &standing.mandates.get(mandate)?.mandate;
    let of_person = || {
        let joined = &standing.persons.get(&held.person)?.factions;
        let here = |f: &&Id| standing.factions.get(*f).is_some_and(|f| f.faction.of.as_ref() == Some(organ));
        joined.iter().find(here).or_else(|| joined.first()).cloned()
    };
    held.faction.clone().or_else(of_person)
}

/// The agenda with its times: what is done took as long as it took, what is open ends with the time planned or now, and the rest follows.
fn agenda(sitting: &SittingStanding, now: i64) -> Vec<Item> {
    let mut clock = Some(now);
    let mut items = vec![];
    for item in &sitting.agenda_items {
        let times = sitting.item_times.get(&item.key);
        let running = times.and_then(|t| t.running).map_or(0, |since| now.saturating_sub(since).max(0));
        let spent = times.map_or(0, |t| t.spent).saturating_add(running);
        let state = sitting.items.get(&item.key).copied();
        let over = matches!(state, Some(ItemState::Closed | ItemState::Dropped));
        let planned = item.minutes.and_then(|m| i64::try_from(m).ok()).map(|m| m.saturating_mul(60));
        let left = planned.map(|p| p.saturating_sub(spent).max(0));
        let (begins, ends) =
            if over { (None, None) } else { (clock, clock.zip(left).map(|(c, l)| c.saturating_add(l))) };
        if !over {
            clock = ends;
        }
        items.push(Item {
            key: item.key.clone(),
            title: item.title.clone(),
            state,
            minutes: item.minutes,
            opened: times.and_then(|t| t.opened),
            spent,
            begins,
            ends,
        });
    }
    items
}

fn vote(standing: &Standing, id: &Id, division: &DivisionStanding) -> Vote {
    let counted = division.counted();
    let tally = verdict::tally(division);
    let figure = |n: Option<u64>| n.unwrap_or(0);
    let decided = (!division.open).then(|| verdict::decide_on(standing, division)).flatten();
    Vote {
        division: id.clone(),
        on: division.division.on.clone(),
        method: division.division.method,
        counts: division.division.counts,
        sums: Sums {
            in_favour: figure(tally.in_favour),
            against: figure(tally.against),
            abstain: figure(tally.abstain),
            blank: figure(tally.blank),
        },
        voted: division.ballots.len() as u64,
        entitled: division.electors.votes.len() as u64,
        tellers: division.tellers.iter().map(|(who, c)| (who.clone(), c.sums)).collect(),
        tellers_agree: (!division.tellers.is_empty()).then(|| counted.is_some()),
        carried: decided.as_ref().map(verdict::Decided::carried),
        verdict: decided.as_ref().map(|d| d.verdict.sentence.clone()),
        second: decided.and_then(|d| d.second).map(|v| v.sentence),
        casting: division.division.casting,
    }
}

/// Motions that wait, in the order in which they are put: procedural ones first, then amendments, those that go furthest before others, then
/// rivals and the rest as they were moved. What stood against a motion that was adopted has fallen.
pub fn motions(standing: &Standing, sitting: &SittingStanding) -> Vec<Waiting> {
    let waits = |m: &MotionStanding| {
        matches!(
            m.state,
            None | Some(
                MotionState::Supported | MotionState::Amended | MotionState::Put | MotionState::TakenOver
            )
        ) && !m.divisions.iter().any(|d| standing.divisions.get(d).is_some_and(|d| !d.division.consultative))
    };
    let found = sitting.motions.iter().filter_map(|id| Some((id, standing.motions.get(id)?)));
    let waiting: Vec<(&Id, &MotionStanding)> =
        found.filter(|(id, m)| waits(m) && standing.adopted_rival(id).is_none()).collect();
    let against = |id: &Id| waiting.iter().any(|(_, m)| m.motion.rivals.contains(id));
    let why = |id: &Id, m: &MotionStanding| {
        if m.motion.procedural {
            Order::Procedural
        } else if m.motion.amends.is_some() {
            Order::Amendment
        } else if !m.motion.rivals.is_empty() || against(id) {
            Order::Rival
        } else {
            Order::Moved
        }
    };
    let mut placed: Vec<(Order, u64, &Id, &MotionStanding)> =
        waiting.iter().map(|(id, m)| (why(id, m), m.motion.reach.unwrap_or(0), *id, *m)).collect();
    // Of one kind, those that go furthest first; a stable sort leaves the rest as they were moved.
    placed.sort_by_key(|(why, reach, ..)| (*why, std::cmp::Reverse(*reach)));
    let tell = |(why, _, id, m): (Order, u64, &Id, &MotionStanding)| Waiting {
        motion: id.clone(),
        item: m.motion.item.clone(),
        why,
        text: order_words(why),
    };
    placed.into_iter().map(tell).collect()
}

fn order_words(why: Order) -> Bilingual {
    match why {
        Order::Procedural => Bilingual::new(
            "A procedural motion is put first.",
            "پیشنهاد آیین‌نامه‌ای پیش از همه به رأی گذاشته می‌شود.",
        ),
        Order::Amendment => Bilingual::new(
            "An amendment is put before what it amends; of several, the one that goes furthest.",
            "اصلاحیه پیش از متن به رأی گذاشته می‌شود و میان چند اصلاحیه، آن که از همه دورتر می‌رود.",
        ),
        Order::Rival => Bilingual::new(
            "It stands against another motion; they are put one after the other as they were moved.",
            "در برابر پیشنهادی دیگر است؛ آن‌ها به ترتیب ارائه یکی پس از دیگری به رأی گذاشته می‌شوند.",
        ),
        Order::Moved => Bilingual::new("In the order in which they were moved.", "به ترتیب ارائه."),
    }
}

/// Orders that wait until an organ ratifies them: those of organs that are part of it or answer to it.
pub fn to_ratify(standing: &Standing, organ: &Id) -> Vec<Id> {
    let below = |issuer: &Id| {
        let Some(of) = standing.organs.get(issuer).map(|o| &o.organ) else { return false };
        let kinds = standing.kind_of(issuer).map_or(&[][..], |k| &k.accountable_to);
        of.within.as_ref() == Some(organ)
            || of.accountable_to.contains(organ)
            || standing.is_any_of(organ, kinds)
    };
    let waits = standing.orders.iter().filter(|(_, o)| o.in_force && o.provisional);
    waits.filter(|(_, o)| o.issuer.as_ref().is_some_and(below)).map(|(id, _)| id.clone()).collect()
}

fn tasks(standing: &Standing, organ: &Id, now: i64) -> Vec<Task> {
    let given = standing
        .pending
        .iter()
        .filter(|(_, p)| p.form.is_none() && p.is_open() && p.organ.as_ref() == Some(organ));
    let tell = |(act, p): (&Id, &crate::standing::Pending)| Task {
        act: act.clone(),
        owner: p.by.clone(),
        due: p.due.clone(),
        overdue: p.due.as_ref().is_some_and(|due| due.last() < now),
    };
    given.map(tell).collect()
}
