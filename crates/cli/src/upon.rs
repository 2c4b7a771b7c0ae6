//! The hashes of the acts that an act refers to, which whoever signs it lays into it (`upon`), so that the signature is of use in one history only.

use crate::output::Failure;
use crate::{record, whole_file};
use shura_act::hand::{self, Written};
use shura_act::{Bilingual, Entry, Id, LeafHash};
use shura_ledger::Sqlite;
use shura_tlog::leaf_hash;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// Lays the hashes of what an act refers to into it. Hashes that it has already must be those that `hash` knows, and stay.
pub fn fill(entry: &mut Entry, hash: impl Fn(&Id) -> Option<LeafHash>) -> Result<(), Failure> {
    if entry.upon.is_empty() {
        entry.upon = entry.hashes_upon(hash);
        return Ok(());
    }
    let wrong = entry.upon.iter().find(|(act, upon)| hash(act) != Some(**upon) || !entry.refers_to(act));
    wrong.map_or(Ok(()), |(act, _)| Err(Failure { text: another(&entry.id, act) }))
}

/// An act has the hash of another act than the one of that name here.
pub fn another(id: &Id, act: &Id) -> Bilingual {
    Bilingual::new(
        format!(
            "{id} rests on another {act} than the one here: this is another history, or {act} was changed since; to sign {id} anew, take its \
             `upon` and its signature out"
        ),
        format!(
            "{id} بر {act} دیگری جز آن که این‌جاست تکیه دارد: یا این تاریخ دیگری است یا {act} از آن پس دگرگون شده؛ برای امضای دوبارهٔ {id}، \
             `upon` و امضای آن را بردارید"
        ),
    )
}

/// The hashes, in the record of a folder or a sealed file, of the acts that an act refers to.
pub fn hashes(place: &Path, of: &Entry) -> Result<BTreeMap<Id, LeafHash>, Failure> {
    let found = if place.is_file() {
        let ledger = Sqlite::open_to_read(place).map_err(|error| Failure { text: error.text() })?;
        let mut found = BTreeMap::new();
        record::each_entry(&ledger, &mut |_, sealed| {
            let entry = Entry::read(&sealed.bytes).map_err(|error| Failure { text: error.text() })?;
            if of.refers_to(&entry.id) {
                found.insert(entry.id, LeafHash(leaf_hash(&sealed.bytes).0));
            }
            Ok(())
        })?;
        found
    } else {
        by_hand(&record::read(place)?.1, of)?
    };
    let mut refers = false;
    of.each_reference(&mut |_| refers = true);
    if refers && found.is_empty() {
        let (id, shown) = (&of.id, place.display());
        return Err(Failure::new(
            format!(
                "none of the acts to which {id} refers is in {shown}; name the record for which it is meant"
            ),
            format!(
                "هیچ‌یک از کنش‌هایی که {id} به آن‌ها ارجاع می‌دهد در {shown} نیست؛ سندی را نام ببرید که برای آن است"
            ),
        ));
    }
    Ok(found)
}

/// The hashes that acts written by hand will have when they are sealed, of those that an act refers to.
pub fn by_hand(acts: &[Written], of: &Entry) -> Result<BTreeMap<Id, LeafHash>, Failure> {
    let named = acts.iter().filter(|written| of.refers_to(&written.entry.id));
    let hashed = named.map(|written| {
        let bytes = bytes_of(written)?;
        Ok((written.entry.id.clone(), LeafHash(leaf_hash(&bytes).0)))
    });
    hashed.collect()
}

/// The bytes under which an act written by hand is sealed, if nothing is added to it.
pub fn bytes_of(written: &Written) -> Result<Vec<u8>, Failure> {
    written.entry.seal().map_err(|error| in_file(written, &error.text()))
}

fn in_file(written: &Written, what: &Bilingual) -> Failure {
    let (file, line) = (&written.file, written.line);
    let fa_line = shura_act::bilingual::fa_digits(&line.to_string());
    Failure::new(
        format!("{file}, line {line}: {}", what.en),
        format!("پروندهٔ {file}، سطر {fa_line}: {}", what.fa),
    )
}

/// Holds acts written by hand to the hashes of the acts before them that they were signed upon, as sealing them would.
pub fn check(acts: &[Written]) -> Result<(), Failure> {
    let wanted: BTreeSet<&Id> = acts.iter().flat_map(|written| written.entry.upon.keys()).collect();
    let mut hashes = BTreeMap::new();
    for written in acts {
        let entry = &written.entry;
        let known = |(act, hash): &(&Id, &LeafHash)| hashes.get(act) == Some(*hash) && entry.refers_to(act);
        if let Some((act, _)) = entry.upon.iter().find(|upon| !known(upon)) {
            return Err(in_file(written, &another(&entry.id, act)));
        }
        if wanted.contains(&entry.id) {
            hashes.insert(&entry.id, LeafHash(leaf_hash(&bytes_of(written)?).0));
        }
    }
    Ok(())
}

/// Writes the hashes into the file of an act written by hand, as a line under its `[[act]]`. Nothing else in the file changes.
pub fn write(written: &Written) -> Result<(), Failure> {
    let upon = &written.entry.upon;
    let path = Path::new(&written.file);
    let before = record::text(path)?;
    let mut line = String::new();
    for (act, hash) in upon {
        let comma = if line.is_empty() { "" } else { ", " };
        let _ = write!(line, "{comma}\"{act}\" = \"{hash}\"");
    }
    let line = format!("upon = {{ {line} }}");
    let end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let head: usize = before.split_inclusive('\n').take(written.line).map(str::len).sum();
    let (head, rest) = before.split_at(head);
    let after = format!("{head}{line}{end}{rest}");
    // It must be the same file with this in it: an act may be written in other ways than under a line of its own.
    let read =
        |text: &str| hand::read(&written.file, text).ok().map(|acts| acts.into_iter().map(|w| w.entry));
    let wanted = read(&before).map(|acts| {
        acts.map(|act| if act.id == written.entry.id { Entry { upon: upon.clone(), ..act } } else { act })
    });
    if !wanted.zip(read(&after)).is_some_and(|(wanted, read)| wanted.eq(read)) {
        let (file, id) = (&written.file, &written.entry.id);
        return Err(Failure::new(
            format!("{file}: {id} does not stand under a line [[act]] of its own; write into it: {line}"),
            format!("{file}: کنش {id} زیر سطر [[act]] خود نیامده است؛ این را در آن بنویسید: {line}"),
        ));
    }
    whole_file::replace(path, &after)
}
