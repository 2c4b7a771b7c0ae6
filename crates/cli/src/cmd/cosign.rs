//! `shura cosign FILE --witness KEY=URL…`: asks witnesses to cosign the last checkpoint, and keeps what they sign beside it.

use super::prove::last_note;
use crate::output::{Failure, Output};
use serde::Serialize;
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_ledger::{Ledger, Sqlite, prove_consistency};
use shura_server::witnesses::{Refused, Witness, ask};
use shura_tlog::{Checkpoint, NoteVerifier};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which file, and which witnesses.
#[derive(clap::Args)]
pub struct Args {
    /// The sealed file.
    file: PathBuf,
    /// A witness: its public key, an equals sign, and its address, such as name+id+key=http://127.0.0.1:7380.
    #[arg(long, value_name = "KEY=URL", required = true)]
    witness: Vec<String>,
    /// How many of them must cosign; all where nothing is said. With fewer, nothing is kept.
    #[arg(long, value_name = "N")]
    require: Option<usize>,
}

/// What `cosign --json` prints.
#[derive(Serialize)]
struct Report {
    size: u64,
    cosigned: Vec<String>,
    refused: Vec<Refused>,
}

/// Witnesses as they are written on the command line, each of them another one.
pub fn parse(texts: &[String]) -> Result<Vec<Witness>, Failure> {
    let all = texts.iter().map(|text| Witness::parse(text).map_err(|text| Failure { text }));
    let all: Vec<Witness> = all.collect::<Result<_, _>>()?;
    let keys: Vec<&NoteVerifier> = all.iter().map(|witness| &witness.key).collect();
    if let Some((one, _)) = twice(&keys, |one, other| one.name() == other.name()) {
        return Err(same_name(one.name()));
    }
    no_key_twice(&keys)?;
    Ok(all)
}

/// Refuses a key that is given under two names: it would be one witness that counts as two.
pub fn no_key_twice(keys: &[&NoteVerifier]) -> Result<(), Failure> {
    let same = |one: &NoteVerifier, other: &NoteVerifier| {
        one.public_key() == other.public_key() && one.name() != other.name()
    };
    twice(keys, same).map_or(Ok(()), |(one, other)| {
        let (one, other) = (one.name(), other.name());
        Err(Failure::new(
            format!("{one} and {other} have one key, and are one witness; name it once"),
            format!("{one} و {other} یک کلید دارند و یک گواه‌اند؛ آن را یک بار نام ببرید"),
        ))
    })
}

/// The first two keys of which something holds.
fn twice<'a>(
    keys: &[&'a NoteVerifier],
    same: impl Fn(&NoteVerifier, &NoteVerifier) -> bool,
) -> Option<(&'a NoteVerifier, &'a NoteVerifier)> {
    let pairs =
        keys.iter().enumerate().flat_map(|(n, one)| keys.iter().take(n).map(move |other| (*other, *one)));
    pairs.into_iter().find(|(one, other)| same(one, other))
}

fn same_name(name: &str) -> Failure {
    Failure::new(
        format!("{name} is named twice with --witness; each must be another witness, with one key"),
        format!("{name} با ‎--witness دو بار نام برده شده است؛ هر یک باید گواه دیگری باشد، با یک کلید"),
    )
}

/// Refuses more witnesses than there are.
pub fn enough(needed: usize, given: usize) -> Result<(), Failure> {
    if needed <= given {
        return Ok(());
    }
    Err(Failure::new(
        format!("{needed} witnesses are required and {given} given; give more with --witness"),
        format!(
            "{} گواه لازم و {} داده شده است؛ بیشتر بدهید با ‎--witness",
            fa_digits(&needed.to_string()),
            fa_digits(&given.to_string())
        ),
    ))
}

/// Asks, and keeps the cosignatures if there are enough.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let witnesses = parse(&args.witness)?;
    let need = args.require.unwrap_or(witnesses.len());
    enough(need, witnesses.len())?;
    let mut ledger = Sqlite::open(&args.file).map_err(|error| Failure { text: error.text() })?;
    let mut note = last_note(&ledger)?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|error| Failure::plain(error.to_string()))?;
    let (mut cosigned, mut refused) = (vec![], vec![]);
    for witness in &witnesses {
        let prove = |old| prove_consistency(&ledger, old, checkpoint.size).map_err(|error| error.text());
        match ask(&prove, &note, &checkpoint, witness) {
            Ok(line) => {
                note.signatures.retain(|old| !witness.key.matches(old));
                note.signatures.push(line);
                cosigned.push(witness.key.name().to_owned());
            }
            Err(why) => refused.push(Refused { witness: witness.key.name().to_owned(), why }),
        }
    }
    if cosigned.len() < need {
        return Err(too_few(cosigned.len(), need, &refused));
    }
    ledger.publish(&note.to_string()).map_err(|error| Failure { text: error.text() })?;
    let report = Report { size: checkpoint.size, cosigned, refused };
    if out.json {
        out.json(&report)?;
    } else {
        let (n, names) = (report.size, &report.cosigned);
        out.line(out.say(&Bilingual::new(
            format!("The checkpoint over {n} entries is cosigned by {}.", names.join(", ")),
            format!("نقطهٔ وارسی {n} ثبت را {} هم امضا کردند.", names.join("، ")),
        )));
        for refused in &report.refused {
            out.line(format!("{}: {}", refused.witness, out.say(&refused.why)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn too_few(have: usize, need: usize, refused: &[Refused]) -> Failure {
    let list = |lang: fn(&Bilingual) -> &str| {
        refused.iter().map(|r| format!("{}: {}", r.witness, lang(&r.why))).collect::<Vec<_>>().join("; ")
    };
    let fa = |n: usize| fa_digits(&n.to_string());
    Failure::new(
        format!(
            "{have} of the witnesses cosigned and {need} are needed; nothing was kept ({})",
            list(|b| &b.en)
        ),
        format!(
            "{} تن از گواهان امضا کردند و {} تن لازم است؛ چیزی نگه داشته نشد ({})",
            fa(have),
            fa(need),
            list(|b| &b.fa)
        ),
    )
}
