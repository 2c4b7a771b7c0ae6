//! `shura cosign FILE --witness KEY=URL…`: asks witnesses to cosign the last checkpoint, and keeps what they sign beside it.

use super::prove::last_note;
use crate::http;
use crate::output::{Failure, Output};
use serde::Serialize;
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_ledger::{Ledger, Sqlite, prove_consistency};
use shura_tlog::checkpoint::parse_size;
use shura_tlog::note::NoteSignature;
use shura_tlog::{Checkpoint, NoteKind, NoteVerifier, SignedNote};
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

/// A witness that did not cosign, and why.
#[derive(Serialize)]
struct Refused {
    witness: String,
    why: Bilingual,
}

/// A witness and where it answers.
struct Witness {
    key: NoteVerifier,
    url: String,
}

impl Witness {
    fn parse(text: &str) -> Result<Self, Failure> {
        let wrong = |why: String| {
            Failure::new(
                format!("{text}: {why}; write the witness as name+id+key=http://host:port"),
                format!("{text}: {why}؛ گواه را به صورت name+id+key=http://host:port بنویسید"),
            )
        };
        let (key, url) = text.split_once('=').ok_or_else(|| wrong("=".into()))?;
        let key = NoteVerifier::parse(key).map_err(|error| wrong(error.to_string()))?;
        if key.kind() != NoteKind::Cosignature {
            return Err(wrong(key.name().to_owned()));
        }
        Ok(Self { key, url: url.trim_end_matches('/').to_owned() })
    }
}

/// Asks, and keeps the cosignatures if there are enough.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let witnesses: Vec<Witness> =
        args.witness.iter().map(|text| Witness::parse(text)).collect::<Result<_, _>>()?;
    let need = args.require.unwrap_or(witnesses.len());
    let mut ledger = Sqlite::open(&args.file).map_err(|error| Failure { text: error.text() })?;
    let mut note = last_note(&ledger)?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|error| Failure::plain(error.to_string()))?;
    let (mut cosigned, mut refused) = (vec![], vec![]);
    for witness in &witnesses {
        match ask(&ledger, &note, &checkpoint, witness) {
            Ok(line) => {
                note.signatures.retain(|old| !witness.key.matches(old));
                note.signatures.push(line);
                if !cosigned.iter().any(|name| name == witness.key.name()) {
                    cosigned.push(witness.key.name().to_owned());
                }
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

/// The cosignature of one witness, checked.
fn ask(
    ledger: &dyn Ledger,
    note: &SignedNote,
    checkpoint: &Checkpoint,
    witness: &Witness,
) -> Result<NoteSignature, Bilingual> {
    let plain = |why: String| Bilingual::new(why.clone(), why);
    let mut old = 0;
    // The first answer tells what the witness saw last; the second can be stale only if somebody else asks at the same time.
    for _ in 0..3 {
        let proof = prove_consistency(ledger, old, checkpoint.size).map_err(|error| error.text())?;
        let proof: String = proof.iter().map(|hash| format!("{}\n", hash.base64())).collect();
        let body = format!("old {old}\n{proof}\n{note}");
        let (status, answer) =
            http::post(&format!("{}/add-checkpoint", witness.url), "", &body).map_err(|error| error.text)?;
        match status {
            200 => {
                let lines = answer.lines().filter_map(|line| NoteSignature::parse(line).ok());
                let mine = lines.into_iter().find(|line| witness.key.matches(line));
                let line = mine.filter(|line| witness.key.verify(&note.text, line).is_ok());
                return line.ok_or_else(|| {
                    Bilingual::new(
                        "what it answered is not its cosignature of this checkpoint; is the key right?",
                        "پاسخ آن امضای همین نقطهٔ وارسی نیست؛ آیا کلید درست است؟",
                    )
                });
            }
            409 => {
                old = parse_size(answer.trim_end()).map_err(|error| plain(error.to_string()))?;
                if old > checkpoint.size {
                    return Err(older(old, checkpoint.size));
                }
            }
            422 => {
                return Err(Bilingual::new(
                    format!(
                        "it saw another history of {} before; this file does not extend it",
                        checkpoint.origin
                    ),
                    format!("پیش‌تر تاریخ دیگری از {} دیده است؛ این پرونده دنبالهٔ آن نیست", checkpoint.origin),
                ));
            }
            status => return Err(plain(format!("{status} {}", answer.lines().next().unwrap_or_default()))),
        }
    }
    Err(plain(format!("409 {old}")))
}

fn older(seen: u64, size: u64) -> Bilingual {
    let fa = |n: u64| fa_digits(&n.to_string());
    Bilingual::new(
        format!(
            "it has cosigned {seen} entries and this file has {size}: this is an old copy, or its end was cut off"
        ),
        format!(
            "تا {} ثبت را امضا کرده است و این پرونده {} ثبت دارد: رونوشتی کهنه است یا ته آن بریده شده است",
            fa(seen),
            fa(size)
        ),
    )
}
