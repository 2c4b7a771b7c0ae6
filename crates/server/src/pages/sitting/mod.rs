//! A sitting: the hall that everybody sees, live, and below it the forms of those who take part.
//!
//! A form is a name, the fields that it sends, and a function here that makes acts of them. What a person may enter is the kernel's to say: a
//! form is shown where [`shura_kernel::may`] says that it can be, and whatever is sent is handed in all the same.

mod agenda;
mod floor;
mod leads;
mod mine;
mod motions;
mod presence;
mod votes;

use crate::app::App;
use crate::book::Book;
use crate::clerk::fresh;
use crate::door::Address;
use crate::forms::{Typed, Wrong};
use crate::frame::{Frame, Returned};
use crate::live;
use crate::naming::{self, fits};
use crate::pages::hall;
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::{Value, json};
use shura_act::{Entry, Id};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sitting.html")]
struct SittingPage {
    frame: Frame,
    sitting: Id,
    hall: String,
    mine: String,
}

/// The routes of a sitting.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/sittings/{sitting}", get(show))
        .route("/{house}/sittings/{sitting}/live", get(watch))
        .route("/{house}/sittings/{sitting}/mine", get(show_mine))
        .route("/{house}/sittings/{sitting}/{form}", get(back).post(enter))
}

/// Whoever had to sign in to send a form comes back to it by its own address, where there is nothing to see.
async fn back(visitor: Visitor, Path((_, sitting, _)): Path<(String, String, String)>) -> Redirect {
    Redirect::to(&format!("/{}/sittings/{sitting}", visitor.house.key))
}

/// The sitting of a path, if the visitor may know of it.
pub fn find(visitor: &Visitor, sitting: &str) -> Result<Id, Trouble> {
    let id = Id::new(sitting).map_err(|_| Trouble::not_found(visitor))?;
    let may_see = {
        let book = visitor.house.book();
        book.standing.sittings.contains_key(&id).then(|| visitor.sees(&book, &id))
    };
    match may_see {
        None => Err(Trouble::not_found(visitor)),
        Some(true) => Ok(id),
        Some(false) if visitor.session.is_some() => Err(Trouble::not_for_you(visitor)),
        Some(false) => Err(Trouble::sign_in(visitor)),
    }
}

async fn show(visitor: Visitor, Path((_, sitting)): Path<(String, String)>) -> Result<Response, Trouble> {
    let sitting = find(&visitor, &sitting)?;
    render(&visitor, &sitting, None)
}

fn render(visitor: &Visitor, sitting: &Id, returned: Option<Returned>) -> Result<Response, Trouble> {
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mine = mine_html(visitor, sitting, returned)?;
    let hall = hall::hall(&visitor.names(&visitor.house.book()), sitting);
    let hall = hall.ok_or_else(|| Trouble::not_found(visitor))?;
    let shown = hall.render().map_err(|_| Trouble::broken(visitor))?;
    let mut frame = Frame::new(visitor, hall.title);
    // The page is shown at the address of the sitting, also when a form came back.
    frame.place = format!("/{}/sittings/{sitting}", visitor.house.key);
    page_as(visitor, status, &SittingPage { frame, hall: shown, mine, sitting: sitting.clone() })
}

/// What concerns the visitor alone, as a piece of HTML.
fn mine_html(visitor: &Visitor, sitting: &Id, returned: Option<Returned>) -> Result<String, Trouble> {
    let frame = Frame::new(visitor, "").returning(returned);
    let mine = mine::mine(&visitor.names(&visitor.house.book()), frame, sitting, visitor.person());
    let mut mine = mine.ok_or_else(|| Trouble::not_found(visitor))?;
    mine.wait = live::ask_within(visitor.house.live.watchers()).as_millis();
    mine.render().map_err(|_| Trouble::broken(visitor))
}

async fn show_mine(
    visitor: Visitor,
    Path((_, sitting)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let sitting = find(&visitor, &sitting)?;
    Ok(Html(mine_html(&visitor, &sitting, None)?).into_response())
}

async fn watch(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Address(address): Address,
    Path((_, sitting)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let sitting = find(&visitor, &sitting)?;
    let open = visitor.house.live.streams.open(visitor.watcher(address));
    let open = open.ok_or_else(|| Trouble::too_many_streams(&visitor))?;
    let hall = (sitting, visitor.lang, visitor.reader());
    Ok(live::watch_hall(&visitor.house, app.clock, hall, open))
}

/// A form that someone sent in a sitting.
pub struct Asked<'a> {
    /// The record.
    pub book: &'a Book,
    /// The sitting.
    pub sitting: &'a Id,
    /// Who sent it.
    pub person: &'a Id,
    /// What was sent.
    pub fields: &'a Typed,
}

impl Asked<'_> {
    /// An act of this sitting under the name that the form carries.
    pub fn act(&self, kind: &str, says: Value) -> Result<Entry, Wrong> {
        self.named(self.fields.get("act"), kind, says)
    }

    /// An act of this sitting under a name.
    pub fn named(&self, id: &str, kind: &str, says: Value) -> Result<Entry, Wrong> {
        let entry =
            json!({ "id": fits(id), "sitting": self.sitting, "by": self.person, "act": { kind: says } });
        serde_json::from_value(entry).map_err(|_| Wrong::whole("wrong-form"))
    }
}

/// The acts that a form makes; each is entered by itself, in this order.
fn acts(form: &str, asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    match form {
        "state" => agenda::state(asked),
        "preside" => agenda::preside(asked),
        "presidium" => agenda::presidium(asked),
        "agenda" => agenda::agenda(asked),
        "item" => agenda::item(asked),
        "here" => presence::here(asked),
        "presence" => presence::presence(asked),
        "seat" => presence::seat(asked),
        "walk-out" => presence::walk_out(asked),
        "ask" => floor::ask(asked),
        "floor" => floor::floor(asked),
        "debate" => floor::debate(asked),
        "move" => motions::moved(asked),
        "motion" => motions::change(asked),
        "task" => motions::task(asked),
        "done" => motions::done(asked),
        "ratify" => motions::ratify(asked),
        "divide" => votes::divide(asked),
        "ballot" => votes::ballot(asked),
        "roll" => votes::roll(asked),
        "roll-of-units" => votes::roll_of_units(asked),
        "count" => votes::count(asked),
        "declare" => votes::declare(asked),
        "dissent" => votes::dissent(asked),
        "challenge" => votes::challenge(asked),
        "minutes" => motions::minutes(asked),
        _ => Err(Wrong::whole("wrong-form")),
    }
}

async fn enter(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, sitting, form)): Path<(String, String, String)>,
    headers: HeaderMap,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let sitting = find(&visitor, &sitting)?;
    let person = visitor.signed_in()?.clone();
    let fields = Typed::new(sent);
    let make = |book: &Book, name: &str| {
        acts(&form, &Asked { book, sitting: &sitting, person: &person, fields: &fields.renamed(name) })
    };
    let entered = naming::enter(&app, &visitor, &person, &fields, fields.get("act"), make).await;
    let in_place = headers.contains_key("hx-request");
    let Err(why) = entered else {
        if in_place {
            return Ok(Html(mine_html(&visitor, &sitting, None)?).into_response());
        }
        return Ok(Redirect::to(&format!("/{}/sittings/{sitting}#mine", visitor.house.key)).into_response());
    };
    // Several forms of one kind stand on a page, one for each motion or speaker; what they are about tells which of them came back.
    let form = match fields.get("of") {
        "" => form,
        of => format!("{form}-{of}"),
    };
    let returned = Some(Returned { form, ..fields.returned("", why) });
    if in_place {
        let mine = mine_html(&visitor, &sitting, returned)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(mine)).into_response());
    }
    render(&visitor, &sitting, returned)
}

/// A name for an act that a form carries: what was typed if the form came back, so that what was entered of it is not entered twice.
fn act_name(frame: &Frame, form: &str, word: &str) -> String {
    match frame.typed(form, "act") {
        "" => fresh(word),
        typed => typed.to_owned(),
    }
}
