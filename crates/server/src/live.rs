//! Live sittings: what everybody in a hall sees is made once for each language and kind of reader and sent to all of them.
//!
//! What is sent is the whole hall as it stands, not a change of it: whoever missed one event misses nothing, and a slow reader gets the
//! newest state and no backlog. While nothing but votes come in, only their number is sent, to whoever has the rest already.

use crate::clerk::Clock;
use crate::house::House;
use crate::names::{Names, Reader};
use crate::pages::hall;
use crate::streams::{Open, Streams};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use shura_act::{Id, Kind, Lang};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::{IntervalStream, WatchStream};

/// How long changes are gathered before everyone is told: people see no difference, and a vote of thousands is told in a few events.
const GATHER: Duration = Duration::from_millis(150);

/// How many watchers are many: to tell them of each ballot would take the processor from those who vote.
const MANY: usize = 500;

/// How much longer changes are gathered for many watchers, where only ballots and presences came in.
const NUMBERS: Duration = Duration::from_millis(850);

/// How often it is looked meanwhile whether something else came in, which everybody must see at once.
const LOOK: Duration = Duration::from_millis(50);

/// How many are told in one go, and how long the next wait then: between the goes, those who vote get their turn.
const ROW: usize = 200;
const TURN: Duration = Duration::from_millis(5);

/// How many pages ask for their readers' own part in a second when the hall tells of something new.
const ASK_IN_A_SECOND: u64 = 1000;

/// How often a stream says that it is alive, so that a telephone notices a lost connection.
const BEAT: Duration = Duration::from_secs(15);

/// Which hall: the sitting, the language, and who reads names in it.
pub type Key = (Id, Lang, Reader);

/// The hall as it stands, made ready to be sent.
#[derive(Default)]
struct Shown {
    /// How often it changed in more than the number of votes.
    changes: u64,
    /// The hall without the number of votes.
    rest: String,
    /// All of it, as one event.
    whole: Bytes,
    /// The number of votes alone, one event for each open division.
    votes: Bytes,
}

impl Shown {
    /// A hall, after what was shown before.
    fn of(house: &House, (sitting, lang, reader): &Key, before: &Shown) -> Self {
        let book = house.book();
        let hall = hall::hall(&Names::new(house, &book, *reader, *lang), sitting);
        let html = hall.as_ref().and_then(|hall| hall.render().ok()).unwrap_or_default();
        let (mut rest, mut told) = (html.clone(), String::new());
        for (place, question) in hall.iter().flat_map(|hall| hall.questions.iter().enumerate()) {
            let Some(votes) = &question.votes else { continue };
            rest = rest.replacen(votes, "", 1);
            event(&mut told, &format!("votes-{place}"), votes);
        }
        let mut whole = String::new();
        event(&mut whole, "hall", &html);
        let changes = before.changes + u64::from(rest != before.rest);
        Self { changes, rest, whole: whole.into(), votes: told.into() }
    }
}

/// Writes a server-sent event.
fn event(text: &mut String, name: &str, html: &str) {
    text.push_str("event: ");
    text.push_str(name);
    text.push('\n');
    // A lone carriage return ends a line of an event too.
    for line in html.trim_end().split(['\n', '\r']) {
        text.push_str("data: ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
}

/// What is sent; `None` when the server closes.
type Told = Option<Arc<Shown>>;

/// A hall, with those who watch it in rows.
#[derive(Default)]
struct Hall {
    shown: Arc<Shown>,
    rows: Vec<watch::Sender<Told>>,
}

impl Hall {
    /// A place in a row that is not full.
    fn join(&mut self) -> watch::Receiver<Told> {
        if let Some(row) = self.rows.iter().find(|row| row.receiver_count() < ROW) {
            return row.subscribe();
        }
        let (row, place) = watch::channel(Some(self.shown.clone()));
        self.rows.push(row);
        place
    }
}

/// Those who watch the sittings of a house.
#[derive(Default)]
pub struct Live {
    halls: Mutex<BTreeMap<Key, Hall>>,
    /// How many streams each visitor has open.
    pub streams: Arc<Streams>,
    closing: watch::Sender<bool>,
}

impl Live {
    fn halls(&self) -> MutexGuard<'_, BTreeMap<Key, Hall>> {
        self.halls.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Ends every stream.
    pub fn close(&self) {
        self.closing.send_replace(true);
        for row in self.halls().values().flat_map(|hall| &hall.rows) {
            row.send_replace(None);
        }
    }

    /// Word of the server's closing.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// How many watch.
    pub fn watchers(&self) -> usize {
        self.halls().values().flat_map(|hall| &hall.rows).map(watch::Sender::receiver_count).sum()
    }

    /// What is watched, after forgetting what nobody watches any more.
    fn watched(&self) -> Vec<Key> {
        let mut halls = self.halls();
        for hall in halls.values_mut() {
            hall.rows.retain(|row| row.receiver_count() > 0);
        }
        halls.retain(|_, hall| !hall.rows.is_empty());
        halls.keys().cloned().collect()
    }

    /// Keeps what a hall shows now; gives the rows of those who must be told, if it is something new.
    fn show(&self, key: &Key, shown: &Arc<Shown>) -> Vec<watch::Sender<Told>> {
        let mut halls = self.halls();
        let Some(hall) = halls.get_mut(key).filter(|hall| hall.shown.whole != shown.whole) else {
            return vec![];
        };
        hall.shown = shown.clone();
        hall.rows.clone()
    }

    /// Tells a row, unless the server closes: then its last word is that.
    fn say(&self, row: &watch::Sender<Told>, shown: &Arc<Shown>) {
        let _halls = self.halls();
        if !*self.closing.borrow() {
            row.send_replace(Some(shown.clone()));
        }
    }

    fn shown(&self, key: &Key) -> Arc<Shown> {
        self.halls().get(key).map(|hall| hall.shown.clone()).unwrap_or_default()
    }
}

/// What comes to a stream: what is told, or that it is time to say that it is alive.
enum Turn {
    Told(Told),
    Beat,
}

/// Watches a sitting: a stream of the hall as it stands, now and after every change. It is counted as open for as long as it lasts, and ends
/// before it says anything after its session has ended or the sitting is no longer one that its watcher may see.
pub fn watch_hall(house: &Arc<House>, clock: Clock, key: Key, open: Open) -> Response {
    let told = {
        let mut halls = house.live.halls();
        let hall = halls.entry(key.clone()).or_default();
        if hall.rows.is_empty() {
            hall.shown = Arc::new(Shown::of(house, &key, &hall.shown));
        }
        hall.join()
    };
    let beats = IntervalStream::new(tokio::time::interval_at(tokio::time::Instant::now() + BEAT, BEAT));
    // The stream of the hall decides when all ends; the beats go on only beside it.
    let turns = WatchStream::new(told).map(Turn::Told).chain(tokio_stream::once(Turn::Told(None)));
    let turns = turns.merge(beats.map(|_| Turn::Beat));
    // A stream that stalls must not keep a house that closes.
    let (house, sitting, mut has) = (Arc::downgrade(house), key.0, None);
    let body = turns.map_while(move |turn| {
        let house = house.upgrade()?;
        if !open.who().lasts(&house.desk, clock()) || !open.who().sees(&house.book(), &sitting) {
            return None;
        }
        let Turn::Told(told) = turn else { return Some(Bytes::from_static(b": here\n\n")) };
        let shown = told?;
        let only_votes = has.replace(shown.changes) == Some(shown.changes) && !shown.votes.is_empty();
        Some(if only_votes { shown.votes.clone() } else { shown.whole.clone() })
    });
    let body = body.map(Ok::<_, Infallible>);
    ([(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")], Body::from_stream(body))
        .into_response()
}

/// Within what time pages ask for their readers' own part when the hall tells of something new: a moment, and longer the more there are.
pub fn ask_within(watchers: usize) -> Duration {
    let seconds = (watchers as u64).div_ceil(ASK_IN_A_SECOND).max(1);
    Duration::from_secs(seconds)
}

/// Tells everyone who watches what changes, until the server closes.
pub async fn tell(house: Arc<House>) {
    let mut size = house.size();
    let mut told = house.book().entries.len();
    while size.changed().await.is_ok() {
        tokio::time::sleep(GATHER).await;
        if house.live.watchers() > MANY {
            wait_for_more_than_numbers(&house, told).await;
        }
        size.mark_unchanged();
        told = house.book().entries.len();
        for key in house.live.watched() {
            let shown = Arc::new(Shown::of(&house, &key, &house.live.shown(&key)));
            for (number, row) in house.live.show(&key, &shown).into_iter().enumerate() {
                if number > 0 {
                    tokio::time::sleep(TURN).await;
                }
                house.live.say(&row, &shown);
            }
        }
    }
}

/// Waits some while longer, until something comes in that is more than a number.
async fn wait_for_more_than_numbers(house: &House, since: usize) {
    let waited = tokio::time::Instant::now();
    while waited.elapsed() < NUMBERS && only_numbers_grow(house, since) {
        tokio::time::sleep(LOOK).await;
    }
}

/// Whether since some place of the record only ballots and presences came in.
fn only_numbers_grow(house: &House, since: usize) -> bool {
    let book = house.book();
    let kinds = book.entries.iter().skip(since).map(|a| a.entry.act.kind());
    kinds.into_iter().all(|kind| matches!(kind, Kind::Ballot | Kind::Presence))
}
