//! `shura sign DIR ACT --key FILE`: signs an act of a record written by hand, over the bytes under which it will be sealed.

use super::key;
use crate::output::{Failure, Output};
use crate::{record, signatures};
use serde::Serialize;
use shura_act::Bilingual;
use shura_act::hand::Written;
use shura_tlog::EntrySignature;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to sign, and with what.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a file with the canonical bytes of one entry.
    place: PathBuf,
    /// The name of the act, where a folder is given.
    act: Option<String>,
    /// The key file of the device.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

#[derive(Serialize)]
struct Report {
    act: String,
    key: String,
    signature: String,
}

/// Signs an act.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let secret = key::read(&args.key)?;
    let (id, signature) = match &args.act {
        Some(act) => {
            let (_, acts) = record::read(&args.place)?;
            let written = acts.iter().find(|written| written.entry.id.as_str() == act).ok_or_else(|| {
                let dir = args.place.display();
                Failure::new(
                    format!("there is no act named {act} in {dir}; `shura acts {dir}` lists them"),
                    format!("کنشی به نام {act} در {dir} نیست؛ فرمان shura acts {dir} همه را فهرست می‌کند"),
                )
            })?;
            let signature = EntrySignature::sign(&secret, &bytes_of(written)?);
            add(&args.place, act, &signature)?;
            (act.clone(), signature)
        }
        None => {
            let text = record::text(&args.place)?;
            let bytes = text.strip_suffix('\n').unwrap_or(&text).as_bytes();
            let entry = shura_act::Entry::read(bytes).map_err(|error| Failure { text: error.text() })?;
            (entry.id.to_string(), EntrySignature::sign(&secret, bytes))
        }
    };
    let shown = signature.to_string();
    let (key, by) = shown.split_once(' ').unwrap_or_default();
    if out.json {
        out.json(&Report { act: id, key: key.to_owned(), signature: by.to_owned() })?;
    } else if args.act.is_some() {
        out.line(out.say(&Bilingual::new(
            format!("{id} is signed with {key}."),
            format!("{id} با کلید {key} امضا شد."),
        )));
    } else {
        out.line(format!("{id} {shown}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The bytes under which an act written by hand is sealed, if nothing is added to it.
fn bytes_of(written: &Written) -> Result<Vec<u8>, Failure> {
    written.entry.seal().map_err(|error| {
        let (file, line, text) = (&written.file, written.line, error.text());
        let fa_line = shura_act::bilingual::fa_digits(&line.to_string());
        Failure::new(
            format!("{file}, line {line}: {}", text.en),
            format!("پروندهٔ {file}، سطر {fa_line}: {}", text.fa),
        )
    })
}

/// Adds a signature to those of the folder. Signed again with the same key, the act keeps one signature.
fn add(dir: &Path, act: &str, signature: &EntrySignature) -> Result<(), Failure> {
    let id = shura_act::Id::new(act).map_err(|error| Failure::plain(error.to_string()))?;
    if signatures::read(dir)?.get(&id).is_some_and(|have| have.contains(signature)) {
        return Ok(());
    }
    let path = signatures::path(dir);
    let written = OpenOptions::new().append(true).create(true).open(&path).and_then(|mut file| {
        file.write_all(format!("{act} {signature}\n").as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| {
        let path = path.display();
        Failure::new(format!("{path} cannot be written: {error}"), format!("{path} نوشته نمی‌شود: {error}"))
    })
}
