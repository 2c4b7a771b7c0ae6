//! The record as it grows: one server-sent event an act, whose id is its place, so that `Last-Event-ID` resumes without a gap. What was withheld
//! while a vote was open comes with the declaration of its result.

use super::acts::shown;
use super::answer::Problem;
use super::caller::Caller;
use crate::app::App;
use crate::book::{Accepted, Book};
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
use shura_act::{Act, Id};
use shura_kernel::sight::may_see;
use std::convert::Infallible;
use std::fmt::Write;
use std::ops::Range;
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
async fn tell(house: Arc<House>, clock: Clock, open: Open, from: usize, send: mpsc::Sender<Bytes>) {
    let mut size = house.size();
    let mut closing = house.live.closing();
    let mut course = Course { next: from, since: from, upto: from, back: None };
    let mut beat = false;
    while open.who().lasts(&house.desk, clock()) {
        if beat && send.send(Bytes::from_static(b": here\n\n")).await.is_err() {
            return;
        }
        size.mark_unchanged();
        let (piece, goes_on) = course.piece(&house.book(), open.who().person());
        if !piece.is_empty() && send.send(piece.into()).await.is_err() {
            return;
        }
        if goes_on {
            beat = false;
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

/// How far a stream has come.
///
/// Acts that its reader may not see leave holes in the numbers. Ballots and counts are such acts as long as their vote is open; once its result
/// is declared, they are told before the declaration, each with its own place but without an id, so that whoever is cut off among them begins
/// again at the declaration and misses nothing.
struct Course {
    /// The place of the next act.
    next: usize,
    /// Where the stretch of the record began that is told now. All of it was there when it began: of a vote whose declaration lies in it, only
    /// what lies before it can have been withheld.
    since: usize,
    /// Where that stretch ends.
    upto: usize,
    /// The places that are still gone back to before the declaration at `next`.
    back: Option<Range<usize>>,
}

impl Course {
    /// Events of the next acts that the reader may see, and whether more are to be looked at at once.
    fn piece(&mut self, book: &Book, reader: Option<&Id>) -> (String, bool) {
        if self.next >= self.upto {
            (self.since, self.upto) = (self.next, book.entries.len());
        }
        let mut text = String::new();
        for _ in 0..PIECE {
            let Some(accepted) = book.entries.get(self.next).filter(|_| self.next < self.upto) else { break };
            let over = closed_by(book, &accepted.entry.act).filter(|(_, opened)| *opened < self.since);
            match (&mut self.back, over) {
                (Some(places), Some((division, _))) if places.start < places.end => {
                    let Some(place) = places.next() else { break };
                    let vote = book.entries.get(place).filter(|vote| is_of(vote, division));
                    // One's own was told when it was given.
                    let vote = vote.filter(|vote| reader.is_none() || vote.entry.by.as_ref() != reader);
                    vote.iter().for_each(|vote| tell_act(&mut text, book, reader, place, vote, false));
                }
                (None, Some((_, opened))) => self.back = Some(opened..self.since),
                _ => {
                    tell_act(&mut text, book, reader, self.next, accepted, true);
                    (self.next, self.back) = (self.next + 1, None);
                }
            }
        }
        let more = self.next < self.upto || self.upto < book.entries.len();
        (text, more)
    }
}

/// The vote that an act brings to its end, and the place where it was opened: by declaring its result, or by a ruling before that.
fn closed_by<'a>(book: &'a Book, act: &'a Act) -> Option<(&'a Id, usize)> {
    let division = match act {
        Act::Declaration(a) => &a.division,
        Act::Ruling(a) => book.standing.voids(a)?,
        _ => return None,
    };
    let held = book.standing.divisions.get(division)?;
    let here = matches!(act, Act::Declaration(_)) || held.declared_by.is_none();
    here.then_some((division, book.place_of(division.as_str())?))
}

/// Whether an act is a ballot or a count of a vote.
fn is_of(accepted: &Accepted, division: &Id) -> bool {
    match &accepted.entry.act {
        Act::Ballot(a) => a.division == *division,
        Act::Count(a) => a.division == *division,
        _ => false,
    }
}

/// Writes the event of an act, if the reader may see it; with its place as the id from which a stream is resumed.
fn tell_act(
    text: &mut String,
    book: &Book,
    reader: Option<&Id>,
    seq: usize,
    accepted: &Accepted,
    resumes: bool,
) {
    if !may_see(&book.standing, reader, &accepted.entry) {
        return;
    }
    let json = serde_json::to_string(&shown(book, reader, seq, accepted)).unwrap_or_default();
    // Writing to a string does not fail.
    if resumes {
        let _ = writeln!(text, "id: {seq}");
    }
    let _ = write!(text, "event: act\ndata: {json}\n\n");
}
