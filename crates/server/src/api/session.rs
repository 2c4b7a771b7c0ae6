//! Sessions of programs: a code for a token.

use super::answer::Problem;
use super::caller::Caller;
use crate::app::App;
use crate::door::Address;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, USER_AGENT};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a session is begun with.
#[derive(Deserialize)]
pub struct Code {
    code: String,
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
    Json(code): Json<Code>,
) -> Result<Json<Token>, Problem> {
    if app.door.wait(address, app.now()).is_some() {
        return Err(Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "wait",
            "too many wrong codes came from here; try again in ten minutes",
            "رمزهای نادرست بسیاری از این‌جا رسیده است؛ ده دقیقهٔ دیگر دوباره بکوشید",
        ));
    }
    let device = headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let token = caller.house.desk.sign_in(&code.code, device, app.now()).map_err(|_| Problem::broken())?;
    let token = token.ok_or_else(|| {
        app.door.in_vain(address, app.now());
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "wrong-code",
            "this code opens nothing: it is mistyped, used up or too old",
            "این رمز چیزی را باز نمی‌کند: یا نادرست نوشته شده، یا به کار رفته، یا کهنه است",
        )
    })?;
    Ok(Json(Token { token }))
}

/// Ends the session by which this is called.
pub async fn end(caller: Caller) -> Result<StatusCode, Problem> {
    let session = caller.session.as_ref().ok_or_else(Problem::sign_in)?;
    let ended = caller.house.desk.end(session.person.as_ref(), session.number);
    ended.map(|()| StatusCode::NO_CONTENT).map_err(|_| Problem::broken())
}
