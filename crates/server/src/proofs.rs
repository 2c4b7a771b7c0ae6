//! Proofs to take along: an act of a house with what proves it, for somebody who has neither the record nor the server.

use crate::book::Book;
use crate::house::House;
use shura_act::Id;
use shura_kernel::Finding;
use shura_kernel::why::{Link, why};
use shura_ledger::{Ledger, LedgerError, checkpoint, prove_inclusion};
use shura_tlog::{Checkpoint, SignedNote};
use shura_verify::proof_document::{Proven, SignedStatement};
use shura_verify::{ProofDocument, Statement, prove};
use std::sync::Arc;

/// A proof, and which of the witnesses that must cosign have cosigned its checkpoint.
pub struct Proof {
    /// The document.
    pub document: ProofDocument,
    /// How many entries lie under its checkpoint.
    pub size: u64,
    /// Who has cosigned, of the witnesses that count.
    pub cosigned: Vec<String>,
}

/// The proof of an act for a reader who may see it. None if there is no such act, or nothing is signed by the log here.
///
/// It is made between two batches of the writer, where what stands is what the ledger holds.
pub async fn of(house: &Arc<House>, reader: Option<&Id>, act: &str) -> Option<Proof> {
    let (own, reader, act) = (house.clone(), reader.cloned(), Id::new(act).ok()?);
    house.ask_ledger(move |ledger| make(&own, ledger, reader.as_ref(), &act)).await?
}

fn make(house: &House, ledger: &dyn Ledger, reader: Option<&Id>, act: &Id) -> Option<Proof> {
    let note = newest(house, ledger)?;
    let size = Checkpoint::parse(&note.text).ok()?.size;
    let book = house.book();
    let entry = &book.find(act.as_str()).filter(|_| book.may_see(reader, act))?.entry;
    let log = prove::log_key(&book.entries.first()?.entry, &note)?;
    let mut proven = |id: &Id| -> Result<Option<Proven>, LedgerError> {
        let place = book.places.get(id.as_str()).map(|place| *place as u64);
        let Some(index) = place.filter(|place| *place < size && book.may_see(reader, id)) else {
            return Ok(None);
        };
        let path = prove_inclusion(ledger, index, size)?;
        let sealed = ledger.read(index, 1)?.pop();
        Ok(sealed.map(|sealed| Proven { index, bytes: sealed.bytes, signatures: sealed.signatures, path }))
    };
    let all = book.entries.iter().map(|accepted| &accepted.entry);
    let entries = prove::entries(&book.standing, entry, all, &mut proven).ok()?;
    let statement = stated(house, &book, &note, reader, act);
    let document = ProofDocument { log, entries, statement, checkpoint: note };
    // What cannot be verified is not given out.
    document.check(None).ok()?;
    let cosigned = house.witnesses().map(|w| w.cosigned(&document.checkpoint)).unwrap_or_default();
    Some(Proof { document, size, cosigned })
}

/// The last published checkpoint, or, where it does not reach to the end and the log's key is here, one that does.
fn newest(house: &House, ledger: &dyn Ledger) -> Option<SignedNote> {
    let read = |note: String| SignedNote::parse(note.as_bytes()).ok();
    let last = ledger.last_published().ok().flatten().and_then(read);
    let reaches = |note: &SignedNote| {
        Checkpoint::parse(&note.text).is_ok_and(|checkpoint| checkpoint.size == ledger.head().size)
    };
    match house.log_key() {
        Some(key) if !last.as_ref().is_some_and(reaches) => read(checkpoint(ledger, key)),
        _ => last,
    }
}

/// What the log states of an act; nothing where the checkpoint does not reach to what stands now, where the log's key is not here, or where
/// a finding would tell of what the reader may not see. A chain of mandate that would is left out, and only whether it reaches a unit is said; so
/// is the act that ended it.
fn stated(
    house: &House,
    book: &Book,
    note: &SignedNote,
    reader: Option<&Id>,
    act: &Id,
) -> Option<SignedStatement> {
    let key = house.log_key()?;
    let checkpoint = Checkpoint::parse(&note.text).ok()?;
    if checkpoint.size != book.entries.len() as u64 {
        return None;
    }
    let findings = book.entries.iter().flat_map(|accepted| &accepted.findings);
    let findings: Vec<Finding> = findings.chain(book.outstanding()).cloned().collect();
    let entry_of = |id: &Id| book.find(id.as_str()).map(|accepted| &accepted.entry);
    let chain = why(&book.standing, &entry_of, &findings, act)?;
    let told = findings.iter().filter(|finding| finding.act == *act);
    if !told.into_iter().all(|finding| book.may_tell(reader, finding)) {
        return None;
    }
    let mut statement = Statement::of(&book.standing, &entry_of, &findings, act)?;
    statement.ended_by = statement.ended_by.filter(|by| book.may_see(reader, by));
    if !sees_all(book, reader, &chain) {
        statement.authority.clear();
    }
    SignedStatement::sign(key, &checkpoint, &statement).ok()
}

fn sees_all(book: &Book, reader: Option<&Id>, link: &Link) -> bool {
    link.act.as_ref().is_none_or(|act| book.may_see(reader, act))
        && link.because.iter().all(|link| sees_all(book, reader, link))
}
