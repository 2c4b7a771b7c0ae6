//! Signing in with a code from a card or a link, and signing out.

use crate::app::App;
use crate::desk::Opened;
use crate::door::Address;
use crate::frame::{Frame, Returned};
use crate::trouble::{Trouble, page, page_as};
use crate::visitor::{Visitor, session_cookie};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, HeaderValue, RETRY_AFTER, SET_COOKIE, USER_AGENT};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, extract::Path};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

/// How long a browser keeps the cookie of a session.
const COOKIE_SECONDS: i64 = crate::desk::SESSION_SECONDS;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    back: String,
    /// A code that a link brought.
    code: String,
    /// Whether passkeys work at the address of this server.
    passkeys: bool,
}

/// The routes of signing in and out.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/sign-in", get(show).post(enter))
        .route("/{house}/enter/{code}", get(by_link))
        .route("/{house}/sign-out", post(leave))
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

#[derive(Deserialize)]
struct Code {
    #[serde(default)]
    code: String,
    #[serde(default)]
    back: String,
}

async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(query): Query<Back>,
) -> Result<Response, Trouble> {
    page(&visitor, &sign_in(&app, &visitor, query.back, ""))
}

fn sign_in(app: &App, visitor: &Visitor, back: String, code: &str) -> SignIn {
    let mut frame = Frame::new(visitor, "");
    frame.title = frame.say("sign-in-title");
    let passkeys = app.origin.as_ref().is_some_and(|origin| origin.webauthn.is_some());
    SignIn { frame, back, code: code.to_owned(), passkeys }
}

async fn enter(
    State(app): State<Arc<App>>,
    Address(address): Address,
    visitor: Visitor,
    headers: HeaderMap,
    Form(form): Form<Code>,
) -> Result<Response, Trouble> {
    match open(&app, &visitor, address, &headers, &form.code, &form.back)? {
        Ok(response) => Ok(response),
        Err(closed) => closed_door(&app, &visitor, closed, form.code, form.back),
    }
}

/// A link with a code, as on a card with a QR code. It fills the code in and leaves the button to the person: programs look at links before
/// people follow them, and a link on another site must not sign anybody in as somebody else.
async fn by_link(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, code)): Path<(String, String)>,
    Query(query): Query<Back>,
) -> Result<Response, Trouble> {
    page(&visitor, &sign_in(&app, &visitor, query.back, &code))
}

/// Why the door stays closed.
enum Closed {
    /// It is one of too many wrong codes from there: minutes to wait.
    Wait(u64),
    /// What the code does.
    Code(Opened),
}

fn closed_door(
    app: &App,
    visitor: &Visitor,
    closed: Closed,
    code: String,
    back: String,
) -> Result<Response, Trouble> {
    let mut shown = sign_in(app, visitor, back, &code);
    let (status, why, minutes) = match closed {
        Closed::Wait(minutes) => {
            let why = shown.frame.say_of("sign-in-wait", "minutes", minutes);
            (StatusCode::TOO_MANY_REQUESTS, why, Some(minutes))
        }
        Closed::Code(Opened::UsedUp) => {
            (StatusCode::UNPROCESSABLE_ENTITY, shown.frame.say("sign-in-used-up"), None)
        }
        Closed::Code(Opened::Old) => (StatusCode::UNPROCESSABLE_ENTITY, shown.frame.say("sign-in-old"), None),
        Closed::Code(_) => (StatusCode::UNPROCESSABLE_ENTITY, shown.frame.say("sign-in-wrong-code"), None),
    };
    let typed = BTreeMap::from([("code".to_owned(), code)]);
    let returned = Returned { form: "sign-in".to_owned(), field: "code".to_owned(), why, typed };
    shown.frame = shown.frame.returning(Some(returned));
    let mut response = page_as(visitor, status, &shown)?;
    if let Some(minutes) = minutes {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(minutes * 60));
    }
    Ok(response)
}

/// Opens the door, if the code opens it.
fn open(
    app: &App,
    visitor: &Visitor,
    address: IpAddr,
    headers: &HeaderMap,
    code: &str,
    back: &str,
) -> Result<Result<Response, Closed>, Trouble> {
    let opened =
        visitor.house.desk.open_by(code, device(headers), app.now()).map_err(|_| Trouble::broken(visitor))?;
    let token = match opened {
        Opened::Session(token) => token,
        // Somebody was given it: that is no guess.
        Opened::UsedUp | Opened::Old => return Ok(Err(Closed::Code(opened))),
        Opened::Unknown => {
            let wait = app.door.in_vain(address, app.now());
            return Ok(Err(wait.map_or(Closed::Code(opened), Closed::Wait)));
        }
    };
    let mut response = Redirect::to(&way_back(visitor, back)).into_response();
    set_session(&mut response, app, visitor, &token, COOKIE_SECONDS);
    Ok(Ok(response))
}

/// What a browser says of itself.
pub(super) fn device(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

/// Only back to a page of this house: a link must not lead a person who signs in to somebody else's site.
pub(super) fn way_back(visitor: &Visitor, back: &str) -> String {
    let home = format!("/{}/", visitor.house.key);
    let plain = back.bytes().all(|byte| byte.is_ascii_graphic());
    if plain && back.starts_with(&home) { back.to_owned() } else { home }
}

/// Sets the cookie of a session that has begun.
pub(super) fn begin_session(response: &mut Response, app: &App, visitor: &Visitor, token: &str) {
    set_session(response, app, visitor, token, COOKIE_SECONDS);
}

fn set_session(response: &mut Response, app: &App, visitor: &Visitor, token: &str, seconds: i64) {
    let (name, path) = (session_cookie(&visitor.house.key), &visitor.house.key);
    let secure = if app.secure { "; Secure" } else { "" };
    let cookie = format!("{name}={token}; Path=/{path}/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

async fn leave(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    if let Some(session) = &visitor.session {
        let ended = visitor.house.desk.end(session.person.as_ref(), session.number);
        ended.map_err(|_| Trouble::broken(&visitor))?;
    }
    let mut response = Redirect::to(&format!("/{}/", visitor.house.key)).into_response();
    set_session(&mut response, &app, &visitor, "", 0);
    Ok(response)
}
