//! A person, by the name that is public: mandates, offices, factions, votes told by name.

use crate::app::App;
use crate::frame::Frame;
use crate::html::{Facts, Html};
use crate::pen::{Line, Note, Pen, page_of};
use crate::telling;
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use shura_act::act::Choice;
use shura_act::{Act, Id, Kind};
use shura_kernel::sight::tells_voters;
use shura_kernel::standing::{AppointmentStanding, DivisionStanding, MandateStanding};
use shura_kernel::words;
use std::sync::Arc;

/// Most acts that the page lists.
const LISTED_MAX: usize = 40;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    facts: Facts,
    mandates: Vec<Right>,
    offices: Vec<Right>,
    votes: Vec<Voted>,
    lines: Vec<Line>,
    notes: Vec<Note>,
}

/// A mandate or an office: a right to sit or to command.
pub struct Right {
    /// The organ or the office.
    pub what: Html,
    /// From which unit, or to whom.
    pub of: Html,
    /// Since when.
    pub since: String,
    /// How it was filled, how it ended.
    pub how: String,
    /// Whether it holds.
    pub holds: bool,
    /// By what right.
    pub why: Option<String>,
}

/// A vote told by name.
pub struct Voted {
    /// When.
    pub at: String,
    /// On what.
    pub on: Html,
    /// How: a class of the style sheet.
    pub class: &'static str,
    /// The same in words.
    pub choice: String,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/persons/{id}", get(show))
}

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| view(pen, frame, &Id::new(&id).ok()?))
}

fn view(pen: &Pen<'_>, frame: Frame, id: &Id) -> Option<PersonPage> {
    let standing = pen.standing();
    let person = standing.persons.get(id)?;
    let frame = frame.titled(pen.name(id)).about(id);
    let mut facts = Facts::default();
    if let Some(Act::Person(told)) = pen.act(id).map(|a| &a.entry.act) {
        facts.say(frame.say("person-role"), told.role.as_ref().map(|r| pen.pick(r)).unwrap_or_default());
        facts.add(frame.say("person-also"), telling::names(pen, &told.also));
    }
    facts.add(frame.say("person-factions"), pen.links(&person.factions));
    let own = |a: &&crate::book::Accepted| {
        let speaks = matches!(&a.entry.act, Act::Speech(s) if s.speaker == *id);
        let moved = matches!(&a.entry.act, Act::Motion(m) if m.mover.as_ref() == Some(id));
        (a.entry.by.as_ref() == Some(id) || speaks || moved) && a.entry.act.kind() != Kind::Ballot
    };
    Some(PersonPage {
        facts,
        mandates: mandates(pen, &frame, id),
        offices: offices(pen, &frame, id),
        votes: votes(pen, id),
        lines: pen.newest(pen.acts().filter(own), LISTED_MAX),
        notes: pen.notes_about(|f| {
            f.act == *id || person.mandates.contains(&f.act) || person.appointments.contains(&f.act)
        }),
        frame,
    })
}

/// The mandates of a person, those that hold first.
pub fn mandates(pen: &Pen<'_>, frame: &Frame, person: &Id) -> Vec<Right> {
    let standing = pen.standing();
    let ids = standing.persons.get(person).into_iter().flat_map(|p| &p.mandates);
    let mut all: Vec<(&Id, &MandateStanding)> =
        ids.filter_map(|m| standing.mandates.get_key_value(m)).collect();
    all.sort_by_key(|(_, m)| (!m.in_force, std::cmp::Reverse(m.since.as_ref().map(shura_act::Date::first))));
    let right = |(id, m): (&Id, &MandateStanding)| Right {
        what: pen.link(&m.mandate.organ),
        of: pen.links(&m.mandate.unit),
        since: pen.date(m.since.as_ref()),
        how: ended(pen, frame, pen.pick(&words::seat(m.mandate.seat)), m.ended_by.as_ref()),
        holds: m.in_force,
        why: pen.why(id),
    };
    all.into_iter().map(right).collect()
}

/// The offices and warrants of a person, those that hold first.
pub fn offices(pen: &Pen<'_>, frame: &Frame, person: &Id) -> Vec<Right> {
    let standing = pen.standing();
    let ids = standing.persons.get(person).into_iter().flat_map(|p| &p.appointments);
    let mut all: Vec<(&Id, &AppointmentStanding)> =
        ids.filter_map(|a| standing.appointments.get_key_value(a)).collect();
    all.sort_by_key(|(_, a)| (!a.in_force, std::cmp::Reverse(a.since.as_ref().map(shura_act::Date::first))));
    let right = |(id, a): (&Id, &AppointmentStanding)| Right {
        what: Html::text(&pen.office(&a.appointment.office)),
        of: pen.links(a.appointment.organ.iter().chain(&a.appointment.to)),
        since: pen.date(a.since.as_ref()),
        how: ended(pen, frame, String::new(), a.ended_by.as_ref()),
        holds: a.in_force,
        why: pen.why(id),
    };
    all.into_iter().map(right).collect()
}

/// How a seat was filled, and by what it ended.
fn ended(pen: &Pen<'_>, frame: &Frame, how: String, by: Option<&Id>) -> String {
    let end = by.and_then(|by| pen.act(by)).map(|a| {
        let kind = pen.pick(&words::kind(a.entry.act.kind()));
        frame.say_all("ended-by", &[("kind", kind.into()), ("at", pen.date(a.entry.at.as_ref()).into())])
    });
    [Some(how), end].into_iter().flatten().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(pen.comma())
}

/// How a person voted, where that was told by name; the newest first. Secret ballots are shown to nobody, others once the vote is over.
pub fn votes(pen: &Pen<'_>, person: &Id) -> Vec<Voted> {
    let divisions =
        pen.standing().divisions.iter().filter(|(id, d)| pen.act(id).is_some() && tells_voters(d));
    let mut voted: Vec<(i64, Voted)> = vec![];
    for (id, division) in divisions {
        let Some(choice) = choice_of(pen, division, person) else { continue };
        let at = division.at.as_ref();
        let on = Html::link(&pen.place(&format!("divisions/{id}")), &on_what(pen, id, division));
        let vote =
            Voted { at: pen.date(at), on, class: class_of(choice), choice: pen.pick(&words::choice(choice)) };
        voted.push((at.map_or(i64::MIN, shura_act::Date::first), vote));
    }
    voted.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    voted.into_iter().map(|(_, vote)| vote).take(LISTED_MAX).collect()
}

fn choice_of(pen: &Pen<'_>, division: &DivisionStanding, person: &Id) -> Option<Choice> {
    let named = division.division.votes.iter().find(|v| v.who == *person).map(|v| v.choice);
    let ballot = || {
        let own = |id: &&Id| pen.standing().mandates.get(*id).is_some_and(|m| m.mandate.person == *person);
        division
            .ballots
            .keys()
            .find(own)
            .and_then(|id| division.ballots.get(id)?.first())
            .map(|cast| cast.choice)
    };
    named.or_else(ballot)
}

/// What a division is on, in words.
pub fn on_what(pen: &Pen<'_>, id: &Id, division: &DivisionStanding) -> String {
    let on: Vec<String> = division.division.on.iter().map(|on| pen.name(on)).collect();
    if on.is_empty() { pen.name(id) } else { on.join(pen.comma()) }
}

/// The class of a choice in the style sheet.
pub fn class_of(choice: Choice) -> &'static str {
    match choice {
        Choice::For => "for",
        Choice::Against => "against",
        Choice::Abstain => "abstain",
        Choice::Blank => "blank",
    }
}
