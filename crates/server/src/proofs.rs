//! Proofs to take along: an act of a house with what proves it, for somebody who has neither the record nor the server.

use crate::book::{Accepted, Book};
use crate::house::House;
use shura_act::Id;
use shura_kernel::Finding;
use shura_kernel::why::{Link, why};
use shura_ledger::{Ledger, LedgerError, Reader, checkpoint_of, prove_inclusion};
use shura_tlog::{Checkpoint, SignedNote};
use shura_verify::proof_document::{Proven, SignedStatement};
use shura_verify::{ProofDocument, Statement, prove};
use std::collections::{BTreeMap, BTreeSet};
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
/// What is said of the act is taken from the book, which is held for that alone; what is read and reckoned then is as of that moment, while
/// the writer goes on.
pub async fn of(house: &Arc<House>, reader: Option<&Id>, act: &str) -> Option<Proof> {
    let (own, reader, act) = (house.clone(), reader.cloned(), Id::new(act).ok()?);
    house.beside(move |open| make(&own, open, reader.as_ref(), &act)).await
}

fn make(house: &House, open: &Reader, reader: Option<&Id>, act: &Id) -> Option<Proof> {
    let said = Said::of(house, reader, act)?;
    // What stands in the book is in the ledger: it was there before.
    let ledger = open().ok()?;
    let note = note_over(house, ledger.as_ref(), said.size)?;
    let checkpoint = Checkpoint::parse(&note.text).ok()?;
    let log = prove::log_key(&said.founding.entry, &note)?;
    let proven = |places: &BTreeMap<Id, u64>, id: &Id| -> Result<Option<Proven>, LedgerError> {
        let Some(index) = places.get(id).copied().filter(|index| *index < checkpoint.size) else {
            return Ok(None);
        };
        let path = prove_inclusion(ledger.as_ref(), index, checkpoint.size)?;
        let sealed = ledger.read(index, 1)?.pop();
        Ok(sealed.map(|sealed| Proven { index, bytes: sealed.bytes, signatures: sealed.signatures, path }))
    };
    let mut entries = vec![];
    prove::add(&mut entries, &said.about, &mut |id| proven(&said.places, id)).ok()?;
    let (enrolled, places) = {
        let book = house.book();
        let enrolled = prove::enrolments(&book.standing, &entries);
        let places = places_of(&book, reader, &enrolled);
        (enrolled, places)
    };
    prove::add(&mut entries, &enrolled, &mut |id| proven(&places, id)).ok()?;
    // Of what came after the checkpoint the log states nothing under it.
    let stated = said.statement.filter(|_| checkpoint.size == said.size).zip(house.log_key());
    let statement = stated.and_then(|(said, key)| SignedStatement::sign(key, &checkpoint, &said).ok());
    let size = checkpoint.size;
    let document = ProofDocument { log, entries, statement, checkpoint: note };
    // What cannot be verified is not given out.
    document.check(None).ok()?;
    let cosigned = house.witnesses().map(|w| w.cosigned(&document.checkpoint)).unwrap_or_default();
    Some(Proof { document, size, cosigned })
}

/// What the book says of an act.
struct Said {
    /// The first entry, which names the log's key.
    founding: Arc<Accepted>,
    /// How many entries there are.
    size: u64,
    /// What the proof is about.
    about: Vec<Id>,
    /// The places of those of them that the reader may see.
    places: BTreeMap<Id, u64>,
    /// What follows about the act.
    statement: Option<Statement>,
}

impl Said {
    fn of(house: &House, reader: Option<&Id>, act: &Id) -> Option<Self> {
        let book = house.book();
        let entry = &book.find(act.as_str()).filter(|_| book.may_see(reader, act))?.entry;
        let about = prove::about(&book.standing, entry, book.entries.iter().map(|accepted| &accepted.entry));
        Some(Self {
            founding: book.entries.first()?.clone(),
            size: book.entries.len() as u64,
            places: places_of(&book, reader, &about),
            about,
            statement: house.log_key().and_then(|_| stated(&book, reader, act)),
        })
    }
}

/// The places of acts that a reader may see.
fn places_of(book: &Book, reader: Option<&Id>, acts: &[Id]) -> BTreeMap<Id, u64> {
    let seen = acts.iter().filter(|id| book.may_see(reader, id));
    seen.filter_map(|id| Some((id.clone(), book.place_of(id.as_str())? as u64))).collect()
}

/// The last published checkpoint if it is over just so many entries, or, where the log's key is here, one that is; else the last published.
fn note_over(house: &House, ledger: &dyn Ledger, size: u64) -> Option<SignedNote> {
    let read = |note: String| SignedNote::parse(note.as_bytes()).ok();
    let last = ledger.last_published().ok().flatten().and_then(read);
    let reaches =
        |note: &SignedNote| Checkpoint::parse(&note.text).is_ok_and(|checkpoint| checkpoint.size == size);
    match house.log_key() {
        Some(key) if !last.as_ref().is_some_and(reaches) => {
            let head = ledger.heads(size, 1).ok()?.pop().filter(|head| head.size == size)?;
            read(checkpoint_of(ledger.origin(), head, key))
        }
        _ => last,
    }
}

/// What the log may state of an act; nothing where a finding would tell of what the reader may not see. A chain of mandate that would is left
/// out, and only whether it reaches a unit is said; so is the act that ended it.
fn stated(book: &Book, reader: Option<&Id>, act: &Id) -> Option<Statement> {
    let entry_of = |id: &Id| book.find(id.as_str()).map(|accepted| &accepted.entry);
    let chain = why(&book.standing, &entry_of, &[], act)?;
    let mut links = BTreeSet::from([act]);
    each_act(&chain, &mut |id| links.extend([id]));
    let findings = book.entries.iter().flat_map(|accepted| &accepted.findings).chain(book.outstanding());
    let findings: Vec<Finding> = findings.filter(|finding| links.contains(&finding.act)).cloned().collect();
    let told = findings.iter().filter(|finding| finding.act == *act);
    if !told.into_iter().all(|finding| book.may_tell(reader, finding)) {
        return None;
    }
    let mut statement = Statement::of(&book.standing, &entry_of, &findings, act)?;
    statement.ended_by = statement.ended_by.filter(|by| book.may_see(reader, by));
    if !links.into_iter().all(|id| book.may_see(reader, id)) {
        statement.authority.clear();
    }
    Some(statement)
}

/// Every act of a chain.
fn each_act<'a>(link: &'a Link, tell: &mut dyn FnMut(&'a Id)) {
    if let Some(act) = &link.act {
        tell(act);
    }
    link.because.iter().for_each(|link| each_act(link, tell));
}
