//! `shura import ARCHIVE FILE`: an archive becomes a sealed file with the same root. What broke off goes on.

use super::verify::{TrustArgs, entries_bar, of_archive, open_archive, print};
use crate::output::{FOUND, Failure, Output};
use crate::record::reading;
use crate::register;
use serde::Serialize;
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_ledger::{Head, Ledger, Sqlite, archive};
use std::collections::BTreeMap;
use std::io::{BufReader, Seek};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to import, and where to.
#[derive(clap::Args)]
pub struct Args {
    /// The archive.
    archive: PathBuf,
    /// The sealed file: new, or the beginning of the same record.
    file: PathBuf,
    /// Take the register that lies beside the archive, too: ARCHIVE.register.toml.
    #[arg(long)]
    with_register: bool,
    #[command(flatten)]
    trust: TrustArgs,
}

/// What `import --json` prints.
#[derive(Serialize)]
struct Report {
    entries: u64,
    /// How many of them are new in the file.
    new: u64,
    root: String,
}

/// Verifies the archive, and imports it if it is whole.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let register = match args.with_register {
        true => register::exported(&register::beside(&args.archive))?,
        false => BTreeMap::new(),
    };
    // One file, opened once: the name may be that of another one when the verified entries are taken.
    let mut file = open_archive(&args.archive)?;
    let verified = of_archive(&file, &args.trust, !out.json)?;
    let head = match &verified.log.head {
        Some(head) if verified.is_whole() => &head.checkpoint,
        _ => {
            print(&verified, 0, out);
            out.line(out.pick("Nothing was imported.", "چیزی وارد نشد."));
            return Ok(ExitCode::from(FOUND));
        }
    };
    let told = |error: shura_ledger::LedgerError| Failure { text: error.text() };
    let mut ledger =
        if args.file.exists() { Sqlite::open(&args.file) } else { Sqlite::create(&args.file, &head.origin) }
            .map_err(told)?;
    if ledger.origin() != head.origin {
        let (ours, theirs) = (ledger.origin(), &head.origin);
        return Err(Failure::new(
            format!("the file holds the record {ours}, the archive {theirs}; import into a new file"),
            format!("پرونده سند {ours} است و بایگانی {theirs}؛ در پرونده‌ای تازه وارد کنید"),
        ));
    }
    let before = ledger.head().size;
    let bar = entries_bar(head.size, !out.json);
    file.rewind().map_err(|error| Failure::plain(error.to_string()))?;
    let input = BufReader::with_capacity(1 << 20, &file);
    let verified = Head { size: head.size, root: head.root };
    archive::import(&mut ledger, input, verified, reading, &mut |entries| bar.set_position(entries))
        .map_err(|error| Failure { text: error.text() })?;
    bar.finish_and_clear();
    let head = ledger.head();
    drop(ledger);
    register::import(register, &args.file)?;
    let report = Report { entries: head.size, new: head.size - before, root: head.root.base64() };
    if out.json {
        out.json(&report)?;
    } else {
        let (all, new) = (report.entries, report.new);
        out.line(out.say(&Bilingual::new(
            format!("{all} entries under the root {}; {new} of them are new here.", report.root),
            format!(
                "{} ثبت زیر ریشهٔ {}؛ {} تای آن‌ها این‌جا تازه است.",
                fa_digits(&all.to_string()),
                report.root,
                fa_digits(&new.to_string())
            ),
        )));
    }
    Ok(ExitCode::SUCCESS)
}
