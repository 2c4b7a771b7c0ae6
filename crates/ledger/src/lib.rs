//! Where the record lies: one trait, a file an engine, one conformance suite.
//!
//! An entry is opaque here: canonical bytes, signatures beside them, and the hash of the act by which whoever sent it
//! knows it again. The ledger orders entries, keeps them, and computes the tree over them; it never judges an act.

mod acts;
pub mod archive;
pub mod error;
pub mod fsck;
pub mod memory;
pub mod register;
pub mod sequencer;
pub mod sqlite;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod hardship;

pub use error::LedgerError;
pub use fsck::{Damage, Sound, fsck};
pub use memory::Memory;
pub use register::Register;
pub use sequencer::{Examiner, Sequencer};
pub use sqlite::Sqlite;

use shura_tlog::limits::MAX_MEMBER_BYTES;
use shura_tlog::{
    Checkpoint, EntrySignature, Hash, Node, NoteSigner, SignedNote, Tile, TlogError, Tree, leaf_hash, proof,
    sha256,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An entry as it is handed in and as it lies in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The hash of the act. Entering the same act again gives the first receipt, whatever else has changed.
    pub act: Hash,
    /// The canonical bytes, which are the leaf.
    pub bytes: Vec<u8>,
    /// Signatures over the bytes, one a key.
    pub signatures: Vec<EntrySignature>,
    /// The text that it names by hash, if its words are handed in with it. A text is kept once, with the first entry that brings it.
    pub text: Option<Text>,
}

/// Words that lie beside the record, under their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// SHA-256 of the words; of what was altered, the hash that they had.
    pub hash: Hash,
    /// Their bytes, opaque here.
    pub words: Vec<u8>,
}

impl Text {
    /// Words under their own hash.
    pub fn new(words: Vec<u8>) -> Self {
        Self { hash: sha256(&words), words }
    }

    /// Whether the words are those of the hash.
    pub fn is_whole(&self) -> bool {
        sha256(&self.words) == self.hash
    }
}

impl Entry {
    /// An entry that is its own act: the act hash is SHA-256 of the bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { act: sha256(&bytes), bytes, signatures: Vec::new(), text: None }
    }
}

/// What follows from the canonical bytes of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The act hash.
    pub act: Hash,
    /// The hash of the text that it names, where the words lie beside the record.
    pub text: Option<Hash>,
}

/// How an entry is read. The ledger does not know; who checks or imports says.
pub type Read = fn(&[u8]) -> Reading;

/// What the sender of an act gets once it is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its place in the record, from 0.
    pub seq: u64,
    /// The act hash.
    pub act: Hash,
    /// The leaf hash, which a later inclusion proof starts from.
    pub leaf: Hash,
}

/// How many entries there are, and the root over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The root of their tree (RFC 6962, 2.1).
    pub root: Hash,
}

/// The record of one organisation, written by one writer.
///
/// # What every engine guarantees
/// 1. **Order.** Entries lie at 0, 1, 2 and so on without gap, in the order in which they were appended.
/// 2. **All or nothing.** An `append` keeps all its new entries, with tiles and head, or none of them.
/// 3. **Durable on return.** When `append` or `publish` returns `Ok`, a loss of power loses nothing of it (the memory
///    engine: nothing while the process lives).
/// 4. **Never a lie.** An error other than [`LedgerError::InDoubt`] means that nothing was kept. After `InDoubt` the
///    ledger refuses every further call until it is opened again; then [`Ledger::find`] tells whether an act was kept.
/// 5. **No act twice.** An act hash that is in the record already is not appended again; its first receipt is returned.
/// 6. **Nothing changes.** What was kept is never changed or removed.
/// 7. **One writer.** While a ledger is open for writing, opening it for writing again is refused, in this process and in
///    any other on the machine; the end of the process, however violent, ends the refusal.
///
/// Creating and opening are different verbs of each engine, so that a wrong path cannot begin a second history.
pub trait Ledger: Send {
    /// The name of the log, which stands in its checkpoints.
    fn origin(&self) -> &str;

    /// The size and root now.
    fn head(&self) -> Head;

    /// Appends entries if the record has `expected` entries now, and gives a receipt for each, in their order.
    ///
    /// If the size is another but every one of the acts is in the record, this is a retry and gets the receipts.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] if the size is another; see the guarantees above for the rest.
    fn append(&mut self, expected: u64, entries: &[Entry]) -> Result<Vec<Receipt>, LedgerError>;

    /// Puts the words of a text back that the entry at `seq` names, where they are not here any more; nothing if they are.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] if there is no such entry or the words are not those of the hash; see the guarantees for the rest.
    fn put_back(&mut self, seq: u64, text: &Text) -> Result<(), LedgerError>;

    /// The receipt of an act, if it is in the record.
    ///
    /// # Errors
    /// Broken storage only.
    fn find(&self, act: &Hash) -> Result<Option<Receipt>, LedgerError>;

    /// Up to `limit` entries from `from` on; fewer only at the end of the record.
    ///
    /// # Errors
    /// Broken storage only.
    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError>;

    /// The hashes of a tile, full, or unfilled at the width it has now.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] for a tile that the tree does not have at that width, and broken storage.
    fn tile(&self, tile: Tile) -> Result<Vec<Hash>, LedgerError>;

    /// Up to `limit` of the heads after each commit, from size `from` on.
    ///
    /// # Errors
    /// Broken storage only.
    fn heads(&self, from: u64, limit: usize) -> Result<Vec<Head>, LedgerError>;

    /// Keeps a signed checkpoint. Its origin, size and root must be those of one of the heads, and no published
    /// checkpoint may be longer. Whose signatures it bears is for the caller to know.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] for a note that does not fit; see the guarantees for the rest.
    fn publish(&mut self, note: &str) -> Result<(), LedgerError>;

    /// Up to `limit` published notes in their order, from the one numbered `from` (from 0) on.
    ///
    /// # Errors
    /// Broken storage only.
    fn published(&self, from: u64, limit: usize) -> Result<Vec<String>, LedgerError>;

    /// The note that was published last.
    ///
    /// # Errors
    /// Broken storage only.
    fn last_published(&self) -> Result<Option<String>, LedgerError>;

    /// How other threads look at the record while this one writes it.
    fn reader(&self) -> Reader;
}

/// Opens the record to read, as it is at that moment.
pub type Reader = Arc<dyn Fn() -> Result<Box<dyn Ledger>, LedgerError> + Send + Sync>;

/// The signed checkpoint of a ledger as it is now.
pub fn checkpoint(ledger: &dyn Ledger, signer: &NoteSigner) -> String {
    checkpoint_of(ledger.origin(), ledger.head(), signer)
}

/// The signed checkpoint of a head of a log.
pub fn checkpoint_of(origin: &str, head: Head, signer: &NoteSigner) -> String {
    let checkpoint =
        Checkpoint { origin: origin.to_owned(), size: head.size, root: head.root, extensions: vec![] };
    signer.note(checkpoint.to_string(), 0).to_string()
}

/// The proof that the entry at `seq` lies in the tree of the first `size` entries.
///
/// # Errors
/// [`LedgerError::Tlog`] if there is no such entry or tree, and broken storage.
pub fn prove_inclusion(ledger: &dyn Ledger, seq: u64, size: u64) -> Result<Vec<Hash>, LedgerError> {
    within(ledger, size)?;
    proof::inclusion(seq, size, &mut |node| node_hash(ledger, node))
}

/// The proof that the first `old` entries are the beginning of the first `new` ones.
///
/// # Errors
/// [`LedgerError::Tlog`] if there are no such trees, and broken storage.
pub fn prove_consistency(ledger: &dyn Ledger, old: u64, new: u64) -> Result<Vec<Hash>, LedgerError> {
    within(ledger, new)?;
    proof::consistency(old, new, &mut |node| node_hash(ledger, node))
}

fn within(ledger: &dyn Ledger, size: u64) -> Result<(), LedgerError> {
    let head = ledger.head();
    if size > head.size { Err(TlogError::Outside { index: size, size: head.size }.into()) } else { Ok(()) }
}

fn node_hash(ledger: &dyn Ledger, node: Node) -> Result<Hash, LedgerError> {
    let size = ledger.head().size;
    let outside = TlogError::Outside { index: node.index, size };
    let tile = Tile::of(node, size).ok_or(outside.clone())?;
    tile.node(node, &ledger.tile(tile)?).ok_or_else(|| outside.into())
}

/// Grows a copy of the tree by the entries, so that the copy can be thrown away if storing them fails.
fn grow(tree: &Tree, entries: &[&Entry]) -> Result<(Tree, Vec<Hash>), LedgerError> {
    let mut tree = tree.clone();
    let mut leaves = Vec::with_capacity(entries.len());
    for entry in entries {
        let leaf = leaf_hash(&entry.bytes);
        tree.push(leaf)?;
        leaves.push(leaf);
    }
    Ok((tree, leaves))
}

/// What no ledger takes, whatever the engine.
fn admissible(entries: &[Entry]) -> Result<(), LedgerError> {
    for entry in entries {
        entry.text.as_ref().map_or(Ok(()), admissible_text)?;
        if entry.bytes.is_empty() || entry.bytes.len() > shura_act::limits::MAX_ENTRY_BYTES {
            return Err(LedgerError::Refused { why: "an entry is empty or longer than an entry may be" });
        }
        if entry.signatures.len() > shura_act::limits::MAX_SIGNATURES {
            return Err(LedgerError::Refused { why: "an entry has more signatures than one may have" });
        }
        let mut keys: Vec<[u8; 32]> = entry.signatures.iter().map(|signature| signature.key).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(LedgerError::Refused { why: "an entry is signed twice by one key" });
        }
    }
    Ok(())
}

/// What no ledger takes as words.
fn admissible_text(text: &Text) -> Result<(), LedgerError> {
    if !text.is_whole() || text.words.len() > MAX_MEMBER_BYTES {
        return Err(LedgerError::Refused {
            why: "a text is not that of its hash, or longer than one may be",
        });
    }
    Ok(())
}

/// The entries without those whose act came before in the same batch.
fn first_of_each<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a Entry> {
    let mut seen = BTreeSet::new();
    entries.filter(|entry| seen.insert(entry.act)).collect()
}

/// Checks what [`Ledger::publish`] promises to check, and gives the size of the checkpoint.
fn publishable(
    note: &str,
    origin: &str,
    last: Option<&str>,
    head_at: impl FnOnce(u64) -> Result<Option<Head>, LedgerError>,
) -> Result<u64, LedgerError> {
    let read = |note: &str| Checkpoint::parse(&SignedNote::parse(note.as_bytes())?.text);
    let checkpoint = read(note)?;
    let head = Head { size: checkpoint.size, root: checkpoint.root };
    let empty = Head { size: 0, root: Hash::empty_root() };
    if checkpoint.origin != origin {
        return Err(LedgerError::Refused { why: "the checkpoint is of another log" });
    }
    if head != empty && head_at(head.size)? != Some(head) {
        return Err(LedgerError::Refused { why: "the checkpoint is not a head of this record" });
    }
    if last.map(read).transpose()?.is_some_and(|last| last.size > head.size) {
        return Err(LedgerError::Refused { why: "a longer checkpoint is published already" });
    }
    Ok(head.size)
}
