//! What a witness decides (C2SP tlog-witness, `add-checkpoint`); storing and answering over HTTP lie elsewhere.

use crate::checkpoint::parse_size;
use crate::limits::{MAX_PROOF_LINES, MAX_WITNESS_REQUEST_BYTES};
use crate::proof::check_consistency;
use crate::{Checkpoint, Hash, NoteVerifier, SignedNote, TlogError};

/// The body of an `add-checkpoint` request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size that the client believes the witness saw last.
    pub old: u64,
    /// The proof that the tree of that size is the beginning of the new one.
    pub proof: Vec<Hash>,
    /// The new checkpoint, signatures not yet checked.
    pub note: SignedNote,
    /// What the note says.
    pub checkpoint: Checkpoint,
}

impl AddCheckpoint {
    /// Reads a request body.
    ///
    /// # Errors
    /// [`TlogError::TooMuch`] or [`TlogError::Malformed`].
    pub fn parse(body: &[u8]) -> Result<Self, TlogError> {
        let wrong = |why| TlogError::Malformed { what: "add-checkpoint", why };
        if body.len() > MAX_WITNESS_REQUEST_BYTES {
            return Err(TlogError::TooMuch {
                what: "add-checkpoint",
                limit: MAX_WITNESS_REQUEST_BYTES as u64,
            });
        }
        let text = std::str::from_utf8(body).map_err(|_| wrong("not UTF-8"))?;
        let (head, note) = text.split_once("\n\n").ok_or(wrong("no empty line before the checkpoint"))?;
        let mut lines = head.split('\n');
        let old =
            lines.next().and_then(|line| line.strip_prefix("old ")).ok_or(wrong("no line `old SIZE`"))?;
        let old = parse_size(old)?;
        let mut proof = Vec::new();
        for line in lines {
            if proof.len() == MAX_PROOF_LINES {
                return Err(TlogError::TooMuch { what: "proof", limit: MAX_PROOF_LINES as u64 });
            }
            proof.push(Hash::from_base64(line)?);
        }
        let note = SignedNote::parse(note.as_bytes())?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        Ok(Self { old, proof, note, checkpoint })
    }
}

/// Why a witness does not cosign. The numbers in parentheses are the HTTP status codes of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The checkpoint is not signed by a trusted key of its log, or wrongly (403).
    Signature(TlogError),
    /// The old size exceeds the new one (400).
    Backwards,
    /// The old size is not that of the last checkpoint cosigned, which is given (409).
    Conflict(u64),
    /// The new checkpoint does not extend the last one cosigned: the log shows two histories, or the proof is wrong (422).
    Inconsistent(TlogError),
}

/// Decides whether a witness that last cosigned `size` leaves with this `root` may cosign.
/// Before the first checkpoint these are 0 and [`Hash::empty_root`].
///
/// The caller must read `size` and `root`, call this, and keep the new ones in one transaction.
///
/// # Errors
/// The [`Refusal`] to answer with.
pub fn decide(keys: &[NoteVerifier], size: u64, root: &Hash, request: &AddCheckpoint) -> Result<(), Refusal> {
    request.note.verify(keys).map_err(Refusal::Signature)?;
    let new = &request.checkpoint;
    if request.old > new.size {
        return Err(Refusal::Backwards);
    }
    if request.old != size {
        return Err(Refusal::Conflict(size));
    }
    if new.size == 0 && new.root != Hash::empty_root() {
        return Err(Refusal::Inconsistent(TlogError::ProofFails { what: "consistency" }));
    }
    check_consistency(size, root, new.size, &new.root, &request.proof).map_err(Refusal::Inconsistent)
}
