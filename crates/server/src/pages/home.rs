//! The home of an organisation: what is going on now, and the ways in.

use crate::app::App;
use crate::frame::Frame;
use crate::trouble::{Trouble, page};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use shura_act::Id;
use shura_act::act::SittingState;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    /// Sittings that are open now: their names and their organs.
    open: Vec<(Id, String)>,
    acts: usize,
    organs: usize,
    persons: usize,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/", get(show))
}

async fn show(visitor: Visitor) -> Result<Response, Trouble> {
    let mut frame = Frame::new(&visitor, "");
    frame.title = frame.organisation.clone();
    let home = {
        let book = visitor.house.book();
        let standing = &book.standing;
        let is_open = |state: SittingState| matches!(state, SittingState::Resumed | SittingState::Recess);
        // Of history, no sitting is open now, although the record may not tell when it closed.
        let sittings = standing.sittings.iter().filter(|_| visitor.house.is_at_work());
        let open = sittings
            .filter(|(_, sitting)| is_open(sitting.state))
            .map(|(id, sitting)| (id.clone(), frame.pick(&standing.name_of(&sitting.sitting.organ))))
            .collect();
        let (acts, organs, persons) = (book.entries.len(), standing.organs.len(), standing.persons.len());
        Home { frame, open, acts, organs, persons }
    };
    page(&visitor, &home)
}
