//! Every page from which a record is read, in both languages, followed link by link from the first page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

mod support {
    pub mod pages;
}

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use shura_act::Entry;
use shura_server::{App, Book, Desk, House, router};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use support::pages::{hrefs, kind_of, record};
use tower::ServiceExt;

/// Most pages of one kind that the walk opens: the rest are made by the same code from the same kinds of acts.
const OF_KIND_MAX: usize = 120;

fn served(folder: &str) -> Router {
    let (charter, texts, entries) = record(folder);
    let book = Book::of_history(charter, texts.iter().map(String::as_str), entries).unwrap();
    let house = House::to_read(folder, book, Desk::in_memory().unwrap());
    router(Arc::new(App::new([house], false)))
}

async fn get(router: &Router, path: &str, lang: &str) -> (StatusCode, String) {
    let request =
        Request::get(path).header(header::COOKIE, format!("shura-lang={lang}")).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// Whether every element that was opened is closed, in order.
fn well_formed(html: &str) -> Result<(), String> {
    const VOID: &[&str] =
        &["meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "line", "!doctype"];
    let mut open: Vec<&str> = vec![];
    for tag in html.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else {
            return Err(format!("a tag that does not end: {tag:.40}"));
        };
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        if tag.starts_with('!') || tag.ends_with('/') || VOID.contains(&name) {
            continue;
        }
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("never closed: {open:?}")) }
}

/// The words of a page, without its markup.
fn words(html: &str) -> String {
    html.split('<')
        .skip(1)
        .filter_map(|tag| tag.split_once('>'))
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join(" ")
}

async fn walk(folder: &str, lang: &str) -> BTreeMap<String, usize> {
    let router = served(folder);
    let keys: BTreeSet<String> = shura_server::say::files(shura_act::Lang::En)
        .flat_map(|file| {
            file.lines().filter_map(|l| l.split_once(" =")).map(|(key, _)| key.to_owned()).collect::<Vec<_>>()
        })
        .filter(|key| key.contains('-') && !key.starts_with("word-"))
        .collect();
    let mut seen = BTreeSet::new();
    let mut opened: BTreeMap<String, usize> = BTreeMap::new();
    let mut waiting = VecDeque::from([format!("/{folder}/")]);
    while let Some(path) = waiting.pop_front() {
        let bare = path.split('#').next().unwrap().to_owned();
        if bare.contains("lang=") || !seen.insert(bare.clone()) {
            continue;
        }
        let count = opened.entry(kind_of(&path)).or_default();
        *count += 1;
        if *count > OF_KIND_MAX {
            continue;
        }
        let (status, html) = get(&router, &bare, lang).await;
        assert_eq!(status, StatusCode::OK, "{bare} in {lang}");
        well_formed(&html).unwrap_or_else(|e| panic!("{bare} in {lang}: {e}"));
        let words = words(&html);
        for word in words.split_whitespace() {
            assert!(!keys.contains(word), "{bare} in {lang} shows the key of a message: {word}");
        }
        if lang == "fa" {
            assert!(html.contains("lang=\"fa\" dir=\"rtl\""), "{bare}");
        }
        waiting.extend(hrefs(&html));
    }
    opened
}

/// The kinds of pages that must be reached from the first page by links alone.
const REACHED: &[&str] = &[
    "map",
    "organs",
    "persons",
    "sittings",
    "motions",
    "divisions",
    "orders",
    "dispatches",
    "undertakings",
    "recognition",
    "findings",
    "acts",
    "charter",
    "why",
    "minutes",
];

#[tokio::test]
async fn every_link_of_the_october_record_leads_somewhere() {
    for lang in ["en", "fa"] {
        let opened = walk("october-1917", lang).await;
        for kind in REACHED {
            assert!(
                opened.contains_key(&format!("/october-1917/{kind}")),
                "no link leads to {kind}: {opened:?}"
            );
        }
    }
}

#[tokio::test]
async fn every_link_of_the_federation_leads_somewhere() {
    for lang in ["en", "fa"] {
        let opened = walk("federation", lang).await;
        assert!(opened.len() > 10, "{opened:?}");
    }
}

#[tokio::test]
async fn an_organ_tells_every_colour_of_its_drawing_and_one_age_once() {
    let router = served("october-1917");
    let mut drawn = 0;
    for organ in ["congress-2", "cec-2", "petrograd-soviet", "government-2"] {
        let (status, html) = get(&router, &format!("/october-1917/organs/{organ}"), "en").await;
        if status != StatusCode::OK {
            continue;
        }
        let figure = html.split("<figure").nth(1).and_then(|f| f.split("</figure>").next()).unwrap_or("");
        let legend = figure.split("<figcaption").nth(1).unwrap_or("");
        for seat in figure.split("class=\"alone\"").skip(1).take(1) {
            drawn += usize::from(!seat.is_empty() && legend.contains("of no faction"));
            assert!(legend.is_empty() || legend.contains("of no faction"), "{organ}: grey seats are told");
        }
        for part in words(&html).split(" to ").collect::<Vec<_>>().windows(2) {
            let months = part[1].split(" months").next().unwrap_or("");
            let twice = !months.is_empty() && part[0].ends_with(&format!("{months} months"));
            assert!(
                !twice || !part[1].starts_with(&format!("{months} months")),
                "{organ}: {months} months twice"
            );
        }
    }
    assert!(drawn > 0, "no organ with seats of factions and seats of none was seen");
}

#[tokio::test]
async fn search_finds_words_however_they_are_typed() {
    let router = served("october-1917");
    let count = |html: String| {
        html.split("role=\"status\">").nth(1).and_then(|s| s.split('<').next()).unwrap().to_owned()
    };
    let mut found = vec![];
    for query in ["%D8%B4%D9%88%D8%B1%D8%A7%DB%8C", "%D8%B4%D9%88%D8%B1%D8%A7%D9%8A"] {
        let (status, html) = get(&router, &format!("/october-1917/acts?q={query}"), "en").await;
        assert_eq!(status, StatusCode::OK);
        found.push(count(html));
    }
    assert_eq!(found[0], found[1], "ی and ي are one letter");
    assert_ne!(found[0], "No act is found.");
    let (_, html) = get(&router, "/october-1917/acts?q=nothing-of-the-kind-is-here", "en").await;
    assert_eq!(count(html), "No act is found.");
    let (_, html) = get(&router, "/october-1917/acts?from=yesterday", "en").await;
    assert!(html.contains("role=\"alert\""), "a date that cannot be read is told");
}

#[tokio::test]
async fn recognition_is_told_for_any_day() {
    let router = served("october-1917");
    let (_, html) = get(&router, "/october-1917/recognition?date=%DB%B1%DB%B9%DB%B1%DB%B7-10-25", "fa").await;
    assert!(html.contains("۲۵ اکتبر ۱۹۱۷"), "Persian digits are read");
    let (status, html) = get(&router, "/october-1917/recognition?date=some+day", "en").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("role=\"alert\""));
}

#[tokio::test]
async fn what_is_closed_is_not_shown() {
    // The executive of the federation sits behind closed doors; its sittings say only that they were.
    let (charter, _, entries) = record("federation");
    let closed: Vec<String> = {
        let mut standing = shura_kernel::Standing::new(charter.clone());
        entries.iter().for_each(|e| shura_kernel::apply(&mut standing, e, false));
        let hidden = |e: &&Entry| !shura_kernel::sight::may_see(&standing, None, e);
        entries.iter().filter(hidden).map(|e| e.id.to_string()).collect()
    };
    assert!(!closed.is_empty(), "the example has closed sittings");
    let router = served("federation");
    for id in &closed {
        for room in ["acts", "why"] {
            let (status, _) = get(&router, &format!("/federation/{room}/{id}"), "en").await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{room}/{id}");
        }
    }
}

#[tokio::test]
async fn what_an_act_says_is_told_in_the_language_of_the_page() {
    let router = served("october-1917");
    let act = async |id: &str| get(&router, &format!("/october-1917/acts/{id}"), "fa").await.1;
    let claim = act("claim-conflict-personal").await;
    assert!(claim.contains("سرشت") && !claim.contains("nature"), "{claim}");
    // An item is known by its title, not by the word by which the record knows it.
    let item = act("item-land-opened").await;
    assert!(!item.contains("land</dd>") && !item.contains(">land<"), "{item}");
    // What the source has in one language only is marked as such.
    let report = act("report-spring-narva-arms-d").await;
    assert!(report.contains("<bdi lang=\"en\" dir=\"ltr\">rifles</bdi>"), "{report}");
    let lenin = get(&router, "/october-1917/persons/lenin", "fa").await.1;
    assert!(lenin.contains("<bdi lang=\"en\" dir=\"ltr\">V. I. Lenin</bdi>، و. ای. لنین"), "{lenin}");
}
