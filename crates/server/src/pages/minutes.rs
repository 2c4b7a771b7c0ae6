//! Minutes that write themselves: what the record holds of a sitting stands there and cannot be changed; beside it whoever keeps the minutes
//! remarks in prose. They are adopted at the next sitting.

use crate::app::App;
use crate::book::Book;
use crate::forms::{Typed, Wrong};
use crate::frame::{Frame, Returned};
use crate::names::Names;
use crate::naming;
use crate::pages::sitting;
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::json;
use shura_act::act::MinutesState;
use shura_act::{Entry, Id, Kind};
use shura_kernel::may::may;
use shura_kernel::sight::{hides_vote, may_see};
use shura_kernel::{minutes, words};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "minutes.html")]
struct MinutesPage {
    frame: Frame,
    sitting: Id,
    state: Option<String>,
    opening: Vec<String>,
    facts: Vec<Fact>,
    missing: Vec<String>,
    remarks: Vec<String>,
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
    remarks: Vec<String>,
    /// The name of the next remark upon it.
    next: String,
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
    let page = made(&visitor.names(&visitor.house.book()), frame, id, visitor);
    page_as(visitor, status, &page.ok_or_else(|| Trouble::not_found(visitor))?)
}

fn made(names: &Names<'_>, mut frame: Frame, id: &Id, visitor: &Visitor) -> Option<MinutesPage> {
    let (book, person) = (names.book, visitor.person());
    // A screen is nobody and shows what is done in the sitting to all who sit there; of votes it sees what nobody sees.
    let screen = visitor.session.is_some() && person.is_none();
    let standing = &book.standing;
    let organ = standing.organ_of_sitting(id)?;
    let sees = |entry: &Entry| {
        if screen { !hides_vote(standing, None, entry) } else { may_see(standing, person, entry) }
    };
    let seen = book.entries.iter().map(|a| &a.entry).filter(|entry| sees(entry));
    let entries: Vec<&Entry> = seen.collect();
    let findings = book.of_sitting(id).flat_map(|a| &a.findings).filter(|f| book.may_tell(person, f));
    let findings: Vec<_> = findings.cloned().collect();
    let told = minutes::of(standing, id, &entries, &findings, &|id| names.registered(id))?;
    frame.title = frame.pick(&told.title);
    let reach = may(standing, person.filter(|_| frame.at_work));
    let keeps = reach.get(&Kind::Remark).is_some_and(|r| r.organs.contains(organ));
    let settled = matches!(told.state, Some(MinutesState::Adopted | MinutesState::Signed));
    let all = |words: &[shura_act::Bilingual]| words.iter().map(|w| frame.pick(w)).collect::<Vec<_>>();
    let note = |n: &usize| Some(frame.pick(&told.notes.get(n.checked_sub(1)?)?.text));
    let fact = |paragraph: &minutes::Paragraph| Fact {
        time: paragraph
            .at
            .as_ref()
            .and_then(|at| of_day(at.as_str()))
            .map(|t| frame.number(t))
            .unwrap_or_default(),
        said: frame.pick(&paragraph.text),
        class: class(paragraph.kind),
        notes: paragraph.notes.iter().filter_map(note).collect(),
        remarks: all(&paragraph.remarks),
        next: next_remark(book, &paragraph.act),
        act: paragraph.act.clone(),
    };
    let page = MinutesPage {
        state: told.state.map(|s| frame.pick(&words::minutes(s))),
        opening: all(&told.opening),
        facts: told.paragraphs.iter().map(fact).collect(),
        missing: all(&told.missing),
        remarks: all(&told.remarks),
        may_write: keeps && !settled,
        act: next_remark(book, id),
        sitting: id.clone(),
        frame,
    };
    Some(page)
}

/// Hours and minutes of a moment.
fn of_day(at: &str) -> Option<&str> {
    at.split_once('T').map(|(_, time)| time.get(..5).unwrap_or(time))
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Item | Kind::SittingChange | Kind::Sitting => "turning",
        Kind::Declaration | Kind::Division => "decision",
        _ => "",
    }
}

/// The name of the next remark upon something: the same for everybody who sees as many.
fn next_remark(book: &Book, on: &Id) -> String {
    let earlier = book.standing.remarks.get(on).map_or(0, Vec::len);
    format!("{on}-remark-{}", earlier + 1)
}

async fn write(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, sitting)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let id = sitting::find(&visitor, &sitting)?;
    let person = visitor.signed_in()?.clone();
    let fields = Typed::new(sent);
    let make = |book: &Book, name: &str| Ok(vec![remark(book, &id, name, &fields)?]);
    let entered = naming::enter(&app, &visitor, &person, &fields, fields.get("act"), make).await;
    let form = format!("remark-{}", fields.get("on"));
    match entered {
        Ok(_) => Ok(Redirect::to(&format!("/{}/minutes/{id}", visitor.house.key)).into_response()),
        Err(why) => render(&visitor, &id, Some(Returned { form, ..fields.returned("", why) })),
    }
}

/// A remark, in the place of the one before it.
fn remark(book: &Book, sitting: &Id, name: &str, fields: &Typed) -> Result<Entry, Wrong> {
    let on = fields.id("on")?;
    let text = fields.words("text")?.ok_or(Wrong::whole("wrong-remark-empty"))?;
    let mut says = json!({ "on": on });
    let earlier = book.standing.remarks.get(&on).into_iter().flatten().rfind(|r| r.replaced_by.is_none());
    if let Some(earlier) = earlier {
        says["replaces"] = json!(earlier.act);
    }
    let entry = json!({ "id": name, "sitting": sitting, "act": { "remark": says }, "text": text });
    serde_json::from_value(entry).map_err(|_| Wrong::whole("wrong-form"))
}
