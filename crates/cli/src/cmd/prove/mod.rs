//! `shura prove FILE ACT OUT`: one act of a sealed file as a document that proves itself, with a QR code and a sheet to print.

pub mod check;

use super::seal::with_suffix;
use crate::output::{Failure, Output};
use crate::record;
use serde::Serialize;
use shura_act::{Bilingual, Entry, Id};
use shura_kernel::{Finding, Standing, review};
use shura_ledger::{Ledger, Sqlite, prove_inclusion};
use shura_server::sheet;
use shura_tlog::{Checkpoint, NoteSigner, NoteVerifier, SignedNote};
use shura_verify::proof_document::{Proven, SignedStatement};
use shura_verify::{Essence, ProofDocument, Replay, ReplayError, Statement, proof_words, prove};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to prove.
#[derive(clap::Args)]
pub struct Args {
    /// The sealed file.
    file: PathBuf,
    /// The name of the act.
    act: String,
    /// Where to write the proof; standard output where nothing is said.
    out: Option<PathBuf>,
    /// The file of the log's secret key, which signs what the log states of the act. FILE.key where nothing is said; without a key nothing
    /// is stated.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Write the QR code as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write a page to print, in both languages, with the QR code.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// What `prove --json` prints.
#[derive(Serialize)]
struct Report {
    act: String,
    entries: usize,
    stated: bool,
    bytes: usize,
    /// Characters of the text of the QR code; nothing if no QR code can hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    qr: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

/// A record up to its last published checkpoint.
struct Sealed {
    ledger: Sqlite,
    note: SignedNote,
    checkpoint: Checkpoint,
    log: NoteVerifier,
    entries: Vec<(Entry, shura_ledger::Entry)>,
    places: BTreeMap<Id, usize>,
    standing: Standing,
    findings: Vec<Finding>,
}

/// Makes the proof.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let sealed = Sealed::open(&args.file)?;
    let act = sealed.act(&args.act)?;
    let document = sealed.document(&act, signer(&args)?.as_ref())?;
    let text = document.to_string();
    // What cannot be verified is not given out.
    let checked = document.check(None).map_err(|error| Failure { text: error.text() })?;
    let qr = Essence::of(&document).and_then(|essence| essence.text());
    if args.svg.is_some() || args.html.is_some() {
        let svg = qr.as_deref().and_then(sheet::qr_svg).ok_or_else(too_large)?;
        if let Some(path) = &args.html {
            let lines = proof_words::of_document(&checked);
            write(path, &sheet::page(&sealed.standing, &act, &lines, &document, &svg))?;
        }
        if let Some(path) = &args.svg {
            write(path, &svg)?;
        }
    }
    if let Some(path) = &args.out {
        write(path, &text)?;
    }
    if out.json {
        let file = args.out.as_ref().map(|path| path.display().to_string());
        let (entries, stated) = (document.entries.len(), document.statement.is_some());
        let qr = qr.as_ref().map(String::len);
        out.json(&Report { act: act.to_string(), entries, stated, bytes: text.len(), qr, file })?;
    } else if args.out.is_none() {
        out.raw(&text);
    } else {
        let (n, bytes) = (document.entries.len(), text.len());
        out.line(out.say(&Bilingual::new(
            format!("Proof of {act}: {n} entries with their signatures, {bytes} bytes. Anyone can check it: shura verify"),
            format!("برگهٔ اثبات {act}: {n} ثبت با امضاهایشان، {bytes} بایت. هر کس می‌تواند آن را وارسی کند: shura verify"),
        )));
        if document.statement.is_none() {
            out.line(out.pick(
                "The key of the log was not at hand, so the proof does not state whether the act is in force.",
                "کلید دفتر در دسترس نبود؛ از این رو در برگه نیامده است که کنش معتبر است یا نه.",
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn too_large() -> Failure {
    Failure::new(
        "the proof is too large even in its short form for a QR code; give the document itself",
        "برگهٔ اثبات حتی به صورت کوتاه در رمزینه نمی‌گنجد؛ خود برگه را بدهید",
    )
}

/// The key of the log: the one named, or the one beside the file if there is one.
fn signer(args: &Args) -> Result<Option<NoteSigner>, Failure> {
    let beside = with_suffix(&args.file, ".key");
    let path = match &args.key {
        Some(path) => path,
        None if beside.exists() => &beside,
        None => return Ok(None),
    };
    let signer = NoteSigner::parse(&record::text(path)?).map_err(|error| {
        let path = path.display();
        Failure::new(
            format!("{path}: {error}; name the file of the log's secret key"),
            format!("{path}: {error}؛ پروندهٔ کلید محرمانهٔ دفتر را نام ببرید"),
        )
    })?;
    Ok(Some(signer))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| {
        let path = path.display();
        Failure::new(format!("{path} cannot be written: {error}"), format!("{path} نوشته نمی‌شود: {error}"))
    })
}

impl Sealed {
    fn open(path: &Path) -> Result<Self, Failure> {
        let broken = |error: shura_ledger::LedgerError| Failure { text: error.text() };
        let ledger = Sqlite::open_to_read(path).map_err(broken)?;
        let note = last_note(&ledger)?;
        let checkpoint = Checkpoint::parse(&note.text).map_err(|error| Failure::plain(error.to_string()))?;
        let (mut replay, mut entries, mut findings) = (Replay::new(), vec![], vec![]);
        record::each_entry(&ledger, &mut |seq, sealed| {
            if seq >= checkpoint.size {
                return Ok(());
            }
            match replay.enter(seq, &sealed.bytes, &sealed.signatures) {
                Ok(found) => findings.extend(found),
                Err(ReplayError::Refused { findings: found, .. }) => findings.extend(found),
                Err(error) => return Err(Failure { text: error.text() }),
            }
            let entry = Entry::read(&sealed.bytes).map_err(|error| Failure { text: error.text() })?;
            entries.push((entry, sealed));
            Ok(())
        })?;
        let standing =
            replay.into_standing().ok_or_else(|| Failure { text: ReplayError::NoFounding.text() })?;
        findings.extend(review(&standing));
        let places = entries.iter().enumerate().map(|(i, (entry, _))| (entry.id.clone(), i)).collect();
        let founding = entries.first().and_then(|(entry, _)| prove::log_key(entry, &note));
        let log = founding.ok_or_else(|| {
            Failure::new(
                "the checkpoint is not signed with the key that the founding of this record names",
                "نقطهٔ وارسی با کلیدی که بنیادگذاری این سند نام برده امضا نشده است",
            )
        })?;
        Ok(Self { ledger, note, checkpoint, log, entries, places, standing, findings })
    }

    fn act(&self, name: &str) -> Result<Id, Failure> {
        let found = Id::new(name).ok().filter(|id| self.places.contains_key(id));
        found.ok_or_else(|| {
            let size = self.checkpoint.size;
            let fa = shura_act::bilingual::fa_digits(&size.to_string());
            Failure::new(
                format!("there is no act named {name} among the {size} entries under the last checkpoint; `shura acts` lists them"),
                format!("کنشی به نام {name} در {fa} ثبتِ زیر آخرین نقطهٔ وارسی نیست؛ فرمان shura acts همه را فهرست می‌کند"),
            )
        })
    }

    fn entry(&self, id: &Id) -> Option<&Entry> {
        self.places.get(id).and_then(|place| self.entries.get(*place)).map(|(entry, _)| entry)
    }

    fn document(&self, act: &Id, signer: Option<&NoteSigner>) -> Result<ProofDocument, Failure> {
        let missing = || Failure::plain(format!("{act} is not in the record"));
        let entry = self.entry(act).ok_or_else(missing)?;
        let all = self.entries.iter().map(|(entry, _)| entry);
        let mut proven = |id: &Id| self.places.get(id).map(|place| self.proven(*place)).transpose();
        let entries = prove::entries(&self.standing, entry, all, &mut proven)?;
        let entry_of = |id: &Id| self.entry(id);
        let statement = match signer {
            None => None,
            Some(signer) => {
                let statement = Statement::of(&self.standing, &entry_of, &self.findings, act);
                let statement = statement.ok_or_else(missing)?;
                let signed = SignedStatement::sign(signer, &self.checkpoint, &statement);
                Some(signed.map_err(|error| Failure { text: error.text() })?)
            }
        };
        Ok(ProofDocument { log: self.log.clone(), entries, statement, checkpoint: self.note.clone() })
    }

    fn proven(&self, place: usize) -> Result<Proven, Failure> {
        let index = place as u64;
        let path = prove_inclusion(&self.ledger, index, self.checkpoint.size)
            .map_err(|error| Failure { text: error.text() })?;
        let entry = self.entries.get(place).map(|(_, sealed)| sealed.clone());
        let entry = entry.ok_or_else(|| Failure::plain(format!("entry {index} is missing")))?;
        Ok(Proven { index, bytes: entry.bytes, signatures: entry.signatures, path })
    }
}

/// The last published checkpoint of a ledger.
pub fn last_note(ledger: &dyn Ledger) -> Result<SignedNote, Failure> {
    let last = ledger.last_published().map_err(|error| Failure { text: error.text() })?;
    let note = last.ok_or_else(|| {
        Failure::new(
            "there is no signed checkpoint in this file, and without one nothing can be proved",
            "در این پرونده نقطهٔ وارسی امضاشده‌ای نیست و بی آن چیزی اثبات نمی‌شود",
        )
    })?;
    SignedNote::parse(note.as_bytes()).map_err(|error| Failure::plain(error.to_string()))
}
