//! `shura count FILE`: counts ballots by a named method and prints the working.

use crate::output::{Failure, Output};
use serde_json::json;
use shura_count::formats::{Format, MAX_BYTES};
use shura_count::majority_judgment;
use shura_count::methods::Method;
use shura_count::outcome::Outcome;
use shura_count::stv::reopen::is_reopen;
use shura_count::{Election, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Counts the ballots of a file and prints every round.
///
/// The file is BLT, PrefLib (.soi, .soc, .toi, .toc), CSV or JSON, told by its ending or its first line. The result says who is
/// elected; the audit sheet has every transfer, surplus and exhausted vote. A tie is broken by --lot; without one it is broken by the
/// order of the paper and the result says that a lot is needed.
#[derive(clap::Args)]
pub struct Args {
    /// The file of ballots.
    file: PathBuf,
    /// scottish-stv, meek, meek-exact, ers97, irv, schulze, ranked-pairs, borda, approval, pav, sequential-pav, phragmen, equal-shares,
    /// block-vote, limited-vote, plurality, or majority-judgment (which reads a CSV of grades, a column a candidate).
    #[arg(long)]
    method: Method,
    /// Seats to fill; the file's own number when left out, or one where the file has none.
    #[arg(long)]
    seats: Option<u64>,
    /// Candidates who withdrew, by place from 1 or by name.
    #[arg(long, value_name = "CANDIDATE")]
    withdrawn: Vec<String>,
    /// The order drawn by lot, by places from 1: the earlier wins a tie, as in 3,1,2.
    #[arg(long, value_name = "PLACES", value_delimiter = ',')]
    lot: Vec<usize>,
    /// Most marks on a paper, for limited-vote.
    #[arg(long)]
    marks: Option<u64>,
    /// The candidate that means "re-open nominations", by place from 1 or by name: it may win more than one seat.
    #[arg(long, value_name = "CANDIDATE")]
    reopen: Option<String>,
    /// Seats reserved for a group, as in youth=2; the groups of candidates are written in the file.
    #[arg(long, value_name = "GROUP=SEATS")]
    at_least: Vec<String>,
    /// Print the audit sheet as text, csv or html instead of the short result.
    #[arg(long, value_parser = ["text", "csv", "html"])]
    sheet: Option<String>,
    /// Put the audit sheet into the JSON result too.
    #[arg(long)]
    audit: bool,
    /// Print the ballots in another format (blt, preflib, csv, json) and count nothing.
    #[arg(long, value_name = "FORMAT", value_parser = ["blt", "preflib", "csv", "json"])]
    convert: Option<String>,
}

/// Counts, prints, and says how it went.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    if args.method == Method::MajorityJudgment && args.convert.is_none() {
        let mut grades = majority_judgment::read(&bytes(&args.file)?).map_err(in_file(&args.file))?;
        apply(&args, &mut grades.election)?;
        let outcome = majority_judgment::count(&grades, &args.method.title()).map_err(in_file(&args.file))?;
        return print(&args, &grades.election, &outcome, out);
    }
    let mut election = read(&args.file)?;
    apply(&args, &mut election)?;
    if let Some(format) = &args.convert {
        out.raw(&format_named(format).write(&election));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(reopen) = &args.reopen {
        let place = place(&election, reopen)?;
        election = shura_count::stv::reopen::expand(&election, place).map_err(in_file(&args.file))?;
    }
    let outcome = args.method.count(&election).map_err(in_file(&args.file))?;
    print(&args, &election, &outcome, out)
}

/// Prints the result in the dress asked for.
fn print(args: &Args, election: &Election, outcome: &Outcome, out: &Output) -> Result<ExitCode, Failure> {
    if out.json {
        out.json(&result(election, outcome, args.audit))?;
        return Ok(ExitCode::SUCCESS);
    }
    match args.sheet.as_deref() {
        Some("csv") => out.raw(&outcome.sheet.csv(out.lang)),
        Some("html") => out.raw(&outcome.sheet.html(out.lang)),
        _ => out.raw(&outcome.sheet.text(out.lang)),
    }
    Ok(ExitCode::SUCCESS)
}

/// The result as the manual promises it.
fn result(election: &Election, outcome: &Outcome, audit: bool) -> serde_json::Value {
    // A further "re-open nominations" is the same line of the paper as the first.
    let index = |c: &usize| {
        let first = election.candidates.iter().position(|d| d.name == election.name(*c));
        if is_reopen(election, *c) { first.unwrap_or(*c) + 1 } else { *c + 1 }
    };
    let mut value = json!({
        "method": outcome.method,
        "title": election.title,
        "seats": outcome.seats,
        "candidates": election.candidates.len(),
        "papers": outcome.papers,
        "valid": outcome.valid,
        "quota": outcome.quota.as_deref().map(number),
        "elected": outcome.elected.iter().map(|c| json!({"index": index(c), "name": election.name(*c)})).collect::<Vec<_>>(),
        "needs_lot": outcome.needs_lot(),
        "ties": outcome.ties.iter().map(|t| json!({
            "stage": t.stage,
            "candidates": t.candidates.iter().map(index).collect::<Vec<_>>(),
            "picked": index(&t.picked),
            "by": t.by,
        })).collect::<Vec<_>>(),
        "notes": outcome.notes,
    });
    if audit && let Some(map) = value.as_object_mut() {
        map.insert("sheet".into(), json!(outcome.sheet));
    }
    value
}

/// A whole number as a number; a decimal or a fraction as text, so that nothing is rounded.
fn number(text: &str) -> serde_json::Value {
    text.parse::<u64>().map_or_else(|_| json!(text), |n| json!(n))
}

/// Reads an election, whatever its format.
pub fn read(path: &Path) -> Result<Election, Failure> {
    let bytes = bytes(path)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Format::guess(&name, &bytes).read(&bytes).map_err(in_file(path))
}

/// Reads a file whole, unless it is too large.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let cannot = |e: std::io::Error| {
        Failure::new(
            format!("{shown}: cannot be read ({e}); check the name and the permissions"),
            format!("{shown}: خواندنی نیست ({e})؛ نام و مجوزها را وارسی کنید"),
        )
    };
    let size = std::fs::metadata(path).map_err(cannot)?.len();
    if size > MAX_BYTES {
        return Err(Failure::new(
            format!("{shown}: {} bytes are more than the limit of {}", words::en(size), words::en(MAX_BYTES)),
            format!("{shown}: {} بایت از حد مجاز {} بیشتر است", words::fa(size), words::fa(MAX_BYTES)),
        ));
    }
    std::fs::read(path).map_err(cannot)
}

/// Puts the file's name before an error.
pub fn in_file(path: &Path) -> impl Fn(shura_count::Error) -> Failure {
    let shown = path.display().to_string();
    move |e| Failure::new(format!("{shown}: {}", e.text.en), format!("{shown}: {}", e.text.fa))
}

fn format_named(name: &str) -> Format {
    match name {
        "preflib" => Format::Preflib,
        "csv" => Format::Csv,
        "json" => Format::Json,
        _ => Format::Blt,
    }
}

/// Puts what the command line says over what the file says.
fn apply(args: &Args, election: &mut Election) -> Result<(), Failure> {
    if let Some(seats) = args.seats {
        election.seats = seats;
    } else if election.seats == 0 && args.file.extension().is_none_or(|e| e != "blt") {
        election.seats = 1;
    }
    election.marks = args.marks.or(election.marks);
    for name in &args.withdrawn {
        let place = place(election, name)?;
        if let Some(c) = election.candidates.get_mut(place) {
            c.withdrawn = true;
        }
    }
    if !args.lot.is_empty() {
        election.lot = args
            .lot
            .iter()
            .map(|n| n.checked_sub(1).ok_or_else(|| no_candidate(election, "0")))
            .collect::<Result<_, _>>()?;
    }
    for rule in &args.at_least {
        let parsed = rule.split_once('=').and_then(|(group, seats)| Some((group, seats.parse().ok()?)));
        let Some((group, seats)) = parsed else {
            return Err(Failure::new(
                format!("--at-least {rule}: write GROUP=SEATS, as in youth=2"),
                format!("--at-least {rule}: چنین بنویسید: GROUP=SEATS، مانند youth=2"),
            ));
        };
        election.at_least.push(shura_count::election::AtLeast { group: group.into(), seats });
    }
    Ok(())
}

/// A candidate's place from 0, by number from 1 or by name.
fn place(election: &Election, text: &str) -> Result<usize, Failure> {
    let by_name = election.candidates.iter().position(|c| c.name == text);
    let by_number = || text.parse::<usize>().ok()?.checked_sub(1).filter(|n| *n < election.candidates.len());
    by_name.or_else(by_number).ok_or_else(|| no_candidate(election, text))
}

fn no_candidate(election: &Election, text: &str) -> Failure {
    let count = election.candidates.len();
    Failure::new(
        format!("there is no candidate `{text}`; write a name of the file or a place from 1 to {count}"),
        format!(
            "نامزدی به نام «{text}» نیست؛ نامی از پرونده یا جایگاهی از ۱ تا {} بنویسید",
            words::fa(count)
        ),
    )
}
