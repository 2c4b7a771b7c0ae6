//! The one way in which the bytes of a record become a standing: read strictly, in order, judged by the kernel.

use shura_act::bilingual::fa_digits;
use shura_act::canonical::CanonicalError;
use shura_act::entry::EntryError;
use shura_act::{Act, Bilingual, Entry, Id, LeafHash, PublicKey};
use shura_kernel::{Charter, CharterError, Finding, Standing, apply, enter_signed, texts};
use shura_tlog::{EntrySignature, Hash, leaf_hash, sha256};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// A record on its way from bytes to what stands after them.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    standing: Option<Standing>,
    next: u64,
    /// The leaf hash of each act that was entered, by its place.
    leaves: Vec<Hash>,
    /// Words handed in for an entry that will name them, under the hash by which they came; none where they are not its own.
    awaiting: BTreeMap<String, Option<String>>,
    /// Hashes that entries have named and whose words came.
    named: BTreeSet<String>,
    wanting: Vec<Wanting>,
    texts: u64,
}

/// A text that an entry names by its hash, and whose words are not beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanting {
    /// The place of the entry.
    pub seq: u64,
    /// The act.
    pub act: Id,
    /// The hash.
    pub hash: String,
    /// Whether words lie there that are not those of the hash.
    pub altered: bool,
}

/// Why an entry was not entered. Nothing stands otherwise then; but words that were handed in for it count as laid.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReplayError {
    /// The bytes are no entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The record does not begin with its founding.
    #[error("the record does not begin with its founding")]
    NoFounding,
    /// A second founding.
    #[error("the record was founded already")]
    SecondFounding,
    /// The charter in the founding is none.
    #[error("{0}")]
    Charter(CharterError),
    /// The entry is not the next one.
    #[error("entry {seq} comes after entry {next} was awaited")]
    OutOfOrder {
        /// Its place.
        seq: u64,
        /// The place that comes next.
        next: u64,
    },
    /// A signature beside the entry does not hold.
    #[error("a signature of entry {seq} does not hold")]
    Signature {
        /// Its place.
        seq: u64,
    },
    /// The entry was signed upon another act than the one of that name here.
    #[error("entry {seq} rests on another {act} than the one in this record")]
    Upon {
        /// Its place.
        seq: u64,
        /// The act that it names.
        act: Id,
    },
    /// The charter enforces its rules and does not let the act in.
    #[error("the charter does not let the act {act} in")]
    Refused {
        /// The act.
        act: Id,
        /// What the rules said of it.
        findings: Vec<Finding>,
    },
}

impl ReplayError {
    /// What is wrong and how to mend it, in both languages.
    pub fn text(&self) -> Bilingual {
        match self {
            ReplayError::Entry(error) => error.text(),
            ReplayError::NoFounding => Bilingual::new(
                "the record does not begin with its founding; its first entry must hold the charter",
                "سند با بنیادگذاری خود آغاز نمی‌شود؛ نخستین ثبت باید اساسنامه را در بر داشته باشد",
            ),
            ReplayError::SecondFounding => Bilingual::new(
                "the record was founded already; the charter is changed by `amend-charter`",
                "سند پیش‌تر بنیاد گذاشته شده است؛ اساسنامه را با amend-charter دگرگون کنید",
            ),
            ReplayError::Charter(error) => error.sentence(),
            ReplayError::OutOfOrder { seq, next } => Bilingual::new(
                format!("entry {seq} is out of order; entry {next} comes next"),
                format!(
                    "ثبت {} در جای خود نیست؛ نوبت ثبت {} است",
                    fa_digits(&seq.to_string()),
                    fa_digits(&next.to_string())
                ),
            ),
            ReplayError::Signature { seq } => Bilingual::new(
                format!(
                    "a signature of entry {seq} does not hold for its bytes; sign the very bytes that are entered"
                ),
                format!(
                    "امضایی از ثبت {} با بایت‌های آن نمی‌خواند؛ همان بایت‌هایی را امضا کنید که ثبت می‌شود",
                    fa_digits(&seq.to_string())
                ),
            ),
            ReplayError::Upon { seq, act } => Bilingual::new(
                format!(
                    "entry {seq} rests on another {act} than the one in this record: it was signed for another history"
                ),
                format!(
                    "ثبت {} بر {act} دیگری جز آن که در این سند است تکیه دارد: برای تاریخ دیگری امضا شده است",
                    fa_digits(&seq.to_string())
                ),
            ),
            ReplayError::Refused { act, findings } => {
                let worst = findings.iter().max_by_key(|finding| finding.severity);
                let rule = worst.map_or("", |finding| finding.rule);
                Bilingual::new(
                    format!("the charter does not let the act {act} in, by the rule {rule}"),
                    format!("اساسنامه کنش {act} را نمی‌پذیرد، بنا بر قاعدهٔ {rule}"),
                )
            }
        }
    }
}

impl Replay {
    /// A record without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes words that lie beside the record, before the entry that names their hash.
    pub fn lay(&mut self, hash: &Hash, words: &[u8]) {
        let hash = format!("sha256:{hash}");
        let words = texts::read_beside(&hash, words);
        self.awaiting.insert(hash, words);
    }

    /// How many words were taken that no entry has named yet.
    pub fn awaiting(&self) -> usize {
        self.awaiting.len()
    }

    /// Forgets the words that no entry has named, and gives their hashes.
    pub fn forget_unnamed(&mut self) -> Vec<String> {
        std::mem::take(&mut self.awaiting).into_keys().collect()
    }

    /// Texts that entries name and whose words are not beside them, in the order of the entries.
    pub fn wanting(&self) -> &[Wanting] {
        &self.wanting
    }

    /// How many texts lie beside the entries with the words of their hashes.
    pub fn texts(&self) -> u64 {
        self.texts
    }

    /// Hands the words of the text that an entry is the first to name to the kernel, or notes that they are wanting.
    fn lay_named(&mut self, seq: u64, entry: &Entry) {
        let (Act::Text(text), Some(standing)) = (&entry.act, &mut self.standing) else { return };
        let Some(hash) = text.beside().filter(|hash| !self.named.contains(*hash)) else { return };
        let found = self.awaiting.remove(hash);
        self.named.extend(found.is_some().then(|| hash.to_owned()));
        let altered = matches!(found, Some(None));
        match found.flatten().map(|words| texts::lay(standing, &words)) {
            Some(Ok(_)) => self.texts += 1,
            _ => self.wanting.push(Wanting { seq, act: entry.id.clone(), hash: hash.to_owned(), altered }),
        }
    }

    /// Enters canonical bytes as the entry at `seq`, with the signatures beside them, and gives what the rules find in the act.
    ///
    /// # Errors
    /// [`ReplayError`]; the entry is not entered then.
    pub fn enter(
        &mut self,
        seq: u64,
        bytes: &[u8],
        signatures: &[EntrySignature],
    ) -> Result<Vec<Finding>, ReplayError> {
        let holding = signatures.iter().filter(|signature| signature.holds(bytes));
        let signers: Vec<PublicKey> = holding.map(|signature| PublicKey(signature.key)).collect();
        if signers.len() < signatures.len() {
            return Err(ReplayError::Signature { seq });
        }
        self.enter_read(seq, &Entry::read(bytes)?, leaf_hash(bytes), &signers)
    }

    /// The same for an entry that [`Entry::read`] has read, with its leaf hash and the keys whose signatures hold, found already, perhaps on another core. A place may be passed over, where
    /// whoever verifies met what is no entry; none is entered twice.
    ///
    /// # Errors
    /// [`ReplayError`]; the entry is not entered then.
    pub fn enter_read(
        &mut self,
        seq: u64,
        entry: &Entry,
        leaf: Hash,
        signers: &[PublicKey],
    ) -> Result<Vec<Finding>, ReplayError> {
        if seq < self.next {
            return Err(ReplayError::OutOfOrder { seq, next: self.next });
        }
        if let Some(act) = entry.upon.iter().find(|(act, hash)| !self.is_upon(entry, act, hash)) {
            return Err(ReplayError::Upon { seq, act: act.0.clone() });
        }
        self.lay_named(seq, entry);
        let findings = match (&mut self.standing, &entry.act) {
            (None, Act::Founding(founding)) if seq == 0 => {
                let charter =
                    Charter::read("charter.toml", &founding.charter).map_err(ReplayError::Charter)?;
                // What makes the rules is not examined by them.
                apply(self.standing.insert(Standing::new(charter)), entry, false);
                vec![]
            }
            (None, _) => return Err(ReplayError::NoFounding),
            (Some(_), Act::Founding(_)) => return Err(ReplayError::SecondFounding),
            (Some(standing), _) => enter_signed(standing, entry, Some(signers)).map_err(|refusal| {
                ReplayError::Refused { act: entry.id.clone(), findings: refusal.findings }
            })?,
        };
        self.next = seq.saturating_add(1);
        self.leaves.push(leaf);
        Ok(findings)
    }

    /// Whether an entry refers to an act, and that act has this hash here.
    fn is_upon(&self, entry: &Entry, act: &Id, hash: &LeafHash) -> bool {
        let seen = self.standing.as_ref().and_then(|standing| standing.acts.get(act));
        let leaf = seen.and_then(|seen| self.leaves.get(usize::try_from(seen.place).ok()?));
        leaf.is_some_and(|leaf| leaf.0 == hash.0) && entry.refers_to(act)
    }

    /// What stands after the entries so far; none before the founding.
    pub fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref()
    }

    /// The place of the entry that comes next.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// What stands, for whoever has entered all and keeps only that.
    pub fn into_standing(self) -> Option<Standing> {
        self.standing
    }
}

/// The hash by which whoever handed an act in knows it again: SHA-256 of its canonical bytes without the times that the keeper of the
/// record stamped on it (`entered`, and `at` where it is the same moment), so that handing in the same act again gives the first receipt.
pub fn act_hash(entry: &Entry) -> Result<Hash, CanonicalError> {
    let mut bare = entry.clone();
    if bare.at == bare.entered {
        bare.at = None;
    }
    bare.entered = None;
    Ok(sha256(&bare.seal()?))
}

/// The act hash from the bytes of an entry, and the hash of the text that it names, where the words lie beside the record; of what is no
/// entry, the hash of the bytes.
pub fn hashes_of(bytes: &[u8]) -> (Hash, Option<Hash>) {
    let Ok(entry) = Entry::read(bytes) else { return (sha256(bytes), None) };
    let beside = match &entry.act {
        Act::Text(text) => text.beside().and_then(|hash| hash.strip_prefix("sha256:")),
        _ => None,
    };
    let text = beside.and_then(|hex| Hash::from_hex(hex).ok());
    (act_hash(&entry).unwrap_or_else(|_| sha256(bytes)), text)
}

/// The act hash from the bytes of an entry.
pub fn act_of(bytes: &[u8]) -> Hash {
    hashes_of(bytes).0
}
