//! `shura seal DIR FILE`: a record written by hand becomes a ledger under a signed checkpoint.

use crate::output::{Failure, Output};
use crate::record::{self, bar};
use crate::signatures::{self, Signatures};
use crate::{register, secret, upon};
use serde::Serialize;
use shura_act::act::Founding;
use shura_act::hand::Written;
use shura_act::{Act, Bilingual, Date, Entry, Id, Kind};
use shura_kernel::texts;
use shura_ledger::register::Listed;
use shura_ledger::{Head, Ledger, LedgerError, Sqlite, Text, checkpoint};
use shura_server::clerk::moment;
use shura_tlog::{NoteKind, NoteSigner};
use shura_verify::{Replay, ReplayError, act_of};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many entries lie under each checkpoint: as many as a tile has leaf hashes.
const PAGE: usize = 256;

/// What to seal, and as what.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record.
    dir: PathBuf,
    /// The sealed file, which must not exist.
    file: PathBuf,
    /// The name of the log, such as union.example/record; the name of the key, or of the folder, where nothing is said.
    #[arg(long)]
    origin: Option<String>,
    /// The file of the log's secret key; it is made if it does not exist. FILE.key where nothing is said.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// When the acts are entered, where they do not say so themselves.
    #[arg(long, value_name = "DATE")]
    entered: Option<String>,
}

/// What `seal --json` prints.
#[derive(Serialize)]
struct Report {
    entries: u64,
    origin: String,
    root: String,
    /// The public key of the log.
    key: String,
    /// The file of its secret key.
    secret: String,
}

/// Seals a record.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    if args.file.exists() {
        let path = args.file.display().to_string();
        return Err(Failure { text: LedgerError::Exists { path }.text() });
    }
    let entered = args.entered.as_deref().map(read_second).transpose()?;
    let (_, acts) = record::read(&args.dir)?;
    let texts = record::texts_beside(&args.dir)?;
    let charter = record::text(&args.dir.join("charter.toml"))?;
    let key = args.key.clone().unwrap_or_else(|| with_suffix(&args.file, ".key"));
    let (signer, new) = signer(&key, args.origin.as_deref(), &args.dir)?;
    let founding = Founding { charter, log: Some(signer.verifier().to_string()) };
    let signatures = signatures::read(&args.dir)?;
    let persons = register::all(&args.dir)?;
    let beside = Beside { texts: record::named(&texts, &acts)?, signatures };
    let entries = sealed(&args.dir, founding, &acts, &beside, entered.as_ref(), !out.json)?;
    if new {
        secret::write(&key, &signer.secret()).map_err(|error| unusable(&key, &error.to_string()))?;
    }
    let written = write(&args.file, &signer, &entries);
    if written.is_err() && new {
        // Nobody has seen the key, since nothing was sealed with it.
        let _ = std::fs::remove_file(&key);
    }
    let head = written.map_err(|error| Failure { text: error.text() })?;
    for (person, listed) in persons {
        if let Listed::Held(salt, details) = listed {
            register::set(&args.file, &person, salt, details)?;
        }
    }
    let report = Report {
        entries: head.size,
        origin: signer.verifier().name().to_owned(),
        root: head.root.base64(),
        key: signer.verifier().to_string(),
        secret: key.display().to_string(),
    };
    if out.json {
        out.json(&report)?;
    } else {
        print(&report, new, out);
    }
    Ok(ExitCode::SUCCESS)
}

/// The second at which acts are entered: of a day or a minute the first.
fn read_second(text: &str) -> Result<Date, Failure> {
    let date = Date::new(text).map_err(|error| {
        Failure::new(error.to_string(), format!("«{text}» تاریخ نیست؛ آن را مانند 2026-11-26T21:00 بنویسید"))
    })?;
    moment(date.first()).ok_or_else(|| {
        Failure::new(
            format!("{text} has no first second; write it as 2026-11-26T21:00"),
            format!("«{text}» آغازی ندارد؛ آن را مانند 2026-11-26T21:00 بنویسید"),
        )
    })
}

/// What lies beside the acts.
struct Beside {
    /// Words by their hashes.
    texts: BTreeMap<String, String>,
    signatures: Signatures,
}

/// The entries as they are sealed: the founding, then the acts in their order, each of which the charter must let in.
fn sealed(
    dir: &Path,
    founding: Founding,
    acts: &[Written],
    beside: &Beside,
    entered: Option<&Date>,
    progress: bool,
) -> Result<Vec<shura_ledger::Entry>, Failure> {
    let mut founding = Entry::new(founding_id(acts)?, Act::Founding(founding));
    founding.entered = entered.cloned();
    let file = dir.join("charter.toml").display().to_string();
    let founding = Written { entry: founding, file, line: 1 };
    let signed_upon: BTreeSet<&Id> = acts.iter().flat_map(|written| written.entry.upon.keys()).collect();
    let mut replay = Replay::new();
    let mut entries = Vec::with_capacity(acts.len() + 1);
    let bar = bar(acts.len() + 1, progress);
    for (written, seq) in std::iter::once(&founding).chain(acts).zip(0..) {
        let fail = |what: &Bilingual| not_sealed(written, what);
        let mut entry = written.entry.clone();
        let signatures = beside.signatures.get(&entry.id).cloned().unwrap_or_default();
        // Nothing is added to what somebody signed, or upon whose hash somebody signed.
        if signatures.is_empty() && !signed_upon.contains(&entry.id) {
            entry.entered = entry.entered.or_else(|| entered.cloned());
        }
        let bytes = entry.seal().map_err(|error| fail(&error.text()))?;
        let text = text_of(&entry, &replay, &beside.texts).map_err(|error| fail(&error))?;
        if let Some(text) = &text {
            replay.lay(&text.hash, &text.words);
        }
        replay.enter(seq, &bytes, &signatures).map_err(|error| match (&error, replay.standing()) {
            (ReplayError::Refused { findings, .. }, Some(standing)) => {
                let worst = findings.iter().max_by_key(|finding| finding.severity);
                fail(&worst.map_or_else(|| error.text(), |finding| finding.text(standing)))
            }
            (ReplayError::Upon { act, .. }, _) => fail(&upon::another(&entry.id, act)),
            _ => fail(&error.text()),
        })?;
        entries.push(shura_ledger::Entry {
            act: act_of(&bytes),
            signatures,
            text,
            ..shura_ledger::Entry::new(bytes)
        });
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(entries)
}

/// The words of the text that an act names: they lie beside the record, or stand in an act before it.
fn text_of(
    entry: &Entry,
    replay: &Replay,
    texts: &BTreeMap<String, String>,
) -> Result<Option<Text>, Bilingual> {
    let Act::Text(act) = &entry.act else { return Ok(None) };
    let Some(hash) = act.beside() else { return Ok(None) };
    let known = || replay.standing().and_then(|standing| standing.words.get(hash)).map(AsRef::as_ref);
    let words = texts.get(hash).map(String::as_str).or_else(known).ok_or_else(|| {
        Bilingual::new(
            format!("the words of the text {hash} are not in the folder `texts`; put them there, or leave the hash out"),
            format!("واژه‌های متن {hash} در پوشهٔ texts نیست؛ آن‌ها را آن‌جا بگذارید یا چکیده را ننویسید"),
        )
    })?;
    let (_, words) = texts::beside(words).map_err(|error| error.bilingual())?;
    Ok(Some(Text::new(words)))
}

/// A name for the founding that no act has.
fn founding_id(acts: &[Written]) -> Result<Id, Failure> {
    let taken: BTreeSet<&str> = acts.iter().map(|written| written.entry.id.as_str()).collect();
    let name = Kind::Founding.name();
    let names = std::iter::once(name.to_owned()).chain((2_u64..).map(|n| format!("{name}-{n}")));
    let free = names.into_iter().find(|name| !taken.contains(name.as_str())).unwrap_or_default();
    Id::new(&free).map_err(|error| Failure::plain(error.to_string()))
}

fn not_sealed(written: &Written, what: &Bilingual) -> Failure {
    let (file, line, id) = (&written.file, written.line, &written.entry.id);
    let fa_line = shura_act::bilingual::fa_digits(&line.to_string());
    Failure::new(
        format!("{file}, line {line}, act {id} cannot be sealed: {}", what.en),
        format!("پروندهٔ {file}، سطر {fa_line}، کنش {id} مهر نمی‌شود: {}", what.fa),
    )
}

/// The key of the log, and whether it is new.
fn signer(key: &Path, origin: Option<&str>, dir: &Path) -> Result<(NoteSigner, bool), Failure> {
    if key.exists() {
        let text = record::text(key)?;
        let signer = NoteSigner::parse(&text).map_err(|error| unusable(key, &error.to_string()))?;
        if signer.verifier().kind() != NoteKind::Note {
            return Err(unusable(key, "it is the key of a witness"));
        }
        if origin.is_some_and(|origin| origin != signer.verifier().name()) {
            return Err(unusable(key, &format!("it is the key of {}", signer.verifier().name())));
        }
        return Ok((signer, false));
    }
    let folder = dir.canonicalize().unwrap_or_else(|_| dir.to_path_buf());
    let folder = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let origin = origin.unwrap_or(&folder);
    let signer = NoteSigner::new(origin, NoteKind::Note, &secret::random()?).map_err(|error| {
        Failure::new(
            format!("{error}; name the log with --origin, for example union.example/record"),
            format!("{error}؛ نام دفتر را با --origin بدهید، مانند union.example/record"),
        )
    })?;
    Ok((signer, true))
}

fn unusable(key: &Path, why: &str) -> Failure {
    let key = key.display();
    Failure::new(
        format!("{key}: {why}; name another file with --key, or let one be made"),
        format!("{key}: {why}؛ پروندهٔ دیگری با --key نام ببرید یا بگذارید یکی ساخته شود"),
    )
}

/// Writes the ledger whole with its checkpoint, or not at all.
fn write(path: &Path, signer: &NoteSigner, entries: &[shura_ledger::Entry]) -> Result<Head, LedgerError> {
    let mut ledger = Sqlite::create(path, signer.verifier().name())?;
    let written = append(&mut ledger, signer, entries);
    drop(ledger);
    if written.is_err() {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            // What cannot be removed either is told by the error that is returned.
            let _ = std::fs::remove_file(with_suffix(path, suffix));
        }
    }
    written
}

/// Appends the entries page by page, each under a checkpoint of its own: so a record that is harmed or cut off still proves the pages before, and
/// the leaf hashes of a page tell which of its entries was harmed.
fn append(
    ledger: &mut Sqlite,
    signer: &NoteSigner,
    entries: &[shura_ledger::Entry],
) -> Result<Head, LedgerError> {
    for page in entries.chunks(PAGE) {
        ledger.append(ledger.head().size, page)?;
        let note = checkpoint(ledger, signer);
        ledger.publish(&note)?;
    }
    Ok(ledger.head())
}

/// A path with something behind its name.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn print(report: &Report, new: bool, out: &Output) {
    out.line(out.say(&Bilingual::new(
        format!("{} entries sealed as {}.", report.entries, report.origin),
        format!("{} ثبت با نام {} مهر شد.", report.entries, report.origin),
    )));
    out.line(format!("{} {}", out.pick("root", "ریشه"), report.root));
    out.line(format!("{} {}", out.pick("public key of the log", "کلید عمومی دفتر"), report.key));
    if new {
        out.line(out.say(&Bilingual::new(
            format!("Its secret key is in {}; keep it apart from the record.", report.secret),
            format!("کلید محرمانهٔ آن در {} است؛ آن را جدا از سند نگه دارید.", report.secret),
        )));
    }
}
