//! The desk at the door: sign-in codes, sessions and passkeys. They say who is asking and give no right; what a person
//! may do follows from the charter. They lie beside the record, in the same data file, and are no part of it.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use shura_act::{Bilingual, Id};
use shura_ledger::register::{self, Details};
use shura_tlog::sha256;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, RwLock, RwLockWriteGuard};
use webauthn_rs::prelude::Passkey;

const SCHEMA: &str = include_str!("desk.sql");

/// How long a session lasts without being used, in seconds: 14 days.
pub const SESSION_SECONDS: i64 = 14 * 86_400;

/// The most sessions of one person, and of all screens together: when another begins, the oldest ends. Else whoever has a passkey, or the code of
/// the screens, could fill the data file.
pub const OF_A_PERSON: usize = 32;

/// How exactly the last use of a session is kept, in seconds.
const USED_SECONDS: i64 = 600;

/// How long a code or session that has ended is kept, in seconds: 30 days, in which whoever uses it is told that it ended, and after which
/// a clock that was wrong for a while has been set right.
const KEPT_SECONDS: i64 = 30 * 86_400;

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
    /// The hash of its token.
    pub token: TokenHash,
}

impl Session {
    fn lasts(&self, now: i64) -> bool {
        self.used.saturating_add(SESSION_SECONDS) > now
    }
}

/// The hash of the token of a session, under which it is kept: whoever reads it cannot sign in with it.
pub type TokenHash = [u8; 32];

/// What a code does at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It opens: the token for the cookie of the session that begins.
    Session(String),
    /// It was used as often as it may be.
    UsedUp,
    /// Its time is over.
    Old,
    /// Nobody was given it.
    Unknown,
}

/// A passkey as it is listed.
#[derive(Clone, Debug)]
pub struct KeptPasskey {
    /// Its number, by which it is listed and removed.
    pub number: i64,
    /// When it was made, in seconds since 1970.
    pub since: i64,
    /// What the browser said of itself.
    pub device: String,
    /// The passkey.
    pub passkey: Passkey,
}

/// The desk of one house.
pub struct Desk {
    connection: Mutex<Connection>,
    /// Sessions by the hash of their token: asked for at every request, so they are kept in memory too.
    sessions: RwLock<BTreeMap<TokenHash, Session>>,
    /// Names that are not public, kept in memory too, for they stand on every page.
    members: RwLock<BTreeMap<Id, Member>>,
    /// How often others had changed the register when it was last read.
    seen: AtomicI32,
}

/// A person as the register knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The unit to which the person belongs.
    pub unit: Option<Id>,
}

/// Broken storage of the desk.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The data file.
    #[error("the desk's tables cannot be used: {0}")]
    Storage(#[from] rusqlite::Error),
    /// A passkey that cannot be read or written.
    #[error("a passkey cannot be read: {0}")]
    Passkey(#[from] serde_json::Error),
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
                Ok(Session {
                    token: row.get(0)?,
                    number: row.get(1)?,
                    person: person.and_then(|p| Id::new(&p).ok()),
                    since: row.get(3)?,
                    used: row.get(4)?,
                    device: row.get(5)?,
                })
            })?;
            for session in rows {
                let session = session?;
                sessions.insert(session.token, session);
            }
        }
        let seen = register::changes(&connection)?;
        let members = RwLock::new(members(&connection)?);
        Ok(Self {
            connection: Mutex::new(connection),
            sessions: RwLock::new(sessions),
            members,
            seen: AtomicI32::new(seen),
        })
    }

    /// Sessions and the file together, the sessions first: whoever lets somebody in or shuts somebody out holds both from the beginning to the
    /// end, so that nobody comes in by a code that is being taken back.
    fn at_desk(&self) -> AtDesk<'_> {
        let sessions = self.sessions.write().unwrap_or_else(|p| p.into_inner());
        AtDesk { sessions, db: self.db() }
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

    /// Makes the code of a card, which opens once; none if the act by which the card was given has had its code. With `lost`, everything by
    /// which the person could come in before ends: codes, sessions and passkeys.
    ///
    /// # Errors
    /// Broken storage.
    pub fn give_card(
        &self,
        act: &Id,
        holder: &Id,
        until: i64,
        lost: bool,
    ) -> Result<Option<String>, DeskError> {
        let code = random_code()?;
        let AtDesk { mut sessions, mut db } = self.at_desk();
        let all = db.transaction()?;
        if all.execute("INSERT OR IGNORE INTO card (act) VALUES (?1)", params![act.as_str()])? == 0 {
            return Ok(None);
        }
        for table in ["code", "session", "passkey"].iter().filter(|_| lost) {
            all.execute(&format!("DELETE FROM {table} WHERE person = ?1"), params![holder.as_str()])?;
        }
        all.execute(
            "INSERT INTO code (hash, person, uses, until) VALUES (?1, ?2, 1, ?3)",
            params![hash_of(&code), holder.as_str(), until],
        )?;
        all.commit()?;
        sessions.retain(|_, session| !lost || session.person.as_ref() != Some(holder));
        Ok(Some(code))
    }

    /// Forgets codes and sessions that ended so long ago that nobody need be told.
    ///
    /// # Errors
    /// Broken storage.
    pub fn sweep(&self, now: i64) -> Result<(), DeskError> {
        let long_ago = now.saturating_sub(KEPT_SECONDS);
        let unused = long_ago.saturating_sub(SESSION_SECONDS);
        let AtDesk { mut sessions, mut db } = self.at_desk();
        let both = db.transaction()?;
        both.execute("DELETE FROM code WHERE until <= ?1", params![long_ago])?;
        both.execute("DELETE FROM session WHERE used <= ?1", params![unused])?;
        both.commit()?;
        sessions.retain(|_, session| session.used > unused);
        Ok(())
    }

    /// Ends every session and takes every code and passkey back, as after a restored backup, in which what was ended since would be alive again:
    /// the passkey of a lost telephone, too. The first ways in are given anew then, as for a new file.
    ///
    /// # Errors
    /// Broken storage.
    pub fn close_all(&self) -> Result<(), DeskError> {
        let AtDesk { mut sessions, db } = self.at_desk();
        let sql = "BEGIN; DELETE FROM code; DELETE FROM session; DELETE FROM passkey; DELETE FROM sqlite_sequence WHERE name = 'session'; COMMIT";
        db.execute_batch(sql)?;
        sessions.clear();
        Ok(())
    }

    /// Whether nobody has ever signed in.
    ///
    /// # Errors
    /// Broken storage.
    pub fn nobody_came_yet(&self) -> Result<bool, DeskError> {
        let begun = "SELECT seq FROM sqlite_sequence WHERE name = 'session'";
        let begun: Option<i64> = self.db().query_row(begun, [], |row| row.get(0)).optional()?;
        Ok(begun.is_none_or(|sessions| sessions == 0))
    }

    /// Opens the door for a code: a token for the cookie of a new session, or why it does not open.
    ///
    /// A code that nobody was given, one that is used up and one that opens are all looked up and counted down by the same two statements.
    ///
    /// # Errors
    /// Broken storage.
    pub fn open_by(&self, code: &str, device: &str, now: i64) -> Result<Opened, DeskError> {
        let hash = hash_of(code);
        let mut at_desk = self.at_desk();
        let all = at_desk.db.transaction()?;
        let counted =
            "UPDATE code SET uses = uses - 1 WHERE hash = ?1 AND until > ?2 AND (uses IS NULL OR uses > 0)";
        let used = all.execute(counted, params![hash, now])? == 1;
        let found: Option<(Option<String>, i64)> = all
            .query_row("SELECT person, until FROM code WHERE hash = ?1", params![hash], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        match found {
            None => Ok(Opened::Unknown),
            Some((_, until)) if until <= now => Ok(Opened::Old),
            Some(_) if !used => Ok(Opened::UsedUp),
            Some((person, _)) => {
                let person = person.and_then(|p| Id::new(&p).ok());
                begin_at(all, &mut at_desk.sessions, person, device, now).map(Opened::Session)
            }
        }
    }

    /// The same for programs, which need no reason.
    ///
    /// # Errors
    /// Broken storage.
    pub fn sign_in(&self, code: &str, device: &str, now: i64) -> Result<Option<String>, DeskError> {
        Ok(match self.open_by(code, device, now)? {
            Opened::Session(token) => Some(token),
            Opened::UsedUp | Opened::Old | Opened::Unknown => None,
        })
    }

    /// Begins a session and gives the token for its cookie; a person who has as many as one may have loses the oldest, and so do the screens
    /// of a house, which are nobody.
    ///
    /// # Errors
    /// Broken storage.
    pub fn begin(&self, person: Option<Id>, device: &str, now: i64) -> Result<String, DeskError> {
        let mut at_desk = self.at_desk();
        let all = at_desk.db.transaction()?;
        begin_at(all, &mut at_desk.sessions, person, device, now)
    }

    /// Begins a session for whoever has shown a passkey, and keeps what changed of it; none if it was taken from them meanwhile.
    ///
    /// # Errors
    /// Broken storage.
    pub fn begin_by(
        &self,
        person: &Id,
        passkey: &Passkey,
        device: &str,
        now: i64,
    ) -> Result<Option<String>, DeskError> {
        let mut at_desk = self.at_desk();
        let all = at_desk.db.transaction()?;
        let kept = all.execute(
            "UPDATE passkey SET key = ?3 WHERE credential = ?1 AND person = ?2",
            params![passkey.cred_id().as_slice(), person.as_str(), serde_json::to_string(passkey)?],
        )?;
        if kept == 0 {
            return Ok(None);
        }
        begin_at(all, &mut at_desk.sessions, Some(person.clone()), device, now).map(Some)
    }

    /// The session of a token, if it lasts still.
    pub fn session(&self, token: &str, now: i64) -> Option<Session> {
        let hash = hash_of(token);
        let found = {
            let sessions = self.sessions.read().unwrap_or_else(|p| p.into_inner());
            sessions.get(&hash).filter(|s| s.lasts(now)).cloned()
        }?;
        if found.used + USED_SECONDS < now {
            self.note_use(&hash, now);
        }
        Some(found)
    }

    /// Whether a session has neither ended nor gone unused for too long. A stream asks this again and again, which is no use of the session.
    pub fn lasts(&self, token: &TokenHash, now: i64) -> bool {
        let sessions = self.sessions.read().unwrap_or_else(|p| p.into_inner());
        sessions.get(token).is_some_and(|session| session.lasts(now))
    }

    /// Notes that a session is used. It is no loss if that cannot be written: the session then only ends earlier.
    fn note_use(&self, hash: &TokenHash, now: i64) {
        if let Some(session) = self.sessions.write().unwrap_or_else(|p| p.into_inner()).get_mut(hash) {
            session.used = now;
        }
        let _ = self.db().execute("UPDATE session SET used = ?2 WHERE token = ?1", params![hash, now]);
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

    /// Ends all sessions of a person but one.
    ///
    /// # Errors
    /// Broken storage.
    pub fn end_others(&self, person: &Id, keep: i64) -> Result<(), DeskError> {
        let mut sessions = self.sessions.write().unwrap_or_else(|p| p.into_inner());
        sessions.retain(|_, s| s.number == keep || s.person.as_ref() != Some(person));
        self.db().execute(
            "DELETE FROM session WHERE number <> ?1 AND person = ?2",
            params![keep, person.as_str()],
        )?;
        Ok(())
    }

    /// Keeps a passkey of a person.
    ///
    /// # Errors
    /// Broken storage.
    pub fn keep_passkey(
        &self,
        person: &Id,
        passkey: &Passkey,
        device: &str,
        now: i64,
    ) -> Result<(), DeskError> {
        let device: String = device.chars().take(120).collect();
        self.db().execute(
            "INSERT INTO passkey (credential, person, since, device, key) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (credential) DO UPDATE SET key = excluded.key WHERE person = excluded.person",
            params![
                passkey.cred_id().as_slice(),
                person.as_str(),
                now,
                device,
                serde_json::to_string(passkey)?
            ],
        )?;
        Ok(())
    }

    /// The passkey of a credential, and whose it is.
    ///
    /// # Errors
    /// Broken storage.
    pub fn passkey(&self, credential: &[u8]) -> Result<Option<(Id, Passkey)>, DeskError> {
        let found: Option<(String, String)> = self
            .db()
            .query_row("SELECT person, key FROM passkey WHERE credential = ?1", params![credential], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let Some((person, key)) = found else { return Ok(None) };
        let Ok(person) = Id::new(&person) else { return Ok(None) };
        Ok(Some((person, serde_json::from_str(&key)?)))
    }

    /// The passkeys of a person: number, since when, on which device; the newest first.
    ///
    /// # Errors
    /// Broken storage.
    pub fn passkeys_of(&self, person: &Id) -> Result<Vec<KeptPasskey>, DeskError> {
        let db = self.db();
        let mut rows = db.prepare(
            "SELECT number, since, device, key FROM passkey WHERE person = ?1 ORDER BY number DESC",
        )?;
        let rows = rows.query_map(params![person.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?))
        })?;
        let mut kept = vec![];
        for row in rows {
            let (number, since, device, key) = row?;
            kept.push(KeptPasskey { number, since, device, passkey: serde_json::from_str(&key)? });
        }
        Ok(kept)
    }

    /// Forgets a passkey of a person.
    ///
    /// # Errors
    /// Broken storage.
    pub fn forget_passkey(&self, person: &Id, number: i64) -> Result<(), DeskError> {
        self.db().execute(
            "DELETE FROM passkey WHERE number = ?1 AND person = ?2",
            params![number, person.as_str()],
        )?;
        Ok(())
    }

    /// Reads the register again if another program has changed it, so that a person who is erased there is forgotten here. Tells whether it did;
    /// what could not be read is read the next time.
    ///
    /// # Errors
    /// Broken storage.
    pub fn look_again(&self) -> Result<bool, DeskError> {
        let changes = register::changes(&self.db())?;
        if self.seen.load(Ordering::Relaxed) == changes {
            return Ok(false);
        }
        // The names first and then the file, as whoever keeps names takes them.
        let mut known = self.members.write().unwrap_or_else(|p| p.into_inner());
        *known = members(&self.db())?;
        self.seen.store(changes, Ordering::Relaxed);
        Ok(true)
    }

    /// A person as the register knows them.
    pub fn member(&self, person: &Id) -> Option<Member> {
        self.members.read().unwrap_or_else(|p| p.into_inner()).get(person).cloned()
    }

    /// The members of a unit whom the register names.
    pub fn members_of(&self, unit: &Id) -> Vec<Id> {
        let members = self.members.read().unwrap_or_else(|p| p.into_inner());
        members.iter().filter(|(_, m)| m.unit.as_ref() == Some(unit)).map(|(id, _)| id.clone()).collect()
    }

    /// Keeps names in the register, all of them or none. The salt of each is that of its commitment in the record.
    ///
    /// # Errors
    /// Broken storage.
    pub fn keep_members(&self, kept: &[(Id, Member, [u8; 32])]) -> Result<(), DeskError> {
        let mut members = self.members.write().unwrap_or_else(|p| p.into_inner());
        let mut db = self.db();
        let all = db.transaction()?;
        for (person, member, salt) in kept {
            let details = serde_json::to_string(&details(&member.name))?;
            all.execute(
                "INSERT OR REPLACE INTO register VALUES (?1, ?2, ?3)",
                params![person.as_str(), salt, details],
            )?;
            if let Some(unit) = &member.unit {
                all.execute(
                    "INSERT OR REPLACE INTO member VALUES (?1, ?2)",
                    params![person.as_str(), unit.as_str()],
                )?;
            }
        }
        all.commit()?;
        members.extend(kept.iter().map(|(person, member, _)| (person.clone(), member.clone())));
        Ok(())
    }

    /// Forgets names.
    ///
    /// # Errors
    /// Broken storage.
    pub fn forget_members(&self, persons: &[Id]) -> Result<(), DeskError> {
        let mut members = self.members.write().unwrap_or_else(|p| p.into_inner());
        let mut db = self.db();
        let all = db.transaction()?;
        for person in persons {
            all.execute("DELETE FROM register WHERE person = ?1", params![person.as_str()])?;
            all.execute("DELETE FROM member WHERE person = ?1", params![person.as_str()])?;
        }
        all.commit()?;
        persons.iter().for_each(|person| drop(members.remove(person)));
        Ok(())
    }
}

/// Sessions and the file, held together.
struct AtDesk<'a> {
    sessions: RwLockWriteGuard<'a, BTreeMap<TokenHash, Session>>,
    db: MutexGuard<'a, Connection>,
}

/// Begins a session as the last step of what lets somebody in, and ends the oldest where there are too many.
fn begin_at(
    all: Transaction<'_>,
    sessions: &mut BTreeMap<TokenHash, Session>,
    person: Option<Id>,
    device: &str,
    now: i64,
) -> Result<String, DeskError> {
    let token = random_code()?;
    let hash = hash_of(&token);
    let device: String = device.chars().take(120).collect();
    let name = person.as_ref().map(Id::as_str);
    all.execute(
        "INSERT INTO session (token, person, since, used, device) VALUES (?1, ?2, ?3, ?3, ?4)",
        params![hash, name, now, device],
    )?;
    let number = all.last_insert_rowid();
    let mut before: Vec<i64> = sessions.values().filter(|s| s.person == person).map(|s| s.number).collect();
    before.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
    let too_many = before.get(OF_A_PERSON - 1..).unwrap_or_default();
    for oldest in too_many {
        all.execute("DELETE FROM session WHERE number = ?1", params![oldest])?;
    }
    all.commit()?;
    sessions.retain(|_, session| !too_many.contains(&session.number));
    sessions.insert(hash, Session { number, person, since: now, used: now, device, token: hash });
    Ok(token)
}

fn members(connection: &Connection) -> Result<BTreeMap<Id, Member>, DeskError> {
    let mut rows = connection.prepare(
        "SELECT person, details, unit FROM register LEFT JOIN member USING (person) WHERE details IS NOT NULL",
    )?;
    let rows = rows.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?))
    })?;
    let mut members = BTreeMap::new();
    for row in rows {
        let (person, details, unit) = row?;
        let unit = unit.and_then(|unit| Id::new(&unit).ok());
        let details: Details = serde_json::from_str(&details)?;
        let Some(name) = details.name else { continue };
        members.extend(Id::new(&person).ok().map(|person| (person, Member { name: name.fa, unit })));
    }
    Ok(members)
}

/// What the register holds of a member: the name, in both languages as it was written.
pub fn details(name: &str) -> Details {
    Details { name: Some(Bilingual::new(name, name)), contact: vec![] }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const NOW: i64 = 1_795_000_000;

    /// While somebody else holds the sessions, as `give_card` does that takes a lost card back, a code is not even looked at: it opens before all
    /// of that or after all of that.
    #[test]
    fn a_code_is_used_and_its_session_begun_in_one_step() {
        let desk = Desk::in_memory().unwrap();
        let neda = Id::new("neda").unwrap();
        let code = desk.give_code(Some(&neda), Some(1), NOW + 60).unwrap();
        let used = || -> bool {
            let uses = desk.db().query_row("SELECT uses FROM code", [], |row| row.get::<_, i64>(0));
            uses.unwrap() == 0
        };
        std::thread::scope(|scope| {
            let held = desk.sessions.read().unwrap();
            let door = scope.spawn(|| desk.open_by(&code, "", NOW).unwrap());
            for _ in 0..40 {
                assert!(!used(), "the code is used up while the session cannot begin");
                std::thread::sleep(Duration::from_millis(5));
            }
            drop(held);
            assert!(matches!(door.join().unwrap(), Opened::Session(_)));
        });
        assert!(used());
    }

    /// However a sign-in and a new card in place of a lost one meet, the old way in is shut afterwards.
    #[test]
    fn nobody_slips_in_by_a_lost_card() {
        for n in 0..200 {
            let desk = Desk::in_memory().unwrap();
            let neda = Id::new("neda").unwrap();
            let code = desk.give_code(Some(&neda), None, NOW + 60).unwrap();
            let act = Id::new(&format!("card-{n}")).unwrap();
            let both = std::sync::Barrier::new(2);
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    both.wait();
                    desk.open_by(&code, "", NOW).unwrap()
                });
                both.wait();
                desk.give_card(&act, &neda, NOW + 60, true).unwrap();
            });
            assert!(desk.sessions_of(&neda).is_empty());
            assert_eq!(desk.open_by(&code, "", NOW).unwrap(), Opened::Unknown);
        }
    }
}
