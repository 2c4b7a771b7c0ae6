//! The first page: the organisations that are served here; with only one, the way leads straight to it.

use crate::app::App;
use crate::trouble::Trouble;
use crate::visitor::language;
use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use shura_act::Lang;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "houses.html")]
struct Houses {
    lang: &'static str,
    dir: &'static str,
    say: crate::say::Say,
    houses: Vec<(String, String, bool)>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/", get(show))
}

async fn show(State(app): State<Arc<App>>, request: Request) -> Result<Response, Trouble> {
    let lang = language(&request.into_parts().0);
    if let (1, Some(key)) = (app.houses.len(), app.houses.keys().next()) {
        return Ok(Redirect::to(&format!("/{key}/")).into_response());
    }
    let houses = app.houses.values().map(|house| {
        let name = house.book().standing.charter.organisation.name.get(lang).to_owned();
        (house.key.clone(), name, house.is_at_work())
    });
    let say = crate::say::Say { lang, calendar: shura_act::Calendar::default() };
    let (lang, dir) = if lang == Lang::En { ("en", "ltr") } else { ("fa", "rtl") };
    let page = Houses { lang, dir, say, houses: houses.collect() };
    Ok(Html(page.render().unwrap_or_default()).into_response())
}
