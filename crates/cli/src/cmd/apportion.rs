//! `shura apportion`: gives seats to lists by a named method and prints the working.

use crate::cmd::count::{bytes, in_file};
use crate::output::{Failure, Output};
use serde_json::json;
use shura_count::apportion::{Method, Problem, joint, sheet, solve};
use shura_count::{Fraction, formats, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Gives seats to lists in proportion to their votes.
///
/// Methods: dhondt, sainte-lague, modified-sainte-lague, adams, huntington-hill, dean, imperiali, danish (divisors); hare, droop,
/// hagenbach-bischoff, imperiali-quota (largest remainders). A tie for the last seats is reported, and broken only by --lot.
#[derive(clap::Args)]
pub struct Args {
    /// The lists, each with its votes.
    #[arg(value_name = "NAME=VOTES", conflicts_with = "file")]
    lists: Vec<String>,
    /// The method, such as dhondt, sainte-lague, hare.
    #[arg(long)]
    method: Method,
    /// Seats to give out.
    #[arg(long)]
    seats: u64,
    /// A JSON file of lists: {"A": 10, "B": 5} or [{"name": "A", "votes": 10}].
    #[arg(long)]
    file: Option<PathBuf>,
    /// The least share of all votes that takes part, such as 5%, 3.25% or 1/20.
    #[arg(long)]
    threshold: Option<Fraction>,
    /// All votes, where the threshold is of more than the lists' own.
    #[arg(long)]
    total: Option<u64>,
    /// A list that the threshold does not touch, by name or place from 1.
    #[arg(long, value_name = "LIST")]
    exempt: Vec<String>,
    /// Least seats of a list, by name or place from 1.
    #[arg(long, value_name = "LIST=SEATS")]
    at_least: Vec<String>,
    /// Most seats of a list, by name or place from 1.
    #[arg(long, value_name = "LIST=SEATS")]
    at_most: Vec<String>,
    /// Lists that agreed to share their votes, by places from 1, such as 1,4.
    #[arg(long, value_name = "PLACES")]
    joint: Vec<String>,
    /// The method inside joint lists; the same one when left out.
    #[arg(long)]
    inner: Option<Method>,
    /// The order drawn by lot, by places from 1: the earlier wins a tie.
    #[arg(long, value_name = "PLACES", value_delimiter = ',')]
    lot: Vec<usize>,
    /// Print the audit sheet as text, csv or html.
    #[arg(long, value_parser = ["text", "csv", "html"])]
    sheet: Option<String>,
}

/// Apportions, prints, and says how it went.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let (names, votes): (Vec<String>, Vec<u64>) = lists(&args)?.into_iter().unzip();
    let place = |text: &str| place(&names, text);
    let exempt: Vec<usize> = args.exempt.iter().map(|t| place(t)).collect::<Result<_, _>>()?;
    let lot: Vec<usize> = args.lot.iter().map(|n| place(&n.to_string())).collect::<Result<_, _>>()?;
    let at_least = bounds(&args.at_least, &names, 0)?;
    let at_most = bounds(&args.at_most, &names, u64::MAX)?;
    let problem = Problem {
        votes: &votes,
        seats: args.seats,
        threshold: args.threshold,
        total: args.total,
        exempt: &exempt,
        at_least: &at_least,
        at_most: &at_most,
        lot: &lot,
    };
    let shown = args.file.clone().unwrap_or_else(|| PathBuf::from("apportion"));
    let refused = in_file(Path::new(&shown));
    let (result, seats, undecided) = if args.joint.is_empty() {
        let result = solve(args.method, &problem).map_err(refused)?;
        let (seats, undecided) = (result.seats.clone(), result.undecided());
        (result, seats, undecided)
    } else {
        let groups = args
            .joint
            .iter()
            .map(|g| g.split(',').map(|t| place(t.trim())).collect::<Result<Vec<_>, _>>())
            .collect::<Result<Vec<_>, _>>()?;
        let inner = args.inner.unwrap_or(args.method);
        let joined = joint::joint(args.method, inner, &problem, &groups).map_err(refused)?;
        let undecided = joined.between.undecided() || joined.within.iter().flatten().any(|a| a.undecided());
        let mut result = joined.between;
        result.seats = joined.seats.clone();
        (result, joined.seats, undecided)
    };
    let page = sheet::sheet(&result, &names, &votes);
    if out.json {
        let lists: Vec<_> = (0..names.len())
            .map(|i| json!({"name": names.get(i), "votes": votes.get(i), "seats": seats.get(i)}))
            .collect();
        out.json(&json!({
            "method": args.method.name(),
            "seats": args.seats,
            "lists": lists,
            "needs_lot": undecided,
            "tie": result.tie,
            "unfilled": result.unfilled,
            "quota": result.quota,
            "excluded": result.excluded.iter().map(|i| i + 1).collect::<Vec<_>>(),
            "sheet": page,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    match args.sheet.as_deref() {
        Some("csv") => print!("{}", page.csv(out.lang)),
        Some("html") => print!("{}", page.html(out.lang)),
        _ => print!("{}", page.text(out.lang)),
    }
    Ok(ExitCode::SUCCESS)
}

/// The lists of the file or of the command line.
fn lists(args: &Args) -> Result<Vec<(String, u64)>, Failure> {
    if let Some(file) = &args.file {
        return formats::lists::read(&bytes(file)?).map_err(in_file(file));
    }
    args.lists.iter().map(|text| named_number(text, "NAME=VOTES")).collect()
}

fn named_number(text: &str, form: &str) -> Result<(String, u64), Failure> {
    let parsed = text.rsplit_once('=').and_then(|(name, n)| Some((name.to_owned(), n.trim().parse().ok()?)));
    parsed.ok_or_else(|| {
        Failure::new(
            format!("`{text}` is not {form} with a whole number that is not negative"),
            format!("«{text}» به شکل {form} با عدد درست نامنفی نیست"),
        )
    })
}

/// Seats given for some lists, spread over all.
fn bounds(texts: &[String], names: &[String], otherwise: u64) -> Result<Vec<u64>, Failure> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let mut out = vec![otherwise; names.len()];
    for text in texts {
        let (name, seats) = named_number(text, "LIST=SEATS")?;
        if let Some(slot) = out.get_mut(place(names, &name)?) {
            *slot = seats;
        }
    }
    Ok(out)
}

/// A list's place from 0, by name or by number from 1.
fn place(names: &[String], text: &str) -> Result<usize, Failure> {
    let by_number = || text.parse::<usize>().ok()?.checked_sub(1).filter(|n| *n < names.len());
    names.iter().position(|n| n == text).or_else(by_number).ok_or_else(|| {
        Failure::new(
            format!("there is no list `{text}`; write a name or a place from 1 to {}", names.len()),
            format!("فهرستی به نام «{text}» نیست؛ نام یا جایگاهی از ۱ تا {} بنویسید", words::fa(names.len())),
        )
    })
}
