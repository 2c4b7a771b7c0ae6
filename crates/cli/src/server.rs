//! A server at work, as a command reaches it: signing in, drafts to sign, acts to enter.

use crate::output::Failure;
use crate::{record, secret};
use serde::Deserialize;
use serde_json::{Value, json};
use shura_act::{Bilingual, Entry, PublicKey};
use shura_server::api::session::words as session_words;
use shura_server::app::machine_clock;
use shura_server::http;
use shura_tlog::EntrySignature;
use std::path::Path;
use std::time::Duration;

/// How often an act is sent again when the server is busy or the connection breaks, and how long to wait before.
const TRIES: u32 = 5;
const WAIT: Duration = Duration::from_millis(400);

/// What the server answers where it does not take something.
#[derive(Deserialize)]
struct Problem {
    error: String,
    text: Bilingual,
}

/// A server to which somebody has signed in.
pub struct Server {
    /// Scheme, name and port.
    origin: String,
    /// The name of the organisation on it.
    house: String,
    token: String,
    key: Option<[u8; 32]>,
}

impl Server {
    /// Signs in to an address: by the session that is kept, by a code, or by the key of the device.
    pub fn sign_in(
        url: &str,
        key: Option<[u8; 32]>,
        code: Option<&str>,
        session: Option<&Path>,
    ) -> Result<Self, Failure> {
        let (origin, house) = place(url)?;
        let mut server = Self { origin, house, token: String::new(), key };
        if let Some(kept) = session.filter(|file| file.exists() && code.is_none()) {
            server.token = record::text(kept)?.trim().to_owned();
            return Ok(server);
        }
        let begin = match (code, &server.key) {
            (Some(code), _) => json!({ "code": code }),
            (None, Some(key)) => {
                let (at, nonce) = (machine_clock(), PublicKey(secret::random()?).to_string());
                let words = session_words(&server.signed_origin(), &server.house, at, &nonce);
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
        if let Some(file) = session {
            keep(file, &server.token)?;
        }
        Ok(server)
    }

    /// The address of the server as it calls itself: this machine has one name.
    fn signed_origin(&self) -> String {
        self.origin.replace("//127.0.0.1", "//localhost").replace("//[::1]", "//localhost")
    }

    /// Enters one act: what the server says of it, or why it refuses.
    pub fn enter(&self, entry: &Entry, words: Option<&str>) -> Result<Answer, Failure> {
        let Some(key) = &self.key else {
            return self.post("acts", &json!({ "entry": entry, "words": words }));
        };
        let (draft, bytes) = match self.draft(entry)? {
            Ok(drafted) => drafted,
            Err(refused) => return Ok(Err(refused)),
        };
        let by = EntrySignature::sign(key, bytes.as_bytes()).to_string();
        let (public, signature) = by.split_once(' ').unwrap_or_default();
        self.post(
            "acts",
            &json!({ "entry": draft, "signatures": [{ "key": public, "signature": signature }], "words": words }),
        )
    }

    /// The act as the server would enter it now, with the hashes of the acts that it refers to, and its bytes for a key to sign; or why it refuses.
    pub fn draft(&self, entry: &Entry) -> Result<Result<(Entry, String), Refusal>, Failure> {
        let bytes = match self.ask("drafts", &serde_json::to_value(entry).map_err(broken)?)? {
            (200, body) => body,
            (_, body) => return Ok(Err(problem(&body)?)),
        };
        let draft = Entry::read(bytes.as_bytes()).map_err(|error| Failure { text: error.text() })?;
        if !is_draft_of(&draft, entry) {
            return Err(Failure::new(
                format!("the server would have something else signed than {}; nothing was signed", entry.id),
                format!("سرور چیزی جز {} را برای امضا فرستاد؛ چیزی امضا نشد", entry.id),
            ));
        }
        Ok(Ok((draft, bytes)))
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
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("Content-Type", "application/json"), ("User-Agent", "shura")];
        headers.extend((!self.token.is_empty()).then_some(("Authorization", bearer.as_str())));
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

/// Why a server refused an act, as a sentence and as the server wrote it.
pub type Refusal = (Bilingual, Value);

/// What became of an act: what the server says of it, or why it refused.
pub type Answer = Result<Value, Refusal>;

/// What the server says that it does not take.
fn problem(body: &str) -> Result<Refusal, Failure> {
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
    let place = http::parts(url.trim_end_matches('/'));
    let (scheme, host, house) = place.map_err(|text| Failure { text })?;
    if host.is_empty() || house.is_empty() || house.contains('/') {
        return Err(Failure::new(
            format!("{url} names no organisation on a server; write it as http://localhost:8017/valley"),
            format!("{url} سازمانی را بر سروری نام نمی‌برد؛ آن را چنین بنویسید: http://localhost:8017/valley"),
        ));
    }
    Ok((format!("{scheme}://{host}"), house.to_owned()))
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
