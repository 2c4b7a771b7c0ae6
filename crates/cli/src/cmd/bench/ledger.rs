//! `shura bench ledger`: what an append costs, beside what SQLite, the disk and the processor give in the same run.

use crate::output::{Failure, Output};
use rusqlite::{Connection, params};
use serde::Serialize;
use shura_ledger::{Entry, Examiner, Ledger, LedgerError, Sequencer, Sqlite};
use shura_tlog::{EntrySignature, Hash, Tree, leaf_hash};
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Size of an act in bytes.
const ACT_BYTES: usize = 300;

/// How often raw and own runs alternate; the median of each counts, so that one slow moment of the disk does not.
const ROUNDS: usize = 3;

/// What to measure and where.
#[derive(clap::Args)]
pub struct Args {
    /// Folder on the disk to measure.
    #[arg(long, default_value = ".")]
    dir: PathBuf,
    /// Seconds of each single run.
    #[arg(long, default_value_t = 2)]
    seconds: u64,
}

/// All figures; every rate is per second.
#[derive(Serialize)]
struct Figures {
    act_bytes: usize,
    cores: usize,
    /// Appends of one act to a plain file, each followed by fdatasync.
    raw_fsync: u64,
    batches: Vec<Batch>,
    one_client: OneClient,
    /// Many clients, each waiting for its receipt before it sends the next act, through the sequencer.
    many_clients: Vec<ManyClients>,
    leaf_hash: u64,
    leaf_and_tree: u64,
    verify_strict_one_core: u64,
    verify_strict_all_cores: u64,
}

/// Acts appended at a batch size.
#[derive(Serialize)]
struct Batch {
    batch: usize,
    /// Rows of the same size into one table of two columns.
    raw_sqlite: u64,
    /// The ledger: entry, index of acts, tree, tiles, head.
    ledger: u64,
    percent_of_raw: u64,
}

#[derive(Serialize)]
struct OneClient {
    raw_single_commits: u64,
    sequencer: u64,
    percent_of_raw: u64,
}

#[derive(Serialize)]
struct ManyClients {
    clients: usize,
    acts: u64,
}

/// Measures and prints.
pub fn run(args: &Args, out: &Output) -> Result<ExitCode, Failure> {
    let folder = args.dir.join(format!("shura-bench-{}", std::process::id()));
    std::fs::create_dir(&folder).map_err(|error| {
        Failure::new(
            format!(
                "cannot create {} ({error}); name a folder you may write to with --dir",
                folder.display()
            ),
            format!("ساختن {} ممکن نیست ({error})؛ با --dir پوشه‌ای نوشتنی نام ببرید", folder.display()),
        )
    })?;
    let figures = measure(&folder, Duration::from_secs(args.seconds.max(1)));
    let removed = std::fs::remove_dir_all(&folder);
    let figures = figures?;
    removed.map_err(|error| Failure::plain(error.to_string()))?;
    if out.json {
        out.json(&figures)?;
    } else {
        print(&figures);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(figures: &Figures) {
    println!("acts of {} bytes, {} cores; figures per second", figures.act_bytes, figures.cores);
    println!("raw append and fdatasync   {:>9}", figures.raw_fsync);
    for b in &figures.batches {
        println!(
            "batch {:>4}  raw SQLite {:>9}  ledger {:>9}  {:>3} %",
            b.batch, b.raw_sqlite, b.ledger, b.percent_of_raw
        );
    }
    let one = &figures.one_client;
    println!(
        "one client  raw commits {:>8}  sequencer {:>6}  {:>3} %",
        one.raw_single_commits, one.sequencer, one.percent_of_raw
    );
    for many in &figures.many_clients {
        println!("{:>4} clients, one act at a time each {:>9}", many.clients, many.acts);
    }
    println!("leaf hash {}  leaf and tree {}", figures.leaf_hash, figures.leaf_and_tree);
    println!(
        "verify_strict, one core {}  all cores {}",
        figures.verify_strict_one_core, figures.verify_strict_all_cores
    );
}

fn measure(folder: &Path, span: Duration) -> Result<Figures, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut batches = Vec::new();
    for batch in [1, 64, 256, 1024] {
        let (raw, own) =
            alternate(folder, |file| raw_sqlite(file, batch, span), |file| ledger(file, batch, span))?;
        batches.push(Batch { batch, raw_sqlite: raw, ledger: own, percent_of_raw: percent(own, raw) });
    }
    let (raw, own) = alternate(folder, |file| raw_sqlite(file, 1, span), |file| sequencer(file, 1, span))?;
    let one_client = OneClient { raw_single_commits: raw, sequencer: own, percent_of_raw: percent(own, raw) };
    let mut many_clients = Vec::new();
    for clients in [16, 256] {
        let file = folder.join(format!("clients-{clients}.db"));
        many_clients.push(ManyClients { clients, acts: sequencer(&file, clients, span)? });
    }
    let bytes = act(0);
    Ok(Figures {
        act_bytes: ACT_BYTES,
        cores,
        raw_fsync: raw_fsync(&folder.join("raw"), span).map_err(|error| Failure::plain(error.to_string()))?,
        batches,
        one_client,
        many_clients,
        leaf_hash: rate(span, || {
            black_box(leaf_hash(black_box(&bytes)));
        }),
        leaf_and_tree: leaf_and_tree(span),
        verify_strict_one_core: verify_strict(span),
        verify_strict_all_cores: std::thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| verify_strict(span))).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).sum()
        }),
    })
}

/// An act of [`ACT_BYTES`] bytes in canonical form, different for each number.
fn act(number: u64) -> Vec<u8> {
    let mut text = format!("{{\"id\":\"act-{number:012}\",\"kind\":\"bench\",\"text\":\"");
    while text.len() < ACT_BYTES - 2 {
        text.push('x');
    }
    text.push_str("\"}");
    text.into_bytes()
}

/// Runs both in turn, each on new files, and gives the median of each.
fn alternate(
    folder: &Path,
    raw: impl Fn(&Path) -> Result<u64, Failure>,
    own: impl Fn(&Path) -> Result<u64, Failure>,
) -> Result<(u64, u64), Failure> {
    let (mut raws, mut owns) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for (rates, name, run) in [(&mut raws, "raw", &raw as &dyn Fn(&Path) -> _), (&mut owns, "own", &own)]
        {
            let file = folder.join(format!("{name}-{round}.db"));
            rates.push(run(&file)?);
            remove(&file);
        }
    }
    Ok((median(raws), median(owns)))
}

/// Leaves room for the next run; what cannot be removed goes with the folder.
fn remove(file: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}

fn median(mut rates: Vec<u64>) -> u64 {
    rates.sort_unstable();
    rates.get(rates.len() / 2).copied().unwrap_or(0)
}

fn percent(own: u64, raw: u64) -> u64 {
    own * 100 / raw.max(1)
}

fn per_second(count: u64, start: Instant) -> u64 {
    let micros = start.elapsed().as_micros().max(1);
    u64::try_from(u128::from(count) * 1_000_000 / micros).unwrap_or(u64::MAX)
}

/// How often `run` runs, in slices of 256 between looks at the clock.
fn rate(span: Duration, mut run: impl FnMut()) -> u64 {
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < span {
        (0..256).for_each(|_| run());
        count += 256;
    }
    per_second(count, start)
}

fn leaf_and_tree(span: Duration) -> u64 {
    let (bytes, mut tree) = (act(0), Tree::new());
    let rate = rate(span, || {
        // A tree of 2^53 leaves is out of reach of any span.
        let _ = tree.push(leaf_hash(black_box(&bytes)));
        if tree.size().is_multiple_of(256) {
            black_box(tree.take_filled());
        }
    });
    black_box(tree.root());
    rate
}

/// How many signatures one core checks a second.
pub fn verify_strict(span: Duration) -> u64 {
    let bytes = act(0);
    let signature = EntrySignature::sign(&[1; 32], &bytes);
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < span {
        for _ in 0..64 {
            black_box(black_box(&signature).holds(black_box(&bytes)));
        }
        count += 64;
    }
    per_second(count, start)
}

fn raw_fsync(file: &Path, span: Duration) -> std::io::Result<u64> {
    let mut file = std::fs::File::create_new(file)?;
    let (bytes, start, mut count) = (act(0), Instant::now(), 0);
    while start.elapsed() < span {
        file.write_all(&bytes)?;
        file.sync_data()?;
        count += 1;
    }
    Ok(per_second(count, start))
}

/// The same settings as the ledger's file, and nothing but the rows.
fn raw_sqlite(file: &Path, batch: usize, span: Duration) -> Result<u64, Failure> {
    let broken = |error: rusqlite::Error| Failure::plain(error.to_string());
    let connection = Connection::open(file).map_err(broken)?;
    let setup = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
                 CREATE TABLE entry (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;";
    connection.execute_batch(setup).map_err(broken)?;
    let mut insert = connection.prepare("INSERT INTO entry VALUES (?1, ?2)").map_err(broken)?;
    let (start, mut count) = (Instant::now(), 0_u64);
    while start.elapsed() < span {
        connection.execute_batch("BEGIN IMMEDIATE").map_err(broken)?;
        for _ in 0..batch {
            insert.execute(params![count.cast_signed(), act(count)]).map_err(broken)?;
            count += 1;
        }
        connection.execute_batch("COMMIT").map_err(broken)?;
    }
    Ok(per_second(count, start))
}

fn create(file: &Path) -> Result<Sqlite, Failure> {
    Sqlite::create(file, "bench.example/log").map_err(told)
}

fn told(error: LedgerError) -> Failure {
    Failure { text: error.text() }
}

fn ledger(file: &Path, batch: usize, span: Duration) -> Result<u64, Failure> {
    let mut ledger = create(file)?;
    let (start, mut count) = (Instant::now(), 0_u64);
    while start.elapsed() < span {
        let entries: Vec<Entry> = (count..).take(batch).map(|number| Entry::new(act(number))).collect();
        ledger.append(count, &entries).map_err(told)?;
        count += batch as u64;
    }
    Ok(per_second(count, start))
}

/// Lets every act in.
struct Everything;

impl Examiner for Everything {
    type Act = Entry;
    type Refusal = std::convert::Infallible;

    fn hash(&self, act: &Entry) -> Hash {
        act.act
    }

    fn examine(&mut self, _: u64, act: Entry) -> Result<Entry, Self::Refusal> {
        Ok(act)
    }

    fn settle(&mut self, _: bool) {}
}

fn sequencer(file: &Path, clients: usize, span: Duration) -> Result<u64, Failure> {
    let sequencer = Sequencer::start(Box::new(create(file)?), Everything);
    let start = Instant::now();
    let count = std::thread::scope(|scope| {
        let client = |client: u64| {
            let sequencer = &sequencer;
            scope.spawn(move || {
                let mut count = 0_u64;
                while start.elapsed() < span {
                    if sequencer.enter(Entry::new(act(client << 40 | count))).is_err() {
                        return None;
                    }
                    count += 1;
                }
                Some(count)
            })
        };
        let threads: Vec<_> = (0..clients as u64).map(client).collect();
        threads.into_iter().map(|thread| thread.join().ok().flatten()).sum::<Option<u64>>()
    });
    let rate = per_second(count.unwrap_or(0), start);
    sequencer.close();
    match count {
        Some(_) => Ok(rate),
        None => Err(Failure::new("a client's act was not entered", "کنش یکی از فرستندگان ثبت نشد")),
    }
}
