//! Pages as they look: nothing that keeps anybody out (axe-core), and pictures of them.

use super::driver::{Browser, Driver, leave_out};
use super::served::{SITTING, Served};
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use shura_act::hand;
use shura_kernel::Charter;
use shura_server::clerk::record;
use shura_server::rehearsal::{CHAIR, SECRETARY};
use shura_server::{Book, Desk, House};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Once;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// How many pages of one kind are examined for each visitor and language: the rest are made by the same code from the same kinds of acts.
const OF_KIND: usize = 1;

/// The record of October 1917, to read.
fn october() -> House {
    let folder = Path::new(ROOT).join("examples/october-1917");
    let text = |path: &Path| std::fs::read_to_string(path).unwrap();
    let charter = Charter::read("charter.toml", &text(&folder.join("charter.toml"))).unwrap();
    let mut files = vec![];
    gather(&folder, &mut files);
    files.sort();
    let acts =
        files.iter().map(|path| hand::read(&path.display().to_string(), &text(path)).unwrap()).collect();
    let mut book = Book::new(charter);
    for written in hand::join(acts).unwrap() {
        record(&mut book, written.entry);
    }
    House::to_read("october-1917", book, Desk::in_memory().unwrap())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml") && !path.ends_with("charter.toml") {
            files.push(path);
        }
    }
}

/// The rules of axe-core, if they are there.
fn axe() -> Option<String> {
    static SAID: Once = Once::new();
    let found = std::fs::read_to_string(Path::new(ROOT).join("target/npm/node_modules/axe-core/axe.min.js"));
    if found.is_err() {
        leave_out(
            &SAID,
            "pages are not examined by axe-core: `npm install --no-save --prefix target/npm axe-core` was not run",
        );
    }
    found.ok()
}

/// A sitting in which a vote is open, some have voted and somebody speaks.
fn in_mid_vote(served: &Served) {
    let speaks = json!({ "speaker": "jamshid", "form": "debate", "floor": "began", "on": "jamshid-asks-3", "item": "solidarity" });
    served.enters(
        CHAIR,
        json!({ "id": "jamshid-speaks", "sitting": "congress-3", "act": { "speech": speaks } }),
    );
    let vote = served.opens("fund-amendment");
    served.votes(&vote, "against", &["neda", "mina", "grace", "kaveh"]);
    served.votes(&vote, "for", &["owen", "emma"]);
}

#[test]
fn nothing_serious_keeps_anybody_out_of_a_page() {
    let Some(driver) = Driver::start() else { return };
    let Some(axe) = axe() else { return };
    let served = Served::with(vec![october()]);
    in_mid_vote(&served);
    let mut wrong = vec![];
    let mut kinds = BTreeSet::new();
    for lang in ["en", "fa"] {
        let reader = driver.browser(served.at);
        examine(
            &reader,
            &axe,
            lang,
            &["/", "/october-1917/", "/october-1917/sign-in"],
            &mut kinds,
            &mut wrong,
        );
        examine(
            &reader,
            &axe,
            lang,
            &["/valley/", "/valley/sign-in", "/valley/no-such-page"],
            &mut kinds,
            &mut wrong,
        );
        for person in [CHAIR, SECRETARY] {
            let own = driver.browser(served.at);
            served.sign_in(&own, person, lang);
            let seeds = [
                "/valley/",
                "/valley/desk",
                "/valley/me",
                "/valley/devices",
                "/valley/convenings",
                "/valley/units",
                SITTING,
                "/valley/projector/congress-3",
                "/valley/minutes/congress-3",
                "/valley/arrive/emma",
            ];
            examine(&own, &axe, lang, &seeds, &mut kinds, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kinds.len() > 40, "few kinds of pages were found: {kinds:?}");
}

/// Walks from some pages on, and examines some of every kind.
fn examine(
    browser: &Browser<'_>,
    axe: &str,
    lang: &str,
    from: &[&str],
    kinds: &mut BTreeSet<String>,
    wrong: &mut Vec<String>,
) {
    let mut waiting: VecDeque<String> = from.iter().map(|path| (*path).to_owned()).collect();
    let house = from.last().unwrap().split('/').nth(1).unwrap_or_default().to_owned();
    let mut opened: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        let kind = kind_of(&path);
        let times = opened.entry(kind.clone()).or_default();
        if *times == OF_KIND {
            continue;
        }
        *times += 1;
        kinds.insert(kind);
        let mark = if path.contains('?') { '&' } else { '?' };
        let (way, fragment) =
            path.split_once('#').map_or((path.as_str(), ""), |(way, fragment)| (way, fragment));
        browser.go(&format!("{way}{mark}lang={lang}#{fragment}"));
        for found in found_by(browser, axe) {
            println!("{path} ({lang}): {found}");
            wrong.push(format!("{path} ({lang}): {found}"));
        }
        let links = browser.run(
            "return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))",
            json!([]),
        );
        let links = links.unwrap();
        let links = links.as_array().unwrap().iter().filter_map(Value::as_str);
        waiting.extend(links.filter(|link| is_page(link, &house)).map(str::to_owned));
    }
}

/// The address of a page in one language.
fn in_language(path: &str, lang: &str) -> String {
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}lang={lang}#{fragment}")
}

/// Whether an address leads to a page of the house.
fn is_page(link: &str, house: &str) -> bool {
    link.starts_with(&format!("/{house}/")) && !link.contains(".csv") && !link.contains("lang=")
}

/// What kind of page an address leads to: its path without identifiers.
fn kind_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap();
    let parts: Vec<&str> = path.split('/').collect();
    let named = if parts.get(2) == Some(&"desk") { parts.len() } else { 3.min(parts.len()) };
    format!("{} of {}", parts[..named].join("/"), parts.len())
}

/// What axe-core finds serious or critical.
fn found_by(browser: &Browser<'_>, axe: &str) -> Vec<String> {
    let look = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(
            found => done(found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
                .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')}`)),
            error => done(['axe-core failed: ' + error]));";
    browser.run(axe, json!([])).unwrap();
    let found = browser.run_slowly(look, json!([])).unwrap();
    found.as_array().unwrap().iter().map(|v| v.as_str().unwrap().replace('\n', " ")).collect()
}

/// A page to take a picture of: its name, its address, and who looks at it.
const PICTURES: &[(&str, &str, Option<&str>)] = &[
    ("sitting", SITTING, Some("tom")),
    ("ballot", "/valley/sittings/congress-3#mine", Some("tom")),
    ("chair", "/valley/sittings/congress-3#mine", Some(CHAIR)),
    ("projector", "/valley/projector/congress-3", None),
    ("minutes", "/valley/minutes/congress-3", None),
    ("organ", "/valley/organs/congress", None),
    ("unit", "/valley/units/print", Some("amir")),
    ("credentials", "/valley/credentials/congress", Some(SECRETARY)),
    ("desk", "/valley/desk", Some(SECRETARY)),
    ("orders", "/valley/desk/orders", Some("simin")),
    ("me", "/valley/me", Some("tom")),
    ("devices", "/valley/devices", Some("tom")),
    ("convenings", "/valley/desk/convenings", Some("tom")),
    ("calls", "/valley/convenings", Some("simin")),
    ("warrants", "/valley/desk/warrants", Some("simin")),
    ("tasks", "/valley/desk/tasks", Some("simin")),
    ("import", "/valley/import", Some("simin")),
    ("order", "/valley/orders/flood-aid", Some("simin")),
    ("cards", "/valley/cards?of=harbour", Some("rose")),
    ("home", "/valley/", None),
    ("october", "/october-1917/", None),
    ("map", "/october-1917/map", None),
    ("hemicycle", "/october-1917/organs/congress-2", None),
    ("recognition", "/october-1917/recognition?date=1917-10-24", None),
    ("why", "/october-1917/why/mandate-presidium-lenin", None),
    ("findings", "/october-1917/findings", None),
    ("act", "/october-1917/acts/division-1917-10-16-confirm", None),
    ("october-minutes", "/october-1917/minutes/sitting-congress-2-oct25", None),
];

/// Writes pictures of the main pages, in both languages, on a telephone and on a desk, into the folder that `SHURA_SCREENSHOTS` names.
#[test]
fn pictures_are_taken_where_they_are_asked_for() {
    let Ok(folder) = std::env::var("SHURA_SCREENSHOTS") else { return };
    let folder = Path::new(ROOT).join(folder);
    let Some(driver) = Driver::start() else { return };
    let served = Served::with(vec![october()]);
    served.has_officer("print", "amir");
    in_mid_vote(&served);
    std::fs::create_dir_all(&folder).unwrap();
    let people: BTreeSet<Option<&str>> = PICTURES.iter().map(|(_, _, person)| *person).collect();
    for (person, lang) in people.iter().flat_map(|person| ["en", "fa"].map(|lang| (*person, lang))) {
        let browser = driver.browser(served.at);
        if let Some(person) = person {
            served.sign_in(&browser, person, lang);
        }
        for (name, path, _) in PICTURES.iter().filter(|(_, _, looks)| *looks == person) {
            for (size, width, height) in [("phone", 390, 844), ("desk", 1200, 900)] {
                browser.size(width, height);
                browser.go(&in_language(path, lang));
                browser
                    .run_slowly("document.fonts.ready.then(arguments[arguments.length - 1])", json!([]))
                    .unwrap();
                let picture = Base64::decode_vec(&browser.picture()).unwrap();
                std::fs::write(folder.join(format!("{name}-{lang}-{size}.png")), picture).unwrap();
            }
        }
    }
}
