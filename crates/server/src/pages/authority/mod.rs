//! Authority at work: orders and dispatches, warrants, declarations, undertakings and tasks; a page each, all of one make: what there is, and
//! the forms for what this person may do about it.

mod declarations;
mod orders;
mod tasks;
mod warrants;

use crate::app::App;
use crate::book::Book;
use crate::forms::{self, Choice, Form, Sent, Typed, Wrong, may, trial};
use crate::frame::{Frame, Returned};
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use shura_act::{Act, Entry, Id};
use shura_kernel::Standing;
use shura_kernel::sight::may_see;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One thing in a list: where it leads, what it is, and how it stands.
struct Line {
    path: String,
    title: String,
    about: String,
    marks: Vec<(&'static str, String)>,
}

/// A list with its heading.
struct List {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "authority.html")]
struct Page {
    frame: Frame,
    lists: Vec<List>,
    forms: Vec<String>,
}

/// What a page of this make says and does.
struct Desk {
    /// Its path below the house, and the prefix of its messages.
    path: &'static str,
    title: &'static str,
    lists: fn(&Asked) -> Vec<List>,
    forms: fn(&Asked) -> Vec<Form>,
    made: fn(&Asked, &Typed) -> Result<Entry, Wrong>,
}

/// Who asks, and of what.
struct Asked<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    frame: &'a Frame,
    book: &'a Book,
    standing: &'a Standing,
    person: &'a Id,
    /// The organs with which the person has to do.
    organs: Vec<Id>,
}

impl Asked<'_> {
    /// The organs in whose name the person may enter such an act.
    fn in_name_of(&self, act: &Act) -> Vec<&Id> {
        let may = |organ: &&Id| {
            trial(act.clone(), Some(organ))
                .is_some_and(|entry| may(self.app, self.standing, self.person, entry))
        };
        self.organs.iter().filter(may).collect()
    }

    /// The same organs to choose from.
    fn names(&self, act: &Act) -> Vec<Choice> {
        forms::organ_choices(self.frame, self.standing, self.in_name_of(act))
    }

    /// Whether the person, or an organ of the person, is among these.
    fn concerns(&self, ids: &[Id]) -> bool {
        ids.iter().any(|id| id == self.person || self.organs.contains(id))
    }

    /// Organs and, of those who hold an office, persons.
    fn addressees(&self) -> Vec<Choice> {
        let mut all = forms::living_organs(self.frame, self.standing);
        all.extend(self.officers());
        all
    }

    /// Persons who hold an office.
    fn officers(&self) -> Vec<Choice> {
        let held = self.standing.appointments.values().filter(|a| a.in_force);
        let persons: BTreeSet<&Id> = held.map(|a| &a.appointment.person).collect();
        forms::person_choices(self.visitor, self.book, persons)
    }

    /// The name of a person or an organ.
    fn name(&self, id: &Id) -> String {
        self.visitor.name_in(self.book, id)
    }

    /// Names, one after another.
    fn names_of(&self, ids: &[Id]) -> String {
        let comma = if self.frame.lang() == "fa" { "، " } else { ", " };
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(comma)
    }

    /// What an act says, shortened.
    fn words(&self, id: &Id) -> String {
        let text =
            self.book.find(id.as_str()).and_then(|a| a.entry.text.as_ref()).map(|text| self.frame.pick(text));
        let text = text.unwrap_or_default();
        let short: String = text.chars().take(120).collect();
        if short.len() < text.len() { format!("{short}…") } else { short }
    }

    /// Whether the person may know of an act.
    fn sees(&self, id: &Id) -> bool {
        self.book.find(id.as_str()).is_some_and(|a| may_see(self.standing, Some(self.person), &a.entry))
    }

    /// The place of an act in the record, for the newest first.
    fn place(&self, id: &Id) -> std::cmp::Reverse<u32> {
        std::cmp::Reverse(self.standing.acts.get(id).map_or(0, |seen| seen.place))
    }

    /// A day as it is told.
    fn day(&self, date: Option<&shura_act::Date>) -> String {
        date.map(|date| self.frame.date(date)).unwrap_or_default()
    }
}

/// The pages.
const DESKS: &[&Desk] = &[&orders::DESK, &warrants::DESK, &declarations::DESK, &tasks::DESK];

/// The paths of the pages below the house, with the messages that name them.
pub(super) fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    DESKS.iter().map(|desk| (desk.path, desk.title))
}

/// The routes of the pages.
pub fn routes() -> Router<Arc<App>> {
    DESKS
        .iter()
        .fold(Router::new(), |router, desk| router.route(&format!("/{{house}}/{}", desk.path), of(desk)))
}

fn of(desk: &'static Desk) -> MethodRouter<Arc<App>> {
    let show = move |State(app): State<Arc<App>>, visitor: Visitor| async move {
        render(&app, &visitor, desk, None)
    };
    let enter = move |State(app): State<Arc<App>>, visitor: Visitor, typed: Typed| async move {
        enter(&app, &visitor, desk, &typed).await
    };
    get(show).post(enter)
}

fn with<T>(
    app: &App,
    visitor: &Visitor,
    frame: &Frame,
    book: &Book,
    person: &Id,
    then: impl FnOnce(&Asked) -> T,
) -> T {
    let standing = &book.standing;
    let organs = forms::organs_of(standing, person);
    then(&Asked { app, visitor, frame, book, standing, person, organs })
}

fn render(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    returned: Option<Returned>,
) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?;
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = Frame::new(visitor, "").returning(returned);
    frame.title = frame.say(desk.title);
    let (lists, forms) = {
        let book = visitor.house.book();
        with(app, visitor, &frame, &book, person, |asked| {
            let forms = (desk.forms)(asked);
            ((desk.lists)(asked), forms::shown(&frame, &forms))
        })
    };
    page_as(visitor, status, &Page { frame, lists, forms })
}

async fn enter(app: &App, visitor: &Visitor, desk: &Desk, typed: &Typed) -> Result<Response, Trouble> {
    let frame = Frame::new(visitor, "");
    let returned = forms::enter(app, visitor, typed, |book, person| {
        Ok(vec![with(app, visitor, &frame, book, person, |asked| (desk.made)(asked, typed))?])
    });
    match returned.await? {
        Sent::Entered => Ok(Redirect::to(&frame.path(desk.path)).into_response()),
        Sent::Returned(returned) => render(app, visitor, desk, Some(returned)),
        Sent::Drafted(draft) => Ok(draft),
    }
}
