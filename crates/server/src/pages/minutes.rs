//! Minutes that write themselves: what the record holds of a sitting stands there and cannot be changed; beside it the secretary writes prose. They
//! are adopted at the next sitting.

use crate::app::App;
use crate::book::{Accepted, Book};
use crate::frame::{Frame, Returned, why_not};
use crate::pages::sitting::{self, Fields, act_name};
use crate::pages::hall;
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::json;
use shura_act::act::{Floor, MinutesState};
use shura_act::{Act, Id, Kind};
use shura_kernel::may::may;
use shura_kernel::{quorum, verdict, words};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "minutes.html")]
struct MinutesPage {
    frame: Frame,
    sitting: Id,
    /// Figures of the opening: name and what is said.
    head: Vec<(String, String)>,
    facts: Vec<Fact>,
    prose: Option<String>,
    state: Option<String>,
    may_write: bool,
    act: String,
}

/// One thing that happened.
struct Fact {
    act: Id,
    time: String,
    said: String,
    class: &'static str,
    notes: Vec<String>,
}

/// The routes of the minutes.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/minutes/{sitting}", get(show).post(write))
}

async fn show(visitor: Visitor, Path((_, sitting)): Path<(String, String)>) -> Result<Response, Trouble> {
    let sitting = sitting::find(&visitor, &sitting)?;
    render(&visitor, &sitting, None)
}

fn render(visitor: &Visitor, id: &Id, returned: Option<Returned>) -> Result<Response, Trouble> {
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = Frame::new(visitor, "").returning(returned);
    frame.place = format!("/{}/minutes/{id}", visitor.house.key);
    let minutes = {
        let book = visitor.house.book();
        let sitting = book.standing.sittings.get(id).ok_or_else(|| Trouble::not_found(visitor))?;
        let title = hall::title(&frame.say, &book.standing, sitting);
        frame.title = frame.say_of("minutes-of", "sitting", title);
        let adopted = matches!(sitting.minutes, Some(MinutesState::Adopted | MinutesState::Signed));
        let person = visitor.person().filter(|_| frame.at_work);
        let reach = may(&book.standing, person);
        let keeps = reach.get(&Kind::Minutes).is_some_and(|r| r.organs.contains(&sitting.sitting.organ));
        MinutesPage {
            head: head(&book, &frame, id),
            facts: book.of_sitting(id).filter(|a| !a.void).filter_map(|a| fact(&book, &frame, a)).collect(),
            prose: prose(&book, &frame, id),
            state: sitting.minutes.map(|m| frame.pick(&words::minutes(m))),
            may_write: keeps && !adopted,
            act: act_name(&frame, "prose", "minutes"),
            sitting: id.clone(),
            frame,
        }
    };
    page_as(visitor, status, &minutes)
}

/// When, where, under whom, how many.
fn head(book: &Book, frame: &Frame, id: &Id) -> Vec<(String, String)> {
    let Some(sitting) = book.standing.sittings.get(id) else { return vec![] };
    let name = |id: &Id| frame.pick(&book.standing.name_of(id));
    let mut head = vec![];
    let mut say = |key: &str, said: Option<String>| head.extend(said.map(|said| (frame.say(key), said)));
    say("minutes-opened", sitting.at.as_ref().map(|at| frame.date(at)));
    say("minutes-place", sitting.sitting.place.as_ref().map(|p| frame.pick(p)));
    let caller = sitting.sitting.convened.as_ref().and_then(|c| book.standing.convenings.get(c)?.by.as_ref());
    say("minutes-called-by", caller.map(name));
    say("minutes-chair", sitting.sitting.chair.as_ref().map(name));
    let comma = frame.comma();
    let presidium: Vec<String> = sitting.presidium.iter().map(name).collect();
    say("minutes-presidium", (!presidium.is_empty()).then(|| presidium.join(comma)));
    let mut there: Vec<String> = sitting.registered.iter().map(name).collect();
    there.sort();
    say("minutes-there", (!there.is_empty()).then(|| there.join(comma)));
    let needed = quorum::needed(&book.standing, &sitting.sitting.organ, id);
    say("minutes-quorum", needed.map(|n| frame.number(n)));
    head
}

/// The secretary's prose: the last version of it.
fn prose(book: &Book, frame: &Frame, id: &Id) -> Option<String> {
    let versions = book.entries.iter().rev().filter(|a| !a.void);
    versions.filter(|a| matches!(&a.entry.act, Act::Minutes(m) if m.of == *id && m.to == MinutesState::Kept)).find_map(
        |a| a.entry.text.as_ref().map(|text| frame.pick(text)),
    )
}

fn fact(book: &Book, frame: &Frame, accepted: &Accepted) -> Option<Fact> {
    let entry = &accepted.entry;
    let said = said(book, frame, accepted)?;
    let class = match &entry.act {
        Act::Item(_) | Act::SittingChange(_) | Act::Sitting(_) => "turning",
        Act::Declaration(_) | Act::Division(_) => "decision",
        _ => "",
    };
    let time = entry.at.as_ref().and_then(|at| at.as_str().split_once('T')).map(|(_, time)| frame.number(time.get(..5).unwrap_or(time)));
    let notes = accepted.findings.iter().map(|f| frame.pick(&f.text(&book.standing))).collect();
    Some(Fact { act: entry.id.clone(), time: time.unwrap_or_default(), said, class, notes })
}

/// What an act says, as a sentence of minutes; nothing for what minutes leave out: ballots, and who asked for the floor.
fn said(book: &Book, frame: &Frame, accepted: &Accepted) -> Option<String> {
    let (standing, entry) = (&book.standing, &accepted.entry);
    let text = entry.text.as_ref().map(|t| frame.pick(t));
    let name = |id: &Id| frame.pick(&standing.name_of(id));
    let names = |ids: &[Id]| ids.iter().map(|id| person(book, frame, id)).collect::<Vec<_>>().join(frame.comma());
    let title = |id: &Id| hall::short(book.title_of(id).get(frame.say.lang), 24);
    let with = |key: &str, args: &[(&str, String)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.clone().into())).collect();
        frame.say_all(key, &args)
    };
    Some(match &entry.act {
        Act::Ballot(_) => return None,
        Act::Minutes(_) => return None,
        Act::Speech(a) => {
            let floor = match a.floor {
                Floor::Asked | Floor::Granted | Floor::Withdrawn if text.is_none() => return None,
                Floor::Spoke if text.is_none() => frame.pick(&words::speech(a.form)),
                floor => words::floor(floor).map(|w| frame.pick(&w)).unwrap_or_default(),
            };
            with("fact-of", &[("name", name(&a.speaker)), ("what", text.unwrap_or(floor))])
        }
        Act::Motion(a) => {
            let mover = a.mover.as_ref().or(entry.by.as_ref()).map(name).unwrap_or_default();
            with("fact-moves", &[("name", mover), ("text", text?)])
        }
        Act::MotionChange(a) => {
            let by = entry.by.as_ref().map(name).unwrap_or_default();
            with("fact-motion", &[("motion", title(&a.of)), ("what", frame.pick(&words::motion(a.to))), ("name", by)])
        }
        Act::Declaration(a) => decision(book, frame, &a.division)?,
        Act::Division(a) if a.outcome.is_some() => {
            let told = decision(book, frame, &entry.id)?;
            text.map_or(told.clone(), |text| format!("{text} {told}"))
        }
        Act::Division(a) => {
            let on: Vec<String> = a.on.iter().map(title).collect();
            let method = words::method(a.method).map(|m| frame.pick(&m)).unwrap_or_default();
            with("fact-vote-opens", &[("on", on.join(" · ")), ("method", method)])
        }
        _ if text.is_some() => text?,
        Act::SittingChange(a) => frame.pick(&words::sitting(a.to)),
        Act::Agenda(a) => {
            let items: Vec<String> = a.items.iter().filter_map(|i| i.title.as_ref()).map(|t| frame.pick(t)).collect();
            with("fact-agenda", &[("items", items.join(frame.say.semicolon()))])
        }
        Act::Item(a) => {
            let sitting = standing.sittings.get(entry.sitting.as_ref()?)?;
            let item = frame.pick(&hall::item_title(book, sitting, &a.key));
            with("fact-of", &[("name", item), ("what", frame.pick(&words::item(a.to)))])
        }
        Act::Presence(a) => with("fact-of", &[("name", names(&a.who)), ("what", frame.pick(&words::presence(a.to)))]),
        Act::Dissent(a) => with("fact-dissent", &[("name", names(&a.who)), ("on", title(&a.from))]),
        Act::Election(a) => with("fact-elected", &[("name", names(&a.elected))]),
        Act::Appointment(a) => {
            let office = frame.pick(&words::office(&standing.charter, &a.office));
            with("fact-of", &[("name", name(&a.person)), ("what", office)])
        }
        Act::Lot(a) => with("fact-lot", &[("drawn", drawn(frame, &a.drawn))]),
        Act::Mandate(_) | Act::MandateChange(_) => return None,
        _ => {
            let by = entry.by.as_ref().map(name).unwrap_or_default();
            with("fact-of", &[("name", by), ("what", frame.pick(&words::kind(entry.act.kind())))])
        }
    })
}

/// A person, or whoever holds a mandate.
fn person(book: &Book, frame: &Frame, id: &Id) -> String {
    let holder = book.standing.mandates.get(id).map_or(id, |m| &m.mandate.person);
    frame.pick(&book.standing.name_of(holder))
}

fn drawn(frame: &Frame, drawn: &str) -> String {
    match drawn {
        "for" => frame.say("choice-for"),
        "against" => frame.say("choice-against"),
        other => other.to_owned(),
    }
}

/// A decision: what was voted on, its outcome, and the counting room's sentence.
fn decision(book: &Book, frame: &Frame, id: &Id) -> Option<String> {
    let division = book.standing.divisions.get(id)?;
    let on: Vec<String> = division.division.on.iter().map(|m| hall::short(book.title_of(m).get(frame.say.lang), 24)).collect();
    let outcome = division.division.outcome.map(|o| frame.pick(&words::outcome(o))).unwrap_or_default();
    let sentence = verdict::of(&book.standing, id).map(|d| frame.pick(&d.verdict.sentence)).unwrap_or_default();
    let begin = if on.is_empty() { outcome } else { format!("{}: {outcome}", on.join(" · ")) };
    Some(format!("{begin}. {sentence}").trim().to_owned())
}

async fn write(
    visitor: Visitor,
    Path((_, sitting)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let id = sitting::find(&visitor, &sitting)?;
    let person = visitor.signed_in()?.clone();
    let fields = Fields(sent);
    let says = json!({ "of": id, "to": "kept", "keeper": [person] });
    let entry = json!({ "id": fields.get("act"), "act": { "minutes": says }, "text": fields.words("text") });
    let why = match serde_json::from_value(entry) {
        Ok(entry) => visitor.house.enter_by(&person, entry).await.err().map(|error| why_not(&visitor, &error)),
        Err(_) => Some(Frame::new(&visitor, "").say("wrong-form")),
    };
    match why {
        None => Ok(Redirect::to(&format!("/{}/minutes/{id}", visitor.house.key)).into_response()),
        Some(why) => render(&visitor, &id, Some(Returned { form: "prose".to_owned(), why, typed: fields.typed() })),
    }
}
