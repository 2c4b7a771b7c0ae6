//! A congress that sits, served over a data file of its own, and those who take part in it.

use super::driver::Browser;
use super::http::ask;
use serde_json::{Value, json};
use shura_act::{Entry, Id};
use shura_ledger::Sqlite;
use shura_server::app::machine_clock;
use shura_server::serve::serve;
use shura_server::{App, Book, Desk, House, rehearsal};
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// The page of the sitting that is open.
pub const SITTING: &str = "/valley/sittings/congress-3";

const YEAR: i64 = 365 * 86_400;

pub fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

/// A form by its name.
pub fn form(name: &str) -> String {
    format!("form:has(input[name=form][value='{name}'])")
}

/// A server over the data file of a federation whose congress sits today.
pub struct Served {
    folder: TempDir,
    pub at: SocketAddr,
    running: Option<Running>,
    tokens: Mutex<BTreeMap<String, String>>,
}

struct Running {
    house: Arc<House>,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// The file of the rehearsed congress: written once, copied for each test.
fn rehearsed() -> &'static Path {
    static FILE: OnceLock<TempDir> = OnceLock::new();
    let folder = FILE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("valley.shura");
        let ledger = Box::new(Sqlite::create(&file, "valley").unwrap());
        let book = Book::new(rehearsal::charter().unwrap());
        let house = House::at_work("valley", book, ledger, Desk::open(&file).unwrap(), machine_clock);
        let acts = rehearsal::acts(machine_clock()).unwrap();
        Runtime::new().unwrap().block_on(rehearsal::play(&house, acts)).unwrap();
        house.close();
        folder
    });
    folder.path()
}

impl Served {
    pub fn start() -> Self {
        Self::with(vec![])
    }

    /// The same with more houses beside the federation.
    pub fn with(more: Vec<House>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(rehearsed()).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let mut served = Self { folder, at, running: None, tokens: Mutex::default() };
        served.run(listener, more);
        served
    }

    fn run(&mut self, listener: TcpListener, more: Vec<House>) {
        let house = House::open("valley", &self.folder.path().join("valley.shura"), machine_clock).unwrap();
        let app = App::new(more.into_iter().chain([house]), false);
        let app = app.reached_at(&format!("http://localhost:{}", self.at.port())).unwrap();
        let house = app.houses["valley"].clone();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let stop = async move { drop(stopped.await) };
            Runtime::new().unwrap().block_on(serve(app, listener, None, stop)).unwrap();
        });
        self.running = Some(Running { house, stop, thread });
    }

    pub fn house(&self) -> &House {
        &self.running.as_ref().unwrap().house
    }

    /// Stops the server, as whoever runs it does to bring it up to date.
    pub fn stop(&mut self) {
        let Some(Running { house, stop, thread }) = self.running.take() else { return };
        drop(house);
        let _ = stop.send(());
        thread.join().unwrap();
    }

    /// Starts it again over the same file, at the same address.
    pub fn start_again(&mut self) {
        let at = self.at;
        // Connections of before may hold the address for a moment.
        let listener = std::iter::repeat_with(|| TcpListener::bind(at)).find_map(|bound| {
            if bound.is_err() {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            bound.ok()
        });
        self.run(listener.unwrap(), vec![]);
    }

    /// A code that opens the door for a person as often as it is used.
    pub fn code(&self, person: &str) -> String {
        self.house().desk.give_code(Some(&id(person)), None, machine_clock() + YEAR).unwrap()
    }

    /// A code that opens once.
    pub fn code_for_once(&self, person: &str) -> String {
        self.house().desk.give_code(Some(&id(person)), Some(1), machine_clock() + YEAR).unwrap()
    }

    /// Signs a person in, in one language.
    pub fn sign_in(&self, browser: &Browser<'_>, person: &str, lang: &str) {
        browser.go(&format!("/valley/enter/{}?lang={lang}", self.code(person)));
        browser.click("form[action='/valley/sign-in'] button");
        browser.shows("form[action=\"/valley/sign-out\"]");
    }

    /// Enters an act over the API in the name of a person: what others do meanwhile, each at a device of their own.
    pub fn enters(&self, person: &str, entry: Value) {
        let answer = self.hands_in(person, entry);
        assert_eq!(answer.0, 201, "{}", answer.1);
    }

    /// Hands an act in over the API: the status, and what was answered.
    pub fn hands_in(&self, person: &str, entry: Value) -> (u16, Value) {
        let token = {
            let mut tokens = self.tokens.lock().unwrap();
            let begin = || {
                let code = json!({ "code": self.code(person) });
                let answer = ask(self.at, "POST", "/api/valley/session", Some("none"), Some(&code));
                answer.json()["token"].as_str().unwrap_or_else(|| panic!("{}", answer.body)).to_owned()
            };
            tokens.entry(person.to_owned()).or_insert_with(begin).clone()
        };
        let body = json!({ "entry": entry });
        let answer = ask(self.at, "POST", "/api/valley/acts", Some(&token), Some(&body));
        (answer.status, answer.json())
    }

    /// Enters an act in the name of a unit that has no officer with a device: what it decided and sent in on paper.
    pub fn enters_on_paper(&self, entry: Value) {
        let entry: Entry = serde_json::from_value(entry).unwrap();
        let submission = shura_server::clerk::Submission { entry, signatures: vec![] };
        Runtime::new().unwrap().block_on(self.house().enter(submission)).unwrap();
    }

    /// Gives a unit a secretary, of whom the record knew nothing so far.
    pub fn has_officer(&self, unit: &str, person: &str) {
        self.enters_on_paper(json!({ "id": person, "by": unit, "act": { "person": { "name": { "en": person, "fa": person } } } }));
        let says = json!({ "person": person, "office": "secretary", "organ": unit });
        self.enters_on_paper(
            json!({ "id": format!("{unit}-secretary"), "by": unit, "act": { "appointment": says } }),
        );
    }

    /// Somebody who holds an office in an organ.
    pub fn officer_of(&self, organ: &str) -> String {
        let book = self.house().book();
        let mut held = book.standing.appointments.values().filter(|a| a.in_force);
        let office = held.find(|a| a.appointment.organ == Some(id(organ)));
        office.expect("somebody holds an office there").appointment.person.to_string()
    }

    /// On the page of a unit its secretary enters that the members have recalled a delegate.
    pub fn recalls(&self, browser: &Browser<'_>, unit: &str, mandate: &str) {
        let recall = form("unit-recall");
        browser.go(&format!("/valley/units/{unit}"));
        browser.choose(&format!("{recall} [name=mandate]"), mandate);
        browser.fill(&format!("{recall} [name=for]"), "60");
        browser.fill(&format!("{recall} [name=against]"), "10");
        browser.click_and_confirm(&format!("{recall} button"));
        browser.until("the mandate is taken back", || {
            let in_force = self.house().book().standing.mandates[&id(mandate)].in_force;
            if in_force { Err(browser.words("[role=alert]").unwrap_or_default()) } else { Ok(()) }
        });
    }

    /// The chair opens a vote; its name.
    pub fn opens(&self, motion: &str) -> String {
        let times = self.house().book().standing.motions[&id(motion)].divisions.len();
        let vote = format!("{motion}-vote-{}", times + 1);
        let says = json!({ "on": [motion], "method": "electronic", "counts": "heads" });
        self.enters(
            rehearsal::CHAIR,
            json!({ "id": vote, "sitting": "congress-3", "act": { "division": says } }),
        );
        vote
    }

    /// The vote that is open; its name.
    pub fn open_vote(&self) -> String {
        let book = self.house().book();
        let open = book.standing.divisions.iter().find(|(_, division)| division.open);
        open.expect("a vote is open").0.to_string()
    }

    /// Delegates cast their ballots.
    pub fn votes(&self, vote: &str, choice: &str, persons: &[&str]) {
        for person in persons {
            let says =
                json!({ "division": vote, "mandate": format!("{person}-mandate-3"), "choice": choice });
            let entry = json!({ "id": format!("{vote}-by-{person}"), "sitting": "congress-3", "act": { "ballot": says } });
            self.enters(person, entry);
        }
    }

    /// How many acts there are.
    pub fn size(&self) -> usize {
        self.house().book().entries.len()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
    }
}
