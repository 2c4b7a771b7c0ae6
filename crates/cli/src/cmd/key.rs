//! `shura key`: the key of a device, with which a person signs acts.

use crate::output::{Failure, Output};
use crate::{record, secret};
use serde::Serialize;
use shura_act::{Bilingual, PublicKey};
use shura_tlog::EntrySignature;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is to be done with a key.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Make a new key in a file that only its owner may read. Prints the public key, for a `key` act.
    New {
        /// The file, which must not exist.
        file: PathBuf,
    },
    /// Print the public key of a key file.
    Show {
        /// The key file.
        file: PathBuf,
    },
}

/// What stands before the secret bytes in a key file.
const FORM: &str = "shura-device-key ";

#[derive(Serialize)]
struct Report {
    public: String,
}

/// Carries the verb out.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let secret = match args.verb {
        Verb::New { file } => {
            let secret = secret::random()?;
            let line = format!("{FORM}{}", PublicKey(secret));
            secret::write(&file, &line).map_err(|error| {
                let file = file.display();
                Failure::new(
                    format!("{file}: {error}; name a file that does not exist yet, in a folder that does"),
                    format!("{file}: {error}؛ پرونده‌ای نام ببرید که هنوز نیست، در پوشه‌ای که هست"),
                )
            })?;
            secret
        }
        Verb::Show { file } => read(&file)?,
    };
    let public = PublicKey(EntrySignature::sign(&secret, b"").key).to_string();
    if out.json {
        out.json(&Report { public })?;
    } else {
        out.line(public);
    }
    Ok(ExitCode::SUCCESS)
}

/// The secret bytes of a key file.
pub fn read(file: &Path) -> Result<[u8; 32], Failure> {
    let text = record::text(file)?;
    let hex = text.strip_prefix(FORM).map(|rest| rest.trim_end_matches('\n'));
    // 32 bytes in hexadecimal are read in the same way, whether they are secret or not.
    let bytes = hex.and_then(|hex| PublicKey::parse(hex).ok()).map(|bytes| bytes.0);
    bytes.ok_or_else(|| {
        let file = file.display();
        Failure {
            text: Bilingual::new(
                format!("{file} is not the key of a device; make one with `shura key new`"),
                format!("{file} کلید دستگاه نیست؛ با `shura key new` یکی بسازید"),
            ),
        }
    })
}
