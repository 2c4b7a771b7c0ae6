//! Archives to harm, and the second verifier, in Python, to hold the first one against.

#![allow(dead_code, reason = "not every test of the folder uses all of it")]

use shura_act::act::{Event, Founding};
use shura_act::{Act, Entry, Id};
use shura_tlog::archive::{Bundle, Writer};
use shura_tlog::checkpoint::Policy;
use shura_tlog::{Checkpoint, EntrySignature, Hash, NoteKind, NoteSigner, NoteVerifier, Tree, leaf_hash};
use shura_verify::Trust;

pub const ORIGIN: &str = "council.example/log";

pub fn log() -> NoteSigner {
    NoteSigner::new(ORIGIN, NoteKind::Note, &[1; 32]).unwrap()
}

pub fn witness() -> NoteSigner {
    NoteSigner::new("witness.example/w", NoteKind::Cosignature, &[2; 32]).unwrap()
}

pub fn trust() -> Trust {
    Trust::Given(Policy {
        origin: ORIGIN.into(),
        log: vec![log().verifier().clone()],
        witnesses: vec![witness().verifier().clone()],
        quorum: 1,
    })
}

pub fn entry(id: &str) -> Vec<u8> {
    let act = Act::Event(Event { place: None, concerns: vec![] });
    Entry::new(Id::new(id).unwrap(), act).seal().unwrap()
}

/// The founding, and events.
pub fn entries(count: usize) -> Vec<Vec<u8>> {
    let charter = include_str!("../../../../spec/vectors/charter.toml").to_owned();
    let founding = Entry::new(Id::new("founding").unwrap(), Act::Founding(Founding { charter, log: None }));
    let events = (1..count).map(|n| entry(&format!("act-{n}")));
    std::iter::once(founding.seal().unwrap()).chain(events).collect()
}

pub fn head(entries: &[Vec<u8>]) -> Checkpoint {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(leaf_hash(entry)).unwrap());
    Checkpoint { origin: ORIGIN.into(), size: entries.len() as u64, root: tree.root(), extensions: vec![] }
}

pub fn note(checkpoint: &Checkpoint) -> String {
    let mut note = log().note(checkpoint.to_string(), 0);
    note.signatures.push(witness().sign(&note.text, 7));
    note.to_string()
}

/// What an archive is made of: whoever harms it may change any of it, but cannot sign.
pub struct Sealed {
    pub entries: Vec<Vec<u8>>,
    pub leaves: Vec<Hash>,
    pub head: String,
    pub earlier: Vec<(u64, String)>,
    /// The places of the entries that are signed.
    pub signed: Vec<u64>,
    /// What lies before the first bundle as texts, by the hashes claimed.
    pub texts: Vec<(Hash, Vec<u8>)>,
    pub keys: Vec<NoteVerifier>,
}

pub fn seal(entries: Vec<Vec<u8>>) -> Sealed {
    Sealed {
        leaves: entries.iter().map(|entry| leaf_hash(entry)).collect(),
        head: note(&head(&entries)),
        earlier: [100, 256, 300]
            .into_iter()
            .filter(|n| *n < entries.len() as u64)
            .map(|n| (n, note(&head(&entries[..n as usize]))))
            .collect(),
        signed: (0..entries.len() as u64).step_by(50).collect(),
        texts: vec![],
        keys: vec![log().verifier().clone()],
        entries,
    }
}

/// What somebody does to it.
pub type Harm<'a> = &'a dyn Fn(&mut Sealed);

impl Sealed {
    pub fn archive(&self) -> Vec<u8> {
        let original = entries(self.entries.len().max(1000));
        let mut writer = Writer::begin(Vec::new(), &self.keys, &self.head).unwrap();
        let count = self.leaves.len().div_ceil(256).max(self.entries.len().div_ceil(256));
        for index in 0..count {
            for (size, note) in self.earlier.iter().filter(|(size, _)| (*size as usize - 1) / 256 == index) {
                writer.earlier(*size, note).unwrap();
            }
            for (hash, words) in self.texts.iter().filter(|_| index == 0) {
                writer.text(hash, words).unwrap();
            }
            let from = index * 256;
            let part = |len: usize| from.min(len)..(from + 256).min(len);
            let sign = |seq: &u64| (*seq, EntrySignature::sign(&[7; 32], &original[*seq as usize]));
            let bundle = Bundle {
                index: index as u64,
                tile: self.leaves[part(self.leaves.len())].to_vec(),
                entries: self.entries[part(self.entries.len())].to_vec(),
                signatures: self.signed.iter().filter(|s| **s as usize / 256 == index).map(sign).collect(),
            };
            writer.bundle(&bundle).unwrap();
        }
        writer.finish().unwrap()
    }

    /// The archive of these entries, with leaf hashes to match: what a forger makes who knows the format.
    pub fn forged(mut self) -> Self {
        self.leaves = self.entries.iter().map(|entry| leaf_hash(entry)).collect();
        self
    }
}

/// The exit code of the second verifier, in Python, and what it says; none where there is no Python. Each trusted checkpoint is a note.
pub fn python(archive: &[u8], options: &[&str], trusted: &[String]) -> Option<(Option<i32>, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.tar");
    std::fs::write(&path, archive).unwrap();
    let mut command = std::process::Command::new("python3");
    command.args(["-B", concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/verifier.py")]);
    command.arg(path).args(options);
    for (n, note) in trusted.iter().enumerate() {
        let file = folder.path().join(format!("trusted-{n}"));
        std::fs::write(&file, note).unwrap();
        command.arg("--checkpoint").arg(file);
    }
    let Ok(output) = command.output() else {
        println!("left out: there is no Python here");
        return None;
    };
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.code(), said))
}

/// What it says with the keys that [`trust`] names.
pub fn python_says(archive: &[u8], trusted: Option<Checkpoint>) -> Option<(Option<i32>, String)> {
    let (log, witness) = (log().verifier().to_string(), witness().verifier().to_string());
    let trusted: Vec<String> = trusted.iter().map(note).collect();
    python(archive, &["--log", &log, "--witness", &witness, "--quorum", "1"], &trusted)
}
