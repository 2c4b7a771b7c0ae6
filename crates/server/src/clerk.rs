//! The clerk: examines what is handed in, stamps it with the time, and writes it down in canonical form.

use crate::book::{Accepted, Book};
use shura_act::bilingual::fa_digits;
use shura_act::limits::MAX_SIGNATURES;
use shura_act::{Act, Bilingual, Date, Entry, Id, LeafHash, PublicKey};
use shura_kernel::{Finding, Refusal, Severity, Standing, enter_signed};
use shura_ledger::{Examiner, Text};
use shura_tlog::{EntrySignature, Hash, leaf_hash, sha256};
use shura_verify::{ReplayError, act_hash};
use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};
use tokio::sync::watch;

/// An act handed in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The act, without the time of its entering unless it is signed.
    pub entry: Entry,
    /// Signatures over its canonical bytes.
    pub signatures: Vec<EntrySignature>,
}

impl Submission {
    /// An act that nobody signs, in the name of a person, as a form hands it in.
    pub fn of(person: &Id, entry: Entry) -> Self {
        Self { entry: Entry { by: Some(person.clone()), ..entry }, signatures: vec![] }
    }
}

/// The rule by which somebody may not enter an act at all.
const NOT_ENTITLED: &str = "not-entitled-to-act";

/// The most bytes of a text that stand in an act; more lie beside the record under their hash.
pub const WORDS_IN_ACT: usize = 16 << 10;

/// An act handed in, with the words of a text that it names by hash: read already, for the writer waits for nobody's long text.
#[derive(Clone, Debug)]
pub struct HandedIn {
    submission: Submission,
    words: Option<Result<Words, shura_text::Error>>,
}

/// Words that were read.
#[derive(Clone, Debug)]
struct Words {
    hash: String,
    markdown: Arc<str>,
    /// As they lie beside the record.
    bytes: Vec<u8>,
}

impl Words {
    fn read(markdown: &str) -> Result<Self, shura_text::Error> {
        let version = shura_text::Version::from_markdown(markdown)?;
        let (hash, bytes) = (version.id().to_string(), version.to_bytes());
        Ok(Self { hash, markdown: version.markdown().into(), bytes })
    }
}

impl HandedIn {
    /// An act and words, as CommonMark. Words in the act that are long for an entry are taken out of it, unless somebody signed it so.
    pub fn new(mut submission: Submission, words: Option<String>) -> Self {
        let Act::Text(text) = &mut submission.entry.act else { return Self { submission, words: None } };
        let words = words.filter(|_| text.beside().is_some());
        let mut words = words.map(|words| Words::read(&words));
        let long = text.markdown.as_ref().filter(|words| words.len() > WORDS_IN_ACT);
        // What cannot be read stays, for the rules to say so.
        let long =
            long.filter(|_| submission.signatures.is_empty()).and_then(|words| Words::read(words).ok());
        if let Some(long) = long.filter(|long| text.hash.as_ref().is_none_or(|hash| *hash == long.hash)) {
            text.hash = Some(long.hash.clone());
            text.markdown = None;
            words = Some(Ok(long));
        }
        Self { submission, words }
    }
}

/// Why an act does not enter.
#[derive(Clone, Debug)]
pub enum Refused {
    /// The rules refuse it.
    Rules(Refusal),
    /// It cannot be written down: a text too long, a character that no record may hold.
    Form(Bilingual),
    /// It lies in the record already, signed by others or by nobody.
    SignedOtherwise(Bilingual),
}

/// The time, in seconds since 1970, as the house counts it.
pub type Clock = fn() -> i64;

/// How far the time of entering in a signed act may lie from that of its arrival, in seconds: it was drafted, looked at and signed meanwhile.
pub const SIGNING_SECONDS: i64 = 300;

/// Examines acts upon what is accepted already, also what is not durable yet.
pub struct Clerk {
    ahead: Standing,
    book: Arc<RwLock<Book>>,
    pending: Vec<Arc<Accepted>>,
    /// Hashes of texts that lie beside the record, or will with this batch: they are not read or written again.
    beside: BTreeSet<String>,
    size: watch::Sender<u64>,
    clock: Clock,
    last: i64,
}

impl Clerk {
    /// A clerk who goes on with a book and tells its size after each batch.
    pub fn new(book: Arc<RwLock<Book>>, size: watch::Sender<u64>, clock: Clock) -> Self {
        let (ahead, last) = {
            let book = read(&book);
            let entered = book.entries.iter().rev().find_map(|a| a.entry.entered.as_ref().map(Date::first));
            (book.standing.clone(), entered.unwrap_or(i64::MIN))
        };
        Self { ahead, book, pending: vec![], beside: BTreeSet::new(), size, clock, last }
    }

    /// Whether an act may be signed so: each key once, few of them, and drafted lately.
    fn signable(&self, entry: &Entry, signatures: &[EntrySignature]) -> Result<(), Refused> {
        let keys: BTreeSet<&[u8; 32]> = signatures.iter().map(|by| &by.key).collect();
        if keys.len() != signatures.len() || keys.len() > MAX_SIGNATURES {
            return Err(Refused::Form(Bilingual::new(
                format!("each key signs once, and at most {MAX_SIGNATURES} sign an act"),
                format!(
                    "هر کلید یک بار امضا می‌کند و هر کنش دست بالا {} امضا دارد",
                    fa_digits(&MAX_SIGNATURES.to_string())
                ),
            )));
        }
        let lately = |at: &Date| {
            at.first() == at.last()
                && (self.clock)().saturating_sub(at.first()).unsigned_abs() <= SIGNING_SECONDS.unsigned_abs()
        };
        if entry.entered.as_ref().is_some_and(lately) {
            return Ok(());
        }
        Err(Refused::Form(Bilingual::new(
            "this was signed too long ago, or says no time of entering; sign it anew",
            "این کنش دیرزمانی پیش امضا شده است یا زمان ثبت ندارد؛ آن را دوباره امضا کنید",
        )))
    }

    /// The words of the text that an act names by hash, come with it or known already; none if they lie beside the record.
    fn named(
        &self,
        entry: &Entry,
        words: Option<Result<Words, shura_text::Error>>,
    ) -> Result<Option<Words>, Refused> {
        let hash = match &entry.act {
            Act::Text(text) => text.beside(),
            _ => None,
        };
        let Some(hash) = hash else { return Ok(None) };
        let refused = |en: &str, fa: &str| Err(Refused::Form(Bilingual::new(en, fa)));
        let lies = self.beside.contains(hash);
        let known = || self.ahead.words.get(hash).filter(|_| !lies).map(|words| Words::read(words));
        let Some(words) = words.or_else(known) else {
            if lies {
                return Ok(None);
            }
            return refused(
                "this act names a text by its hash, and its words are not known here; send them with it",
                "این کنش متنی را با چکیده‌اش نام می‌برد و واژه‌های آن این‌جا دانسته نیست؛ آن‌ها را همراهش بفرستید",
            );
        };
        let words = words.map_err(|error| Refused::Form(error.bilingual()))?;
        let own = &words.hash;
        if own != hash {
            return refused(
                &format!("the words that came with this act have the hash {own}, not the one that it names"),
                &format!("چکیدهٔ واژه‌هایی که همراه این کنش آمده {own} است، نه آن که کنش نام می‌برد"),
            );
        }
        Ok(Some(words).filter(|_| !lies))
    }

    /// Whether an entry refers to an act, and the act of that name has this hash.
    fn is_upon(&self, entry: &Entry, act: &Id, hash: &LeafHash) -> bool {
        let book = read(&self.book);
        let pending = || self.pending.iter().find(|accepted| accepted.entry.id == *act).map(Arc::as_ref);
        let leaf = book.find(act.as_str()).or_else(pending).and_then(|accepted| accepted.leaf);
        leaf.is_some_and(|leaf| leaf.0 == hash.0) && entry.refers_to(act)
    }

    /// The time now; never before the entry before it, whatever the machine's clock does.
    fn now(&mut self) -> i64 {
        self.last = self.last.max((self.clock)());
        self.last
    }
}

impl Examiner for Clerk {
    type Act = HandedIn;
    type Refusal = Refused;

    fn hash(&self, act: &HandedIn) -> Hash {
        let act = &act.submission;
        let unsigned = || Entry { entered: None, ..act.entry.clone() };
        let entry = if act.signatures.is_empty() { unsigned() } else { act.entry.clone() };
        // What cannot be written down has no hash and is refused when it is examined.
        act_hash(&entry).unwrap_or_else(|_| sha256(act.entry.id.as_str().as_bytes()))
    }

    fn examine(&mut self, seq: u64, act: HandedIn) -> Result<shura_ledger::Entry, Refused> {
        let HandedIn { submission: act, words } = act;
        let mut entry = act.entry;
        // Nothing is added to what somebody signed.
        if act.signatures.is_empty() {
            let mut now = moment(self.now());
            // The hash of an act leaves out a time of happening that is that of entering; one that was handed in must stay in it.
            if entry.at.is_some() && entry.at == now {
                self.last = self.last.saturating_add(1);
                now = moment(self.last);
            }
            entry.at = entry.at.or_else(|| now.clone());
            entry.entered = now;
        } else {
            self.signable(&entry, &act.signatures)?;
        }
        let bytes = entry.seal().map_err(|e| Refused::Form(e.text()))?;
        if !act.signatures.iter().all(|signature| signature.holds(&bytes)) {
            return Err(Refused::Form(ReplayError::Signature { seq }.text()));
        }
        if let Some(act) = entry.upon.iter().find(|(act, hash)| !self.is_upon(&entry, act, hash)) {
            return Err(Refused::Form(ReplayError::Upon { seq, act: act.0.clone() }.text()));
        }
        let signers: Vec<PublicKey> = act.signatures.iter().map(|by| PublicKey(by.key)).collect();
        let words = self.named(&entry, words)?;
        let new = words.as_ref().filter(|words| !self.ahead.words.contains_key(&words.hash));
        let laid = new.map(|words| (words.hash.clone(), words.markdown.clone()));
        self.ahead.words.extend(laid.clone());
        let findings = enter_signed(&mut self.ahead, &entry, Some(&signers)).map_err(|refusal| {
            laid.as_ref().map(|(hash, _)| self.ahead.words.remove(hash));
            Refused::Rules(only_that_it_may_not(refusal))
        })?;
        self.beside.extend(words.as_ref().map(|words| words.hash.clone()));
        let void = is_void(&findings);
        let leaf = Some(leaf_hash(&bytes));
        // Words that are known already are kept once, however many acts name them.
        self.pending.push(Arc::new(Accepted { entry, findings, void, words: laid.map(Box::new), leaf }));
        let text = words.map(|words| Text::new(words.bytes));
        Ok(shura_ledger::Entry { signatures: act.signatures, text, ..shura_ledger::Entry::new(bytes) })
    }

    fn again(&self, act: &HandedIn, kept: &shura_ledger::Entry) -> Result<(), Refused> {
        let keys = |signatures: &[EntrySignature]| -> BTreeSet<[u8; 32]> {
            signatures.iter().map(|by| by.key).collect()
        };
        let (now, before) = (keys(&act.submission.signatures), keys(&kept.signatures));
        if now == before {
            return Ok(());
        }
        let shown: Vec<String> = before.into_iter().map(|key| PublicKey(key).to_string()).collect();
        Err(Refused::SignedOtherwise(if shown.is_empty() {
            Bilingual::new(
                "this act was entered before without any signature; what was signed now was not entered",
                "این کنش پیش‌تر بی هیچ امضایی ثبت شده است؛ آنچه اکنون امضا شده ثبت نشد",
            )
        } else {
            let shown = shown.join(", ");
            Bilingual::new(
                format!("this act was entered before, signed by {shown}; what was sent now was not entered"),
                format!("این کنش پیش‌تر با امضای {shown} ثبت شده است؛ آنچه اکنون فرستاده شد ثبت نشد"),
            )
        }))
    }

    fn settle(&mut self, kept: bool) {
        let pending = std::mem::take(&mut self.pending);
        if !kept {
            self.ahead = read(&self.book).standing.clone();
            self.beside.clear();
            return;
        }
        let size = {
            let mut book = self.book.write().unwrap_or_else(|poisoned| poisoned.into_inner());
            for accepted in pending {
                book.add(accepted);
            }
            book.entries.len() as u64
        };
        self.size.send_replace(size);
    }
}

/// The book for reading. A page that panicked while it held the lock has changed nothing.
pub fn read(book: &RwLock<Book>) -> std::sync::RwLockReadGuard<'_, Book> {
    book.read().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Whoever may not enter an act at all is told that alone. What else is wrong with it could tell of what is not theirs to know: that a declared
/// result is false, of how a vote goes.
pub fn only_that_it_may_not(mut refusal: Refusal) -> Refusal {
    let not_entitled = |finding: &Finding| finding.rule == NOT_ENTITLED;
    if refusal.findings.iter().any(not_entitled) {
        refusal.findings.retain(not_entitled);
    }
    refusal
}

fn is_void(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Void)
}

/// Enters an act into a book that is only read from then on.
pub fn record(book: &mut Book, entry: Entry) {
    let findings = shura_kernel::examine(&book.standing, &entry, None);
    let void = is_void(&findings);
    book.add(Arc::new(Accepted { entry, findings, void, words: None, leaf: None }));
}

/// A moment as a date.
pub fn moment(seconds: i64) -> Option<Date> {
    let days = seconds.div_euclid(86_400);
    let of_day = seconds.rem_euclid(86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    Date::new(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")).ok()
}

/// The day of the Gregorian calendar, from days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// A new name for an act: a word and 64 random bits. A form carries it, so that sending the form twice is one act.
pub fn fresh(word: &str) -> String {
    format!("{word}-{:016x}", getrandom::u64().unwrap_or_default())
}
