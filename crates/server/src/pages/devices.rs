//! Where a person has signed in: sessions and passkeys, listed and ended.

use crate::app::App;
use crate::clerk::moment;
use crate::forms::Typed;
use crate::frame::Frame;
use crate::trouble::{Trouble, page};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use std::sync::Arc;

/// A session or a passkey as it is listed.
struct Line {
    number: i64,
    device: String,
    since: String,
    used: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "devices.html")]
struct Devices {
    frame: Frame,
    sessions: Vec<Line>,
    passkeys: Vec<Line>,
    /// Whether passkeys work at the address of this server.
    can_make: bool,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/devices", get(show).post(end))
}

async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?;
    let mut frame = Frame::new(&visitor, "");
    frame.title = frame.say("devices-title");
    let here = visitor.session.as_ref().map(|s| s.number);
    let day = |seconds| moment(seconds).map_or_else(String::new, |at| frame.date(&at));
    let sessions = visitor.house.desk.sessions_of(person).into_iter().map(|s| Line {
        number: s.number,
        device: device_name(&frame, &s.device),
        since: day(s.since),
        used: day(s.used),
        here: Some(s.number) == here,
    });
    let sessions = sessions.collect();
    let kept = visitor.house.desk.passkeys_of(person).map_err(|_| Trouble::broken(&visitor))?;
    let passkeys = kept.into_iter().map(|kept| Line {
        number: kept.number,
        device: device_name(&frame, &kept.device),
        since: day(kept.since),
        used: String::new(),
        here: false,
    });
    let passkeys = passkeys.collect();
    let can_make = app.origin.as_ref().is_some_and(|origin| origin.webauthn.is_some());
    page(&visitor, &Devices { frame, sessions, passkeys, can_make })
}

async fn end(visitor: Visitor, typed: Typed) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?;
    let here = visitor.session.as_ref().map_or(-1, |s| s.number);
    let number = typed.maybe_number("number").ok().flatten().and_then(|n| i64::try_from(n).ok());
    let desk = &visitor.house.desk;
    let done = match (typed.form(), number) {
        ("others", _) => desk.end_others(person, here),
        ("session", Some(number)) => desk.end(Some(person), number),
        ("passkey", Some(number)) => desk.forget_passkey(person, number),
        _ => return Err(Trouble::bad_request(&visitor)),
    };
    done.map_err(|_| Trouble::broken(&visitor))?;
    Ok(Redirect::to(&format!("/{}/devices", visitor.house.key)).into_response())
}

/// A browser by its name and that of the system, from the long line that it says of itself.
fn device_name(frame: &Frame, said: &str) -> String {
    // The order matters: most browsers also say that they are others.
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| said.contains(sign)).map(|(_, name)| *name);
    let browser = find(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("Chromium/", "Chromium"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => frame.say("devices-unknown"),
    }
}
