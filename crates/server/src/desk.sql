-- Sign-in codes, by their hash. A code is for a person, or (person NULL) for a screen that only shows. A code that was used up stays, so
-- that whoever types it again is told so.
CREATE TABLE IF NOT EXISTS code (
    hash BLOB PRIMARY KEY, person TEXT, uses INTEGER, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Acts by which a card was given and whose code was made: an act makes one code, however often its form is sent.
CREATE TABLE IF NOT EXISTS card (act TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

-- The register of names, as `shura_ledger::Register` keeps it: erased persons stay, without salt and details.
CREATE TABLE IF NOT EXISTS register (person TEXT PRIMARY KEY, salt BLOB, details TEXT) STRICT;

-- The unit to which a person of the register belongs.
CREATE TABLE IF NOT EXISTS member (person TEXT PRIMARY KEY, unit TEXT NOT NULL) STRICT, WITHOUT ROWID;
