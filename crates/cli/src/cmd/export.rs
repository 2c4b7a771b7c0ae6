//! `shura export FILE ARCHIVE`: a sealed file as an archive that anyone can verify.

use super::verify::{entries_bar, keys_of};
use crate::output::{Failure, Output};
use crate::{register, whole_file};
use serde::Serialize;
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_ledger::{Ledger, Sqlite, archive};
use std::io::BufWriter;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to export, and where to.
#[derive(clap::Args)]
pub struct Args {
    /// The sealed file.
    file: PathBuf,
    /// The archive, which must not exist.
    archive: PathBuf,
    /// Write the register, too: names and contacts, beside the archive as ARCHIVE.register.toml.
    #[arg(long)]
    with_register: bool,
}

/// What `export --json` prints.
#[derive(Serialize)]
struct Report {
    entries: u64,
    bytes: u64,
    /// How many persons the register beside the archive holds, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    persons: Option<usize>,
}

/// Exports.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let register = register::beside(&args.archive);
    if args.with_register && register.exists() {
        let register = register.display();
        return Err(Failure::new(
            format!("{register} exists already; choose another name for the archive"),
            format!("{register} از پیش هست؛ نام دیگری برای بایگانی برگزینید"),
        ));
    }
    let ledger = Sqlite::open_to_read(&args.file).map_err(|error| Failure { text: error.text() })?;
    let bar = entries_bar(ledger.head().size, !out.json);
    let mut entries = 0;
    let bytes = whole_file::write(&args.archive, |file| {
        let buffered = BufWriter::with_capacity(1 << 20, file);
        let mut progress = |written| {
            entries = written;
            bar.set_position(written);
        };
        let written = archive::export(&ledger, &keys_of(&ledger), buffered, &mut progress)
            .map_err(|error| Failure { text: error.text() })?;
        written.into_inner().map_err(|error| Failure::plain(error.to_string()))
    })?;
    bar.finish_and_clear();
    let persons = if args.with_register { Some(register::export(&args.file, &register)?) } else { None };
    if out.json {
        out.json(&Report { entries, bytes, persons })?;
    } else {
        out.line(out.say(&Bilingual::new(
            format!("{entries} entries exported, {bytes} bytes."),
            format!(
                "{} ثبت در {} بایت صادر شد.",
                fa_digits(&entries.to_string()),
                fa_digits(&bytes.to_string())
            ),
        )));
    }
    Ok(ExitCode::SUCCESS)
}
