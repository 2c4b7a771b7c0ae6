//! The program at work: a congress in a data file, served by the program itself in a process of its own, and asked over HTTP.

// Each test file uses a part of this.
#![allow(dead_code)]

use serde_json::{Value, json};
use shura_act::{Entry, Id};
use shura_ledger::{Ledger, Sqlite};
use shura_server::app::machine_clock;
use shura_server::{Book, Desk, House, rehearsal};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The sitting that is open.
pub const SITTING: &str = rehearsal::SITTING;

/// The data file of the rehearsed congress, and a session of everybody who sits in it.
pub struct Congress {
    pub folder: TempDir,
    pub file: PathBuf,
    tokens: BTreeMap<String, String>,
    /// Those who may vote: the person and the mandate.
    pub voters: Vec<(String, String)>,
}

pub fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

impl Congress {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("valley.shura");
        let ledger = Box::new(Sqlite::create(&file, "valley").unwrap());
        let book = Book::new(rehearsal::charter().unwrap());
        let house = House::at_work("valley", book, ledger, Desk::in_memory().unwrap(), machine_clock);
        let acts = rehearsal::acts(machine_clock()).unwrap();
        Runtime::new().unwrap().block_on(rehearsal::play(&house, acts)).unwrap();
        let (persons, voters): (Vec<Id>, Vec<(String, String)>) = {
            let book = house.book();
            let votes = &book.standing.organs[&id("congress")].electors.votes;
            let voter = |mandate: &Id| {
                (book.standing.mandates[mandate].mandate.person.to_string(), mandate.to_string())
            };
            (book.standing.persons.keys().cloned().collect(), votes.keys().map(voter).collect())
        };
        house.close();
        let desk = Desk::open(&file).unwrap();
        let begin = |person: Id| {
            let token = desk.begin(Some(person.clone()), "test", machine_clock()).unwrap();
            (person.to_string(), token)
        };
        Self { folder, tokens: persons.into_iter().map(begin).collect(), voters, file }
    }

    /// A code that opens the door once for a person.
    pub fn code(&self, person: &str) -> String {
        let desk = Desk::open(&self.file).unwrap();
        desk.give_code(Some(&id(person)), Some(1), machine_clock() + 3600).unwrap()
    }

    pub fn token(&self, person: &str) -> &str {
        &self.tokens[person]
    }

    /// Serves the file, at an address of its own or at one where it was served before.
    pub fn serve(&self, at: Option<SocketAddr>) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shura"));
        let at = at.map_or("127.0.0.1:0".to_owned(), |at| at.to_string());
        command.arg("serve").arg("--data").arg(&self.file).args(["--listen", &at]);
        Served::start(command)
    }

    /// The ballots and other acts that lie in the file, with their places.
    pub fn entries(&self) -> Vec<Entry> {
        entries(&self.file)
    }
}

/// What lies in a data file.
pub fn entries(file: &Path) -> Vec<Entry> {
    let ledger = Sqlite::open_to_read(file).unwrap();
    ledger.read(0, 100_000).unwrap().iter().map(|entry| Entry::read(&entry.bytes).unwrap()).collect()
}

/// The program that serves; killed as by a loss of power when dropped.
pub struct Served {
    pub child: Child,
    pub at: SocketAddr,
}

impl Served {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let at = line
            .split("//")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .unwrap_or_else(|| panic!("{line}"));
        Self { at: at.parse().unwrap(), child }
    }

    /// Ends it at once, without a word.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request.
pub fn send(at: SocketAddr, head: &str, token: &str, body: &str) -> io::Result<TcpStream> {
    send_with(at, head, "", token, body)
}

/// Sends a request with more lines of head; HTTP/1.0, so that an answer ends with its connection.
pub fn send_with(at: SocketAddr, head: &str, more: &str, token: &str, body: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(at)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let length = body.len();
    write!(
        stream,
        "{head} HTTP/1.0\r\nHost: {at}\r\n{more}Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    Ok(stream)
}

/// Status and body of an answer.
pub fn ask(at: SocketAddr, head: &str, token: &str, body: &str) -> io::Result<(u16, String)> {
    let mut text = String::new();
    send(at, head, token, body)?.read_to_string(&mut text)?;
    let broke_off = || io::Error::other(format!("the answer broke off: {text:?}"));
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(broke_off)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broke_off)?;
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    if length.is_some_and(|length: usize| body.len() < length) {
        return Err(broke_off());
    }
    Ok((status, body.to_owned()))
}

/// Hands an act in: the status, and the answer.
pub fn enter(at: SocketAddr, token: &str, entry: &Value) -> io::Result<(u16, Value)> {
    let (status, body) = ask(at, "POST /api/valley/acts", token, &json!({ "entry": entry }).to_string())?;
    Ok((status, serde_json::from_str(&body).unwrap_or_default()))
}

/// Motions of the congress that wait for a vote; on each one vote is open at a time.
pub const MOTIONS: [&str; 3] = ["fund", "fund-amendment", "fund-by-need"];

/// The chair opens a vote on a motion.
pub fn division_on(name: &str, motion: &str) -> Value {
    json!({ "id": name, "sitting": SITTING, "act": { "division": { "on": [motion], "method": "electronic" } } })
}

/// The chair opens a vote on the first of the motions.
pub fn division(name: &str) -> Value {
    division_on(name, MOTIONS[0])
}

/// A ballot in a vote.
pub fn ballot(name: &str, division: &str, mandate: &str) -> Value {
    json!({ "id": name, "sitting": SITTING, "act": { "ballot": {
        "division": division, "mandate": mandate, "choice": "for" } } })
}
