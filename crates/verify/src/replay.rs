//! The one way in which the bytes of a record become a standing: read strictly, in order, judged by the kernel.

use shura_act::bilingual::fa_digits;
use shura_act::canonical::CanonicalError;
use shura_act::entry::EntryError;
use shura_act::{Act, Bilingual, Entry, Id, PublicKey};
use shura_kernel::{Charter, CharterError, Finding, Standing, apply, enter_signed};
use shura_tlog::{EntrySignature, Hash, sha256};
use thiserror::Error;

/// A record on its way from bytes to what stands after them.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    standing: Option<Standing>,
    next: u64,
}

/// Why an entry was not entered. Nothing has changed then.
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

    /// Enters canonical bytes as the entry at `seq`, with the signatures beside them, and gives what the rules find in the act.
    ///
    /// # Errors
    /// [`ReplayError`], by which nothing changes.
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
        self.enter_read(seq, &Entry::read(bytes)?, &signers)
    }

    /// The same for an entry that [`Entry::read`] has read and the keys whose signatures hold, found already, perhaps on another core. A place may be passed over, where
    /// whoever verifies met what is no entry; none is entered twice.
    ///
    /// # Errors
    /// [`ReplayError`], by which nothing changes.
    pub fn enter_read(
        &mut self,
        seq: u64,
        entry: &Entry,
        signers: &[PublicKey],
    ) -> Result<Vec<Finding>, ReplayError> {
        if seq < self.next {
            return Err(ReplayError::OutOfOrder { seq, next: self.next });
        }
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
        Ok(findings)
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

/// The same from the bytes of an entry; of what is no entry, the hash of the bytes.
pub fn act_of(bytes: &[u8]) -> Hash {
    Entry::read(bytes).ok().and_then(|entry| act_hash(&entry).ok()).unwrap_or_else(|| sha256(bytes))
}
