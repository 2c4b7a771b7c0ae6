//! `shura backup FILE TO`: a whole copy of a sealed file, as of one moment, while it may be written.

use crate::output::{Failure, Output};
use shura_ledger::sqlite;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to copy, and where to.
#[derive(clap::Args)]
pub struct Args {
    /// The sealed file.
    file: PathBuf,
    /// The copy, which must not exist.
    to: PathBuf,
}

/// Copies.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    sqlite::backup(&args.file, &args.to).map_err(|error| Failure { text: error.text() })?;
    if !out.json {
        out.line(out.pick(
            "Copied. Keep it elsewhere, with the last checkpoint beside it.",
            "نسخه گرفته شد. آن را در جای دیگری نگه دارید و آخرین نقطهٔ وارسی را در کنارش.",
        ));
    }
    Ok(ExitCode::SUCCESS)
}
