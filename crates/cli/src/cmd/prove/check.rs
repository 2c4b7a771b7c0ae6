//! Checking a proof document, or the text of a QR code, by itself.

use crate::output::{Failure, Output};
use serde::Serialize;
use shura_act::Bilingual;
use shura_act::bilingual::fa_digits;
use shura_tlog::checkpoint::{Policy, Witnessed};
use shura_verify::essence::{self, Leaf};
use shura_verify::proof_document::{FORMAT, MAX_PROOF_BYTES};
use shura_verify::{Essence, ProofDocument, ProofError, Statement, proof_words};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

/// What `verify --json` prints of a proof.
#[derive(Serialize)]
struct Told {
    genuine: bool,
    /// Whether the key of the log came from the verifier.
    independent: bool,
    origin: String,
    size: u64,
    root: String,
    index: u64,
    /// The act, where the proof holds it whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<String>,
    leaf: String,
    signers: Vec<String>,
    witnesses: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<Statement>,
    says: Vec<Bilingual>,
}

/// Whether a file is a proof document or the text of a QR code, by its first bytes.
pub fn recognises(path: &Path) -> bool {
    let mut first = vec![];
    let read = File::open(path).and_then(|file| file.take(FORMAT.len() as u64).read_to_end(&mut first));
    read.is_ok() && (first == FORMAT.as_bytes() || first.starts_with(essence::PREFIX.as_bytes()))
}

/// Checks and tells. Without a policy the proof's own key is taken, which is told.
pub fn run(path: &Path, policy: Option<&Policy>, out: &Output) -> Result<ExitCode, Failure> {
    let mut bytes = vec![];
    let read =
        File::open(path).and_then(|file| file.take(MAX_PROOF_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| Failure::plain(format!("{}: {error}", path.display())))?;
    let told = if bytes.starts_with(essence::PREFIX.as_bytes()) {
        let text = String::from_utf8_lossy(&bytes);
        of_code(text.trim_end_matches(['\n', '\r']), policy)
    } else {
        of_document(&bytes, policy)
    };
    let told = told.map_err(|error| not_genuine(path, &error))?;
    if out.json {
        out.json(&told)?;
    } else {
        for line in &told.says {
            out.line(out.say(line));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn not_genuine(path: &Path, error: &ProofError) -> Failure {
    let (path, why) = (path.display(), error.text());
    Failure::new(
        format!("{path} proves nothing: {}; ask for the proof again from whoever gave it", why.en),
        format!("{path} چیزی را اثبات نمی‌کند: {}؛ برگه را دوباره از دهنده‌اش بخواهید", fa_digits(&why.fa)),
    )
}

fn of_document(bytes: &[u8], policy: Option<&Policy>) -> Result<Told, ProofError> {
    let document = ProofDocument::read(bytes)?;
    let checked = document.check(policy)?;
    let says = proof_words::of_document(&checked);
    let leaf = document.entries.first().map(|entry| shura_tlog::leaf_hash(&entry.bytes).to_string());
    let (index, act, signers) = checked.act().map_or((0, None, vec![]), |(index, entry, signers)| {
        (*index, Some(entry.id.to_string()), signers.iter().map(ToString::to_string).collect())
    });
    let told = told(&checked.witnessed, policy.is_some(), index, leaf.unwrap_or_default(), says);
    Ok(Told { act, signers, statement: checked.statement, ..told })
}

fn of_code(text: &str, policy: Option<&Policy>) -> Result<Told, ProofError> {
    let essence = Essence::read(text)?;
    let witnessed = essence.check(policy)?;
    let says = proof_words::of_essence(&essence, &witnessed, policy.is_some());
    let act = match &essence.leaf {
        Leaf::Whole(bytes) => shura_act::Entry::read(bytes).ok().map(|entry| entry.id.to_string()),
        Leaf::Hash(_) => None,
    };
    let leaf = essence.leaf.hash().to_string();
    Ok(Told { act, ..told(&witnessed, policy.is_some(), essence.index, leaf, says) })
}

fn told(witnessed: &Witnessed, independent: bool, index: u64, leaf: String, says: Vec<Bilingual>) -> Told {
    let checkpoint = &witnessed.checkpoint;
    Told {
        genuine: true,
        independent,
        origin: checkpoint.origin.clone(),
        size: checkpoint.size,
        root: checkpoint.root.base64(),
        index,
        act: None,
        leaf,
        signers: vec![],
        witnesses: witnessed.by.iter().map(|(name, _)| name.clone()).collect(),
        statement: None,
        says,
    }
}
