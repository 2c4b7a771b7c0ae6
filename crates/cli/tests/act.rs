//! `shura act`: acts from a file into a server at work, by the code of a card, by a session that is kept, and by the key of a device.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

mod serving;

use serde_json::{Value, json};
use serving::{Congress, SITTING, Served, ask, ballot, division, enter};
use shura_ledger::{Ledger, Sqlite};
use shura_server::rehearsal;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a command answered: its exit code, what it printed, and what it complained of.
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Answer {
    fn is(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        self
    }

    fn says(&self, words: &str) -> &Self {
        assert!(self.out.contains(words) || self.err.contains(words), "{words:?}: {}{}", self.out, self.err);
        self
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

fn act(file: &Path, served: &Served, more: &[&str]) -> Answer {
    let server = format!("http://{}/valley", served.at);
    let mut command = Command::new(env!("CARGO_BIN_EXE_shura"));
    let ran = command.arg("act").arg(file).args(["--server", &server]).args(more).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Answer { code: ran.status.code().unwrap(), out: text(ran.stdout), err: text(ran.stderr) }
}

/// A congress that is served, with a vote open in it.
fn voting() -> (Congress, Served) {
    let congress = Congress::new();
    let served = congress.serve(None);
    assert_eq!(enter(served.at, congress.token(rehearsal::CHAIR), &division("vote")).unwrap().0, 201);
    (congress, served)
}

fn file(congress: &Congress, name: &str, text: &str) -> PathBuf {
    let path = congress.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A ballot and a request to speak, as a record is written by hand.
const ACTS: &str = r#"
[[act]]
kind = "ballot"
id = "neda-votes"
sitting = "congress-3"
division = "vote"
mandate = "neda-mandate-3"
choice = "against"

[[act]]
kind = "speech"
id = "neda-asks"
sitting = "congress-3"
speaker = "neda"
form = "debate"
floor = "asked"
"#;

#[test]
fn acts_from_a_file_are_entered_once_however_often_the_command_is_given() {
    let (congress, served) = voting();
    let acts = file(&congress, "acts.toml", ACTS);
    let session = congress.folder.path().join("session");
    let session = session.to_str().unwrap();
    let code = congress.code("neda");
    let first = act(&acts, &served, &["--code", &code, "--session", session]);
    first.is(0).says("neda-votes is entered at place").says("neda-asks is entered at place");
    let again = act(&acts, &served, &["--session", session]);
    assert_eq!(again.is(0).out, first.out, "the same acts, in the same places");
    let persian = act(&acts, &served, &["--session", session, "--lang", "fa"]);
    persian.is(0).says("ثبت شد");
    let json = act(&acts, &served, &["--session", session, "--json"]);
    let report = json.is(0).json();
    let places: Vec<u64> =
        report["entered"].as_array().unwrap().iter().map(|act| act["seq"].as_u64().unwrap()).collect();
    assert_eq!((places.len(), &report["refused"], &report["not_sent"]), (2, &Value::Null, &json!(0)));
    let names: Vec<String> = congress.entries().iter().map(|entry| entry.id.to_string()).collect();
    for (place, name) in places.iter().zip(["neda-votes", "neda-asks"]) {
        assert_eq!(names[usize::try_from(*place).unwrap()], name);
        assert_eq!(names.iter().filter(|n| *n == name).count(), 1);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(session).unwrap().permissions().mode() & 0o777, 0o600);
    }
    act(&acts, &served, &["--code", &code]).is(2).says("this code opens nothing");
}

/// The words of a text lie in `texts` beside the file, as beside a record, and go along with the act that names their hash.
#[test]
fn words_that_an_act_names_are_sent_with_it() {
    let congress = Congress::new();
    let served = congress.serve(None);
    let (hash, _) = shura_kernel::texts::beside("A fund for strikes is set up.").unwrap();
    let text = format!(
        "[[act]]\nkind = \"text\"\nid = \"fund-words\"\nof = \"fund\"\nrole = \"draft\"\nhash = \"{hash}\"\n"
    );
    let acts = file(&congress, "words.toml", &text);
    let session = file(&congress, "session", congress.token("neda"));
    let session = session.to_str().unwrap();
    act(&acts, &served, &["--session", session]).is(1).says("its words are not known here");
    std::fs::create_dir(congress.folder.path().join("texts")).unwrap();
    file(&congress, "texts/fund.md", "A fund for strikes is set up.\n");
    file(&congress, "texts/other.md", "Another text, which no act of this file names.\n");
    act(&acts, &served, &["--session", session]).is(0).says("fund-words is entered at place");
}

#[test]
fn a_refusal_is_the_servers_own_sentence_and_what_comes_after_is_not_sent() {
    let (congress, served) = voting();
    let refused = json!([
        ballot("tom-votes", "vote", "tom-mandate-3"),
        // Only whoever leads may open a vote.
        division("second"),
        { "id": "tom-asks", "sitting": SITTING, "act": { "speech": { "speaker": "tom", "form": "debate", "floor": "asked" } } },
    ]);
    let acts = file(&congress, "acts.json", &refused.to_string());
    let session = file(&congress, "session", congress.token("tom"));
    let session = session.to_str().unwrap();
    let english = act(&acts, &served, &["--session", session]);
    english
        .is(1)
        .says("tom-votes is entered at place")
        .says("act second is refused")
        .says("1 acts after it were not sent");
    let direct = enter(served.at, congress.token("tom"), &division("second")).unwrap();
    assert_eq!(direct.0, 422);
    english.says(direct.1["text"]["en"].as_str().unwrap());
    let persian = act(&acts, &served, &["--session", session, "--lang", "fa"]);
    persian.is(1).says("کنش second پذیرفته نشد");
    let json = act(&acts, &served, &["--session", session, "--json"]);
    let report = json.is(1).json();
    assert_eq!(report["refused"]["act"], "second");
    assert_eq!(report["refused"]["error"], "refused");
    assert_eq!(report["not_sent"], 1);
    assert!(!congress.entries().iter().any(|entry| entry.id.as_str() == "tom-asks"));
}

#[test]
fn the_key_of_a_device_signs_in_and_signs_each_act() {
    let (congress, served) = voting();
    let key = congress.folder.path().join("device.key");
    let made = Command::new(env!("CARGO_BIN_EXE_shura")).args(["key", "new"]).arg(&key).output().unwrap();
    let public = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let key = key.to_str().unwrap();
    let acts = file(&congress, "acts.toml", ACTS);
    act(&acts, &served, &["--key", key]).is(2).says("nobody here has enrolled this key");
    let enrol = json!({ "id": "neda-key", "act": { "key": { "person": "neda", "public": public } } });
    let (status, answer) = enter(served.at, congress.token("neda"), &enrol).unwrap();
    assert_eq!(status, 201, "{answer}");
    let signed = act(&acts, &served, &["--key", key, "--json"]);
    let report = signed.is(0).json();
    let places = report["entered"].as_array().unwrap().iter().map(|act| {
        assert_eq!(act["signed_by"], json!([public]));
        act["seq"].as_u64().unwrap()
    });
    let ledger = Sqlite::open_to_read(&congress.file).unwrap();
    for place in places {
        let entry = &ledger.read(place, 1).unwrap()[0];
        assert_eq!(entry.signatures.len(), 1, "the signature lies beside the act");
        assert!(entry.signatures[0].holds(&entry.bytes));
    }
    act(&acts, &served, &["--key", key]).is(0).says("neda-votes is entered at place");
    // An entry in a file is signed as the server would enter it, upon the acts of the server, and is taken so.
    let waits = r#"{"act":{"speech":{"floor":"withdrawn","form":"debate","speaker":"neda"}},"id":"neda-waits","sitting":"congress-3"}"#;
    let draft = file(&congress, "draft.json", waits);
    let record = format!("http://{}/valley", served.at);
    let sign = Command::new(env!("CARGO_BIN_EXE_shura"))
        .arg("sign")
        .arg(&draft)
        .args(["--key", key, "--record", &record, "--json"])
        .output()
        .unwrap();
    assert!(sign.status.success(), "{}", String::from_utf8_lossy(&sign.stderr));
    let signed: Value = serde_json::from_slice(&sign.stdout).unwrap();
    let drafted: Value = serde_json::from_str(&std::fs::read_to_string(&draft).unwrap()).unwrap();
    assert_eq!((&drafted["by"], &drafted["upon"]), (&json!("neda"), &signed["upon"]));
    let place = congress.entries().iter().position(|entry| entry.id.as_str() == SITTING).unwrap() as u64;
    let leaf = shura_tlog::leaf_hash(&ledger.read(place, 1).unwrap()[0].bytes).to_string();
    assert_eq!(signed["upon"][SITTING], leaf.as_str());
    let by = json!([{ "key": signed["key"], "signature": signed["signature"] }]);
    let handed_in = json!({ "entry": drafted, "signatures": by }).to_string();
    let (status, answer) =
        ask(served.at, "POST /api/valley/acts", congress.token("neda"), &handed_in).unwrap();
    assert_eq!(status, 201, "{answer}");
    // Another's key is as good as none.
    let other = congress.folder.path().join("other.key");
    Command::new(env!("CARGO_BIN_EXE_shura")).args(["key", "new"]).arg(&other).output().unwrap();
    let session = file(&congress, "session", congress.token("neda"));
    let both = ["--key", other.to_str().unwrap(), "--session", session.to_str().unwrap()];
    act(&acts, &served, &both).is(1).says("was entered before, signed by").says(&public);
}

/// A server behind TLS is asked as it is, if this machine trusts who vouches for it, and by the key of a device as well.
#[test]
fn a_server_behind_tls_is_asked_if_its_certificate_is_trusted() {
    let congress = Congress::new();
    let pem = |name: &str| format!("{}/tests/serving/{name}", env!("CARGO_MANIFEST_DIR"));
    let (certificate, secret) = (pem("localhost.pem"), pem("localhost-key.pem"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_shura"));
    command.arg("serve").arg("--data").arg(&congress.file).args(["--listen", "127.0.0.1:0"]);
    command.args(["--certificate", &certificate, "--key", &secret]);
    let served = Served::start(command);
    let key = congress.folder.path().join("device.key");
    let made = Command::new(env!("CARGO_BIN_EXE_shura")).args(["key", "new"]).arg(&key).output().unwrap();
    let public = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let enrol = json!({ "id": "neda-key", "act": { "key": { "person": "neda", "public": public } } });
    let enrol = file(&congress, "enrol.json", &enrol.to_string());
    let asks = json!({ "id": "neda-asks", "sitting": SITTING, "act": { "speech": { "speaker": "neda", "form": "debate", "floor": "asked" } } });
    let asks = file(&congress, "asks.json", &asks.to_string());
    let session = file(&congress, "session", congress.token("neda"));
    let act = |file: &Path, trusted: &str, name: &str, who: [&str; 2]| {
        let server = format!("https://{name}:{}/valley", served.at.port());
        let mut command = Command::new(env!("CARGO_BIN_EXE_shura"));
        let ran = command
            .env("SSL_CERT_FILE", trusted)
            .env_remove("SSL_CERT_DIR")
            .arg("act")
            .arg(file)
            .args(["--server", &server]);
        let ran = ran.args(who).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Answer { code: ran.status.code().unwrap(), out: text(ran.stdout), err: text(ran.stderr) }
    };
    let session = ["--session", session.to_str().unwrap()];
    let nobody = file(&congress, "nobody.pem", "");
    act(&enrol, nobody.to_str().unwrap(), "localhost", session)
        .is(2)
        .says("no certificate that this machine trusts");
    assert!(!congress.entries().iter().any(|entry| entry.id.as_str() == "neda-key"));
    act(&enrol, &certificate, "localhost", session).is(0).says("neda-key is entered at place");
    let by_key = ["--key", key.to_str().unwrap()];
    act(&asks, &certificate, "localhost", by_key).is(0).says("neda-asks is entered at place");
    act(&asks, &certificate, "127.0.0.1", by_key).is(0).says("neda-asks is entered at place");
}

#[test]
fn what_cannot_be_used_gets_one_sentence() {
    let congress = Congress::new();
    let served = congress.serve(None);
    let acts = file(&congress, "acts.toml", ACTS);
    let session = file(&congress, "session", congress.token("neda"));
    let session = session.to_str().unwrap();
    let wrong = |answer: Answer, words: &str| {
        answer.is(2).says(words);
        assert_eq!((answer.out.as_str(), answer.err.lines().count()), ("", 1), "{}", answer.err);
    };
    wrong(act(&acts, &served, &[]), "say who you are");
    wrong(act(&acts, &served, &["--lang", "fa"]), "بگویید که هستید");
    let stale = file(&congress, "stale", "0000-0000-0000-0000");
    wrong(act(&acts, &served, &["--session", stale.to_str().unwrap()]), "the session has ended");
    for (name, text) in
        [("x.toml", "[[act]]\nkind = \"ballot\"\n"), ("x.json", "{}"), ("y.json", "[1"), ("z.json", "")]
    {
        let broken = file(&congress, name, text);
        wrong(act(&broken, &served, &["--session", session]), name);
    }
    for (server, words) in [
        ("http://localhost", "names no organisation"),
        ("valley", "begins with http:// or https://"),
        ("http://127.0.0.1:1/valley", "does not answer"),
    ] {
        let ran = Command::new(env!("CARGO_BIN_EXE_shura"))
            .arg("act")
            .arg(&acts)
            .args(["--server", server, "--session", session])
            .output()
            .unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
    let nowhere = format!("http://{}/nowhere", served.at);
    let ran = Command::new(env!("CARGO_BIN_EXE_shura"))
        .arg("act")
        .arg(&acts)
        .args(["--server", &nowhere, "--session", session])
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("no organisation of that name"), "{said}");
}
