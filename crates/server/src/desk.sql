-- Sign-in codes, by their hash. A code is for a person, or (person NULL) for a screen that only shows.
CREATE TABLE IF NOT EXISTS code (
    hash BLOB PRIMARY KEY, person TEXT, uses INTEGER, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sessions, by the hash of the token in their cookie.
CREATE TABLE IF NOT EXISTS session (
    number INTEGER PRIMARY KEY AUTOINCREMENT, token BLOB NOT NULL UNIQUE, person TEXT,
    since INTEGER NOT NULL, used INTEGER NOT NULL, device TEXT NOT NULL
) STRICT;
