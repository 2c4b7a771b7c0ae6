//! `shura recognition DIR [DATE]`: whose call each unit obeys, in word and in conduct, and how far the word of each issuer reaches.

use super::at::{In, date_of};
use crate::output::{Failure, Output};
use crate::record::{Record, by_then};
use crate::words;
use serde::Serialize;
use shura_act::act::{Conduct, Stance, Whose};
use shura_act::{Act, Bilingual, Date, Entry, Id};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

/// When.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a sealed file.
    dir: PathBuf,
    /// The date; the end of the record where nothing is said.
    date: Option<String>,
    /// The calendar of the date: gregorian, julian or persian; that of the charter where nothing is said.
    #[arg(long)]
    calendar: Option<In>,
    /// Only this authority.
    #[arg(long, value_name = "ID")]
    authority: Option<String>,
}

/// What `recognition --json` prints.
#[derive(Serialize)]
struct Report {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    reach: Vec<Reach>,
    units: Vec<Unit>,
    orders: Vec<Followed>,
}

/// How many units stand how to one authority: each unit once, by its latest word.
#[derive(Serialize)]
struct Reach {
    authority: Id,
    name: Bilingual,
    units: usize,
    recognise: usize,
    refuse: usize,
    conditional: usize,
    neutral: usize,
    /// Recognise it in part.
    partial: usize,
    /// Divided within themselves, or undecided.
    divided: usize,
    /// Units that said nothing but showed in conduct that they obey.
    shown_for: usize,
    /// Units that said nothing but showed in conduct that they do not.
    shown_against: usize,
}

#[derive(Serialize)]
struct Unit {
    unit: Id,
    name: Bilingual,
    stances: Vec<Told>,
}

/// One stance of a unit, or of a part of it, to one authority: said or shown.
#[derive(Clone, Serialize)]
struct Told {
    authority: Id,
    whose: Whose,
    stance: Stance,
    /// `true` for conduct, `false` for words.
    shown: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Bilingual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Date>,
    act: Id,
}

/// What units did with one order.
#[derive(Serialize)]
struct Followed {
    order: Id,
    text: Bilingual,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<Id>,
    /// How many units it was given to by name.
    addressed: usize,
    conduct: Vec<Done>,
}

/// What one unit did.
#[derive(Serialize)]
struct Done {
    unit: Id,
    conduct: Conduct,
}

/// Shows who recognises whom.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, false)?;
    let calendar = record.charter.organisation.calendar;
    let date = args.date.as_deref().map(|d| date_of(d, args.calendar, calendar)).transpose()?;
    let authority =
        args.authority.as_deref().map(|id| record.find(id).map(|w| w.entry.id.clone())).transpose()?;
    let stands = |e: &&Entry| date.as_ref().is_none_or(|d| by_then(e, d)) && !record.standing.is_void(&e.id);
    let entries: Vec<&Entry> = record.entries().filter(stands).collect();
    let units = units(&record, &entries, authority.as_ref());
    let report = Report {
        reach: reach(&record, &units),
        units,
        orders: orders(&record, &entries, authority.as_ref()),
        date,
    };
    if out.json {
        out.json(&report)?;
    } else {
        print(&report, &record, out);
    }
    Ok(ExitCode::SUCCESS)
}

/// The latest stance of each unit to each authority: whole, committee, rank and file apart, and words apart from conduct.
fn units(record: &Record, entries: &[&Entry], wanted: Option<&Id>) -> Vec<Unit> {
    let mut latest: BTreeMap<&Id, BTreeMap<(&Id, Whose, bool), Told>> = BTreeMap::new();
    for entry in entries {
        let Act::Recognition(a) = &entry.act else { continue };
        if wanted.is_some_and(|w| *w != a.authority) {
            continue;
        }
        let whose = a.whose.unwrap_or(Whose::Whole);
        let told = Told {
            authority: a.authority.clone(),
            whose,
            stance: a.stance,
            shown: a.shown,
            condition: a.condition.clone(),
            since: entry.at.clone(),
            act: entry.id.clone(),
        };
        latest.entry(&a.unit).or_default().insert((&a.authority, whose, a.shown), told);
    }
    let unit = |(id, told): (&Id, BTreeMap<_, Told>)| Unit {
        unit: id.clone(),
        name: record.standing.name_of(id),
        stances: told.into_values().collect(),
    };
    latest.into_iter().map(unit).collect()
}

/// Where a unit stands as a whole: its own word; else that of its parts if they agree; nothing where only conduct is known.
fn word_of(told: &[&Told]) -> Option<Stance> {
    let said: Vec<&&Told> = told.iter().filter(|t| !t.shown).collect();
    if let Some(whole) = said.iter().find(|t| t.whose == Whose::Whole) {
        return Some(whole.stance);
    }
    let stances: BTreeSet<Stance> = said.iter().map(|t| t.stance).collect();
    match stances.len() {
        0 => None,
        1 => stances.first().copied(),
        _ => Some(Stance::Divided),
    }
}

fn reach(record: &Record, units: &[Unit]) -> Vec<Reach> {
    let mut reaches: BTreeMap<&Id, Reach> = BTreeMap::new();
    for unit in units {
        let mut by_authority: BTreeMap<&Id, Vec<&Told>> = BTreeMap::new();
        for told in &unit.stances {
            by_authority.entry(&told.authority).or_default().push(told);
        }
        for (authority, told) in by_authority {
            let reach = reaches.entry(authority).or_insert_with(|| Reach {
                authority: authority.clone(),
                name: record.standing.name_of(authority),
                units: 0,
                recognise: 0,
                refuse: 0,
                conditional: 0,
                neutral: 0,
                partial: 0,
                divided: 0,
                shown_for: 0,
                shown_against: 0,
            });
            reach.units += 1;
            let shown_for = told.iter().any(|t| t.stance == Stance::Recognises);
            let count = match word_of(&told) {
                Some(Stance::Recognises) => &mut reach.recognise,
                Some(Stance::Refuses) => &mut reach.refuse,
                Some(Stance::Conditional) => &mut reach.conditional,
                Some(Stance::Neutral) => &mut reach.neutral,
                Some(Stance::Partial) => &mut reach.partial,
                Some(Stance::Undecided | Stance::Divided) => &mut reach.divided,
                None if shown_for => &mut reach.shown_for,
                None => &mut reach.shown_against,
            };
            *count += 1;
        }
    }
    let mut reaches: Vec<Reach> = reaches.into_values().collect();
    reaches.sort_by(|a, b| b.units.cmp(&a.units).then_with(|| a.authority.cmp(&b.authority)));
    reaches
}

/// Orders with whatever is known of what was done with them.
fn orders(record: &Record, entries: &[&Entry], wanted: Option<&Id>) -> Vec<Followed> {
    let mut conduct: BTreeMap<&Id, BTreeMap<Id, Conduct>> = BTreeMap::new();
    for entry in entries {
        if let Act::Compliance(a) = &entry.act {
            conduct.entry(&a.with).or_default().insert(a.unit.clone(), a.conduct);
        }
    }
    let followed = |entry: &&Entry| {
        let Act::Order(order) = &entry.act else { return None };
        let told = conduct.get(&entry.id).into_iter().flatten();
        let conduct: Vec<Done> = told.map(|(unit, c)| Done { unit: unit.clone(), conduct: *c }).collect();
        let issuer = entry.issuer().cloned();
        let asked = wanted.is_none() || issuer.as_ref() == wanted;
        (asked && !conduct.is_empty()).then(|| Followed {
            order: entry.id.clone(),
            text: record.text_of(&entry.id),
            issuer,
            addressed: order.to.len(),
            conduct,
        })
    };
    entries.iter().filter_map(followed).collect()
}

fn print(report: &Report, record: &Record, out: &Output) {
    if report.units.is_empty() && report.orders.is_empty() {
        let (en, fa) = (
            "The record holds no word of recognition and no conduct towards an order by then.",
            "سند تا این تاریخ سخنی از به‌رسمیت‌شناسی و رفتاری در برابر فرمانی ندارد.",
        );
        return out.line(out.pick(en, fa));
    }
    print_reach(&report.reach, out);
    out.heading(&Bilingual::new("Units, one by one", "یکان‌ها، یک به یک"));
    let calendar = record.charter.organisation.calendar;
    for unit in &report.units {
        out.line(format!("{} ({})", out.say(&unit.name), unit.unit));
        for told in &unit.stances {
            let authority = record.standing.name_of(&told.authority);
            let (whose, stance) = (words::whose(told.whose), words::stance(told.stance));
            let how = if told.shown {
                Bilingual::new("in conduct", "در رفتار")
            } else {
                Bilingual::new("in words", "در گفتار")
            };
            let since =
                told.since.as_ref().map(|d| format!(" · {}", out.date(d, calendar))).unwrap_or_default();
            let mut line = Bilingual::new(
                format!("{}, {} {}: {}", authority.en, whose.en, how.en, stance.en),
                format!("{}، {} {}: {}", authority.fa, whose.fa, how.fa, stance.fa),
            );
            if let Some(condition) = &told.condition {
                line.en.push_str(&format!(" ({})", condition.en));
                line.fa.push_str(&format!(" ({})", condition.fa));
            }
            out.line(format!("    {}{since} · {}", out.say(&line), told.act));
        }
    }
    if !report.orders.is_empty() {
        out.heading(&Bilingual::new("Orders and what was done with them", "فرمان‌ها و آنچه با آن‌ها شد"));
    }
    for order in &report.orders {
        let issuer = order.issuer.as_ref().map(|i| record.standing.name_of(i));
        let issuer = issuer.map(|i| format!(" · {}", out.say(&i))).unwrap_or_default();
        out.line(format!("{}{issuer}", order.order));
        out.line(format!("    {}", out.say(&order.text)));
        for Done { unit, conduct } in &order.conduct {
            out.line(format!(
                "    {}: {}",
                out.say(&record.standing.name_of(unit)),
                words::conduct(*conduct).get(out.lang)
            ));
        }
    }
}

fn print_reach(reach: &[Reach], out: &Output) {
    out.line(out.pick(
        "How far each authority reaches: units by their latest word, or by conduct where they said nothing",
        "دامنهٔ هر مرجع: یکان‌ها بر پایهٔ واپسین گفته، یا بر پایهٔ رفتار اگر چیزی نگفته‌اند",
    ));
    let head = [
        ("authority", "مرجع"),
        ("units", "یکان"),
        ("recognise", "پذیرا"),
        ("refuse", "ناپذیرا"),
        ("conditional", "مشروط"),
        ("neutral", "بی‌طرف"),
        ("in part", "در بخشی"),
        ("divided", "دودسته"),
        ("obeys", "فرمان‌بر"),
        ("disobeys", "نافرمان"),
    ];
    let mut rows = vec![head.map(|(en, fa)| out.pick(en, fa)).to_vec()];
    for r in reach {
        let counts = [
            r.units,
            r.recognise,
            r.refuse,
            r.conditional,
            r.neutral,
            r.partial,
            r.divided,
            r.shown_for,
            r.shown_against,
        ];
        let cells = counts.iter().map(|n| if *n == 0 { "·".into() } else { out.number(n) });
        rows.push(std::iter::once(out.say(&r.name)).chain(cells).collect());
    }
    out.table(&rows);
}
