//! The record in one SQLite file: WAL, `synchronous=FULL`, STRICT tables, triggers that refuse changes.
//!
//! One process writes: it holds a lock on `<file>.lock`, which the operating system releases with the process. Others may
//! read the file while it is written ([`Sqlite::open_to_read`]) and back it up ([`backup`]).

use crate::acts::Acts;
use crate::{
    Entry, Head, Ledger, LedgerError, Read, Reader, Receipt, Text, admissible, admissible_text,
    first_of_each, grow, publishable,
};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};
use shura_tlog::{EntrySignature, Hash, Tile, Tree, leaf_hash, note::check_name};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const SCHEMA: &str = include_str!("sql/schema.sql");

/// The version of the tables, kept in the file.
const FORMAT: i64 = 3;

/// A ledger in a file.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    connection: Connection,
    origin: String,
    tree: Tree,
    /// Read from the file when an act is looked for: most readers look for none.
    pub(crate) acts: OnceCell<Acts>,
    /// Held while the ledger is open for writing; none for a reader.
    lock: Option<Lock>,
    /// Set when a commit came back with an error that does not say whether it was kept.
    in_doubt: Option<String>,
    /// Whether the record is shown as it lies there, for a verifier to judge.
    as_found: bool,
    #[cfg(test)]
    pub(crate) faults: crate::faults::Faults,
}

impl Sqlite {
    /// Begins a record of this name in a new file.
    ///
    /// # Errors
    /// [`LedgerError::Exists`] if there is a file already, [`LedgerError::Locked`], and broken storage. A file appears
    /// only when it is complete.
    pub fn create(path: &Path, origin: &str) -> Result<Self, LedgerError> {
        check_name(origin)?;
        let lock = lock(path)?;
        place_whole(path, |new| {
            let connection = Connection::open(new).map_err(failed)?;
            prepare(&connection)?;
            connection.execute_batch(&format!("BEGIN; {SCHEMA}")).map_err(failed)?;
            connection
                .execute("INSERT INTO record VALUES (?1, ?2)", params![origin, FORMAT])
                .map_err(failed)?;
            connection.execute_batch("COMMIT").map_err(failed)?;
            connection.close().map_err(|(_, error)| failed(error))
        })?;
        Self::load(path, Some(lock))
    }

    /// Opens a record for writing.
    ///
    /// # Errors
    /// [`LedgerError::Missing`] if there is none: opening never creates. [`LedgerError::Locked`] while another process has
    /// it open. [`LedgerError::Corrupt`] if the last entries and tiles do not lead to the last head.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        exists(path)?;
        let lock = lock(path)?;
        Self::load(path, Some(lock))
    }

    /// Opens a record for reading, also while another process writes it. It shows the record as it is now and does not
    /// grow; open it again to see more.
    ///
    /// # Errors
    /// As [`Sqlite::open`], but without the lock.
    pub fn open_to_read(path: &Path) -> Result<Self, LedgerError> {
        exists(path)?;
        Self::load(path, None)
    }

    /// Opens a record for reading as it lies there, without comparing anything: entries, tiles and head may belie one another. For
    /// whoever verifies it, and for nothing else.
    ///
    /// # Errors
    /// [`LedgerError::Missing`], and what cannot be read at all.
    pub fn open_as_found(path: &Path) -> Result<Self, LedgerError> {
        exists(path)?;
        let mut ledger = Self::connect(path, None)?;
        ledger.as_found = true;
        let last = ledger.last_head()?;
        let start = last.size - last.size % 256;
        let mut leaves: Vec<Hash> =
            ledger.read(start, 256)?.iter().map(|entry| leaf_hash(&entry.bytes)).collect();
        // A tree of this size at any rate, whatever its root: it is there to say which tiles are full.
        leaves.resize((last.size - start) as usize, Hash::empty_root());
        ledger.tree = Tree::restore(last.size, leaves, &mut |tile| ledger.full_tile(tile))?;
        Ok(ledger)
    }

    fn load(path: &Path, lock: Option<Lock>) -> Result<Self, LedgerError> {
        let mut ledger = Self::connect(path, lock)?;
        ledger.tree = ledger.restore_tree()?;
        if ledger.lock.is_some() {
            ledger.acts()?;
        }
        Ok(ledger)
    }

    fn connect(path: &Path, lock: Option<Lock>) -> Result<Self, LedgerError> {
        // A reader opens for writing too, since a WAL can only be read by whoever may write its index.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if !is_database(path).map_err(broken)? {
            return Err(LedgerError::NotARecord);
        }
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        prepare(&connection)?;
        if lock.is_none() {
            connection.execute_batch("PRAGMA query_only=ON; BEGIN").map_err(damaged)?;
        }
        let (origin, format): (String, i64) = connection
            .query_row("SELECT origin, format FROM record", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(damaged)?;
        if format != FORMAT {
            return Err(LedgerError::Refused { why: "the file is of another version of the tables" });
        }
        Ok(Self {
            path: path.to_owned(),
            connection,
            origin,
            tree: Tree::new(),
            acts: OnceCell::new(),
            lock,
            in_doubt: None,
            as_found: false,
            #[cfg(test)]
            faults: Default::default(),
        })
    }

    /// The tree out of the tiles and the last entries, which must lead to the last head.
    fn restore_tree(&self) -> Result<Tree, LedgerError> {
        let last = self.last_head()?;
        let start = last.size - last.size % 256;
        let leaves = self.read(start, 256)?.iter().map(|entry| leaf_hash(&entry.bytes)).collect();
        let tree = Tree::restore(last.size, leaves, &mut |tile| self.full_tile(tile))
            .map_err(|error| corrupt("the tree", error))?;
        if tree.root() != last.root {
            return Err(corrupt("the last head", "the entries and tiles do not lead to its root"));
        }
        Ok(tree)
    }

    fn acts(&self) -> Result<&Acts, LedgerError> {
        if let Some(acts) = self.acts.get() {
            return Ok(acts);
        }
        let acts = self.index_acts().map_err(damaged)?;
        Ok(self.acts.get_or_init(|| acts))
    }

    fn index_acts(&self) -> rusqlite::Result<Acts> {
        let mut acts = Acts::default();
        let mut statement =
            self.connection.prepare("SELECT act, seq FROM entry WHERE seq < ?1 ORDER BY seq")?;
        let mut rows = statement.query([integer(self.tree.size())])?;
        while let Some(row) = rows.next()? {
            acts.insert(&Hash(row.get(0)?), row.get::<_, i64>(1)?.cast_unsigned());
        }
        Ok(acts)
    }

    fn last_head(&self) -> Result<Head, LedgerError> {
        let head = self
            .connection
            .prepare_cached(
                "SELECT seq + 1, root FROM entry WHERE root IS NOT NULL ORDER BY seq DESC LIMIT 1",
            )
            .and_then(|mut statement| statement.query_row([], head_of_row).optional())
            .map_err(damaged)?;
        Ok(head.unwrap_or(Head { size: 0, root: Hash::empty_root() }))
    }

    fn full_tile(&self, tile: Tile) -> Result<Vec<Hash>, LedgerError> {
        let bytes: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT hashes FROM tile WHERE level = ?1 AND place = ?2")
            .and_then(|mut statement| {
                statement.query_row(params![tile.level, integer(tile.index)], |row| row.get(0)).optional()
            })
            .map_err(damaged)?;
        let bytes = bytes.ok_or_else(|| corrupt(&tile.path(), "the tile is missing"))?;
        tile.hashes(&bytes).map_err(|error| corrupt(&tile.path(), error))
    }

    /// Runs one storage call. Tests make it fail before or after it took place.
    fn call<T>(&self, run: impl FnOnce() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        #[cfg(test)]
        return self.faults.around(run);
        #[cfg(not(test))]
        run()
    }

    fn writable(&self) -> Result<(), LedgerError> {
        match (&self.in_doubt, &self.lock) {
            (Some(why), _) => Err(LedgerError::InDoubt { why: why.clone() }),
            (None, None) => Err(LedgerError::Refused { why: "the record is open for reading only" }),
            (None, Some(_)) => Ok(()),
        }
    }

    /// Runs `write` in a transaction. Whatever fails before COMMIT is taken back and was not kept; of a COMMIT that
    /// fails nobody can say, except when the file is full, which SQLite notices before the commit is complete.
    fn transaction<T>(
        &mut self,
        write: impl FnOnce(&Self) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        self.writable()?;
        let written = self
            .call(|| self.connection.execute_batch("BEGIN IMMEDIATE"))
            .map_err(failed)
            .and_then(|()| write(self));
        let error = match written {
            Err(error) => error,
            Ok(value) => match self.call(|| self.connection.execute_batch("COMMIT")) {
                Ok(()) => return Ok(value),
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => LedgerError::Full,
                Err(error) => {
                    self.in_doubt = Some(error.to_string());
                    return Err(LedgerError::InDoubt { why: error.to_string() });
                }
            },
        };
        if !self.connection.is_autocommit()
            && let Err(rollback) = self.connection.execute_batch("ROLLBACK")
        {
            self.in_doubt = Some(rollback.to_string());
        }
        Err(error)
    }

    fn receipts(&self, entries: &[Entry]) -> Result<Option<Vec<Receipt>>, LedgerError> {
        entries.iter().map(|entry| self.find(&entry.act)).collect()
    }

    /// Keeps words with the entry that brings them, unless they are here already.
    fn keep_text(&self, seq: i64, text: &Text) -> Result<(), LedgerError> {
        let sql = "INSERT INTO text (seq, hash, words) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        let row = params![seq, text.hash.0, text.words];
        self.call(|| self.connection.prepare_cached(sql)?.execute(row)).map_err(failed)?;
        Ok(())
    }

    /// Writes the entries that are not in the record yet; gives the grown tree and a receipt for each new entry.
    fn write_batch(&self, size: u64, entries: &[Entry]) -> Result<(Tree, Vec<Receipt>), LedgerError> {
        let stored = self.last_head()?;
        if stored.size != size || stored.root != self.tree.root() {
            return Err(corrupt(
                "the last head",
                "it is not the one this process wrote; another program wrote to the file",
            ));
        }
        let mut fresh = Vec::with_capacity(entries.len());
        for entry in first_of_each(entries.iter()) {
            if self.find(&entry.act)?.is_none() {
                fresh.push(entry);
            }
        }
        let (mut tree, leaves) = grow(&self.tree, &fresh)?;
        let root = tree.root();
        let sql = "INSERT INTO entry (seq, act, bytes, root) VALUES (?1, ?2, ?3, ?4)";
        let mut insert = self.connection.prepare_cached(sql).map_err(failed)?;
        let mut sign =
            self.connection.prepare_cached("INSERT INTO signature VALUES (?1, ?2, ?3)").map_err(failed)?;
        for (entry, seq) in fresh.iter().zip(integer(size)..) {
            let root = (seq + 1 == integer(tree.size())).then_some(root.0);
            self.call(|| insert.execute(params![seq, entry.act.0, entry.bytes, root])).map_err(failed)?;
            for signature in &entry.signatures {
                self.call(|| sign.execute(params![seq, signature.key, signature.signature]))
                    .map_err(failed)?;
            }
            entry.text.as_ref().map_or(Ok(()), |text| self.keep_text(seq, text))?;
        }
        for (tile, hashes) in tree.take_filled() {
            let row = params![tile.level, integer(tile.index), Tile::bytes(&hashes)];
            let sql = "INSERT INTO tile VALUES (?1, ?2, ?3)";
            self.call(|| self.connection.prepare_cached(sql)?.execute(row)).map_err(failed)?;
        }
        let receipts = fresh.iter().zip(leaves).zip(size..);
        let receipts = receipts.map(|((entry, leaf), seq)| Receipt { seq, act: entry.act, leaf }).collect();
        Ok((tree, receipts))
    }
}

impl Ledger for Sqlite {
    fn origin(&self) -> &str {
        &self.origin
    }

    fn head(&self) -> Head {
        Head { size: self.tree.size(), root: self.tree.root() }
    }

    fn append(&mut self, expected: u64, entries: &[Entry]) -> Result<Vec<Receipt>, LedgerError> {
        self.writable()?;
        admissible(entries)?;
        let found = self.tree.size();
        if found != expected {
            return self.receipts(entries)?.ok_or(LedgerError::Conflict { expected, found });
        }
        let (tree, fresh) = self.transaction(|ledger| ledger.write_batch(expected, entries))?;
        self.tree = tree;
        if let Some(acts) = self.acts.get_mut() {
            fresh.iter().for_each(|receipt| acts.insert(&receipt.act, receipt.seq));
        }
        if fresh.len() == entries.len() {
            return Ok(fresh);
        }
        self.receipts(entries)?
            .ok_or_else(|| corrupt("the entries", "an act that was just kept is not found"))
    }

    fn put_back(&mut self, seq: u64, text: &Text) -> Result<(), LedgerError> {
        admissible_text(text)?;
        if seq >= self.tree.size() {
            return Err(LedgerError::Refused { why: "there is no such entry" });
        }
        self.transaction(|ledger| ledger.keep_text(integer(seq), text))
    }

    fn find(&self, act: &Hash) -> Result<Option<Receipt>, LedgerError> {
        for seq in self.acts()?.candidates(act) {
            let row: Option<([u8; 32], Vec<u8>)> = self
                .connection
                .prepare_cached("SELECT act, bytes FROM entry WHERE seq = ?1")
                .and_then(|mut statement| {
                    statement.query_row([integer(seq)], |row| Ok((row.get(0)?, row.get(1)?))).optional()
                })
                .map_err(damaged)?;
            if let Some((_, bytes)) = row.filter(|(found, _)| *found == act.0) {
                return Ok(Some(Receipt { seq, act: *act, leaf: leaf_hash(&bytes) }));
            }
        }
        Ok(None)
    }

    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError> {
        let entries = self.read_entries(from, limit).map_err(damaged)?;
        let missing = entries.iter().zip(from..).find(|((seq, _), expected)| *seq != integer(*expected));
        if let Some((_, seq)) = missing.filter(|_| !self.as_found) {
            return Err(corrupt(&format!("entry {seq}"), "it is missing"));
        }
        let altered = |(_, entry): &&(i64, Entry)| entry.text.as_ref().is_some_and(|text| !text.is_whole());
        if let Some((seq, _)) = entries.iter().find(altered).filter(|_| !self.as_found) {
            return Err(corrupt(&format!("the text of entry {seq}"), "its words are not those of its hash"));
        }
        Ok(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    fn tile(&self, tile: Tile) -> Result<Vec<Hash>, LedgerError> {
        if let Some((_, hashes)) = self.tree.partial().find(|(t, _)| *t == tile) {
            return Ok(hashes.to_vec());
        }
        let hashes = self.tree.size().checked_shr(8 * u32::from(tile.level)).unwrap_or(0);
        if tile.is_full() && tile.index < hashes / 256 {
            return self.full_tile(tile);
        }
        Err(LedgerError::Refused { why: "the tree has no such tile" })
    }

    fn heads(&self, from: u64, limit: usize) -> Result<Vec<Head>, LedgerError> {
        self.connection
            .prepare_cached(
                "SELECT seq + 1, root FROM entry WHERE seq >= ?1 - 1 AND root IS NOT NULL ORDER BY seq LIMIT ?2",
            )
            .and_then(|mut statement| {
                statement.query_map(params![integer(from), integer(limit as u64)], head_of_row)?.collect()
            })
            .map_err(damaged)
    }

    fn publish(&mut self, note: &str) -> Result<(), LedgerError> {
        let last = self.last_published()?;
        let head_at = |size| Ok(self.heads(size, 1)?.first().copied());
        let size = publishable(note, &self.origin, last.as_deref(), head_at)?;
        self.transaction(|ledger| {
            let sql = "INSERT INTO checkpoint (size, note) VALUES (?1, ?2)";
            ledger.call(|| ledger.connection.execute(sql, params![integer(size), note])).map_err(failed)
        })?;
        Ok(())
    }

    fn last_published(&self) -> Result<Option<String>, LedgerError> {
        let sql = "SELECT note FROM checkpoint ORDER BY number DESC LIMIT 1";
        self.connection.query_row(sql, [], |row| row.get(0)).optional().map_err(damaged)
    }

    fn reader(&self) -> Reader {
        let path = self.path.clone();
        Arc::new(move || Ok(Box::new(Self::open_to_read(&path)?)))
    }

    fn published(&self, from: u64, limit: usize) -> Result<Vec<String>, LedgerError> {
        self.connection
            .prepare_cached("SELECT note FROM checkpoint WHERE number > ?1 ORDER BY number LIMIT ?2")
            .and_then(|mut statement| {
                statement
                    .query_map(params![integer(from), integer(limit as u64)], |row| row.get(0))?
                    .collect()
            })
            .map_err(damaged)
    }
}

impl Sqlite {
    fn read_entries(&self, from: u64, limit: usize) -> rusqlite::Result<Vec<(i64, Entry)>> {
        let (from, to) = (integer(from), integer(from.saturating_add(limit as u64)));
        let mut statement = self
            .connection
            .prepare_cached("SELECT seq, act, bytes FROM entry WHERE seq >= ?1 AND seq < ?2 ORDER BY seq")?;
        let rows = statement.query_map([from, to], |row| {
            let entry =
                Entry { act: Hash(row.get(1)?), bytes: row.get(2)?, signatures: Vec::new(), text: None };
            Ok((row.get(0)?, entry))
        })?;
        let mut entries: Vec<(i64, Entry)> = rows.collect::<rusqlite::Result<_>>()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, key, signature FROM signature WHERE seq >= ?1 AND seq < ?2 ORDER BY seq, key",
        )?;
        let mut rows = statement.query([from, to])?;
        let mut slots = entries.iter_mut().peekable();
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            while slots.next_if(|(place, _)| *place < seq).is_some() {}
            if let Some((_, entry)) = slots.peek_mut().filter(|(place, _)| *place == seq) {
                entry.signatures.push(EntrySignature { key: row.get(1)?, signature: row.get(2)? });
            }
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT seq, hash, words FROM text WHERE seq >= ?1 AND seq < ?2 ORDER BY seq")?;
        let mut rows = statement.query([from, to])?;
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            let place = entries.binary_search_by_key(&seq, |(place, _)| *place);
            if let Some((_, entry)) = place.ok().and_then(|place| entries.get_mut(place)) {
                entry.text = Some(Text { hash: Hash(row.get(1)?), words: row.get(2)? });
            }
        }
        Ok(entries)
    }

    /// What SQLite itself finds wrong with the file, and whether its tables and the triggers that refuse changes are those that were made.
    ///
    /// # Errors
    /// [`LedgerError::Corrupt`].
    pub fn check_file(&self) -> Result<(), LedgerError> {
        let verdict: String =
            self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(damaged)?;
        if verdict != "ok" {
            return Err(corrupt("the file", verdict));
        }
        let fresh = Connection::open_in_memory().map_err(failed)?;
        fresh.execute_batch(SCHEMA).map_err(failed)?;
        let mut found = made(&self.connection).map_err(damaged)?;
        for (name, (kind, sql)) in made(&fresh).map_err(failed)? {
            if found.remove(&name) != Some((kind.clone(), sql)) {
                return Err(corrupt(
                    "the file",
                    format!("its {kind} {name} is missing, or not the one that was made"),
                ));
            }
        }
        // Other tables may lie beside the record, but nothing that acts when the record is written or read.
        match found.into_iter().find(|(_, (kind, _))| matches!(kind.as_str(), "trigger" | "view")) {
            Some((name, (kind, _))) => {
                Err(corrupt("the file", format!("there is a {kind} too many: {name}")))
            }
            None => Ok(()),
        }
    }

    #[cfg(test)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// Copies a record to a new file, whole and as of one moment, while it may be written.
///
/// # Errors
/// [`LedgerError::Exists`] if there is a file at `to`, [`LedgerError::Missing`], and broken storage.
pub fn backup(from: &Path, to: &Path) -> Result<(), LedgerError> {
    exists(from)?;
    place_whole(to, |new| copy(from, new))
}

fn copy(from: &Path, new: &Path) -> Result<(), LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(from, flags).map_err(failed)?;
    let mut copy = Connection::open(new).map_err(failed)?;
    // All pages in one step: one snapshot of the WAL, which a writer neither disturbs nor waits for.
    rusqlite::backup::Backup::new(&source, &mut copy).and_then(|backup| backup.step(-1)).map_err(failed)?;
    copy.close().map_err(|(_, error)| failed(error))
}

/// Puts a backup in the place of a record that is no longer there, after checking it; `prepare` may change what lies beside the record
/// before the file gets its name.
///
/// # Errors
/// [`LedgerError::Exists`] if there is a record at `to` (move it aside first: it is evidence), and what the check finds.
pub fn restore(
    from: &Path,
    to: &Path,
    read: Read,
    prepare: impl FnOnce(&Path) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    let source = Sqlite::open_to_read(from)?;
    source.check_file()?;
    crate::fsck(&source, read, &mut |_| ()).map_err(|damage| corrupt(&from.display().to_string(), damage))?;
    drop(source);
    let _lock = lock(to)?;
    place_whole(to, |new| copy(from, new).and_then(|()| prepare(new)))
}

/// Lets a file appear at `path` complete and synced, or not at all, and never over another.
fn place_whole(path: &Path, write: impl FnOnce(&Path) -> Result<(), LedgerError>) -> Result<(), LedgerError> {
    let taken = || LedgerError::Exists { path: path.display().to_string() };
    if path.exists() {
        return Err(taken());
    }
    let new = beside(path, "new");
    match std::fs::remove_file(&new) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(broken(error)),
        _ => {}
    }
    write(&new)?;
    File::open(&new).and_then(|file| file.sync_all()).map_err(broken)?;
    // Unlike a rename, a link does not replace what is there.
    std::fs::hard_link(&new, path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => taken(),
        _ => broken(error),
    })?;
    std::fs::remove_file(&new).map_err(broken)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(broken)
}

/// The right to write, for as long as it lives.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    /// Unlocks at once: closing alone would leave the lock with a child process that was just forked and not yet started.
    fn drop(&mut self) {
        // Closing releases it anyway, a moment later.
        let _ = self.0.unlock();
    }
}

fn lock(path: &Path) -> Result<Lock, LedgerError> {
    let path = beside(path, "lock");
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = opened.map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            LedgerError::Unwritable { why: format!("{}: {error}", path.display()) }
        }
        _ => broken(error),
    })?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(LedgerError::Locked { path: path.display().to_string() }),
        Err(TryLockError::Error(error)) => Err(broken(error)),
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// Whether a file begins as SQLite's files do; an empty one SQLite would take for a new database and write to.
fn is_database(path: &Path) -> std::io::Result<bool> {
    let mut start = vec![];
    File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(start == MAGIC)
}

/// The first bytes of a file of SQLite.
pub const MAGIC: &[u8] = b"SQLite format 3\0";

pub(crate) fn exists(path: &Path) -> Result<(), LedgerError> {
    if path.is_file() { Ok(()) } else { Err(LedgerError::Missing { path: path.display().to_string() }) }
}

/// What is made in a file, by name: its kind and the SQL that makes it.
fn made(connection: &Connection) -> rusqlite::Result<BTreeMap<String, (String, Option<String>)>> {
    let mut statement = connection.prepare("SELECT name, type, sql FROM sqlite_schema")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    rows.collect()
}

/// The settings on which the guarantees rest.
fn prepare(connection: &Connection) -> Result<(), LedgerError> {
    let set = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;
               PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA recursive_triggers=ON;";
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(failed)?;
    connection.execute_batch(set).map_err(damaged)
}

fn head_of_row(row: &rusqlite::Row) -> rusqlite::Result<Head> {
    let size: i64 = row.get(0)?;
    Ok(Head { size: size.cast_unsigned(), root: Hash(row.get(1)?) })
}

/// A number as SQLite has it. No size or place of a tree exceeds 2^53.
fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn broken(error: std::io::Error) -> LedgerError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => LedgerError::Full,
        _ => LedgerError::Failed { why: error.to_string() },
    }
}

pub(crate) fn failed(error: rusqlite::Error) -> LedgerError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => LedgerError::Full,
        Some(ErrorCode::DatabaseCorrupt) => corrupt("the file", error),
        _ => unusable(&error).unwrap_or_else(|| LedgerError::Failed { why: error.to_string() }),
    }
}

pub(crate) fn damaged(error: rusqlite::Error) -> LedgerError {
    unusable(&error).unwrap_or_else(|| corrupt("the file", error))
}

/// Why a file cannot be used as it lies there, though nothing failed and nothing need be damaged.
fn unusable(error: &rusqlite::Error) -> Option<LedgerError> {
    match error.sqlite_error_code()? {
        ErrorCode::NotADatabase => Some(LedgerError::NotARecord),
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            Some(LedgerError::Unwritable { why: error.to_string() })
        }
        _ => None,
    }
}

fn corrupt(place: &str, why: impl std::fmt::Display) -> LedgerError {
    LedgerError::Corrupt { place: place.to_owned(), why: why.to_string() }
}
