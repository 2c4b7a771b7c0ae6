//! Signed notes (C2SP signed-note): text with lines of signatures.

use crate::limits::{MAX_NAME_BYTES, MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES};
use crate::{NoteVerifier, TlogError};
use base64ct::{Base64, Encoding};
use std::fmt;

/// One line of signature: who, by which key, and the bytes after the key's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub id: u32,
    /// The signature; its form depends on the kind of key.
    pub bytes: Vec<u8>,
}

impl NoteSignature {
    /// Reads one line, without its newline.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] unless it has the form `— name Base64`.
    pub fn parse(line: &str) -> Result<Self, TlogError> {
        let wrong = |why| TlogError::Malformed { what: "signature line", why };
        let (name, code) = line
            .strip_prefix("— ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or(wrong("not an em dash, a name and a signature with one space between"))?;
        check_name(name)?;
        let bytes = Base64::decode_vec(code).map_err(|_| wrong("not Base64"))?;
        match bytes.split_first_chunk::<4>() {
            Some((id, rest)) if !rest.is_empty() => {
                Ok(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), bytes: rest.to_vec() })
            }
            _ => Err(wrong("shorter than a key id and a signature")),
        }
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.to_be_bytes()[..], &self.bytes].concat();
        write!(f, "— {} {}", self.name, Base64::encode_string(&bytes))
    }
}

/// Checks a key name: not empty, no Unicode space, no plus, no control character.
///
/// # Errors
/// [`TlogError::Malformed`] or [`TlogError::TooMuch`].
pub fn check_name(name: &str) -> Result<(), TlogError> {
    if name.len() > MAX_NAME_BYTES {
        return Err(TlogError::TooMuch { what: "key name", limit: MAX_NAME_BYTES as u64 });
    }
    if name.is_empty() || name.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control()) {
        return Err(TlogError::Malformed {
            what: "key name",
            why: "empty, or with a space, a plus or a control character",
        });
    }
    Ok(())
}

/// A text and its signatures, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    /// What is signed, with its final newline.
    pub text: String,
    /// The lines of signatures, in their order.
    pub signatures: Vec<NoteSignature>,
}

impl SignedNote {
    /// Reads a note. Nothing in it may be believed before [`SignedNote::verify`].
    ///
    /// # Errors
    /// [`TlogError::TooMuch`] beyond the limits, [`TlogError::Malformed`] for what is not a signed note.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogError> {
        let wrong = |why| TlogError::Malformed { what: "note", why };
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(TlogError::TooMuch { what: "note", limit: MAX_NOTE_BYTES as u64 });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("not UTF-8"))?;
        if text.bytes().any(|b| b < 0x20 && b != b'\n') {
            return Err(wrong("a control character other than newline"));
        }
        let (head, lines) = text.rsplit_once("\n\n").ok_or(wrong("no empty line before the signatures"))?;
        let lines = lines.strip_suffix('\n').ok_or(wrong("no newline at the end"))?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() == MAX_NOTE_SIGNATURES {
                return Err(TlogError::TooMuch {
                    what: "signatures of a note",
                    limit: MAX_NOTE_SIGNATURES as u64,
                });
            }
            signatures.push(NoteSignature::parse(line)?);
        }
        Ok(Self { text: format!("{head}\n"), signatures })
    }

    /// The known keys that signed, each once, as indexes into `known`.
    ///
    /// Signatures of unknown keys are ignored; that of a known key must hold (signed-note, "Signatures").
    ///
    /// # Errors
    /// [`TlogError::BadSignature`] if the signature of a known key does not verify, [`TlogError::Unsigned`] if no known
    /// key signed.
    pub fn verify(&self, known: &[NoteVerifier]) -> Result<Vec<usize>, TlogError> {
        let mut found = Vec::new();
        for signature in &self.signatures {
            for (i, verifier) in known.iter().enumerate() {
                if verifier.matches(signature) {
                    verifier.verify(&self.text, signature)?;
                    if !found.contains(&i) {
                        found.push(i);
                    }
                }
            }
        }
        if found.is_empty() {
            let names: Vec<&str> = known.iter().map(NoteVerifier::name).collect();
            return Err(TlogError::Unsigned { name: names.join(", ") });
        }
        Ok(found)
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}
