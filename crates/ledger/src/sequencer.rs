//! The one writer of a record: acts queue up, are examined one by one, and whatever is queued is committed together.
//!
//! There is no timer. While a commit waits for the disk the queue grows, and the next commit takes all of it; a single
//! client is never kept waiting for company.

use crate::{Entry, Ledger, LedgerError, Receipt};
use shura_tlog::Hash;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, channel, sync_channel};
use std::thread::{JoinHandle, yield_now};
use std::time::{Duration, Instant};

/// The most acts of one commit.
pub const MAX_BATCH: usize = 1024;

/// How long the writer looks for the next act before it sleeps: whoever was just told of one often has another, and to be woken takes longer.
const AWAKE: Duration = Duration::from_micros(100);

/// The most acts that wait; one more is turned away as busy.
pub const MAX_QUEUE: usize = 16_384;

/// Decides which acts enter, and as what bytes. It sees acts in the order of the record, one writer's thread.
pub trait Examiner: Send + 'static {
    /// What is handed in.
    type Act: Send + 'static;
    /// Why an act does not enter.
    type Refusal: Send + 'static;

    /// The hash by which the sender knows the act again.
    fn hash(&self, act: &Self::Act) -> Hash;

    /// Examines an act as the one that would be entered at `seq`, upon all those accepted before it, also those of the
    /// same batch which are not durable yet.
    ///
    /// # Errors
    /// The refusal, by which nothing changes.
    fn examine(&mut self, seq: u64, act: Self::Act) -> Result<Entry, Self::Refusal>;

    /// An act is handed in again that lies in the record as `kept`, or will with this batch. Its sender is told so, unless this refuses.
    ///
    /// # Errors
    /// The refusal: what was handed in now is not what is kept, though its hash is.
    fn again(&self, act: &Self::Act, kept: &Entry) -> Result<(), Self::Refusal> {
        let _ = (act, kept);
        Ok(())
    }

    /// Everything accepted since the last call is durable (`true`), or nothing of it was kept and it must be forgotten.
    fn settle(&mut self, kept: bool);
}

/// Why an act did not enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection<R> {
    /// The examiner refused it.
    Refused(R),
    /// The ledger could not keep it.
    Ledger(LedgerError),
    /// Too many acts are waiting. Try again.
    Busy,
    /// The writer has stopped, because it was closed or because a write is in doubt. Start again and retry.
    Stopped,
}

/// What the sender of an act is told.
pub type Answer<R> = Result<Receipt, Rejection<R>>;

type Reply<R> = Box<dyn FnOnce(Answer<R>) + Send>;
/// Whoever waits for the batch, with the place of the act in it or the refusal.
type Waiting<R> = (Result<usize, R>, Reply<R>);
type Work = Box<dyn FnOnce(&mut dyn Ledger) + Send>;

enum Job<E: Examiner> {
    Enter(E::Act, Reply<E::Refusal>),
    With(Work),
}

/// The writer of one record, on a thread of its own.
pub struct Sequencer<E: Examiner> {
    queue: SyncSender<Job<E>>,
    thread: JoinHandle<Box<dyn Ledger>>,
}

impl<E: Examiner> Sequencer<E> {
    /// Starts the writer. It owns the ledger until [`Sequencer::close`].
    pub fn start(mut ledger: Box<dyn Ledger>, mut examiner: E) -> Self {
        let (queue, jobs) = sync_channel(MAX_QUEUE);
        let thread = std::thread::spawn(move || {
            write(ledger.as_mut(), &mut examiner, &jobs);
            ledger
        });
        Self { queue, thread }
    }

    /// Hands in an act. `reply` is called once, on the writer's thread when the act is durable or refused; it must not block.
    pub fn submit(&self, act: E::Act, reply: impl FnOnce(Answer<E::Refusal>) + Send + 'static) {
        match self.queue.try_send(Job::Enter(act, Box::new(reply))) {
            Ok(()) => {}
            Err(TrySendError::Full(Job::Enter(_, reply))) => reply(Err(Rejection::Busy)),
            Err(TrySendError::Disconnected(Job::Enter(_, reply))) => reply(Err(Rejection::Stopped)),
            Err(_) => {}
        }
    }

    /// Hands in an act and waits until it is durable or refused.
    ///
    /// # Errors
    /// The [`Rejection`].
    pub fn enter(&self, act: E::Act) -> Answer<E::Refusal> {
        let (tell, told) = channel();
        self.submit(act, move |answer| {
            // Nobody is left to tell if the caller's thread has ended.
            let _ = tell.send(answer);
        });
        told.recv().unwrap_or(Err(Rejection::Stopped))
    }

    /// Runs some work with the ledger between two batches (to publish a checkpoint, to read, to prove). Never waits for a place in the queue.
    ///
    /// # Errors
    /// [`Rejection::Busy`] and [`Rejection::Stopped`].
    pub fn with(
        &self,
        work: impl FnOnce(&mut dyn Ledger) + Send + 'static,
    ) -> Result<(), Rejection<E::Refusal>> {
        self.queue.try_send(Job::With(Box::new(work))).map_err(|error| match error {
            TrySendError::Full(_) => Rejection::Busy,
            TrySendError::Disconnected(_) => Rejection::Stopped,
        })
    }

    /// Waits until everything queued is done, and gives the ledger back. None if the writer's thread has panicked.
    pub fn close(self) -> Option<Box<dyn Ledger>> {
        drop(self.queue);
        self.thread.join().ok()
    }
}

fn write<E: Examiner>(ledger: &mut dyn Ledger, examiner: &mut E, jobs: &Receiver<Job<E>>) {
    while let Some(job) = next_job(jobs) {
        let mut next = Some(job);
        let mut batch = Vec::new();
        let mut work = None;
        while let Some(job) = next.take() {
            match job {
                Job::Enter(act, reply) => batch.push((act, reply)),
                Job::With(run) => work = Some(run),
            }
            if batch.len() < MAX_BATCH && work.is_none() {
                next = jobs.try_recv().ok();
            }
        }
        let sure = commit(ledger, examiner, batch);
        if let Some(work) = work {
            work(ledger);
        }
        // After a write in doubt nobody knows upon what the next act would be examined.
        if !sure {
            return;
        }
    }
}

/// The next job, for which the writer stays awake a little while before it sleeps; none when nobody can hand in any more.
fn next_job<E: Examiner>(jobs: &Receiver<Job<E>>) -> Option<Job<E>> {
    let since = Instant::now();
    while since.elapsed() < AWAKE {
        match jobs.try_recv() {
            Ok(job) => return Some(job),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => yield_now(),
        }
    }
    jobs.recv().ok()
}

/// Examines and appends a batch. False if it is in doubt whether it was kept.
fn commit<E: Examiner>(
    ledger: &mut dyn Ledger,
    examiner: &mut E,
    batch: Vec<(E::Act, Reply<E::Refusal>)>,
) -> bool {
    let size = ledger.head().size;
    let mut entries = Vec::with_capacity(batch.len());
    // What is refused for an act of this batch is told when that one is durable: until then it has not happened.
    let mut waiting: Vec<Waiting<E::Refusal>> = Vec::with_capacity(batch.len());
    let mut places: BTreeMap<Hash, usize> = BTreeMap::new();
    for (act, reply) in batch {
        let hash = examiner.hash(&act);
        if let Some(place) = places.get(&hash) {
            match entries.get(*place).map_or(Ok(()), |kept| examiner.again(&act, kept)) {
                Ok(()) => waiting.push((Ok(*place), reply)),
                Err(refusal) => waiting.push((Err(refusal), reply)),
            }
            continue;
        }
        match ledger.find(&hash) {
            Ok(Some(receipt)) => reply(entered_before(ledger, examiner, &act, receipt)),
            Err(error) => reply(Err(Rejection::Ledger(error))),
            Ok(None) => match examiner.examine(size + entries.len() as u64, act) {
                Err(refusal) if entries.is_empty() => reply(Err(Rejection::Refused(refusal))),
                Err(refusal) => waiting.push((Err(refusal), reply)),
                Ok(entry) => {
                    places.insert(hash, entries.len());
                    waiting.push((Ok(entries.len()), reply));
                    entries.push(Entry { act: hash, ..entry });
                }
            },
        }
    }
    if entries.is_empty() {
        return true;
    }
    let outcome = ledger.append(size, &entries);
    examiner.settle(outcome.is_ok());
    for (place, reply) in waiting {
        reply(match (&outcome, place) {
            (Ok(receipts), Ok(place)) => receipts.get(place).copied().ok_or(Rejection::Stopped),
            (Ok(_), Err(refusal)) => Err(Rejection::Refused(refusal)),
            (Err(error), _) => Err(Rejection::Ledger(error.clone())),
        });
    }
    !matches!(outcome, Err(LedgerError::InDoubt { .. }))
}

/// The answer to an act that lies in the record already.
fn entered_before<E: Examiner>(
    ledger: &dyn Ledger,
    examiner: &E,
    act: &E::Act,
    receipt: Receipt,
) -> Answer<E::Refusal> {
    let kept = ledger.read(receipt.seq, 1).map_err(Rejection::Ledger)?;
    kept.first().map_or(Ok(()), |kept| examiner.again(act, kept)).map_err(Rejection::Refused)?;
    Ok(receipt)
}

#[cfg(test)]
pub(crate) mod tests;
