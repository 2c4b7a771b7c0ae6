//! Ed25519 keys: those of notes and cosignatures, with names, and those of entries, which are just keys.
//!
//! Valid is what `verify_strict` of ed25519-dalek accepts (canonical encodings, no keys of small order, no cofactor), so
//! that every verifier comes to the same answer.

use crate::cosignature::cosigned_message;
use crate::hash::hex_bytes;
use crate::note::{NoteSignature, check_name};
use crate::{SignedNote, TlogError, sha256};
use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::collections::BTreeMap;
use std::fmt;

/// What a note key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// The text of a note (signature type 0x01): the key of a log.
    Note,
    /// A timestamp and a checkpoint (signature type 0x04): the key of a witness.
    Cosignature,
}

impl NoteKind {
    fn byte(self) -> u8 {
        match self {
            NoteKind::Note => 0x01,
            NoteKind::Cosignature => 0x04,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [NoteKind::Note, NoteKind::Cosignature].into_iter().find(|kind| kind.byte() == byte)
    }
}

/// SHA-256 of name, newline, type and public key, the first four bytes (signed-note, "Signatures").
fn key_id(name: &str, kind: NoteKind, key: &VerifyingKey) -> u32 {
    let bytes = [name.as_bytes(), b"\n", &[kind.byte()], key.as_bytes()].concat();
    let [a, b, c, d, ..] = sha256(&bytes).0;
    u32::from_be_bytes([a, b, c, d])
}

/// A public key with its name, as a log or a witness publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteVerifier {
    name: String,
    id: u32,
    kind: NoteKind,
    key: VerifyingKey,
}

impl NoteVerifier {
    /// Reads a verifier key: `name+hex id+Base64 of type and key`.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] for any other form, for an id that does not fit, and for kinds other than [`NoteKind`].
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let wrong = |why| TlogError::Malformed { what: "verifier key", why };
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(code)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("not three parts with + between"));
        };
        check_name(name)?;
        let id: [u8; 4] = hex_bytes(id).ok_or(wrong("its id is not 8 hexadecimal digits"))?;
        let (kind, key) =
            kind_and_key(code).ok_or(wrong("not the Base64 of an Ed25519 key of a known type"))?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| wrong("not a point of Ed25519"))?;
        let id = u32::from_be_bytes(id);
        if id != key_id(name, kind, &key) {
            return Err(wrong("its id is not that of its name and key"));
        }
        Ok(Self { name: name.to_owned(), id, kind, key })
    }

    /// The verifier of a public key under a name.
    ///
    /// # Errors
    /// [`TlogError`] for a name that no key may have and for bytes that are no key.
    pub fn of(name: &str, kind: NoteKind, public: &[u8; 32]) -> Result<Self, TlogError> {
        check_name(name)?;
        let key = VerifyingKey::from_bytes(public)
            .map_err(|_| TlogError::Malformed { what: "verifier key", why: "not a point of Ed25519" })?;
        Ok(Self { name: name.to_owned(), id: key_id(name, kind, &key), kind, key })
    }

    /// The 32 bytes of the public key.
    pub fn public_key(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    pub fn kind(&self) -> NoteKind {
        self.kind
    }

    /// Whether the line claims to be by this key.
    pub fn matches(&self, signature: &NoteSignature) -> bool {
        self.id == signature.id && self.name == signature.name
    }

    /// Checks a line by this key over the text of its note.
    ///
    /// # Errors
    /// [`TlogError::BadSignature`].
    pub fn verify(&self, text: &str, signature: &NoteSignature) -> Result<(), TlogError> {
        let holds = match (self.kind, signature.bytes.split_first_chunk::<8>()) {
            (NoteKind::Note, _) => strictly(&self.key, text.as_bytes(), &signature.bytes),
            (NoteKind::Cosignature, Some((time, rest))) => {
                let time = u64::from_be_bytes(*time);
                i64::try_from(time).is_ok()
                    && strictly(&self.key, cosigned_message(time, text).as_bytes(), rest)
            }
            (NoteKind::Cosignature, None) => false,
        };
        if holds { Ok(()) } else { Err(TlogError::BadSignature { name: self.name.clone() }) }
    }
}

impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = Base64::encode_string(&[&[self.kind.byte()], &self.key.as_bytes()[..]].concat());
        write!(f, "{}+{:08x}+{code}", self.name, self.id)
    }
}

fn kind_and_key(code: &str) -> Option<(NoteKind, [u8; 32])> {
    let bytes = Base64::decode_vec(code).ok()?;
    let (kind, key) = bytes.split_first()?;
    Some((NoteKind::of(*kind)?, key.try_into().ok()?))
}

fn strictly(key: &VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}

/// A secret key with its name, that signs notes or cosigns checkpoints.
#[derive(Clone)]
pub struct NoteSigner {
    verifier: NoteVerifier,
    key: SigningKey,
}

impl NoteSigner {
    /// A key from its 32 secret bytes.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] or [`TlogError::TooMuch`] for a name that no key may have.
    pub fn new(name: &str, kind: NoteKind, secret: &[u8; 32]) -> Result<Self, TlogError> {
        check_name(name)?;
        let key = SigningKey::from_bytes(secret);
        let public = key.verifying_key();
        let verifier =
            NoteVerifier { name: name.to_owned(), id: key_id(name, kind, &public), kind, key: public };
        Ok(Self { verifier, key })
    }

    /// Reads what [`NoteSigner::secret`] writes.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] for any other form.
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let wrong = |why| TlogError::Malformed { what: "secret key", why };
        let rest =
            text.trim_end().strip_prefix("PRIVATE+KEY+").ok_or(wrong("does not begin with PRIVATE+KEY+"))?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(id), Some(code)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("not a name, an id and a key with + between"));
        };
        let (kind, secret) =
            kind_and_key(code).ok_or(wrong("not the Base64 of an Ed25519 key of a known type"))?;
        let signer = Self::new(name, kind, &secret)?;
        if hex_bytes(id).map(u32::from_be_bytes) != Some(signer.verifier.id) {
            return Err(wrong("its id is not that of its name and key"));
        }
        Ok(signer)
    }

    /// The secret key as one line, in the form of Go's `sumdb/note`: `PRIVATE+KEY+name+hex id+Base64`.
    pub fn secret(&self) -> String {
        let code = Base64::encode_string(&[&[self.verifier.kind.byte()], &self.key.as_bytes()[..]].concat());
        format!("PRIVATE+KEY+{}+{:08x}+{code}", self.verifier.name, self.verifier.id)
    }

    /// The public key.
    pub fn verifier(&self) -> &NoteVerifier {
        &self.verifier
    }

    /// The line over a text. `time`, in seconds since 1970, is used by cosignatures only.
    pub fn sign(&self, text: &str, time: u64) -> NoteSignature {
        let bytes = match self.verifier.kind {
            NoteKind::Note => self.key.sign(text.as_bytes()).to_bytes().to_vec(),
            NoteKind::Cosignature => {
                let signature = self.key.sign(cosigned_message(time, text).as_bytes());
                [&time.to_be_bytes()[..], &signature.to_bytes()].concat()
            }
        };
        NoteSignature { name: self.verifier.name.clone(), id: self.verifier.id, bytes }
    }

    /// A note with this one signature.
    pub fn note(&self, text: String, time: u64) -> SignedNote {
        let signatures = vec![self.sign(&text, time)];
        SignedNote { text, signatures }
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({})", self.verifier)
    }
}

/// The signature of an entry, which lies beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntrySignature {
    /// The public key. It is its own id, so that nobody has to look one up to check the signature; whose key it is, the
    /// record says.
    pub key: [u8; 32],
    /// Ed25519 over the canonical bytes of the entry.
    pub signature: [u8; 64],
}

impl EntrySignature {
    /// Signs the canonical bytes of an entry, as they are, with 32 secret bytes.
    pub fn sign(secret: &[u8; 32], entry: &[u8]) -> Self {
        let key = SigningKey::from_bytes(secret);
        Self { key: key.verifying_key().to_bytes(), signature: key.sign(entry).to_bytes() }
    }

    /// Reads what it is shown as: key and signature in lower-case hexadecimal with one space between.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] for any other form.
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let parts = text.split_once(' ').and_then(|(key, by)| Some((hex_bytes(key)?, hex_bytes(by)?)));
        let (key, signature) = parts.ok_or(TlogError::Malformed {
            what: "signature",
            why: "not a key and a signature in hexadecimal",
        })?;
        Ok(Self { key, signature })
    }

    /// Whether it is valid for the canonical bytes of an entry.
    pub fn holds(&self, entry: &[u8]) -> bool {
        VerifyingKey::from_bytes(&self.key).is_ok_and(|key| strictly(&key, entry, &self.signature))
    }
}

/// Public keys that were read once, for whoever checks many signatures by few keys: reading a key costs a good part of checking a signature.
#[derive(Clone, Debug, Default)]
pub struct KeyRing(BTreeMap<[u8; 32], Option<VerifyingKey>>);

impl KeyRing {
    /// Whether a signature is valid for the canonical bytes of an entry, as [`EntrySignature::holds`] says.
    pub fn holds(&mut self, signature: &EntrySignature, entry: &[u8]) -> bool {
        let read = || VerifyingKey::from_bytes(&signature.key).ok();
        let key = self.0.entry(signature.key).or_insert_with(read);
        key.as_ref().is_some_and(|key| strictly(key, entry, &signature.signature))
    }
}

impl fmt::Display for EntrySignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.key.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(" ")?;
        self.signature.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
