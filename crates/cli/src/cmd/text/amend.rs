//! `shura text amend BASE AMENDMENTS…`: the merged text, how each amendment stands, and what is to be decided.

use super::paint::{Paint, number, say};
use super::{amendments, failed, version};
use crate::output::{Failure, Output};
use serde::Serialize;
use serde_json::json;
use shura_text::draft::{Draft, draft, draft_html};
use shura_text::lines::{LineRef, Lines, Numbering, lines, say as say_place};
use shura_text::merge::Collision;
use shura_text::normal::visible;
use shura_text::view::Mark;
use shura_text::{Amendment, Disposition, Merge, Undecided};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to merge.
#[derive(clap::Args)]
pub struct Args {
    /// The text that is amended (CommonMark).
    base: PathBuf,
    /// The amendments: JSON, or whole texts as their movers would have them, named by their numbers.
    #[arg(required = true)]
    amendments: Vec<PathBuf>,
    /// A decision: NUMBER=carried, lost, withdrawn, taken-over or open. May be given several times.
    #[arg(long, value_name = "NUMBER=DECISION", value_parser = decision)]
    decide: Vec<(String, Disposition)>,
    /// Leave undecided amendments out instead of showing the text with them.
    #[arg(long)]
    leave_open: bool,
    /// Characters a line, for line numbers.
    #[arg(long, default_value_t = 85)]
    width: usize,
    /// Write the merged text alone, as CommonMark.
    #[arg(long, conflicts_with = "html")]
    markdown: bool,
    /// Write the public draft as HTML.
    #[arg(long)]
    html: bool,
}

fn decision(text: &str) -> Result<(String, Disposition), String> {
    let (id, word) = text.rsplit_once('=').ok_or("write NUMBER=DECISION, such as A1=carried")?;
    let disposition = match word {
        "open" => Disposition::Open,
        "carried" => Disposition::Carried,
        "lost" => Disposition::Lost,
        "withdrawn" => Disposition::Withdrawn,
        "taken-over" => Disposition::TakenOver,
        _ => return Err("a decision is carried, lost, withdrawn, taken-over or open".into()),
    };
    Ok((id.to_string(), disposition))
}

/// Merges; exit code 1 when conflicts are open.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let base = version(&args.base, false)?;
    let all = amendments(&base, &args.amendments, false)?;
    let decisions: BTreeMap<String, Disposition> = args.decide.into_iter().collect();
    let undecided = if args.leave_open { Undecided::Leave } else { Undecided::Carry };
    let (merge, draft) = draft(&base, &all, &decisions, undecided).map_err(|e| failed(&e))?;
    let laid = lines(&base, Numbering { width: args.width, first: 1 });
    let report = Report { all: &all, merge: &merge, draft: &draft, laid: &laid, out };
    if out.json {
        report.json(&base.id().to_string())?;
    } else if args.html {
        out.raw(&draft_html(&merge, &draft, out.lang));
    } else if args.markdown {
        out.raw(merge.version.markdown());
    } else {
        report.print();
    }
    Ok(if merge.conflicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

struct Report<'a> {
    all: &'a [Amendment],
    merge: &'a Merge,
    draft: &'a Draft,
    laid: &'a Lines<'a>,
    out: &'a Output,
}

/// A collision with its place in the lines of the base.
#[derive(Serialize)]
struct Placed<'a> {
    lines: Option<(LineRef, LineRef)>,
    #[serde(flatten)]
    collision: &'a Collision,
}

impl Report<'_> {
    fn json(&self, base: &str) -> Result<(), Failure> {
        let amendment = |(id, fate): &(String, shura_text::Fate)| {
            let changes = self.all.iter().filter(|a| &a.id == id).flat_map(|a| &a.changes);
            let places: Vec<_> = changes.map(|c| self.laid.change(c)).collect();
            json!({"amendment": id, "fate": fate, "lines": places})
        };
        let amendments: Vec<_> = self.merge.fates.iter().map(amendment).collect();
        let conflicts: Vec<_> = self
            .merge
            .conflicts
            .iter()
            .map(|c| {
                let place = |p: &'_ Collision| json!(Placed { lines: self.laid.stretch(p.at), collision: p });
                let places: Vec<_> = c.places.iter().map(place).collect();
                json!({"order": c.order, "places": places})
            })
            .collect();
        self.out.json(&json!({
            "base": base,
            "version": self.merge.version.id(),
            "markdown": self.merge.version.markdown(),
            "amendments": amendments,
            "conflicts": conflicts,
            "beside": self.merge.beside,
            "draft": self.draft,
        }))
    }

    fn print(&self) {
        let (paint, lang) = (Paint::for_output(), self.out.lang);
        for row in &self.draft.rows {
            self.out.plain(paint.row(&row.row));
            for one in &row.amendments {
                self.out.plain(format!("    {}: {}", one.amendment, one.words().get(lang)));
            }
            self.out.plain("");
        }
        for one in &self.draft.whole {
            self.out.plain(format!("{}: {}", one.amendment, one.words().get(lang)));
        }
        for (a, b) in &self.merge.beside {
            self.out.plain(say(
                lang,
                format!("{a} and {b} put words in at one point; read the result"),
                format!("{a} و {b} در یک نقطه واژه می‌افزایند؛ حاصل را بخوانید"),
            ));
        }
        for (i, conflict) in self.merge.conflicts.iter().enumerate() {
            let n = number(i + 1, lang);
            let order: Vec<String> = conflict
                .order
                .iter()
                .map(|r| {
                    let (struck, added) = (number(r.struck, lang), number(r.added, lang));
                    format!("{} (−{struck} +{added})", r.amendment)
                })
                .collect();
            self.out.plain(say(
                lang,
                format!("Conflict {n}. Put to the vote in this order: {}", order.join(", ")),
                format!("تعارض {n}. به این ترتیب به رأی بگذارید: {}", order.join("، ")),
            ));
            for place in &conflict.places {
                if let Some((from, to)) = self.laid.stretch(place.at) {
                    self.out.plain(format!("  {}", say_place(from, to, lang)));
                }
                if let Some(base) = &place.base {
                    self.out.plain(format!("    {}", paint.part(Mark::Struck, base)));
                }
                for alternative in &place.alternatives {
                    let reads = alternative.reads.as_deref().unwrap_or("…");
                    self.out.plain(format!("    {}: {}", alternative.amendments.join(", "), visible(reads)));
                }
            }
        }
        self.out.plain(self.merge.version.id());
    }
}
