//! `shura apportion`: gives seats to lists by a named method and prints the working.

use crate::cmd::count::{bytes, in_file};
use crate::output::{Failure, Output};
use serde::Deserialize;
use serde_json::json;
use shura_act::Bilingual;
use shura_count::apportion::biproportional::biproportional;
use shura_count::apportion::{Method, Problem, joint, sheet, solve};
use shura_count::audit::{Cell, Sheet};
use shura_count::{Error, Fraction, formats, words};
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
    #[arg(long, required_unless_present = "table", default_value_t = 0)]
    seats: u64,
    /// A JSON file of districts and lists, for a two-way apportionment:
    /// {"lists": ["A", "B"], "districts": [{"name": "North", "seats": 3, "votes": [10, 5]}]}, and "list_seats" if they are fixed.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["lists", "file", "joint", "at_least", "at_most"])]
    table: Option<PathBuf>,
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

/// A two-way table, as a file holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TwoWay {
    lists: Vec<String>,
    districts: Vec<District>,
    /// Seats of each list; by the votes of all districts together when left out.
    list_seats: Option<Vec<u64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct District {
    name: String,
    seats: u64,
    votes: Vec<u64>,
}

/// Gives seats to districts and lists at once.
fn two_way(args: &Args, file: &Path, out: &Output) -> Result<ExitCode, Failure> {
    let table: TwoWay = serde_json::from_slice(&bytes(file)?)
        .map_err(|e| Error::at(e.line() as u64, e.to_string(), format!("ساختار پرونده درست نیست: {e}")))
        .map_err(in_file(file))?;
    let votes: Vec<Vec<u64>> = table.districts.iter().map(|d| d.votes.clone()).collect();
    let districts: Vec<u64> = table.districts.iter().map(|d| d.seats).collect();
    let list_seats = match table.list_seats {
        Some(seats) => seats,
        None => {
            let sum =
                |j: usize| votes.iter().filter_map(|r| r.get(j)).try_fold(0u64, |s, v| s.checked_add(*v));
            let total: Vec<u64> = (0..table.lists.len()).map(|j| sum(j).unwrap_or(u64::MAX)).collect();
            let seats = districts.iter().try_fold(0u64, |s, d| s.checked_add(*d)).unwrap_or(u64::MAX);
            let problem = Problem { votes: &total, seats, threshold: args.threshold, ..Problem::default() };
            let upper = solve(args.method, &problem).map_err(in_file(file))?;
            if upper.undecided() {
                return Err(Failure::new(
                    "lists are equal for the last seats of the whole; draw a lot and give the result as list_seats",
                    "فهرست‌ها برای کرسی‌های آخرِ کل برابرند؛ قرعه بکشید و نتیجه را در list_seats بنویسید",
                ));
            }
            upper.seats
        }
    };
    let result = biproportional(args.method, &votes, &districts, &list_seats).map_err(in_file(file))?;
    if out.json {
        let rows: Vec<_> = table
            .districts
            .iter()
            .zip(&result.seats)
            .map(|(d, seats)| json!({"name": d.name, "seats": d.seats, "by_list": seats}))
            .collect();
        out.json(&json!({
            "method": args.method.name(),
            "lists": table.lists,
            "list_seats": list_seats,
            "districts": rows,
            "multipliers": {"districts": result.districts, "lists": result.lists},
            "needs_lot": !result.unique,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = Sheet::new("Seats by district and list", "کرسی‌ها بر پایهٔ حوزه و فهرست");
    let mut columns = vec![Cell::words("District", "حوزه")];
    columns.extend(table.lists.iter().map(Cell::plain));
    columns.push(Cell::words("Multiplier", "ضریب"));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for ((d, seats), multiplier) in table.districts.iter().zip(&result.seats).zip(&result.districts) {
        let mut row = vec![Cell::plain(&d.name)];
        row.extend(seats.iter().map(Cell::plain));
        row.push(Cell::plain(multiplier));
        rows.push(row);
    }
    let mut last = vec![Cell::words("Multiplier", "ضریب")];
    last.extend(result.lists.iter().map(Cell::plain));
    last.push(Cell::plain(""));
    rows.push(last);
    page.table("Seats", "کرسی‌ها", columns, rows);
    if !result.unique {
        page.notes.push(Bilingual::new(
            "Another table fits as well: draw a lot between the tied cells.",
            "جدول دیگری نیز جور می‌شود: میان خانه‌های برابر قرعه بکشید.",
        ));
    }
    match args.sheet.as_deref() {
        Some("csv") => out.raw(&page.csv(out.lang)),
        Some("html") => out.raw(&page.html(out.lang)),
        _ => out.raw(&page.text(out.lang)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Apportions, prints, and says how it went.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    if let Some(file) = args.table.clone() {
        return two_way(&args, &file, out);
    }
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
        Some("csv") => out.raw(&page.csv(out.lang)),
        Some("html") => out.raw(&page.html(out.lang)),
        _ => out.raw(&page.text(out.lang)),
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
