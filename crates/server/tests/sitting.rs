//! A sitting from its opening to its adopted minutes, as those who take part in it see and do it: the router in-process, a real house, a real
//! ledger.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

mod support {
    pub mod congress;
}

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use shura_act::Lang;
use shura_act::act::{Outcome, SittingState};
use shura_kernel::{Charter, Severity};
use shura_ledger::{Ledger, Memory, Sqlite};
use shura_server::app::machine_clock;
use shura_server::clerk::Submission;
use shura_server::names::Reader;
use shura_server::streams::{OF_A_SESSION, Watcher};
use shura_server::{App, House, live, rehearsal, router};
use std::collections::BTreeMap;
use std::sync::Arc;
use support::congress::{NOW, clock, congress_on, congress_under, id};
use tokio_stream::StreamExt;
use tower::ServiceExt;

const PATH: &str = "/valley/sittings/congress-3";

/// A congress that sits, and those who take part in it, signed in.
struct Congress {
    house: Arc<House>,
    router: Router,
    cookies: std::sync::Mutex<BTreeMap<String, String>>,
}

struct Page {
    status: StatusCode,
    leads_to: String,
    body: String,
}

impl Page {
    fn says(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "the page does not say {words:?}: {}", self.body);
        self
    }

    /// What the page says at the form that came back.
    fn why(&self) -> &str {
        let why = self.body.split("role=\"alert\">").nth(1).and_then(|rest| rest.split("</p>").next());
        why.unwrap_or_else(|| panic!("the page names no reason: {}", self.body))
    }

    fn says_not(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "the page says {words:?}: {}", self.body);
        self
    }
}

async fn congress(ledger: Box<dyn Ledger>) -> Congress {
    served(congress_on(ledger).await)
}

fn served(house: House) -> Congress {
    let app = Arc::new(App::new([house], false));
    let house = app.houses["valley"].clone();
    Congress { house, router: router(app), cookies: Default::default() }
}

async fn in_memory() -> Congress {
    congress(Box::new(Memory::create("valley"))).await
}

impl Congress {
    fn cookie(&self, person: &str) -> String {
        let mut cookies = self.cookies.lock().unwrap();
        let begin = || self.house.desk.begin(Some(id(person)), "test", machine_clock()).unwrap();
        format!("shura-valley={}", cookies.entry(person.to_owned()).or_insert_with(begin))
    }

    async fn ask(&self, person: &str, request: axum::http::request::Builder, body: String) -> Page {
        let request =
            if person.is_empty() { request } else { request.header(header::COOKIE, self.cookie(person)) };
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION).and_then(|v| v.to_str().ok());
        let leads_to = location.unwrap_or_default().to_owned();
        let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.unwrap();
        Page { status, leads_to, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    async fn get(&self, person: &str, path: &str) -> Page {
        self.ask(person, Request::get(path), String::new()).await
    }

    async fn send(&self, person: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let pairs: Vec<String> = fields.iter().map(|(k, v)| format!("{}={}", coded(k), coded(v))).collect();
        self.ask(person, request, pairs.join("&")).await
    }

    /// Enters an act that is done elsewhere.
    async fn enters(&self, entry: serde_json::Value) {
        let entry = serde_json::from_value(entry).unwrap();
        self.house.enter(Submission { entry, signatures: vec![] }).await.unwrap();
    }

    /// Sends a form of the sitting that must be taken.
    async fn does(&self, person: &str, form: &str, fields: &[(&str, &str)]) {
        let page = self.send(person, &format!("{PATH}/{form}"), fields).await;
        let why =
            page.body.split("class=\"why\"").nth(1).map(|rest| rest.chars().take(400).collect::<String>());
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{person} {form} {fields:?}: {why:?}");
        assert_eq!(page.leads_to, format!("{PATH}#mine"));
    }

    /// Sends a form of the sitting that must be refused, and gives the page that came back.
    async fn fails(&self, person: &str, form: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.send(person, &format!("{PATH}/{form}"), fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{person} {form} {fields:?}");
        page.says("role=\"alert\"");
        page
    }

    /// Opens an electronic vote on a motion and gives its name.
    async fn opens(&self, motion: &str, method: &str) -> String {
        let times = self.house.book().standing.motions[&id(motion)].divisions.len();
        let division = format!("{motion}-vote-{}", times + 1);
        self.does(rehearsal::CHAIR, "divide", &[("act", &division), ("of", motion), ("method", method)])
            .await;
        division
    }

    async fn votes(&self, division: &str, choice: &str, persons: &[&str]) {
        for person in persons {
            let act = format!("{division}-by-{person}-{choice}");
            self.does(person, "ballot", &[("act", &act), ("of", division), ("choice", choice)]).await;
        }
    }

    fn outcome(&self, division: &str) -> Option<Outcome> {
        self.house.book().standing.divisions[&id(division)].division.outcome
    }

    /// How many acts there are, so that a test sees whether something was entered.
    fn size(&self) -> usize {
        self.house.book().entries.len()
    }
}

fn coded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b == b'-' {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

#[tokio::test]
async fn the_congress_is_rehearsed_in_order() {
    let congress = in_memory().await;
    let book = congress.house.book();
    let today =
        book.entries.iter().filter(|a| a.entry.at.as_ref().is_some_and(|at| at.first() > NOW - 2 * 86_400));
    for accepted in today.clone() {
        for finding in &accepted.findings {
            assert!(
                finding.severity < Severity::Irregular,
                "{}: {}",
                accepted.entry.id,
                finding.text(&book.standing).en
            );
        }
    }
    assert!(today.count() > 60);
    let sitting = &book.standing.sittings[&id("congress-3")];
    assert_eq!(sitting.state, SittingState::Resumed);
    assert_eq!(book.standing.present_in(&id("congress-3")), Some(20));
    assert_eq!(book.standing.organs[&id("congress")].electors.votes.len(), 21);
    assert_eq!(sitting.floor.requests.len(), 3);
}

#[tokio::test]
async fn everybody_sees_the_hall_and_each_what_is_theirs() {
    let congress = in_memory().await;
    for (lang, quorum) in
        [("en", "20 are present; 11 are needed"), ("fa", "۲۰ تن حاضرند و حد نصاب ۱۱ تن است")]
    {
        let path = format!("{PATH}?lang={lang}");
        congress.get("", &path).await.says(quorum).says_not("name=\"act\"");
        congress
            .get("jamshid", &path)
            .await
            .says(quorum)
            .says("/ask\"")
            .says_not("/declare\"")
            .says_not("/state\"");
        congress.get(rehearsal::CHAIR, &path).await.says("/divide\"").says("/state\"").says("/floor\"");
        congress.get(rehearsal::SECRETARY, &path).await.says("/presence\"");
        congress.get(rehearsal::TELLERS[0], &path).await.says("/presence\"").says_not("/divide\"");
    }
    congress.get("", "/valley/sittings/no-such").await.says("nothing at this place");
    let sent = congress.send("", &format!("{PATH}/ask"), &[("act", "x-1"), ("form", "debate")]).await;
    assert!(sent.leads_to.contains("/sign-in"), "{}", sent.leads_to);
}

#[tokio::test]
async fn the_whole_way_of_a_sitting() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("valley.shura");
    let congress = congress(Box::new(Sqlite::create(&file, "valley").unwrap())).await;
    let chair = rehearsal::CHAIR;
    // Somebody comes late, by the card shown at the door; another reports from the telephone and leaves the list of speakers again.
    congress
        .get(rehearsal::TELLERS[1], "/valley/arrive/emma?lang=en")
        .await
        .says("Has left")
        .says("sitting 3");
    congress.get("emma", "/valley/arrive/laleh?lang=en").await.says("whose list you keep");
    congress
        .does(
            rehearsal::SECRETARY,
            "presence",
            &[("act", "by-cards"), ("cards", "EMMA, ali"), ("to", "present")],
        )
        .await;
    congress
        .fails(
            rehearsal::SECRETARY,
            "presence",
            &[("act", "by-cards-2"), ("cards", "9999"), ("to", "present")],
        )
        .await
        .says("on no card");
    congress.does("laleh", "here", &[("act", "laleh-comes"), ("to", "arrived")]).await;
    congress.does("laleh", "ask", &[("act", "laleh-asks"), ("form", "debate")]).await;
    congress
        .get("laleh", &format!("{PATH}?lang=en"))
        .await
        .says("your place is 4")
        .says("laleh-asks-withdrawn");
    congress
        .does("laleh", "ask", &[("act", "laleh-asks-withdrawn"), ("on", "laleh-asks"), ("withdraw", "yes")])
        .await;
    let begins = [
        ("act", "jamshid-asks-3-called"),
        ("of", "jamshid"),
        ("on", "jamshid-asks-3"),
        ("form", "debate"),
        ("floor", "began"),
        ("minutes", "۵"),
    ];
    congress.does(chair, "floor", &begins).await;
    let path = format!("{PATH}?lang=en");
    congress
        .get("", &path)
        .await
        .says("<bdi>Jamshid</bdi></strong>")
        .says(&format!("data-until=\"{}\"", NOW + 300));
    // A question to the speaker interrupts, and gives the floor back.
    congress.does("tom", "ask", &[("act", "tom-asks"), ("form", "interposed-question")]).await;
    let question = [
        ("act", "tom-asks-called"),
        ("of", "tom"),
        ("on", "tom-asks"),
        ("form", "interposed-question"),
        ("floor", "began"),
    ];
    congress.does(chair, "floor", &question).await;
    congress.get("", &path).await.says("<bdi>Tom</bdi></strong>").says("waits to go on: <bdi>Jamshid</bdi>");
    congress
        .does(
            chair,
            "floor",
            &[("act", "tom-ended"), ("of", "tom"), ("form", "interposed-question"), ("floor", "ended")],
        )
        .await;
    congress.get("", &path).await.says("<bdi>Jamshid</bdi></strong>");
    congress.does(chair, "floor", &[("act", "jamshid-pauses"), ("of", "jamshid"), ("floor", "paused")]).await;
    congress.get("", &path).await.says("paused, 5:00");
    congress
        .does(chair, "floor", &[("act", "jamshid-goes-on"), ("of", "jamshid"), ("floor", "resumed")])
        .await;
    congress.does(chair, "floor", &[("act", "jamshid-ended"), ("of", "jamshid"), ("floor", "ended")]).await;
    congress.get("", &path).await.says("Nobody has the floor");
    // A motion from the floor, supported.
    congress
        .does(
            "emma",
            "move",
            &[
                ("act", "emma-moves"),
                ("text", "Two tenths."),
                ("what", "amends"),
                ("of-motion", "fund"),
                ("question", "ordinary"),
                ("subject", "solidarity"),
            ],
        )
        .await;
    congress
        .does(
            "ali",
            "motion",
            &[("act", "emma-moves-supported-ali"), ("of", "emma-moves"), ("to", "supported")],
        )
        .await;
    congress
        .does("emma", "motion", &[("act", "emma-withdraws"), ("of", "emma-moves"), ("to", "withdrawn")])
        .await;
    // The amendment, by hands; then the motion, by open vote.
    let hands = congress.opens("fund-amendment", "hands").await;
    let declares = [("act", "fund-amendment-vote-1-declared"), ("of", hands.as_str())];
    assert!(congress.fails(chair, "declare", &declares).await.why().contains("teller"));
    for (teller, against, act) in [(0, "12", "count-1"), (1, "11", "count-2")] {
        let count = [
            ("act", act),
            ("of", hands.as_str()),
            ("count-for", "۸"),
            ("count-against", against),
            ("count-abstain", "1"),
        ];
        congress.does(rehearsal::TELLERS[teller], "count", &count).await;
    }
    congress.get("", &path).await.says("2 tellers have counted").says("Their counts differ");
    congress.fails(chair, "declare", &declares).await;
    let again = [
        ("act", "count-3"),
        ("of", hands.as_str()),
        ("count-for", "8"),
        ("count-against", "12"),
        ("count-abstain", "1"),
    ];
    congress.does(rehearsal::TELLERS[1], "count", &again).await;
    congress.does(chair, "declare", &declares).await;
    assert_eq!(congress.outcome(&hands), Some(Outcome::Lost));
    let vote = congress.opens("fund", "electronic").await;
    congress
        .get("neda", &path)
        .await
        .says("name=\"choice\" value=\"for\"")
        .says("<a href=\"#mine\">To the ballot</a>")
        .says("Nobody of 21 has voted yet");
    congress.votes(&vote, "for", &["neda", "tom", "mina", "grace", "kaveh", "martha", "rose"]).await;
    congress.votes(&vote, "against", &["owen", "simin", "shirin"]).await;
    congress.get("neda", &path).await.says("Your vote: for");
    // A vote is changed, and one is taken back.
    congress.does("tom", "ballot", &[("act", "tom-changes"), ("of", &vote), ("choice", "against")]).await;
    congress.does("mina", "ballot", &[("act", "mina-back"), ("of", &vote), ("back", "yes")]).await;
    congress.does(chair, "declare", &[("act", "fund-vote-1-declared"), ("of", &vote)]).await;
    assert_eq!(congress.outcome(&vote), Some(Outcome::Carried));
    congress.get("", &path).await.says("carried");
    congress
        .fails("owen", "challenge", &[("act", "owen-challenges"), ("of", &vote)])
        .await
        .says("what ground");
    congress
        .does(
            "owen",
            "challenge",
            &[("act", "owen-challenges"), ("of", &vote), ("text", "The doors were shut.")],
        )
        .await;
    congress
        .does("owen", "dissent", &[("act", "owen-dissents"), ("of", &vote), ("text", "Too little.")])
        .await;
    // What follows from it, and the end.
    congress
        .does(
            chair,
            "task",
            &[
                ("act", "task-fund"),
                ("text", "Write the rules of the fund."),
                ("owner", "kaveh"),
                ("due", "2026-12-31"),
                ("decision", "fund"),
            ],
        )
        .await;
    congress
        .does("kaveh", "done", &[("act", "task-fund-done"), ("of", "task-fund"), ("to", "fulfilled")])
        .await;
    congress
        .does(chair, "item", &[("act", "solidarity-closed"), ("of", "solidarity"), ("to", "closed")])
        .await;
    congress.does(chair, "state", &[("act", "c3-recess"), ("to", "recess"), ("minutes", "15")]).await;
    congress.does(chair, "state", &[("act", "c3-resumed"), ("to", "resumed")]).await;
    congress.does(chair, "state", &[("act", "c3-closed"), ("to", "closed")]).await;
    congress.get("", &path).await.says("badge over");
    // The minutes: facts, the secretary's prose, adoption in the next sitting.
    let minutes = "/valley/minutes/congress-3";
    let prose = [("act", "c3-prose"), ("on", "congress-3"), ("text", "A long and quiet day.")];
    assert_eq!(congress.send(rehearsal::SECRETARY, minutes, &prose).await.leads_to, minutes);
    let page = congress.get("", &format!("{minutes}?lang=en")).await;
    page.says("A long and quiet day.")
        .says("Too little.")
        .says("Write the rules of the fund.")
        .says_not("name=\"text\"");
    congress
        .get(rehearsal::SECRETARY, &format!("{minutes}?lang=fa"))
        .await
        .says("A long and quiet day.")
        .says("یادداشتی بر این");
    let call = serde_json::json!({ "id": "congress-4-call", "by": "neda", "behalf": "executive", "act": { "convening": { "organ": "congress", "for-date": "2027-06-01" } } });
    congress.enters(call).await;
    let opened = congress
        .send("neda", "/valley/convenings/congress-4-call", &[("number", "4"), ("chair", chair)])
        .await;
    assert_eq!(opened.leads_to, "/valley/sittings/congress-4-call-sitting");
    let adopted = [("act", "congress-3-minutes-adopted"), ("of", "congress-3"), ("to", "adopted")];
    let page = congress
        .send(rehearsal::SECRETARY, "/valley/sittings/congress-4-call-sitting/minutes", &adopted)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    congress
        .get(rehearsal::SECRETARY, &format!("{minutes}?lang=en"))
        .await
        .says("adopted")
        .says_not("name=\"text\"");
    // Everything lies in the file and is read again as it was.
    let size = congress.size();
    drop(congress.router);
    Arc::into_inner(congress.house).expect("nobody else holds the house").close();
    let again = House::open("valley", &file, clock).unwrap();
    assert_eq!(again.book().entries.len(), size);
    assert_eq!(again.book().standing.sittings[&id("congress-3")].state, SittingState::Closed);
}

#[tokio::test]
async fn a_walk_out_takes_the_quorum_away_in_the_middle_of_a_vote() {
    let congress = in_memory().await;
    let vote = congress.opens("fund", "electronic").await;
    congress.votes(&vote, "for", &["neda", "mina", "grace", "kaveh"]).await;
    // The ten of Common Plan leave as a faction, whoever presides among them: ten of 21 remain.
    congress
        .does(
            rehearsal::SECRETARY,
            "walk-out",
            &[("act", "plan-leaves"), ("of", "common-plan"), ("to", "walk-out")],
        )
        .await;
    let en = congress.get("", &format!("{PATH}?lang=en")).await;
    en.says("cannot decide").says("data-tell=\"assertive\"");
    congress.get("", &format!("{PATH}?lang=fa")).await.says("نمی‌تواند تصمیم بگیرد");
    let page =
        congress.fails(rehearsal::CHAIR, "declare", &[("act", "fund-vote-1-declared"), ("of", &vote)]).await;
    assert!(page.why().contains("10") && page.why().contains("11"), "{}", page.why());
    assert_eq!(congress.outcome(&vote), None);
    congress
        .does(
            rehearsal::SECRETARY,
            "walk-out",
            &[("act", "plan-returns"), ("of", "common-plan"), ("to", "returned")],
        )
        .await;
    assert_eq!(congress.house.book().standing.present_in(&id("congress-3")), Some(20));
    congress.does(rehearsal::CHAIR, "declare", &[("act", "fund-vote-1-declared"), ("of", &vote)]).await;
    assert_eq!(congress.outcome(&vote), Some(Outcome::Carried));
}

#[tokio::test]
async fn a_recall_changes_the_electorate_of_the_next_vote_and_not_of_the_last() {
    let congress = in_memory().await;
    let first = congress.opens("fund-amendment", "electronic").await;
    congress.votes(&first, "for", &["owen", "neda"]).await;
    // The branch that sent Owen takes the mandate back, by a vote of its own.
    congress
        .enters(serde_json::json!({ "id": "owen-recall-vote", "by": "print", "act": { "division": {
        "on": ["owen-mandate-3"], "electorate": "print", "method": "secret", "question": "recall",
        "for": 60, "against": 10, "abstain": 0, "entitled": 102, "present": 70, "outcome": "carried" } } }))
        .await;
    congress
        .enters(serde_json::json!({ "id": "owen-recall", "by": "print", "act": { "recall": {
        "mandate": "owen-mandate-3", "unit": "print", "division": "owen-recall-vote" } } }))
        .await;
    congress
        .does(rehearsal::CHAIR, "declare", &[("act", "fund-amendment-vote-1-declared"), ("of", &first)])
        .await;
    let second = congress.opens("fund", "electronic").await;
    {
        let book = congress.house.book();
        let electors = |division: &str| book.standing.divisions[&id(division)].electors.votes.len();
        assert_eq!((electors(&first), electors(&second)), (21, 20));
        let ballots = &book.standing.divisions[&id(&first)].ballots;
        assert!(ballots.contains_key(&id("owen-mandate-3")), "what was cast before the recall counts");
    }
    congress
        .fails("owen", "ballot", &[("act", "owen-again"), ("of", &second), ("choice", "for")])
        .await
        .says("no vote");
}

#[tokio::test]
async fn two_chairs_who_press_at_once_do_one_thing() {
    let congress = in_memory().await;
    let vote = congress.opens("fund", "electronic").await;
    congress.votes(&vote, "for", &["neda", "tom"]).await;
    let before = congress.size();
    let fields = [("act", "fund-vote-1-declared"), ("of", vote.as_str())];
    // Nasrin is of the presidium and leads too.
    tokio::join!(
        congress.does(rehearsal::CHAIR, "declare", &fields),
        congress.does("nasrin", "declare", &fields)
    );
    assert_eq!(congress.size(), before + 1);
    // The same form sent twice, as by an impatient finger.
    let asks = [("act", "emma-asks"), ("form", "debate")];
    congress.does("emma", "ask", &asks).await;
    congress.does("emma", "ask", &asks).await;
    assert_eq!(congress.size(), before + 2);
}

/// Names that pages choose can be guessed; whoever enters something else under them first stops nobody.
#[tokio::test]
async fn an_act_under_the_name_that_a_page_would_take_stops_nobody() {
    let congress = in_memory().await;
    let chair = rehearsal::CHAIR;
    let squat = async |name: &str, speaker: &str| {
        let says = serde_json::json!({ "speaker": speaker, "form": "debate", "floor": "asked" });
        let entry = serde_json::json!({ "id": name, "sitting": "congress-3", "act": { "speech": says } });
        let entry = serde_json::from_value(entry).unwrap();
        congress.house.enter(Submission::of(&id(speaker), entry)).await.unwrap();
    };
    squat("fund-vote-1", "emma").await;
    congress.does(chair, "divide", &[("act", "fund-vote-1"), ("of", "fund"), ("method", "electronic")]).await;
    let vote = {
        let book = congress.house.book();
        book.standing.motions[&id("fund")].divisions.last().unwrap().clone()
    };
    assert_ne!(vote, id("fund-vote-1"));
    congress.votes(vote.as_str(), "for", &["neda", "tom"]).await;
    let declared = format!("{vote}-declared");
    squat(&declared, "grace").await;
    squat(&format!("{declared}-2"), "owen").await;
    let before = congress.size();
    let fields = [("act", declared.as_str()), ("of", vote.as_str())];
    tokio::join!(congress.does(chair, "declare", &fields), congress.does("nasrin", "declare", &fields));
    assert_eq!(congress.size(), before + 1, "two chairs who press at once do one thing still");
    assert_eq!(congress.outcome(vote.as_str()), Some(Outcome::Carried));
    let wish = congress.house.book().standing.sittings[&id("congress-3")].floor.requests[0].clone();
    let (wish, speaker) = (wish.act.to_string(), wish.speaker.to_string());
    squat(&format!("{wish}-called"), "shirin").await;
    let call = [
        ("act", &*format!("{wish}-called")),
        ("of", &speaker),
        ("on", &wish),
        ("form", "debate"),
        ("floor", "began"),
    ];
    congress.does(chair, "floor", &call).await;
    let book = congress.house.book();
    let speaking = shura_kernel::floor::view(&book.standing, &id("congress-3"), book.standing.now);
    assert_eq!(speaking.unwrap().speaking.unwrap().speaking.speaker, id(&speaker));
}

#[tokio::test]
async fn what_is_refused_comes_back_with_what_was_typed() {
    let congress = in_memory().await;
    let size = congress.size();
    let page = congress
        .fails(
            "emma",
            "move",
            &[
                ("act", "m-1"),
                ("text", "Words <b>typed</b> \"with care\""),
                ("what", "amends"),
                ("of-motion", ""),
            ],
        )
        .await;
    page.says("Words &#60;b&#62;typed&#60;/b&#62;");
    congress
        .fails(
            rehearsal::CHAIR,
            "floor",
            &[("act", "f-1"), ("of", "jamshid"), ("floor", "began"), ("minutes", "ten")],
        )
        .await
        .says("whole number");
    congress.fails(rehearsal::CHAIR, "agenda", &[("act", "a-1")]).await;
    // A member who has no office cannot close the sitting, whatever is sent.
    congress.fails("emma", "state", &[("act", "s-1"), ("to", "closed")]).await;
    for nonsense in [
        &[][..],
        &[("act", "")],
        &[("act", "a b"), ("to", "نه")],
        &[("act", "a b"), ("of", "../../x"), ("choice", "maybe")],
    ] {
        for form in [
            "state",
            "item",
            "here",
            "presence",
            "walk-out",
            "ask",
            "floor",
            "move",
            "motion",
            "task",
            "done",
            "ratify",
            "divide",
            "ballot",
            "roll",
            "count",
            "declare",
            "dissent",
            "minutes",
            "no-such-form",
        ] {
            let page = congress.send(rehearsal::CHAIR, &format!("{PATH}/{form}"), nonsense).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form} {nonsense:?}");
        }
    }
    assert_eq!(congress.size(), size);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hall_is_told_live_and_a_slow_reader_gets_only_the_newest() {
    let congress = in_memory().await;
    tokio::spawn(live::tell(congress.house.clone()));
    congress.cookie("neda");
    let session = congress.house.desk.sessions_of(&id("neda")).remove(0);
    let stream = || {
        let watcher = Watcher::Session(session.token, session.person.clone());
        let open = congress.house.live.streams.open(watcher).unwrap();
        let hall = (id("congress-3"), Lang::En, Reader::Member);
        let body = live::watch_hall(&congress.house, machine_clock, hall, open).into_body();
        Box::pin(body.into_data_stream())
    };
    let (mut quick, mut slow) = (stream(), stream());
    let first = quick.next().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&first).contains("event: hall"));
    let vote = congress.opens("fund", "electronic").await;
    let mut seen = String::new();
    while !seen.contains("Nobody of 21 has voted yet") {
        seen = String::from_utf8_lossy(&quick.next().await.unwrap().unwrap()).into_owned();
    }
    for (n, person) in ["neda", "tom", "mina", "grace", "kaveh"].iter().enumerate() {
        congress.votes(&vote, "for", &[*person]).await;
        let told = format!("{} of 21 have voted", n + 1).replace("1 of 21 have", "One of 21 has");
        while !seen.contains(&told) {
            seen = String::from_utf8_lossy(&quick.next().await.unwrap().unwrap()).into_owned();
        }
    }
    // Whoever has the hall already is told the number of votes alone.
    assert!(seen.starts_with("event: votes-0\n") && !seen.contains("hall-now"), "{seen}");
    // Whoever has read nothing so far missed all those states, and gets the last of them alone, with everything that stands.
    let newest = slow.next().await.unwrap().unwrap();
    let newest = String::from_utf8_lossy(&newest);
    assert!(newest.starts_with("event: hall\n") && newest.contains("5 of 21 have voted"), "{newest}");
}

/// Whoever could read the figures of a vote that goes on could read each ballot from the difference that it makes.
#[tokio::test]
async fn a_vote_that_goes_on_shows_no_figures() {
    let congress = in_memory().await;
    let vote = congress.opens("fund", "electronic").await;
    let pages = [
        format!("/valley/divisions/{vote}"),
        "/valley/motions/fund".to_owned(),
        "/valley/organs/congress".to_owned(),
    ];
    let figure = "<span class=\"dot for\"></span>";
    let figures = async || {
        let mut found = vec![];
        for path in &pages {
            let page = congress.get("neda", path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            let of_vote =
                page.body.split("<article class=\"division\">").skip(1).find(|part| part.contains(&vote));
            found.extend(of_vote.map(|part| part.split("</article>").next().unwrap().contains(figure)));
        }
        found
    };
    let table = format!("/api/valley/standing/divisions/{vote}");
    congress.votes(&vote, "for", &["neda", "tom", "mina"]).await;
    let open = figures().await;
    assert!(!open.is_empty() && !open.contains(&true), "{open:?}");
    congress.get("", &table).await.says_not("\"sums\"").says_not("\"ballots\"");
    // Nor who voted how, which anybody could add up.
    let (roll, neda) = (format!("/valley/divisions/{vote}"), "/valley/persons/neda");
    congress.get("tom", &roll).await.says_not("class=\"roll\"");
    congress.get("tom", neda).await.says_not(&format!("divisions/{vote}"));
    congress.does(rehearsal::CHAIR, "declare", &[("act", "fund-vote-1-declared"), ("of", &vote)]).await;
    let told = figures().await;
    assert!(
        told.len() == open.len() && !told.contains(&false),
        "the same places show it afterwards: {told:?}"
    );
    congress.get("", &table).await.says("\"sums\"");
    congress.get("tom", &roll).await.says("class=\"roll\"");
    congress.get("tom", neda).await.says(&format!("divisions/{vote}"));
}

#[tokio::test]
async fn one_visitor_keeps_only_so_many_streams_open() {
    let congress = in_memory().await;
    let stream = format!("{PATH}/live");
    let mut open = vec![];
    for n in 0..=OF_A_SESSION {
        let request = Request::get(if n % 2 == 0 { stream.as_str() } else { "/api/valley/events" });
        let request = request.header(header::COOKIE, congress.cookie("tom")).body(Body::empty()).unwrap();
        let response = congress.router.clone().oneshot(request).await.unwrap();
        let most = if n < OF_A_SESSION { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(response.status(), most, "stream {n}");
        open.push(response);
    }
    // The page itself is shown all the same, and somebody else has streams of their own.
    congress.get("tom", PATH).await.says("hall-now");
    let request = Request::get(&stream).header(header::COOKIE, congress.cookie("neda")).body(Body::empty());
    let other = congress.router.clone().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(other.status(), StatusCode::OK);
    let refused = open.pop().unwrap();
    let words = axum::body::to_bytes(refused.into_body(), 1 << 20).await.unwrap();
    assert!(String::from_utf8_lossy(&words).contains("as many windows as one may have"));
    // One that ends makes room.
    drop(open.remove(0));
    let request = Request::get(&stream).header(header::COOKIE, congress.cookie("tom")).body(Body::empty());
    let again = congress.router.clone().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(again.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_projector_shows_the_hall_to_a_screen_that_is_nobody() {
    let congress = in_memory().await;
    congress
        .get("", "/valley/projector/congress-3")
        .await
        .says("class=\"projector\"")
        .says("sse-connect")
        .says("<svg")
        .says("Kaveh");
}

#[tokio::test]
async fn a_sitting_is_opened_from_its_call_by_whom_the_charter_names() {
    let congress = in_memory().await;
    let call = serde_json::json!({ "id": "executive-9-call", "by": "neda", "act": { "convening": { "organ": "executive", "for-date": "2026-11-27" } } });
    congress.enters(call).await;
    congress.get("emma", "/valley/convenings").await.says("Executive").says_not("name=\"chair\"");
    congress.get("neda", "/valley/convenings").await.says("name=\"chair\"");
    let path = "/valley/convenings/executive-9-call";
    let refused = congress.send("emma", path, &[("number", "9"), ("chair", "emma")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let opened = congress.send("neda", path, &[("number", "9"), ("chair", "neda")]).await;
    assert_eq!(opened.leads_to, "/valley/sittings/executive-9-call-sitting");
    let book = congress.house.book();
    assert_eq!(book.standing.sittings[&id("executive-9-call-sitting")].chair, Some(id("neda")));
}

#[tokio::test]
async fn the_hall_tells_what_is_charged_to_whom_who_asks_for_what_and_when_an_item_begins() {
    let congress = in_memory().await;
    let task =
        [("act", "to-emma"), ("text", "Rent a second hall."), ("owner", "emma"), ("due", "2026-12-31")];
    congress.does(rehearsal::CHAIR, "task", &task).await;
    let asks = [("act", "tom-asks"), ("form", "point-of-order"), ("stance", "contra")];
    congress.does("tom", "ask", &asks).await;
    let page = congress.get("", &format!("{PATH}?lang=en")).await;
    page.says("Tasks that are open")
        .says("Rent a second hall")
        .says("by 31 December 2026")
        .says("point of order, against");
    page.says("class=\"to-come\"").says("data-at=");
    let persian = congress.get("", &format!("{PATH}?lang=fa")).await;
    persian.says("وظیفه‌های باز").says("تا ۳۱ دسامبر ۲۰۲۶");
}

#[tokio::test]
async fn on_a_roll_of_units_each_unit_has_one_vote() {
    let congress = in_memory().await;
    let chair = rehearsal::CHAIR;
    congress
        .get(chair, &format!("{PATH}?lang=fa"))
        .await
        .says("خواندن نام یکان‌ها")
        .says("name=\"unit-harbour\"");
    let of = [("act", "fund-vote-1"), ("of", "fund")];
    let page = congress.fails(chair, "roll-of-units", &of).await;
    page.says("action=\"/valley/sittings/congress-3/roll-of-units\"");
    let answers = [
        ("unit-harbour", "for"),
        ("unit-print", "for"),
        ("unit-transit", "against"),
        ("unit-care", "against"),
        ("unit-orchard", "for"),
        ("unit-kitchen", "abstain"),
    ];
    // Three units are silent: nothing is entered, and they alone are called again, what the others said being kept.
    let size = congress.size();
    let page = congress.fails(chair, "roll-of-units", &[&of[..], &answers[..]].concat()).await;
    assert_eq!(congress.size(), size);
    page.says("Call them a second time").says("name=\"call\" value=\"second\"");
    let (again, heard) =
        page.body.split_once("Second call").and_then(|(_, rest)| rest.split_once("Answered when")).unwrap();
    let names = |part: &str| part.matches("name=\"unit-").count();
    assert_eq!((names(again), names(heard.split("</form>").next().unwrap())), (3, 6));
    assert!(again.contains("name=\"unit-bakery\"") && !again.contains("name=\"unit-harbour\""));
    assert_eq!(heard.matches(" selected").count(), 6, "what they said is kept");
    // The bakers answer now; two units are silent again and stay out.
    let second = [("unit-bakery", "for"), ("call", "second")];
    congress.does(chair, "roll-of-units", &[&of[..], &answers[..], &second[..]].concat()).await;
    assert_eq!(congress.outcome("fund-vote-1"), Some(Outcome::Carried));
    let book = congress.house.book();
    let decided = shura_kernel::verdict::of(&book.standing, &id("fund-vote-1")).unwrap();
    let tally = &decided.verdict.tally;
    assert_eq!(
        (tally.in_favour, tally.against, tally.abstain),
        (Some(4), Some(2), Some(1)),
        "units, not heads"
    );
    let division = &book.standing.divisions[&id("fund-vote-1")];
    assert_eq!(shura_kernel::verdict::electorate(&book.standing, division).entitled, Some(9));
}

/// Farhad stands by for Tom, who sits for Harbour in the congress.
async fn farhad_stands_by(congress: &Congress) {
    let says = serde_json::json!({ "person": "farhad", "organ": "congress", "seat": "substitute", "unit": "harbour",
        "substitute-for": "tom-mandate-3" });
    congress
        .enters(serde_json::json!({ "id": "farhad-stands-by", "by": "harbour", "act": { "mandate": says } }))
        .await;
}

/// Whether a mandate has a vote in the congress now.
fn may_vote(congress: &Congress, mandate: &str) -> bool {
    congress.house.book().standing.organs[&id("congress")].electors.votes.contains_key(&id(mandate))
}

#[tokio::test]
async fn a_substitute_takes_the_seat_and_gives_it_back() {
    let congress = in_memory().await;
    farhad_stands_by(&congress).await;
    let votes = |mandate: &str| may_vote(&congress, mandate);
    assert!(votes("tom-mandate-3") && !votes("farhad-stands-by"));
    let secretary = rehearsal::SECRETARY;
    congress.get(secretary, &format!("{PATH}?lang=en")).await.says("Farhad, substitute for Tom");
    congress.get("jamshid", PATH).await.says_not("/seat\"");
    let of = ("of", "tom-mandate-3");
    congress.fails("jamshid", "seat", &[("act", "by-jamshid"), of, ("to", "suspended")]).await;
    let page = congress.fails(secretary, "seat", &[("act", "by-pen"), of, ("to", "suspended")]).await;
    page.says("no decision is named");
    congress.get("tom", &format!("{PATH}?lang=en")).await.says("Your substitute is Farhad.");
    congress.does("tom", "seat", &[("act", "tom-away"), of, ("to", "suspended")]).await;
    assert!(!votes("tom-mandate-3") && votes("farhad-stands-by"));
    let vote = congress.opens("fund", "electronic").await;
    congress.votes(&vote, "for", &["farhad"]).await;
    congress.get(secretary, &format!("{PATH}?lang=en")).await.says("The delegate takes the seat back");
    congress.does(secretary, "seat", &[("act", "tom-back"), of, ("to", "restored")]).await;
    assert!(votes("tom-mandate-3") && !votes("farhad-stands-by"));
}

#[tokio::test]
async fn whoever_laid_a_seat_aside_takes_it_back() {
    let congress = in_memory().await;
    farhad_stands_by(&congress).await;
    let votes = |mandate: &str| may_vote(&congress, mandate);
    let (of, path) = (("of", "tom-mandate-3"), format!("{PATH}?lang=en"));
    let button = "value=\"restored\"";
    congress.get("tom", &path).await.says_not(button);
    congress.does("tom", "seat", &[("act", "tom-away"), of, ("to", "suspended")]).await;
    assert!(!votes("tom-mandate-3") && votes("farhad-stands-by"));
    congress.get("tom", &path).await.says("You have laid the seat for Harbour").says(button);
    congress.get("tom", &format!("{PATH}?lang=fa")).await.says("کرسی را پس می‌گیرم");
    // It is nobody else's to take: neither the substitute's nor that of somebody else who sits.
    for other in ["farhad", "neda"] {
        congress.get(other, &path).await.says_not(button);
        congress.fails(other, "seat", &[("act", "not-mine"), of, ("to", "restored")]).await;
    }
    congress.does("tom", "seat", &[("act", "tom-back"), of, ("to", "restored")]).await;
    assert!(votes("tom-mandate-3") && !votes("farhad-stands-by"));
    congress.get("tom", &path).await.says_not(button);
}

#[tokio::test]
async fn a_delegate_demands_a_sitting_for_the_unit_that_sent_them() {
    const CONVENINGS: &str = "/valley/desk/convenings";
    let congress = in_memory().await;
    congress.get("farhad", CONVENINGS).await.says_not("value=\"demand-sitting\"");
    let demand = |act: &'static str| {
        [("form", "demand-sitting"), ("act", act), ("organ", "congress"), ("text", "The flood is not over.")]
    };
    let refused = congress.send("farhad", CONVENINGS, &demand("farhad-demands")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    congress.get("tom", CONVENINGS).await.says("value=\"demand-sitting\"");
    let sent = congress.send("tom", CONVENINGS, &demand("tom-demands")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    {
        let book = congress.house.book();
        let demands = &book.standing.organs[&id("congress")].demands;
        assert_eq!(demands.len(), 1);
        assert_eq!(demands[0].1, Some(id("harbour")), "it is the branch that demands");
    }
    // Whoever sits for the branch takes that back for it, and nobody else.
    let withdraw = |act: &'static str| [("form", "demand-withdraw"), ("act", act), ("demand", "tom-demands")];
    congress.get("emma", CONVENINGS).await.says_not("value=\"demand-withdraw\"");
    let refused = congress.send("emma", CONVENINGS, &withdraw("emma-withdraws-demand")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    congress.get("tom", CONVENINGS).await.says("value=\"demand-withdraw\"");
    let sent = congress.send("tom", CONVENINGS, &withdraw("tom-withdraws")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(congress.house.book().standing.organs[&id("congress")].demands.is_empty());
    congress.get("tom", CONVENINGS).await.says_not("value=\"demand-withdraw\"");
}

/// The charter of the congress, whose branches vote apart in two sections of equal weight: eleven delegates in one, ten in the other.
fn charter_with_sections() -> Charter {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/federation/charter.toml");
    let sections = r#"
        [[kind.congress.curia]]
        name = { en = "Works", fa = "کارگاه‌ها" }
        of = ["harbour", "print", "bakery", "transit"]
        share = "1/2"
        [[kind.congress.curia]]
        name = { en = "Services", fa = "خدمات" }
        of = ["care", "repair", "orchard", "kitchen", "couriers"]
        share = "1/2"
    "#;
    Charter::read("charter.toml", &(std::fs::read_to_string(folder).unwrap() + sections)).unwrap()
}

#[tokio::test]
async fn sections_vote_apart_and_the_page_of_the_vote_tells_each() {
    let chair = rehearsal::CHAIR;
    in_memory().await.get(chair, PATH).await.says_not("value=\"curia\"");
    let ledger = Box::new(Memory::create("valley"));
    let congress = served(congress_under(charter_with_sections(), ledger).await);
    congress
        .get(chair, &format!("{PATH}?lang=en"))
        .await
        .says("<option value=\"curia\">by sections</option>");
    let vote = congress.opens("fund", "curia").await;
    congress.get("emma", &format!("{PATH}?lang=en")).await.says("by sections").says("value=\"against\"");
    // By heads three stand against seven; but both who voted in the works are for, and one of eight in the services.
    congress.votes(&vote, "for", &["neda", "tom", "shirin"]).await;
    congress
        .votes(&vote, "against", &["helen", "nasrin", "peter", "emma", "laleh", "jamshid", "soraya"])
        .await;
    congress.votes(&vote, "abstain", &["ali"]).await;
    let page = format!("/valley/divisions/{vote}");
    congress.get("", &format!("{page}?lang=en")).await.says_not("By section").says_not("Services");
    congress.does(chair, "declare", &[("act", "fund-vote-1-declared"), ("of", &vote)]).await;
    assert_eq!(congress.outcome(&vote), Some(Outcome::Carried));
    let row = |name: &str, figures: [&str; 4]| {
        let cells: String = figures.iter().map(|f| format!("<td class=\"n\">{f}</td>")).collect();
        format!("<tr><th scope=\"row\">{name}</th>{cells}</tr>")
    };
    let en = congress.get("", &format!("{page}?lang=en")).await;
    en.says(
        "Carried: Works 2 of 2 × 1/2 = 1/2, Services 1 of 8 × 1/2 = 1/16; together 56.250% for of 100.000%",
    )
    .says("By section")
    .says(&row("Works", ["1/2", "2", "0", "0"]))
    .says(&row("Services", ["1/2", "1", "7", "1"]));
    let fa = congress.get("", &format!("{page}?lang=fa")).await;
    fa.says("به تفکیک بخش").says(&row("خدمات", ["۱/۲", "۱", "۷", "۱"])).says("۵۶٫۲۵۰٪");
    // The hall tells the same verdict.
    congress.get("", &format!("{PATH}?lang=en")).await.says("Services 1 of 8");
}

#[tokio::test]
async fn what_is_over_is_told_as_over() {
    let congress = in_memory().await;
    let page = congress.get("", &format!("{PATH}?lang=fa")).await;
    page.says("بسته شد").says_not("بسته می‌شود").says("باز است");
    congress.get("", &format!("{PATH}?lang=en")).await.says("<span class=\"quiet\">closed</span>");
    let withdrawn = [("act", "amendment-back"), ("of", "fund-amendment"), ("to", "withdrawn")];
    congress.does("owen", "motion", &withdrawn).await;
    congress
        .get("", "/valley/motions/fund-amendment?lang=fa")
        .await
        .says("پس گرفته شد")
        .says_not("پس گرفته می‌شود");
    congress.get("", "/valley/motions?lang=en").await.says("withdrawn").says_not("is withdrawn");
    congress.does(rehearsal::CHAIR, "state", &[("act", "c3-closed"), ("to", "closed")]).await;
    congress
        .get("", "/valley/sittings?lang=fa")
        .await
        .says("نشست پایان یافته است")
        .says_not("نشست پایان می‌یابد");
}

/// A motion with its words, an amendment to them, and two amendments to that one which touch the same words.
#[tokio::test]
async fn the_page_of_a_motion_shows_which_amendments_collide_and_in_what_order_they_are_put() {
    let congress = in_memory().await;
    let said = |en: &str| serde_json::json!({ "en": en, "fa": format!("{en} (فا)") });
    let enter = async |id: &str, by: &str, text: &str, act: serde_json::Value| {
        let entry = serde_json::json!({ "id": id, "by": by, "sitting": "congress-3", "text": said(text), "act": act });
        congress.enters(entry).await;
    };
    let amends = |of: &str, change: serde_json::Value| {
        serde_json::json!({ "motion": { "amends": of, "subject": "training", "question": "ordinary",
            "words": { "on": "school-text", "changes": [change] } } })
    };
    let replace = |from: u64, to: u64, text: &str| serde_json::json!({ "replace": { "span": { "block": 2, "words": [from, to] }, "text": text } });
    enter("school", "tom", "A school.", serde_json::json!({ "motion": { "subject": "training" } })).await;
    let words = "# School\n\nEach branch sends two delegates a year.\n";
    let text = serde_json::json!({ "text": { "of": "school", "role": "before-members", "markdown": words } });
    enter("school-text", "tom", "The words.", text).await;
    enter("school-a", "emma", "Three.", amends("school", replace(3, 4, "three or four"))).await;
    enter("school-a-1", "neda", "Four alone.", amends("school-a", replace(3, 6, "four"))).await;
    enter("school-a-2", "ali", "Five.", amends("school-a", replace(5, 6, "five"))).await;
    let place = |page: &Page, words: &str| {
        page.body.find(words).unwrap_or_else(|| panic!("{words:?} is not in {}", page.body))
    };
    for path in ["/valley/motions/school?lang=en", "/valley/motions/school-a?lang=en"] {
        let page = congress.get("", path).await;
        page.says("Among the amendments to").says("strikes 2 words, adds 0").says("strikes one word, adds 1");
        let conflict = Page { body: page.body[place(&page, "class=\"card conflict\"")..].to_owned(), ..page };
        assert!(place(&conflict, "Four alone.") < place(&conflict, "Five."), "the furthest-reaching first");
        conflict.says("three or four").says("three or five");
    }
    let fa = congress.get("", "/valley/motions/school?lang=fa").await;
    fa.says("میان اصلاحیه‌های").says("۲ واژه را برمی‌دارد و ۰ واژه می‌افزاید");
    // One on the words of the motion itself stands against the first, on the page of the motion alone.
    enter("school-b", "owen", "None.", amends("school", replace(3, 5, "no delegates"))).await;
    congress.get("", "/valley/motions/school?lang=en").await.says("no delegates</dd>");
    congress.get("", "/valley/motions/school-a?lang=en").await.says_not("no delegates</dd>");
    // What is withdrawn collides with nothing any more.
    for (motion, by) in [("school-a-2", "ali"), ("school-b", "owen")] {
        let act = format!("{motion}-back");
        congress.does(by, "motion", &[("act", &act), ("of", motion), ("to", "withdrawn")]).await;
    }
    congress.get("", "/valley/motions/school?lang=en").await.says_not("conflict\"").says("four");
}

/// The treasurer was appointed by a vote that the executive took behind closed doors.
#[tokio::test]
async fn a_chain_of_mandate_says_what_is_hidden_from_its_reader_and_calls_it_no_break() {
    let congress = in_memory().await;
    let why = "/valley/why/treasurer-farhad?lang=en";
    let page = congress.get("farhad", why).await;
    page.says("something that is not open to you").says("Part of the chain is not open to you");
    page.says_not("offices-vote").says_not("is not in the record");
    // Simin was of the executive that took it.
    congress.get("simin", why).await.says_not("not open to you").says("Simin is proposed");
}

#[tokio::test]
async fn the_hall_says_a_motion_in_its_own_words() {
    let congress = in_memory().await;
    let fa = congress.get("tom", &format!("{PATH}?lang=fa")).await;
    fa.says("«یک‌دهم» به «یک‌پنجم» تبدیل شود.").says_not("««").says_not(".…").says_not("…»");
    // Delegates quote it by its lines, so all of them are there.
    let lines =
        fa.body.split("fold-motion-fund\"").nth(1).and_then(|rest| rest.split("class=\"numbered\"").nth(1));
    let lines = lines.and_then(|rest| rest.split("</ol>").next()).unwrap();
    assert!(lines.trim_end().ends_with("می‌دهد.</li>") && lines.matches("<li").count() > 3, "{lines}");
}

/// A form of several acts is entered whole or not at all: what is refused of it changes nothing.
#[tokio::test]
async fn a_vote_that_is_changed_to_what_is_refused_stays_as_it_was() {
    let congress = in_memory().await;
    let vote = congress.opens("fund-amendment", "electronic").await;
    congress.votes(&vote, "against", &["tom"]).await;
    let size = congress.size();
    // Tom holds one vote, and this splits six.
    let split = [("act", "tom-again"), ("of", &vote), ("split-for", "5"), ("split-against", "1")];
    congress.fails("tom", "ballot", &split).await;
    assert_eq!(congress.size(), size);
    congress.get("tom", &format!("{PATH}/mine")).await.says("Your vote: against");
    congress.does("tom", "ballot", &[("act", "tom-3"), ("of", &vote), ("choice", "for")]).await;
    assert_eq!(congress.size(), size + 2, "taken back and cast anew");
}

#[tokio::test]
async fn a_sitting_does_not_end_while_a_vote_is_open_and_one_motion_has_one_vote_at_a_time() {
    let congress = in_memory().await;
    let vote = congress.opens("fund-amendment", "electronic").await;
    let second = [("act", "another"), ("of", "fund-amendment"), ("method", "electronic")];
    let page = congress.fails(rehearsal::CHAIR, "divide", &second).await;
    assert!(page.why().contains("is open on"), "{}", page.why());
    let close = [("act", "congress-3-closed-1"), ("to", "closed")];
    let page = congress.fails(rehearsal::CHAIR, "state", &close).await;
    assert!(page.why().contains("A vote is open"), "{}", page.why());
    let declare = [("act", "vote-declared"), ("of", &vote), ("without", "yes")];
    congress.does(rehearsal::CHAIR, "declare", &declare).await;
    congress.does(rehearsal::CHAIR, "state", &close).await;
}

#[tokio::test]
async fn a_motion_is_about_a_motion_and_says_something() {
    let congress = in_memory().await;
    let vote = congress.opens("fund-amendment", "electronic").await;
    let size = congress.size();
    let of = |of: &'static str, text: &'static str| {
        [("act", "m1"), ("what", "amends"), ("of-motion", of), ("text", text), ("question", "ordinary")]
    };
    let page = congress.fails("tom", "move", &of("fund-amendment-vote-1", "More.")).await;
    assert_eq!(vote, "fund-amendment-vote-1");
    assert!(page.why().contains("Choose the motion"), "{}", page.why());
    congress.fails("tom", "move", &of("fund", "\u{200b}\u{2060} ")).await;
    let page = congress.fails("tom", "move", &of("fund", "Pay \u{202e}nothing")).await;
    assert!(page.why().contains("turns the direction"), "{}", page.why());
    assert_eq!(congress.size(), size);
    // Whoever had to sign in before a form comes back to the address that it was sent to.
    let back = congress.get("tom", &format!("{PATH}/move")).await;
    assert_eq!(back.leads_to, PATH);
}

/// Of motions that stand against each other one is carried, and the others wait for no vote any more.
#[tokio::test]
async fn what_stood_against_an_adopted_motion_has_fallen() {
    let congress = in_memory().await;
    let words = "No fixed reserve";
    congress.get("tom", PATH).await.says(words);
    let vote = congress.opens("fund", "electronic").await;
    congress.votes(&vote, "for", &["tom", "neda", "dariush"]).await;
    congress.does(rehearsal::CHAIR, "declare", &[("act", "fund-declared"), ("of", &vote)]).await;
    assert_eq!(congress.outcome(&vote), Some(Outcome::Carried));
    congress.get("tom", PATH).await.says_not(words);
    congress.get("tom", "/valley/motions/fund-by-need").await.says("it has fallen");
    // Whoever opens a vote on it all the same is told so in the record.
    congress.opens("fund-by-need", "electronic").await;
    let book = congress.house.book();
    let found = &book.find("fund-by-need-vote-1").unwrap().findings;
    assert!(found.iter().any(|f| f.rule == "motion-already-settled"), "{found:?}");
}
