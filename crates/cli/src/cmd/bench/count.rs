//! `shura bench count`: how fast ballots are read and counted and seats apportioned, on one core.

use crate::cmd::count::bytes;
use crate::output::{Failure, Output};
use serde::Serialize;
use shura_count::apportion::{self, apportion};
use shura_count::election::{Ballots, Candidate};
use shura_count::formats::Format;
use shura_count::methods::Method;
use shura_count::{Election, Error};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Measures counting on the shared data: every figure is the median of several runs in this process.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of shared data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Runs of each measurement; the median is printed.
    #[arg(long, default_value_t = 9)]
    runs: usize,
}

/// One figure.
#[derive(Serialize)]
struct Figure {
    what: &'static str,
    /// Median of time on the clock, in milliseconds.
    milliseconds: f64,
    /// The best run: the figure to trust when others use the machine.
    best_milliseconds: f64,
    /// The aim, in milliseconds, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    aim: Option<f64>,
    runs: usize,
    /// What came out, so that nobody measures a count that did nothing.
    result: String,
}

/// Runs the measurements that the data at hand allow.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let mut figures = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    let dublin = args.data.join("irish/dublin-north-2002.soi");
    if dublin.exists() {
        for (what, method, aim) in [
            ("Dublin North, read and counted, Scottish", Method::ScottishStv, 10.0),
            ("Dublin North, read and counted, Meek nine decimals", Method::Meek, 15.0),
            ("Dublin North, read and counted, Meek exact", Method::MeekExact, 1000.0),
        ] {
            figures.push(measure(what, Some(aim), args.runs, || one(&dublin, method, 4))?);
        }
    } else {
        left_out.push(dublin.display().to_string());
    }
    let scottish = args.data.join("scottish");
    if scottish.exists() {
        figures.push(measure(
            "340 Scottish wards, read and counted",
            Some(1000.0),
            args.runs.min(5),
            || wards(&scottish),
        )?);
    } else {
        left_out.push(scottish.display().to_string());
    }
    let votes: Vec<u64> = (1..=200u64).map(|i| i * 7919 % 100_003 + 1).collect();
    figures.push(measure("d'Hondt, 10,000 seats, 200 lists", None, args.runs, || {
        let result = apportion(apportion::Method::Dhondt, &votes, 10_000)?;
        Ok(format!("{} seats to the first list", result.seats.first().copied().unwrap_or(0)))
    })?);
    let million = generated(1_000_000);
    for (what, method) in [
        ("a million distinct ballots of ten, counted, Scottish", Method::ScottishStv),
        ("a million distinct ballots of ten, counted, Meek nine decimals", Method::Meek),
    ] {
        figures.push(measure(what, None, args.runs.min(3), || {
            method.count(&million).map(|o| format!("elected {:?}", places(&o.elected)))
        })?);
    }
    let text = Format::Blt.write(&million);
    figures.push(measure(
        "a million distinct ballots of ten, read from BLT",
        None,
        args.runs.min(3),
        || {
            Format::Blt
                .read(text.as_bytes())
                .map(|e| format!("{} papers of {} bytes", e.ballots.papers(), text.len()))
        },
    )?);
    print(&figures, &left_out, out)
}

fn print(figures: &[Figure], left_out: &[String], out: &Output) -> Result<ExitCode, Failure> {
    if out.json {
        out.json(&serde_json::json!({"bench": "count", "figures": figures, "left_out": left_out}))?;
        return Ok(ExitCode::SUCCESS);
    }
    for f in figures {
        let aim = f.aim.map_or(String::new(), |aim| format!(" (aim {aim} ms)"));
        println!(
            "{:>10.3} ms{aim}, best {:.3} ms  {}: {}",
            f.milliseconds, f.best_milliseconds, f.what, f.result
        );
    }
    for path in left_out {
        println!("left out: {path} is not there");
    }
    Ok(ExitCode::SUCCESS)
}

fn places(elected: &[usize]) -> Vec<usize> {
    elected.iter().map(|c| c + 1).collect()
}

/// Runs `work` several times and keeps the median.
fn measure(
    what: &'static str,
    aim: Option<f64>,
    runs: usize,
    mut work: impl FnMut() -> Result<String, Error>,
) -> Result<Figure, Failure> {
    let runs = runs.max(1);
    let mut times = Vec::with_capacity(runs);
    let mut result = String::new();
    for _ in 0..runs {
        let start = Instant::now();
        result = work().map_err(|e| Failure { text: e.text })?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let at = |i: usize| times.get(i).map_or(0.0, |t| t.as_secs_f64() * 1000.0);
    Ok(Figure { what, milliseconds: at(runs / 2), best_milliseconds: at(0), aim, runs, result })
}

/// Reads a file and counts it.
fn one(path: &Path, method: Method, seats: u64) -> Result<String, Error> {
    let bytes = bytes(path).map_err(|e| Error { line: None, text: e.text })?;
    let name = path.to_string_lossy();
    let mut election = Format::guess(&name, &bytes).read(&bytes)?;
    if seats > 0 {
        election.seats = seats;
    }
    Ok(format!("elected {:?}", places(&method.count(&election)?.elected)))
}

/// Reads and counts every ward of a folder.
fn wards(folder: &Path) -> Result<String, Error> {
    let unreadable = |e: std::io::Error| {
        Error::new(format!("{}: {e}", folder.display()), format!("{}: {e}", folder.display()))
    };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).map_err(unreadable)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "blt"));
    for path in &paths {
        one(path, Method::ScottishStv, 0)?;
    }
    Ok(format!("{} wards", paths.len()))
}

/// An election of ten candidates and five seats with `ballots` papers, the same every time (a linear congruential sequence).
fn generated(ballots: usize) -> Election {
    let mut election = Election { title: "generated".into(), seats: 5, ..Election::default() };
    election.candidates = (1..=10).map(|i| Candidate::named(format!("Candidate {i}"))).collect();
    election.ballots = Ballots::with_capacity(ballots, ballots * 10);
    let mut state = 1_917u64;
    for _ in 0..ballots {
        let mut order: Vec<usize> = (0..10).collect();
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // The lower number of two draws, so that the first candidates have more votes and the count has stages.
            let (a, b) = ((state >> 33) as usize % (i + 1), (state >> 48) as usize % (i + 1));
            order.swap(i, a.max(b));
        }
        let groups: Vec<&[usize]> = order.iter().map(std::slice::from_ref).collect();
        // A permutation of ten names nobody twice and is far below the limits.
        let _ = election.ballots.add(1, &groups);
    }
    election
}
