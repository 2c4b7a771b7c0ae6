//! `shura bench verify`: a made-up record of up to a million entries verified from its archive, beside what decoding, hashing and signature
//! checks cost alone in the same run.

use super::federation::{CHARTER, Federation, MIX};
use super::ledger::verify_strict;
use super::machine;
use crate::cmd::verify::spread;
use crate::output::{Failure, Output};
use serde::Serialize;
use shura_act::act::Founding;
use shura_act::{Act, Entry, Id};
use shura_tlog::archive::{Bundle, Writer};
use shura_tlog::{Checkpoint, EntrySignature, Hash, NoteKind, NoteSigner, Tree, leaf_hash};
use shura_verify::{Replay, Trust, Verified};
use std::fs::File;
use std::hint::black_box;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What to measure and where.
#[derive(clap::Args)]
pub struct Args {
    /// Entries of the unsigned record.
    #[arg(long, default_value_t = 1_000_000)]
    acts: u64,
    /// Entries of the signed record.
    #[arg(long, default_value_t = 100_000)]
    signed: u64,
    /// Folder for the archives; they are removed at the end.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
}

/// Entries on which the limits are measured.
const SAMPLE: usize = 100_000;

/// How many entries a bundle has.
const BUNDLE: usize = 256;

/// The name of the made-up log.
const ORIGIN: &str = "bench.example/log";

#[derive(Serialize)]
struct Report {
    bench: &'static str,
    machine: machine::Machine,
    mix: &'static str,
    entries: u64,
    archive_bytes: u64,
    /// Read from the file, hashed, read strictly and replayed by the kernel; entries a second.
    verified: u64,
    /// The same entries through a JSON reader and nothing else, on one core.
    limit_decoding: u64,
    /// Leaf and tree hashing of the same bytes and nothing else, on one core.
    limit_hashing: u64,
    /// Both one after the other on one core.
    limit_sum: u64,
    percent_of_sum: u64,
    /// The strict reader alone (canonical bytes, then the entry), on one core.
    strict_reading: u64,
    /// The kernel alone, entries read beforehand, on its one core.
    replay: u64,
    /// What this process held at its peak, and what of it the standing holds at the end, which grows with the record.
    peak_bytes: u64,
    standing_bytes: u64,
    signed: Signed,
}

/// The record in which every entry is signed.
#[derive(Serialize)]
struct Signed {
    entries: u64,
    /// Verified with the replay; signatures a second.
    verified: u64,
    limit_verify_strict_one_core: u64,
    limit_verify_strict_all_cores: u64,
    percent_of_limit: u64,
}

/// Measures and prints.
pub fn run(args: &Args, out: &Output) -> Result<ExitCode, Failure> {
    let file = args.dir.join(format!("shura-bench-{}.tar", std::process::id()));
    let report = measure(args, &file);
    let removed = std::fs::remove_file(&file);
    let report = report?;
    removed.map_err(|error| Failure::plain(error.to_string()))?;
    if out.json {
        out.json(&report)?;
    } else {
        print(&report);
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(args: &Args, file: &Path) -> Result<Report, Failure> {
    let signer =
        NoteSigner::new(ORIGIN, NoteKind::Note, &[1; 32]).map_err(|e| Failure::plain(e.to_string()))?;
    let archive_bytes = write(file, &signer, args.acts, None)?;
    let before = machine::resident_bytes();
    let (time, whole) = timed(file)?;
    // The bytes of what was read ahead are free again; what is left beyond the beginning is the standing.
    let standing_bytes = machine::resident_bytes().saturating_sub(before);
    let peak_bytes = machine::peak_bytes();
    check(&whole)?;
    drop(whole);
    let verified = rate(args.acts, time);
    let sample: Vec<Vec<u8>> = entries(&signer).take(SAMPLE).map(seal).collect::<Result<_, _>>()?;
    let decoding = clocked(&sample, |bytes| drop(black_box(serde_json::from_slice::<Entry>(bytes))));
    let hashing = hashing(&sample);
    let limit_sum = rate(sample.len() as u64, decoding + hashing);
    let all = args.signed;
    write(file, &signer, all, Some(&[7; 32]))?;
    let (time, whole) = timed(file)?;
    check(&whole)?;
    let span = Duration::from_secs(2);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let strict_all = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| verify_strict(span))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).sum::<u64>()
    });
    let signed = Signed {
        entries: all,
        verified: rate(whole.log.signatures, time),
        limit_verify_strict_one_core: verify_strict(span),
        limit_verify_strict_all_cores: strict_all,
        percent_of_limit: rate(whole.log.signatures, time) * 100 / strict_all.max(1),
    };
    let each = sample.len() as u64;
    Ok(Report {
        bench: "verify",
        machine: machine::Machine::here(),
        mix: MIX,
        entries: args.acts,
        archive_bytes,
        verified,
        limit_decoding: rate(each, decoding),
        limit_hashing: rate(each, hashing),
        limit_sum,
        percent_of_sum: verified * 100 / limit_sum.max(1),
        strict_reading: rate(each, clocked(&sample, |bytes| drop(black_box(Entry::read(bytes))))),
        replay: rate(each, replaying(&sample)?),
        peak_bytes,
        standing_bytes,
        signed,
    })
}

/// The founding and the acts of the federation.
fn entries(signer: &NoteSigner) -> impl Iterator<Item = Entry> {
    let founding = Founding { charter: CHARTER.to_owned(), log: Some(signer.verifier().to_string()) };
    let founding = Id::new("founding").map(|id| Entry::new(id, Act::Founding(founding)));
    founding.into_iter().chain(Federation::new())
}

fn seal(entry: Entry) -> Result<Vec<u8>, Failure> {
    entry.seal().map_err(|error| Failure { text: error.text() })
}

/// Writes the archive of so many entries, each signed if there is a key; gives its length.
fn write(file: &Path, signer: &NoteSigner, count: u64, secret: Option<&[u8; 32]>) -> Result<u64, Failure> {
    let fail = |error: std::io::Error| Failure::plain(format!("{}: {error}", file.display()));
    let count_of = usize::try_from(count).unwrap_or(usize::MAX);
    let mut tree = Tree::new();
    for entry in entries(signer).take(count_of) {
        tree.push(leaf_hash(&seal(entry)?)).map_err(|error| Failure::plain(error.to_string()))?;
        tree.take_filled();
    }
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: count, root: tree.root(), extensions: vec![] };
    let note = signer.note(head.to_string(), 0).to_string();
    let out = BufWriter::with_capacity(1 << 20, File::create(file).map_err(fail)?);
    let mut writer = Writer::begin(out, &[signer.verifier().clone()], &note).map_err(fail)?;
    let mut all = entries(signer).take(count_of);
    for index in 0.. {
        let sealed = all.by_ref().take(BUNDLE).map(seal).collect::<Result<Vec<_>, _>>()?;
        if sealed.is_empty() {
            break;
        }
        let sign = |(bytes, seq)| secret.map(|secret| (seq, EntrySignature::sign(secret, bytes)));
        let signatures =
            sealed.iter().map(Vec::as_slice).zip(index * BUNDLE as u64..).filter_map(sign).collect();
        let tile = sealed.iter().map(|bytes| leaf_hash(bytes)).collect();
        writer.bundle(&Bundle { index, tile, entries: sealed, signatures }).map_err(fail)?;
    }
    let out = writer.finish().map_err(fail)?;
    let file = out.into_inner().map_err(|error| fail(error.into_error()))?;
    Ok(file.metadata().map_err(fail)?.len())
}

/// Verifies as `shura verify` does.
fn timed(file: &Path) -> Result<(Duration, Verified), Failure> {
    let input = File::open(file).map_err(|error| Failure::plain(error.to_string()))?;
    let start = Instant::now();
    let input = BufReader::with_capacity(1 << 20, input);
    let verified = spread::verify(input, Trust::OwnKeys, vec![], &mut |_| ());
    Ok((start.elapsed(), verified))
}

fn check(verified: &Verified) -> Result<(), Failure> {
    match verified.log.findings.first() {
        None => Ok(()),
        Some(finding) => Err(Failure { text: finding.text() }),
    }
}

fn clocked(sample: &[Vec<u8>], mut each: impl FnMut(&[u8])) -> Duration {
    let start = Instant::now();
    sample.iter().for_each(|bytes| each(black_box(bytes)));
    start.elapsed()
}

fn hashing(sample: &[Vec<u8>]) -> Duration {
    let mut tree = Tree::new();
    let time = clocked(sample, |bytes| {
        // A tree of 2^53 leaves is out of reach of any sample.
        let _ = tree.push(leaf_hash(bytes));
        if tree.size().is_multiple_of(BUNDLE as u64) {
            black_box(tree.take_filled());
        }
    });
    black_box(tree.root());
    time
}

/// The kernel alone over entries that were read beforehand.
fn replaying(sample: &[Vec<u8>]) -> Result<Duration, Failure> {
    let read: Vec<Entry> = sample
        .iter()
        .map(|bytes| Entry::read(bytes))
        .collect::<Result<_, _>>()
        .map_err(|error| Failure { text: error.text() })?;
    let mut replay = Replay::new();
    // Their hashes are measured apart; none of these entries is signed upon another.
    let leaf = Hash::empty_root();
    let start = Instant::now();
    for (entry, seq) in read.iter().zip(0..) {
        // An act that the charter does not let in costs as much as one that it does.
        let _ = black_box(replay.enter_read(seq, entry, leaf, &[]));
    }
    Ok(start.elapsed())
}

fn rate(count: u64, time: Duration) -> u64 {
    u64::try_from(u128::from(count) * 1_000_000 / time.as_micros().max(1)).unwrap_or(u64::MAX)
}

fn print(report: &Report) {
    let mib = |bytes: u64| bytes >> 20;
    println!(
        "{} entries, an archive of {} MiB; figures per second",
        report.entries,
        mib(report.archive_bytes)
    );
    println!("verified: hashed, read, replayed  {:>9}", report.verified);
    println!(
        "limits  JSON decoding {:>9}  leaf and tree {:>9}  one after the other {:>9}",
        report.limit_decoding, report.limit_hashing, report.limit_sum
    );
    println!(
        "        strict reading {:>8}  replay by the kernel {:>9}",
        report.strict_reading, report.replay
    );
    println!(
        "verified is {} % of decoding and hashing one after the other on one core",
        report.percent_of_sum
    );
    println!(
        "memory at the peak {} MiB, of which the standing {} MiB",
        mib(report.peak_bytes),
        mib(report.standing_bytes)
    );
    let signed = &report.signed;
    println!(
        "{} signed entries: {} signatures, limit on all cores {} (one core {}): {} %",
        signed.entries,
        signed.verified,
        signed.limit_verify_strict_all_cores,
        signed.limit_verify_strict_one_core,
        signed.percent_of_limit
    );
}
