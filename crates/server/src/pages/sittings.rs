//! The sittings of the organisation, and what is called or due.

use crate::app::App;
use crate::book::Accepted;
use crate::frame::Frame;
use crate::html::Html;
use crate::pages::hall::state_key;
use crate::pages::paging::{Paging, paged};
use crate::pen::{Line, Note, Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use shura_act::Kind;
use shura_act::act::SittingState;
use shura_kernel::sight::may_see_sitting;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sittings.html")]
struct SittingsPage {
    frame: Frame,
    awaited: Vec<Note>,
    called: Vec<Called>,
    sittings: Vec<Sat>,
    paging: Paging,
}

/// A call to sit upon which no sitting was held yet.
pub struct Called {
    /// The organ.
    pub organ: Html,
    /// For when.
    pub at: String,
    /// The call.
    pub call: Line,
}

/// A sitting in the list.
struct Sat {
    line: Line,
    organ: Html,
    state: String,
    open: bool,
    minutes: Option<String>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/sittings", get(list))
}

async fn list(visitor: Visitor, Query(query): Query<BTreeMap<String, String>>) -> Result<Response, Trouble> {
    let at_work = visitor.house.is_at_work();
    page_of(&visitor, |pen, frame| {
        let all = pen.acts().filter(|a| a.entry.act.kind() == Kind::Sitting).rev().collect();
        let (shown, paging) = paged(pen, "sittings", &query, all);
        let sittings = shown.into_iter().filter_map(|a| sat(pen, a, at_work)).collect();
        let title = frame.say("sittings-title");
        Some(SittingsPage {
            awaited: awaited(pen),
            called: called(pen),
            sittings,
            paging,
            frame: frame.titled(title),
        })
    })
}

/// Organs whose turn to sit has passed.
pub fn awaited(pen: &Pen<'_>) -> Vec<Note> {
    pen.outstanding().filter(|f| f.rule == "sitting-awaited").map(|f| pen.note(f)).collect()
}

/// Calls upon which no sitting was held yet and whose day has not passed.
pub fn called(pen: &Pen<'_>) -> Vec<Called> {
    let standing = pen.standing();
    let waiting = standing.convenings.iter().filter(|(id, c)| {
        let due = c.for_date.as_ref().is_some_and(|at| at.last() >= standing.now);
        c.held.is_none() && due && !standing.is_void(id)
    });
    let mut calls: Vec<_> = waiting.filter_map(|(id, c)| Some((c, pen.act(id)?))).collect();
    calls.sort_by_key(|(c, _)| c.for_date.as_ref().map(shura_act::Date::first));
    calls
        .into_iter()
        .map(|(c, a)| Called {
            organ: pen.link(&c.convening.organ),
            at: pen.date(c.for_date.as_ref()),
            call: pen.line(a),
        })
        .collect()
}

fn sat(pen: &Pen<'_>, accepted: &Accepted, at_work: bool) -> Option<Sat> {
    let id = &accepted.entry.id;
    let sitting = pen.standing().sittings.get(id)?;
    let open = at_work && matches!(sitting.state, SittingState::Resumed | SittingState::Recess);
    // Of history, a sitting that is not told to have closed did not therefore go on.
    let told = open || !matches!(sitting.state, SittingState::Resumed | SittingState::Recess);
    Some(Sat {
        organ: pen.link(&sitting.sitting.organ),
        state: if told { pen.say.say(state_key(sitting.state)) } else { String::new() },
        open,
        minutes: may_see_sitting(pen.standing(), pen.reader, id).then(|| pen.place(&format!("minutes/{id}"))),
        line: pen.line(accepted),
    })
}
