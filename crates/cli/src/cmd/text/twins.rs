//! `shura text twins FILE`: paragraphs that are nearly the same, with the words that differ.

use super::paint::{Paint, number, say};
use super::version;
use crate::output::{Failure, Output};
use shura_text::similar::twins;
use shura_text::view::Mark;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which text, and how near.
#[derive(clap::Args)]
pub struct Args {
    /// The text (CommonMark).
    file: PathBuf,
    /// Read it as plain text: every line a paragraph, no markup.
    #[arg(long)]
    plain: bool,
    /// The least share of common word runs, in hundredths.
    #[arg(long, default_value_t = 50)]
    share: usize,
}

/// Finds them.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let version = version(&args.file, args.plain)?;
    let found = twins(&version, args.share);
    if out.json {
        out.json(&found)?;
        return Ok(ExitCode::SUCCESS);
    }
    let paint = Paint::for_output();
    for pair in &found {
        let [a, b] = pair.blocks.map(|id| number(id, out.lang));
        let share = number(pair.likeness, out.lang);
        out.plain(say(
            out.lang,
            format!("Blocks {a} and {b}, {share} %"),
            format!("بلوک‌های {a} و {b}، ٪{share}"),
        ));
        for d in &pair.differences {
            out.plain(format!(
                "  {} {}",
                paint.part(Mark::Struck, &d.first),
                paint.part(Mark::Added, &d.second)
            ));
        }
    }
    let count = number(found.len(), out.lang);
    out.plain(say(out.lang, format!("Pairs: {count}"), format!("شمار جفت‌ها: {count}")));
    Ok(ExitCode::SUCCESS)
}
