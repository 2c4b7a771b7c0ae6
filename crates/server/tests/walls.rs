//! Walls: what nobody may see through the API, what nobody may do to the writer, and what a running server signs.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

mod support {
    pub mod congress;
}

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use shura_act::{Act, Date, Entry, hand};
use shura_kernel::Charter;
use shura_kernel::sight::may_see;
use shura_ledger::{Examiner, Ledger, Memory};
use shura_server::book::Accepted;
use shura_server::clerk::{Clerk, HandedIn, Refused, Submission, moment};
use shura_server::house::NotEntered;
use shura_server::live;
use shura_server::{App, Book, Desk, House, rehearsal, router};
use shura_tlog::{EntrySignature, NoteKind, NoteSigner, SignedNote};
use shura_verify::{ProofDocument, act_of};
use std::sync::{Arc, RwLock};
use std::time::Duration;
use support::congress::{NOW, clock, congress_on, id};
use tower::ServiceExt;

async fn congress() -> House {
    congress_on(Box::new(Memory::create("valley"))).await
}

fn served(house: House) -> (Router, Arc<House>) {
    let mut app = App::new([house], false);
    app.clock = clock;
    let app = Arc::new(app);
    let house = app.houses["valley"].clone();
    (router(app), house)
}

async fn ask(router: &Router, request: Request<Body>) -> (StatusCode, String) {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn get(router: &Router, path: &str) -> (StatusCode, Value) {
    let (status, body) = ask(router, Request::get(path).body(Body::empty()).unwrap()).await;
    (status, serde_json::from_str(&body).unwrap_or_default())
}

/// A speech that somebody asks for, which nobody minds.
fn speech(name: &str) -> Entry {
    speech_of("neda", name)
}

fn speech_of(person: &str, name: &str) -> Entry {
    let act = serde_json::json!({ "speech": { "speaker": person, "form": "debate", "floor": "asked" } });
    let mut entry = Entry::new(id(name), serde_json::from_value::<Act>(act).unwrap());
    entry.by = Some(id(person));
    entry.sitting = Some(id(rehearsal::SITTING));
    entry
}

#[tokio::test]
async fn the_api_shows_strangers_nothing_of_closed_sittings() {
    let (router, house) = served(congress().await);
    let hidden: Vec<String> = {
        let book = house.book();
        let hidden = book.entries.iter().filter(|a| !may_see(&book.standing, None, &a.entry));
        hidden.map(|a| a.entry.id.to_string()).collect()
    };
    assert!(!hidden.is_empty(), "the federation has sittings that are not public");
    let (_, all) = get(&router, "/api/valley/acts?limit=1000").await;
    let shown: Vec<&str> =
        all["acts"].as_array().unwrap().iter().map(|a| a["entry"]["id"].as_str().unwrap()).collect();
    assert!(shown.len() > 100);
    let (_, findings) = ask(&router, Request::get("/api/valley/findings").body(Body::empty()).unwrap()).await;
    for act in &hidden {
        assert!(!shown.contains(&act.as_str()), "{act} is listed");
        for path in ["acts", "why"] {
            assert_eq!(
                get(&router, &format!("/api/valley/{path}/{act}")).await.0,
                StatusCode::NOT_FOUND,
                "{path}/{act}"
            );
        }
        assert!(!findings.contains(&format!("\"{act}\"")), "a finding names {act}");
    }
}

#[tokio::test]
async fn no_list_of_who_voted_how_stands_in_a_table() {
    let (router, _) = served(congress().await);
    let (status, divisions) = get(&router, "/api/valley/standing/divisions").await;
    assert_eq!(status, StatusCode::OK);
    for (name, division) in divisions.as_object().unwrap() {
        assert!(division.get("ballots").is_none() && division.get("tellers").is_none(), "{name}");
        assert!(division["electors"].is_u64(), "{name}: those who may vote are told by their number");
    }
}

/// A council that met openly and once in secret, upon a call that nobody demanded but in secret; only Ada and Cy sit in it.
const COUNCIL: &str = r#"
[[act]]
id = "ada"
kind = "person"
[[act]]
id = "bo"
kind = "person"
[[act]]
id = "cy"
kind = "person"
[[act]]
id = "council"
kind = "organ"
name = { en = "Council", fa = "شورا" }
form = "council"
[[act]]
id = "seat-ada"
kind = "mandate"
person = "ada"
organ = "council"
seat = "elected"
[[act]]
id = "seat-cy"
kind = "mandate"
person = "cy"
organ = "council"
seat = "elected"
[[act]]
id = "open-sitting"
kind = "sitting"
organ = "council"
publicity = "public"
[[act]]
id = "closed-sitting"
kind = "sitting"
organ = "council"
publicity = "closed"
[[act]]
id = "proposal"
sitting = "closed-sitting"
by = "ada"
kind = "motion"
[[act]]
id = "hidden-sitting"
kind = "sitting"
organ = "council"
publicity = "secret"
[[act]]
id = "hidden-call"
sitting = "hidden-sitting"
by = "ada"
kind = "convening"
organ = "council"
[[act]]
id = "hidden-demand"
sitting = "hidden-sitting"
by = "council"
kind = "convening"
organ = "council"
demand = true
[[act]]
id = "hidden-election"
sitting = "hidden-sitting"
kind = "election"
of = "council"
method = "show-of-hands"
[[act]]
id = "hidden-seat"
sitting = "hidden-sitting"
kind = "mandate"
person = "bo"
organ = "council"
seat = "elected"
election = "hidden-election"
[[act]]
id = "hidden-order"
sitting = "hidden-sitting"
by = "council"
kind = "order"
to = ["bo"]
[[act]]
id = "open-order"
by = "council"
kind = "order"
to = ["cy"]
[[act]]
id = "hidden-repeal"
sitting = "hidden-sitting"
by = "council"
kind = "repeal"
of = ["open-order"]
how = "repealed"
[[act]]
id = "upon-the-election"
by = "council"
under = "hidden-election"
refers = ["hidden-order", "open-order"]
kind = "order"
to = ["cy"]
annuls = ["hidden-order", "open-order"]
"#;

const CHARTER_OF_COUNCIL: &str = r#"
[organisation]
name = { en = "A", fa = "الف" }
mode = "enforcing"
[kind.council]
name = { en = "Council", fa = "شورا" }
role = "council"
"#;

/// The record of that council.
fn council() -> Book {
    let mut book = Book::new(Charter::read("charter.toml", CHARTER_OF_COUNCIL).unwrap());
    for written in hand::read("acts.toml", COUNCIL).unwrap() {
        let entry = written.entry;
        book.add(Arc::new(Accepted { entry, findings: vec![], void: false, words: None, leaf: None }));
    }
    book
}

/// Every word of some JSON, also those by which its parts are called.
fn words(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(word) => found.push(word.clone()),
        Value::Array(list) => list.iter().for_each(|part| words(part, found)),
        Value::Object(fields) => fields.iter().for_each(|(name, part)| {
            found.push(name.clone());
            words(part, found);
        }),
        _ => {}
    }
}

/// That a secret sitting was held is not told by the rows of what is open: not of the organ that sat, nor of persons, orders or seats.
#[tokio::test]
async fn no_row_names_what_the_reader_may_not_see() {
    let (router, house) = served(House::to_read("valley", council(), Desk::in_memory().unwrap()));
    let token = |person| house.desk.begin(Some(id(person)), "", NOW).unwrap();
    for (reader, token) in [(None, None), (Some(id("cy")), Some(token("cy")))] {
        let (mut hidden, mut named) = (0, vec![]);
        let tables = shura_server::api::openapi::TABLES.iter().map(|table| format!("standing/{table}"));
        for table in tables.chain(["acts?limit=1000".to_owned()]) {
            let mut request = Request::get(format!("/api/valley/{table}"));
            if let Some(token) = &token {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            let (status, body) = ask(&router, request.body(Body::empty()).unwrap()).await;
            assert_eq!(status, StatusCode::OK, "{table}");
            words(&serde_json::from_str(&body).unwrap(), &mut named);
        }
        let book = house.book();
        for accepted in &book.entries {
            if !may_see(&book.standing, reader.as_ref(), &accepted.entry) {
                hidden += 1;
                let act = accepted.entry.id.as_str();
                assert!(!named.iter().any(|word| word == act), "{reader:?} is told of {act}");
            }
        }
        let is_told = |act: &str| named.iter().any(|word| word == act);
        assert!(is_told("open-sitting") && is_told("seat-ada"));
        assert_eq!(is_told("hidden-sitting"), reader.is_some(), "whoever sits there is told all the same");
        assert_eq!(hidden == 0, reader.is_some());
    }
    // An act that may be seen is shown without the names of what is hidden, and says so.
    let (_, part) = get(&router, "/api/valley/acts/upon-the-election").await;
    assert_eq!((&part["partial"], &part["entry"]["under"]), (&Value::Bool(true), &Value::Null));
    assert_eq!(part["entry"]["refers"], serde_json::json!(["open-order"]));
    assert_eq!(part["entry"]["act"]["order"]["annuls"], serde_json::json!(["open-order"]));
    let (_, whole) = get(&router, "/api/valley/acts/open-order").await;
    assert_eq!(whole["partial"], Value::Null);
    // Where a row tells of an act and what it did, both go together.
    let (_, orders) = get(&router, "/api/valley/standing/orders").await;
    assert_eq!(orders["open-order"]["ended_by"], Value::Null);
    let (_, organs) = get(&router, "/api/valley/standing/organs").await;
    assert_eq!(organs["council"]["demands"], serde_json::json!([]));
}

/// A stream that a person opens in a session.
async fn stream(router: &Router, house: &House, person: &str, path: &str) -> Body {
    let token = house.desk.begin(Some(id(person)), "", NOW).unwrap();
    let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body()
}

/// What a stream says next; nothing when it has ended.
async fn next(stream: &mut Body) -> Option<String> {
    let frame = tokio::time::timeout(Duration::from_secs(60), stream.frame()).await;
    let frame = frame.expect("the stream neither says anything nor ends")?;
    Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
}

/// Ends every session of a person.
fn sign_out(house: &House, person: &str) {
    for session in house.desk.sessions_of(&id(person)) {
        house.desk.end(Some(&id(person)), session.number).unwrap();
    }
}

#[tokio::test]
async fn a_stream_of_acts_says_nothing_after_its_session_has_ended() {
    let (router, house) = served(congress().await);
    let mut acts = stream(&router, &house, "neda", "/api/valley/events").await;
    house.enter(Submission { entry: speech("before"), signatures: vec![] }).await.unwrap();
    assert!(next(&mut acts).await.unwrap().contains("before"));
    sign_out(&house, "neda");
    house.enter(Submission { entry: speech_of("owen", "after"), signatures: vec![] }).await.unwrap();
    assert_eq!(next(&mut acts).await, None);
}

#[tokio::test]
async fn a_stream_of_a_hall_says_nothing_after_its_session_has_ended() {
    let (router, house) = served(congress().await);
    tokio::spawn(live::tell(house.clone()));
    let path = format!("/valley/sittings/{}/live", rehearsal::SITTING);
    let mut hall = stream(&router, &house, "neda", &path).await;
    assert!(next(&mut hall).await.unwrap().starts_with("event: hall"));
    sign_out(&house, "neda");
    house.enter(Submission { entry: speech("after"), signatures: vec![] }).await.unwrap();
    assert_eq!(next(&mut hall).await, None);
}

/// Cy gives up the seat by which one may follow what the council does behind closed doors.
#[tokio::test]
async fn a_stream_of_a_hall_says_nothing_after_its_watcher_has_lost_sight() {
    let ledger = Box::new(Memory::create("valley"));
    let house = House::at_work("valley", council(), ledger, Desk::in_memory().unwrap(), clock);
    let (router, house) = served(house);
    tokio::spawn(live::tell(house.clone()));
    let path = "/valley/sittings/closed-sitting/live";
    let mut of_cy = stream(&router, &house, "cy", path).await;
    let mut of_ada = stream(&router, &house, "ada", path).await;
    for hall in [&mut of_cy, &mut of_ada] {
        assert!(next(hall).await.unwrap().starts_with("event: hall"));
    }
    let resigned = serde_json::json!({ "mandate-change": { "of": "seat-cy", "to": "resigned" } });
    let resigned = Entry::new(id("resigned"), serde_json::from_value(resigned).unwrap());
    house.enter(Submission::of(&id("cy"), resigned)).await.unwrap();
    let arrived = serde_json::json!({ "presence": { "who": ["ada"], "to": "arrived" } });
    let mut arrived = Entry::new(id("arrived"), serde_json::from_value(arrived).unwrap());
    arrived.sitting = Some(id("closed-sitting"));
    house.enter(Submission::of(&id("ada"), arrived)).await.unwrap();
    assert!(next(&mut of_ada).await.is_some());
    assert_eq!(next(&mut of_cy).await, None);
}

/// Whatever time is handed in, the hash kept with an act is that of its bytes: else the record could not be checked or restored.
#[tokio::test]
async fn the_hash_of_an_act_is_that_of_its_bytes() {
    let house = congress().await;
    let last = {
        let book = house.book();
        book.entries.last().unwrap().entry.entered.clone()
    };
    let times = [None, moment(NOW), moment(NOW - 60), last, moment(NOW + 1), moment(NOW + 2)];
    for (n, at) in times.into_iter().enumerate() {
        let mut entry = speech(&format!("asked-{n}"));
        entry.at = at.clone();
        entry.entered = at;
        // A rule may refuse it; what is entered must be whole.
        let _ = house.enter(Submission { entry, signatures: vec![] }).await;
    }
    let ledger = house_ledger(house);
    let entries = ledger.read(0, 100_000).unwrap();
    assert!(entries.len() > 400);
    for (seq, entry) in entries.iter().enumerate() {
        assert_eq!(act_of(&entry.bytes), entry.act, "entry {seq}");
    }
}

fn house_ledger(house: House) -> Box<dyn Ledger> {
    let (tell, told) = std::sync::mpsc::channel();
    assert!(house.with_ledger(move |ledger| {
        let copy = ledger.read(0, 100_000).unwrap();
        tell.send(copy).unwrap();
    }));
    let mut copy = Memory::create("copy");
    copy.append(0, &told.recv().unwrap()).unwrap();
    Box::new(copy)
}

#[tokio::test]
async fn a_doubled_signature_is_refused_and_harms_nobody_else() {
    let house = congress().await;
    let mut entry = speech("signed-twice");
    entry.at = moment(NOW);
    entry.entered = moment(NOW);
    let signature = EntrySignature { key: [7; 32], signature: [7; 64] };
    let twice = Submission { entry: entry.clone(), signatures: vec![signature, signature] };
    let (first, second) = tokio::join!(
        house.enter(twice),
        house.enter(Submission { entry: speech("fine"), signatures: vec![] })
    );
    assert!(matches!(first, Err(NotEntered::Refused(Refused::Form(_)))), "{first:?}");
    second.unwrap();
    let key = |n: u8| EntrySignature { key: [n; 32], signature: [n; 64] };
    let many = Submission { entry: entry.clone(), signatures: (0..40).map(key).collect() };
    assert!(matches!(house.enter(many).await, Err(NotEntered::Refused(Refused::Form(_)))));
    entry.entered = Some(Date::new("2026-01-01").unwrap());
    let stale = Submission { entry, signatures: vec![signature] };
    assert!(matches!(house.enter(stale).await, Err(NotEntered::Refused(Refused::Form(_)))));
}

/// What is drafted to be signed holds the hashes of the acts that it refers to, and enters where they are those of the record alone.
#[tokio::test]
async fn what_is_signed_is_signed_upon_the_acts_that_it_refers_to() {
    let (router, house) = served(congress().await);
    let code = house.desk.give_code(Some(&id("neda")), None, i64::MAX).unwrap();
    let token = house.desk.sign_in(&code, "", NOW).unwrap().unwrap();
    let send = async |call: &str, body: &Value| {
        let request = Request::post(format!("/api/valley/{call}"));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        ask(&router, request.body(Body::from(body.to_string())).unwrap()).await
    };
    let entry = serde_json::to_value(speech("asked-upon")).unwrap();
    let (status, draft) = send("drafts", &entry).await;
    assert_eq!(status, StatusCode::OK, "{draft}");
    let draft: Value = serde_json::from_str(&draft).unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    let place = house.book().place_of("congress-3").unwrap() as u64;
    assert!(house.with_ledger(move |ledger| tell.send(ledger.read(place, 1).unwrap().remove(0)).unwrap()));
    let leaf = shura_tlog::leaf_hash(&told.recv().unwrap().bytes).to_string();
    assert_eq!(draft["upon"]["congress-3"], leaf.as_str());
    let with = |id: &str, act: &str, hash: &str| {
        let mut entry = draft.clone();
        entry["id"] = id.into();
        // The time of this draft is the machine's, that of the house another.
        entry.as_object_mut().unwrap().remove("at");
        entry["upon"][act] = hash.into();
        serde_json::json!({ "entry": entry })
    };
    let (status, said) = send("acts", &with("asked-upon-1", "congress-3", &"0".repeat(64))).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && said.contains("rests on another congress-3"),
        "{said}"
    );
    let (status, said) = send("acts", &with("asked-upon-2", "congress-3", &leaf)).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
}

/// The words of a text come with the act that names them, lie beside the record, and are there after a restart.
#[tokio::test]
async fn words_of_a_text_are_kept_and_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("valley.shura");
    drop(shura_ledger::Sqlite::create(&file, "valley").unwrap());
    let ledger = Box::new(shura_ledger::Sqlite::open(&file).unwrap());
    let house = congress_on(ledger).await;
    let of = |house: &House, motion: &str| {
        let numbering = shura_text::lines::Numbering { width: 60, first: 1 };
        shura_kernel::texts::of(&house.book().standing, &id(motion), numbering).unwrap()
    };
    let timetable = of(&house, "timetable");
    assert!(timetable.parts[0].rounds[0].settled.markdown.contains("vans"), "the example's texts are laid");

    let (router, house) = served(house);
    let code = house.desk.give_code(Some(&id("neda")), None, i64::MAX).unwrap();
    let body = format!("{{\"code\":\"{code}\"}}");
    let request = Request::post("/api/valley/session").header(header::CONTENT_TYPE, "application/json");
    let (_, answer) = ask(&router, request.body(Body::from(body)).unwrap()).await;
    let token = serde_json::from_str::<Value>(&answer).unwrap()["token"].as_str().unwrap().to_owned();
    let enter = async |act: &str, says: Value, words: Option<&str>| {
        let entry = serde_json::json!({ "id": act, "act": { "text": says } });
        let sent = serde_json::json!({ "entry": entry, "words": words });
        let request =
            Request::post("/api/valley/acts").header(header::AUTHORIZATION, format!("Bearer {token}"));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        ask(&router, request.body(Body::from(sent.to_string())).unwrap()).await
    };
    let words = "# Fund\n\nA fund for strikes is set up.\n";
    let hash = shura_kernel::texts::beside(words).unwrap().0;
    let named = |hash: &str| serde_json::json!({ "of": "fund", "role": "draft", "hash": hash });
    let (status, said) = enter("fund-0", named(&hash), None).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && said.contains("send them with it"), "{said}");
    let (status, said) = enter("fund-0", named(&hash), Some("Something else.")).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && said.contains("not the one that it names"),
        "{said}"
    );
    let (status, said) = enter("fund-1", named(&hash), Some(words)).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
    let (status, said) = enter("fund-2", named(&hash), None).await;
    assert_eq!(status, StatusCode::CREATED, "words that are known need not come again: {said}");
    // Longer than an entry may be: taken out of the act and laid beside it.
    let long = "Every branch pays two per cent of its dues into the fund.\n\n".repeat(2000);
    let (status, said) =
        enter("fund-3", serde_json::json!({ "of": "fund", "role": "draft", "markdown": long }), None).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
    let before = serde_json::to_value(of(&house, "fund")).unwrap();
    drop(router);
    Arc::into_inner(house).unwrap().close();

    let house = House::open("valley", &file, clock).unwrap();
    assert_eq!(serde_json::to_value(of(&house, "fund")).unwrap(), before);
    assert_eq!(before["parts"][0]["versions"][2]["words"]["markdown"], long.trim_end().to_owned() + "\n");
    assert_eq!(
        serde_json::to_value(of(&house, "timetable")).unwrap(),
        serde_json::to_value(timetable).unwrap()
    );
}

/// A long text is named by many acts; the writer reads it when it first comes, and not for each of them.
#[test]
fn words_that_lie_beside_the_record_are_not_read_again() {
    let (size, _) = tokio::sync::watch::channel(0);
    let mut clerk = Clerk::new(Arc::new(RwLock::new(council())), size, clock);
    let words = "# Fund\n\nA fund is set up.\n";
    let hash = shura_kernel::texts::beside(words).unwrap().0;
    let named = |name: &str, words: Option<&str>| {
        let says = serde_json::json!({ "text": { "of": "proposal", "role": "draft", "hash": hash } });
        let mut entry = Entry::new(id(name), serde_json::from_value(says).unwrap());
        entry.by = Some(id("ada"));
        HandedIn::new(Submission { entry, signatures: vec![] }, words.map(str::to_owned))
    };
    let text = clerk.examine(20, named("draft-1", Some(words))).unwrap().text;
    assert_eq!(
        text.unwrap().hash,
        shura_tlog::Hash(shura_tlog::hex_bytes(&hash["sha256:".len()..]).unwrap())
    );
    assert_eq!(clerk.examine(21, named("draft-2", None)).unwrap().text, None);
    assert_eq!(clerk.examine(22, named("draft-3", Some(words))).unwrap().text, None);
    assert!(clerk.examine(23, named("draft-4", Some("Something else."))).is_err());
    // What the disk did not keep does not lie there.
    clerk.settle(false);
    assert!(clerk.examine(20, named("draft-2", None)).is_err());
    assert!(clerk.examine(20, named("draft-1", Some(words))).unwrap().text.is_some());
    clerk.settle(true);
    assert_eq!(clerk.examine(21, named("draft-2", None)).unwrap().text, None);
}

/// The writer is held fast: proofs and checkpoints come all the same, for they are read beside it.
#[tokio::test(flavor = "multi_thread")]
async fn proofs_and_checkpoints_do_not_wait_for_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = shura_ledger::Sqlite::create(&folder.path().join("valley.shura"), "valley").unwrap();
    let key = NoteSigner::new("valley", NoteKind::Note, &[5; 32]).unwrap();
    let mut acts = rehearsal::acts(NOW).unwrap();
    let Act::Founding(founding) = &mut acts[0].act else { panic!("a record begins with its founding") };
    founding.log = Some(key.verifier().to_string());
    let book = Book::new(rehearsal::charter().unwrap());
    let house = House::at_work("valley", book, Box::new(ledger), Desk::in_memory().unwrap(), clock);
    rehearsal::play(&house, acts).await.unwrap();
    let (router, house) = served(house.signing_with(key));
    house.publish();
    // Behind the publishing in the queue.
    house.ask_ledger(|_| ()).await.unwrap();
    house.enter(Submission { entry: speech("newest"), signatures: vec![] }).await.unwrap();

    let (free, held) = std::sync::mpsc::channel::<()>();
    assert!(house.with_ledger(move |_| assert!(held.recv().is_err())));
    let token = house.desk.begin(Some(id("neda")), "", NOW).unwrap();
    let ask_for = async |path: &str| {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        let answer = ask(&router, request.body(Body::empty()).unwrap());
        let (status, body) = tokio::time::timeout(Duration::from_secs(60), answer).await.expect(path);
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    };
    let size = house.book().entries.len();
    assert!(ask_for("/api/valley/log/checkpoint").await.contains(&format!("\n{}\n", size - 1)));
    let inclusion: Value = serde_json::from_str(&ask_for("/api/valley/log/proof/0").await).unwrap();
    assert_eq!(inclusion["size"], size);
    for path in ["/api/valley/acts/newest/proof", "/valley/proof/newest/document"] {
        let proof = ProofDocument::read(ask_for(path).await.as_bytes()).unwrap();
        proof.check(None).unwrap();
        assert!(proof.statement.is_some(), "a checkpoint over all that stands was signed for it");
    }
    assert!(ask_for("/valley/proof/newest").await.contains("<svg"));
    drop(free);
}

#[tokio::test]
async fn a_program_begins_a_session_and_no_foreign_page_does() {
    let (router, house) = served(congress().await);
    let code = house.desk.give_code(Some(&id("neda")), None, i64::MAX).unwrap();
    let body = format!("{{\"code\":\"{code}\"}}");
    let request = || Request::post("/api/valley/session").header(header::CONTENT_TYPE, "application/json");
    let (status, answer) = ask(&router, request().body(Body::from(body.clone())).unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let with_cookie =
        request().header(header::COOKIE, "shura-valley=x").body(Body::from(body.clone())).unwrap();
    assert_eq!(ask(&router, with_cookie).await.0, StatusCode::FORBIDDEN);
    let foreign = request().header("sec-fetch-site", "cross-site").body(Body::from(body)).unwrap();
    assert_eq!(ask(&router, foreign).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_entered_is_put_under_a_signed_checkpoint() {
    let key = NoteSigner::new("valley", NoteKind::Note, &[5; 32]).unwrap();
    let verifier = key.verifier().clone();
    let house = congress().await.signing_with(key);
    house.enter(Submission { entry: speech("under-a-checkpoint"), signatures: vec![] }).await.unwrap();
    house.publish();
    let (tell, told) = std::sync::mpsc::channel();
    assert!(house.with_ledger(move |ledger| {
        tell.send((ledger.head().size, ledger.published(0, 10).unwrap())).unwrap();
    }));
    let (size, notes) = told.recv().unwrap();
    let note = SignedNote::parse(notes.last().expect("a checkpoint").as_bytes()).unwrap();
    assert!(note.text.contains(&size.to_string()));
    assert!(note.signatures.iter().any(|s| verifier.verify(&note.text, s).is_ok()), "the log signed it");
}

/// An act that is there already is not entered again; whoever sends it with other signatures is told so, and not that all is well.
#[tokio::test]
async fn a_retry_with_other_signatures_is_refused_and_names_those_that_lie_there() {
    let house = congress().await;
    let first = house.enter(Submission { entry: speech("asked"), signatures: vec![] }).await.unwrap();
    let again = house.enter(Submission { entry: speech("asked"), signatures: vec![] }).await.unwrap();
    assert_eq!(first, again, "the same act is entered once");
    let mut entry = speech("asked");
    entry.at = moment(NOW);
    entry.entered = moment(NOW);
    let lies = house.book().find("asked").unwrap().entry.clone();
    entry.at = lies.at;
    entry.entered = lies.entered;
    let signature = EntrySignature::sign(&[9; 32], &entry.seal().unwrap());
    let signed = Submission { entry, signatures: vec![signature] };
    let answer = house.enter(signed).await;
    let Err(NotEntered::Refused(Refused::SignedOtherwise(words))) = answer else { panic!("{answer:?}") };
    assert!(words.en.contains("without any signature"), "{}", words.en);
}

/// What stands is shown a thousand rows at a time, and whoever may vote is told by a number: an answer does not grow with the organisation.
#[tokio::test]
async fn a_long_table_comes_in_pieces() {
    let mut book = Book::new(rehearsal::charter().unwrap());
    for n in 0..1_500 {
        let person =
            serde_json::json!({ "person": { "name": { "en": format!("P {n}"), "fa": format!("پ {n}") } } });
        let entry = Entry::new(id(&format!("person-{n:04}")), serde_json::from_value::<Act>(person).unwrap());
        shura_server::clerk::record(&mut book, entry);
    }
    let (router, _) = served(House::to_read("valley", book, Desk::in_memory().unwrap()));
    let (_, first) = get(&router, "/api/valley/standing/persons").await;
    let first = first.as_object().unwrap();
    assert_eq!(first.len(), 1_000);
    let last = first.keys().max().unwrap();
    let (_, rest) = get(&router, &format!("/api/valley/standing/persons?after={last}")).await;
    assert_eq!(rest.as_object().unwrap().len(), 500);
    assert!(rest.as_object().unwrap().keys().all(|name| name > last));
}

/// What is outstanding is reckoned once for each state of the record, not for each who asks.
#[tokio::test]
async fn what_is_outstanding_is_reckoned_once() {
    let house = congress().await;
    let (before, again) = (house.book().outstanding().as_ptr(), house.book().outstanding().as_ptr());
    assert_eq!(before, again);
}

/// The file is opened for each proof, so none is made for strangers.
#[tokio::test]
async fn no_proof_is_made_for_strangers() {
    let (router, house) = served(congress().await);
    assert_eq!(get(&router, "/api/valley/log/proof/0").await.0, StatusCode::UNAUTHORIZED);
    let token = house.desk.begin(Some(id("neda")), "", NOW).unwrap();
    let request =
        Request::get("/api/valley/log/proof/0").header(header::AUTHORIZATION, format!("Bearer {token}"));
    assert_eq!(ask(&router, request.body(Body::empty()).unwrap()).await.0, StatusCode::OK);
}
