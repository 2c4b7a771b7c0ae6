//! `shura acts DIR`: the acts of a record, filtered.

use super::at::{In, date_of};
use crate::output::{Failure, Output};
use crate::record::Record;
use crate::words;
use serde::Serialize;
use shura_act::{Bilingual, Date, Entry, Id, Kind};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which acts.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a sealed file.
    dir: PathBuf,
    /// Only acts of this kind: division, order, speech …
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// Only acts performed by, or on behalf of, this person or organ.
    #[arg(long, value_name = "ID")]
    by: Option<String>,
    /// Only acts that concern this organ or happen in its sittings.
    #[arg(long, value_name = "ID")]
    organ: Option<String>,
    /// Only acts that can have happened on this date or later.
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Only acts that can have happened on this date or before.
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// The calendar of these dates: gregorian, julian or persian; that of the charter where nothing is said.
    #[arg(long)]
    calendar: Option<In>,
    /// Only acts made from this line of the text.
    #[arg(long, value_name = "LINE")]
    seed: Option<u32>,
    /// Only acts whose text or name holds all these words.
    #[arg(long, value_name = "WORDS")]
    find: Option<String>,
}

/// What `acts --json` prints.
#[derive(Serialize)]
struct Report<'a> {
    acts: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Listed<'a> {
    file: &'a str,
    line: usize,
    kind: Kind,
    entry: &'a Entry,
}

fn kind(word: &str) -> Result<Kind, String> {
    let found = Kind::ALL.iter().find(|k| k.name() == word);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
        format!("write one of {}", names.join(", "))
    })
}

/// Lists acts.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, false)?;
    let wanted = Wanted::new(&args, &record)?;
    let acts: Vec<Listed> = record
        .acts
        .iter()
        .filter(|w| wanted.takes(&w.entry, &record))
        .map(|w| Listed { file: &w.file, line: w.line, kind: w.entry.act.kind(), entry: &w.entry })
        .collect();
    if out.json {
        out.json(&Report { acts })?;
    } else {
        print(&acts, &record, out);
    }
    Ok(ExitCode::SUCCESS)
}

/// The filters, read.
struct Wanted {
    kind: Option<Kind>,
    by: Option<Id>,
    organ: Option<Id>,
    from: Option<Date>,
    to: Option<Date>,
    seed: Option<u32>,
    words: Vec<String>,
}

impl Wanted {
    fn new(args: &Args, record: &Record) -> Result<Self, Failure> {
        let own = record.charter.organisation.calendar;
        let date =
            |text: &Option<String>| text.as_deref().map(|t| date_of(t, args.calendar, own)).transpose();
        let named = |id: &Option<String>| {
            id.as_deref().map(|id| record.find(id).map(|w| w.entry.id.clone())).transpose()
        };
        let words = args.find.as_deref().unwrap_or_default();
        Ok(Self {
            kind: args.kind,
            by: named(&args.by)?,
            organ: args.organ.as_deref().map(|id| super::at::organ_named(record, id)).transpose()?,
            from: date(&args.from)?,
            to: date(&args.to)?,
            seed: args.seed,
            words: folded(words).split_whitespace().map(str::to_owned).collect(),
        })
    }

    fn takes(&self, entry: &Entry, record: &Record) -> bool {
        self.kind.is_none_or(|k| entry.act.kind() == k)
            && self.by.as_ref().is_none_or(|id| [&entry.by, &entry.behalf].contains(&&Some(id.clone())))
            && self.organ.as_ref().is_none_or(|id| concerns(entry, id, record))
            && self.from.as_ref().is_none_or(|d| entry.at.as_ref().is_some_and(|at| at.last() >= d.first()))
            && self.to.as_ref().is_none_or(|d| entry.at.is_some() && entry.by_then(d))
            && self.seed.is_none_or(|line| entry.seed.contains(&line))
            && self.says(entry)
    }

    fn says(&self, entry: &Entry) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = entry.text.as_ref().map(|t| format!("{} {}", t.en, t.fa)).unwrap_or_default();
        let text = folded(&format!("{} {text}", entry.id));
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// Whether an act names an organ or happens in a sitting of it.
fn concerns(entry: &Entry, organ: &Id, record: &Record) -> bool {
    let mut named = entry.id == *organ;
    entry.each_reference(&mut |id| named |= id == organ);
    named || entry.sitting.as_ref().and_then(|s| record.standing.organ_of_sitting(s)) == Some(organ)
}

/// How words are compared in a search. The one place to fold letters, digits and half-spaces of Persian.
fn folded(text: &str) -> String {
    text.to_lowercase()
}

fn print(acts: &[Listed], record: &Record, out: &Output) {
    let calendar = record.charter.organisation.calendar;
    for act in acts {
        let date =
            act.entry.at.as_ref().map(|at| format!(" · {}", out.date(at, calendar))).unwrap_or_default();
        let lines: String = act.entry.seed.iter().map(|l| format!(" L{l}")).collect();
        out.line(format!("{} · {}{date}{lines}", act.entry.id, words::kind(act.kind).get(out.lang)));
        if act.entry.text.is_some() || record.standing.name_of(&act.entry.id).en != act.entry.id.as_str() {
            out.line(format!("    {}", out.say(&record.text_of(&act.entry.id))));
        }
    }
    if acts.is_empty() {
        out.line(out.pick(
            "No act is like that; take a filter away.",
            "هیچ کنشی چنین نیست؛ یکی از شرط‌ها را بردارید.",
        ));
    } else {
        let (n, of) = (acts.len(), record.acts.len());
        out.heading(&Bilingual::new(format!("{n} of {of} acts"), format!("{n} از {of} کنش")));
    }
}
