//! The home of an organisation: what is going on now, what comes next, what is overdue, and the last acts.

use crate::app::App;
use crate::frame::Frame;
use crate::html::Html;
use crate::pages::orders::{Owed, owed};
use crate::pages::sittings::{Called, awaited, called};
use crate::pen::{Line, Note, Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use shura_act::Kind;
use shura_act::act::SittingState;
use std::sync::Arc;

/// Most acts of a kind that the page shows.
const SHOWN_MAX: usize = 8;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    /// Sittings that are open now, with their organs.
    open: Vec<(Html, String)>,
    called: Vec<Called>,
    awaited: Vec<Note>,
    overdue: Vec<Owed>,
    unexecuted: Vec<Note>,
    decided: Vec<Line>,
    latest: Vec<Line>,
    figures: Vec<(String, String, &'static str)>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/", get(show))
}

async fn show(visitor: Visitor) -> Result<Response, Trouble> {
    let at_work = visitor.house.is_at_work();
    page_of(&visitor, |pen, frame| Some(view(pen, frame, at_work)))
}

fn view(pen: &Pen<'_>, mut frame: Frame, at_work: bool) -> Home {
    frame.title = frame.organisation.clone();
    let standing = pen.standing();
    let is_open = |state: SittingState| matches!(state, SittingState::Resumed | SittingState::Recess);
    // Of history, no sitting is open now, although the record may not tell when it closed.
    let sittings =
        standing.sittings.iter().filter(|(id, s)| at_work && is_open(s.state) && pen.act(id).is_some());
    let open = sittings.map(|(id, s)| {
        let name = pen.name(&s.sitting.organ);
        let link = pen.path(id).map_or_else(|| Html::text(&name), |path| Html::link(&path, &name));
        (link, pen.date(s.at.as_ref()))
    });
    let divisions = pen.acts().filter(|a| a.entry.act.kind() == Kind::Division);
    let quiet = [Kind::Ballot, Kind::Presence, Kind::Person, Kind::Source];
    let latest = pen.acts().filter(|a| !quiet.contains(&a.entry.act.kind()));
    let (overdue, _, _) = owed(pen, |_| at_work);
    let unexecuted = pen.outstanding().filter(|f| f.rule == "adopted-not-executed").take(SHOWN_MAX);
    Home {
        open: open.collect(),
        called: called(pen),
        awaited: awaited(pen),
        overdue: if at_work { overdue } else { vec![] },
        unexecuted: unexecuted.map(|f| pen.note(f)).collect(),
        decided: pen.newest(divisions, SHOWN_MAX),
        latest: pen.newest(latest, SHOWN_MAX),
        figures: figures(pen, &frame),
        frame,
    }
}

/// How large the record is, each figure with the way to what it counts.
fn figures(pen: &Pen<'_>, frame: &Frame) -> Vec<(String, String, &'static str)> {
    let standing = pen.standing();
    let findings = pen.acts().map(|a| a.findings.len()).sum::<usize>() + pen.outstanding().count();
    let all = [
        ("figure-acts", pen.book.entries.len(), "acts"),
        ("figure-organs", standing.organs.len(), "map"),
        ("figure-persons", standing.persons.len(), "acts?kind=person"),
        ("figure-findings", findings, "findings"),
    ];
    all.map(|(key, n, path)| (frame.say(key), pen.say.number(n), path)).into()
}
