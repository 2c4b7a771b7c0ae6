//! The essence of a proof, small enough for a QR code on a sheet of paper: the entry or only its leaf hash, its inclusion proof, and the
//! checkpoint, in the alphabet that QR codes write densest (Base45, RFC 9285). `spec/proof-format.md` is the normative text.

use crate::proof_document::{ProofDocument, ProofError, Proven};
use shura_act::limits::MAX_ENTRY_BYTES;
use shura_tlog::checkpoint::Policy;
use shura_tlog::checkpoint::Witnessed;
use shura_tlog::limits::{MAX_NOTE_BYTES, MAX_PROOF_LINES, MAX_TREE_SIZE};
use shura_tlog::proof::check_inclusion;
use shura_tlog::{Hash, NoteKind, NoteVerifier, SignedNote, leaf_hash};

/// What the text of a QR code begins with.
pub const PREFIX: &str = "SHURA1:";

/// The most characters of the text of a QR code: what version 40 holds at the lowest level of correction.
pub const MAX_QR_CHARS: usize = 4296;

/// With the whole entry the essence has at most so many bytes, so that the code stays easy to read; with more, only the hash is in it.
const WHOLE_MAX: usize = 1200;

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The entry of an essence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Its canonical bytes.
    Whole(Vec<u8>),
    /// Only its leaf hash: it proves that a page which shows the same bytes is genuine.
    Hash(Hash),
}

/// The essence of a proof, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Essence {
    /// The public key that it names as the log's.
    pub key: [u8; 32],
    /// The place of the entry.
    pub index: u64,
    /// The entry.
    pub leaf: Leaf,
    /// Its inclusion proof.
    pub path: Vec<Hash>,
    /// The checkpoint, a signed note.
    pub checkpoint: SignedNote,
}

impl Leaf {
    /// Its hash.
    pub fn hash(&self) -> Hash {
        match self {
            Leaf::Whole(bytes) => leaf_hash(bytes),
            Leaf::Hash(hash) => *hash,
        }
    }
}

impl Essence {
    /// The essence of a proof document.
    pub fn of(document: &ProofDocument) -> Option<Self> {
        let Proven { index, bytes, path, .. } = document.entries.first()?;
        let checkpoint = document.checkpoint.clone();
        let key = document.log.public_key();
        let whole =
            Self { key, index: *index, leaf: Leaf::Whole(bytes.clone()), path: path.clone(), checkpoint };
        if whole.bytes().len() <= WHOLE_MAX {
            return Some(whole);
        }
        Some(Self { leaf: Leaf::Hash(leaf_hash(bytes)), ..whole })
    }

    /// The text of the QR code; nothing if no QR code could hold it.
    pub fn text(&self) -> Option<String> {
        let text = format!("{PREFIX}{}", base45(&self.bytes()));
        (text.len() <= MAX_QR_CHARS).then_some(text)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut out = vec![u8::from(matches!(self.leaf, Leaf::Whole(_)))];
        out.extend(self.key);
        number(self.index, &mut out);
        match &self.leaf {
            Leaf::Whole(bytes) => sized(bytes, &mut out),
            Leaf::Hash(hash) => out.extend(hash.0),
        }
        number(self.path.len() as u64, &mut out);
        self.path.iter().for_each(|hash| out.extend(hash.0));
        sized(self.checkpoint.to_string().as_bytes(), &mut out);
        out
    }

    /// Reads the text of a QR code. Nothing in it may be believed before [`Essence::check`].
    ///
    /// # Errors
    /// [`ProofError::Form`].
    pub fn read(text: &str) -> Result<Self, ProofError> {
        let wrong = |why| ProofError::Form { line: 1, why };
        if text.len() > MAX_QR_CHARS {
            return Err(wrong("longer than a QR code can be"));
        }
        let code = text.strip_prefix(PREFIX).ok_or(wrong("not `SHURA1:`"))?;
        let bytes = unbase45(code).ok_or(wrong("not Base45; the code was read in part or altered"))?;
        let mut rest = bytes.as_slice();
        let read = Self::parse(&mut rest).ok_or(wrong("cut off or altered"))?;
        if rest.is_empty() { Ok(read) } else { Err(wrong("something follows its end")) }
    }

    fn parse(rest: &mut &[u8]) -> Option<Self> {
        let whole = match take(rest, 1)? {
            [0] => false,
            [1] => true,
            _ => return None,
        };
        let key = take(rest, 32)?.try_into().ok()?;
        let index = read_number(rest).filter(|index| *index <= MAX_TREE_SIZE)?;
        let leaf = if whole {
            Leaf::Whole(read_sized(rest, MAX_ENTRY_BYTES)?)
        } else {
            Leaf::Hash(Hash(take(rest, 32)?.try_into().ok()?))
        };
        let length = read_number(rest).and_then(|length| usize::try_from(length).ok())?;
        let hashes = (length <= MAX_PROOF_LINES).then_some(length)?;
        let path = (0..hashes)
            .map(|_| take(rest, 32).and_then(|hash| hash.try_into().ok()).map(Hash))
            .collect::<Option<_>>()?;
        let checkpoint = SignedNote::parse(&read_sized(rest, MAX_NOTE_BYTES)?).ok()?;
        Some(Self { key, index, leaf, path, checkpoint })
    }

    /// Checks signatures and inclusion. Without a policy the key in the code is taken.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn check(&self, policy: Option<&Policy>) -> Result<Witnessed, ProofError> {
        let named = self.checkpoint.text.lines().next().unwrap_or_default();
        let own = || -> Result<Policy, ProofError> {
            let key = NoteVerifier::of(named, NoteKind::Note, &self.key).map_err(ProofError::Checkpoint)?;
            Ok(Policy { origin: named.to_owned(), log: vec![key], witnesses: vec![], quorum: 0 })
        };
        let policy = policy.cloned().map_or_else(own, Ok)?;
        let witnessed =
            policy.open(self.checkpoint.to_string().as_bytes()).map_err(ProofError::Checkpoint)?;
        let checkpoint = &witnessed.checkpoint;
        check_inclusion(self.index, &self.leaf.hash(), checkpoint.size, &checkpoint.root, &self.path)
            .map_err(|error| ProofError::Inclusion { index: self.index, error })?;
        if let Leaf::Whole(bytes) = &self.leaf {
            shura_act::Entry::read(bytes).map_err(|error| ProofError::Entry { index: self.index, error })?;
        }
        Ok(witnessed)
    }
}

/// A number in groups of seven bits, the lowest first, each but the last with its high bit set.
fn number(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn sized(bytes: &[u8], out: &mut Vec<u8>) {
    number(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

/// One writing for each number: no group of nought at the end, and no more than nine groups.
fn read_number(rest: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for group in 0..9 {
        let [byte] = take(rest, 1)? else { return None };
        n |= u64::from(byte & 0x7f) << (group * 7);
        if byte & 0x80 == 0 {
            return (*byte != 0 || group == 0).then_some(n);
        }
    }
    None
}

fn read_sized(rest: &mut &[u8], most: usize) -> Option<Vec<u8>> {
    let length = read_number(rest).and_then(|length| usize::try_from(length).ok())?;
    (length <= most).then_some(length).and_then(|length| take(rest, length)).map(<[u8]>::to_vec)
}

/// RFC 9285: two bytes in three characters, the last single one in two.
fn base45(bytes: &[u8]) -> String {
    let digit = |n: u32| ALPHABET.get((n % 45) as usize).copied().map_or(' ', char::from);
    let mut text = String::new();
    for pair in bytes.chunks(2) {
        let n = pair.iter().fold(0, |n, byte| n << 8 | u32::from(*byte));
        text.extend([digit(n), digit(n / 45)]);
        if pair.len() == 2 {
            text.push(digit(n / 2025));
        }
    }
    text
}

fn unbase45(text: &str) -> Option<Vec<u8>> {
    let digit = |c: &u8| ALPHABET.iter().position(|a| a == c).and_then(|n| u32::try_from(n).ok());
    let mut bytes = vec![];
    for group in text.as_bytes().chunks(3) {
        let digits: Vec<u32> = group.iter().map(digit).collect::<Option<_>>()?;
        let n = digits.iter().rev().fold(0, |n, digit| n * 45 + digit);
        match digits.len() {
            3 => bytes.extend(u16::try_from(n).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(n).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base45_is_that_of_the_rfc() {
        for (plain, code) in
            [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0")]
        {
            assert_eq!(base45(plain.as_bytes()), code);
            assert_eq!(unbase45(code).unwrap(), plain.as_bytes());
        }
        for wrong in ["GGW", "::", "A", "ab"] {
            assert_eq!(unbase45(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_have_one_writing() {
        for n in [0, 1, 127, 128, 300, MAX_TREE_SIZE] {
            let mut bytes = vec![];
            number(n, &mut bytes);
            assert_eq!(read_number(&mut bytes.as_slice()), Some(n));
        }
        assert_eq!(read_number(&mut [0x80, 0].as_slice()), None);
        assert_eq!(read_number(&mut [0xff; 12].as_slice()), None);
    }
}
