//! What holds for every request: forms come only from our own pages, pages run nothing but our own scripts, nobody frames
//! them, and nothing too large or too slow comes in.

use crate::api::Problem;
use crate::app::App;
use crate::trouble;
use crate::visitor::{self, LANGUAGE_COOKIE};
use axum::BoxError;
use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};
use tokio_stream::Stream;

/// The most bytes of a form or an upload: 4 MiB.
pub const BODY_BYTES: usize = 4 << 20;

/// How long a body may be on its way, and a second more for each so many bytes that have come: as fast as a bad line of a telephone.
const BODY_WAIT: Duration = Duration::from_secs(20);
const BODY_BYTES_A_SECOND: u64 = 4 << 10;

/// Everything a page needs comes from the server itself, and no script or style stands in a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Checks a request, and adds to the answer what keeps a browser safe.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let foreign = changes && !comes_from_here(&request);
    let language = asked_language(&request);
    let (parts, body) = request.into_parts();
    let (reads, to_program) = (visitor::language(&parts), parts.uri.path().starts_with("/api/"));
    let body = Body::new(http_body_util::Limited::new(in_time(body, BODY_WAIT), BODY_BYTES));
    let mut response = if foreign {
        StatusCode::FORBIDDEN.into_response()
    } else {
        next.run(Request::from_parts(parts, body)).await
    };
    if is_bare(&response) {
        response = if to_program {
            Problem::bare(response.status())
        } else {
            trouble::bare(reads, response.status())
        };
    }
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

/// Whether the framework refused something by itself, with a few words in its own language or none.
fn is_bare(response: &Response) -> bool {
    let form = response.headers().get(header::CONTENT_TYPE);
    let words = form.is_none_or(|form| form.as_bytes().starts_with(b"text/plain"));
    words && (response.status().is_client_error() || response.status().is_server_error())
}

/// A body that breaks off when it comes too slowly: whoever sends a byte now and then must not hold a connection for ever.
fn in_time(body: Body, wait: Duration) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let begun = Instant::now();
    let until = Box::pin(sleep_until(begun + wait));
    Body::from_stream(InTime { body: body.into_data_stream(), begun, wait, came: 0, until })
}

struct InTime {
    body: BodyDataStream,
    begun: Instant,
    wait: Duration,
    /// How many bytes have come.
    came: u64,
    until: Pin<Box<Sleep>>,
}

impl Stream for InTime {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Poll::Ready(next) = Pin::new(&mut this.body).poll_next(context) {
            this.came += next.as_ref().and_then(|next| next.as_ref().ok()).map_or(0, Bytes::len) as u64;
            let more = Duration::from_secs(this.came / BODY_BYTES_A_SECOND);
            this.until.as_mut().reset(this.begun + this.wait + more);
            return Poll::Ready(next.map(|next| next.map_err(Into::into)));
        }
        this.until.as_mut().poll(context).map(|()| Some(Err("the body came too slowly".into())))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use tokio_stream::StreamExt;

    type Came = Result<Bytes, BoxError>;

    /// Nothing here depends on how long something takes: what never comes is given up, sooner or later.
    #[tokio::test]
    async fn a_body_that_never_comes_or_only_trickles_breaks_off() {
        let wait = Duration::from_millis(50);
        let never = in_time(Body::from_stream(tokio_stream::pending::<Came>()), wait);
        assert!(to_bytes(never, BODY_BYTES).await.is_err());
        let bytes = tokio_stream::iter(std::iter::repeat_with(|| Came::Ok(Bytes::from_static(b"x"))));
        let trickle = bytes.throttle(Duration::from_millis(5));
        let error = to_bytes(in_time(Body::from_stream(trickle), wait), BODY_BYTES).await.unwrap_err();
        assert!(error.to_string().contains("too slowly"), "{error}");
    }

    #[tokio::test]
    async fn a_body_that_is_there_passes_whole() {
        let much = vec![7; 100_000];
        let parts: Vec<Came> = much.chunks(1000).map(|part| Ok(Bytes::copy_from_slice(part))).collect();
        let body = in_time(Body::from_stream(tokio_stream::iter(parts)), Duration::ZERO);
        assert_eq!(to_bytes(body, BODY_BYTES).await.unwrap(), much);
        assert!(in_time(Body::empty(), Duration::ZERO).is_end_stream());
    }
}
