//! Signatures beside a record written by hand: the file `signatures` in its folder, a line `ACT KEY SIGNATURE` for each.

use crate::output::Failure;
use crate::record;
use shura_act::Id;
use shura_tlog::EntrySignature;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The signatures of a folder, by act.
pub type Signatures = BTreeMap<Id, Vec<EntrySignature>>;

/// Where the signatures of a folder lie.
pub fn path(dir: &Path) -> PathBuf {
    dir.join("signatures")
}

/// Reads the signatures of a folder; none where there is no such file.
pub fn read(dir: &Path) -> Result<Signatures, Failure> {
    let path = path(dir);
    if !path.exists() {
        return Ok(Signatures::new());
    }
    let mut signatures = Signatures::new();
    for (line, number) in record::text(&path)?.lines().zip(1_usize..) {
        let (act, signature) = parse(line).ok_or_else(|| {
            let (path, fa) = (path.display(), shura_act::bilingual::fa_digits(&number.to_string()));
            Failure::new(
                format!("{path}, line {number}: not an act, a key and a signature with one space between; sign the act again with `shura sign`"),
                format!("{path}، سطر {fa}: نام کنش، کلید و امضا با یک فاصله در میان نیست؛ کنش را با `shura sign` دوباره امضا کنید"),
            )
        })?;
        signatures.entry(act).or_default().push(signature);
    }
    Ok(signatures)
}

fn parse(line: &str) -> Option<(Id, EntrySignature)> {
    let (act, rest) = line.split_once(' ')?;
    Some((Id::new(act).ok()?, EntrySignature::parse(rest).ok()?))
}
