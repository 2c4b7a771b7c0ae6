//! `shura recognition DIR [DATE]`: whose call each unit obeys, in word and in conduct, and how far the word of each issuer reaches.

use super::at::{In, date_of};
use crate::output::{Failure, Output};
use crate::record::Record;
use crate::words;
use serde::Serialize;
use shura_act::{Bilingual, Date, Entry};
use shura_kernel::recognition::{Done, Followed, Reach, Unit, orders, reach, units};
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

/// Shows who recognises whom.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, false)?;
    let calendar = record.charter.organisation.calendar;
    let date = args.date.as_deref().map(|d| date_of(d, args.calendar, calendar)).transpose()?;
    let authority =
        args.authority.as_deref().map(|id| record.find(id).map(|w| w.entry.id.clone())).transpose()?;
    let stands = |e: &&Entry| date.as_ref().is_none_or(|d| e.by_then(d)) && !record.standing.is_void(&e.id);
    let entries: Vec<&Entry> = record.entries().filter(stands).collect();
    let units = units(&record.standing, &entries, authority.as_ref());
    let report = Report {
        reach: reach(&record.standing, &units),
        units,
        orders: orders(&record.standing, &entries, authority.as_ref()),
        date,
    };
    if out.json {
        out.json(&report)?;
    } else {
        print(&report, &record, out);
    }
    Ok(ExitCode::SUCCESS)
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
