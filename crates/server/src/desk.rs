//! The desk at the door: sign-in codes, sessions and passkeys. They say who is asking and give no right; what a person
//! may do follows from the charter. They lie beside the record, in the same data file, and are no part of it.

use rusqlite::{Connection, OptionalExtension, params};
use shura_act::Id;
use shura_tlog::sha256;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, RwLock};

const SCHEMA: &str = include_str!("desk.sql");

/// How long a session lasts without being used, in seconds: 14 days.
pub const SESSION_SECONDS: i64 = 14 * 86_400;

/// The letters of codes: Crockford's base 32, without letters that are taken for digits.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Who a session belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number, by which it is listed and ended.
    pub number: i64,
    /// The person; nobody for a screen that only shows.
    pub person: Option<Id>,
    /// When it began, in seconds since 1970.
    pub since: i64,
    /// When it was last used.
    pub used: i64,
    /// What the browser said of itself.
    pub device: String,
}

/// The desk of one house.
pub struct Desk {
    connection: Mutex<Connection>,
    /// Sessions by the hash of their token: asked for at every request, so they are kept in memory too.
    sessions: RwLock<BTreeMap<[u8; 32], Session>>,
}

/// Broken storage of the desk.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The data file.
    #[error("the desk's tables cannot be used: {0}")]
    Storage(#[from] rusqlite::Error),
    /// The machine gives no random bits; nobody signs in then, since a code that can be guessed is an open door.
    #[error("the machine gives no random numbers")]
    Random,
}

impl Desk {
    /// The desk whose tables lie in a data file.
    ///
    /// # Errors
    /// Broken storage.
    pub fn open(path: &Path) -> Result<Self, DeskError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        Self::on(connection)
    }

    /// A desk that forgets everything when the program ends.
    ///
    /// # Errors
    /// Broken storage.
    pub fn in_memory() -> Result<Self, DeskError> {
        Self::on(Connection::open_in_memory()?)
    }

    fn on(connection: Connection) -> Result<Self, DeskError> {
        connection.execute_batch(SCHEMA)?;
        let mut sessions = BTreeMap::new();
        {
            let mut rows =
                connection.prepare("SELECT token, number, person, since, used, device FROM session")?;
            let rows = rows.query_map([], |row| {
                let person: Option<String> = row.get(2)?;
                let session = Session {
                    number: row.get(1)?,
                    person: person.and_then(|p| Id::new(&p).ok()),
                    since: row.get(3)?,
                    used: row.get(4)?,
                    device: row.get(5)?,
                };
                Ok((row.get(0)?, session))
            })?;
            for row in rows {
                let (token, session) = row?;
                sessions.insert(token, session);
            }
        }
        Ok(Self { connection: Mutex::new(connection), sessions: RwLock::new(sessions) })
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Makes a sign-in code for a person, or for a screen. `uses` is how often it opens the door; none for always.
    ///
    /// # Errors
    /// Broken storage.
    pub fn give_code(&self, person: Option<&Id>, uses: Option<u32>, until: i64) -> Result<String, DeskError> {
        let code = random_code()?;
        self.db().execute(
            "INSERT INTO code (hash, person, uses, until) VALUES (?1, ?2, ?3, ?4)",
            params![hash_of(&code), person.map(Id::as_str), uses, until],
        )?;
        Ok(code)
    }

    /// Opens the door for a code: a token for the cookie of a new session; none if the code opens nothing (any more).
    ///
    /// # Errors
    /// Broken storage.
    pub fn sign_in(&self, code: &str, device: &str, now: i64) -> Result<Option<String>, DeskError> {
        let hash = hash_of(code);
        let found = {
            let db = self.db();
            let found: Option<Option<String>> = db
                .query_row(
                    "SELECT person FROM code WHERE hash = ?1 AND until > ?2 AND (uses IS NULL OR uses > 0)",
                    params![hash, now],
                    |row| row.get(0),
                )
                .optional()?;
            if found.is_some() {
                db.execute(
                    "UPDATE code SET uses = uses - 1 WHERE hash = ?1 AND uses IS NOT NULL",
                    params![hash],
                )?;
            }
            found
        };
        let Some(person) = found else { return Ok(None) };
        let person = person.and_then(|p| Id::new(&p).ok());
        self.begin(person, device, now).map(Some)
    }

    /// Begins a session and gives the token for its cookie.
    ///
    /// # Errors
    /// Broken storage.
    pub fn begin(&self, person: Option<Id>, device: &str, now: i64) -> Result<String, DeskError> {
        let token = random_code()?;
        let hash = hash_of(&token);
        let device: String = device.chars().take(120).collect();
        let number = {
            let db = self.db();
            db.execute(
                "INSERT INTO session (token, person, since, used, device) VALUES (?1, ?2, ?3, ?3, ?4)",
                params![hash, person.as_ref().map(Id::as_str), now, device],
            )?;
            db.last_insert_rowid()
        };
        let session = Session { number, person, since: now, used: now, device };
        self.sessions.write().unwrap_or_else(|p| p.into_inner()).insert(hash, session);
        Ok(token)
    }

    /// The session of a token, if it lasts still.
    pub fn session(&self, token: &str, now: i64) -> Option<Session> {
        let sessions = self.sessions.read().unwrap_or_else(|p| p.into_inner());
        sessions.get(&hash_of(token)).filter(|s| s.used + SESSION_SECONDS > now).cloned()
    }

    /// The sessions of a person, the newest first.
    pub fn sessions_of(&self, person: &Id) -> Vec<Session> {
        let sessions = self.sessions.read().unwrap_or_else(|p| p.into_inner());
        let mut found: Vec<Session> =
            sessions.values().filter(|s| s.person.as_ref() == Some(person)).cloned().collect();
        found.sort_by_key(|s| std::cmp::Reverse(s.number));
        found
    }

    /// Ends a session of a person.
    ///
    /// # Errors
    /// Broken storage.
    pub fn end(&self, person: Option<&Id>, number: i64) -> Result<(), DeskError> {
        let mut sessions = self.sessions.write().unwrap_or_else(|p| p.into_inner());
        sessions.retain(|_, s| s.number != number || s.person.as_ref() != person);
        self.db().execute(
            "DELETE FROM session WHERE number = ?1 AND person IS ?2",
            params![number, person.map(Id::as_str)],
        )?;
        Ok(())
    }
}

/// Codes and tokens are found by their hash, so that the time a look-up takes tells nothing of the code, and whoever
/// reads the data file cannot sign in with what lies there.
fn hash_of(code: &str) -> [u8; 32] {
    let plain: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    sha256(plain.as_bytes()).0
}

/// Sixteen letters, 80 random bits, in groups of four as people copy them from a card.
fn random_code() -> Result<String, DeskError> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| DeskError::Random)?;
    let letter = |b: &u8| LETTERS.get(usize::from(b % 32)).copied().map_or('0', char::from);
    let groups: Vec<String> = bytes.chunks(4).map(|group| group.iter().map(letter).collect()).collect();
    Ok(groups.join("-"))
}
