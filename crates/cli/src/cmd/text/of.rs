//! `shura text of DIR MOTION`: the text of a motion in a record, its versions, the amendments to it and what follows from the votes.

use super::failed;
use super::paint::{Paint, number, say};
use crate::output::{Failure, Output};
use crate::record::Record;
use crate::words;
use shura_act::{Bilingual, Id};
use shura_kernel::texts::{AmendmentOf, ConflictOf, MotionText, PartText, Round, VersionOf};
use shura_text::draft::Standing;
use shura_text::lines::{LineRef, Numbering, say as say_place};
use shura_text::normal::visible;
use shura_text::view::{Mark, rows_html, view};
use shura_text::{Disposition, Fate, Version};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which record, and whose text.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record.
    dir: PathBuf,
    /// The motion, or another act that has a text.
    motion: String,
    /// Show the difference between two versions, word by word.
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    diff: Option<Vec<String>>,
    /// Write one version alone, as CommonMark.
    #[arg(long, value_name = "VERSION", conflicts_with = "diff")]
    markdown: Option<String>,
    /// Write the difference as HTML.
    #[arg(long, requires = "diff")]
    html: bool,
    /// Characters a line, for line numbers.
    #[arg(long, default_value_t = 85)]
    width: usize,
}

/// Shows the text; exit code 1 while conflicts are open.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, false)?;
    let of = &record.find(&args.motion)?.entry.id;
    let numbering = Numbering { width: args.width, first: 1 };
    let Some(text) = shura_kernel::texts::of(&record.standing, of, numbering) else {
        return Err(Failure::new(
            format!("{of} has no text in this record; enter one as an act of the kind `text`"),
            format!("{of} در این سند متنی ندارد؛ آن را با کنشی از نوع text ثبت کنید"),
        ));
    };
    if let Some([from, to]) = args.diff.as_deref() {
        return difference(&version(&text, from)?, &version(&text, to)?, to, args.html, out);
    }
    if let Some(id) = &args.markdown {
        out.raw(version(&text, id)?.markdown());
        return Ok(ExitCode::SUCCESS);
    }
    if out.json {
        out.json(&text)?;
    } else {
        out.line(out.say(&record.text_of(of)));
        text.parts
            .iter()
            .for_each(|part| Printer { record: &record, out, paint: Paint::for_output() }.part(part));
    }
    let open = text.parts.iter().filter_map(|p| p.rounds.last()).any(|r| !r.conflicts.is_empty());
    Ok(if open { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A version of the text by the act that entered it.
fn version(text: &MotionText, id: &str) -> Result<Version, Failure> {
    let versions = || text.parts.iter().flat_map(|p| &p.versions);
    let Some(found) = versions().find(|v| v.text.as_str() == id) else {
        let all = versions().map(|v| v.text.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Failure::new(
            format!("{id} is not a version of this text; its versions are {all}"),
            format!("{id} نسخه‌ای از این متن نیست؛ نسخه‌ها: {all}"),
        ));
    };
    let Some(words) = &found.words else {
        return Err(Failure::new(
            format!("the words of {id} are not known"),
            format!("واژه‌های {id} دانسته نیست"),
        ));
    };
    Version::from_markdown(&words.markdown).map_err(|e| failed(&e))
}

fn difference(a: &Version, b: &Version, id: &str, html: bool, out: &Output) -> Result<ExitCode, Failure> {
    let difference = shura_text::diff(id, a, b);
    let rows = view(a, &difference).map_err(|e| failed(&e))?;
    if out.json {
        out.json(&difference)?;
    } else if html {
        out.raw(&rows_html(&rows));
    } else {
        let paint = Paint::for_output();
        rows.iter().filter(|r| r.is_changed()).for_each(|row| out.line(format!("{}\n", paint.row(row))));
        let changes = number(difference.changes.len(), out.lang);
        out.line(say(out.lang, format!("Changes: {changes}"), format!("شمار تغییرها: {changes}")));
    }
    Ok(ExitCode::SUCCESS)
}

struct Printer<'a> {
    record: &'a Record,
    out: &'a Output,
    paint: Paint,
}

impl Printer<'_> {
    fn part(&self, part: &PartText) {
        let out = self.out;
        let rank = words::rank(part.rank);
        out.heading(&match &part.part {
            None => Bilingual::new("The text", "متن"),
            Some(key) => Bilingual::new(format!("{key}, {}", rank.en), format!("{key}، {}", rank.fa)),
        });
        part.versions.iter().for_each(|v| self.version(v));
        match part.printed_as_adopted {
            Some(true) => {
                out.line(say(out.lang, "It was printed as it was adopted.", "همان که تصویب شد چاپ شده است."))
            }
            Some(false) => out.line(say(
                out.lang,
                "What was printed is not what was adopted.",
                "آنچه چاپ شده آن نیست که تصویب شد.",
            )),
            None => {}
        }
        part.rounds
            .iter()
            .filter(|r| Some(&r.on) == part.base.as_ref() || !is_empty(r))
            .for_each(|r| self.round(r));
    }

    fn version(&self, version: &VersionOf) {
        let out = self.out;
        let mut line = format!("  {}: {}", version.text, words::text_role(version.role).get(out.lang));
        if let Some(at) = &version.at {
            let calendar = self.record.standing.charter.organisation.calendar;
            line.push_str(&format!(" · {}", out.date(at, calendar)));
        }
        if let Some((from, to)) = version.lines {
            line.push_str(&format!(" · {}", say_place(from, to, out.lang)));
        }
        match &version.hash {
            // The whole hash is in the JSON.
            Some(hash) => line.push_str(&format!(" · {}…", hash.get(..19).unwrap_or(hash))),
            None => line.push_str(&say(out.lang, " · words not known", " · واژه‌ها دانسته نیست")),
        }
        out.line(line);
    }

    fn round(&self, round: &Round) {
        let out = self.out;
        let draft = Bilingual::new(
            format!("Public draft on {}", round.on),
            format!("پیش‌نویس همگانی بر {}", round.on),
        );
        out.heading(&draft);
        for row in &round.draft.rows {
            out.line(format!("  {}", self.paint.row(&row.row)));
            for one in &row.amendments {
                out.line(format!("      {}: {}", one.amendment, one.words().get(out.lang)));
            }
        }
        if !is_empty(round) {
            out.heading(&Bilingual::new("Amendments", "اصلاحیه‌ها"));
        }
        round.amendments.iter().for_each(|a| self.amendment(a));
        for clause in &round.clauses {
            let (en, fa) = match clause.disposition {
                Disposition::Carried => ("kept by a vote", "با رأی ماند"),
                Disposition::Lost => ("struck by a vote", "با رأی حذف شد"),
                Disposition::Withdrawn => ("not put apart", "جدا به رأی گذاشته نشد"),
                _ => ("open", "باز"),
            };
            let name = say(out.lang, "clause", "بند");
            out.line(format!(
                "  {name} {}: {} · {}",
                clause.motion,
                places(&clause.lines, out),
                say(out.lang, en, fa)
            ));
        }
        for (a, b) in &round.beside {
            out.line(say(
                out.lang,
                format!("  {a} and {b} put words in at one point; read the result"),
                format!("  {a} و {b} در یک نقطه واژه می‌افزایند؛ حاصل را بخوانید"),
            ));
        }
        round.conflicts.iter().zip(1..).for_each(|(c, n)| self.conflict(c, n));
    }

    fn amendment(&self, amendment: &AmendmentOf) {
        let out = self.out;
        let mut line = format!("  {}", amendment.motion);
        if let Some(amends) = &amendment.amends {
            line.push_str(&say(out.lang, format!(" to {amends}"), format!(" به {amends}")));
        }
        if amendment.recommended {
            line.push_str(&say(out.lang, " (recommended)", " (توصیه‌شده)"));
        }
        if let Some(mover) = &amendment.mover {
            let name = self.record.standing.name_of(mover);
            line.push_str(&say(out.lang, format!(", {}", name.en), format!("، {}", name.fa)));
        }
        let places = places(&amendment.lines, out);
        if !places.is_empty() {
            line.push_str(&format!(" · {places}"));
        }
        out.line(format!("{line} · {}", standing(amendment).words().get(out.lang)));
        amendment.rows.iter().for_each(|row| out.line(format!("      {}", self.paint.row(row))));
    }

    fn conflict(&self, conflict: &ConflictOf, n: usize) {
        let out = self.out;
        let n = number(n, out.lang);
        let order: Vec<String> = conflict
            .order
            .iter()
            .map(|r| {
                format!("{} (−{} +{})", r.amendment, number(r.struck, out.lang), number(r.added, out.lang))
            })
            .collect();
        let (en, fa) = match &conflict.amends {
            Some(amended) => {
                (format!(" among the amendments to {amended}"), format!(" میان اصلاحیه‌های {amended}"))
            }
            None => Default::default(),
        };
        out.line(say(
            out.lang,
            format!("Conflict {n}{en}. Put to the vote in this order: {}", order.join(", ")),
            format!("تعارض {n}{fa}. به این ترتیب به رأی بگذارید: {}", order.join("، ")),
        ));
        for place in &conflict.places {
            if let Some((from, to)) = place.lines {
                out.line(format!("  {}", say_place(from, to, out.lang)));
            }
            if let Some(base) = &place.collision.base {
                out.line(format!("    {}", self.paint.part(Mark::Struck, base)));
            }
            for alternative in &place.collision.alternatives {
                let reads = alternative.reads.as_deref().unwrap_or("…");
                out.line(format!("    {}: {}", alternative.amendments.join(", "), visible(reads)));
            }
        }
    }
}

fn is_empty(round: &Round) -> bool {
    round.amendments.is_empty() && round.clauses.is_empty()
}

/// How an amendment stands, in the words of the public draft.
fn standing(amendment: &AmendmentOf) -> Standing {
    // An amendment to one that is lost or withdrawn takes no part in any merge.
    let own = match amendment.disposition {
        Disposition::Open => Fate::Open,
        Disposition::Carried | Disposition::TakenOver => Fate::Merged,
        Disposition::Lost => Fate::Lost,
        Disposition::Withdrawn => Fate::Withdrawn,
    };
    let id: &Id = &amendment.motion;
    Standing {
        amendment: id.to_string(),
        disposition: amendment.disposition,
        fate: amendment.fate.clone().unwrap_or(own),
    }
}

fn places(lines: &[Option<(LineRef, LineRef)>], out: &Output) -> String {
    let said: Vec<String> =
        lines.iter().flatten().map(|(from, to)| say_place(*from, *to, out.lang)).collect();
    said.join(&say(out.lang, "; ", "؛ "))
}
