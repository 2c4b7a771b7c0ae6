//! The desk of whoever has signed in: the ways to everything that this person may do here.

use crate::app::App;
use crate::credentials;
use crate::frame::Frame;
use crate::trouble::{Trouble, page};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// A way to a page, and what it is for.
struct Way {
    path: String,
    name: String,
    what: String,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct Desk {
    frame: Frame,
    ways: Vec<Way>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/desk", get(show))
}

async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?;
    let mut frame = Frame::new(&visitor, "");
    frame.title = frame.say("desk-title");
    let ways = {
        let book = visitor.house.book();
        let mut pages = vec![
            ("units", "units-title"),
            ("credentials", "credentials-title"),
            ("desk/convenings", "convenings-title"),
        ];
        pages.extend(super::authority::pages());
        if super::import::may_import(&app, &book.standing, person) {
            pages.push(("import", "import-title"));
        }
        if !credentials::givers(&app, &book.standing, person).is_empty() {
            pages.push(("cards", "cards-title"));
        }
        pages.push(("devices", "devices-title"));
        let way = |(path, title): &(&str, &str)| Way {
            path: frame.path(path),
            name: frame.say(title),
            what: frame.say(&title.replace("-title", "-what")),
        };
        pages.iter().map(way).collect()
    };
    page(&visitor, &Desk { frame, ways })
}
