//! Checkpoints (C2SP tlog-checkpoint): what a log says of itself at one size.

use crate::limits::{MAX_NAME_BYTES, MAX_TREE_SIZE};
use crate::{Hash, NoteKind, NoteVerifier, SignedNote, TlogError};
use std::collections::BTreeMap;
use std::fmt;

/// The head of a log: its name, how many leaves it has, and the root over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// How many leaves it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// Lines after the three, opaque. Shura writes none.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// Reads the text of a note.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] for any other form, [`TlogError::TooMuch`] for an origin or a size beyond the limits.
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let wrong = |why| TlogError::Malformed { what: "checkpoint", why };
        let body = text.strip_suffix('\n').ok_or(wrong("no newline at the end"))?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(wrong("fewer than three lines"));
        };
        if origin.is_empty() {
            return Err(wrong("no origin"));
        }
        if origin.len() > MAX_NAME_BYTES {
            return Err(TlogError::TooMuch { what: "origin", limit: MAX_NAME_BYTES as u64 });
        }
        let size = parse_size(size)?;
        let root = Hash::from_base64(root)?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(wrong("an empty line"));
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root.base64())?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Reads a tree size: decimal digits without leading zero, at most [`MAX_TREE_SIZE`].
///
/// # Errors
/// [`TlogError::Malformed`] or [`TlogError::TooMuch`].
pub fn parse_size(text: &str) -> Result<u64, TlogError> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits || (text.len() > 1 && text.starts_with('0')) {
        return Err(TlogError::Malformed {
            what: "tree size",
            why: "not decimal digits without leading zero",
        });
    }
    let too_much = TlogError::TooMuch { what: "tree size", limit: MAX_TREE_SIZE };
    text.parse().ok().filter(|size| *size <= MAX_TREE_SIZE).ok_or(too_much)
}

/// Whose signatures make a checkpoint believable: the log's, and those of at least `quorum` of the witnesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The origin of the log.
    pub origin: String,
    /// The keys of the log; one of them must have signed. More than one during a change of keys.
    pub log: Vec<NoteVerifier>,
    /// The witnesses that count. Keys of one name are those of one witness that changes its key; no key has two names.
    pub witnesses: Vec<NoteVerifier>,
    /// How many of them must have cosigned.
    pub quorum: usize,
}

/// A checkpoint that satisfies a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witnessed {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// The known witnesses that cosigned, and when each says it did (seconds since 1970).
    pub by: Vec<(String, u64)>,
    /// How many signatures are by nobody whom the policy names, and were passed over.
    pub strangers: u64,
}

impl Policy {
    /// Reads a checkpoint and checks its signatures.
    ///
    /// # Errors
    /// What [`SignedNote::parse`], [`SignedNote::verify`] and [`Checkpoint::parse`] refuse, [`TlogError::WrongOrigin`],
    /// [`TlogError::TooFewWitnesses`], and [`TlogError::OneKey`] where a policy names one key twice. A witness counts once, however many lines
    /// and keys of its name it has.
    pub fn open(&self, note: &[u8]) -> Result<Witnessed, TlogError> {
        self.no_key_twice()?;
        let note = SignedNote::parse(note)?;
        note.verify(&self.log)?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        if checkpoint.origin != self.origin {
            return Err(TlogError::WrongOrigin { expected: self.origin.clone(), found: checkpoint.origin });
        }
        let mut by: Vec<(String, u64)> = Vec::new();
        let known: Vec<_> = self.log.iter().chain(&self.witnesses).collect();
        let strangers = note.signatures.iter().filter(|line| !known.iter().any(|key| key.matches(line)));
        let strangers = strangers.count() as u64;
        for signature in &note.signatures {
            for witness in self.witnesses.iter().filter(|witness| witness.matches(signature)) {
                witness.verify(&note.text, signature)?;
                let time = signature.bytes.first_chunk::<8>().map_or(0, |time| u64::from_be_bytes(*time));
                let known = by.iter().any(|(name, _)| name == witness.name());
                if witness.kind() == NoteKind::Cosignature && !known {
                    by.push((witness.name().to_owned(), time));
                }
            }
        }
        if by.len() < self.quorum {
            return Err(TlogError::TooFewWitnesses { found: by.len(), needed: self.quorum });
        }
        Ok(Witnessed { checkpoint, by, strangers })
    }

    /// With a key under two names, and other keys under these, how many had signed would hang on the order in which they are counted.
    fn no_key_twice(&self) -> Result<(), TlogError> {
        let mut names = BTreeMap::new();
        for witness in &self.witnesses {
            let one = *names.entry(witness.public_key()).or_insert(witness.name());
            if one != witness.name() {
                return Err(TlogError::OneKey { one: one.to_owned(), other: witness.name().to_owned() });
            }
        }
        Ok(())
    }
}
