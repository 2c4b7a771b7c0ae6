//! A house: one organisation at work, its record, its one writer, and those who watch it.

use crate::book::Book;
use crate::clerk::{Clerk, Clock, HandedIn, Refused, Submission, read};
use crate::desk::{Desk, DeskError};
use crate::import::Imports;
use crate::live::Live;
use crate::witnesses::Witnesses;
use shura_act::{Entry, Id};
use shura_ledger::sequencer::{Answer, Rejection};
use shura_ledger::{Ledger, LedgerError, Reader, Receipt, Sequencer, Sqlite, checkpoint};
use shura_tlog::{Checkpoint, NoteSigner, NoteVerifier, SignedNote};
use shura_verify::ReplayError;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use tokio::sync::{Semaphore, oneshot, watch};

/// One organisation that the server serves.
pub struct House {
    /// Its name in paths: `/{key}/…`.
    pub key: String,
    book: Arc<RwLock<Book>>,
    /// None for a record that is only read.
    writer: Option<Sequencer<Clerk>>,
    /// The ledger beside the writer.
    beside: Option<Beside>,
    size: watch::Receiver<u64>,
    /// Sign-in codes, sessions and passkeys: what is needed to know who is asking, and is no part of the record.
    pub desk: Desk,
    /// Those who watch sittings.
    pub live: Live,
    /// The key of the log, where the server holds it: what is entered is put under signed checkpoints.
    log_key: Option<Arc<NoteSigner>>,
    /// Who must cosign its checkpoints, if anybody must.
    witnesses: Option<Arc<Witnesses>>,
    /// Imports that are going on.
    pub imports: Imports,
}

/// The ledger as it is looked at beside the writer, who waits for nobody who looks.
struct Beside {
    reader: Reader,
    /// One at a time: those who ask for much wait for one another.
    turn: Arc<Semaphore>,
    /// The checkpoint published last.
    published: Published,
}

impl Beside {
    fn of(ledger: &dyn Ledger) -> Self {
        let published = ledger.last_published().ok().flatten();
        Self {
            reader: ledger.reader(),
            turn: Arc::new(Semaphore::new(1)),
            published: Arc::new(RwLock::new(published)),
        }
    }
}

/// The checkpoint published last, which is asked for far more often than it changes.
type Published = Arc<RwLock<Option<String>>>;

/// Publishes a checkpoint. What cannot be published now is under the next one.
fn publish(ledger: &mut dyn Ledger, published: &Published, note: String) {
    if ledger.publish(&note).is_ok() {
        *published.write().unwrap_or_else(PoisonError::into_inner) = Some(note);
    }
}

/// What the writer says of an act that was handed in.
async fn told(handed_in: Option<oneshot::Receiver<Answer<Refused>>>) -> Result<Receipt, NotEntered> {
    let Some(told) = handed_in else { return Err(NotEntered::ReadOnly) };
    match told.await {
        Ok(Ok(receipt)) => Ok(receipt),
        Ok(Err(Rejection::Refused(refused))) => Err(NotEntered::Refused(refused)),
        Ok(Err(Rejection::Busy)) => Err(NotEntered::Busy),
        Ok(Err(Rejection::Ledger(_) | Rejection::Stopped)) | Err(_) => Err(NotEntered::Disk),
    }
}

/// Why an act was not entered.
#[derive(Clone, Debug)]
pub enum NotEntered {
    /// The rules, or the form of a record, refuse it.
    Refused(Refused),
    /// This record is only read.
    ReadOnly,
    /// Too many acts are waiting; nothing was entered, try again.
    Busy,
    /// The disk would not keep it; nothing was entered, or the server must start again before anything else is.
    Disk,
}

/// Why a data file cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The record in it.
    #[error("entry {seq}: {error}")]
    Record {
        /// The place of the entry.
        seq: u64,
        /// What is wrong with it.
        error: ReplayError,
    },
    /// There is no entry in it, not even a founding.
    #[error("the record is empty; make one with `shura seal`")]
    Empty,
    /// The desk.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl House {
    /// A record that is only read: history, or one that was closed.
    pub fn to_read(key: &str, book: Book, desk: Desk) -> Self {
        let (_, size) = watch::channel(book.entries.len() as u64);
        Self::new(key, Arc::new(RwLock::new(book)), None, size, desk)
    }

    /// Opens the organisation that lies in a data file, to work.
    ///
    /// # Errors
    /// The file cannot be used, or what lies in it is no record in order.
    pub fn open(key: &str, file: &Path, clock: Clock) -> Result<Self, OpenError> {
        let ledger = Sqlite::open(file)?;
        let book = Book::of_ledger(&ledger)?;
        let desk = Desk::open(file)?;
        Ok(Self::at_work(key, book, Box::new(ledger), desk, clock))
    }

    /// An organisation at work: the book holds what the ledger holds.
    pub fn at_work(key: &str, book: Book, ledger: Box<dyn Ledger>, desk: Desk, clock: Clock) -> Self {
        let (tell, size) = watch::channel(book.entries.len() as u64);
        let book = Arc::new(RwLock::new(book));
        let clerk = Clerk::new(book.clone(), tell, clock);
        let beside = Beside::of(ledger.as_ref());
        Self::new(key, book, Some((Sequencer::start(ledger, clerk), beside)), size, desk)
    }

    fn new(
        key: &str,
        book: Arc<RwLock<Book>>,
        at_work: Option<(Sequencer<Clerk>, Beside)>,
        size: watch::Receiver<u64>,
        desk: Desk,
    ) -> Self {
        let (writer, beside) = at_work.unzip();
        Self {
            key: key.to_owned(),
            book,
            writer,
            beside,
            size,
            desk,
            live: Live::default(),
            log_key: None,
            witnesses: None,
            imports: Imports::default(),
        }
    }

    /// The same house, whose log is signed with this key.
    pub fn signing_with(mut self, key: NoteSigner) -> Self {
        self.log_key = Some(Arc::new(key));
        self
    }

    /// The same house, whose checkpoints these witnesses are asked to cosign while it is served.
    pub fn witnessed_by(mut self, witnesses: Witnesses) -> Self {
        self.witnesses = Some(Arc::new(witnesses));
        self
    }

    /// Who must cosign its checkpoints, if anybody must.
    pub fn witnesses(&self) -> Option<&Witnesses> {
        self.witnesses.as_deref()
    }

    /// The key of the log, where the server holds it.
    pub(crate) fn log_key(&self) -> Option<&NoteSigner> {
        self.log_key.as_deref()
    }

    /// The public key of the log, where the server holds the log's key.
    pub fn log(&self) -> Option<&NoteVerifier> {
        self.log_key.as_ref().map(|key| key.verifier())
    }

    /// Publishes a signed checkpoint of everything entered so far, if the server holds the log's key.
    pub fn publish(&self) {
        let Some((key, beside)) = self.log_key.clone().zip(self.beside.as_ref()) else { return };
        let published = beside.published.clone();
        self.with_ledger(move |ledger| {
            let last = ledger.last_published().ok().flatten();
            let last = last.and_then(|note| SignedNote::parse(note.as_bytes()).ok());
            if last
                .and_then(|note| Checkpoint::parse(&note.text).ok())
                .is_some_and(|last| last.size == ledger.head().size)
            {
                return;
            }
            let newest = checkpoint(ledger, &key);
            publish(ledger, &published, newest);
        });
    }

    /// Publishes a checkpoint that others have signed too, and waits until that is done or has failed.
    pub(crate) async fn publish_cosigned(&self, note: String) {
        let Some(published) = self.beside.as_ref().map(|beside| beside.published.clone()) else { return };
        self.ask_ledger(move |ledger| publish(ledger, &published, note)).await;
    }

    /// The checkpoint published last.
    pub fn published(&self) -> Option<String> {
        let published = &self.beside.as_ref()?.published;
        published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Does some work beside the writer, on a thread of its own: it opens the ledger to read, and nothing that is entered waits for it.
    pub async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader) -> Option<T> + Send + 'static,
    ) -> Option<T> {
        let Beside { reader, turn, .. } = self.beside.as_ref()?;
        let (reader, turn) = (reader.clone(), turn.clone().acquire_owned().await.ok()?);
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&reader)
        });
        done.await.ok()?
    }

    /// How the ledger is opened to read, where acts are entered.
    pub(crate) fn reader(&self) -> Option<Reader> {
        self.beside.as_ref().map(|beside| beside.reader.clone())
    }

    /// The record for reading. Hold it only while a page is made, never across an await.
    pub fn book(&self) -> RwLockReadGuard<'_, Book> {
        read(&self.book)
    }

    /// How many acts are entered, and word of every change.
    pub fn size(&self) -> watch::Receiver<u64> {
        self.size.clone()
    }

    /// Whether acts can be entered.
    pub fn is_at_work(&self) -> bool {
        self.writer.is_some()
    }

    /// Enters an act; when this returns a receipt the act is durable and every page shows it.
    pub async fn enter(&self, submission: Submission) -> Result<Receipt, NotEntered> {
        self.enter_with_words(submission, None).await
    }

    /// The same with the words of a text that the act names by hash.
    pub async fn enter_with_words(
        &self,
        submission: Submission,
        words: Option<String>,
    ) -> Result<Receipt, NotEntered> {
        told(self.hand_in(HandedIn::new(submission, words))).await
    }

    fn hand_in(&self, act: HandedIn) -> Option<oneshot::Receiver<Answer<Refused>>> {
        let (tell, told) = oneshot::channel();
        self.writer.as_ref()?.submit(act, move |answer| {
            // Nobody is left to tell if the visitor has gone; the act is entered all the same.
            let _ = tell.send(answer);
        });
        Some(told)
    }

    /// Enters acts one after another in the name of a person, all handed in at once; an answer for each.
    pub async fn enter_in_order(&self, person: &Id, entries: &[Entry]) -> Vec<Result<Receipt, NotEntered>> {
        let handed_in: Vec<_> = entries
            .iter()
            .map(|entry| self.hand_in(HandedIn::new(Submission::of(person, entry.clone()), None)))
            .collect();
        let mut answers = vec![];
        for answer in handed_in {
            answers.push(told(answer).await);
        }
        answers
    }

    /// The members of a unit whom the register names.
    pub fn members_of(&self, unit: &Id) -> Vec<Id> {
        self.desk.members_of(unit)
    }

    /// Runs some work with the ledger between two batches; false if nothing is written here or the writer has stopped.
    pub fn with_ledger(&self, work: impl FnOnce(&mut dyn Ledger) + Send + 'static) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.with(work).is_ok())
    }

    /// Asks the ledger between two batches; none if nothing is written here or the writer has stopped.
    pub async fn ask_ledger<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut dyn Ledger) -> T + Send + 'static,
    ) -> Option<T> {
        let (tell, told) = oneshot::channel();
        let asked = self.with_ledger(move |ledger| {
            // Nobody is left to tell if whoever asked has gone.
            let _ = tell.send(question(ledger));
        });
        if asked { told.await.ok() } else { None }
    }

    /// Waits until everything handed in is durable, and lets the ledger go.
    pub fn close(self) {
        if let Some(writer) = self.writer {
            drop(writer.close());
        }
    }
}
