//! The record as it grows: one server-sent event an act, whose id is its place, so that `Last-Event-ID` resumes without a gap.

use super::acts::shown;
use super::answer::Problem;
use super::caller::Caller;
use crate::app::App;
use crate::clerk::Clock;
use crate::door::Address;
use crate::house::House;
use crate::streams::Open;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shura_act::Id;
use shura_kernel::sight::may_see;
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// How many acts are sent in one piece.
const PIECE: usize = 256;

/// How often a quiet stream says that it is alive.
const BEAT: Duration = Duration::from_secs(15);

/// Where to begin.
#[derive(Deserialize)]
pub struct From {
    /// The place of the first act wanted; the present end where nothing is said.
    from: Option<usize>,
}

/// Watches the record, as long as the session lasts.
pub async fn watch(
    State(app): State<Arc<App>>,
    caller: Caller,
    Address(address): Address,
    Query(query): Query<From>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let open = caller.house.live.streams.open(caller.watcher(address));
    let open = open.ok_or_else(Problem::too_many_streams)?;
    let last =
        headers.get("last-event-id").and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<usize>().ok());
    let end = caller.house.book().entries.len();
    let from = last.map_or(query.from.unwrap_or(end), |last| last.saturating_add(1));
    // A slow reader holds up only its own task: nothing is gathered for it but what is in the record anyway.
    let (send, receive) = mpsc::channel(1);
    tokio::spawn(tell(caller.house.clone(), app.clock, open, from, send));
    let body = Body::from_stream(ReceiverStream::new(receive).map(Ok::<_, Infallible>));
    Ok(([(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")], body).into_response())
}

/// Tells of acts from a place on. The stream is counted as open until this ends.
async fn tell(house: Arc<House>, clock: Clock, open: Open, mut next: usize, send: mpsc::Sender<Bytes>) {
    let mut size = house.size();
    let mut closing = house.live.closing();
    let mut beat = false;
    while open.who().lasts(&house.desk, clock()) {
        if beat && send.send(Bytes::from_static(b": here\n\n")).await.is_err() {
            return;
        }
        size.mark_unchanged();
        let (piece, after) = piece(&house, open.who().person(), next);
        if !piece.is_empty() && send.send(piece.into()).await.is_err() {
            return;
        }
        if after != next {
            (next, beat) = (after, false);
            continue;
        }
        beat = tokio::select! {
            // Of a record that is only read no news comes; the stream stays, so that a reader does not ask again and again.
            Ok(()) = size.changed() => false,
            _ = closing.wait_for(|closing| *closing) => return,
            () = send.closed() => return,
            () = tokio::time::sleep(BEAT) => true,
        };
    }
}

/// Events of the next acts that the reader may see, and the place after them. The others leave holes in the numbers.
fn piece(house: &House, reader: Option<&Id>, next: usize) -> (String, usize) {
    let book = house.book();
    let mut text = String::new();
    let mut after = next;
    for (seq, accepted) in book.entries.iter().enumerate().skip(next).take(PIECE) {
        after = seq + 1;
        if !may_see(&book.standing, reader, &accepted.entry) {
            continue;
        }
        let json = serde_json::to_string(&shown(&book, reader, seq, accepted)).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = write!(text, "id: {seq}\nevent: act\ndata: {json}\n\n");
    }
    (text, after)
}
