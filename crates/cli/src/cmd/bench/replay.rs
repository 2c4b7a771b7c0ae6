//! `shura bench replay`: examining and applying a made-up federation of 10^4, 10^5 and 10^6 acts, beside decoding and hashing the same bytes.

use super::federation::{CHARTER, Federation, MIX};
use super::machine;
use crate::output::{Failure, Output};
use serde::Serialize;
use sha2::{Digest, Sha256};
use shura_act::Entry;
use shura_kernel::{Charter, Standing, enter};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How much to replay.
#[derive(clap::Args)]
pub struct Args {
    /// Acts in the largest run.
    #[arg(long, default_value_t = 1_000_000)]
    acts: u64,
}

#[derive(Serialize)]
struct Report {
    bench: &'static str,
    machine: machine::Machine,
    mix: &'static str,
    runs: Vec<Run>,
    /// Cost of an act at the end of the largest run, divided by its cost at 10^4: medians of [`LOOKS`] chunks of 10^4 acts each.
    cost_ratio: f64,
}

#[derive(Serialize)]
struct Run {
    acts: u64,
    replay_acts_per_s: f64,
    limit_decode_and_hash_acts_per_s: f64,
    ratio_to_limit: f64,
    json_bytes_per_act: f64,
    standing_bytes_per_act: f64,
    refused: u64,
    findings: u64,
}

/// Acts handled between two looks at the clock.
const CHUNK: usize = 10_000;

/// How many chunks tell the cost of an act at one size: a single one lasts some hundredths of a second, in which a machine does other things too.
const LOOKS: usize = 9;

/// Measures and prints.
pub fn run(args: &Args, out: &Output) -> Result<ExitCode, Failure> {
    let sizes: Vec<u64> =
        [10_000, 100_000, 1_000_000].into_iter().filter(|n| *n < args.acts).chain([args.acts]).collect();
    let mut runs = vec![];
    let mut early = vec![];
    for _ in 0..LOOKS {
        // The first chunk founds the federation: the second one stands for 10^4 acts.
        early.extend(replay(2 * CHUNK as u64)?.1.last());
    }
    let mut late = vec![];
    for size in sizes {
        let (run, costs) = replay(size)?;
        runs.push(run);
        late = costs.into_iter().rev().take(LOOKS).collect();
    }
    let cost_ratio = median(late) / median(early);
    let report = Report { bench: "replay", machine: machine::Machine::here(), mix: MIX, runs, cost_ratio };
    if out.json {
        out.json(&report)?;
        return Ok(ExitCode::SUCCESS);
    }
    for run in &report.runs {
        println!(
            "{:>9} acts: {:>9.0} acts/s examined and applied; decoding and hashing alone {:>9.0} acts/s; ratio {:.2}; {:.0} bytes of standing an act",
            run.acts,
            run.replay_acts_per_s,
            run.limit_decode_and_hash_acts_per_s,
            run.ratio_to_limit,
            run.standing_bytes_per_act
        );
    }
    println!("an act at the end costs {:.2} times one at 10,000", report.cost_ratio);
    Ok(ExitCode::SUCCESS)
}

/// The one in the middle.
fn median(mut costs: Vec<f64>) -> f64 {
    costs.sort_by(f64::total_cmp);
    costs.get(costs.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Replays a federation of some size: the figures, and the seconds that an act cost in each chunk.
fn replay(size: u64) -> Result<(Run, Vec<f64>), Failure> {
    let charter = Charter::read("federation.toml", CHARTER).map_err(|e| Failure { text: e.sentence() })?;
    let before = machine::resident_bytes();
    let mut standing = Standing::new(charter);
    let mut federation = Federation::new();
    let (mut applied, mut decoded) = (Duration::ZERO, Duration::ZERO);
    let (mut bytes, mut refused, mut findings) = (0u64, 0u64, 0u64);
    let mut chunks = vec![];
    let mut left = size;
    while left > 0 {
        let take = CHUNK.min(usize::try_from(left).unwrap_or(CHUNK));
        let entries: Vec<Entry> = federation.by_ref().take(take).collect();
        let start = Instant::now();
        for entry in &entries {
            match enter(&mut standing, entry) {
                Ok(found) => findings += found.len() as u64,
                Err(_) => refused += 1,
            }
        }
        let time = start.elapsed();
        applied += time;
        chunks.push(time.as_secs_f64() / take as f64);
        let (time, read) = decode(&entries)?;
        decoded += time;
        bytes += read;
        left -= take as u64;
    }
    let grown = machine::resident_bytes().saturating_sub(before);
    black_box(&standing);
    let rate = |time: Duration| size as f64 / time.as_secs_f64();
    let run = Run {
        acts: size,
        replay_acts_per_s: rate(applied),
        limit_decode_and_hash_acts_per_s: rate(decoded),
        ratio_to_limit: rate(applied) / rate(decoded),
        json_bytes_per_act: bytes as f64 / size as f64,
        standing_bytes_per_act: grown as f64 / size as f64,
        refused,
        findings,
    };
    Ok((run, chunks))
}

/// Decodes and hashes the same entries as JSON, which is what anyone who replays a record must do at least.
fn decode(entries: &[Entry]) -> Result<(Duration, u64), Failure> {
    let lines: Vec<Vec<u8>> = entries
        .iter()
        .map(serde_json::to_vec)
        .collect::<Result<_, _>>()
        .map_err(|e| Failure::plain(e.to_string()))?;
    let start = Instant::now();
    for line in &lines {
        let entry: Entry = serde_json::from_slice(line).map_err(|e| Failure::plain(e.to_string()))?;
        black_box(entry);
        black_box(Sha256::digest(line));
    }
    Ok((start.elapsed(), lines.iter().map(|l| l.len() as u64).sum()))
}
