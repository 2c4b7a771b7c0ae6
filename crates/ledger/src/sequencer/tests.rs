use super::*;
use crate::conformance::{ORIGIN, entry, read};
use crate::{Head, Memory, fsck};
use shura_tlog::Tile;
use std::sync::{Arc, Mutex};

/// Takes every entry as it is.
pub(crate) struct Plain;

impl Examiner for Plain {
    type Act = Entry;
    type Refusal = ();

    fn hash(&self, act: &Entry) -> Hash {
        act.act
    }

    fn examine(&mut self, _: u64, act: Entry) -> Result<Entry, ()> {
        Ok(act)
    }

    fn settle(&mut self, _: bool) {}
}

/// Accepts a number only if it is one more than the last accepted: a rule that depends on all acts before.
struct Counting {
    durable: u64,
    accepted: u64,
}

impl Examiner for Counting {
    type Act = u64;
    type Refusal = u64;

    fn hash(&self, act: &u64) -> Hash {
        entry(*act).act
    }

    fn examine(&mut self, seq: u64, act: u64) -> Result<Entry, u64> {
        assert_eq!(seq, self.accepted);
        if act != self.accepted {
            return Err(self.accepted);
        }
        self.accepted += 1;
        Ok(entry(act))
    }

    fn settle(&mut self, kept: bool) {
        if kept {
            self.durable = self.accepted;
        } else {
            self.accepted = self.durable;
        }
    }
}

/// A ledger whose next append fails in a given way.
struct Shaky {
    inner: Memory,
    fail: Arc<Mutex<Option<(bool, LedgerError)>>>,
}

impl Ledger for Shaky {
    fn origin(&self) -> &str {
        self.inner.origin()
    }
    fn head(&self) -> Head {
        self.inner.head()
    }
    fn append(&mut self, expected: u64, entries: &[Entry]) -> Result<Vec<Receipt>, LedgerError> {
        match self.fail.lock().unwrap().take() {
            Some((persisted, error)) => {
                if persisted {
                    self.inner.append(expected, entries)?;
                }
                Err(error)
            }
            None => self.inner.append(expected, entries),
        }
    }
    fn put_back(&mut self, seq: u64, text: &crate::Text) -> Result<(), LedgerError> {
        self.inner.put_back(seq, text)
    }
    fn find(&self, act: &Hash) -> Result<Option<Receipt>, LedgerError> {
        self.inner.find(act)
    }
    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError> {
        self.inner.read(from, limit)
    }
    fn tile(&self, tile: Tile) -> Result<Vec<Hash>, LedgerError> {
        self.inner.tile(tile)
    }
    fn heads(&self, from: u64, limit: usize) -> Result<Vec<Head>, LedgerError> {
        self.inner.heads(from, limit)
    }
    fn publish(&mut self, note: &str) -> Result<(), LedgerError> {
        self.inner.publish(note)
    }
    fn last_published(&self) -> Result<Option<String>, LedgerError> {
        self.inner.last_published()
    }
    fn published(&self, from: u64, limit: usize) -> Result<Vec<String>, LedgerError> {
        self.inner.published(from, limit)
    }
    fn reader(&self) -> crate::Reader {
        self.inner.reader()
    }
}

#[test]
fn many_clients_get_one_place_for_each_act() {
    let sequencer = Sequencer::start(Box::new(Memory::create(ORIGIN)), Plain);
    std::thread::scope(|scope| {
        for client in 0..8_u64 {
            let sequencer = &sequencer;
            scope.spawn(move || {
                for number in 0..200 {
                    // Every act is sent by two clients, and once more by the same one.
                    let act = entry(number * 4 + client / 2);
                    let first = sequencer.enter(act.clone()).unwrap();
                    assert_eq!(sequencer.enter(act.clone()).unwrap(), first);
                    assert_eq!(first.act, act.act);
                }
            });
        }
    });
    let ledger = sequencer.close().unwrap();
    assert_eq!(fsck(ledger.as_ref(), read, &mut |_| ()).unwrap().head.size, 800);
}

#[test]
fn an_act_is_examined_upon_those_before_it_in_its_batch() {
    let sequencer = Sequencer::start(Box::new(Memory::create(ORIGIN)), Counting { durable: 0, accepted: 0 });
    // Holds the writer up, so that everything below is one batch.
    let (release, held) = channel::<()>();
    sequencer.with(move |_| held.recv().unwrap()).unwrap();
    let (tell, told) = channel();
    for act in [0, 1, 1, 3, 2] {
        let tell = tell.clone();
        sequencer.submit(act, move |answer| tell.send((act, answer)).unwrap());
    }
    release.send(()).unwrap();
    let mut answers: Vec<_> = told.iter().take(5).collect();
    answers.sort_by_key(|(act, _)| *act);
    let seqs: Vec<_> = answers.iter().map(|(_, answer)| answer.clone().map(|receipt| receipt.seq)).collect();
    assert_eq!(seqs, [Ok(0), Ok(1), Ok(1), Ok(2), Err(Rejection::Refused(2))]);
    let ledger = sequencer.close().unwrap();
    assert_eq!(ledger.heads(0, 9).unwrap().len(), 1, "one commit");
}

#[test]
fn what_was_not_kept_is_forgotten_by_the_examiner() {
    let fail = Arc::new(Mutex::new(None));
    let ledger = Shaky { inner: Memory::create(ORIGIN), fail: fail.clone() };
    let sequencer = Sequencer::start(Box::new(ledger), Counting { durable: 0, accepted: 0 });
    assert_eq!(sequencer.enter(0).unwrap().seq, 0);
    let full = LedgerError::Full;
    *fail.lock().unwrap() = Some((false, full.clone()));
    assert_eq!(sequencer.enter(1), Err(Rejection::Ledger(full)));
    assert_eq!(sequencer.enter(2), Err(Rejection::Refused(1)));
    assert_eq!(sequencer.enter(1).unwrap().seq, 1);
}

/// What is refused because of an act before it in the same batch is told with that one: if that was not kept, the reason was none.
#[test]
fn a_refusal_waits_for_the_acts_on_which_it_rests() {
    let fail = Arc::new(Mutex::new(Some((false, LedgerError::Full))));
    let ledger = Shaky { inner: Memory::create(ORIGIN), fail };
    let sequencer = Sequencer::start(Box::new(ledger), Counting { durable: 0, accepted: 0 });
    let (release, held) = channel::<()>();
    sequencer.with(move |_| held.recv().unwrap()).unwrap();
    let (tell, told) = channel();
    for act in [0, 7] {
        let tell = tell.clone();
        sequencer.submit(act, move |answer| tell.send((act, answer)).unwrap());
    }
    release.send(()).unwrap();
    let answers: Vec<_> = told.iter().take(2).collect();
    let full = Err(Rejection::Ledger(LedgerError::Full));
    assert_eq!(answers, [(0, full.clone()), (7, full)]);
}

#[test]
fn after_a_write_in_doubt_the_writer_stops_and_a_retry_finds_the_act() {
    for persisted in [true, false] {
        let fail = Arc::new(Mutex::new(None));
        let ledger = Shaky { inner: Memory::create(ORIGIN), fail: fail.clone() };
        let sequencer = Sequencer::start(Box::new(ledger), Counting { durable: 0, accepted: 0 });
        sequencer.enter(0).unwrap();
        let doubt = LedgerError::InDoubt { why: "fsync".into() };
        *fail.lock().unwrap() = Some((persisted, doubt.clone()));
        assert_eq!(sequencer.enter(1), Err(Rejection::Ledger(doubt)));
        assert_eq!(sequencer.enter(2), Err(Rejection::Stopped));
        let ledger = sequencer.close().unwrap();
        let size = ledger.head().size;
        assert_eq!(size, if persisted { 2 } else { 1 });
        let again = Sequencer::start(ledger, Counting { durable: size, accepted: size });
        assert_eq!(again.enter(1).unwrap().seq, 1);
        assert_eq!(again.enter(2).unwrap().seq, 2);
    }
}

#[test]
fn a_full_queue_turns_away() {
    let sequencer = Sequencer::start(Box::new(Memory::create(ORIGIN)), Plain);
    let (release, held) = channel::<()>();
    let (began, begun) = channel::<()>();
    sequencer
        .with(move |_| {
            began.send(()).unwrap();
            held.recv().unwrap();
        })
        .unwrap();
    begun.recv().unwrap();
    let act = entry(1);
    for _ in 0..MAX_QUEUE {
        sequencer.submit(act.clone(), |answer| assert!(answer.is_ok()));
    }
    assert_eq!(sequencer.enter(act), Err(Rejection::Busy));
    // A question to the ledger does not wait for a place either: whoever asks may be a task that must not block.
    assert_eq!(sequencer.with(|_| ()), Err(Rejection::Busy));
    release.send(()).unwrap();
    assert_eq!(sequencer.close().unwrap().head().size, 1);
}
