//! A ledger as an archive and back. The format is that of [`shura_tlog::archive`].

use crate::{Entry, Head, Ledger, LedgerError, Text};
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_tlog::archive::{ArchiveError, Bundle, Part, Reader, Writer};
use shura_tlog::{Checkpoint, Hash, NoteVerifier, SignedNote, Tile, leaf_hash};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use thiserror::Error;

/// How many entries a bundle has.
const BUNDLE: usize = 256;

/// Why a record could not be written to an archive or taken from one.
#[derive(Debug, Error)]
pub enum TransferError {
    /// The archive.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// There is no published checkpoint under which an archive could stand.
    #[error("the record has no published checkpoint; publish one first")]
    Unpublished,
    /// The ledger has another entry at this place than the archive: they are two histories.
    #[error("entry {seq} of the ledger is not that of the archive")]
    OtherHistory {
        /// The place.
        seq: u64,
    },
    /// The archive does not end at the head that it claims.
    #[error("the archive does not lead to the checkpoint that was verified")]
    NotWhole,
}

impl TransferError {
    /// The error and its mend in both languages.
    pub fn text(&self) -> Bilingual {
        match self {
            TransferError::Archive(error) => Bilingual::new(
                format!("the archive: {error}; take another copy of it"),
                format!("بایگانی: {error}؛ نسخهٔ دیگری از آن بگیرید"),
            ),
            TransferError::Ledger(error) => error.text(),
            TransferError::Unpublished => Bilingual::new(
                "the record has no published checkpoint; publish one first",
                "سند نقطهٔ وارسی منتشرشده‌ای ندارد؛ نخست یکی منتشر کنید",
            ),
            TransferError::OtherHistory { seq } => Bilingual::new(
                format!(
                    "entry {seq} of the record is not that of the archive: they are two histories, or the file is damaged, which `shura fsck` tells; import into a new file"
                ),
                format!(
                    "ثبت {} در سند همان نیست که در بایگانی است: دو تاریخ‌اند، یا پرونده آسیب دیده است که «shura fsck» می‌گوید؛ در پرونده‌ای تازه وارد کنید",
                    fa_digits(&seq.to_string())
                ),
            ),
            TransferError::NotWhole => Bilingual::new(
                "the archive does not lead to the checkpoint that was verified, or is shorter than the record; verify it again",
                "بایگانی به نقطهٔ وارسی‌ای که سنجیده شد نمی‌رسد یا از سند کوتاه‌تر است؛ آن را دوباره وارسی کنید",
            ),
        }
    }
}

impl From<std::io::Error> for TransferError {
    fn from(error: std::io::Error) -> Self {
        ArchiveError::from(error).into()
    }
}

fn read_note(note: &[u8]) -> Result<Checkpoint, LedgerError> {
    Ok(Checkpoint::parse(&SignedNote::parse(note)?.text)?)
}

/// Writes the record up to its last published checkpoint, with all earlier ones. `progress` is told how many entries
/// were written.
///
/// # Errors
/// [`TransferError`].
pub fn export<W: Write>(
    ledger: &dyn Ledger,
    keys: &[NoteVerifier],
    out: W,
    progress: &mut dyn FnMut(u64),
) -> Result<W, TransferError> {
    let mut notes: BTreeMap<u64, String> = BTreeMap::new();
    let mut number = 0;
    loop {
        let some = ledger.published(number, BUNDLE)?;
        if some.is_empty() {
            break;
        }
        number += some.len() as u64;
        for note in some {
            notes.insert(read_note(note.as_bytes())?.size, note);
        }
    }
    let (size, head) = notes.pop_last().ok_or(TransferError::Unpublished)?;
    notes.remove(&0);
    let mut writer = Writer::begin(out, keys, &head)?;
    for index in 0..size.div_ceil(BUNDLE as u64) {
        let start = index * BUNDLE as u64;
        let end = size.min(start + BUNDLE as u64);
        for (size, note) in notes.range(start + 1..=end) {
            writer.earlier(*size, note)?;
        }
        let entries = ledger.read(start, usize::try_from(end - start).unwrap_or(BUNDLE))?;
        let tile = kept_tile(ledger, index, &entries, end - start)?;
        if tile.is_empty() {
            // The ledger is shorter than its checkpoint; whoever verifies the archive will say so.
            break;
        }
        for text in entries.iter().filter_map(|entry| entry.text.as_ref()) {
            writer.text(&text.hash, &text.words)?;
        }
        let signed = entries.iter().zip(start..);
        let signatures =
            signed.flat_map(|(entry, seq)| entry.signatures.iter().map(move |by| (seq, *by))).collect();
        let entries = entries.into_iter().map(|entry| entry.bytes).collect();
        writer.bundle(&Bundle { index, tile, entries, signatures })?;
        progress(end);
    }
    Ok(writer.finish()?)
}

/// The leaf hashes of a bundle as the ledger keeps them, so that an archive shows what was sealed even if an entry was changed since; those
/// of its last entries follow from the entries.
fn kept_tile(
    ledger: &dyn Ledger,
    index: u64,
    entries: &[Entry],
    count: u64,
) -> Result<Vec<Hash>, LedgerError> {
    if index >= ledger.head().size / BUNDLE as u64 {
        return Ok(entries.iter().map(|entry| leaf_hash(&entry.bytes)).collect());
    }
    let mut hashes = ledger.tile(Tile { level: 0, index, width: 256 })?;
    hashes.truncate(usize::try_from(count).unwrap_or(BUNDLE));
    Ok(hashes)
}

/// Takes the entries that the ledger does not have yet. What it has must be equal, so that an import that broke off is
/// simply run again. The caller has verified the archive and found this head: that the entries lead to it is seen to again before its
/// checkpoint is published, for an archive may have been changed meanwhile.
///
/// # Errors
/// [`TransferError`]. Bundles that were taken before it stay, as the beginning of the same record.
pub fn import(
    ledger: &mut dyn Ledger,
    input: impl Read,
    verified: Head,
    read: crate::Read,
    progress: &mut dyn FnMut(u64),
) -> Result<(), TransferError> {
    let mut reader = Reader::new(input);
    let mut head = None;
    let mut beside = Beside::default();
    while let Some(part) = reader.next_part()? {
        match part {
            Part::Head(note) => head = Some(note),
            Part::Earlier(size, note) => beside.earlier.push((size, note)),
            Part::Text(hash, words) => drop(beside.texts.insert(hash, words)),
            Part::Bundle(bundle) => {
                take(ledger, &bundle, std::mem::take(&mut beside), read)?;
                progress(ledger.head().size);
            }
            Part::Keys(_) | Part::Tile(..) => {}
        }
    }
    let head = head.ok_or(TransferError::NotWhole)?;
    let checkpoint = read_note(&head)?;
    if ledger.head() != verified || (checkpoint.size, checkpoint.root) != (verified.size, verified.root) {
        return Err(TransferError::NotWhole);
    }
    publish(ledger, &head)
}

/// What comes before a bundle and belongs to it.
#[derive(Default)]
struct Beside {
    /// Checkpoints whose last entry it holds.
    earlier: Vec<(u64, Vec<u8>)>,
    /// Texts that its entries name.
    texts: BTreeMap<Hash, Vec<u8>>,
}

/// Appends what is new of a bundle, stopping at the size of each earlier checkpoint to publish it there.
fn take(
    ledger: &mut dyn Ledger,
    bundle: &Bundle,
    mut beside: Beside,
    read: crate::Read,
) -> Result<(), TransferError> {
    let start = bundle.index * BUNDLE as u64;
    let mut entries: Vec<Entry> = bundle
        .entries
        .iter()
        .map(|bytes| {
            let reading = read(bytes);
            let words = reading.text.and_then(|hash| Some((hash, beside.texts.remove(&hash)?)));
            let text = words.map(|(hash, words)| Text { hash, words });
            Entry { act: reading.act, text, ..Entry::new(bytes.clone()) }
        })
        .collect();
    for (seq, by) in &bundle.signatures {
        let place = seq.checked_sub(start).and_then(|place| usize::try_from(place).ok());
        if let Some(entry) = place.and_then(|place| entries.get_mut(place)) {
            entry.signatures.push(*by);
        }
    }
    let size = ledger.head().size;
    let known = usize::try_from(size.saturating_sub(start)).unwrap_or(usize::MAX).min(entries.len());
    let mut rest = entries.split_off(known);
    for ((ours, theirs), seq) in ledger.read(start, known)?.iter().zip(&entries).zip(start..) {
        if ours.bytes != theirs.bytes {
            return Err(TransferError::OtherHistory { seq });
        }
        if let Some(text) = theirs.text.as_ref().filter(|_| ours.text.is_none()) {
            ledger.put_back(seq, text)?;
        }
    }
    for (size, note) in &beside.earlier {
        let count = usize::try_from(size.saturating_sub(ledger.head().size)).unwrap_or(usize::MAX);
        let after = rest.split_off(count.min(rest.len()));
        ledger.append(ledger.head().size, &rest)?;
        rest = after;
        if *size == ledger.head().size {
            publish(ledger, note)?;
        }
    }
    ledger.append(ledger.head().size, &rest)?;
    Ok(())
}

/// Publishes a note unless the last published one is the same.
fn publish(ledger: &mut dyn Ledger, note: &[u8]) -> Result<(), TransferError> {
    let note = std::str::from_utf8(note).map_err(|_| TransferError::NotWhole)?;
    if ledger.last_published()?.as_deref() != Some(note) {
        ledger.publish(note)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::{ORIGIN, checkpoint, entries, entry, read};
    use crate::{Memory, Sqlite, fsck};

    fn record(size: u64) -> Memory {
        let mut ledger = Memory::create(ORIGIN);
        while ledger.head().size < size {
            let from = ledger.head().size;
            ledger.append(from, &entries(from..size.min(from + 77))).unwrap();
            ledger.publish(&checkpoint(ledger.head())).unwrap();
        }
        ledger
    }

    #[test]
    fn the_root_is_equal_on_the_other_side() {
        for size in [1, 256, 700] {
            let ledger = record(size);
            let archive = export(&ledger, &[], Vec::new(), &mut |_| ()).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let mut other = Sqlite::create(&folder.path().join("record.db"), ORIGIN).unwrap();
            import(&mut other, &archive[..], ledger.head(), read, &mut |_| ()).unwrap();
            assert_eq!(other.head(), ledger.head());
            assert_eq!(other.published(0, 99).unwrap(), ledger.published(0, 99).unwrap());
            assert_eq!(fsck(&other, read, &mut |_| ()).unwrap(), fsck(&ledger, read, &mut |_| ()).unwrap());
            assert_eq!(export(&other, &[], Vec::new(), &mut |_| ()).unwrap(), archive, "byte for byte");
        }
        let empty = export(&Memory::create(ORIGIN), &[], Vec::new(), &mut |_| ());
        assert!(matches!(empty, Err(TransferError::Unpublished)));
    }

    #[test]
    fn an_import_that_broke_off_is_run_again() {
        let ledger = record(700);
        let archive = export(&ledger, &[], Vec::new(), &mut |_| ()).unwrap();
        let mut other = Memory::create(ORIGIN);
        for cut in (0..archive.len()).step_by(archive.len() / 9) {
            assert!(import(&mut other, &archive[..cut], ledger.head(), read, &mut |_| ()).is_err());
            assert!(
                other.read(0, 999).unwrap().iter().eq(&ledger.read(0, other.head().size as usize).unwrap())
            );
        }
        import(&mut other, &archive[..], ledger.head(), read, &mut |_| ()).unwrap();
        assert_eq!(other.head(), ledger.head());
        import(&mut other, &archive[..], ledger.head(), read, &mut |_| ()).unwrap();
        assert_eq!(other.published(0, 99).unwrap(), ledger.published(0, 99).unwrap());
    }

    #[test]
    fn another_history_is_not_mixed_in() {
        let ledger = record(300);
        let archive = export(&ledger, &[], Vec::new(), &mut |_| ()).unwrap();
        let mut other = Memory::create(ORIGIN);
        other.append(0, &[entry(0), entry(9000)]).unwrap();
        let answer = import(&mut other, &archive[..], ledger.head(), read, &mut |_| ());
        assert!(matches!(answer, Err(TransferError::OtherHistory { seq: 1 })));
        assert_eq!(other.head().size, 2);
        // Longer than the archive: what the archive has is equal, but it is not the head.
        let mut longer = record(310);
        let answer = import(&mut longer, &archive[..], ledger.head(), read, &mut |_| ());
        assert!(matches!(answer, Err(TransferError::NotWhole)));
        assert_eq!(longer.head().size, 310);
    }

    #[test]
    fn an_archive_that_was_exchanged_after_it_was_verified_is_not_published() {
        let verified = record(300).head();
        let mut another = Memory::create(ORIGIN);
        another.append(0, &entries(1000..1300)).unwrap();
        another.publish(&checkpoint(another.head())).unwrap();
        let exchanged = export(&another, &[], Vec::new(), &mut |_| ()).unwrap();
        let mut ledger = Memory::create(ORIGIN);
        let answer = import(&mut ledger, &exchanged[..], verified, read, &mut |_| ());
        assert!(matches!(answer, Err(TransferError::NotWhole)));
        assert_eq!(ledger.published(0, 9).unwrap(), Vec::<String>::new());
    }
}
