//! Support for a motion, as those see it and do it who give it and take it back; under a charter that asks for two supporters.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

mod support {
    pub mod congress;
}

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use shura_act::Act;
use shura_kernel::Charter;
use shura_ledger::Memory;
use shura_server::{App, Book, Desk, House, rehearsal, router};
use std::sync::Arc;
use support::congress::{NOW, clock, id};
use tower::ServiceExt;

const SITTING: &str = "/valley/sittings/congress-3";
const MOTION: &str = "/valley/motions/fund";

/// The charter of the congress, which asks for two supporters.
fn charter() -> Charter {
    let mut charter = rehearsal::charter().unwrap();
    charter.kind.get_mut(&id("congress")).unwrap().supporters = Some(2);
    charter
}

/// The congress before the vote on the motion of the fund. What it and others voted on before was moved as procedure.
async fn congress() -> (Router, Arc<House>) {
    let ledger = Box::new(Memory::create("valley"));
    let house = House::at_work("valley", Book::new(charter()), ledger, Desk::in_memory().unwrap(), clock);
    let mut acts = rehearsal::acts(NOW).unwrap();
    for entry in &mut acts {
        let before = !entry.id.as_str().starts_with("fund");
        if let Act::Motion(motion) = &mut entry.act
            && before
        {
            motion.procedural = true;
        }
    }
    rehearsal::play(&house, acts).await.unwrap();
    let mut app = App::new([house], false);
    app.clock = clock;
    let app = Arc::new(app);
    let house = app.houses["valley"].clone();
    (router(app), house)
}

struct Visitors {
    router: Router,
    house: Arc<House>,
}

impl Visitors {
    async fn ask(
        &self,
        person: &str,
        request: axum::http::request::Builder,
        body: String,
    ) -> (StatusCode, String) {
        let token = self.house.desk.begin(Some(id(person)), "", NOW).unwrap();
        let request = request
            .header(header::COOKIE, format!("shura-valley={token}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header("sec-fetch-site", "same-origin");
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn get(&self, person: &str, path: &str) -> String {
        let (status, body) = self.ask(person, Request::get(path), String::new()).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        body
    }

    /// Sends a form; gives why it was refused, if it was.
    async fn sends(&self, person: &str, path: &str, fields: &[(&str, &str)]) -> Option<String> {
        let form = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let pairs: Vec<String> = fields.iter().map(|(field, value)| format!("{field}={value}")).collect();
        let (status, body) = self.ask(person, form, pairs.join("&")).await;
        if status == StatusCode::SEE_OTHER {
            return None;
        }
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {fields:?}: {body}");
        let why = body.split("role=\"alert\">").nth(1).and_then(|rest| rest.split("</p>").next());
        Some(why.unwrap_or_else(|| panic!("no reason: {body}")).to_owned())
    }

    /// Sends the form that the page of the motion shows somebody now, under the name that it carries.
    async fn sends_own_form(&self, person: &str, name: &str) -> Option<String> {
        let page = self.get(person, MOTION).await;
        let form = page.split("<form").find(|form| form.contains(&format!("value=\"{name}\"")));
        let form = form.unwrap_or_else(|| panic!("no form {name}: {page}"));
        let act = form.split("name=\"act\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        self.sends(person, MOTION, &[("form", name), ("act", act)]).await
    }

    async fn divides(&self, act: &str) -> Option<String> {
        let fields = [("act", act), ("of", "fund"), ("method", "electronic")];
        self.sends(rehearsal::CHAIR, &format!("{SITTING}/divide"), &fields).await
    }

    async fn supporters(&self) -> Value {
        let row: Value =
            serde_json::from_str(&self.get("tom", "/api/valley/standing/motions/fund").await).unwrap();
        row["supporters"].clone()
    }
}

#[tokio::test]
async fn support_is_given_counted_and_taken_back_until_the_motion_is_put() {
    let (router, house) = congress().await;
    let visitors = Visitors { router, house };
    let why = visitors.divides("too-soon").await.unwrap();
    assert!(why.contains("2 must besides its mover"), "{why}");
    // One supports it in the hall, another from its page.
    let hall = visitors.get("mina", SITTING).await;
    assert!(hall.contains("0 of the 2 supporters that it needs"), "{hall}");
    let supported = [("act", "fund-supported-mina"), ("of", "fund"), ("to", "supported")];
    assert_eq!(visitors.sends("mina", &format!("{SITTING}/motion"), &supported).await, None);
    assert!(visitors.divides("still-too-soon").await.unwrap().contains("One supports"));
    assert_eq!(visitors.sends_own_form("ali", "support-give").await, None);
    assert_eq!(visitors.supporters().await, json!(["ali", "mina"]));
    let page = visitors.get("tom", MOTION).await;
    assert!(page.contains("2 of the 2 supporters that it needs") && page.contains("Mina"), "{page}");
    assert!(page.contains("value=\"support-give\"") && !page.contains("value=\"support-withdraw\""));
    let fa = visitors.get("tom", &format!("{MOTION}?lang=fa")).await;
    assert!(fa.contains("۲ پشتیبان از ۲ پشتیبانی که لازم است"), "{fa}");
    // Each takes back what is theirs, and nobody for another.
    assert!(visitors.get("mina", SITTING).await.contains("fund-support-withdrawn-mina"));
    let of_ali = json!({ "entry": { "id": "by-tom", "sitting": "congress-3", "act": { "motion-change": { "of": "fund", "to": "support-withdrawn" } } } });
    let request = Request::post("/api/valley/acts").header(header::CONTENT_TYPE, "application/json");
    let (status, body) = visitors.ask("tom", request, of_ali.to_string()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.contains("support-withdrawn-by-stranger"), "{body}");
    assert_eq!(visitors.sends_own_form("ali", "support-withdraw").await, None);
    assert_eq!(visitors.supporters().await, json!(["mina"]));
    assert!(visitors.divides("too-few-left").await.unwrap().contains("One supports"));
    // Given again, it counts again; once the motion is put to the vote everybody keeps to it.
    assert_eq!(visitors.sends_own_form("ali", "support-give").await, None);
    assert_eq!(visitors.divides("fund-put").await, None);
    assert!(!visitors.get("ali", MOTION).await.contains("value=\"support-withdraw\""));
    assert!(!visitors.get("mina", SITTING).await.contains("fund-support-withdrawn-mina"));
    let late = [("form", "support-withdraw"), ("act", "too-late")];
    let why = visitors.sends("ali", MOTION, &late).await.unwrap();
    assert!(why.contains("has been put to the vote"), "{why}");
    assert!(visitors.house.book().standing.divisions[&id("fund-put")].open, "the vote goes on");
}
