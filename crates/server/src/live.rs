//! Live sittings: what everybody in a hall sees is made once for each language and sent to all of them.
//!
//! The event is the whole hall as it stands, not a change of it: whoever missed one misses nothing, and a slow reader gets the
//! newest state and no backlog.

use crate::house::House;
use crate::pages::hall;
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

/// How often a stream says that it is alive, so that a telephone notices a lost connection.
const BEAT: Duration = Duration::from_secs(15);

/// What is sent; `None` when the server closes.
type Told = Option<Bytes>;

/// Those who watch the sittings of a house.
#[derive(Default)]
pub struct Live {
    halls: Mutex<BTreeMap<(Id, Lang), watch::Sender<Told>>>,
    closing: watch::Sender<bool>,
}

impl Live {
    fn halls(&self) -> MutexGuard<'_, BTreeMap<(Id, Lang), watch::Sender<Told>>> {
        self.halls.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Ends every stream.
    pub fn close(&self) {
        self.closing.send_replace(true);
        for hall in self.halls().values() {
            hall.send_replace(None);
        }
    }

    /// Word of the server's closing.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// How many watch.
    pub fn watchers(&self) -> usize {
        self.halls().values().map(watch::Sender::receiver_count).sum()
    }
}

/// Watches a sitting: a stream of the hall as it stands, now and after every change.
pub fn watch_hall(house: &House, sitting: &Id, lang: Lang) -> Response {
    let told = {
        let mut halls = house.live.halls();
        let hall = halls
            .entry((sitting.clone(), lang))
            .or_insert_with(|| watch::Sender::new(Some(event(house, sitting, lang))));
        hall.subscribe()
    };
    let told = WatchStream::new(told).map_while(|told| told);
    let beats = IntervalStream::new(tokio::time::interval_at(tokio::time::Instant::now() + BEAT, BEAT));
    let beats = beats.map(|_| Bytes::from_static(b": here\n\n"));
    // The stream of the hall decides when all ends; the beats go on only beside it.
    let stream = told.map(Some).chain(tokio_stream::once(None)).merge(beats.map(Some));
    let body = stream.map_while(|bytes| bytes).map(Ok::<_, Infallible>);
    ([(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")], Body::from_stream(body))
        .into_response()
}

/// Tells everyone who watches what changes, until the server closes.
pub async fn tell(house: Arc<House>) {
    let mut size = house.size();
    let mut told = house.book().entries.len();
    while size.changed().await.is_ok() {
        tokio::time::sleep(GATHER).await;
        if house.live.watchers() > MANY && only_numbers_grow(&house, told) {
            tokio::time::sleep(NUMBERS).await;
        }
        size.mark_unchanged();
        told = house.book().entries.len();
        let watched: Vec<(Id, Lang)> = {
            let mut halls = house.live.halls();
            halls.retain(|_, hall| hall.receiver_count() > 0);
            halls.keys().cloned().collect()
        };
        for (sitting, lang) in watched {
            let event = event(&house, &sitting, lang);
            let halls = house.live.halls();
            if let Some(hall) = halls.get(&(sitting, lang)) {
                hall.send_if_modified(|told| {
                    let changed = told.as_ref() != Some(&event);
                    if changed {
                        *told = Some(event.clone());
                    }
                    changed
                });
            }
        }
    }
}

/// Whether since some place of the record only ballots and presences came in.
fn only_numbers_grow(house: &House, since: usize) -> bool {
    let book = house.book();
    let kinds = book.entries.iter().skip(since).map(|a| a.entry.act.kind());
    kinds.into_iter().all(|kind| matches!(kind, Kind::Ballot | Kind::Presence))
}

/// The hall as one server-sent event.
fn event(house: &House, sitting: &Id, lang: Lang) -> Bytes {
    let html = hall::fragment(house, sitting, lang);
    let mut text = String::from("event: hall\n");
    // A lone carriage return ends a line of an event too.
    for line in html.split(['\n', '\r']) {
        text.push_str("data: ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    Bytes::from(text)
}
