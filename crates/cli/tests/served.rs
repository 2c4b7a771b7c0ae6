//! A server at work, with witnesses that must cosign what it signs, and proofs taken from it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use serde_json::{Value, json};
use shura_tlog::checkpoint::Policy;
use shura_tlog::{NoteKind, NoteSigner, NoteVerifier};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const FEDERATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/federation");

/// How long to wait for what the server does by itself. Nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that runs until it is dropped, and what it said.
struct Running {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Running {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shura"))
            .args(args)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines: Arc<Mutex<Vec<String>>> = Arc::default();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        for stream in [Box::new(out) as Box<dyn Read + Send>, Box::new(err)] {
            let lines = lines.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    lines.lock().unwrap().push(line);
                }
            });
        }
        Self { child, lines }
    }

    /// The first line that holds some words, once it is said.
    fn says(&self, words: &str) -> String {
        let found = || self.lines.lock().unwrap().iter().find(|line| line.contains(words)).cloned();
        until(words, || found().ok_or_else(|| self.lines.lock().unwrap().join("\n")))
    }

    fn has_said(&self, words: &str) -> bool {
        self.lines.lock().unwrap().iter().any(|line| line.contains(words))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again until there is an answer.
fn until<T>(what: &str, ask: impl Fn() -> Result<T, String>) -> T {
    let start = Instant::now();
    loop {
        match ask() {
            Ok(answer) => return answer,
            Err(said) if start.elapsed() > PATIENCE => panic!("waited in vain for {what}: {said}"),
            Err(_) => std::thread::sleep(Duration::from_millis(100)),
        }
    }
}

/// A folder with a sealed federation of which a person can sign in, and what is served of it.
struct House(tempfile::TempDir);

impl House {
    fn new() -> Self {
        let house = Self(tempfile::tempdir().unwrap());
        let log = NoteSigner::new("federation.example/log", NoteKind::Note, &[5; 32]).unwrap();
        fs::write(house.path("f.shura.key"), log.secret()).unwrap();
        fs::write(house.path("log.pub"), format!("{}\n", log.verifier())).unwrap();
        house.does(&["seal", FEDERATION, "f.shura", "--key", "f.shura.key"]);
        house
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shura")).args(args).current_dir(self.0.path()).output().unwrap()
    }

    fn does(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A witness that trusts the log: its key, for `--witness`.
    fn witness(&self, name: &str) -> NoteVerifier {
        let key = self.does(&["witness", "init", name, "--name", &format!("{name}.example/w")]);
        let log = fs::read_to_string(self.path("log.pub")).unwrap();
        self.does(&["witness", "trust", name, log.trim()]);
        NoteVerifier::parse(key.trim()).unwrap()
    }

    fn served(&self, more: &[&str]) -> Served {
        let args = [&["serve", "--data", "f.shura", "--listen", "127.0.0.1:0"], more].concat();
        let running = Running::start(self.0.path(), &args);
        let line = running.says("is served until");
        let address = line.split(['/', ' ']).find(|part| part.starts_with("127.")).unwrap().to_owned();
        Served { running, address, token: None }
    }
}

struct Served {
    running: Running,
    address: String,
    token: Option<String>,
}

impl Served {
    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let token = self.token.as_ref().map(|token| format!("Authorization: Bearer {token}\r\n"));
        let head = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\n{}Accept-Language: en\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.address,
            token.unwrap_or_default(),
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        (head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0), body.to_owned())
    }

    fn get(&self, path: &str) -> String {
        let (status, body) = self.ask("GET", path, "");
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// Signs in by the first link that is printed.
    fn sign_in(&mut self) {
        let line = self.running.says("/f/enter/");
        let code = line.split("/f/enter/").nth(1).unwrap().trim().to_owned();
        let (status, body) = self.ask("POST", "/api/f/session", &json!({ "code": code }).to_string());
        assert_eq!(status, 200, "{body}");
        let token: Value = serde_json::from_str(&body).unwrap();
        self.token = Some(token["token"].as_str().unwrap().to_owned());
    }

    /// Enters an act: the chair of the credentials commission, who is given the first link, gives a card.
    fn enter(&self, id: &str) {
        let act = json!({ "pass": { "form": "card", "holder": ["tom"] } });
        let act = json!({ "entry": { "id": id, "behalf": "credentials-commission", "act": act } });
        let (status, body) = self.ask("POST", "/api/f/acts", &act.to_string());
        assert_eq!(status, 201, "{body}");
    }

    fn witnesses(&self) -> Value {
        serde_json::from_str(&self.get("/api/f/log/witnesses")).unwrap()
    }
}

#[test]
fn what_is_published_as_witnessed_has_the_cosignatures() {
    let house = House::new();
    let names = ["one", "two", "three"];
    let keys = names.map(|name| house.witness(name));
    let serve = |name: &str, listen: &str| {
        let running = Running::start(house.0.path(), &["witness", "serve", name, "--listen", listen]);
        let address = running.says("listening on").split("http://").nth(1).unwrap().trim().to_owned();
        (running, address)
    };
    let mut witnesses = names.map(|name| serve(name, "127.0.0.1:0"));
    let named: Vec<String> =
        keys.iter().zip(&witnesses).map(|(key, (_, address))| format!("{key}=http://{address}")).collect();
    let flags: Vec<&str> = named.iter().flat_map(|named| ["--witness", named]).collect();

    for (need, says) in [("4", "4 witnesses are required and 3 given"), ("0", "at least 1")] {
        let wrong = house.run(&[&["serve", "--data", "f.shura", "--require", need], &flags[..]].concat());
        assert_eq!(wrong.status.code(), Some(2));
        assert!(String::from_utf8(wrong.stderr).unwrap().contains(says));
    }
    let mut served = house.served(&[&flags[..], &["--require", "2"]].concat());
    let log = NoteVerifier::parse(fs::read_to_string(house.path("log.pub")).unwrap().trim()).unwrap();
    let policy =
        Policy { origin: log.name().to_owned(), log: vec![log], witnesses: keys.to_vec(), quorum: 2 };
    // What is said to be witnessed is held against the policy, each time.
    let witnessed = |told: &Value| {
        let note = told["witnessed"]["note"].as_str()?;
        let opened =
            policy.open(note.as_bytes()).expect("enough have cosigned what is published as witnessed");
        assert_eq!(told["witnessed"]["size"], opened.checkpoint.size);
        Some(opened.checkpoint.size)
    };
    let reached = |served: &Served, wanted: bool| {
        until("the witnesses", || {
            let told = served.witnesses();
            let size = witnessed(&told);
            if wanted == (size == told["size"].as_u64()) && (told["reached"] == wanted) {
                Ok(told)
            } else {
                Err(told.to_string())
            }
        })
    };
    let begun = reached(&served, true);
    assert_eq!((&begun["needed"], begun["witnesses"].as_array().unwrap().len()), (&Value::from(2), 3));
    served.running.says("is cosigned by");
    served.sign_in();
    let page = served.get("/f/proof/timetable");
    assert!(page.contains("witnessed</span>") && !page.contains("not witnessed yet"), "{page}");

    // Two of three are gone: acts are entered all the same, and nothing is said to be witnessed that is not.
    let gone: Vec<(Running, String)> =
        std::mem::replace(&mut witnesses, names.map(|_| unreachable_witness())).into_iter().collect();
    let mut gone = gone.into_iter();
    let kept = gone.next().unwrap();
    let addresses: Vec<String> = gone.map(|(running, address)| (drop(running), address).1).collect();
    served.enter("given-without-witnesses");
    let told = until("the witnesses being asked", || {
        let told = served.witnesses();
        let asked =
            told["asked"]["size"] == told["size"] && told["asked"]["refused"].as_array().unwrap().len() == 2;
        if asked { Ok(told) } else { Err(told.to_string()) }
    });
    assert_eq!(
        (told["reached"].as_bool(), told["asked"]["cosigned"].as_array().unwrap().len()),
        (Some(false), 1)
    );
    assert!(witnessed(&told) < told["size"].as_u64());
    served.running.says("1 of the 2 witnesses needed cosigned");
    let page = served.get("/f/proof/given-without-witnesses");
    assert!(page.contains("not witnessed yet") && page.contains("1 of the 2 witnesses required"), "{page}");

    // One comes back and is asked again.
    let back = serve("two", &addresses[0]);
    reached(&served, true);
    assert!(served.get("/f/proof/given-without-witnesses").contains("witnessed</span>"));
    drop((kept, back, served));
    // After a restart without any of them, what was witnessed is known.
    let served = house.served(&[&flags[..], &["--require", "2"]].concat());
    until("what was witnessed before", || {
        let told = served.witnesses();
        witnessed(&told).filter(|size| Some(*size) == told["size"].as_u64()).ok_or_else(|| told.to_string())
    });
}

fn unreachable_witness() -> (Running, String) {
    (Running::start(Path::new("."), &["--version"]), String::new())
}

/// From a page to a file that is checked without the server.
#[test]
fn a_proof_taken_from_a_page_is_that_of_the_command_line_and_verifies() {
    let house = House::new();
    let mut served = house.served(&[]);
    assert_eq!(served.ask("GET", "/api/f/acts/timetable/proof", "").0, 401, "for those who say who they are");
    served.sign_in();
    served.enter("given-here");
    for (page, act) in [("orders", "oven-aid"), ("divisions", "timetable-vote"), ("acts", "given-here")] {
        let shown = served.get(&format!("/f/{page}/{act}"));
        assert!(shown.contains(&format!("href=\"/f/proof/{act}\"")), "{page} leads to the proof: {shown}");
        let proof = served.get(&format!("/f/proof/{act}"));
        let link = format!("/f/proof/{act}/document");
        assert!(proof.contains(&format!("href=\"{link}\"")) && proof.contains("<svg"), "{proof}");
        assert!(
            proof.contains("signed by the log, by whose authority"),
            "the log states how the act stands: {proof}"
        );
        let document = served.get(&link);
        assert_eq!(served.get(&format!("/api/f/acts/{act}/proof")), document, "over the API alike");
        fs::write(house.path(&format!("{act}.proof")), document).unwrap();
    }
    assert_eq!(served.ask("GET", "/f/proof/no-such-act", "").0, 404);
    until("the checkpoint over it", || {
        let note = served.get("/api/f/log/checkpoint");
        if note.lines().nth(1) == Some("419") { Ok(()) } else { Err(note) }
    });
    assert!(!served.running.has_said("cosigned"), "no witness is required, and none is spoken of");
    drop(served);
    house.does(&["fsck", "f.shura"]);
    for act in ["oven-aid", "timetable-vote", "given-here"] {
        let file = format!("{act}.proof");
        let said = house.does(&["verify", &file, "--key", "log.pub"]);
        assert!(said.contains(act), "{said}");
        if act != "given-here" {
            continue;
        }
        // Made under the same checkpoint, both are the same bytes.
        house.does(&["prove", "f.shura", act, "again.proof"]);
        let read = |name: &str| fs::read_to_string(house.path(name)).unwrap();
        assert_eq!(read("again.proof"), read(&file));
    }
    let forged = fs::read_to_string(house.path("given-here.proof")).unwrap().replace("\"tom\"", "\"neda\"");
    fs::write(house.path("forged.proof"), forged).unwrap();
    assert_ne!(house.run(&["verify", "forged.proof"]).status.code(), Some(0));
}

/// What was given and begun before a backup opens nothing after it is restored, and there is a first way in again.
#[test]
fn a_restored_file_lets_nobody_in_by_what_is_in_the_backup() {
    let house = House::new();
    let mut served = house.served(&[]);
    served.sign_in();
    let token = served.token.clone();
    served.enter("given-before");
    house.does(&["backup", "f.shura", "copy.shura"]);
    drop(served);
    fs::create_dir(house.path("old")).unwrap();
    for file in ["f.shura", "f.shura-wal", "f.shura-shm"] {
        let _ = fs::rename(house.path(file), house.path("old").join(file));
    }
    house.does(&["restore", "copy.shura", "f.shura"]);
    let mut served = house.served(&[]);
    served.token = token;
    assert_eq!(served.ask("GET", "/api/f/acts/given-before/proof", "").0, 401);
    served.token = None;
    served.sign_in();
    assert!(served.get("/api/f/acts/given-before/proof").contains("given-before"));
}

/// A person who is erased on the command line is forgotten by the running server.
#[test]
fn an_erasure_shows_in_a_running_server() {
    let house = House::new();
    house.does(&["register", "set", "f.shura", "member-0417", "--en", "Wilhelmina", "--fa", "ویلهلمینا"]);
    let mut served = house.served(&[]);
    served.sign_in();
    assert!(served.get("/f/persons/member-0417?lang=fa").contains("ویلهلمینا"));
    house.does(&["register", "erase", "f.shura", "member-0417"]);
    until("the erasure", || {
        let shown = served.get("/f/persons/member-0417?lang=fa");
        if shown.contains("ویلهلمینا") { Err("the name is still shown".to_owned()) } else { Ok(()) }
    });
}
