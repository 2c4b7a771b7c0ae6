//! Passkeys: made by whoever has signed in, shown by whoever signs in. The script `assets/passkey.js` carries what the browser and the server
//! say to each other.

use super::sign_in::{begin_session, device, way_back};
use crate::app::App;
use crate::clerk::fresh;
use crate::door::{Address, Ceremony};
use crate::frame::Frame;
use crate::visitor::Visitor;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use shura_act::Id;
use shura_tlog::sha256;
use std::net::IpAddr;
use std::sync::Arc;
use webauthn_rs::prelude::{Passkey, PublicKeyCredential, RegisterPublicKeyCredential, Uuid, Webauthn};

/// The routes that the script calls.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/passkeys/make", post(make))
        .route("/{house}/passkeys/made", post(made))
        .route("/{house}/passkeys/show", post(show))
        .route("/{house}/passkeys/shown", post(shown))
}

/// Why a passkey is not made or does not open, as a message.
struct No(StatusCode, String);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "why": self.1 }))).into_response()
    }
}

fn no(visitor: &Visitor, key: &str) -> No {
    No(StatusCode::UNPROCESSABLE_ENTITY, Frame::new(visitor, "").say(key))
}

fn webauthn<'a>(app: &'a App, visitor: &Visitor) -> Result<&'a Webauthn, No> {
    let found = app.origin.as_ref().and_then(|origin| origin.webauthn.as_ref());
    found.ok_or_else(|| no(visitor, "passkey-no-name"))
}

/// By what an authenticator knows a person again: nothing that tells who it is.
fn handle(house: &str, person: &Id) -> Uuid {
    let hash = sha256(format!("shura person {house} {person}").as_bytes()).0;
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, of_hash)| *byte = of_hash);
    Uuid::from_bytes(bytes)
}

async fn make(
    State(app): State<Arc<App>>,
    Address(address): Address,
    visitor: Visitor,
) -> Result<Response, No> {
    let Some(person) = visitor.person().cloned() else { return Err(no(&visitor, "trouble-sign-in")) };
    let webauthn = webauthn(&app, &visitor)?;
    let kept = visitor.house.desk.passkeys_of(&person).map_err(|_| no(&visitor, "trouble-broken"))?;
    let known = kept.iter().map(|kept| kept.passkey.cred_id().clone()).collect();
    let name = visitor.name_in(&visitor.house.book(), &person);
    let begun =
        webauthn.start_passkey_registration(handle(&visitor.house.key, &person), &name, &name, Some(known));
    let (asked, state) = begun.map_err(|_| no(&visitor, "trouble-broken"))?;
    let mut options = serde_json::to_value(asked).map_err(|_| no(&visitor, "trouble-broken"))?;
    // A passkey that the authenticator keeps itself opens the door without anybody telling a name first.
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
    }
    Ok(begin(&app, address, Ceremony::Making(person, Box::new(state)), options))
}

fn begin(app: &App, address: IpAddr, ceremony: Ceremony, options: Value) -> Response {
    let name = fresh("passkey");
    app.door.begin(&name, ceremony, address, app.now());
    Json(json!({ "name": name, "options": options })).into_response()
}

#[derive(Deserialize)]
struct Made {
    name: String,
    credential: RegisterPublicKeyCredential,
}

async fn made(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Result<Json<Made>, JsonRejection>,
) -> Result<Response, No> {
    let failed = || no(&visitor, "passkey-failed");
    let Json(body) = body.map_err(|_| failed())?;
    let webauthn = webauthn(&app, &visitor)?;
    let Some(Ceremony::Making(person, state)) = app.door.finish(&body.name, app.now()) else {
        return Err(failed());
    };
    // Whoever began it must be the one who finishes it.
    if visitor.person() != Some(&person) {
        return Err(no(&visitor, "trouble-sign-in"));
    }
    let passkey = webauthn.finish_passkey_registration(&body.credential, &state).map_err(|_| failed())?;
    let kept = visitor.house.desk.keep_passkey(&person, &passkey, device(&headers), app.now());
    kept.map_err(|_| no(&visitor, "trouble-broken"))?;
    Ok(Json(json!({ "to": format!("/{}/devices", visitor.house.key) })).into_response())
}

async fn show(
    State(app): State<Arc<App>>,
    Address(address): Address,
    visitor: Visitor,
) -> Result<Response, No> {
    let webauthn = webauthn(&app, &visitor)?;
    let begun = webauthn.start_discoverable_authentication();
    let (mut asked, state) = begun.map_err(|_| no(&visitor, "trouble-broken"))?;
    // The person presses a button; the browser is not to offer passkeys by itself.
    asked.mediation = None;
    let options = serde_json::to_value(asked).map_err(|_| no(&visitor, "trouble-broken"))?;
    Ok(begin(&app, address, Ceremony::Showing(Box::new(state)), options))
}

#[derive(Deserialize)]
struct Shown {
    name: String,
    #[serde(default)]
    back: Option<String>,
    credential: PublicKeyCredential,
}

async fn shown(
    State(app): State<Arc<App>>,
    Address(address): Address,
    visitor: Visitor,
    headers: HeaderMap,
    body: Result<Json<Shown>, JsonRejection>,
) -> Result<Response, No> {
    let opened = body.ok().and_then(|Json(body)| {
        let (person, passkey) = check(&app, &visitor, &body)?;
        let token = visitor.house.desk.begin_by(&person, &passkey, device(&headers), app.now());
        Some((token.transpose()?, body.back.unwrap_or_default()))
    });
    let Some((token, back)) = opened else {
        return Err(match app.door.in_vain(address, app.now()) {
            None => no(&visitor, "passkey-unknown"),
            Some(minutes) => {
                let why = Frame::new(&visitor, "").say_of("sign-in-wait", "minutes", minutes);
                No(StatusCode::TOO_MANY_REQUESTS, why)
            }
        });
    };
    let token = token.map_err(|_| no(&visitor, "trouble-broken"))?;
    let mut response = Json(json!({ "to": way_back(&visitor, &back) })).into_response();
    begin_session(&mut response, &app, &visitor, &token);
    Ok(response)
}

/// The person whose passkey was shown, if it is one of this house and signs what it was asked; and the passkey as it is from then on.
fn check(app: &App, visitor: &Visitor, shown: &Shown) -> Option<(Id, Passkey)> {
    let webauthn = webauthn(app, visitor).ok()?;
    let Ceremony::Showing(state) = app.door.finish(&shown.name, app.now())? else { return None };
    let (user, credential) = webauthn.identify_discoverable_authentication(&shown.credential).ok()?;
    let (person, mut passkey) = visitor.house.desk.passkey(credential).ok()??;
    if user != handle(&visitor.house.key, &person) {
        return None;
    }
    let result = webauthn.finish_discoverable_authentication_v2(&shown.credential, *state, &passkey).ok()?;
    passkey.update_credential(&result);
    Some((person, passkey))
}
