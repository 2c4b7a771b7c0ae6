//! Sessions of programs: a code, or the signature of a device, for a token.

use super::answer::Problem;
use super::caller::Caller;
use crate::app::App;
use crate::door::Address;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, USER_AGENT};
use serde::{Deserialize, Serialize};
use shura_act::{Id, PublicKey};
use shura_tlog::EntrySignature;
use std::sync::Arc;

/// How far the clocks of a device and of the server may lie apart when a key opens the door, in seconds.
const APART_SECONDS: i64 = 60;

/// What a session is begun with: the code of a card, or the signature of a device.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Begin {
    /// A code.
    Code {
        /// The code.
        code: String,
    },
    /// A signature by an enrolled key over [`words`].
    Key {
        /// When it was signed, in seconds since 1970.
        at: i64,
        /// Some letters that no other signature of this second has.
        nonce: String,
        /// The public key and the signature, in hexadecimal with a space between.
        signature: String,
    },
}

/// What the key of a device signs to begin a session: nothing that could be taken for an act, and good for one server and a minute.
pub fn words(origin: &str, house: &str, at: i64, nonce: &str) -> String {
    format!("shura-session\n{origin}\n{house}\n{at}\n{nonce}\n")
}

/// The token of a session, to be sent as `Authorization: Bearer`.
#[derive(Serialize)]
pub struct Token {
    token: String,
}

/// Begins a session.
pub async fn begin(
    State(app): State<Arc<App>>,
    Address(address): Address,
    caller: Caller,
    headers: HeaderMap,
    Json(begin): Json<Begin>,
) -> Result<Json<Token>, Problem> {
    let device = headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let desk = &caller.house.desk;
    let token = match begin {
        Begin::Code { code } => {
            let token = desk.sign_in(&code, device, app.now()).map_err(|_| Problem::broken())?;
            token.ok_or_else(wrong_code)
        }
        Begin::Key { at, nonce, signature } => match holder(&app, &caller, at, &nonce, &signature) {
            Ok(person) => Ok(desk.begin(Some(person), device, app.now()).map_err(|_| Problem::broken())?),
            Err(problem) => Err(problem),
        },
    };
    let token = token.map_err(|problem| match app.door.in_vain(address, app.now()) {
        None => problem,
        Some(_) => wait(),
    })?;
    Ok(Json(Token { token }))
}

fn wait() -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "wait",
        "too many wrong codes came from here; try again in ten minutes",
        "رمزهای نادرست بسیاری از این‌جا رسیده است؛ ده دقیقهٔ دیگر دوباره بکوشید",
    )
}

fn wrong_code() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "wrong-code",
        "this code opens nothing: it is mistyped, used up or too old",
        "این رمز چیزی را باز نمی‌کند: یا نادرست نوشته شده، یا به کار رفته، یا کهنه است",
    )
}

/// The person whose key signed, lately and once, for this house of this server.
fn holder(app: &App, caller: &Caller, at: i64, nonce: &str, signature: &str) -> Result<Id, Problem> {
    let wrong = |code, en: &str, fa: &str| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, en, fa);
    if app.now().saturating_sub(at).unsigned_abs() > APART_SECONDS.unsigned_abs() {
        return Err(wrong(
            "clock",
            "the clock of this device and that of the server differ by more than a minute; set it right and try again",
            "ساعت این دستگاه با ساعت سرور بیش از یک دقیقه تفاوت دارد؛ آن را درست کنید و دوباره بکوشید",
        ));
    }
    // Nothing that the caller says of the server counts: another server could pass on what was signed for it.
    let origin = app.origin.as_ref().map_or("", |origin| origin.text.as_str());
    let signed = words(origin, &caller.house.key, at, nonce);
    let signature = EntrySignature::parse(signature).ok().filter(|by| by.holds(signed.as_bytes()));
    let signature = signature.ok_or_else(|| {
        wrong(
            "wrong-key",
            &format!("this is no signature for {origin}/{}; name the server so", caller.house.key),
            &format!("این امضا برای {origin}/{} نیست؛ سرور را چنین بنامید", caller.house.key),
        )
    })?;
    let person = {
        let book = caller.house.book();
        let standing = &book.standing;
        let key = standing.key_acts.get(&PublicKey(signature.key)).and_then(|act| standing.keys.get(act));
        key.filter(|key| key.in_force).map(|key| key.key.person.clone())
    };
    let person = person.ok_or_else(|| {
        wrong(
            "unknown-key",
            "nobody here has enrolled this key, or it was revoked",
            "کسی این کلید را این‌جا ثبت نکرده، یا کلید باطل شده است",
        )
    })?;
    if app.door.shown_before(signature.signature, app.now()) {
        return Err(wrong(
            "again",
            "this signature opened the door already; sign anew",
            "این امضا پیش‌تر به کار رفته است؛ از نو امضا کنید",
        ));
    }
    Ok(person)
}

/// Ends the session by which this is called.
pub async fn end(caller: Caller) -> Result<StatusCode, Problem> {
    let session = caller.session.as_ref().ok_or_else(Problem::sign_in)?;
    let ended = caller.house.desk.end(session.person.as_ref(), session.number);
    ended.map(|()| StatusCode::NO_CONTENT).map_err(|_| Problem::broken())
}
