//! What stands on pages for people: names and never identifiers, Persian words and digits in Persian. The whole of the demonstration is walked, link by
//! link, by nobody, by a delegate, by the chair and by the secretary; only the record browser may show how the record calls an act.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]
#![allow(clippy::await_holding_lock, reason = "each book is let go before the next await")]

mod support {
    pub mod congress;
    pub mod pages;
}

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use shura_act::Entry;
use shura_ledger::Memory;
use shura_server::clerk::Submission;
use shura_server::desk::Member;
use shura_server::{App, Book, Desk, House, rehearsal, router};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use support::congress::{NOW, congress_on, id};
use support::pages::{hrefs, kind_of, record};
use tower::ServiceExt;

/// How many pages of a kind are looked at for each visitor and language.
const OF_KIND_MAX: usize = 12;

struct Served {
    app: Arc<App>,
    router: Router,
}

impl Served {
    fn new(house: House) -> Self {
        let app = Arc::new(App::new([house], false));
        Self { router: router(app.clone()), app }
    }

    async fn get(&self, path: &str, lang: &str, person: Option<&str>) -> (StatusCode, String) {
        let mut cookie = format!("shura-lang={lang}");
        if let Some(person) = person {
            let token =
                self.app.houses["valley"].desk.begin(Some(id(person)), "Firefox/1 Linux", NOW).unwrap();
            cookie.push_str(&format!("; shura-valley={token}"));
        }
        let request = Request::get(path).header(header::COOKIE, cookie).header(header::HOST, "shura.example");
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}

async fn congress() -> House {
    congress_on(Box::new(Memory::create("valley"))).await
}

/// The words that people read: without scripts, code, what runs from left to right (addresses, dates to type), and texts in the language in
/// which somebody wrote them.
fn read_by_people(html: &str) -> String {
    const EMPTY: &[&str] = &["meta", "link", "input", "br", "img", "hr", "!doctype"];
    let mut words = String::new();
    // The elements that are open, and whether each is passed over.
    let mut open: Vec<(&str, bool)> = vec![];
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        if tag.starts_with('/') {
            while open.pop().is_some_and(|(opened, _)| opened != name) {}
        } else if !EMPTY.contains(&name) && !tag.ends_with('/') && !tag.starts_with('!') {
            let passed = open.last().is_some_and(|(_, passed)| *passed);
            let own = ["script", "style", "code"].contains(&name)
                || ["dir=\"ltr\"", "dir=\"auto\"", "lang=\"en\""]
                    .iter()
                    .any(|mark| tag.contains(mark) && name != "html");
            open.push((name, passed || own));
        }
        if !open.last().is_some_and(|(_, passed)| *passed) {
            words.push(' ');
            words.push_str(&text.replace("&#34;", "\"").replace("&#39;", "'").replace("&amp;", "&"));
        }
    }
    words
}

/// What is wrong with the words of a page: identifiers of acts, and Latin digits and words in Persian.
fn wrong(words: &str, ids: &BTreeSet<String>, lang: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut found = vec![];
    for word in words.split(|c: char| !is_part(c)).map(|w| w.trim_matches('-')).filter(|w| !w.is_empty()) {
        // A word of English with a hyphen in it may be an identifier too; those in the record are two words of a name.
        let is_id = ids.contains(word) && (lang == "fa" || word.contains('-')) && word != "letter-carriers";
        // Words that are written so in every language.
        let digits =
            lang == "fa" && word.bytes().any(|b| b.is_ascii_digit()) && !["Ed25519", "UTF-8"].contains(&word);
        // Words of the other language are marked as such; names of formats and the like are the same in both.
        let latin = lang == "fa"
            && word.bytes().filter(u8::is_ascii_alphabetic).count() > 1
            && !["Ed25519", "UTF-8", "CSV", "XLSX", "Budget", "QR", "Firefox", "Linux"].contains(&word);
        if is_id || digits || latin {
            let at = words.find(word).unwrap_or(0);
            let around: String = words
                .get(at.saturating_sub(60)..)
                .or_else(|| words.get(at..))
                .unwrap_or("")
                .chars()
                .take(120)
                .collect();
            found.push(format!("{word:?} in “{}”", around.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    found
}

/// Walks from some pages on and gathers what is wrong.
async fn walk(served: &Served, house: &str, lang: &str, person: Option<&str>, from: &[&str]) -> Vec<String> {
    let ids: BTreeSet<String> =
        served.app.houses[house].book().standing.acts.keys().map(|id| id.to_string()).collect();
    let mut waiting: VecDeque<String> = from.iter().map(|path| (*path).to_owned()).collect();
    let mut seen = BTreeSet::new();
    let mut opened: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = vec![];
    while let Some(path) = waiting.pop_front() {
        let bare = path.split('#').next().unwrap().to_owned();
        let kind = kind_of(&bare);
        if bare.contains("lang=")
            || bare.contains(".csv")
            || kind.ends_with("/acts")
            || !seen.insert(bare.clone())
        {
            continue;
        }
        let count = opened.entry(kind).or_default();
        *count += 1;
        if *count > OF_KIND_MAX {
            continue;
        }
        let (status, html) = served.get(&bare, lang, person).await;
        if status != StatusCode::OK {
            continue;
        }
        found.extend(
            wrong(&read_by_people(&html), &ids, lang).into_iter().map(|w| format!("{bare} ({lang}): {w}")),
        );
        waiting.extend(hrefs(&html).into_iter().filter(|link| link.starts_with(&format!("/{house}/"))));
    }
    assert!(opened.len() > 10, "few kinds of pages were found: {opened:?}");
    found
}

fn none(found: Vec<String>) {
    let mut shown = found.clone();
    shown.truncate(60);
    assert!(found.is_empty(), "{} in all:\n{}", found.len(), shown.join("\n"));
}

#[tokio::test]
async fn the_living_congress_shows_names_and_the_digits_of_its_language() {
    let served = Served::new(congress().await);
    let from = [
        "/valley/",
        "/valley/sittings/congress-3",
        "/valley/minutes/congress-3",
        "/valley/projector/congress-3",
        "/valley/desk",
        "/valley/me",
        "/valley/devices",
        "/valley/convenings",
        "/valley/desk/convenings",
        "/valley/desk/orders",
        "/valley/desk/warrants",
        "/valley/desk/declarations",
        "/valley/desk/tasks",
        "/valley/units",
        "/valley/credentials/congress",
        "/valley/import",
        "/valley/cards",
        "/valley/sign-in",
    ];
    let mut found = vec![];
    for lang in ["fa", "en"] {
        for person in [None, Some("tom"), Some(rehearsal::CHAIR), Some(rehearsal::SECRETARY)] {
            found.extend(walk(&served, "valley", lang, person, &from).await);
        }
    }
    none(found);
}

#[tokio::test]
async fn the_record_of_october_shows_names_and_the_digits_of_its_language() {
    let (charter, texts, entries) = record("october-1917");
    let book = Book::of_history(charter, texts.iter().map(String::as_str), entries).unwrap();
    let served = Served::new(House::to_read("october-1917", book, Desk::in_memory().unwrap()));
    let from = ["/october-1917/", "/october-1917/dispatches", "/october-1917/undertakings"];
    let mut found = vec![];
    for lang in ["fa", "en"] {
        found.extend(walk(&served, "october-1917", lang, None, &from).await);
    }
    none(found);
}

/// A delegate whose name lies in the register alone.
async fn with_a_newcomer() -> Served {
    let house = congress().await;
    let enter = |entry: Value| {
        let entry: Entry = serde_json::from_value(entry).unwrap();
        house.enter(Submission { entry, signatures: vec![] })
    };
    enter(json!({ "id": "person-x7q2", "by": "print", "act": { "person": {} } })).await.unwrap();
    let says = json!({ "person": "person-x7q2", "organ": "congress", "seat": "elected", "unit": "print", "election": "print-election-3" });
    enter(json!({ "id": "seat-x7q2", "by": "print", "act": { "mandate": says } })).await.unwrap();
    let speech = json!({ "speaker": "person-x7q2", "form": "debate", "floor": "asked" });
    enter(json!({ "id": "asks-x7q2", "by": "person-x7q2", "sitting": "congress-3", "act": { "speech": speech } })).await.unwrap();
    let name = Member { name: "مارال نیک‌پی".to_owned(), unit: Some(id("print")) };
    house.desk.keep_members(&[(id("person-x7q2"), name, [7; 32])]).unwrap();
    Served::new(house)
}

#[tokio::test]
async fn a_name_of_the_register_is_for_those_who_belong_and_nobody_reads_an_identifier() {
    let served = with_a_newcomer().await;
    let place = served.app.houses["valley"].book().place_of("person-x7q2").unwrap() + 1;
    let digits = shura_act::bilingual::fa_digits(&place.to_string());
    for path in [
        "/valley/sittings/congress-3",
        "/valley/minutes/congress-3",
        "/valley/projector/congress-3",
        "/valley/organs/congress",
    ] {
        let (status, html) = served.get(path, "fa", Some("tom")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("مارال نیک‌پی"), "{path}: those who belong read the name");
        let (_, html) = served.get(path, "fa", None).await;
        assert!(!html.contains("مارال"), "{path}: others do not");
        let branch = served.app.houses["valley"].book().standing.name_of(&id("print")).fa;
        assert!(
            html.contains(&format!("نمایندهٔ {branch}، شمارهٔ {digits}")),
            "{path} names the delegate by the branch"
        );
        let (_, html) = served.get(path, "en", None).await;
        assert!(html.contains(&format!(", no. {place}")), "{path}");
        for (lang, person) in
            [("fa", None), ("fa", Some("tom")), ("en", None), ("en", Some(rehearsal::CHAIR))]
        {
            let (_, html) = served.get(path, lang, person).await;
            assert!(!read_by_people(&html).contains("x7q2"), "{path} shows an identifier");
        }
    }
}
