//! The register: names and contacts of persons, outside the record and beside it in the same file.
//!
//! The record knows persons by identifiers and may hold a commitment to what the register says of one: a salted hash. So the register can be
//! checked against the record, and a person can be erased from it without the record changing by a bit.

use crate::LedgerError;
use crate::sqlite::{damaged, exists, failed};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Params, params};
use serde::{Deserialize, Serialize};
use shura_act::canonical::{self, CanonicalError};
use shura_act::{Bilingual, Id};
use shura_tlog::{Hash, sha256};
use std::path::Path;

/// What the register knows of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Bilingual>,
    /// How to reach the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<String>,
}

impl Details {
    /// The commitment to these details: SHA-256 of the 32 bytes of the salt and the canonical JSON of the details.
    ///
    /// # Errors
    /// Details that have no canonical form, such as text that is not NFC.
    pub fn commitment(&self, salt: &[u8; 32]) -> Result<Hash, CanonicalError> {
        let value = serde_json::to_value(self).unwrap_or_default();
        Ok(sha256(&[&salt[..], &canonical::canonicalise(&value)?].concat()))
    }
}

/// A person in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// The salt and the details.
    Held([u8; 32], Details),
    /// The person was erased; nothing is known but that.
    Erased,
}

/// The register beside a record in one SQLite file.
#[derive(Debug)]
pub struct Register {
    connection: Connection,
}

impl Register {
    /// Opens the register of a record; the first entry makes its table.
    ///
    /// # Errors
    /// [`LedgerError::Missing`] if there is no record, and broken storage.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        exists(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(failed)?;
        // What is deleted is overwritten with noughts at once.
        let set = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;";
        connection.execute_batch(set).map_err(damaged)?;
        Ok(Self { connection })
    }

    fn has_table(&self) -> Result<bool, LedgerError> {
        let found =
            self.connection.query_row("SELECT 1 FROM sqlite_schema WHERE name = 'register'", [], |_| Ok(()));
        Ok(found.optional().map_err(damaged)?.is_some())
    }

    /// What the register says of a person; nothing if it does not know the person.
    ///
    /// # Errors
    /// Broken storage only.
    pub fn find(&self, person: &Id) -> Result<Option<Listed>, LedgerError> {
        Ok(self.all()?.into_iter().find(|(id, _)| id == person).map(|(_, listed)| listed))
    }

    /// Everyone in the register, by identifier.
    ///
    /// # Errors
    /// Broken storage only.
    pub fn all(&self) -> Result<Vec<(Id, Listed)>, LedgerError> {
        if !self.has_table()? {
            return Ok(vec![]);
        }
        let mut statement = self
            .connection
            .prepare("SELECT person, salt, details FROM register ORDER BY person")
            .map_err(damaged)?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))
            .and_then(Iterator::collect::<rusqlite::Result<Vec<(String, Option<[u8; 32]>, Option<String>)>>>)
            .map_err(damaged)?;
        let wrong = |person: &str| LedgerError::Corrupt {
            place: format!("register, {person}"),
            why: "not an identifier and details".into(),
        };
        rows.into_iter()
            .map(|(person, salt, details)| {
                let listed = match (salt, details) {
                    (Some(salt), Some(details)) => {
                        Listed::Held(salt, serde_json::from_str(&details).map_err(|_| wrong(&person))?)
                    }
                    _ => Listed::Erased,
                };
                Ok((Id::new(&person).map_err(|_| wrong(&person))?, listed))
            })
            .collect()
    }

    /// Enters a person's details, or new ones in place of the old, which are overwritten.
    ///
    /// # Errors
    /// Broken storage.
    pub fn set(&mut self, person: &Id, salt: &[u8; 32], details: &Details) -> Result<(), LedgerError> {
        let table =
            "CREATE TABLE IF NOT EXISTS register (person TEXT PRIMARY KEY, salt BLOB, details TEXT) STRICT";
        self.connection.execute_batch(table).map_err(failed)?;
        let details = serde_json::to_string(details).unwrap_or_default();
        let put = "INSERT INTO register VALUES (?1, ?2, ?3)
                   ON CONFLICT (person) DO UPDATE SET salt = excluded.salt, details = excluded.details";
        self.change(put, params![person.as_str(), salt, details])
    }

    /// Erases a person: salt and details are overwritten in the file and in its log, and that they were erased stays. Copies made before,
    /// such as backups, are not reached.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] if the register does not know the person, or if somebody reads the file so that old pages cannot be let go yet.
    pub fn erase(&mut self, person: &Id) -> Result<(), LedgerError> {
        if self.find(person)?.is_none() {
            return Err(LedgerError::Refused { why: "the register does not know this person" });
        }
        let erase = "UPDATE register SET salt = NULL, details = NULL WHERE person = ?1";
        self.change(erase, [person.as_str()])
    }

    /// Changes the register and counts the change, both or neither, and forgets what was there.
    fn change(&mut self, sql: &str, params: impl Params) -> Result<(), LedgerError> {
        let both = self.connection.transaction().map_err(failed)?;
        both.execute(sql, params).map_err(failed)?;
        let counted = changes(&both).map_err(failed)?.wrapping_add(1);
        both.pragma_update(None, "user_version", counted).map_err(failed)?;
        both.commit().map_err(failed)?;
        self.forget()
    }

    /// Empties the write-ahead log, which still holds the pages as they were.
    fn forget(&self) -> Result<(), LedgerError> {
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(failed)?;
        if busy != 0 {
            return Err(LedgerError::Refused {
                why: "it is done, but somebody reads the file, and old pages stay in its log until you run this again",
            });
        }
        Ok(())
    }
}

/// How often the register of a file was changed: whoever keeps it in memory reads it again when this number is another. It stands in the head
/// of the file, where SQLite leaves room for a number of the program's own.
///
/// # Errors
/// Broken storage.
pub fn changes(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entry, Ledger, Sqlite};

    fn details(name: &str) -> Details {
        Details { name: Some(Bilingual::new(name, name)), contact: vec![format!("{name}@example.org")] }
    }

    /// Whether a word stands anywhere in the files of a record.
    fn lies_in(path: &Path, word: &str) -> bool {
        ["", "-wal", "-shm"].iter().any(|suffix| {
            let bytes = std::fs::read(format!("{}{suffix}", path.display())).unwrap_or_default();
            bytes.windows(word.len()).any(|window| window == word.as_bytes())
        })
    }

    #[test]
    fn what_is_erased_is_in_no_file_and_the_record_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r");
        let mut ledger = Sqlite::create(&path, "example.org/r").unwrap();
        ledger.append(0, &[Entry::new(b"{}".to_vec())]).unwrap();
        let head = ledger.head();
        let mut register = Register::open(&path).unwrap();
        let (ada, bob) = (Id::new("ada").unwrap(), Id::new("bob").unwrap());
        assert_eq!(register.find(&ada).unwrap(), None);
        assert!(register.erase(&ada).is_err(), "nobody is erased who is not there");
        // Enough persons that pages are split and old ones let go.
        for n in 0..200 {
            let person = Id::new(&format!("p{n}")).unwrap();
            register.set(&person, &[n; 32], &details(&"x".repeat(100))).unwrap();
        }
        register.set(&ada, &[7; 32], &details("Wilhelmina")).unwrap();
        register.set(&bob, &[8; 32], &details("Bob")).unwrap();
        assert!(lies_in(&path, "Wilhelmina"));
        assert_eq!(register.find(&ada).unwrap(), Some(Listed::Held([7; 32], details("Wilhelmina"))));
        register.set(&ada, &[9; 32], &details("Augusta")).unwrap();
        assert!(!lies_in(&path, "Wilhelmina"), "what is replaced is overwritten");
        register.erase(&ada).unwrap();
        assert!(!lies_in(&path, "Augusta"));
        assert_eq!(register.find(&ada).unwrap(), Some(Listed::Erased));
        assert_eq!(register.find(&bob).unwrap(), Some(Listed::Held([8; 32], details("Bob"))));
        drop(ledger);
        let ledger = Sqlite::open(&path).unwrap();
        assert_eq!(ledger.head(), head);
        ledger.check_file().unwrap();
        crate::fsck(&ledger, crate::conformance::read, &mut |_| ()).unwrap();
    }

    #[test]
    fn a_commitment_is_a_salted_hash_of_the_canonical_details() {
        let commitment = details("Ada").commitment(&[1; 32]).unwrap();
        let json = r#"{"contact":["Ada@example.org"],"name":{"en":"Ada","fa":"Ada"}}"#;
        assert_eq!(commitment, sha256(&[&[1; 32][..], json.as_bytes()].concat()));
        assert_ne!(commitment, details("Ada").commitment(&[2; 32]).unwrap());
    }
}
