//! An organ or a unit: what it is, who holds which seat from where and since when, its sittings, what it may decide, what was found.

use crate::app::App;
use crate::book::Accepted;
use crate::draw::{About, Colour, Seat, hemicycle};
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
use shura_act::act::{Class, MotionState};
use shura_act::{Figure, Id, Lang};
use shura_kernel::standing::{MandateStanding, OrganStanding};
use shura_kernel::{Fact, Finding, seats, words};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Days of a mean month, for the age of mandates in words.
const DAYS_OF_MONTH: u64 = 30;
/// Most seats that are drawn: more cannot be told apart.
const DRAWN_MAX: usize = 2_000;
/// Most acts of one kind that the page lists.
const LISTED_MAX: usize = 40;

#[derive(Template)]
#[template(path = "organ.html")]
struct OrganPage {
    frame: Frame,
    facts: Facts,
    drawing: Html,
    /// Factions by the number of their seats, with the colour of each.
    factions: Vec<(usize, Html, String)>,
    /// Seats of those who belong to no faction, where others do.
    alone: Option<String>,
    vacant: Option<String>,
    seats: Vec<Held>,
    offices: Vec<(String, Html, Html, String)>,
    /// Units and organs that are part of it, or that it elects.
    parts: Vec<Html>,
    composition: Vec<(String, Html, String)>,
    sittings: Vec<Line>,
    calls: Vec<Line>,
    decisions: Vec<Line>,
    notes: Vec<Note>,
}

/// A seat that is held.
struct Held {
    who: Html,
    from: Html,
    faction: Html,
    how: String,
    since: String,
    age: String,
    remarks: String,
    why: Option<String>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/organs/{id}", get(show))
}

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| view(pen, frame, &Id::new(&id).ok()?))
}

fn view(pen: &Pen<'_>, frame: Frame, id: &Id) -> Option<OrganPage> {
    let standing = pen.standing();
    let organ = standing.organs.get(id)?;
    let frame = frame.titled(pen.name(id)).about(id);
    let held: Vec<(&Id, &MandateStanding)> = standing.seated(id).collect();
    let colours = colours(pen, &held);
    let vacant = vacant(pen, id, organ, held.len());
    let mut listed = held.clone();
    listed.sort_by_key(|(_, m)| {
        (m.mandate.class, seats::faction_of(standing, m).and_then(|f| colours.get(f)), m.mandate.unit.clone())
    });
    let drawing = drawn(pen, &frame, &listed, &colours, vacant);
    let factions = factions(pen, &held, &colours);
    let of_organ = |a: &&Accepted| {
        standing.motions.get(&a.entry.id).is_some_and(|m| {
            m.organ.as_ref() == Some(id)
                && matches!(
                    m.state,
                    Some(
                        MotionState::Adopted
                            | MotionState::Confirmed
                            | MotionState::Executed
                            | MotionState::Unexecuted
                    )
                )
        })
    };
    let lines_of = |ids: &[Id]| pen.newest(ids.iter().filter_map(|id| pen.act(id)), LISTED_MAX);
    let about = |f: &Finding| f.act == *id || f.facts.get("organ") == Some(&Fact::from(id));
    Some(OrganPage {
        facts: facts(pen, &frame, id, organ, &held),
        drawing,
        alone: alone(pen, &held).filter(|_| !factions.is_empty()),
        factions,
        vacant: vacant.filter(|n| *n > 0).map(|n| pen.say.number(n)),
        seats: listed.iter().map(|(mandate, m)| seat(pen, &frame, mandate, m)).collect(),
        offices: offices(pen, id),
        parts: parts(pen, id),
        composition: composition(pen, id),
        sittings: lines_of(&organ.sittings),
        calls: lines_of(&organ.convenings),
        decisions: pen.newest(pen.acts().filter(of_organ), LISTED_MAX),
        notes: pen.notes_about(about),
        frame,
    })
}

fn facts(
    pen: &Pen<'_>,
    frame: &Frame,
    id: &Id,
    organ: &OrganStanding,
    held: &[(&Id, &MandateStanding)],
) -> Facts {
    let standing = pen.standing();
    let kind = standing.kind_of(id);
    let mut facts = Facts::default();
    facts.say(frame.say("organ-kind"), kind.map(|k| pen.pick(&k.name)).unwrap_or_default());
    facts.say(frame.say("organ-state"), pen.pick(&words::life(organ.state)));
    facts.say(frame.say("organ-since"), pen.date(organ.since.as_ref()));
    facts.add(frame.say("organ-within"), pen.links(&organ.organ.within));
    facts
        .add(frame.say("organ-elected-by"), electors(pen, organ, |k| &k.elected_by, &organ.organ.elected_by));
    facts.add(
        frame.say("organ-answers-to"),
        electors(pen, organ, |k| &k.accountable_to, &organ.organ.accountable_to),
    );
    facts.add(frame.say("organ-into"), pen.links(&organ.into));
    facts.add(frame.say("organ-same-base"), pen.links(&organ.organ.same_base_as));
    facts.say(
        frame.say("organ-seats"),
        total_seats(pen, id, organ).map(|n| pen.say.number(n)).unwrap_or_default(),
    );
    facts.say(frame.say("organ-members"), organ.members.as_ref().map(|m| pen.figure(m)).unwrap_or_default());
    let represented = seats::represented(standing, id).map(|f| pen.figure(&f));
    facts.say(frame.say("organ-represents"), represented.unwrap_or_default());
    facts.say(frame.say("organ-age"), ages(pen, frame, held));
    let subjects =
        kind.map(|k| k.competence.iter().map(|s| pen.subject(s)).collect::<Vec<_>>().join(pen.comma()));
    facts.say(frame.say("organ-competence"), subjects.unwrap_or_default());
    facts.say(
        frame.say("organ-publicity"),
        kind.and_then(|k| k.publicity).map(|p| pen.pick(&words::publicity(p))).unwrap_or_default(),
    );
    facts
}

/// Who elects an organ or to whom it answers: as it was made, or else the kinds of organs that the charter names.
fn electors<'a>(
    pen: &Pen<'a>,
    organ: &OrganStanding,
    of_kind: impl Fn(&'a shura_kernel::charter::OrganKind) -> &'a Vec<shura_act::Key>,
    own: &[Id],
) -> Html {
    if !own.is_empty() {
        return pen.links(own);
    }
    let charter = &pen.standing().charter;
    let Some(kind) = charter.kind_of(&organ.organ.form) else { return Html::default() };
    let names = of_kind(kind).iter().map(|word| match charter.kind.get(word) {
        Some(kind) => Html::link(&pen.place(&format!("map#kind-{word}")), &pen.pick(&kind.name)),
        None => pen.link(word),
    });
    Html::join(names, pen.comma())
}

/// How many seats it has: as it was made, or as the charter has it.
fn total_seats(pen: &Pen<'_>, id: &Id, organ: &OrganStanding) -> Option<u64> {
    let of_kind = || pen.standing().kind_of(id).and_then(|k| k.seats);
    organ.organ.seats.as_ref().and_then(Figure::exact).or_else(of_kind)
}

fn vacant(pen: &Pen<'_>, id: &Id, organ: &OrganStanding, held: usize) -> Option<usize> {
    let seats = usize::try_from(total_seats(pen, id, organ)?).ok()?;
    Some(seats.saturating_sub(held))
}

/// The youngest and the oldest mandate.
fn ages(pen: &Pen<'_>, frame: &Frame, held: &[(&Id, &MandateStanding)]) -> String {
    let days: Vec<u64> =
        held.iter().filter_map(|(_, m)| seats::age_days(m.since.as_ref()?, pen.standing().now)).collect();
    let (Some(least), Some(most)) = (days.iter().min(), days.iter().max()) else { return String::new() };
    let told = |days: u64| age(frame, days);
    let (least, most) = (told(*least), told(*most));
    if least == most {
        least
    } else {
        frame.say_all("organ-ages", &[("least", least.into()), ("most", most.into())])
    }
}

/// An age in days, or in months where that says more.
fn age(frame: &Frame, days: u64) -> String {
    match days / DAYS_OF_MONTH {
        0..=2 => frame.say_of("days", "days", days),
        months => frame.say_of("months", "months", months),
    }
}

/// A colour for each faction, the largest first.
fn colours<'a>(pen: &Pen<'a>, held: &[(&'a Id, &'a MandateStanding)]) -> BTreeMap<&'a Id, usize> {
    let mut counts: BTreeMap<&Id, usize> = BTreeMap::new();
    for (_, mandate) in held {
        if let Some(faction) = seats::faction_of(pen.standing(), mandate) {
            *counts.entry(faction).or_default() += 1;
        }
    }
    let mut order: Vec<(&Id, usize)> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    order.into_iter().enumerate().map(|(colour, (faction, _))| (faction, colour)).collect()
}

fn factions(
    pen: &Pen<'_>,
    held: &[(&Id, &MandateStanding)],
    colours: &BTreeMap<&Id, usize>,
) -> Vec<(usize, Html, String)> {
    let mut all: Vec<(&Id, usize)> = colours.iter().map(|(faction, colour)| (*faction, *colour)).collect();
    all.sort_by_key(|(_, colour)| *colour);
    let count = |faction: &Id| {
        held.iter().filter(|(_, m)| seats::faction_of(pen.standing(), m) == Some(faction)).count()
    };
    let told = all
        .into_iter()
        .map(|(faction, colour)| (colour % 10, pen.link(faction), pen.say.number(count(faction))));
    told.collect()
}

/// How many voting seats are held by those who belong to no faction.
fn alone(pen: &Pen<'_>, held: &[(&Id, &MandateStanding)]) -> Option<String> {
    let voting = held.iter().filter(|(_, m)| m.mandate.class == Class::Voting);
    let count = voting.filter(|(_, m)| seats::faction_of(pen.standing(), m).is_none()).count();
    (count > 0).then(|| pen.say.number(count))
}

fn drawn(
    pen: &Pen<'_>,
    frame: &Frame,
    held: &[(&Id, &MandateStanding)],
    colours: &BTreeMap<&Id, usize>,
    vacant: Option<usize>,
) -> Html {
    let mut seats: Vec<Seat> = held
        .iter()
        .filter(|(_, m)| m.mandate.class == Class::Voting)
        .map(|(_, m)| Seat {
            colour: Colour::of(seats::faction_of(pen.standing(), m).and_then(|f| colours.get(f)).copied()),
            name: pen.name(&m.mandate.person),
        })
        .collect();
    if seats.is_empty() {
        return Html::default();
    }
    let empty = frame.say("organ-vacant-seat");
    seats.extend((0..vacant.unwrap_or(0)).map(|_| Seat { colour: Colour::Vacant, name: empty.clone() }));
    seats.truncate(DRAWN_MAX);
    let title = frame.say_of("organ-drawing", "organ", frame.title.clone());
    let description = frame.say_all(
        "organ-drawing-of",
        &[("seats", seats.len().into()), ("vacant", vacant.unwrap_or(0).into())],
    );
    let about = About { title: &title, description: &description };
    Html::markup(hemicycle(&seats, pen.say.lang == Lang::Fa, &about))
}

fn seat(pen: &Pen<'_>, frame: &Frame, id: &Id, held: &MandateStanding) -> Held {
    let standing = pen.standing();
    let mandate = &held.mandate;
    let days = held.since.as_ref().and_then(|since| seats::age_days(since, standing.now));
    let class = (mandate.class != Class::Voting).then(|| pen.pick(&words::class(mandate.class)));
    let weight = mandate.weight.filter(|w| *w > 1).map(|w| frame.say_of("votes", "votes", w));
    let challenged = held.challenged.as_ref().map(|_| frame.say("seat-challenged"));
    let unverified = (mandate.provisional && !held.verified).then(|| frame.say("seat-provisional"));
    Held {
        who: pen.link(&mandate.person),
        from: pen.links(&mandate.unit),
        faction: pen.links(seats::faction_of(standing, held)),
        how: pen.pick(&words::seat(mandate.seat)),
        since: pen.date(held.since.as_ref()),
        age: days.map(|d| age(frame, d)).unwrap_or_default(),
        remarks: [class, weight, challenged, unverified]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(pen.comma()),
        why: pen.why(id),
    }
}

/// Offices held in it or given by it: the office, who holds it, to whom it is sent, since when.
fn offices(pen: &Pen<'_>, organ: &Id) -> Vec<(String, Html, Html, String)> {
    let of = |a: &shura_kernel::standing::AppointmentStanding| {
        a.appointment.organ.as_ref().or(a.issuer.as_ref()) == Some(organ)
    };
    let held = pen.standing().appointments.values().filter(|a| a.in_force && of(a));
    held.map(|a| {
        (
            pen.office(&a.appointment.office),
            pen.link(&a.appointment.person),
            pen.links(&a.appointment.to),
            pen.date(a.since.as_ref()),
        )
    })
    .collect()
}

/// Organs within it, or that it elects by name.
fn parts(pen: &Pen<'_>, id: &Id) -> Vec<Html> {
    let organs = pen.standing().organs.iter();
    let part = |(_, o): &(&Id, &OrganStanding)| {
        o.organ.within.as_ref() == Some(id)
            || o.organ.elected_by.contains(id)
            || o.organ.accountable_to.contains(id)
    };
    organs.filter(part).map(|(part, _)| pen.link(part)).collect()
}

/// Its make-up as last counted: what is counted, of whom, how many.
fn composition(pen: &Pen<'_>, id: &Id) -> Vec<(String, Html, String)> {
    let mut latest = BTreeMap::new();
    for told in
        pen.standing().compositions.get(id).into_iter().flatten().filter(|c| pen.act(&c.act).is_some())
    {
        latest.insert(&told.composition.measure, told);
    }
    let parts = latest
        .into_iter()
        .flat_map(|(measure, told)| told.composition.parts.iter().map(move |part| (measure, part)));
    let label = |part: &shura_act::act::Part| match (&part.of, &part.label) {
        (Some(of), _) => pen.link(of),
        (None, label) => telling::names(pen, label.as_slice()),
    };
    parts
        .map(|(measure, part)| {
            (
                pen.say
                    .word("measure", measure.as_str())
                    .unwrap_or_else(|| pen.pick(&words::measure(measure))),
                label(part),
                pen.figure(&part.count),
            )
        })
        .collect()
}
