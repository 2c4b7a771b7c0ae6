//! Every route and every call of the API, as nobody, as a member, a delegate, the chair of the congress, its secretary and a member of the
//! executive: nobody sees or does more than the kernel allows. The routes are those of the router itself, so that none can be forgotten.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

mod support {
    pub mod congress;
}

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use shura_act::{Entry, Id};
use shura_kernel::may::may_enter;
use shura_kernel::sight::{may_see, may_see_sitting};
use shura_ledger::Memory;
use shura_server::api::openapi;
use shura_server::clerk::{Submission, moment};
use shura_server::{App, House, rehearsal, router};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use support::congress::{NOW, clock, congress_on, id};
use tower::ServiceExt;

/// A word that was said only behind closed doors.
const CLOSED: &str = "ebonywood";

/// Who comes: nobody, a member without any office, a delegate to the congress, its chair, its secretary (who sits in the executive), and another
/// member of the executive.
const EVERYBODY: [Option<&str>; 6] =
    [None, Some("farhad"), Some("jamshid"), Some(rehearsal::CHAIR), Some(rehearsal::SECRETARY), Some("neda")];

/// Those of them who do not sit in the executive.
const STRANGERS: [Option<&str>; 4] = [None, Some("farhad"), Some("jamshid"), Some(rehearsal::CHAIR)];

/// The rehearsed congress, beside which the executive meets behind closed doors.
struct Houses {
    app: Arc<App>,
    router: Router,
}

/// What the executive says and does behind closed doors.
fn behind_closed_doors() -> Vec<Value> {
    let text = json!({ "en": format!("About {CLOSED}."), "fa": format!("دربارهٔ {CLOSED}.") });
    let act = |name: &str, by: &str, says: Value| json!({ "id": name, "by": by, "sitting": "shut", "text": text, "act": says });
    vec![
        json!({ "id": "shut", "by": "neda", "act": { "sitting": {
            "organ": "executive", "publicity": "closed", "chair": "neda", "number": 7 } } }),
        act(
            "shut-here",
            "neda",
            json!({ "presence": { "who": ["neda", "simin", "kaveh", "peter", "alice"], "to": "present" } }),
        ),
        act(
            "shut-agenda",
            "neda",
            json!({ "agenda": { "items": [
            { "key": "wood", "title": { "en": format!("The {CLOSED}"), "fa": CLOSED } }] } }),
        ),
        act("shut-item", "neda", json!({ "item": { "key": "wood", "to": "opened" } })),
        act(
            "shut-motion",
            "kaveh",
            json!({ "motion": { "question": "ordinary", "subject": "work", "item": "wood" } }),
        ),
        act(
            "shut-speech",
            "peter",
            json!({ "speech": { "speaker": "peter", "form": "debate", "floor": "asked", "on": "shut-motion" } }),
        ),
        act("shut-vote", "neda", json!({ "division": { "on": ["shut-motion"], "method": "electronic" } })),
        act(
            "shut-ballot",
            "alice",
            json!({ "ballot": { "division": "shut-vote", "mandate": "alice-executive-3", "choice": "for" } }),
        ),
        act("shut-task", "neda", json!({ "task": { "owner": ["peter"], "due": "2026-12-31" } })),
    ]
}

async fn houses() -> Houses {
    let house = congress_on(Box::new(Memory::create("valley"))).await;
    for act in behind_closed_doors() {
        let entry: Entry = serde_json::from_value(act).unwrap();
        let name = entry.id.clone();
        let entered = house.enter(Submission { entry, signatures: vec![] }).await;
        entered.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }
    let mut app = App::new([house], false);
    app.clock = clock;
    let app = Arc::new(app);
    Houses { router: router(app.clone()), app }
}

/// An answer: its status, where it leads, and what it says.
struct Answer {
    status: u16,
    leads_to: String,
    says: String,
}

impl Houses {
    fn house(&self) -> &House {
        &self.app.houses["valley"]
    }

    /// Sends a request as somebody does in a browser.
    async fn ask(&self, who: Option<&str>, method: &Method, path: &str, kind: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(person) = who {
            let token = self.house().desk.begin(Some(id(person)), "test", NOW).unwrap();
            request = request.header(header::COOKIE, format!("shura-valley={token}"));
        }
        let request = request.header(header::HOST, "localhost:8017").header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let leads_to = response.headers().get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned());
        Answer { status, leads_to: leads_to.unwrap_or_default(), says: said(response, path).await }
    }

    async fn get(&self, who: Option<&str>, path: &str) -> Answer {
        self.ask(who, &Method::GET, path, "text/plain", "").await
    }

    async fn send(&self, who: Option<&str>, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&");
        self.ask(who, &Method::POST, path, "application/x-www-form-urlencoded", &body).await
    }

    fn size(&self) -> usize {
        self.house().book().entries.len()
    }
}

/// What an answer says. Of a stream of a hall, which has no end, its first event.
async fn said(response: Response<Body>, path: &str) -> String {
    let mut body = response.into_body();
    if path.contains("/live") {
        let frame = body.frame().await.and_then(Result::ok).and_then(|frame| frame.into_data().ok());
        return frame.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    }
    String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned()
}

/// A route: its path, and whether it is asked for, sent to or ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Route {
    path: String,
    method: &'static str,
}

/// Every route of the router, as the router itself describes them.
fn routes(router: &Router) -> BTreeSet<Route> {
    let told = format!("{router:?}");
    let (routes, paths) = told.split_once("node: Node { paths: {").expect("the router describes its routes");
    let paths = paths.split("\"}").next().unwrap();
    let paths: BTreeMap<&str, &str> = paths
        .split("RouteId(")
        .filter_map(|one| {
            let (number, rest) = one.split_once("): \"")?;
            Some((number, rest.split('"').next()?))
        })
        .collect();
    let mut found = BTreeSet::new();
    for one in routes.split("RouteId(").skip(1) {
        let Some((number, methods)) = one.split_once("): MethodRouter(") else { continue };
        let Some(path) = paths.get(number) else { continue };
        for method in ["get", "post", "put", "patch", "delete"] {
            if methods.contains(&format!("{method}: ")) && !methods.contains(&format!("{method}: None")) {
                found.insert(Route { path: (*path).to_owned(), method });
            }
        }
    }
    found
}

/// What is put for a parameter of a path.
fn values(name: &str) -> Vec<&'static str> {
    let closed = [
        "shut",
        "shut-motion",
        "shut-vote",
        "shut-ballot",
        "shut-speech",
        "shut-agenda",
        "shut-task",
        "shut-here",
    ];
    let open = ["congress", "congress-3", "fund", "neda", "print", "flood-aid", "no-such-thing"];
    match name {
        "house" => vec!["valley"],
        "id" | "sitting" | "organ" | "unit" | "person" => [&closed[..], &open[..]].concat(),
        "table" => openapi::TABLES.to_vec(),
        "form" => vec![
            "state",
            "preside",
            "presidium",
            "agenda",
            "item",
            "here",
            "presence",
            "walk-out",
            "ask",
            "floor",
            "debate",
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
            "challenge",
            "minutes",
            "no-such-form",
        ],
        "code" => vec!["0000-0000-0000-0000"],
        "name" => vec!["no-such-import"],
        "which" => vec!["members.csv", "units.csv"],
        "seq" => vec!["0", "900", "100000"],
        other => panic!("a route has a parameter {{{other}}}: say here what the walk puts for it"),
    }
}

/// The paths that a route stands for, with every value put for its parameters.
fn paths(route: &str) -> Vec<String> {
    let mut paths = vec![String::new()];
    for part in route.split('/').skip(1) {
        let values = match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => values(name),
            None => vec![part],
        };
        paths =
            paths.iter().flat_map(|path| values.iter().map(move |value| format!("{path}/{value}"))).collect();
    }
    // A list begins at the first act and ends after a hundred, a stream begins at the present end, if nothing is said.
    let whole = |path: String| match path.rsplit('/').next() {
        Some("events") => format!("{path}?from=0"),
        Some("acts") => format!("{path}?limit=1000"),
        _ => path,
    };
    paths.into_iter().map(whole).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_behind_closed_doors_is_shown_on_no_route_to_strangers() {
    let houses = houses().await;
    // Streams of the record end when a server closes; so they can be read to their end here.
    houses.house().live.close();
    let size = houses.size();
    let mut told_to_insiders = BTreeSet::new();
    let asked: Vec<Route> =
        routes(&houses.router).into_iter().filter(|route| route.method == "get").collect();
    assert!(asked.len() > 50, "the router was not understood: {asked:?}");
    for route in &asked {
        for path in paths(&route.path) {
            for who in STRANGERS {
                let answer = houses.get(who, &path).await;
                assert!(
                    !answer.says.contains(CLOSED),
                    "{path} tells {who:?} what was said behind closed doors"
                );
                assert!(answer.status < 500, "{path} as {who:?}: {}", answer.status);
            }
            if houses.get(Some("neda"), &path).await.says.contains(CLOSED) {
                told_to_insiders.insert(route.path.as_str());
            }
        }
    }
    // Who sits there sees it: on these pages, calls and streams the walk above has something to hide.
    for path in [
        "/{house}/acts/{id}",
        "/{house}/sittings/{sitting}",
        "/{house}/sittings/{sitting}/live",
        "/{house}/projector/{sitting}",
        "/{house}/minutes/{sitting}",
        "/{house}/motions/{id}",
        "/{house}/divisions/{id}",
        "/api/{house}/acts",
        "/api/{house}/acts/{id}",
        "/api/{house}/events",
        "/api/{house}/standing/{table}",
        "/api/{house}/standing/{table}/{id}",
    ] {
        assert!(told_to_insiders.contains(path), "{path} tells an insider nothing: {told_to_insiders:?}");
    }
    assert_eq!(houses.size(), size, "asking changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_shown_to_whom_the_kernel_lets_see_it() {
    let houses = houses().await;
    let acts: Vec<Entry> = {
        let book = houses.house().book();
        let some = book
            .entries
            .iter()
            .enumerate()
            .filter(|(place, a)| place % 13 == 0 || a.entry.id.as_str().starts_with("shut"));
        some.map(|(_, a)| a.entry.clone()).collect()
    };
    let mut hidden = 0;
    for entry in &acts {
        for who in EVERYBODY {
            let person = who.map(id);
            let (sees, sits) = {
                let book = houses.house().book();
                let attends = may_see_sitting(&book.standing, person.as_ref(), &entry.id);
                (may_see(&book.standing, person.as_ref(), entry), attends)
            };
            hidden += usize::from(!sees);
            for path in ["/valley/acts", "/valley/why", "/api/valley/acts", "/api/valley/why"] {
                let status = houses.get(who, &format!("{path}/{}", entry.id)).await.status;
                assert_eq!(status == 200, sees, "{path}/{} as {who:?}: {status}", entry.id);
            }
            if entry.act.kind() == shura_act::Kind::Sitting {
                for path in
                    [format!("/valley/sittings/{}", entry.id), format!("/valley/sittings/{}/live", entry.id)]
                {
                    assert_eq!(houses.get(who, &path).await.status == 200, sits, "{path} as {who:?}");
                }
            }
        }
    }
    assert!(hidden > 20, "something is hidden from somebody");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_anything_on_any_route() {
    let houses = houses().await;
    let size = houses.size();
    let entry = json!({ "entry": { "id": "nobody-moves", "sitting": "congress-3", "act": { "motion": { "question": "ordinary" } } } });
    for route in routes(&houses.router).iter().filter(|route| route.method != "get") {
        let method = Method::from_bytes(route.method.to_uppercase().as_bytes()).unwrap();
        for path in paths(&route.path) {
            for (kind, body) in [
                (
                    "application/x-www-form-urlencoded",
                    "act=nobody-1&of=fund&to=closed&choice=for&text=x&form=order-give".to_owned(),
                ),
                ("application/json", entry.to_string()),
            ] {
                let answer = houses.ask(None, &method, &path, kind, &body).await;
                let turned_away = match answer.status {
                    303 => answer.leads_to.contains("/sign-in") || path.ends_with("/sign-out"),
                    status => (400..500).contains(&status) || path.contains("/passkeys/"),
                };
                assert!(turned_away, "{method} {path}: {} {}", answer.status, answer.says);
            }
        }
    }
    assert_eq!(houses.size(), size);
}

/// What is tried in the sitting, by everybody in turn: acts as the API takes them.
fn tried() -> Vec<Value> {
    let sits = |says: Value| json!({ "sitting": "congress-3", "act": says });
    vec![
        json!({ "act": { "convening": { "organ": "executive", "for-date": "2027-01-09" } } }),
        json!({ "behalf": "executive", "act": { "convening": { "organ": "congress", "for-date": "2027-06-01" } } }),
        sits(json!({ "motion": { "question": "ordinary", "subject": "solidarity" } })),
        sits(json!({ "item": { "key": "training", "to": "opened" } })),
        sits(json!({ "presence": { "who": ["laleh"], "to": "arrived" } })),
        sits(json!({ "division": { "on": ["fund"], "method": "hands" } })),
        sits(json!({ "task": { "owner": ["peter"], "due": "2026-12-31" } })),
        sits(json!({ "speech": { "speaker": "emma", "form": "debate", "floor": "asked" } })),
        sits(
            json!({ "agenda": { "items": [{ "key": "budget", "title": { "en": "Budget", "fa": "بودجه" } }] } }),
        ),
        json!({ "behalf": "executive", "act": { "order": { "to": ["harbour"], "subject": "payment" } } }),
        json!({ "act": { "mandate-change": { "of": "jamshid-mandate-3", "to": "resigned" } } }),
        json!({ "act": { "ruling": { "of": "credentials-3-vote", "outcome": "dismissed" } } }),
        json!({ "sitting": "shut", "act": { "ballot": { "division": "shut-vote", "mandate": "neda-executive-3", "choice": "against" } } }),
        json!({ "sitting": "shut", "act": { "motion": { "question": "ordinary", "subject": "work" } } }),
        json!({ "act": { "person": { "name": { "en": "Somebody", "fa": "کسی" } } } }),
        json!({ "act": { "remark": { "on": "congress-3" } }, "text": { "en": "Quiet.", "fa": "آرام." } }),
        sits(json!({ "sitting-change": { "of": "congress-3", "to": "recess" } })),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_taken_from_whom_the_kernel_lets_enter_it() {
    let houses = houses().await;
    let (mut taken, mut refused) = (0, 0);
    for (number, act) in tried().into_iter().enumerate() {
        // Whoever may do most comes last: what has been done once may be refused afterwards.
        for who in EVERYBODY {
            let mut act = act.clone();
            act["id"] = json!(format!("tried-{number}-{}", who.unwrap_or("nobody")));
            let body = json!({ "entry": act }).to_string();
            let size = houses.size();
            let Some(person) = who else {
                let answer =
                    houses.ask(None, &Method::POST, "/api/valley/acts", "application/json", &body).await;
                assert_eq!(answer.status, 401, "{act}");
                continue;
            };
            let mut entry: Entry = serde_json::from_value(act.clone()).unwrap();
            entry.by = Some(id(person));
            entry.at = moment(NOW);
            entry.entered = moment(NOW);
            let (entitled, in_order) = {
                let mut standing = houses.house().book().standing.clone();
                let entitled = may_enter(&standing, &entry);
                (entitled, shura_kernel::enter_signed(&mut standing, &entry, Some(&[])).is_ok())
            };
            let answer = houses.ask(who, &Method::POST, "/api/valley/acts", "application/json", &body).await;
            assert_eq!(
                answer.status == 201,
                in_order,
                "{act} of {person}: {} {}",
                answer.status,
                answer.says
            );
            assert!(entitled || !in_order, "{act} of {person}: the kernel lets in what it does not allow");
            assert_eq!(houses.size(), size + usize::from(in_order));
            // In another's name nobody enters anything.
            let mut posed = act.clone();
            posed["by"] = json!("grace");
            posed["id"] = json!(format!("posed-{number}-{person}"));
            let posed = json!({ "entry": posed }).to_string();
            let answer = houses.ask(who, &Method::POST, "/api/valley/acts", "application/json", &posed).await;
            assert_eq!(answer.status, 422, "{posed}");
            if in_order { taken += 1 } else { refused += 1 }
        }
    }
    assert!(taken > 15 && refused > 15, "{taken} taken, {refused} refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forms_of_pages_take_nothing_that_the_kernel_does_not_allow() {
    let houses = houses().await;
    let forms = routes(&houses.router);
    let mut entered: BTreeSet<(String, String)> = BTreeSet::new();
    for route in forms.iter().filter(|route| route.method == "post" && !route.path.starts_with("/api/")) {
        for (number, path) in paths(&route.path).into_iter().enumerate() {
            for (person, of) in EVERYBODY
                .into_iter()
                .flatten()
                .flat_map(|person| ["fund", "congress-3", "laleh"].map(|of| (person, of)))
            {
                let (before, standing) = {
                    let book = houses.house().book();
                    (book.entries.len(), book.standing.clone())
                };
                let act = format!("f-{number}-{person}-{of}-{}", before);
                let fields = [
                    ("act", act.as_str()),
                    ("of", of),
                    ("person", of),
                    ("to", "present"),
                    ("form", "debate"),
                    ("floor", "began"),
                    ("method", "electronic"),
                    ("choice", "for"),
                    ("text", "Words."),
                    ("question", "ordinary"),
                    ("owner", "peter"),
                ];
                let answer = houses.send(Some(person), &path, &fields).await;
                assert!(answer.status < 500, "{path} of {person}: {}", answer.status);
                let book = houses.house().book();
                let mut standing = standing;
                for accepted in book.entries.iter().skip(before) {
                    let entry = &accepted.entry;
                    assert_eq!(
                        entry.by.as_ref().map(Id::as_str),
                        Some(person),
                        "{path} enters in another's name"
                    );
                    assert!(may_enter(&standing, entry), "{path} takes {} of {person}", entry.id);
                    shura_kernel::enter_signed(&mut standing, entry, Some(&[])).unwrap();
                    entered.insert((person.to_owned(), format!("{:?}", entry.act.kind())));
                }
            }
        }
    }
    let did = |person: &str| entered.iter().filter(|(who, _)| who == person).count();
    assert!(did(rehearsal::CHAIR) >= 3, "{entered:?}");
    assert!(did("jamshid") >= 1 && did("jamshid") < did(rehearsal::CHAIR), "{entered:?}");
}

#[tokio::test]
async fn the_description_of_the_api_names_every_call_and_no_other() {
    let houses = houses().await;
    let described: BTreeSet<Route> =
        openapi::CALLS.iter().map(|call| Route { path: call.path.to_owned(), method: call.method }).collect();
    let found: BTreeSet<Route> =
        routes(&houses.router).into_iter().filter(|route| route.path.starts_with("/api/")).collect();
    assert_eq!(found, described);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
    let document = format!("{:#}\n", openapi::document());
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(file, &document).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == document,
        "spec/openapi.json is not what the server serves; if the server is right: UPDATE_OPENAPI=1 cargo test -p shura-server --test routes"
    );
    let served: Value = serde_json::from_str(&houses.get(None, "/api/openapi.json").await.says).unwrap();
    assert_eq!(served, openapi::document());
}
