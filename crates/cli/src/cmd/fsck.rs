//! `shura fsck FILE`: the check of a sealed file from inside: every page, entry, tile, head and checkpoint.

use super::verify::entries_bar;
use crate::output::{FOUND, Failure, Output};
use crate::record::reading;
use serde::Serialize;
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_ledger::{Damage, Ledger, LedgerError, Sound, Sqlite, fsck};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// The sealed file.
    file: PathBuf,
}

/// What `fsck --json` prints.
#[derive(Serialize)]
struct Report {
    sound: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    damage: Option<Bilingual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signatures: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    texts: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checkpoints: Option<u64>,
}

/// Checks and prints.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let report = match check(&args.file, !out.json) {
        Ok(sound) => Report {
            sound: true,
            damage: None,
            entries: Some(sound.head.size),
            signatures: Some(sound.signatures),
            texts: Some(sound.texts),
            checkpoints: Some(sound.checkpoints),
        },
        Err(Damage::Storage(error)) if !matches!(error, LedgerError::Corrupt { .. }) => {
            return Err(Failure { text: error.text() });
        }
        Err(damage) => Report {
            sound: false,
            damage: Some(damage.text()),
            entries: None,
            signatures: None,
            texts: None,
            checkpoints: None,
        },
    };
    if out.json {
        out.json(&report)?;
    } else {
        print(&report, out);
    }
    Ok(if report.sound { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

fn check(file: &Path, progress: bool) -> Result<Sound, Damage> {
    let ledger = Sqlite::open_to_read(file)?;
    ledger.check_file()?;
    let bar = entries_bar(ledger.head().size, progress);
    let sound = fsck(&ledger, reading, &mut |entries| bar.set_position(entries));
    bar.finish_and_clear();
    sound
}

fn print(report: &Report, out: &Output) {
    if let Some(damage) = &report.damage {
        out.line(out.say(damage));
        out.line(out.pick(
            "The file is damaged. Restore a backup, and compare its checkpoint.",
            "پرونده آسیب دیده است. نسخهٔ پشتیبان را بازگردانید و نقطهٔ وارسی آن را بسنجید.",
        ));
        return;
    }
    let n = |number: Option<u64>| number.unwrap_or(0).to_string();
    let (entries, signatures, checkpoints) = (n(report.entries), n(report.signatures), n(report.checkpoints));
    let texts = n(report.texts);
    out.line(out.say(&Bilingual::new(
        format!(
            "Sound: {entries} entries, {signatures} signatures, {texts} texts, {checkpoints} checkpoints."
        ),
        format!(
            "سالم: {} ثبت، {} امضا، {} متن، {} نقطهٔ وارسی.",
            fa_digits(&entries),
            fa_digits(&signatures),
            fa_digits(&texts),
            fa_digits(&checkpoints)
        ),
    )));
}
