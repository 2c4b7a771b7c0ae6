//! The check of a whole ledger from inside: every entry hashed again, every tile, head and checkpoint compared.

use crate::{Head, Ledger, LedgerError, Read};
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_tlog::{Checkpoint, Hash, SignedNote, Tile, Tree, leaf_hash};
use std::collections::{BTreeSet, VecDeque};
use thiserror::Error;

/// How many entries are read at once.
const BATCH: usize = 1024;

/// What a ledger without damage has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// Its head, computed from the entries.
    pub head: Head,
    /// How many signatures lie beside the entries. They hold, all of them.
    pub signatures: u64,
    /// How many texts lie beside them, each under its hash.
    pub texts: u64,
    /// How many checkpoints it has published, all of them heads of this record.
    pub checkpoints: u64,
}

/// The first damage found.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Damage {
    /// An entry that is not canonical JSON.
    #[error("entry {seq}: {why}")]
    Entry {
        /// Its place.
        seq: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The entries up to a recorded head do not lead to its root: one of those after the last good head was changed.
    #[error("one of the entries {from} to {to} is not the one that was entered")]
    Changed {
        /// The first entry after the last head that is right.
        from: u64,
        /// The last entry before the head that is wrong.
        to: u64,
    },
    /// A tile does not have the hashes of the entries.
    #[error("{tile} does not have the hashes of the entries")]
    Tile {
        /// Which.
        tile: Tile,
    },
    /// The words of a text that an entry names are not beside it.
    #[error("entry {seq} names the text {hash}, whose words are not here")]
    Text {
        /// The place of the entry.
        seq: u64,
        /// The hash of the words.
        hash: Hash,
    },
    /// A published checkpoint is not a head of this record.
    #[error("published checkpoint {number} is not of this record")]
    Checkpoint {
        /// Its number, from 0.
        number: u64,
    },
    /// The storage itself is broken.
    #[error(transparent)]
    Storage(#[from] LedgerError),
}

impl Damage {
    /// The damage in both languages.
    pub fn text(&self) -> Bilingual {
        let n = |number: &u64| fa_digits(&number.to_string());
        let fa = match self {
            Damage::Entry { seq, why } => format!("ثبت {}: {why}", n(seq)),
            Damage::Changed { from, to } => {
                format!("یکی از ثبت‌های {} تا {} آن نیست که ثبت شده بود", n(from), n(to))
            }
            Damage::Tile { tile } => format!("{tile} چکیدهٔ ثبت‌ها را ندارد"),
            Damage::Text { seq, hash } => {
                format!("ثبت {} متن {hash} را نام می‌برد و واژه‌های آن این‌جا نیست", n(seq))
            }
            Damage::Checkpoint { number } => {
                format!("نقطهٔ وارسی منتشرشدهٔ شمارهٔ {} از این سند نیست", n(number))
            }
            Damage::Storage(error) => return error.text(),
        };
        Bilingual::new(self.to_string(), fa)
    }
}

/// Checks everything, in the order of the entries, and stops at the first damage. Memory does not grow with the record.
/// `progress` is told how many entries were checked so far.
///
/// # Errors
/// The first [`Damage`].
pub fn fsck(ledger: &dyn Ledger, read: Read, progress: &mut dyn FnMut(u64)) -> Result<Sound, Damage> {
    let mut tree = Tree::new();
    let mut heads = Heads { queue: VecDeque::new(), good: 0 };
    let mut signatures = 0;
    let mut texts = BTreeSet::new();
    let size = ledger.head().size;
    while tree.size() < size {
        let from = tree.size();
        let left = usize::try_from(size - from).unwrap_or(BATCH).min(BATCH);
        let entries = ledger.read(from, left)?;
        if entries.is_empty() {
            return Err(Damage::Changed { from, to: size - 1 });
        }
        for (entry, seq) in entries.iter().zip(from..) {
            let wrong = |why: String| Damage::Entry { seq, why };
            let leaf = leaf_hash(&entry.bytes);
            tree.push(leaf).map_err(LedgerError::from)?;
            heads.compare(ledger, &tree)?;
            for (tile, hashes) in tree.take_filled() {
                if ledger.tile(tile)? != hashes {
                    return Err(Damage::Tile { tile });
                }
            }
            shura_act::canonical::check(&entry.bytes).map_err(|error| wrong(error.to_string()))?;
            let reading = read(&entry.bytes);
            if reading.act != entry.act {
                return Err(wrong("the act hash beside it is not its own".into()));
            }
            if ledger.find(&entry.act)?.map(|receipt| (receipt.seq, receipt.leaf)) != Some((seq, leaf)) {
                return Err(wrong("its act lies at another place, too".into()));
            }
            if !entry.signatures.iter().all(|signature| signature.holds(&entry.bytes)) {
                return Err(wrong("a signature beside it does not hold".into()));
            }
            signatures += entry.signatures.len() as u64;
            texts.extend(entry.text.as_ref().map(|text| text.hash));
            if let Some(hash) = reading.text.filter(|hash| !texts.contains(hash)) {
                return Err(Damage::Text { seq, hash });
            }
        }
        progress(tree.size());
    }
    let head = Head { size: tree.size(), root: tree.root() };
    let beyond = !ledger.read(size, 1)?.is_empty();
    if head != ledger.head() || heads.good != size || beyond {
        return Err(Damage::Changed { from: heads.good, to: size.saturating_sub(1) });
    }
    let checkpoints = check_published(ledger)?;
    Ok(Sound { head, signatures, texts: texts.len() as u64, checkpoints })
}

/// The recorded heads, read a batch at a time.
struct Heads {
    queue: VecDeque<Head>,
    good: u64,
}

impl Heads {
    fn compare(&mut self, ledger: &dyn Ledger, tree: &Tree) -> Result<(), Damage> {
        if self.queue.is_empty() {
            self.queue.extend(ledger.heads(tree.size(), BATCH)?);
        }
        if let Some(head) = self.queue.pop_front_if(|head| head.size == tree.size()) {
            if head.root != tree.root() {
                return Err(Damage::Changed { from: self.good, to: head.size - 1 });
            }
            self.good = head.size;
        }
        Ok(())
    }
}

fn check_published(ledger: &dyn Ledger) -> Result<u64, Damage> {
    let mut number = 0;
    loop {
        let notes = ledger.published(number, BATCH)?;
        if notes.is_empty() {
            return Ok(number);
        }
        for note in notes {
            let wrong = Damage::Checkpoint { number };
            let text = SignedNote::parse(note.as_bytes()).map_err(|_| wrong.clone())?.text;
            let checkpoint = Checkpoint::parse(&text).map_err(|_| wrong.clone())?;
            // Every head was compared with the entries above.
            let head = ledger.heads(checkpoint.size, 1)?.first().map(|head| (head.size, head.root));
            let known = head == Some((checkpoint.size, checkpoint.root)) || checkpoint.size == 0;
            if !known || checkpoint.origin != ledger.origin() {
                return Err(wrong);
            }
            number += 1;
        }
    }
}
