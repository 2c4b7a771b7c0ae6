//! What the code on a delegate's card leads to: whoever keeps the list at the door notes that this person is here.

use crate::app::App;
use crate::clerk::fresh;
use crate::frame::Frame;
use crate::names::Names;
use crate::trouble::{Trouble, page};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use shura_act::act::SittingState;
use shura_act::{Id, Kind};
use shura_kernel::may::may;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "arrive.html")]
struct Arrive {
    frame: Frame,
    person: Id,
    /// Sittings that are open now in which this person sits and the visitor keeps the list: their names, and whether the person is there.
    sittings: Vec<(Id, String, bool)>,
    act: String,
}

/// The route of a card.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/arrive/{person}", get(show))
}

async fn show(visitor: Visitor, Path((_, person)): Path<(String, String)>) -> Result<Response, Trouble> {
    let keeper = visitor.signed_in()?.clone();
    let person = Id::new(&person).map_err(|_| Trouble::not_found(&visitor))?;
    let mut frame = Frame::new(&visitor, "");
    let found = sittings(&visitor.names(&visitor.house.book()), &frame, &keeper, &person);
    let (name, sittings) = found.ok_or_else(|| Trouble::not_found(&visitor))?;
    frame.title = name;
    page(&visitor, &Arrive { frame, person, sittings, act: fresh("arrival") })
}

/// A sitting in the list: its name, what it is called, and whether the person is present.
type Listed = (Id, String, bool);

/// The person's name, and the open sittings in which the person sits and the keeper keeps the list.
fn sittings(names: &Names<'_>, frame: &Frame, keeper: &Id, person: &Id) -> Option<(String, Vec<Listed>)> {
    let standing = &names.book.standing;
    standing.persons.get(person)?;
    let reach = may(standing, Some(keeper));
    let keeps = |organ: &Id| reach.get(&Kind::Presence).is_some_and(|r| r.organs.contains(organ));
    let sits = |organ: &Id| standing.mandates_in(person, organ).next().is_some();
    let open = standing.sittings.iter().filter(|(_, s)| s.state == SittingState::Resumed);
    let listed = open
        .filter(|(_, s)| keeps(&s.sitting.organ) && sits(&s.sitting.organ))
        .map(|(id, s)| (id.clone(), super::hall::title(&frame.say, standing, s), s.present.contains(person)));
    Some((names.of(person), listed.collect()))
}
