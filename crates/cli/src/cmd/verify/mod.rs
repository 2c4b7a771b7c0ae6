//! `shura verify ARCHIVE|FILE`: whether a record is whole and its acts were in order, without trusting whoever keeps it.

pub mod spread;

use super::cosign;
use super::prove::check as proof;
use crate::output::{FOUND, Failure, Output};
use crate::record::bar;
use indicatif::ProgressBar;
use serde::Serialize;
use shura_act::act::Founding;
use shura_act::{Act, Bilingual, Entry};
use shura_kernel::Severity;
use shura_ledger::archive::{TransferError, export};
use shura_ledger::{Ledger, Sqlite};
use shura_tlog::archive::ArchiveError;
use shura_tlog::checkpoint::Policy;
use shura_tlog::{Checkpoint, NoteVerifier, SignedNote};
use shura_verify::{Finding, Trust, Verified};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to verify, and by whose keys.
#[derive(clap::Args)]
pub struct Args {
    /// An archive, a sealed file, a proof, or the text of its QR code.
    place: PathBuf,
    #[command(flatten)]
    trust: TrustArgs,
}

/// Whom the verifier trusts.
#[derive(clap::Args)]
pub struct TrustArgs {
    /// A checkpoint known from elsewhere, to which the record must lead.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// The public key of the log, or a file with it; the record's own where nothing is said.
    #[arg(long, value_name = "KEY")]
    key: Vec<String>,
    /// The public key of a witness, or a file with it.
    #[arg(long, value_name = "KEY")]
    witness: Vec<String>,
    /// How many of the witnesses must have cosigned.
    #[arg(long, value_name = "N", default_value_t = 0)]
    quorum: usize,
}

/// What `verify --json` prints.
#[derive(Serialize)]
struct Told {
    whole: bool,
    entries: u64,
    /// So many from the first on are proven to be as they were sealed.
    proven: u64,
    /// Entries of a sealed file under no checkpoint yet.
    unsealed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    checkpoint: Option<Head>,
    /// Whether the keys, or a checkpoint of the whole, came from the verifier.
    independent: bool,
    signatures: u64,
    /// Signatures of checkpoints by keys that are not known here, which were passed over.
    strangers: u64,
    /// Texts beside the entries, each with the words of its hash.
    texts: u64,
    harm: Vec<Harm>,
    /// How many findings of the rules there are of each weight.
    findings: BTreeMap<Severity, u64>,
}

#[derive(Serialize)]
struct Head {
    origin: String,
    size: u64,
    root: String,
    witnesses: Vec<String>,
}

#[derive(Serialize)]
struct Harm {
    /// The first entry concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
    text: Bilingual,
}

/// Verifies and prints.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    if proof::recognises(&args.place) {
        let policy = match args.trust.read()?.0 {
            Trust::Given(policy) => Some(policy),
            Trust::OwnKeys => None,
        };
        return proof::run(&args.place, policy.as_ref(), out);
    }
    let (verified, unsealed) = if is_sealed_file(&args.place)? {
        of_ledger(&args.place, &args.trust, !out.json)?
    } else {
        (of_archive(&open_archive(&args.place)?, &args.trust, !out.json)?, 0)
    };
    if out.json {
        out.json(&told(&verified, unsealed))?;
    } else {
        print(&verified, unsealed, out);
    }
    Ok(if verified.is_whole() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

/// Prints the verdict, a sentence a line.
pub fn print(verified: &Verified, unsealed: u64, out: &Output) {
    for line in verified.lines() {
        out.line(out.say(&line));
    }
    if unsealed > 0 {
        out.line(out.say(&Bilingual::new(
            format!(
                "{unsealed} entries after them lie under no checkpoint yet, and nothing is proven of them."
            ),
            format!("{unsealed} ثبت پس از آن‌ها هنوز زیر هیچ نقطهٔ وارسی نیست و دربارهٔ آن‌ها چیزی ثابت نیست."),
        )));
    }
}

fn told(verified: &Verified, unsealed: u64) -> Told {
    let log = &verified.log;
    let harm = |finding: &Finding| Harm { entry: shura_verify::report::place(finding), text: finding.text() };
    Told {
        whole: verified.is_whole(),
        entries: log.entries,
        proven: log.proven,
        unsealed,
        checkpoint: log.head.as_ref().map(|head| Head {
            origin: head.checkpoint.origin.clone(),
            size: head.checkpoint.size,
            root: head.checkpoint.root.base64(),
            witnesses: head.by.iter().map(|(name, _)| name.clone()).collect(),
        }),
        independent: log.independent,
        signatures: log.signatures,
        strangers: log.strangers,
        texts: verified.texts,
        harm: log.findings.iter().map(harm).collect(),
        findings: verified.acts.counted.clone(),
    }
}

/// Verifies an archive.
pub fn of_archive(file: &File, trust: &TrustArgs, progress: bool) -> Result<Verified, Failure> {
    let (trust, trusted) = trust.read()?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    let bar = bar(usize::try_from(length).unwrap_or(usize::MAX), progress);
    let input = BufReader::with_capacity(1 << 20, bar.wrap_read(file));
    let verified = spread::verify(input, trust, trusted, &mut |_| ());
    bar.finish_and_clear();
    Ok(verified)
}

/// Verifies a sealed file as it lies there, by the archive that it makes; with the number of entries under no checkpoint.
fn of_ledger(path: &Path, trust: &TrustArgs, progress: bool) -> Result<(Verified, u64), Failure> {
    let (trust, trusted) = trust.read()?;
    let ledger = Sqlite::open_as_found(path).map_err(|error| Failure { text: error.text() })?;
    if ledger.published(0, 1).map_err(|error| Failure { text: error.text() })?.is_empty() {
        return Err(Failure { text: TransferError::Unpublished.text() });
    }
    let size = ledger.head().size;
    let keys = keys_of(&ledger);
    let bar = bar(usize::try_from(size).unwrap_or(usize::MAX), progress);
    let (reader, writer) = std::io::pipe().map_err(|error| Failure::plain(error.to_string()))?;
    let verified = std::thread::scope(|scope| {
        let writing = scope.spawn(move || {
            export(&ledger, &keys, BufWriter::with_capacity(1 << 16, writer), &mut |_| ())
                .and_then(|mut out| Ok(out.flush()?))
        });
        let input = BufReader::with_capacity(1 << 16, reader);
        let mut verified = spread::verify(input, trust, trusted, &mut |entries| bar.set_position(entries));
        if let Ok(Err(error)) = writing.join() {
            told_by_storage(&mut verified, &error);
        }
        verified
    });
    bar.finish_and_clear();
    let sealed = verified.log.head.as_ref().map_or(size, |head| head.checkpoint.size);
    Ok((verified, size.saturating_sub(sealed)))
}

/// Says what the storage said in the place of the broken stream that came of it.
fn told_by_storage(verified: &mut Verified, error: &TransferError) {
    if let TransferError::Archive(ArchiveError::Io(_)) = error {
        return;
    }
    for finding in &mut verified.log.findings {
        if let Finding::Unreadable { why } = finding {
            *why = error.to_string();
        }
    }
}

/// The key of the log as the founding of the record names it; none if it cannot be read.
pub fn keys_of(ledger: &dyn Ledger) -> Vec<NoteVerifier> {
    let first = ledger.read(0, 1).ok().and_then(|entries| entries.into_iter().next());
    match first.map(|sealed| Entry::read(&sealed.bytes)) {
        Some(Ok(Entry { act: Act::Founding(Founding { log: Some(key), .. }), .. })) => {
            NoteVerifier::parse(&key).into_iter().collect()
        }
        _ => vec![],
    }
}

fn is_sealed_file(path: &Path) -> Result<bool, Failure> {
    begins_with(path, shura_ledger::sqlite::MAGIC)
}

/// Opens an archive: a file that begins as one does, with the name of its first member.
pub fn open_archive(path: &Path) -> Result<File, Failure> {
    if begins_with(path, b"format\0")? {
        return open(path);
    }
    let shown = path.display();
    Err(Failure::new(
        format!(
            "{shown} is neither an archive nor a sealed file nor a proof; make an archive with `shura export`"
        ),
        format!("{shown} نه بایگانی است، نه سند مهرشده و نه برگهٔ اثبات؛ با «shura export» بایگانی بسازید"),
    ))
}

fn begins_with(path: &Path, start: &[u8]) -> Result<bool, Failure> {
    let mut found = vec![];
    open(path)?
        .take(start.len() as u64)
        .read_to_end(&mut found)
        .map_err(|error| Failure::plain(format!("{}: {error}", path.display())))?;
    Ok(found == start)
}

/// Opens an archive or a sealed file.
pub fn open(path: &Path) -> Result<File, Failure> {
    let shown = path.display();
    let usable = File::open(path).and_then(|file| Ok((file.metadata()?.is_file(), file)));
    match usable {
        Ok((true, file)) => Ok(file),
        Ok((false, _)) => Err(Failure::new(
            format!("{shown} is not a file; name an archive or a sealed file (shura seal, shura export)"),
            format!("{shown} پرونده نیست؛ بایگانی یا سندی مهرشده نام ببرید (shura seal، shura export)"),
        )),
        Err(error) => Err(Failure::new(
            format!("{shown} cannot be opened: {error}"),
            format!("{shown} باز نمی‌شود: {error}"),
        )),
    }
}

impl TrustArgs {
    /// The keys and checkpoints that were given.
    fn read(&self) -> Result<(Trust, Vec<Checkpoint>), Failure> {
        let log = self.key.iter().map(|key| read_key(key)).collect::<Result<Vec<_>, _>>()?;
        let witnesses = self.witness.iter().map(|key| read_key(key)).collect::<Result<Vec<_>, _>>()?;
        let Some(first) = log.first() else {
            if !witnesses.is_empty() || self.quorum > 0 {
                return Err(Failure::new(
                    "witnesses count only beside the key of the log; give it with --key",
                    "گواهان تنها در کنار کلید دفتر به حساب می‌آیند؛ آن را با --key بدهید",
                ));
            }
            let trusted = self.checkpoint.iter().map(|path| read_checkpoint(path, None));
            return Ok((Trust::OwnKeys, trusted.collect::<Result<_, _>>()?));
        };
        cosign::no_key_twice(&witnesses.iter().collect::<Vec<_>>())?;
        // Keys of one name are those of one witness, which has changed its key.
        let names: BTreeSet<&str> = witnesses.iter().map(NoteVerifier::name).collect();
        cosign::enough(self.quorum, names.len())?;
        let policy = Policy { origin: first.name().to_owned(), log, witnesses, quorum: self.quorum };
        let any = Policy { quorum: 0, ..policy.clone() };
        let trusted = self.checkpoint.iter().map(|path| read_checkpoint(path, Some(&any)));
        let trusted = trusted.collect::<Result<_, _>>()?;
        Ok((Trust::Given(policy), trusted))
    }
}

/// A key that is written on the command line, or lies in a file.
fn read_key(text: &str) -> Result<NoteVerifier, Failure> {
    let path = Path::new(text);
    let line = if path.is_file() { crate::record::text(path)? } else { text.to_owned() };
    NoteVerifier::parse(line.trim_end()).map_err(|error| {
        Failure::new(
            format!("{text}: {error}; give a public key as it was published, name+id+key, or a file with it"),
            format!("{text}: {error}؛ کلید عمومی را همان‌گونه که منتشر شده بدهید، نام+شناسه+کلید، یا پرونده‌ای که آن را دارد"),
        )
    })
}

/// A checkpoint from a file; signed as the policy wants, or believed as it lies there.
fn read_checkpoint(path: &Path, policy: Option<&Policy>) -> Result<Checkpoint, Failure> {
    let text = crate::record::text(path)?;
    let read = match policy {
        Some(policy) => policy.open(text.as_bytes()).map(|witnessed| witnessed.checkpoint),
        None => SignedNote::parse(text.as_bytes()).and_then(|note| Checkpoint::parse(&note.text)),
    };
    let shown = path.display();
    read.map_err(|error| {
        Failure::new(
            format!("{shown}: {error}; give a checkpoint of this log"),
            format!("{shown}: {error}؛ نقطهٔ وارسیِ همین دفتر را بدهید"),
        )
    })
}

/// A progress bar for as many entries.
pub fn entries_bar(entries: u64, progress: bool) -> ProgressBar {
    bar(usize::try_from(entries).unwrap_or(usize::MAX), progress)
}
