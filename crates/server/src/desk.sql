-- Sign-in codes, by their hash. A code is for a person, or (person NULL) for a screen that only shows. A code that was used up stays, so
-- that whoever types it again is told so.
CREATE TABLE IF NOT EXISTS code (
    hash BLOB PRIMARY KEY, person TEXT, uses INTEGER, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sessions, by the hash of the token in their cookie.
CREATE TABLE IF NOT EXISTS session (
    number INTEGER PRIMARY KEY AUTOINCREMENT, token BLOB NOT NULL UNIQUE, person TEXT,
    since INTEGER NOT NULL, used INTEGER NOT NULL, device TEXT NOT NULL
) STRICT;

-- Passkeys, by the identifier of the credential: the public key, as JSON.
CREATE TABLE IF NOT EXISTS passkey (
    number INTEGER PRIMARY KEY AUTOINCREMENT, credential BLOB NOT NULL UNIQUE, person TEXT NOT NULL,
    since INTEGER NOT NULL, device TEXT NOT NULL, key TEXT NOT NULL
) STRICT;

-- Names of persons that are not public, and the unit to which they belong. They can be erased without breaking the record, which holds only
-- a salted commitment to each.
CREATE TABLE IF NOT EXISTS member (
    person TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT, salt BLOB NOT NULL
) STRICT, WITHOUT ROWID;
