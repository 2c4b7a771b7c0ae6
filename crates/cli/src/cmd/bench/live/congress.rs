//! The congress that is measured: a data file with delegates, codes and an open sitting, and a server over it.

use super::super::federation::{CHARTER, foundation, id_of};
use super::{Voice, address_in};
use crate::output::{Failure, Output};
use serde_json::json;
use shura_act::act::*;
use shura_act::{Act, Bilingual, Entry, Figure};
use shura_ledger::{Ledger, Sqlite};
use shura_server::Desk;
use shura_tlog::leaf_hash;
use shura_verify::{Replay, act_of};
use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

/// Set in the process that has raised its limit of open files.
const RAISED: &str = "SHURA_BENCH_FILES_RAISED";

/// The congress, and the process that serves it.
pub struct Congress {
    /// Where the server listens.
    pub address: SocketAddr,
    /// Sign-in codes of the delegates, in order.
    pub codes: Vec<String>,
    server: Child,
    _folder: Folder,
}

/// A folder that goes when the measurement ends.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be cleared away lies among the machine's temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Drop for Congress {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Ten thousand connections need as many open files; a process cannot raise its own limit without unsafe code, a shell can raise it for the
/// next. Gives the exit code if this process has only started that one.
pub fn with_many_files(out: &Output) -> Result<Option<ExitCode>, Failure> {
    if std::env::var_os(RAISED).is_some() {
        return Ok(None);
    }
    let failed = |e: io::Error| Failure::plain(e.to_string());
    let me = std::env::current_exe().map_err(failed)?;
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -n $(ulimit -H -n); exec \"$0\" \"$@\""]).arg(me);
    let status = shell.args(std::env::args_os().skip(1)).env(RAISED, "1").status().map_err(failed)?;
    if !out.json && !status.success() {
        out.line(out.pick("the measurement broke off", "سنجش ناتمام ماند"));
    }
    Ok(Some(ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1))))
}

impl Congress {
    /// Writes the data file and starts the server.
    pub fn begin(delegates: u64) -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("shura-bench-live-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let folder = Folder(folder);
        let file = folder.0.join("congress.shura");
        write(&file, delegates).map_err(io::Error::other)?;
        let codes = codes(&file, delegates).map_err(io::Error::other)?;
        let mut server = Command::new(std::env::current_exe()?);
        server.arg("serve").arg("--data").arg(&file).args(["--listen", "127.0.0.1:0"]);
        let mut server = server.stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(stdout) = server.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        let address =
            address_in(&line).ok_or_else(|| io::Error::other("the server did not say where it listens"))?;
        Ok(Self { address, codes, server, _folder: folder })
    }

    /// The path of a call of the API.
    pub fn path(&self, call: &str) -> String {
        format!("/api/congress/{call}")
    }

    /// The path of the sitting's stream.
    pub fn live(&self) -> String {
        "/congress/sittings/sitting/live".to_owned()
    }

    /// The path of what concerns a delegate alone, which a page asks for when there is something new.
    pub fn mine(&self) -> String {
        "/congress/sittings/sitting/mine".to_owned()
    }

    /// Memory that the server holds, in bytes; 0 where the system does not tell.
    pub fn server_bytes(&self) -> u64 {
        let statm = std::fs::read_to_string(format!("/proc/{}/statm", self.server.id())).unwrap_or_default();
        statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
    }

    /// About how long an event of the stream is, in bytes, for the limit.
    pub fn event_bytes(&self) -> usize {
        4096
    }

    /// A delegate arrives.
    pub fn presence(&self, n: u64) -> String {
        let who = format!("person-{n:04}");
        json!({ "entry": { "id": format!("presence-{n}"), "sitting": "sitting",
            "act": { "presence": { "who": [who], "to": "arrived" } } } })
        .to_string()
    }

    /// A delegate's ballot.
    pub fn ballot(&self, number: u64, n: u64) -> String {
        let choice = ["for", "against", "abstain"].get((n % 7 / 3) as usize).copied().unwrap_or("for");
        json!({ "entry": { "id": format!("ballot-{number}-{n}"), "sitting": "sitting", "act": { "ballot": {
            "division": format!("division-{number}"), "mandate": format!("mandate-{n:04}"), "choice": choice } } } })
        .to_string()
    }

    /// The first delegate moves, and whoever presides, who is the same, opens the division.
    pub async fn ask(&self, voices: &mut [Voice], number: u64) -> io::Result<()> {
        let words = question(number);
        let motion = json!({ "entry": { "id": format!("motion-{number}"), "sitting": "sitting",
            "text": { "en": words, "fa": words }, "act": { "motion": {} } } });
        self.first(voices, &motion.to_string()).await?;
        let division = json!({ "entry": { "id": format!("division-{number}"), "sitting": "sitting", "act": { "division": {
            "on": [format!("motion-{number}")], "method": "electronic" } } } });
        self.first(voices, &division.to_string()).await
    }

    /// Whoever presides declares the result: of seven votes three are for, three against, one abstains.
    pub async fn declare(&self, voices: &mut [Voice], number: u64) -> io::Result<()> {
        let count = |part: u64| (0..self.codes.len() as u64).filter(|n| n % 7 / 3 == part).count();
        let outcome = if count(0) > count(1) { "carried" } else { "lost" };
        let declaration = json!({ "entry": { "id": format!("declaration-{number}"), "sitting": "sitting", "act": { "declaration": {
            "division": format!("division-{number}"), "outcome": outcome } } } });
        self.first(voices, &declaration.to_string()).await
    }

    async fn first(&self, voices: &mut [Voice], json: &str) -> io::Result<()> {
        let voice = voices.first_mut().ok_or_else(|| io::Error::other("nobody is there"))?;
        let answer = voice.connection.post(&self.path("acts"), &voice.token, json).await?;
        if answer.status == 201 { Ok(()) } else { Err(io::Error::other(answer.body)) }
    }

    /// Whether what a stream brought shows the verdict on a question: the part of the hall that tells the last verdict, and in it the question.
    pub fn shows_verdict(event: &str, number: u64) -> bool {
        event.split_once("class=\"verdict\"").is_some_and(|(_, told)| told.contains(&question(number)))
    }
}

/// The words of a question, which no other question begins with. They have no stop at the end, for a page leaves it out.
fn question(number: u64) -> String {
    format!("Measured question {number:04}")
}

/// Everything that a failure of the data file can be.
type Broken = Box<dyn std::error::Error + Send + Sync>;

/// Writes the record: the founding, the delegates, the open sitting.
fn write(file: &Path, delegates: u64) -> Result<(), Broken> {
    let mut ledger = Sqlite::create(file, "bench.example/congress")?;
    let founding = Act::Founding(Founding { charter: CHARTER.to_owned(), log: None });
    let opened = Sitting {
        organ: id_of("congress"),
        convened: None,
        number: Some(1),
        place: None,
        publicity: None,
        chair: Some(id_of("person-0000")),
        present: Some(Figure::exactly(delegates)),
        joint: vec![],
    };
    let mut sitting = Entry::new(id_of("sitting"), Act::Sitting(opened));
    sitting.by = Some(id_of("person-0000"));
    sitting.text = Some(Bilingual::new("The congress opens.", "کنگره گشایش می‌یابد."));
    let people = (0..).map_while(|n| foundation(n, delegates));
    let acts = std::iter::once(Entry::new(id_of("founding"), founding)).chain(people).chain([sitting]);
    let mut replay = Replay::new();
    let mut entries = vec![];
    for (seq, entry) in (0..).zip(acts) {
        let bytes = entry.seal().map_err(|e| e.to_string())?;
        replay.enter_read(seq, &entry, leaf_hash(&bytes), &[]).map_err(|e| e.text().en)?;
        entries.push(shura_ledger::Entry { act: act_of(&bytes), ..shura_ledger::Entry::new(bytes) });
    }
    ledger.append(0, &entries)?;
    Ok(())
}

/// Gives every delegate a code.
fn codes(file: &Path, delegates: u64) -> Result<Vec<String>, Broken> {
    let desk = Desk::open(file)?;
    let code = |n| Ok(desk.give_code(Some(&id_of(&format!("person-{n:04}"))), None, i64::MAX)?);
    (0..delegates).map(code).collect()
}
