//! A server in the process: the example federation at work over a ledger in memory, and requests as a browser makes them.

// Each test file uses a part of this.
#![allow(dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use shura_act::act::{Appointment, Person};
use shura_act::{Act, Bilingual, Date, Entry, Id, hand};
use shura_kernel::Charter;
use shura_ledger::Memory;
use shura_server::{App, Book, Desk, House, clerk, router};
use std::sync::Arc;
use tower::ServiceExt;

/// The first of July 2026, when all of the example's acts lie behind.
pub const NOW: i64 = 1_782_864_000;

/// The clock of the tests stands still.
pub fn clock() -> i64 {
    NOW
}

/// A server over one organisation, `/fed/`.
pub struct Server {
    pub app: Arc<App>,
    router: Router,
}

/// What a server answers.
pub struct Page {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Page {
    /// The cookie that it sets, as it is sent back.
    pub fn cookie(&self) -> String {
        let set = self.headers[header::SET_COOKIE].to_str().unwrap();
        set.split(';').next().unwrap().to_owned()
    }

    /// Where it leads.
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// Checks that words stand in it.
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "{words:?} is not in {}", self.body);
        self
    }

    /// Checks its status.
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// The value of the field of a form, the first of that name.
    pub fn value(&self, name: &str) -> &str {
        let at = self.body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}"));
        self.body[at..].split("value=\"").nth(1).unwrap().split('"').next().unwrap()
    }
}

pub fn id(word: &str) -> Id {
    Id::new(word).unwrap()
}

/// The example federation, with officers in two of its branches.
pub fn federation() -> Server {
    federation_with(|charter| charter.to_owned(), vec![])
}

/// The example federation with a changed charter and more acts.
pub fn federation_with(change: impl Fn(&str) -> String, more: Vec<Entry>) -> Server {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/federation");
    let text = std::fs::read_to_string(format!("{folder}/charter.toml")).unwrap();
    let mut book = Book::new(Charter::read("charter.toml", &change(&text)).unwrap());
    let read = |name: &str| {
        hand::read(name, &std::fs::read_to_string(format!("{folder}/{name}.toml")).unwrap()).unwrap()
    };
    let files = ["organs", "persons", "2024-2", "2025-1", "2025-2", "2026-1"].map(read).into_iter().collect();
    for written in hand::join(files).unwrap() {
        clerk::record(&mut book, written.entry);
    }
    let officers = [("parvin", "harbour"), ("amir", "print")];
    for (person, unit) in officers {
        let shown = format!("{}{}", person[..1].to_uppercase(), &person[1..]);
        let name = Bilingual::new(shown.clone(), shown);
        let made = Person { name: Some(name), also: vec![], role: None, commitment: None };
        clerk::record(&mut book, dated(person, Act::Person(made)));
        let office = Appointment {
            person: id(person),
            office: id("secretary"),
            organ: Some(id(unit)),
            to: vec![],
            virtue_of: None,
            scope: vec![],
            paired_with: None,
            replaces: None,
            until: None,
        };
        let mut entry = dated(&format!("{unit}-secretary"), Act::Appointment(Box::new(office)));
        entry.by = Some(id(unit));
        clerk::record(&mut book, entry);
    }
    for entry in more {
        clerk::record(&mut book, entry);
    }
    let desk = Desk::in_memory().unwrap();
    let house = House::at_work("fed", book, Box::new(Memory::create("shura.example/fed")), desk, clock);
    let mut app = App::new([house], false).reached_at("http://localhost:8017").unwrap();
    app.clock = clock;
    let app = Arc::new(app);
    Server { router: router(app.clone()), app }
}

/// An act of June 2026.
pub fn dated(name: &str, act: Act) -> Entry {
    let mut entry = Entry::new(id(name), act);
    entry.at = Date::new("2026-06-20").ok();
    entry
}

impl Server {
    pub fn house(&self) -> &House {
        &self.app.houses["fed"]
    }

    /// The cookie of a session of a person.
    pub fn signed_in(&self, person: &str) -> String {
        format!("shura-fed={}", self.house().desk.begin(Some(id(person)), "Firefox/1 Linux", NOW).unwrap())
    }

    pub async fn send(&self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str, cookie: &str) -> Page {
        let request =
            Request::get(path).header(header::HOST, "localhost:8017").header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form as a browser does.
    pub async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Page {
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send(self.form(path, cookie).body(Body::from(body)).unwrap()).await
    }

    /// The head of a form as a browser sends it.
    pub fn form(&self, path: &str, cookie: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "localhost:8017")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    /// Sends JSON as the scripts of the pages do.
    pub async fn json(
        &self,
        path: &str,
        cookie: &str,
        value: &serde_json::Value,
    ) -> (Page, serde_json::Value) {
        let request = self.form(path, cookie);
        let request = request.body(Body::from(value.to_string())).unwrap();
        let (mut parts, body) = request.into_parts();
        parts.headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        let page = self.send(Request::from_parts(parts, body)).await;
        let answer = serde_json::from_str(&page.body).unwrap_or_default();
        (page, answer)
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
