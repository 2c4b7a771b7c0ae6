//! What concerns a visitor alone: one's own presence, votes and wishes to speak, and the forms of whoever leads, writes or counts.

use super::act_name;
use super::leads::{Leads, Lists, Rights, leads, lists, named};
use crate::clerk::fresh;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::hall::{self, short};
use askama::Template;
use shura_act::act::{Counts, SittingState};
use shura_act::{Id, Key, Kind};
use shura_kernel::floor;
use shura_kernel::may::may;
use shura_kernel::standing::{DivisionStanding, SittingStanding};
use shura_kernel::{Standing, words};
use std::cell::Cell;

/// What concerns a visitor alone.
#[derive(Template)]
#[template(path = "mine.html")]
pub struct Mine {
    frame: Frame,
    sitting: Id,
    /// Which mark of the hall tells that this is stale: `turn` or `desk`.
    follows: &'static str,
    at: String,
    /// Within how many milliseconds of news the page asks for this again.
    pub(super) wait: u128,
    state: SittingState,
    me: Option<Me>,
    leads: Leads,
    lists: Lists,
    /// Whether the reason why a form came back stands at that form already.
    told: Cell<bool>,
}

/// One's own part.
#[derive(Default)]
struct Me {
    name: String,
    seats: Vec<String>,
    present: Option<bool>,
    votes: Vec<Vote>,
    /// What one has asked for: the request, its form, its place in the order, from 1, and why there.
    waits: Vec<(Id, String, usize, String)>,
    /// Categories of points of order that the charter ranks.
    categories: Vec<(Key, String)>,
    may_ask: bool,
    may_move: bool,
    /// Substitutes to whom one can leave a seat: one's own mandate, and the substitute's name.
    substitutes: Vec<(Id, String)>,
    /// Mandates that one has laid aside and can take up again: the mandate, and what it is called.
    laid_aside: Vec<(Id, String)>,
    dissents: Vec<(Id, String)>,
    tasks: Vec<(Id, String)>,
}

/// A vote that one has.
struct Vote {
    division: Id,
    on: Vec<String>,
    /// What one has cast.
    cast: Option<String>,
    /// How many votes one carries, where votes are weighed.
    card: Option<u64>,
    act: String,
}

impl Mine {
    /// Why a form came back, as a piece of HTML at the form.
    fn why(&self, form: &str) -> String {
        let Some(why) = self.frame.why_returned(form) else { return String::new() };
        self.told.set(true);
        let plain = why.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<p class=\"why\" role=\"alert\">{plain}</p>")
    }

    /// The same for a form that is no longer on the page: what it was for may have passed meanwhile.
    fn why_of_the_rest(&self) -> String {
        let returned = self.frame.returned.as_ref().filter(|_| !self.told.get());
        returned.map(|returned| self.why(&returned.form)).unwrap_or_default()
    }

    /// The same for one of several forms of a kind.
    fn why_of(&self, form: &str, of: &Id) -> String {
        self.why(&format!("{form}-{of}"))
    }

    /// Whether a fold is open: the one whose form came back is.
    fn open(&self, forms: &[&str]) -> &'static str {
        let returned = self.frame.returned.as_ref();
        if returned.is_some_and(|r| forms.iter().any(|f| r.form.starts_with(f))) { " open" } else { "" }
    }

    /// Marks an option that was chosen in a form that came back.
    fn chosen(&self, form: &str, field: &str, value: &str) -> &'static str {
        if self.frame.typed(form, field) == value { " selected" } else { "" }
    }

    /// Marks an option that was chosen in one of several forms of a kind that came back.
    fn chosen_of(&self, form: &str, of: &Id, field: &str, value: &str) -> &'static str {
        self.chosen(&format!("{form}-{of}"), field, value)
    }

    /// Marks the kind of question that was chosen, or the ordinary one.
    fn question(&self, key: &Key) -> &'static str {
        let typed = self.frame.typed("move", "question");
        if key.as_str() == if typed.is_empty() { "ordinary" } else { typed } { " selected" } else { "" }
    }

    fn name(&self, form: &str) -> String {
        act_name(&self.frame, form, form)
    }

    fn path(&self, form: &str) -> String {
        let path = format!("/{}/sittings/{}/{form}", self.frame.house, self.sitting);
        path.trim_end_matches('/').to_owned()
    }

    /// The name of a change of the sitting: the same for everybody who has seen as many changes of it.
    fn change(&self, to: &str) -> String {
        format!("{}-{to}-{}", self.sitting, self.lists.changes + 1)
    }

    /// A figure that was typed into a count that came back.
    fn count(&self, form: &str, of: &Id, field: &str) -> String {
        self.frame.typed(&format!("{form}-{of}"), field).to_owned()
    }

    /// Whether a roll of units came back with some units that answered and some that did not: those are called a second time.
    fn called_twice(&self, motion: &Id) -> bool {
        !self.units(motion, "heard").is_empty() && !self.units(motion, "silent").is_empty()
    }

    /// The units of a roll: all of them, or those that answered when they were called (`heard`), or the others (`silent`).
    fn units(&self, motion: &Id, which: &str) -> Vec<&(Id, String)> {
        let form = format!("roll-of-units-{motion}");
        let heard = |unit: &Id| !self.frame.typed(&form, &format!("unit-{unit}")).is_empty();
        let units = self.lists.units.iter();
        units.filter(|(unit, _)| which == "all" || heard(unit) == (which == "heard")).collect()
    }

    fn sits(&self) -> bool {
        self.state == SittingState::Resumed
    }

    /// Whether anything is for whoever leads, writes or counts.
    fn leads_any(&self) -> bool {
        let l = &self.leads;
        l.state || l.agenda || l.item || l.presence || l.floor || l.divide || l.declare || l.roll || l.count
    }
}

/// What concerns a visitor alone in a sitting.
pub fn mine(names: &Names<'_>, frame: Frame, id: &Id, person: Option<&Id>) -> Option<Mine> {
    let book = names.book;
    let standing = &book.standing;
    let sitting = standing.sittings.get(id)?;
    let organ = &sitting.sitting.organ;
    let person = person.filter(|_| frame.at_work);
    let rights = Rights { reach: may(standing, person), organ };
    let leads = leads(&rights);
    let busy = leads.state || leads.floor || leads.presence || leads.roll || leads.count || leads.minutes;
    let lists = lists(names, &frame, id, sitting, person, &rights, &leads);
    let me = person.map(|person| me(names, &frame, id, sitting, person, &rights));
    // Thousands ask for the first mark at once, so it is the cheap one.
    let (follows, at) =
        if busy { ("desk", hall::desk_mark(book, id)?) } else { ("turn", hall::turn_mark(book, id)?) };
    Some(Mine {
        sitting: id.clone(),
        follows,
        at,
        wait: 0,
        state: sitting.state,
        me,
        leads,
        lists,
        frame,
        told: Cell::new(false),
    })
}

fn me(
    names: &Names<'_>,
    frame: &Frame,
    id: &Id,
    sitting: &SittingStanding,
    person: &Id,
    rights: &Rights<'_>,
) -> Me {
    let standing = &names.book.standing;
    let organ = &sitting.sitting.organ;
    let say = |id: &Id| names.of(id);
    let mandates: Vec<_> = standing.mandates_in(person, organ).collect();
    let seat = |m: &shura_act::act::Mandate| m.unit.as_ref().map_or_else(|| say(organ), say);
    let seats = mandates.iter().map(|(_, m)| seat(&m.mandate)).collect();
    let divisions = || sitting.divisions.iter().filter_map(|d| standing.divisions.get_key_value(d));
    let entitled = |d: &&DivisionStanding| mandates.iter().any(|(m, _)| d.electors.votes.contains_key(*m));
    let votes = divisions()
        .filter(|(_, d)| d.open && hall::is_by_ballot(d.division.method) && entitled(d))
        .map(|(id, d)| vote(names, frame, id, d, mandates.iter().map(|(m, _)| *m)))
        .collect();
    let dissents = divisions()
        .rev()
        .filter(|(_, d)| !d.open && entitled(d))
        .take(3)
        .map(|(id, d)| (id.clone(), hall::on(names, &d.division.on).join(" · ")))
        .collect();
    let present = rights.own(Kind::Presence) && !mandates.is_empty();
    let tasks =
        standing.pending.iter().filter(|(_, p)| p.form.is_none() && p.is_open() && p.by.contains(person));
    Me {
        name: say(person),
        seats,
        present: present.then(|| sitting.present.contains(person)),
        votes,
        waits: waits(frame, standing, id, person),
        categories: categories(frame, standing, id),
        may_ask: rights.own(Kind::Speech) && sitting.state == SittingState::Resumed && !mandates.is_empty(),
        may_move: (rights.own(Kind::Motion) || rights.all(Kind::Motion))
            && sitting.state == SittingState::Resumed,
        substitutes: mandates.iter().flat_map(|(own, _)| substitutes_of(names, own)).collect(),
        laid_aside: laid_aside(names, person, organ),
        dissents,
        tasks: tasks.map(|(t, _)| (t.clone(), short(&names.title_of(t), 24))).collect(),
    }
}

/// The substitutes of a mandate: the mandate, and who stands by for it. Every delegate's page asks, so the congress is not walked for it.
fn substitutes_of(names: &Names<'_>, own: &Id) -> Vec<(Id, String)> {
    let standing = &names.book.standing;
    let stands_by = names.book.substitutes_of(own).iter().filter_map(|m| standing.mandates.get(m));
    let stands_by = stands_by.filter(|m| m.in_force);
    stands_by.map(|m| (own.clone(), names.of(&m.mandate.person))).collect()
}

/// Mandates in an organ that somebody has laid aside, each with the unit that sent its holder. Nobody else can take them up, and nothing keeps
/// their holder from it.
fn laid_aside(names: &Names<'_>, person: &Id, organ: &Id) -> Vec<(Id, String)> {
    let standing = &names.book.standing;
    let held = standing.persons.get(person).map(|p| &p.mandates).into_iter().flatten();
    let held = held.filter_map(|id| standing.mandates.get_key_value(id));
    let aside = held.filter(|(_, m)| m.mandate.organ == *organ && m.ended_by.is_none() && !m.in_force);
    aside
        .filter(|(_, m)| m.suspended_by.as_ref() == Some(person))
        .map(|(id, m)| (id.clone(), names.of(m.mandate.unit.as_ref().unwrap_or(organ))))
        .collect()
}

/// What somebody has asked for and waits for.
fn waits(frame: &Frame, standing: &Standing, id: &Id, person: &Id) -> Vec<(Id, String, usize, String)> {
    let Some(view) = floor::view(standing, id, standing.now) else { return vec![] };
    let own = view.queue.iter().enumerate().filter(|(_, place)| place.request.speaker == *person);
    let told = |(n, place): (usize, &floor::Place)| {
        let form = frame.pick(&words::speech(place.request.form));
        (place.request.act.clone(), form, n + 1, frame.pick(&place.text))
    };
    own.map(told).collect()
}

/// Categories of points of order, those of the highest rank first.
fn categories(frame: &Frame, standing: &Standing, id: &Id) -> Vec<(Key, String)> {
    let mut ranks: Vec<(Key, u64)> = floor::rule(standing, id).ranks.into_iter().collect();
    ranks.sort_by_key(|(_, rank)| std::cmp::Reverse(*rank));
    ranks.into_iter().map(|(key, _)| (key.clone(), named(frame, "category", &key))).collect()
}

fn vote<'a>(
    names: &Names<'_>,
    frame: &Frame,
    id: &Id,
    d: &DivisionStanding,
    mandates: impl Iterator<Item = &'a Id> + Clone,
) -> Vote {
    let cast = mandates.clone().filter_map(|m| d.ballots.get(m)).flatten();
    let by_weight = d.division.counts == Counts::Weights;
    let word = |cast: &shura_kernel::standing::Cast| {
        let word = frame.pick(&words::choice(cast.choice));
        if by_weight { format!("{word} {}", frame.number(cast.weight)) } else { word }
    };
    let said: Vec<String> = cast.map(word).collect();
    let card = mandates.filter_map(|m| d.electors.votes.get(m)).fold(0u64, |n, m| n.saturating_add(*m));
    Vote {
        division: id.clone(),
        on: hall::on(names, &d.division.on),
        cast: (!said.is_empty()).then(|| said.join(frame.comma())),
        card: by_weight.then_some(card),
        act: fresh("ballot"),
    }
}
