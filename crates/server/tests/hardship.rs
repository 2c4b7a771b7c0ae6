//! Hard times of an organisation at work: a full disk, and a clock that jumps.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use shura_act::{Date, Entry, Id};
use shura_ledger::{Head, Ledger, LedgerError, Memory, Receipt};
use shura_server::clerk::Submission;
use shura_server::desk::SESSION_SECONDS;
use shura_server::{App, Book, Desk, House, rehearsal, router};
use shura_tlog::{Hash, Tile};
use shura_verify::act_of;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use tower::ServiceExt;

/// Some day of November 2026.
const NOW: i64 = 1_795_000_000;

fn clock() -> i64 {
    NOW
}

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

/// A ledger on a disk that can be full.
struct Disk {
    inner: Memory,
    full: Arc<AtomicBool>,
}

impl Ledger for Disk {
    fn origin(&self) -> &str {
        self.inner.origin()
    }
    fn head(&self) -> Head {
        self.inner.head()
    }
    fn append(
        &mut self,
        expected: u64,
        entries: &[shura_ledger::Entry],
    ) -> Result<Vec<Receipt>, LedgerError> {
        if self.full.load(Ordering::SeqCst) {
            return Err(LedgerError::Full);
        }
        self.inner.append(expected, entries)
    }
    fn put_back(&mut self, seq: u64, text: &shura_ledger::Text) -> Result<(), LedgerError> {
        self.inner.put_back(seq, text)
    }
    fn last_published(&self) -> Result<Option<String>, LedgerError> {
        self.inner.last_published()
    }
    fn find(&self, act: &Hash) -> Result<Option<Receipt>, LedgerError> {
        self.inner.find(act)
    }
    fn read(&self, from: u64, limit: usize) -> Result<Vec<shura_ledger::Entry>, LedgerError> {
        self.inner.read(from, limit)
    }
    fn tile(&self, tile: Tile) -> Result<Vec<Hash>, LedgerError> {
        self.inner.tile(tile)
    }
    fn heads(&self, from: u64, limit: usize) -> Result<Vec<Head>, LedgerError> {
        self.inner.heads(from, limit)
    }
    fn publish(&mut self, note: &str) -> Result<(), LedgerError> {
        self.inner.publish(note)
    }
    fn published(&self, from: u64, limit: usize) -> Result<Vec<String>, LedgerError> {
        self.inner.published(from, limit)
    }
    fn reader(&self) -> shura_ledger::Reader {
        self.inner.reader()
    }
}

async fn ask(router: &Router, request: Request<Body>) -> (StatusCode, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn a_full_disk_is_told_plainly_and_what_was_typed_is_kept() {
    let full = Arc::new(AtomicBool::new(false));
    let ledger = Box::new(Disk { inner: Memory::create("valley"), full: full.clone() });
    let book = Book::new(rehearsal::charter().unwrap());
    let house = House::at_work("valley", book, ledger, Desk::in_memory().unwrap(), clock);
    rehearsal::play(&house, rehearsal::acts(NOW).unwrap()).await.unwrap();
    let app = Arc::new(App::new([house], false));
    let (house, router) = (app.houses["valley"].clone(), router(app));
    let begin =
        |person| house.desk.begin(Some(id(person)), "test", shura_server::app::machine_clock()).unwrap();
    let (token, other) = (begin("neda"), begin("tom"));
    let size = house.book().entries.len();
    let form = |lang: &str| {
        let request = Request::post(format!("/valley/sittings/congress-3/ask?lang={lang}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("shura-valley={token}"));
        request.body(Body::from("act=neda-asks-today&form=debate")).unwrap()
    };
    let call = || {
        let entry = json!({ "id": "tom-asks-today", "sitting": "congress-3", "act": { "speech": {
            "speaker": "tom", "form": "debate", "floor": "asked" } } });
        let request = Request::post("/api/valley/acts")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {other}"));
        request.body(Body::from(json!({ "entry": entry }).to_string())).unwrap()
    };
    full.store(true, Ordering::SeqCst);
    for (lang, words) in [("en", "The disk did not keep it"), ("fa", "دیسک")] {
        let (status, page) = ask(&router, form(lang)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(words), "{page}");
        assert!(page.contains("value=\"neda-asks-today\""), "what is sent again is the same act");
    }
    let (status, answer) = ask(&router, call()).await;
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!((status, answer["error"].as_str()), (StatusCode::SERVICE_UNAVAILABLE, Some("disk")));
    assert_eq!(house.book().entries.len(), size, "nothing of it is shown");
    let read = Request::get("/valley/sittings/congress-3").body(Body::empty()).unwrap();
    assert_eq!(ask(&router, read).await.0, StatusCode::OK, "pages are read all the same");
    full.store(false, Ordering::SeqCst);
    assert_eq!(ask(&router, form("en")).await.0, StatusCode::SEE_OTHER, "there is room again");
    for _ in 0..2 {
        assert_eq!(ask(&router, call()).await.0, StatusCode::CREATED, "the second time it is there already");
    }
    assert_eq!(house.book().entries.len(), size + 2);
}

/// A clock that the test sets.
static TIME: AtomicI64 = AtomicI64::new(NOW);

fn jumping() -> i64 {
    TIME.load(Ordering::SeqCst)
}

/// A speech that somebody asks for or takes back again.
fn speech(n: usize) -> Entry {
    let floor = if n.is_multiple_of(2) { "asked" } else { "withdrawn" };
    serde_json::from_value(
        json!({ "id": format!("neda-{n}"), "by": "neda", "sitting": "congress-3", "act": { "speech": {
        "speaker": "neda", "form": "debate", "floor": floor } } }),
    )
    .unwrap()
}

#[tokio::test]
async fn a_clock_that_jumps_breaks_nothing() {
    const DAY: i64 = 86_400;
    let book = Book::new(rehearsal::charter().unwrap());
    let house = House::at_work(
        "valley",
        book,
        Box::new(Memory::create("valley")),
        Desk::in_memory().unwrap(),
        jumping,
    );
    rehearsal::play(&house, rehearsal::acts(NOW).unwrap()).await.unwrap();
    let begun = house.book().entries.len();
    let token = house.desk.begin(Some(id("neda")), "test", jumping()).unwrap();
    for (n, jump) in [0, -400 * DAY, 3600, -DAY, SESSION_SECONDS + DAY, 0].into_iter().enumerate() {
        TIME.store(NOW + jump, Ordering::SeqCst);
        house.enter(Submission { entry: speech(n), signatures: vec![] }).await.unwrap();
        let lasts = house.desk.session(&token, jumping()).is_some();
        assert_eq!(
            lasts,
            jump <= SESSION_SECONDS,
            "a session ends by the clock, and lasts again when that is set right"
        );
    }
    let in_order = |entries: &[Date]| entries.windows(2).all(|pair| pair[0].first() <= pair[1].first());
    let entered = |house: &House| -> Vec<Date> {
        let book = house.book();
        book.entries.iter().skip(begun).map(|a| a.entry.entered.clone().unwrap()).collect()
    };
    assert!(in_order(&entered(&house)), "no act is entered before the one before it: {:?}", entered(&house));
    // The server starts again, and its clock is a year behind.
    let (tell, told) = std::sync::mpsc::channel();
    assert!(house.with_ledger(move |ledger| tell.send(ledger.read(0, 100_000).unwrap()).unwrap()));
    let lie = told.recv().unwrap();
    assert!(lie.iter().all(|entry| act_of(&entry.bytes) == entry.act), "each act is found again by its hash");
    let mut ledger = Memory::create("valley");
    ledger.append(0, &lie).unwrap();
    let book = Book::of_ledger(&ledger).unwrap();
    TIME.store(NOW - 365 * DAY, Ordering::SeqCst);
    let house = House::at_work("valley", book, Box::new(ledger), Desk::in_memory().unwrap(), jumping);
    house.enter(Submission { entry: speech(6), signatures: vec![] }).await.unwrap();
    assert!(in_order(&entered(&house)), "{:?}", entered(&house));
}
