//! `shura act FILE --server URL`: enters acts from a file into a running server, in the name of whoever signs in. What was entered already is
//! not entered twice, so that a command that broke off is simply given again.

use super::key;
use crate::output::{FOUND, Failure, Output};
use crate::{record, secret};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shura_act::hand::{self, Written};
use shura_act::{Act, Bilingual, Entry, Id, PublicKey};
use shura_kernel::texts;
use shura_server::api::session;
use shura_server::app::machine_clock;
use shura_server::http;
use shura_tlog::EntrySignature;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// How often an act is sent again when the server is busy or the connection breaks, and how long to wait before.
const TRIES: u32 = 5;
const WAIT: Duration = Duration::from_millis(400);

/// What to enter, where, and as whom.
#[derive(clap::Args)]
pub struct Args {
    /// The file of acts: TOML as a record is written by hand, or JSON, one entry or a list of entries.
    file: PathBuf,
    /// The address of the organisation on the server, such as http://localhost:8017/valley.
    #[arg(long, value_name = "URL")]
    server: String,
    /// The code of a card, to sign in with.
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// A file that keeps the session: read if it is there, written after signing in.
    #[arg(long, value_name = "FILE")]
    session: Option<PathBuf>,
    /// The key file of the device: each act is signed with it, and without a code or session it signs in.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

/// What `act --json` prints.
#[derive(Serialize)]
struct Report {
    /// Acts that are in the record now.
    entered: Vec<Value>,
    /// The act that was refused, if one was; those after it were not sent.
    refused: Option<Value>,
    /// How many were not sent.
    not_sent: usize,
}

/// What the server answers where it does not take something.
#[derive(Deserialize)]
struct Problem {
    error: String,
    text: Bilingual,
}

/// A server to which somebody has signed in.
struct Server {
    /// Scheme, name and port.
    origin: String,
    /// The name of the organisation on it.
    house: String,
    token: String,
    key: Option<[u8; 32]>,
}

/// Enters the acts of the file, one after another, until one is refused.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let acts = acts_of(&args.file)?;
    let folder = args.file.parent().unwrap_or(Path::new(""));
    let texts = texts_in(folder)?;
    let server = Server::sign_in(&args)?;
    let mut report = Report { entered: vec![], refused: None, not_sent: 0 };
    for (n, written) in acts.iter().enumerate() {
        match server.enter(&written.entry, words_of(&written.entry, &texts))? {
            Ok(entered) => {
                tell(out, &written.entry.id, &entered);
                report.entered.push(entered);
            }
            Err((text, mut refusal)) => {
                tell_refusal(out, written, &text);
                refusal["act"] = json!(written.entry.id);
                report.refused = Some(refusal);
                report.not_sent = acts.len() - n - 1;
                break;
            }
        }
    }
    let code = if report.refused.is_some() { ExitCode::from(FOUND) } else { ExitCode::SUCCESS };
    if out.json {
        out.json(&report)?;
    } else if report.not_sent > 0 {
        out.line(out.pick(
            &format!("{} acts after it were not sent.", report.not_sent),
            &format!("{} کنش پس از آن فرستاده نشد.", report.not_sent),
        ));
    }
    Ok(code)
}

/// The texts of the folder `texts` in a folder, by their hashes.
fn texts_in(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let hashed = |(name, words): (String, String)| match texts::beside(&words) {
        Ok((hash, _)) => Ok((hash, words)),
        Err(error) => {
            let why = error.bilingual();
            Err(Failure::new(format!("{name}: {}", why.en), format!("{name}: {}", why.fa)))
        }
    };
    record::texts_beside(folder)?.into_iter().map(hashed).collect()
}

/// The words of a text that an act names by hash and that lie in the folder `texts` beside the file; the server may know them already.
fn words_of<'a>(entry: &Entry, texts: &'a BTreeMap<String, String>) -> Option<&'a str> {
    let Act::Text(text) = &entry.act else { return None };
    texts.get(text.beside()?).map(String::as_str)
}

/// The acts of a file, in order.
fn acts_of(file: &Path) -> Result<Vec<Written>, Failure> {
    let (name, text) = (file.display().to_string(), record::text(file)?);
    if file.extension().is_none_or(|ending| ending != "json") {
        let acts = hand::read(&name, &text).and_then(|acts| hand::join(vec![acts]));
        return acts.map_err(|error| Failure { text: error.sentence() });
    }
    let read = if text.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<Entry>>(&text)
    } else {
        serde_json::from_str::<Entry>(&text).map(|entry| vec![entry])
    };
    let entries = read.map_err(|error| {
        Failure::new(
            format!("{name} is no entry and no list of entries: {error}"),
            format!("{name} نه یک ثبت است و نه فهرستی از ثبت‌ها: {error}"),
        )
    })?;
    Ok(entries.into_iter().map(|entry| Written { entry, file: name.clone(), line: 0 }).collect())
}

fn tell(out: &Output, id: &Id, entered: &Value) {
    if out.json {
        return;
    }
    let place = entered.get("seq").and_then(Value::as_u64).unwrap_or_default();
    out.line(
        out.pick(&format!("{id} is entered at place {place}."), &format!("{id} در جای {place} ثبت شد.")),
    );
    let findings = entered.get("findings").and_then(Value::as_array).into_iter().flatten();
    for text in findings.filter_map(|finding| serde_json::from_value(finding.get("text")?.clone()).ok()) {
        out.line(format!("    {}", out.say(&text)));
    }
}

fn tell_refusal(out: &Output, written: &Written, text: &Bilingual) {
    if out.json {
        return;
    }
    let (file, id) = (&written.file, &written.entry.id);
    let (en, fa) = match written.line {
        0 => (String::new(), String::new()),
        line => (format!(", line {line}"), format!("، سطر {line}")),
    };
    out.line(out.pick(
        &format!("{file}{en}, act {id} is refused:"),
        &format!("پروندهٔ {file}{fa}: کنش {id} پذیرفته نشد:"),
    ));
    out.line(format!("    {}", out.say(text)));
}

impl Server {
    /// Signs in: by the session that is kept, by a code, or by the key of the device.
    fn sign_in(args: &Args) -> Result<Self, Failure> {
        let (origin, house) = place(&args.server)?;
        let key = args.key.as_deref().map(key::read).transpose()?;
        let mut server = Self { origin, house, token: String::new(), key };
        if let Some(kept) = args.session.as_deref().filter(|file| file.exists() && args.code.is_none()) {
            server.token = record::text(kept)?.trim().to_owned();
            return Ok(server);
        }
        let begin = match (&args.code, &server.key) {
            (Some(code), _) => json!({ "code": code }),
            (None, Some(key)) => {
                let (at, nonce) = (machine_clock(), PublicKey(secret::random()?).to_string());
                let words = session::words(&server.signed_origin(), &server.house, at, &nonce);
                json!({ "at": at, "nonce": nonce, "signature": EntrySignature::sign(key, words.as_bytes()).to_string() })
            }
            (None, None) => {
                return Err(Failure::new(
                    "say who you are: --code with the code of a card, --session with a file that keeps a session, or --key with the key of your device",
                    "بگویید که هستید: ‎--code با رمز کارت، ‎--session با پروندهٔ ورود، یا ‎--key با کلید دستگاه",
                ));
            }
        };
        let answer = server.post("session", &begin)?.map_err(|(text, _)| Failure { text })?;
        server.token = answer.get("token").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(file) = &args.session {
            keep(file, &server.token)?;
        }
        Ok(server)
    }

    /// The address of the server as it calls itself: this machine has one name.
    fn signed_origin(&self) -> String {
        self.origin.replace("//127.0.0.1", "//localhost").replace("//[::1]", "//localhost")
    }

    /// Enters one act: what the server says of it, or why it refuses.
    fn enter(&self, entry: &Entry, words: Option<&str>) -> Result<Answer, Failure> {
        let Some(key) = &self.key else {
            return self.post("acts", &json!({ "entry": entry, "words": words }));
        };
        let drafted = match self.ask("drafts", &serde_json::to_value(entry).map_err(broken)?)? {
            (200, body) => body,
            (_, body) => return Ok(Err(problem(&body)?)),
        };
        let draft = Entry::read(drafted.as_bytes()).map_err(|error| Failure { text: error.text() })?;
        if !is_draft_of(&draft, entry) {
            return Err(Failure::new(
                format!("the server would have something else signed than {}; nothing was signed", entry.id),
                format!("سرور چیزی جز {} را برای امضا فرستاد؛ چیزی امضا نشد", entry.id),
            ));
        }
        let by = EntrySignature::sign(key, drafted.as_bytes()).to_string();
        let (public, signature) = by.split_once(' ').unwrap_or_default();
        self.post(
            "acts",
            &json!({ "entry": draft, "signatures": [{ "key": public, "signature": signature }], "words": words }),
        )
    }

    /// Posts JSON to a call of the API.
    fn post(&self, call: &str, body: &Value) -> Result<Answer, Failure> {
        match self.ask(call, body)? {
            (200 | 201, body) => Ok(Ok(serde_json::from_str(&body).map_err(broken)?)),
            (_, body) => Ok(Err(problem(&body)?)),
        }
    }

    /// Status and body. A server that is busy, or a connection that breaks, is tried again: an act is entered once, however often it is sent.
    fn ask(&self, call: &str, body: &Value) -> Result<(u16, String), Failure> {
        let url = format!("{}/api/{}/{call}", self.origin, self.house);
        let bearer = if self.token.is_empty() {
            String::new()
        } else {
            format!("Authorization: Bearer {}\r\n", self.token)
        };
        let headers = format!("{bearer}Content-Type: application/json\r\nUser-Agent: shura\r\n");
        let body = body.to_string();
        let mut tried = 1;
        loop {
            let answer = http::post(&url, &headers, &body);
            if tried == TRIES || !matches!(answer, Ok((503, _)) | Err(_)) {
                return answer.map_err(|text| Failure { text });
            }
            std::thread::sleep(WAIT * tried);
            tried += 1;
        }
    }
}

/// What became of an act: what the server says of it, or why it refused, as a sentence and as the server wrote it.
type Answer = Result<Value, (Bilingual, Value)>;

/// What the server says that it does not take.
fn problem(body: &str) -> Result<(Bilingual, Value), Failure> {
    let problem: Problem = serde_json::from_str(body).map_err(|_| {
        Failure::new(
            "this is no organisation on a server of Shura; name it as http://localhost:8017/valley",
            "این نشانی سازمانی بر سرور شورا نیست؛ آن را چنین بنویسید: http://localhost:8017/valley",
        )
    })?;
    if problem.error == "sign-in" {
        return Err(Failure::new(
            "the session has ended, or is of another server; sign in anew with --code or --key",
            "این ورود پایان یافته یا از سرور دیگری است؛ با ‎--code یا ‎--key از نو وارد شوید",
        ));
    }
    if problem.error == "not-found" {
        return Err(Failure::new(
            "there is no organisation of that name on this server",
            "سازمانی به این نام بر این سرور نیست",
        ));
    }
    Ok((problem.text, serde_json::from_str(body).map_err(broken)?))
}

/// Whether what a server would have signed says what the act says: who performs it, when, and upon which acts, are its own to add.
fn is_draft_of(draft: &Entry, entry: &Entry) -> bool {
    let added = Entry {
        by: entry.by.clone().or_else(|| draft.by.clone()),
        at: entry.at.clone().or_else(|| draft.at.clone()),
        entered: draft.entered.clone(),
        upon: draft.upon.clone(),
        ..entry.clone()
    };
    *draft == added
}

/// Where the server is, and the name of the organisation on it.
fn place(url: &str) -> Result<(String, String), Failure> {
    let place = http::host_and_path(url.trim_end_matches('/'));
    let (host, house) = place.map_err(|text| Failure { text })?;
    if host.is_empty() || house.is_empty() || house.contains('/') {
        return Err(Failure::new(
            format!("{url} names no organisation on a server; write it as http://localhost:8017/valley"),
            format!("{url} سازمانی را بر سروری نام نمی‌برد؛ آن را چنین بنویسید: http://localhost:8017/valley"),
        ));
    }
    Ok((format!("http://{host}"), house.to_owned()))
}

/// Keeps the token of a session in place of the one that was kept.
fn keep(file: &Path, token: &str) -> Result<(), Failure> {
    let _ = std::fs::remove_file(file);
    secret::write(file, token).map_err(|error| {
        let file = file.display();
        Failure::new(format!("{file} cannot be written: {error}"), format!("{file} نوشته نمی‌شود: {error}"))
    })
}

fn broken(error: serde_json::Error) -> Failure {
    Failure::plain(error.to_string())
}
