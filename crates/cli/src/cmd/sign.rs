//! `shura sign`: signs an act over the bytes under which it is sealed, and lays the hashes of the acts that it refers to into them.

use super::key;
use crate::output::{Failure, Output};
use crate::server::Server;
use crate::{record, signatures, upon, whole_file};
use serde::Serialize;
use shura_act::bilingual::fa_digits;
use shura_act::{Bilingual, Entry, Id, LeafHash};
use shura_tlog::EntrySignature;
use std::collections::BTreeMap;
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
    /// The record for which the entry of a file is meant: a folder, a sealed file, or an organisation on a server such as
    /// http://localhost:8017/valley. The hashes of the acts that it refers to are written into the file before it is signed.
    #[arg(long, value_name = "RECORD", conflicts_with = "act")]
    record: Option<String>,
}

#[derive(Serialize)]
struct Report {
    act: Id,
    key: String,
    signature: String,
    /// The hashes of the acts that it refers to, as they were signed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    upon: BTreeMap<Id, LeafHash>,
}

/// Signs an act.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let secret = key::read(&args.key)?;
    let (entry, signature) = match &args.act {
        Some(act) => in_folder(&args.place, act, &secret)?,
        None => in_file(&args.place, args.record.as_deref(), &secret)?,
    };
    let (id, shown) = (&entry.id, signature.to_string());
    let (key, by) = shown.split_once(' ').unwrap_or_default();
    if out.json {
        let (key, signature) = (key.to_owned(), by.to_owned());
        out.json(&Report { act: entry.id, key, signature, upon: entry.upon })?;
    } else if args.act.is_some() {
        out.line(out.say(&told(&entry, key)));
    } else {
        out.line(format!("{id} {shown}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn told(entry: &Entry, key: &str) -> Bilingual {
    let (id, n) = (&entry.id, entry.upon.len());
    let (en, fa) = match n {
        0 => (", as it is written".into(), "چنان که نوشته شده".into()),
        1 => (", upon the act that it refers to".into(), "بر پایهٔ کنشی که به آن ارجاع می‌دهد".into()),
        n => (
            format!(", upon {n} acts that it refers to"),
            format!("بر پایهٔ {} کنشی که به آن‌ها ارجاع می‌دهد", fa_digits(&n.to_string())),
        ),
    };
    Bilingual::new(format!("{id} is signed with {key}{en}."), format!("{id} {fa} با کلید {key} امضا شد."))
}

/// Signs an act of a record written by hand. The hashes are written into it, unless somebody has signed it, or an act upon it, as it is.
fn in_folder(dir: &Path, act: &str, secret: &[u8; 32]) -> Result<(Entry, EntrySignature), Failure> {
    let (_, mut acts) = record::read(dir)?;
    let place = acts.iter().position(|written| written.entry.id.as_str() == act).ok_or_else(|| {
        let dir = dir.display();
        Failure::new(
            format!("there is no act named {act} in {dir}; `shura acts {dir}` lists them"),
            format!("کنشی به نام {act} در {dir} نیست؛ فرمان shura acts {dir} همه را فهرست می‌کند"),
        )
    })?;
    let mut written = acts.swap_remove(place);
    let signed = signatures::read(dir)?.contains_key(&written.entry.id);
    let is_named = acts.iter().any(|other| other.entry.upon.contains_key(&written.entry.id));
    let has_hashes = !written.entry.upon.is_empty();
    if has_hashes || !(signed || is_named) {
        let hashes = upon::by_hand(&acts, &written.entry)?;
        upon::fill(&mut written.entry, |id| hashes.get(id).copied())?;
    }
    let signature = EntrySignature::sign(secret, &upon::bytes_of(&written)?);
    if !has_hashes && !written.entry.upon.is_empty() {
        upon::write(&written)?;
    }
    add(dir, act, &signature)?;
    Ok((written.entry, signature))
}

/// Signs the entry of a file; with a record, the file is written anew with the hashes in it, and by a server as the server would enter it now.
fn in_file(file: &Path, record: Option<&str>, secret: &[u8; 32]) -> Result<(Entry, EntrySignature), Failure> {
    let text = record::text(file)?;
    let canonical = text.strip_suffix('\n').unwrap_or(&text);
    let mut entry = Entry::read(canonical.as_bytes()).map_err(|error| Failure { text: error.text() })?;
    let bytes = match record {
        None => canonical.as_bytes().to_vec(),
        Some(url) if url.starts_with("http://") || url.starts_with("https://") => {
            let server = Server::sign_in(url, Some(*secret), None, None)?;
            let (draft, bytes) = server.draft(&entry)?.map_err(|(text, _)| Failure { text })?;
            upon::fill(&mut entry, |id| draft.upon.get(id).copied())?;
            entry = draft;
            bytes.into_bytes()
        }
        Some(place) => {
            let hashes = upon::hashes(Path::new(place), &entry)?;
            upon::fill(&mut entry, |id| hashes.get(id).copied())?;
            entry.seal().map_err(|error| Failure { text: error.text() })?
        }
    };
    if bytes != canonical.as_bytes() {
        whole_file::replace(file, &(String::from_utf8_lossy(&bytes).into_owned() + "\n"))?;
    }
    Ok((entry, EntrySignature::sign(secret, &bytes)))
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
