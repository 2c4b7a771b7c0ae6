//! `shura restore BACKUP FILE`: puts a backup, once it is checked, where a sealed file is no longer.

use crate::output::{Failure, Output};
use crate::record::reading;
use shura_ledger::{LedgerError, sqlite};
use shura_server::Desk;
use std::path::{Path, PathBuf};
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
    // Codes, sessions and passkeys that were ended after the backup would be alive again in it.
    let close = |new: &Path| {
        let closed = Desk::open(new).and_then(|desk| desk.close_all());
        closed.map_err(|error| LedgerError::Failed { why: error.to_string() })
    };
    sqlite::restore(&args.backup, &args.file, reading, close)
        .map_err(|error| Failure { text: error.text() })?;
    if !out.json {
        out.line(out.pick(
            "Restored. Verify it against a checkpoint from elsewhere: entries after the backup are not in it. Everyone signs in anew and \
             makes new passkeys: codes, sessions and passkeys of the backup open nothing any more.",
            "بازگردانده شد. آن را با نقطهٔ وارسی از جای دیگر بسنجید: ثبت‌های پس از نسخهٔ پشتیبان در آن نیست. همه باید از نو وارد شوند و گذرکلید \
             تازه بسازند: رمزها، ورودها و گذرکلیدهای آن نسخه دیگر چیزی را باز نمی‌کنند.",
        ));
    }
    Ok(ExitCode::SUCCESS)
}
