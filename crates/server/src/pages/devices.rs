//! Where a person has signed in and with what keys the person signs: sessions, passkeys and signing keys, listed and ended.
//!
//! A further key is signed for by one that is in force. Whoever has lost them all brings the digits of a new one to the credentials commission,
//! which enters it in the place of the lost ones, where the charter lets it.

use crate::app::App;
use crate::book::Book;
use crate::clerk::{fresh, moment};
use crate::credentials;
use crate::forms::{self, Form, Sent, Typed, Wrong, may, trial};
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
use shura_act::{Act, Entry, Id, PublicKey};
use shura_kernel::Standing;
use std::sync::Arc;

/// A signing key as it is listed.
pub struct SigningKey {
    /// The act that enrolled it.
    pub act: Id,
    /// Since when.
    pub since: String,
    /// The device, in the person's words.
    pub device: String,
    /// Whether it may sign.
    pub in_force: bool,
    /// Its first digits, by which people tell it from others.
    pub digits: String,
}

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
    /// Signing keys, the newest first.
    keys: Vec<SigningKey>,
    /// The forms of whoever may enter a new key for one who has lost all.
    forms: Vec<String>,
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
    let (keys, forms) = {
        let book = visitor.house.book();
        (keys_of(&book.standing, &frame, person), recovery(app, visitor, &frame, &book, person))
    };
    page_as(visitor, status, &Devices { frame, sessions, passkeys, keys, forms, act: fresh("key"), can_make })
}

/// The signing keys of a person, the newest first.
pub fn keys_of(standing: &Standing, frame: &Frame, person: &Id) -> Vec<SigningKey> {
    let enrolled = standing.persons.get(person).map(|held| &held.keys).into_iter().flatten();
    let mut keys: Vec<(u32, SigningKey)> = enrolled
        .filter_map(|id| {
            let key = standing.keys.get(id)?;
            let shown = SigningKey {
                act: id.clone(),
                since: key.since.as_ref().map(|at| frame.date(at)).unwrap_or_default(),
                device: key.key.device.as_ref().map(|device| frame.pick(device)).unwrap_or_default(),
                in_force: key.in_force,
                digits: key.key.public.to_string().chars().take(8).collect(),
            };
            Some((standing.acts.get(id)?.place, shown))
        })
        .collect();
    keys.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    keys.into_iter().map(|(_, key)| key).collect()
}

/// The organ in whose name a person may enter a new key for one who has lost all.
fn recovers(app: &App, standing: &Standing, person: &Id, of: &Id) -> Option<Id> {
    let public = PublicKey([0; 32]);
    let key = Act::Key(DeviceKey { person: of.clone(), public, device: None, replaces: None });
    credentials::organs(standing)
        .into_iter()
        .find(|organ| trial(key.clone(), Some(organ)).is_some_and(|entry| may(app, standing, person, entry)))
}

fn recovery(app: &App, visitor: &Visitor, frame: &Frame, book: &Book, person: &Id) -> Vec<String> {
    let standing = &book.standing;
    let holders: Vec<&Id> = standing
        .persons
        .iter()
        .filter(|(of, held)| *of != person && !held.keys.is_empty())
        .map(|(of, _)| of)
        .collect();
    if holders.first().is_none_or(|of| recovers(app, standing, person, of).is_none()) {
        return vec![];
    }
    let form = Form::new(frame, "key-recover", frame.path("devices/keys"));
    let form = form.one("key-owner", forms::person_choices(visitor, book, holders)).line("public");
    vec![form.lines("text").render().unwrap_or_default()]
}

/// Enters a new key for a person in the place of all that were lost.
fn recovered(app: &App, standing: &Standing, person: &Id, typed: &Typed) -> Result<Vec<Entry>, Wrong> {
    let of = typed.id("key-owner")?;
    typed.text("text")?;
    let behalf = recovers(app, standing, person, &of);
    let held = standing.persons.get(&of).into_iter().flat_map(|p| &p.keys);
    let mut lost = held.filter(|key| standing.keys.get(*key).is_some_and(|k| k.in_force)).cloned();
    let new = DeviceKey { person: of.clone(), public: public(typed)?, device: None, replaces: lost.next() };
    let mut entries = vec![typed.entry(Act::Key(new))?];
    for (number, key) in lost.enumerate() {
        let ended = Act::KeyChange(KeyChange { of: key, to: KeyState::Lost });
        entries.push(typed.further(&format!("lost-{number}"), ended)?);
    }
    entries.iter_mut().for_each(|entry| entry.behalf = behalf.clone());
    Ok(entries)
}

/// The public key that was typed, whatever stands between its digits.
fn public(typed: &Typed) -> Result<PublicKey, Wrong> {
    let digits: String = typed.text("public")?.chars().filter(|c| !c.is_whitespace()).collect();
    PublicKey::parse(&digits.to_lowercase()).map_err(|_| Wrong::at("public", "key-wrong-digits"))
}

/// Enrols a key of this device, or ends one: both are acts.
async fn keys(State(app): State<Arc<App>>, visitor: Visitor, typed: Typed) -> Result<Response, Trouble> {
    let sent = forms::enter(&app, &visitor, &typed, |book, person| {
        let key = |public| DeviceKey { person: person.clone(), public, device: None, replaces: None };
        let act = match typed.form() {
            "key-new" => Act::Key(key(
                PublicKey::parse(&typed.text("public")?).map_err(|_| Wrong::whole("key-not-made"))?
            )),
            "key-further" => Act::Key(DeviceKey { device: typed.words("device")?, ..key(public(&typed)?) }),
            "key-end" => Act::KeyChange(KeyChange { of: typed.id("key")?, to: typed.word("to")? }),
            "key-recover" => return recovered(&app, &book.standing, person, &typed),
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
