//! `shura text diff A B`: the difference, word by word; with `--json` as an amendment that can be laid on A.

use super::paint::{Paint, number, say};
use super::{failed, version};
use crate::output::{Failure, Output};
use shura_text::view::{rows_html, view};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which versions.
#[derive(clap::Args)]
pub struct Args {
    /// The earlier version (CommonMark).
    a: PathBuf,
    /// The later version.
    b: PathBuf,
    /// Read both as plain text: every line a paragraph, no markup.
    #[arg(long)]
    plain: bool,
    /// Write HTML.
    #[arg(long)]
    html: bool,
    /// Show unchanged blocks too.
    #[arg(long)]
    all: bool,
}

/// Shows the difference.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let (a, b) = (version(&args.a, args.plain)?, version(&args.b, args.plain)?);
    let id = args.b.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let difference = shura_text::diff(&id, &a, &b);
    let rows = view(&a, &difference).map_err(|e| failed(&e))?;
    if out.json {
        out.json(&difference)?;
    } else if args.html {
        out.raw(&rows_html(&rows));
    } else {
        let paint = Paint::for_output();
        for row in rows.iter().filter(|r| args.all || r.is_changed()) {
            out.plain(format!("{}\n", paint.row(row)));
        }
        let changes = number(difference.changes.len(), out.lang);
        out.plain(say(out.lang, format!("Changes: {changes}"), format!("شمار تغییرها: {changes}")));
    }
    Ok(ExitCode::SUCCESS)
}
