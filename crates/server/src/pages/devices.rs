//! Where a person has signed in: sessions and passkeys, listed and ended.

use crate::app::App;
use crate::clerk::{fresh, moment};
use crate::forms::{self, Sent, Typed, Wrong};
use crate::frame::{Frame, Returned};
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use shura_act::act::{DeviceKey, KeyChange, KeyState};
use shura_act::{Act, Id, PublicKey};
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
    /// Signing keys: the act that enrolled each, since when, and whether it is in force.
    keys: Vec<(Id, String, bool)>,
    /// A name for the act that enrols a key.
    act: String,
    /// Whether passkeys work at the address of this server.
    can_make: bool,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/devices", get(show).post(end)).route("/{house}/devices/keys", post(keys))
}

async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    render(&app, &visitor, None)
}

fn render(app: &App, visitor: &Visitor, returned: Option<Returned>) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?;
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = Frame::new(visitor, "").returning(returned);
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
    let kept = visitor.house.desk.passkeys_of(person).map_err(|_| Trouble::broken(visitor))?;
    let passkeys = kept.into_iter().map(|kept| Line {
        number: kept.number,
        device: device_name(&frame, &kept.device),
        since: day(kept.since),
        used: String::new(),
        here: false,
    });
    let passkeys = passkeys.collect();
    let can_make = app.origin.as_ref().is_some_and(|origin| origin.webauthn.is_some());
    let keys = keys_of(visitor, &frame, person);
    page_as(visitor, status, &Devices { frame, sessions, passkeys, keys, act: fresh("key"), can_make })
}

/// The signing keys of a person, the newest first.
fn keys_of(visitor: &Visitor, frame: &Frame, person: &Id) -> Vec<(Id, String, bool)> {
    let book = visitor.house.book();
    let standing = &book.standing;
    let enrolled = standing.persons.get(person).map(|held| &held.keys).into_iter().flatten();
    let keys = enrolled.filter_map(|id| {
        let key = standing.keys.get(id)?;
        let since = key.since.as_ref().map(|at| frame.date(at)).unwrap_or_default();
        Some((id.clone(), since, key.in_force))
    });
    keys.collect()
}

/// Enrols a key of this device, or ends one: both are acts.
async fn keys(State(app): State<Arc<App>>, visitor: Visitor, typed: Typed) -> Result<Response, Trouble> {
    let sent = forms::enter(&app, &visitor, &typed, |_, person| {
        let act = match typed.form() {
            "key-new" => {
                let public =
                    PublicKey::parse(&typed.text("public")?).map_err(|_| Wrong::whole("key-not-made"))?;
                Act::Key(DeviceKey { person: person.clone(), public, device: None, replaces: None })
            }
            "key-end" => Act::KeyChange(KeyChange { of: typed.id("key")?, to: KeyState::Revoked }),
            _ => return Err(Wrong::whole("wrong-act")),
        };
        Ok(vec![typed.entry(act)?])
    });
    match sent.await? {
        Sent::Entered => Ok(Redirect::to(&format!("/{}/devices", visitor.house.key)).into_response()),
        Sent::Returned(returned) => render(&app, &visitor, Some(returned)),
        Sent::Drafted(draft) => Ok(draft),
    }
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
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| said.contains(sign)).map(|(_, name)| *name)
    };
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
