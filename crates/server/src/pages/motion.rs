//! Motions: all of them, and each with its text, what was moved against it, how it was voted on and what became of it.

use crate::app::App;
use crate::book::Book;
use crate::forms::{self, Form, Sent, Typed, Wrong, trial};
use crate::frame::{Frame, Returned};
use crate::html::{Facts, Html};
use crate::pages::division::{Summary, summary};
use crate::pages::hall::support_of;
use crate::pages::motion_text::{Conflict, Part, conflicts_to, parts};
use crate::pages::paging::{Paging, paged};
use crate::pen::{Line, Note, Pen, page_of};
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use shura_act::act::{MotionChange, MotionState};
use shura_act::{Act, Entry, Id, Kind};
use shura_kernel::standing::MotionStanding;
use shura_kernel::support;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "motions.html")]
struct MotionsPage {
    frame: Frame,
    lines: Vec<Moved>,
    paging: Paging,
}

/// A motion in the list.
struct Moved {
    line: Line,
    state: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "motion.html")]
struct MotionPage {
    frame: Frame,
    text: Vec<String>,
    state: String,
    class: &'static str,
    facts: Facts,
    /// How many support it and must, who does, and the form to support it or to take that back.
    support: Option<String>,
    supporters: Html,
    forms: Vec<String>,
    /// The text itself, where its versions are in the record.
    parts: Vec<Part>,
    amendments: Vec<Line>,
    /// Where the amendments to it collide, if it is an amendment itself.
    conflicts: Vec<Conflict>,
    rivals: Vec<Line>,
    divisions: Vec<Summary>,
    became: Vec<Line>,
    notes: Vec<Note>,
}

/// The routes of the pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/motions", get(list)).route("/{house}/motions/{id}", get(show).post(enter))
}

async fn list(visitor: Visitor, Query(query): Query<BTreeMap<String, String>>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| Some(all(pen, frame, &query)))
}

fn all(pen: &Pen<'_>, frame: Frame, query: &BTreeMap<String, String>) -> MotionsPage {
    let motions = pen.acts().filter(|a| a.entry.act.kind() == Kind::Motion).rev().collect();
    let (shown, paging) = paged(pen, "motions", query, motions);
    let moved = |a: &crate::book::Accepted| {
        let motion = pen.standing().motions.get(&a.entry.id);
        let (state, class) = motion.map(|m| state(pen, &frame, m)).unwrap_or_default();
        Moved { line: pen.line(a), state, class }
    };
    let lines = shown.into_iter().map(moved).collect();
    let title = frame.say("motions-all");
    MotionsPage { lines, paging, frame: frame.titled(title) }
}

async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    render(&app, &visitor, &id, None)
}

fn render(app: &App, visitor: &Visitor, id: &str, returned: Option<Returned>) -> Result<Response, Trouble> {
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = Frame::new(visitor, "").returning(returned);
    let made = {
        let book = visitor.house.book();
        let pen = Pen::new(visitor, &book);
        Id::new(id).ok().and_then(|id| {
            if frame.returned.is_some() {
                frame.place = pen.place(&format!("motions/{id}"));
            }
            view(&pen, frame, app, &id)
        })
    };
    page_as(visitor, status, &made.ok_or_else(|| Trouble::not_found(visitor))?)
}

/// Somebody supports the motion, or takes that back.
async fn enter(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let of = Id::new(&id).map_err(|_| Trouble::not_found(&visitor))?;
    let made = |book: &Book, _: &Id| {
        let to =
            if typed.form() == WITHDRAW { MotionState::SupportWithdrawn } else { MotionState::Supported };
        let motion = book.standing.motions.get(&of).ok_or(Wrong::whole("wrong-form"))?;
        let mut entry = typed.entry(change(&of, to))?;
        entry.sitting = motion.sitting.clone();
        Ok(vec![entry])
    };
    match forms::enter(&app, &visitor, &typed, made).await? {
        Sent::Entered => Ok(Redirect::to(&format!("/{}/motions/{of}", visitor.house.key)).into_response()),
        Sent::Returned(returned) => render(&app, &visitor, &id, Some(returned)),
        Sent::Drafted(draft) => Ok(draft),
    }
}

/// The form by which one supports a motion, and the one by which that is taken back.
const SUPPORT: &str = "support-give";
const WITHDRAW: &str = "support-withdraw";

fn change(of: &Id, to: MotionState) -> Act {
    Act::MotionChange(MotionChange { of: of.clone(), to, organ: None })
}

/// The form that is the reader's: to support a motion before it is put to the vote, or to take support back.
fn support_forms(pen: &Pen<'_>, frame: &Frame, app: &App, id: &Id, motion: &MotionStanding) -> Vec<String> {
    let standing = pen.standing();
    let may_be = |person: &&Id| {
        let entry = trial(change(id, MotionState::Supported), None);
        let entry = entry.map(|entry| Entry { sitting: motion.sitting.clone(), ..entry });
        entry.is_some_and(|entry| forms::may(app, standing, person, entry))
    };
    let waits = matches!(
        motion.state,
        None | Some(MotionState::Supported | MotionState::Amended | MotionState::Tabled)
    );
    let open = frame.at_work && waits && !support::is_put(standing, motion);
    let reader = pen.reader.filter(|person| open && motion.mover.as_ref() != Some(*person));
    let form = reader.filter(may_be).map(|person| {
        let name = if motion.supporters.contains(person) { WITHDRAW } else { SUPPORT };
        Form::new(frame, name, pen.place(&format!("motions/{id}"))).opened()
    });
    forms::shown(frame, form.as_slice())
}

fn view(pen: &Pen<'_>, frame: Frame, app: &App, id: &Id) -> Option<MotionPage> {
    let standing = pen.standing();
    let motion = standing.motions.get(id)?;
    let accepted = pen.act(id)?;
    let frame = frame.about(id);
    let title = frame.say(if motion.motion.amends.is_some() { "motion-amendment" } else { "motion-title" });
    let (state, class) = match pen.standing().adopted_rival(id).filter(|_| motion.state.is_none()) {
        Some(_) => (frame.say("motion-fell"), "against"),
        None => state(pen, &frame, motion),
    };
    let amends =
        |a: &&crate::book::Accepted| matches!(&a.entry.act, Act::Motion(m) if m.amends.as_ref() == Some(id));
    let rival = |a: &&crate::book::Accepted| {
        let of_other = matches!(&a.entry.act, Act::Motion(m) if m.rivals.contains(id) || m.substitutes.as_ref() == Some(id));
        of_other || motion.motion.rivals.contains(&a.entry.id)
    };
    let followed = |a: &&crate::book::Accepted| {
        !matches!(a.entry.act.kind(), Kind::Motion | Kind::Division | Kind::Speech | Kind::Ballot)
    };
    Some(MotionPage {
        text: text(pen, accepted),
        state,
        class,
        facts: facts(pen, &frame, motion),
        support: support_of(&pen.names, &pen.say, motion),
        supporters: pen.links(&motion.supporters),
        forms: support_forms(pen, &frame, app, id, motion),
        parts: parts(pen, &frame, id),
        amendments: pen.acts().filter(amends).map(|a| pen.line(a)).collect(),
        conflicts: conflicts_to(pen, &frame, id),
        rivals: pen.acts().filter(rival).map(|a| pen.line(a)).collect(),
        divisions: motion.divisions.iter().filter_map(|d| summary(pen, &frame, d)).collect(),
        became: pen.referring(id).filter(followed).map(|a| pen.line(a)).collect(),
        notes: pen.notes(id),
        frame: frame.titled(title),
    })
}

/// What an act says, paragraph by paragraph.
pub fn text(pen: &Pen<'_>, accepted: &crate::book::Accepted) -> Vec<String> {
    let text = accepted.entry.text.as_ref().map(|t| pen.pick(t)).unwrap_or_default();
    text.split("\n\n").filter(|p| !p.trim().is_empty()).map(str::to_owned).collect()
}

/// How a motion stands, in words and as a class of the style sheet.
fn state(pen: &Pen<'_>, frame: &Frame, motion: &MotionStanding) -> (String, &'static str) {
    let class = match motion.state {
        Some(MotionState::Adopted | MotionState::Confirmed | MotionState::Executed | MotionState::Passed) => {
            "for"
        }
        Some(MotionState::Rejected | MotionState::Rescinded | MotionState::Unexecuted) => "against",
        _ => "note",
    };
    let said = motion.state.map(|s| pen.say.state("motion", &s));
    (said.unwrap_or_else(|| frame.say(if frame.at_work { "motion-waits" } else { "motion-moved" })), class)
}

fn facts(pen: &Pen<'_>, frame: &Frame, motion: &MotionStanding) -> Facts {
    let mut facts = Facts::default();
    let told = &motion.motion;
    facts.add(frame.say("motion-mover"), pen.links(&motion.mover));
    facts.say(frame.say("fact-at"), pen.date(motion.at.as_ref()));
    facts.add(frame.say("fact-organ"), pen.links(&motion.organ));
    facts.add(frame.say("fact-sitting"), pen.links(&motion.sitting));
    facts.say(frame.say("fact-subject"), told.subject.as_ref().map(|s| pen.subject(s)).unwrap_or_default());
    facts.add(frame.say("motion-amends-what"), pen.links(&told.amends));
    facts.add(frame.say("motion-substitutes"), pen.links(&told.substitutes));
    facts.add(frame.say("motion-stages"), pen.links(&told.stages));
    facts.add(frame.say("motion-passed"), pen.links(&motion.passed));
    if told.procedural {
        facts.say(frame.say("motion-kind"), frame.say("motion-is-procedural"));
    }
    facts
}
