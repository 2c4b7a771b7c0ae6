//! A vote under way: how it goes is told to nobody, by whatever way one asks; once it is over, everything that was withheld is told.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

mod support {
    pub mod congress;
}

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use shura_ledger::Memory;
use shura_server::{App, House, rehearsal, router};
use std::sync::Arc;
use std::time::Duration;
use support::congress::{NOW, clock, congress_on, id};
use tower::ServiceExt;

const VOTE: &str = "fund-vote";

/// The rehearsed congress while it votes on a motion: Neda and Tom have voted.
struct Congress {
    house: Arc<House>,
    router: Router,
}

impl Congress {
    async fn voting() -> Self {
        let mut app = App::new([congress_on(Box::new(Memory::create("valley"))).await], false);
        app.clock = clock;
        let app = Arc::new(app);
        let house = app.houses["valley"].clone();
        let congress = Self { house, router: router(app) };
        let division = json!({ "division": { "on": ["fund"], "method": "electronic" } });
        congress.enters(rehearsal::CHAIR, VOTE, division).await;
        congress.votes("neda", "for").await;
        congress.votes("tom", "against").await;
        congress
    }

    /// Asks as somebody, or as nobody.
    async fn ask(
        &self,
        person: &str,
        request: axum::http::request::Builder,
        body: String,
    ) -> (StatusCode, String) {
        let request = match person {
            "" => request,
            _ => {
                let token = self.house.desk.begin(Some(id(person)), "", NOW).unwrap();
                let cookie = format!("shura-valley={token}");
                request
                    .header(header::AUTHORIZATION, format!("Bearer {token}"))
                    .header(header::COOKIE, cookie)
            }
        };
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn get(&self, person: &str, path: &str) -> String {
        let (status, body) = self.ask(person, Request::get(path), String::new()).await;
        assert_eq!(status, StatusCode::OK, "{path} as {person:?}: {body}");
        body
    }

    async fn hands_in(&self, person: &str, name: &str, act: Value) -> (StatusCode, String) {
        let entry = json!({ "entry": { "id": name, "sitting": rehearsal::SITTING, "act": act } });
        let request = Request::post("/api/valley/acts").header(header::CONTENT_TYPE, "application/json");
        self.ask(person, request, entry.to_string()).await
    }

    async fn enters(&self, person: &str, name: &str, act: Value) {
        let (status, body) = self.hands_in(person, name, act).await;
        assert_eq!(status, StatusCode::CREATED, "{name}: {body}");
    }

    async fn votes(&self, person: &str, choice: &str) {
        let seat = {
            let book = self.house.book();
            book.standing.mandates_in(&id(person), &id("congress")).next().unwrap().0.clone()
        };
        let ballot = json!({ "ballot": { "division": VOTE, "mandate": seat, "choice": choice } });
        self.enters(person, &format!("ballot-of-{person}"), ballot).await;
    }

    async fn declare(&self, outcome: &str) {
        let declaration = json!({ "declaration": { "division": VOTE, "outcome": outcome } });
        self.enters(rehearsal::CHAIR, "fund-declared", declaration).await;
    }

    /// Opens the stream of acts; `head` says where it begins.
    async fn stream(&self, person: &str, from: usize, resumed: Option<usize>) -> Body {
        let token = self.house.desk.begin(Some(id(person)), "", NOW).unwrap();
        let mut request = Request::get(format!("/api/valley/events?from={from}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        if let Some(last) = resumed {
            request = request.header("last-event-id", last.to_string());
        }
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body()
    }

    fn place(&self, act: &str) -> usize {
        self.house.book().place_of(act).unwrap()
    }
}

/// The events of a stream up to an act: the act of each, and the id by which it is resumed.
async fn until(stream: &mut Body, last: &str) -> Vec<(String, Option<usize>)> {
    let mut told = vec![];
    loop {
        let frame = tokio::time::timeout(Duration::from_secs(60), stream.frame()).await;
        let frame = frame.expect("the stream says nothing more").expect("the stream ended");
        let text = String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap();
        for event in text.split("\n\n").filter(|event| event.contains("data: ")) {
            let line = |field: &str| event.lines().find_map(|line| line.strip_prefix(field));
            let act: Value = serde_json::from_str(line("data: ").unwrap()).unwrap();
            let place = line("id: ").map(|n| n.parse().unwrap());
            assert!(place.is_none_or(|place: usize| act["seq"] == place));
            told.push((act["entry"]["id"].as_str().unwrap().to_owned(), place));
        }
        if told.iter().any(|(act, _)| act == last) {
            return told;
        }
    }
}

fn names(told: &[(String, Option<usize>)]) -> Vec<&str> {
    told.iter().map(|(act, _)| act.as_str()).collect()
}

const BALLOTS: [&str; 2] = ["ballot-of-neda", "ballot-of-tom"];

/// Which of the two ballots somebody is shown in a list, and whether their own pages answer alike.
async fn shown(congress: &Congress, person: &str) -> [bool; 2] {
    let api = congress.get(person, "/api/valley/acts?limit=1000&kind=ballot").await;
    let page = congress.get(person, "/valley/acts?kind=ballot").await;
    let mut found = [false; 2];
    for (found, ballot) in found.iter_mut().zip(BALLOTS) {
        *found = api.contains(&format!("\"{ballot}\""));
        assert_eq!(
            page.contains(&format!("/acts/{ballot}\"")),
            *found,
            "{ballot}, the record browser, {person:?}"
        );
        for path in [
            format!("/api/valley/acts/{ballot}"),
            format!("/valley/acts/{ballot}"),
            format!("/api/valley/why/{ballot}"),
        ] {
            let (status, _) = congress.ask(person, Request::get(&path), String::new()).await;
            assert_eq!(status == StatusCode::OK, *found, "{path}, {person:?}");
        }
    }
    found
}

#[tokio::test]
async fn a_ballot_is_shown_to_whoever_cast_it_and_to_all_when_the_vote_is_over() {
    let congress = Congress::voting().await;
    assert_eq!(shown(&congress, "neda").await, [true, false]);
    assert_eq!(shown(&congress, "tom").await, [false, true]);
    for stranger in ["", "mina", rehearsal::CHAIR] {
        assert_eq!(shown(&congress, stranger).await, [false, false], "{stranger:?}");
    }
    congress.declare("tied").await;
    for anybody in ["neda", "mina"] {
        assert_eq!(shown(&congress, anybody).await, [true, true], "{anybody:?}");
    }
}

/// Neither the minutes, which write themselves, nor the chain of mandate read the votes out before the result is declared.
#[tokio::test]
async fn minutes_and_chains_of_mandate_tell_no_figures_of_a_vote_that_goes_on() {
    let congress = Congress::voting().await;
    let minutes = format!("/valley/minutes/{}", rehearsal::SITTING);
    let paths = [format!("/valley/why/{VOTE}"), format!("/api/valley/why/{VOTE}"), minutes];
    // The verdict is a sentence with its arithmetic: 1 for, 1 against.
    let sentence = {
        let book = congress.house.book();
        let division = &book.standing.divisions[&id(VOTE)];
        shura_kernel::verdict::decide_on(&book.standing, division).unwrap().verdict.sentence.en
    };
    let says = async |path: &str| {
        let (status, body) = congress.ask("mina", Request::get(path), String::new()).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        body.contains(&sentence)
    };
    for path in &paths {
        assert!(!says(path).await, "{path} says {sentence:?} while the vote goes on");
    }
    congress.declare("tied").await;
    for path in &paths {
        assert!(says(path).await, "{path} does not say {sentence:?} afterwards");
    }
}

/// Whoever may not declare a result learns from the refusal that they may not, and not that what they declared is false.
#[tokio::test]
async fn a_false_declaration_by_a_stranger_is_refused_without_a_word_about_the_votes() {
    let congress = Congress::voting().await;
    let declaration = json!({ "declaration": { "division": VOTE, "outcome": "carried", "for": 2 } });
    let (status, body) = congress.hands_in("mina", "guessed", declaration).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let refusal: Value = serde_json::from_str(&body).unwrap();
    let rules: Vec<&str> =
        refusal["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["not-entitled-to-act"]);
    let form = format!("/valley/sittings/{}/declare", rehearsal::SITTING);
    let request = Request::post(form)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    let (status, body) = congress.ask("mina", request, format!("act=guessed-again&of={VOTE}")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = body.split("role=\"alert\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap();
    assert!(why.contains("may not enter"), "{why}");
}

/// A stream leaves holes where ballots lie; with the declaration it tells what it withheld, each with its own place and none with an id.
#[tokio::test]
async fn a_stream_tells_ballots_with_the_declaration() {
    let congress = Congress::voting().await;
    let began = congress.place(VOTE);
    let mut of_mina = congress.stream("mina", began, None).await;
    let mut of_neda = congress.stream("neda", began, None).await;
    let task = json!({ "task": { "owner": ["mina"] } });
    congress.enters(rehearsal::CHAIR, "charged", task).await;
    assert_eq!(names(&until(&mut of_mina, "charged").await), [VOTE, "charged"]);
    assert_eq!(names(&until(&mut of_neda, "charged").await), [VOTE, "ballot-of-neda", "charged"]);
    congress.declare("tied").await;
    let end = congress.place("fund-declared");
    let told = until(&mut of_mina, "fund-declared").await;
    let expected = [
        (BALLOTS[0].to_owned(), None),
        (BALLOTS[1].to_owned(), None),
        ("fund-declared".to_owned(), Some(end)),
    ];
    assert_eq!(told, expected);
    // Whoever was cut off before the declaration misses nothing either, wherever it was.
    let mut resumed = congress.stream("mina", 0, Some(congress.place("charged"))).await;
    assert_eq!(until(&mut resumed, "fund-declared").await, expected);
    let mut resumed = congress.stream("mina", 0, Some(congress.place(BALLOTS[0]))).await;
    let all = until(&mut resumed, "fund-declared").await;
    assert_eq!(names(&all), [BALLOTS[1], "charged", BALLOTS[0], "fund-declared"]);
    // Whoever reads from the beginning afterwards has each act once, in its place.
    let mut anew = congress.stream("mina", began, None).await;
    let all = until(&mut anew, "fund-declared").await;
    assert_eq!(names(&all), [VOTE, BALLOTS[0], BALLOTS[1], "charged", "fund-declared"]);
    assert!(all.iter().all(|(_, place)| place.is_some()));
}

/// What was withheld is told in pieces of a bounded size, as everything is.
#[tokio::test]
async fn more_ballots_than_a_piece_of_the_stream_holds_are_all_told() {
    let congress = Congress::voting().await;
    let mut stream = congress.stream("mina", congress.place(VOTE), None).await;
    // The record grows by more than one piece between the opening and the declaration.
    for n in 0..300 {
        congress
            .enters(rehearsal::CHAIR, &format!("charged-{n}"), json!({ "task": { "owner": ["mina"] } }))
            .await;
    }
    until(&mut stream, "charged-299").await;
    congress.votes("mina", "for").await;
    congress.declare("carried").await;
    let told = until(&mut stream, "fund-declared").await;
    assert_eq!(names(&told), ["ballot-of-mina", "ballot-of-neda", "ballot-of-tom", "fund-declared"]);
}
