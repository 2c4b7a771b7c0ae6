//! `shura minutes DIR SITTING`: readable minutes of a sitting, made from its acts, with what the rules found as notes and what is missing said.

use crate::output::{Failure, Output, all_of};
use crate::record::Record;
use crate::words;
use shura_act::{Bilingual, Calendar, Date, Entry};
use shura_kernel::minutes::{self, Minutes};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which sitting.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a sealed file.
    dir: PathBuf,
    /// The name of the sitting; `shura acts DIR --kind sitting` lists them.
    sitting: String,
}

/// Writes the minutes.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, false)?;
    let written = record.find(&args.sitting)?;
    let id = written.entry.id.clone();
    let entries: Vec<&Entry> = record.entries().collect();
    let Some(minutes) = minutes::of(&record.standing, &id, &entries, &record.findings, &|_| None) else {
        let kind = words::kind(written.entry.act.kind());
        return Err(Failure::new(
            format!(
                "{id} is no sitting but: {}; `shura acts DIR --kind sitting` lists the sittings",
                kind.en
            ),
            format!(
                "{id} نشست نیست، بلکه {} است؛ فرمان shura acts DIR --kind sitting نشست‌ها را فهرست می‌کند",
                kind.fa
            ),
        ));
    };
    if out.json {
        out.json(&minutes)?;
    } else {
        print(&minutes, record.charter.organisation.calendar, out);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(minutes: &Minutes, calendar: Calendar, out: &Output) {
    out.line(out.say(&minutes.title));
    for line in &minutes.opening {
        out.line(format!("  {}", out.say(line)));
    }
    for remark in &minutes.remarks {
        out.line(format!("  {}", out.say(remark)));
    }
    out.line("");
    let mut last: Option<&Date> = None;
    for (paragraph, number) in minutes.paragraphs.iter().zip(1..) {
        // A time is told where it changes; most acts of a sitting have that of the act before them.
        if let Some(at) = paragraph.at.as_ref().filter(|at| last != Some(*at)) {
            out.line(format!("[{}]", out.date(at, calendar)));
            last = Some(at);
        }
        let marks: String = paragraph.notes.iter().map(|n| format!(" [{}]", out.number(n))).collect();
        out.line(format!("{}. {}{marks}", out.number(number), out.say(&paragraph.text)));
        for remark in &paragraph.remarks {
            out.line(format!("   {}", out.say(remark)));
        }
    }
    if !minutes.missing.is_empty() {
        let missing = all_of(&minutes.missing);
        out.heading(&Bilingual::new(
            format!("The record does not say: {}.", missing.en),
            format!("سند این‌ها را نمی‌گوید: {}.", missing.fa),
        ));
    }
    if !minutes.notes.is_empty() {
        out.heading(&Bilingual::new("Notes", "یادداشت‌ها"));
    }
    for (note, number) in minutes.notes.iter().zip(1..) {
        let weight = note.severity.words();
        out.line(format!(
            "[{}] {} · {}: {}",
            out.number(number),
            weight.get(out.lang),
            note.rule,
            note.text.get(out.lang)
        ));
    }
}
