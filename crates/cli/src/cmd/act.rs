//! `shura act FILE --server URL`: enters acts from a file into a running server, in the name of whoever signs in. What was entered already is
//! not entered twice, so that a command that broke off is simply given again.

use super::key;
use crate::output::{FOUND, Failure, Output};
use crate::record;
use crate::server::Server;
use serde::Serialize;
use serde_json::{Value, json};
use shura_act::hand::{self, Written};
use shura_act::{Act, Bilingual, Entry, Id};
use shura_kernel::texts;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

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

/// Enters the acts of the file, one after another, until one is refused.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let acts = acts_of(&args.file)?;
    let folder = args.file.parent().unwrap_or(Path::new(""));
    let texts = texts_in(folder)?;
    let key = args.key.as_deref().map(key::read).transpose()?;
    let server = Server::sign_in(&args.server, key, args.code.as_deref(), args.session.as_deref())?;
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
