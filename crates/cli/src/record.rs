//! A record on disk, read and replayed: a folder with `charter.toml` and files of acts, or a sealed file.

use crate::output::Failure;
use crate::register;
use indicatif::{ProgressBar, ProgressStyle};
use shura_act::bilingual::fa_digits;
use shura_act::hand::{self, Written};
use shura_act::limits::HAND_FILE_BYTES;
use shura_act::{Act, Bilingual, Date, Entry, Id, PublicKey};
use shura_kernel::{Charter, Finding, Standing, enter, review, texts};
use shura_ledger::{Ledger, LedgerError, Reading, Sqlite};
use shura_tlog::{EntrySignature, leaf_hash};
use shura_verify::{Replay, ReplayError, hashes_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Deepest folder of a record that is looked into.
pub const FOLDER_DEPTH_MAX: usize = 16;
/// Most files that a record may have.
pub const FILES_MAX: usize = 10_000;

/// How many entries of a sealed file are read at once.
const READ: usize = 256;

/// A record and everything that follows from it.
pub struct Record {
    /// The charter as it was at the beginning.
    pub charter: Charter,
    /// The acts, in the order entered.
    pub acts: Vec<Written>,
    /// The place of each act in that order.
    pub places: BTreeMap<Id, usize>,
    /// Texts that lie beside the record: the file and the words.
    pub texts: Vec<(String, String)>,
    /// What stands after all of them.
    pub standing: Standing,
    /// What the rules found in each act, in order, and then in what stands at the end.
    pub findings: Vec<Finding>,
    /// Whether an act of a living record was refused and the rest could not be entered.
    pub refused: Option<Id>,
    /// Names of persons that the register adds: those public by office, and that some were erased.
    pub names: BTreeMap<Id, Bilingual>,
}

impl Record {
    /// Reads and replays the record in a folder, or in a sealed file.
    pub fn open(place: &Path, progress: bool) -> Result<Self, Failure> {
        let mut record = if place.is_file() {
            Self::open_sealed(place, progress)?
        } else {
            let (charter, acts) = read(place)?;
            Self::replay(charter, texts_beside(place)?, acts, progress)?
        };
        record.names = register::names(place, &record.standing)?;
        register::name(&mut record.standing, &record.names);
        Ok(record)
    }

    /// Reads and replays a sealed file. The founding is its charter, and is not among the acts; what stands for the line of an act is its
    /// place in the record.
    fn open_sealed(path: &Path, progress: bool) -> Result<Self, Failure> {
        let ledger = Sqlite::open_to_read(path).map_err(|e| Failure { text: e.text() })?;
        let file = path.display().to_string();
        let (mut replay, mut acts, mut findings, mut refused) = (Replay::new(), vec![], vec![], None);
        let mut beside = vec![];
        let mut charter = None;
        let bar = bar(usize::try_from(ledger.head().size).unwrap_or(usize::MAX), progress);
        each_entry(&ledger, &mut |seq, sealed| {
            let entry = Entry::read(&sealed.bytes).map_err(|e| broken(&file, seq, e.text()))?;
            let signers = signers(&file, seq, &sealed)?;
            if let Some(text) = &sealed.text {
                let hash = format!("sha256:{}", text.hash);
                beside.extend(texts::read_beside(&hash, &text.words).map(|words| (hash, words)));
                replay.lay(&text.hash, &text.words);
            }
            match replay.enter_read(seq, &entry, leaf_hash(&sealed.bytes), &signers) {
                Ok(found) => findings.extend(found),
                Err(ReplayError::Refused { act, findings: found }) => {
                    findings.extend(found);
                    refused.get_or_insert(act);
                }
                Err(error) => return Err(broken(&file, seq, error.text())),
            }
            if let Act::Founding(_) = &entry.act {
                charter = replay.standing().map(|standing| Charter::clone(&standing.charter));
            } else {
                acts.push(Written {
                    entry,
                    file: file.clone(),
                    line: usize::try_from(seq).unwrap_or(usize::MAX),
                });
            }
            bar.inc(1);
            Ok(())
        })?;
        bar.finish_and_clear();
        let (Some(charter), Some(standing)) = (charter, replay.into_standing()) else {
            return Err(broken(&file, 0, ReplayError::NoFounding.text()));
        };
        findings.extend(review(&standing));
        let places = acts.iter().enumerate().map(|(i, a)| (a.entry.id.clone(), i)).collect();
        Ok(Self { charter, acts, places, texts: beside, standing, findings, refused, names: BTreeMap::new() })
    }

    /// Replays acts under a charter, with the texts that lie beside them.
    pub fn replay(
        charter: Charter,
        texts: Vec<(String, String)>,
        acts: Vec<Written>,
        progress: bool,
    ) -> Result<Self, Failure> {
        let bar = bar(acts.len(), progress);
        let mut standing = begin(&charter, &texts, &acts)?;
        let mut findings = vec![];
        let mut refused = None;
        for written in &acts {
            match enter(&mut standing, &written.entry) {
                Ok(found) => findings.extend(found),
                Err(refusal) => {
                    findings.extend(refusal.findings);
                    refused = refused.or_else(|| Some(written.entry.id.clone()));
                }
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        findings.extend(review(&standing));
        let places = acts.iter().enumerate().map(|(i, a)| (a.entry.id.clone(), i)).collect();
        Ok(Self { charter, acts, places, texts, standing, findings, refused, names: BTreeMap::new() })
    }

    /// What stood at a date: every act that can have happened by then, and definitions without a date; with the number of those that can as
    /// well have happened after it.
    pub fn standing_at(&self, date: &Date) -> (Standing, usize) {
        let mut standing = Standing::new(self.charter.clone());
        // They were read when the record was opened.
        self.texts.iter().for_each(|(_, words)| drop(texts::lay(&mut standing, words)));
        let mut vague = 0;
        for entry in self.entries().filter(|e| e.by_then(date)) {
            let _ = enter(&mut standing, entry);
            vague += usize::from(entry.at.as_ref().is_some_and(|at| at.last() > date.last()));
        }
        register::name(&mut standing, &self.names);
        (standing, vague)
    }

    /// The entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.acts.iter().map(|a| &a.entry)
    }

    /// An act by its name, with the place where it is written.
    pub fn find(&self, id: &str) -> Result<&Written, Failure> {
        let place = self.places.get(id).and_then(|&i| self.acts.get(i));
        place.ok_or_else(|| {
            let near = self
                .places
                .keys()
                .filter(|k| k.as_str().contains(id))
                .take(3)
                .map(Id::as_str)
                .collect::<Vec<_>>()
                .join(", ");
            let (en, fa) = if near.is_empty() {
                (String::new(), String::new())
            } else {
                (format!(" (perhaps {near})"), format!(" (شاید {near})"))
            };
            Failure::new(
                format!("there is no act named {id} in this record{en}; `shura acts` lists them"),
                format!("کنشی به نام {id} در این سند نیست{fa}؛ فرمان shura acts همه را فهرست می‌کند"),
            )
        })
    }

    /// What an act says, or its kind and name where it says nothing in words.
    pub fn text_of(&self, act: &Id) -> Bilingual {
        let entry = self.places.get(act).and_then(|&i| self.acts.get(i)).map(|w| &w.entry);
        match entry {
            Some(Entry { text: Some(text), .. }) => text.clone(),
            Some(entry) if self.standing.name_of(act).en == act.as_str() => {
                let kind = crate::words::kind(entry.act.kind());
                Bilingual::new(format!("{} {act}", kind.en), format!("{} {act}", kind.fa))
            }
            _ => self.standing.name_of(act),
        }
    }

    /// Lines of the text from which an act was made.
    pub fn seed_of(&self, act: &Id) -> &[u32] {
        self.places.get(act).and_then(|&i| self.acts.get(i)).map_or(&[], |a| &a.entry.seed)
    }
}

/// What stands before the acts: the charter, and the texts beside the record, each of which some act must name by its hash.
fn begin(charter: &Charter, texts: &[(String, String)], acts: &[Written]) -> Result<Standing, Failure> {
    let mut standing = Standing::new(charter.clone());
    for words in named(texts, acts)?.values() {
        texts::lay(&mut standing, words).map_err(|e| Failure { text: e.bilingual() })?;
    }
    Ok(standing)
}

/// The texts beside a record by their hashes, each of which some act must name.
pub fn named(texts: &[(String, String)], acts: &[Written]) -> Result<BTreeMap<String, String>, Failure> {
    let named: BTreeSet<&str> = acts
        .iter()
        .filter_map(|w| match &w.entry.act {
            Act::Text(a) => a.hash.as_deref(),
            _ => None,
        })
        .collect();
    let mut found = BTreeMap::new();
    for (name, words) in texts {
        let (hash, _) = texts::beside(words).map_err(|e| {
            let why = e.bilingual();
            Failure::new(format!("{name}: {}", why.en), format!("{name}: {}", why.fa))
        })?;
        if !named.contains(hash.as_str()) {
            return Err(Failure::new(
                format!(
                    "{name}: no act names this text; write hash = \"{hash}\" in its act, or take the file away"
                ),
                format!(
                    "{name}: هیچ کنشی این متن را نام نمی‌برد؛ در کنش آن بنویسید hash = \"{hash}\" یا پرونده را بردارید"
                ),
            ));
        }
        found.insert(hash, words.clone());
    }
    Ok(found)
}

/// The keys that signed an entry; each signature must hold.
fn signers(file: &str, seq: u64, sealed: &shura_ledger::Entry) -> Result<Vec<PublicKey>, Failure> {
    let key = |signature: &EntrySignature| signature.holds(&sealed.bytes).then_some(PublicKey(signature.key));
    let keys: Option<Vec<PublicKey>> = sealed.signatures.iter().map(key).collect();
    keys.ok_or_else(|| broken(file, seq, ReplayError::Signature { seq }.text()))
}

/// Calls `see` with every entry of a ledger, in order.
pub fn each_entry(
    ledger: &dyn Ledger,
    see: &mut dyn FnMut(u64, shura_ledger::Entry) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let size = ledger.head().size;
    let mut seq = 0;
    while seq < size {
        let entries = ledger.read(seq, READ).map_err(|e| Failure { text: e.text() })?;
        if entries.is_empty() {
            let error =
                LedgerError::Corrupt { place: format!("entry {seq}"), why: "it is missing".to_owned() };
            return Err(Failure { text: error.text() });
        }
        for entry in entries {
            see(seq, entry)?;
            seq += 1;
        }
    }
    Ok(())
}

/// How the ledger is told of an entry.
pub fn reading(bytes: &[u8]) -> Reading {
    let (act, text) = hashes_of(bytes);
    Reading { act, text }
}

/// Why a sealed file cannot be read further.
fn broken(file: &str, seq: u64, what: Bilingual) -> Failure {
    Failure::new(
        format!("{file}, entry {seq}: {}", what.en),
        format!("پروندهٔ {file}، ثبت {}: {}", fa_digits(&seq.to_string()), what.fa),
    )
}

/// Reads the charter and the acts of a folder.
pub fn read(folder: &Path) -> Result<(Charter, Vec<Written>), Failure> {
    let path = folder.join("charter.toml");
    if !path.is_file() {
        let shown = folder.display();
        return Err(Failure::new(
            format!(
                "there is no charter.toml in {shown}; name the folder of a record, or make one: shura new {shown}"
            ),
            format!(
                "در پوشهٔ {shown} پروندهٔ charter.toml نیست؛ پوشهٔ یک سند را نام ببرید یا یکی بسازید: shura new {shown}"
            ),
        ));
    }
    let mut paths = vec![];
    walk(folder, 0, "toml", &mut paths)?;
    let mut files = vec![(path.display().to_string(), text(&path)?)];
    for path in paths
        .iter()
        .filter(|p| p.file_name().is_some_and(|name| name != "charter.toml" && name != register::FILE))
    {
        files.push((path.display().to_string(), text(path)?));
    }
    parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// The texts of a record: the `.md` files of its folder `texts`, if it has one.
pub fn texts_beside(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let folder = folder.join("texts");
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let mut paths = vec![];
    walk(&folder, 0, "md", &mut paths)?;
    paths.iter().map(|path| Ok((path.display().to_string(), text(path)?))).collect()
}

/// Reads a charter, which comes first, and files of acts.
pub fn parse<'a>(
    mut files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(Charter, Vec<Written>), Failure> {
    let Some((name, text)) = files.next() else {
        return Err(Failure::new("the record has no files", "این سند پرونده‌ای ندارد"));
    };
    let charter = Charter::read(name, text).map_err(|e| Failure { text: e.sentence() })?;
    let acts = files.map(|(name, text)| hand::read(name, text)).collect::<Result<Vec<_>, _>>();
    let acts = acts.and_then(hand::join).map_err(|e| Failure { text: e.sentence() })?;
    Ok((charter, acts))
}

/// The text of a file, or the reason why it cannot be read. No more is read than a file written by hand may hold.
pub fn text(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let mut bytes = vec![];
    fs::File::open(path)
        .and_then(|file| file.take(HAND_FILE_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|e| {
            if e.kind() == std::io::ErrorKind::NotFound {
                return Failure::new(format!("there is no file {shown}"), format!("پروندهٔ {shown} نیست"));
            }
            Failure::new(format!("{shown} cannot be read: {e}"), format!("پروندهٔ {shown} خوانده نمی‌شود: {e}"))
        })?;
    if bytes.len() > HAND_FILE_BYTES {
        let most = HAND_FILE_BYTES >> 20;
        return Err(Failure::new(
            format!("{shown} is longer than {most} MiB; split it"),
            format!("{shown} از {} مبی‌بایت بزرگ‌تر است؛ آن را بخش کنید", fa_digits(&most.to_string())),
        ));
    }
    String::from_utf8(bytes).map_err(|e| {
        let line =
            e.as_bytes().iter().take(e.utf8_error().valid_up_to()).filter(|&&b| b == b'\n').count() + 1;
        Failure::new(
            format!("{shown}, line {line}: this is not UTF-8; save the file as UTF-8"),
            format!(
                "پروندهٔ {shown}، سطر {}: متن با UTF-8 نوشته نشده است؛ پرونده را با UTF-8 ذخیره کنید",
                fa_digits(&line.to_string())
            ),
        )
    })
}

/// The files of a folder and those below it whose names end so, in the order of their paths. Links to folders are not followed: they could lead in a circle.
fn walk(folder: &Path, depth: usize, ending: &str, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let shown = folder.display();
    if depth > FOLDER_DEPTH_MAX || found.len() > FILES_MAX {
        return Err(Failure::new(
            format!(
                "{shown}: a record has at most {FILES_MAX} files, in folders at most {FOLDER_DEPTH_MAX} deep"
            ),
            format!(
                "پوشهٔ {shown}: سند دست بالا {} پرونده در پوشه‌هایی تا ژرفای {} دارد",
                fa_digits(&FILES_MAX.to_string()),
                fa_digits(&FOLDER_DEPTH_MAX.to_string())
            ),
        ));
    }
    let fail = |e: std::io::Error| {
        Failure::new(format!("{shown} cannot be opened: {e}"), format!("پوشهٔ {shown} باز نمی‌شود: {e}"))
    };
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|e| e.and_then(|e| Ok((e.path(), e.file_type()?)))).collect::<Result<Vec<_>, _>>()
        })
        .map_err(fail)?;
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in entries {
        if kind.is_dir() {
            walk(&path, depth + 1, ending, found)?;
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    Ok(())
}

/// A progress bar on standard error, or none.
pub fn bar(length: usize, shown: bool) -> ProgressBar {
    if !shown {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style)
}
