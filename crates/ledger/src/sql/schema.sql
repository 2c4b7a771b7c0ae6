-- The record of one organisation. Nothing in it is ever changed or taken away; the triggers hold that against a slip of
-- the hand (a determined hand can drop them, and is found out by the roots).
CREATE TABLE record (origin TEXT NOT NULL, format INTEGER NOT NULL) STRICT;

-- The entries, their canonical bytes, and the hash by which the act is known to whoever sent it. No index of acts lies
-- here: hashes fall on random pages, and writing those again in every commit would cost three times the entries. The last entry of
-- a commit has the root of the tree up to it: in a table of its own it would be one page more to write in every commit.
CREATE TABLE entry (seq INTEGER PRIMARY KEY, act BLOB NOT NULL, bytes BLOB NOT NULL, root BLOB) STRICT;

CREATE TABLE signature (
    seq INTEGER NOT NULL, key BLOB NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (seq, key)
) STRICT, WITHOUT ROWID;

-- Words that an entry names by their hash: too long for an entry, and kept with the first that brings them.
CREATE TABLE text (seq INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, words BLOB NOT NULL) STRICT;

-- Full tiles only; the unfilled ones follow from the last entries and the tiles below.
CREATE TABLE tile (level INTEGER NOT NULL, place INTEGER NOT NULL, hashes BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX tile_place ON tile (level, place);

-- Signed checkpoints as they were published; a later row of the same size has more cosignatures.
CREATE TABLE checkpoint (number INTEGER PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL) STRICT;

CREATE TRIGGER record_keeps BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER record_stays BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER entry_keeps BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER signature_keeps BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER signature_stays BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER text_keeps BEFORE UPDATE ON text BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER text_stays BEFORE DELETE ON text BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER tile_keeps BEFORE UPDATE ON tile BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER tile_stays BEFORE DELETE ON tile BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER checkpoint_keeps BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
