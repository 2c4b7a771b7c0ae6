//! `shura demo`: checks the bundled record of October 1917 and shows what is worth seeing in it.

use super::check::{Told, print_finding, tell};
use super::serve::{called, house_to_read, listen, no_origin, serve_app};
use crate::output::{Failure, Output};
use crate::record::{self, Record};
use serde::Serialize;
use shura_act::{Act, Bilingual, Date, Entry, Id, Kind, show};
use shura_kernel::why::draw::relation;
use shura_kernel::why::{End, Link, Relation, why};
use shura_kernel::{Fact, Finding, Severity};
use shura_ledger::Memory;
use shura_server::app::machine_clock;
use shura_server::{App, Book, Desk, House, rehearsal};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::process::ExitCode;

/// The bundled record: names and texts of its files, the charter first.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/october.rs"));
/// Where the same record lies in the repository, for the commands to try next.
const FOLDER: &str = "examples/october-1917";
/// Findings shown.
const SHOWN: usize = 12;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// What the demo does after it has told of the record.
#[derive(clap::Args)]
pub struct Args {
    /// Only tell of the record; serve nothing.
    #[arg(long)]
    no_serve: bool,
    /// The address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8017")]
    listen: SocketAddr,
}

/// What `demo --json` prints.
#[derive(Serialize)]
struct Report {
    name: Bilingual,
    acts: usize,
    organs: usize,
    persons: usize,
    sources: usize,
    sittings: usize,
    divisions: usize,
    orders: usize,
    dispatches: usize,
    recognitions: usize,
    claims: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Date>,
    void: usize,
    irregular: usize,
    note: usize,
    /// The most telling findings, at most twelve, by weight.
    findings: Vec<Told>,
    /// One chain of mandate, from an act to a unit, or to where it breaks.
    chain: Vec<Step>,
    next: Vec<String>,
}

/// A link of the chain that is shown.
#[derive(Serialize)]
struct Step {
    relation: Bilingual,
    text: Bilingual,
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<Id>,
    end: End,
}

/// Checks and shows the bundled record.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    if FILES.is_empty() {
        return Err(Failure::new(
            format!(
                "this program was built without {FOLDER}; build it in the whole repository, or check a folder of your own: shura check DIR"
            ),
            format!(
                "این برنامه بی پوشهٔ {FOLDER} ساخته شده است؛ آن را در مخزن کامل بسازید یا پوشهٔ خود را بررسی کنید: shura check DIR"
            ),
        ));
    }
    let (texts, files): (Vec<_>, Vec<_>) = FILES.iter().copied().partition(|(name, _)| name.ends_with(".md"));
    let (charter, acts) = record::parse(files.into_iter())?;
    let texts: Vec<_> = texts.into_iter().map(|(name, words)| (name.to_owned(), words.to_owned())).collect();
    let record = Record::replay(charter, texts, acts, !out.json)?;
    let report = report(&record);
    if out.json {
        out.json(&report)?;
        return Ok(ExitCode::SUCCESS);
    }
    print(&report, &record, out);
    if args.no_serve { Ok(ExitCode::SUCCESS) } else { play(record, args.listen, out) }
}

/// Serves the record for reading and a living congress to play in, which forgets everything when the program ends.
fn play(record: Record, address: SocketAddr, out: &Output) -> Result<ExitCode, Failure> {
    let broken = |e: &dyn std::fmt::Display| Failure::plain(e.to_string());
    let history = house_to_read("october-1917", record.charter, &record.texts, record.acts)?;
    let book = Book::new(rehearsal::charter().map_err(|e| broken(&e))?);
    let desk = Desk::in_memory().map_err(|e| broken(&e))?;
    let ledger = Box::new(Memory::create("valley.example/record"));
    let valley = House::at_work("valley", book, ledger, desk, machine_clock);
    let acts = rehearsal::acts(machine_clock()).map_err(|e| broken(&e))?;
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|e| broken(&e))?;
    runtime.block_on(rehearsal::play(&valley, acts)).map_err(|_| {
        Failure::new(
            "the congress to play in cannot be opened; this is a fault of the program",
            "کنگره‌ای که برای بازی بود باز نمی‌شود؛ این خطای برنامه است",
        )
    })?;
    let (listener, address) = listen(address)?;
    let origin = called("http", address);
    print_links(&valley, &origin, out)?;
    let app = App::new([history, valley], false).reached_at(&origin).map_err(|e| no_origin(&e))?;
    serve_app(app, listener, None)
}

/// Prints the addresses, and a way in for everyone who takes part. The links open the door as often as one likes.
fn print_links(valley: &House, origin: &str, out: &Output) -> Result<(), Failure> {
    let member = member_without_seat(valley);
    let people = [
        (member.as_deref(), "a member", "یک عضو"),
        (Some("neda"), "a delegate", "یک نماینده"),
        (Some("tom"), "another delegate", "نماینده‌ای دیگر"),
        (Some(rehearsal::CHAIR), "the chair", "رئیس"),
        (Some(rehearsal::SECRETARY), "the secretary", "دبیر"),
        (None, "a projector", "پرده‌نما"),
    ];
    out.heading(&Bilingual::new(
        "In your browser, until you press Ctrl-C:",
        "در مرورگر، تا وقتی Ctrl-C را بزنید:",
    ));
    out.line(format!(
        "  {origin}/october-1917/  {}",
        out.pick("October 1917, to read", "اکتبر ۱۹۱۷، برای خواندن")
    ));
    out.line(format!(
        "  {origin}/valley/  {}",
        out.pick("a congress that sits now, to play in", "کنگره‌ای که هم‌اکنون برپاست، برای بازی")
    ));
    out.heading(&Bilingual::new(
        "Take part in the congress; each link in a browser or a private window of its own:",
        "در کنگره شرکت کنید؛ هر پیوند در مرورگری یا پنجرهٔ خصوصی‌ای جداگانه:",
    ));
    for (person, en, fa) in people {
        let id = person.and_then(|p| Id::new(p).ok());
        let code = valley.desk.give_code(id.as_ref(), None, i64::MAX);
        let code = code.map_err(|e| Failure::plain(e.to_string()))?;
        let end = if person.is_none() {
            format!("?back=/valley/projector/{}", rehearsal::SITTING)
        } else {
            String::new()
        };
        out.line(format!("  {origin}/valley/enter/{code}{end}  {}", out.pick(en, fa)));
    }
    Ok(())
}

/// Somebody of the federation who sits in no organ.
fn member_without_seat(house: &House) -> Option<String> {
    let book = house.book();
    let standing = &book.standing;
    let sits = |id: &Id| standing.mandates.get(id).is_some_and(|m| m.in_force);
    let officer = |id: &Id| standing.appointments.get(id).is_some_and(|a| a.in_force);
    let free = standing
        .persons
        .iter()
        .find(|(_, p)| !p.mandates.iter().any(sits) && !p.appointments.iter().any(officer));
    free.map(|(id, _)| id.to_string())
}

fn report(record: &Record) -> Report {
    let count = |kind: Kind| record.entries().filter(|e| e.act.kind() == kind).count();
    let weighing = |severity| record.findings.iter().filter(|f| f.severity == severity).count();
    let (chain, asked) = longest_chain(record);
    let mut next = vec![
        format!("shura check {FOLDER}"),
        format!("shura at {FOLDER} 1917-10-25 petrograd-soviet"),
        format!("shura recognition {FOLDER} 1917-10-24"),
        format!("shura charter show {FOLDER}/charter.toml --lang fa"),
        "shura new my-federation".into(),
    ];
    if let Some(sitting) = busiest_sitting(record) {
        next.insert(1, format!("shura minutes {FOLDER} {sitting}"));
    }
    if let Some(act) = asked {
        next.insert(1, format!("shura why {FOLDER} {act}"));
    }
    let span = span(record);
    Report {
        name: record.charter.organisation.name.clone(),
        acts: record.acts.len(),
        organs: record.standing.organs.len(),
        persons: record.standing.persons.len(),
        sources: record.standing.sources.len(),
        sittings: count(Kind::Sitting),
        divisions: count(Kind::Division),
        orders: count(Kind::Order),
        dispatches: count(Kind::Dispatch),
        recognitions: count(Kind::Recognition),
        claims: count(Kind::Claim),
        first: span.as_ref().map(|s| s.0.clone()),
        last: span.map(|s| s.1),
        void: weighing(Severity::Void),
        irregular: weighing(Severity::Irregular),
        note: weighing(Severity::Note),
        findings: telling(record).into_iter().map(|f| tell(record, f)).collect(),
        chain,
        next,
    }
}

/// The days between which nine acts in ten fall, of those whose day is known: memories go back, and histories were written long after.
fn span(record: &Record) -> Option<(Date, Date)> {
    let day = |d: &&Date| d.first() != i64::MIN && d.last().saturating_sub(d.first()) < DAY;
    let mut dates: Vec<&Date> = record.entries().filter_map(|e| e.at.as_ref()).filter(day).collect();
    dates.sort();
    let tail = dates.len() / 20;
    Some(((*dates.get(tail)?).clone(), (*dates.get(dates.len().checked_sub(tail + 1)?)?).clone()))
}

/// The sitting in which most happened.
fn busiest_sitting(record: &Record) -> Option<&Id> {
    let mut acts: BTreeMap<&Id, usize> = BTreeMap::new();
    record.entries().filter_map(|e| e.sitting.as_ref()).for_each(|s| *acts.entry(s).or_default() += 1);
    acts.into_iter().max_by_key(|(_, n)| *n).map(|(sitting, _)| sitting)
}

/// The findings most worth reading: heavier ones first, among equals those with more figures to check, and each rule once before any is
/// heard twice.
fn telling(record: &Record) -> Vec<&Finding> {
    // A sum or a ratio that the reader can redo weighs more than a bare number.
    let figure = |fact: &Fact| match fact {
        Fact::Text(text) if text.contains(['+', '=', '×']) => 3,
        Fact::Number(_) | Fact::Text(_) => 1,
        _ => 0,
    };
    let figures = |f: &Finding| f.facts.values().map(figure).sum::<usize>();
    let lines = |f: &Finding| usize::from(!record.seed_of(&f.act).is_empty());
    let mut findings: Vec<&Finding> = record.findings.iter().collect();
    findings.sort_by_key(|f| std::cmp::Reverse((f.severity, lines(f), figures(f))));
    let mut heard = BTreeSet::new();
    let (first, again): (Vec<&Finding>, Vec<&Finding>) =
        findings.into_iter().partition(|f| heard.insert(f.rule));
    let mut chosen: Vec<&Finding> = first.into_iter().chain(again).take(SHOWN).collect();
    chosen.sort_by_key(|f| std::cmp::Reverse(f.severity));
    chosen
}

/// Of all votes and orders, the one whose chain to a unit shows most, as that path; with the act asked about.
fn longest_chain(record: &Record) -> (Vec<Step>, Option<Id>) {
    let entry = |id: &Id| record.find(id.as_str()).ok().map(|w| &w.entry);
    let asks = |e: &&Entry| matches!(e.act, Act::Division(_) | Act::Order(_));
    let chains =
        record.entries().filter(asks).filter_map(|e| why(&record.standing, &entry, &record.findings, &e.id));
    let mut longest: Option<((usize, usize), Link)> = None;
    for chain in chains {
        let worth = path_to_base(&chain).map_or((0, 0), |path| worth(&path));
        if longest.as_ref().is_none_or(|(most, _)| worth > *most) {
            longest = Some((worth, chain));
        }
    }
    let Some((_, chain)) = longest else { return (vec![], None) };
    let path = path_to_base(&chain).unwrap_or_else(|| vec![&chain]);
    let step = |link: &&Link| Step {
        relation: relation(link.relation),
        text: link.text.clone(),
        act: link.act.clone(),
        end: link.end,
    };
    (path.iter().map(step).collect(), chain.act.clone())
}

/// How much a path shows: in how many ways one link supports the next, then how many links it has.
fn worth(path: &[&Link]) -> (usize, usize) {
    let relations: BTreeSet<String> = path.iter().map(|l| relation(l.relation).en).collect();
    (relations.len(), path.len())
}

/// The longest path from a link down to a unit, by votes, seats and elections alone: who called a sitting, and what else a person held, are
/// detours on which no vote travels.
fn path_to_base(link: &Link) -> Option<Vec<&Link>> {
    let carries = |l: &&Link| {
        !matches!(l.relation, Relation::Convening | Relation::PerformedBy | Relation::Countersignature)
    };
    let below = link.because.iter().filter(carries).filter_map(path_to_base).max_by_key(Vec::len);
    match (below, link.end) {
        (Some(path), _) => Some(std::iter::once(link).chain(path).collect()),
        (None, End::Base) => Some(vec![link]),
        (None, _) => None,
    }
}

fn print(report: &Report, record: &Record, out: &Output) {
    let calendar = record.charter.organisation.calendar;
    out.line(out.say(&report.name));
    if let (Some(first), Some(last)) = (&report.first, &report.last) {
        let day = |d: &Date, lang| show::date(d, calendar, lang);
        use shura_act::Lang::{En, Fa};
        out.line(out.say(&Bilingual::new(
            format!(
                "Nine in ten of the acts whose day is known fall between {} and {}.",
                day(first, En),
                day(last, En)
            ),
            format!(
                "از هر ده کنشی که روزشان دانسته است، نُه کنش میان {} و {} رخ داده است.",
                day(first, Fa),
                day(last, Fa)
            ),
        )));
    }
    let counts = [
        (report.acts, "acts", "کنش"),
        (report.organs, "organs and units", "نهاد و یکان"),
        (report.persons, "persons", "شخص"),
        (report.sources, "sources", "منبع"),
        (report.sittings, "sittings", "نشست"),
        (report.divisions, "divisions", "رأی‌گیری"),
        (report.orders, "orders", "فرمان"),
        (report.dispatches, "dispatches", "پیام"),
        (report.recognitions, "words of recognition", "سخن از به‌رسمیت‌شناسی"),
        (report.claims, "claims of sources", "ادعای منابع"),
    ];
    out.table(&counts.map(|(n, en, fa)| vec![out.number(n), out.pick(en, fa)]));
    let all = report.void + report.irregular + report.note;
    out.heading(&Bilingual::new(
        format!(
            "The rules find {all} things: {} void, {} irregular, {} worth a note. The most telling:",
            report.void, report.irregular, report.note
        ),
        format!(
            "قاعده‌ها {all} یافته دارند: {} بی‌اثر، {} نابسامان، {} یادداشت. گویاترین‌ها:",
            report.void, report.irregular, report.note
        ),
    ));
    report.findings.iter().for_each(|finding| print_finding(finding, out));
    if report.findings.is_empty() {
        out.line(out.pick("(none)", "(هیچ)"));
    }
    print_chain(&report.chain, out);
    out.heading(&Bilingual::new(
        "To try next, in the repository (before the program is installed, write `cargo run --release --` for `shura`):",
        "گام بعدی در مخزن (تا برنامه نصب نشده است به جای shura بنویسید: cargo run --release --):",
    ));
    report.next.iter().for_each(|command| out.line(format!("  {command}")));
}

fn print_chain(chain: &[Step], out: &Output) {
    let Some(last) = chain.last() else { return };
    let reaches = last.end == End::Base;
    let links = chain.len();
    out.heading(&if reaches {
        Bilingual::new(
            format!("By what right? One chain of mandate, followed to a unit in {links} links:"),
            format!("به چه حقی؟ یک زنجیرهٔ وکالت که با {links} حلقه به یک یکان می‌رسد:"),
        )
    } else {
        Bilingual::new(
            "By what right? No chain of mandate reaches a unit:",
            "به چه حقی؟ هیچ زنجیرهٔ وکالتی به یکانی نمی‌رسد:",
        )
    });
    for (step, depth) in chain.iter().zip(1..) {
        out.line(format!("{}{}: {}", "  ".repeat(depth), out.say(&step.relation), out.say(&step.text)));
    }
}
