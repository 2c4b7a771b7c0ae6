//! What a witness remembers, in SQLite, and its answers (C2SP tlog-witness).

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use shura_tlog::witness::{AddCheckpoint, Refusal, decide};
use shura_tlog::{Hash, NoteSigner, NoteVerifier, TlogError, sha256};
use std::path::Path;

/// An answer to a request, for HTTP to carry.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status code.
    pub status: u16,
    /// `Content-Type`.
    pub kind: &'static str,
    /// Body.
    pub body: String,
}

impl Answer {
    fn text(status: u16, body: impl Into<String>) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: body.into() }
    }
}

/// A witness: its memory and its key.
pub struct Store {
    connection: Connection,
    signer: NoteSigner,
}

impl Store {
    /// Makes the memory of a new witness.
    pub fn create(path: &Path) -> rusqlite::Result<()> {
        let connection = open(path, rusqlite::OpenFlags::default())?;
        connection.execute_batch(&format!("BEGIN; {}; COMMIT", include_str!("schema.sql")))
    }

    /// Opens the memory of a witness; never makes one, since a witness that forgot would cosign anything.
    pub fn open(path: &Path, signer: NoteSigner) -> rusqlite::Result<Self> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = open(path, flags)?;
        connection.query_row("SELECT count(*) FROM log", [], |_| Ok(()))?;
        Ok(Self { connection, signer })
    }

    /// Trusts a key for the log of its name.
    pub fn trust(&mut self, key: &NoteVerifier) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction()?;
        let row = params![key.name(), Hash::empty_root().0];
        transaction.execute("INSERT INTO log VALUES (?1, 0, ?2, '') ON CONFLICT DO NOTHING", row)?;
        transaction.execute(
            "INSERT INTO key VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![key.name(), key.to_string()],
        )?;
        transaction.commit()
    }

    /// Answers an `add-checkpoint` at `now`, in seconds since 1970. What it cosigns it has remembered before it answers.
    pub fn add_checkpoint(&mut self, body: &[u8], now: u64) -> Answer {
        match AddCheckpoint::parse(body) {
            Err(error) => Answer::text(400, format!("{error}\n")),
            Ok(request) => {
                self.add(&request, now).unwrap_or_else(|error| Answer::text(500, format!("{error}\n")))
            }
        }
    }

    fn add(&mut self, request: &AddCheckpoint, now: u64) -> rusqlite::Result<Answer> {
        // The lock for writing is taken before the size is read, so that no other request comes between.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let origin = &request.checkpoint.origin;
        let known: Option<(i64, [u8; 32])> = transaction
            .query_row("SELECT size, root FROM log WHERE origin = ?1", [origin], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let Some((size, root)) = known else {
            return Ok(Answer::text(404, format!("{origin} is not a log that this witness knows\n")));
        };
        let keys: Vec<String> = transaction
            .prepare("SELECT vkey FROM key WHERE origin = ?1")?
            .query_map([origin], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let keys: Vec<NoteVerifier> = keys.iter().filter_map(|key| NoteVerifier::parse(key).ok()).collect();
        if let Err(refusal) = decide(&keys, size.cast_unsigned(), &Hash(root), request) {
            return Ok(refused(&refusal));
        }
        let line = self.signer.sign(&request.note.text, now);
        let note = remembered(request, &keys, &line);
        let new = &request.checkpoint;
        transaction.execute(
            "UPDATE log SET size = ?2, root = ?3, note = ?4 WHERE origin = ?1",
            params![origin, new.size.cast_signed(), new.root.0, note],
        )?;
        transaction.commit()?;
        Ok(Answer::text(200, format!("{line}\n")))
    }

    /// Answers `GET /<SHA-256 of the origin>/checkpoint`: the last checkpoint cosigned, for monitors.
    pub fn checkpoint(&self, origin_hash: &str) -> Answer {
        let found = self.connection.prepare("SELECT origin, note FROM log WHERE note <> ''").and_then(
            |mut statement| {
                let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                rows.collect::<rusqlite::Result<Vec<(String, String)>>>()
            },
        );
        let notes = match found {
            Ok(notes) => notes,
            Err(error) => return Answer::text(500, format!("{error}\n")),
        };
        match notes.into_iter().find(|(origin, _)| sha256(origin.as_bytes()).to_string() == origin_hash) {
            Some((_, note)) => Answer::text(200, note),
            None => Answer::text(404, "this witness has cosigned no checkpoint of such a log\n"),
        }
    }
}

/// The note with the signatures of the log that were checked and the witness's own, without those of strangers.
fn remembered(
    request: &AddCheckpoint,
    keys: &[NoteVerifier],
    own: &shura_tlog::note::NoteSignature,
) -> String {
    let mut note = request.note.clone();
    note.signatures.retain(|line| keys.iter().any(|key| key.matches(line)));
    note.signatures.push(own.clone());
    note.to_string()
}

fn refused(refusal: &Refusal) -> Answer {
    match refusal {
        Refusal::Signature(error) => Answer::text(403, format!("{error}\n")),
        Refusal::Backwards => Answer::text(400, "the old size exceeds the size of the checkpoint\n"),
        Refusal::Conflict(size) => {
            Answer { status: 409, kind: "text/x.tlog.size", body: format!("{size}\n") }
        }
        Refusal::Inconsistent(error @ TlogError::TooMuch { .. }) => Answer::text(400, format!("{error}\n")),
        Refusal::Inconsistent(error) => Answer::text(422, format!("{error}\n")),
    }
}

fn open(path: &Path, flags: rusqlite::OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON")?;
    Ok(connection)
}
