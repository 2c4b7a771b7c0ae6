//! `shura text lines FILE`: the text in numbered lines; `--at "line 14 to 16, word 3"` finds a place in it.

use super::paint::{number, say};
use super::{unusable, version};
use crate::output::{Failure, Output};
use serde_json::json;
use shura_text::lines::{Numbering, lines, read_place};
use shura_text::normal::visible;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which text, and how its lines are numbered.
#[derive(clap::Args)]
pub struct Args {
    /// The text (CommonMark).
    file: PathBuf,
    /// Characters a line.
    #[arg(long, default_value_t = 85)]
    width: usize,
    /// Number of the first line.
    #[arg(long, default_value_t = 1)]
    first: u64,
    /// Read it as plain text: every line a paragraph, no markup.
    #[arg(long)]
    plain: bool,
    /// Show only this place, such as "14", "14:3-16:5" or "line 14 to 16, word 3", and the words it spans.
    #[arg(long)]
    at: Option<String>,
}

/// Numbers the lines.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let version = version(&args.file, args.plain)?;
    let laid = lines(&version, Numbering { width: args.width, first: args.first });
    if let Some(place) = &args.at {
        let spans = read_place(place)
            .and_then(|(from, to)| laid.spans(from, to))
            .map_err(|e| unusable(&args.file, &e))?;
        if out.json {
            out.json(&json!({"version": version.id(), "spans": spans}))?;
        } else {
            for span in &spans {
                let [from, to] = span.words;
                let (block, words) = (span.block, visible(span.was.as_deref().unwrap_or("")));
                // The numbers are written as an amendment has them.
                out.plain(say(
                    out.lang,
                    format!("block {block}, words [{from}, {to}]: {words}"),
                    format!("بلوک {block}، واژه‌های [{from}, {to}]: {words}"),
                ));
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    if out.json {
        let all: Vec<_> = laid
            .lines
            .iter()
            .map(|l| json!({"line": l.number, "block": l.block, "words": l.words, "text": laid.text(l)}))
            .collect();
        out.json(&json!({"version": version.id(), "width": args.width, "lines": all}))?;
        return Ok(ExitCode::SUCCESS);
    }
    let widest = laid.lines.last().map_or(1, |l| l.number.to_string().len());
    let mut block = None;
    let mut page = String::new();
    for line in &laid.lines {
        if block.is_some_and(|b| b != line.block) {
            page.push('\n');
        }
        block = Some(line.block);
        let number = number(format!("{:>widest$}", line.number), out.lang);
        page.push_str(&format!("{number}  {}\n", visible(&laid.text(line))));
    }
    out.raw(&page);
    Ok(ExitCode::SUCCESS)
}
