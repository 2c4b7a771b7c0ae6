//! Signing in with a code from a card or a link, and signing out.

use crate::app::App;
use crate::frame::{Frame, Returned};
use crate::trouble::{Trouble, page, page_as};
use crate::visitor::{Visitor, session_cookie};
use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, HeaderValue, SET_COOKIE, USER_AGENT};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, extract::Path};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    back: String,
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
    code: String,
    #[serde(default)]
    back: String,
}

async fn show(visitor: Visitor, Query(query): Query<Back>) -> Result<Response, Trouble> {
    let frame = titled(&visitor);
    page(&visitor, &SignIn { frame, back: query.back })
}

fn titled(visitor: &Visitor) -> Frame {
    let mut frame = Frame::new(visitor, "");
    frame.title = frame.say("sign-in-title");
    frame
}

async fn enter(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(form): Form<Code>,
) -> Result<Response, Trouble> {
    if let Some(response) = open(&app, &visitor, &headers, &form.code, &form.back)? {
        return Ok(response);
    }
    let frame = titled(&visitor);
    let why = frame.say("sign-in-wrong-code");
    let typed = BTreeMap::from([("code".to_owned(), form.code)]);
    let frame = frame.returning(Some(Returned { form: "sign-in".to_owned(), why, typed }));
    page_as(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &SignIn { frame, back: form.back })
}

/// A link with a code, as on a card with a QR code.
async fn by_link(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((_, code)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    match open(&app, &visitor, &headers, &code, "")? {
        Some(response) => Ok(response),
        None => Ok(Redirect::to(&format!("/{}/sign-in", visitor.house.key)).into_response()),
    }
}

/// Opens the door, if the code opens it.
fn open(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    code: &str,
    back: &str,
) -> Result<Option<Response>, Trouble> {
    let device = headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let token = visitor.house.desk.sign_in(code, device, app.now()).map_err(|_| Trouble::broken(visitor))?;
    let Some(token) = token else { return Ok(None) };
    let home = format!("/{}/", visitor.house.key);
    // Only back to a page of this house: a link must not lead a person who signs in to somebody else's site.
    let back = if back.starts_with(&home) { back } else { &home };
    let mut response = Redirect::to(back).into_response();
    set_session(&mut response, app, visitor, &token, 14 * 86_400);
    Ok(Some(response))
}

fn set_session(response: &mut Response, app: &App, visitor: &Visitor, token: &str, seconds: u32) {
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
