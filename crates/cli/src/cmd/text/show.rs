//! `shura text show FILE`: the hash of a text, and its blocks and words under the numbers that amendments use.

use super::version;
use crate::output::{Failure, Output};
use serde_json::json;
use shura_text::html::html;
use shura_text::normal::visible;
use shura_text::view::kind_name;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which text, and how.
#[derive(clap::Args)]
pub struct Args {
    /// The text (CommonMark).
    file: PathBuf,
    /// Read it as plain text: every line a paragraph, no markup.
    #[arg(long)]
    plain: bool,
    /// Write its canonical CommonMark.
    #[arg(long, conflicts_with = "html")]
    markdown: bool,
    /// Write HTML.
    #[arg(long)]
    html: bool,
}

/// Shows the text.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let version = version(&args.file, args.plain)?;
    if args.markdown {
        out.raw(version.markdown());
        return Ok(ExitCode::SUCCESS);
    }
    if args.html {
        out.raw(&html(&version));
        return Ok(ExitCode::SUCCESS);
    }
    let index = version.index();
    if out.json {
        let block = |(id, e): (usize, &shura_text::version::Entry<'_>)| {
            let words: Vec<&str> = e.block.words().words().collect();
            json!({"block": id, "parent": e.parent, "kind": e.block.kind, "words": words})
        };
        let blocks: Vec<_> = index.entries.iter().enumerate().map(block).collect();
        out.json(&json!({"version": version.id(), "blocks": blocks}))?;
        return Ok(ExitCode::SUCCESS);
    }
    out.plain(version.id());
    for (id, entry) in index.entries.iter().enumerate() {
        let words: Vec<String> =
            entry.block.words().words().enumerate().map(|(i, w)| format!("{i}:{}", visible(w))).collect();
        out.plain(format!("{id} {} {}", kind_name(&entry.block.kind), words.join(" ")));
    }
    Ok(ExitCode::SUCCESS)
}
