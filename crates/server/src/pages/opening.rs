//! Calls that no sitting has followed yet, and the form by which one is opened.

use crate::app::App;
use crate::book::Book;
use crate::forms::{Typed, Wrong};
use crate::frame::{Frame, Returned};
use crate::names::Names;
use crate::naming;
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::json;
use shura_act::{Entry, Id, Kind};
use shura_kernel::may::may;
use shura_kernel::turn::missed;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "opening.html")]
struct Opening {
    frame: Frame,
    calls: Vec<Call>,
}

/// A call to sit.
struct Call {
    id: Id,
    organ: String,
    by: String,
    day: String,
    /// That its turn had passed when it was called for.
    late: bool,
    may_open: bool,
    people: Vec<(Id, String)>,
    number: usize,
}

/// The routes of opening a sitting.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/convenings", get(show))
        .route("/{house}/convenings/{id}", get(show_one).post(open))
}

async fn show(visitor: Visitor) -> Result<Response, Trouble> {
    render(&visitor, None)
}

async fn show_one(visitor: Visitor) -> Result<Response, Trouble> {
    render(&visitor, None)
}

fn render(visitor: &Visitor, returned: Option<Returned>) -> Result<Response, Trouble> {
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = Frame::new(visitor, "").returning(returned);
    frame.title = frame.say("opening-title");
    frame.place = format!("/{}/convenings", visitor.house.key);
    let calls = calls(&visitor.names(&visitor.house.book()), &frame, visitor.person());
    page_as(visitor, status, &Opening { frame, calls })
}

/// Calls that wait, those of the next days first.
fn calls(names: &Names<'_>, frame: &Frame, person: Option<&Id>) -> Vec<Call> {
    let standing = &names.book.standing;
    let reach = may(standing, person.filter(|_| frame.at_work));
    let organs = reach.get(&Kind::Sitting).map(|r| r.organs.clone()).unwrap_or_default();
    let name = |id: &Id| names.of(id);
    let waiting = standing.convenings.iter().filter(|(id, c)| c.held.is_none() && !standing.is_void(id));
    let mut calls: Vec<_> = waiting
        .map(|(id, call)| {
            let organ = &call.convening.organ;
            let mut people: Vec<(Id, String)> = standing
                .seated(organ)
                .map(|(_, m)| (m.mandate.person.clone(), name(&m.mandate.person)))
                .collect();
            people.sort_by(|a, b| a.1.cmp(&b.1));
            people.dedup();
            let day = call.for_date.as_ref();
            let late =
                day.is_some_and(|day| missed(standing, organ, call.convening.due.as_ref(), day).is_some());
            let held = standing.organs.get(organ).map_or(0, |o| o.sittings.len());
            let shown = Call {
                id: id.clone(),
                organ: name(organ),
                by: call.by.as_ref().map(name).unwrap_or_default(),
                day: day.map(|d| frame.date(d)).unwrap_or_default(),
                late,
                may_open: organs.contains(organ) || person.is_some_and(|p| call.by.as_ref() == Some(p)),
                people,
                number: held + 1,
            };
            (day.map_or(i64::MAX, shura_act::Date::first), shown)
        })
        .collect();
    calls.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    calls.into_iter().map(|(_, call)| call).collect()
}

async fn open(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?.clone();
    let fields = Typed::new(sent);
    let make = |book: &Book, sitting: &str| Ok(vec![entry(book, &id, sitting, &fields)?]);
    let opened = naming::enter(&app, &visitor, &person, &fields, &format!("{id}-sitting"), make).await;
    // Somebody may have opened it a moment ago: it is open, which was wanted.
    match opened.or_else(|why| held(&visitor.house.book(), &id).ok_or(why)) {
        Ok(sitting) => {
            Ok(Redirect::to(&format!("/{}/sittings/{sitting}", visitor.house.key)).into_response())
        }
        Err(why) => {
            render(&visitor, Some(Returned { form: format!("open-{id}"), ..fields.returned("", why) }))
        }
    }
}

/// The sitting that was held upon a call.
fn held(book: &Book, call: &str) -> Option<String> {
    let call = book.standing.convenings.get(&Id::new(call).ok()?)?;
    call.held.as_ref().map(Id::to_string)
}

fn entry(book: &Book, id: &str, sitting: &str, fields: &Typed) -> Result<Entry, Wrong> {
    let call = Id::new(id)
        .ok()
        .and_then(|id| book.standing.convenings.get(&id))
        .ok_or(Wrong::whole("wrong-form"))?;
    let mut says = json!({ "organ": call.convening.organ, "convened": id });
    if let Some(number) = fields.maybe_number("number")? {
        says["number"] = json!(number);
    }
    if let Some(chair) = fields.maybe_id("chair")? {
        says["chair"] = json!(chair);
    }
    if let Some(place) = fields.words("place")? {
        says["place"] = json!(place);
    }
    serde_json::from_value(json!({ "id": sitting, "act": { "sitting": says } }))
        .map_err(|_| Wrong::whole("wrong-form"))
}
