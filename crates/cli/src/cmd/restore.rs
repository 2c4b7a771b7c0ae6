//! `shura restore BACKUP FILE`: puts a backup, once it is checked, where a sealed file is no longer.

use crate::output::{Failure, Output};
use shura_ledger::sqlite;
use shura_server::Desk;
use shura_verify::act_of;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to restore, and where to.
#[derive(clap::Args)]
pub struct Args {
    /// The backup.
    backup: PathBuf,
    /// The sealed file, which must not exist: move a damaged one aside, it is evidence.
    file: PathBuf,
}

/// Restores.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    sqlite::restore(&args.backup, &args.file, act_of).map_err(|error| Failure { text: error.text() })?;
    // Codes and sessions that were ended after the backup would be alive again in it.
    let closed = Desk::open(&args.file).and_then(|desk| desk.close_all());
    closed.map_err(|error| Failure::plain(error.to_string()))?;
    if !out.json {
        out.line(out.pick(
            "Restored. Verify it against a checkpoint from elsewhere: entries after the backup are not in it.",
            "بازگردانده شد. آن را با نقطهٔ وارسی از جای دیگر بسنجید: ثبت‌های پس از نسخهٔ پشتیبان در آن نیست.",
        ));
    }
    Ok(ExitCode::SUCCESS)
}
