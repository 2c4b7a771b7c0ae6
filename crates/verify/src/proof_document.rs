//! A proof document: one act with its signatures, what supports it, the proofs that all of it lies in the log, and the log's checkpoint.
//!
//! `spec/proof-format.md` is the normative text. What the entries in it prove, anyone can compute; whether the act is in force follows only
//! from the whole record, so that this is a [`Statement`] which the log signs beside its checkpoint.

use crate::statement::{State, Statement};
use shura_act::entry::EntryError;
use shura_act::limits::MAX_ENTRY_BYTES;
use shura_act::{Act, Bilingual, Entry, Id, PublicKey, canonical};
use shura_tlog::checkpoint::{Policy, Witnessed, parse_size};
use shura_tlog::limits::{MAX_NOTE_BYTES, MAX_PROOF_LINES};
use shura_tlog::note::NoteSignature;
use shura_tlog::proof::check_inclusion;
use shura_tlog::{
    Checkpoint, EntrySignature, Hash, NoteSigner, NoteVerifier, SignedNote, TlogError, leaf_hash,
};
use std::collections::BTreeMap;
use std::fmt;
use thiserror::Error;

/// The first line: what this is, and the version of the format.
pub const FORMAT: &str = "shura-proof 1";

/// The first line of what is signed of a statement. No origin has a blank in it, so that no checkpoint begins so.
const STATEMENT: &str = "shura-statement 1";

/// The most bytes of a proof document.
pub const MAX_PROOF_BYTES: usize = 1 << 20;

/// The most entries of a proof document.
pub const MAX_PROOF_ENTRIES: usize = 64;

/// The most signatures beside one entry.
pub const MAX_ENTRY_SIGNATURES: usize = 64;

/// Why a proof does not hold.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ProofError {
    /// It is longer than [`MAX_PROOF_BYTES`].
    #[error("longer than {MAX_PROOF_BYTES} bytes")]
    TooLong,
    /// It has not the form of a proof document.
    #[error("line {line}: {why}")]
    Form {
        /// The line, from 1.
        line: usize,
        /// What should stand there.
        why: &'static str,
    },
    /// The checkpoint is not signed as it must be.
    #[error("the checkpoint: {0}")]
    Checkpoint(TlogError),
    /// An entry is none.
    #[error("entry {index}: {error}")]
    Entry {
        /// Its place in the record.
        index: u64,
        /// What is wrong with it.
        error: EntryError,
    },
    /// The proof of an entry does not lead to the root of the checkpoint.
    #[error("entry {index}: {error}")]
    Inclusion {
        /// Its place in the record.
        index: u64,
        /// What does not hold.
        error: TlogError,
    },
    /// A signature beside an entry does not hold.
    #[error("entry {index}: a signature does not hold for these bytes")]
    Signature {
        /// Its place in the record.
        index: u64,
    },
    /// The statement names an act that ended this one, and the proof does not hold that act.
    #[error("the statement says that {0} ended it, and {0} is not in the proof; ask for a proof that has it")]
    Ender(Id),
    /// Two acts in the proof enrol one key, so that it does not show whose the key is.
    #[error("{one} and {other} both enrol the key {key}, so that whose it is cannot be told")]
    TwoEnrolments {
        /// The key.
        key: PublicKey,
        /// The act that enrols it.
        one: Id,
        /// The other.
        other: Id,
    },
    /// The statement is not the log's, or not about this act.
    #[error("the statement: {0}")]
    Statement(&'static str),
}

impl ProofError {
    /// What is wrong, in both languages.
    pub fn text(&self) -> Bilingual {
        let fa = |n: u64| shura_act::bilingual::fa_digits(&n.to_string());
        let persian = match self {
            ProofError::TooLong => format!("از {} بایت بلندتر است", fa(MAX_PROOF_BYTES as u64)),
            ProofError::Form { line, .. } => format!("سطر {}: صورت یک برگهٔ اثبات را ندارد", fa(*line as u64)),
            ProofError::Checkpoint(TlogError::TooFewWitnesses { found, needed }) => format!(
                "از گواهان شناخته {} تن امضا کرده‌اند و {} تن لازم است",
                fa(*found as u64),
                fa(*needed as u64)
            ),
            ProofError::Checkpoint(_) => "نقطهٔ وارسی امضایی را که باید ندارد".into(),
            ProofError::Entry { index, error } => format!("ثبت {}: {}", fa(*index), error.text().fa),
            ProofError::Inclusion { index, .. } => {
                format!("ثبت {}: برهان آن به ریشهٔ نقطهٔ وارسی نمی‌رسد", fa(*index))
            }
            ProofError::Signature { index } => format!("ثبت {}: امضایی با این بایت‌ها نمی‌خواند", fa(*index)),
            ProofError::Ender(act) => format!(
                "اظهار دفتر می‌گوید {act} به آن پایان داده است و {act} در این برگه نیست؛ برگه‌ای بخواهید که آن را دارد"
            ),
            ProofError::TwoEnrolments { key, one, other } => {
                format!("هم {one} و هم {other} کلید {key} را ثبت کرده‌اند و نمی‌توان گفت از آنِ کیست")
            }
            ProofError::Statement(_) => "اظهار دفتر با این کنش یا با امضای دفتر نمی‌خواند".into(),
        };
        Bilingual { en: self.to_string(), fa: persian }
    }
}

/// An entry with the proof that it lies in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// Its place in the record, from 0.
    pub index: u64,
    /// Its canonical bytes.
    pub bytes: Vec<u8>,
    /// Signatures over the bytes.
    pub signatures: Vec<EntrySignature>,
    /// The inclusion proof, from the sibling of the leaf up.
    pub path: Vec<Hash>,
}

/// What a log says of an act at a checkpoint, with its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedStatement {
    /// Canonical JSON of the [`Statement`].
    pub json: String,
    /// Signature lines.
    pub signatures: Vec<NoteSignature>,
}

/// A proof document, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofDocument {
    /// The key that the document names as the log's.
    pub log: NoteVerifier,
    /// The act itself, and then the acts that support or end it.
    pub entries: Vec<Proven>,
    /// What the log states of it, if it states anything.
    pub statement: Option<SignedStatement>,
    /// The checkpoint, a signed note.
    pub checkpoint: SignedNote,
}

/// What a proof proves, and what the log states.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The checkpoint, and the known witnesses that cosigned it.
    pub witnessed: Witnessed,
    /// Whether the keys came from elsewhere than the document.
    pub independent: bool,
    /// The entries with the keys that signed them.
    pub entries: Vec<(u64, Entry, Vec<PublicKey>)>,
    /// What the log states.
    pub statement: Option<Statement>,
}

/// What a proof shows of whose a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolment<'a> {
    /// The place of the act.
    pub index: u64,
    /// The act that says it.
    pub act: &'a Id,
    /// The person whose it says the key is.
    pub person: &'a Id,
}

impl Checked {
    /// The act that the proof is about. There is one in every proof that was read.
    pub fn act(&self) -> Option<&(u64, Entry, Vec<PublicKey>)> {
        self.entries.first()
    }

    /// The act that ended it, as the statement says, and its place: it lies after the act itself. What it says there anyone can read; that it
    /// ended the act is for the statement to say.
    pub fn ender(&self) -> Option<(u64, &Id)> {
        let (act, by) = (self.act()?.0, self.statement.as_ref()?.ended_by.as_ref()?);
        let mut later = self.entries.iter().filter(|(index, _, _)| *index > act);
        later.find(|(_, entry, _)| entry.id == *by).map(|(index, entry, _)| (*index, &entry.id))
    }

    /// The act that says whose a key is, and whose it says; if the proof holds it before the entry at `index`. Whether it was in force, and the key
    /// not ended by then, only the whole record shows.
    pub fn enrolment(&self, key: &PublicKey, index: u64) -> Option<Enrolment<'_>> {
        let mut before = self.entries.iter().filter(|(at, _, _)| *at < index);
        before.find_map(|(at, entry, _)| match &entry.act {
            Act::Key(a) if a.public == *key => {
                Some(Enrolment { index: *at, act: &entry.id, person: &a.person })
            }
            _ => None,
        })
    }

    /// Whoever shows two enrolments of one key could let the reader see the one that suits.
    fn one_enrolment_of_each_key(&self) -> Result<(), ProofError> {
        let mut enrolled = BTreeMap::new();
        for (_, entry, _) in &self.entries {
            if let Act::Key(a) = &entry.act
                && let Some(one) = enrolled.insert(a.public, &entry.id)
            {
                return Err(ProofError::TwoEnrolments {
                    key: a.public,
                    one: one.clone(),
                    other: entry.id.clone(),
                });
            }
        }
        Ok(())
    }
}

impl SignedStatement {
    /// Signs a statement at a checkpoint with the key of the log.
    pub fn sign(
        signer: &NoteSigner,
        checkpoint: &Checkpoint,
        statement: &Statement,
    ) -> Result<Self, EntryError> {
        let json = statement.json()?;
        let signatures = vec![signer.sign(&stated(checkpoint, &json), 0)];
        Ok(Self { json, signatures })
    }
}

/// The text that is signed of a statement.
fn stated(checkpoint: &Checkpoint, json: &str) -> String {
    let Checkpoint { origin, size, root, .. } = checkpoint;
    format!("{STATEMENT}\n{origin}\n{size}\n{}\n{json}\n", root.base64())
}

impl ProofDocument {
    /// Reads a document. Nothing in it may be believed before [`ProofDocument::check`].
    ///
    /// # Errors
    /// [`ProofError::TooLong`] and [`ProofError::Form`].
    pub fn read(bytes: &[u8]) -> Result<Self, ProofError> {
        if bytes.len() > MAX_PROOF_BYTES {
            return Err(ProofError::TooLong);
        }
        let form = |line, why| ProofError::Form { line, why };
        let text = std::str::from_utf8(bytes).map_err(|_| form(1, "this is not UTF-8"))?;
        let (head, note) = text
            .split_once("\ncheckpoint\n")
            .ok_or(form(1, "the line `checkpoint` is missing; the proof was cut off"))?;
        let mut lines = Lines { rest: head.split('\n').peekable(), number: 0 };
        lines.expect(FORMAT, "not `shura-proof 1`")?;
        let key = lines.field("log ", "no line `log KEY`")?;
        let log = NoteVerifier::parse(key).map_err(|_| lines.fail("not the verifier key of a log"))?;
        let mut entries = vec![];
        while let Some(index) = lines.optional("entry ") {
            if entries.len() == MAX_PROOF_ENTRIES {
                return Err(lines.fail("more entries than a proof may have"));
            }
            let index = parse_size(index).map_err(|_| lines.fail("not a place in the record"))?;
            entries.push(lines.entry(index)?);
        }
        if entries.is_empty() {
            return Err(lines.fail("no entry"));
        }
        let statement = if lines.optional("statement").is_some() { Some(lines.statement()?) } else { None };
        if lines.rest.next().is_some() {
            lines.number += 1;
            return Err(lines.fail("a line that does not belong here"));
        }
        if note.len() > MAX_NOTE_BYTES {
            return Err(lines.fail("the checkpoint is too long"));
        }
        let line = lines.number + 2;
        let checkpoint =
            SignedNote::parse(note.as_bytes()).map_err(|_| form(line, "the checkpoint is no signed note"))?;
        Ok(Self { log, entries, statement, checkpoint })
    }

    /// Checks everything that can be checked without the record. Without a policy the document's own key of the log is taken, which proves
    /// only that the document agrees with itself.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn check(&self, policy: Option<&Policy>) -> Result<Checked, ProofError> {
        let own = Policy {
            origin: self.log.name().to_owned(),
            log: vec![self.log.clone()],
            witnesses: vec![],
            quorum: 0,
        };
        let used = policy.unwrap_or(&own);
        let witnessed = used.open(self.checkpoint.to_string().as_bytes()).map_err(ProofError::Checkpoint)?;
        let checkpoint = &witnessed.checkpoint;
        let entries: Vec<_> =
            self.entries.iter().map(|proven| proven.check(checkpoint)).collect::<Result<_, _>>()?;
        let statement = match (&self.statement, entries.first()) {
            (Some(statement), Some((_, entry, _))) => {
                Some(statement.check(&used.log, checkpoint, &entry.id)?)
            }
            _ => None,
        };
        let checked = Checked { independent: policy.is_some(), entries, statement, witnessed };
        checked.one_enrolment_of_each_key()?;
        match checked.statement.as_ref().and_then(|statement| statement.ended_by.as_ref()) {
            Some(by) if checked.ender().is_none() => Err(ProofError::Ender(by.clone())),
            _ => Ok(checked),
        }
    }
}

impl Proven {
    fn check(&self, checkpoint: &Checkpoint) -> Result<(u64, Entry, Vec<PublicKey>), ProofError> {
        let index = self.index;
        let leaf = leaf_hash(&self.bytes);
        check_inclusion(index, &leaf, checkpoint.size, &checkpoint.root, &self.path)
            .map_err(|error| ProofError::Inclusion { index, error })?;
        let entry = Entry::read(&self.bytes).map_err(|error| ProofError::Entry { index, error })?;
        if !self.signatures.iter().all(|signature| signature.holds(&self.bytes)) {
            return Err(ProofError::Signature { index });
        }
        Ok((index, entry, self.signatures.iter().map(|signature| PublicKey(signature.key)).collect()))
    }
}

impl SignedStatement {
    fn check(
        &self,
        log: &[NoteVerifier],
        checkpoint: &Checkpoint,
        act: &Id,
    ) -> Result<Statement, ProofError> {
        let note = SignedNote { text: stated(checkpoint, &self.json), signatures: self.signatures.clone() };
        note.verify(log)
            .map_err(|_| ProofError::Statement("it is not signed by the log at this checkpoint"))?;
        canonical::check(self.json.as_bytes())
            .map_err(|_| ProofError::Statement("it is not canonical JSON"))?;
        let statement: Statement = serde_json::from_str(&self.json)
            .map_err(|_| ProofError::Statement("it does not say what a statement says"))?;
        if statement.json().ok().as_deref() != Some(self.json.as_str()) {
            return Err(ProofError::Statement("it is not written in the one form of a statement"));
        }
        if statement.act != *act {
            return Err(ProofError::Statement("it is about another act"));
        }
        if statement.ended_by.is_some() && statement.state != State::Ended {
            return Err(ProofError::Statement(
                "it names an act that ended this one, and says that it has not ended",
            ));
        }
        Ok(statement)
    }
}

/// The lines of a document up to its checkpoint.
struct Lines<'a> {
    rest: std::iter::Peekable<std::str::Split<'a, char>>,
    number: usize,
}

impl<'a> Lines<'a> {
    fn fail(&self, why: &'static str) -> ProofError {
        ProofError::Form { line: self.number, why }
    }

    /// What follows a word at the beginning of the next line, if the line begins so.
    fn optional(&mut self, word: &str) -> Option<&'a str> {
        let found = self.rest.peek()?.strip_prefix(word)?;
        self.number += 1;
        self.rest.next();
        Some(found)
    }

    fn field(&mut self, word: &str, why: &'static str) -> Result<&'a str, ProofError> {
        self.optional(word).ok_or(ProofError::Form { line: self.number + 1, why })
    }

    fn expect(&mut self, line: &str, why: &'static str) -> Result<(), ProofError> {
        if self.field(line, why)?.is_empty() { Ok(()) } else { Err(self.fail(why)) }
    }

    fn entry(&mut self, index: u64) -> Result<Proven, ProofError> {
        let bytes = self.field("", "no entry under its place")?.as_bytes().to_vec();
        if bytes.len() > MAX_ENTRY_BYTES {
            return Err(self.fail("longer than an entry may be"));
        }
        let (mut signatures, mut path) = (vec![], vec![]);
        while let Some(signature) = self.optional("signature ") {
            if signatures.len() == MAX_ENTRY_SIGNATURES {
                return Err(self.fail("more signatures than an entry may have"));
            }
            let signature = EntrySignature::parse(signature)
                .map_err(|_| self.fail("not a key and a signature in hexadecimal"))?;
            signatures.push(signature);
        }
        while let Some(hash) = self.optional("path ") {
            if path.len() == MAX_PROOF_LINES {
                return Err(self.fail("a longer path than any tree has"));
            }
            path.push(Hash::from_base64(hash).map_err(|_| self.fail("not a hash"))?);
        }
        Ok(Proven { index, bytes, signatures, path })
    }

    fn statement(&mut self) -> Result<SignedStatement, ProofError> {
        let json = self.field("", "no statement under its heading")?.to_owned();
        let mut signatures = vec![];
        while self.rest.peek().is_some_and(|line| line.starts_with("— ")) {
            let line = self.field("", "")?;
            let signature = NoteSignature::parse(line).map_err(|_| self.fail("not a signature line"))?;
            signatures.push(signature);
        }
        Ok(SignedStatement { json, signatures })
    }
}

impl fmt::Display for ProofDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORMAT}\nlog {}", self.log)?;
        for entry in &self.entries {
            writeln!(f, "entry {}\n{}", entry.index, String::from_utf8_lossy(&entry.bytes))?;
            entry.signatures.iter().try_for_each(|signature| writeln!(f, "signature {signature}"))?;
            entry.path.iter().try_for_each(|hash| writeln!(f, "path {}", hash.base64()))?;
        }
        if let Some(statement) = &self.statement {
            writeln!(f, "statement\n{}", statement.json)?;
            statement.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))?;
        }
        write!(f, "checkpoint\n{}", self.checkpoint)
    }
}
