//! The floor: who speaks, who is next, and why. All of it follows from the acts `speech` of a sitting and the charter's table `floor`.
//!
//! An interposed question pauses whoever speaks and goes before an intervention, an intervention before points of order, these, by the rank of
//! their category and then by arrival, before the list of speakers.

use crate::standing::{SittingStanding, Standing};
use serde::{Deserialize, Serialize};
use shura_act::act::{Floor, Speech, SpeechForm, SpeechStance};
use shura_act::{Bilingual, Entry, Id, Key};
use std::collections::{BTreeMap, BTreeSet};

/// How the floor is given in sittings of a kind of organ: the table `floor` of the charter.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FloorRule {
    /// Only those present may ask for the floor, and only they are next.
    #[serde(default)]
    pub present_only: bool,
    /// One person may stand on the list more than once.
    #[serde(default)]
    pub several_entries: bool,
    /// The list is closed until it is opened.
    #[serde(default)]
    pub initially_closed: bool,
    /// While the list is closed, points of order are not taken either.
    #[serde(default)]
    pub closing_blocks_points_of_order: bool,
    /// Whoever has not spoken in the sitting goes before those who have.
    #[serde(default)]
    pub first_time_first: bool,
    /// Speeches for and against take turns, where they are on the list.
    #[serde(default)]
    pub alternate: bool,
    /// Minutes of an intervention.
    pub intervention_minutes: Option<u64>,
    /// Minutes that each faction has for each item.
    pub faction_minutes: Option<u64>,
    /// Ranks of points of order, by category; the greater goes first. A category that is not here has the rank 0.
    #[serde(default)]
    pub ranks: BTreeMap<Key, u64>,
}

/// The floor of a sitting, as the acts have made it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloorStanding {
    /// Whether the list was opened or closed; nothing where neither was done.
    pub open: Option<bool>,
    /// Those who asked for the floor, in order of arrival.
    pub requests: Vec<Request>,
    /// Whoever speaks, last; before, those whom that speech interrupted.
    pub speaking: Vec<Speaking>,
    /// How often each person has spoken.
    pub spoken: BTreeMap<Id, u64>,
    /// The stance of the last speech that had one.
    pub last_stance: Option<SpeechStance>,
    /// Minutes to which speeches were limited by a decision of the sitting.
    pub limit: Option<u64>,
    /// Seconds used, by item and faction.
    pub used: BTreeMap<Key, BTreeMap<Id, i64>>,
    /// Minutes added to every faction, by item.
    pub added: BTreeMap<Key, u64>,
    /// The item that was opened last.
    pub item: Option<Key>,
}

/// Somebody who asked for the floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The act.
    pub act: Id,
    /// Who.
    pub speaker: Id,
    /// In what form.
    pub form: SpeechForm,
    /// For or against.
    pub stance: Option<SpeechStance>,
    /// The category of a point of order.
    pub category: Option<Key>,
    /// In whose name.
    pub faction: Option<Id>,
    /// When, in seconds from 1970-01-01.
    pub at: i64,
    /// Whether the floor was given already and the speech has not begun.
    pub granted: bool,
    /// Whether it was put back on the list, before the others.
    pub put_back: bool,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaking {
    /// The act with which the speech began.
    pub act: Id,
    /// Who.
    pub speaker: Id,
    /// In what form.
    pub form: SpeechForm,
    /// For or against.
    pub stance: Option<SpeechStance>,
    /// In whose name.
    pub faction: Option<Id>,
    /// Minutes allowed, where there is a limit.
    pub minutes: Option<u64>,
    /// When it began, in seconds from 1970-01-01.
    pub began: i64,
    /// When it was paused, as long as it is.
    pub paused: Option<i64>,
    /// Seconds of all pauses that are over.
    pub pauses: i64,
}

impl Speaking {
    /// Seconds spoken until a moment, without the pauses.
    pub fn seconds(&self, now: i64) -> i64 {
        let until = self.paused.unwrap_or(now);
        until.saturating_sub(self.began).saturating_sub(self.pauses).max(0)
    }

    /// Seconds left at a moment; below nought once the time is over; `None` without a limit.
    pub fn remaining(&self, now: i64) -> Option<i64> {
        let allowed = i64::try_from(self.minutes?).ok()?.checked_mul(60)?;
        Some(allowed.saturating_sub(self.seconds(now)))
    }

    fn pause(&mut self, now: i64) {
        self.paused.get_or_insert(now);
    }

    fn resume(&mut self, now: i64) {
        if let Some(paused) = self.paused.take() {
            self.pauses = self.pauses.saturating_add(now.saturating_sub(paused).max(0));
        }
    }
}

/// The item to which time is reckoned where none was opened.
fn no_item() -> Option<Key> {
    Key::new("none").ok()
}

/// What an act `speech` does to the floor of its sitting.
pub(crate) fn speak(
    sitting: &mut SittingStanding,
    entry: &Entry,
    a: &Speech,
    default_minutes: Option<u64>,
    rule: &FloorRule,
) {
    let at = entry.at.as_ref().map_or(i64::MIN, shura_act::Date::first);
    let floor = &mut sitting.floor;
    match a.floor {
        Floor::Asked | Floor::PutBack => {
            let put_back = a.floor == Floor::PutBack;
            floor.requests.push(request(entry, a, at, put_back));
        }
        Floor::Withdrawn | Floor::Refused => {
            take_off(floor, a);
        }
        Floor::Granted => {
            let asked = floor.requests.iter_mut().find(|r| r.speaker == a.speaker && !r.granted);
            match asked {
                Some(asked) => asked.granted = true,
                None => floor.requests.push(Request { granted: true, ..request(entry, a, at, false) }),
            }
        }
        Floor::Began => begin(floor, entry, a, at, default_minutes, rule),
        Floor::Paused => {
            if let Some(speaking) = floor.speaking.last_mut() {
                speaking.pause(at);
            }
        }
        Floor::Resumed => {
            if let Some(speaking) = floor.speaking.last_mut() {
                speaking.resume(at);
            }
        }
        Floor::Ended | Floor::CutOff => end(floor, at),
        // Told afterwards: there is no beginning from which time could be reckoned, only the minutes taken.
        Floor::Spoke => {
            take_off(floor, a);
            let seconds = a.minutes.and_then(|m| i64::try_from(m).ok()).map_or(0, |m| m.saturating_mul(60));
            count(floor, &a.speaker, a.faction.as_ref(), a.stance, seconds);
        }
        Floor::Limited => floor.limit = a.minutes.or(floor.limit),
        Floor::TimeAdded => {
            if let (Some(item), Some(minutes)) =
                (a.item.clone().or(floor.item.clone()).or_else(no_item), a.minutes)
            {
                let added = floor.added.entry(item).or_default();
                *added = added.saturating_add(minutes);
            }
        }
        Floor::ListOpened => floor.open = Some(true),
        Floor::ListClosed | Floor::DebateClosed => floor.open = Some(false),
    }
}

fn request(entry: &Entry, a: &Speech, at: i64, put_back: bool) -> Request {
    Request {
        act: entry.id.clone(),
        speaker: a.speaker.clone(),
        form: a.form,
        stance: a.stance,
        category: a.category.clone(),
        faction: a.faction.clone(),
        at,
        granted: false,
        put_back,
    }
}

/// Takes the first request of a speaker off the list: the one named, or the first in that form, or the first.
fn take_off(floor: &mut FloorStanding, a: &Speech) -> Option<Request> {
    let mine = |r: &Request| r.speaker == a.speaker;
    let named = floor.requests.iter().position(|r| mine(r) && a.on.as_ref() == Some(&r.act));
    let granted = || floor.requests.iter().position(|r| mine(r) && r.granted);
    let same = || floor.requests.iter().position(|r| mine(r) && r.form == a.form);
    let place = named.or_else(granted).or_else(same).or_else(|| floor.requests.iter().position(mine))?;
    Some(floor.requests.remove(place))
}

/// Whether a speech interrupts whoever speaks and gives the floor back.
fn interrupts(form: SpeechForm) -> bool {
    matches!(form, SpeechForm::InterposedQuestion | SpeechForm::Intervention | SpeechForm::PointOfOrder)
}

fn begin(
    floor: &mut FloorStanding,
    entry: &Entry,
    a: &Speech,
    at: i64,
    default_minutes: Option<u64>,
    rule: &FloorRule,
) {
    let asked = take_off(floor, a);
    if interrupts(a.form) {
        if let Some(speaking) = floor.speaking.last_mut() {
            speaking.pause(at);
        }
    } else {
        while !floor.speaking.is_empty() {
            end(floor, at);
        }
    }
    let own = if a.form == SpeechForm::Intervention {
        rule.intervention_minutes
    } else {
        floor.limit.or(default_minutes)
    };
    floor.speaking.push(Speaking {
        act: entry.id.clone(),
        speaker: a.speaker.clone(),
        form: a.form,
        stance: a.stance.or(asked.as_ref().and_then(|r| r.stance)),
        faction: a.faction.clone().or(asked.and_then(|r| r.faction)),
        minutes: a.minutes.or(own),
        began: at,
        paused: None,
        pauses: 0,
    });
}

/// Ends the speech that goes on, and gives the floor back to the one that it interrupted.
fn end(floor: &mut FloorStanding, at: i64) {
    let Some(ended) = floor.speaking.pop() else { return };
    let seconds = ended.seconds(at);
    count(floor, &ended.speaker, ended.faction.as_ref(), ended.stance, seconds);
    if let Some(before) = floor.speaking.last_mut() {
        before.resume(at);
    }
}

fn count(
    floor: &mut FloorStanding,
    speaker: &Id,
    faction: Option<&Id>,
    stance: Option<SpeechStance>,
    seconds: i64,
) {
    let spoken = floor.spoken.entry(speaker.clone()).or_default();
    *spoken = spoken.saturating_add(1);
    floor.last_stance = stance.filter(|s| *s != SpeechStance::Contribution).or(floor.last_stance);
    if let (Some(faction), Some(item)) = (faction, floor.item.clone().or_else(no_item)) {
        let used = floor.used.entry(item).or_default().entry(faction.clone()).or_default();
        *used = used.saturating_add(seconds);
    }
}

/// A place in the order of speakers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The request.
    #[serde(flatten)]
    pub request: Request,
    /// Why it stands here.
    pub why: Why,
    /// The same as a sentence.
    pub text: Bilingual,
}

/// Why somebody stands where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The floor was given already.
    Granted,
    /// An interposed question.
    InterposedQuestion,
    /// An intervention.
    Intervention,
    /// A point of order.
    PointOfOrder,
    /// Put back on the list by whoever presides.
    PutBack,
    /// The first speech of this person in the sitting.
    FirstTime,
    /// For and against take turns.
    Turn,
    /// The order in which they asked.
    Arrival,
}

/// The floor of a sitting at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    /// Whether the list takes further speakers.
    pub open: bool,
    /// Whoever speaks now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaking: Option<Now>,
    /// Those whom that speech interrupted, the last one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub interrupted: Vec<Now>,
    /// Those who wait, in the order in which they will speak.
    pub queue: Vec<Place>,
    /// Those who wait but are not present, where only those present speak.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<Request>,
    /// Seconds left to each faction for the item; below nought where it took more.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub factions: BTreeMap<Id, i64>,
}

/// Whoever speaks, at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Now {
    /// The speech.
    #[serde(flatten)]
    pub speaking: Speaking,
    /// Seconds spoken.
    pub seconds: i64,
    /// Seconds left; below nought once the time is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<i64>,
}

/// The rule of the charter for the floor of a sitting.
pub fn rule(standing: &Standing, sitting: &Id) -> FloorRule {
    let organ = standing.organ_of_sitting(sitting);
    organ.and_then(|o| standing.kind_of(o)).and_then(|k| k.floor.clone()).unwrap_or_default()
}

/// The floor of a sitting at a moment, in seconds from 1970-01-01.
pub fn view(standing: &Standing, sitting: &Id, now: i64) -> Option<View> {
    let of = standing.sittings.get(sitting)?;
    let (floor, rule) = (&of.floor, rule(standing, sitting));
    let at = |s: &Speaking| Now { speaking: s.clone(), seconds: s.seconds(now), remaining: s.remaining(now) };
    let (queue, absent) = queue(standing, sitting, of, &rule);
    let mut speaking = floor.speaking.iter().rev().map(at);
    Some(View {
        open: floor.open.unwrap_or(!rule.initially_closed),
        speaking: speaking.next(),
        interrupted: speaking.collect(),
        queue,
        absent,
        factions: budgets(standing, of, &rule, now),
    })
}

/// Whether a request is for the list itself, or goes before it.
fn class(request: &Request) -> Why {
    match request.form {
        _ if request.granted => Why::Granted,
        SpeechForm::InterposedQuestion => Why::InterposedQuestion,
        SpeechForm::Intervention => Why::Intervention,
        SpeechForm::PointOfOrder => Why::PointOfOrder,
        _ if request.put_back => Why::PutBack,
        _ => Why::Arrival,
    }
}

fn queue(standing: &Standing, id: &Id, of: &SittingStanding, rule: &FloorRule) -> (Vec<Place>, Vec<Request>) {
    let is_here = |r: &&Request| !rule.present_only || is_present(standing, id, &r.speaker);
    let (here, absent): (Vec<&Request>, Vec<&Request>) = of.floor.requests.iter().partition(is_here);
    let rank = |r: &Request| r.category.as_ref().and_then(|c| rule.ranks.get(c)).copied().unwrap_or(0);
    let (mut before, mut list): (Vec<&Request>, Vec<&Request>) =
        here.into_iter().partition(|r| class(r) != Why::Arrival);
    before.sort_by_key(|r| (class(r), std::cmp::Reverse(rank(r))));
    let mut places: Vec<(&Request, Why)> = before.into_iter().map(|r| (r, class(r))).collect();
    let mut heard: BTreeSet<&Id> = of.floor.spoken.keys().collect();
    let mut last = of.floor.speaking.last().and_then(|s| s.stance).or(of.floor.last_stance);
    while !list.is_empty() {
        let (place, why) = next(&list, &heard, last, rule);
        let request = list.remove(place);
        heard.insert(&request.speaker);
        last = request.stance.filter(|s| *s != SpeechStance::Contribution).or(last);
        places.push((request, why));
    }
    let tell = |(request, why): (&Request, Why)| Place {
        request: request.clone(),
        why,
        text: sentence(standing, of, rule, request, why),
    };
    (places.into_iter().map(tell).collect(), absent.into_iter().cloned().collect())
}

/// Who of the list is next: the first for whom every wish of the charter is met, or else the first in order of arrival.
fn next(
    list: &[&Request],
    heard: &BTreeSet<&Id>,
    last: Option<SpeechStance>,
    rule: &FloorRule,
) -> (usize, Why) {
    let new = |r: &Request| rule.first_time_first && !heard.contains(&r.speaker);
    let some_new = list.iter().any(|r| new(r));
    let eligible = |r: &Request| !some_new || new(r);
    let wanted = last.filter(|_| rule.alternate).and_then(SpeechStance::opposite);
    let first = list.iter().position(|r| eligible(r)).unwrap_or(0);
    let turn = wanted.and_then(|w| list.iter().position(|r| eligible(r) && r.stance == Some(w)));
    match turn {
        Some(place) if place != first => (place, Why::Turn),
        _ if some_new && list.iter().any(|r| !new(r)) => (first, Why::FirstTime),
        _ => (first, Why::Arrival),
    }
}

/// Whether a person, or a mandate of that person in the organ that sits, is known to be present.
pub fn is_present(standing: &Standing, sitting: &Id, person: &Id) -> bool {
    let Some(of) = standing.sittings.get(sitting) else { return false };
    of.present.contains(person)
        || standing.mandates_in(person, &of.sitting.organ).any(|(mandate, _)| of.present.contains(mandate))
}

/// Seconds left to each faction for the item that is open.
fn budgets(standing: &Standing, of: &SittingStanding, rule: &FloorRule, now: i64) -> BTreeMap<Id, i64> {
    let Some(item) = of.floor.item.clone().or_else(no_item) else { return BTreeMap::new() };
    let Some(minutes) = rule.faction_minutes else { return BTreeMap::new() };
    let minutes = minutes.saturating_add(of.floor.added.get(&item).copied().unwrap_or(0));
    let whole = i64::try_from(minutes).unwrap_or(i64::MAX).saturating_mul(60);
    let mut left: BTreeMap<Id, i64> = BTreeMap::new();
    for (faction, held) in &standing.factions {
        if held.faction.of.as_ref() == Some(&of.sitting.organ) {
            left.insert(faction.clone(), whole);
        }
    }
    for (faction, used) in of.floor.used.get(&item).into_iter().flatten() {
        let left = left.entry(faction.clone()).or_insert(whole);
        *left = left.saturating_sub(*used);
    }
    for speaking in &of.floor.speaking {
        if let Some(faction) = &speaking.faction {
            let left = left.entry(faction.clone()).or_insert(whole);
            *left = left.saturating_sub(speaking.seconds(now));
        }
    }
    left
}

fn sentence(
    standing: &Standing,
    of: &SittingStanding,
    rule: &FloorRule,
    request: &Request,
    why: Why,
) -> Bilingual {
    let category = |lang: fn(&Bilingual) -> &str| {
        let name = request.category.as_ref().and_then(|c| standing.charter.subject.get(c));
        name.map(|n| format!(" ({})", lang(n))).unwrap_or_default()
    };
    match why {
        Why::Granted => Bilingual::new("Has been given the floor.", "نوبت سخن به او داده شده است."),
        Why::InterposedQuestion if of.floor.speaking.is_empty() => Bilingual::new(
            "An interposed question goes before all others.",
            "پرسش از سخنران بر همه مقدم است.",
        ),
        Why::InterposedQuestion => Bilingual::new(
            "An interposed question: it pauses the speech that goes on.",
            "پرسش از سخنران: سخنرانی جاری را موقتاً قطع می‌کند.",
        ),
        Why::Intervention => Bilingual::new(
            "An intervention goes before points of order and speeches.",
            "مداخلهٔ کوتاه بر تذکر آیین‌نامه‌ای و سخنرانی مقدم است.",
        ),
        Why::PointOfOrder => Bilingual::new(
            format!(
                "A point of order{} goes before speeches; among several, the higher rank, then who asked first.",
                category(|n| &n.en)
            ),
            format!(
                "تذکر آیین‌نامه‌ای{} بر سخنرانی مقدم است؛ میان چند تذکر، رتبهٔ بالاتر و سپس درخواست پیشتر.",
                category(|n| &n.fa)
            ),
        ),
        Why::PutBack => Bilingual::new(
            "Put back on the list by whoever presides.",
            "رئیس جلسه او را به ابتدای فهرست بازگردانده است.",
        ),
        Why::FirstTime => Bilingual::new(
            "Has not spoken in this sitting yet; by the charter, first-time speakers go first.",
            "هنوز در این نشست سخن نگفته است؛ به حکم اساسنامه کسانی که نخستین بار سخن می‌گویند مقدم‌اند.",
        ),
        Why::Turn => match request.stance {
            Some(SpeechStance::Pro) => Bilingual::new(
                "Speaks for, after a speech against: the charter has them take turns.",
                "موافق است و پس از مخالف می‌آید: به حکم اساسنامه موافق و مخالف به نوبت سخن می‌گویند.",
            ),
            _ => Bilingual::new(
                "Speaks against, after a speech for: the charter has them take turns.",
                "مخالف است و پس از موافق می‌آید: به حکم اساسنامه موافق و مخالف به نوبت سخن می‌گویند.",
            ),
        },
        Why::Arrival if rule.first_time_first || rule.alternate => Bilingual::new(
            "Asked first among those whose turn it is.",
            "میان کسانی که نوبتشان است، زودتر از همه درخواست کرده است.",
        ),
        Why::Arrival => Bilingual::new("In the order in which they asked.", "به ترتیب درخواست."),
    }
}

/// Why an act on the floor is out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfOrder {
    /// The list is closed.
    Closed,
    /// The speaker stands on the list already.
    Twice,
    /// The speaker is not present.
    Absent,
    /// Nobody speaks who could be paused or ended.
    Nobody,
    /// The speech is paused already, or is not.
    Paused,
}

/// Whether an act on the floor is out of order.
pub fn out_of_order(standing: &Standing, id: &Id, a: &Speech) -> Option<OutOfOrder> {
    let sitting = standing.sittings.get(id)?;
    let (floor, rule) = (&sitting.floor, rule(standing, id));
    match a.floor {
        Floor::Asked => {
            let open = floor.open.unwrap_or(!rule.initially_closed);
            let before_the_list = interrupts(a.form);
            let taken = open || (before_the_list && !rule.closing_blocks_points_of_order);
            if !taken {
                return Some(OutOfOrder::Closed);
            }
            if rule.present_only && !is_present(standing, id, &a.speaker) {
                return Some(OutOfOrder::Absent);
            }
            let stands = floor
                .requests
                .iter()
                .any(|r| r.speaker == a.speaker && interrupts(r.form) == before_the_list);
            (stands && !rule.several_entries).then_some(OutOfOrder::Twice)
        }
        Floor::Paused | Floor::Resumed => match floor.speaking.last() {
            None => Some(OutOfOrder::Nobody),
            Some(now) => (now.paused.is_some() == (a.floor == Floor::Paused)).then_some(OutOfOrder::Paused),
        },
        Floor::Ended => floor.speaking.is_empty().then_some(OutOfOrder::Nobody),
        _ => None,
    }
}
