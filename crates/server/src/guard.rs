//! What holds for every request: forms come only from our own pages, pages run nothing but our own scripts, nobody frames
//! them, and nothing too large comes in.

use crate::app::App;
use crate::visitor::LANGUAGE_COOKIE;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The most bytes of a form or an upload: 4 MiB.
pub const BODY_BYTES: usize = 4 << 20;

/// Everything a page needs comes from the server itself, and no script or style stands in a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Checks a request, and adds to the answer what keeps a browser safe.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !comes_from_here(&request) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let language = asked_language(&request);
    let limited = request.map(|body| Body::new(http_body_util::Limited::new(body, BODY_BYTES)));
    let mut response = next.run(limited).await;
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    if app.secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(language) = language
        && let Ok(value) = HeaderValue::from_str(&format!(
            "{LANGUAGE_COOKIE}={language}; Path=/; Max-Age=31536000; SameSite=Lax"
        ))
    {
        headers.append(header::SET_COOKIE, value);
    }
    response
}

/// Whether a request that changes something comes from a page of this server, or from a program that shows a key of its own.
/// Browsers say where a form comes from (`Sec-Fetch-Site`, and `Origin` in older ones); a program that is no browser bears a token, which
/// no other site can make a browser send, or begins its session without any cookie, so that nothing speaks for it yet.
fn comes_from_here(request: &Request) -> bool {
    let headers: &HeaderMap = request.headers();
    let text = |name| headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok());
    if text(header::AUTHORIZATION).is_some_and(|v| v.starts_with("Bearer ")) {
        return true;
    }
    if let Some(site) = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok()) {
        return site == "same-origin" || site == "none";
    }
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else {
        return request.uri().path().starts_with("/api/") && !headers.contains_key(header::COOKIE);
    };
    origin.split_once("://").is_some_and(|(_, rest)| rest == host)
}

fn asked_language(request: &Request) -> Option<&'static str> {
    let query = request.uri().query()?;
    query.split('&').find_map(|pair| match pair {
        "lang=en" => Some("en"),
        "lang=fa" => Some("fa"),
        _ => None,
    })
}
