//! Motions: all of them, and each with its text, what was moved against it, how it was voted on and what became of it.

use crate::app::App;
use crate::frame::Frame;
use crate::html::Facts;
use crate::pages::division::{Summary, summary};
use crate::pages::motion_text::{Conflict, Part, conflicts_to, parts};
use crate::pages::paging::{Paging, paged};
use crate::pen::{Line, Note, Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use shura_act::act::MotionState;
use shura_act::{Act, Id, Kind};
use shura_kernel::standing::MotionStanding;
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
    Router::new().route("/{house}/motions", get(list)).route("/{house}/motions/{id}", get(show))
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

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| view(pen, frame, &Id::new(&id).ok()?))
}

fn view(pen: &Pen<'_>, frame: Frame, id: &Id) -> Option<MotionPage> {
    let standing = pen.standing();
    let motion = standing.motions.get(id)?;
    let accepted = pen.act(id)?;
    let frame = frame.about(id);
    let title = frame.say(if motion.motion.amends.is_some() { "motion-amendment" } else { "motion-title" });
    let (state, class) = state(pen, &frame, motion);
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
